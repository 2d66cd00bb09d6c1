"""Reviews of cohorts, consultations and partnerships in Python and on the command line."""

import json
from datetime import date
from pathlib import Path

import cei
import pytest
from cei._around_tables import csv_columns, tables
from cei._cli import main
from cei._show_around import _HEADS, Shown

EXAMPLE = Path(__file__).parents[2] / "tests" / "example"
INITIATIVE = EXAMPLE / "initiative"

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
    assert [(one.code, one.path) for one in caught.value.report.errors] == [("invalid_value", "/plan")]
    with pytest.raises(cei.CeiError) as caught:
        cei.cohort_review("inagural", "2026-1-1")
    assert [(one.code, one.path) for one in caught.value.report.errors] == [
        ("unknown_name", "/cohort"), ("invalid_date", "/as_of")]


def test_problems_are_told_with_their_file(tmp_path: Path) -> None:
    plan, metrics = tmp_path / "plan.json", tmp_path / "metrics.json"
    rubric = {"id": "cei-self-assessment", "version": "2023.1"}
    plan.write_text(json.dumps({"format": "cei.plan/1", "id": "p", "rubric": rubric, "focus": [{"competency": "9.9", "to": "advanced"}]}, indent=1), encoding="utf-8")
    metrics.write_text('{"format": "cei.metrics/1",\n "id": "m",\n "measure": []}', encoding="utf-8")
    with pytest.raises(cei.CeiError) as caught:
        cei.check_plan(plan, metrics=metrics)
    found = {one.code: one for one in caught.value.report.errors}
    assert (found["unknown_field"].at, found["unknown_field"].path, found["unknown_field"].line, found["unknown_field"].column) == (
        {"file": str(metrics)}, "/measure", 3, 2)
    one = found["unknown_competency"]
    line = plan.read_text(encoding="utf-8").splitlines()[one.line - 1]
    assert (one.at, one.path) == ({"file": str(plan)}, "/focus/0/competency") and line[one.column - 1 :].startswith('"9.9"')
    assert f"{plan}:{one.line}:{one.column} at /focus/0/competency" in str(one)
    # Of several documents in memory, which one.
    with pytest.raises(cei.CeiError) as caught:
        cei.metrics([{"format": "cei.metrics/1", "id": "a", "measures": []}, {"format": "cei.metrics/1", "id": "b", "measures": 1}])
    assert [(one.at, one.path, one.line) for one in caught.value.report] == [({"file": "metrics[1]"}, "/measures", None)]


def test_of_a_document_of_another_kind_only_the_kind_is_told() -> None:
    with pytest.raises(cei.CeiError) as caught:
        cei.plan(INITIATIVE / "ejemplo-plan.json")
    assert [(one.code, one.path) for one in caught.value.report] == [("unknown_format", "/format")]


@pytest.mark.parametrize("text", ['{"format":"cei.consultation/1"', '{"id":"c"},"as_of":"2020-01-01"', "[", ""])
def test_a_text_that_is_no_document_is_told_of_by_itself(text, tmp_path) -> None:
    file = tmp_path / "record.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(cei.CeiError) as caught:
        cei.consultation_review(file, "2026-01-01")
    assert [(one.code, one.at) for one in caught.value.report] == [("invalid_json", {"file": str(file)})]


def test_checks_have_citations() -> None:
    checks = cei.consultation_checks()
    assert len(checks) == 21 and {one["certainty"] for one in checks} == {"primary", "secondary"}
    assert all("Education Code" in one["citation"]["en"] and one["title"]["es"] for one in checks)


