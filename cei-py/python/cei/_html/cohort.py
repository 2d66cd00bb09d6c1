"""A network, as of a day."""

from __future__ import annotations

from typing import Any

from .element import Markup, items, join, tag
from .parts import Document, Names, as_of, listed, of, tabled, title
from .writer import Writer


def cohort(write: Writer, document: Document, review: Document) -> Markup:
    """Return what a network has done and what is due."""
    names = Names(write, document)
    parts: list[Any] = [as_of(write, review)]
    parts += listed(write, "due", (_due(write, names, one) for one in review.get("due", ())))
    if not write.public:
        parts += listed(write, "applicants", (_applicant(write, names, one) for one in review.get("applicants", ())))
    rows = [
        [
            write.day(one["date"]),
            write.say(one["state"]),
            of(write, one, "teams"),
            write.people(one["people"]) if one["people"] else "–",
        ]
        for one in review.get("convenings", ())
    ]
    parts += tabled(write, "convenings", ("date", "status", "teams", "people_there"), rows)
    if review.get("teams"):
        parts.append(tag("h3", write.say("commitments")))
    for team in review.get("teams", ()):
        parts += _team(write, names, team)
    practices = []
    for one in review.get("practices", ()):
        counts = write.say("practice_counts", **{key: one[key] for key in ("teams", "evidence", "changes")})
        practices.append((names.of("practices", one["practice"]), ": ", counts))
    parts += listed(write, "practices", practices)
    protocol = review.get("protocol", {})
    if "version" in protocol:
        parts.append(tag("p", write.say("protocol_now", version=protocol["version"], date=write.day(protocol["date"]))))
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
    return write.section("cohort", parts, title=title(write, "cohort", document))


def _due(write: Writer, names: Names, one: Document) -> list[Any]:
    what = names.of("milestones", one["id"]) if one["kind"] == "milestone" else write.say("convening")
    days = write.say("days", n=abs(one["days"]))
    return [write.day(one["date"]), ": ", what, " (", write.say(one["when"]), ", ", days, ")"]


def _applicant(write: Writer, names: Names, one: Document) -> list[Any]:
    said = [write.say("selected" if one["selected"] else "not_selected")] if "selected" in one else []
    for key, field in (("criteria_met", "met"), ("criteria_not", "not_met"), ("criteria_open", "open")):
        if one[field]:
            said.append(write.say(key, what=names.all("criteria", one[field])))
    return [names.of("applicants", one["applicant"]), ": ", join(said, "; ")]


def _team(write: Writer, names: Names, team: Document) -> list[Any]:
    lines = [
        (names.of("commitments", one["commitment"]), ": ", write.say(one["state"]), " (",
         write.say("at_least", have=one["have"], least=one["least"]), ")")
        for one in team["commitments"]
    ]  # fmt: skip
    said = [tag("h4", names.of("teams", team["team"])), tag("p", write.say("attendance", **team["attendance"]))]
    if not write.public and "capacity" in team:
        people = team["capacity"]["people"]
        said.append(tag("p", write.say("capacity", times=team["capacity"]["times"], **people)))
    return [*said, items(lines)]
