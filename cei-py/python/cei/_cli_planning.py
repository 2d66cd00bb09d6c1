"""The commands around the rubric: reviews, plans, metrics, lenses and the initiative's report."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from functools import partial
from typing import Any

from . import _api, _cli, _cli_tables, _planning, _reviews
from ._arguments import File
from ._around_tables import csv_columns, names, tables
from ._cei import RUBRICS, Profile, Rubric
from ._cli_words import Both
from ._html.codes import CODES
from ._html.words_around import AROUND
from ._html.words_records import RECORDS
from ._report import CeiError
from ._report_page import initiative_html
from ._show_around import Shown
from ._voices import _kind

Command = Callable[..., argparse.ArgumentParser]

def commands(command: Command) -> None:
    """Add them to the parser."""

    def several(name: str, run: Any, words: Both, *kinds: str) -> argparse.ArgumentParser:
        one = command(name, run, words, formats=("table", "json", "csv"))
        known = dict.fromkeys(table for kind in kinds for table in names(kind))
        listed = ", ".join(known)
        words = Both(
            f"with --format csv: which one ({listed}); without it, the first",
            f"con --format csv: cuál ({listed}); sin esto, la primera",
        )
        one.add_argument("--table", choices=list(known), metavar="NAME", help=words)
        return one

    standing = Both(
        "a profile, or an assessment or tally to stage first",
        "un perfil, o una evaluación o un recuento cuyas etapas se asignan primero",
    )
    words = Both(
        "print what a cohort, a consultation or partnerships show as of a day",
        "mostrar lo que dicen una red, una consulta o unas alianzas en un día dado",
    )
    one = several("review", _review, words, "cohort_review", "consultation_review", "partnerships_review")
    words = Both("the document; inaugural is built in", "el documento; inaugural viene incluido")
    one.add_argument("file", metavar="FILE", help=words)
    words = Both("the day, such as 2026-06-30", "el día, como 2026-06-30")
    one.add_argument("--as-of", metavar="DAY", required=True, help=words)
    words = Both(
        "for a cohort: where a member district stands, as a profile, an assessment or a tally; the earliest first, may be "
        "repeated",
        "de una red: dónde está un distrito miembro, como perfil, evaluación o recuento; el más antiguo primero, se puede "
        "repetir",
    )
    one.add_argument("--profile", metavar="FILE", action="append", default=[], help=words)
    _staging(one)
    words = Both(
        "draft a growth plan from a profile, or check one against it",
        "redactar un plan de crecimiento a partir de un perfil, o revisar uno con él",
    )
    one = several("plan", _plan, words, "plan")
    one.add_argument("profile", metavar="PROFILE", help=standing)
    words = Both("the most competencies to pick (3)", "cuántas competencias elegir como máximo (3)")
    one.add_argument("--most", type=int, default=3, metavar="N", help=words)
    words = Both("a domain to look in (all)", "un dominio en el que buscar (todos)")
    one.add_argument("--domain", action="append", default=[], metavar="D", help=words)
    words = Both(
        "print what is left to fill in in this plan instead", "mostrar en su lugar lo que falta por llenar en este plan"
    )
    one.add_argument("--check", metavar="PLAN", help=words)
    words = Both(
        "with --check: the metrics whose measures the plan names",
        "con --check: las métricas cuyas medidas nombra el plan",
    )
    one.add_argument("--metrics", metavar="FILE", help=words)
    _staging(one)
    words = Both(
        "print how far a plan has come, by a later profile",
        "mostrar cuánto ha avanzado un plan, según un perfil posterior",
    )
    one = several("progress", _progress, words, "progress")
    one.add_argument("plan", metavar="PLAN")
    one.add_argument("profile", metavar="PROFILE", help=standing)
    words = Both("subject_differs or policy_differs", "subject_differs o policy_differs")
    one.add_argument("--allow", action="append", default=[], metavar="WHAT", help=words)
    _staging(one)
    _as_of(one)
    words = Both(
        "print which measures moved; of several teams, side by side",
        "mostrar qué medidas se movieron; de varios equipos, lado a lado",
    )
    one = several("metrics", _metrics, words, "impact", "testing")
    one.add_argument("files", metavar="FILE", nargs="+")
    _cli._with_rubric(one)
    _as_of(one)
    one = several("lens", _lens, Both("read a profile through a lens", "leer un perfil con una lente"), "reading")
    one.add_argument("profile", metavar="PROFILE", help=standing)
    words = Both("the id of a lens of the rubric, or a file", "el id de una lente de la rúbrica, o un archivo")
    one.add_argument("lens", metavar="LENS", help=words)
    words = Both("for a lens of another rubric", "para una lente de otra rúbrica")
    one.add_argument("--crosswalk", metavar="FILE", help=words)
    _staging(one)
    words = Both(
        "put the initiative's report together, and list what is missing",
        "reunir el informe de la iniciativa y listar lo que falta",
    )
    one = command("initiative", _initiative, words)
    words = Both("a network, or inaugural", "una red, o inaugural")
    one.add_argument("--cohort", action="append", default=[], metavar="FILE", help=words)
    words = Both("the measures of a team", "las medidas de un equipo")
    one.add_argument("--metrics", action="append", default=[], metavar="FILE", help=words)
    one.add_argument("--draft", metavar="FILE", help=Both("what people wrote already", "lo que ya se escribió"))
    one.add_argument("--html", action="store_true", help=Both("print a page", "mostrar una página"))
    _cli._with_rubric(one)
    _as_of(one)


def _staging(parser: argparse.ArgumentParser) -> None:
    _cli._with_rubric(parser)
    _cli._with_policy(parser)


def _as_of(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", metavar="DAY", help=Both("what is later does not count", "lo posterior no cuenta"))


# The commands


def _review(options: argparse.Namespace) -> int:
    document = _network(options.file)
    kind = "cei.cohort/1" if document == "inaugural" else _format_of(document)
    as_of, rubric = options.as_of, _cli._read_rubric(options.rubric)
    reviews: dict[str | None, Callable[[], dict[str, Any]]] = {
        "cei.cohort/1": lambda: _reviews.cohort_review(document, as_of, _profiles(options), rubric),
        "cei.consultation/1": lambda: _reviews.consultation_review(document, as_of),
        "cei.partnerships/1": lambda: _reviews.partnerships_review(document, as_of, rubric),
    }
    if kind is None:
        raise _cli.Invalid(options.file, _api.validate(bytes(document)))
    if kind not in reviews:
        listed = ", ".join(map(str, reviews))
        raise _cli.Misuse(
            f"{options.file}: a review is of {listed}, and this is a {kind}",
            f"{options.file}: se revisan {listed}, y esto es {kind}",
        )
    if options.profile and kind != "cei.cohort/1":
        raise _cli.Misuse(
            f"--profile is for a cohort, and {options.file} is a {kind}",
            f"--profile es para una cohorte, y {options.file} es {kind}",
        )
    review = _done(options, reviews[kind])
    return _show(review, options, rubric, _reviews.inaugural_cohort() if document == "inaugural" else document)


def _plan(options: argparse.Namespace) -> int:
    profile, rubric = _profile(options.profile, options), _cli._read_rubric(options.rubric)
    if options.check is None:
        work = partial(_planning.plan, profile, rubric, most=options.most, domains=options.domain)
        return _show(_done(options, work), options, rubric)
    plan, metrics = _file(options.check), options.metrics and _file(options.metrics)
    report = _done(options, lambda: _planning.check_plan(plan, profile, metrics, rubric))
    return _show_check(report, options)


def _progress(options: argparse.Namespace) -> int:
    plan, profile, rubric = _file(options.plan), _profile(options.profile, options), _cli._read_rubric(options.rubric)
    work = partial(_planning.progress, plan, profile, rubric, allow=options.allow, as_of=options.as_of)
    return _show(_done(options, work), options, rubric, plan)


def _metrics(options: argparse.Namespace) -> int:
    documents: Any = [_file(name) for name in options.files]
    rubric = _cli._read_rubric(options.rubric)
    given = documents if len(documents) > 1 else documents[0]
    found = _done(options, lambda: _planning.metrics(given, rubric, as_of=options.as_of))
    return _show(found, options, rubric, documents[0] if len(documents) == 1 else None)


def _lens(options: argparse.Namespace) -> int:
    profile, lens, rubric = _profile(options.profile, options), options.lens, _cli._read_rubric(options.rubric)
    if lens.endswith(".json") or "/" in lens or lens == "-":
        lens = _file(lens)
    crosswalk = options.crosswalk and _file(options.crosswalk)
    policy = None if options.policy == "cei-default" else _cli._read_policy(options.policy)
    work = partial(_planning.lens, profile, lens, rubric, policy, crosswalk or None)
    return _show(_done(options, work), options, rubric)


def _initiative(options: argparse.Namespace) -> int:
    cohorts = [_network(name) for name in options.cohort]
    metrics: list[Any] = [_file(name) for name in options.metrics]
    draft, rubric = options.draft and _file(options.draft), _cli._read_rubric(options.rubric)
    work = partial(_planning.initiative, cohorts, metrics, draft or None, rubric, as_of=options.as_of)
    report = _done(options, work)
    if options.format == "json":
        return _print(report)
    if options.html:
        given = [_reviews.inaugural_cohort() if one == "inaugural" else one for one in (*cohorts, *metrics)]
        print(initiative_html(report, options.lang, given))
        return _cli.OK
    spanish = _cli._message_language(options) == "es"
    print(report["id"])
    for part in ("recipients", "best_practices", "metrics", "feedback", "activities"):
        said = {"metrics": "impact"}.get(part, part)
        print(f"  {AROUND[said][spanish]}: {len(report.get(part, []))}")
    if report.get("missing"):
        print(AROUND["missing_parts"][spanish])
    for one in report.get("missing", []):
        params = one["params"]
        lacks, document = RECORDS[f"part_{params['part']}"], CODES[params["document"].partition("/")[0]]
        print(f"  {lacks[spanish]} ({document[spanish]})")
    return _cli.OK


# Reading


def _file(name: str) -> File:
    return File(_cli._read(name), name)


def _network(name: str) -> Any:
    """The built-in network by its name, or what is in a file."""
    if name == "inaugural":
        return name
    _cli._must_be_file("network", name, ["inaugural"])
    return _file(name)


def _profile(name: str, options: argparse.Namespace) -> File:
    """The profile in a file; of an assessment or a tally, the one that the policy gives."""
    document = _file(name)
    kind = _format_of(document)
    if kind not in ("cei.assessment/1", "cei.tally/1"):
        return document
    rubric, policy = _cli._read_rubric(options.rubric), _cli._read_policy(options.policy)
    stage: Callable[..., Profile] = _api.assess if kind == "cei.assessment/1" else _api.stage
    profile = _cli._using(name, lambda: stage(bytes(document), rubric, policy))
    return File(profile.to_json().encode(), name, is_made=True)


def _profiles(options: argparse.Namespace) -> list[File]:
    return [_profile(name, options) for name in options.profile]


def _format_of(document: bytes) -> str | None:
    kind = _kind(document.decode("utf-8", "replace"))
    return None if kind is None else f"cei.{kind}/1"


def _done(options: argparse.Namespace, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do the work; what is wrong is told with the file that it is in."""
    try:
        return work()
    except CeiError as error:
        if error.report is None:
            raise _cli.Misuse(str(error)) from None
        found = error.report.in_language(_cli._message_language(options))
        errors = [one for one in found if one.severity == "error"]
        if options.format != "json" and not any(one.at for one in errors):
            raise _cli.Misuse("\n".join(_of_option(one.path, f"{one.message}\n  {one.help}") for one in errors)) from None
        files = dict.fromkeys(one.at["file"] for one in error.report if one.at)
        raise _cli.Invalid(", ".join(files) or f"cei {options.command}", error.report) from None


