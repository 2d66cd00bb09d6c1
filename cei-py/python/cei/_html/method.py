"""How the report was made: the rule, the versions, whose words, and what is not shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._cei import POLICIES
from .._material import kind, name_of
from .element import Markup, items, join, table, tag
from .writer import Writer


def method(
    write: Writer,
    round: Mapping[str, Any],
    policy: Mapping[str, Any] | None,
    documents: Sequence[Mapping[str, Any]],
    library: Mapping[str, Any],
) -> Markup:
    """Return the method: what anyone needs to check the report or to make it again."""
    parts: list[Any] = [tag("h3", write.say("rule"))]
    own = policy is not None and policy["id"] in POLICIES
    if policy is not None and "text" in policy:
        parts.append(tag("p", write.words(policy["text"], policy.get("language", "en"))))
    parts.append(tag("p", write.say("read_range")))
    parts.append(tag("h3", write.say("ours")))
    rubric = write.titles.document
    claims = [write.say("ours_policy" if own or policy is None else "own_policy")]
    if any(one["tag"] == "es" and one["status"] == "project" for one in rubric.get("languages", ())):
        claims.append(write.say("ours_spanish"))
    if rubric.get("lenses") or rubric.get("strategies") or rubric.get("modules"):
        claims.append(write.say("ours_lenses"))
    parts.append(items(claims))
    if "citation" in rubric:
        parts += [tag("h3", write.say("whose")), write.paragraphs(rubric["citation"], write.titles.language)]
    parts += _shown(write, round)
    parts += [tag("h3", write.say("versions")), _versions(write, round, library)]
    parts += [tag("h3", write.say("documents")), items(_document(write, one) for one in documents)]
    return write.section("method", parts)


def _shown(write: Writer, round: Mapping[str, Any]) -> list[Any]:
    if not write.public:
        return [tag("h3", write.say("shown")), tag("p", write.say("internal"))]
    said = [tag("p", write.words(round["text"]))] if "text" in round else []
    return [tag("h3", write.say("shown")), *said, tag("p", write.say("small_numbers", least=write.least))]


def _document(write: Writer, one: Mapping[str, Any]) -> list[Any]:
    """Return a document: its kind, its name, and what it goes by."""
    said: list[Any] = [write.words(one["title"], one.get("language", "en"))] if "title" in one else []
    subject = one.get("subject", {})
    said += [write.words(subject["name"], one.get("language", "en"))] if "name" in subject else []
    said += [write.words(one["period"]["school_year"])] if "school_year" in one.get("period", {}) else []
    id = name_of(one)
    more = [" (", tag("span", id, class_="digest"), ")"] if said and id else [id]
    return [write.code(kind(one)), ": ", join(said), more]


def _versions(write: Writer, round: Mapping[str, Any], library: Mapping[str, Any]) -> Markup | None:
    rubric, policy, hidden = round["rubric"], round["policy"], round.get("disclosure")

    def digest(value: str | None) -> Any:
        return tag("span", value, class_="digest") if value else "–"

    rows = [
        [write.say("rubric"), [rubric["id"], " ", rubric["version"]], digest(rubric.get("digest"))],
        [write.say("structure"), "–", digest(rubric.get("structure"))],
        [write.say("policy"), [policy["id"], " ", policy["version"]], digest(policy.get("digest"))],
        *(
            [[write.say("disclosure"), [hidden["id"], " ", hidden["version"]], digest(hidden["digest"])]]
            if hidden
            else []
        ),
        [write.say("rules"), round["rules"], "–"],
        [write.say("library"), ["cei ", library["version"]], "–"],
    ]
    return table(write.say("versions"), [write.say(key) for key in ("what", "which", "fingerprint")], rows, "versions")
