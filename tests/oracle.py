"""The rules of `cei`, read a second time.

This module turns an assessment into a tally and a tally into a profile in the
plainest Python possible. It shares nothing with the library: the library is
tested against what this module says. Clarity comes before speed everywhere,
and every function names the sentence of the specification it carries out
("SPEC 4" is "The rule", "SPEC 5" is "What a profile says about each node").

What it leaves out, on purpose:
  * `because.text`, and `message` and `help` of a note. They are prose.
  * Checking. Every document is taken to be valid.

Only the standard library is used.
"""

import hashlib
import json
import math
from collections import deque
from fractions import Fraction
from pathlib import Path

RULES = "1"
TEAM = "team"
MISSING = ["unanswered", "dont_know", "not_applicable", "withheld"]
# The kinds of missing answer that could still be given one day (SPEC 5, range).
OPEN = ["unanswered", "dont_know", "withheld"]

DATA = Path(__file__).resolve().parent.parent / "cei-core" / "data"


# ---------------------------------------------------------------------------
# Built-in documents


def builtin_policies():
    """SPEC 4: "The built-in policies (ours, and labelled so) fit any scale".

    The documents come from the data folder when it has them, because their
    titles count in their digests; else as SPEC 4 states them.
    """
    majority = {"by": "reach", "share": "majority"}
    everyone = {"by": "reach", "share": "all"}
    even = {"by": "points", "cutoffs": "even"}
    stated = [
        {
            "format": "cei.policy/1", "id": "cei-default", "version": "1",
            "raters": majority, "groups": majority,
            "domain": {"by": "reach", "share": "2/3", "within": 1, "coverage": "3/5"},
            "decision": "prefer", "evidence": {}, "foundation": {},
        },
        {
            "format": "cei.policy/1", "id": "cei-every-voice", "version": "1",
            "raters": majority, "groups": everyone,
            "domain": {"by": "reach", "share": "all", "coverage": "3/5"},
            "decision": "prefer", "evidence": {}, "foundation": {},
        },
        {
            "format": "cei.policy/1", "id": "mean", "version": "1",
            "raters": even, "groups": even,
            "domain": {"by": "points", "cutoffs": "even", "coverage": "3/5"},
            "decision": "prefer",
        },
    ]
    found = {}
    for policy in stated:
        path = DATA / "policies" / (policy["id"] + ".json")
        if path.exists():
            policy = json.loads(path.read_text(encoding="utf-8"))
        found[policy["id"]] = policy
    return found


# ---------------------------------------------------------------------------
# Optional fields, keys in the schema's order


def present(value):
    """SPEC 3: "absent and empty optional fields left out". null is absent."""
    return value is not None and value != {} and value != []


def ordered(document, keys, required=()):
    """SPEC 3: "keys in the schema's order"."""
    result = {}
    for key in keys:
        value = document.get(key)
        if key in required or present(value):
            result[key] = value
    return result


def subject_out(subject):
    if subject is None:
        return None
    return ordered(subject, ["id", "scheme", "name", "level", "parent"])


def period_out(period):
    if period is None:
        return None
    return ordered(period, ["school_year", "from", "to"])


def evidence_out(items):
    return [ordered(item, ["title", "kind", "uri", "date", "extensions"]) for item in items or []]


def decision_out(decision):
    result = dict(decision)
    result["evidence"] = evidence_out(decision.get("evidence"))
    return ordered(result, ["competency", "stage", "method", "date", "note", "evidence", "extensions"])


def out_of_scope_out(entry):
    return ordered(entry, ["competency", "reason"])


# ---------------------------------------------------------------------------
# The rubric, looked at


def stages_of(rubric):
    """Stage ids, lowest first."""
    return [stage["id"] for stage in rubric["scale"]]


def stage_number(rubric, stage):
    """SPEC 2: "1 for the lowest stage, up to k"."""
    return stages_of(rubric).index(stage) + 1


def stage_id(rubric, number):
    return stages_of(rubric)[number - 1]


def groups_of(rubric):
    """SPEC 3: "`team` (always there, after the rubric's own groups)"."""
    return [group["id"] for group in rubric["groups"]] + [TEAM]


def competencies_of(rubric):
    """All competency ids in rubric order."""
    return [c["id"] for domain in rubric["domains"] for c in domain["competencies"]]


# ---------------------------------------------------------------------------
# Tally


