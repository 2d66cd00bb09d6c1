"""The stages of a table as numbers: those of its profiles."""

from __future__ import annotations

import random
from typing import Any

import pytest
from samples import EXAMPLE, assessment

import cei

STAGES = cei.rubric().stages
GROUPS = ["students", "families", "educators", "leaders", "community", None]


def table(rows: int, seed: int) -> dict[str, list[Any]]:
    """Return random answers, some of them reasons for giving none."""
    draw = random.Random(seed)
    out: dict[str, list[Any]] = {"assessment": [], "group": [], "competency": [], "stage": [], "missing": []}
    for _ in range(rows):
        stage = draw.choice([*STAGES, None])
        missing = None if stage else draw.choice([None, "unanswered", "dont_know", "not_applicable", "withheld"])
        # Two assessments of many answers on little, others of few.
        few = draw.random() < 0.5
        out["assessment"].append(draw.randrange(2) if few else draw.randrange(40) + 2)
        out["group"].append(draw.choice(GROUPS))
        out["competency"].append(draw.choice(cei.rubric().competencies[: 5 if few else None]))
        out["stage"].append(stage)
        out["missing"].append(missing)
    return out


def expected(profiles: cei.Profiles) -> dict[str, list[Any]]:
    """Return what the numbers must be, by the profiles."""
    out: dict[str, list[Any]] = {"assessment": list(profiles.assessments)}
    for domain in profiles.rubric.to_dict()["domains"]:
        nodes = [profile[domain["id"]] for profile in profiles]
        out[domain["id"]] = [
            255 if node.status == "not_applicable" else STAGES.index(node.stage) + 1 if node.stage else 0 for node in nodes
        ]
    return out


@pytest.mark.parametrize("policy", cei.POLICIES)
def test_they_are_those_of_the_profiles(policy: str) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    answers = pyarrow.table(table(6_000, 1))
    wanted = expected(cei.stage(answers, policy=policy))
    assert cei.stages(answers, policy=policy).to_dict() == wanted
    # With a column more the table is read as a whole; what comes out is the same.
    more = answers.append_column("subject", pyarrow.array(["one"] * len(answers)))
    assert cei.stages(more, policy=policy).to_dict() == wanted
    numbers = answers.set_column(3, "stage", pyarrow.array([
        STAGES.index(stage) + 1 if stage else None for stage in answers["stage"].to_pylist()], pyarrow.int8()))
    assert cei.stages(numbers.combine_chunks(), policy=policy).to_dict() == wanted
    reader = answers.to_reader(97)
    assert cei.stages(reader, policy=policy).to_dict() == wanted


def test_problems_are_those_of_the_tally() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    answers = table(300, 2)
    answers["competency"][7] = "1.l"
    answers["stage"][8], answers["missing"][8] = "maturing", "withheld"
    answers["group"][290] = "parents"
    bad = pyarrow.table(answers)
    with pytest.raises(cei.CeiError) as wanted:
        cei.tally(bad)
    with pytest.raises(cei.CeiError) as found:
        cei.stages(bad)
    assert [str(one) for one in found.value.diagnostics] == [str(one) for one in wanted.value.diagnostics]
    assert len(found.value.diagnostics) == 3
    with pytest.raises(cei.CeiError, match="group"):
        cei.stages(bad.rename_columns(["assessment", "grup", "competency", "stage", "missing"]))


def test_a_table_without_rows_and_a_wide_one() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    assert cei.stages(pyarrow.table(table(0, 1)).cast(pyarrow.schema(
        [("assessment", pyarrow.int64()), *[(name, pyarrow.string()) for name in ("group", "competency", "stage", "missing")]]
    ))).to_dict()["assessment"] == []
    wide = pyarrow.table({"assessment": ["a", "b"], "1.1": [3, None], "1.2": [3, 1], "1.3": [4, 1]})
    assert cei.stages(wide).to_dict() == expected(cei.stage(wide))


def test_a_document_and_what_is_wrong_with_it() -> None:
    for path in sorted(EXAMPLE.glob("*.json")):
        profile = cei.assess(path)
        wanted = {
            domain.id: 255
            if domain.status in ("not_applicable", "out_of_scope")
            else STAGES.index(domain.stage) + 1
            if domain.stage
            else 0
            for domain in profile
        }
        assert cei.stages(path) == wanted, path.name
        assert cei.stages(path.read_bytes(), cei.rubric()) == wanted
    bad = assessment(("families", "1.1", "maturin"), ("parents", "1.1", "maturing"))
    with pytest.raises(cei.CeiError) as wanted_error:
        cei.assess(bad)
    with pytest.raises(cei.CeiError) as error:
        cei.stages(bad)
    assert error.value.diagnostics == wanted_error.value.diagnostics
    with pytest.raises(TypeError, match="tables"):
        cei.stages(assessment(), kind="wide")  # type: ignore[call-overload]
