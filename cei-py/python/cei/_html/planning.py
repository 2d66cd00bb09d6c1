"""Plans and how far they have come, measures, and readings through a lens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .element import Markup, items, join, safe, table, tag
from .writer import Writer


def plan(write: Writer, plan: Mapping[str, Any], progress: Mapping[str, Any] | None) -> Markup:
    """Return a plan: problem, focus, actions and answers, and where its competencies stand now."""
    language = plan.get("language", "en")
    parts: list[Any] = []
    problem = plan.get("problem", {})
    if "text" in problem:
        parts += [tag("h3", write.say("problem")), tag("p", write.words(problem["text"], language))]
    if problem.get("data"):
        parts.append(tag("p", write.say("data"), ":"))
        parts.append(items(_source(write, one, language) for one in problem["data"]))
    if progress:
        parts += _counts(write, progress)
    parts.append(_focus(write, plan, progress, language))
    answered = [one for one in plan.get("reflections", ()) if "answer" in one]
    if answered:
        lines = [(write.words(one["question"], language), tag("p", tag("strong", write.words(one["answer"], language))))
                 for one in answered]  # fmt: skip
        parts += [tag("h3", write.say("answers")), items(lines)]
    title = write.words(plan["title"], language) if "title" in plan else None
    return write.section("plan", tag("p", title, class_="about") if title else None, parts)


def _counts(write: Writer, progress: Mapping[str, Any]) -> list[Any]:
    parts = []
    if "as_of" in progress:
        parts.append(tag("p", write.say("as_of", day=write.day(progress["as_of"])), class_="about"))
    if "counts" in progress:
        parts.append(tag("p", write.say("progress_counts", **progress["counts"])))
    if "actions" in progress:
        parts.append(tag("p", write.say("action_counts", **progress["actions"])))
    return parts


def _focus(write: Writer, plan: Mapping[str, Any], progress: Mapping[str, Any] | None, language: str) -> Markup | None:
    later = {one["competency"]: one for one in progress["focus"]} if progress else {}
    rows = []
    for one in plan.get("focus", ()):
        found = later.get(one["competency"], {})
        status = write.say("hidden") if found.get("hidden") else write.say(found["status"]) if found else "–"
        end = write.stage(one["to"]) if "to" in one else write.say("hidden")
        way = write.say("from_to", start=write.stage(one["from"]), end=end) if "from" in one else end
        rows.append([
            write.named(one["competency"]),
            way,
            [status, _now(write, found)],
            items(_action(write, action, language) for action in one.get("actions", ())),
            items(_goal(write, goal, language) for goal in one.get("goals", ())),
        ])  # fmt: skip
    head = [write.say(key) for key in ("competency", "target", "status", "actions", "goals")]
    return table(write.say("plan"), head, rows)


def _now(write: Writer, found: Mapping[str, Any]) -> Markup | None:
    return safe([": ", write.stage(found["now"])]) if found.get("now") else None


def _action(write: Writer, action: Mapping[str, Any], language: str) -> Markup:
    owner = action.get("owner", {})
    role = write.words(owner["role"], language) if "role" in owner else None
    if role is None and "group" in owner:
        role = write.title("group", owner["group"])
    said = {
        "text": write.words(action["text"], language),
        "owner": role or write.say("unnamed"),
        "day": write.day(action["by"]) if "by" in action else write.say("undated"),
    }
    return (
        write.say("action_done", done=write.day(action["done"]), **said)
        if "done" in action
        else write.say("action_by", **said)
    )


def _goal(write: Writer, goal: Mapping[str, Any], language: str) -> Markup:
    parts = [
        write.code(goal["plan"]),
        goal.get("goal"),
        write.words(goal["text"], language) if "text" in goal else None,
    ]
    return join([one for one in parts if one])


def _source(write: Writer, one: Mapping[str, Any], language: str) -> Markup:
    return join([write.words(one["title"], language), *([write.day(one["date"])] if "date" in one else [])])


def metrics(write: Writer, impacts: Sequence[Mapping[str, Any]], testing: Mapping[str, Any] | None) -> Markup:
    """Return what measures say, one table for each team, and the measures that several teams have."""
    parts: list[Any] = [tag("p", write.say("share_text"))]
    for one in impacts:
        parts += _impact(write, one)
    if testing:
        head = [write.say("measure"), *(write.words(team.get("name") or team["metrics"]) for team in testing["teams"])]
        rows = []
        for measure in testing["measures"]:
            said = {team["metrics"]: write.say(team["status"]) for team in measure["teams"]}
            rows.append([write.words(measure["title"]), *(said.get(team["metrics"], "–") for team in testing["teams"])])
        parts += [tag("h3", write.say("testing")), tag("p", write.say("testing_text"))]
        parts.append(table(write.say("testing"), head, rows))
        titles = {one["id"]: write.words(one["title"]) for one in testing["measures"]}
        missing = join(titles.get(id, id) for id in testing.get("not_collected", ()))
        parts.append(tag("p", write.say("not_collected", ids=missing)) if missing else None)
    return write.section("metrics", parts)


def _impact(write: Writer, impact: Mapping[str, Any]) -> list[Any]:
    name = impact.get("subject", {}).get("name") or impact["metrics"]
    rows = [
        [
            [write.words(one["title"]), _unit(write, one)],
            write.component(one["component"]),
            _value(write, one, "baseline"),
            _value(write, one, "latest"),
            _value(write, one, "target"),
            [write.say(one["status"])],
            f"{one['share']['percent']} %" if "share" in one else "–",
        ]
        for one in impact["measures"]
    ]
    head = [
        write.say("measure"),
        write.say("part"),
        *map(write.say, ("baseline", "latest", "target", "status", "share")),
    ]
    counts = tag("p", write.say("metrics_counts", **impact["counts"]))
    return [tag("h3", write.words(name)), counts, table(write.words(name), head, rows)]


def _value(write: Writer, measure: Mapping[str, Any], which: str) -> Markup:
    if which not in measure:
        return safe("–")
    one = measure[which]
    return safe([str(one["value"]), tag("span", write.day(one["date"]), class_="when")])


def _unit(write: Writer, measure: Mapping[str, Any]) -> Markup | None:
    return tag("span", write.words(measure["unit"]), class_="when") if "unit" in measure else None


def lenses(write: Writer, round: Mapping[str, Any], readings: Sequence[Mapping[str, Any]]) -> Markup | None:
    """Return the profile through the lenses of its rubric, and through one's own."""
    parts: list[Any] = []
    described = {one["id"]: one for one in write.titles.document.get("lenses", ())}
    for lens in round.get("lenses", ()):
        own = described[lens["id"]]
        of = {part["id"]: part for part in own["parts"]}
        rows = [
            [write.words(of[part["id"]]["title"]), write.chip(part), _list(of[part["id"]].get("competencies", ()))]
            for part in lens["parts"]
        ]
        parts += _lens(write, own["title"], rows, own.get("basis"))
    for reading in readings:
        rows = [_part(write, part) for part in reading["parts"]]
        parts += _lens(write, reading["lens"]["title"], rows, reading["lens"].get("basis"))
    return write.section("lenses", tag("p", write.say("lenses_text")), parts) if parts else None


def _lens(write: Writer, title: Any, rows: list[list[Any]], basis: str | None) -> list[Any]:
    head = [write.say(key) for key in ("part", "stage", "competencies")]
    whose = write.say(f"basis_{basis}") if basis in ("project", "user") else None
    note = tag("p", whose, class_="small") if whose else None
    return [tag("h3", write.words(title)), table(write.words(title), head, rows), note]


def _part(write: Writer, part: Mapping[str, Any]) -> list[Any]:
    node = part.get("node") or {"stage": part.get("at", {}).get("stage"), "status": "not_asked"}
    competencies = [one["id"] for one in part.get("competencies", ())] or part.get("at", {}).get("competencies", ())
    reason = tag("p", write.words(part["reason"]), class_="small") if "reason" in part else None
    return [[write.words(part["title"]), reason], write.chip(node), _list(competencies)]


def _list(ids: Sequence[str]) -> str:
    return ", ".join(ids) or "–"
