"""The network, the consultation and the partnerships, as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .element import Markup, items, join, safe, table, tag
from .writer import Writer

Document = Mapping[str, Any]


def cohort(write: Writer, document: Document, review: Document) -> Markup:
    """Return what a network has done and what is due."""
    names = _titles(document, "teams", "applicants", "milestones", "criteria", "commitments", "practices")
    parts: list[Any] = [_head(write, review)]
    due = [
        (one["date"], " ", _name(write, names, one["id"]), f" ({write.say(one['kind'])}, ",
         write.say(one["when"]), ", ", write.say("days", n=abs(one["days"])), ")")
        for one in review.get("due", ())
    ]  # fmt: skip
    parts += _listed(write, "due", due)
    parts += _listed(write, "applicants", (_applicant(write, names, one) for one in review.get("applicants", ())))
    rows = [
        [
            one["date"],
            write.say(one["state"]),
            write.say("of", **one["teams"]) if "teams" in one else "–",
            write.people(one["people"]) if one["people"] else "–",
        ]
        for one in review.get("convenings", ())
    ]
    head = [write.say(key) for key in ("date", "status", "teams", "people_there")]
    parts += _tabled(write, "convenings", head, rows)
    if review.get("teams"):
        parts.append(tag("h3", write.say("commitments")))
    for team in review.get("teams", ()):
        parts += _team(write, names, team)
    practices = []
    for one in review.get("practices", ()):
        counts = write.say("practice_counts", **{key: one[key] for key in ("teams", "evidence", "changes")})
        practices.append((_name(write, names, one["practice"]), ": ", counts))
    parts += _listed(write, "practices", practices)
    if "version" in review.get("protocol", {}):
        parts.append(tag("p", write.say("protocol_now", **review["protocol"])))
    feedback = [
        write.say("feedback_state", on=write.code(one["on"]), answered=len(one["answered"]), open=len(one["open"]))
        for one in review.get("feedback", ())
        if one["answered"] or one["open"]
    ]
    parts.append(items(feedback))
    if review.get("training"):
        training = review["training"]
        said = {"sessions": training["sessions"], "statewide": training["statewide"]}
        parts.append(tag("p", write.say("training_counts", people=write.people(training["people"]), **said)))
    return write.section("cohort", parts, title=_title(write, "cohort", document))


def _applicant(write: Writer, names: dict[str, Any], one: Document) -> list[Any]:
    said = [write.say("selected" if one["selected"] else "not_selected")] if "selected" in one else []
    for key, field in (("criteria_met", "met"), ("criteria_not", "not_met"), ("criteria_open", "open")):
        if one[field]:
            said.append(write.say(key, what=join(_name(write, names, id) for id in one[field])))
    return [_name(write, names, one["applicant"]), ": ", join(said, "; ")]


def _team(write: Writer, names: dict[str, Any], team: Document) -> list[Any]:
    lines = [
        (_name(write, names, one["commitment"]), ": ", write.say(one["state"]), " (",
         write.say("at_least", have=one["have"], least=one["least"]), ")")
        for one in team["commitments"]
    ]  # fmt: skip
    said = [tag("h4", _name(write, names, team["team"])), tag("p", write.say("attendance", **team["attendance"]))]
    if not write.public and "capacity" in team:
        people = team["capacity"]["people"]
        said.append(tag("p", write.say("capacity", times=team["capacity"]["times"], **people)))
    return [*said, items(lines)]


def consultation(write: Writer, document: Document, review: Document) -> Markup:
    """Return which steps of a consultation are missing, who was heard, and what became of it."""
    names = _titles(document, "priorities", "goals", "committees", "events")
    names.update(_titles(document.get("enrolment", {}), "sites"))
    names.update(
        {one["id"]: one.get("text") for kind in document.get("committees", ()) for one in kind.get("comments", ())}
    )
    checks: list[Document] = review["checks"]
    asked = [one for one in checks if one["state"] not in ("not_required", "waived")]
    met = sum(one["state"] == "met" for one in asked)
    parts: list[Any] = [_head(write, review), tag("p", write.say("checks_text"))]
    parts.append(tag("p", write.say("checks_counts", met=met, of=len(asked))))
    lines: list[Any] = [_lacking(write, names, one) for one in checks if one["state"] in ("missing", "open", "unknown")]
    parts += _listed(write, "missing_steps", lines)
    rows: list[Any] = [
        [write.words(one["title"]), write.say(one["state"]), write.words(one["citation"])] for one in checks
    ]
    parts += _tabled(write, "all_checks", [write.say(key) for key in ("check", "status", "citation")], rows)
    rows = [
        [write.code(one["partner"]), one["goals"], one["budget"], one["draft"]] for one in review.get("consulted", ())
    ]
    head = [write.say(key) for key in ("partner", "on_goals", "on_budget", "on_draft")]
    parts += _tabled(write, "consulted", head, rows, write.say("times_text"))
    parts += _presence(write, names, review)
    rows = [
        [write.code(one["language"]), write.say("of", **one["events"]), write.say("of", **one["notices"]),
         write.say("yes" if one["many"] else "no")]
        for one in review.get("languages", ())
    ]  # fmt: skip
    head = [write.say(key) for key in ("language", "events", "notices", "spoken_by_many")]
    parts += _tabled(write, "languages_offered", head, rows)
    rows = [
        [write.code(one["support"]), write.say("of", **one["events"]), write.people(one["people"])]
        for one in review.get("supports", ())
    ]
    parts += _tabled(write, "supports", [write.say(key) for key in ("support", "events", "people_there")], rows)
    parts += _committees(write, names, review)
    lines = [
        (_name(write, names, one["priority"]), ": ", write.say(one["state"]),
         [" (", join(_name(write, names, id) for id in one["goals"]), ")"] if one.get("goals") else None)
        for one in review.get("priorities", ())
    ]  # fmt: skip
    parts += _listed(write, "priorities", lines)
    if review.get("goals_without_priority"):
        goals = join(_name(write, names, id) for id in review["goals_without_priority"])
        parts.append(tag("p", write.say("goals_without", goals=goals)))
    return write.section("consultation", parts, title=_title(write, "consultation", document))


def _lacking(write: Writer, names: dict[str, Any], one: Document) -> list[Any]:
    what = []
    for part in one.get("lacking", ()):
        what.append(join((_name(write, names, value) for value in part.values()), " "))
    said = [write.say("lacking", what=join(what))] if what else []
    said += [write.say("due_on", day=one["due"])] if "due" in one else []
    return [write.words(one["title"]), " – ", write.say(one["state"]), *([" (", join(said, "; "), ")"] if said else [])]


def _presence(write: Writer, names: dict[str, Any], review: Document) -> list[Any]:
    """Return who came against who could have; for the public without the heads of any group."""
    rows = []
    for one in review.get("presence", ()):
        counts: list[Any] = []
        if not write.public:
            least = one.get("least", "–")
            counts = [_of(write, one, "heads"), _of(write, one, "pupils"), least]
        rows.append([_name(write, names, one["id"]), write.say(one["presence"]), *counts])
    keys = ["group", "status"] + ([] if write.public else ["came", "enrolled", "least"])
    return _tabled(write, "presence", [write.say(key) for key in keys], rows, write.say("presence_text"))


def _of(write: Writer, one: Document, field: str) -> Any:
    return write.say("of", **one[field]) if field in one else "–"


def _committees(write: Writer, names: dict[str, Any], review: Document) -> list[Any]:
    rows = []
    for one in review.get("committees", ()):
        prepared = [] if write.public else [_of(write, one, "prepared")]
        rows.append([write.code(one["kind"]), one["meetings"], _of(write, one, "answered"), *prepared])
    keys = ["committee", "meetings", "comments_answered"] + ([] if write.public else ["prepared"])
    return _tabled(write, "committees", [write.say(key) for key in keys], rows)


def partnerships(write: Writer, document: Document, review: Document) -> Markup:
    """Return which needs are covered, which gifts are unused, and how the partners work together."""
    names = _titles(document, "partners", "resources", "assets", "sites")
    needs = _titles(document, "needs")
    parts: list[Any] = [_head(write, review)]
    if "date" in review.get("landscape", {}):
        landscape = review["landscape"]
        parts.append(tag("p", write.say("landscape", date=landscape["date"], **landscape["partners"])))
    rows = []
    for one in review["coverage"]:
        sources = [_name(write, names, source["id"]) for source in one["sources"]]
        without = one.get("sites_without", ())
        missing = write.say("without_sites", sites=join(_name(write, names, id) for id in without)) if without else None
        rows.append([_name(write, needs, one["need"]), write.code(one["kind"]), [write.say(one["coverage"])],
                     join([one for one in (*sources, missing) if one], "; ") or "–"])  # fmt: skip
    parts += _tabled(write, "needs", [write.say(key) for key in ("need", "kind", "coverage", "sources")], rows)
    unused = []
    for one in review["unused"]:
        answers = [_name(write, needs, id) for id in one.get("would_answer", ())]
        more = [" (", write.say("would_answer", needs=join(answers)), ")"] if answers else None
        unused.append((_name(write, names, one["id"]), more))
    parts += _listed(write, "unused", unused)
    rows = []
    for one in review["partners"]:
        day = one.get("evaluated")
        evaluated = day and (day if one["evaluated_within_a_year"] else write.say("not_within_year", day=day))
        rows.append([_name(write, names, one["partner"]), write.say("yes" if one["vision"] else "no"),
                     one.get("planned", write.say("no")), evaluated or write.say("no"),
                     write.say(one["giving"])])  # fmt: skip
    head = [write.say(key) for key in ("partner", "vision", "planned", "evaluated", "giving")]
    parts += _tabled(write, "partners", head, rows)
    if "channels" in review:
        counts = {key: review["channels"][key] for key in ("open", "independent", "decides")}
        parts.append(tag("p", write.say("channels", **counts)))
    lines = [
        (write.named(one["competency"]), items(write.words(item["title"]) for item in one["items"]))
        for one in review.get("evidence", ())
        if one["items"]
    ]
    parts += _listed(write, "offers", lines)
    return write.section("partnerships", parts, title=_title(write, "partnerships", document))


def _title(write: Writer, key: str, document: Document) -> Markup:
    name = write.words(document.get("title") or document["id"], document.get("language", "en"))
    return safe([write.say(key), ": ", name])


def _head(write: Writer, review: Document) -> Markup:
    return tag("p", write.say("as_of", day=review["as_of"]), class_="about")


def _titles(document: Document, *lists: str) -> dict[str, Any]:
    """Return what the entries of lists are called, by id."""
    return {
        one["id"]: one.get("title") or one.get("name") or one.get("text")
        for name in lists
        for one in document.get(name, ())
    }


def _name(write: Writer, names: Mapping[str, Any], id: str) -> Markup:
    return write.words(names[id]) if names.get(id) else write.code(id)


def _listed(write: Writer, key: str, lines: Iterable[Any]) -> list[Any]:
    found = items(lines)
    return [tag("h3", write.say(key)), found] if found else []


def _tabled(write: Writer, key: str, head: list[Any], rows: list[list[Any]], text: Any = None) -> list[Any]:
    found = table(write.say(key), head, rows)
    return [tag("h3", write.say(key)), tag("p", text) if text else None, found] if found else []
