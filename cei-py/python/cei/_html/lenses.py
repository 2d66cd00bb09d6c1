"""The same competencies, read through the lenses of the rubric and through one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .element import Markup, join, table, tag
from .parts import labelled, more
from .writer import Writer

Document = Mapping[str, Any]


def lenses(write: Writer, round: Document, readings: Sequence[Document]) -> Markup | None:
    """Return the profile through every lens of its rubric, in the rubric's order, and through one's own."""
    staged = {one["id"]: one["parts"] for one in round.get("lenses", ())}
    parts: list[Any] = []
    for own in write.titles.document.get("lenses", ()):
        language = write.titles.language
        if own["id"] in staged:
            of = {part["id"]: part for part in own["parts"]}
            rows = [_staged(write, of[node["id"]], node, language) for node in staged[own["id"]]]
        else:
            rows = [_at_stage(write, part, round, language) for part in own["parts"] if "stage" in part]
        parts += _lens(write, own, rows, language)
    for reading in readings:
        rows = [_read(write, part, round) for part in reading["parts"]]
        parts += _lens(write, reading["lens"], rows, reading["lens"].get("language", "en"))
    return write.section("lenses", tag("p", write.say("lenses_text")), parts) if parts else None


def _lens(write: Writer, lens: Document, rows: list[list[Any]], language: str) -> list[Any]:
    """Return one lens: whose it is, its parts, and what it is about."""
    if not rows:
        return []
    head = [write.say(key) for key in ("part", "stage", "competencies")]
    title = write.words(lens["title"], language)
    basis = lens.get("basis")
    whose = tag("p", write.say(f"basis_{basis}"), class_="small") if basis in ("project", "user") else None
    about: list[Any] = [write.paragraphs(lens["text"], language)] if "text" in lens else []
    for part in lens.get("parts", ()):
        if "text" in part:
            about += [tag("h4", write.words(part["title"], language)), write.paragraphs(part["text"], language)]
    about += [write.paragraphs(lens["citation"], language)] if "citation" in lens else []
    return [tag("h3", title), whose, table(title, head, rows), more(write, "about_lens", *about, class_="background")]


def _staged(write: Writer, part: Document, node: Document, language: str) -> list[Any]:
    """Return a part that is staged as a domain is, with what it comes to and why these competencies belong to it."""
    why = write.words(node["because"]["text"]) if "because" in node else None
    return [
        write.words(part["title"], language),
        [write.chip(node), tag("p", why, class_="small") if why else None],
        [join(part.get("competencies", ())) or "–", _reason(write, part, language)],
    ]


def _at_stage(write: Writer, part: Document, round: Document, language: str) -> list[Any]:
    """Return a part that stands for a stage of the scale, with what of the round stands there."""
    domains = [one for one in round["domains"] if one.get("stage") == part["stage"]]
    there = [
        one["id"] for domain in round["domains"] for one in domain["competencies"] if one.get("stage") == part["stage"]
    ]
    return [
        write.words(part["title"], language),
        write.chip({"stage": part["stage"]}),
        [_standing(write, [one["id"] for one in domains], there), _reason(write, part, language)],
    ]


def _read(write: Writer, part: Document, round: Document) -> list[Any]:
    """Return a part of a reading."""
    if "at" in part:
        at = part["at"]
        stands = _standing(write, at.get("domains", ()), at.get("competencies", ()))
        return [write.words(part["title"]), write.chip({"stage": at["stage"]}), [stands, _reason(write, part, "en")]]
    return _staged(
        write, {**part, "competencies": [one["id"] for one in part.get("competencies", ())]}, part["node"], "en"
    )


def _standing(write: Writer, domains: Iterable[str], competencies: Iterable[str]) -> list[Any]:
    """Return which domains and competencies stand at a stage."""
    named = join((write.title("domain", id) for id in domains), "; ")
    return [join(competencies) or "–", labelled(write, "domains_there", named)]


def _reason(write: Writer, part: Document, language: str) -> Markup | None:
    return labelled(write, "why_these", write.words(part["reason"], language)) if "reason" in part else None
