"""The rating workbook, filled in by openpyxl here and by a real LibreOffice in tests/workbook."""

from __future__ import annotations

import io
import time
from typing import Any

import pytest

import cei

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")


def blank(**more: Any) -> bytes:
    return cei.workbook(**{"rubric": "cei-self-assessment", "assessment": "spring", **more})


def filled(data: bytes, *cells: tuple[int, str, Any]) -> bytes:
    """Fill cells, each given by the number of its sheet, its address and a value."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet, address, value in cells:
        book.worksheets[sheet][address] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_protected_and_says_what_it_is() -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank(lang="es", decisions=True)))
    assert book["cei"].sheet_state == "veryHidden"
    assert len(book.worksheets) == 1 + 7 + 1
    first = book.worksheets[1]
    assert first["D4"].value == "Su respuesta"
    assert first.column_dimensions["A"].hidden and first.row_dimensions[1].hidden
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        open_cells = {cell.coordinate for row in sheet for cell in row if not cell.protection.locked}
        if sheet is first:
            assert open_cells == {f"{column}{row}" for column in "DEFG" for row in range(5, 10)}
    assert [(str(one.sqref), one.formula1) for one in first.data_validations.dataValidation] == [
        ("D5:D9", "cei!$D$2:$D$8"),
        ("G5:G9", "cei!$F$2:$F$5"),
    ]
    shown = [book["cei"].cell(row, 4).value for row in range(2, 9)]
    assert shown[:4] == ["No evidente", "En desarrollo", "En maduración", "Avanzada"]


def test_the_same_bytes_every_time() -> None:
    first = blank()
    time.sleep(1.1)
    assert blank() == first


def test_answers_come_back() -> None:
    data = filled(
        blank(lang="es", decisions=True),
        (0, "B4", "Familias"),
        (0, "B5", "p.7"),
        (1, "D5", "En maduración"),
        (1, "D6", "advanced"),
        (1, "D7", 2),
        (1, "D8", "no sé"),
        (1, "E5", "Actas"),
        (1, "F5", "https://example.org"),
        (1, "G5", "Avanzada"),
    )
    document, report = cei.read_workbook(data)
    assert document["raters"] == [{"id": "p.7", "group": "families"}]
    assert document["ratings"] == [
        {
            "rater": "p.7",
            "competency": "1.1",
            "stage": "maturing",
            "evidence": [{"title": "Actas", "uri": "https://example.org"}],
        },
        {"rater": "p.7", "competency": "1.2", "stage": "advanced"},
        {"rater": "p.7", "competency": "1.3", "stage": "developing"},
        {"rater": "p.7", "competency": "1.4", "missing": "dont_know"},
        {"rater": "p.7", "competency": "1.5", "missing": "unanswered"},
    ]
    assert document["decisions"] == [{"competency": "1.1", "stage": "advanced"}]
    assert report.valid
    assert cei.assess(document)["1.1"].stage == "advanced"


def test_several_workbooks_are_one_assessment() -> None:
    one = filled(blank(), (0, "B4", "Families"), (1, "D5", "Maturing"))
    two = filled(blank(lang="es"), (0, "B4", "Estudiantes"), (1, "D5", "Avanzada"))
    three = filled(blank(), (1, "D5", "Advanced"))
    document, _ = cei.read_workbook(one, two, three)
    assert [(one.get("group"), one.get("stage")) for one in document["ratings"] if one["competency"] == "1.1"] == [
        ("families", "maturing"),
        ("students", "advanced"),
        (None, "advanced"),
    ]


PROBLEMS = [
    ([(1, "D5", "Matturing")], "unknown_stage", "1 Building Relationships", 5, "Your answer"),
    ([(1, "A5", "1.99")], "unknown_competency", "1 Building Relationships", 5, "competency"),
    ([(1, "A5", "1.2"), (1, "D6", "Maturing")], "duplicate_rating", "1 Building Relationships", 6, "competency"),
    ([(1, "D20", "Maturing")], "null_value", "1 Building Relationships", 20, "competency"),
    ([(0, "B4", "Cats")], "unknown_group", "Start", 4, "Whose voice is this?"),
    ([(0, "B5", "Jane Doe")], "invalid_id", "Start", 5, "Your code, if you were given one (no names)"),
    ([(8, "B2", "{")], "invalid_json", "cei", 2, "head"),
    ([(8, "B1", "other")], "unknown_format", None, None, None),
]


@pytest.mark.parametrize(("cells", "code", "sheet", "row", "column"), PROBLEMS)
def test_what_is_wrong_is_said_by_its_place(
    cells: Any, code: str, sheet: Any, row: Any, column: Any, tmp_path: Any
) -> None:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(filled(blank(), *cells))
    with pytest.raises(cei.CeiError) as error:
        cei.read_workbook(path)
    wanted = {"file": "filled.xlsx", "sheet": sheet, "row": row, "column": column}
    found = [
        (one.code, {name.lower(): value for name, value in (one.at or {}).items()}) for one in error.value.diagnostics
    ]
    sheets = {"sheet": sheet and sheet.lower()}
    lowered = [(code, {**at, **({"sheet": at["sheet"].lower()} if "sheet" in at else {})}) for code, at in found]
    assert (code, {name: value for name, value in {**wanted, **sheets}.items() if value is not None}) in lowered


def test_workbooks_that_do_not_belong_together() -> None:
    one = filled(blank(decisions=True), (1, "G5", "Maturing"))
    two = filled(blank(decisions=True), (1, "G5", "Advanced"))
    other = blank(assessment="autumn")
    for pair, code in (((one, two), "decision_conflict"), ((one, other), "tally_mismatch")):
        with pytest.raises(cei.CeiError) as error:
            cei.read_workbook(*pair)
        assert [found.code for found in error.value.diagnostics] == [code]
    with pytest.raises(cei.CeiError) as error:
        cei.read_workbook(one, rubric="lcff-priority-3")
    assert [found.code for found in error.value.diagnostics] == ["rubric_mismatch"]
    for data in (b"PK\x03\x04broken", b"a,b\n1,2\n"):
        with pytest.raises(cei.CeiError) as error:
            cei.read_workbook(data)
        assert "unknown_format" in [found.code for found in error.value.diagnostics]


def test_names_of_sheets_are_those_that_spreadsheets_take() -> None:
    domains = [
        {"id": f"d{n}", "title": title, "competencies": [{"id": f"c{n}", "title": "=1+1"}]}
        for n, title in enumerate(("A/B: [all]?", "x" * 40, "x" * 41, "CEI", "'quoted'"))
    ]
    rubric = {
        "format": "cei.rubric/1",
        "id": "r",
        "version": "1",
        "title": "R",
        "groups": [],
        "domains": domains,
        "scale": [{"id": "low", "title": "Low"}, {"id": "high", "title": "High, or more"}],
    }
    data = filled(cei.workbook(rubric, assessment="a"), (1, "D5", "High, or more"))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert len({name.lower() for name in book.sheetnames}) == 7 and max(map(len, book.sheetnames)) <= 31
    assert book.worksheets[1]["C5"].value == "=1+1" and book.worksheets[1]["C5"].data_type != "f"
    document, _ = cei.read_workbook(data, rubric=rubric)
    assert document["ratings"] == [{"competency": "c0", "stage": "high"}]