def tally(rubric, assessment):
    """SPEC 1: "A tally is the count of answers for every (competency x constituent
    group): how many said each stage, how many gave no stage, and why."
    """
    group_of_rater = {rater["id"]: rater["group"] for rater in assessment.get("raters") or []}
    k = len(rubric["scale"])
    cells = []
    for competency in competencies_of(rubric):
        for group in groups_of(rubric):
            cell = {"competency": competency, "group": group, "stages": [0] * k,
                    "missing": {kind: 0 for kind in MISSING}, "evidence": 0}
            for rating in assessment.get("ratings") or []:
                if rating["competency"] != competency:
                    continue
                # SPEC 3: "A rating with `group` instead of `rater` is anonymous in that
                # group and may repeat; with neither it is in the group `team`".
                if rating.get("rater") is not None:
                    its_group = group_of_rater[rating["rater"]]
                elif rating.get("group") is not None:
                    its_group = rating["group"]
                else:
                    its_group = TEAM
                if its_group != group:
                    continue
                if rating.get("stage") is not None:
                    cell["stages"][stage_number(rubric, rating["stage"]) - 1] += 1
                else:
                    cell["missing"][rating["missing"]] += 1
                cell["evidence"] += len(rating.get("evidence") or [])
            cells.append(cell)
    return tally_out(rubric, {
        "rubric": assessment["rubric"], "assessment": assessment["id"],
        "subject": assessment.get("subject"), "period": assessment.get("period"),
        "cells": cells, "decisions": assessment.get("decisions"),
        "out_of_scope": assessment.get("out_of_scope"),
    })


def tally_out(rubric, counted):
    """SPEC 3: the tally as a document. Cells, decisions and out_of_scope stand in
    rubric order; what is zero or empty is left out.
    """
    cells = []
    for competency in competencies_of(rubric):
        for group in groups_of(rubric):
            for cell in counted.get("cells") or []:
                if cell["competency"] != competency or cell["group"] != group:
                    continue
                missing = cell.get("missing") or {}
                missing = {kind: missing[kind] for kind in MISSING if missing.get(kind)}
                evidence = cell.get("evidence") or None
                if sum(cell["stages"]) == 0 and not missing and evidence is None:
                    continue
                cells.append(ordered(
                    {"competency": competency, "group": group, "stages": cell["stages"],
                     "missing": missing, "evidence": evidence},
                    ["competency", "group", "stages", "missing", "evidence"], required=["stages"]))
    decisions = []
    out_of_scope = []
    for competency in competencies_of(rubric):
        for decision in counted.get("decisions") or []:
            if decision["competency"] == competency:
                decisions.append(decision_out(decision))
        for entry in counted.get("out_of_scope") or []:
            if entry["competency"] == competency:
                out_of_scope.append(out_of_scope_out(entry))
    return ordered(
        {"format": "cei.tally/1", "rubric": {"id": counted["rubric"]["id"], "version": counted["rubric"]["version"]},
         "assessment": counted["assessment"], "subject": subject_out(counted.get("subject")),
         "period": period_out(counted.get("period")), "cells": cells, "decisions": decisions,
         "out_of_scope": out_of_scope, "extensions": counted.get("extensions")},
        ["format", "rubric", "assessment", "subject", "period", "cells", "decisions", "out_of_scope", "extensions"],
        required=["cells"])


class CannotMerge(Exception):
    """Two tallies that do not add up; `found` is a list of (code, params)."""

    def __init__(self, found):
        super().__init__(found)
        self.found = found


def merge(rubric, left, right):
    """SPEC 3: "Adding two tallies of the same subject and period sums cells; unites
    `out_of_scope` (an error where the other has answers); merges equal decisions
    (different ones are an error); `assessment` is [...] the sorted ids joined by `+`."
    """
    left, right = tally_out(rubric, left), tally_out(rubric, right)
    problems = []
    for field in ["rubric", "subject", "period"]:
        if left.get(field) != right.get(field):
            problems.append(("tally_mismatch", {}))

    cells = []
    out_of_scope = []
    decisions = []
    for competency in competencies_of(rubric):
        for group in groups_of(rubric):
            both = [cell for side in [left, right] for cell in side["cells"]
                    if (cell["competency"], cell["group"]) == (competency, group)]
            if both:
                cells.append({
                    "competency": competency, "group": group,
                    "stages": [sum(cell["stages"][i] for cell in both) for i in range(len(rubric["scale"]))],
                    "missing": {kind: sum((cell.get("missing") or {}).get(kind, 0) for cell in both) for kind in MISSING},
                    "evidence": sum(cell.get("evidence") or 0 for cell in both),
                })
        entries = [entry for side in [left, right] for entry in side.get("out_of_scope") or []
                   if entry["competency"] == competency]
        taken = [decision for side in [left, right] for decision in side.get("decisions") or []
                 if decision["competency"] == competency]
        if entries:
            out_of_scope.append(entries[0])
            if taken or any(cell["competency"] == competency for cell in cells):
                problems.append(("out_of_scope_answer", {"competency": competency}))
        if taken:
            decisions.append(taken[0])
            if any(decision != taken[0] for decision in taken):
                problems.append(("decision_conflict", {"competency": competency}))
    if problems:
        raise CannotMerge(problems)

    ids = sorted(set(left["assessment"].split("+") + right["assessment"].split("+")))
    return tally_out(rubric, {
        "rubric": left["rubric"], "assessment": "+".join(ids), "subject": left.get("subject"),
        "period": left.get("period"), "cells": cells, "decisions": decisions, "out_of_scope": out_of_scope})


