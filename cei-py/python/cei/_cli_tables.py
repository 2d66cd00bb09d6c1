"""The part of the command ``cei`` that reads tables: `validate`, `tally` and `stage` of a CSV or XLSX file."""

from __future__ import annotations

import argparse
import csv
import io
import os
import sys
import time
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any, BinaryIO, cast

from . import _api, _cli
from ._cei import Rubric, Table, Tallies
from ._cli_words import Both
from ._report import Report
from ._sheets import _XLSX
from ._table_file import SUFFIXES, TableFile
from ._words import Titles


def with_table(parser: argparse.ArgumentParser, *, can_leave_out: bool = True) -> None:
    """Add the options for a file that is a table."""
    group = parser.add_argument_group(Both("for a table (CSV, XLSX)", "para una tabla (CSV, XLSX)"))
    group.add_argument(
        "--kind",
        choices=["ratings", "counts", "wide"],
        help=Both("what one row is (its columns tell)", "qué es una fila (lo dicen sus columnas)"),
    )
    group.add_argument(
        "--rename",
        metavar="OLD=NEW",
        action="append",
        default=[],
        help=Both("a column goes by another name", "una columna tiene otro nombre"),
    )
    group.add_argument(
        "--assessment",
        metavar="ID",
        help=Both(
            "what all rows belong to, if no column says so",
            "a qué pertenecen todas las filas, si ninguna columna lo dice",
        ),
    )
    group.add_argument("--sheet", metavar="NAME", help=Both("which sheet of a workbook", "qué hoja de un libro"))
    group.add_argument(
        "--separator",
        metavar="C",
        help=Both(
            "what separates cells (a comma, semicolon or tab is seen)",
            "qué separa las celdas (una coma, un punto y coma o un tabulador se reconoce)",
        ),
    )
    if can_leave_out:
        group.add_argument(
            "--errors", choices=["raise", "report"], default="raise",
            help=Both(
                "report: leave out rows with an error, name them, and end with 1 all the same",
                "report: dejar fuera las filas con un error, nombrarlas y terminar con 1 de todos modos",
            ),
        )  # fmt: skip


class Input:
    """A file, or standard input, of which the beginning has been looked at."""

    def __init__(self, name: str) -> None:
        self.name = name
        try:
            self.file: BinaryIO = sys.stdin.buffer if name == "-" else open(name, "rb")  # noqa: SIM115
            self.head = self.file.read(1 << 16)
        except OSError as error:
            raise _cli.Misuse(f"{name}: {error.strerror or error}") from None

    def read(self, size: int = -1) -> bytes:
        """Read on from the beginning."""
        data, self.head = (self.head, b"") if size < 0 else (self.head[:size], self.head[size:])
        return data + self.file.read(size - len(data) if size >= 0 else -1)

    def is_table(self) -> bool:
        """Whether it is a table and not a document, by its name and by how it begins."""
        start = self.head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if start[:1] in (b"{", b"["):
            return False
        if Path(self.name).suffix.lower() in SUFFIXES or start.startswith((_XLSX, b"\xff\xfe", b"\xfe\xff")):
            return True
        line = start.split(b"\n", 1)[0]
        return self.name == "-" and any(separator in line for separator in b",;\t")


def tables_of(names: list[str], options: argparse.Namespace) -> list[Input] | None:
    """Return the files if they are tables; `None` if they are documents."""
    given = [Input(name) for name in names]
    kinds = {one.is_table() for one in given}
    if len(kinds) > 1:
        raise _cli.Misuse(
            "documents and tables do not go together: count the table first (cei tally)",
            "los documentos y las tablas no van juntos: cuente primero la tabla (cei tally)",
        )
    if kinds == {True}:
        return given
    for name in ("kind", "rename", "assessment", "sheet", "separator"):
        if getattr(options, name):
            raise _cli.Misuse(
                f"--{name} is for tables, and {names[0]} is a document",
                f"--{name} es para tablas, y {names[0]} es un documento",
            )
    for one in given:
        options.inputs[one.name] = one
    return None


def validate(given: Input, rubric: Rubric | None, options: argparse.Namespace) -> Any:
    """Return the report on a table."""
    with Progress(given.name) as progress:
        file = _file(given, options, progress)
        return _cli._using(given.name, lambda: _api.validate(file, rubric, **_reading(options)))


def tally(given: list[Input], rubric: Rubric | None, options: argparse.Namespace) -> int:
    """Print the counts of tables."""
    tallies = _counted(given, rubric, options)
    if options.format == "json":
        _cli._print_json(tallies.to_json())
    else:
        show(tallies.counts(), tallies.rubric, options, left=3)
    return _found(tallies, options)


def stage(given: Input, rubric: Rubric | None, options: argparse.Namespace) -> int:
    """Print the profiles of a table, or the stages of its domains."""
    policy = _cli._read_policy(options.policy)
    _cli.must_fit(options, policy, rubric or _api.rubric())
    if options.domains:
        with Progress(given.name) as progress:
            file = _file(given, options, progress)
            reading = {**_reading(options), "errors": options.errors}
            table = _cli._using(given.name, lambda: _api.stages(file, rubric, policy, **reading))
        if options.format == "json":
            _cli._print_json(table.to_json())
        else:
            show(table, rubric or _api.rubric(), options)
        return _found(table, options)
    profiles = _api.stage(_counted([given], rubric, options), policy=policy)
    if options.format == "json":
        _cli._print_json(profiles.to_json())
    else:
        show(profiles.stages() if options.format == "csv" else profiles.domains(), profiles.rubric, options)
    return _found(profiles, options)


