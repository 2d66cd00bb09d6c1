"""The same answers give the same bytes, whichever library holds them, in whatever types, counted here or elsewhere."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cei

STAGES = cei.rubric().stages
REASONS = ("unanswered", "dont_know", "not_applicable", "withheld")
GROUPS = ("students", "families", "educators", "leaders", "community", None)


def answers(rows: int = 400) -> dict[str, list[Any]]:
    """Return random answers: half of the assessments' ids are numbers, which every type of column can hold."""
    draw = random.Random(5)
    stages = [draw.choice([*range(1, len(STAGES) + 1), None]) for _ in range(rows)]
    return {
        "assessment": [draw.randrange(1, 6) for _ in range(rows)],
        "group": [draw.choice(GROUPS) for _ in range(rows)],
        "competency": [draw.choice(cei.rubric().competencies[:9]) for _ in range(rows)],
        "stage": stages,
        "missing": [None if stage else draw.choice([*REASONS, None]) for stage in stages],
        "evidence": [draw.choice([0, 1, 2, None]) for _ in range(rows)],
    }


ANSWERS = answers()


def expected() -> str:
    """Return the profiles' bytes, by way of documents: another way in."""
    out: dict[str, cei.Profile] = {}
    for assessment in sorted(set(map(str, ANSWERS["assessment"]))):
        ratings = []
        for index, one in enumerate(ANSWERS["assessment"]):
            if str(one) == assessment:
                rating: dict[str, Any] = {"competency": ANSWERS["competency"][index]}
                if ANSWERS["group"][index]:
                    rating["group"] = ANSWERS["group"][index]
                if ANSWERS["stage"][index]:
                    rating["stage"] = STAGES[ANSWERS["stage"][index] - 1]
                else:
                    rating["missing"] = ANSWERS["missing"][index] or "unanswered"
                items = ANSWERS["evidence"][index] or 0
                rating["evidence"] = [{"title": "-", "uri": f"https://example.org/{item}"} for item in range(items)]
                ratings.append(rating)
        document = {
            "format": "cei.assessment/1",
            "id": assessment,
            "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
            "ratings": ratings,
        }
        out[assessment] = cei.assess(document)
    return "{" + ",".join(f'"{id}":{profile.to_json()}' for id, profile in out.items()) + "}"


@pytest.fixture(scope="module")
def wanted() -> str:
    return expected()


def by_pyarrow() -> Iterator[tuple[str, Any]]:
    pa = pytest.importorskip("pyarrow")
    texts = [pa.string(), pa.large_string(), pa.string_view()]
    wholes = [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()]
    wholes += [pa.float32(), pa.float64(), pa.decimal128(22, 2)]
    for text in texts:
        for key in (None, pa.int8(), pa.int32(), pa.uint16(), pa.int64()):
            if key is not None and text == pa.string_view():
                continue
            columns = {}
            for name, values in ANSWERS.items():
                array = pa.array([None if one is None else str(one) for one in values], text)
                columns[name] = array if key is None else dictionary(pa, array, key)
            yield f"{text} by {key}", pa.table(columns)
    for whole in wholes:
        columns = {name: pa.array(ANSWERS[name], pa.string()) for name in ("group", "competency", "missing")}
        for name in ("assessment", "stage", "evidence"):
            columns[name] = pa.array(ANSWERS[name]).cast(whole)
        yield str(whole), pa.table(columns)
    words = [None if one is None else STAGES[one - 1] for one in ANSWERS["stage"]]
    yield "words", pa.table({**ANSWERS, "stage": words})
    both = [word or reason for word, reason in zip(words, ANSWERS["missing"], strict=True)]
    yield "reasons beside stages", pa.table({**{k: v for k, v in ANSWERS.items() if k != "missing"}, "stage": both})
    yield "slices", pa.concat_tables([pa.table(ANSWERS)[:7], pa.table(ANSWERS)[7:]])
    yield "a reader", pa.table(ANSWERS).to_reader(64)
    floats = [float("nan") if one is None else float(one) for one in ANSWERS["stage"]]
    yield "NaN", pa.table({**ANSWERS, "stage": floats})


