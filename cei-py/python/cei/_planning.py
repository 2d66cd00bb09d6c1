"""Plans, metrics, lenses and the initiative's report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ._arguments import derived
from ._cei import Policy, Profile, Rubric
from ._checked import checked

if TYPE_CHECKING:
    from ._api import Document


@checked
def plan(
    profile: Profile | Document,
    rubric: Rubric | Document | None = None,
    *,
    most: int = 3,
    domains: Sequence[str] = (),
    id: str | None = None,
) -> dict[str, Any]:
    """Return a plan to begin with, drafted from a profile.

    It picks the competencies whose rise is the cheapest way to the next stage of their domain: foundations first, then
    the domains with the fewest steps; each competency one stage up. The reflection questions, strategies and modules of
    those domains come with it. Problem, answers, actions, measures and goals are for people to fill in.

    Parameters
    ----------
    profile : Profile, dict, str, bytes or pathlib.Path
        Where a team stands.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        What was rated by. Without it, the profile's own, or the built-in rubric that the document names.
    most : int
        The most competencies to pick, 1 to 100. The way of a domain is picked whole, as long as there is room.
    domains : sequence of str
        The domains to look in; none for all.
    id : str, optional
        The plan's id.

    Returns
    -------
    dict
        A ``cei.plan/1``.

    Raises
    ------
    CeiError
        If one of the arguments cannot be used, with all that is wrong.

    Examples
    --------
    >>> import cei
    >>> ratings = [{"group": "families", "competency": f"1.{n}", "stage": "developing"} for n in range(1, 6)]
    >>> rubric = {"id": "cei-self-assessment", "version": "2023.1"}
    >>> profile = cei.assess({"format": "cei.assessment/1", "id": "fall", "rubric": rubric, "ratings": ratings})
    >>> [(one["competency"], one["from"], one["to"]) for one in cei.plan(profile, most=2)["focus"]]
    [('1.1', 'developing', 'maturing'), ('1.2', 'developing', 'maturing')]
    """
    arguments = {"profile": profile, "rubric": _rubric_of(profile, rubric)}
    found: dict[str, Any] = derived("plan", arguments, most=most, domains=list(domains), id=id)
    return found


@checked
def check_plan(
    plan: Document,
    profile: Profile | Document | None = None,
    metrics: Document | None = None,
    rubric: Rubric | Document | None = None,
) -> dict[str, Any]:
    """Return what is left to fill in or to reconsider in a plan, held against its profile and its metrics.

    Parameters
    ----------
    plan : dict, str, bytes or pathlib.Path
        A ``cei.plan/1`` document.
    profile : Profile, dict, str, bytes or pathlib.Path, optional
        The profile that it starts from.
    metrics : dict, str, bytes or pathlib.Path, optional
        The ``cei.metrics/1`` document whose measures it names.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        Its rubric. Without it, the built-in one that it names.

    Returns
    -------
    dict
        A ``cei.report/1`` of warnings and notes; paths begin with ``/plan``.

    Raises
    ------
    CeiError
        If there is an error, such as a target that is not above the start or a start that is not the profile's stage.

    Examples
    --------
    >>> import cei
    >>> rubric = {"id": "cei-self-assessment", "version": "2023.1"}
    >>> def team(stage):
    ...     ratings = [{"group": "families", "competency": f"1.{n}", "stage": stage} for n in range(1, 6)]
    ...     return cei.assess({"format": "cei.assessment/1", "id": stage, "rubric": rubric, "ratings": ratings})
    >>> profile = team("developing")
    >>> found = cei.check_plan(cei.plan(profile, most=1), profile)
    >>> [one["code"] for one in found["diagnostics"] if one["severity"] == "warning"][:2]
    ['plan_without_problem', 'focus_without_action']
    """
    found: dict[str, Any] = derived(
        "plan_check", {"plan": plan, "profile": profile, "metrics": metrics, "rubric": _rubric_of(profile, rubric)}
    )
    return found


@checked
def progress(
    plan: Document,
    profile: Profile | Document,
    rubric: Rubric | Document | None = None,
    *,
    allow: Sequence[str] = (),
    as_of: date | str | None = None,
) -> dict[str, Any]:
    """Return how far a plan has come, by a later profile: met, moved, not yet, no data.

    Parameters
    ----------
    plan : dict, str, bytes or pathlib.Path
        A ``cei.plan/1`` document.
    profile : Profile, dict, str, bytes or pathlib.Path
        A later profile of the same subject, rubric and policy.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        What was rated by.
    allow : sequence of str
        What may differ all the same: ``subject_differs``, ``policy_differs``.
    as_of : datetime.date or str, optional
        The day for which actions are told: done, due, later. Nothing reads a clock.

    Returns
    -------
    dict
        A ``cei.progress/1``.

    Raises
    ------
    CeiError
        If the plan has an error, or the profile cannot be set beside it.

    Examples
    --------
    >>> import cei
    >>> rubric = {"id": "cei-self-assessment", "version": "2023.1"}
    >>> def team(stage):
    ...     ratings = [{"group": "families", "competency": f"1.{n}", "stage": stage} for n in range(1, 6)]
    ...     return cei.assess({"format": "cei.assessment/1", "id": stage, "rubric": rubric, "ratings": ratings})
    >>> later = cei.progress(cei.plan(team("developing"), most=1), team("maturing"))
    >>> [(one["competency"], one["status"]) for one in later["focus"]]
    [('1.1', 'met')]
    """
    arguments = {"plan": plan, "profile": profile, "rubric": _rubric_of(profile, rubric)}
    found: dict[str, Any] = derived("progress", arguments, allow=list(allow), as_of=_day(as_of))
    return found


@checked
def metrics(
    metrics: Document | list[Document],
    rubric: Rubric | Document | None = None,
    *,
    as_of: date | str | None = None,
) -> dict[str, Any]:
    """Return what measures say: which moved since their baseline, and how far on the way to their target.

    Parameters
    ----------
    metrics : dict, str, bytes or pathlib.Path, or a list of them
        A ``cei.metrics/1`` document; of several teams, a list with one for each.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        The rubric of the competencies they name.
    as_of : datetime.date or str, optional
        Observations up to this day count; without it all do. Nothing reads a clock.

    Returns
    -------
    dict
        Of one document, a ``cei.impact/1``: by component, and on community and district apart. Of a list, a
        ``cei.testing/1``: which measures moved, and which ones nobody could collect. Teams are never ranked.

    Raises
    ------
    CeiError
        If one of the documents has an error.

    Examples
    --------
    >>> import cei
    >>> visits = {
    ...     "id": "visits", "title": "Families visited", "component": "leadership", "direction": "up",
    ...     "identified_by": "first_network", "impact": "community",
    ...     "baseline": {"date": "2024-09-01", "value": 20}, "target": {"date": "2026-06-30", "value": 60},
    ...     "observations": [{"date": "2025-09-01", "value": 35}],
    ... }
    >>> found = cei.metrics({"format": "cei.metrics/1", "id": "ours", "measures": [visits]})["measures"][0]
    >>> found["status"], found["change"], found["share"]
    ('moved', 15, {'exact': '3/8', 'percent': 37.5})
    """
    operation = "testing" if isinstance(metrics, list) else "impact"
    found: dict[str, Any] = derived(operation, {"metrics": metrics, "rubric": _rubric_of(None, rubric)}, as_of=_day(as_of))
    return found


@checked
def lens(
    profile: Profile | Document,
    lens: Document,
    rubric: Rubric | Document | None = None,
    policy: Policy | Document | None = None,
    crosswalk: Document | None = None,
) -> dict[str, Any]:
    """Return a profile read through a lens: its rubric's by name, or a ``cei.lens/1`` document of one's own.

    Parameters
    ----------
    profile : Profile, dict, str, bytes or pathlib.Path
        The profile.
    lens : str, dict, bytes or pathlib.Path
        The id of a lens of the rubric, such as ``plln-components``, or a ``cei.lens/1`` document.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        What was rated by.
    policy : Policy, str, dict, bytes or pathlib.Path, optional
        For a lens document: the policy that staged the profile, where it is not built in.
    crosswalk : dict, str, bytes or pathlib.Path, optional
        For a lens of another rubric: the ``cei.crosswalk/1`` between the two.

    Returns
    -------
    dict
        A ``cei.reading/1``.

    Raises
    ------
    CeiError
        If the lens does not fit the profile's rubric, or the policy is needed or another one.

    Examples
    --------
    >>> import cei
    >>> rubric = {"id": "cei-self-assessment", "version": "2023.1"}
    >>> def team(stage):
    ...     ratings = [{"group": "families", "competency": f"1.{n}", "stage": stage} for n in range(1, 6)]
    ...     return cei.assess({"format": "cei.assessment/1", "id": stage, "rubric": rubric, "ratings": ratings})
    >>> reading = cei.lens(team("maturing"), "plln-components")
    >>> reading["format"], reading["parts"][0]["id"]
    ('cei.reading/1', 'leadership')
    """
    arguments = {"profile": profile, "lens": lens, "policy": policy, "crosswalk": crosswalk}
    found: dict[str, Any] = derived("lens", {**arguments, "rubric": _rubric_of(profile, rubric)})
    return found


@checked
def initiative(
    cohorts: Iterable[Document] = (),
    metrics: Iterable[Document] = (),
    draft: Document | None = None,
    rubric: Rubric | Document | None = None,
    *,
    as_of: date | str | None = None,
) -> dict[str, Any]:
    """Return the initiative's report, put together from other documents, with what is missing listed.

    Parameters
    ----------
    cohorts : iterable of dict, str, bytes or pathlib.Path
        ``cei.cohort/1`` documents: practices, feedback, activities and training.
    metrics : iterable of dict, str, bytes or pathlib.Path
        ``cei.metrics/1`` documents, one for each team.
    draft : dict, str, bytes or pathlib.Path, optional
        A ``cei.initiative/1`` with what only people can write, such as the analysis of the impact. Its own entries are
        kept; those taken from other documents are taken anew.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        Whose competencies are named.
    as_of : datetime.date or str, optional
        What is later than this day is left out.

    Returns
    -------
    dict
        A ``cei.initiative/1``; `cei.initiative_html` makes a page of it.

    Raises
    ------
    CeiError
        If one of the documents has an error.

    Examples
    --------
    >>> import cei
    >>> report = cei.initiative(["inaugural"])
    >>> [one["id"] for one in report["recipients"]][:2]
    ['state-board-of-education', 'superintendent-of-public-instruction']
    >>> report["missing"][0]["params"]["part"]
    'best_practices'
    """
    arguments = {"initiative": draft, "rubric": _rubric_of(None, rubric)}
    arguments |= {"cohorts": list(cohorts), "metrics": list(metrics)}
    found: dict[str, Any] = derived("initiative", arguments, as_of=_day(as_of))
    return found


def _rubric_of(profile: Any, rubric: Rubric | Document | None) -> Any:
    """The rubric given, or else that of the profile; a built-in one needs not be told."""
    if rubric is None and isinstance(profile, Profile):
        rubric = profile.rubric
    if isinstance(rubric, Rubric) and rubric == Rubric.built_in(rubric.id):
        return rubric.id
    return rubric


def _day(day: date | str | None) -> str | None:
    return day.isoformat() if isinstance(day, date) else day
