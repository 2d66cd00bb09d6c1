"""Where each value on the page is from.

A page that is asked for its sources says so of every value, as in ``data-from="consultation/fall#/events/0/heads/people"``:
the format of a document and its name, and a JSON Pointer into it. For this the documents are gone through once, before
anything is written, and each text, number, list and entry is replaced by one that knows its place. What is reckoned
from them here says how: ``count`` of a list, ``sum`` of numbers, ``size`` of a number without its sign, ``place`` of an
entry in its list, from 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class Said(str):
    """A text of a document."""

    at: str


class Whole(int):
    """A whole number of a document, or one that is reckoned from it."""

    at: str


class Broken(float):
    """Another number of a document."""

    at: str


class Entry(dict[str, Any]):
    """An object of a document."""

    at: str


class Entries(list[Any]):
    """A list of a document."""

    at: str


def source(value: Any) -> str | None:
    """Return where a value is from; None where nobody asked for it, or it is from nowhere."""
    return getattr(value, "at", None)


def located(value: Any, at: str) -> Any:
    """Return a part of a document in which every part knows its place."""
    made: Any
    if isinstance(value, Mapping):
        made = Entry(
            {key: located(one, f"{at}/{key.replace('~', '~0').replace('/', '~1')}") for key, one in value.items()}
        )
    elif isinstance(value, str):
        made = Said(value)
    elif isinstance(value, bool) or value is None:
        return value
    elif isinstance(value, int):
        made = Whole(value)
    elif isinstance(value, float):
        made = Broken(value)
    else:
        made = Entries(located(one, f"{at}/{place}") for place, one in enumerate(value))
    made.at = at
    return made


def count(entries: Sequence[Any], only: Mapping[str, str] | None = None) -> int:
    """Return how many entries a list has; or how many of those whose fields are these."""
    wanted = only or {}
    found = [one for one in entries if all(one.get(key) == value for key, value in wanted.items())]
    how = "count" + "".join(f"[{key}={value}]" for key, value in wanted.items())
    return _reckoned(len(found), how, entries)


def total(numbers: Sequence[int]) -> int:
    """Return the sum of a list of numbers."""
    return _reckoned(sum(numbers), "sum", numbers)


def size(number: int) -> int:
    """Return a number without its sign."""
    return _reckoned(abs(number), "size", number)


def place(number: int, entry: Any) -> int:
    """Return the place of an entry in its list, which is known, as its number."""
    return _reckoned(number, "place", entry)


def _reckoned(value: int, how: str, of: Any) -> int:
    at = source(of)
    if at is None:
        return value
    made = Whole(value)
    made.at = f"{how} {at}"
    return made
