"""The part of the command ``cei`` that speaks the formats of the field."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import _api, _case, _cli, _cli_tables, _dashboard, _rating_sheet, _rubric_table, _survey, _workbook
from ._cei import Rubric
from ._cli_words import Both
from ._report import CeiError, Report, summary


def commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands for rating on paper and in spreadsheets, and for what survey programs export."""
    one = command(
        "sheet",
        _sheet,
        Both(
            "write a rating sheet to print, one page for each domain (HTML)",
            "escribir una hoja de valoración para imprimir, una página por dominio (HTML)",
        ),
    )
    one.add_argument("rubric", metavar="RUBRIC", nargs="?", default="cei-self-assessment")
    one.add_argument(
        "--out", metavar="FILE", help=Both("where to write it (standard output)", "dónde escribirlo (salida estándar)")
    )
    one.epilog = Both(
        "--lang takes several languages, as in --lang en,es.", "--lang admite varios idiomas, como --lang en,es."
    )
    one = command(
        "workbook",
        _write_workbook,
        Both("write a workbook for rating (XLSX)", "escribir un libro de cálculo para valorar (XLSX)"),
    )
    one.add_argument("rubric", metavar="RUBRIC", nargs="?", default="cei-self-assessment")
    one.add_argument("--out", metavar="FILE", required=True, help=Both("where to write it", "dónde escribirlo"))
    one.add_argument(
        "--assessment",
        metavar="ID",
        required=True,
        help=Both("the assessment that the answers belong to", "la evaluación a la que pertenecen las respuestas"),
    )
    one.add_argument(
        "--decisions",
        action="store_true",
        help=Both("with a column for what the team agreed on", "con una columna para lo que acordó el equipo"),
    )
    one = command(
        "read-workbook",
        _read_workbook,
        Both(
            "print the assessment that filled-in workbooks hold",
            "mostrar la evaluación que contienen los libros ya llenados",
        ),
        form="json",
    )
    one.add_argument("files", metavar="FILE", nargs="+")
    _cli._with_rubric(one)
    words = Both(
        "read the export of a survey, and print its tally", "leer la exportación de una encuesta y mostrar su recuento"
    )
    one = command("survey", _read_survey, words, form="json", formats=("table", "json", "csv"))
    one.add_argument("file", metavar="FILE", help=Both("a CSV or XLSX file", "un archivo CSV o XLSX"))
    _cli._with_rubric(one)
    one.add_argument(
        "--mapping",
        metavar="FILE",
        help=Both(
            "what the columns and answers mean (it is worked out)",
            "qué significan las columnas y las respuestas (se deduce)",
        ),
    )
    one.add_argument(
        "--propose",
        action="store_true",
        help=Both(
            "print the mapping that is worked out, to check and change",
            "mostrar la correspondencia que se deduce, para revisarla y cambiarla",
        ),
    )
    one.add_argument(
        "--as",
        dest="as_",
        choices=["tally", "assessment"],
        default="tally",
        help=Both("what to print (tally)", "qué mostrar (tally)"),
    )
    one.add_argument(
        "--assessment",
        metavar="ID",
        default="survey",
        help=Both("the id of the assessment (survey)", "el id de la evaluación (survey)"),
    )
    one.add_argument(
        "--group",
        metavar="GROUP",
        help=Both(
            "the group of all respondents, where no question asks for it",
            "el grupo de todas las personas, donde ninguna pregunta lo pide",
        ),
    )
    words = Both(
        "read a file of the California dashboard on Priority 3",
        "leer un archivo del tablero de California sobre la Prioridad 3",
    )
    one = command("dashboard", _read_dashboard, words, formats=("table", "json", "csv"))
    one.add_argument("file", metavar="FILE")
    _cli._with_policy(one)


def rubric_options(parser: argparse.ArgumentParser) -> None:
    """Add what `cei rubric` reads and writes besides its own format."""
    parser.add_argument(
        "--from",
        dest="from_",
        choices=["case", "csv"],
        help=Both(
            "the file is a CASE package or a sheet (CSV, XLSX), not a cei.rubric/1",
            "el archivo es un paquete CASE o una hoja (CSV, XLSX), no un cei.rubric/1",
        ),
    )
    parser.add_argument(
        "--to",
        choices=["case", "csv"],
        help=Both(
            "print it as a CASE 1.1 package, or as a sheet (CSV)", "mostrarla como paquete CASE 1.1, o como hoja (CSV)"
        ),
    )
    parser.add_argument(
        "--language",
        metavar="TAG",
        help=Both("the language of the package (the rubric's own)", "el idioma del paquete (el de la rúbrica)"),
    )
    parser.add_argument(
        "--translation",
        metavar="FILE",
        action="append",
        default=[],
        help=Both("a package that translates it", "un paquete que la traduce"),
    )
    parser.add_argument(
        "--last-change",
        metavar="TIME",
        help=Both("lastChangeDateTime, such as 2026-08-01T00:00:00Z", "lastChangeDateTime, como 2026-08-01T00:00:00Z"),
    )
    parser.add_argument(
        "--base",
        metavar="URI",
        help=Both("where the package will be served (urn:uuid:)", "dónde se publicará el paquete (urn:uuid:)"),
    )


