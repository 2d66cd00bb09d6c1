"""A network, as of a day."""

from __future__ import annotations

from typing import Any

from .element import Markup, items, join, table, tag
from .parts import Document, Names, as_of, evidence, heads, listed, of, small, tabled, title
from .sources import count, size
from .writer import Writer


def cohort(write: Writer, document: Document, review: Document) -> Markup:
    """Return what a network is for, what it has done and what is due."""
    names = Names(write, document)
    parts: list[Any] = [as_of(write, review)]
    parts += listed(write, "network_goals", (names.words(one["text"]) for one in document.get("goals", ())))
    if document.get("consortium"):
        led = join(names.words(one["name"]) for one in document["consortium"])
        parts.append(tag("p", write.say("led_by", who=led)))
    parts += listed(write, "due", (_due(write, names, one) for one in review.get("due", ())))
    rows: list[Any] = [
        [
            [names.words(one["title"]), _cited(names, one)],
            write.day(one["due"]),
            write.day(one["done"]) if "done" in one else "–",
        ]
        for one in document.get("milestones", ())
    ]
    parts += tabled(write, "milestones", ("milestone", "due_by", "done_on"), rows)
    if review.get("teams"):
        parts.append(tag("h3", write.say("commitments")))
    for team in review.get("teams", ()):
        parts += _team(write, names, team)
    parts += _convenings(write, names, review)
    parts += _practices(write, names, review)
    parts += listed(write, "team_activities", (_activity(write, names, one) for one in document.get("activities", ())))
    parts += _protocol(write, names, review)
    parts += _training(write, names, review)
    if not write.public:
        parts += _selection(write, names, review)
    if "citation" in document:
        parts.append(tag("p", names.words(document["citation"]), class_="small"))
    return write.section("cohort", parts, title=title(write, "cohort", document))


def _due(write: Writer, names: Names, one: Document) -> list[Any]:
    what = names.of("milestones", one["id"]) if one["kind"] == "milestone" else write.say("convening")
    days = write.many("days", size(one["days"]))
    return [write.day(one["date"]), ": ", what, " (", write.say(one["when"]), ", ", days, ")"]


def _team(write: Writer, names: Names, team: Document) -> list[Any]:
    """Return one team: who is in it, what it committed to, who came, and how its district grew."""
    own = names.entry("teams", team["team"]) or {}
    lines = [_commitment(write, names, one) for one in team["commitments"]]
    said: list[Any] = [tag("h4", names.of("teams", team["team"]))]
    about = [names.words(own["subject"]["name"])] if "name" in own.get("subject", {}) else []
    about += [write.say(f"{key}_on", day=write.day(own[key])) for key in ("joined", "left") if key in own]
    said += [tag("p", join(about, " · "), class_="about")] if about else []
    said.append(tag("p", write.say("attendance", **team["attendance"])))
    if not write.public:
        if "capacity" in team:
            people = team["capacity"]["people"]
            said.append(tag("p", write.say("capacity", times=team["capacity"]["times"], **people)))
        members = [_members(write, one) for one in own.get("members", ())]
        said += [tag("p", write.say("members"), ": ", join(members, "; "))] if members else []
    said.append(items(lines))
    return said + (_growth(write, team["growth"]) if "growth" in team else [])


def _commitment(write: Writer, names: Names, one: Document) -> list[Any]:
    own = names.entry("commitments", one["commitment"]) or {}
    counts = write.say("at_least", have=one["have"], least=own.get("least", one["least"]))
    reached = "since_day" if one["state"] == "met" else "expected_day"
    day = [", ", write.say(reached, day=write.day(one["date"]))] if "date" in one else None
    said = [names.of("commitments", one["commitment"]), ": ", write.say(one["state"]), " (", counts, day, ")"]
    return [*said, _cited(names, own)]


def _cited(names: Names, one: Document) -> Markup | None:
    return small(names.words(one["citation"])) if "citation" in one else None


