"""The command that makes a report."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import _api, _cli, _cli_formats, _report_page, _sheets, _survey
from ._cei import Policy, Profile, Rubric, Tallies, Tally
from ._cli_words import Both
from ._disclosed import disclosed, only_disclosed
from ._material import ANSWERS, Gathering, begun, kind, read
from ._names import unknown, unknown_es
from ._privacy import disclose
from ._table_file import SUFFIXES, TableFile


def commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add it to the parser."""
    one = command(
        "report",
        _report,
        Both("make a report to read, send and print (HTML)", "hacer un informe para leer, enviar e imprimir (HTML)"),
        form="html",
        formats=("html",),
    )
    one.add_argument(
        "file",
        metavar="FILE",
        help=Both(
            "an assessment, a tally, a profile, a survey's export or a table (CSV, XLSX); "
            "or another document, and the last round among MORE is the one it is about",
            "una evaluación, un recuento, un perfil, la exportación de una encuesta o una tabla (CSV, XLSX); "
            "u otro documento, y entonces trata de la última ronda entre MORE",
        ),
    )
    one.add_argument(
        "others",
        metavar="MORE",
        nargs="*",
        help=Both(
            "earlier rounds, the earliest first, and documents around the rubric: each is known by its format",
            "rondas anteriores, la más antigua primero, y documentos en torno a la rúbrica: cada uno se reconoce por su formato",
        ),
    )
    one.add_argument(
        "--out", metavar="FILE", help=Both("where to write it (standard output)", "dónde escribirlo (salida estándar)")
    )
    one.add_argument(
        "--audience",
        choices=["public", "internal"],
        default="public",
        help=Both(
            "public: only what may be published; internal: numbers of small groups too (public)",
            "public: solo lo que se puede publicar; internal: también cifras de grupos pequeños (public)",
        ),
    )
    one.add_argument(
        "--disclosure",
        metavar="FILE",
        help=Both(
            "what may be published (rows of 11 answers and more)",
            "qué se puede publicar (filas de 11 respuestas o más)",
        ),
    )
    one.add_argument(
        "--as-of",
        metavar="DAY",
        help=Both(
            "the day for which actions and reviews are told, such as 2026-06-30",
            "el día al que se refieren las acciones y revisiones, como 2026-06-30",
        ),
    )
    one.add_argument(
        "--sources",
        action="store_true",
        help=Both(
            "mark each value with the document and the place that it is from",
            "marcar cada valor con el documento y el lugar de donde procede",
        ),
    )
    survey = one.add_argument_group(
        Both("for a survey's export, or a table", "para la exportación de una encuesta, o una tabla")
    )
    survey.add_argument(
        "--name",
        metavar="NAME",
        help=Both("whom it is about: the heading of the report", "de quién trata: el encabezado del informe"),
    )
    survey.add_argument("--school-year", metavar="YEAR", help=Both("such as 2025-26", "como 2025-26"))
    survey.add_argument(
        "--mapping",
        metavar="FILE",
        help=Both(
            "what its columns and answers mean (it is worked out)",
            "qué significan sus columnas y respuestas (se deduce)",
        ),
    )
    survey.add_argument(
        "--assessment",
        metavar="ID",
        help=Both(
            "its id (survey); of a table with several, which one", "su id (survey); de una tabla con varias, cuál"
        ),
    )
    survey.add_argument(
        "--group",
        metavar="GROUP",
        help=Both(
            "the group of all respondents, where no question asks for it",
            "el grupo de todas las personas, donde ninguna pregunta lo pide",
        ),
    )
    one.epilog = Both("--lang takes en, es or both.", "--lang admite en, es o both.")
    _cli._with_rubric(one)
    _cli._with_policy(one)