_OPTIONS = {"as_of": "--as-of", "most": "--most", "domains": "--domain", "allow": "--allow"}


def _of_option(path: str, message: str) -> str:
    """What is wrong with an option: a path into the arguments has its name."""
    name = path.split("/")[1] if path else ""
    return f"{_OPTIONS.get(name, name)}: {message}" if name else message


# Printing


def _show(
    document: dict[str, Any], options: argparse.Namespace, rubric: Rubric | None, source: Any = None
) -> int:
    """Print what was derived: as it is, one table of it as CSV, or all of it in words."""
    if options.format == "json":
        return _print(document)
    found = tables(document)
    if options.table is not None and options.table not in found:
        listed = ", ".join(found)
        raise _cli.Misuse(
            f"--table: in {document['format']} there are {listed}", f"--table: en {document['format']} hay {listed}"
        )
    if options.format == "csv":
        _cli_tables.print_csv(csv_columns(found[options.table or next(iter(found))]))
        return _cli.OK
    if isinstance(source, bytes):
        source = json.loads(source.decode("utf-8-sig"))
    named = (document.get("rubric") or (source or {}).get("rubric") or {}).get("id", "cei-self-assessment")
    known = rubric or (_api.rubric(named) if named in RUBRICS else None)
    print(Shown(options.lang, source, known).of(document, options.table))
    return _cli.OK


