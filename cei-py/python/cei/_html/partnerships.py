"""Partnerships, as of a day."""

from __future__ import annotations

from typing import Any

from .element import Markup, items, join, tag
from .parts import Document, Names, as_of, entry, evidence, labelled, listed, of, piece, small, span, tabled, title
from .writer import Writer


def partnerships(write: Writer, document: Document, review: Document) -> Markup:
    """Return which needs are covered, which gifts are unused, and how the partners work together."""
    names = Names(write, document)
    parts: list[Any] = [as_of(write, review)]
    kinds = [[write.code(one["kind"]), ": ", of(write, one, "covered")] for one in review.get("kinds", ())]
    parts += [tag("p", write.say("needs_covered", kinds=join(kinds, "; ")))] if kinds else []
    parts += _needs(write, names, review)
    parts += _unused(write, names, review)
    parts += _links(write, names, review)
    parts += _given(write, names)
    parts += _channels(write, names, review)
    parts += listed(
        write, "coordination", (_coordination(write, names, one) for one in document.get("coordination", ()))
    )
    parts += _landscape(write, names, review)
    lines = [
        (write.named(one["competency"]), items(_offered(write, item, names.language) for item in one["items"]))
        for one in review.get("evidence", ())
        if one["items"]
    ]
    parts += listed(write, "offers", lines)
    return write.section("partnerships", parts, title=title(write, "partnerships", document))


def _offered(write: Writer, item: Document, language: str) -> list[Any]:
    """Return a piece of evidence that partnerships offer; its kind is always the same."""
    return piece(write, {name: value for name, value in item.items() if name != "kind"}, language)


def _needs(write: Writer, names: Names, review: Document) -> list[Any]:
    """Return each need: whose, where, how it is known, and what answers it."""
    rows: list[Any] = []
    for one in review["coverage"]:
        own = names.entry("needs", one["need"]) or {}
        shown = evidence(write, own.get("evidence", ()), names.language)
        talked = write.day(own["discussed"]) if "discussed" in own else None
        sources = [names.of(f"{source['source']}s", source["id"]) for source in one["sources"]]
        without = one.get("sites_without", ())
        missing = write.say("without_sites", sites=names.all("sites", without)) if without else None
        rows.append([
            [names.of("needs", one["need"]), small(_groups(write, own.get("groups", ()))),
             labelled(write, "where", names.all("sites", own["sites"])) if own.get("sites") else None],
            write.code(own.get("kind", one["kind"])),
            [write.say(one["coverage"])],
            join([one for one in (*sources, missing) if one], "; ") or "–",
            [shown, labelled(write, "talked_about_on", talked)] if shown or talked else "–",
        ])  # fmt: skip
    return tabled(write, "needs", ("need", "kind", "coverage", "sources", "known_by"), rows)


def _groups(write: Writer, groups: Any) -> Markup:
    return join(write.title("group", id) for id in groups)


def _unused(write: Writer, names: Names, review: Document) -> list[Any]:
    unused = []
    for one in review["unused"]:
        answers = names.all("needs", one.get("would_answer", ()))
        more = [" (", write.say("would_answer", needs=answers), ")"] if answers else None
        unused.append((names.of(f"{one['source']}s", one["id"]), more))
    return listed(write, "unused", unused)


def _links(write: Writer, names: Names, review: Document) -> list[Any]:
    """Return how each partner and the schools work together, and what each side gives."""
    links = {one["partner"]: one for one in names.document.get("links", ())}
    rows: list[Any] = []
    for one in review["partners"]:
        link = links.get(one["partner"], {})
        own = names.entry("partners", one["partner"]) or {}
        vision = link.get("vision")
        gives = [
            labelled(write, f"{side}_gives", join(names.words(said) for said in link[f"{side}_gives"]))
            for side in ("school", "partner")
            if link.get(f"{side}_gives")
        ]
        rows.append([
            [names.of("partners", one["partner"]), small(write.code(own["kind"])) if "kind" in own else None,
             small(names.words(link["purpose"])) if "purpose" in link else None],
            [names.words(vision["text"]), small(write.day(vision["date"]))] if vision else write.say("no"),
            items(_planning(write, planned, names) for planned in link.get("planning", ())) or write.say("no"),
            [items(_evaluation(write, done, names) for done in link.get("evaluations", ())) or write.say("no"),
             None if one["evaluated_within_a_year"] else small(write.say("none_within_year"))],
            [write.say(one["giving"]), *gives],
        ])  # fmt: skip
    head = ("who_gives", "vision", "planned", "evaluated", "giving")
    return tabled(write, "partners", head, rows)


