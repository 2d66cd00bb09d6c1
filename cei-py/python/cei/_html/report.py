"""The report, put together from its sections."""

from __future__ import annotations

from collections.abc import Iterator

from .._material import Material
from . import (
    cohort,
    consultation,
    decisions,
    growth,
    initiative,
    lenses,
    method,
    metrics,
    page,
    partnerships,
    plan,
    profile,
    steps,
    voices,
)
from .element import Markup, plain, safe, tag
from .traced import traced
from .writer import LEAST, Writer


def page_of(material: Material, languages: list[str], *, public: bool, sources: bool = False) -> str:
    """Return the page of a material, in one language or several; with sources, each value says where it is from."""
    material = traced(material) if sources else material
    least = material.round.get("disclosure", {}).get("min_n", LEAST)
    writers = [
        Writer(one, material.titles, public=public, least=least, documents=material.documents) for one in languages
    ]
    parts = [(write.lang, _article(write, material)) for write in writers]
    title = f"{plain(_subject(writers[0], material))} – {plain(writers[0].say('title'))}"
    return page.page(title, parts)


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
    yield decisions.decisions(write, material.documents)
    yield lenses.lenses(write, round, material.readings)
    for document, progress in material.plans:
        yield plan.plan(write, document, progress)
    if material.impacts or material.testing:
        yield metrics.metrics(write, material.impacts, material.testing)
    for document, review in material.cohorts:
        yield cohort.cohort(write, document, review)
    for document, review in material.consultations:
        yield consultation.consultation(write, document, review)
    for document, review in material.partnerships:
        yield partnerships.partnerships(write, document, review)
    if material.initiative:
        yield initiative.initiative(write, material.initiative)
    yield method.method(write, round, material.policy, material.documents, material.library)


def _head(write: Writer, material: Material) -> list[Markup]:
    about = write.period(material.round.get("period", {}))
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
