"""The report: one page of HTML for the people whose answers it is about."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ._cei import Policy, Profile, Rubric, Tally
from ._checked import checked
from ._report import CeiError

if TYPE_CHECKING:
    from ._api import Document
    from ._material import Material
    from ._privacy import Release
    from ._voices import Result

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


@checked
def report(
    source: Release | Profile | Tally | Document | Result,
    *others: Profile | Tally | Document | Result,
    audience: Audience = "public",
    lang: str | Sequence[str] = "en",
    as_of: date | str | None = None,
    rubric: Rubric | Document | None = None,
    policy: Policy | Document | None = None,
    sources: bool = False,
) -> ReportPage:
    """Return a report: one accessible page of HTML, to read, to send and to print.

    Parameters
    ----------
    source : Release, or Profile, Tally, dict, str, bytes or pathlib.Path
        The round that it is about. A report for the public takes only what may be published: what `cei.disclose`
        gives. One for the inside takes an assessment, a tally or a profile. Where another document comes first, such as
        an initiative's report, it is about the last round among the others.
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
    sources : bool
        Whether each value says where it is from: the format and the name of a document, and a JSON Pointer into it, as
        in ``data-from="consultation/fall#/events/0/heads/people"``. For those who check a report; the page looks the
        same and is about three times as long.

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
    >>> cei.report(cei.disclose(spring), lang="es").html.count("<h1")
    1
    >>> cei.report(cei.assess(spring))
    Traceback (most recent call last):
        ...
    TypeError: a report for the public takes what may be published: cei.report(cei.disclose(profile)); ...
    """
    from ._disclosed import disclosed, only_disclosed
    from ._material import Gathering, begun, read

    source, rest = begun(source, others)
    documents = [read(one) for one in (source, *rest)]
    if audience == "public":
        only_disclosed(documents)
    material = Gathering(rubric, policy, as_of).gather(source, rest)
    if audience == "public":
        material = disclosed(material, documents)
    return made(material, audience, lang, sources)


def made(material: Material, audience: Audience, lang: str | Sequence[str], sources: bool = False) -> ReportPage:
    """Return the report of a material, in one language or several."""
    from ._html.report import page_of

    return ReportPage(page_of(material, _languages(lang), public=audience == "public", sources=sources))


def _languages(lang: str | Sequence[str]) -> list[str]:
    asked = ["en", "es"] if lang == "both" else [lang] if isinstance(lang, str) else list(lang)
    known = [one.split("-")[0].lower() for one in asked]
    if not known or any(one not in ("en", "es") for one in known):
        raise CeiError(f"lang: a report is in `en`, `es` or `both`, not in `{lang}`")
    return list(dict.fromkeys(known))


@checked
def initiative_html(report: dict[str, Any], lang: str = "en", documents: Iterable[Document] = ()) -> str:
    """Return a ``cei.initiative/1`` as a page of HTML.

    Parameters
    ----------
    report : dict
        What `cei.initiative` returns.
    lang : str
        ``en`` or ``es``.
    documents : iterable of dict, str, bytes or pathlib.Path
        What it was put together from, so that what it names is called by its title.

    Examples
    --------
    >>> import cei
    >>> "What is missing" in cei.initiative_html(cei.initiative(["inaugural"]))
    True
    """
    from ._html.initiative import whole
    from ._material import read
    from ._voices import _valid

    _valid(report, kinds=("initiative",))
    return whole(report, _languages(lang)[0], [read(one) for one in documents])
