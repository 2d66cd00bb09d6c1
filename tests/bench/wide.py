"""A wide table in Arrow, 2 million assessments by 34 competencies with null bitmaps, to the stages of 7 domains. One core."""

import json
import os
import tempfile
from pathlib import Path

os.environ["POLARS_MAX_THREADS"] = "1"

import cei  # noqa: E402
import matrix  # noqa: E402
import numpy as np  # noqa: E402
import polars as pl  # noqa: E402
from timing import compare, peak_mib  # noqa: E402

ROWS = 2_000_000


def table(rows):
    """A row for each assessment, a column for each competency; what was not asked is null."""
    values = matrix.values(4, rows, 1)
    values[values == matrix.NOT_APPLICABLE] = 0
    names = [one["id"] for domain in matrix.RUBRIC["domains"] for one in domain["competencies"]]
    cells = [pl.col(name).replace(0, None) for name in names]
    ids = pl.DataFrame({"assessment": np.arange(rows, dtype=np.uint32)})
    return pl.concat([ids, pl.from_numpy(values, schema=names).select(cells)], how="horizontal")


def main(rows=ROWS):
    frame = table(rows)
    rule = json.loads((matrix.library.ROOT / "cei-core/data/policies/cei-default.json").read_bytes())["domain"]
    filled = lambda of: of.drop("assessment").fill_null(0)  # noqa: E731
    numpy_stages = lambda of: matrix.with_numpy(np.asfortranarray(filled(of).to_numpy()), rule, 4)  # noqa: E731
    before = peak_mib()
    mine = pl.DataFrame(cei.stages(frame)).with_columns(pl.col("assessment").cast(pl.UInt32)).sort("assessment")
    print(f"one thread each; {rows:,} rows x 34 columns of bytes with nulls; cei's added peak memory {peak_mib() - before:.0f} MiB")
    wanted = numpy_stages(frame)
    assert (mine.drop("assessment").to_numpy() == wanted).all()
    assert (matrix.with_polars(filled(frame), rule, 4).to_numpy() == wanted).all()
    works = {
        "cei.stages": lambda: cei.stages(frame),
        "numpy on uint8, nulls filled": lambda: numpy_stages(frame),
        "polars expressions, nulls filled": lambda: matrix.with_polars(filled(frame), rule, 4),
    }
    compare("of Arrow in memory", works, rounds=1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "wide.parquet"
        frame.write_parquet(path)
        read = lambda: pl.read_parquet(path)  # noqa: E731
        compare("from Parquet", {
            "polars reads it, cei.stages": lambda: cei.stages(read()),
            "polars only reads it": read,
            "polars reads it, numpy on uint8": lambda: numpy_stages(read()),
            "polars reads it, polars expressions": lambda: matrix.with_polars(filled(read()), rule, 4),
        }, rounds=1)


if __name__ == "__main__":
    main()
