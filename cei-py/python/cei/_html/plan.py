"""A plan and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .element import Markup, items, join, table, tag
from .parts import entry, evidence, labelled, listed, name, small
from .writer import Writer

Document = Mapping[str, Any]


def plan(write: Writer, plan: Document, progress: Document | None) -> Markup:
    """Return a plan: problem, focus, actions and answers, and where its competencies stand now."""
    language = plan.get("language", "en")
    about: list[Any] = [write.words(plan["title"], language)] if "title" in plan else []
    about += write.period(plan.get("period", {}))
    parts: list[Any] = [tag("p", join(about, " · "), class_="about")] if about else []
    if "profile" in plan:
        parts.append(_made_from(write, plan["profile"]))
    problem = plan.get("problem", {})
    if "text" in problem:
        parts += [tag("h3", write.say("problem")), tag("p", write.words(problem["text"], language))]
    if problem.get("data"):
        parts += [tag("p", write.say("data"), ":"), evidence(write, problem["data"], language)]
    if progress:
        parts += _counts(write, progress)
    parts.append(_focus(write, plan, progress, language))
    parts += _reflections(write, plan, language)
    parts += listed(write, "modules", (write.of_rubric("modules", id) for id in plan.get("modules", ())))
    return write.section("plan", parts)


def _made_from(write: Writer, profile: Document) -> Markup:
    """Return which round a plan was made from, and by which policy."""
    period = write.period(profile.get("period", {}))
    round = join(period, " · ") if period else name(write, "cei.assessment/1", profile["assessment"])
    policy = profile.get("policy", {})
    by = [policy["id"], " ", policy["version"]] if policy else "–"
    return tag("p", write.say("plan_made_from", round=round, policy=by), class_="small")


def _counts(write: Writer, progress: Document) -> list[Any]:
    parts = []
    if "as_of" in progress:
        parts.append(tag("p", write.say("as_of", day=write.day(progress["as_of"])), class_="about"))
    if "counts" in progress:
        parts.append(tag("p", write.say("progress_counts", **progress["counts"])))
    if "actions" in progress:
        parts.append(tag("p", write.say("action_counts", **progress["actions"])))
    return parts


def _focus(write: Writer, plan: Document, progress: Document | None, language: str) -> Markup | None:
    """Return each competency of the plan: how it is to rise, where it stands, who does what, what it serves."""
    later = {one["competency"]: one for one in progress["focus"]} if progress else {}
    rows = []
    for one in plan.get("focus", ()):
        found = later.get(one["competency"], {})
        status = write.say("hidden") if found.get("hidden") else write.say(found["status"]) if found else "–"
        end = write.stage(one["to"]) if "to" in one else write.say("hidden")
        way = write.say("from_to", start=write.stage(one["from"]), end=end) if "from" in one else end
        # How many steps it is from one stage to the next says how few answers stand between them.
        steps = small(write.many("steps", one["steps"])) if "steps" in one and not write.public else None
        by = join(write.of_rubric("strategies", id) for id in one.get("strategies", ()))
        measured = join(_measure(write, measure, language) for measure in one.get("measures", ()))
        rows.append([
            [write.named(one["competency"]), labelled(write, "by_strategy", by), labelled(write, "measured_by", measured)],
            [way, steps],
            [status, [": ", write.stage(found["now"])] if found.get("now") else None],
            items(_action(write, action, language) for action in one.get("actions", ())),
            items(_goal(write, goal, language) for goal in one.get("goals", ())),
        ])  # fmt: skip
    head = [write.say(key) for key in ("competency", "target", "status", "actions", "goals")]
    return table(write.say("plan"), head, rows)


def _measure(write: Writer, measure: Document, language: str) -> Markup:
    """Return what a plan is measured by: the title of the measure."""
    if "title" in measure:
        return write.words(measure["title"], language)
    return entry(write, "cei.metrics/1", "measures", measure["measure"])


def _action(write: Writer, action: Document, language: str) -> Markup:
    owner = action.get("owner", {})
    who = [write.words(owner["role"], language)] if "role" in owner else []
    who += [write.title("group", owner["group"])] if "group" in owner else []
    said = {
        "text": write.words(action["text"], language),
        "owner": join(who, " – ") if who else write.say("unnamed"),
        "day": write.day(action["by"]) if "by" in action else write.say("undated"),
    }
    if "done" in action:
        return write.say("action_done", done=write.day(action["done"]), **said)
    return write.say("action_by", **said)


def _goal(write: Writer, goal: Document, language: str) -> Markup:
    parts = [
        write.code(goal["plan"]),
        goal.get("goal"),
        write.words(goal["text"], language) if "text" in goal else None,
    ]
    return join([one for one in parts if one])


def _reflections(write: Writer, plan: Document, language: str) -> list[Any]:
    """Return the questions to reflect on, by domain, each with what the team answered."""
    asked: dict[str, list[Any]] = {}
    for one in plan.get("reflections", ()):
        answer = write.words(one["answer"], language) if "answer" in one else write.say("no_answer")
        line = (write.words(one["question"], language), tag("p", tag("strong", answer)))
        asked.setdefault(one.get("domain", ""), []).append(line)
    parts: list[Any] = []
    for domain, lines in asked.items():
        parts += [tag("h4", write.title("domain", domain))] if domain else []
        parts.append(items(lines))
    return [tag("h3", write.say("answers")), *parts] if parts else []