# ---------------------------------------------------------------------------
# The rule


def need(share, n):
    """SPEC 4: "With n votes, need(share, n) is 1 for "any", floor(n/2)+1 for
    "majority", n for "all", max(1, ceil(p*n/q)) for "p/q"".
    """
    if share == "any":
        return 1
    if share == "majority":
        return n // 2 + 1
    if share == "all":
        return n
    return max(1, math.ceil(Fraction(share) * n))


def cutoffs(rule, k):
    """SPEC 4: "k-1 cutoffs in (0, 1] that do not decrease, or "even" for 1/(k-1),
    2/(k-1), ..., 1".
    """
    if rule["cutoffs"] == "even":
        return [Fraction(i, k - 1) for i in range(1, k)]
    return [Fraction(cutoff) for cutoff in rule["cutoffs"]]


def reached(votes, k):
    """SPEC 5: "`reached[i]` is how many votes are at stage number i+1 or above"."""
    return [sum(1 for vote in votes if vote >= number) for number in range(1, k + 1)]


def points(votes):
    """SPEC 4: "the votes' points (stage number - 1)"."""
    return sum(vote - 1 for vote in votes)


def own_kind(rule, votes, k):
    """SPEC 4: the stage number that `reach` or `points` alone gives to these votes."""
    n = len(votes)
    if rule["by"] == "reach":
        # "the highest stage that at least `share` of the votes have reached.
        # [...] The lowest stage is always reached."
        highest = 1
        for number in range(1, k + 1):
            if reached(votes, k)[number - 1] >= need(rule["share"], n):
                highest = number
        return highest
    # "over the most possible, n*(k-1); the stage number is 1 + how many cutoffs
    # that share has reached."
    share = Fraction(points(votes), n * (k - 1))
    return 1 + sum(1 for cutoff in cutoffs(rule, k) if share >= cutoff)


def capped(rule, votes, k):
    """SPEC 4: "`within: w`: the result is at most w stages above the lowest vote"."""
    stage = own_kind(rule, votes, k)
    if rule.get("within") is not None:
        stage = min(stage, min(votes) + rule["within"])
    return stage


def apply_rule(rule, votes, members, k):
    """SPEC 4: "One rule does all the work [...] It turns the stages of some members
    into one stage." Returns (stage number or None, bound).
    """
    if members == 0:
        return None, "no_answers"
    # "The result is `insufficient` if votes < `min` or votes < need(`coverage`, members)."
    if len(votes) < need(rule.get("coverage") or "any", members):
        return None, "coverage"
    if len(votes) < minimum(rule):
        return None, "min"
    stage = capped(rule, votes, k)
    # SPEC 5: "`bound` names what kept the stage from being higher [...] or `top`.
    # If `within` binds no lower than the rule's own kind, the kind is named."
    if stage == k:
        return stage, "top"
    if stage < own_kind(rule, votes, k):
        return stage, "within"
    return stage, rule["by"]


def minimum(rule):
    return 1 if rule.get("min") is None else rule["min"]


# ---------------------------------------------------------------------------
# One staging of the whole rubric
#
# A node is a dict: status, stage (a number or None), bound, rule, votes (pairs of
# id and stage number, in rubric order), members, held_by.


def node(status, stage, bound, rule=None, votes=(), members=0):
    return {"status": status, "stage": stage, "bound": bound, "rule": rule,
            "votes": list(votes), "members": members, "held_by": []}


def from_rule(rule, votes, members, k):
    stage, bound = apply_rule(rule, [number for _, number in votes], members, k)
    return node("insufficient" if stage is None else "staged", stage, bound, rule, votes, members)


def fill_cell(cell, fill):
    """SPEC 5, range: "with every missing answer (unanswered, don't know, withheld)
    [...] at the lowest stage, then at the highest". `fill` is None for what is.
    """
    stages = list(cell["stages"])
    missing = dict(cell.get("missing") or {})
    if fill is not None:
        for kind in OPEN:
            stages[fill - 1] += missing.get(kind) or 0
            missing[kind] = 0
    return stages, missing