def dictionary(pa: Any, array: Any, key: Any) -> Any:
    """Return an array of entries in the order of their first rows, and one that no row has."""
    entries = list(dict.fromkeys(one for one in array.to_pylist() if one is not None))
    places = [None if one is None else entries.index(one) for one in array.to_pylist()]
    return pa.DictionaryArray.from_arrays(pa.array(places, key), pa.array([*entries, "nobody's"], array.type))


def by_frames() -> Iterator[tuple[str, Any]]:
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    frame = pd.DataFrame(ANSWERS)
    assert frame["stage"].dtype == "float64", "pandas makes floats of whole numbers with a gap"
    yield "pandas", frame
    yield "pandas, Int64", frame.astype({"stage": "Int64", "evidence": "Int64"})
    yield (
        "pandas, categories",
        frame.astype(dict.fromkeys(("assessment", "group", "competency", "missing"), "category")),
    )
    yield "pandas, object", frame.astype(object)
    yield "pandas, arrow", frame.convert_dtypes(dtype_backend="pyarrow")
    polars = pl.DataFrame(ANSWERS)
    yield "polars", polars
    yield "polars, categories", polars.with_columns(pl.col("group", "competency").cast(pl.Categorical))
    yield "polars, enum", polars.with_columns(pl.col("missing").cast(pl.Enum(REASONS)))
    yield "polars, small", polars.with_columns(pl.col("stage", "evidence").cast(pl.Int8))
    yield "polars, lazy and collected", polars.lazy().filter(pl.col("assessment") > 0).collect()


def by_duckdb() -> Iterator[tuple[str, Any]]:
    duckdb, pa = pytest.importorskip("duckdb"), pytest.importorskip("pyarrow")
    ratings = pa.table(ANSWERS)
    connection = duckdb.connect()
    connection.register("ratings", ratings)
    yield "duckdb", connection.sql("select * from ratings")
    yield (
        "duckdb, enum",
        connection.sql(
            "select * replace (missing::enum('unanswered', 'dont_know', 'not_applicable', 'withheld') as missing) "
            "from ratings"
        ),
    )
    yield "duckdb, hugeint", connection.sql("select * replace (stage::hugeint::decimal(20, 0) as stage) from ratings")
    for name, counts in (("grouped", GROUP_BY), ("grouped, sums", SUMS)):
        yield f"duckdb, {name}", connection.sql(counts)


GROUP_BY = """
select assessment, "group", competency, {}, coalesce(sum(evidence), 0)::bigint as evidence
from ratings group by all order by random()
""".format(
    ", ".join(
        [f"count(*) filter (stage = {number}) as n_{stage}" for number, stage in enumerate(STAGES, start=1)]
        + [f"count(*) filter (missing = '{reason}') as n_{reason}" for reason in REASONS[1:]]
        + ["count(*) filter (stage is null and coalesce(missing, 'unanswered') = 'unanswered') as n_unanswered"]
    )
)
SUMS = """
select assessment, "group", competency, {}, sum(evidence) as evidence from ratings group by all
""".format(
    ", ".join(
        [f"sum((coalesce(stage, 0) = {number})::int) as n_{stage}" for number, stage in enumerate(STAGES, start=1)]
        + [f"sum((coalesce(missing, '') = '{reason}')::int) as n_{reason}" for reason in REASONS[1:]]
        + ["sum((stage is null and coalesce(missing, 'unanswered') = 'unanswered')::int) as n_unanswered"]
    )
)


@pytest.mark.parametrize("source", [by_pyarrow, by_frames, by_duckdb])
def test_the_same_bytes(source: Any, wanted: str) -> None:
    count = 0
    for name, table in source():
        count += 1
        assert cei.stage(table).to_json() == wanted, name
    assert count >= 5


def test_what_polars_counted(wanted: str) -> None:
    pl = pytest.importorskip("polars")
    missing = pl.col("missing").fill_null("unanswered")
    counts = (
        pl.LazyFrame(ANSWERS)
        .group_by("assessment", "group", "competency")
        .agg(
            *[(pl.col("stage") == number).sum().alias(f"n_{stage}") for number, stage in enumerate(STAGES, start=1)],
            *[(pl.col("stage").is_null() & (missing == reason)).sum().alias(f"n_{reason}") for reason in REASONS],
            pl.col("evidence").sum(),
        )
    )
    assert cei.stage(counts.collect()).to_json() == wanted
    with pytest.raises(TypeError, match=r"frame\.collect\(\)"):
        cei.stage(counts)


