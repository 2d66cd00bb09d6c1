"""What the sections on documents around the rubric share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .element import Markup, items, join, safe, table, tag
from .element import of as value_of
from .writer import Writer

Document = Mapping[str, Any]


class Names:
    """What the entries of a document are called, by the list that they are in and their id."""

    def __init__(self, write: Writer, document: Document) -> None:
        self.write = write
        self.document = document
        self.language = document.get("language", "en")

    def entry(self, list: str, id: str) -> Document | None:
        """Return an entry."""
        return next((one for one in self.document.get(list, ()) if one["id"] == id), None)

    def of(self, list: str, id: str) -> Markup:
        """Return the name of an entry; its id where it has none."""
        one = self.entry(list, id) or {}
        said = one.get("title") or one.get("name") or one.get("text")
        return value_of(id, self.words(said)) if said else self.write.code(id)

    def all(self, list: str, ids: Iterable[str]) -> Markup:
        """Return several names in a row."""
        return join(self.of(list, id) for id in ids)

    def words(self, value: Any) -> Markup:
        """Return a text of the document."""
        return self.write.words(value, self.language)


def title(write: Writer, key: str, document: Document) -> Markup:
    """Return the heading of a document's section."""
    name = write.words(document.get("title") or document["id"], document.get("language", "en"))
    return safe([write.say(key), ": ", name])


def name(write: Writer, format: str, id: str) -> Markup:
    """Return what a document of the report is called; its id where it is not given, or has no name."""
    for one in write.documents:
        if one["format"] == format and one.get("id") == id:
            said = [one.get("title"), one.get("subject", {}).get("name")]
            named = join((write.words(part, one.get("language", "en")) for part in said if part), ", ")
            return value_of(id, named) if named else safe(id)
    return safe(id)


def entry(write: Writer, format: str, list: str, id: str) -> Markup:
    """Return the name of an entry of another document of the report; its id where no document has it."""
    for one in write.documents:
        if one["format"] == format:
            names = Names(write, one)
            if names.entry(list, id):
                return names.of(list, id)
    return safe(id)


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


def small(*said: Any) -> Markup | None:
    """Return what stands small below something; nothing of nothing."""
    found = [one for one in said if one]
    return tag("span", found, class_="when") if found else None


def labelled(write: Writer, key: str, value: Any) -> Markup | None:
    """Return a value with what it is before it; nothing if there is none."""
    found = safe(value)
    return tag("span", write.say(key), ": ", found, class_="when") if found else None


def span(write: Writer, one: Document) -> Markup | None:
    """Return from when and until when something is there."""
    said = [write.say(f"{key}_day", day=write.day(one[key])) for key in ("from", "until") if key in one]
    return join(said) if said else None


def evidence(write: Writer, found: Sequence[Document], language: str) -> Markup | None:
    """Return pieces of evidence: title, kind and day of each."""
    return items((piece(write, one, language) for one in found), class_="evidence")


def piece(write: Writer, one: Document, language: str) -> list[Any]:
    """Return one piece of evidence."""
    more = [write.code(one["kind"])] if "kind" in one else []
    more += [write.day(one["date"])] if "date" in one else []
    return [write.words(one["title"], language), *([" (", join(more), ")"] if more else [])]


def heads(write: Writer, counts: Document, called: Any = None) -> Markup:
    """Return how many people of each group, by what the groups are called."""
    return join(([(called or write.code)(id), ": ", number] for id, number in counts.items()), "; ")


def more(write: Writer, key: str, *children: Any, class_: str | None = None) -> Markup | None:
    """Return what is there to look up, folded; on paper it is unfolded, unless it is background. Nothing of nothing."""
    found = [one for one in children if one]
    return tag("details", tag("summary", write.say(key)), found, class_=class_) if found else None