@pytest.mark.parametrize(("document", "en", "es"), [
    (CONSULTATION, "Teachers are consulted", "Se consulta al personal docente"),
    (PARTNERSHIPS, "Clinic", "sin cubrir"),
    ("inaugural", "2024-06-30  past", "2024-06-30  ya pasó"),
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
    assert f"{file}:1:" in (said := capsys.readouterr().err) and " at /plan" in said
    file.write_text(json.dumps(CONSULTATION), encoding="utf-8")
    assert main(["review", str(file), "--as-of", "2026-13-01"]) == 2
    assert "--as-of: `2026-13-01`" in capsys.readouterr().err
    assert main(["review", str(file), "--as-of", "2026-01-01", "--profile", str(file)]) == 2
    assert main(["review", str(file), "--as-of", "2026-01-01", "--table", "due"]) == 2
    assert "checks, consulted" in capsys.readouterr().err


def test_growth_of_member_districts_on_the_command_line(capsys) -> None:
    rounds = [f"--profile={EXAMPLE / f'ejemplo-district-{year}.json'}" for year in ("2024-25", "2025-26")]
    command = ["review", str(EXAMPLE / "initiative" / "ejemplo-cohort.json"), "--as-of", "2026-06-30", *rounds]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert "Growth of member districts" in said and "Building Relationships" in said
    assert main([*command, "--policy", "mean", "--format", "json"]) == 0
    grown = json.loads(capsys.readouterr().out)["teams"][0]["growth"]
    whole = cei.compare(*(cei.assess(EXAMPLE / f"ejemplo-district-{year}.json", policy="mean") for year in ("2024-25", "2025-26")))
    assert grown["counts"] == whole.to_dict()["counts"]
    # A profile of a time after the day is refused, with its file.
    command[command.index("2026-06-30")] = "2025-06-30"
    assert main(command) == 1
    assert "ejemplo-district-2025-26.json" in (said := capsys.readouterr().err) and "profile_after_day" in said


# Of everything that can be derived, the documents it is made from.
AROUND = {
    "cohort_review": lambda: cei.cohort_review(INITIATIVE / "ejemplo-cohort.json", "2026-06-30", [
        cei.assess(EXAMPLE / f"ejemplo-district-{year}.json") for year in ("2024-25", "2025-26")]),
    "consultation_review": lambda: cei.consultation_review(INITIATIVE / "ejemplo-consultation-2024-25.json", "2025-06-30"),
    "partnerships_review": lambda: cei.partnerships_review(INITIATIVE / "ejemplo-partnerships.json", "2025-06-30"),
    "plan": lambda: cei.plan(cei.assess(EXAMPLE / "ejemplo-district-2024-25.json")),
    "progress": lambda: cei.progress(INITIATIVE / "ejemplo-plan.json", cei.assess(EXAMPLE / "ejemplo-district-2025-26.json"), as_of="2026-06-30"),
    "impact": lambda: cei.metrics(INITIATIVE / "ejemplo-metrics.json"),
    "testing": lambda: cei.metrics([INITIATIVE / "ejemplo-metrics.json", INITIATIVE / "ejemplo-school-b-metrics.json"]),
    "reading": lambda: cei.assess(EXAMPLE / "ejemplo-district-2025-26.json").lens("plln-components"),
}
# What tables do not hold: what stands in their name or is said once for all of them.
BESIDE = {"format", "rules", "rubric", "policy", "profile", "assessment", "subject", "period", "language", "lens", "notes",
          # How a node came by its stage is what `cei assess` shows; a reading shows the stage.
          "node", "counts"}


@pytest.mark.parametrize("kind", AROUND)
def test_tables_hold_all_that_a_derived_document_says(kind) -> None:
    document = AROUND[kind]()
    held = {str(cell).lower() for table in tables(document).values() for column in csv_columns(table).values()
            for value in column if value is not None for cell in (value, *str(value).split())}

    def leaves(node):
        if isinstance(node, dict):
            for key, value in node.items():
                if key not in BESIDE:
                    yield from leaves(value)
        elif isinstance(node, list):
            for one in node:
                yield from leaves(one)
        else:
            yield node

    head = {document.get(name) for name in ("id", "as_of", "adopted", "cohort", "consultation", "partnerships", "plan", "metrics")}
    absent = [leaf for leaf in leaves(document) if leaf not in head and str(leaf).lower() not in held
              and not any(str(leaf).lower() in cell for cell in held)]
    assert absent == []


@pytest.mark.parametrize("kind", AROUND)
def test_every_word_of_a_table_is_known_in_both_languages(kind) -> None:
    document = AROUND[kind]()
    for lang in ("en", "es"):
        shown = Shown(lang, None, cei.rubric())
        for name, table in tables(document).items():
            list(shown.table(name, table))
            for column, shape in table.columns.items():
                assert shape == "csv" or column in _HEADS, (kind, name, column)
                values = [row.get(column) for row in table.rows]
                for value in (one for row in values for one in (row if isinstance(row, list) else [row])):
                    if shape.removeprefix("+") in ("word", "words", "flag") and value is not None:
                        assert shown.word(str(value).lower()) != str(value).lower() or lang == "en", (kind, name, column, value)



def test_a_record_of_someone_else_is_not_taken_into_a_report() -> None:
    subject = {"id": "s", "parent": "d"}
    rating = {"group": "families", "competency": "1.1", "stage": "maturing"}
    rubric = {"id": "cei-self-assessment", "version": "2023.1"}
    spring = {"format": "cei.assessment/1", "id": "a", "rubric": rubric, "subject": subject, "ratings": [rating]}

    def page(record: dict) -> str:
        return cei.report(spring, record, audience="internal", as_of="2026-06-30").html

    with pytest.raises(cei.CeiError, match="is of the subject `other`, and this round of `s`"):
        page({**CONSULTATION, "subject": {"id": "other"}})
    for whose in ({"id": "s"}, {"id": "d"}, None):
        assert "<h2" in page({**CONSULTATION, **({"subject": whose} if whose else {})})