def decide_group(rubric, policy, cell, fill):
    """SPEC 4: "raters -> group: members are the group's answers but `not_applicable`;
    votes are its stage answers."
    """
    k = len(rubric["scale"])
    stages, missing = fill_cell(cell, fill)
    votes = [(None, i + 1) for i in range(k) for _ in range(stages[i])]
    members = len(votes) + sum(missing.get(kind) or 0 for kind in OPEN)
    if members == 0:
        return node("not_applicable", None, None)
    return from_rule(policy["raters"], votes, members, k)


def answers(cell):
    return sum(cell["stages"]) + sum((cell.get("missing") or {}).values())


def decide_competency(rubric, policy, counted, competency, fill):
    """SPEC 4: "groups -> competency", then "Around the rule, in this order": decision
    and evidence. Returns the node with its groups, its source and its notes.
    """
    k = len(rubric["scale"])
    cells = []
    for group in groups_of(rubric):
        for cell in counted["cells"]:
            if cell["competency"] == competency and cell["group"] == group and answers(cell) > 0:
                cells.append(cell)
    groups = [(cell["group"], decide_group(rubric, policy, cell, fill)) for cell in cells]

    if competency in [entry["competency"] for entry in counted.get("out_of_scope") or []]:
        result = node("out_of_scope", None, None)
        result.update(groups=[], source="tally", notes=[])
        return result

    # "members are the groups with at least one member; each group is one voice".
    votes = [(group, its["stage"]) for group, its in groups if its["stage"] is not None]
    members = sum(1 for _, its in groups if its["status"] != "not_applicable")
    voted = from_rule(policy["groups"], votes, members, k)

    # "`decision`": prefer, ignore, require.
    mode = policy.get("decision") or "prefer"
    decision = None
    if mode != "ignore":
        for one in counted.get("decisions") or []:
            if one["competency"] == competency:
                decision = one

    notes = []
    result = voted
    source = "tally"
    if decision is not None:
        stage = stage_number(rubric, decision["stage"])
        result = node("staged", stage, "top" if stage == k else "decision", policy["groups"], votes, members)
        source = "decision"
        # "if the votes give another stage the profile notes `decision_differs`"
        if voted["stage"] is not None and voted["stage"] != stage:
            notes.append(("decision_differs", {
                "id": competency, "decision": decision["stage"], "votes": stage_id(rubric, voted["stage"])}))
    elif groups and members == 0:
        # "If no group has a member and there were answers, the competency is `not_applicable`"
        result = node("not_applicable", None, None)
    elif mode == "require":
        # "without one the competency is `undecided`"
        result = node("undecided", None, "no_decision", policy["groups"], votes, members)

    # SPEC 5, range: "every competency in scope that nobody answered, and every
    # competency that waits for a required decision, at the lowest stage, then at
    # the highest".
    if fill is not None and decision is None:
        if not groups or result["status"] == "undecided":
            result = node("staged", fill, "top" if fill == k else "filled", policy["groups"], votes, members)

    # "`evidence`"
    check = policy.get("evidence")
    if check is not None and result["stage"] is not None:
        from_id = check.get("from") or "top"
        start = k if from_id == "top" else stage_number(rubric, from_id)
        needed_items = 1 if check.get("items") is None else check["items"]
        needed_groups = 0 if check.get("groups") is None else check["groups"]
        # "Counted are the items on every rating of the competency, whatever its answer,
        # and on the decision unless ignored; groups are those with at least one item
        # on a rating, `team` included."
        items = sum(cell.get("evidence") or 0 for cell in cells)
        if decision is not None:
            items += len(decision.get("evidence") or [])
        from_groups = sum(1 for cell in cells if cell.get("evidence"))
        # "a competency at or above `from` with fewer evidence items, or evidence from
        # fewer groups, gets the note"
        if result["stage"] >= start and (items < needed_items or from_groups < needed_groups):
            hold = check.get("effect") == "hold"
            notes.append(("evidence_missing", {
                "id": competency, "stage": stage_id(rubric, result["stage"]), "items": items,
                "needed_items": needed_items, "groups": from_groups, "needed_groups": needed_groups, "held": hold}))
            if hold:
                # "its stage, decided or not, is held just below `from`"
                result["stage"] = start - 1
                result["bound"] = "evidence"

    # SPEC 5: "`voice_below`, which names the groups whose own stage lies below the
    # competency's".
    if result["stage"] is not None:
        below = [group for group, number in votes if number < result["stage"]]
        if below:
            notes.append(("voice_below", {"id": competency, "groups": below}))

    result.update(groups=groups, source=source, notes=notes)
    return result


