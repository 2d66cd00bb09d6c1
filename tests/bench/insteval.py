"""InstEval (73,421 ratings of lecturers), copied: rows of strings to the stage of each department's domain, by `mean`."""

import os
import sys
from pathlib import Path

os.environ["POLARS_MAX_THREADS"] = "1"
ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/insteval"))

import cei  # noqa: E402
import load  # noqa: E402
import polars as pl  # noqa: E402
from timing import compare  # noqa: E402


def main(copies=27):
    one = pl.from_arrow(load.table())
    rows = pl.concat([one.with_columns(pl.col("assessment") + f".{copy}") for copy in range(copies)])
    rows = rows.sample(fraction=1.0, shuffle=True, seed=1)
    rubric = cei.rubric(ROOT / "tests/insteval/rubric.json")

    def level(frame, by):
        """The mean of stage numbers, rounded down, in whole numbers."""
        return frame.group_by(by).agg((pl.col("stage").sum() // pl.len()).alias("stage"))

    def expert():
        groups = level(rows, ["assessment", "competency", "group"])
        return level(level(groups, ["assessment", "competency"]), ["assessment"]).sort("assessment")

    stages = cei.stages(rows, rubric, "mean").to_polars()
    assert stages["teaching"].to_list() == expert()["stage"].to_list()
    compare(f"{rows.height:,} ratings as strings, in random order, to domain stages; one thread each", {
        "cei.stages": lambda: cei.stages(rows, rubric, "mean"),
        "cei.stage(...).domains(), full profiles made": lambda: cei.stage(rows, rubric, "mean").domains(),
        "polars expressions": expert,
    })


if __name__ == "__main__":
    main()
