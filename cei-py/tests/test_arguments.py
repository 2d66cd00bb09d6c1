"""Whatever is passed in any argument of a public function: it works, or one kind of error says what and where."""

from __future__ import annotations

import inspect
import io
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from samples import EXAMPLE, RUBRIC, assessment

import cei

polars = pytest.importorskip("polars")

INITIATIVE = EXAMPLE / "initiative"


def spring() -> dict[str, Any]:
    said = [("families", f"1.{n}", "maturing") for n in range(1, 6)]
    return assessment(*said, subject={"id": "north"}, period={"school_year": "2025-26"})


@cache
def profile() -> cei.Profile:
    return cei.assess(spring())


@cache
def counts() -> cei.Tallies:
    return cei.tally(polars.DataFrame({"assessment": ["a", "b"], "group": "families", "competency": "1.1", "stage": 3}))


def growth() -> cei.Growth:
    return cei.compare({**spring(), "id": "fall"}, spring())


CROSSWALK = {"format": "cei.crosswalk/1", "id": "next", "version": "1", "from": RUBRIC, "to": RUBRIC, "map": []}
# Each public function with arguments that it takes: whatever is in place of one of them, the others are in order.
CALLS: dict[str, Callable[[], dict[str, Any]]] = {
    "agreement": lambda: {"source": spring(), "rubric": None, "resamples": 20, "seed": 1, "level": 0.9},
    "assess": lambda: {"assessment": spring(), "rubric": None, "policy": None},
    "assess_many": lambda: {"documents": [spring()], "rubric": None, "policy": None},
    "audit": lambda: {"releases": cei.disclose(spring()), "rubric": None, "policy": None},
    "check_plan": lambda: {"plan": cei.plan(profile()), "profile": profile(), "metrics": None, "rubric": None},
    "codes": lambda: {"code": None},
    "cohort_review": lambda: {"cohort": "inaugural", "as_of": "2020-02-01", "profiles": [], "rubric": None},
    "compare": lambda: {"rounds": ({**spring(), "id": "fall"}, spring()), "rubric": None, "policy": None,
                        "crosswalk": CROSSWALK, "allow": (), "resamples": 20, "seed": 1, "level": 0.9},
    "consultation_checks": dict,
    "consultation_review": lambda: {"consultation": json.loads(
        (INITIATIVE / "ejemplo-consultation-2025-26.json").read_bytes()), "as_of": "2026-06-30"},
    "crosswalk": lambda: {"source": CROSSWALK},
    "disclose": lambda: {"source": spring(), "disclosure": None, "rubric": None, "policy": None, "min_n": None, "beside": ()},
    "disclose_counts": lambda: {"source": counts(), "disclosure": None, "rubric": None, "min_n": None},
    "gaps": lambda: {"source": spring(), "rubric": None, "policy": None},
    "inaugural_cohort": dict,
    "initiative": lambda: {"cohorts": ["inaugural"], "metrics": (), "draft": None, "rubric": None, "as_of": None},
    "initiative_html": lambda: {"report": cei.initiative(["inaugural"]), "lang": "en", "documents": ()},
    "lens": lambda: {"profile": profile(), "lens": "plln-components", "rubric": None, "policy": None, "crosswalk": None},
    "metrics": lambda: {"metrics": {"format": "cei.metrics/1", "id": "ours", "measures": []}, "rubric": None, "as_of": None},
    "overview": lambda: {"profiles": [spring()], "rubric": None, "policy": None, "allow": ()},
    "partnerships_review": lambda: {"partnerships": {"format": "cei.partnerships/1", "id": "spring"},
                                    "as_of": "2026-03-01", "rubric": None},
    "plan": lambda: {"profile": profile(), "rubric": None, "most": 3, "domains": (), "id": None},
    "policy": lambda: {"source": "mean"},
    "progress": lambda: {"plan": cei.plan(profile()), "profile": profile(), "rubric": None, "allow": (), "as_of": None},
    "rating_sheet": lambda: {"rubric": "lcff-priority-3", "lang": "en", "groups": True},
    "read_case": lambda: {"package": cei.rubric("lcff-priority-3").to_case(), "translations": ()},
    "read_dashboard": lambda: {"source": b"cdsCode|lea|buildingRelationship\n01100170000000|A|4\n",
                               "rubric": "lcff-priority-3", "errors": "report"},
    "read_rubric_csv": lambda: {"source": cei.rubric_csv().encode()},
    "read_survey": lambda: {"source": b"Role,1.1 Culture\nParent,Maturing\n", "rubric": "cei-self-assessment",
                            "mapping": None, "assessment": "survey", "group": None, "subject": None, "period": None,
                            "keep_personal": False, "keep_all": False, "errors": "raise"},
    "read_workbook": lambda: {"sources": (cei.workbook("lcff-priority-3", assessment="a"),), "rubric": None},
    "release": lambda: {"source": cei.disclose(spring())},
    "report": lambda: {"source": spring(), "others": (), "audience": "internal", "lang": "en", "as_of": None,
                       "rubric": None, "policy": None, "sources": False},
    "rubric": lambda: {"source": "cei-self-assessment"},
    "rubric_csv": lambda: {"rubric": "lcff-priority-3"},
    "schema": lambda: {"name": "assessment", "rubric": "lcff-priority-3", "lang": None},
    "stage": lambda: {"tally": counts(), "rubric": None, "policy": None, "kind": None, "rename": None,
                      "assessment": None, "errors": None},
    "stages": lambda: {"source": counts().counts(), "rubric": None, "policy": None, "kind": None, "rename": None,
                       "assessment": None, "errors": None},
    "tally": lambda: {"source": counts().counts(), "rubric": None, "kind": None, "rename": None, "assessment": None,
                      "errors": None},
    "transitions": lambda: {"growths": [growth()], "rubric": None},
    "validate": lambda: {"document": spring(), "rubric": None, "kind": None, "rename": None, "assessment": None},
    "workbook": lambda: {"rubric": "lcff-priority-3", "assessment": "a", "lang": "en", "decisions": False,
                         "subject": None, "period": None},
    "TableFile": lambda: {"source": io.BytesIO(b""), "sheet": None, "separator": None, "progress": None},
    "plot.heat_map": lambda: {"source": profile(), "lang": "en", "rubric": None},
    "plot.ladder": lambda: {"source": profile(), "lang": "en", "rubric": None},
    "plot.gaps": lambda: {"source": profile(), "lang": "en", "most": 10, "rubric": None},
    "plot.growth": lambda: {"source": growth(), "lang": "en", "rubric": None},
    "plot.districts": lambda: {"sources": [profile()], "lang": "en", "order": "given", "columns": 2, "rubric": None},
}  # fmt: skip


