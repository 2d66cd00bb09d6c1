"""Partnerships, as of a day."""

from __future__ import annotations

from typing import Any

from .element import Markup, items, join, tag
from .parts import Document, Names, as_of, listed, tabled, title
from .writer import Writer


def partnerships(write: Writer, document: Document, review: Document) -> Markup:
    """Return which needs are covered, which gifts are unused, and how the partners work together."""
    names = Names(write, document)
    parts: list[Any] = [as_of(write, review)]
    if "date" in review.get("landscape", {}):
        landscape = review["landscape"]
        parts.append(tag("p", write.say("landscape", date=write.day(landscape["date"]), **landscape["partners"])))
    rows = []
    for one in review["coverage"]:
        sources = [names.of(f"{source['source']}s", source["id"]) for source in one["sources"]]
        without = one.get("sites_without", ())
        missing = write.say("without_sites", sites=names.all("sites", without)) if without else None
        rows.append([names.of("needs", one["need"]), write.code(one["kind"]), [write.say(one["coverage"])],
                     join([one for one in (*sources, missing) if one], "; ") or "–"])  # fmt: skip
    parts += tabled(write, "needs", ("need", "kind", "coverage", "sources"), rows)
    unused = []
    for one in review["unused"]:
        answers = names.all("needs", one.get("would_answer", ()))
        more = [" (", write.say("would_answer", needs=answers), ")"] if answers else None
        unused.append((names.of(f"{one['source']}s", one["id"]), more))
    parts += listed(write, "unused", unused)
    rows = []
    for one in review["partners"]:
        evaluated = write.day(one["evaluated"]) if "evaluated" in one else write.say("no")
        if "evaluated" in one and not one["evaluated_within_a_year"]:
            evaluated = write.say("not_within_year", day=evaluated)
        planned = write.day(one["planned"]) if "planned" in one else write.say("no")
        rows.append([names.of("partners", one["partner"]), write.say("yes" if one["vision"] else "no"),
                     planned, evaluated,
                     write.say(one["giving"])])  # fmt: skip
    head = ("who_gives", "vision", "planned", "evaluated", "giving")
    parts += tabled(write, "partners", head, rows)
    if "channels" in review:
        counts = {key: review["channels"][key] for key in ("open", "independent", "decides")}
        parts.append(tag("p", write.say("channels", **counts)))
    lines = [
        (write.named(one["competency"]), items(write.words(item["title"]) for item in one["items"]))
        for one in review.get("evidence", ())
        if one["items"]
    ]
    parts += listed(write, "offers", lines)
    return write.section("partnerships", parts, title=title(write, "partnerships", document))