def test_what_pandas_counted(wanted: str) -> None:
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame(ANSWERS)
    said = frame["stage"].map(dict(enumerate(STAGES, start=1))).fillna(frame["missing"]).fillna("unanswered")
    keys = [frame["assessment"], frame["group"].fillna("team"), frame["competency"]]
    counts = pd.crosstab(keys, "n_" + said.astype(str)).join(frame.fillna({"group": "team"}).groupby(
        ["assessment", "group", "competency"])["evidence"].sum())  # fmt: skip
    assert cei.stage(counts.reset_index()).to_json() == wanted


def test_files(wanted: str, tmp_path: Any) -> None:
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    pd.DataFrame(ANSWERS).to_csv(tmp_path / "pandas.csv", index=False)
    assert "3.0" in (tmp_path / "pandas.csv").read_text()
    pl.DataFrame(ANSWERS).write_csv(tmp_path / "polars.tsv", separator="\t")
    cei.tally(pl.DataFrame(ANSWERS)).counts().to_polars().write_csv(tmp_path / "counts.csv")
    pytest.importorskip("openpyxl")
    pd.DataFrame(ANSWERS).to_excel(tmp_path / "pandas.xlsx", index=False)
    for path in sorted(tmp_path.iterdir()):
        assert cei.stage(path).to_json() == wanted, path.name
        assert cei.stage(cei.TableFile(str(path))).to_json() == wanted, "an open file, and a path as text"
    with open(tmp_path / "pandas.csv", "rb") as file:
        assert cei.stage(cei.TableFile(file)).to_json() == wanted
    with open(tmp_path / "pandas.csv") as text, pytest.raises(TypeError, match="'rb'"):
        cei.stage(cei.TableFile(text))  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError):
        cei.stage(tmp_path / "gone.csv")
    with pytest.raises(cei.CeiError, match="looks like the name of a file"):
        cei.stage("pandas.csv")


def test_a_number_in_a_workbook_is_what_it_is_shown_as(tmp_path: Any) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    rubric = cei.rubric().to_dict()
    rubric.update(id="two", version="1", lenses=[], modules=[], strategies=[], domains=[{
        "id": "d", "title": "-",
        "competencies": [{"id": "1.1", "title": "-"}, {"id": "1.10", "title": "-"}]}])  # fmt: skip
    book = openpyxl.Workbook()
    for row in (["assessment", "competency", "stage"], ["a", 1.1, 3], ["a", 1.1, 2], ["a", 1.1, 2.5]):
        book.active.append(row)
    for place, format in (("B3", "0.00"), ("C3", "0.0"), ("B4", "0.0"), ("C4", "0")):
        book.active[place].number_format = format
    book.save(tmp_path / "book.xlsx")
    tallies = cei.tally(tmp_path / "book.xlsx", rubric, errors="report")
    assert [(one.code, one.at and one.at["row"]) for one in tallies.report] == [("not_whole", 4)], "2.5 is shown as 3"
    assert [(one["competency"], one["stages"]) for one in tallies["a"].to_dict()["cells"]] == [
        ("1.1", [0, 0, 1, 0]), ("1.10", [0, 1, 0, 0])]  # fmt: skip


def test_errors_are_raised_or_reported() -> None:
    pa = pytest.importorskip("pyarrow")
    table = pa.table({"assessment": ["a", "a", "b"], "competency": ["1.1", "1.1", "1.l"], "stage": ["3", "x", "3"]})
    for work in (cei.tally, cei.stage, cei.stages):
        for errors in ({}, {"errors": "raise"}):
            with pytest.raises(cei.CeiError) as raised:
                work(table, **errors)
            assert [one.code for one in raised.value.diagnostics] == ["unknown_stage", "unknown_competency"]
        result = work(table, errors="report")
        assert list(result.report) == list(raised.value.diagnostics)
        assert work(table[:1]).report.valid
        with pytest.raises(ValueError, match="`raise` or `report`"):
            work(table, errors="ignore")
        with pytest.raises(TypeError, match="errors is for tables"):
            work({"format": "cei.assessment/1"}, errors="report")
    tallies = cei.tally(table, errors="report")
    assert (tallies.rows, tallies.rows_with_errors) == (3, 2)
    assert tallies["a"].to_dict()["cells"] == [{"competency": "1.1", "group": "team", "stages": [0, 0, 1, 0]}]
    assert tallies["b"].to_dict()["cells"] == [], "that there is an assessment `b` is not forgotten"
    both = tallies + cei.tally(table[:1])
    assert (both.rows, both.rows_with_errors, len(both.report)) == (4, 2, 2)
    profiles = cei.stage(table, errors="report")
    assert profiles["a"] == cei.stage(table[:1])["a"]
    assert cei.stages(table, errors="report").to_dict()["assessment"] == ["a", "b"]


