"""Ten million answers through Spark (`local[2]`): the same bytes as on one machine.

For `make release-check`. Needs Java 17; without it says that it is skipped. pyspark is large, and is installed into
`build/spark`, beside the package that is tested.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PLACE = ROOT / "build" / "spark"
ASSESSMENTS = 2_000


def install():
    """Return a Python that has pyspark, and the `cei` of the one that runs this."""
    python = PLACE / "bin" / "python"
    if not python.exists():
        venv.create(PLACE, with_pip=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--requirement", HERE / "requirements.txt"], check=True)
    import cei

    found = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    (Path(found) / "cei-under-test.pth").write_text(str(Path(cei.__file__).parent.parent))
    return python


def answers(spark, rows):
    """Answers as a formula of their number, so that both sides make the same ones."""
    from pyspark.sql import functions as f

    import cei

    rubric = cei.rubric()
    groups = ["students", "families", "educators", "leaders", "community"]
    words = [*rubric.stages, "dont_know", "not_applicable"]
    draw = [f.abs(f.xxhash64("id", f.lit(salt))) for salt in range(4)]
    pick = lambda texts, number: f.element_at(f.array(*map(f.lit, texts)), (number % len(texts) + 1).cast("int"))
    return spark.range(rows).select(
        (draw[0] % ASSESSMENTS).cast("int").alias("assessment"),
        f.when(draw[1] % 7 > 0, pick(groups, draw[1])).alias("group"),
        pick(rubric.competencies, draw[2]).alias("competency"),
        f.when(draw[3] % 11 > 0, pick(words, draw[3])).alias("stage"),
        f.when(draw[3] % 13 == 0, 1).alias("evidence"),
    )


def plain(table):
    """A table without categories, by assessment; the rows of one stay in their order."""
    import pyarrow as pa

    text = [pa.string() if pa.types.is_dictionary(field.type) else field.type for field in table.schema]
    table = table.cast(pa.schema(list(zip(table.schema.names, text, strict=True))))
    order = sorted(range(len(table)), key=table["assessment"].to_pylist().__getitem__)
    return table.take(pa.array(order)).combine_chunks()


def as_bytes(table):
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes()


def ten_million(spark, rows):
    import cei.spark

    frame = answers(spark, rows)
    begun = time.monotonic()
    wanted = plain(cei.stage(frame.toArrow()).stages().to_arrow())
    here = time.monotonic() - begun
    begun = time.monotonic()
    found = plain(cei.spark.stage(frame).toArrow())
    there = time.monotonic() - begun
    assert len(wanted) > ASSESSMENTS * 100, len(wanted)
    found = found.cast(wanted.schema)
    assert as_bytes(found) == as_bytes(wanted), "Spark gives other bytes"
    print(
        f"{rows:,} rows, {len(wanted):,} stages: the same bytes. "
        f"Fetched and on one machine {here:.0f} s, Spark {there:.0f} s"
    )


def every_kind(spark):
    """Ratings by number and in words, with raters; counts; wide: as one machine has them."""
    import cei.spark

    frame = answers(spark, 3_000)
    numbers = {stage: number for number, stage in enumerate(cei.rubric().stages, start=1)}
    pandas = frame.toPandas()
    numbered = pandas.assign(
        missing=pandas["stage"].where(~pandas["stage"].isin(numbers)), stage=pandas["stage"].map(numbers)
    )
    counts = cei.tally(frame.toArrow()).counts().to_pandas().drop(columns=["subject", "period"], errors="ignore")
    wide = [("a", "families", 3, None), ("a", "students", 2, 4), ("b", None, 0, 1)]
    tables = {
        "ratings": frame,
        "numbers": spark.createDataFrame(numbered),
        "raters": frame.selectExpr("*", "concat('r', monotonically_increasing_id()) as rater"),
        "counts": spark.createDataFrame(counts.astype({"group": object})),
        "wide": spark.createDataFrame(wide, "assessment string, group string, `1.1` int, `1.2` tinyint"),
    }  # fmt: skip
    for name, table in tables.items():
        wanted = plain(cei.stage(table.toArrow()).stages().to_arrow())
        found = plain(cei.spark.stage(table).toArrow()).cast(wanted.schema)
        assert as_bytes(found) == as_bytes(wanted), name
    renamed = cei.spark.stage(
        frame.drop("assessment").withColumnRenamed("group", "Who"),
        policy="mean",
        rename={"Who": "group"},
        assessment="all",
    )
    wanted = plain(cei.stage(frame.drop("assessment").toArrow(), policy="mean", assessment="all").stages().to_arrow())
    assert as_bytes(plain(renamed.toArrow()).cast(wanted.schema)) == as_bytes(wanted), "renamed"
    print(f"{len(tables)} kinds of tables: the same bytes")


def what_is_wrong(spark):
    """What is wrong is said as it is on one machine, and nothing is lost without a word."""
    import cei.spark

    def refused(rows, columns, *words):
        try:
            cei.spark.stage(spark.createDataFrame(rows, columns)).toArrow()
        except Exception as error:  # Spark's own, or ours
            assert all(word in str(error) for word in words), str(error)[-3000:]
        else:
            raise AssertionError(f"nothing was said of {words}")

    names = ["assessment", "group", "competency", "stage"]
    refused([("a", "families", "1.1", "maturin")], names, "unknown_stage", "did you mean `maturing`")
    refused([("a", "families", "1.1", 2.5)], names, "not_whole", "`2.5`")
    refused([("a", "families", "1.1", 7)], names, "out_of_range", "`7`")
    refused([("a", "parents", "1.1", 3)], names, "unknown_group")
    refused([("a", "families", "1.l", 3)], names, "unknown_competency")
    refused([(None, "families", "1.1", 3), ("a", "families", "1.1", 3)], names, "null_value")
    refused([("a", "families", "1.1", "3", "withheld")], [*names, "missing"], "stage_and_missing")
    refused([("a", "families", "1.1", 3)], ["assessment", "grup", "competency", "stage"], "missing_column", "`grup`")
    refused(
        [("a", "r1", "1.1", 3), ("a", "r1", "1.1", 2)],
        ["assessment", "rater", "competency", "stage"],
        "duplicate_rating",
        "`r1`",
    )
    print("what is wrong is said")


def the_example(spark):
    """What the documentation shows is run."""
    import doctest

    import cei.spark

    failed, tried = doctest.testmod(cei.spark, optionflags=doctest.ELLIPSIS)
    assert tried >= 5 and not failed
    print("the example of the documentation runs")


def inside(rows):
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[2]").appName("cei").config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.memory", "3g").config("spark.driver.maxResultSize", "2g")
        .config("spark.sql.shuffle.partitions", "8").config("spark.log.level", "OFF").getOrCreate()
    )  # fmt: skip
    try:
        every_kind(spark)
        what_is_wrong(spark)
        the_example(spark)
        ten_million(spark, rows)
    finally:
        spark.stop()


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=10_000_000)
    options.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.inside:
        inside(given.rows)
        return
    if shutil.which("java") is None:
        print("SKIPPED spark: Java is not installed")
        return
    python = install()
    environment = {
        **os.environ,
        "PYTHONWARNINGS": "ignore",
        "PYSPARK_PYTHON": str(python),
        "PYSPARK_DRIVER_PYTHON": str(python),
    }
    done = subprocess.run([python, __file__, "--inside", "--rows", str(given.rows)], env=environment, check=False)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
