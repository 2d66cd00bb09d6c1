"""Reviews of cohorts, consultations and partnerships in Python and on the command line."""

import json
from datetime import date
from pathlib import Path

import cei
import pytest
from cei._cli import main

CONSULTATION = {"format": "cei.consultation/1", "id": "c", "plan": "lcap", "school_year": "2025-26"}
PARTNERSHIPS = {
    "format": "cei.partnerships/1",
    "id": "p",
    "partners": [{"id": "clinic", "name": "Clinic", "kind": "public_agency"}],
    "needs": [{"id": "rent", "kind": "financial", "title": "Rent"}],
}


def test_documents_in_any_form(tmp_path: Path) -> None:
    file = tmp_path / "cohort.json"
    whole = cei.inaugural_cohort()
    file.write_text(json.dumps(whole), encoding="utf-8")
    wanted = cei.cohort_review("inaugural", "2020-01-23")
    forms = [whole, json.dumps(whole), json.dumps(whole).encode(), b"\xef\xbb\xbf" + json.dumps(whole).encode(), file]
    assert [cei.cohort_review(one, date(2020, 1, 23)) for one in forms] == [wanted] * len(forms)
    assert [one["id"] for one in wanted["due"] if one["when"] == "today"] == ["year-1-5"]


def test_profiles_and_a_rubric() -> None:
    def profile(year: str, stage: str) -> cei.Profile:
        rating = {"group": "families", "competency": "1.1", "stage": stage}
        rubric = {"id": "cei-self-assessment", "version": "2023.1"}
        subject, period = {"id": "n"}, {"school_year": year}
        head = {"format": "cei.assessment/1", "id": year, "rubric": rubric, "subject": subject, "period": period}
        return cei.assess({**head, "ratings": [rating]})

    team = {"id": "north", "name": "N", "subject": {"id": "n"}}
    cohort = {"format": "cei.cohort/1", "id": "c", "title": "T", "teams": [team]}
    rounds = [profile("2023-24", "developing"), profile("2024-25", "advanced").to_dict()]
    grown = cei.cohort_review(cohort, "2025-07-01", rounds, cei.rubric())["teams"][0]["growth"]
    assert (grown["rounds"], grown["counts"]["competencies"]["rose"]) == (2, 1)


def test_problems_are_reported_where_they_are() -> None:
    with pytest.raises(cei.CeiError) as caught:
        cei.consultation_review({**CONSULTATION, "plan": "lcp"}, "2026-01-01")
    assert [(one.code, one.path) for one in caught.value.report.errors] == [("invalid_value", "/consultation/plan")]
    with pytest.raises(cei.CeiError) as caught:
        cei.cohort_review("inagural", "2026-1-1")
    assert [(one.code, one.path) for one in caught.value.report.errors] == [
        ("unknown_name", "/cohort"), ("invalid_date", "/as_of")]


def test_checks_have_citations() -> None:
    checks = cei.consultation_checks()
    assert len(checks) == 21 and {one["certainty"] for one in checks} == {"primary", "secondary"}
    assert all("Education Code" in one["citation"]["en"] and one["title"]["es"] for one in checks)


@pytest.mark.parametrize(("document", "en", "es"), [
    (CONSULTATION, "missing: Teachers are consulted", "falta: Se consulta al personal docente"),
    (PARTNERSHIPS, "clinic: no shared vision", "clinic: sin visión compartida"),
    ("inaugural", "report  past", "report  ya pasó"),
])
def test_command_line(document, en, es, tmp_path, capsys) -> None:
    file = tmp_path / "document.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    name = document if document == "inaugural" else str(file)
    for lang, said in (("en", en), ("es", es)):
        assert main(["review", name, "--as-of", "2026-07-01", "--lang", lang]) == 0
        assert said in capsys.readouterr().out
    assert main(["review", name, "--as-of", "2026-07-01", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["as_of"] == "2026-07-01"


def test_command_line_misuse(tmp_path, capsys) -> None:
    file = tmp_path / "document.json"
    file.write_text('{"format":"cei.rubric/1"}', encoding="utf-8")
    assert main(["review", str(file), "--as-of", "2026-07-01"]) == 2
    assert "cei.cohort/1" in capsys.readouterr().err
    file.write_text(json.dumps({**CONSULTATION, "plan": 1}), encoding="utf-8")
    assert main(["review", str(file), "--as-of", "2026-07-01"]) == 1
    assert "/consultation/plan" in capsys.readouterr().err
