"""The commands of plans, metrics, lenses and the initiative's report."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from . import _api, _cli, _planning
from ._cli_words import Both
from ._html.words_around import AROUND
from ._report_page import initiative_html
from ._reviews import inaugural_cohort
from ._words import Titles, text

Command = Callable[..., argparse.ArgumentParser]

SAID = {
    "reached": ("target reached", "meta alcanzada"),
    "steps": ("steps: {}", "pasos: {}"),
    "questions": ("questions to reflect on: {}", "preguntas para reflexionar: {}"),
    "modules": ("modules: {}", "módulos: {}"),
    "collected": ("nobody could collect: {}", "nadie pudo recoger: {}"),
    "missing": ("Missing", "Falta"),
    "actions": (
        "actions: {done} done, {due} due, {later} later, {undated} undated",
        "acciones: {done} hechas, {due} por hacer ya, {later} más adelante, {undated} sin fecha",
    ),
}


def commands(command: Command) -> None:
    """Add them to the parser."""
    words = Both("draft a growth plan from a profile, or check one against it",
                 "redactar un plan de crecimiento a partir de un perfil, o revisar uno con él")
    one = command("plan", _plan, words)
    words = Both("a profile, or an assessment to stage first", "un perfil, o una evaluación cuyas etapas se asignan primero")
    one.add_argument("profile", metavar="PROFILE", help=words)
    words = Both("the most competencies to pick (3)", "cuántas competencias elegir como máximo (3)")
    one.add_argument("--most", type=int, default=3, metavar="N", help=words)
    words = Both("a domain to look in (all)", "un dominio en el que buscar (todos)")
    one.add_argument("--domain", action="append", default=[], metavar="D", help=words)
    words = Both("print what is left to fill in in this plan instead",
                 "mostrar en su lugar lo que falta por llenar en este plan")
    one.add_argument("--check", metavar="PLAN", help=words)
    words = Both("with --check: the metrics whose measures the plan names",
                 "con --check: las métricas cuyas medidas nombra el plan")
    one.add_argument("--metrics", metavar="FILE", help=words)
    _staging(one)
    words = Both("print how far a plan has come, by a later profile",
                 "mostrar cuánto ha avanzado un plan, según un perfil posterior")
    one = command("progress", _progress, words)
    one.add_argument("plan", metavar="PLAN")
    words = Both("a profile, or an assessment to stage first", "un perfil, o una evaluación cuyas etapas se asignan primero")
    one.add_argument("profile", metavar="PROFILE", help=words)
    words = Both("subject_differs or policy_differs", "subject_differs o policy_differs")
    one.add_argument("--allow", action="append", default=[], metavar="WHAT", help=words)
    _staging(one)
    _as_of(one)
    words = Both("print which measures moved; of several teams, side by side",
                 "mostrar qué medidas se movieron; de varios equipos, lado a lado")
    one = command("metrics", _metrics, words)
    one.add_argument("files", metavar="FILE", nargs="+")
    _cli._with_rubric(one)
    _as_of(one)
    one = command("lens", _lens, Both("read a profile through a lens", "leer un perfil con una lente"))
    words = Both("a profile, or an assessment to stage first", "un perfil, o una evaluación cuyas etapas se asignan primero")
    one.add_argument("profile", metavar="PROFILE", help=words)
    words = Both("the id of a lens of the rubric, or a file", "el id de una lente de la rúbrica, o un archivo")
    one.add_argument("lens", metavar="LENS", help=words)
    words = Both("for a lens of another rubric", "para una lente de otra rúbrica")
    one.add_argument("--crosswalk", metavar="FILE", help=words)
    _staging(one)
    words = Both("put the initiative's report together, and list what is missing",
                 "reunir el informe de la iniciativa y listar lo que falta")
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


def _profile(options: argparse.Namespace) -> Any:
    """The profile; of an assessment, the one that the policy gives."""
    document = _cli._read(options.profile)
    if b"cei.assessment/1" not in document[:4096]:
        return document
    rubric, policy = _cli._read_rubric(options.rubric), _cli._read_policy(options.policy)
    return _cli._using(options.profile, lambda: _api.assess(document, rubric, policy))


def _derived(name: str, options: argparse.Namespace, work: Callable[..., dict[str, Any]], show: Callable[..., None]) -> int:
    rubric = _cli._read_rubric(options.rubric)
    found = _cli._using(name, partial(work, rubric=rubric))
    if options.format == "json":
        _cli._print_json(json.dumps(found, ensure_ascii=False, separators=(",", ":")))
    else:
        spanish = _cli._message_language(options) == "es"
        show(found, lambda key, *values, **named: (AROUND | SAID)[key][spanish].format(*values, **named), rubric, options)
    return _cli.OK


def _plan(options: argparse.Namespace) -> int:
    profile = _profile(options)
    if options.check is None:
        work = partial(_planning.plan, profile, most=options.most, domains=options.domain)
        return _derived(options.profile, options, work, _show_plan)
    plan, metrics = _cli._read(options.check), options.metrics and _cli._read(options.metrics)
    return _derived(options.check, options, partial(_planning.check_plan, plan, profile, metrics), _show_check)


def _progress(options: argparse.Namespace) -> int:
    plan, profile = _cli._read(options.plan), _profile(options)
    work = partial(_planning.progress, plan, profile, allow=options.allow, as_of=options.as_of)
    return _derived(options.plan, options, work, _show_progress)


def _metrics(options: argparse.Namespace) -> int:
    documents: list[Any] = [_cli._read(name) for name in options.files]
    many = len(documents) > 1
    work = partial(_planning.metrics, documents if many else documents[0], as_of=options.as_of)
    return _derived(" + ".join(options.files), options, work, _show_testing if many else _show_impact)


def _lens(options: argparse.Namespace) -> int:
    profile, lens = _profile(options), options.lens
    if lens.endswith(".json") or "/" in lens or lens == "-":
        lens = _cli._read(lens)
    crosswalk = options.crosswalk and _cli._read(options.crosswalk)
    policy = None if options.policy == "cei-default" else _cli._read_policy(options.policy)
    work = partial(_planning.lens, profile, lens, policy=policy, crosswalk=crosswalk)
    return _derived(options.profile, options, work, _show_reading)


def _initiative(options: argparse.Namespace) -> int:
    cohorts = [name if name == "inaugural" else _cli._read(name) for name in options.cohort]
    metrics = [_cli._read(name) for name in options.metrics]
    draft = options.draft and _cli._read(options.draft)
    work = partial(_planning.initiative, cohorts, metrics, draft, as_of=options.as_of)
    show = partial(_show_initiative, documents=[*cohorts, *metrics])
    return _derived(options.draft or "initiative", options, work, show)


# Printing


def _show_plan(plan: dict[str, Any], say: Any, rubric: Any, options: argparse.Namespace) -> None:
    titles = Titles.of_rubric(rubric or _api.rubric(plan["rubric"]["id"]))
    stage = partial(titles.of, "stage", lang=options.lang)
    rows = [
        [one["competency"], f"{stage(one['from'])} → {stage(one['to'])}", say("steps", one["steps"]),
         titles.of("competency", one["competency"], options.lang)]
        for one in plan["focus"]
    ]  # fmt: skip
    print(plan["id"])
    if rows:
        _cli._print_columns(rows, left=4)
    print(say("questions", len(plan.get("reflections", []))))
    print(say("modules", ", ".join(plan.get("modules", [])) or "-"))


def _show_check(report: dict[str, Any], say: Any, rubric: Any, options: argparse.Namespace) -> None:
    for one in report["diagnostics"]:
        print(f"{one['severity']}[{one['code']}] {one['path']}: {one['message']}")


def _show_progress(progress: dict[str, Any], say: Any, rubric: Any, options: argparse.Namespace) -> None:
    rows = [
        [one["competency"], say(one["status"]), f"{one.get('from', '-')} → {one['to']}", one.get("now", "-")]
        for one in progress["focus"]
    ]
    print(progress["plan"])
    if rows:
        _cli._print_columns(rows, left=4)
    if "actions" in progress:
        print(say("actions", **progress["actions"]))


def _show_impact(impact: dict[str, Any], say: Any, rubric: Any, options: argparse.Namespace) -> None:
    rows = [_measure(one, say, options) for one in impact["measures"]]
    if rows:
        _cli._print_columns(rows, left=3)


def _measure(one: dict[str, Any], say: Any, options: argparse.Namespace) -> Sequence[str]:
    share = f"{one['share']['percent']}%" if "share" in one else ""
    reached = say("reached") if one.get("reached") else ""
    return [one["id"], text(one["title"], options.lang, "en"), say(one["status"]), str(one.get("change", "")), share, reached]


def _show_testing(testing: dict[str, Any], say: Any, rubric: Any, options: argparse.Namespace) -> None:
    words = ["moved", "not_yet", "no_data"]
    rows = [["", "", *map(say, words)]]
    for one in testing["measures"]:
        rows.append([one["id"], text(one["title"], options.lang, "en"), *(str(one["counts"][word]) for word in words)])
    _cli._print_columns(rows, left=2)
    if testing["not_collected"]:
        print(say("collected", ", ".join(testing["not_collected"])))


def _show_reading(reading: dict[str, Any], say: Any, rubric: Any, options: argparse.Namespace) -> None:
    titles = Titles.of_rubric(rubric or _api.rubric(reading["rubric"]["id"]))
    print(text(reading["lens"]["title"], options.lang, "en"))
    rows = []
    for part in reading["parts"]:
        node, at = part.get("node"), part.get("at")
        stage = node.get("stage") if node else at["stage"] if at else None
        where = titles.of("stage", stage, options.lang) if stage else node["status"] if node else "-"
        competencies = at.get("competencies", []) if at and not node else [one["id"] for one in part.get("competencies", [])]
        rows.append([text(part["title"], options.lang, "en"), where, " ".join(competencies)])
    _cli._print_columns(rows, left=3)


def _show_initiative(
    report: dict[str, Any], say: Any, rubric: Any, options: argparse.Namespace, documents: list[Any]
) -> None:
    if options.html:
        given = [inaugural_cohort() if one == "inaugural" else one for one in documents]
        print(initiative_html(report, options.lang, given))
        return
    print(report["id"])
    for part in ("recipients", "best_practices", "metrics", "feedback", "activities"):
        print(f"  {part}: {len(report.get(part, []))}")
    if report.get("missing"):
        print(say("missing"))
    for one in report.get("missing", []):
        print(f"  {text(one['message'], options.lang, 'en')}")
