"""The voices: what each group sees, where they differ, how far raters agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .._palette import ink_on
from .element import Markup, items, join, of, safe, table, tag
from .sources import total
from .writer import Writer

MOST = 12


def voices(write: Writer, round: Mapping[str, Any]) -> Markup | None:
    """Return the stage of each competency in the eyes of each group, as a table; None if no group is told."""
    groups = _groups(write, round)
    if not groups:
        return None
    head = [write.say("competency"), *(write.title("group", id) for id in groups)]
    bodies = []
    for domain in round["domains"]:
        over = tag("th", write.title("domain", domain["id"]), scope="rowgroup", colspan=str(len(head)))
        rows = [tag("tr", over)]
        for one in domain["competencies"]:
            seen = {row["group"]: row for row in one.get("groups", ())}
            title = tag("span", write.title("competency", one["id"]), class_="long")
            name = tag("th", tag("span", one["id"], class_="id"), " ", title, scope="row")
            rows.append(tag("tr", name, [_cell(write, seen.get(id)) for id in groups]))
        bodies.append(tag("tbody", rows, class_="of"))
    titles = tag("thead", tag("tr", [tag("th", one, scope="col") for one in head]))
    whole = tag("table", tag("caption", write.say("voices"), class_="hidden"), titles, bodies, class_="voices")
    region = tag("div", whole, class_="scroll", tabindex="0", role="region", aria_label=write.say("voices"))
    key: list[Any] = [(write.swatch(write.number(id)), " ", write.stage(id)) for id in write.titles.stages]
    key.append((write.say("no_stage_key"),))
    if any(row.get("hidden") for _, one in _competencies(round) for row in one.get("groups", ())):
        key.append((write.say("hidden_key"),))
    return write.section("voices", tag("p", write.say("voices_text")), items(key, "ul", "scale"), region)


def differences(write: Writer, round: Mapping[str, Any]) -> Markup | None:
    """Return the competencies that groups see at different stages, the farthest apart first."""
    found = []
    for _, one in _competencies(round):
        at: dict[int, list[str]] = {}
        for row in one.get("groups", ()):
            number = write.titles.number(row.get("stage"))
            if number:
                at.setdefault(number, []).append(row["group"])
        if len(at) > 1:
            found.append((max(at) - min(at), one["id"], at))
    if not found:
        return None
    found.sort(key=lambda one: -one[0])
    shown = [one for one in found if one[0] > 1] or found
    shown = shown[:MOST] if len(shown) > MOST else shown
    lines = []
    for _, id, at in shown:
        stages = write.titles.stages
        seen = [
            (write.swatch(write.number(stages[number - 1])), " ", write.stage(stages[number - 1]), ": ",
             join(write.title("group", group) for group in groups))
            for number, groups in sorted(at.items())
        ]  # fmt: skip
        lines.append((tag("span", write.named(id)), items(seen, class_="seen")))
    more = len(found) > len(shown)
    return write.section(
        "differ",
        tag("p", write.say("differ_text")),
        items(lines, class_="competencies wide"),
        tag("p", write.say("differ_more")) if more else None,
    )


def agreement(write: Writer, found: Mapping[str, Any]) -> Markup:
    """Return how far raters agree, over all and domain by domain."""
    parts = [(write.say("all_domains"), found["all"])]
    parts += [(write.title("domain", one["id"]), one) for one in found["domains"]]
    rows = []
    for title, part in parts:
        statistics = (part["exact"], part["alpha"]["ordinal"], part["ac"]["ordinal"])
        rows.append([title, *(_value(write, one) for one in statistics)])
    head = [write.say(key) for key in ("part", "exact", "alpha", "ac2")]
    body = table(write.say("agreement"), head, rows)
    return write.section("agreement", tag("p", write.say("agreement_text")), body)


def _value(write: Writer, statistic: Mapping[str, Any]) -> Markup:
    if "value" not in statistic:
        return write.say("undefined")
    return of(statistic["value"], safe(f"{statistic['value']:.2f}"))


def _cell(write: Writer, row: Mapping[str, Any] | None) -> Markup:
    """Return a cell with the number of the stage, and how many people gave one."""
    if row is None:
        return tag("td", "–", tag("span", write.say("not_asked"), class_="hidden"), class_="empty")
    number = write.titles.number(row.get("stage"))
    said = tag("span", " ", write.standing(row), ". ", class_="hidden")
    if not number:
        return tag("td", "•" if row.get("hidden") else "–", said, class_="empty")
    colour = write.colours[number - 1]
    count = total(row["stages"]) if "stages" in row else None
    style = f"background:{colour};color:{ink_on(colour)}"
    return tag("td", tag("b", write.number(row["stage"])), said, tag("small", count), style=style)


def _competencies(round: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for domain in round["domains"]:
        for one in domain["competencies"]:
            yield domain["id"], one


def _groups(write: Writer, round: Mapping[str, Any]) -> list[str]:
    """Return the groups that anybody is in, in the order of the rubric, the team last."""
    there = {row["group"] for _, one in _competencies(round) for row in one.get("groups", ())}
    order = [*(one["id"] for one in write.titles.document["groups"]), "team"]
    return [id for id in order if id in there]