def deep() -> dict[str, Any]:
    inner: dict[str, Any] = {}
    for _ in range(5_000):
        inner = {"x": inner}
    return inner


# What people pass by mistake.
MISTAKES: dict[str, Callable[[], Any]] = {
    "None": lambda: None,
    "3": lambda: 3,
    "x": lambda: "x",
    "nothing in bytes": lambda: b"",
    "[]": list,
    "[3]": lambda: [3],
    "{}": dict,
    "{1: 2}": lambda: {1: 2},
    "another format": lambda: cei.policy().to_dict(),
    "a format and nothing else": lambda: {"format": "cei.profile/1"},
    "a policy": cei.policy,
    "a profile": profile,
    "a result": lambda: cei.gaps(spring()),
    "a release": lambda: cei.disclose(spring()),
    "a report": lambda: cei.validate(spring()),
    "counts": counts,
    "an empty table": lambda: polars.DataFrame(),
    "a table without rows": lambda: polars.DataFrame({"assessment": [], "competency": [], "stage": []}),
    "a table of something else": lambda: polars.DataFrame({"a": [1]}),
    "a lazy table": lambda: polars.LazyFrame({"a": [1]}),
    "deeply nested text": lambda: '{"a":' * 100_000,
    "deeply nested": deep,
    "a column": lambda: polars.Series("stage", [3]),
    "a class": lambda: polars.DataFrame,
}


def called(name: str) -> Callable[..., Any]:
    if name.startswith("plot."):
        pytest.importorskip("matplotlib")
        from cei import plot

        return getattr(plot, name.removeprefix("plot."))  # type: ignore[no-any-return]
    return getattr(cei, name)  # type: ignore[no-any-return]


def call(function: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    """Call a function; what comes piece by piece is fetched, and what is opened later is read."""
    rest = [one.name for one in inspect.signature(function).parameters.values() if one.kind is one.VAR_POSITIONAL]
    first = list(inspect.signature(function).parameters)[: len(arguments)]
    before = [arguments[name] for name in first[: first.index(rest[0])]] if rest else []
    given = {name: value for name, value in arguments.items() if not rest or name not in first[: first.index(rest[0]) + 1]}
    many = arguments[rest[0]] if rest else ()
    result = function(*before, *(many if isinstance(many, tuple) else (many,)), **given)
    return list(result) if isinstance(result, Iterator) else result


def test_every_function_is_here() -> None:
    functions = {name for name in cei.__all__ if inspect.isfunction(getattr(cei, name))}
    assert functions == {name for name in CALLS if "." not in name} - {"TableFile"}
    for name, arguments in CALLS.items():
        call(called(name), arguments())
        if "." not in name and name != "TableFile":
            assert set(inspect.signature(getattr(cei, name)).parameters) == set(arguments())


@pytest.mark.parametrize("name", CALLS)
def test_mistakes_get_a_clear_word(name: str, tmp_path: Path) -> None:
    function, wrong = called(name), []
    for argument in CALLS[name]():
        for mistake, make in MISTAKES.items():
            try:
                call(function, {**CALLS[name](), argument: make()})
            except TypeError as error:
                # What is in a document has a place there.
                if argument not in str(error) and not re.match("/|the document: |a release is needed", str(error)):
                    wrong.append(f"{name}({argument}={mistake}): the argument is not named: {error!r}")
            except cei.CeiError as error:
                if not str(error).strip() or "Traceback" in str(error):
                    wrong.append(f"{name}({argument}={mistake}): no words: {error!r}")
            except Exception as error:
                wrong.append(f"{name}({argument}={mistake}): {error!r:.300}")
    assert not wrong, "\n".join(wrong)
