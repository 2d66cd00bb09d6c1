"""Each number on the report of the worked example is traced to the place in a document that it is from.

The page says of each value where it is from. Here every such reference is followed, in the documents and in what the
package derives from them, and what stands there is written as the page should show it. Numbers that say nothing of
where they are from are in fixed words, or fail.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import Formatter
from typing import Any

import pytest
from traced import AROUND, DAY, EARLIER, ROUND, Documents, Shown, Traced, at, derived, page

import cei
from cei._html.codes import CODES
from cei._html.words import SAID

PAGES = [(lang, audience) for lang in ("en", "es") for audience in ("internal", "public")]
MONTHS = {
    "en": "Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec".split(),
    "es": "ene feb mar abr may jun jul ago sept oct nov dic".split(),
}


@lru_cache
def whole(lang: str, audience: str) -> Traced:
    return page(lang, audience)


@lru_cache
def documents() -> Documents:
    return derived()


def plain(text: str) -> str:
    return "".join(text.split())


def written(value: Any, lang: str) -> set[str]:
    """How the page may show a value by itself."""
    if isinstance(value, (int, float)):
        return {str(value)} | ({f"{value:.2f}"} if isinstance(value, float) or value in (0, 1) else set())
    day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value)
    if day:
        month = MONTHS[lang][int(day[2]) - 1]
        return {plain(f"{month} {int(day[3])}, {day[1]}" if lang == "en" else f"{int(day[3])} {month} {day[1]}")}
    return {plain(value)}


def reckoned(how: str, reference: str) -> int:
    """What is reckoned from a place: a count, a sum, a size, a place in a list."""
    found = at(documents(), reference)
    if how == "place":
        return int(reference.rpartition("/")[2]) + 1
    if how == "sum":
        return sum(found)
    if how == "size":
        return abs(found)
    only = re.fullmatch(r"count(?:\[(\w+)=(\w+)\])?", how)
    assert only, how
    return sum(only[1] is None or one.get(only[1]) == only[2] for one in found)


def is_named(id: str, inside: Shown) -> bool:
    """Whether what is shown for an id is the name of something that has this id."""
    if id in ("team", "overall"):
        return True
    name, _, pointer = inside.source.partition("#")
    while pointer:
        pointer = pointer.rpartition("/")[0]
        entry = at(documents(), f"{name}#{pointer}")
        if isinstance(entry, dict) and "id" in entry:
            return bool(entry["id"] == id) or (pointer.count("/") == 1 and at(documents(), f"{name}#")["id"] == id)
    return False


def wrong(one: Shown, lang: str) -> str | None:
    """What is wrong with a value that is shown; None if it is what stands in the place that it names."""
    how, _, reference = one.source.rpartition(" ")
    try:
        value = reckoned(how, reference) if how else at(documents(), reference)
    except (KeyError, IndexError, TypeError) as error:
        return f"{one.source} leads nowhere: {error!r}"
    if plain(one.text) in written(value, lang):
        return None
    if not isinstance(value, str):
        return f"{one.source} is {value}, shown as {one.text}"
    words = [table[value][lang == "es"] for table in (CODES, SAID) if value in table]
    words += [said[lang == "es"] for key, said in SAID.items() if key.endswith(f"_{value}")]
    if one.text in words:
        return None
    # The names of an entry, and nothing else with a digit in it.
    rest = one.text
    for inside in one.inside:
        rest = rest.replace(inside.text, "", 1)
    if one.inside and not re.search(r"\w", rest) and all(is_named(value, inside) for inside in one.inside):
        return None
    return f"{one.source} is {value}, shown as {one.text}"


def fixed(lang: str) -> set[str]:
    """The parts of the fixed words that have a digit in them."""
    parts = [part for said in (*SAID.values(), *CODES.values()) for part, *_ in Formatter().parse(said[lang == "es"])]
    return {part for part in parts if re.search(r"\d", part)}


@pytest.mark.parametrize(("lang", "audience"), PAGES)
def test_every_value_is_what_stands_where_it_is_from(lang: str, audience: str) -> None:
    shown = whole(lang, audience).shown
    assert len(shown) > (3000 if audience == "internal" else 2000)
    assert [found for one in shown if (found := wrong(one, lang))] == []


@pytest.mark.parametrize(("lang", "audience"), PAGES)
def test_every_number_says_where_it_is_from(lang: str, audience: str) -> None:
    numbers = [text for text in whole(lang, audience).unsaid if re.search(r"\d", text)]
    assert set(numbers) - fixed(lang) == set()
    traced = [one for one in whole(lang, audience).shown if re.search(r"\d", one.text)]
    assert len(traced) > (1500 if audience == "internal" else 800)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_page_is_the_same_without_its_sources(lang: str) -> None:
    made = [
        cei.report(ROUND, EARLIER, *AROUND, audience="internal", lang=lang, as_of=DAY, sources=sources).html
        for sources in (False, True)
    ]
    assert "data-from" not in made[0]
    assert re.sub(r"<[^>]*>", "", made[0]) == re.sub(r"<[^>]*>", "", made[1])


@pytest.mark.parametrize(
    "said",
    [
        '<b lang="en" data-from="consultation/ejemplo-lcap-2025-26#/events/0/heads/people">97</b>',
        '<b lang="en" data-from="consultation/ejemplo-lcap-2025-26#/events/9/heads/people">96</b>',
        '<b lang="en" data-from="count consultation/ejemplo-lcap-2025-26#/events">4</b>',
        '<b lang="en" data-from="consultation/ejemplo-lcap-2025-26#/events/0/date">Oct 16, 2025</b>',
        '<b lang="en" data-from="plan/ejemplo-district-plan-2025#/focus/0/strategies/0">12</b>',
        '<b lang="en" data-from="plan/ejemplo-district-plan-2025#/focus/0/strategies/0">'
        '<i data-from="rubric/cei-self-assessment#/modules/0/title/en">x</i></b>',
    ],
)
def test_a_wrong_value_is_seen(said: str) -> None:
    assert wrong(Traced(said).shown[0], "en")


def test_a_number_from_nowhere_is_seen() -> None:
    assert Traced('<p lang="en">there are 12</p>').unsaid == ["there are 12"]
    right = '<b lang="en" data-from="consultation/ejemplo-lcap-2025-26#/events/0/heads/people">96</b>'
    assert Traced(right).unsaid == [] and wrong(Traced(right).shown[0], "en") is None
