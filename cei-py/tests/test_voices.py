"""Agreement, gaps, growth and overviews as a user of the package meets them; their values are tested by the corpus."""

import csv
import io
import pickle
from pathlib import Path

import pytest

import cei
from cei._cli import main

EXAMPLE = Path(__file__).parents[2] / "tests" / "example"
BEFORE, NOW = (EXAMPLE / f"ejemplo-district-{year}.json" for year in ("2024-25", "2025-26"))
SCHOOLS = sorted(EXAMPLE.glob("*school*2025-26.json"))


def test_a_table_of_many_is_as_each_alone():
    tallies = [cei.tally(path) for path in sorted(EXAMPLE.glob("*.json"))]
    stages = cei.rubric().stages
    rows = [(one.assessment, cell) for one in tallies for cell in one.to_dict()["cells"]]
    columns = [("assessment", "text", [id for id, _ in rows])]
    columns += [(name, "text", [cell[name] for _, cell in rows]) for name in ("group", "competency")]
    columns += [(f"n_{name}", "whole", [cell["stages"][n] for _, cell in rows]) for n, name in enumerate(stages)]
    found = cei.agreement(cei._cei.table(columns)).to_dict()
    for tally in tallies:
        alone = cei.agreement(tally).to_dict()
        parts = {("all", "all"): alone["all"], **{("domain", one["id"]): one for one in alone["domains"]}}
        parts.update({("group", one["group"]): one for one in alone["groups"]})
        here = [n for n, id in enumerate(found["assessment"]) if id == tally.assessment]
        assert [(found["level"][n], found["id"][n]) for n in here] == list(parts)
        for n, part in zip(here, parts.values(), strict=True):
            assert found["raters"][n] == part["raters"]
            assert found["alpha_ordinal"][n] == part["alpha"]["ordinal"].get("value")
            assert found["ac_quadratic"][n] == part["ac"]["quadratic"].get("value")
            assert found["undefined"][n] == part["alpha"]["ordinal"].get("undefined")


def test_results_cannot_be_changed_and_are_equal_by_what_they_say():
    growth = cei.compare(BEFORE, NOW)
    assert growth == cei.compare(BEFORE, NOW) == pickle.loads(pickle.dumps(growth))
    assert len({growth, cei.compare(BEFORE, NOW)}) == 1
    with pytest.raises(AttributeError):
        growth.table = None
    with pytest.raises(AttributeError):
        del growth._json
    assert growth._repr_html_().startswith("<table>")
    pytest.importorskip("polars")
    assert growth.to_polars().shape == (len(growth.table), 11)


def test_profiles_documents_and_pairs_are_rounds():
    profiles = [cei.assess(path) for path in (BEFORE, NOW)]
    bare = cei.compare(*profiles)
    assert "turnover" not in bare.to_dict()
    assert cei.compare(*zip(profiles, (BEFORE, NOW), strict=True)) == cei.compare(BEFORE, NOW)
    assert sum(cei.transitions([bare]).table.to_dict()["subjects"]) == 7


def test_what_is_wrong_has_its_place_in_the_document():
    text = NOW.read_text(encoding="utf-8").replace('"competency": "1.1"', '"competency": "1.l"', 1)
    with pytest.raises(cei.CeiError) as raised:
        cei.gaps(text)
    (found,) = raised.value.report.errors
    assert found.code == "unknown_competency" and text.splitlines()[found.line - 1][found.column - 1 :].startswith(
        '"1.l"'
    )
    with pytest.raises(cei.CeiError) as raised:
        cei.compare(NOW)
    assert [(one.code, one.line) for one in raised.value.report.errors] == [("too_few_items", None)]
    with pytest.raises(cei.CeiError, match="bootstrap_needs_answers"):
        cei.agreement(cei.tally(NOW), resamples=10)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_commands(capsys, lang):
    commands = [
        ["agree", NOW],
        ["agree", NOW, "--resamples", 20],
        ["gaps", NOW],
        ["compare", BEFORE, NOW],
        ["overview", *SCHOOLS],
    ]
    for command in commands:
        arguments = [str(one) for one in command]
        assert main([*arguments, "--lang", lang]) == 0
        assert len(capsys.readouterr().out.splitlines()) > 3
        assert main([*arguments, "--format", "csv"]) == 0
        head, *rows = csv.reader(io.StringIO(capsys.readouterr().out))
        assert rows and all(len(row) == len(head) for row in rows)
    assert main(["compare", str(NOW)]) == 1
    assert "too_few_items" in capsys.readouterr().err
