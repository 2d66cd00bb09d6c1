"""One language's pen: fixed words, words of documents, titles of a rubric, and how a stage looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from .._palette import ink_on, stage_colours
from .._words import Titles
from .codes import CODES
from .element import Markup, join, of, safe, tag
from .sources import place, source
from .words import SAID

LANGUAGES = ("en", "es")
LEAST = 11
MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"),
}


class Writer:
    """Writes in one language, for the public or for the inside."""

    def __init__(
        self,
        lang: str,
        titles: Titles,
        *,
        public: bool,
        least: int = LEAST,
        documents: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        self.lang = lang
        self.titles = titles
        self.public = public
        #: Fewer people than this are not counted out for the public.
        self.least = least
        #: All that the report was made from, for the names of what one document takes from another.
        self.documents = documents
        self.colours = stage_colours(len(titles.stages))
        #: The sections written so far: the place of each on the page, and its title.
        self.sections: list[tuple[str, Markup]] = []

    def say(self, key: str, **values: Any) -> Markup:
        """Return fixed words, with values put in and escaped; the key may be a state that a document tells."""
        template = escape(SAID[key][LANGUAGES.index(self.lang)], quote=False)
        return of(key, Markup(template.format(**{name: safe(value) for name, value in values.items()})))

    def many(self, key: str, n: int, **values: Any) -> Markup:
        """Return fixed words that go with a number: those for one, or those for any other."""
        return self.say(f"{key}_1" if n == 1 else key, n=n, **values)

    def code(self, code: str) -> Markup:
        """Return what a code is called; the code itself where it is someone's own."""
        known = CODES.get(code) or SAID.get(code)
        return of(code, safe(known[LANGUAGES.index(self.lang)])) if known else safe(code)

    def state(self, of_what: str, code: str) -> Markup:
        """Return the fixed words for one of the states of something."""
        return of(code, self.say(f"{of_what}_{code}"))

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
        written = safe(said or "")
        is_other = written and found.split("-")[0] != self.lang
        return tag("span", written, lang=found) if is_other else written

    def paragraphs(self, value: Any, language: str = "en") -> Markup:
        """Return a longer text of a document, a paragraph for each of its own."""
        wanted = (self.lang, language, "en", *value) if isinstance(value, Mapping) else (language,)
        found = next((tag for tag in wanted if tag in value), language) if isinstance(value, Mapping) else language
        said = value[found] if isinstance(value, Mapping) else value
        lang = None if found.split("-")[0] == self.lang else found
        whole = [tag("p", safe(str(one)), lang=lang) for one in said.split("\n\n") if one.strip()]
        at = source(said)
        return safe(whole) if at is None else tag("div", whole, data_from=at)

    def title(self, kind: str, id: str) -> Markup:
        """Return the title of something in the rubric."""
        if not self.titles.has(kind, id):
            return safe(id)
        return of(id, self.words(self.titles.value(kind, id), self.titles.language))

    def of_rubric(self, list: str, id: str) -> Markup:
        """Return the title of a strategy, a module or a lens of the rubric; its id where it has none."""
        for one in self.titles.document.get(list, ()):
            if one["id"] == id:
                return of(id, self.words(one["title"], self.titles.language))
        return safe(id)

    def named(self, competency: str) -> Markup:
        """Return a competency with its number and its title."""
        title = self.words(self.titles.value("competency", str(competency)), self.titles.language)
        return Markup(f"{tag('span', competency, class_='id')} {title}")

    def stage(self, id: str | None) -> Markup:
        """Return the title of a stage."""
        return self.title("stage", id) if id else Markup("")

    def number(self, stage: str) -> int:
        """Return the number of a stage in the scale, from 1."""
        number = self.titles.number(stage)
        return place(number, self.titles.document["scale"][number - 1])

    def standing(self, node: Mapping[str, Any]) -> Markup:
        """Return where something stands: its stage, or why it has none."""
        if node.get("hidden"):
            return self.say("hidden")
        return self.stage(node["stage"]) if node.get("stage") else self.say(node.get("status", "not_asked"))

    def chip(self, node: Mapping[str, Any]) -> Markup:
        """Return a strip that is filled up to the stage, and the stage in words."""
        number = self.titles.number(node.get("stage"))
        steps = []
        for step in range(1, len(self.titles.stages) + 1):
            colour = self.colours[number - 1] if number else ""
            filled = f"background:{colour};border-color:{self.colours[-1]}" if step <= number else None
            steps.append(tag("i", style=filled))
        strip = tag("span", steps, class_="strip", aria_hidden="true")
        return tag("span", strip, tag("span", self.standing(node), class_="word"), class_="stands")

    def way(self, start: str | None, end: str) -> Markup:
        """Return the way from one stage to another, in words."""
        return tag("span", self.say("from_to", start=self.stage(start), end=self.stage(end)), class_="stands")

    def swatch(self, number: int) -> Markup:
        """Return the number of a stage on its colour."""
        colour = self.colours[number - 1]
        return tag("span", number, class_="swatch", style=f"background:{colour};color:{ink_on(colour)}")

    def day(self, day: str) -> Markup:
        """Return a day as people write it; what is no day stays as it is."""
        found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", day)
        if not found or not 1 <= int(found[2]) <= 12:
            return safe(day)
        year, month, number = found[1], MONTHS[self.lang][int(found[2]) - 1], int(found[3])
        said = f"{month} {number}, {year}" if self.lang == "en" else f"{number} {month} {year}"
        return tag("time", said, datetime=day, data_from=source(day))

    def days(self, days: Iterable[str]) -> Markup:
        """Return several days in a row."""
        return join(map(self.day, days), "; ")

    def period(self, period: Mapping[str, Any]) -> list[Markup]:
        """Return a period: its school year, and from when to when."""
        said = [self.words(period["school_year"], self.lang)] if "school_year" in period else []
        if "from" in period and "to" in period:
            said.append(self.say("to_dates", start=self.day(period["from"]), end=self.day(period["to"])))
        return said

    def component(self, id: str) -> Markup:
        """Return the title of a component of engagement: the rubric's own, where it has one."""
        for lens in self.titles.document.get("lenses", ()):
            for part in lens["parts"]:
                if part["id"] == id:
                    return of(id, self.words(part["title"], self.titles.language))
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
