"""A figure with its text, and what all of them are drawn with."""

from __future__ import annotations

import base64
import importlib
import io
import json
import os
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from .._cei import Profile, Rubric
from .._material import kind, rubric_named
from .._palette import INK, LINE, MUTED, PAPER, stage_colours
from .._report import CeiError
from .._voices import _valid
from .._words import Titles, text
from ._words import SAID

#: What each kind of file calls a description.
_DESCRIBED = {".png": "Description", ".svg": "Description", ".pdf": "Subject", ".svgz": "Description"}
_TITLED = {".png": "Title", ".svg": "Title", ".pdf": "Title", ".svgz": "Title"}


class Figure:
    """A figure and its text.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        The figure, to change and to save as one likes.
    alt_text : str
        What is to be seen, in words, for those who do not see it.
    """

    __slots__ = ("alt_text", "figure", "title")

    def __init__(self, figure: Any, title: str, alt_text: str) -> None:
        self.figure = figure
        self.title = title
        self.alt_text = alt_text

    def save(self, path: str | os.PathLike[str], dpi: int = 150) -> Path:
        """Write it to a PNG, SVG or PDF file that holds the text as well, and return where."""
        target = Path(path)
        ending = target.suffix.lower()
        metadata = {_TITLED[ending]: self.title, _DESCRIBED[ending]: self.alt_text} if ending in _TITLED else {}
        if ending in (".svg", ".svgz"):
            metadata["Date"] = None  # type: ignore[assignment]  # the same figure gives the same file
        self.figure.savefig(target, dpi=dpi, metadata=metadata or None, facecolor=PAPER)
        return target

    def __repr__(self) -> str:
        return f"<cei.plot.Figure: {self.title}>"

    def _repr_html_(self) -> str:
        file = io.BytesIO()
        self.figure.savefig(file, format="png", dpi=110, facecolor=PAPER)
        data = base64.b64encode(file.getvalue()).decode()
        return f'<img alt="{escape(self.alt_text)}" src="data:image/png;base64,{data}" style="max-width:100%">'


class Sheet:
    """What a figure is about, in one language: a round, its titles, colours and words."""

    def __init__(
        self, source: Any, lang: str, rubric: Rubric | None = None, kinds: Sequence[str] = ("profile", "release")
    ) -> None:
        given = source.rubric if isinstance(source, Profile) else rubric
        self.document: dict[str, Any] = json.loads(_valid(source, given, kinds=kinds))
        self.titles = Titles.of_rubric(
            source.rubric if isinstance(source, Profile) else rubric_named(self.document, rubric)
        )
        self.titles = self.titles.of_release(self.document)
        self.lang = lang.split("-")[0].lower()
        if self.lang not in ("en", "es"):
            raise CeiError(f"lang: figures are in `en` and `es`, not in `{lang}`")
        self.colours = stage_colours(len(self.titles.stages))
        self.is_released = kind(self.document) == "cei.release"

    def say(self, key: str, **values: Any) -> str:
        """Return fixed words."""
        return SAID[key][self.lang == "es"].format(**values)

    def title(self, kind: str, id: str) -> str:
        """Return a title of the rubric."""
        return self.titles.of(kind, id, self.lang)

    def domain(self, id: str) -> str:
        """Return the title of a domain, with its number if it has one."""
        number = next((one.get("number") for one in self.titles.document["domains"] if one["id"] == id), None)
        return f"{number}  {self.title('domain', id)}" if number else self.title("domain", id)

    def stages(self) -> list[str]:
        """Return the titles of the stages, lowest first."""
        return [self.title("stage", id) for id in self.titles.stages]

    def number(self, node: Mapping[str, Any]) -> int:
        """Return the number of a node's stage; 0 for none."""
        return self.titles.number(node.get("stage"))

    def standing(self, node: Mapping[str, Any]) -> str:
        """Return where a node stands, in words."""
        if node.get("hidden"):
            return self.say("hidden")
        return (
            self.title("stage", node["stage"]) if node.get("stage") else self.say(str(node.get("status", "no_stage")))
        )

    def subject(self) -> str:
        """Return who it is about, and when."""
        subject, period = self.document.get("subject", {}), self.document.get("period", {})
        name = text(subject.get("name") or subject.get("id") or self.document.get("assessment"), self.lang, "en")
        return " · ".join(one for one in (name, period.get("school_year")) if one)

    def figure(self, width: float, height: float) -> tuple[Any, Any]:
        """Return an empty figure and its axes, calm ones."""
        figure = library("matplotlib.figure").Figure(figsize=(width, height), layout="constrained")
        axes = figure.subplots()
        calm(axes)
        return figure, axes

    def done(self, figure: Any, key: str, alt: str) -> Figure:
        """Return the figure with its title, its foot and its text."""
        title = f"{self.say(key)} · {self.subject()}"
        figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold", color=INK)
        if not self.is_released:
            figure.supxlabel(self.say("internal"), x=0.01, ha="left", fontsize=7.5, color=MUTED)
        return Figure(figure, title, f"{title}. {alt}")


def calm(axes: Any) -> None:
    """Take away what says nothing."""
    axes.tick_params(length=0, labelsize=9, colors=INK)
    for side in axes.spines.values():
        side.set_visible(False)


def library(name: str) -> Any:
    """Return a part of matplotlib."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ImportError("figures need matplotlib: pip install 'cei[plot]'", name="matplotlib") from error


__all__ = ["INK", "LINE", "MUTED", "PAPER", "Figure", "Sheet", "calm", "library"]
