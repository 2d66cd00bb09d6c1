"""The initiative's report, on a page of its own or as a part of another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._api import rubric as rubric_of
from .._cei import RUBRICS
from .._words import Titles, text
from .element import Markup, items, safe, table, tag
from .page import page
from .writer import Writer


def whole(report: Mapping[str, Any], lang: str) -> str:
    """Return the initiative's report as a page of its own."""
    lang = "es" if lang.split("-")[0].lower() == "es" else "en"
    named = report.get("rubric", {}).get("id")
    titles = Titles.of_rubric(rubric_of(named if named in RUBRICS else "cei-self-assessment"))
    write = Writer(lang, titles, public=False)
    language = report.get("language", "en")
    title = report.get("title") or report["id"]
    said = [tag("h1", write.words(title, language)), *parts(write, report), tag("p", write.say("ours_policy"), " ",
            write.say("ours_spanish"), class_="small")]  # fmt: skip
    return page(text(title, lang, language), [(lang, said)])


def initiative(write: Writer, report: Mapping[str, Any]) -> Markup:
    """Return the initiative's report as a section."""
    language = report.get("language", "en")
    title = write.words(report.get("title") or report["id"], language)
    return write.section("initiative", tag("p", title, class_="about"), parts(write, report, "h3", "h4"))


def parts(write: Writer, report: Mapping[str, Any], high: str = "h2", low: str = "h3") -> list[Any]:
    """Return the parts of the report, under headings of two levels."""
    language = report.get("language", "en")

    def words(value: Any) -> Markup:
        return write.words(value, language)

    def part(key: str, *said: Any) -> list[Any]:
        filled = [one for one in said if one]
        return [tag(high, write.say(key)), *filled] if filled else []

    practices: list[Any] = []
    for one in report.get("best_practices", ()):
        practices.append(tag(low, words(one["title"])))
        practices += [tag("p", words(one["text"]))] if "text" in one else []
        if one.get("evidence"):
            practices += [tag("p", write.say("evidence"), ":"), items(words(item["title"]) for item in one["evidence"])]
        if one.get("understanding"):
            practices += [tag("p", write.say("understanding"), ":"), items(map(words, one["understanding"]))]
    rows = [
        [words(one["title"]), one.get("from", {}).get("id", "–"), write.say(one["status"]), one.get("change", "–"),
         _percent(one)]
        for one in report.get("metrics", ())
    ]  # fmt: skip
    measures = table(
        write.say("impact"), [write.say(key) for key in ("measure", "from_document", "status", "change", "share")], rows
    )
    analyses: list[Any] = []
    for side in ("community", "district"):
        one = report.get(side, {})
        analyses += [tag(low, write.say(f"on_{side}"))] if one else []
        analyses += [tag("p", write.say("metrics_counts", **one["counts"]))] if "counts" in one else []
        analyses += [tag("p", words(one["text"]))] if "text" in one else []
    feedback = items(
        (tag("strong", write.code(one["on"])), ": ", words(one["text"]), _answer(write, one, language))
        for one in report.get("feedback", ())
    )
    activities = items((words(one["text"]), " (", write.code(one["kind"]), ")") for one in report.get("activities", ()))
    return [
        *part("recipients", items(words(one["title"]) for one in report.get("recipients", ()))),
        *part("best_practices", *practices),
        *part("impact", measures, *analyses),
        *part("feedback", feedback),
        *part("activities", activities),
        *part("missing_parts", items(words(one["message"]) for one in report.get("missing", ()))),
    ]


def _answer(write: Writer, one: Mapping[str, Any], language: str) -> Any:
    return tag("p", write.words(one["answer"], language)) if "answer" in one else None


def _percent(one: Mapping[str, Any]) -> Markup:
    return safe(f"{one['share']['percent']} %" if "share" in one else "–")
