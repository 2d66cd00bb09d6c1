"""A consultation, as of a day."""

from __future__ import annotations

from typing import Any

from .element import Markup, items, join, tag
from .parts import Document, Names, as_of, heads, labelled, listed, more, of, small, tabled, title
from .sources import count
from .writer import Writer


def consultation(write: Writer, document: Document, review: Document) -> Markup:
    """Return which steps of a consultation are missing, who was heard, and what became of it."""
    names = Names(write, document)
    sites = Names(write, document.get("enrolment", {}))
    parts: list[Any] = [as_of(write, review), tag("p", _about(write, document))]
    parts += _checks(write, document, review)
    parts += _priorities(write, names, review)
    rows: list[Any] = [
        [
            write.code(one["partner"]),
            one["goals"],
            one["budget"],
            one["draft"],
            write.day(one["first"]) if "first" in one else "–",
            write.day(one["last"]) if "last" in one else "–",
        ]
        for one in review.get("consulted", ())
    ]
    times = ("on_goals", "on_budget", "on_draft", "first_time", "last_time")
    parts += tabled(write, "consulted", ("partner", *times), rows, write.say("times_text"))
    parts += _events(write, names, sites)
    parts += _presence(write, document, review)
    rows = [
        [write.code(one["language"]), of(write, one, "events"), of(write, one, "notices"),
         write.say("yes" if one["many"] else "no")]
        for one in review.get("languages", ())
    ]  # fmt: skip
    head = ("language", "events", "notices", "spoken_by_many")
    parts += tabled(write, "languages_offered", head, rows)
    # Of heads that are close to each other, the difference would tell of a few people.
    people = () if write.public else ("people_there",)
    rows = [
        [write.code(one["support"]), of(write, one, "events"), *(one["people"] for _ in people)]
        for one in review.get("supports", ())
    ]
    parts += tabled(write, "supports", ("support", "events", *people), rows)
    parts += _committees(write, document, review)
    parts += _public_meetings(write, document, sites)
    if not write.public:
        parts.append(_enrolment(write, document, sites))
    return write.section("consultation", parts, title=title(write, "consultation", document))


def _about(write: Writer, document: Document) -> Markup:
    said = [write.code(document["plan"]), write.words(document["school_year"], write.lang)]
    if "name" in document.get("subject", {}):
        said.append(write.words(document["subject"]["name"], document.get("language", "en")))
    return join(said, " · ")


def _checks(write: Writer, document: Document, review: Document) -> list[Any]:
    """Return how many checks are in which state, what is missing, and all of them with source and certainty."""
    checks: list[Document] = review["checks"]
    states = ("met", "missing", "open", "unknown", "waived", "not_required")
    found = [(state, count(checks, {"state": state})) for state in states]
    counted = [[write.say(state), ": ", number] for state, number in found if number]
    parts: list[Any] = [tag("p", write.say("checks_counts", of=count(checks), states=join(counted, "; "))),
                        tag("p", write.say("checks_text"))]  # fmt: skip
    if "adopted" in review:
        parts.append(tag("p", write.say("adopted_on", day=write.day(review["adopted"]))))
    lines: list[Any] = [
        _lacking(write, document, one) for one in checks if one["state"] in ("missing", "open", "unknown")
    ]
    parts += listed(write, "missing_steps", lines)
    if "thresholds" in document:
        own = [[write.state("threshold", name), ": ", value] for name, value in document["thresholds"].items()]
        parts.append(tag("p", write.say("own_thresholds", what=join(own, "; "))))
    waived = {one["check"]: one["reason"] for one in document.get("waivers", ())}
    rows: list[Any] = []
    for one in checks:
        reason = waived.get(one["check"])
        why = labelled(write, "why", write.words(reason, document.get("language", "en"))) if reason else None
        certain = small(write.state("certainty", one["certainty"]))
        rows.append(
            [write.words(one["title"]), [write.say(one["state"]), why], [write.words(one["citation"]), certain]]
        )
    return parts + tabled(write, "all_checks", ("check", "status", "citation"), rows, write.say("certainty_text"))


