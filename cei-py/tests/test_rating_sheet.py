"""The rating sheet to print: all words of the rubric in both languages, and nothing from elsewhere."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest

import cei


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@pytest.mark.parametrize("name", cei.RUBRICS)
def test_every_competency_is_there_in_both_languages(name: str) -> None:
    page = cei.rating_sheet(name)
    words = Words()
    words.feed(page)
    assert words.open == []
    document = cei.rubric(name).to_dict()
    for domain in document["domains"]:
        for one in (domain, *domain["competencies"]):
            for language in ("en", "es"):
                assert one["title"][language] in words.said
    stages = len(document["scale"])
    marks = sum(len(domain["competencies"]) for domain in document["domains"]) * (stages + 2)
    assert page.count('class="mark"') == marks
    assert page.count("<h1") == len(document["domains"])
    assert not re.search(
        r"(src|href)=|https?://|@import|url\(", page.replace(html.escape(str(document.get("citation"))), "")
    ) or ("http" in str(document["citation"]))
    assert page == cei.rating_sheet(name)


def test_one_language_and_one_without_words() -> None:
    title = cei.rubric("lcff-priority-3").to_dict()["domains"][0]["competencies"][1]["title"]
    page = cei.rating_sheet("lcff-priority-3", "es")
    assert '<html lang="es">' in page and title["es"] in page and title["en"] not in page
    assert title["en"] in cei.rating_sheet("lcff-priority-3", ["vi"])
    with pytest.raises(ValueError, match="at least one"):
        cei.rating_sheet("lcff-priority-3", [])


def test_what_comes_from_a_rubric_is_escaped() -> None:
    rubric = {
        "format": "cei.rubric/1",
        "id": "r",
        "version": "1",
        "title": "<script>",
        "groups": [],
        "scale": [{"id": "low", "title": "<b>"}, {"id": "high", "title": "High"}],
        "domains": [{"id": "d", "title": "&", "competencies": [{"id": "c", "title": "<i>"}]}],
    }
    page = cei.rating_sheet(rubric)
    assert not re.search(r"<script|<b>(?!c)|<i>", page)
