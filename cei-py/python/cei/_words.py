"""The words of a rubric, by what they name."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from unicodedata import category

from ._cei import Rubric


def text(value: Any, lang: str, document: str) -> str:
    """Return a text in a language; else in the document's, else in English, else in the first there is."""
    if not isinstance(value, dict):
        return visible(str(value or ""))
    for tag in (lang, lang.split("-")[0], document, "en"):
        if tag in value:
            return visible(str(value[tag]))
    return visible(str(next(iter(value.values()), "")))


def visible(words: str) -> str:
    r"""Return a text with its control characters as escapes: a name must not steer the terminal that shows it.

    >>> visible("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    if words.isprintable():
        return words
    return "".join(repr(one)[1:-1] if category(one) == "Cc" and one not in "\n\t" else one for one in words)


class Titles:
    """The titles of everything in a rubric, and the order of its stages."""

    def __init__(self, document: dict[str, Any], lens: str | None = None) -> None:
        self.document = document
        self.language = document.get("language", "en")
        self._lens = lens
        self._by_kind: dict[tuple[str, str], Any] = {}
        for kind, list_ in (("stage", "scale"), ("group", "groups"), ("domain", "domains")):
            for one in document[list_]:
                self._by_kind[kind, one["id"]] = one["title"]
        for domain in document["domains"]:
            for one in domain["competencies"]:
                self._by_kind["competency", one["id"]] = one["title"]
        for one in document.get("lenses", ()):
            self._by_kind["lens", one["id"]] = one["title"]
            if one["id"] == lens:
                self._by_kind.update({("part", part["id"]): part["title"] for part in one["parts"]})
        self._by_kind["group", "team"] = {"en": "Team", "es": "Equipo"}
        self._by_kind["overall", "overall"] = {"en": "Overall", "es": "En conjunto"}
        self._numbers = {stage["id"]: number for number, stage in enumerate(document["scale"], start=1)}

    @classmethod
    def of_rubric(cls, rubric: Rubric) -> Titles:
        """Return the titles of a rubric, made once."""
        return _titles(rubric)

    def of_lens(self, lens: str) -> Titles:
        """Return the titles with those of the parts of a lens."""
        return Titles(self.document, lens)

    def of_release(self, release: dict[str, Any]) -> Titles:
        """Return the titles with those of the groups that a release has merged."""
        merged = release.get("disclosure", {}).get("merge", ())
        if not merged:
            return self
        groups = [{**one, "title": one.get("title") or self._together(one["groups"])} for one in merged]
        return Titles({**self.document, "groups": [*self.document["groups"], *groups]})

    def _together(self, groups: list[str]) -> dict[str, str]:
        return {lang: ", ".join(self.of("group", id, lang) for id in groups) for lang in ("en", "es")}

    @property
    def stages(self) -> tuple[str, ...]:
        """The ids of the stages, lowest first."""
        return tuple(self._numbers)

    def number(self, stage: str | None) -> int:
        """Return the number of a stage, from 1; 0 for none."""
        return self._numbers.get(stage or "", 0)

    def has(self, kind: str, id: str) -> bool:
        """Return whether there is such a thing."""
        return (kind, id) in self._by_kind

    def value(self, kind: str, id: str) -> Any:
        """Return the title of something as it is in the rubric, by language; its id where it has none."""
        return self._by_kind.get((kind, id), id)

    def of(self, kind: str, id: str, lang: str) -> str:
        """Return the title of something in one language; its id where it has none."""
        return text(self.value(kind, id), lang, self.language)

    def all_of(self, kind: str, id: str) -> tuple[str, ...]:
        """Return the title of something in every language it has."""
        title = self._by_kind.get((kind, id), id)
        return tuple(map(str, title.values())) if isinstance(title, dict) else (str(title),)


@lru_cache(maxsize=32)
def _titles(rubric: Rubric) -> Titles:
    return Titles(rubric.to_dict())