def _lacking(write: Writer, document: Document, one: Document) -> list[Any]:
    """Return a step that is not met: what it lacks, at which site, and by when it is due."""
    comments = [said for committee in document.get("committees", ()) for said in committee.get("comments", ())]
    known = {said["id"]: said["text"] for said in comments if "text" in said}
    sites = Names(write, document.get("enrolment", {}))
    what = []
    for part in one.get("lacking", ()):
        named = write.words(known[part["what"]]) if part["what"] in known else write.code(part["what"])
        what.append([named, " (", sites.of("sites", part["site"]), ")"] if "site" in part else named)
    said = [write.say("lacking", what=join(what))] if what else []
    said += [write.say("due_on", day=write.day(one["due"]))] if "due" in one else []
    return [write.words(one["title"]), " – ", write.say(one["state"]), *([" (", join(said, "; "), ")"] if said else [])]


def _priorities(write: Writer, names: Names, review: Document) -> list[Any]:
    """Return what people asked for, who and where, and what became of it; and the goals that nobody asked for."""
    rows: list[Any] = []
    for one in review.get("priorities", ()):
        own = names.entry("priorities", one["priority"]) or {}
        became: list[Any] = [write.say(one["state"])]
        goals = names.all("goals", own.get("goals", ()))
        became += [labelled(write, "goals_of_plan", goals)] if goals else []
        became += [labelled(write, "answer", names.words(own["answer"]))] if "answer" in own else []
        rows.append([names.of("priorities", one["priority"]), write.codes(own.get("partners", ())),
                     names.all("events", own.get("events", ())), became])  # fmt: skip
    parts = tabled(write, "priorities", ("priority", "asked_by", "asked_at", "became"), rows)
    parts += listed(write, "goals_of_plan", (names.words(one["title"]) for one in names.document.get("goals", ())))
    if review.get("goals_without_priority"):
        goals = names.all("goals", review["goals_without_priority"])
        parts.append(tag("p", write.say("goals_without", goals=goals)))
    return parts


def _events(write: Writer, names: Names, sites: Names) -> list[Any]:
    """Return each event: when, with whom, on what, in which languages, what made it possible to come, who came."""
    rows: list[Any] = []
    apart: list[Any] = []
    for one in names.document.get("events", ()):
        came = one.get("heads", {})
        where = sites.all("sites", one["sites"]) if one.get("sites") else None
        called = names.words(one["title"]) if "title" in one else write.say("event")
        rows.append([
            [called, small(write.day(one["date"])), labelled(write, "where", where)],
            write.codes(one.get("partners", ())),
            write.codes(one.get("on", ())),
            write.codes(one.get("languages", ())) or "–",
            write.codes(one.get("supports", ())) or "–",
            write.people(came["people"]) if "people" in came else write.say("not_counted"),
        ])  # fmt: skip
        told: list[Any] = [heads(write, came[key]) for key in ("groups", "languages") if came.get(key)]
        told += [heads(write, came["sites"], lambda id: sites.of("sites", id))] if came.get("sites") else []
        if told:
            apart.append([called, ": ", join(told, " · ")])
    head = ("event", "partner", "subject_matter", "languages", "supports_short", "people_there")
    parts = tabled(write, "events", head, rows)
    return parts + ([more(write, "heads_apart", items(apart))] if apart and not write.public else [])


def _presence(write: Writer, document: Document, review: Document) -> list[Any]:
    """Return who came against who could have; for the public without the heads of any group."""
    sites = Names(write, document.get("enrolment", {}))
    rows = []
    for one in review.get("presence", ()):
        counts: list[Any] = []
        if not write.public:
            counts = [of(write, one, "heads"), of(write, one, "pupils"), one.get("least", "–")]
        # What was made of a few heads, or of a few pupils, tells of them.
        few = write.public and any(
            0 < one.get(of_whom, {}).get("have", 0) < write.least for of_whom in ("heads", "pupils")
        )
        said = write.say("fewer_than", least=write.least) if few else write.say(one["presence"])
        rows.append([sites.of("sites", one["id"]), said, of(write, one, "events"), *counts])
    counted = () if write.public else ("came", "enrolled", "least")
    return tabled(write, "presence", ("group", "status", "events_counted", *counted), rows, write.say("presence_text"))


