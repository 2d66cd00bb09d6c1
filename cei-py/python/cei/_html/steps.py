"""Next steps: the cheapest way up for each domain, with what the rubric has to think and work with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .element import Markup, items, join, tag
from .writer import Writer


def steps(write: Writer, round: Mapping[str, Any]) -> Markup | None:
    """Return the next step of each domain that has one, with its reflection questions, strategies and modules."""
    described = {one["id"]: one for one in write.titles.document["domains"]}
    parts: list[Any] = []
    told: set[str] = set()
    for domain in round["domains"]:
        if not _has_way(write, domain):
            continue
        parts.append(tag("h3", write.title("domain", domain["id"])))
        parts += _way(write, domain)
        parts.append(_material(write, described[domain["id"]], told))
    return write.section("next", tag("p", write.say("next_text")), parts) if parts else None


def _has_way(write: Writer, domain: Mapping[str, Any]) -> bool:
    """Whether there is a next step: one that is told, or one that a release hides."""
    if "next" in domain or domain.get("held_by"):
        return True
    below_top = write.titles.number(domain.get("stage")) < len(write.titles.stages)
    return write.public and "because" not in domain and below_top


def _way(write: Writer, domain: Mapping[str, Any]) -> list[Any]:
    parts: list[Any] = []
    if "next" in domain:
        step = domain["next"]
        parts.append(tag("p", write.many("to_reach", step["steps"], stage=tag("strong", write.stage(step["stage"])))))
        parts.append(
            items(
                ((tag("span", write.named(one["id"])), write.way(one["from"], one["to"])) for one in step["raise"]),
                class_="competencies",
            )
        )
    elif not domain.get("held_by"):
        parts.append(tag("p", write.say("next_hidden")))
    if domain.get("held_by"):
        first = join(write.title("domain", id) for id in domain["held_by"])
        parts.append(tag("p", write.say("first_others", ids=first)))
    return parts


def _material(write: Writer, domain: Mapping[str, Any], told: set[str]) -> Markup | None:
    """Return what the rubric has for a domain; a strategy is told in full the first time only."""
    rubric = write.titles.document
    language = write.titles.language
    own = {one["id"] for one in domain["competencies"]}
    questions: list[Any] = []
    parts: list[Any] = []
    if domain.get("reflections"):
        questions.append(tag("h4", write.say("reflections")))
        questions.append(items(write.words(one, language) for one in domain["reflections"]))
    fitting = [one for one in rubric.get("strategies", ()) if own & set(one.get("competencies", ()))]
    if fitting:
        parts.append(tag("h4", write.say("strategies")))
        lines = []
        for one in fitting:
            full = [": ", write.words(one["text"], language)] if "text" in one and one["id"] not in told else None
            lines.append((tag("strong", write.words(one["title"], language)), full))
            told.add(one["id"])
        parts.append(items(lines))
    modules = [one for one in rubric.get("modules", ()) if domain["id"] in one.get("domains", ())]
    if modules:
        parts.append(tag("h4", write.say("modules")))
        parts.append(items(write.words(one["title"], language) for one in modules))
    sides = [tag("div", side) for side in (questions, parts) if side]
    return tag("div", sides, class_="two") if sides else None
