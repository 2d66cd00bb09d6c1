"""What the team decided in each round, how, and the evidence that was given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .element import Markup, items, join, safe, table, tag
from .parts import evidence, more, small
from .writer import Writer

Document = Mapping[str, Any]


def decisions(write: Writer, documents: Sequence[Document]) -> Markup | None:
    """Return the decisions and the evidence of every round whose answers are given; for the inside only."""
    parts: list[Any] = []
    for one in documents:
        if one["format"] != "cei.assessment/1":
            continue
        found = [_left_out(write, one), more(write, "decisions_all", _round(write, one))]
        if any(found):
            said = write.period(one.get("period", {}))
            parts += [tag("h3", join(said, " · ") if said else safe(one["id"])), *found]
    if write.public or not parts:
        return None
    return write.section("decisions", tag("p", write.say("decisions_text")), parts)


def _left_out(write: Writer, assessment: Document) -> Markup | None:
    """Return what a round left out on purpose, and why."""
    lines = [
        (write.named(one["competency"]), [": ", write.words(one["reason"], assessment.get("language", "en"))]
         if "reason" in one else None)
        for one in assessment.get("out_of_scope", ())
    ]  # fmt: skip
    return tag("div", tag("p", write.say("left_out"), ":"), items(lines)) if lines else None


def _round(write: Writer, assessment: Document) -> Markup | None:
    """Return the competencies of a round that something was decided or shown of."""
    language = assessment.get("language", "en")
    decided = {one["competency"]: one for one in assessment.get("decisions", ())}
    shown: dict[str, dict[Any, Document]] = {}
    for one in (*assessment.get("decisions", ()), *assessment.get("ratings", ())):
        for piece in one.get("evidence", ()):
            known = (str(piece["title"]), piece.get("kind"), piece.get("date"))
            shown.setdefault(one["competency"], {}).setdefault(known, piece)
    rows = []
    for domain in write.titles.document["domains"]:
        for competency in domain["competencies"]:
            id = competency["id"]
            if id in decided or id in shown:
                pieces = evidence(write, list(shown.get(id, {}).values()), language)
                decision = decided.get(id)
                named = write.named(decision["competency"] if decision else id)
                rows.append([named, _decision(write, decision, language), pieces or "–"])
    head = [write.say(key) for key in ("competency", "decision", "evidence")]
    return table(write.say("decisions"), head, rows)


def _decision(write: Writer, one: Document | None, language: str) -> list[Any]:
    if one is None:
        return ["–"]
    how = [write.code(one["method"])] if "method" in one else []
    how += [write.day(one["date"])] if "date" in one else []
    return [
        write.stage(one.get("stage")),
        small(join(how)),
        small(write.words(one["note"], language)) if "note" in one else None,
    ]
