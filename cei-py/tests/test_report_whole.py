"""Nothing that the worked example's documents say is left out of its report, in either language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import pytest
from samples import EXAMPLE
from traced import ROUND, Traced, given, leaves, page

import cei

#: What is not on the page by its own place, as format and JSON Pointer, each with the reason.
LEFT_OUT = {
    r"\w+#/format": "told by the kind of the document",
    r"\w+#/language": "marked where a text is not in the language of the page",
    r"\w+#/(.+/)?extensions/.*": "what users add for themselves",
    r"\w+#/(.+/)?id": "an entry is shown by its title",
    r"\w+#/(.+/)?subject/(scheme|level|parent)": "a subject is shown by its name",
    r"\w+#/rubric/version": "the rubric is named once, with its version, in the method",
    r".*/evidence/\d+/uri": "an address: the page leads nowhere outside itself",
    r"assessment#/raters/\d+/group": "people are counted by group in the table of voices",
    r"assessment#/ratings/\d+/(rater|group|competency|stage|missing)": "a single answer is nobody else's to read",
    r"plan#/profile/policy/digest": "a digest; the policy is named",
    r"plan#/profile/assessment": "a round is shown by its school year",
    r"plan#/reflections/\d+/domain": "a heading, once for all questions of a domain",
    r"cohort#/commitments/\d+/kind": "how it is counted; its title says what it is",
    r"cohort#/applicants/\d+/answers/\d+/criterion": "told in the lists of what an applicant meets",
    r"metrics#/measures/\d+/impact": "told by the table that the measure is in",
    r"partnerships#/links/\d+/partner": "told by the row that it is in",
    r"lens#/parts/\d+/competencies/\d+": "told by the reading, which lists the same",
}


@lru_cache
def whole(lang: str) -> Traced:
    return page(lang)


def same_evidence(assessment: dict[str, Any]) -> Iterator[tuple[str, set[str]]]:
    """Each piece of evidence of a round, with the places of those that are the same: the page tells it once."""
    places: dict[str, set[str]] = {}
    for name in ("decisions", "ratings"):
        for number, one in enumerate(assessment[name]):
            for place, piece in enumerate(one.get("evidence", ())):
                known = json.dumps([one["competency"], piece["title"], piece.get("kind"), piece.get("date")])
                places.setdefault(known, set()).add(f"/{name}/{number}/evidence/{place}")
    for of_one in places.values():
        for pointer in of_one:
            yield pointer, of_one


def absent(lang: str, shown: Traced, documents: Iterable[dict[str, Any]] | None = None) -> dict[str, Any]:
    """Each leaf of documents that is not on a page in a language, as format and JSON Pointer."""
    sources = {one.source for one in shown.shown}
    texts = {one.text for one in shown.shown}
    found: dict[str, Any] = {}
    for document in given().values() if documents is None else documents:
        format = document["format"].removeprefix("cei.").partition("/")[0]
        same = dict(same_evidence(document)) if format == "assessment" else {}
        for pointer, value in leaves(document):
            other = re.search(r"/(en|es)$", pointer)
            if other and other[1] != lang and isinstance(value, str):
                continue
            piece = re.match(r"/(decisions|ratings)/\d+/evidence/\d+", pointer)
            of_one = same.get(piece[0], set()) if piece else set()
            places = {one + pointer[len(piece[0]) :] for one in of_one} if piece else {pointer}
            if sources & {f"{format}/{document['id']}#{one}" for one in places}:
                continue
            # A text of several words counts wherever it is on the page: the name of a district is in every document.
            if not (isinstance(value, str) and " " in value and value in texts):
                found[f"{format}#{pointer}"] = value
    return found


def has_reason(place: str) -> bool:
    return any(re.fullmatch(pattern, place) for pattern in LEFT_OUT)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_nothing_is_left_out(lang: str) -> None:
    assert {place: value for place, value in absent(lang, whole(lang)).items() if not has_reason(place)} == {}


def test_every_reason_is_needed() -> None:
    found = absent("en", whole("en"))
    assert [pattern for pattern in LEFT_OUT if not any(re.fullmatch(pattern, place) for place in found)] == []


def test_what_is_left_out_is_seen() -> None:
    made = Traced("")
    gone = "cohort/ejemplo-network#/feedback/2/text/en"
    made.shown = [one for one in whole("en").shown if one.source != gone and one.text != "Slides in Spanish"]
    left = [place for place in absent("en", made) if not has_reason(place)]
    assert left == ["cohort#/feedback/2/text/en"]


#: What else is not on the page of a document that has every field, each with the reason.
OF_EVERY_FIELD = {
    r".*/uri": "an address: the page leads nowhere outside itself",
    r"consultation#/waivers/\d+/check": "told by the row of the check that is waived",
    r"initiative#/(.+/)?(from|sources/\d+)/format": "told by the name of the document",
    r"initiative#/metrics/\d+/share/exact": "told in percent",
    r"initiative#/missing/.*": "told in the page's own words",
}


@pytest.mark.parametrize("name", ["assessment", "cohort", "consultation", "partnerships", "metrics", "initiative"])
def test_every_field_of_a_document_is_on_the_page(name: str) -> None:
    """The examples of the schemas have every field that there is."""
    file = EXAMPLE.parents[1] / "cei-core" / "src" / "schema" / "examples" / f"{name}.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    if name in ("consultation", "partnerships"):
        # A report refuses records of another district than its round.
        document["subject"]["id"] = json.loads(ROUND.read_text(encoding="utf-8"))["subject"]["id"]
    given = [document] if name == "assessment" else [ROUND, document]
    for lang in ("en", "es"):
        shown = Traced(cei.report(*given, audience="internal", lang=lang, as_of="2030-06-30", sources=True).html)
        left = absent(lang, shown, [document])
        reasons = [*LEFT_OUT, *OF_EVERY_FIELD]
        assert {one: value for one, value in left.items() if not any(re.fullmatch(p, one) for p in reasons)} == {}