def _members(write: Writer, one: Document) -> list[Any]:
    can = [" (", write.say("can_facilitate", n=one["can_facilitate"]), ")"] if "can_facilitate" in one else []
    return [write.title("group", one["group"]), ": ", one["people"], *can]


def _growth(write: Writer, growth: Document) -> list[Any]:
    """Return how a member district grew from its first round to its last."""
    counts = {key: growth["counts"]["competencies"][key] for key in ("rose", "stayed", "fell")}
    rows = [
        [write.title("domain", one["id"]), write.stage(one.get("from")) or "–", write.stage(one.get("to")) or "–",
         write.say(one["change"])]
        for one in growth["domains"]
    ]  # fmt: skip
    head = [write.say(key) for key in ("domain", "first_round", "last_round", "change")]
    text = tag("p", write.say("member_growth"), ": ", write.say("growth_counts", **counts))
    return [text, table(write.say("member_growth"), head, rows)]


def _convenings(write: Writer, names: Names, review: Document) -> list[Any]:
    """Return the convenings: when, in what form, who facilitated, and who came."""
    rows: list[Any] = []
    for one in review.get("convenings", ()):
        own = names.entry("convenings", one["convening"]) or {}
        led = join(_organization(names, id) for id in own.get("facilitators", ()))
        came = [[names.of("teams", team["team"]), _heads(write, team)] for team in own.get("attendance", ())]
        rows.append([
            [write.day(own.get("date", one["date"])), small(names.words(own["title"])) if "title" in own else None],
            write.code(own["mode"]) if "mode" in own else "–",
            write.say(one["state"]),
            led or "–",
            of(write, one, "teams"),
            [write.people(one["people"]) if one["people"] else "–", None if write.public else small(items(came))],
        ])  # fmt: skip
    head = ("date", "mode", "status", "facilitated_by", "teams", "people_there")
    return tabled(write, "convenings", head, rows)


def _heads(write: Writer, team: Document) -> list[Any] | None:
    """Return how many of each group came; nothing where they were not counted."""
    return [": ", heads(write, team["heads"], lambda id: write.title("group", id))] if team.get("heads") else None


def _organization(names: Names, id: str) -> Markup:
    """Return the name of who facilitates: one of the consortium, or a team."""
    return names.of("consortium" if names.entry("consortium", id) else "teams", id)


def _practices(write: Writer, names: Names, review: Document) -> list[Any]:
    """Return the practices that were found: by whom, what shows it, and how they came to be understood."""
    parts: list[Any] = []
    for one in review.get("practices", ()):
        own = names.entry("practices", one["practice"]) or {}
        counts = {key: one[key] for key in ("teams", "evidence", "changes")}
        found: list[Any] = [names.all("teams", own.get("teams", ()))]
        found += [write.say("found_on", day=write.day(own["found"]))] if "found" in own else []
        parts.append(tag("h4", names.of("practices", one["practice"])))
        parts += [tag("p", names.words(own["text"]))] if "text" in own else []
        parts.append(tag("p", join(found, " · "), class_="about"))
        parts.append(tag("p", write.say("practice_counts", **counts)))
        parts.append(items(map(write.named, own.get("competencies", ())), class_="plain"))
        if own.get("evidence"):
            parts += [tag("p", write.say("evidence"), ":"), evidence(write, own["evidence"], names.language)]
        if own.get("understanding"):
            lines = ([write.day(said["date"]), ": ", names.words(said["text"])] for said in own["understanding"])
            parts += [tag("p", write.say("understanding"), ":"), items(lines)]
    return [tag("h3", write.say("practices")), *parts] if parts else []


def _activity(write: Writer, names: Names, one: Document) -> list[Any]:
    said = [write.code(one["kind"]), names.all("teams", one["teams"])]
    said += (
        [write.say("together_with", who=join(names.words(other) for other in one["with"]))] if one.get("with") else []
    )
    shown = evidence(write, one.get("evidence", ()), names.language)
    return [write.day(one["date"]), ": ", names.words(one["title"]), " (", join(said, "; "), ")", shown]


