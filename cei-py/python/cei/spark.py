"""Stages from answers in Spark: what is too much for one machine is counted where it lies.

Spark groups and counts the answers, and `cei` gets the counts of each assessment, on the machines of the cluster. So
the package has to be installed on them too: ``pip install 'cei[spark]'``. It is tested with ``local[2]``.

    import cei.spark

    answers = spark.read.parquet("answers.parquet")  # assessment, group, competency, stage, ...
    cei.spark.stage(answers).filter("level = 'domain'").groupBy("id", "stage").count().show()
"""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from . import _api, _cei
from ._checked import checked
from ._report import error_of

if TYPE_CHECKING:
    from ._api import Document
    from ._cei import Policy, Rubric

__all__ = ["stage"]

# The table of stages, with Spark's types; stages are texts, because Spark has no ordered categories.
SCHEMA = (
    "assessment string, level string, id string, status string, stage string, stage_number tinyint, "
    "low string, high string, votes bigint, members bigint, bound string"
)
REASONS = ("unanswered", "dont_know", "not_applicable", "withheld")


@checked
def stage(
    frame: Any,
    rubric: Rubric | Document | None = None,
    policy: Policy | Document | None = None,
    *,
    rename: Mapping[str, str] | None = None,
    assessment: str | None = None,
) -> Any:
    """Return the stages of all assessments in a Spark DataFrame: a row for each domain, competency and group.

    Parameters
    ----------
    frame : pyspark.sql.DataFrame
        A table of ratings, of counts, or with a column for each competency, with the columns that `cei.tally` reads.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        What was rated by. Without it, ``cei-self-assessment``.
    policy : Policy, str, dict, bytes or pathlib.Path, optional
        How ratings become stages. Without it, ``cei-default``.
    rename : dict, optional
        The names that columns have, each with the one it stands for, as in ``{"School": "assessment"}``.
    assessment : str, optional
        For a table without such a column: the assessment that all of its rows belong to.

    Returns
    -------
    pyspark.sql.DataFrame
        The rows of `Profiles.stages`, those of an assessment together and in the order of the rubric. Nothing is
        computed before it is asked for.

    Raises
    ------
    CeiError
        If a column is missing, or a rater answered twice on a competency: to see that, a table with raters is gone
        through at once. What is wrong with other rows is raised in the cluster, when the stages are asked for; Spark
        shows it among its own words, and a row is then one of the counts.

    Examples
    --------
    >>> from pyspark.sql import SparkSession
    >>> import cei.spark
    >>> spark = SparkSession.builder.master("local[2]").getOrCreate()
    >>> names = ["assessment", "group", "competency", "stage"]
    >>> answers = spark.createDataFrame([("spring", "families", "1.1", 3)], names)
    >>> cei.spark.stage(answers).filter("id = '1.1'").select("stage").first()
    Row(stage='maturing')
    """
    f = _functions()
    given = _api.rubric("cei-self-assessment" if rubric is None else rubric)
    rules = _api.policy("cei-default" if policy is None else policy)
    for theirs, ours in (rename or {}).items():
        frame = frame.withColumnRenamed(theirs, ours)
    if assessment is not None and "assessment" not in frame.columns:
        frame = frame.withColumn("assessment", f.lit(assessment))
    _check_header(frame.columns, given)
    if "competency" in frame.columns and {"stage", "missing"} & set(frame.columns):
        if "rater" in frame.columns:
            _check_raters(frame, given)
        frame = _counted(frame, given)
    names = frame.columns
    # To Spark a name with a dot, as a competency's, is a path.
    plain = frame.toDF(*(f"c{index}" for index in range(len(names))))
    work = _staging(names, given.to_json(), rules.to_json())
    return plain.repartition(f"c{names.index('assessment')}").mapInArrow(work, SCHEMA)


def _staging(names: list[str], rubric: str, policy: str) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """Return what stages a partition, which has all rows of its assessments."""

    def work(batches: Iterator[Any]) -> Iterator[Any]:
        import cei

        pyarrow = importlib.import_module("pyarrow")

        first = next(batches, None)
        if first is None:
            return
        sound = [name for name in names if not name.startswith(_ODD)]

        def rows() -> Iterator[Any]:
            for batch in itertools.chain([first], batches):
                yield _without_odd(batch.rename_columns(names), rubric).select(sound)

        schema = first.rename_columns(names).select(sound).schema
        profiles = cei.stage(pyarrow.RecordBatchReader.from_batches(schema, rows()), rubric, policy)
        table = profiles.stages().to_arrow()
        text = [pyarrow.string() if pyarrow.types.is_dictionary(one.type) else one.type for one in table.schema]
        yield from table.cast(pyarrow.schema(zip(table.schema.names, text, strict=True))).to_batches()

    return work


