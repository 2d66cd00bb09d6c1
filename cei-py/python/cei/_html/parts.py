"""What the sections on documents around the rubric share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .element import Markup, items, join, safe, table, tag
from .writer import Writer

Document = Mapping[str, Any]


class Names:
    """What the entries of a document are called, by the list that they are in and their id."""

    def __init__(self, write: Writer, document: Document) -> None:
        self.write = write
        self.document = document
        self.language = document.get("language", "en")

    def of(self, list: str, id: str) -> Markup:
        """Return the name of an entry; its id where it has none."""
        for one in self.document.get(list, ()):
            if one["id"] == id:
                said = one.get("title") or one.get("name") or one.get("text")
                return self.write.words(said, self.language) if said else self.write.code(id)
        return self.write.code(id)

    def all(self, list: str, ids: Iterable[str]) -> Markup:
        """Return several names in a row."""
        return join(self.of(list, id) for id in ids)


def title(write: Writer, key: str, document: Document) -> Markup:
    """Return the heading of a document's section."""
    name = write.words(document.get("title") or document["id"], document.get("language", "en"))
    return safe([write.say(key), ": ", name])


def as_of(write: Writer, review: Document) -> Markup:
    """Return the day for which a review holds."""
    return tag("p", write.say("as_of", day=write.day(review["as_of"])), class_="about")


def listed(write: Writer, key: str, lines: Iterable[Any]) -> list[Any]:
    """Return a list under its heading; nothing if there is nothing in it."""
    found = items(lines)
    return [tag("h3", write.say(key)), found] if found else []


def tabled(write: Writer, key: str, head: Iterable[str], rows: Iterable[list[Any]], text: Any = None) -> list[Any]:
    """Return a table under its heading, its columns by their keys; nothing if it has no rows."""
    found = table(write.say(key), map(write.say, head), rows)
    return [tag("h3", write.say(key)), tag("p", text) if text else None, found] if found else []


def of(write: Writer, one: Document, field: str) -> Any:
    """Return so many of so many."""
    return write.say("of", **one[field]) if field in one else "–"
