"""The profile: where each domain stands, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .element import Markup, items, join, safe, tag
from .writer import Writer

Node = Mapping[str, Any]


def glance(write: Writer, round: Mapping[str, Any]) -> Markup:
    """Return the ladder of the domains, and the scale that it is on."""
    scale = items(
        ((write.swatch(write.number(stage)), " ", write.stage(stage)) for stage in write.titles.stages),
        "ol",
        "scale",
    )
    rows: list[Any] = []
    if "overall" in round:
        rows.append(
            (tag("strong", write.say("overall")), write.chip(round["overall"]), _could_be(write, round["overall"]))
        )
    for number, domain in _domains(write, round):
        rows.append(((number, write.title("domain", domain["id"])), write.chip(domain), _could_be(write, domain)))
    ladder = items((safe([tag("span", title), chip, more]) for title, chip, more in rows), "ul", "ladder")
    return write.section("glance", tag("p", write.say("glance_text")), tag("h3", write.say("scale")), scale, ladder)


def domains(write: Writer, round: Mapping[str, Any]) -> Markup:
    """Return every domain and competency with its reason."""
    notes = _notes(round)
    parts: list[Any] = [tag("p", write.say("domains_text"))]
    for number, domain in _domains(write, round):
        parts.append(tag("h3", number, write.title("domain", domain["id"])))
        parts.append(tag("p", write.chip(domain)))
        parts.append(_why(write, domain, notes.get(domain["id"], [])))
        rows = []
        for one in domain["competencies"]:
            rows.append(
                [tag("span", write.named(one["id"])), write.chip(one), _why(write, one, notes.get(one["id"], []))]
            )
        parts.append(items(rows, "ul", "competencies"))
    return write.section("domains", parts)


def _why(write: Writer, node: Node, notes: list[Mapping[str, Any]]) -> list[Markup]:
    """Return the reason, the range and the notes of a node, a paragraph each."""
    said: list[Any] = []
    if node.get("hidden"):
        said.append(write.words(node["text"]) if "text" in node else write.say("hidden_why"))
    elif "because" in node:
        said.append(write.words(node["because"]["text"]))
    elif node.get("source") == "decision":
        said.append(write.say("decided"))
    elif node.get("stage"):
        said.append(write.say("why_hidden"))
    ends = node.get("range")
    if ends and ends[0] != ends[1]:
        said.append(write.say("range", low=write.stage(ends[0]), high=write.stage(ends[1])))
    said += [_note(write, note) for note in notes]
    return [tag("p", one) for one in said]


def _note(write: Writer, note: Mapping[str, Any]) -> Markup:
    if note["code"] == "voice_below":
        groups = [write.title("group", id) for id in note["params"]["groups"]]
        return write.say("voice_below", groups=join(groups))
    if note["code"] in ("decision_differs", "evidence_missing", "ahead_of_foundation"):
        return write.say(note["code"])
    return write.words(note["message"])


def _notes(round: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    by_node: dict[str, list[Mapping[str, Any]]] = {}
    for note in round.get("notes", ()):
        by_node.setdefault(note.get("params", {}).get("id", ""), []).append(note)
    return by_node


def _could_be(write: Writer, node: Node) -> Markup | None:
    ends = node.get("range")
    if not ends or ends[0] == ends[1]:
        return None
    return tag("p", write.say("could_be", low=write.stage(ends[0]), high=write.stage(ends[1])), class_="small")


def _domains(write: Writer, round: Mapping[str, Any]) -> Iterator[tuple[Markup | None, Mapping[str, Any]]]:
    """Give each domain with its number."""
    numbers = {one["id"]: one.get("number") for one in write.titles.document["domains"]}
    for domain in round["domains"]:
        number = numbers.get(domain["id"])
        yield safe([tag("span", number, class_="id"), " "]) if number else None, domain
