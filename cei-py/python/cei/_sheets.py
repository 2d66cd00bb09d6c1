"""Sheets of text cells, from CSV and XLSX files, and what is found in them by file, sheet, row and column."""

from __future__ import annotations

import csv
import importlib
import io
import itertools
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from . import _cei
from ._report import CeiError, Report, error_of

if TYPE_CHECKING:
    Source: TypeAlias = str | bytes | os.PathLike[str]

    _At: TypeAlias = tuple[str | None, str | None, int | None, str | None]

_XLSX = b"PK\x03\x04"


@dataclass
class Found:
    """Collects findings by their place in sheets."""

    findings: list[tuple[str, _At, list[tuple[str, Any]]]] = field(default_factory=list)

    def add(self, code: str, place: Place, **params: Any) -> None:
        """Add a finding; a parameter that is None is left out."""
        values = [(name, value) for name, value in params.items() if value is not None]
        self.findings.append((code, (place.file, place.sheet, place.row, place.column), values))

    def report(self) -> Report:
        """Return what was found, in the order of rows within each sheet, as it was looked through."""
        return _cei.report_of(self.findings)

    def raise_errors(self) -> Report:
        """Return the report if nothing in it is an error.

        Raises
        ------
        CeiError
            With the report, if there is an error in it.
        """
        report = self.report()
        if not report.valid:
            raise error_of(report)
        return report


@dataclass(frozen=True)
class Place:
    """A place in a table. Rows count from 1 as a spreadsheet shows them; a column goes by its name in the header."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def at(self, row: int | None, column: str | None = None) -> Place:
        """Return a place in the same sheet."""
        return Place(self.file, self.sheet, row, column)


@dataclass(frozen=True)
class Sheet:
    """A sheet as rows of text; what follows the last filled cell of a row is left out."""

    place: Place
    rows: list[list[str]]

    def row(self, number: int) -> list[str]:
        """Return a row by its number, from 1; an empty one if there is none."""
        return self.rows[number - 1] if 0 < number <= len(self.rows) else []


def cell(row: list[str], index: int | None) -> str:
    """Return the text of a cell without the space around it; empty where there is none."""
    return row[index].strip() if index is not None and 0 <= index < len(row) else ""


def read_sheets(source: Source, found: Found) -> list[Sheet]:
    """Return the sheets of a CSV or XLSX file, given as a path or as bytes (CSV also as text).

    CSV may be separated by commas, semicolons or tabs, and be UTF-8 (with or without a byte order mark), UTF-16, or
    Windows-1252, which older spreadsheet programs write.
    """
    file, data = _data(source)
    place = Place(file)
    if data.startswith(_XLSX):
        return list(_workbook(data, place, found))
    return [Sheet(place, list(_rows(decoded(data), place, found)))]


def _rows(text: str, place: Place, found: Found) -> Iterator[list[str]]:
    """Give the rows of a CSV text, up to one that is longer than any."""
    rows = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=_separator(text))
    for number in itertools.count(1):
        try:
            yield _trimmed(next(rows))
        except StopIteration:
            return
        except csv.Error:
            found.add("row_too_long", place.at(number), limit=csv.field_size_limit())
            return


def decoded(data: bytes) -> str:
    """Return the text of a file in one of the encodings that spreadsheet programs write."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _data(source: Source) -> tuple[str | None, bytes]:
    if isinstance(source, bytes):
        return None, source
    if isinstance(source, str):
        if (
            "\n" not in source
            and len(source) < 1000
            and Path(source).suffix.lower() in (".csv", ".tsv", ".xlsx", ".txt")
        ):
            raise CeiError(f"`{source}` looks like the name of a file: pass pathlib.Path({source!r})")
        return None, source.encode()
    path = Path(source)
    return path.name, path.read_bytes()


def _separator(text: str) -> str:
    """Return the separator that stands most often in the first line, outside of quotes."""
    counts = dict.fromkeys(",;\t", 0)
    quoted = False
    for character in text:
        if character == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif character in "\r\n":
            break
        elif character in counts:
            counts[character] += 1
    return max(counts, key=lambda one: counts[one])


def _trimmed(row: Iterable[str]) -> list[str]:
    cells = list(row)
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _workbook(data: bytes, place: Place, found: Found) -> Iterator[Sheet]:
    library = spreadsheet_library("openpyxl")
    try:
        workbook = library.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()  # some programs write a size that is not the sheet's
            rows = [_trimmed(map(_text, row)) for row in sheet.iter_rows(values_only=True)]
            while rows and not rows[-1]:
                rows.pop()
            yield Sheet(Place(place.file, sheet.title), rows)
    except of_broken_workbooks() as error:
        found.add("unknown_format", place, found=str(error) or "zip", expected="XLSX")


def of_broken_workbooks() -> tuple[type[Exception], ...]:
    """Return what a workbook that is not whole raises, when it is opened or while it is read."""
    from xml.etree.ElementTree import ParseError
    from zipfile import BadZipFile
    from zlib import error

    return BadZipFile, KeyError, ValueError, OSError, ParseError, error


def _text(value: Any) -> str:
    """Return the text of a cell: a whole number without its `.0`, a day without its midnight."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return str(value)


def spreadsheet_library(name: str) -> Any:
    """Return a library for XLSX files, or say what to install."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        hint = f"XLSX files need {name}, which is not installed: pip install 'cei[xlsx]'; CSV needs nothing"
        raise ImportError(hint, name=name) from error
