"""Tables in CSV and XLSX files: of ratings, of counts, or with a column for each competency."""

from __future__ import annotations

import codecs
import io
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Literal, TypeAlias, cast

from . import _cei
from ._checked import checked
from ._report import CeiError
from ._sheets import _XLSX, _separator, _text, of_broken_workbooks, spreadsheet_library

if TYPE_CHECKING:
    from ._cei import TableSource

    Cells: TypeAlias = list[str | None]
    Problems: TypeAlias = list[tuple[int | None, str, list[tuple[str, Any]]]]
    # A number of empty rows, rows, or what is wrong with the header or with a row.
    Part: TypeAlias = int | list[Cells] | tuple[Literal["header", "row"], Problems]

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")

_SAMPLE = 1 << 16
_ROWS = 4096
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=[\"']([A-Z0-9:]+)[\"'][^>]*>")


class TableFile:
    r"""A table in a CSV or XLSX file, which `tally`, `stage`, `stages` and `validate` read as they read a DataFrame.

    They also take the path of such a file; this is for what a path does not say. A CSV file is read in parts, so that
    it may be larger than memory, and only once: a path as often as it is asked for, an open file a single time.

    CSV is separated by commas, semicolons or tabs, with quotation marks around cells that hold these or line breaks.
    It is UTF-8, with or without a byte order mark, or UTF-16 with one; a cell that is not UTF-8 is read as
    Windows-1252. XLSX needs openpyxl, and is read row by row; only its texts are held in memory.

    The first row with a filled cell is the header, and rows without one are passed over. A row that has another number
    of cells than the header, merged cells, and formulas without a value are reported, and so are columns that have
    values and no name.

    Parameters
    ----------
    source : str, pathlib.Path or binary file
        The file. A `str` is a path here.
    sheet : str, optional
        Which sheet of a workbook. It is needed if more than one has cells.
    separator : str, optional
        What separates the cells of a CSV file. Without it, whichever of comma, semicolon and tab stands most often in
        the first line.
    progress : callable, optional
        Is called now and then with the number of bytes that have been read.

    Examples
    --------
    >>> import cei, io
    >>> file = io.BytesIO(b"assessment;group;competency;stage\nspring;families;1.1;3\n")
    >>> cei.stage(cei.TableFile(file))["spring"]["1.1"].stage
    'maturing'
    """

    __slots__ = ("_progress", "_separator", "_sheet", "_source")

    @checked
    def __init__(
        self,
        source: str | os.PathLike[str] | BinaryIO,
        *,
        sheet: str | None = None,
        separator: str | None = None,
        progress: Callable[[int], object] | None = None,
    ) -> None:
        if separator is not None and len(separator) != 1:
            raise CeiError(f"separator: one character is needed here, not `{separator}`")
        self._source = source
        self._sheet = sheet
        self._separator = separator
        self._progress = progress

    def __repr__(self) -> str:
        return f"<cei.TableFile {self._name() or 'from an open file'}>"

    def _name(self) -> str | None:
        named = self._source if isinstance(self._source, str | os.PathLike) else getattr(self._source, "name", None)
        return Path(named).name if isinstance(named, str | os.PathLike) else None

    def _table_source(self) -> TableSource:
        """Open the file, for the core."""
        if isinstance(self._source, str | os.PathLike):
            file: IO[bytes] = open(self._source, "rb")  # noqa: SIM115 (closed by whoever reads last)
        else:
            file = self._source
        sample = file.read(_SAMPLE)
        if not isinstance(sample, bytes):
            raise TypeError("the file is open as text: open it with mode 'rb'")
        while len(sample) < _SAMPLE and (more := file.read(_SAMPLE - len(sample))):
            sample += more
        if sample.startswith(_XLSX):
            return _workbook(sample + file.read(), self._name(), self._sheet)
        if self._sheet is not None:
            raise CeiError(f"{self._name() or 'this'} is no workbook, and has no sheet `{self._sheet}`")
        bytes_ = _Bytes(file, sample, self._progress)
        encoding = "utf-16" if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else None
        read = bytes_.read if encoding is None else _Recoded(bytes_.read, encoding).read
        start = sample.decode(encoding or "latin-1", errors="replace").removeprefix("ï»¿").lstrip("\r\n")
        return _cei.TableSource.csv(read, self._separator or _separator(start), self._name())


class _Bytes:
    """A file whose first bytes have been read already."""

    def __init__(self, file: IO[bytes], first: bytes, progress: Callable[[int], object] | None) -> None:
        self._file = file
        self._first: bytes | None = first
        self._progress = progress
        self._count = 0

    def read(self, size: int) -> bytes:
        if self._first is not None:
            data, self._first = self._first, None
        else:
            data = self._file.read(size)
        self._count += len(data)
        if self._progress is not None:
            self._progress(self._count)
        return data


class _Recoded:
    """The same text in UTF-8."""

    def __init__(self, read: Callable[[int], bytes], encoding: str) -> None:
        self._read = read
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")

    def read(self, size: int) -> bytes:
        while data := self._read(size):
            if text := self._decoder.decode(data):
                return text.encode("utf-8", errors="replace")
        return self._decoder.decode(b"", final=True).encode()


def is_table_path(source: object) -> bool:
    """Whether this is the path of a file that holds a table, by its name."""
    return isinstance(source, os.PathLike) and Path(source).suffix.lower() in SUFFIXES


