"""Tables of every library in, and results out again."""

from __future__ import annotations

import json
import pickle
import sys
from typing import Any

import pytest
from samples import EXAMPLE, assessment

import cei

COLUMNS = ["assessment", "group", "competency", "stage", "missing"]
ROWS = [
    ("north", "families", "1.1", "maturing", None),
    ("north", "students", "1.1", "developing", None),
    ("north", "students", "1.2", None, "dont_know"),
    ("south", "families", "1.2", None, None),
    ("south", None, "1.3", "advanced", None),
]
BY_COLUMN = {name: [row[index] for row in ROWS] for index, name in enumerate(COLUMNS)}


def tables() -> dict[str, Any]:
    pandas, polars, pyarrow = map(pytest.importorskip, ("pandas", "polars", "pyarrow"))
    arrow = pyarrow.table(BY_COLUMN)
    return {
        "pandas": pandas.DataFrame(BY_COLUMN),
        "pandas, categories": pandas.DataFrame(BY_COLUMN).astype("category"),
        "pandas, strange index": pandas.DataFrame(BY_COLUMN, index=[5, 5, 1, 2, 9]),
        "polars": polars.DataFrame(BY_COLUMN),
        "polars, enum": polars.DataFrame(BY_COLUMN).with_columns(
            stage=polars.col("stage").cast(polars.Enum(cei.rubric().stages))
        ),
        "polars, sliced": polars.concat([polars.DataFrame(BY_COLUMN)] * 2, rechunk=False)[5:],
        "pyarrow": arrow,
        "pyarrow, batch": arrow.to_batches()[0],
        "pyarrow, chunks": pyarrow.concat_tables([arrow[:2], arrow[2:2], arrow[2:]]),
        "pyarrow, reader": arrow.to_reader(2),
        "own": cei.tally(arrow).counts(),
    }


def test_every_library_gives_the_same() -> None:
    given = tables()
    expected = cei.tally(given["pandas"])
    assert expected.assessments == ("north", "south") and len(expected) == 2
    for name, table in given.items():
        tallies = cei.tally(table)
        assert tallies.to_json() == expected.to_json(), name
    for name, table in tables().items():
        assert cei.stage(table).to_json() == cei.stage(expected).to_json(), name


def test_a_table_and_documents_give_the_same_bytes() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(EXAMPLE.glob("*.json"))]
    rows = []
    for document in documents:
        # What only a document can say.
        document.update(decisions=[], out_of_scope=[], subject=None, period=None)
        groups = {rater["id"]: rater["group"] for rater in document.get("raters", [])}
        for rating in document["ratings"]:
            rows.append(
                {
                    "assessment": document["id"],
                    "group": groups.get(rating.get("rater"), rating.get("group")),
                    "rater": rating.get("rater"),
                    "competency": rating["competency"],
                    "stage": rating.get("stage"),
                    "missing": rating.get("missing"),
                    "evidence": len(rating.get("evidence", [])),
                }
            )
    profiles = cei.stage(pyarrow.Table.from_pylist(rows))
    for document in documents:
        assert profiles[document["id"]].to_json() == cei.assess(document).to_json()


def test_results_go_back() -> None:
    pandas, polars, pyarrow = map(pytest.importorskip, ("pandas", "polars", "pyarrow"))
    profiles = cei.stage(pyarrow.table(BY_COLUMN))
    for table in (profiles.stages(), profiles.domains(), cei.tally(pyarrow.table(BY_COLUMN)).counts()):
        columns = table.to_dict()
        assert list(columns) == list(table.columns) and json.loads(table.to_json()) == columns
        assert {len(values) for values in columns.values()} == {len(table)}
        assert table.to_arrow().to_pydict() == columns
        assert table.to_polars().to_dict(as_series=False) == columns
        assert table.to_pandas().shape == (len(table), len(columns))
        assert pyarrow.table(table) == table.to_arrow(), "a table can be read more than once"
        assert table == table and table != 3
        assert "rows" in repr(table) and "<table>" in table._repr_html_()
    stage = profiles.stages().to_pandas()["stage"]
    assert isinstance(stage.dtype, pandas.CategoricalDtype) and stage.dtype.ordered
    assert list(stage.dtype.categories) == list(cei.rubric().stages)
    assert profiles.stages().to_polars()["stage"].dtype == polars.Enum(cei.rubric().stages)
    found = profiles.stages().to_polars().filter(assessment="north", level="competency", id="1.1")
    assert found["stage"].to_list() == [profiles["north"]["1.1"].stage]


