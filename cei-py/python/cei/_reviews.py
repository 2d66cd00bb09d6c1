"""What the documents of the initiative show as of a day: cohorts, consultations, partnerships."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from . import _cei
from ._arguments import derived
from ._cei import Profile, Rubric
from ._checked import checked

if TYPE_CHECKING:
    from ._api import Document


@checked
def cohort_review(
    cohort: Document,
    as_of: date | str,
    profiles: Iterable[Profile | Document] = (),
    rubric: Rubric | Document | None = None,
) -> dict[str, Any]:
    """Return what a Peer Leading and Learning Network shows as of a day.

    What is due, who meets the selection criteria, which commitments are met, who came, who could facilitate, which
    practices were found, and how the member districts grew.

    Parameters
    ----------
    cohort : dict, str, bytes or pathlib.Path
        A ``cei.cohort/1`` document, or ``"inaugural"`` for the one that is built in.
    as_of : datetime.date or str
        The day; what is dated later is not counted. Nothing reads a clock.
    profiles : iterable of Profile, dict, str, bytes or pathlib.Path
        Profiles of member districts, those of one district earliest first.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        Whose groups and competencies are named. Without it, the built-in rubric that the cohort names.

    Returns
    -------
    dict
        A ``cei.cohort_review/1``.

    Raises
    ------
    CeiError
        If one of the documents is not valid, with all of its problems.

    Examples
    --------
    >>> import cei
    >>> review = cei.cohort_review("inaugural", "2020-02-01")
    >>> [(one["id"], one["days"]) for one in review["due"] if one["kind"] == "milestone"]
    [('teams-solicited', -365), ('statewide-training', 335), ('report', 1611)]
    """
    documents = {"cohort": cohort, "profiles": list(profiles) or None, "rubric": rubric}
    found: dict[str, Any] = derived("cohort_review", documents, as_of=_as_of(as_of))
    return found


@checked
def consultation_review(consultation: Document, as_of: date | str) -> dict[str, Any]:
    """Return what the record of a consultation shows as of a day.

    Which checks are missing or still open, how often each partner was consulted on goals and on the budget, who came
    held against enrolment, languages offered and spoken, what made it possible to come, and what the plan takes up.

    Parameters
    ----------
    consultation : dict, str, bytes or pathlib.Path
        A ``cei.consultation/1`` document.
    as_of : datetime.date or str
        The day; what is dated later is not counted. Nothing reads a clock.

    Returns
    -------
    dict
        A ``cei.consultation_review/1``.

    Raises
    ------
    CeiError
        If the document is not valid, with all of its problems.

    Examples
    --------
    >>> import cei
    >>> record = {"format": "cei.consultation/1", "id": "spring", "plan": "spsa", "school_year": "2025-26"}
    >>> cei.consultation_review(record, "2026-03-01")["open"]
    ['site_council_review', 'site_council_composition']
    >>> cei.consultation_review(record, "2026-07-01")["missing"]
    ['site_council_review', 'site_council_composition']
    """
    found: dict[str, Any] = derived("consultation_review", {"consultation": consultation}, as_of=_as_of(as_of))
    return found


@checked
def partnerships_review(
    partnerships: Document, as_of: date | str, rubric: Rubric | Document | None = None
) -> dict[str, Any]:
    """Return what partnerships show as of a day.

    Which needs are covered, which gifts nobody uses, how partners and schools work together, and what of it can be
    given as evidence for the competencies of Community as Collaborators.

    Parameters
    ----------
    partnerships : dict, str, bytes or pathlib.Path
        A ``cei.partnerships/1`` document.
    as_of : datetime.date or str
        The day; what is dated later is not counted. Nothing reads a clock.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        Whose groups are named. Without it, the built-in rubric that the document names.

    Returns
    -------
    dict
        A ``cei.partnerships_review/1``.

    Raises
    ------
    CeiError
        If the document is not valid, with all of its problems.

    Examples
    --------
    >>> import cei
    >>> needs = [{"id": "rent", "kind": "financial", "title": "Help with rent"}]
    >>> document = {"format": "cei.partnerships/1", "id": "spring", "needs": needs}
    >>> cei.partnerships_review(document, "2026-03-01")["unmet"]
    ['rent']
    """
    documents = {"partnerships": partnerships, "rubric": rubric}
    found: dict[str, Any] = derived("partnerships_review", documents, as_of=_as_of(as_of))
    return found


def inaugural_cohort() -> dict[str, Any]:
    """Return the network that the initiative began with, a ``cei.cohort/1``.

    Examples
    --------
    >>> import cei
    >>> [team["id"] for team in cei.inaugural_cohort()["teams"]][:2]
    ['anaheim-union', 'azusa']
    """
    found: dict[str, Any] = json.loads(_cei.derive("inaugural_cohort", b"{}"))
    return found


def consultation_checks() -> list[dict[str, Any]]:
    """Return what the record of a consultation is checked against, each with its citation and certainty.

    Examples
    --------
    >>> import cei
    >>> check = cei.consultation_checks()[0]
    >>> check["id"], check["citation"]["en"], check["certainty"]
    ('consult_teachers', 'California Education Code section 52060', 'secondary')
    """
    found: list[dict[str, Any]] = json.loads(_cei.derive("consultation_checks", b"{}"))
    return found


def _as_of(day: date | str) -> str:
    return day.isoformat() if isinstance(day, date) else day