def print_report(report: Report, lang: str) -> None:
    """Write what was found as CSV, a row for each finding."""
    found = report.in_language(lang)
    print_csv({
        **{name: [getattr(one, name) for one in found] for name in ("severity", "code")},
        **{name: [(one.at or {}).get(name) for one in found] for name in ("file", "sheet")},
        "row": [one.line if one.at is None else one.at.get("row") for one in found],
        "column": [one.column if one.at is None else one.at.get("column") for one in found],
        **{name: [getattr(one, name) for one in found] for name in ("path", "message", "help")},
    })  # fmt: skip


def print_csv(columns: dict[str, list[Any]]) -> None:
    """Write columns of the same length as CSV."""
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=False)
    try:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
        out.flush()
    finally:
        out.detach()


def _counted(given: list[Input], rubric: Rubric | None, options: argparse.Namespace) -> Tallies:
    reading = {**_reading(options), "errors": options.errors}

    def count(one: Input) -> Tallies:
        with Progress(one.name) as progress:
            file = _file(one, options, progress)
            return _cli._using(one.name, lambda: _api.tally(file, rubric, **reading))

    tallies = [count(one) for one in given]
    return _cli._using(" + ".join(one.name for one in given), lambda: reduce(add, tallies))


def _file(given: Input, options: argparse.Namespace, progress: Progress) -> TableFile:
    separator = {"tab": "\t", "\\t": "\t"}.get(options.separator, options.separator)
    if separator is not None and len(separator) != 1:
        raise _cli.Misuse(
            f"--separator is one character, or `tab`, and not `{separator}`",
            f"--separator es un carácter, o `tab`, y no `{separator}`",
        )
    return TableFile(cast("BinaryIO", given), sheet=options.sheet, separator=separator, progress=progress.at)


def _reading(options: argparse.Namespace) -> dict[str, Any]:
    rename = {}
    for one in options.rename:
        theirs, equals, ours = one.partition("=")
        if not equals:
            raise _cli.Misuse(
                f"--rename is like School=assessment, and not `{one}`",
                f"--rename es como Escuela=assessment, y no `{one}`",
            )
        rename[theirs] = ours
    return {"kind": options.kind, "rename": rename or None, "assessment": options.assessment}


def _found(result: Any, options: argparse.Namespace) -> int:
    """Say on standard error what was found, and return the exit status."""
    if result.report.diagnostics:
        lang = _cli._message_language(options)
        print(_cli._coloured(result.report.text(lang), sys.stderr), file=sys.stderr)
    return _cli.OK if result.report.valid else _cli.FOUND


def show(table: Table, rubric: Rubric, options: argparse.Namespace, left: int = 99) -> None:
    """Print a table, for reading or as CSV."""
    columns = table.to_dict()
    if options.format == "csv":
        print_csv(columns)
        return
    titles = Titles.of_rubric(rubric)
    stages = {stage: titles.of("stage", stage, options.lang) for stage in rubric.stages}
    groups = {group: titles.of("group", group, options.lang) for group in dict.fromkeys(columns.get("group", []))}
    lang = _cli._message_language(options)
    words = {**{f"n_{stage}": title for stage, title in stages.items()}, **COLUMNS[lang],
             **{f"n_{reason}": said[lang] for reason, said in _cli._MISSING.items()}}  # fmt: skip
    shown = {
        words.get(name, name): [
            _text(groups.get(one, one) if name == "group" else stages.get(one, one)) for one in column
        ]
        for name, column in columns.items()
        if name == "assessment" or any(column) or not (name.startswith("n_") or name in COLUMNS["es"])
    }
    _cli._print_columns([list(shown), *zip(*shown.values(), strict=True)], left=min(left, len(shown)))


# The names of columns, for people; in English they are as they are.
COLUMNS: dict[str, dict[str, str]] = {
    "en": {},
    "es": {"assessment": "evaluación", "group": "grupo", "competency": "competencia", "evidence": "evidencia",
           "subject": "entidad", "period": "periodo", "overall": "general"},
}  # fmt: skip


def _text(value: Any) -> str:
    return "-" if value is None else str(value)


class Progress:
    """How far the reading of a long file is, on a terminal only: nothing for a quick one."""

    def __init__(self, name: str) -> None:
        self.begun = time.monotonic()
        self.shown = 0.0
        self.is_wanted = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        try:
            self.size = 0 if name == "-" else os.stat(name).st_size
        except OSError:
            self.size = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def at(self, count: int) -> None:
        """Show that so many bytes have been read."""
        now = time.monotonic()
        if self.is_wanted and now - self.begun > 1 and now - self.shown > 0.2:
            self.shown = now
            part = f" ({100 * count // self.size} %)" if self.size else ""
            print(f"\r{count / 1e6:,.0f} MB{part}\x1b[K", end="", file=sys.stderr, flush=True)
