"""A profile as lines that a person can read in a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from ._cei import POLICIES, Policy, Profile
from ._node import Node
from ._words import Titles, text

WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "policy": "Policy",
        "no_stage": {
            "insufficient": "not enough answers",
            "undecided": "no decision yet",
            "not_applicable": "not applicable",
            "out_of_scope": "out of scope",
        },
        "decided": "* the team's decision",
        "range": "Range",
        "ends": "from {low} to {high}, once the missing answers are in",
        "why": "Why",
        "next": "Next",
        "step": "for {stage}, {steps} step: ",
        "steps": "for {stage}, {steps} steps: ",
        "raise": "{id} from {from_} to {to}",
        "votes": "{votes} × from {from_} to {to}",
        "held_by": "First: {ids}",
        "competencies": "Competencies",
        "notes": "Notes",
        "project": "How answers become stages is this project's own policy, not CEI's.",
    },
    "es": {
        "policy": "Política",
        "no_stage": {
            "insufficient": "faltan respuestas",
            "undecided": "aún sin decisión",
            "not_applicable": "no se aplica",
            "out_of_scope": "fuera del alcance",
        },
        "decided": "* decisión del equipo",
        "range": "Margen",
        "ends": "de {low} a {high}, cuando lleguen las respuestas que faltan",
        "why": "Por qué",
        "next": "Siguiente paso",
        "step": "para {stage}, {steps} paso: ",
        "steps": "para {stage}, {steps} pasos: ",
        "raise": "{id} de {from_} a {to}",
        "votes": "{votes} × de {from_} a {to}",
        "held_by": "Primero: {ids}",
        "competencies": "Competencias",
        "notes": "Notas",
        "project": (
            "La forma en que las respuestas se convierten en etapas es una política propia de este proyecto y no de la "
            "CEI; también es propio el texto en español que no está en la fuente."
        ),
    },
}

PLAIN = {"bold": "", "dim": "", "off": "", "stages": [""]}
COLOUR = {
    "bold": "\x1b[1m",
    "dim": "\x1b[2m",
    "off": "\x1b[0m",
    # From pale to deep: one hue, so that it reads as more and not as good or bad.
    "stages": ["\x1b[38;5;146m", "\x1b[38;5;110m", "\x1b[38;5;74m", "\x1b[38;5;32m"],
}


def profile_text(profile: Profile, lang: str = "en", width: int = 80, colour: bool = False) -> str:
    """Return the page for a profile."""
    return "\n".join(_Page(profile, lang, width, colour).lines())


class _Page:
    """One profile, in one language, on lines of one width."""

    def __init__(self, profile: Profile, lang: str, width: int, colour: bool) -> None:
        self.profile = profile
        self.document = profile.to_dict()
        self.titles = Titles.of_rubric(profile.rubric)
        self.lang = lang
        self.words: dict[str, Any] = WORDS.get(lang.split("-")[0], WORDS["en"])
        self.width = max(60, min(width, 110))
        self.style: dict[str, Any] = COLOUR if colour else PLAIN
        self.stage_width = max(
            len(said)
            for said in (*(self.stage(stage) for stage in self.titles.stages), *self.words["no_stage"].values())
        )

        is_decided = any(one.source == "decision" for one in profile.competencies)
        self.mark_width = 2 if is_decided else 0

    def lines(self) -> Iterator[str]:
        yield from self.head()
        if self.profile.overall:
            yield ""
            yield from self.with_reason(self.profile.overall, "")
        for domain, words in zip(self.profile.domains, self.titles.document["domains"], strict=True):
            yield ""
            yield from self.with_reason(domain, words.get("number", ""))
            yield from (self.row(one, f"    {one.id} ") for one in domain.competencies)
        if self.mark_width:
            yield ""
            yield from self.wrapped(self.words["decided"], "", "", dim=True)
        yield from self.notes()
        if self.document["policy"]["id"] in POLICIES:
            yield ""
            yield from self.wrapped(self.words["project"], "", "", dim=True)

    def notes(self) -> Iterator[str]:
        """Give the notes, those of one kind together."""
        kinds: dict[str, list[dict[str, Any]]] = {}
        for note in self.profile.notes:
            kinds.setdefault(note["code"], []).append(note)
        if kinds:
            yield ""
            yield self.bold(self.words["notes"])
        for notes in kinds.values():
            for note in notes:
                yield from self.wrapped(self.said(note["message"]), "  · ", "    ")
            if len(notes) == 1:
                yield from self.wrapped(self.said(notes[0]["help"]), "    → ", "      ", dim=True)

    def head(self) -> Iterator[str]:
        subject = self.document.get("subject", {})
        period = self.document.get("period", {})
        dates = " – ".join(period[end] for end in ("from", "to") if end in period)
        name = self.said(subject["name"]) if "name" in subject else subject.get("id", self.profile.assessment)
        about = [name, period.get("school_year") or dates]
        yield self.bold(" · ".join(part for part in about if part))
        yield text(self.titles.document["title"], self.lang, self.titles.language)
        policy = self.document["policy"]
        known = Policy.built_in(policy["id"])
        title = self.said(known.to_dict()["title"]) if known else policy["id"]
        yield from self.wrapped(f"{self.words['policy']}: {title}, {policy['version']}", "", "", dim=True)

    def with_reason(self, node: Node, number: str) -> Iterator[str]:
        yield self.row(node, f"{number}  " if number else "", bold=True)
        yield from self.about(self.words["why"], node.reason(self.lang))
        if node.range and node.range[0] != node.range[1]:
            low, high = map(self.stage, node.range)
            yield from self.about(self.words["range"], self.words["ends"].format(low=low, high=high))
        if node.next:
            yield from self.about(self.words["next"], self.next(node.next))
        if node.held_by:
            ids = ", ".join(self.titles.of("domain", id, self.lang) for id in node.held_by)
            yield from self.wrapped(self.words["held_by"].format(ids=ids), "    ", "    ")

    def next(self, step: dict[str, Any]) -> str:
        stage = self.stage(step["stage"])
        raised = []
        for one in step["raise"]:
            words = {"from_": self.stage(one["from"]), "to": self.stage(one["to"])}
            id = one.get("id", "")
            if self.titles.has("domain", id):
                id = self.titles.of("domain", id, self.lang)
            raised.append(self.words["raise"].format(id=id, **words))
        start: str = self.words["step" if step["steps"] == 1 else "steps"]
        return start.format(stage=stage, steps=step["steps"]) + "; ".join(raised)

    def row(self, node: Node, start: str, *, bold: bool = False) -> str:
        """Return one line: what it is, a ladder filled up to its stage, and the stage in words."""
        stages = len(self.titles.stages)
        stage = self.stage(node.stage) if node.stage else self.words["no_stage"][node.status]
        ladder = "■" * node.stage_number + "□" * (stages - node.stage_number)
        room = self.width - len(start) - stages - self.stage_width - self.mark_width - 4
        title = node.title(self.lang)
        if len(title) > room:
            title = title[: room - 1].rstrip(" ,.") + "…"
        title = f"{start}{title:<{room}}"
        end = f"{stage:<{self.stage_width}}" + (" *" if node.source == "decision" else "")
        on = self.tone(node.stage_number)
        return f"{self.bold(title) if bold else title}  {on}{ladder}  {end.rstrip()}{self.style['off'] if on else ''}"

    def tone(self, number: int) -> str:
        tones = self.style["stages"]
        stages = len(self.titles.stages)
        if number == 0:
            return str(self.style["dim"])
        return str(tones[(number - 1) * (len(tones) - 1) // (stages - 1)])

    def stage(self, id: str) -> str:
        return self.titles.of("stage", id, self.lang)

    def said(self, value: Any) -> str:
        return text(value, self.lang, "en")

    def about(self, label: str, what: str) -> Iterator[str]:
        return self.wrapped(f"{label}: {what}", "    ", "    ")

    def wrapped(self, what: str, first: str, rest: str, *, dim: bool = False) -> Iterator[str]:
        lines = textwrap.wrap(what, self.width, initial_indent=first, subsequent_indent=rest, break_long_words=False)
        return (f"{self.style['dim']}{line}{self.style['off']}" if dim else line for line in lines)

    def bold(self, what: str) -> str:
        return f"{self.style['bold']}{what}{self.style['off']}"
