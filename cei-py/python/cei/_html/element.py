"""Elements of HTML. A text is escaped when it goes in, and never twice; only `Markup` goes in as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape
from typing import Any

from .._words import visible
from .sources import source

#: A table with no more rows than this stays on one sheet of paper.
SHORT = 12


class Markup(str):
    """HTML that stands as it is."""

    __slots__ = ()


def safe(value: Any) -> Markup:
    """Return a value as HTML: a text escaped, nothing for None, the parts of a list one after the other.

    Every value of a document comes to the page through here, and says where it is from if the page is to tell that.

    >>> safe(["a < b", Markup("<br>"), None])
    'a &lt; b<br>'
    """
    if value is None:
        return Markup("")
    if isinstance(value, Markup):
        return value
    if isinstance(value, Iterable) and not isinstance(value, str):
        return Markup("".join(map(safe, value)))
    return of(value, Markup(escape(visible(str(value)), quote=False)))


def of(value: Any, shown: Markup) -> Markup:
    """Return what is shown of a value of a document, with where it is from if the page is to tell that."""
    at = source(value)
    return shown if at is None else tag("span", shown, data_from=at)


def tag(name: str, *children: Any, **attributes: Any) -> Markup:
    """Return an element. Attributes that are None are left out; ``class_`` is class, ``aria_label`` is aria-label.

    >>> tag("p", "1 < 2", class_="note", lang=None)
    '<p class="note">1 &lt; 2</p>'
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(plain(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{said}>{safe(children)}</{name}>")


def join(parts: Iterable[Any], between: str = ", ") -> Markup:
    """Return parts with something between them."""
    return Markup(safe(between).join(map(safe, parts)))


def items(parts: Iterable[Any], name: str = "ul", class_: str | None = None) -> Markup | None:
    """Return a list; None if there is nothing in it."""
    lines = [tag("li", one) for one in parts]
    return tag(name, lines, class_=class_) if lines else None


def table(caption: Any, head: Iterable[Any], rows: Iterable[Iterable[Any]], class_: str | None = None) -> Markup | None:
    """Return a table whose first column names the rows; None without rows.

    The caption is there for those who hear it: on the page a heading says the same. The table lies in a region of its
    own, so that a wide one scrolls there and the page does not; the region can be reached with the keyboard.
    """
    lines = []
    for first, *rest in rows:
        lines.append(tag("tr", tag("th", first, scope="row"), [tag("td", one) for one in rest]))
    if not lines:
        return None
    titles = [tag("th", one, scope="col") for one in head]
    body = tag(
        "table",
        tag("caption", caption, class_="hidden"),
        tag("thead", tag("tr", titles)),
        tag("tbody", lines),
        class_=class_ or ("short" if len(lines) <= SHORT else None),
    )
    return tag("div", body, class_="scroll", tabindex="0", role="region", aria_label=caption)


def plain(value: Any) -> str:
    """Return the text of something without its tags, as for an attribute."""
    return unescape(re.sub(r"<[^>]*>", "", value)) if isinstance(value, Markup) else str(value)