def _planning(write: Writer, one: Document, names: Names) -> list[Any]:
    more = [names.words(one["text"])] if "text" in one else []
    more += [entry(write, "cei.consultation/1", "goals", one["goal"])] if "goal" in one else []
    return [write.day(one["date"]), *([": ", join(more, "; ")] if more else [])]


def _evaluation(write: Writer, one: Document, names: Names) -> list[Any]:
    more = [names.words(one["text"])] if "text" in one else []
    more += [write.say("shared_on", day=write.day(one["shared"]))] if "shared" in one else []
    return [write.day(one["date"]), *([": ", join(more, "; ")] if more else [])]


def _given(write: Writer, names: Names) -> list[Any]:
    """Return what partners can give, and what families, students and the community have."""
    rows: list[Any] = []
    for key in ("resources", "assets"):
        for one in names.document.get(key, ()):
            whose = names.of("partners", one["partner"]) if "partner" in one else write.code(one["of"])
            where = names.all("sites", one["sites"]) if one.get("sites") else write.say("all_schools")
            needs = names.all("needs", one["needs"]) if one.get("needs") else "–"
            when = span(write, one) or write.say("not_in_use")
            rows.append([names.words(one["title"]), whose, write.code(one["kind"]), needs, where, when])
    head = ("gift", "whose_gift", "kind", "needs_short", "where", "in_use")
    return tabled(write, "gifts", head, rows)


def _channels(write: Writer, names: Names, review: Document) -> list[Any]:
    rows: list[Any] = []
    for one in names.document.get("channels", ()):
        said = [write.say("has_say")] if one.get("decides") else []
        said += [write.say("is_independent")] if one.get("independent") else []
        where = names.all("sites", one["sites"]) if one.get("sites") else None
        rows.append([
            [names.words(one["title"]) if "title" in one else write.code(one["kind"]), labelled(write, "where", where)],
            write.code(one["kind"]),
            join(said, "; ") or "–",
            write.codes(one.get("languages", ())) or "–",
            span(write, one) or write.say("always_there"),
        ])  # fmt: skip
    counts = (
        {key: review["channels"][key] for key in ("open", "independent", "decides")} if "channels" in review else None
    )
    text = write.say("channels", **counts) if counts else None
    head = ("way_in", "kind", "say_in_it", "languages", "when")
    found = tabled(write, "ways_in", head, rows, text)
    return found or ([tag("p", text)] if text else [])


def _coordination(write: Writer, names: Names, one: Document) -> list[Any]:
    more = [names.all("sites", one["sites"])] if one.get("sites") else []
    more += [found] if (found := span(write, one)) else []
    return [write.code(one["by"]), ": ", names.words(one["role"]), *([" (", join(more, "; "), ")"] if more else [])]


def _landscape(write: Writer, names: Names, review: Document) -> list[Any]:
    """Return the joint looks at the whole landscape, and how long ago the last one was."""
    lines: list[Any] = []
    for one in names.document.get("landscape", ()):
        said = [names.words(one["text"])] if "text" in one else []
        who = [names.all("partners", one.get("partners", ())), _groups(write, one.get("groups", ()))]
        said += [write.say("with_whom", who=join([some for some in who if some]))] if any(who) else []
        said += [write.say("shared_on", day=write.day(one["shared"]))] if "shared" in one else []
        lines.append([write.day(one["date"]), ": ", join(said, "; ")])
    found = review.get("landscape", {})
    last = (
        tag("p", write.say("landscape", date=write.day(found["date"]), **found["partners"]))
        if "date" in found
        else None
    )
    parts = listed(write, "landscapes", lines)
    return [*parts, last] if last else parts
