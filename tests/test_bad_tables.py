"""Bad tables: each in `tables/bad` gets the report that the file beside it expects, and loses nothing without a word.

The expected reports are written by hand: what is wrong, in which row as a spreadsheet program counts them, in which
column; how many rows there are, how many of them have an error, and how many answers are left.
"""

import contextlib
import csv
import io
import json
from pathlib import Path

import pytest

import cei
from cei import _cli

BAD = Path(__file__).resolve().parent / "tables" / "bad"
CASES = sorted(path.name.removesuffix(".report.json") for path in BAD.glob("*.report.json"))
FILES = [name for name in CASES if not name.endswith(".json")]


def expected(name):
    return json.loads((BAD / f"{name}.report.json").read_text(encoding="utf-8"))


def table(name, options):
    """The table, as Python takes it."""
    if name.endswith(".json"):
        return typed(json.loads((BAD / name).read_text(encoding="utf-8")))
    if name.endswith(".xlsx"):
        pytest.importorskip("openpyxl")
    return cei.TableFile(BAD / name, sheet=options.get("sheet")) if "sheet" in options else BAD / name


def typed(columns):
    """A table of columns of the types that are named."""
    pyarrow = pytest.importorskip("pyarrow")
    from decimal import Decimal

    def array(type, values, categories=()):
        if type == "dictionary":
            places = [None if value is None else categories.index(value) for value in values]
            return pyarrow.DictionaryArray.from_arrays(pyarrow.array(places, pyarrow.int8()), pyarrow.array(categories))
        if type.startswith("decimal128"):
            return pyarrow.array(map(Decimal, values), pyarrow.decimal128(5, 1))
        if type == "list<string>":
            return pyarrow.array(values, pyarrow.list_(pyarrow.string()))
        if type in ("double", "halffloat"):
            return pyarrow.array([float(one) if isinstance(one, str) else one for one in values], type)
        return pyarrow.array(values, type)

    return pyarrow.table({name: array(**column) for name, column in columns.items()})


def found(report):
    """What a report says, as the files beside the tables do; parameters beside."""
    out = []
    for one in report["diagnostics"]:
        at = one.get("at", {})
        out.append(
            ({"code": one["code"], **{name: at[name] for name in ("row", "column") if name in at}}, one["params"])
        )
    return out


def agree(report, wanted):
    """Assert that a report is the expected one."""
    said = found(report)
    if "counts" in wanted:
        codes = [one["code"] for one, _ in said]
        assert {code: codes.count(code) for code in codes} == wanted["counts"]
        assert said[-1][1] == {"count": wanted["more_problems"]}
        return
    assert [one for one, _ in said] == [
        {k: v for k, v in one.items() if k != "params"} for one in wanted["diagnostics"]
    ]
    for (_, params), one in zip(said, wanted["diagnostics"], strict=True):
        assert one.get("params", {}).items() <= params.items()
    for one in report["diagnostics"]:
        assert one["message"] and one["help"], "what it is, and how to mend it"


def answers(tallies):
    """How many answers were counted."""
    cells = [cell for document in tallies.to_dict().values() for cell in document.get("cells", [])]
    return sum(sum(cell["stages"]) + sum(cell.get("missing", {}).values()) for cell in cells)


def rows_in(name):
    """How many rows the file has below its header, as another reader sees it."""
    data = (BAD / name).read_bytes()
    if name.endswith(".json"):
        return len(next(iter(json.loads(data).values()))["values"])
    if name.endswith(".xlsx"):
        openpyxl = pytest.importorskip("openpyxl")
        rows = openpyxl.load_workbook(BAD / name).worksheets[0].iter_rows(values_only=True)
    else:
        text = data.decode("utf-16" if data.startswith(b"\xff\xfe") else "latin-1").removeprefix("ï»¿")
        separator = next((one for one in ";\t" if one in text.lstrip().splitlines()[0]), ",")
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    filled = [row for row in rows if any(str(cell).strip() for cell in row if cell is not None)]
    return len(filled) - 1


def test_there_are_enough_of_them():
    assert len(CASES) >= 50
    beside = {path.name for path in BAD.iterdir() if not path.name.endswith(".report.json")}
    assert beside == set(CASES), "each has its report, and each report its table"
    assert all(expected(name)["what"] for name in CASES)


