"""What measures say: of each team, of the impact on the community and on the district apart, and of several teams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .element import Markup, items, join, safe, table, tag
from .parts import evidence, labelled, small
from .writer import Writer

Document = Mapping[str, Any]


def metrics(write: Writer, impacts: Sequence[tuple[Document | None, Document]], testing: Document | None) -> Markup:
    """Return what measures say, for each team, and the measures that several teams have."""
    parts: list[Any] = [tag("p", write.say("share_text"))]
    for document, impact in impacts:
        parts += _impact(write, document or {}, impact)
    return write.section("metrics", parts, _testing(write, testing) if testing else None)


def _impact(write: Writer, document: Document, impact: Document) -> list[Any]:
    """Return what the measures of a team say, and of whom: a table for each place where an impact is looked for."""
    name = write.words(impact.get("subject", {}).get("name") or impact["metrics"])
    own = {one["id"]: one for one in document.get("measures", ())}
    language = document.get("language", "en")
    about = [write.words(document["title"], language)] if "title" in document else []
    about += write.period(document.get("period") or impact.get("period", {}))
    about += [write.say("as_of", day=write.day(impact["as_of"]))] if "as_of" in impact else []
    parts: list[Any] = [tag("h3", name), tag("p", join(about, " · "), class_="about")]
    parts.append(tag("p", write.say("metrics_counts", **impact["counts"])))
    identified = [
        [write.code(one["identified_by"]), ": ", write.say("metrics_counts", **one["counts"])]
        for one in impact.get("identified", ())
        if one["counts"]["measures"]
    ]
    parts += [tag("p", write.say("identified_by"), ":"), items(identified)] if identified else []
    head = [write.say(key) for key in ("measure", "part", "baseline", "since_then", "target", "status", "share")]
    counts = {one["impact"]: one["counts"] for one in impact.get("on", ())}
    for side in ("community", "district"):
        rows = [
            _row(write, one, own.get(one["id"], {}), language) for one in impact["measures"] if one["impact"] == side
        ]
        if rows:
            parts.append(tag("h4", write.say(f"on_{side}")))
            parts += [tag("p", write.say("metrics_counts", **counts[side]))] if side in counts else []
            parts.append(table(join([name, write.say(f"on_{side}")]), head, rows))
    return parts


def _row(write: Writer, one: Document, own: Document, language: str) -> list[Any]:
    """Return a measure: what is counted and how, who found it, and each value."""
    one = {**one, **own}
    about = [
        small(write.words(one["text"], language)) if "text" in one else None,
        small(write.words(one["unit"], language)) if "unit" in one else None,
        labelled(write, "method_of", write.words(own["method"], language)) if "method" in own else None,
        labelled(write, "identified_by", write.code(one["identified_by"])) if "identified_by" in one else None,
        labelled(write, "competencies", join(own.get("competencies", ()))),
    ]
    observed: Any = own.get("observations") or ([one["latest"]] if "latest" in one else [])
    better = small(write.state("direction", own["direction"])) if "direction" in own else None
    status = [write.say(one["status"]), small(write.say("reached_target")) if one.get("reached") else None]
    return [
        [write.words(one["title"], language), about],
        write.component(one["component"]),
        _value(write, one.get("baseline"), language),
        items(_value(write, value, language) for value in observed) or "–",
        [_value(write, one.get("target"), language), better],
        status,
        [one["share"]["percent"], " %"] if "share" in one else "–",
    ]


def _value(write: Writer, one: Document | None, language: str) -> Markup:
    """Return a value with its day; or why there is none."""
    if one is None:
        return safe("–")
    said = one["value"] if "value" in one else write.say("no_value", why=write.words(one["missing"], language))
    note = small(write.words(one["note"], language)) if "note" in one else None
    return safe([said, small(write.day(one["date"])), note, evidence(write, one.get("evidence", ()), language)])


def _testing(write: Writer, testing: Document) -> list[Any]:
    """Return which measures moved in which teams."""
    head = [write.say("measure"), *(write.words(team.get("name") or team["metrics"]) for team in testing["teams"])]
    rows = []
    for measure in testing["measures"]:
        said = {team["metrics"]: write.say(team["status"]) for team in measure["teams"]}
        rows.append([write.words(measure["title"]), *(said.get(team["metrics"], "–") for team in testing["teams"])])
    parts = [
        tag("h3", write.say("testing")),
        tag("p", write.say("testing_text")),
        table(write.say("testing"), head, rows),
    ]
    titles = {one["id"]: write.words(one["title"]) for one in testing["measures"]}
    missing = join(titles.get(id, safe(id)) for id in testing.get("not_collected", ()))
    return [*parts, tag("p", write.say("not_collected", ids=missing)) if missing else None]
