"""The report: one page of HTML for the people whose answers it is about."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ._cei import Policy, Rubric
from ._disclosed import disclosed
from ._html import (
    cohort,
    consultation,
    growth,
    initiative,
    method,
    page,
    partnerships,
    planning,
    profile,
    steps,
    voices,
)
from ._html.element import Markup, plain, safe, tag
from ._html.writer import LANGUAGES, Writer
from ._material import Gathering, Material, kind, read

if TYPE_CHECKING:
    from ._api import Document

    Audience = Literal["public", "internal"]


class ReportPage:
    """A report as a page of HTML that needs no other file. Immutable; made by `cei.report`.

    Examples
    --------
    >>> import cei
    >>> ratings = [{"group": "families", "competency": f"1.{n}", "stage": "maturing"} for n in range(1, 6)]
    >>> rubric = {"id": "cei-self-assessment", "version": "2023.1"}
    >>> spring = {"format": "cei.assessment/1", "id": "spring", "rubric": rubric, "ratings": ratings}
    >>> page = cei.report(spring, audience="internal")
    >>> page.html.startswith("<!DOCTYPE html>")
    True
    """

    __slots__ = ("_html",)

    _html: str

    def __init__(self, html: str) -> None:
        object.__setattr__(self, "_html", html)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a report cannot be changed")

    @property
    def html(self) -> str:
        """The page."""
        return self._html

    def to_file(self, path: str | os.PathLike[str]) -> Path:
        """Write the page to a file, in UTF-8, and return where."""
        target = Path(path)
        target.write_text(self._html, encoding="utf-8")
        return target

    def __str__(self) -> str:
        return self._html

    def __repr__(self) -> str:
        return f"<cei.ReportPage of {len(self._html):,} characters>"

    def __eq__(self, other: object) -> bool:
        return self._html == other._html if isinstance(other, ReportPage) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._html)

    def __reduce__(self) -> tuple[Any, ...]:
        return ReportPage, (self._html,)

    def _repr_html_(self) -> str:
        from html import escape

        return f'<iframe title="cei" srcdoc="{escape(self._html)}" style="width:100%;height:40rem;border:0"></iframe>'


def report(
    source: Any,
    *others: Any,
    audience: Audience = "public",
    lang: str | Sequence[str] = "en",
    as_of: date | str | None = None,
    rubric: Rubric | Document | None = None,
    policy: Policy | Document | None = None,
) -> ReportPage:
    """Return a report: one accessible page of HTML, to read, to send and to print.

    Parameters
    ----------
    source : Release, or Profile, Tally, dict, str, bytes or pathlib.Path
        The round that it is about. A report for the public takes only what may be published: what `cei.disclose`
        gives. One for the inside takes an assessment, a tally or a profile.
    *others : dict, str, bytes, pathlib.Path or result
        What else is to be in it, each known by its ``format``: earlier rounds, the earliest first; plans, measures,
        networks, consultations, partnerships, an initiative's report, lenses; or what was derived from them, such as
        what `cei.compare` and `cei.progress` give.
    audience : {"public", "internal"}
        Who it is for. A report for the inside holds numbers of small groups, and says so.
    lang : str or sequence of str
        ``en``, ``es`` or ``both``; or several, the first one first.
    as_of : datetime.date or str, optional
        The day for which actions, networks, consultations and partnerships are told. Nothing reads a clock.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        What was rated by. Without it, the built-in rubric that the source names.
    policy : Policy, str, dict, bytes or pathlib.Path, optional
        How answers become stages. Without it, ``cei-default``.

    Raises
    ------
    TypeError
        If a report for the public is given answers or a profile.
    CeiError
        If a document is not valid, with all that is wrong; or of a format that a report does not hold.

    Examples
    --------
    >>> import cei
    >>> ratings = [{"group": "families", "competency": f"1.{n}", "stage": "maturing"} for n in range(1, 6)]
    >>> rubric = {"id": "cei-self-assessment", "version": "2023.1"}
    >>> spring = {"format": "cei.assessment/1", "id": "spring", "rubric": rubric, "ratings": ratings}
    >>> page = cei.report(spring, audience="internal", lang="both")
    >>> "Next steps" in page.html, "Siguientes pasos" in page.html
    (True, True)
    >>> cei.report(cei.assess(spring))
    Traceback (most recent call last):
        ...
    TypeError: a report for the public takes what may be published: cei.report(cei.disclose(profile)); ...
    """
    if audience not in ("public", "internal"):
        raise ValueError(f"audience is `public` or `internal`, not `{audience}`")
    if audience == "public":
        for one in (source, *others):
            only_disclosed(read(one))
    material = Gathering(rubric, policy, as_of).gather(source, others)
    if audience == "public":
        material = disclosed(material, read(source), [one for one in map(read, others) if kind(one) == "cei.release"])
    return page_of(material, audience, lang)


def only_disclosed(document: dict[str, Any]) -> None:
    """Refuse answers and profiles: they hold what may not be published."""
    if kind(document) in ("cei.assessment", "cei.tally", "cei.profile", "cei.growth", "cei.agreement"):
        raise TypeError(
            "a report for the public takes what may be published: cei.report(cei.disclose(profile)); "
            f'this is a {document["format"]}. For a report that stays inside, audience="internal"'
        )


def page_of(material: Material, audience: Audience, lang: str | Sequence[str]) -> ReportPage:
    """Return the page of a material, in one language or several."""
    languages = _languages(lang)
    writers = [Writer(one, material.titles, public=audience == "public") for one in languages]
    parts = [(write.lang, _article(write, material)) for write in writers]
    title = f"{plain(_subject(writers[0], material))} – {plain(writers[0].say('title'))}"
    return ReportPage(page.page(title, parts))


def _languages(lang: str | Sequence[str]) -> list[str]:
    asked = ["en", "es"] if lang == "both" else [lang] if isinstance(lang, str) else list(lang)
    known = [one.split("-")[0].lower() for one in asked]
    if not known or any(one not in LANGUAGES for one in known):
        raise ValueError(f"a report is in `en`, `es` or `both`, not in `{lang}`")
    return list(dict.fromkeys(known))


def _article(write: Writer, material: Material) -> Markup:
    """Return the report in one language."""
    sections = list(_sections(write, material))
    banner = tag("p", write.say("public" if write.public else "internal"), class_="banner")
    return safe([*_head(write, material), banner, page.contents(write.lang, write.sections), *sections])


def _sections(write: Writer, material: Material) -> Iterator[Markup | None]:
    """Give what the report holds, in its order; None where there is nothing to say."""
    round = material.round
    yield profile.glance(write, round)
    if material.growth:
        yield growth.growth(write, material.growth)
    yield steps.steps(write, round)
    yield voices.voices(write, round)
    yield voices.differences(write, round)
    if material.agreement:
        yield voices.agreement(write, material.agreement)
    yield profile.domains(write, round)
    yield planning.lenses(write, round, material.readings)
    for plan, progress in material.plans:
        yield planning.plan(write, plan, progress)
    if material.impacts or material.testing:
        yield planning.metrics(write, material.impacts, material.testing)
    for document, review in material.cohorts:
        yield cohort.cohort(write, document, review)
    for document, review in material.consultations:
        yield consultation.consultation(write, document, review)
    for document, review in material.partnerships:
        yield partnerships.partnerships(write, document, review)
    if material.initiative:
        yield initiative.initiative(write, material.initiative)
    yield method.method(write, round, material.policy, material.documents)


def _head(write: Writer, material: Material) -> list[Markup]:
    period = material.round.get("period", {})
    about = [write.words(period["school_year"], write.lang)] if "school_year" in period else []
    if "from" in period and "to" in period:
        about.append(write.say("to_dates", start=write.day(period["from"]), end=write.day(period["to"])))
    about.append(write.words(material.titles.document["title"], material.titles.language))
    lines = [tag("span", one) for one in about]
    return [
        tag("p", write.say("title"), class_="kicker"),
        tag("h1", _subject(write, material)),
        tag("p", Markup(" · ".join(lines)), class_="about"),
    ]


def _subject(write: Writer, material: Material) -> Markup:
    subject = material.round.get("subject", {})
    return write.words(subject.get("name") or subject.get("id") or material.round["assessment"], write.lang)