def decide_over(rule, parts, k):
    """SPEC 4: "competencies -> domain: members are the competencies that are neither
    out of scope nor not applicable. None: the domain is `not_applicable`
    (`out_of_scope` if every competency is)." Likewise for overall and lens parts.
    `parts` is a list of (id, node).
    """
    if all(part["status"] == "out_of_scope" for _, part in parts):
        return node("out_of_scope", None, None)
    members = sum(1 for _, part in parts if part["status"] not in ["out_of_scope", "not_applicable"])
    if members == 0:
        return node("not_applicable", None, None)
    votes = [(name, part["stage"]) for name, part in parts if part["stage"] is not None]
    return from_rule(rule, votes, members, k)


def foundations_first(rubric):
    """SPEC 4: "domains are taken foundations first". `builds_on` has no cycle."""
    done = []
    while len(done) < len(rubric["domains"]):
        for domain in rubric["domains"]:
            if domain["id"] not in done and all(below in done for below in domain.get("builds_on") or []):
                done.append(domain["id"])
    return done


def decide(rubric, policy, counted, fill=None):
    """One staging of the whole thing (SPEC 4), as it is or with the gaps filled in."""
    k = len(rubric["scale"])
    competencies = {competency: decide_competency(rubric, policy, counted, competency, fill)
                    for competency in competencies_of(rubric)}

    domains = {}
    domain_notes = {}
    by_id = {domain["id"]: domain for domain in rubric["domains"]}
    for name in foundations_first(rubric):
        domain = by_id[name]
        parts = [(c["id"], competencies[c["id"]]) for c in domain["competencies"]]
        result = decide_over(policy["domain"], parts, k)
        domain_notes[name] = []
        check = policy.get("foundation")
        below = [(under, domains[under]["stage"]) for under in domain.get("builds_on") or []
                 if domains[under]["stage"] is not None]
        if check is not None and below and result["stage"] is not None:
            # "one whose stage is more than `ahead` above the lowest stage (after holds)
            # among the domains it `builds_on` that have a stage gets the note [...]
            # with "hold" it is held there."
            lowest = min(number for _, number in below)
            ahead = 1 if check.get("ahead") is None else check["ahead"]
            if result["stage"] > lowest + ahead:
                hold = check.get("effect") == "hold"
                names = [under for under, number in below if number == lowest]
                domain_notes[name].append(("ahead_of_foundation", {
                    "id": name, "stage": stage_id(rubric, result["stage"]), "foundations": names,
                    "lowest": stage_id(rubric, lowest), "held": hold}))
                if hold:
                    result["stage"] = lowest + ahead
                    result["bound"] = "foundation"
                    result["held_by"] = names
        domains[name] = result

    overall = None
    if policy.get("overall") is not None:
        overall = decide_over(policy["overall"], [(d["id"], domains[d["id"]]) for d in rubric["domains"]], k)

    # SPEC 5: "A lens part is staged by the domain rule over its competencies, without
    # foundation." Its votes stand in rubric order, as everywhere.
    lenses = []
    for lens in rubric.get("lenses") or []:
        parts = []
        for part in lens["parts"]:
            listed = part.get("competencies") or []
            if listed:
                inside = [(c, competencies[c]) for c in competencies_of(rubric) if c in listed]
                parts.append((part["id"], decide_over(policy["domain"], inside, k)))
        if parts:
            lenses.append((lens["id"], parts))

    # SPEC 5: notes "in rubric order (a domain's, then its competencies', in the order
    # of section 4)".
    notes = []
    for i, domain in enumerate(rubric["domains"]):
        for code, params in domain_notes[domain["id"]]:
            notes.append({"severity": "note", "code": code, "path": f"/domains/{i}", "params": params})
        for j, competency in enumerate(domain["competencies"]):
            for code, params in competencies[competency["id"]]["notes"]:
                notes.append({"severity": "note", "code": code,
                              "path": f"/domains/{i}/competencies/{j}", "params": params})

    return {"competencies": competencies, "domains": domains, "overall": overall, "lenses": lenses, "notes": notes}


# ---------------------------------------------------------------------------
# Next step


