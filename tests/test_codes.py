"""Every code of the catalogue is provoked: by a case of the corpus, by a bad table, or here."""

import json
from pathlib import Path

import cei
import corpus
import polars as pl

GOOD = {"assessment": ["a"], "group": ["families"], "competency": ["1.1"], "stage": ["maturing"]}
TABLES = {
    "missing_column": {"assessment": ["a"], "competency": ["1.1"], "Stage": ["maturing"]},
    "column_type": {**GOOD, "group": [["families"]]},
    "null_value": {**GOOD, "competency": [""]},
    "not_whole": {**GOOD, "stage": [2.5]},
    "rater_groups": {
        "assessment": ["a", "a"], "group": ["families", "students"], "rater": ["r", "r"],
        "competency": ["1.1", "1.2"], "stage": ["maturing", "maturing"],
    },
}


def from_other_formats():
    """The codes of what is read from other formats, each provoked by a file that is at odds with itself."""

    def case(change):
        package = json.loads(cei.rubric("lcff-priority-3").to_case())
        change(package, package["CFRubrics"][0]["CFRubricCriteria"])
        return cei.read_case(package)

    other = "00000000-0000-4000-8000-000000000000"
    tries = [
        lambda: case(lambda package, _: package["CFDocument"].update(identifier="X", subject=["math"])),
        lambda: case(lambda _, criteria: criteria[0]["CFRubricCriterionLevels"][0].update(position=3)),
        lambda: case(lambda _, criteria: criteria[0]["CFRubricCriterionLevels"].pop()),
        lambda: case(lambda _, criteria: criteria[0].pop("CFItemURI")),
        lambda: case(lambda _, criteria: criteria[0]["CFItemURI"].update(identifier=other)),
        lambda: case(lambda _, criteria: criteria[0].update(description="Other words")),
        lambda: cei.rubric().to_case(last_change="yesterday"),
        lambda: cei.read_survey(b"1.1,Email,Anything else?\nKind of,a,b\n"),
        lambda: cei.read_survey(
            b'Status,Finished,Q1\nStatus,Finished,1.1\n"{""ImportId"":1}",,\nSurvey Preview,True,Maturing\n'
        ),
        lambda: cei.read_survey(b'1.1\n"' + b"x" * 200_000),
        lambda: cei.read_dashboard(b"cdsCode|lea|buildingRelationship\n01100170000000|x\n", errors="raise"),
    ]
    for one in tries:
        try:
            report = one().report
        except cei.CeiError as error:
            report = error.report
        yield from (found.code for found in report)


def in_bad_tables():
    """The codes of the tables of `test_bad_tables.py`, which sees to it that each table provokes what it says."""
    for path in (Path(__file__).parent / "tables" / "bad").glob("*.report.json"):
        yield from (found["code"] for found in json.loads(path.read_text(encoding="utf-8"))["diagnostics"])


def in_the_corpus():
    for case in corpus.load():
        report = case["expect"].get("report", {})
        for found in [*report.get("diagnostics", []), *report.get("any_order", [])]:
            yield found["code"]
        yield from report.get("counts", {})
        for note in case["expect"].get("profile", {}).get("notes", []):
            yield note["code"]
        result = case["expect"].get("result", {})
        for found in result.get("exposed", []) if isinstance(result, dict) else ():
            yield found["code"]
        for note in result.get("missing", []) if isinstance(result, dict) else ():
            if isinstance(note, dict):
                yield note["code"]


def test_every_code_is_provoked():
    assert cei.validate(pl.DataFrame(GOOD)).valid
    for code, table in TABLES.items():
        report = cei.validate(pl.DataFrame(table), kind="ratings")
        assert code in [found.code for found in report.diagnostics], code
    # There is one version of the rules yet, so that none can differ.
    provoked = {*in_the_corpus(), *in_bad_tables(), *TABLES, *from_other_formats()}
    assert provoked | {"rules_differ"} == {code.code for code in cei.codes()}


def test_columns_with_a_slip_are_not_lost():
    for ours, theirs in [("group", "Group"), ("group", "grup"), ("group", "groups"), ("stage", "Stage")]:
        table = {theirs if name == ours else name: column for name, column in GOOD.items()}
        report = cei.validate(pl.DataFrame(table), kind="ratings")
        assert [(one.code, one.params["column"], one.params["suggestion"]) for one in report.errors] == [
            ("missing_column", ours, theirs)
        ]
    counts = {"assessment": ["a"], "competency": ["1.1"], "n_developing": [1]}
    assert not cei.validate(pl.DataFrame(counts)).valid
    wide = {"assessment": ["a"], "1.2": ["maturing"], "1.l": ["maturing"]}
    assert [one.code for one in cei.validate(pl.DataFrame(wide)).errors] == ["unknown_competency"]


def test_what_a_dict_holds_is_reported():
    document = {"format": "cei.assessment/1", "id": "a"}
    for extra in (float("nan"), "\ud800", 10**5000, {1: 2}, {1, 2}):
        report = cei.validate({**document, "extensions": {"x": extra}})
        assert [one.code for one in report.errors] == ["invalid_json"]