@pytest.mark.parametrize("name", CASES)
def test_the_report_is_the_expected_one(name):
    wanted = expected(name)
    options = wanted.get("options", {})
    reading = {key: value for key, value in options.items() if key != "sheet"}
    if "raises" in wanted:
        with pytest.raises(cei.CeiError, match=wanted["raises"]):
            cei.validate(table(name, options), **reading)
        return
    report = cei.validate(table(name, options), **reading)
    agree(report.to_dict(), wanted)
    assert [one.message for one in report.in_language("es")] != [one.message for one in report] or not len(report)
    severities = {one.severity for one in report}
    if "error" in severities:
        with pytest.raises(cei.CeiError) as raised:
            cei.tally(table(name, options), **reading)
        assert raised.value.report == report
    if "rows" not in wanted:
        assert not report.valid
        with pytest.raises(cei.CeiError):
            cei.tally(table(name, options), **reading, errors="report")
        return
    tallies = cei.tally(table(name, options), **reading, errors="report")
    agree_but_for_answers(tallies.report, report)
    # Nothing is lost without a word: every row is counted, or it is in the report.
    assert tallies.rows == wanted["rows"] == rows_in(name)
    assert tallies.rows_with_errors == wanted["rows_with_errors"]
    if "counts" not in wanted:
        below = {
            one["row"]
            for one in wanted["diagnostics"]
            if one.get("row", 1) > 1 and cei.codes(one["code"]).severity == "error"
        } - header_rows(name)
        assert tallies.rows_with_errors == len(below)
    assert answers(tallies) == wanted["answers"]
    is_ratings = not ({"1.1", "n_advanced"} & set(columns(name, reading)))
    if is_ratings:
        assert answers(tallies) + tallies.rows_with_errors == tallies.rows
    # The quick way says and leaves out the same.
    numbers = cei.stages(table(name, options), **reading, errors="report")
    assert numbers.report == tallies.report
    assert numbers.to_dict()["assessment"] == list(tallies.assessments)


def agree_but_for_answers(left_out, raised):
    """Assert that both say the same, where only the first can say that no answer is left."""
    rest = [one for one in left_out if one.code != "no_answers" or raised.valid]
    assert rest == list(raised)


def header_rows(name):
    """The row of the header, where it is not the first."""
    return {3} if name in ("blank-lines-between.csv", "blank-rows.xlsx") else set()


def columns(name, reading):
    if name.endswith(".json"):
        return json.loads((BAD / name).read_text(encoding="utf-8"))
    if name.endswith(".xlsx"):
        openpyxl = pytest.importorskip("openpyxl")
        return [cell.value for cell in next(openpyxl.load_workbook(BAD / name).worksheets[0].iter_rows())]
    return (BAD / name).read_text(encoding="latin-1").splitlines()[0].replace(";", ",").split(",")


@pytest.mark.parametrize("name", FILES)
def test_the_command_line_says_the_same(name, capsysbinary):
    wanted = expected(name)
    options = wanted.get("options", {})
    if name.endswith(".xlsx"):
        pytest.importorskip("openpyxl")
    given = [f"--{key}={value}" for key, value in options.items() if key != "rename"]
    given += [f"--rename={old}={new}" for old, new in options.get("rename", {}).items()]
    status = _cli.main(["validate", str(BAD / name), "--format", "json", *given])
    said = capsysbinary.readouterr()
    if "raises" in wanted:
        assert status == _cli.MISUSE and wanted["raises"] in said.err.decode()
        return
    report = json.loads(said.out)
    agree(report, wanted)
    assert status == (_cli.OK if report["valid"] else _cli.FOUND)
    assert all(one["at"]["file"] == name for one in report["diagnostics"] if "at" in one)
    if "rows" in wanted:
        assert _cli.main(["tally", str(BAD / name), "--errors", "report", *given]) == status
        said = capsysbinary.readouterr()
        tallies = cei.tally(
            table(name, options), errors="report", **{key: value for key, value in options.items() if key != "sheet"}
        )
        assert said.out.decode() == tallies.to_json() + "\n"
        assert bool(said.err) == bool(report["diagnostics"])


def test_a_pipe_is_a_table_too(monkeypatch, capsysbinary):
    for name in ("semicolons.csv", "utf-16.csv", "tabs.tsv", "workbook.xlsx", "bom.csv"):
        stdin = io.TextIOWrapper(io.BytesIO((BAD / name).read_bytes()))
        with monkeypatch.context() as patched, contextlib.closing(stdin):
            patched.setattr("sys.stdin", stdin)
            assert _cli.main(["validate", "-", "--format", "json"]) == _cli.FOUND
        agree(json.loads(capsysbinary.readouterr().out), expected(name))


def test_a_stream_is_read_in_parts_of_any_size():
    """However few bytes come at once, the table is the same."""

    class Slow(io.BytesIO):
        def __init__(self, data, size):
            super().__init__(data)
            self.most = size

        def read(self, size=-1):
            return super().read(self.most if size < 0 else min(size, self.most))

    for name in ("quoted-line-breaks.csv", "windows-line-ends.csv", "bom.csv", "utf-16.csv", "blank-lines-between.csv"):
        data, wanted = (BAD / name).read_bytes(), expected(name)
        for size in (4, 5, 7, 64):
            agree(cei.validate(cei.TableFile(Slow(data, size))).to_dict(), wanted)