def _protocol(write: Writer, names: Names, review: Document) -> list[Any]:
    """Return the versions of the protocol, and the feedback with what came of it."""
    parts: list[Any] = []
    versions = [
        [write.say("version", n=one["version"]), ", ", write.day(one["date"]),
         [": ", names.words(one["text"])] if "text" in one else None]
        for one in names.document.get("protocol", ())
    ]  # fmt: skip
    protocol = review.get("protocol", {})
    if "version" in protocol:
        now = write.say("protocol_now", version=protocol["version"], date=write.day(protocol["date"]))
        parts += [tag("h3", write.say("protocol_versions")), tag("p", now), items(versions)]
    feedback = [
        write.say("feedback_state", on=write.code(one["on"]), answered=count(one["answered"]), open=count(one["open"]))
        for one in review.get("feedback", ())
        if one["answered"] or one["open"]
    ]
    rows: list[Any] = []
    for one in names.document.get("feedback", ()):
        answered = (
            write.say("answered_on", day=write.day(one["answered"])) if "answered" in one else write.say("no_answer")
        )
        became: list[Any] = [answered]
        became += [small(names.words(one["answer"]))] if "answer" in one else []
        became += [small(write.say("taken_up_in", n=one["version"]))] if "version" in one else []
        whose = names.of("teams", one["team"]) if "team" in one else "–"
        rows.append([names.words(one["text"]), write.code(one["on"]), whose, write.day(one["date"]), became])
    told = tabled(write, "team_feedback", ("said", "about", "team", "date", "became"), rows)
    return parts + told + [items(feedback)]


def _training(write: Writer, names: Names, review: Document) -> list[Any]:
    """Return the trainings for others that came of what was found."""
    lines: list[Any] = []
    for one in names.document.get("training", ()):
        said = [write.say("statewide")] if one.get("statewide") else []
        if one.get("facilitators"):
            led = join(_organization(names, id) for id in one["facilitators"])
            said.append(write.say("facilitated_by_whom", who=led))
        said += [names.all("practices", one["practices"])] if one.get("practices") else []
        if one.get("heads") and not write.public:
            said.append(heads(write, one["heads"], lambda id: write.title("group", id)))
        lines.append(
            [write.day(one["date"]), ": ", names.words(one["title"]), [" (", join(said, "; "), ")"] if said else None]
        )
    parts = listed(write, "trainings", lines)
    if review.get("training"):
        training = review["training"]
        counts = {"sessions": training["sessions"], "statewide": training["statewide"]}
        parts.append(tag("p", write.say("training_counts", people=write.people(training["people"]), **counts)))
    return parts


def _selection(write: Writer, names: Names, review: Document) -> list[Any]:
    """Return the criteria that teams were selected by, and who applied."""
    criteria: list[Any] = []
    for one in names.document.get("criteria", ()):
        asked = None if one.get("required", True) else [" (", write.say("not_required_of_all"), ")"]
        criteria.append([names.words(one["title"]), asked, [": ", names.words(one["text"])] if "text" in one else None])
    parts = listed(write, "criteria", criteria)
    return parts + listed(write, "applicants", (_applicant(write, names, one) for one in review.get("applicants", ())))


def _applicant(write: Writer, names: Names, one: Document) -> list[Any]:
    own = names.entry("applicants", one["applicant"]) or {}
    said = [write.day(own["date"])] if "date" in own else []
    said += [write.say("selected" if one["selected"] else "not_selected")] if "selected" in one else []
    for key, field in (("criteria_met", "met"), ("criteria_not", "not_met"), ("criteria_open", "open")):
        if one[field]:
            said.append(write.say(key, what=names.all("criteria", one[field])))
    shown = [piece for answer in own.get("answers", ()) for piece in answer.get("evidence", ())]
    return [names.of("applicants", one["applicant"]), ": ", join(said, "; "), evidence(write, shown, names.language)]