def test_many_profiles_by_id() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    tallies = cei.tally(pyarrow.table(BY_COLUMN))
    profiles = cei.stage(tallies, policy="cei-every-voice")
    assert [profile.assessment for profile in profiles] == [tally.assessment for tally in tallies] == ["north", "south"]
    assert profiles["north"] == cei.stage(tallies["north"], policy="cei-every-voice")
    assert "north" in profiles and "west" not in tallies and 3 not in profiles and len(profiles) == 2
    assert list(profiles.to_dict()) == ["north", "south"] and profiles.to_dict()["south"] == profiles["south"].to_dict()
    assert (tallies + tallies)["north"].to_dict()["cells"][0]["stages"] == [0, 2, 0, 0]
    assert sum([tallies, tallies]).to_json() == (tallies + tallies).to_json()  # type: ignore[union-attr]
    for many in (tallies, profiles):
        with pytest.raises(KeyError, match="did you mean `north`"):
            many["nroth"]
    with pytest.raises(cei.CeiError, match="which is not the lcff-priority-3"):
        cei.stage(tallies, "lcff-priority-3")


def test_options() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    plain = pyarrow.table({"who": ["families"], "1.1": [3], "1.2": [None]})
    tallies = cei.tally(plain, kind="wide", rename={"who": "group"}, assessment="spring")
    assert tallies["spring"] == cei.tally(assessment(("families", "1.1", "maturing")))
    with pytest.raises(ValueError, match="kind: `ratings` or `counts` or `wide` is needed here, not `long`"):
        cei.tally(plain, kind="long")  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="rename is for tables"):
        cei.tally(assessment(), rename={"a": "b"})  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="kind is for tables"):
        cei.stage(tallies, kind="wide")
    empty = cei.tally(pyarrow.table(BY_COLUMN)[:0])
    assert len(empty) == 0 and [one.code for one in empty.report] == ["no_answers"]
    assert len(cei.stage(empty).stages()) == 0 and cei.stage(empty).domains().to_polars().height == 0


def test_problems_of_a_table() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    wrong = pyarrow.table({**BY_COLUMN, "stage": ["maturin"] * 5})
    report = cei.validate(wrong)
    assert not report.valid and len(report) == 5
    assert report.diagnostics[0].at == {"row": 2, "column": "stage"}
    assert "did you mean `maturing`?" in str(report)
    with pytest.raises(cei.CeiError, match="row 2, column stage") as raised:
        cei.tally(wrong)
    assert raised.value.report == report == pickle.loads(pickle.dumps(report))
    assert cei.validate(pyarrow.table(BY_COLUMN)).valid


def test_what_is_nearly_a_table() -> None:
    pandas, polars = map(pytest.importorskip, ("pandas", "polars"))

    class Wrong:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return 3

    with pytest.raises(TypeError, match="did not return a capsule"):
        cei.tally(Wrong())
    with pytest.raises(TypeError, match=r"frame\.collect\(\)"):
        cei.tally(polars.DataFrame(BY_COLUMN).lazy())
    for column in (pandas.Series([1]), polars.Series([1])):
        with pytest.raises((cei.CeiError, TypeError)):
            cei.tally(column)


def test_a_column_of_nothing_is_empty() -> None:
    # polars types it as Null and gives it a buffer that Arrow says it has not; pandas and pyarrow have other ways.
    pandas, polars, pyarrow = map(pytest.importorskip, ("pandas", "polars", "pyarrow"))
    columns = {**BY_COLUMN, "missing": [None] * len(BY_COLUMN["stage"]), "evidence": [None] * len(BY_COLUMN["stage"])}
    wanted = cei.tally(pyarrow.table({name: BY_COLUMN[name] for name in BY_COLUMN if name != "missing"})).to_json()
    frame = polars.DataFrame(columns)
    assert frame.schema["missing"] == polars.Null
    for table in (frame, frame.vstack(frame[:0]), pandas.DataFrame(columns), pyarrow.table(columns)):
        assert cei.tally(table).to_json() == wanted


def test_a_reader_that_fails_says_so() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table(BY_COLUMN)

    def batches() -> Any:
        yield table.to_batches()[0]
        raise RuntimeError("the disk is gone")

    with pytest.raises(cei.CeiError, match="the disk is gone"):
        cei.tally(pyarrow.RecordBatchReader.from_batches(table.schema, batches()))


def test_a_library_that_is_absent_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = cei.stage(pyarrow.table(BY_COLUMN)).domains()
    for library in ("pandas", "polars", "pyarrow"):
        monkeypatch.setitem(sys.modules, library, None)
    for method, library in (("to_pandas", "pandas"), ("to_polars", "polars"), ("to_arrow", "pyarrow")):
        with pytest.raises(ImportError, match=f"needs {library}, which is not installed"):
            getattr(table, method)()


def test_no_memory_is_lost() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table(BY_COLUMN)
    cei.stage(table).stages().to_arrow()
    before = pyarrow.total_allocated_bytes()
    for _ in range(50):
        out = cei.stage(table).stages()
        out.__arrow_c_stream__()
        pyarrow.table(out)
        del out
    assert pyarrow.total_allocated_bytes() == before
