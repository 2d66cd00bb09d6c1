"""What a notebook shows of a result: a small table that says what it is, with everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import Any

from .._case import ReadRubric
from .._cei import Policy, Profile, Profiles, Rubric, Table, Tallies, Tally
from .._codes import Code
from .._dashboard import Dashboard
from .._node import Node
from .._report import Diagnostic, Report, summary
from .._survey import Survey
from .._voices import Result
from .._words import Titles, text
from .._workbook import ReadAssessment
from .element import Markup, tag

#: The most rows that are shown of a table.
MOST = 20


@singledispatch
def shown(thing: Any) -> Markup:
    """Return a result as HTML for a notebook."""
    return tag("pre", repr(thing))


@shown.register
def _profile(profile: Profile) -> Markup:
    stages = len(profile.rubric.stages)
    rows = []
    for node in (*([profile.overall] if profile.overall else []), *profile.domains):
        strip = ", ".join(f"{one.id} {_standing(one)}" for one in node.competencies)
        rows.append((node.title(), _standing(node), _ladder(node.stage_number, stages), node.reason(), strip))
    head = ("domain", "stage", "", "reason", "competencies")
    return _table(f"profile {profile.assessment}", head, rows, most=len(rows))


@shown.register
def _node(node: Node) -> Markup:
    rows: list[tuple[str, Any]] = [("stage", _standing(node)), ("reason", node.reason())]
    if node.range:
        rows.append(("range", " – ".join(node.range)))
    if node.next:
        rows.append(("next", f"{node.next['stage']}: {node.next['steps']}"))
    return _table(f"{node.level} {node.id}: {node.title()}", None, rows)


@shown.register
def _tables(table: Table) -> Markup:
    columns = table.to_dict()
    return _table("table", list(columns), list(zip(*columns.values(), strict=True)))


@shown.register
def _result(result: Result) -> Markup:
    columns = result.table.to_dict()
    return _table(type(result).__name__.lower(), list(columns), list(zip(*columns.values(), strict=True)))


@shown.register
def _tally(tally: Tally) -> Markup:
    titles = Titles.of_rubric(tally.rubric)
    rows = [
        (one["competency"], one["group"], *one["stages"], sum(one.get("missing", {}).values()))
        for one in tally.to_dict()["cells"]
    ]
    return _table(f"tally {tally.assessment}", ("competency", "group", *titles.stages, "no stage"), rows)


@shown.register
def _tallies(tallies: Tallies) -> Markup:
    columns = tallies.counts().to_dict()
    name = f"tallies of {len(tallies):,} assessments"
    return _table(name, list(columns), list(zip(*columns.values(), strict=True)))


@shown.register
def _profiles(profiles: Profiles) -> Markup:
    columns = profiles.domains().to_dict()
    name = f"profiles of {len(profiles):,} assessments"
    return _table(name, list(columns), list(zip(*columns.values(), strict=True)))


@shown.register
def _rubric(rubric: Rubric) -> Markup:
    document = rubric.to_dict()
    language = document.get("language", "en")
    rows = [
        (one.get("number", ""), text(one["title"], language, language), len(one["competencies"]))
        for one in document["domains"]
    ]
    name = f"{text(document['title'], language, language)} ({rubric.id} {rubric.version}): {', '.join(rubric.stages)}"
    return _table(name, ("", "domain", "competencies"), rows)


@shown.register
def _policy(policy: Policy) -> Markup:
    document = policy.to_dict()
    rules = ("raters", "groups", "domain", "overall", "decision", "evidence", "foundation")
    rows = [(name, _said(document[name])) for name in rules if name in document]
    return _table(f"policy {policy.id} {policy.version}", ("rule", ""), rows)


@shown.register
def _report(report: Report) -> Markup:
    # What makes a document invalid comes first, whatever there is room for.
    found = sorted(report, key=lambda one: ("error", "warning", "note").index(one.severity))
    rows = [
        (one.severity, one.code, f"{one.line}:{one.column}" if one.line else one.path, one.message, one.help)
        for one in found
    ]
    return _table(f"report: {summary(report)}", ("", "code", "where", "message", "help"), rows)


@shown.register
def _diagnostic(one: Diagnostic) -> Markup:
    return _table(
        f"{one.severity} {one.code}", None, [("where", one.path), ("message", one.message), ("help", one.help)]
    )


@shown.register
def _code(code: Code) -> Markup:
    rows = [("message", code.message["en"]), ("help", code.help["en"]), ("explanation", code.explanation["en"])]
    return _table(f"{code.severity} {code.code}", None, rows)


@shown.register
def _survey(survey: Survey) -> Markup:
    people = _table("respondents", ("group", "people"), list(survey.respondents.items()))
    return tag("div", people, shown(survey.report))


@shown.register(ReadRubric)
@shown.register(ReadAssessment)
def _read(read: ReadRubric | ReadAssessment) -> Markup:
    first, report = read
    named = shown(first) if isinstance(first, Rubric) else _table(f"assessment {first['id']}", None, _counts(first))
    return tag("div", named, shown(report))


@shown.register
def _dashboard(dashboard: Dashboard) -> Markup:
    return tag("div", shown(dashboard.tallies), shown(dashboard.report))


def _counts(document: dict[str, Any]) -> list[tuple[str, int]]:
    return [(name, len(document.get(name, ()))) for name in ("raters", "ratings", "decisions")]


def _table(name: str, head: Sequence[str] | None, rows: Sequence[Iterable[Any]], most: int = MOST) -> Markup:
    """Return a table whose caption says what it is, and how many rows it has where not all are shown."""
    left = "text-align:left"
    caption = f"{name} ({len(rows):,} rows, the first {most})" if len(rows) > most else name
    parts = [tag("caption", caption, style=left)]
    if head is not None:
        parts.append(tag("thead", tag("tr", [tag("th", one, scope="col", style=left) for one in head])))
    lines = []
    for first, *rest in rows[:most]:
        cells = [tag("td", _said(one), style=left) for one in rest]
        lines.append(tag("tr", tag("th", _said(first), scope="row", style=f"{left};font-weight:normal"), cells))
    return tag("table", parts, tag("tbody", lines))


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_said(one)}" for name, one in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_said, value))
    return "" if value is None else str(value)


def _standing(node: Node) -> str:
    return node.stage or node.status


def _ladder(number: int, stages: int) -> str:
    return "■" * number + "□" * (stages - number)


__all__ = ["shown"]