def _committees(write: Writer, document: Document, review: Document) -> list[Any]:
    """Return the committees: their seats, meetings, and what became of their comments."""
    own = {one["id"]: one for one in document.get("committees", ())}
    sites = Names(write, document.get("enrolment", {}))
    language = document.get("language", "en")
    rows = []
    parts: list[Any] = []
    for one in review.get("committees", ()):
        committee = own.get(one["committee"], {})
        where = sites.of("sites", committee["site"]) if "site" in committee else None
        called = write.code(committee.get("kind", one["kind"]))
        prepared = [] if write.public else [of(write, one, "prepared")]
        meetings = [
            [write.day(met["date"]), " (", write.codes(met["on"]), ")"] for met in committee.get("meetings", ())
        ]
        rows.append([[called, small(where)], [one["meetings"], items(meetings)],
                     of(write, one, "answered"), *prepared])  # fmt: skip
        comments = [_comment(write, said, language) for said in committee.get("comments", ())]
        seats = [] if write.public else [_seat(write, seat) for seat in committee.get("seats", ())]
        if comments or seats:
            parts.append(tag("h4", called))
            parts += [tag("p", write.say("seats"), ":"), items(seats)] if seats else []
            parts += [tag("p", write.say("comments"), ":"), items(comments)] if comments else []
    counted = () if write.public else ("prepared",)
    head = ("committee", "meetings", "comments_answered", *counted)
    return [*tabled(write, "committees", head, rows), *parts]


def _comment(write: Writer, said: Document, language: str) -> list[Any]:
    became = write.say("answered_on", day=write.day(said["answered"])) if "answered" in said else write.say("no_answer")
    answer = [": ", write.words(said["answer"], language)] if "answer" in said else []
    text = write.words(said["text"], language) if "text" in said else write.say("comment")
    return [text, " (", write.day(said["date"]), "; ", became, ")", *answer]


def _seat(write: Writer, seat: Document) -> list[Any]:
    said = [write.say("seat_people", seat=write.state("seat", seat["seat"]), n=seat["people"])]
    said += [write.codes(seat["groups"])] if seat.get("groups") else []
    said += [write.say("seat_prepared", n=seat["prepared"])] if "prepared" in seat else []
    return [join(said, "; ")]


def _public_meetings(write: Writer, document: Document, sites: Names) -> list[Any]:
    """Return the public meetings of the board and the notices."""
    lines: list[Any] = []
    for one in document.get("board", ()):
        consent = write.say("as_consent" if one["consent"] else "not_as_consent") if "consent" in one else None
        lines.append([write.day(one["date"]), ": ", write.codes(one["acts"]), ["; ", consent] if consent else None])
    parts = listed(write, "board", lines)
    notices = []
    for one in document.get("notices", ()):
        where = [" (", sites.all("sites", one["sites"]), ")"] if one.get("sites") else None
        notices.append([write.day(one["date"]), ": ", write.codes(one["languages"]), where])
    return parts + listed(write, "notices", notices)


def _enrolment(write: Writer, document: Document, sites: Names) -> Markup | None:
    """Return who is enrolled: by group, by language, by school."""
    enrolment = document.get("enrolment")
    if not enrolment:
        return None
    lines: list[Any] = [[write.say("all_pupils"), ": ", enrolment["pupils"]]]
    lines += [heads(write, enrolment[key]) for key in ("groups", "languages") if enrolment.get(key)]
    for one in enrolment.get("sites", ()):
        said = [write.say("pupils_n", n=one["pupils"])]
        said += [write.code(one["level"])] if "level" in one else []
        said += [heads(write, one["languages"])] if one.get("languages") else []
        said += [write.say("equity_multiplier")] if one.get("equity_multiplier") else []
        lines.append([sites.of("sites", one["id"]), ": ", join(said, " · ")])
    return more(write, "enrolment", items(lines))
