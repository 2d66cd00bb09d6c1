"""The command ``cei``.

It reads a file or standard input, and ends with 0 if all is well (warnings and notes included), 1 if a document has an
error, and 2 if it was misused.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial, reduce
from operator import add
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from . import _api, _cei, _cli_formats, _cli_planning, _cli_privacy, _cli_report, _cli_tables, _cli_voices
from ._cei import POLICIES, RUBRICS, SCHEMAS, Policy, Profile, Rubric, Tally
from ._cli_words import Both, Parser, language_of
from ._codes import Code
from ._many import assess_many, lines
from ._names import unknown, unknown_es
from ._report import CeiError, Report, summary
from ._show import profile_text
from ._table_file import SUFFIXES
from ._words import Titles, text

T = TypeVar("T")

OK, FOUND, MISUSE = 0, 1, 2


ONCE_ONLY = ("standard input can be read once only", "la entrada estándar solo puede leerse una vez")


class Misuse(Exception):
    """The command cannot be carried out as it was given: a sentence in English and, where it is ours, in Spanish."""

    def __init__(self, en: str, es: str | None = None) -> None:
        super().__init__(en)
        self.words = {"en": en, "es": es or en}


class Invalid(Exception):
    """A document has errors."""

    def __init__(self, name: str, report: Report) -> None:
        super().__init__(name)
        self.name = name
        self.report = report


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    parser, commands = _parser()
    given = sys.argv[1:] if arguments is None else list(arguments)
    parser.speak(language_of(given))
    if given and not given[0].startswith("-") and given[0] not in commands:
        print(f"cei: {unknown('command', given[0], commands, 'there are')}", file=sys.stderr)
        return MISUSE
    options = parser.parse_args(given)
    # What was begun to read, by its name: a pipe can be read once only.
    options.inputs = {}
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except Invalid as invalid:
        _show_report(invalid.name, invalid.report, options)
        return FOUND
    except Misuse as misuse:
        print(f"cei {options.command}: {misuse.words[_message_language(options)]}", file=sys.stderr)
        return MISUSE
    except CeiError as error:
        # Nobody asked whose fault it is: such as a file beside the document.
        if error.report is None:
            print(f"cei {options.command}: {error}", file=sys.stderr)
            return MISUSE
        _show_report(f"cei {options.command}", error.report, options)
        return FOUND
    except BrokenPipeError:
        # Whoever reads has seen enough, as in `cei codes | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        # Such as a file that cannot be written.
        print(f"cei {options.command}: {error.filename or 'output'}: {error.strerror or error}", file=sys.stderr)
        return MISUSE
    except ImportError as error:
        # A library that only this needs; the error says which.
        print(f"cei {options.command}: {error}", file=sys.stderr)
        return MISUSE
    except KeyboardInterrupt:
        return 130
    return status


def _parser() -> tuple[Parser, Collection[str]]:
    """Return the parser, and the names of the commands."""
    parser = Parser(
        prog="cei",
        description=Both(
            "Community engagement self-assessments: from answers to stages, with the reason for each.",
            "Autoevaluaciones de participación comunitaria: de las respuestas a las etapas, con el porqué de cada una.",
        ),
        epilog=Both(
            "FILE may be - for standard input. Exit status: 0 all is well, 1 a document has an error, 2 misuse.",
            "FILE puede ser - para la entrada estándar. Estado de salida: 0 todo bien, 1 un documento tiene un error, 2 mal uso.",
        ),
    )
    version = f"cei {_cei.VERSION} (rules {_cei.RULES_VERSION})"
    words = Both("show the versions and exit", "mostrar las versiones y terminar")
    parser.add_argument("--version", action="version", version=version, help=words)
    lang = Both("the language of what is printed: en or es (en)", "el idioma de lo que se muestra: en o es (en)")
    parser.add_argument("--lang", default="en", metavar="TAG", help=lang)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(
        name: str, run: Any, words: Both, *, form: str = "table", formats: Sequence[str] = ("table", "json")
    ) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=words, description=words.sentence())
        one.set_defaults(run=run)
        one.add_argument(
            "--format", choices=formats, default=form, help=Both(f"how to print ({form})", f"cómo mostrarlo ({form})")
        )
        one.add_argument(
            "--lang",
            default="en",
            metavar="TAG",
            help=Both("the language of what is printed: en or es (en)", "el idioma de lo que se muestra: en o es (en)"),
        )
        return one

    several = ("table", "json", "csv")
    words = Both(
        "check a document of any kind, or a table, and print what was found",
        "revisar un documento de cualquier tipo, o una tabla, y mostrar lo que se encontró",
    )
    one = command("validate", _validate, words, formats=several)
    one.add_argument("file", metavar="FILE")
    _with_rubric(one)
    _cli_tables.with_table(one, can_leave_out=False)
    one = command(
        "assess",
        _assess,
        Both("print the profile of an assessment", "mostrar el perfil de una evaluación"),
        formats=several,
    )
    one.add_argument("file", metavar="FILE")
    words = Both(
        "FILE has an assessment on each line; print a profile, or a report, for each",
        "FILE tiene una evaluación en cada línea; mostrar un perfil, o un informe, de cada una",
    )
    one.add_argument("--ndjson", action="store_true", help=words)
    _with_rubric(one)
    _with_policy(one)
    one = command(
        "tally",
        _tally,
        Both("count assessments or tables, and add up tallies", "contar evaluaciones o tablas, y sumar recuentos"),
        form="json",
        formats=several,
    )
    words = Both(
        "assessments or tallies of one subject and period; or tables",
        "evaluaciones o recuentos de una entidad y un periodo; o tablas",
    )
    one.add_argument("files", metavar="FILE", nargs="+", help=words)
    _with_rubric(one)
    _cli_tables.with_table(one)
    one = command(
        "stage",
        _stage,
        Both(
            "print the profile of a tally, or the stages of a table",
            "mostrar el perfil de un recuento, o las etapas de una tabla",
        ),
        formats=several,
    )
    one.add_argument("file", metavar="FILE")
    _with_rubric(one)
    _with_policy(one)
    _cli_tables.with_table(one)
    one.add_argument(
        "--domains",
        action="store_true",
        help=Both(
            "of a table: only the domains' stage numbers, much quicker",
            "de una tabla: solo los números de etapa de los dominios, mucho más rápido",
        ),
    )
    _cli_voices.commands(command)
    _cli_privacy.commands(command)
    one = command(
        "derive",
        _derive,
        Both(
            "print what is derived from documents, or list what can be",
            "mostrar lo que se deriva de documentos, o listar lo que se puede derivar",
        ),
    )
    one.add_argument(
        "operation",
        metavar="NAME",
        nargs="?",
        help=Both("such as agreement, gaps or growth", "como agreement, gaps o growth"),
    )
    one.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help=Both("its arguments: an object of documents (-)", "sus argumentos: un objeto de documentos (-)"),
    )
    _cli_planning.commands(command)
    _cli_report.commands(command)
    one = command(
        "rubric",
        _rubric,
        Both("list the built-in rubrics, or print one", "listar las rúbricas incluidas, o mostrar una"),
    )
    one.add_argument(
        "rubric",
        metavar="RUBRIC",
        nargs="?",
        help=Both("the name of a built-in rubric, or a file", "el nombre de una rúbrica incluida, o un archivo"),
    )
    one.add_argument(
        "--digest",
        action="store_true",
        help=Both("print its digests only, as JSON", "mostrar solo sus resúmenes criptográficos, como JSON"),
    )
    _cli_formats.rubric_options(one)
    one = command(
        "policy",
        _policy,
        Both("list the built-in policies, or print one", "listar las políticas incluidas, o mostrar una"),
    )
    one.add_argument(
        "policy",
        metavar="POLICY",
        nargs="?",
        help=Both("the name of a built-in policy, or a file", "el nombre de una política incluida, o un archivo"),
    )
    one.add_argument(
        "--digest",
        action="store_true",
        help=Both("print its digest only, as JSON", "mostrar solo su resumen criptográfico, como JSON"),
    )
    one = command(
        "schema", _schema, Both("list the JSON Schemas, or print one", "listar los JSON Schema, o mostrar uno")
    )
    one.add_argument("schema", metavar="NAME", nargs="?")
    one.add_argument(
        "--rubric",
        metavar="R",
        help=Both(
            "for `assessment`: only by this rubric, in the language of --lang",
            "para `assessment`: solo con esta rúbrica, en el idioma de --lang",
        ),
    )
    one = command(
        "codes",
        _codes,
        Both(
            "print the catalogue of diagnostic codes, or explain one",
            "mostrar el catálogo de códigos de diagnóstico, o explicar uno",
        ),
        formats=several,
    )
    one.add_argument("code", metavar="CODE", nargs="?")
    _cli_formats.commands(command)
    return parser, commands.choices


def _with_rubric(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rubric",
        metavar="R",
        help=Both(
            "a built-in rubric or a file (the one the document names)",
            "una rúbrica incluida o un archivo (la que nombra el documento)",
        ),
    )


def _with_policy(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--policy",
        metavar="P",
        default="cei-default",
        help=Both("a built-in policy or a file (cei-default)", "una política incluida o un archivo (cei-default)"),
    )


# The commands


def _validate(options: argparse.Namespace) -> int:
    rubric = _read_rubric(options.rubric)
    tables = _cli_tables.tables_of([options.file], options)
    if tables:
        report = _cli_tables.validate(tables[0], rubric, options)
    else:
        report = _api.validate(_read(options.file, options), rubric)
    if not report.valid:
        raise Invalid(options.file, report)
    _show_report(options.file, report, options)
    return OK


def _assess(options: argparse.Namespace) -> int:
    rubric, policy = _read_rubric(options.rubric), _read_policy(options.policy)
    if options.ndjson:
        return _assess_lines(options.file, rubric, policy, _message_language(options))
    document = _read(options.file)
    profile = _staged(options, document, rubric, policy, _api.assess)
    _show_profile(profile, options)
    if options.format == "table":
        report = _api.validate(document, rubric)
        if report.diagnostics:
            found = summary(report, _message_language(options))
            print(f"\n{options.file}: {found} (cei validate)", file=sys.stderr)
    return OK


def _assess_lines(name: str, rubric: Rubric | None, policy: Policy, lang: str) -> int:
    """Print a line of JSON for each line: the profile, or the report on what is wrong with it."""
    status = OK
    out = sys.stdout.buffer
    with _open(name) as stream:
        for made in assess_many(lines(stream, _cei.MAX_DOCUMENT_BYTES), rubric, policy):
            if isinstance(made, CeiError):
                if made.report is None:
                    raise Misuse(str(made))
                status = FOUND
                out.write(made.report.to_json(lang).encode() + b"\n")
            else:
                out.write(made.to_json().encode() + b"\n")
    out.flush()
    return status


def _stage(options: argparse.Namespace) -> int:
    rubric, policy = _read_rubric(options.rubric), _read_policy(options.policy)
    tables = _cli_tables.tables_of([options.file], options)
    if tables:
        return _cli_tables.stage(tables[0], rubric, options)
    document = _read(options.file, options)
    if options.domains:
        raise Misuse(
            f"--domains is for tables, and {options.file} is a document",
            f"--domains es para tablas, y {options.file} es un documento",
        )
    profile = _staged(options, document, rubric, policy, _api.stage)
    _show_profile(profile, options)
    return OK


def _tally(options: argparse.Namespace) -> int:
    if options.files.count("-") > 1:
        raise Misuse(*ONCE_ONLY)
    rubric = _read_rubric(options.rubric)
    tables = _cli_tables.tables_of(options.files, options)
    if tables:
        return _cli_tables.tally(tables, rubric, options)
    tallies = []
    for name in options.files:
        count = partial(_api.tally, _read(name, options), rubric)
        tallies.append(_using(name, count))
    tally = _using(" + ".join(options.files), lambda: reduce(add, tallies))
    _show_tally(tally, options)
    return OK


def _show_tally(tally: Tally, options: argparse.Namespace) -> None:
    if options.format == "json":
        _print_json(tally.to_json())
        return
    if options.format == "csv":
        _cli_tables.print_csv(tally.counts().to_dict())
        return
    titles = Titles.of_rubric(tally.rubric)
    stages = [titles.of("stage", stage, options.lang) for stage in titles.stages]
    cells = tally.to_dict()["cells"]
    reasons = [name for name in _MISSING if any(name in cell.get("missing", {}) for cell in cells)]
    rows = [["", "", *stages, *(_MISSING[name][_message_language(options)] for name in reasons)]]
    for cell in cells:
        missing = [str(cell.get("missing", {}).get(name, 0)) for name in reasons]
        group = titles.of("group", cell["group"], options.lang)
        rows.append([cell["competency"], group, *map(str, cell["stages"]), *missing])
    _print_columns(rows, left=2)


_MISSING = {
    "unanswered": {"en": "unanswered", "es": "sin respuesta"},
    "dont_know": {"en": "don't know", "es": "no sabe"},
    "not_applicable": {"en": "not applicable", "es": "no se aplica"},
    "withheld": {"en": "withheld", "es": "reservada"},
}


def _derive(options: argparse.Namespace) -> int:
    if options.operation is None:
        operations = _cei.operations()
        if options.format == "json":
            _print_json(json.dumps(operations, ensure_ascii=False, separators=(",", ":")))
        else:
            lang = _message_language(options)
            _print_columns([[one["name"], one["text"][lang]] for one in operations], left=2)
        return OK
    names = [one["name"] for one in _cei.operations()]
    if options.file is None and options.operation not in names:
        # Told before standard input is waited for.
        raise Misuse(
            unknown("operation", options.operation, names, "there are"),
            unknown_es("operación", options.operation, names, "existen"),
        )
    name = options.file or "-"
    arguments = _read(name)
    result = _using(name, lambda: _cei.derive(options.operation, arguments))
    if options.format == "table":
        # It has no table of its own: the document, laid out for reading.
        result = json.dumps(json.loads(result), ensure_ascii=False, indent=2)
    _print_json(result)
    return OK


def _rubric(options: argparse.Namespace) -> int:
    if options.rubric is None:
        return _list([_api.rubric(name) for name in RUBRICS], options)
    rubric = _cli_formats.read_rubric(options) if options.from_ else _read_rubric(options.rubric)
    assert rubric is not None
    if options.to:
        _cli_formats.write_rubric(rubric, options)
    elif options.digest:
        _print_json(f'{{"digest":"{rubric.digest}","structure":"{rubric.structure}"}}')
    elif options.format == "json":
        _print_json(rubric.to_json())
    else:
        _outline(rubric, options.lang)
    return OK


def _outline(rubric: Rubric, lang: str) -> None:
    titles = Titles.of_rubric(rubric)
    document = titles.document
    print(f"{text(document['title'], lang, titles.language)} ({rubric.id} {rubric.version})")
    print(" → ".join(titles.of("stage", stage, lang) for stage in titles.stages))
    for domain in document["domains"]:
        number = domain.get("number")
        print(f"\n{number + '  ' if number else ''}{titles.of('domain', domain['id'], lang)} ({domain['id']})")
        width = max(len(one["id"]) for one in domain["competencies"])
        for one in domain["competencies"]:
            indent = f"    {one['id']:<{width}} "
            _print_wrapped(titles.of("competency", one["id"], lang), indent, " " * len(indent))


def _policy(options: argparse.Namespace) -> int:
    if options.policy is None:
        return _list([_api.policy(name) for name in POLICIES], options)
    policy = _read_policy(options.policy)
    if options.digest:
        _print_json(f'{{"digest":"{policy.digest}"}}')
    elif options.format == "json":
        _print_json(policy.to_json())
    else:
        document = policy.to_dict()
        said = [text(document.get(name), options.lang, document["language"]) for name in ("title", "text")]
        print(f"{said[0] or policy.id} ({policy.id} {policy.version})")
        if said[1]:
            _print_wrapped(said[1], "", "")
    return OK


def _list(known: Sequence[Rubric | Policy], options: argparse.Namespace) -> int:
    if options.digest:
        raise Misuse("say of which one to print the digest", "indique de cuál se ha de mostrar la huella")
    if options.format == "json":
        _print_json("[" + ",".join(f'{{"id":"{one.id}","version":"{one.version}"}}' for one in known) + "]")
        return OK
    documents = [one.to_dict() for one in known]
    _print_columns([[one["id"], one["version"], text(one["title"], options.lang, "en")] for one in documents], left=3)
    return OK


def _schema(options: argparse.Namespace) -> int:
    if options.schema is None:
        if options.format == "json":
            _print_json("[" + ",".join(f'"{name}"' for name in SCHEMAS) + "]")
        else:
            print("\n".join(SCHEMAS))
        return OK
    try:
        rubric = _read_rubric(options.rubric)
        lang = None if rubric is None else options.lang
        _print_json(_api.schema_text(options.schema, rubric=rubric, lang=lang).rstrip("\n"))
    except (KeyError, ValueError) as error:
        raise Misuse(error.args[0]) from None
    return OK


def _codes(options: argparse.Namespace) -> int:
    lang = _message_language(options)
    if options.code is None:
        codes = _api.codes()
        if options.format == "json":
            _print_json("[" + ",".join(code.to_json() for code in codes) + "]")
        elif options.format == "csv":
            _print_codes(codes, lang)
        else:
            _print_columns([[code.code, code.severity, code.message[lang]] for code in codes], left=3)
        return OK
    try:
        code = _api.codes(options.code)
    except KeyError as error:
        raise Misuse(error.args[0]) from None
    if options.format == "json":
        _print_json(code.to_json())
        return OK
    if options.format == "csv":
        _print_codes([code], lang)
        return OK
    print(f"{code.severity}[{code.code}]: {code.message[lang]}")
    for said in (code.help[lang], code.explanation[lang], code.example):
        _print_wrapped(said, "  ", "  ")
    return OK


def _print_codes(codes: Sequence[Code], lang: str) -> None:
    _cli_tables.print_csv({
        "code": [one.code for one in codes],
        "severity": [one.severity for one in codes],
        **{name: [getattr(one, name)[lang] for one in codes] for name in ("message", "help", "explanation")},
        "example": [one.example for one in codes],
    })  # fmt: skip


# Reading


def _read(name: str, options: argparse.Namespace | None = None) -> bytes:
    """Return the bytes of a file, or of standard input; once, because a pipe has them once.

    One byte past the limit is enough for the core to refuse what is too large.
    """
    data = _begun(name, options)
    if Path(name).suffix.lower() in SUFFIXES and data[:1] != b"{":
        raise Misuse(
            f"{name} is a table, and this takes documents; tables go to `cei stage` and `cei tally`, "
            "and a rubric's sheet to `cei rubric --from csv`",
            f"{name} es una tabla, y aquí se esperan documentos; las tablas van a `cei stage` y `cei tally`, "
            "y la hoja de una rúbrica a `cei rubric --from csv`",
        )
    return data


def _begun(name: str, options: argparse.Namespace | None) -> bytes:
    most = _cei.MAX_DOCUMENT_BYTES + 1
    try:
        if options is not None and name in options.inputs:
            begun: bytes = options.inputs[name].read(most)
            return begun
        if name == "-":
            return sys.stdin.buffer.read(most)
        with open(name, "rb") as file:
            return file.read(most)
    except OSError as error:
        raise Misuse(f"{name}: {error.strerror or error}") from None


def _open(name: str) -> AbstractContextManager[BinaryIO]:
    """Open a file, or standard input, which stays open."""
    try:
        return nullcontext(sys.stdin.buffer) if name == "-" else open(name, "rb")
    except OSError as error:
        raise Misuse(f"{name}: {error.strerror or error}") from None


def _read_rubric(name: str | None) -> Rubric | None:
    if name is None or name in RUBRICS:
        return None if name is None else _api.rubric(name)
    _must_be_file("rubric", name, RUBRICS)
    document = _read(name)
    return _using(name, lambda: Rubric.parse(document))


def _read_policy(name: str) -> Policy:
    if name in POLICIES:
        return _api.policy(name)
    _must_be_file("policy", name, POLICIES)
    document = _read(name)
    return _using(name, lambda: Policy.parse(document))


def _staged(
    options: argparse.Namespace, document: bytes, rubric: Rubric | None, policy: Policy, work: Callable[..., Profile]
) -> Profile:
    """Stage a document; what is wrong with the policy is said of the policy."""
    try:
        return work(document, rubric, policy)
    except CeiError as error:
        if error.report is None:
            raise Misuse(str(error)) from None
        try:
            counted = _api.tally(document, rubric)
        except CeiError:
            raise Invalid(options.file, error.report) from None
        must_fit(options, policy, counted.rubric)
        raise Invalid(options.file, error.report) from None


def must_fit(options: argparse.Namespace, policy: Policy, rubric: Rubric) -> None:
    """Refuse a policy of one's own that does not fit the rubric."""
    name = options.policy
    if name not in POLICIES:
        # Standard input has been read; of a file there are lines and columns.
        report = _api.validate(policy.to_json() if name == "-" else _read(name), rubric)
        if not report.valid:
            raise Invalid(options.policy, report)


