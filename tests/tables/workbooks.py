"""Makes the workbooks among the bad tables again: `python tests/tables/workbooks.py`. They are checked in as they are."""

import datetime
from pathlib import Path

from openpyxl import Workbook

BAD = Path(__file__).resolve().parent / "bad"
HEADER = ["assessment", "group", "competency", "stage"]
GOOD = ["spring", "families", "1.1", "maturing"]


def book(name, rows, *, merge=None, title="Answers"):
    made = Workbook()
    sheet = made.active
    sheet.title = title
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                sheet.cell(number, column, value)
    if merge:
        sheet.merge_cells(merge)
    made.save(BAD / name)
    return made


def two_sheets(name):
    made = book(name, [HEADER, GOOD, ["spring", "families", "1.2", "Mat"]])
    made.create_sheet("Empty")
    made.create_sheet("Notes")["A1"] = "What the stages mean"
    made.save(BAD / name)


def main():
    book("workbook.xlsx", [HEADER, ["spring", "families", 1.1, 3], ["spring", "students", "1.1", 2.0], [],
                           ["spring", None, "1.2", None], ["spring", None, "1.3", "Mature"], [None, " "]])
    book("merged-header.xlsx", [["assessment", "1.1", None, "1.3"], ["spring", 3, 2, None], ["fall", 3, 2, None]], merge="B1:C1")
    book("merged-cells.xlsx", [HEADER, GOOD, ["spring", None, "1.2", "maturing"], ["spring", None, "1.3", "maturing"],
                               ["spring", "students", "1.1", "maturing"]], merge="B2:B4")
    book("formulas.xlsx", [HEADER, ["spring", "families", "1.1", "=1+2"], GOOD])
    book("error-cells.xlsx", [HEADER, GOOD, ["spring", "families", "1.2", "#N/A"]])
    book("dates.xlsx", [HEADER, GOOD, ["spring", "families", datetime.date(2025, 1, 1), "maturing"],
                        ["spring", "families", "1.1", datetime.datetime(2025, 3, 4)]])
    book("booleans.xlsx", [HEADER, ["spring", "families", "1.1", True], GOOD])
    book("blank-rows.xlsx", [[], [], HEADER, GOOD, [], ["spring", "parents", "1.1", "maturing"]])
    book("title-above.xlsx", [["School survey, spring"], HEADER, GOOD], merge="A1:D1")
    book("empty.xlsx", [])
    two_sheets("two-sheets.xlsx")
    two_sheets("sheet-named.xlsx")


if __name__ == "__main__":
    main()
