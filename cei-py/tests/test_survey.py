"""Exports of survey programs: what is counted, what is left out, and that each cell that is not matched is named."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

import cei

STAGES = ("not_evident", "developing", "maturing", "advanced")


def csv_of(*rows: list[str], separator: str = ",") -> bytes:
    quoted = (separator.join('"' + one.replace('"', '""') + '"' for one in row) for row in rows)
    return "\r\n".join(quoted).encode()


def stages(survey: cei.Survey) -> dict[tuple[str, str], tuple[list[int], dict[str, int]]]:
    assert survey.tally is not None
    return {
        (one["competency"], one["group"]): (one["stages"], one.get("missing", {}))
        for one in survey.tally.to_dict()["cells"]
    }


def found(survey: cei.Survey, *codes: str) -> list[tuple[str, Any, Any]]:
    return [
        (one.code, (one.at or {}).get("row"), (one.at or {}).get("column"))
        for one in survey.report
        if one.code in codes
    ]


GOOGLE_ES = csv_of(
    [
        "Marca temporal",
        "Dirección de correo electrónico",
        "¿Cuál es su rol?",
        "1.1 Cultura distrital inclusiva y acogedora",
        "Valore cada una [1.2 Crear una cultura de servicio]",
        "¿Algo más?",
    ],
    [
        "2025/10/01 9:00:00 a. m. GMT-7",
        "ana@example.org",
        "Abuela de un alumno",
        "En maduración",
        "No evidente",
        "Gracias",
    ],
    ["2025/10/01 9:01:00 a. m. GMT-7", "b@example.org", "Estudiante", "EN DESARROLLO", "No sé", ""],
    ["2025/10/01 9:02:00 a. m. GMT-7", "c@example.org", "Docente", "3 - En maduración", "", ""],
    ["2025/10/01 9:03:00 a. m. GMT-7", "d@example.org", "Familias", "Avanzada: lo hacemos siempre", "No aplica", ""],
)


def test_google_forms_in_spanish() -> None:
    survey = cei.read_survey(GOOGLE_ES, errors="report")
    # "Abuela de un alumno" is not in the list of words: it is named, and a mapping can say what it means.
    assert found(survey, "unknown_group") == [("unknown_group", 2, "¿Cuál es su rol?")]
    mapping = json.loads(json.dumps(survey.mapping))
    mapping["groups"].append({"says": "Abuela de un alumno", "means": "families"})
    survey = cei.read_survey(GOOGLE_ES, mapping=mapping, assessment="otoño".replace("ñ", "n"))
    assert survey.respondents == {"students": 1, "families": 2, "educators": 1}
    assert stages(survey) == {
        ("1.1", "students"): ([0, 1, 0, 0], {}),
        ("1.1", "families"): ([0, 0, 1, 1], {}),
        ("1.1", "educators"): ([0, 0, 1, 0], {}),
        ("1.2", "students"): ([0, 0, 0, 0], {"dont_know": 1}),
        ("1.2", "families"): ([1, 0, 0, 0], {"not_applicable": 1}),
        ("1.2", "educators"): ([0, 0, 0, 0], {"unanswered": 1}),
    }
    assert found(survey, "unmatched_question", "personal_column") == [
        ("personal_column", 1, "Dirección de correo electrónico"),
        ("unmatched_question", 1, "¿Algo más?"),
    ]
    assert len(found(survey, "not_asked")) == 32
    assert "example.org" not in json.dumps([survey.assessment, survey.mapping, survey.report.to_dict()])
    assert cei.validate(survey.mapping).valid and cei.validate(survey.assessment).valid
    kept = cei.read_survey(GOOGLE_ES, mapping=mapping, keep_personal=True)
    assert kept.assessment is not None
    assert kept.assessment["raters"][0]["extensions"] == {"Dirección de correo electrónico": "ana@example.org"}


QUALTRICS = csv_of(
    [
        "StartDate",
        "EndDate",
        "Status",
        "IPAddress",
        "Progress",
        "Finished",
        "ResponseId",
        "RecipientEmail",
        "Q1",
        "Q2_1",
        "Q2_2",
    ],
    [
        "Start Date",
        "End Date",
        "Response Type",
        "IP Address",
        "Progress",
        "Finished",
        "Response ID",
        "Recipient Email",
        "I am a:",
        "How is it with us? - 1.1 Inclusive and welcoming district culture",
        "How is it with us? - Create a culture of service",
    ],
    [
        '{"ImportId":"startDate"}',
        '{"ImportId":"endDate"}',
        '{"ImportId":"status"}',
        '{"ImportId":"ipAddress"}',
        '{"ImportId":"progress"}',
        '{"ImportId":"finished"}',
        '{"ImportId":"_recordId"}',
        '{"ImportId":"recipientEmail"}',
        '{"ImportId":"QID1"}',
        '{"ImportId":"QID2_1"}',
        '{"ImportId":"QID2_2"}',
    ],
    ["2025-10-01", "2025-10-01", "IP Address", "1.2.3.4", "100", "True", "R_1", "", "Parent", "Maturing", "Developing"],
    [
        "2025-10-01",
        "2025-10-01",
        "Survey Preview",
        "1.2.3.4",
        "100",
        "True",
        "R_2",
        "",
        "Parent",
        "Advanced",
        "Advanced",
    ],
    ["2025-10-01", "2025-10-01", "IP Address", "1.2.3.5", "40", "False", "R_3", "", "Teacher", "Advanced", ""],
    [
        "2025-10-01",
        "2025-10-01",
        "IP Address",
        "1.2.3.6",
        "100",
        "True",
        "R_4",
        "",
        "A student",
        "2",
        "Prefer not to say",
    ],
)


def test_qualtrics_with_three_header_rows() -> None:
    survey = cei.read_survey(QUALTRICS)
    assert survey.mapping["source"] == "qualtrics"
    assert survey.respondents == {"students": 1, "families": 1}
    assert stages(survey) == {
        ("1.1", "students"): ([0, 1, 0, 0], {}),
        ("1.1", "families"): ([0, 0, 1, 0], {}),
        ("1.2", "students"): ([0, 0, 0, 0], {"withheld": 1}),
        ("1.2", "families"): ([0, 1, 0, 0], {}),
    }
    assert found(survey, "response_dropped") == [("response_dropped", 5, None), ("response_dropped", 6, None)]
    assert [one.params["reason"] for one in survey.report if one.code == "response_dropped"] == [
        "preview",
        "unfinished",
    ]
    assert [one for one in found(survey, "personal_column")] == [
        ("personal_column", 1, "IP Address"),
        ("personal_column", 1, "Recipient Email"),
    ]
    assert cei.read_survey(QUALTRICS, keep_all=True).respondents == {"students": 1, "families": 2, "educators": 1}


SURVEY_MONKEY = csv_of(
    [
        "Respondent ID",
        "Collector ID",
        "Start Date",
        "End Date",
        "IP Address",
        "Email Address",
        "First Name",
        "Last Name",
        "Which group do you belong to?",
        "Please rate",
        "",
        "Comments",
    ],
    [
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "Response",
        "1.1. Inclusive and welcoming district culture",
        "1.2. Create a culture of service",
        "Open-Ended Response",
    ],
    [
        "118",
        "4",
        "10/01/2025",
        "10/01/2025",
        "1.2.3.4",
        "x@example.org",
        "Ana",
        "B",
        "Students",
        "Advanced",
        "Not sure",
        "",
    ],
    ["119", "4", "10/01/2025", "10/01/2025", "1.2.3.4", "", "", "", "Community partner", "Not evident", "N/A", "Fine"],
)


def test_survey_monkey_with_two_header_rows() -> None:
    survey = cei.read_survey(SURVEY_MONKEY)
    assert survey.mapping["source"] == "survey_monkey"
    assert stages(survey) == {
        ("1.1", "students"): ([0, 0, 0, 1], {}),
        ("1.1", "community"): ([1, 0, 0, 0], {}),
        ("1.2", "students"): ([0, 0, 0, 0], {"dont_know": 1}),
        ("1.2", "community"): ([0, 0, 0, 0], {"not_applicable": 1}),
    }
    assert found(survey, "unmatched_question") == [("unmatched_question", 1, "Comments")]
    assert [column for _, _, column in found(survey, "personal_column")] == [
        "IP Address",
        "Email Address",
        "First Name",
        "Last Name",
    ]


def microsoft(*rows: list[Any]) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_microsoft_forms_as_xlsx() -> None:
    data = microsoft(
        [
            "Id",
            "Hora de inicio",
            "Hora de finalización",
            "Correo electrónico",
            "Nombre",
            "¿Quién es usted?",
            "1.1 Cultura distrital inclusiva y acogedora",
        ],
        [1, "2025-10-01", "2025-10-01", "anonymous", None, "Familias", 3],
        [2, "2025-10-01", "2025-10-01", "anonymous", None, "Comunidad", 4.0],
    )
    survey = cei.read_survey(data)
    assert survey.mapping["source"] == "microsoft_forms"
    assert stages(survey) == {("1.1", "families"): ([0, 0, 1, 0], {}), ("1.1", "community"): ([0, 0, 0, 1], {})}


def test_answers_that_are_not_matched_are_named_by_cell() -> None:
    data = csv_of(["1.1", "1.2"], ["Maturing", "Kind of"], ["Soso", "Advanced"])
    with pytest.raises(cei.CeiError) as error:
        cei.read_survey(data)
    assert [(one.code, one.at, one.params["value"]) for one in error.value.diagnostics if one.severity == "error"] == [
        ("unmatched_answer", {"row": 2, "column": "1.2"}, "Kind of"),
        ("unmatched_answer", {"row": 3, "column": "1.1"}, "Soso"),
    ]
    survey = cei.read_survey(data, errors="report", group="families")
    assert survey.tally is None and not survey.report.valid
    mapping = {
        **survey.mapping,
        "answers": [{"says": "kind of", "means": "developing"}, {"says": "SOSO", "means": "dont_know"}],
    }
    survey = cei.read_survey(data, mapping=mapping)
    assert stages(survey) == {
        ("1.1", "families"): ([0, 0, 1, 0], {"dont_know": 1}),
        ("1.2", "families"): ([0, 1, 0, 1], {}),
    }


def test_dots_counted_at_a_meeting() -> None:
    data = csv_of(
        ["Competencia", "Grupo", "No evidente", "En desarrollo", "En maduración", "Avanzada", "No sé"],
        ["1.1", "Familias", "", "IIII", "12", "-", "2"],
        ["Crear una cultura de servicio", "Estudiantes", "1", "", "•••", "0", ""],
        separator=";",
    )
    survey = cei.read_survey(data, assessment="meeting")
    assert survey.assessment is None and survey.mapping["source"] == "counts"
    assert stages(survey) == {
        ("1.1", "families"): ([0, 4, 12, 0], {"dont_know": 2}),
        ("1.2", "students"): ([1, 0, 3, 0], {}),
    }
    bad = data.replace(b'"12"', b'"a few"').replace(b'"1.1"', b'"9.9"')
    with pytest.raises(cei.CeiError) as error:
        cei.read_survey(bad)
    assert [one.code for one in error.value.diagnostics] == ["unknown_competency"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_older_programs(encoding: str) -> None:
    text = "¿Cuál es su rol?\t1.1 Cultura distrital inclusiva y acogedora\nFamilias\tEn maduración\n"
    survey = cei.read_survey(text.encode(encoding))
    assert stages(survey) == {("1.1", "families"): ([0, 0, 1, 0], {})}


def test_a_mapping_is_checked() -> None:
    mapping = cei.read_survey(QUALTRICS).mapping
    mapping["columns"][-1]["competency"] = "9.9"
    mapping["answers"][0]["means"] = "matured"
    with pytest.raises(cei.CeiError) as error:
        cei.read_survey(QUALTRICS, mapping=mapping)
    assert {one.code for one in error.value.diagnostics} == {"unknown_competency", "unknown_stage"}
    for empty in (b"", b"\n\n"):
        with pytest.raises(cei.CeiError):
            cei.read_survey(empty)


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("Madre, padre o tutor", "families"),
        ("Parent or guardian", "families"),
        ("Padre/Madre", "families"),
        ("Parent/guardian: of a student here", "families"),
        ("Teacher / staff", "educators"),
        ("Maestro/a", "educators"),
        ("Director/a de escuela", "leaders"),
        ("Personal directivo", "leaders"),
        ("Soy docente", "educators"),
        ("Student / teacher", None),
        ("Padres y maestros", None),
        ("Conserje", None),
    ],
)
def test_whose_voice_an_answer_names(said: str, group: str | None) -> None:
    export = f"Role,1.1 Culture\nStudent,Maturing\n\"{said}\",Maturing\n"
    survey = cei.read_survey(export.encode(), errors="report")
    rest = {name: count for name, count in survey.respondents.items() if name != "students"}
    assert rest == ({} if group is None else {group: 1})
    assert [one.code for one in survey.report.errors] == ([] if group else ["unknown_group"])


def test_a_title_above_the_header_is_passed_over(tmp_path: Path) -> None:
    book = pytest.importorskip("openpyxl").Workbook()
    sheet = book.active
    for row in (["Encuesta 2025"], [], ["Marca temporal", "¿Cuál es su rol?", "1.1 Cultura"], [1, "Docente", "Avanzada"],
                [2, "Docente", "Avanzado o casi"]):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    book.save(tmp_path / "export.xlsx")
    survey = cei.read_survey(tmp_path / "export.xlsx", errors="report")
    assert survey.mapping["source"] == "google_forms" and survey.respondents == {"educators": 2}
    assert [(one.code, one.at["row"]) for one in survey.report.errors if one.at] == [("unmatched_answer", 5)]
    assert survey.assessment is not None and survey.assessment["raters"][0]["id"] == "r4"


@pytest.mark.parametrize("lines", [
    ["ID,Start time,Role,1.1 Culture", "1,9:00,Parent,Maturing", "2,9:01,Parent,Maturing", "1,9:00,Parent,Maturing"],
    ["Respondent ID,Role,1.1 Culture", ",Response,Response", "10,Parent,Maturing", "11,Parent,Maturing", "10,Parent,Maturing"],
    ["ResponseId,Q1,Q2", "Response ID,Role,1.1 Culture", '"{""ImportId"":""_recordId""}",x,y', "R_1,Parent,Maturing",
     "R_2,Parent,Maturing", "R_1,Parent,Maturing"],
])  # fmt: skip
def test_a_response_that_is_there_twice_is_read_once(lines: list[str]) -> None:
    export = "\n".join(lines).encode()
    survey = cei.read_survey(export)
    assert survey.respondents == {"families": 2}
    dropped = [one for one in survey.report if one.code == "response_dropped"]
    assert [(one.params["reason"], one.at and one.at["row"]) for one in dropped] == [("duplicate", len(lines))]
    assert cei.read_survey(export, keep_all=True).respondents == {"families": 3}


def test_a_header_with_line_breaks_is_one_line() -> None:
    survey = cei.read_survey('Role,"How would you rate\n this? - 1.1 Culture"\nParent,Maturing\n'.encode())
    assert survey.mapping["columns"][1]["column"] == "How would you rate this? - 1.1 Culture"
    assert cei.read_survey(
        'Role,"How would you rate\n this? - 1.1 Culture"\nParent,Maturing\n'.encode(), mapping=survey.mapping
    ).respondents == {"families": 1}
