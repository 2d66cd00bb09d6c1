"""What is derived around the rubric, as tables: reviews, plans, progress, measures, lenses.

One list of rows for each table, with the values of the document; the command line writes them as CSV, or shows them in
words. The kind of a column says what its values are, so that a reader sees titles in place of ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

Document = dict[str, Any]
Row = dict[str, Any]


class Table(NamedTuple):
    """Rows with the same columns, each column with its kind.

    Kinds are ``csv`` (only there; beside it stands a title), ``word`` and ``words`` (codes), ``day``, ``number``,
    ``flag``, ``part`` (so many of so many), ``text``, ``language``, ``standing`` (competencies, each with its stage),
    ``lacking``, ``stage``, ``domain``, ``competency``, ``group`` and their plurals for what the rubric names, and
    ``teams`` or ``teams*`` for an id or several of the list ``teams`` of the document that was reviewed. What stands
    below a row, because it is long, has a kind that begins with ``+``.
    """

    columns: dict[str, str]
    rows: list[Row]


def tables(document: Document) -> dict[str, Table]:
    """Return the tables of a derived document by their names, the most important one first."""
    made = _TABLES[document["format"].removeprefix("cei.").removesuffix("/1")]
    return {name: Table(columns, list(rows(document))) for name, (columns, rows) in made.items()}


def names(format: str) -> tuple[str, ...]:
    """Return the names of the tables of a kind of document."""
    return tuple(_TABLES[format])


def csv_columns(table: Table) -> dict[str, list[Any]]:
    """Return the columns as CSV has them: ids as they are, several in a cell with blanks, a part of a whole in two."""
    columns: dict[str, list[Any]] = {}
    for name, kind in table.columns.items():
        values = [row.get(name) for row in table.rows]
        kind = kind.removeprefix("+")
        if kind == "part":
            columns[name] = [None if value is None else value["have"] for value in values]
            columns[f"{name}_of"] = [None if value is None else value["of"] for value in values]
        elif kind == "competency":
            continue  # its title, beside the id
        elif kind == "text":
            for lang in _languages(values):
                column = name if lang is None else f"{name}_{lang}"
                columns[column] = [_in(value, lang) for value in values]
        else:
            columns[name] = [_cell(value) for value in values]
    return columns


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return " ".join(map(str, map(_cell, value)))
    if isinstance(value, dict):
        return f"{value['id']}={value.get('stage') or value['status']}"
    return str(value).lower() if isinstance(value, bool) else value


def _languages(values: Iterable[Any]) -> list[str | None]:
    """The languages of some texts; None for those that are in one alone."""
    found: dict[str | None, None] = {}
    for value in values:
        if value is not None:
            found.update(dict.fromkeys(value if isinstance(value, dict) else [None]))
    tagged = sorted(lang for lang in found if lang is not None)
    return [*([None] if None in found or not tagged else []), *tagged]


def _in(value: Any, lang: str | None) -> Any:
    if isinstance(value, dict):
        return None if lang is None else value.get(lang)
    return value if lang is None else None


# What each kind of document has


def _rows(field: str, **renamed: str) -> Callable[[Document], Iterable[Row]]:
    """Rows as they are, some of their fields under another name."""

    def rows(document: Document) -> Iterable[Row]:
        for one in document.get(field, ()):
            yield one | {name: one.get(of) for name, of in renamed.items()}

    return rows


def _single(field: str) -> Callable[[Document], Iterable[Row]]:
    return lambda document: [document[field]] if any(map(_says_something, document.get(field, {}).values())) else []


def _says_something(value: Any) -> bool:
    return bool(value["have"] or value["of"]) if isinstance(value, dict) else bool(value)


def _ids(field: str, name: str) -> Callable[[Document], Iterable[Row]]:
    return lambda document: ({name: id} for id in document.get(field, ()))


def _of_teams(field: str) -> Callable[[Document], Iterable[Row]]:
    return lambda review: ({"team": team["team"], **one} for team in review["teams"] for one in team[field])


def _teams(review: Document) -> Iterable[Row]:
    for one in review["teams"]:
        capacity = one["capacity"]
        able = {"can_facilitate": capacity["people"], "groups": capacity["groups"]}
        yield {**one, **able, "facilitated": capacity["times"]}


def _growth(review: Document) -> Iterable[Row]:
    for team in review["teams"]:
        growth = team.get("growth", {"counts": {}})
        for level, counts in growth["counts"].items():
            yield {"team": team["team"], "rounds": growth["rounds"], "level": level, **counts}


def _domain_growth(review: Document) -> Iterable[Row]:
    for team in review["teams"]:
        for one in team.get("growth", {}).get("domains", ()):
            yield {"team": team["team"], "domain": one["id"], **one}


def _feedback(review: Document) -> Iterable[Row]:
    return ({**one, "given": len(one["answered"]) + len(one["open"])} for one in review["feedback"])


def _checks(review: Document) -> Iterable[Row]:
    for one in review["checks"]:
        yield {**one, "lacking": [" @ ".join(part.values()) for part in one.get("lacking", ())]}


def _sources(review: Document) -> Iterable[Row]:
    for need in review["coverage"]:
        for one in need["sources"]:
            gift = f"{one['source']}s/{one['id']}"
            yield {**one, "need": need["need"], "gift": gift}


def _unused(review: Document) -> Iterable[Row]:
    for one in review["unused"]:
        yield {**one, "gift": f"{one['source']}s/{one['id']}", "kind": one.get("resource") or one.get("asset")}


def _evidence(review: Document) -> Iterable[Row]:
    return ({"competency": one["competency"], **item} for one in review["evidence"] for item in one["items"])


def _focus(plan: Document) -> Iterable[Row]:
    for one in plan["focus"]:
        yield {**one, "title": one["competency"]}


def _progress(progress: Document) -> Iterable[Row]:
    for one in progress["focus"]:
        yield {**one, **one.get("actions", {}), "title": one["competency"]}


def _measures(impact: Document) -> Iterable[Row]:
    for one in impact["measures"]:
        named = ("baseline", "latest", "target")
        value = {name: one.get(name, {}).get("value") for name in named}
        value |= {f"{name}_date": one.get(name, {}).get("date") for name in named}
        share = one.get("share", {})
        yield {**one, **value, "share": share.get("exact"), "percent": share.get("percent")}


def _missing(impact: Document) -> Iterable[Row]:
    return ({"id": one["id"], "title": one["title"], **gap} for one in impact["measures"] for gap in one.get("missing", ()))


def _counted(field: str, key: str) -> Callable[[Document], Iterable[Row]]:
    return lambda impact: ({key: one[key], **one["counts"]} for one in impact[field])


def _tested(testing: Document) -> Iterable[Row]:
    return ({**one, **one["counts"], "teams": len(one["teams"])} for one in testing["measures"])


def _tested_teams(testing: Document) -> Iterable[Row]:
    names = {team["metrics"]: team.get("name", team["metrics"]) for team in testing["teams"]}
    for measure in testing["measures"]:
        for one in measure["teams"]:
            share = one.get("share", {})
            about = {"measure": measure["id"], "title": measure["title"], "team": names[one["metrics"]]}
            yield {**about, **one, "share": share.get("exact"), "percent": share.get("percent")}


def _parts(reading: Document) -> Iterable[Row]:
    for part in reading["parts"]:
        node, at = part.get("node", {}), part.get("at", {})
        stage = at.get("stage")
        stands = [{"id": id, "stage": stage} for id in at.get("competencies", ())]
        yield {
            "part": part["id"], "status": node.get("status"), "stage": node.get("stage") or stage,
            "title": part["title"], "competencies": part.get("competencies") or stands,
            "domains": at.get("domains"), "reason": part.get("reason"),
            "basis": reading["lens"]["basis"], "unmatched": part.get("unmatched"),
        }  # fmt: skip


_MOVED = {"measures": "number", "moved": "number", "not_yet": "number", "no_data": "number", "reached": "number"}
_CHANGES = dict.fromkeys(("rose", "fell", "stayed", "new", "gone", "none", "not_compared"), "number")
_ACTIONS = dict.fromkeys(("done", "due", "later", "undated"), "number")

_TABLES: dict[str, dict[str, tuple[dict[str, str], Callable[[Document], Iterable[Row]]]]] = {
    "cohort_review": {
        "due": (
            {"date": "day", "when": "word", "days": "number", "kind": "word", "id": "milestones convenings"},
            _rows("due"),
        ),
        "commitments": (
            {"team": "teams", "state": "word", "have": "number", "least": "number", "date": "day",
             "commitment": "commitments"},
            _of_teams("commitments"),
        ),
        "teams": (
            {"team": "teams", "member": "flag", "attendance": "part", "can_facilitate": "part", "facilitated": "number",
             "groups": "+groups", "practices": "+practices*"},
            _teams,
        ),
        "heads": ({"team": "teams", "group": "group", "people": "number"}, _of_teams("heads")),
        "growth": ({"team": "teams", "rounds": "number", "level": "word", **_CHANGES}, _growth),
        "domains": (
            {"team": "teams", "change": "word", "from": "stage", "to": "stage", "domain": "domain"},
            _domain_growth,
        ),
        "convenings": (
            {"date": "day", "state": "word", "teams": "part", "people": "number", "convening": "convenings"},
            _rows("convenings"),
        ),
        "applicants": (
            {"applicant": "applicants", "meets": "word", "selected": "flag", "met": "+criteria*",
             "not_met": "+criteria*", "open": "+criteria*"},
            _rows("applicants"),
        ),
        "practices": (
            {"teams": "number", "evidence": "number", "changes": "number", "changed": "day", "practice": "practices"},
            _rows("practices"),
        ),
        "competencies": (
            {"competency": "code", "title": "competency", "practices": "+practices*"},
            _rows("competencies", title="competency"),
        ),
        "protocol": ({"versions": "number", "version": "text", "date": "day"}, _single("protocol")),
        "feedback": (
            {"on": "word", "given": "number", "answered": "+feedback*", "open": "+feedback*"},
            _feedback,
        ),
        "training": (
            {"sessions": "number", "statewide": "number", "people": "number", "practices": "+practices*"},
            _single("training"),
        ),
    },
    "consultation_review": {
        "checks": (
            {"check": "csv", "state": "word", "due": "day", "certainty": "word", "title": "text", "lacking": "+lacking",
             "citation": "+text", "reason": "+text"},
            _checks,
        ),
        "consulted": (
            {"partner": "word", "goals": "number", "budget": "number", "draft": "number", "first": "day", "last": "day"},
            _rows("consulted"),
        ),
        "presence": (
            {"by": "word", "presence": "word", "heads": "part", "events": "part", "pupils": "part", "least": "number",
             "id": "enrolment/sites"},
            _rows("presence"),
        ),
        "languages": (
            {"language": "language", "pupils": "part", "many": "flag", "events": "part", "notices": "part"},
            _rows("languages"),
        ),
        "supports": ({"support": "word", "events": "part", "people": "number"}, _rows("supports")),
        "committees": (
            {"committee": "code", "meetings": "number", "prepared": "part", "answered": "part", "kind": "word"},
            _rows("committees"),
        ),
        "priorities": ({"state": "word", "priority": "priorities", "goals": "+goals*"}, _rows("priorities")),
        "goals_without_priority": ({"goal": "goals"}, _ids("goals_without_priority", "goal")),
    },
    "partnerships_review": {
        "needs": (
            {"kind": "word", "coverage": "word", "discussed": "flag", "need": "needs",
             "sites_without": "+sites*"},
            _rows("coverage"),
        ),
        "sources": (
            {"in_use": "flag", "of": "word", "partner": "partners", "gift": "gift", "need": "needs"},
            _sources,
        ),
        "kinds": ({"kind": "word", "covered": "part"}, _rows("kinds")),
        "unused": ({"kind": "word", "partner": "partners", "gift": "gift", "would_answer": "+needs*"}, _unused),
        "partners": (
            {"vision": "flag", "planned": "day", "evaluated": "day", "evaluated_within_a_year": "flag",
             "giving": "word", "partner": "partners"},
            _rows("partners"),
        ),
        "coordination": ({"active": "number", "sites_without": "+sites*"}, _single("coordination")),
        "landscape": (
            {"date": "day", "within_a_year": "flag", "shared": "flag", "partners": "part"},
            lambda review: [review["landscape"]] if "date" in review["landscape"] else [],
        ),
        "partner_kinds": ({"partners": "number", "kind": "word"}, _rows("partner_kinds")),
        "resource_kinds": ({"in_use": "part", "kind": "word"}, _rows("resource_kinds")),
        "channels": (
            {"open": "number", "independent": "number", "decides": "number", "kinds": "+words"},
            _single("channels"),
        ),
        "evidence": ({"competency": "code", "date": "day", "title": "text"}, _evidence),
    },
    "plan": {
        "focus": (
            {"competency": "code", "from": "stage", "to": "stage", "steps": "number", "title": "competency",
             "strategies": "+strategies"},
            _focus,
        ),
        "reflections": ({"domain": "domain", "question": "text"}, _rows("reflections")),
        "modules": ({"module": "module"}, _ids("modules", "module")),
    },
    "progress": {
        "focus": (
            {"competency": "code", "status": "word", "from": "stage", "to": "stage", "now": "stage",
             "change": "number", "left": "number", **_ACTIONS, "title": "competency"},
            _progress,
        ),
    },
    "impact": {
        "measures": (
            {"id": "csv", "status": "word", "direction": "word", "baseline": "number", "baseline_date": "csv",
             "latest": "number", "latest_date": "csv", "target": "number", "target_date": "csv", "change": "number",
             "share": "number", "percent": "number", "reached": "flag", "component": "+part_of_lens",
             "identified_by": "+word", "impact": "+word", "unit": "text", "title": "text"},
            _measures,
        ),
        "missing": ({"id": "csv", "date": "day", "title": "text", "reason": "+text"}, _missing),
        "components": ({"component": "part_of_lens", **_MOVED}, _counted("components", "component")),
        "on": ({"impact": "word", **_MOVED}, _counted("on", "impact")),
        "identified": ({"identified_by": "word", **_MOVED}, _counted("identified", "identified_by")),
    },
    "testing": {
        "measures": (
            {"id": "csv", "teams": "number", "collected": "number", "moved": "number", "not_yet": "number",
             "no_data": "number", "reached": "number", "component": "+part_of_lens", "identified_by": "+word",
             "impact": "+word", "title": "text"},
            _tested,
        ),
        "teams": (
            {"measure": "csv", "metrics": "csv", "team": "text", "status": "word", "collected": "flag", "change": "number",
             "share": "number", "percent": "number", "reached": "flag", "title": "text"},
            _tested_teams,
        ),
    },
    "reading": {
        "parts": (
            {"part": "csv", "status": "word", "stage": "stage", "basis": "word", "title": "text",
             "competencies": "+standing", "domains": "+domains", "unmatched": "+codes", "reason": "+text"},
            _parts,
        ),
    },
}  # fmt: skip
