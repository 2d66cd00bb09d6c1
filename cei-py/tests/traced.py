"""The worked example's report read back: its documents, what follows from them, and what each value says it is from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from samples import EXAMPLE

import cei

DAY = "2026-06-30"
INITIATIVE = EXAMPLE / "initiative"
ROUND = EXAMPLE / "ejemplo-district-2025-26.json"
EARLIER = EXAMPLE / "ejemplo-district-2024-25.json"
AROUND = sorted(INITIATIVE.glob("*.json"))
NUMBER = re.compile(r"\d")

Documents = dict[str, Any]


def given() -> dict[str, Any]:
    """The documents of the worked example, as they are read from their files, by the name of the file."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (ROUND, EARLIER, *AROUND)}


def derived() -> Documents:
    """All that the report may be from, by what a reference calls it: derived here by the package's public calls alone."""
    documents = given()
    profiles = [cei.assess(EARLIER), cei.assess(ROUND)]
    metrics = [one for one in documents.values() if one["format"] == "cei.metrics/1"]
    plan, lens, cohort = (documents[f"ejemplo-{name}"] for name in ("plan", "lens", "cohort"))
    made: list[tuple[str, Any]] = [(one["id"], one) for one in documents.values()]
    made += [(one["assessment"], one) for one in (profile.to_dict() for profile in profiles)]
    made += [(one["assessment"], one) for one in (cei.disclose(profile).to_dict() for profile in profiles)]
    made += [(one["id"], one) for one in (cei.rubric().to_dict(), cei.policy().to_dict())]
    made.append(("", cei.compare(*zip(profiles, (EARLIER, ROUND), strict=True)).to_dict()))
    made.append((documents[ROUND.stem]["id"], cei.agreement(ROUND).to_dict()))
    made += [(one["id"], cei.metrics(one, as_of=DAY)) for one in metrics]
    made.append(("", cei.metrics(metrics, as_of=DAY)))
    made.append((plan["id"], cei.progress(plan, profiles[1], as_of=DAY)))
    made.append((lens["id"], cei.lens(profiles[1], lens)))
    made.append((cohort["id"], cei.cohort_review(cohort, DAY, profiles)))
    consultations = [one for one in documents.values() if one["format"] == "cei.consultation/1"]
    made += [(one["id"], cei.consultation_review(one, DAY)) for one in consultations]
    partnerships = documents["ejemplo-partnerships"]
    made.append((partnerships["id"], cei.partnerships_review(partnerships, DAY)))
    draft = documents["ejemplo-initiative"]
    made.append((draft["id"], cei.initiative([cohort], metrics, draft, as_of=DAY)))
    named = {f"{one['format'].removeprefix('cei.').partition('/')[0]}/{name}".rstrip("/"): one for name, one in made}
    return {**named, "library": {"version": cei.__version__}}


def at(documents: Documents, reference: str) -> Any:
    """What a reference leads to: a part of a document."""
    name, _, pointer = reference.partition("#")
    found = documents[name]
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        found = found[int(key)] if isinstance(found, list) else found[key]
    return found


@dataclass
class Shown:
    """An element that says where it is from."""

    source: str
    lang: str
    text: str = ""
    inside: list[Shown] = field(default_factory=list)


class Traced(HTMLParser):
    """A page read back: what is shown from where, and the texts that are from nowhere."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str, Shown | None]] = []
        self.shown: list[Shown] = []
        self.unsaid: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        lang = said.get("lang") or (self.open[-1][1] if self.open else "")
        one = Shown(str(said["data-from"]), lang) if "data-from" in said else None
        if one:
            self.shown.append(one)
            if above := self.above():
                above[-1].inside.append(one)
        if tag not in ("meta", "br"):
            self.open.append((tag, lang, one))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(tag in ("style", "title") for tag, _, _ in self.open):
            return
        above = self.above()
        for one in above:
            one.text += data
        if not above and data.strip():
            self.unsaid.append(data)

    def above(self) -> list[Shown]:
        return [one for _, _, one in self.open if one]


def leaves(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Each text and number of a document, with its JSON Pointer."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, f"{pointer}/{key}")
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from leaves(one, f"{pointer}/{place}")
    elif not isinstance(value, bool) and value is not None:
        yield pointer, value


def page(lang: str, audience: str = "internal") -> Traced:
    """The report of the worked example with its sources."""
    if audience == "internal":
        made = cei.report(ROUND, EARLIER, *AROUND, audience="internal", lang=lang, as_of=DAY, sources=True)
        return Traced(made.html)
    profile = cei.assess(ROUND)
    (plan,), (lens,) = ([one for one in AROUND if word in one.name] for word in ("plan", "lens"))
    rounds = [cei.disclose(profile), cei.disclose(cei.assess(EARLIER))]
    more: list[Any] = [cei.progress(plan, profile, as_of=DAY), cei.lens(profile, lens)]
    around: list[Path] = [one for one in AROUND if one != lens]
    return Traced(cei.report(*rounds, *around, *more, lang=lang, as_of=DAY, sources=True).html)