def _show_check(report: dict[str, Any], options: argparse.Namespace) -> int:
    """Print what is left to fill in, each with its place in the plan."""
    if options.format == "json":
        return _print(report)
    lang = _cli._message_language(options)
    found = [{**one, "path": one["path"].removeprefix("/plan"), "message": _worded(one, lang)} for one in report["diagnostics"]]
    if options.format == "csv":
        _cli_tables.print_csv({name: [one[name] for one in found] for name in ("severity", "code", "path", "message")})
        return _cli.OK
    if not found:
        print({"en": "nothing left to fill in", "es": "no queda nada por completar"}[lang])
    at = {"en": "at", "es": "en"}
    for one in found:
        print(f"{one['severity']}[{one['code']}] {options.check} {at[lang]} {one['path'] or '/'}: {one['message']}")
    return _cli.OK


def _worded(found: dict[str, Any], lang: str) -> str:
    """Return a finding's message in a language, from the catalogue."""
    params = {
        name: ", ".join(f"`{one}`" for one in value) if isinstance(value, list) else value
        for name, value in found["params"].items()
    }
    message: str = _api.codes(found["code"]).message[lang].format(**params)
    return message


def _print(document: dict[str, Any]) -> int:
    _cli._print_json(json.dumps(document, ensure_ascii=False, separators=(",", ":")))
    return _cli.OK
