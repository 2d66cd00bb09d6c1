"""Every code of the catalogue is provoked: by a case of the corpus, or, what only tables can have, here."""

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


def in_the_corpus():
    for case in corpus.load():
        report = case["expect"].get("report", {})
        for found in [*report.get("diagnostics", []), *report.get("any_order", [])]:
            yield found["code"]
        yield from report.get("counts", {})
        for note in case["expect"].get("profile", {}).get("notes", []):
            yield note["code"]


def test_every_code_is_provoked():
    assert cei.validate(pl.DataFrame(GOOD)).valid
    for code, table in TABLES.items():
        report = cei.validate(pl.DataFrame(table), kind="ratings")
        assert code in [found.code for found in report.diagnostics], code
    # Comparisons have no edge but Rust yet: cei-core/tests/voices.rs provokes their codes.
    assert {*in_the_corpus(), *TABLES} == {code.code for code in cei.codes() if code.group != "comparison"}


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
