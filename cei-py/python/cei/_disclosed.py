"""What of a report's material may be published: what follows from releases, and nothing that they hide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ._material import Material, kind
from ._privacy import release
from ._report import CeiError
from ._voices import compare

Release = Mapping[str, Any]


#: What holds answers, or what follows from those of few people.
_INSIDE = ("cei.assessment", "cei.tally", "cei.profile", "cei.growth", "cei.agreement")


def only_disclosed(documents: Iterable[dict[str, Any]]) -> None:
    """Refuse answers and profiles, which hold what may not be published, and releases that show more than they may."""
    for one in documents:
        if kind(one) == "cei.release":
            release(one)
        if kind(one) in _INSIDE:
            raise TypeError(
                "a report for the public takes what may be published: cei.report(cei.disclose(profile)); "
                f'this is a {one["format"]}. For a report that stays inside, audience="internal"'
            )


def disclosed(material: Material, documents: Iterable[dict[str, Any]]) -> Material:
    """Return the material as it may be published.

    Parameters
    ----------
    material : Material
        What was gathered; its round, growth and agreement are not used.
    documents : iterable of dict
        Of these the releases count: that of this round, then those of the earlier rounds, the earliest first.
    """
    last, *earlier = (one for one in documents if kind(one) == "cei.release")
    rounds = [*earlier, last]
    hidden = {id for one in rounds for id in hidden_in(one)}
    for _, progress in material.plans:
        if progress:
            _must_be_of(rounds, progress, progress["profile"]["assessment"])
    for reading in material.readings:
        _must_be_of(rounds, reading, reading["assessment"])
    return replace(
        material,
        round=last,
        titles=material.titles.of_release(last),
        documents=[_named(one) for one in material.documents],
        growth=compare(*rounds, rubric=material.titles.document).to_dict() if len(rounds) > 1 else None,
        agreement=None,
        plans=[(_plan(plan, hidden), progress and _progress(progress, hidden)) for plan, progress in material.plans],
        cohorts=[(cohort, _without_growth(review)) for cohort, review in material.cohorts],
        readings=[_reading(one, hidden) for one in material.readings],
    )


def _must_be_of(rounds: Iterable[Mapping[str, Any]], one: Mapping[str, Any], assessment: str) -> None:
    """Refuse what was made of a round without a release here: nothing says what of it may be shown."""
    if assessment not in {round_["assessment"] for round_ in rounds}:
        raise CeiError(f"this {one['format']} was made of `{assessment}`, of which no release is given")


def hidden_in(release: Release) -> set[str]:
    """Return the competencies whose stage a release hides."""
    return {one["id"] for domain in release["domains"] for one in domain["competencies"] if one.get("hidden")}


def _plan(plan: Release, hidden: set[str]) -> dict[str, Any]:
    focus = [
        # A plan goes one stage up: where it goes to tells where it begins.
        {name: value for name, value in one.items() if name not in ("from", "to") or one["competency"] not in hidden}
        for one in plan.get("focus", ())
    ]
    return {**plan, "focus": focus}


def _progress(progress: Release, hidden: set[str]) -> dict[str, Any]:
    focus = [
        {"competency": one["competency"], "hidden": True} if one["competency"] in hidden else one
        for one in progress["focus"]
    ]
    left_out = {"counts"} if any("hidden" in one for one in focus) else set()
    return {**{name: value for name, value in progress.items() if name not in left_out}, "focus": focus}


def _named(document: Release) -> dict[str, Any]:
    """Return a document; of one that holds answers, only what it is called."""
    if kind(document) not in _INSIDE:
        return dict(document)
    return {
        name: document[name]
        for name in ("format", "id", "assessment", "title", "subject", "period")
        if name in document
    }


def _without_growth(review: Release) -> dict[str, Any]:
    """Return a review of a network without the growth of its districts, which follows from profiles."""
    teams = [{name: value for name, value in one.items() if name != "growth"} for one in review.get("teams", ())]
    return {**review, "teams": teams}


def _reading(reading: Release, hidden: set[str]) -> dict[str, Any]:
    """Return a reading without reasons, and without the stage of a part that rests on a hidden one."""
    parts = []
    for part in reading["parts"]:
        node = part.get("node", {})
        if hidden & {one["id"] for one in part.get("competencies", ())}:
            shown: dict[str, Any] = {"hidden": True}
        else:
            shown = {key: node[key] for key in ("status", "stage") if key in node}
        parts.append({**part, "node": shown} if shown else part)
    return {**reading, "parts": parts}