def read_rubric(options: argparse.Namespace) -> Rubric:
    """Return the rubric of a file in another format, and say on standard error what was found in it."""
    if options.from_ == "csv":
        rubric, report = _cli._using(options.rubric, lambda: _rubric_table.read_rubric_csv(_source(options.rubric)))
        show_findings(options.rubric, report, options)
        return rubric
    package, *translations = [_cli._read(name) for name in (options.rubric, *options.translation)]
    rubric, report = _cli._using(options.rubric, lambda: _case.read_case(package, *translations))
    show_findings(options.rubric, report, options)
    return rubric


def write_rubric(rubric: Rubric, options: argparse.Namespace) -> None:
    """Print a rubric in another format."""
    if options.to == "csv":
        left_out = [name for name in _rubric_table.NOT_HELD if rubric.to_dict().get(name)]
        if left_out:
            said = {"en": "not in a sheet, and left out", "es": "no cabe en una hoja y se deja fuera"}
            print(f"{rubric.id}: {said[_cli._message_language(options)]}: {', '.join(left_out)}", file=sys.stderr)
        _cli._print_json(_rubric_table.rubric_csv(rubric).removesuffix("\r\n"))
        return
    try:
        written = rubric.to_case(options.language, last_change=options.last_change, base=options.base)
    except CeiError as error:
        if error.report is None:
            raise
        raise _cli.Invalid(options.rubric, error.report) from None
    except ValueError as error:
        raise _cli.Misuse(str(error)) from None
    _cli._print_json(written)


def show_findings(name: str, report: Report, options: argparse.Namespace) -> None:
    """Say on standard error what was found in something that could be read."""
    if report.diagnostics:
        lang = _cli._message_language(options)
        print(f"{name}: {summary(report, lang)}", file=sys.stderr)
        print(_cli._coloured(report.text(lang), sys.stderr), file=sys.stderr)


def _known_rubric(name: str | None) -> Rubric:
    return _cli._read_rubric(name or "cei-self-assessment") or _api.rubric()


def _source(name: str) -> Path | bytes:
    """Return the path of a file, which is there; or the bytes of standard input."""
    return sys.stdin.buffer.read() if name == "-" else _file(name)


def _file(name: str) -> Path:
    """Return the path of a file, which is there."""
    try:
        with open(name, "rb"):
            return Path(name)
    except OSError as error:
        raise _cli.Misuse(f"{name}: {error.strerror or error}") from None


def _sheet(options: argparse.Namespace) -> int:
    languages = options.lang.split(",")
    page = _rating_sheet.rating_sheet(_known_rubric(options.rubric), languages)
    if options.out is None:
        _cli._print_json(page.rstrip("\n"))
    else:
        Path(options.out).write_text(page, encoding="utf-8")
    return _cli.OK


def _write_workbook(options: argparse.Namespace) -> int:
    rubric = _known_rubric(options.rubric)
    # What can be wrong is the name of the assessment; the rubric has been read.
    data = _cli._using(
        f"--assessment {options.assessment}",
        lambda: _workbook.workbook(
            rubric, assessment=options.assessment, lang=options.lang, decisions=options.decisions
        ),
    )
    Path(options.out).write_bytes(data)
    return _cli.OK


def _read_workbook(options: argparse.Namespace) -> int:
    rubric = _cli._read_rubric(options.rubric)
    files = [_source(name) for name in options.files]
    name = " + ".join(options.files)
    document, report = _cli._using(name, lambda: _workbook.read_workbook(*files, rubric=rubric))
    show_findings(name, report, options)
    _cli._print_json(_compact(document))
    return _cli.OK


def _read_survey(options: argparse.Namespace) -> int:
    rubric = _known_rubric(options.rubric)
    mapping = _cli._read(options.mapping) if options.mapping else None
    survey = _cli._using(
        options.file,
        lambda: _survey.read_survey(
            _source(options.file),
            rubric,
            mapping=mapping,
            assessment=options.assessment,
            group=options.group,
            errors="report" if options.propose else "raise",
        ),
    )
    show_findings(options.file, survey.report, options)
    if options.propose:
        _cli._print_json(json.dumps(survey.mapping, ensure_ascii=False, indent=1))
    elif options.as_ == "assessment":
        if survey.assessment is None:
            raise _cli.Misuse(
                "a sheet of counts has no answers of people: leave out --as assessment",
                "una hoja de conteos no tiene respuestas de personas: quite --as assessment",
            )
        _cli._print_json(_compact(survey.assessment))
    else:
        assert survey.tally is not None
        _cli._show_tally(survey.tally, options)
    return _cli.OK


def _read_dashboard(options: argparse.Namespace) -> int:
    policy = _cli._read_policy(options.policy)
    dashboard = _cli._using(options.file, lambda: _dashboard.read_dashboard(_source(options.file)))
    show_findings(options.file, dashboard.report, options)
    profiles = _api.stage(dashboard.tallies, policy=policy)
    if options.format == "json":
        _cli._print_json(profiles.domains().to_json())
    else:
        _cli_tables.show(profiles.domains(), profiles.rubric, options)
    return _cli.OK


def _compact(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
