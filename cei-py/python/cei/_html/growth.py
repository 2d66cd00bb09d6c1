"""Growth from one round to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .element import Markup, items, table, tag
from .writer import Writer


def growth(write: Writer, found: Mapping[str, Any]) -> Markup:
    """Return what rose, fell or stayed."""
    rounds = found["rounds"]
    same = not found.get("differs") and "crosswalk" not in found
    ends = {"before": _round(write, rounds[0]), "after": _round(write, rounds[-1])}
    parts: list[Any] = [tag("p", write.say("growth_text" if same else "growth_across", **ends))]
    if found.get("differs"):
        parts.append(tag("p", write.say("growth_differs", what=write.codes(found["differs"]))))
    if "crosswalk" in found:
        parts.append(tag("p", write.say("growth_crosswalk", id=found["crosswalk"]["id"])))
    counts = found.get("counts", {}).get("competencies")
    if counts:
        parts.append(tag("p", write.say("growth_counts", **counts)))
    rows = [
        [write.title("domain", one["id"]), *_way(write, one, len(rounds)), _change(write, one)]
        for one in found["domains"]
    ]
    titles = [write.say("domain"), *(_round(write, one) for one in rounds), write.say("change")]
    parts.append(table(write.say("growth"), titles, rows))
    for change, key in (("rose", "which_rose"), ("fell", "which_fell")):
        lines = [
            (tag("span", write.named(one["id"])), write.way(one["from"], one["to"]))
            for domain in found["domains"]
            for one in domain["competencies"]
            if one["change"] == change
        ]
        if lines:
            parts += [tag("h3", write.say(key)), items(lines, class_="competencies")]
    if "turnover" in found:
        parts.append(tag("p", write.say("turnover", **found["turnover"])))
    return write.section("growth", parts)


def _round(write: Writer, one: Mapping[str, Any]) -> Markup:
    period = one.get("period", {})
    return write.words(period.get("school_year") or period.get("from") or one["assessment"])


def _way(write: Writer, node: Mapping[str, Any], rounds: int) -> list[Markup]:
    """Return where something stood in each round."""
    if node["change"] == "hidden":
        return [write.say("hidden")] * rounds
    stages = node.get("stages") or [node.get("from"), node.get("to")]
    return [write.chip({"stage": one}) if one else Markup("–") for one in stages]


def _change(write: Writer, node: Mapping[str, Any]) -> Markup:
    return write.say(node["change"])
