"""The schemas accept what the library accepts, as far as a document's form goes."""

import json
from pathlib import Path

import corpus
import jsonschema
import pytest

SCHEMAS = {path.name.split(".")[0]: json.loads(path.read_text(encoding="utf-8"))
           for path in (Path(__file__).parent.parent / "schemas").glob("*.schema.json")}

# What only the library can see: meaning, not form. `schemas/README.md` lists them for readers.
MEANING = {
    "builds_on_cycle", "cutoff_count", "cutoffs_decrease", "dates_out_of_order", "decision_conflict", "duplicate_cell",
    "duplicate_decision", "duplicate_id", "duplicate_key", "duplicate_out_of_scope", "duplicate_rating",
    "invalid_cds_code", "invalid_date", "invalid_school_year", "invalid_share", "invalid_utf8", "lowest_stage",
    "no_answers", "out_of_range", "out_of_scope_answer", "reserved_id", "rubric_mismatch", "silent_group", "single_rater",
    "stage_count", "tally_mismatch", "too_deep", "too_large", "top_without_evidence", "unknown_competency",
    "unknown_domain", "unknown_group", "unknown_rater", "unknown_rubric", "unknown_stage", "invalid_json",
    "more_problems", "unknown_format",
    # Plans, metrics and the rest of the initiative.
    "baseline_missing", "duplicate_observation", "no_observation", "observation_before_baseline", "target_against_direction",
    "target_missing", "too_many_decimals",
}


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_schema_is_a_schema(name):
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


def documents():
    for case in corpus.load():
        if case["do"] not in ("validate", "assess", "stage", "tally", "compile"):
            continue
        try:
            document = json.loads(case["input_bytes"])
        except (ValueError, RecursionError):
            continue
        form = document.get("format") if isinstance(document, dict) else None
        name = form.removeprefix("cei.").removesuffix("/1") if isinstance(form, str) else None
        if name in SCHEMAS:
            yield case, name, document


def test_form_agrees_with_the_library():
    wrong = []
    seen = {True: 0, False: 0}
    for case, name, document in documents():
        report = case["expect"].get("report", {"diagnostics": []})
        found = report.get("diagnostics", report.get("any_order", report.get("counts", [])))
        codes = {one["code"] if isinstance(one, dict) else one for one in found}
        if codes & (MEANING - {"silent_group", "single_rater", "no_answers", "top_without_evidence"}) and not codes - MEANING:
            continue  # only the library can see it, or the schema may say it too
        accepted = jsonschema.Draft202012Validator(SCHEMAS[name]).is_valid(document)
        seen[accepted] += 1
        if accepted == bool(codes - MEANING):
            wrong.append((case["name"], accepted, codes))
    assert not wrong
    assert seen[True] > 300 and seen[False] > 50, seen


def test_built_in_data_and_results_have_the_form():
    data = Path(__file__).parent.parent / "cei-core" / "data"
    for path in data.glob("*.json"):
        jsonschema.Draft202012Validator(SCHEMAS["rubric"]).validate(json.loads(path.read_text(encoding="utf-8")))
    for path in (data / "policies").glob("*.json"):
        jsonschema.Draft202012Validator(SCHEMAS["policy"]).validate(json.loads(path.read_text(encoding="utf-8")))
    for path in (Path(__file__).parent / "example").glob("*.json"):
        jsonschema.Draft202012Validator(SCHEMAS["assessment"]).validate(json.loads(path.read_text(encoding="utf-8")))