def _functions() -> Any:
    try:
        return importlib.import_module("pyspark.sql.functions")
    except ImportError as error:
        hint = "cei.spark needs pyspark and pyarrow, which are not installed: pip install 'cei[spark]'"
        raise ImportError(hint, name="pyspark") from error


# Counting in Spark

# A column with an answer that is none, of a group on a competency: what stood in the column of that name.
_ODD = "odd_"


def _counted(frame: Any, rubric: Rubric) -> Any:
    """Return a table of ratings as one of counts, with an answer that cannot be counted beside them, if there is."""
    f = _functions()

    known = _answers(rubric)
    stage, missing = (_text(frame, name) for name in ("stage", "missing"))
    answer = f.when(stage.isin(*known), _lookup(known, stage))
    reason = f.when(missing.isin(*REASONS), missing)
    is_odd = (
        (stage.isNotNull() & ~stage.isin(*known, *_ZERO))
        | (missing.isNotNull() & ~missing.isin(*REASONS))
        | (answer.isNotNull() & reason.isNotNull() & (answer != reason))
    )
    said = f.when(~f.coalesce(is_odd, f.lit(False)), f.coalesce(answer, reason, f.lit("unanswered")))
    keys = [name for name in ("assessment", "group", "competency", "subject", "period") if name in frame.columns]
    slots = dict.fromkeys([*rubric.stages, *REASONS])
    counts = [f.count(f.when(said == slot, 1)).alias(f"n_{slot}") for slot in slots]
    odd = [f.first(f.when(is_odd, one), ignorenulls=True).alias(_ODD + name)
           for name, one in (("stage", stage), ("missing", missing))]  # fmt: skip
    if "evidence" in frame.columns:
        counts.append(f.sum("evidence").alias("evidence"))
    return frame.groupBy(*keys).agg(*counts, *odd)


# How a stage number that says nothing is written.
_ZERO = ("0", "0.0")


def _answers(rubric: Rubric) -> dict[str, str]:
    """Return what can stand for an answer: numbers, reasons, and stages, which go before both."""
    numbers = {
        text: stage for number, stage in enumerate(rubric.stages, start=1) for text in (f"{number}", f"{number}.0")
    }
    return {**numbers, **{reason: reason for reason in REASONS}, **{stage: stage for stage in rubric.stages}}


def _lookup(known: dict[str, str], column: Any) -> Any:
    f = _functions()

    pairs = [f.lit(one) for pair in known.items() for one in pair]
    return f.create_map(*pairs)[column]


def _text(frame: Any, name: str) -> Any:
    """Return a column as text; empty texts and NaN are null, and so is a column that is not there."""
    f = _functions()

    if name not in frame.columns:
        return f.lit(None).cast("string")
    text = f.col(name).cast("string")
    return f.when(~text.isin("", "NaN"), text) if dict(frame.dtypes)[name] in ("float", "double") else f.nullif(
        text, f.lit(""))  # fmt: skip


def _without_odd(batch: Any, rubric: str) -> Any:
    """Return a batch of counts, and let the core say what is the matter with an answer that could not be counted."""
    import cei

    pyarrow = importlib.import_module("pyarrow")

    odd = [name for name in batch.schema.names if name.startswith(_ODD)]
    rows = [row for row in batch.to_pylist() if any(row[name] is not None for name in odd)] if odd else []
    if rows:
        keys = [name for name in ("assessment", "group", "competency") if name in batch.schema.names]
        shown = {name: [None if row[name] is None else str(row[name]) for row in rows] for name in keys}
        for name in odd:
            shown[name.removeprefix(_ODD)] = [row[name] for row in rows]
        cei.tally(
            pyarrow.table({name: pyarrow.array(values, pyarrow.string()) for name, values in shown.items()}), rubric
        )
    return batch


# Checks


def _check_header(names: list[str], rubric: Rubric) -> None:
    report = _api.validate(_cei.text_table([(name, []) for name in names]), rubric)
    if not report.valid:
        raise error_of(report)


def _check_raters(frame: Any, rubric: Rubric) -> None:
    """See to it that no rater answered twice on a competency of an assessment."""
    f = _functions()

    keys = ["assessment", "rater", "competency"]
    twice = frame.where(f.col("rater").isNotNull()).groupBy(*keys).count().where("count > 1").select(*keys)
    rows = [[str(one) for one in row] for row in twice.orderBy(*keys).limit(100).collect()]
    if rows:
        columns = [(name, [row[index] for row in rows for _ in range(2)]) for index, name in enumerate(keys)]
        report = _api.validate(_cei.text_table([*columns, ("stage", [None] * (2 * len(rows)))]), rubric)
        raise error_of(report)
