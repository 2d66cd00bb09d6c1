"""Every number on the report of the worked example is traced to a document or to what is derived from one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from test_report import AROUND, EARLIER, ROUND, Page

import cei

DAY = "2026-06-30"
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:[.,]\d+)*")
#: Numbers that are in no document: how many stages and how many people make a small group, and the library's version.
OWN = {"0", *map(str, range(1, 5)), cei.__version__}


def documents() -> list[Any]:
    """What the report is made of, derived here once more by the package's public calls."""
    given = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (ROUND, EARLIER, *AROUND)}
    profiles = [cei.assess(EARLIER), cei.assess(ROUND)]
    made: list[Any] = [
        *given.values(),
        *(one.to_dict() for one in profiles),
        cei.rubric().to_dict(),
        cei.policy().to_dict(),
    ]
    made.append(cei.compare(*zip(profiles, (EARLIER, ROUND), strict=True)).to_dict())
    made.append(cei.agreement(ROUND).to_dict())
    metrics = [one for one in given.values() if one["format"] == "cei.metrics/1"]
    made += [cei.metrics(one, as_of=DAY) for one in metrics] + [cei.metrics(metrics, as_of=DAY)]
    made.append(cei.progress(given["ejemplo-plan"], profiles[1], as_of=DAY))
    made.append(cei.lens(profiles[1], given["ejemplo-lens"]))
    cohort = given["ejemplo-cohort"]
    made.append(cei.cohort_review(cohort, DAY))
    made += [cei.consultation_review(given[f"ejemplo-consultation-{year}"], DAY) for year in ("2024-25", "2025-26")]
    made.append(cei.partnerships_review(given["ejemplo-partnerships"], DAY))
    made.append(cei.initiative([cohort], metrics, given["ejemplo-initiative"], as_of=DAY))
    return made


def published() -> list[Any]:
    """What a report for the public is made of: releases in place of answers, profiles and what follows from them."""
    inside = ("cei.assessment/1", "cei.profile/1", "cei.growth/1", "cei.agreement/1")
    made = [one for one in documents() if one["format"] not in inside]
    return made + [cei.disclose(cei.assess(path)).to_dict() for path in (EARLIER, ROUND)]


def numbers_in(value: Any) -> set[str]:
    """Return the numbers of a document, as they may be written: whole, as in a text, or to two places."""
    if isinstance(value, bool) or value is None:
        return set()
    if isinstance(value, (int, float)):
        return {str(value), str(abs(value)), f"{value:.2f}"} | ({str(int(value))} if value == int(value) else set())
    if isinstance(value, str):
        found = set(NUMBER.findall(value))
        day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value)
        return found | ({day[1], str(int(day[3]))} if day else set())
    parts = [*value, *value.values()] if isinstance(value, dict) else value
    return set().union(*map(numbers_in, parts)) if parts else set()


def counted(document: Any) -> set[str]:
    """Return what the page counts itself: the entries of a list, the answers of a group, checks that are met."""
    if isinstance(document, dict):
        found = set().union(*map(counted, document.values())) if document else set()
        if isinstance(document.get("stages"), list) and all(isinstance(one, int) for one in document["stages"]):
            found.add(str(sum(document["stages"])))
        if "checks" in document:
            found |= {str(sum(one["state"] == "met" for one in document["checks"])), str(len(document["checks"]))}
        if "answered" in document and isinstance(document["answered"], list):
            found |= {str(len(document["answered"])), str(len(document["open"]))}
        return found
    return set().union(*map(counted, document)) if isinstance(document, list) and document else set()


def known() -> set[str]:
    made = documents()
    return OWN | numbers_in(made) | counted(made) | {differences()}


def differences() -> str:
    """Return how many competencies are seen at different stages, beyond the twelve that the page lists."""
    seen = [
        {row["stage"] for row in one["groups"] if "stage" in row}
        for domain in cei.assess(ROUND).to_dict()["domains"]
        for one in domain["competencies"]
    ]
    return str(sum(len(one) > 1 for one in seen) - 12)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_number_has_a_source(lang: str) -> None:
    html = cei.report(ROUND, EARLIER, *AROUND, audience="internal", lang=lang, as_of=DAY).html
    page = Page(html)
    found = [(number, said) for _, said in page.texts for number in NUMBER.findall(said)]
    assert len(found) > 1000
    sources = known()
    assert {(number, said) for number, said in found if number not in sources} == set()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_number_for_the_public_is_published(lang: str) -> None:
    profile = cei.assess(ROUND)
    rounds = [cei.disclose(cei.assess(path)) for path in (ROUND, EARLIER)]
    (plan,), (lens,) = ([one for one in AROUND if word in one.name] for word in ("plan", "lens"))
    derived = [cei.progress(plan, profile, as_of=DAY), cei.lens(profile, lens)]
    around = [one for one in AROUND if one != lens]
    page = Page(cei.report(*rounds, *around, *derived, lang=lang, as_of=DAY).html)
    found = [(number, said) for _, said in page.texts for number in NUMBER.findall(said)]
    made = published()
    sources = OWN | {"11"} | numbers_in(made) | counted(made)
    assert len(found) > 700
    assert {(number, said) for number, said in found if number not in sources} == set()


def test_a_number_without_a_source_is_seen() -> None:
    assert not {"4711", "0.77", "13.5"} & known()


def test_days_are_those_of_the_documents() -> None:
    html = cei.report(ROUND, EARLIER, *AROUND, audience="internal", lang="es", as_of=DAY).html
    days = set(re.findall(r'<time datetime="([^"]+)">', html))
    written = "".join(Path(path).read_text(encoding="utf-8") for path in (ROUND, EARLIER, *AROUND))
    derived = json.dumps(documents())
    assert days and all(day in written or day in derived or day == DAY for day in days)
    assert '<time datetime="2025-11-22">22 nov 2025</time>' in html
