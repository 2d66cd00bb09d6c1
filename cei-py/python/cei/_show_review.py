"""Reviews as text, for reading in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ._html.words_around import AROUND
from ._words import text

SAID = {
    "due": ("Due", "Pendiente"),
    "days": ("{} days", "{} días"),
    "commitments": ("Commitments", "Compromisos"),
    "attendance": ("came to {} of {} convenings", "asistió a {} de {} encuentros"),
    "checks": ("Checks", "Verificaciones"),
    "lacking": ("lacking: {}", "falta: {}"),
    "presence": ("Came less than four fifths of proportion", "Con menos de cuatro quintos de su proporción"),
    "heads": ("{} of {}; {} would be four fifths of proportion", "{} de {}; {} serían cuatro quintos de lo proporcional"),
    "needs": ("Needs", "Necesidades"),
    "unused": ("Gifts that nobody uses", "Dones que nadie usa"),
    "partners": ("Partners", "Socios"),
    "no_vision": ("no shared vision", "sin visión compartida"),
    "no_planning": ("no joint planning", "sin planificación conjunta"),
    "no_evaluation": ("no evaluation within a year", "sin evaluación en el último año"),
    "one_sided": ("one side alone gives", "solo da una parte"),
}


def review_text(review: dict[str, Any], lang: str) -> str:
    """Return the text of a review of any kind, in English or Spanish."""
    spanish = lang.split("-")[0].lower() == "es"

    def say(key: str, *values: Any) -> str:
        return (AROUND | SAID)[key][spanish].format(*values)

    kind = review["format"].split(".")[1].partition("_")[0]
    lines = {"cohort": _cohort, "consultation": _consultation, "partnerships": _partnerships}[kind]
    return "\n".join([f"{review[kind]} ({review['as_of']})", *lines(review, say, lang)])


def _cohort(review: dict[str, Any], say: Any, lang: str) -> Iterator[str]:
    yield "\n" + say("due")
    for one in review["due"]:
        yield f"  {one['date']}  {one['id']}  {say(one['when'])}, {say('days', abs(one['days']))}"
    yield "\n" + say("commitments")
    for team in review["teams"]:
        seen = team["attendance"]
        yield f"  {team['team']}: {say('attendance', seen['have'], seen['of'])}"
        for one in team["commitments"]:
            yield f"    {one['commitment']}: {say(one['state'])} ({one['have']}/{one['least']})"


def _consultation(review: dict[str, Any], say: Any, lang: str) -> Iterator[str]:
    yield "\n" + say("checks")
    for one in review["checks"]:
        yield f"  {say(one['state'])}: {text(one['title'], lang, 'en')} ({text(one['citation'], lang, 'en')})"
        if "lacking" in one:
            lacking = ", ".join(" ".join(part.values()) for part in one["lacking"])
            yield f"    {one['due']}  {say('lacking', lacking)}"
    under = [one for one in review["presence"] if one["presence"] == "under"]
    if under:
        yield "\n" + say("presence")
    for one in under:
        yield f"  {one['id']}: {say('heads', one['heads']['have'], one['heads']['of'], one['least'])}"


def _partnerships(review: dict[str, Any], say: Any, lang: str) -> Iterator[str]:
    yield "\n" + say("needs")
    for one in review["coverage"]:
        yield f"  {one['need']}: {say(one['coverage'])}"
    if review["unused"]:
        yield "\n" + say("unused")
    for one in review["unused"]:
        yield f"  {one['id']}" + (f" → {', '.join(one['would_answer'])}" if "would_answer" in one else "")
    yield "\n" + say("partners")
    lists = {
        "no_vision": "without_vision",
        "no_planning": "without_planning",
        "no_evaluation": "without_evaluation",
        "one_sided": "one_sided",
    }
    for one in review["partners"]:
        found = [say(word) for word, field in lists.items() if one["partner"] in review[field]]
        yield f"  {one['partner']}: {'; '.join(found) or '✓'}"