# Workbooks


def _workbook(data: bytes, file: str | None, name: str | None) -> TableSource:
    library = spreadsheet_library("openpyxl")
    try:
        # Once for the values and once for the formulas: of a formula that was never computed only the latter tells.
        values, formulas = (
            library.load_workbook(io.BytesIO(data), read_only=True, data_only=only) for only in (True, False)
        )
        return _sheet_of(values, formulas, file, name)
    except CeiError:
        raise
    except of_broken_workbooks() as error:
        raise _unreadable(file, error) from None


def _unreadable(file: str | None, error: Exception) -> CeiError:
    return CeiError(f"{file or 'this'} cannot be read as a workbook: {error}")


def _sheet_of(values: Any, formulas: Any, file: str | None, name: str | None) -> TableSource:
    """Return the sheet of that name, or the only one with cells."""
    known = {sheet.title: sheet for sheet in values.worksheets}
    for one in (*values.worksheets, *formulas.worksheets):
        one.reset_dimensions()  # some programs write a size that is not the sheet's
    filled = [title for title, sheet in known.items() if any(any(row) for row in sheet.iter_rows(values_only=True))]
    if name is None:
        if len(filled) > 1:
            raise CeiError(f"{file or 'this'} has the sheets {', '.join(filled)}: say which holds the table (sheet)")
        name = filled[0] if filled else next(iter(known), "")
    if name not in known:
        raise CeiError(f"{file or 'this'} has no sheet `{name}`; it has {', '.join(known)}")
    sheet = known[name]
    rows = enumerate(zip(sheet.iter_rows(), formulas[name].iter_rows(), strict=True), start=1)
    above = 0
    header: tuple[Any, ...] = ()
    for number, (cells, _) in rows:
        if any(_filled(one.value) for one in cells):
            above, header = number - 1, cells
            break
    names = [_shown(one).strip() for one in header]
    parts = _Parts(names, above + 1, _merged(values, sheet))

    def read() -> Iterator[Part]:
        try:
            yield from parts.of(rows)
        except of_broken_workbooks() as error:
            raise _unreadable(file, error) from None

    return _cei.TableSource.sheet(names, above, read(), file, name)


def _merged(book: Any, sheet: Any) -> list[Any]:
    """Return the merged ranges of a sheet that is read row by row: they stand below its rows, and openpyxl skips them."""
    found: list[bytes] = []
    with book._archive.open(sheet._worksheet_path) as part:
        rest = b""
        while chunk := part.read(1 << 20):
            rest += chunk
            found += _MERGED.findall(rest)
            rest = rest[max(rest.rfind(b"<"), 0) :]
    range_of = spreadsheet_library("openpyxl.worksheet.cell_range").CellRange
    ranges = (range_of(one.decode()) for one in dict.fromkeys(found))
    return [one for one in ranges if one.size["rows"] * one.size["columns"] > 1]


class _Parts:
    """The rows below a header, as the core takes them."""

    def __init__(self, names: list[str], header: int, merged: Iterable[Any]) -> None:
        self.names = names
        self.in_header = [one for one in merged if one.min_row <= header <= one.max_row]
        self.below: dict[int, Any] = {}
        for one in merged:
            if one.min_row > header:
                self.below.update(dict.fromkeys(range(one.min_row, one.max_row + 1), one))
        self.nameless: set[int] = set()

    def of(self, rows: Iterator[Any]) -> Iterator[Part]:
        for one in self.in_header:
            yield "header", [(one.min_col - 1, "merged_cells", [("range", one.coord)])]
        waiting: list[Cells] = []
        for number, (cells, formulas) in rows:
            texts, problems = self.row(number, cells, formulas)
            is_row = not problems and any(text is not None and text.strip() for text in texts)
            if is_row:
                waiting.append(texts)
            if waiting and (not is_row or len(waiting) == _ROWS):
                yield waiting
                waiting = []
            if problems:
                yield "row", problems
            elif not is_row:
                yield 1
        if waiting:
            yield waiting
        for index in sorted(self.nameless):
            yield "header", [(None, "nameless_column", [("number", index + 1)])]

    def row(self, number: int, cells: Any, formulas: Any) -> tuple[Cells, Problems]:
        problems: Problems = []
        texts: Cells = []
        for index, (cell, formula) in enumerate(zip(cells, formulas, strict=True)):
            text = _shown(cell)
            if not text and formula.data_type == "f":
                problems.append((index, "formula_without_value", [("formula", _text(formula.value))]))
            if text and not (index < len(self.names) and self.names[index]):
                self.nameless.add(index)
            texts.append(text or None)
        if number in self.below:
            one = self.below[number]
            problems.append((one.min_col - 1, "merged_cells", [("range", one.coord)]))
        return texts, problems


def _shown(cell: Any) -> str:
    """Return the text of a cell; a number with the zeros behind its point that it is shown with, as in ``1.10``."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        decimals = re.fullmatch(r"0\.(0+)(_\))?", cell.number_format)
        if decimals and float(text := f"{value:.{len(decimals[1])}f}") == value:
            return text
    return _text(value)


def _filled(value: object) -> bool:
    return value is not None and str(value).strip() != ""


def opened(source: object) -> Any:
    """Return what the core reads a table from: a table as it is, and the file that a path leads to."""
    return TableFile(cast("os.PathLike[str]", source)) if is_table_path(source) else source