def closed_next(rule, votes, target, k):
    """SPEC 5: "what `within` forces; then for reach the votes nearest the target
    (ties: earlier), for points each earliest vote as far up as it goes."
    Returns the votes after the raise.
    """
    after = list(votes)
    if rule.get("within") is not None:
        after = [max(vote, target - rule["within"]) for vote in after]
    if rule["by"] == "reach":
        below = [i for i in range(len(after)) if after[i] < target]
        nearest_first = sorted(below, key=lambda i: (target - after[i], i))
        for i in nearest_first:
            if reached(after, k)[target - 1] < need(rule["share"], len(after)):
                after[i] = target
    else:
        cutoff = cutoffs(rule, k)[target - 2]
        for i in range(len(after)):
            while after[i] < k and Fraction(points(after), len(after) * (k - 1)) < cutoff:
                after[i] += 1
    return after


def fewest_steps(rule, votes, target, k):
    """SPEC 5: "the fewest stage steps (one vote, one stage up = one step) after which
    the node's own rule, other votes unchanged, gives at least the next stage".
    By brute force: breadth first over all vote vectors.
    """
    start = tuple(votes)
    seen = {start}
    queue = deque([(start, 0)])
    while queue:
        here, steps = queue.popleft()
        if capped(rule, list(here), k) >= target:
            return steps
        for i in range(len(here)):
            if here[i] < k:
                there = here[:i] + (here[i] + 1,) + here[i + 1:]
                if there not in seen:
                    seen.add(there)
                    queue.append((there, steps + 1))
    raise AssertionError("all votes at the top give the top")


def fewest_steps_unnamed(rule, votes, target, k):
    """The same for votes without names, where order does not matter."""
    start = tuple(sorted(votes))
    seen = {start}
    queue = deque([(start, 0)])
    while queue:
        here, steps = queue.popleft()
        if capped(rule, list(here), k) >= target:
            return steps
        for i in range(len(here)):
            if here[i] < k:
                there = tuple(sorted(here[:i] + (here[i] + 1,) + here[i + 1:]))
                if there not in seen:
                    seen.add(there)
                    queue.append((there, steps + 1))
    raise AssertionError("all votes at the top give the top")


BRUTE_FORCE = 3_000  # vote vectors: beyond this only the closed description is used


def next_step(rubric, result, named):
    """SPEC 5, `next`. "Absent without a stage, at the top, and where a hold or a
    decision binds".
    """
    k = len(rubric["scale"])
    if result["stage"] is None or result["bound"] in ["top", "evidence", "foundation", "decision"]:
        return None
    rule = result["rule"]
    # Votes of a group have no names: they come by stage, lowest first, from decide_group.
    votes = [number for _, number in result["votes"]]
    target = result["stage"] + 1
    after = closed_next(rule, votes, target, k)
    steps = sum(after) - sum(votes)
    stage = capped(rule, after, k)
    assert stage >= target
    if k ** len(votes) <= BRUTE_FORCE:
        assert steps == fewest_steps(rule, votes, target, k), (rule, votes, after)
    elif math.comb(len(votes) + k - 1, k - 1) <= BRUTE_FORCE:
        assert steps == fewest_steps_unnamed(rule, votes, target, k), (rule, votes, after)
    if named:
        lifted = [{"id": result["votes"][i][0], "from": stage_id(rubric, votes[i]), "to": stage_id(rubric, after[i])}
                  for i in range(len(votes)) if after[i] > votes[i]]
    else:
        # "For a group, whose votes have no names, `raise` is [{"from","to","votes"}]."
        pairs = [(votes[i], after[i]) for i in range(len(votes)) if after[i] > votes[i]]
        lifted = [{"from": stage_id(rubric, low), "to": stage_id(rubric, high), "votes": pairs.count((low, high))}
                  for low, high in sorted(set(pairs))]
    return {"stage": stage_id(rubric, stage), "steps": steps, "raise": lifted}


# ---------------------------------------------------------------------------
# Profile


def because(rubric, result):
    """SPEC 5, `because`. Without its text."""
    k = len(rubric["scale"])
    votes = [number for _, number in result["votes"]]
    reason = {}
    if result["bound"] is not None:
        reason["bound"] = result["bound"]
    reason["votes"] = len(votes)
    reason["members"] = result["members"]
    if votes:
        if result["rule"]["by"] == "reach":
            reason["reached"] = reached(votes, k)
            reason["need"] = need(result["rule"]["share"], len(votes))
        else:
            reason["points"] = {"have": points(votes), "of": len(votes) * (k - 1)}
    return reason