MEMORY = """
import random, resource, sys
import pyarrow as pa
import cei

BATCH, BATCHES = 50_000, int(sys.argv[1])
ids, draw = cei.rubric().competencies, random.Random(1)
types = {"assessment": pa.int32(), "group": pa.string(), "competency": pa.string(), "stage": pa.int8()}
schema = pa.schema(list(types.items()))
columns = [
    pa.array([draw.randrange(500) for _ in range(BATCH)], pa.int32()),
    pa.array([draw.choice(["students", "families"]) for _ in range(BATCH)]),
    pa.array([draw.choice(ids) for _ in range(BATCH)]),
    pa.array([draw.randrange(1, 5) for _ in range(BATCH)], pa.int8()),
]
every = pa.array(range(BATCH))

def batches():
    for _ in range(BATCHES):
        # New memory for each batch, as a reader of a file has it.
        yield pa.record_batch([column.take(every) for column in columns], schema=schema)

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

few = cei.tally(pa.RecordBatchReader.from_batches(schema, list(batches())[:2]))
before = peak()
tallies = cei.tally(pa.RecordBatchReader.from_batches(schema, batches()))
numbers = cei.stages(pa.RecordBatchReader.from_batches(schema, batches()))
assert tallies.rows == BATCH * BATCHES and len(numbers) == 500
print(peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what ru_maxrss counts differs")
def test_a_stream_is_never_held_as_a_whole() -> None:
    pytest.importorskip("pyarrow")
    done = subprocess.run([sys.executable, "-c", MEMORY, "100"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    # 5 million rows are 130 MB in Arrow; what is held is counts.
    assert int(done.stdout) < 48


@pytest.mark.skipif(sys.platform != "linux", reason="what ru_maxrss counts differs")
def test_a_long_file_is_never_held_as_a_whole(tmp_path: Any) -> None:
    row = "spring,families,1.1,maturing\n"
    path = tmp_path / "long.csv"
    with path.open("w") as file:
        file.write("assessment,group,competency,stage\n")
        for _ in range(20):
            file.write(row * 60_000)
    code = (
        "import resource, sys, pathlib, cei\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
        "before = peak()\n"
        "seen = []\n"
        "tallies = cei.tally(cei.TableFile(sys.argv[1], progress=seen.append))\n"
        "assert tallies.rows == 1_200_000 and seen[-1] == pathlib.Path(sys.argv[1]).stat().st_size\n"
        "print(peak() - before)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 24, "35 MB of text"


def test_a_workbook_that_is_not_whole_gets_a_word(tmp_path: Path) -> None:
    import zipfile

    whole, cut = tmp_path / "whole.xlsx", tmp_path / "cut.xlsx"
    book = pytest.importorskip("openpyxl").Workbook()
    book.active.append(["assessment", "competency", "stage"])
    for _ in range(100):
        book.active.append(["spring", "1.1", "maturing"])
    book.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(cut, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[: len(data) // 2] if "sheet1" in name else data)
    for read in (cei.tally, cei.read_survey, cei.read_workbook, cei.read_rubric_csv):
        with pytest.raises(cei.CeiError, match=r"cannot be read as a workbook|unknown_format"):
            read(cut)
    (tmp_path / "zip.xlsx").write_bytes(whole.read_bytes()[:1000])
    with pytest.raises(cei.CeiError, match=r"zip.xlsx cannot be read as a workbook"):
        cei.tally(tmp_path / "zip.xlsx")
