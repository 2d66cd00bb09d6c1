"""The page around what is said: one file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .element import Markup, items, safe, tag
from .style import STYLE
from .words import SAID
from .writer import LANGUAGES

_NAMES = {"en": "English", "es": "Español"}


def page(title: str, parts: Sequence[tuple[str, Any]]) -> str:
    """Return a page of HTML.

    Parameters
    ----------
    title : str
        What the window is called.
    parts : sequence of (str, HTML)
        Each language, and what is said in it.
    """
    first = parts[0][0]
    skip = tag("a", _said("skip", first), href="#main", class_="skip")
    choices = items(tag("a", _NAMES[lang], href=f"#{lang}", lang=lang, hreflang=lang) for lang, _ in parts)
    header = tag("header", tag("nav", choices, aria_label=_said("languages", first))) if len(parts) > 1 else ""
    articles = [tag("article", said, id=lang, lang=lang) for lang, said in parts]
    main = tag("main", articles, id="main", tabindex="-1")
    return (
        f'<!DOCTYPE html>\n<html lang="{first}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{safe(title)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n{skip}\n{header}\n{main}\n</body>\n</html>\n"
    )


def contents(lang: str, sections: Iterable[tuple[str, Any]]) -> Markup:
    """Return links to the sections."""
    id = f"contents-{lang}"
    links = items(tag("a", title, href=f"#{place}") for place, title in sections)
    return tag("nav", tag("h2", _said("contents", lang), id=id), links, class_="contents", aria_labelledby=id)


def _said(key: str, lang: str) -> str:
    return SAID[key][LANGUAGES.index(lang)]
