"""One language's pen: fixed words, words of documents, titles of a rubric, and how a stage looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from .._palette import ink_on, stage_colours
from .._words import Titles, text
from .codes import CODES
from .element import Markup, join, safe, tag
from .words import SAID

LANGUAGES = ("en", "es")
LEAST = 11
MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"),
}


class Writer:
    """Writes in one language, for the public or for the inside."""

    def __init__(self, lang: str, titles: Titles, *, public: bool, least: int = LEAST) -> None:
        self.lang = lang
        self.titles = titles
        self.public = public
        #: Fewer people than this are not counted out for the public.
        self.least = least
        self.colours = stage_colours(len(titles.stages))
        #: The sections written so far: the place of each on the page, and its title.
        self.sections: list[tuple[str, Markup]] = []

    def say(self, key: str, **values: Any) -> Markup:
        """Return fixed words, with values put in and escaped."""
        template = escape(SAID[key][LANGUAGES.index(self.lang)], quote=False)
        return Markup(template.format(**{name: safe(value) for name, value in values.items()}))

    def code(self, code: str) -> Markup:
        """Return what a code is called; the code itself where it is someone's own."""
        known = CODES.get(code) or SAID.get(code)
        return safe(known[LANGUAGES.index(self.lang)] if known else code)

    def codes(self, codes: Iterable[str]) -> Markup:
        """Return what several codes are called, in a row."""
        return join(map(self.code, codes))

    def words(self, value: Any, language: str = "en") -> Markup:
        """Return a text of a document; in another language, it says so to those who hear it."""
        if not isinstance(value, Mapping):
            said, found = value, language
        else:
            wanted = (self.lang, language, "en", *value)
            found = next((tag for tag in wanted if tag in value), self.lang)
            said = value.get(found)
        written = safe(str(said or ""))
        is_other = written and found.split("-")[0] != self.lang
        return tag("span", written, lang=found) if is_other else written

    def paragraphs(self, value: Any, language: str = "en") -> Markup:
        """Return a longer text of a document, a paragraph for each of its own."""
        found = self.words(value, language)
        lang = None
        plain = (
            str(value.get(self.lang) or text(value, self.lang, language)) if isinstance(value, Mapping) else str(value)
        )
        if found.startswith("<span"):
            lang = found.split('"', 2)[1]
        return safe([tag("p", one, lang=lang) for one in plain.split("\n\n") if one.strip()])

    def title(self, kind: str, id: str) -> Markup:
        """Return the title of something in the rubric."""
        return self.words(self.titles.value(kind, id), self.titles.language)

    def named(self, competency: str) -> Markup:
        """Return a competency with its number and its title."""
        return Markup(f"{tag('span', competency, class_='id')} {self.title('competency', competency)}")

    def stage(self, id: str | None) -> Markup:
        """Return the title of a stage."""
        return self.title("stage", id) if id else Markup("")

    def standing(self, node: Mapping[str, Any]) -> Markup:
        """Return where something stands: its stage, or why it has none."""
        if node.get("hidden"):
            return self.say("hidden")
        return self.stage(node["stage"]) if node.get("stage") else self.say(node.get("status", "not_asked"))

    def chip(self, node: Mapping[str, Any]) -> Markup:
        """Return a strip that is filled up to the stage, and the stage in words."""
        number = self.titles.number(node.get("stage"))
        steps = []
        for place in range(1, len(self.titles.stages) + 1):
            colour = self.colours[number - 1] if number else ""
            filled = f"background:{colour};border-color:{self.colours[-1]}" if place <= number else None
            steps.append(tag("i", style=filled))
        strip = tag("span", steps, class_="strip", aria_hidden="true")
        return tag("span", strip, tag("span", self.standing(node), class_="word"), class_="stands")

    def way(self, start: str | None, end: str) -> Markup:
        """Return the way from one stage to another, in words."""
        return tag("span", self.say("from_to", start=self.stage(start), end=self.stage(end)), class_="stands")

    def swatch(self, number: int, *children: Any) -> Markup:
        """Return something on the colour of a stage."""
        colour = self.colours[number - 1]
        return tag("span", children, class_="swatch", style=f"background:{colour};color:{ink_on(colour)}")

    def day(self, day: str) -> Markup:
        """Return a day as people write it; what is no day stays as it is."""
        found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", day)
        if not found or not 1 <= int(found[2]) <= 12:
            return safe(day)
        year, month, number = found[1], MONTHS[self.lang][int(found[2]) - 1], int(found[3])
        said = f"{month} {number}, {year}" if self.lang == "en" else f"{number} {month} {year}"
        return tag("time", said, datetime=day)

    def component(self, id: str) -> Markup:
        """Return the title of a component of engagement: the rubric's own, where it has one."""
        for lens in self.titles.document.get("lenses", ()):
            for part in lens["parts"]:
                if part["id"] == id:
                    return self.words(part["title"], self.titles.language)
        return self.code(id)

    def people(self, count: int) -> Markup:
        """Return a number of people; for the public, not how few they are."""
        if self.public and 0 < count < self.least:
            return self.say("fewer_than", least=self.least)
        return safe(count)

    def section(self, key: str, *children: Any, title: Any = None) -> Markup:
        """Return a section with its heading, and keep where it is."""
        again = sum(id.startswith(f"{key}-") for id, _ in self.sections)
        id = f"{key}-{self.lang}{f'-{again + 1}' if again else ''}"
        title = safe(title or self.say(key))
        self.sections.append((id, title))
        return tag("section", tag("h2", title, id=id), children, aria_labelledby=id)