def node_out(rubric, actual, low, high, named=True):
    """SPEC 5: status, stage, range, because, next, held_by of one node."""
    out = {"status": actual["status"]}
    if actual["stage"] is not None:
        out["stage"] = stage_id(rubric, actual["stage"])
    # "The range runs from the lowest to the highest of those of the three results that
    # have a stage. Absent if a filled-in one has none."
    if low["stage"] is not None and high["stage"] is not None:
        numbers = [one["stage"] for one in [actual, low, high] if one["stage"] is not None]
        out["range"] = [stage_id(rubric, min(numbers)), stage_id(rubric, max(numbers))]
    out["because"] = because(rubric, actual)
    step = next_step(rubric, actual, named)
    if step is not None:
        out["next"] = step
    if actual["held_by"]:
        out["held_by"] = actual["held_by"]
    return out


def stage(rubric, policy, counted):
    """SPEC 5: the profile of a tally. The whole thing is staged three times."""
    counted = tally_out(rubric, counted)
    k = len(rubric["scale"])
    actual = decide(rubric, policy, counted)
    low = decide(rubric, policy, counted, fill=1)
    high = decide(rubric, policy, counted, fill=k)
    cell_at = {(cell["competency"], cell["group"]): cell for cell in counted["cells"]}

    domains = []
    for domain in rubric["domains"]:
        name = domain["id"]
        out = {"id": name}
        out.update(node_out(rubric, actual["domains"][name], low["domains"][name], high["domains"][name]))
        out["competencies"] = []
        for competency in [c["id"] for c in domain["competencies"]]:
            three = [run["competencies"][competency] for run in [actual, low, high]]
            row = {"id": competency}
            row.update(node_out(rubric, *three))
            row["source"] = three[0]["source"]
            groups = []
            for i, (group, _) in enumerate(three[0]["groups"]):
                voice = {"group": group}
                voice.update(node_out(rubric, *[run["groups"][i][1] for run in three], named=False))
                cell = cell_at[(competency, group)]
                voice["stages"] = cell["stages"]
                if present(cell.get("missing")):
                    voice["missing"] = cell["missing"]
                groups.append(voice)
            if groups:
                row["groups"] = groups
            out["competencies"].append(row)
        domains.append(out)

    profile = {"format": "cei.profile/1", "rules": RULES}
    profile["rubric"] = {"id": rubric["id"], "version": rubric["version"],
                         "digest": rubric_digest(rubric), "structure": structure_digest(rubric)}
    profile["policy"] = {"id": policy["id"], "version": policy["version"], "digest": policy_digest(policy)}
    profile["assessment"] = counted["assessment"]
    for field in ["subject", "period"]:
        if field in counted:
            profile[field] = counted[field]
    if actual["overall"] is not None:
        profile["overall"] = node_out(rubric, actual["overall"], low["overall"], high["overall"])
    profile["domains"] = domains
    lenses = []
    for i, (lens, parts) in enumerate(actual["lenses"]):
        rows = []
        for j, (part, its) in enumerate(parts):
            row = {"id": part}
            row.update(node_out(rubric, its, low["lenses"][i][1][j][1], high["lenses"][i][1][j][1]))
            rows.append(row)
        lenses.append({"id": lens, "parts": rows})
    if lenses:
        profile["lenses"] = lenses
    if actual["notes"]:
        profile["notes"] = actual["notes"]
    return profile


def assess(rubric, policy, assessment):
    return stage(rubric, policy, tally(rubric, assessment))


# ---------------------------------------------------------------------------
# Normal forms and digests


def canonical(value):
    """RFC 8785 (JSON Canonicalization Scheme) for the values that occur here.

    Python's json module writes strings as RFC 8785 asks when ensure_ascii is off
    (two-character escapes where they exist, lower-case hex else, nothing else
    escaped), and whole numbers as they are. For ASCII keys json.dumps with
    sort_keys=True, separators=(",", ":") and ensure_ascii=False is already right.
    Written out here are only what json.dumps does not do: keys are sorted by their
    UTF-16 code units, and a number with a fraction is accepted in the range where
    Python and ECMAScript print it alike.
    """
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    if isinstance(value, float):
        if value == int(value) and abs(value) < 2 ** 53:
            return str(int(value))
        assert 1e-4 <= abs(value) < 1e16, "outside of what this oracle can print"
        return repr(value)
    return json.dumps(value, ensure_ascii=False)


def sha256(value):
    """SPEC 3: "`digest` is `sha256:` of the canonical JSON (RFC 8785) of the document
    with every default written and every text as an object."
    """
    return "sha256:" + hashlib.sha256(canonical(value).encode("utf-8")).hexdigest()