_KINDS_ES = {"rubric": "rúbrica", "policy": "política", "network": "red"}


def _must_be_file(kind: str, name: str, known: Sequence[str]) -> None:
    if name != "-" and not Path(name).exists():
        raise Misuse(
            unknown(kind, name, known, "built in are") + "; and there is no such file",
            unknown_es(_KINDS_ES[kind], name, known, "incluidas están") + "; y no existe tal archivo",
        )


def _using(name: str, work: Callable[[], T]) -> T:
    """Do what may find errors in a document."""
    try:
        return work()
    except CeiError as error:
        if error.report is None:
            raise Misuse(str(error)) from None
        raise Invalid(name, error.report) from None


# Printing


def _message_language(options: argparse.Namespace) -> str:
    primary = str(options.lang).split("-")[0].lower()
    return "es" if primary == "es" else "en"


def _show_report(name: str, report: Report, options: argparse.Namespace) -> None:
    lang = _message_language(options)
    if options.format == "json":
        _print_json(report.to_json(lang))
        return
    if options.format == "csv":
        _cli_tables.print_report(report, lang)
        return
    stream = sys.stdout if report.valid else sys.stderr
    said = {"en": ("valid", "not valid"), "es": ("válido", "no válido")}[lang][not report.valid]
    print(f"{name}: {said}, {summary(report, lang)}", file=stream)
    if report.diagnostics:
        print(_coloured(report.text(lang), stream), file=stream)


