"""What a report is made of: a round, and whatever documents are given with it, each with what it derives."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from . import _api, _cei, _planning, _reviews, _voices
from ._arguments import document_text, text_of
from ._cei import RUBRICS, Policy, Profile, Rubric, Tally
from ._report import CeiError, error_of
from ._words import Titles

if TYPE_CHECKING:
    from ._api import Document

#: What belongs to one district or school alone.
_OF_ONE = ("cei.plan", "cei.consultation", "cei.partnerships")
ANSWERS = ("cei.assessment", "cei.tally", "cei.profile")
ROUNDS = (*ANSWERS, "cei.release")


@dataclass
class Material:
    """A round as a profile or a release, and what is told beside it. All of it documents as dicts."""

    round: dict[str, Any]
    titles: Titles
    policy: dict[str, Any] | None
    #: All that was given, this round first.
    documents: list[dict[str, Any]] = field(default_factory=list)
    growth: dict[str, Any] | None = None
    agreement: dict[str, Any] | None = None
    plans: list[tuple[dict[str, Any], dict[str, Any] | None]] = field(default_factory=list)
    impacts: list[tuple[dict[str, Any] | None, dict[str, Any]]] = field(default_factory=list)
    testing: dict[str, Any] | None = None
    cohorts: list[tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    consultations: list[tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    partnerships: list[tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    initiative: dict[str, Any] | None = None
    readings: list[dict[str, Any]] = field(default_factory=list)
    #: What the library says of itself.
    library: dict[str, Any] = field(default_factory=lambda: {"version": _cei.VERSION})


class Gathering:
    """Sorts documents by their format, derives what each is for, and keeps the rounds."""

    def __init__(
        self, rubric: Rubric | Document | None, policy: Policy | Document | None, as_of: date | str | None
    ) -> None:
        self.rubric = None if rubric is None else _api.rubric(rubric)
        self.policy = policy
        self.day = as_of.isoformat() if isinstance(as_of, date) else as_of
        #: The profiles of the rounds: this one, then the earlier ones, the earliest first.
        self.profiles: list[Profile] = []

    def gather(self, source: Any, others: Iterable[Any]) -> Material:
        """Return the material of a report on a round."""
        given: dict[str, list[dict[str, Any]]] = {}
        documents = [read(one) for one in others]
        for one in documents:
            self.check(one)
            given.setdefault(kind(one), []).append(one)
        known = (*ROUNDS, *_TAKEN)
        for name in given:
            if name not in known:
                raise CeiError(
                    f"a report does not hold a document of the format `{name}/1`; it takes {', '.join(known)}"
                )
        first = read(source)
        self.check(first)
        for one in documents:
            _of_the_same(first, one)
        profile = None if kind(first) == "cei.release" else self.profile(source, first)
        self.profiles = [] if profile is None else [profile]
        material = self.material(first, profile)
        material.documents += [first, *documents]
        self.rounds(material, first, profile, [one for name in ANSWERS for one in given.get(name, ())])
        for name, add in _TAKEN.items():
            if given.get(name):
                add(self, material, given, profile)
        return material

    def check(self, document: dict[str, Any]) -> None:
        """Refuse a document that is not valid."""
        report = _cei.validate(document, self.rubric)
        if not report.valid:
            raise error_of(report)

    def profile(self, source: Any, document: dict[str, Any]) -> Profile:
        """Return the profile of a round."""
        if isinstance(source, Profile):
            return source
        if kind(document) == "cei.assessment":
            return _api.assess(document, self.rubric, self.policy)
        if kind(document) == "cei.tally":
            return _api.stage(source if isinstance(source, Tally) else document, self.rubric, self.policy)
        if kind(document) == "cei.profile":
            return Profile.parse(text_of(document), rubric_named(document, self.rubric))
        raise CeiError(f"a report begins with an assessment, a tally or a profile, not with `{kind(document)}/1`")

    def material(self, document: dict[str, Any], profile: Profile | None) -> Material:
        """Return the material with the round alone."""
        round = document if profile is None else profile.to_dict()
        titles = Titles.of_rubric(rubric_named(document, self.rubric) if profile is None else profile.rubric)
        titles = titles.of_release(round)
        policy = self.policy_of(round)
        return Material(round, titles, None if policy is None else policy.to_dict())

    def policy_of(self, round: dict[str, Any]) -> Policy | None:
        """Return the policy that a round was staged by, if it is the one given or built in."""
        given = Policy.built_in(round["policy"]["id"]) if self.policy is None else _api.policy(self.policy)
        return given if given is not None and given.digest == round["policy"].get("digest") else None

    def rounds(
        self, material: Material, first: dict[str, Any], profile: Profile | None, earlier: list[dict[str, Any]]
    ) -> None:
        """Add what comes of the answers of this round and of the earlier ones."""
        if kind(first) == "cei.assessment":
            material.agreement = _voices.agreement(first, self.rubric).to_dict()
        if profile is None or not earlier:
            return
        rounds = [(self.profile(one, one), one) for one in earlier] + [(profile, first)]
        self.profiles += [one for one, _ in rounds[:-1]]
        pairs = [pair if kind(pair[1]) == "cei.assessment" else pair[0] for pair in rounds]
        growth = _voices.compare(*pairs, rubric=self.rubric, policy=self.policy)
        material.growth = growth.to_dict()

    def as_of(self, what: str) -> str:
        """Return the day for which something is told."""
        if self.day is None:
            raise CeiError(f"{what} is told as of a day: pass as_of, such as 2026-06-30")
        return self.day


def begun(source: Any, others: Iterable[Any]) -> tuple[Any, list[Any]]:
    """Return the round that a report is about, and what else is given; where something else comes first, the last round."""
    rest = list(others)
    rounds = [place for place, one in enumerate(rest) if kind(read(one)) in ROUNDS]
    if kind(read(source)) in ROUNDS or not rounds:
        return source, rest
    last = rest.pop(rounds[-1])
    return last, [source, *rest]


def read(source: Any) -> dict[str, Any]:
    """Return a document in any form as a dict."""
    text = document_text(source)
    if _voices._kind(text) is None:
        raise error_of(_cei.validate(source, None))
    document: dict[str, Any] = json.loads(text)
    return document


def kind(document: Mapping[str, Any]) -> str:
    """Return the format of a document, without its version."""
    return str(document["format"]).partition("/")[0]


def rubric_named(document: dict[str, Any], rubric: Rubric | None = None) -> Rubric:
    """Return the rubric given, or the built-in one that a document names."""
    if rubric is not None:
        return rubric
    named = document.get("rubric", {}).get("id")
    if named not in RUBRICS:
        raise CeiError(f"the rubric `{named}` is not built in: pass it as `rubric`")
    return _api.rubric(named)


def _of_the_same(round: Mapping[str, Any], document: Mapping[str, Any]) -> None:
    """Refuse a plan or a record of another district or school than the round, unless one is a part of the other."""
    of_whom, whose = round.get("subject") or {}, document.get("subject") or {}
    if kind(document) not in _OF_ONE or not of_whom or not whose:
        return
    if not {of_whom["id"], of_whom.get("parent")} & {whose["id"], whose.get("parent")} - {None}:
        raise CeiError(
            f"the {kind(document).removeprefix('cei.')} `{name_of(document)}` is of the subject `{whose['id']}`, and this round "
            f"of `{of_whom['id']}`: give the documents of one subject, or name the `parent` of the one that is a part"
        )


def name_of(document: Mapping[str, Any]) -> Any:
    """Return what a document goes by; None where it has no name."""
    if "lens" in document:
        return document["lens"].get("id")
    for name in ("id", "assessment", "plan", "metrics", "cohort", "consultation", "partnerships"):
        if isinstance(document.get(name), str):
            return document[name]
    return None


# What each format adds

_Given = dict[str, list[dict[str, Any]]]


def _plans(self: Gathering, material: Material, given: _Given, profile: Profile | None) -> None:
    told = {one["plan"]: one for one in given.get("cei.progress", ())}
    for plan in given["cei.plan"]:
        progress = told.get(plan["id"])
        if progress is None and profile is not None:
            progress = _planning.progress(plan, profile, self.rubric, as_of=self.day)
        material.plans.append((plan, progress))


def _metrics(self: Gathering, material: Material, given: _Given, profile: Profile | None) -> None:
    documents = given["cei.metrics"]
    material.impacts += [(one, _planning.metrics(one, self.rubric, as_of=self.day)) for one in documents]
    if len(documents) > 1:
        material.testing = _planning.metrics(list(documents), self.rubric, as_of=self.day)


def _cohorts(self: Gathering, material: Material, given: _Given, profile: Profile | None) -> None:
    day = self.as_of("a network")
    for one in given["cei.cohort"]:
        # What a district of the network rated, by the network's rubric, is its growth; what others rated is not.
        members = {team["subject"]["id"] for team in one["teams"] if "subject" in team}
        named = one.get("rubric", {}).get("id", "cei-self-assessment")
        profiles = [found for found in (*self.profiles[1:], *self.profiles[:1]) if found.rubric.id == named]
        own = [found for found in profiles if found.to_dict().get("subject", {}).get("id") in members]
        rubric = self.rubric if self.rubric is not None and self.rubric.id == named else None
        material.cohorts.append((one, _reviews.cohort_review(one, day, own, rubric)))


def _consultations(self: Gathering, material: Material, given: _Given, profile: Profile | None) -> None:
    day = self.as_of("a consultation")
    material.consultations += [(one, _reviews.consultation_review(one, day)) for one in given["cei.consultation"]]


def _partnerships(self: Gathering, material: Material, given: _Given, profile: Profile | None) -> None:
    day = self.as_of("what partnerships show")
    material.partnerships += [(one, _reviews.partnerships_review(one, day)) for one in given["cei.partnerships"]]


def _initiative(self: Gathering, material: Material, given: _Given, profile: Profile | None) -> None:
    *_, draft = given["cei.initiative"]
    cohorts, metrics = given.get("cei.cohort", ()), given.get("cei.metrics", ())
    there = {(one["format"], one["id"]) for one in (*cohorts, *metrics)}
    if not {(one["format"], one["id"]) for one in draft.get("sources", ())} <= there:
        # Put together elsewhere: made anew without its documents, it would lose what it has from them.
        material.initiative = draft
        return
    material.initiative = _planning.initiative(cohorts, metrics, draft, self.rubric, as_of=self.day)


def _lenses(self: Gathering, material: Material, given: _Given, profile: Profile | None) -> None:
    if profile is None:
        raise CeiError("a release is not read through a lens: pass what cei.lens(profile, lens) gives")
    for lens in given["cei.lens"]:
        material.readings.append(_planning.lens(profile, lens, self.rubric, self.policy))


def _as_given(field: str) -> Callable[[Gathering, Material, _Given, Profile | None], None]:
    def add(self: Gathering, material: Material, given: _Given, profile: Profile | None) -> None:
        found = given[f"cei.{field}"]
        setattr(material, field, found[-1])

    return add


def _readings(self: Gathering, material: Material, given: _Given, profile: Profile | None) -> None:
    material.readings += given["cei.reading"]


def _impacts(self: Gathering, material: Material, given: _Given, profile: Profile | None) -> None:
    material.impacts += [(None, one) for one in given["cei.impact"]]


def _nothing(self: Gathering, material: Material, given: _Given, profile: Profile | None) -> None:
    """Add nothing: a progress goes with its plan."""


_TAKEN: dict[str, Callable[[Gathering, Material, _Given, Profile | None], None]] = {
    "cei.plan": _plans,
    "cei.progress": _nothing,
    "cei.metrics": _metrics,
    "cei.impact": _impacts,
    "cei.testing": _as_given("testing"),
    "cei.cohort": _cohorts,
    "cei.consultation": _consultations,
    "cei.partnerships": _partnerships,
    "cei.initiative": _initiative,
    "cei.lens": _lenses,
    "cei.reading": _readings,
    "cei.growth": _as_given("growth"),
    "cei.agreement": _as_given("agreement"),
}
