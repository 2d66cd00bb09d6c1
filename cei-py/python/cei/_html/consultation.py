"""A consultation, as of a day."""

from __future__ import annotations

from typing import Any

from .element import Markup, join, tag
from .parts import Document, Names, as_of, listed, of, tabled, title
from .writer import Writer


def consultation(write: Writer, document: Document, review: Document) -> Markup:
    """Return which steps of a consultation are missing, who was heard, and what became of it."""
    names = Names(write, document)
    checks: list[Document] = review["checks"]
    asked = [one for one in checks if one["state"] not in ("not_required", "waived")]
    met = sum(one["state"] == "met" for one in asked)
    parts: list[Any] = [as_of(write, review), tag("p", write.say("checks_text"))]
    parts.append(tag("p", write.say("checks_counts", met=met, of=len(asked))))
    lines: list[Any] = [
        _lacking(write, document, one) for one in checks if one["state"] in ("missing", "open", "unknown")
    ]
    parts += listed(write, "missing_steps", lines)
    rows: list[Any] = [
        [write.words(one["title"]), write.say(one["state"]), write.words(one["citation"])] for one in checks
    ]
    parts += tabled(write, "all_checks", ("check", "status", "citation"), rows)
    rows = [
        [write.code(one["partner"]), one["goals"], one["budget"], one["draft"]] for one in review.get("consulted", ())
    ]
    head = ("partner", "on_goals", "on_budget", "on_draft")
    parts += tabled(write, "consulted", head, rows, write.say("times_text"))
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
    parts += _committees(write, review)
    lines = [
        (names.of("priorities", one["priority"]), ": ", write.say(one["state"]),
         [" (", names.all("goals", one["goals"]), ")"] if one.get("goals") else None)
        for one in review.get("priorities", ())
    ]  # fmt: skip
    parts += listed(write, "priorities", lines)
    if review.get("goals_without_priority"):
        goals = names.all("goals", review["goals_without_priority"])
        parts.append(tag("p", write.say("goals_without", goals=goals)))
    return write.section("consultation", parts, title=title(write, "consultation", document))


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


def _presence(write: Writer, document: Document, review: Document) -> list[Any]:
    """Return who came against who could have; for the public without the heads of any group."""
    sites = Names(write, document.get("enrolment", {}))
    rows = []
    for one in review.get("presence", ()):
        counts: list[Any] = []
        if not write.public:
            counts = [of(write, one, "heads"), of(write, one, "pupils"), one.get("least", "–")]
        # What was made of a few heads, or of a few pupils, tells of them.
        few = write.public and any(0 < one.get(of_whom, {}).get("have", 0) < write.least for of_whom in ("heads", "pupils"))
        said = write.say("fewer_than", least=write.least) if few else write.say(one["presence"])
        rows.append([sites.of("sites", one["id"]), said, *counts])
    counted = () if write.public else ("came", "enrolled", "least")
    return tabled(write, "presence", ("group", "status", *counted), rows, write.say("presence_text"))


def _committees(write: Writer, review: Document) -> list[Any]:
    rows = []
    for one in review.get("committees", ()):
        prepared = [] if write.public else [of(write, one, "prepared")]
        rows.append([write.code(one["kind"]), one["meetings"], of(write, one, "answered"), *prepared])
    counted = () if write.public else ("prepared",)
    return tabled(write, "committees", ("committee", "meetings", "comments_answered", *counted), rows)