def _coloured(lines: str, stream: Any) -> str:
    if not _has_colour(stream):
        return lines
    for severity, code in (("error", 31), ("warning", 33), ("note", 36)):
        lines = lines.replace(f"{severity}[", f"\x1b[1;{code}m{severity}\x1b[0m[")
    return lines


def _show_profile(profile: Profile, options: argparse.Namespace) -> None:
    if options.format == "json":
        _print_json(profile.to_json())
    elif options.format == "csv":
        _cli_tables.print_csv(profile.stages().to_dict())
    else:
        print(profile_text(profile, options.lang, _width(), _has_colour(sys.stdout)))


def _print_json(document: str) -> None:
    """Write the document's own bytes and a line feed, whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(document.encode() + b"\n")
    sys.stdout.buffer.flush()


def _print_columns(rows: Sequence[Sequence[str]], left: int) -> None:
    """Print a table; the last column runs on, the first `left` ones begin on the left."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        aligned = ("<" if column < left else ">" for column in range(len(row)))
        cells = (f"{cell:{side}{width}}" for cell, side, width in zip(row, aligned, widths, strict=True))
        print("  ".join(cells).rstrip())


def _print_wrapped(what: str, first: str, rest: str) -> None:
    print(textwrap.fill(what, _width(), initial_indent=first, subsequent_indent=rest, break_long_words=False))


def _width() -> int:
    return min(shutil.get_terminal_size().columns, 110)


def _has_colour(stream: Any) -> bool:
    return bool(stream.isatty()) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
