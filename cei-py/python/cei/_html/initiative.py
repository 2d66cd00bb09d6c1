"""The initiative's report, on a page of its own or as a part of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._api import rubric as rubric_of
from .._cei import RUBRICS
from .._words import Titles, text
from .element import Markup, items, join, safe, table, tag
from .page import page
from .parts import Names, name, piece, small
from .writer import Writer


def whole(report: Mapping[str, Any], lang: str, documents: Sequence[Mapping[str, Any]] = ()) -> str:
    """Return the initiative's report as a page of its own."""
    lang = "es" if lang.split("-")[0].lower() == "es" else "en"
    named = report.get("rubric", {}).get("id")
    titles = Titles.of_rubric(rubric_of(named if named in RUBRICS else "cei-self-assessment"))
    write = Writer(lang, titles, public=False, documents=documents)
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

    about: list[Any] = write.period(report.get("period", {}))
    about += [write.say("as_of", day=write.day(report["as_of"]))] if "as_of" in report else []
    practices: list[Any] = []
    for one in report.get("best_practices", ()):
        practices += _practice(write, one, low, words)
    rows = [
        [[words(one["title"]), small(words(one["unit"])) if "unit" in one else None], _from(write, one),
         write.component(one["component"]), write.code(one["identified_by"]), write.code(one["impact"]),
         write.say(one["status"]), [one["change"]] if "change" in one else "–", _percent(one)]
        for one in report.get("metrics", ())
    ]  # fmt: skip
    head = ("measure", "from_document", "part", "identified_by", "looks_at", "status", "change", "share")
    measures = table(write.say("impact"), map(write.say, head), rows)
    analyses: list[Any] = []
    for side in ("community", "district"):
        one = report.get(side, {})
        analyses += [tag(low, write.say(f"on_{side}"))] if one else []
        analyses += [tag("p", write.say("metrics_counts", **one["counts"]))] if "counts" in one else []
        analyses += [tag("p", words(one["text"]))] if "text" in one else []
    feedback = items(
        (tag("strong", write.code(one["on"])), ": ", words(one["text"]),
         [" (", write.say("taken_up_in", n=one["version"]), ")"] if "version" in one else None, _answer(write, one, language))
        for one in report.get("feedback", ())
    )  # fmt: skip
    activities = items(
        (
            words(one["text"]),
            " (",
            write.code(one["kind"]),
            [", ", write.day(one["date"])] if "date" in one else None,
            ")",
        )
        for one in report.get("activities", ())
    )
    missing = items(_missing(write, one) for one in report.get("missing", ()))
    return [
        tag("p", join(about, " · "), class_="about") if about else None,
        *part("recipients", items(words(one["title"]) for one in report.get("recipients", ()))),
        *part("best_practices", *practices),
        *part("impact", measures, *analyses),
        *part("feedback", feedback),
        *part("activities", activities),
        *part("missing_parts", missing),
    ]


def _practice(write: Writer, one: Mapping[str, Any], low: str, words: Any) -> list[Any]:
    """Return a practice: which teams found it, what it belongs to, what shows it, how it came to be understood."""
    cohort = one.get("from", {}).get("id")
    teams = join(_team(write, cohort, id) for id in one.get("teams", ()))
    said: list[Any] = [tag(low, words(one["title"]))]
    said += [tag("p", teams, class_="about")] if teams else []
    said += [tag("p", words(one["text"]))] if "text" in one else []
    said += [items(map(write.named, one["competencies"]), class_="plain")] if one.get("competencies") else []
    if one.get("evidence"):
        said += [tag("p", write.say("evidence"), ":"), items(piece(write, item, "en") for item in one["evidence"])]
    if one.get("understanding"):
        said += [tag("p", write.say("understanding"), ":"), items(map(words, one["understanding"]))]
    return said


def _team(write: Writer, cohort: str | None, id: str) -> Markup:
    """Return the name of a team of a network, where the network is given too."""
    for one in write.documents:
        if one["format"] == "cei.cohort/1" and one["id"] == cohort:
            return Names(write, one).of("teams", id)
    return safe(id)


def _from(write: Writer, one: Mapping[str, Any]) -> Any:
    """Return what the document is called that something was taken from."""
    return name(write, one["from"]["format"], one["from"]["id"]) if "from" in one else "–"


def _missing(write: Writer, one: Mapping[str, Any]) -> Markup:
    """Return what the report does not have, and which document could bring it, in words."""
    known = one.get("params", {})
    if one.get("code") != "report_part_missing":
        return write.words(one["message"])
    document = write.code(known["document"].partition("/")[0])
    return write.say("missing_part", part=write.state("part", known["part"]), document=document)


def _answer(write: Writer, one: Mapping[str, Any], language: str) -> Any:
    return tag("p", write.words(one["answer"], language)) if "answer" in one else None


def _percent(one: Mapping[str, Any]) -> Any:
    return [one["share"]["percent"], " %"] if "share" in one else "–"