def _report(options: argparse.Namespace) -> int:
    rubric, policy = _cli._read_rubric(options.rubric), _cli._read_policy(options.policy)
    source = _round(options.file, options, rubric)
    others = [_cli._read(name) for name in options.others]
    name = " + ".join((options.file, *options.others))
    try:
        page = _cli._using(name, lambda: _page(source, others, options, rubric, policy))
    except (ValueError, TypeError) as error:
        raise _cli.Misuse(str(error)) from None
    if options.out is None:
        _cli._print_json(page.html.rstrip("\n"))
    else:
        page.to_file(options.out)
    return _cli.OK


def _page(
    source: Any, others: list[Any], options: argparse.Namespace, rubric: Rubric | None, policy: Policy
) -> _report_page.ReportPage:
    source, others = begun(source, others)
    gathering = Gathering(rubric, policy, options.as_of)
    material = gathering.gather(source, others)
    if options.audience == "public":
        documents = [read(one) for one in (source, *others)]
        only_disclosed(one for one in documents if kind(one) not in ANSWERS)
        releases = [one for one in documents if kind(one) == "cei.release"]
        if not releases:
            releases = [_released(one, options, policy) for one in gathering.profiles]
        elif kind(documents[0]) != "cei.release" or any(kind(one) in ANSWERS for one in documents):
            raise _cli.Misuse(
                "give every round as a release, or none", "dé todas las rondas como publicación, o ninguna"
            )
        material = disclosed(material, releases)
    return _report_page.made(material, options.audience, options.lang, options.sources)


def _released(profile: Profile, options: argparse.Namespace, policy: Policy) -> dict[str, Any]:
    """Return what of a profile may be published."""
    terms = _cli._read(options.disclosure) if options.disclosure else None
    own = profile.to_dict()["policy"]["digest"] == policy.digest
    return disclose(profile, terms, policy=policy if own else None).to_dict()


def _round(name: str, options: argparse.Namespace, rubric: Rubric | None) -> Any:
    """Return the round that a file holds: a document, one assessment of a table, or what a survey's export says."""
    if name == "-" or Path(name).suffix.lower() not in SUFFIXES:
        return _cli._read(name)
    path = _cli_formats._file(name)
    assert isinstance(path, Path)
    if _names_assessments(path):
        return _chosen(name, _cli._using(name, lambda: _api.tally(TableFile(path), rubric)), options.assessment)
    id = options.assessment or "survey"
    survey = _cli._using(
        name,
        lambda: _survey.read_survey(
            path,
            rubric or _api.rubric(),
            mapping=_cli._read(options.mapping) if options.mapping else None,
            assessment=id,
            group=options.group,
            subject={"id": id, "name": options.name} if options.name else None,
            period={"school_year": options.school_year} if options.school_year else None,
        ),
    )
    _cli_formats.show_findings(name, survey.report, options)
    return survey.assessment if survey.assessment is not None else survey.tally


def _names_assessments(path: Path) -> bool:
    """Whether a file is a table with a column that says which assessment a row belongs to."""
    head = (row for sheet in _sheets.read_sheets(path, _sheets.Found()) for row in sheet.rows if row)
    return "assessment" in [cell.strip().lower() for cell in next(head, [])]


def _chosen(name: str, tallies: Tallies, assessment: str | None) -> Tally:
    """Return the one assessment of a table that the report is about."""
    known = tallies.assessments
    if assessment is None and len(known) == 1:
        return tallies[known[0]]
    if assessment is None:
        listed = ", ".join(known[:10]) + (", ..." if len(known) > 10 else "")
        raise _cli.Misuse(
            f"{name}: there are {len(known):,} assessments in it; say which one with --assessment: {listed}",
            f"{name}: contiene {len(known):,} evaluaciones; indique cuál con --assessment: {listed}",
        )
    if assessment not in tallies:
        raise _cli.Misuse(
            f"{name}: {unknown('assessment', assessment, known)}",
            f"{name}: {unknown_es('evaluación', assessment, known)}",
        )
    return tallies[assessment]
