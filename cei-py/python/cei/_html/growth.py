"""Growth from one round to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .element import Markup, items, table, tag
from .writer import Writer


def growth(write: Writer, found: Mapping[str, Any]) -> Markup:
    """Return what rose, fell or stayed."""
    rounds = found["rounds"]
    before, after = (_round(write, one) for one in (rounds[0], rounds[-1]))
    parts: list[Any] = [tag("p", write.say("growth_text", before=before, after=after))]
    if found.get("allowed"):
        what = write.codes(one if isinstance(one, str) else one["what"] for one in found["allowed"])
        parts.append(tag("p", write.say("growth_allowed", what=what)))
    counts = found.get("counts", {}).get("competencies")
    if counts:
        parts.append(tag("p", write.say("growth_counts", **counts)))
    rows = [
        [write.title("domain", one["id"]), _at(write, one, "from"), _at(write, one, "to"), _change(write, one)]
        for one in found["domains"]
    ]
    head = [write.say(key) for key in ("domain", "before", "now", "change")]
    parts.append(table(write.say("growth"), head, rows))
    for change, key in (("rose", "which_rose"), ("fell", "which_fell")):
        lines = [
            (tag("span", write.named(one["id"])), write.way(one["from"], one["to"]))
            for domain in found["domains"]
            for one in domain["competencies"]
            if one.get("change") == change
        ]
        if lines:
            parts += [tag("h3", write.say(key)), items(lines, class_="competencies")]
    if "turnover" in found:
        parts.append(tag("p", write.say("turnover", **found["turnover"])))
    return write.section("growth", parts)


def _round(write: Writer, one: Mapping[str, Any]) -> Markup:
    period = one.get("period", {})
    return write.words(period.get("school_year") or period.get("from") or one["assessment"])


def _at(write: Writer, node: Mapping[str, Any], end: str) -> Markup:
    if node.get("hidden"):
        return write.say("hidden")
    return write.chip({"stage": node[end]}) if node.get(end) else Markup("–")


def _change(write: Writer, node: Mapping[str, Any]) -> Markup:
    return write.say("hidden") if node.get("hidden") else write.say(node["change"])