def normal(document, language, shape):
    """A document's object in normal form: `shape` says what each field is.
    "text" is a text, a dict is the shape of an object, a list of one thing is a list
    of such things, a function makes the normal form itself, None is kept as it is.
    Fields that are absent, null or empty are left out.
    """
    def one(value, kind):
        if kind == "text":
            return {language: value} if isinstance(value, str) else value
        if isinstance(kind, dict):
            return normal(value, language, kind)
        if isinstance(kind, list):
            return [one(item, kind[0]) for item in value]
        if callable(kind):
            return kind(value)
        return value

    result = {}
    for field, kind in shape.items():
        value = document.get(field)
        if value is None or value == [] or value == {} and not callable(kind):
            continue
        result[field] = one(value, kind)
    unknown = [field for field in document if field not in shape]
    assert not unknown, unknown
    return result


def rubric_normal(rubric):
    """The normal form of a rubric."""
    language = rubric.get("language") or "en"

    def descriptors(value):
        return {key: {language: text} if isinstance(text, str) else text for key, text in value.items()}

    competency = {"id": None, "title": "text", "text": "text",
                  "descriptors": lambda value: descriptors(value)}
    part = {"id": None, "title": "text", "text": "text", "stage": None, "competencies": None,
            "reflections": ["text"], "reason": "text"}
    shape = {
        "format": None, "id": None, "version": None, "language": None, "title": "text", "text": "text",
        "citation": "text", "languages": [{"tag": None, "status": None}],
        "scale": [{"id": None, "title": "text", "text": "text", "messages": ["text"]}],
        "groups": [{"id": None, "title": "text", "text": "text"}],
        "domains": [{
            "id": None, "number": None, "title": "text", "description": "text", "belief": "text",
            "about": "text", "impact": "text", "constituents": None, "builds_on": None,
            "competencies": [competency], "reflections": ["text"]}],
        "lenses": [{"id": None, "title": "text", "text": "text", "basis": None, "citation": "text",
                    "parts": [part]}],
        "modules": [{"id": None, "title": "text", "text": "text", "outcomes": ["text"], "domains": None,
                     "reflections": ["text"]}],
        "strategies": [{"id": None, "title": "text", "text": "text", "competencies": None, "citation": "text"}],
        "glossary": [{"term": "text", "text": "text"}],
        "resources": [{"title": "text", "text": "text", "uri": None}],
        "extensions": None,
    }
    result = normal(rubric, language, shape)
    result["language"] = language
    result.setdefault("groups", [])
    for domain in result["domains"]:
        for one in domain["competencies"]:
            if one.get("descriptors") == {}:
                del one["descriptors"]
    for lens in result.get("lenses") or []:
        lens.setdefault("basis", "project")
    return result


def rule_normal(rule):
    """SPEC 4: "`within` none, `coverage` any, `min` 1" are the defaults."""
    result = {"by": rule["by"]}
    if rule["by"] == "reach":
        result["share"] = rule["share"]
    else:
        result["cutoffs"] = rule["cutoffs"]
    if rule.get("within") is not None:
        result["within"] = rule["within"]
    result["coverage"] = rule.get("coverage") or "any"
    result["min"] = minimum(rule)
    return result


def evidence_normal(check):
    """SPEC 4: "`from` top, `items` 1, `groups` 0, [...] `effect` note"."""
    return {"from": check.get("from") or "top",
            "items": 1 if check.get("items") is None else check["items"],
            "groups": 0 if check.get("groups") is None else check["groups"],
            "effect": check.get("effect") or "note"}


def foundation_normal(check):
    """SPEC 4: "`ahead` 1, `effect` note"."""
    return {"ahead": 1 if check.get("ahead") is None else check["ahead"],
            "effect": check.get("effect") or "note"}


def policy_normal(policy):
    """The normal form of a policy."""
    language = policy.get("language") or "en"
    result = normal(policy, language, {
        "format": None, "id": None, "version": None, "title": "text", "text": "text", "citation": "text",
        "language": None, "raters": rule_normal, "groups": rule_normal, "domain": rule_normal,
        "overall": rule_normal, "decision": None, "evidence": evidence_normal,
        "foundation": foundation_normal, "extensions": None})
    result["language"] = language
    result.setdefault("decision", "prefer")
    return result


def rubric_digest(rubric):
    return sha256(rubric_normal(rubric))


def policy_digest(policy):
    return sha256(policy_normal(policy))


def structure_digest(rubric):
    """SPEC 3: "A rubric also has a `structure` digest (scale, groups, domains,
    competencies, builds_on; no texts)".
    """
    return sha256({
        "scale": stages_of(rubric),
        "groups": [group["id"] for group in rubric["groups"]],
        "domains": [{"id": domain["id"], "competencies": [c["id"] for c in domain["competencies"]],
                     "builds_on": domain.get("builds_on") or []} for domain in rubric["domains"]],
    })
