"""Rubrics as sheets: there and back, and what is wrong by row and column."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from test_case import nine_stages

import cei


def held(document: dict[str, Any]) -> dict[str, Any]:
    """What a sheet can hold of a rubric."""
    left_out = ("languages", "lenses", "modules", "strategies", "glossary", "resources", "extensions")
    return {name: value for name, value in document.items() if name not in left_out}


@pytest.mark.parametrize("name", ["cei-self-assessment", "lcff-priority-3", "nine"])
def test_there_and_back(name: str) -> None:
    rubric = cei.rubric(held((cei.rubric(name) if name != "nine" else cei.rubric(nine_stages())).to_dict()))
    text = cei.rubric_csv(rubric)
    again, report = cei.read_rubric_csv(text.encode())
    assert again.digest == rubric.digest
    assert len(report) == 0
    assert cei.rubric_csv(again) == text
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(text, newline="")):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    assert cei.read_rubric_csv(out.getvalue()).rubric == rubric
    semicolons = io.StringIO(newline="")
    csv.writer(semicolons, delimiter=";").writerows(csv.reader(io.StringIO(text, newline="")))
    assert cei.read_rubric_csv(semicolons.getvalue().encode("utf-8-sig")).rubric == rubric


ROWS = [
    "row,id,domain,version,constituents,title.en,title.es,at.high.en",
    "rubric,mine,,1,,My rubric,Mi rúbrica,",
    "stage,low,,,,Low,Bajo,",
    "stage,high,,,,High,Alto,",
    "group,families,,,,Families,Familias,",
    "domain,d,,,families,Trust,Confianza,",
    "competency,c1,d,,,We listen,Escuchamos,Always",
]
PROBLEMS = [
    (6, "competency,c1,e,,,We listen,,", [("unknown_domain", 7, "domain")]),
    (
        6,
        "competency,c1,,,,We listen,,",
        [
            ("null_value", 7, "domain"),
        ],
    ),
    (6, "competency,,d,,,We listen,,", [("null_value", 7, "id")]),
    (6, "competenc,c1,d,,,We listen,,", [("invalid_value", 7, "row")]),
    (6, "competency,c 1,d,,,,,", [("missing_field", 7, None), ("invalid_id", 7, "id")]),
    (5, "domain,d,,,familia,Trust,,", [("unknown_group", 6, "constituents")]),
    (4, "group,team,,,,Team,,", [("reserved_id", 5, "id"), ("unknown_group", 6, "constituents")]),
    (3, "stage,low,,,,High,,", [("unknown_field", 1, "at.high.en")]),
    (1, "stage,x,,,,My rubric,,", [("missing_field", None, None)]),
    (0, "row,id,domain,version,constituents,titel.en,title.es,at.high.en", [("unknown_field", 1, "titel.en")]),
    (0, "row,id,domain,version,constituents,title.en,title.es,at.hgh.en", [("unknown_field", 1, "at.hgh.en")]),
]


def test_the_rows_above_are_right() -> None:
    rubric = cei.read_rubric_csv("\n".join(ROWS).encode()).rubric
    assert rubric.to_dict()["domains"][0]["competencies"] == [
        {"id": "c1", "title": {"en": "We listen", "es": "Escuchamos"}, "descriptors": {"high": {"en": "Always"}}}
    ]


@pytest.mark.parametrize(("index", "row", "wanted"), PROBLEMS)
def test_what_is_wrong_is_said_by_row_and_column(index: int, row: str, wanted: list[Any]) -> None:
    rows = [*ROWS[:index], row, *ROWS[index + 1 :]]
    with pytest.raises(cei.CeiError) as error:
        cei.read_rubric_csv("\n".join(rows).encode())
    found = [(one.code, (one.at or {}).get("row"), (one.at or {}).get("column")) for one in error.value.diagnostics]
    assert set(wanted) <= set(found), found
