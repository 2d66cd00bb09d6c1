#!/usr/bin/env python3
"""Writes the corpus in tests/vectors.

    python3 tests/make_vectors.py            write everything
    python3 tests/make_vectors.py --check    compare with what is on disk, print the diff

Stages, tallies and digests come from tests/oracle.py. Reports are written by hand;
lines and columns in them are counted while the faulty text is laid out here. The
library takes no part. Only the standard library is used, and the output is the same
every time.
"""

import argparse
import base64
import copy
import difflib
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import oracle  # noqa: E402
import vectors_case  # noqa: E402
import vectors_cohort  # noqa: E402
import vectors_consultation  # noqa: E402
import vectors_disclosure  # noqa: E402
import vectors_initiative  # noqa: E402
import vectors_partnerships  # noqa: E402
import vectors_voices  # noqa: E402

HERE = Path(__file__).resolve().parent
VECTORS = HERE / "vectors"
RUBRICS = {}    # file name under vectors/ -> document
THEMES = {}     # theme -> list of cases
NAMES = set()


# ---------------------------------------------------------------------------
# Rubrics of our own

FOUR = ["not_evident", "developing", "maturing", "advanced"]
N, D, M, A = FOUR
ALL_GROUPS = ["students", "families", "educators", "leaders", "community"]


def make_rubric(name, stages, groups, domains, **more):
    """`domains`: {id: {"n": how many competencies, or "competencies": ids, "builds_on", "constituents"}}."""
    rubric = {"format": "cei.rubric/1", "id": name, "version": "1", "title": f"Test rubric {name}"}
    rubric["scale"] = [{"id": stage, "title": stage.replace("_", " ")} for stage in stages]
    rubric["groups"] = [{"id": group, "title": group} for group in groups]
    rubric["domains"] = []
    for domain_id, about in domains.items():
        ids = about.get("competencies") or [f"{domain_id}{i}" for i in range(1, about["n"] + 1)]
        domain = {"id": domain_id, "title": f"Domain {domain_id}"}
        for field in ["constituents", "builds_on"]:
            if field in about:
                domain[field] = about[field]
        domain["competencies"] = [{"id": one, "title": f"Competency {one}"} for one in ids]
        rubric["domains"].append(domain)
    rubric.update(more)
    file = f"rubrics/{name}.json"
    assert file not in RUBRICS
    RUBRICS[file] = rubric
    return file


SEVEN = make_rubric("seven", FOUR, ["students", "families", "educators"], {"c": {"n": 7}})
TWELVE = make_rubric("twelve", FOUR, ["families"], {"n": {"n": 12}})
SMALL = make_rubric("small", FOUR, ["students", "families", "educators"], {"a": {"n": 2}, "b": {"n": 3}})
FIVE = make_rubric("five-groups", FOUR, ALL_GROUPS, {"g": {"n": 3}})
TWO = make_rubric("two-stages", ["no", "yes"], ["families", "educators"], {"a": {"n": 3}, "b": {"n": 2, "builds_on": ["a"]}})
THREE_FORTY = make_rubric("three-by-forty", ["low", "mid", "high"], ["families", "educators"],
                          {f"d{i:02}": {"competencies": [f"d{i:02}.1"]} for i in range(1, 41)})
NINE = make_rubric("nine-stages", [f"s{i}" for i in range(1, 10)], ["families", "educators"],
                   {"a": {"n": 4}, "b": {"n": 3, "builds_on": ["a"]}})
CHAIN = make_rubric("chain", FOUR, ["families"], {
    "a": {"n": 1}, "b": {"n": 1, "builds_on": ["a"]}, "c": {"n": 1, "builds_on": ["b"]},
    "d": {"n": 1, "builds_on": ["c"]}})
# Foundations stand last in the document, so that rubric order is not the order of staging.
CHAIN_BACK = make_rubric("chain-backwards", FOUR, ["families"], {
    "d": {"n": 1, "builds_on": ["c"]}, "c": {"n": 1, "builds_on": ["b"]},
    "b": {"n": 1, "builds_on": ["a"]}, "a": {"n": 1}})
DIAMOND = make_rubric("diamond", FOUR, ["families"], {
    "base": {"n": 1}, "left": {"n": 2, "builds_on": ["base"]}, "right": {"n": 2, "builds_on": ["base"]},
    "top": {"n": 2, "builds_on": ["left", "right"]}})
NO_GROUPS = make_rubric("no-groups", FOUR, [], {"a": {"n": 3}, "b": {"n": 2}})
SIX_DOMAINS = make_rubric("six-domains", FOUR, ["families"], {f"d{i}": {"n": 1} for i in range(1, 7)})
VOICES = make_rubric("constituents", FOUR, ["students", "families", "educators"], {
    "a": {"n": 2, "constituents": ["students", "families"]}, "b": {"n": 1, "constituents": ["educators"]}})
LENSES = make_rubric("lenses", FOUR, ["families"], {"a": {"n": 3}, "b": {"n": 3, "builds_on": ["a"]}}, lenses=[
    {"id": "across", "title": "Across", "parts": [
        {"id": "odd", "title": "Odd", "competencies": ["a1", "a3", "b2"]},
        {"id": "backwards", "title": "Backwards", "competencies": ["b3", "b1", "a2"], "reason": "The later ones first."},
        {"id": "talk", "title": "Only to talk about", "reflections": ["What did you see?"]}]},
    {"id": "empty", "title": "Nothing to stage", "basis": "source", "parts": [{"id": "talk", "title": "Talk"}]},
    {"id": "levels", "title": "Levels", "citation": "Ours", "parts": [
        {"id": "talk", "title": "Same id as in another lens", "stage": "advanced", "competencies": ["b1", "b2", "b3"]}]},
])
TRILINGUAL = make_rubric(
    "three-languages", ["uno", "dos", "tres"], [], {"a": {"n": 2}}, language="es",
    languages=[{"tag": "es", "status": "source"}, {"tag": "en", "status": "project"}, {"tag": "vi", "status": "project"}])
RUBRICS[TRILINGUAL].update({
    "title": {"es": "Autoevaluación", "en": "Self-assessment", "vi": "Tự đánh giá"},
    "text": "Un texto en el idioma del documento.",
    "scale": [{"id": "uno", "title": "Uno", "messages": ["Sin empezar", {"es": "Aún no", "en": "Not yet", "vi": "Chưa"}]},
              {"id": "dos", "title": {"en": "Two", "es": "Dos", "vi": "Hai"}},
              {"id": "tres", "title": {"es": "Tres \"así\" \\ \t\u0001 😀 \u007f"}}]})
RUBRICS[TRILINGUAL]["domains"][0]["competencies"][0]["descriptors"] = {
    "tres": {"vi": "Cao nhất", "es": "Lo más alto"}, "uno": "Lo más bajo"}
EXTENDED = make_rubric("extended", FOUR, [], {"a": {"n": 1}}, extensions={
    "org.example": {"zeta": 1, "alpha": [1, 2.5, True, None, "ñ"], "empty": {}, "none": None,
                    "big": 9007199254740991, "small": -9007199254740991},
    "\U0001F600": "an astral key sorts before \ufb33 in UTF-16", "\ufb33": "and after it in UTF-8",
    "\u20ac": 1, "\r": 2, "1": 3})


def builtin_rubric():
    path = oracle.DATA / "cei-self-assessment.json"
    if path.exists():
        return json.loads(path.read_text(encoding="utf-8"))
    # A stand-in with the right shape, as long as the data file is not there.
    domains = []
    for d, n in enumerate([5, 5, 7, 4, 4, 4, 5], start=1):
        domains.append({
            "id": f"domain-{d}", "number": str(d), "title": f"Domain {d}", "constituents": ALL_GROUPS,
            "builds_on": [] if d == 1 else ["domain-1"] if d != 3 else ["domain-1", "domain-2"],
            "competencies": [{"id": f"{d}.{c}", "title": f"Competency {d}.{c}"} for c in range(1, n + 1)]})
    return {"format": "cei.rubric/1", "id": "cei-self-assessment", "version": "2023.1", "title": "CEI self-assessment",
            "scale": [{"id": stage, "title": stage} for stage in FOUR],
            "groups": [{"id": group, "title": group} for group in ALL_GROUPS], "domains": domains}


CEI = "cei-self-assessment"
POLICIES = oracle.builtin_policies()


def rubric_of(name):
    return builtin_rubric() if name == CEI else RUBRICS[name]


def policy_of(policy):
    return POLICIES[policy] if isinstance(policy, str) else policy


# ---------------------------------------------------------------------------
# Policies

ANY = {"by": "reach", "share": "any"}
MAJORITY = {"by": "reach", "share": "majority"}
EVERYONE = {"by": "reach", "share": "all"}
EVEN = {"by": "points", "cutoffs": "even"}


def reach(share, **more):
    return {"by": "reach", "share": share, **more}


def points(*cutoffs, **more):
    return {"by": "points", "cutoffs": list(cutoffs) or "even", **more}


def policy(raters=ANY, groups=ANY, domain=ANY, **more):
    return {"format": "cei.policy/1", "id": "test", "version": "1",
            "raters": raters, "groups": groups, "domain": domain, **more}


def base_policy(name, **more):
    """A built-in policy, as SPEC 4 states it, with other parts."""
    stated = {key: copy.deepcopy(POLICIES[name][key])
              for key in ["format", "raters", "groups", "domain", "decision", "evidence", "foundation"]
              if key in POLICIES[name]}
    return {**stated, "id": "changed", "version": "1", **more}


# ---------------------------------------------------------------------------
# Assessments and tallies


def assessment(rubric, ratings, **more):
    about = rubric_of(rubric)
    return {"format": "cei.assessment/1", "id": more.pop("id", "a1"),
            "rubric": {"id": about["id"], "version": about["version"]}, **more, "ratings": ratings}


def team(stages, **more):
    """{"1.1": "developing"} -> ratings in the group `team`. None is `unanswered`."""
    return [{"competency": c, **({"stage": s} if s else {"missing": "unanswered"}), **more} for c, s in stages.items()]


def row(competencies, stages):
    """Team ratings of one competency after the other: row("c", "2 3 1") with stage numbers; "-" leaves one out."""
    result = []
    for i, number in enumerate(stages.split(), start=1):
        if number == "-":
            continue
        rating = {"competency": f"{competencies}{i}"}
        if number.isdigit():
            rating["stage"] = FOUR[int(number) - 1]
        else:
            rating["missing"] = {"u": "unanswered", "k": "dont_know", "n": "not_applicable", "w": "withheld"}[number]
        result.append(rating)
    return result


def voices(competency, group, stages, scale=FOUR):
    """Anonymous ratings: voices("1.1", "families", "2 2 3 k")."""
    result = []
    for number in stages.split():
        rating = {"group": group} if group != "team" else {}
        rating["competency"] = competency
        if number.isdigit():
            rating["stage"] = scale[int(number) - 1]
        else:
            rating["missing"] = {"u": "unanswered", "k": "dont_know", "n": "not_applicable", "w": "withheld"}[number]
        result.append(rating)
    return result


def decided(**stages):
    return [{"competency": c.replace("_", "."), "stage": s} for c, s in stages.items()]


def item(title="Agenda", **more):
    return {"title": title, **more}


def tally_of(rubric, cells, **more):
    about = rubric_of(rubric)
    return {"format": "cei.tally/1", "rubric": {"id": about["id"], "version": about["version"]},
            "assessment": more.pop("assessment", "a1"), **more, "cells": cells}


def cell(competency, group, *stages, **more):
    return {"competency": competency, "group": group, "stages": list(stages), **more}


# ---------------------------------------------------------------------------
# Cases


def put(theme, name, tests, do, rubric=None, policy=None, input=None, expect=None, operation=None):
    assert name not in NAMES, name
    NAMES.add(name)
    case = {"name": name, "tests": tests, "do": do}
    if operation is not None:
        case["operation"] = operation
    if rubric is not None:
        case["rubric"] = rubric
    if policy is not None:
        case["policy"] = policy
    if input is not None:
        case["input"] = input
    case["expect"] = expect
    THEMES.setdefault(theme, []).append(case)


def assess(theme, name, tests, rubric, policy, ratings, **more):
    document = ratings if isinstance(ratings, dict) else assessment(rubric, ratings, **more)
    profile = oracle.assess(rubric_of(rubric), policy_of(policy), document)
    put(theme, name, tests, "assess", rubric, policy, document, {"profile": profile})
    return profile


def stage(theme, name, tests, rubric, policy, cells, **more):
    document = cells if isinstance(cells, dict) else tally_of(rubric, cells, **more)
    profile = oracle.stage(rubric_of(rubric), policy_of(policy), document)
    put(theme, name, tests, "stage", rubric, policy, document, {"profile": profile})
    return profile


def count(theme, name, tests, rubric, ratings, **more):
    document = ratings if isinstance(ratings, dict) else assessment(rubric, ratings, **more)
    put(theme, name, tests, "tally", rubric, None, document, {"tally": oracle.tally(rubric_of(rubric), document)})


def join(theme, name, tests, rubric, left, right, any_order=()):
    """A merge. `any_order`: the diagnostics expected if it is refused."""
    try:
        expect = {"tally": oracle.merge(rubric_of(rubric), left, right)}
        assert not any_order
    except oracle.CannotMerge as refused:
        assert sorted(code for code, _ in refused.found) == sorted(one["code"] for one in any_order), name
        expect = {"report": {"valid": False, "any_order": list(any_order)}}
    put(theme, name, tests, "merge", rubric, None, [left, right], expect)


# ---------------------------------------------------------------------------
# Text with known positions


class Pairs(list):
    """An object as a list of (key, value), so that a key can stand there twice."""


def escape(key):
    """RFC 6901."""
    return key.replace("~", "~0").replace("/", "~1")


class Layout:
    """JSON text that remembers where every key and value stands.

    `at` and `key_at` map a JSON Pointer to (line, column), both from 1, in code points.
    With a duplicate key the later one is remembered.
    """

    def __init__(self, document, indent="  ", newline="\n"):
        self.indent, self.newline = indent, newline
        self.at, self.key_at = {}, {}
        self.text, self.line, self.column = "", 1, 1
        self.value(document, "", 0)

    def out(self, text):
        for character in text:
            if character == "\n":
                self.line, self.column = self.line + 1, 1
            else:
                self.column += 1
        self.text += text

    def start_line(self, depth):
        self.out(self.newline + (self.indent * depth if self.newline else ""))

    def value(self, value, pointer, depth):
        self.at[pointer] = (self.line, self.column)
        if isinstance(value, (dict, Pairs)):
            pairs = list(value.items()) if isinstance(value, dict) else value
            self.out("{")
            for i, (key, inner) in enumerate(pairs):
                self.start_line(depth + 1)
                below = pointer + "/" + escape(key)
                self.key_at[below] = (self.line, self.column)
                self.out(json.dumps(key, ensure_ascii=False) + ":" + (" " if self.newline else ""))
                self.value(inner, below, depth + 1)
                if i + 1 < len(pairs):
                    self.out(",")
            if pairs:
                self.start_line(depth)
            self.out("}")
        elif isinstance(value, list):
            self.out("[")
            for i, inner in enumerate(value):
                self.start_line(depth + 1)
                self.value(inner, f"{pointer}/{i}", depth + 1)
                if i + 1 < len(value):
                    self.out(",")
            if value:
                self.start_line(depth)
            self.out("]")
        else:
            self.out(json.dumps(value, ensure_ascii=False))


def fault(code, path=None, under=None, severity="error", **params):
    result = {"severity": severity, "code": code}
    if path is not None:
        result["path"] = path
    if under is not None:
        result["under"] = under
    result["params"] = params
    return result


def report(diagnostics):
    return {"report": {"valid": all(one["severity"] != "error" for one in diagnostics), "diagnostics": diagnostics}}


def check(theme, name, tests, document, *faults, rubric=None, do="validate", operation=None, text=True, **style):
    """A report case. With text=True the document is laid out as text, and every fault with a
    `path` gets the line and column of its place: of the key for an unknown field and a duplicate
    key, of the value else.
    """
    faults = [copy.deepcopy(one) for one in faults]
    given = document
    if text and not (isinstance(document, dict) and any(key.startswith("$") for key in document)):
        layout = Layout(document, **style)
        given = {"$text": layout.text}
        for i, one in enumerate(faults):
            if "path" in one:
                places = layout.key_at if one["code"] in ["unknown_field", "duplicate_key"] else layout.at
                line, column = places[one["path"]]
                one = {key: one[key] for key in ["severity", "code", "path"]}
                faults[i] = {**one, "line": line, "column": column, "params": faults[i]["params"]}
    put(theme, name, tests, do, rubric, None, given, report(faults), operation)


def derived(theme, name, tests, operation, arguments, result=None, faults=()):
    """A result of an operation, or the report that refuses its arguments."""
    if faults:
        check(theme, name, tests, arguments, *faults, do="derive", operation=operation)
    else:
        put(theme, name, tests, "derive", input=arguments, expect={"result": result}, operation=operation)


def changed(document, *changes, without=()):
    """A copy with (pointer, value) changes; pointers in `without` are deleted."""
    document = copy.deepcopy(document)

    def parent(pointer):
        here = document
        keys = [key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")[1:]]
        for key in keys[:-1]:
            here = here[int(key)] if isinstance(here, list) else here[key]
        last = keys[-1]
        return here, int(last) if isinstance(here, list) else last

    for pointer, value in changes:
        here, key = parent(pointer)
        if isinstance(here, list) and key == len(here):
            here.append(value)
        else:
            here[key] = value
    for pointer in without:
        here, key = parent(pointer)
        del here[key]
    return document


# ---------------------------------------------------------------------------
# The rule, by hand
#
# So that the oracle is not the only reader of need(): these are worked out by hand.

NEED_BY_HAND = {
    "any": [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    "majority": [1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7],
    "all": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    "1/2": [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6],
    "2/3": [1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 8, 8],
    "3/5": [1, 2, 2, 3, 3, 4, 5, 5, 6, 6, 7, 8],
    "1/1": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    "1/3": [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4],
    "1/1000000": [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    "999999/1000000": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
}


def theme_reach():
    t = "reach"
    for share, needs in NEED_BY_HAND.items():
        label = share.replace("/", "-of-")
        rules = policy(raters=reach(share))
        # Competency n1 has 1 rater, n2 has 2, and so on.
        enough, short = [], []
        for n, enough_votes in enumerate(needs, start=1):
            enough.append(cell(f"n{n}", "families", n - enough_votes, 0, enough_votes, 0))
            short.append(cell(f"n{n}", "families", 0, n - enough_votes + 1, 0, enough_votes - 1))
        profile = stage(t, f"reach-{label}-just-enough", f"SPEC 4: need({share}, n) for n from 1 to 12; exactly that many votes reached maturing",
                        TWELVE, rules, enough)
        for n, one in enumerate(profile["domains"][0]["competencies"], start=1):
            assert one["stage"] == M and one["groups"][0]["because"]["need"] == needs[n - 1], (share, n)
        profile = stage(t, f"reach-{label}-one-short", f"SPEC 4: need({share}, n) for n from 1 to 12; one vote fewer than that reached advanced",
                        TWELVE, rules, short)
        for one in profile["domains"][0]["competencies"]:
            assert one["stage"] == D

    for share, votes, expected in [
            ("majority", "1 2 3 4 4", M), ("all", "3 2 4 2 3", D), ("any", "1 1 1 1 4", A), ("2/3", "1 1 3 3 4 4", M),
            ("1/2", "1 2 3 4", M), ("majority", "1 2 3 4", D), ("3/5", "4 4 1 1 1", N), ("2/3", "2 2 2 2 2 2 2", D)]:
        name = f"reach-domain-{share.replace('/', '-of-')}-{votes.replace(' ', '')}"
        profile = assess(t, name, f"SPEC 4: competencies -> domain by reach {share}; the votes are {votes}", SEVEN,
                         policy(domain=reach(share)), row("c", votes))
        assert profile["domains"][0]["stage"] == expected, name
    assess(t, "reach-majority-of-five", "SPEC 4: need(majority, n) is floor(n/2)+1", CEI, "cei-default",
           voices("1.1", "families", "1 2 3 3 4"))
    assess(t, "reach-lowest-is-always-reached", "SPEC 4: the lowest stage is always reached", SEVEN,
           policy(raters=EVERYONE), voices("c1", "families", "1 1 4"))
    assess(t, "reach-single-vote-is-itself", "SPEC 4: one vote reaches its own stage under any share", SEVEN,
           policy(raters=EVERYONE, groups=MAJORITY, domain=reach("1/1000000")), row("c", "1 2 3 4"))


def theme_points():
    t = "points"
    for label, counts, expected in [
            ("third-exactly", [2, 1, 0, 0], N), ("at-the-first-cutoff", [2, 0, 0, 1], D), ("below-the-first-cutoff", [3, 1, 1, 0], N),
            ("at-the-second-cutoff", [1, 0, 0, 2], M), ("below-the-second-cutoff", [1, 0, 2, 1], D),
            ("all-at-the-top", [0, 0, 0, 5], A), ("one-below-the-top", [0, 0, 1, 4], M), ("all-at-the-bottom", [4, 0, 0, 0], N)]:
        profile = stage(t, f"points-even-{label}", "SPEC 4: even is 1/(k-1), 2/(k-1), ..., 1: the mean, rounded down", SMALL,
                        policy(raters=EVEN), [cell("a1", "families", *counts)])
        assert profile["domains"][0]["competencies"][0]["stage"] == expected, label
    quarters = points("1/4", "1/2", "3/4")
    for label, counts, expected in [
            ("exactly-a-quarter", [3, 0, 0, 1], D), ("under-a-quarter", [4, 0, 0, 1], N), ("exactly-a-half", [1, 0, 0, 1], M),
            ("exactly-three-quarters", [1, 0, 0, 3], A), ("under-three-quarters", [1, 0, 1, 2], M)]:
        profile = stage(t, f"points-quarters-{label}", "SPEC 4: 1 + how many cutoffs the share of points has reached", SMALL,
                        policy(raters=quarters), [cell("a1", "families", *counts)])
        assert profile["domains"][0]["competencies"][0]["stage"] == expected, label
    for label, cutoffs, counts, expected in [
            ("first-two", ["1/2", "1/2", "1/1"], [1, 0, 0, 1], M), ("all-three", ["2/3", "2/3", "2/3"], [0, 0, 3, 0], A),
            ("all-three-not-reached", ["2/3", "2/3", "2/3"], [0, 1, 2, 0], N), ("all-one", ["1/1", "1/1", "1/1"], [0, 0, 1, 3], N),
            ("all-one-reached", ["1/1", "1/1", "1/1"], [0, 0, 0, 3], A), ("last-two", ["1/3", "2/3", "2/3"], [1, 1, 1, 2], D), ("last-two-reached", ["1/3", "2/3", "2/3"], [1, 1, 0, 3], A)]:
        profile = stage(t, f"points-equal-cutoffs-{label}", "SPEC 4: cutoffs may be equal; a stage is then passed over", SMALL,
                        policy(raters=points(*cutoffs)), [cell("a1", "families", *counts)])
        assert profile["domains"][0]["competencies"][0]["stage"] == expected, label
    stage(t, "points-tiny-cutoffs", "SPEC 4: q up to 1,000,000, exact: 1 of 27 points reaches 1/1000000 and 1/27, and not 37038/1000000", SMALL,
          policy(raters=points("1/1000000", "1/27", "37038/1000000")), [cell("a1", "families", 8, 1, 0, 0)])
    stage(t, "points-two-stages-even", "SPEC 4: with two stages even is the single cutoff 1", TWO, policy(raters=EVEN),
          [cell("a1", "families", 1, 9), cell("a2", "families", 0, 9), cell("a3", "families", 9, 0)])
    stage(t, "points-nine-stages-even", "SPEC 4: with nine stages even is 1/8, 2/8, ..., 1", NINE, policy(raters=EVEN),
          [cell("a1", "families", 7, 0, 0, 0, 0, 0, 0, 0, 1), cell("a2", "families", 8, 0, 0, 0, 0, 0, 0, 0, 1),
           cell("a3", "families", 0, 0, 0, 0, 0, 0, 0, 1, 1), cell("a4", "families", 0, 0, 1, 0, 0, 0, 1, 0, 0)])
    assess(t, "points-mean-policy-at-every-level", "SPEC 4: the built-in policy mean", CEI, "mean",
           voices("1.1", "families", "1 2 4") + voices("1.1", "educators", "4 4") + voices("1.2", "students", "3 4 4 k")
           + team({"1.3": A, "1.4": N, "1.5": M}))
    assess(t, "points-groups-to-competency", "SPEC 4: groups -> competency by points", FIVE, policy(groups=quarters),
           voices("g1", "students", "1") + voices("g1", "families", "4") + voices("g2", "students", "1")
           + voices("g2", "families", "4") + voices("g2", "leaders", "4") + voices("g2", "community", "4") + voices("g3", "team", "2"))
    assess(t, "points-domain", "SPEC 4: competencies -> domain by points", SEVEN, policy(domain=EVEN), row("c", "1 2 3 4 4 4 4"))


def theme_within():
    t = "within"
    for w, expected in [(0, N), (1, D), (2, M), (3, A)]:
        profile = assess(t, f"within-{w}-under-any", "SPEC 4: at most w stages above the lowest vote; 0 to k-1", SEVEN,
                         policy(domain=reach("any", within=w)), row("c", "1 4 4"))
        assert profile["domains"][0]["stage"] == expected
    for w, expected in [(0, D), (1, M), (2, M)]:
        profile = assess(t, f"within-{w}-under-points", "SPEC 4: within is common to both kinds", SEVEN,
                         policy(domain=points(within=w)), row("c", "2 4 4 4"))
        assert profile["domains"][0]["stage"] == expected
    assess(t, "within-not-lower-than-reach", "SPEC 5: if within binds no lower than the rule's own kind, the kind is named", SEVEN,
           policy(domain=reach("2/3", within=1)), row("c", "2 3 3 3 4 4 4"))
    assess(t, "within-lower-than-reach", "SPEC 5: bound is within", SEVEN, policy(domain=reach("2/3", within=1)), row("c", "1 3 3 3 4 4 4"))
    assess(t, "within-at-the-top-is-top", "SPEC 5: bound is top where nothing keeps it from being higher", SEVEN,
           policy(domain=reach("2/3", within=1)), row("c", "3 4 4 4 4 4 4"))
    assess(t, "within-for-raters", "SPEC 4: within at the level of raters", SEVEN, policy(raters=reach("majority", within=1)),
           voices("c1", "families", "1 4 4 4 4") + voices("c2", "families", "2 4 4 4 4"))
    assess(t, "within-for-groups", "SPEC 4: within at the level of groups", FIVE, policy(groups=reach("any", within=0)),
           voices("g1", "students", "2") + voices("g1", "families", "4") + voices("g2", "leaders", "3"))
    assess(t, "within-for-overall", "SPEC 4: within at the level of domains", SIX_DOMAINS, policy(overall=reach("1/2", within=1)),
           team({"d11": N, "d21": A, "d31": A, "d41": A, "d51": M, "d61": M}))


def theme_coverage():
    t = "coverage"
    for votes, members in [(4, 7), (5, 7), (3, 5), (2, 5), (2, 3), (1, 2)]:
        # Competencies beyond `members` are not applicable.
        stages = " ".join(["3"] * votes + ["u"] * (members - votes) + ["n"] * (7 - members))
        profile = assess(t, f"coverage-three-fifths-{votes}-of-{members}", "SPEC 4: insufficient if votes < need(coverage, members)", SEVEN,
                         policy(domain=reach("any", coverage="3/5")), row("c", stages))
        assert (profile["domains"][0]["status"] == "staged") == (votes * 5 >= members * 3)
    for coverage, votes, ok in [("majority", "3 3 u u", False), ("majority", "3 3 3 u", False), ("all", "3 3 3 3 3 3 u", False),
                                ("all", "3 3 3 3 3 3 3", True), ("any", "3", True), ("any", "u u", False), ("1/1000000", "2", True)]:
        profile = assess(t, f"coverage-{coverage.replace('/', '-of-')}-{votes.replace(' ', '')}",
                         "SPEC 4: coverage is a share like any other; competencies nobody answered are members", SEVEN,
                         policy(domain=reach("any", coverage=coverage)), row("c", votes))
        assert (profile["domains"][0]["status"] == "staged") == ok
    assess(t, "coverage-of-raters", "SPEC 4: don't know counts against coverage, not applicable does not", SEVEN,
           policy(raters=reach("majority", coverage="1/2")),
           voices("c1", "families", "3 3 k u") + voices("c2", "families", "3 k u") + voices("c3", "families", "3 k n n n"))
    assess(t, "coverage-of-groups", "SPEC 4: groups without a stage count against coverage", FIVE, policy(groups=reach("majority", coverage="2/3")),
           voices("g1", "students", "3") + voices("g1", "families", "k") + voices("g2", "students", "3") + voices("g2", "families", "4")
           + voices("g2", "leaders", "w") + voices("g3", "students", "3") + voices("g3", "families", "n"))
    for least, votes in [(1, "2 2 2"), (2, "2 u u"), (3, "2 2 2"), (4, "2 2 2")]:
        assess(t, f"min-{least}-of-{votes.replace(' ', '')}", "SPEC 4: insufficient if votes < min", SEVEN,
               policy(raters=reach("majority", min=least)), voices("c1", "families", votes))
    assess(t, "min-and-coverage-both-miss", "Without a stage, coverage is named before min", SEVEN,
           policy(domain=reach("any", coverage="1/2", min=5)), row("c", "2 2"))
    assess(t, "min-misses-coverage-holds", "bound is min where coverage is enough", SEVEN,
           policy(domain=reach("any", coverage="1/7", min=3)), row("c", "2 2"))


def theme_missing():
    t = "missing"
    for letter, kind in [("u", "unanswered"), ("k", "dont_know"), ("n", "not_applicable"), ("w", "withheld")]:
        assess(t, f"missing-{kind.replace('_', '-')}-beside-stages", f"SPEC 4: {kind} beside stage answers", SEVEN, "cei-default",
               voices("c1", "families", f"2 3 {letter} {letter}"))
        assess(t, f"missing-only-{kind.replace('_', '-')}", f"SPEC 4: nothing but {kind}", SEVEN, "cei-default", voices("c1", "families", f"{letter} {letter}"))
    assess(t, "missing-all-kinds-in-one-group", "SPEC 5: missing lists its kinds in order", SEVEN, "cei-default",
           voices("c1", "families", "w n k u 3 k"))
    assess(t, "missing-one-group-not-applicable", "SPEC 4: members are the groups with at least one member", SEVEN, policy(groups=EVERYONE),
           voices("c1", "families", "n n") + voices("c1", "students", "2 3") + voices("c1", "educators", "n 4"))
    assess(t, "missing-all-groups-not-applicable", "SPEC 4: no group has a member and there were answers", SEVEN, "cei-default",
           voices("c1", "families", "n n") + voices("c1", "students", "n") + row("c", "- 3 3 3"))
    assess(t, "missing-whole-domain-not-applicable", "SPEC 4: no members: the domain is not_applicable", SMALL, "cei-default",
           row("a", "n n") + row("b", "3 3 3"))
    assess(t, "missing-nothing-at-all", "SPEC 4: with no answers at all it is insufficient", SMALL, "cei-default", [])
    assess(t, "missing-not-applicable-everywhere", "SPEC 4: overall likewise", SMALL, policy(overall=ANY), row("a", "n n") + row("b", "n n n"))


def theme_scope():
    t = "scope"
    out = lambda *ids: [{"competency": one} for one in ids]
    assess(t, "scope-one-competency", "SPEC 4: members are neither out of scope nor not applicable", SMALL, "cei-default",
           row("a", "3") + row("b", "2 3 3"), out_of_scope=[{"competency": "a2", "reason": "We have no such school."}])
    assess(t, "scope-whole-domain", "SPEC 4: out_of_scope if every competency is", SMALL, policy(overall=EVERYONE), row("b", "2 3 3"),
           out_of_scope=out("a1", "a2"))
    assess(t, "scope-mixed-with-not-applicable", "SPEC 4: none is a member, not every one out of scope: not_applicable", SMALL,
           policy(overall=EVERYONE), row("a", "n") + row("b", "2 3 3"), out_of_scope=out("a2"))
    assess(t, "scope-everything", "SPEC 4: overall likewise", SMALL, policy(overall=ANY), [], out_of_scope=out("a1", "a2", "b1", "b2", "b3"))
    assess(t, "scope-out-of-scope-and-not-applicable-domains", "SPEC 4: overall over domains without members", SMALL, policy(overall=ANY),
           row("b", "n n n"), out_of_scope=out("a2", "a1"))
    assess(t, "scope-coverage-without-it", "SPEC 4: an out-of-scope competency is no member for coverage", SEVEN, "cei-default",
           row("c", "3 3 3"), out_of_scope=out("c4", "c5"))
    assess(t, "scope-require-does-not-apply", "SPEC 4: require: undecided unless out of scope or not applicable", SMALL,
           base_policy("cei-default", decision="require"), row("a", "- n"), out_of_scope=out("a1"))


def theme_groups():
    t = "groups"
    assess(t, "groups-one-voice-each", "SPEC 4: each group is one voice, however many raters it has", FIVE, policy(raters=MAJORITY, groups=MAJORITY),
           voices("g1", "educators", "4 4 4 4 4 4 4 4") + voices("g1", "students", "1") + voices("g1", "families", "1"))
    assess(t, "groups-team-is-a-voice", "SPEC 3: team is always there, after the rubric's own groups", FIVE, policy(groups=EVERYONE),
           voices("g1", "team", "2 2 3") + voices("g1", "community", "4"))
    assess(t, "groups-named-raters", "SPEC 3: a rater's answers count in the rater's group", FIVE, policy(raters=MAJORITY, groups=MAJORITY),
           assessment(FIVE, [{"rater": "r1", "competency": "g1", "stage": D}, {"rater": "r2", "competency": "g1", "stage": A},
                             {"rater": "r3", "competency": "g1", "stage": M}, {"rater": "r3", "competency": "g2", "missing": "dont_know"},
                             {"group": "families", "competency": "g1", "stage": N}, {"competency": "g1", "stage": M}],
                      raters=[{"id": "r1", "group": "leaders"}, {"id": "r2", "group": "families"}, {"id": "r3", "group": "students"},
                              {"id": "r4", "group": "community"}]))
    assess(t, "groups-rater-in-the-team", "SPEC 3: team is a group like any other for a rater", FIVE, policy(),
           assessment(FIVE, [{"rater": "r1", "competency": "g1", "stage": D}, {"rater": "r2", "competency": "g1", "stage": M}],
                      raters=[{"id": "r1", "group": "team"}, {"id": "r2", "group": "leaders"}]))
    assess(t, "groups-outside-the-constituents", "SPEC 3: answers of a group outside a domain's constituents count like any other", VOICES,
           policy(groups=EVERYONE), voices("a1", "educators", "2") + voices("a1", "students", "4") + voices("a1", "families", "4")
           + voices("b1", "families", "1") + voices("b1", "educators", "3"))
    for rule, label in [(MAJORITY, "majority"), (EVERYONE, "all"), (ANY, "any"), (reach("2/3"), "2-of-3")]:
        assess(t, f"groups-five-voices-{label}", "SPEC 4: groups -> competency", FIVE, policy(groups=rule),
               voices("g1", "students", "1") + voices("g1", "families", "2") + voices("g1", "educators", "3")
               + voices("g1", "leaders", "3") + voices("g1", "community", "4"))
    assess(t, "groups-every-voice-policy", "SPEC 4: the built-in policy cei-every-voice", CEI, "cei-every-voice",
           voices("1.1", "students", "2 2 3") + voices("1.1", "families", "3 3") + voices("1.1", "leaders", "4")
           + voices("1.2", "families", "4 4") + voices("1.3", "families", "3") + voices("1.4", "educators", "3 k"))
    assess(t, "groups-no-groups-in-the-rubric", "SPEC 3: with no groups there is team", NO_GROUPS, "cei-default", row("a", "2 3 3") + row("b", "4 4"))
    assess(t, "voice-below-majority", "SPEC 5: voice_below: a majority must not make them invisible", FIVE, policy(groups=MAJORITY),
           voices("g1", "students", "1") + voices("g1", "families", "2") + voices("g1", "educators", "3")
           + voices("g1", "leaders", "4") + voices("g1", "community", "4") + voices("g2", "team", "1") + voices("g2", "leaders", "2 2") + voices("g2", "families", "2"))
    assess(t, "voice-below-a-decision", "SPEC 5: voice_below looks at the competency's stage, decided or not", FIVE, policy(groups=MAJORITY),
           voices("g1", "students", "2") + voices("g1", "leaders", "3") + voices("g1", "educators", "k"), decisions=decided(g1=M))
    assess(t, "voice-below-not-without-a-stage", "voice_below needs a stage of the competency", FIVE, policy(groups=reach("any", min=3)),
           voices("g1", "students", "1") + voices("g1", "leaders", "3"))
    assess(t, "voice-below-after-a-hold", "voice_below looks at the stage after a hold", FIVE,
           policy(groups=ANY, evidence={"effect": "hold"}), voices("g1", "students", "3") + voices("g1", "leaders", "4") + voices("g1", "families", "2"))


def theme_decision():
    t = "decision"
    votes = voices("a1", "students", "2") + voices("a1", "families", "3") + voices("a1", "educators", "3")
    for mode in ["prefer", "ignore", "require"]:
        for label, stage_id in [("same", M), ("lower", D), ("higher", A)]:
            assess(t, f"decision-{mode}-{label}-than-votes" if label != "same" else f"decision-{mode}-as-the-votes",
                   f"SPEC 4: decision {mode}", SMALL, policy(groups=MAJORITY, decision=mode), votes, decisions=decided(a1=stage_id))
        assess(t, f"decision-{mode}-without-votes", f"SPEC 4: decision {mode} on a competency nobody answered", SMALL,
               policy(decision=mode), [], decisions=decided(a1=D, b2=A))
        assess(t, f"decision-{mode}-on-not-applicable", f"SPEC 4: decision {mode} over anything else but out of scope", SMALL,
               policy(decision=mode), row("a", "n n"), decisions=decided(a1=M))
        assess(t, f"decision-{mode}-on-insufficient", f"SPEC 4: decision {mode} where the votes give no stage: nothing to differ from", SMALL,
               policy(raters=reach("majority", min=3), decision=mode), voices("a1", "families", "2 3"), decisions=decided(a1=M))
    assess(t, "decision-require-and-none", "SPEC 4: without one the competency is undecided", SMALL, policy(groups=MAJORITY, decision="require"),
           votes + row("b", "3"), decisions=decided(b1=M))
    assess(t, "decision-require-coverage-of-domain", "SPEC 4: an undecided competency is a member without a vote", SMALL,
           base_policy("cei-default", decision="require"), row("b", "3 3 3"), decisions=decided(b1=M, b2=M))
    assess(t, "decision-at-the-top-is-top", "SPEC 5: top, decided or not", SMALL, "cei-default", [], decisions=[
        {"competency": "a1", "stage": A, "method": "dot_voting", "date": "2025-10-15", "note": "All agreed.", "evidence": [item(kind="document")]}])
    assess(t, "decision-at-the-bottom", "SPEC 4: a decision may lower", SMALL, policy(), row("a", "4"), decisions=decided(a1=N))
    assess(t, "decision-points-because", "SPEC 5: points in because, decided or not", SMALL, "mean", voices("a1", "families", "2 4"), decisions=decided(a1=M))


def theme_evidence():
    t = "evidence"
    one, two = [item()], [item("Agenda"), item("Minutes", date="2025-09-20")]

    def rated(competency, number, evidence=(), group="families"):
        rating = voices(competency, group, number)[0]
        return {**rating, "evidence": list(evidence)} if evidence else rating

    for effect in ["note", "hold"]:
        rules = policy(evidence={"effect": effect})
        assess(t, f"evidence-{effect}-at-the-top-without", f"SPEC 4: fewer items than asked for; {effect}", SMALL, rules, [rated("a1", "4"), rated("a2", "3")])
        assess(t, f"evidence-{effect}-at-the-top-with", f"SPEC 4: enough items; {effect}", SMALL, rules, [rated("a1", "4", one)])
        assess(t, f"evidence-{effect}-decided", f"SPEC 4: its stage, decided or not; {effect}", SMALL, rules, [], decisions=decided(a1=A))
        assess(t, f"evidence-{effect}-from-maturing", f"SPEC 4: at or above `from`; {effect}", SMALL,
               policy(evidence={"from": M, "effect": effect}), [rated("a1", "2"), rated("a2", "3"), rated("b1", "4"), rated("b2", "4", one)])
        assess(t, f"evidence-{effect}-two-items-two-groups", f"SPEC 4: items and groups; {effect}", SMALL,
               policy(evidence={"items": 2, "groups": 2, "effect": effect}),
               [rated("a1", "4", two), rated("a2", "4", one), rated("a2", "4", one, "students"), rated("b1", "4", one, "team"),
                rated("b1", "4", one, "educators"), rated("b2", "4", one)])
    assess(t, "evidence-on-any-answer", "SPEC 4: counted are the items on every rating of the competency, whatever its answer", SMALL,
           policy(evidence={"items": 3}), [rated("a1", "4"), rated("a1", "k", one), rated("a1", "n", one, "students"), rated("a1", "1", one, "team")])
    assess(t, "evidence-on-the-decision", "SPEC 4: and on the decision unless ignored", SMALL, policy(evidence={"items": 2, "effect": "hold"}),
           [rated("a1", "4", one)], decisions=[{"competency": "a1", "stage": A, "evidence": one}])
    assess(t, "evidence-on-an-ignored-decision", "SPEC 4: and on the decision unless ignored", SMALL,
           policy(decision="ignore", evidence={"items": 2, "effect": "hold"}), [rated("a1", "4", one)],
           decisions=[{"competency": "a1", "stage": A, "evidence": two}])
    assess(t, "evidence-decision-is-no-group", "SPEC 4: groups are those with at least one item on a rating", SMALL,
           policy(evidence={"groups": 1}), [rated("a1", "4")], decisions=[{"competency": "a1", "stage": A, "evidence": two}])
    assess(t, "evidence-team-is-a-group", "SPEC 4: `team` included", SMALL, policy(evidence={"groups": 1}), [rated("a1", "4", one, "team")])
    assess(t, "evidence-nothing-asked", "SPEC 4: items 0, groups 0 never lacks anything", SMALL, policy(evidence={"items": 0}), [rated("a1", "4")])
    assess(t, "evidence-no-check", "SPEC 4: without `evidence` there is no such check", SMALL, policy(), [rated("a1", "4")])
    assess(t, "evidence-hold-to-the-lowest", "SPEC 4: held just below `from`; from is the second stage", SMALL,
           policy(evidence={"from": D, "effect": "hold"}), [rated("a1", "4"), rated("a2", "2"), rated("b1", "1")])
    assess(t, "evidence-hold-moves-the-domain", "SPEC 4: the domain is staged after the hold", SEVEN, base_policy("cei-default", evidence={"effect": "hold"}),
           row("c", "4 4 4 4 4 4 4"))
    assess(t, "evidence-default-notes-only", "SPEC 4: cei-default: evidence {}", CEI, "cei-default", team({"2.1": A, "2.2": M}))
    stage(t, "evidence-from-a-tally", "SPEC 3: a cell's evidence is a count of items", SMALL, policy(evidence={"items": 3, "groups": 2, "effect": "hold"}),
          [cell("a1", "families", 0, 0, 0, 2, evidence=3), cell("a2", "families", 0, 0, 0, 2, evidence=2),
           cell("a2", "students", 0, 0, 0, 1, evidence=1), cell("b1", "families", 0, 0, 0, 2, evidence=0)])
    stage(t, "evidence-two-stages-hold", "SPEC 4: top of two stages, held at the lowest", TWO, policy(evidence={"effect": "hold"}),
          [cell("a1", "families", 0, 3), cell("a2", "families", 0, 3, evidence=1), cell("a3", "educators", 2, 1)])


def theme_foundation():
    t = "foundation"
    chain = lambda a, b, c, d: team({f"{k}1": FOUR[v - 1] for k, v in zip("abcd", [a, b, c, d]) if v})
    for rubric, label in [(CHAIN, "chain"), (CHAIN_BACK, "chain-backwards")]:
        for effect in ["note", "hold"]:
            assess(t, f"foundation-{label}-{effect}-1444", f"SPEC 4: foundations first, after holds; {effect}", rubric,
                   policy(foundation={"effect": effect}), chain(1, 4, 4, 4))
        assess(t, f"foundation-{label}-hold-ahead-0", "SPEC 4: ahead 0: not above its foundation", rubric,
               policy(foundation={"ahead": 0, "effect": "hold"}), chain(2, 1, 3, 4))
    assess(t, "foundation-just-within", "SPEC 4: more than `ahead` above", CHAIN, policy(foundation={"effect": "hold"}), chain(1, 2, 3, 4))
    assess(t, "foundation-ahead-2", "SPEC 4: ahead 2", CHAIN, policy(foundation={"ahead": 2, "effect": "hold"}), chain(1, 4, 3, 4))
    assess(t, "foundation-without-a-stage", "SPEC 4: among the domains it builds on that have a stage", CHAIN,
           policy(foundation={"effect": "hold"}), chain(1, 0, 4, 4))
    assess(t, "foundation-no-check", "SPEC 4: without `foundation` there is no such check", CHAIN, policy(), chain(1, 4, 4, 4))
    for label, base, left, right, top in [("left-low", "3", "1 1", "3 3", "4 4"), ("both-low", "1", "1 2", "2 1", "4 4"),
                                          ("base-low", "1", "4 4", "4 4", "4 4"), ("one-side-silent", "2", "- -", "2 2", "4 4")]:
        for effect in ["note", "hold"]:
            assess(t, f"foundation-diamond-{label}-{effect}", f"SPEC 4: the lowest among several; {effect}", DIAMOND,
                   policy(domain=EVERYONE, foundation={"effect": effect}),
                   row("base", base) + row("left", left) + row("right", right) + row("top", top))
    assess(t, "foundation-overall-after-holds", "SPEC 4: domains -> overall, over the held stages", CHAIN,
           policy(overall=MAJORITY, foundation={"effect": "hold"}), chain(1, 4, 4, 4))
    assess(t, "foundation-held-decision-below", "SPEC 4: a decided stage moves the domain like any other", CHAIN,
           policy(foundation={"effect": "hold"}), chain(4, 4, 4, 4), decisions=decided(a1=N, b1=A))
    assess(t, "foundation-and-evidence-hold", "SPEC 4: evidence first, then foundation", CHAIN,
           policy(evidence={"effect": "hold"}, foundation={"effect": "hold", "ahead": 0}), chain(2, 4, 4, 3))
    assess(t, "foundation-cei-default", "SPEC 4: cei-default: foundation {}", CEI, "cei-default",
           team({**{f"1.{i}": N for i in range(1, 6)}, **{f"2.{i}": M for i in range(1, 6)}, **{f"3.{i}": A for i in range(1, 8)}}))
    stage(t, "foundation-two-stages", "SPEC 4: ahead 1 of two stages never binds, ahead 0 does", TWO, policy(foundation={"ahead": 0, "effect": "hold"}),
          [cell("a1", "families", 3, 0), cell("b1", "families", 0, 3)])


def theme_overall():
    t = "overall"
    ratings = team({"d11": M, "d21": A, "d31": D, "d41": M})
    for label, rule in [("majority", MAJORITY), ("all", EVERYONE), ("points", EVEN), ("coverage", reach("any", coverage="all")), ("min", reach("any", min=5))]:
        assess(t, f"overall-{label}", "SPEC 4: domains -> overall, likewise", SIX_DOMAINS, policy(overall=rule), ratings)
    assess(t, "overall-absent", "SPEC 4: without `overall` in the policy there is none", SIX_DOMAINS, "cei-default", ratings)


def theme_lens():
    t = "lens"
    assess(t, "lens-parts-by-the-domain-rule", "SPEC 5: a lens part is staged by the domain rule over its competencies", LENSES, "cei-default",
           row("a", "2 3 4") + row("b", "3 3 4"))
    assess(t, "lens-without-foundation", "SPEC 5: without foundation", LENSES, policy(domain=EVERYONE, foundation={"effect": "hold", "ahead": 0}),
           row("a", "1 1 1") + row("b", "4 4 4"))
    assess(t, "lens-after-evidence-holds", "SPEC 5: over the competencies' stages after holds", LENSES, policy(domain=EVERYONE, evidence={"effect": "hold"}),
           row("a", "4 4 4") + row("b", "4 4 4"))
    assess(t, "lens-not-applicable-and-out-of-scope", "SPEC 4: likewise, over the part's competencies", LENSES, "cei-default",
           row("a", "n n n") + row("b", "- n -"), out_of_scope=[{"competency": "b1"}, {"competency": "b3"}])
    assess(t, "lens-part-out-of-scope", "SPEC 4: out_of_scope if every competency is", LENSES, "cei-default", row("a", "3 3 3"),
           out_of_scope=[{"competency": "b1"}, {"competency": "b2"}, {"competency": "b3"}])
    assess(t, "lens-next-in-rubric-order", "SPEC 5: one cheapest way in rubric order, also where the part lists its competencies in another", LENSES,
           policy(domain=reach("2/3")), row("a", "2 2 2") + row("b", "2 2 2"))
    assess(t, "lens-insufficient", "SPEC 4: coverage of a part", LENSES, "cei-default", row("a", "2 2 -") + row("b", "- - 2"))


def theme_range():
    t = "range"
    assess(t, "range-nothing-missing", "SPEC 5: present also when both ends are equal", SMALL, policy(domain=EVERYONE), row("a", "2 3") + row("b", "4 4 4"))
    for letter, kind in [("u", "unanswered"), ("k", "dont_know"), ("w", "withheld"), ("n", "not_applicable")]:
        assess(t, f"range-{kind.replace('_', '-')}", f"SPEC 5: every missing answer at the lowest, then at the highest stage: {kind}", SMALL,
               policy(raters=MAJORITY, groups=MAJORITY, domain=EVERYONE),
               voices("a1", "families", f"2 3 3 {letter} {letter}") + voices("a2", "families", f"3 {letter}") + voices("a2", "students", f"{letter}"))
    assess(t, "range-nobody-answered", "SPEC 5: every competency in scope that nobody answered", SEVEN, "cei-default", row("c", "3 3 3 3"))
    assess(t, "range-insufficient-domain", "SPEC 5: a node without a stage still has a range", SEVEN, "cei-default", row("c", "4 4 2"))
    assess(t, "range-nothing-at-all", "SPEC 5: from the lowest to the highest", SEVEN, "cei-default", [])
    assess(t, "range-undecided", "SPEC 5: every competency that waits for a required decision", SMALL, base_policy("cei-default", decision="require"),
           voices("a1", "families", "2 k") + row("b", "3 3 3"), decisions=decided(b1=M, b2=M))
    assess(t, "range-undecided-groups", "SPEC 5: groups below an undecided competency have their own range", SMALL,
           policy(raters=MAJORITY, decision="require"), voices("a1", "families", "2 3 k") + voices("a1", "students", "4"))
    assess(t, "range-decided-stays", "SPEC 5: decisions as they are", SMALL, policy(), voices("a1", "families", "2 k") + voices("a2", "families", "u"),
           decisions=decided(a1=M, b3=D))
    assess(t, "range-ignored-decision", "SPEC 4: decisions are not read at all", SMALL, policy(decision="ignore"), voices("a1", "families", "2 k"),
           decisions=decided(a1=M, b3=D))
    assess(t, "range-min-stays-out-of-reach", "SPEC 5: absent if a filled-in one has none", SMALL, policy(raters=reach("any", min=3)),
           voices("a1", "families", "2 k") + voices("a2", "families", "2 k k"))
    assess(t, "range-not-applicable-and-out-of-scope", "SPEC 5: they stay as they are", SMALL, policy(domain=EVERYONE), row("a", "n 3") + row("b", "- 2 -"),
           out_of_scope=[{"competency": "b1"}])
    assess(t, "range-evidence-hold", "SPEC 5: evidence as it is, holds applied again", SMALL, policy(domain=EVERYONE, evidence={"effect": "hold"}),
           voices("a1", "families", "4") + [{**voices("a2", "families", "4")[0], "evidence": [item()]}] + voices("b1", "families", "2 k"))
    assess(t, "range-evidence-hold-from-developing", "SPEC 5: a filled competency has no evidence and is held", SMALL,
           policy(domain=EVERYONE, evidence={"from": D, "effect": "hold"}), [{**voices("a1", "families", "3")[0], "evidence": [item()]}])
    assess(t, "range-foundation-hold", "SPEC 5: holds applied again", CHAIN, policy(foundation={"effect": "hold"}), team({"a1": D, "c1": M}) + row("b", "u") + row("d", "4"))
    assess(t, "range-foundation-hold-drops-with-the-foundation", "SPEC 5: the whole thing is staged, so an answer missing below moves what builds on it", CHAIN,
           policy(domain=ANY, foundation={"effect": "hold", "ahead": 0}), voices("a1", "families", "k") + team({"b1": A, "c1": A, "d1": D}))
    assess(t, "range-overall-and-lens", "SPEC 5: every node has its range", LENSES, base_policy("cei-default", overall=MAJORITY),
           row("a", "2 k 3") + row("b", "4 u 4"))
    assess(t, "range-points", "SPEC 5: range under points", SEVEN, "mean", voices("c1", "families", "2 3 k") + voices("c1", "students", "w") + row("c", "- 3 3 3 3"))
    assess(t, "range-within", "SPEC 5: one low answer can pull within", SEVEN, policy(domain=reach("2/3", within=1)), row("c", "4 4 4 4 4 4 u"))
    assess(t, "range-group-not-applicable-beside", "SPEC 5: a group whose answers are all not applicable stays without a range", SMALL,
           policy(groups=EVERYONE), voices("a1", "families", "n") + voices("a1", "students", "3 u"))


def theme_next():
    t = "next"
    profile = assess(t, "next-spec-example", "SPEC 5: the example: reached [5,5,4,2], need 4, two steps", CEI,
                     policy(domain=reach("2/3")), team({"1.1": A, "1.2": M, "1.3": D, "1.4": M, "1.5": A}))
    assert profile["domains"][0]["because"] == {"bound": "reach", "votes": 5, "members": 5, "reached": [5, 5, 4, 2], "need": 4}
    assert profile["domains"][0]["next"] == {"stage": A, "steps": 2, "raise": [
        {"id": "1.2", "from": M, "to": A}, {"id": "1.4", "from": M, "to": A}]}
    assess(t, "next-spec-example-within-1", "SPEC 5: the same votes, with within 1: what it forces comes first", CEI,
           policy(domain=reach("2/3", within=1)), team({"1.1": A, "1.2": M, "1.3": D, "1.4": M, "1.5": A}))
    for label, rule, votes in [
            ("reach-nearest-first", reach("2/3"), "1 2 3 1 2 3 4"), ("reach-ties-earlier", reach("majority"), "2 2 2 2 2 2 2"),
            ("reach-all", EVERYONE, "1 2 3 4 3 2 1"), ("reach-any", ANY, "1 2 2 1"), ("reach-one-vote-short", reach("3/5"), "3 3 3 2 2 2 1"),
            ("reach-far-below", reach("2/3"), "1 1 1 4 4 1"),
            ("points-earliest-first", EVEN, "2 2 3 3"), ("points-as-far-as-it-goes", EVEN, "1 1 4 1 1 1"),
            ("points-one-short", EVEN, "3 3 3 3 3 3 2"), ("points-skips-the-top", points("1/2", "2/3", "3/4"), "4 4 1 2 3"),
            ("points-jumps-over-equal-cutoffs", points("1/3", "2/3", "2/3"), "2 2 2"),
            ("within-forces-one", reach("2/3", within=1), "1 4 4 4 4 4 4"), ("within-forces-two-then-reach", reach("all", within=1), "1 2 2 1 3"),
            ("within-forces-and-reach-needs-more", reach("majority", within=1), "1 2 3 2 1"), ("within-0-forces-all", reach("any", within=0), "1 2 4 1"),
            ("within-2-forces-none", reach("2/3", within=2), "2 3 3"), ("within-under-points-forces", points(within=1), "1 4 4 4"),
            ("within-under-points-and-more", points(within=2), "1 1 2 2 4"), ("within-tie-after-forcing", reach("2/3", within=1), "2 1 3 1 2 4 4"),
            ("at-the-top", reach("2/3"), "4 4 4"), ("without-a-stage", reach("2/3", coverage="all"), "3 3 3")]:
        assess(t, f"next-{label}", "SPEC 5: what `within` forces; then for reach the votes nearest the target (ties: earlier), for points each "
               "earliest vote as far up as it goes", SEVEN, policy(domain=rule), row("c", votes))
    for label, rule, counts in [
            ("reach", MAJORITY, [3, 2, 1, 1]), ("reach-nearest-first", reach("2/3"), [2, 3, 4, 1]), ("reach-all", EVERYONE, [2, 0, 3, 1]),
            ("points", EVEN, [2, 3, 4, 1]), ("points-to-the-top", points("1/4", "1/2", "3/4"), [3, 1, 0, 0]),
            ("within", reach("2/3", within=1), [2, 0, 3, 5]), ("within-tie-after-forcing", reach("all", within=1), [2, 2, 0, 0]),
            ("within-ties-lowest-first", reach("3/5", within=1), [1, 2, 1, 1]), ("large", reach("2/3"), [250, 130, 75, 40]),
            ("points-large", EVEN, [120, 230, 75, 40]), ("points-within", points(within=1), [1, 0, 0, 9])]:
        stage(t, f"next-group-{label}", "SPEC 5: for a group, whose votes have no names, raise is [{from, to, votes}]; lowest first", SMALL,
              policy(raters=rule), [cell("a1", "families", *counts)])
    assess(t, "next-competency-over-groups", "SPEC 5: a competency's votes are its groups, in rubric order", FIVE, policy(groups=reach("2/3")),
           voices("g1", "community", "2") + voices("g1", "families", "2") + voices("g1", "students", "1") + voices("g1", "team", "2") + voices("g1", "leaders", "4"))
    assess(t, "next-overall-over-domains", "SPEC 5: overall's votes are the domains", SIX_DOMAINS, policy(overall=reach("all", within=1)),
           team({"d11": D, "d21": N, "d31": A, "d51": D}))
    assess(t, "next-absent-where-a-decision-binds", "SPEC 5: absent where a hold or a decision binds", SMALL, policy(), row("a", "2 2"), decisions=decided(a1=D))
    assess(t, "next-absent-where-evidence-binds", "SPEC 5: absent where a hold or a decision binds", SMALL, policy(evidence={"effect": "hold"}), row("a", "4 3"))
    assess(t, "next-held-by-foundation", "SPEC 5: held_by names the foundation domains that would have to rise first", DIAMOND,
           policy(domain=EVERYONE, foundation={"effect": "hold"}), row("base", "2") + row("left", "1 2") + row("right", "1 1") + row("top", "4 4"))
    assess(t, "next-with-a-missing-vote", "SPEC 5: other votes unchanged: a member without a vote takes no part", SEVEN, policy(domain=reach("2/3")), row("c", "2 u 3 k 3"))
    assess(t, "next-with-a-note-only", "SPEC 5: a note does not bind", CHAIN, policy(foundation={}), team({"a1": N, "b1": M}))


def theme_scale():
    t = "scale"
    wide = team({})
    numbers = [1, 2, 3, 3, 2, 1, 2, 2, 3, 1]
    names = ["low", "mid", "high"]
    for i in range(1, 41):
        wide.append({"competency": f"d{i:02}.1", "group": "families" if i % 3 else "educators", "stage": names[numbers[i % 10] - 1]})
    for which in ["cei-default", "cei-every-voice", "mean"]:
        assess(t, f"scale-three-by-forty-{which}", "SPEC 3: a rubric with 3 stages and 40 domains works as well", THREE_FORTY, which, wide)
    assess(t, "scale-three-by-forty-overall", "SPEC 4: overall over 40 domains", THREE_FORTY, policy(overall=reach("2/3", within=1)), wide)
    s = [f"s{i}" for i in range(1, 10)]
    nine = (voices("a1", "families", "1 9 5", s) + voices("a2", "families", "7 8", s) + voices("a2", "educators", "9", s)
            + voices("a3", "educators", "4 4 k", s) + voices("a4", "team", "6", s) + voices("b1", "families", "9 9", s) + voices("b2", "families", "8", s))
    for which in ["cei-default", "cei-every-voice", "mean"]:
        assess(t, f"scale-nine-stages-{which}", "SPEC 3: up to 9 stages", NINE, which, nine)
        stage(t, f"scale-two-stages-{which}", "SPEC 3: 2 stages", TWO, which,
              [cell("a1", "families", 1, 4), cell("a1", "educators", 2, 0), cell("a2", "team", 0, 2), cell("a3", "families", 1, 1),
               cell("b1", "educators", 0, 3, evidence=1), cell("b2", "team", 1, 0, missing={"withheld": 2})])
    stage(t, "scale-nine-stages-within-8", "SPEC 4: within up to k-1", NINE, policy(raters=reach("any", within=8), domain=reach("any", within=7)),
          [cell("a1", "families", 1, 0, 0, 0, 0, 0, 0, 0, 1), cell("a2", "families", 1, 0, 0, 0, 0, 0, 0, 0, 0)])
    stage(t, "scale-large-counts", "SPEC 4: the shares of large counts are exact", SMALL, policy(raters=reach("1/2"), groups=MAJORITY),
          [cell("a1", "families", 1500, 0, 1500, 0), cell("a2", "families", 1501, 0, 1500, 0)])


def theme_whole():
    t = "whole"
    cei = {"subject": {"id": "30664310000000", "scheme": "cds", "name": {"en": "Example Unified", "es": "Distrito Ejemplo"}, "level": "district", "parent": "30100000000000"},
           "period": {"school_year": "2025-26", "from": "2025-09-01", "to": "2025-10-15"}}
    ratings = (voices("1.1", "families", "2 2 3") + voices("1.1", "students", "3") + voices("1.2", "families", "3 3")
               + voices("1.3", "educators", "3 4 4") + voices("1.4", "leaders", "4 4") + voices("1.5", "community", "2 k")
               + team({"2.1": M, "2.2": D, "2.3": None, "2.4": M, "3.1": A, "3.2": A, "4.1": N}))
    for which in ["cei-default", "cei-every-voice", "mean"]:
        assess(t, f"whole-cei-{which}", "SPEC 3 to 5 in one: subject, period, several domains", CEI, which,
               assessment(CEI, ratings, id="spring", decisions=[{"competency": "1.1", "stage": M, "method": "thumbs", "date": "2025-10-15"}],
                          out_of_scope=[{"competency": "3.4", "reason": {"en": "Not in this term"}}], **cei))
    nulls = assessment(CEI, [{"rater": None, "group": "families", "competency": "1.1", "stage": M, "missing": None, "evidence": None}],
                       subject={"id": "d1", "scheme": None, "name": None, "level": "network", "parent": None},
                       period={"school_year": None, "from": None, "to": "2025-01-31"}, raters=[], out_of_scope=None, decisions=None)
    assess(t, "whole-null-is-absent", "Optional fields may be null, which is as good as absent", CEI, "cei-default", nulls)
    shuffled = {"ratings": list(reversed(ratings)), "id": "spring", "rubric": {"version": "2023.1", "id": CEI}, "format": "cei.assessment/1"}
    assess(t, "whole-order-free", "SPEC 4: no order of rows matters; keys of an object may come in any order", CEI, "cei-default", shuffled)
    assess(t, "whole-empty-period", "SPEC 3: empty optional fields are left out", CEI, "cei-default",
           assessment(CEI, [], subject={"id": "d1"}, period={}, raters=[], decisions=[], out_of_scope=[]))
    assess(t, "whole-notes-order", "SPEC 5: notes in rubric order, a domain's, then its competencies', in the order of section 4", LENSES,
           policy(groups=MAJORITY, evidence={"from": M}, foundation={"ahead": 0}),
           voices("a1", "families", "1") + voices("b1", "families", "2") + voices("b1", "team", "3") + voices("b2", "families", "4") + voices("a2", "team", "1"),
           decisions=decided(b1=A, a2=M))
    # Rows, in a tally: the same profile.
    document = assessment(CEI, ratings, id="spring")
    stage(t, "whole-counts-suffice", "SPEC 4: counts suffice: the tally of whole-order-free gives the same profile", CEI, "cei-default",
          oracle.tally(rubric_of(CEI), document))
    first, second = THEMES[t][-1]["expect"], next(one for one in THEMES[t] if one["name"] == "whole-order-free")["expect"]
    assert first == second
    mixed = changed(oracle.tally(rubric_of(CEI), document))
    mixed["cells"] = list(reversed(mixed["cells"])) + [cell("7.1", "families", 0, 0, 0, 0, missing={"dont_know": 0}, evidence=0)]
    stage(t, "whole-tally-order-free", "Cells in any order, and cells of nothing but zeros, change nothing", CEI, "cei-default", mixed)
    assert THEMES[t][-1]["expect"] == first


class Dice:
    """A small generator of our own, so that the corpus does not hang on a library's."""

    def __init__(self, seed):
        self.state = seed

    def roll(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        return (self.state >> 33) % n

    def pick(self, things):
        return things[self.roll(len(things))]


def theme_mixed():
    """Tallies and policies put together by a dice: what nobody thought of."""
    t = "mixed"
    shares = ["any", "majority", "all", "1/2", "2/3", "3/5", "1/3", "4/5"]
    files = [SEVEN, SMALL, FIVE, TWO, NINE, CHAIN_BACK, DIAMOND, LENSES, NO_GROUPS, SIX_DOMAINS]
    for i in range(40):
        dice = Dice(1000 + i)
        file = files[i % len(files)]
        rubric = rubric_of(file)
        k = len(rubric["scale"])
        competencies = oracle.competencies_of(rubric)

        def rule():
            if dice.roll(3):
                result = {"by": "reach", "share": dice.pick(shares)}
            elif dice.roll(2):
                result = {"by": "points", "cutoffs": "even"}
            else:
                result = {"by": "points", "cutoffs": [f"{n}/12" for n in sorted(1 + dice.roll(12) for _ in range(k - 1))]}
            if dice.roll(3) == 0:
                result["within"] = dice.roll(k)
            if dice.roll(4) == 0:
                result["coverage"] = dice.pick(shares)
            if dice.roll(6) == 0:
                result["min"] = 1 + dice.roll(3)
            return result

        rules = policy(rule(), rule(), rule())
        if dice.roll(2):
            rules["overall"] = rule()
        rules["decision"] = dice.pick(["prefer", "prefer", "ignore", "require"])
        if dice.roll(2):
            rules["evidence"] = {"from": dice.pick(["top"] + oracle.stages_of(rubric)[1:]), "items": dice.roll(3),
                                 "groups": dice.roll(2), "effect": dice.pick(["note", "hold"])}
        if dice.roll(3):
            rules["foundation"] = {"ahead": dice.roll(2), "effect": dice.pick(["note", "hold"])}
        cells, decisions, out = [], [], []
        for competency in competencies:
            if dice.roll(12) == 0:
                out.append({"competency": competency})
                continue
            if dice.roll(4) == 0:
                decisions.append({"competency": competency, "stage": dice.pick(oracle.stages_of(rubric)),
                                  "evidence": [item()] * dice.roll(2)})
            for group in oracle.groups_of(rubric):
                if dice.roll(3) == 0:
                    continue
                base = dice.roll(k)
                stages = [0] * k
                for _ in range(dice.roll(5)):
                    stages[min(k - 1, max(0, base + dice.roll(3) - 1))] += 1
                missing = {kind: dice.roll(3) for kind in oracle.MISSING if dice.roll(4) == 0}
                if sum(stages) + sum(missing.values()) == 0:
                    continue
                cells.append(cell(competency, group, *stages, missing=missing, evidence=dice.roll(2)))
        more = {}
        if decisions:
            more["decisions"] = decisions
        if out:
            more["out_of_scope"] = out
        stage(t, f"mixed-{i + 1:02}-{rubric['id']}", "SPEC 4 and 5, all at once", file, rules, cells, **more)


# ---------------------------------------------------------------------------
# Tallies, merging, texts, digests


def theme_tally():
    t = "tally"
    count(t, "tally-order-and-zeros", "Cells in rubric order, team last; zero kinds and evidence 0 left out", SMALL,
          voices("b2", "team", "3") + voices("a1", "team", "2 2") + voices("a1", "educators", "k w u n 4") + voices("a1", "students", "1")
          + voices("a2", "families", "n"))
    count(t, "tally-counts", "SPEC 1: how many said each stage, how many gave no stage, and why", SMALL, voices("a1", "families", "1 2 2 2 3 3 k k n w u u"))
    count(t, "tally-of-nothing", "cells is required and may be empty", SMALL, [])
    count(t, "tally-named-and-anonymous", "SPEC 3: a rater's answers and anonymous ones of the same group are one cell", SMALL,
          [{"rater": "r1", "competency": "a1", "stage": M}, {"group": "families", "competency": "a1", "stage": M},
           {"rater": "r2", "competency": "a1", "missing": "withheld"}, {"competency": "a1", "stage": A}],
          raters=[{"id": "r1", "group": "families"}, {"id": "r2", "group": "families"}])
    count(t, "tally-evidence", "Counted are the items on every rating, whatever its answer", SMALL,
          [{"group": "families", "competency": "a1", "stage": M, "evidence": [item(), item("Minutes", uri="https://example.org/m")]},
           {"group": "families", "competency": "a1", "missing": "dont_know", "evidence": [item()]},
           {"group": "students", "competency": "a1", "stage": D, "evidence": []}])
    count(t, "tally-decisions-and-scope-in-rubric-order", "decisions and out_of_scope in rubric order, kept whole", SMALL, [],
          decisions=[{"competency": "b2", "stage": M, "method": "poll", "date": "2025-10-15", "note": {"es": "De acuerdo", "en": "Agreed"},
                      "evidence": [{"uri": "https://example.org", "title": "Poll"}]},
                     {"stage": D, "competency": "a2", "evidence": []}],
          out_of_scope=[{"competency": "b3"}, {"reason": "Closed", "competency": "a1"}])
    count(t, "tally-subject-and-period", "Carried over, keys in the schema's order, null left out", SMALL, voices("a1", "team", "2"),
          subject={"parent": "d1", "level": "school", "name": "École 12", "scheme": "local", "id": "s1"}, period={"to": "2025-12-31", "school_year": "2025-26"})
    count(t, "tally-rubric-and-id", "The tally names the rubric and the assessment", CEI, voices("7.5", "community", "4") + voices("1.1", "students", "1"), id="Fall.2025_x-1")
    wide = [{"competency": f"d{i:02}.1", "group": "educators", "stage": "mid"} for i in range(40, 0, -1)]
    count(t, "tally-forty-domains", "Rubric order, not the order of rows or of names", THREE_FORTY, wide)


def theme_merge():
    t = "merge"
    about = {"subject": {"id": "s1", "level": "school"}, "period": {"school_year": "2025-26"}}
    one = tally_of(SMALL, [cell("a1", "families", 1, 2, 0, 0, missing={"dont_know": 1}, evidence=2), cell("b1", "team", 0, 0, 1, 0)],
                   assessment="east", **about)
    two = tally_of(SMALL, [cell("b1", "students", 0, 1, 0, 0), cell("a1", "families", 0, 1, 3, 1, missing={"withheld": 2, "dont_know": 1}, evidence=1)],
                   assessment="west", **about)
    three = tally_of(SMALL, [cell("a1", "families", 5, 0, 0, 0), cell("b3", "team", 0, 0, 0, 9)], assessment="north", **about)
    join(t, "merge-sums-cells", "SPEC 3: sums cells; the sorted ids joined by +", SMALL, one, two)
    join(t, "merge-other-way-round", "The order of the two does not matter", SMALL, two, one)
    assert THEMES[t][0]["expect"] == THEMES[t][1]["expect"]
    left = oracle.merge(rubric_of(SMALL), one, two)
    right = oracle.merge(rubric_of(SMALL), two, three)
    join(t, "merge-three-left", "Three tallies: (a + b) + c", SMALL, left, three)
    join(t, "merge-three-right", "Three tallies: a + (b + c)", SMALL, one, right)
    assert THEMES[t][-1]["expect"] == THEMES[t][-2]["expect"]
    join(t, "merge-same-id", "The same id is named once", SMALL, one, {**three, "assessment": "east"})
    join(t, "merge-ids-already-joined", "Ids are split at + and sorted", SMALL, {**one, "assessment": "a+c"}, {**two, "assessment": "b+c"})
    join(t, "merge-with-nothing", "Adding an empty tally", SMALL, one, tally_of(SMALL, [], assessment="empty", **about))
    decision = {"competency": "b2", "stage": M, "method": "thumbs", "evidence": [item()]}
    join(t, "merge-equal-decisions", "SPEC 3: merges equal decisions", SMALL, {**one, "decisions": [decision]},
         {**two, "decisions": [decision, {"competency": "a2", "stage": N}]})
    join(t, "merge-different-decisions", "SPEC 3: different ones are an error", SMALL, {**one, "decisions": [decision]},
         {**two, "decisions": [{**decision, "stage": A}]}, any_order=[fault("decision_conflict", competency="b2")])
    join(t, "merge-two-decision-conflicts", "All problems in one pass", SMALL, {**one, "decisions": [decision, {"competency": "a2", "stage": N}]},
         {**two, "decisions": [{**decision, "stage": D}, {"competency": "a2", "stage": D}]},
         any_order=[fault("decision_conflict", competency="a2"), fault("decision_conflict", competency="b2")])
    join(t, "merge-out-of-scope-united", "SPEC 3: unites out_of_scope", SMALL, {**one, "out_of_scope": [{"competency": "b3", "reason": "Closed"}, {"competency": "b2"}]},
         {**two, "out_of_scope": [{"competency": "a2"}, {"competency": "b2"}]})
    join(t, "merge-out-of-scope-with-answers", "SPEC 3: an error where the other has answers", SMALL, {**one, "out_of_scope": [{"competency": "b3"}]}, three,
         any_order=[fault("out_of_scope_answer", competency="b3")])
    join(t, "merge-out-of-scope-with-a-decision", "SPEC 3: deciding an out-of-scope competency is an error", SMALL, {**one, "out_of_scope": [{"competency": "b2"}]},
         {**two, "decisions": [decision]}, any_order=[fault("out_of_scope_answer", competency="b2")])
    join(t, "merge-other-subject", "SPEC 3: of the same subject and period", SMALL, one, {**two, "subject": {"id": "s2", "level": "school"}},
         any_order=[fault("tally_mismatch")])
    join(t, "merge-other-period", "SPEC 3: of the same subject and period", SMALL, one, {**two, "period": {"school_year": "2026-27"}},
         any_order=[fault("tally_mismatch")])
    join(t, "merge-other-subject-and-period", "All problems in one pass", SMALL, one,
         {**two, "subject": {"id": "s2", "level": "school"}, "period": {"school_year": "2026-27"}},
         any_order=[fault("tally_mismatch"), fault("tally_mismatch")])
    large = tally_of(SMALL, [cell("a1", "families", 3000000000, 0, 0, 1)], assessment="large")
    join(t, "merge-large-counts", "Sums beyond 32 bits are exact", SMALL, large, {**large, "assessment": "larger"})


def theme_text():
    t = "text"
    base = {"id": "s1", "level": "school"}
    for label, name in [("string", "Escuela Ñandú 😀"), ("object", {"en": "School", "es": "Escuela", "vi": "Trường"}), ("escapes", "a\"b\\c/d\n\t\u0001\u007f\u2028"),
                        ("tag-with-region", {"es-MX": "Escuela", "zh-Hant": "學校"})]:
        assess(t, f"text-subject-name-{label}", "SPEC 3: text is a string or an object by BCP-47 tag; output keeps what was given", TRILINGUAL, "cei-default",
               assessment(TRILINGUAL, [{"competency": "a1", "stage": "dos"}, {"competency": "a2", "stage": "tres"}], subject={**base, "name": name}))
    for which in ["cei-default", "mean"]:
        assess(t, f"text-three-languages-{which}", "SPEC 3: a rubric in another language, with texts of both kinds", TRILINGUAL, which,
               [{"competency": "a1", "stage": "uno"}, {"competency": "a1", "stage": "tres"}, {"competency": "a2", "missing": "dont_know"}])
    count(t, "text-in-a-tally", "SPEC 3: texts of a decision and of a scope, of both kinds", TRILINGUAL, [],
          decisions=[{"competency": "a1", "stage": "tres", "note": {"vi": "Đồng ý", "es": "De acuerdo"}, "evidence": [{"title": {"es": "Acta"}}]}],
          out_of_scope=[{"competency": "a2", "reason": "No procede"}])


def theme_extensions():
    t = "extensions"
    x = {"org.example": {"b": 1, "a": [None, True, 1.5, "😀"], "nothing": None, "empty": {}}}
    ratings = [{"rater": "r1", "competency": "a1", "stage": M, "extensions": x, "evidence": [{**item(), "extensions": x}]},
               {"rater": "r2", "competency": "a1", "stage": D}]
    whole = assessment(EXTENDED, ratings, raters=[{"id": "r1", "group": "team", "extensions": x}, {"id": "r2", "group": "team"}],
                       decisions=[{"competency": "a1", "stage": M, "evidence": [{**item(), "extensions": x}], "extensions": x}])
    count(t, "extensions-of-a-decision", "SPEC 3: survive a round trip; those of a rater and a rating are not counts", EXTENDED, whole)
    assess(t, "extensions-change-no-stage", "SPEC 3: whatever they hold", EXTENDED, "cei-default", {**whole, "extensions": x})
    check(t, "extensions-everywhere", "SPEC 3: any document, rater, rating, decision or evidence may carry them", {**whole, "extensions": x}, rubric=EXTENDED, text=False)
    check(t, "extensions-in-a-rubric", "SPEC 3: any document may carry them", RUBRICS[EXTENDED], text=False)
    check(t, "extensions-in-a-policy", "SPEC 3: any document may carry them", policy(extensions=x), text=False)
    check(t, "extensions-in-a-tally", "SPEC 3: any document may carry them", tally_of(EXTENDED, [], extensions=x), rubric=EXTENDED, text=False)
    check(t, "extensions-not-on-a-period", "Elsewhere it is an unknown field", assessment(EXTENDED, ratings, raters=whole["raters"], period={"extensions": {}}),
          fault("unknown_field", "/period/extensions", field="extensions"), rubric=EXTENDED)
    check(t, "extensions-not-on-a-domain", "Elsewhere it is an unknown field", changed(RUBRICS[EXTENDED], ("/domains/0/extensions", {"a": 1})),
          fault("unknown_field", "/domains/0/extensions", field="extensions"))
    check(t, "extensions-must-be-an-object", "extensions is an object", policy(extensions=[1]), fault("wrong_type", "/extensions", expected="object"))
    for label, number in [("above", 2 ** 53), ("below", -2 ** 53), ("far-above", 10 ** 30)]:
        check(t, f"extensions-whole-number-{label}", "Whole numbers beyond 2^53-1 either way are out_of_range", policy(extensions={"a": {"b": [1, number]}}),
              fault("out_of_range", "/extensions/a/b/1"))
    check(t, "extensions-whole-number-just-inside", "2^53-1 either way is accepted", policy(extensions={"a": [2 ** 53 - 1, 1 - 2 ** 53, 0, -0.5]}))
    check(t, "extensions-duplicate-key", "SPEC 3: duplicate keys are errors, here too", policy(extensions={"a": Pairs([("x", 1), ("y", 2), ("x", 3)])}),
          fault("duplicate_key", "/extensions/a/x", key="x"))


def theme_digest():
    t = "digest"

    def digest_rubric(name, tests, document):
        put(t, name, tests, "digest", None, None, document,
            {"digest": oracle.rubric_digest(document), "structure": oracle.structure_digest(document)})
        return THEMES[t][-1]["expect"]

    def digest_policy(name, tests, document):
        put(t, name, tests, "digest", None, None, document, {"digest": oracle.policy_digest(document)})
        return THEMES[t][-1]["expect"]

    for file in RUBRICS:
        put(t, f"digest-{file[8:-5]}", "SPEC 3: digest of the canonical JSON with every default written and every text as an object", "digest", file, None, None,
            {"digest": oracle.rubric_digest(RUBRICS[file]), "structure": oracle.structure_digest(RUBRICS[file])})
    put(t, "digest-of-the-built-in-rubric", "SPEC 3: digest and structure", "digest", CEI, None, None,
        {"digest": oracle.rubric_digest(rubric_of(CEI)), "structure": oracle.structure_digest(rubric_of(CEI))})
    for name in POLICIES:
        put(t, f"digest-of-policy-{name}", "SPEC 3: digest of a built-in policy", "digest", None, name, None, {"digest": oracle.policy_digest(POLICIES[name])})

    plain = {"format": "cei.rubric/1", "id": "r", "version": "1", "title": "R", "scale": [{"id": "low", "title": "Low"}, {"id": "high", "title": "High"}],
             "groups": [], "domains": [{"id": "d", "title": "D", "competencies": [{"id": "c", "title": "C"}]}],
             "lenses": [{"id": "l", "title": "L", "parts": [{"id": "p", "title": "P", "competencies": ["c"]}]}]}
    first = digest_rubric("digest-plain", "The plainest rubric", plain)
    written = changed(plain, ("/language", "en"), ("/title", {"en": "R"}), ("/scale/0/title", {"en": "Low"}), ("/lenses/0/basis", "project"))
    assert digest_rubric("digest-defaults-written", "A default written, a text as an object: the same digest", written) == first
    empty = changed(plain, ("/text", None), ("/domains/0/builds_on", []), ("/domains/0/constituents", None), ("/modules", []), ("/strategies", None),
                    ("/scale/0/messages", []), ("/domains/0/competencies/0/descriptors", {}), ("/extensions", {}))
    assert digest_rubric("digest-empty-and-null", "Absent, null and empty: the same digest", empty) == first
    assert digest_rubric("digest-key-order", "RFC 8785 sorts keys: the same digest", dict(reversed(plain.items()))) == first
    other = digest_rubric("digest-other-language", "The language of a string counts", changed(plain, ("/language", "es")))
    assert other["digest"] != first["digest"] and other["structure"] == first["structure"]
    mended = digest_rubric("digest-mended-word", "SPEC 3: a mended word does not break a comparison: the same structure", changed(plain, ("/domains/0/title", "D.")))
    assert mended["digest"] != first["digest"] and mended["structure"] == first["structure"]
    grown = digest_rubric("digest-one-group-more", "structure holds the groups", changed(plain, ("/groups/0", {"id": "families", "title": "Families"})))
    assert grown["structure"] != first["structure"]
    digest_rubric("digest-language-tags", "Keys by UTF-16 code units, and other characters unescaped",
                  changed(plain, ("/title", {"zh-Hant": "學校", "es": "Ñ 😀 \u0000\u001f\u007f\u2028\"\\/", "en": ""}), ("/title/en", "\b\t\n\f\r")))

    bare = policy(raters=MAJORITY, groups=MAJORITY, domain=reach("2/3", within=1), evidence={}, foundation={})
    first = digest_policy("digest-policy-bare", "Defaults left out", bare)
    full = {key: value for key, value in policy(
        raters=reach("majority", coverage="any", min=1, within=None), groups=reach("majority", min=1), domain=reach("2/3", within=1, coverage="any", min=1),
        decision="prefer", evidence={"from": "top", "items": 1, "groups": 0, "effect": "note"}, foundation={"ahead": 1, "effect": "note"},
        language="en", overall=None, title=None).items()}
    assert digest_policy("digest-policy-full", "Defaults written: the same digest", full) == first
    assert digest_policy("digest-policy-no-checks", "Without evidence and foundation: another", policy(raters=MAJORITY, groups=MAJORITY, domain=reach("2/3", within=1))) != first
    digest_policy("digest-policy-points", "Points and overall", policy(raters=EVEN, domain=points("1/4", "1/2", "1/2"), overall=points(within=2), decision="require"))
    digest_policy("digest-policy-texts", "Texts and extensions count", policy(title="Prueba", text={"es": "Uno", "en": "One"}, citation="Nosotros", language="es",
                                                                                extensions={"z": [1, 2.5, {"b": None, "a": True}]}))
    digest_policy("digest-policy-float-as-whole", "RFC 8785 prints 1.0 as 1", policy(extensions={"one": 1.0}))


# ---------------------------------------------------------------------------
# Reports

PLAIN_RUBRIC = {
    "format": "cei.rubric/1", "id": "r", "version": "1", "title": "R",
    "scale": [{"id": "low", "title": "Low"}, {"id": "high", "title": "High"}],
    "groups": [{"id": "families", "title": "Families"}, {"id": "students", "title": "Students"}],
    "domains": [{"id": "d1", "title": "D1", "competencies": [{"id": "c1", "title": "C1"}, {"id": "c2", "title": "C2"}]},
                {"id": "d2", "title": "D2", "builds_on": ["d1"], "competencies": [{"id": "c3", "title": "C3"}]}]}


def plain_assessment(**more):
    """Three raters, none at the top, so that there is nothing to say about it."""
    return assessment(SMALL, [{"rater": "r1", "competency": "a1", "stage": D}, {"rater": "r2", "competency": "a1", "stage": M},
                              {"rater": "r3", "competency": "a1", "stage": D}, {"rater": "r1", "competency": "b1", "missing": "dont_know"},
                              {"group": "students", "competency": "b1", "stage": N}],
                      raters=[{"id": "r1", "group": "families"}, {"id": "r2", "group": "students"}, {"id": "r3", "group": "educators"}], **more)


def place(text, mark="@@"):
    """Text without its mark, and the line and column of the mark."""
    before = text[:text.index(mark)]
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return text.replace(mark, ""), line, column


def theme_document():
    t = "document"
    # Valid ones first.
    check(t, "document-valid-rubric", "A valid document has an empty report", PLAIN_RUBRIC)
    check(t, "document-valid-policy", "A valid document has an empty report", policy())
    check(t, "document-valid-assessment", "A valid document has an empty report", plain_assessment(), rubric=SMALL)
    check(t, "document-valid-tally", "A valid document has an empty report", tally_of(SMALL, [cell("a1", "families", 1, 2, 0, 0)]), rubric=SMALL)
    check(t, "document-valid-with-nulls", "Optional fields may be null", plain_assessment(subject=None, period={"from": None}, decisions=None, out_of_scope=None), rubric=SMALL)
    # What is no JSON.
    for label, text in [("cut-short", '{"format":"cei.rubric/1",'), ("trailing-comma", '{"format":"cei.rubric/1",}'), ("trailing-text", '{} {}'),
                        ("nothing", ""), ("spaces", "  \n"), ("bare-word", '{"format":none}'), ("nan", '{"format":NaN}'), ("single-quotes", "{'format':1}"),
                        ("comment", '{} // done'), ("leading-zero", '{"a":01}'), ("lone-surrogate", '{"format":"\\ud800"}'), ("control-character", '{"format":"a\tb"}')]:
        check(t, f"document-invalid-json-{label}", "Not JSON", {"$text": text}, fault("invalid_json"))
    broken = '{"format":"cei.rubric/1","id":"é'.encode("utf-8") + b"\xff" + b'"}'
    check(t, "document-invalid-utf8", "offset is the byte that does not belong, from 0", {"$base64": base64.b64encode(broken).decode("ascii")},
          fault("invalid_utf8", offset=broken.index(b"\xff")))
    cut = '{"title":"é'.encode("utf-8")[:-1]
    check(t, "document-invalid-utf8-cut-short", "A character cut in half", {"$base64": base64.b64encode(cut).decode("ascii")}, fault("invalid_utf8", offset=len(cut) - 1))
    check(t, "document-too-deep-open", "SPEC 3: nested deeper than 64 is refused with a clear error, never with a crash", {"$repeat": ["[", 200000]}, fault("too_deep"))
    check(t, "document-too-deep-objects", "SPEC 3: nested deeper than 64 is refused", {"$repeat": ['{"a":', 200000]}, fault("too_deep"))
    nest = lambda depth: policy(extensions={"a": json.loads("[" * depth + "]" * depth)})
    check(t, "document-64-deep", "The document is level 1, extensions 2: 62 more are 64", nest(62), text=False)
    check(t, "document-65-deep", "One more is too deep", nest(63), fault("too_deep"), text=False)
    check(t, "document-too-large", "SPEC 3: over 64 MiB is refused", {"$repeat": [" ", 64 * 1024 * 1024 + 1]},
          fault("too_large", bytes=64 * 1024 * 1024 + 1, limit=64 * 1024 * 1024))
    put(t, "document-more-problems", "SPEC 3: at most 1,000 diagnostics and then one more_problems with the count", "validate", None, None,
        changed(PLAIN_RUBRIC, ("/resources", [0] * 1234)), {"report": {"valid": False, "counts": {"wrong_type": 1000, "more_problems": 1}}})
    put(t, "document-thousand-problems", "Exactly 1,000 are all there", "validate", None, None,
        changed(PLAIN_RUBRIC, ("/resources", [0] * 1000)), {"report": {"valid": False, "counts": {"wrong_type": 1000}}})
    # Format.
    check(t, "document-root-is-an-array", "A document is an object", [], fault("wrong_type", "", expected="object"))
    check(t, "document-format-missing", "A missing field: at its object", {"id": "x"}, fault("missing_field", "", field="format"))
    check(t, "document-format-unknown", "format tag", {"format": "cei.rubic/1", "id": "x"}, fault("unknown_format", "/format", found="cei.rubic/1"))
    check(t, "document-format-of-tomorrow", "format tag", changed(PLAIN_RUBRIC, ("/format", "cei.rubric/2")), fault("unknown_format", "/format", found="cei.rubric/2"))
    # Fields.
    check(t, "document-unknown-field", "SPEC 3: with a did you mean", changed(PLAIN_RUBRIC, ("/domains/0/reflection", ["Why?"])),
          fault("unknown_field", "/domains/0/reflection", field="reflection", suggestion="reflections"))
    check(t, "document-unknown-field-no-idea", "Nothing near: no suggestion is asked for", policy(xyzzy=1), fault("unknown_field", "/xyzzy", field="xyzzy"))
    check(t, "document-unknown-field-escaped", "SPEC 3: path is a JSON Pointer", policy(**{"a/b~c": {"d": 1}}), fault("unknown_field", "/a~1b~0c", field="a/b~c"))
    check(t, "document-unknown-field-of-the-other-kind", "reach has no cutoffs", policy(domain={"by": "reach", "share": "any", "cutoffs": "even"}),
          fault("unknown_field", "/domain/cutoffs", field="cutoffs"))
    check(t, "document-missing-fields", "Several missing fields stand at their objects, in order of code and place",
          changed(PLAIN_RUBRIC, without=["/scale/1/title", "/domains/1/competencies/0/id"]),
          fault("missing_field", "/scale/1", field="title"), fault("missing_field", "/domains/1/competencies/0", field="id"))
    check(t, "document-missing-field-of-the-root", "At the document", changed(policy(), without=["/groups"]), fault("missing_field", "", field="groups"))
    check(t, "document-missing-share", "share is required for reach", policy(raters={"by": "reach"}), fault("missing_field", "/raters", field="share"))
    check(t, "document-missing-cutoffs", "cutoffs is required for points", policy(raters={"by": "points"}), fault("missing_field", "/raters", field="cutoffs"))
    pairs = Pairs([*policy().items()])
    check(t, "document-duplicate-key", "SPEC 3: a duplicate: the second", Pairs(pairs[:3] + [("id", "test")] + pairs[3:]), fault("duplicate_key", "/id", key="id"))
    check(t, "document-duplicate-key-inside", "SPEC 3: duplicate keys are errors", policy(raters=Pairs([("by", "reach"), ("share", "any"), ("min", 1), ("share", "any")])),
          fault("duplicate_key", "/raters/share", key="share"))
    text, line, column = place('{"format":"cei.policy/1","id":"test","version":"1",\n "raters":{"by":"reach","share":"any"},"groups":{"by":"reach","share":"any"},\n'
                               ' "domain":{"by":"reach","share":"any",  @@"sh\\u0061re":"any"}}')
    put(t, "document-duplicate-key-escaped", "Keys are compared as what they mean, not as they are written", "validate", None, None, {"$text": text},
        report([{**fault("duplicate_key", "/domain/share", key="share"), "line": line, "column": column}]))
    # Types.
    for label, document, path, expected in [
            ("array", changed(PLAIN_RUBRIC, ("/domains/0/reflections", "Why?")), "/domains/0/reflections", "array"),
            ("object", changed(PLAIN_RUBRIC, ("/resources", ["a book"])), "/resources/0", "object"),
            ("string", changed(PLAIN_RUBRIC, ("/version", 2)), "/version", "string"),
            ("text", changed(PLAIN_RUBRIC, ("/title", 5)), "/title", "text (a string or an object of strings)"),
            ("text-inside", changed(PLAIN_RUBRIC, ("/title", {"en": "R", "es": 5})), "/title/es", "string"),
            ("whole-number", policy(raters=reach("any", min=1.5)), "/raters/min", "whole number"),
            ("whole-number-in-quotes", policy(raters=reach("any", within="1")), "/raters/within", "whole number"),
            ("share-as-a-number", policy(domain=reach(0.5)), "/domain/share", "string"),
            ("boolean", policy(evidence=True), "/evidence", "object")]:
        check(t, f"document-wrong-type-{label}", "expected names what is wanted", document, fault("wrong_type", path, expected=expected))
    # Values.
    for label, path, value in [("space", "/id", "a b"), ("dash-first", "/id", "-a"), ("too-long", "/id", "x" * 65), ("empty", "/id", ""), ("accent", "/id", "ñ"),
                               ("version", "/version", "1 beta"), ("stage", "/scale/0/id", "low!"), ("competency", "/domains/1/competencies/0/id", "3:1")]:
        check(t, f"document-invalid-id-{label}", "SPEC 3: [A-Za-z0-9][A-Za-z0-9._-]{0,63}", changed(PLAIN_RUBRIC, (path, value)), fault("invalid_id", path, value=value))
    check(t, "document-id-at-its-longest", "64 characters, every kind", changed(PLAIN_RUBRIC, ("/id", "0._-" * 16)))
    for label, value in [("underscore", "en_US"), ("empty", ""), ("words", "not a tag"), ("dash-last", "en-")]:
        check(t, f"document-invalid-language-tag-{label}", "SPEC 3: BCP-47", changed(PLAIN_RUBRIC, ("/language", value)), fault("invalid_language_tag", "/language", value=value))
    check(t, "document-language-tags", "SPEC 3: BCP-47 with script, region and variant", changed(
        PLAIN_RUBRIC, ("/title", {"en": "R", "es-419": "R", "zh-Hant-TW": "R", "hmn": "R", "de-CH-1996": "R", "x-local": "R"})))
    for label, path, value in [("title", "/title", ""), ("spaces", "/title", " \t "), ("in-an-object", "/title/es", ""), ("list", "/domains/0/reflections/1", "")]:
        document = changed(PLAIN_RUBRIC, ("/title", {"en": "R", "es": "R"}), ("/domains/0/reflections", ["Why?", "How?"]), (path, value))
        check(t, f"document-empty-text-{label}", "An empty string where a text is wanted", document, fault("empty_text", path))
    check(t, "document-empty-text-no-language", "An empty text object", changed(PLAIN_RUBRIC, ("/scale/0/title", {})), fault("empty_text", "/scale/0/title"))
    check(t, "document-empty-text-uri", "A uri is any string that is not empty", changed(PLAIN_RUBRIC, ("/resources", [{"title": "T", "uri": ""}])),
          fault("empty_text", "/resources/0/uri"))
    # Places.
    astral = changed(PLAIN_RUBRIC, ("/title", "😀é\u0301\t"), without=["/version"])
    check(t, "document-columns-in-code-points", "SPEC 3: line and column from 1, in code points", {**astral, "version": "a b"}, fault("invalid_id", "/version", value="a b"), newline="", indent="")
    check(t, "document-crlf", "A line ends at its line feed", {**PLAIN_RUBRIC, "version": "a b"}, fault("invalid_id", "/version", value="a b"), newline="\r\n")
    check(t, "document-tabs", "A tab is one code point", changed(PLAIN_RUBRIC, ("/domains/1/competencies/0/id", "a b")),
          fault("invalid_id", "/domains/1/competencies/0/id", value="a b"), indent="\t")
    check(t, "document-without-positions", "A document handed over as values has a path, no line", changed(PLAIN_RUBRIC, ("/version", "a b")),
          fault("invalid_id", "/version", value="a b"), text=False)
    check(t, "document-all-in-one-pass", "SPEC 3: all problems in one pass, ordered by where they are",
          changed(PLAIN_RUBRIC, ("/id", "a b"), ("/scale/0/titel", "Low"), ("/domains/0/title", ""), ("/domains/1/builds_on/0", "d9"),
                  ("/domains/1/competencies/0/id", "c 3"), ("/zzz", 1), without=["/scale/1/title"]),
          fault("invalid_id", "/id", value="a b"), fault("unknown_field", "/scale/0/titel", field="titel"), fault("missing_field", "/scale/1", field="title"),
          fault("empty_text", "/domains/0/title"), fault("unknown_domain", "/domains/1/builds_on/0", id="d9"),
          fault("invalid_id", "/domains/1/competencies/0/id", value="c 3"), fault("unknown_field", "/zzz", field="zzz"))


def theme_rubric():
    t = "rubric"
    r = PLAIN_RUBRIC
    stage_list = [{"id": f"s{i}", "title": "S"} for i in range(10)]
    check(t, "rubric-one-stage", "SPEC 3: 2 to 9 stages", changed(r, ("/scale", stage_list[:1])), fault("too_few_items", "/scale", found=1, least=2))
    check(t, "rubric-ten-stages", "SPEC 3: 2 to 9 stages", changed(r, ("/scale", stage_list)), fault("too_many_items", "/scale", found=10, most=9))
    check(t, "rubric-nine-stages", "SPEC 3: 2 to 9 stages", changed(r, ("/scale", stage_list[:9])))
    check(t, "rubric-no-domain", "SPEC 3: at least one domain", changed(r, ("/domains", [])), fault("too_few_items", "/domains", found=0, least=1))
    check(t, "rubric-no-competency", "SPEC 3: at least one competency in each", changed(r, ("/domains/1/competencies", [])),
          fault("too_few_items", "/domains/1/competencies", found=0, least=1))
    check(t, "rubric-no-groups", "groups may be empty", changed(r, ("/groups", [])))
    check(t, "rubric-groups-are-required", "but must be there", changed(r, without=["/groups"]), fault("missing_field", "", field="groups"))
    lens = {"id": "l", "title": "L", "parts": [{"id": "p", "title": "P", "competencies": ["c1", "c3"]}]}
    for label, document, under, same in [
            ("stage", changed(r, ("/scale/1/id", "low")), "/scale/1", "low"), ("group", changed(r, ("/groups/1/id", "families")), "/groups/1", "families"),
            ("domain", changed(r, ("/domains/1/id", "d1"), ("/domains/1/builds_on", [])), "/domains/1", "d1"),
            ("competency", changed(r, ("/domains/1/competencies/0/id", "c1")), "/domains/1/competencies/0", "c1"),
            ("domain-and-competency", changed(r, ("/domains/1/competencies/0/id", "d1")), "/domains/1/competencies/0", "d1"),
            ("lens", changed(r, ("/lenses", [lens, lens])), "/lenses/1", "l"),
            ("lens-part", changed(r, ("/lenses", [{**lens, "parts": lens["parts"] * 2}])), "/lenses/0/parts/1", "p"),
            ("module", changed(r, ("/modules", [{"id": "m", "title": "M"}] * 2)), "/modules/1", "m"),
            ("strategy", changed(r, ("/strategies", [{"id": "s", "title": "S"}] * 2)), "/strategies/1", "s")]:
        check(t, f"rubric-duplicate-{label}", "SPEC 3: ids are unique in their rubric; a duplicate: the second", document, fault("duplicate_id", under=under, id=same))
    check(t, "rubric-same-id-of-other-kinds", "Unique per kind", changed(r, ("/lenses", [{**lens, "id": "c1"}]), ("/modules", [{"id": "c1", "title": "M"}]),
                                                                         ("/strategies", [{"id": "low", "title": "S"}]), ("/groups/0/id", "d1")))
    check(t, "rubric-reserved-group", "SPEC 3: team is a reserved group id", changed(r, ("/groups/0/id", "team")), fault("reserved_id", "/groups/0/id", id="team"))
    check(t, "rubric-unknown-domain", "builds_on names domains", changed(r, ("/domains/1/builds_on", ["d1", "elsewhere"])), fault("unknown_domain", "/domains/1/builds_on/1", id="elsewhere"))
    check(t, "rubric-builds-on-a-competency", "builds_on names domains", changed(r, ("/domains/1/builds_on", ["c1"])), fault("unknown_domain", "/domains/1/builds_on/0", id="c1"))
    check(t, "rubric-unknown-domain-in-a-module", "A module names domains", changed(r, ("/modules", [{"id": "m", "title": "M", "domains": ["d2", "x9"]}])),
          fault("unknown_domain", "/modules/0/domains/1", id="x9"))
    check(t, "rubric-unknown-competency-in-a-lens", "A lens part names competencies", changed(r, ("/lenses", [changed(lens, ("/parts/0/competencies/1", "zz"))])),
          fault("unknown_competency", "/lenses/0/parts/0/competencies/1", id="zz"))
    check(t, "rubric-unknown-competency-in-a-strategy", "A strategy names competencies", changed(r, ("/strategies", [{"id": "s", "title": "S", "competencies": ["zz"]}])),
          fault("unknown_competency", "/strategies/0/competencies/0", id="zz"))
    check(t, "rubric-unknown-constituent", "constituents name groups; with a did you mean", changed(r, ("/domains/0/constituents", ["familes", "students"])),
          fault("unknown_group", "/domains/0/constituents/0", id="familes", suggestion="families"))
    check(t, "rubric-unknown-stage-in-a-lens", "A lens part names a stage", changed(r, ("/lenses", [changed(lens, ("/parts/0/stage", "middle"))])),
          fault("unknown_stage", "/lenses/0/parts/0/stage", id="middle"))
    check(t, "rubric-unknown-stage-in-descriptors", "Descriptors go by stage", changed(r, ("/domains/0/competencies/0/descriptors", {"low": "L", "middle": "M"})),
          fault("unknown_stage", under="/domains/0/competencies/0/descriptors", id="middle"), text=False)
    check(t, "rubric-builds-on-itself", "SPEC 3: builds_on has no cycle", changed(r, ("/domains/1/builds_on", ["d2"])), fault("builds_on_cycle", under="/domains", ids=["d2"]))
    check(t, "rubric-builds-on-cycle", "SPEC 3: builds_on has no cycle", changed(r, ("/domains/0/builds_on", ["d2"])), fault("builds_on_cycle", under="/domains"))
    check(t, "rubric-basis", "basis is source, project or user", changed(r, ("/lenses", [{**lens, "basis": "ours"}])),
          fault("invalid_value", "/lenses/0/basis", value="ours", allowed=["source", "project", "user"]))
    check(t, "rubric-language-status", "status is source or project", changed(r, ("/languages", [{"tag": "en", "status": "sorce"}])),
          fault("invalid_value", "/languages/0/status", value="sorce", suggestion="source"))
    check(t, "rubric-language-tag", "SPEC 3: BCP-47", changed(r, ("/languages", [{"tag": "e!", "status": "source"}])), fault("invalid_language_tag", "/languages/0/tag", value="e!"))
    for file in RUBRICS:
        check(t, f"rubric-valid-{file[8:-5]}", "The rubrics of this corpus are valid", RUBRICS[file], text=False)


def theme_policy():
    t = "policy"
    for label, value in [("zero", "0/3"), ("above-one", "3/2"), ("by-zero", "1/0"), ("word", "half"), ("large-q", "1/1000001"), ("percent", "50%"), ("space", " 1/2"),
                         ("three-parts", "1/2/3"), ("negative", "-1/2"), ("empty", "")]:
        check(t, f"policy-invalid-share-{label}", "SPEC 4: p/q with 1 <= p <= q <= 1,000,000", policy(groups=reach(value)), fault("invalid_share", "/groups/share", value=value))
    check(t, "policy-invalid-coverage", "SPEC 4: coverage is a share", policy(domain=reach("any", coverage="4/3")), fault("invalid_share", "/domain/coverage", value="4/3"))
    check(t, "policy-invalid-cutoff", "SPEC 4: cutoffs in (0, 1]", policy(domain=points("1/4", "5/4", "1/1")), fault("invalid_share", "/domain/cutoffs/1", value="5/4"))
    check(t, "policy-cutoff-zero", "SPEC 4: cutoffs in (0, 1]", policy(domain=points("0/4", "1/4", "1/1")), fault("invalid_share", "/domain/cutoffs/0", value="0/4"))
    check(t, "policy-shares-at-their-ends", "SPEC 4: 1 <= p <= q <= 1,000,000", policy(raters=reach("1/1000000"), groups=reach("1000000/1000000"), domain=reach("1/1")))
    check(t, "policy-decision", "prefer, ignore or require", policy(decision="prefere"), fault("invalid_value", "/decision", value="prefere", suggestion="prefer"))
    check(t, "policy-effect", "note or hold", policy(evidence={"effect": "block"}), fault("invalid_value", "/evidence/effect", value="block", allowed=["note", "hold"]))
    check(t, "policy-foundation-effect", "note or hold", policy(foundation={"effect": "warn"}), fault("invalid_value", "/foundation/effect", value="warn"))

    def compiled(name, tests, document, *faults, rubric=SMALL, **more):
        check(t, name, tests, document, *faults, rubric=rubric, do="compile", **more)

    for rubric in [SMALL, TWO, NINE, THREE_FORTY, NO_GROUPS, CEI]:
        for which in POLICIES:
            about = rubric_of(rubric)
            compiled(f"policy-{which}-fits-{about['id']}", "SPEC 4: the built-in policies fit any scale",
                     {**base_policy(which), "id": which}, rubric=rubric, text=False)
    compiled("policy-cutoffs-too-few", "SPEC 4: k-1 cutoffs", policy(raters=points("1/3", "2/3")), fault("cutoff_count", "/raters/cutoffs", found=2, expected=3))
    compiled("policy-cutoffs-too-many", "SPEC 4: k-1 cutoffs", policy(overall=points("1/5", "2/5", "3/5", "4/5")), fault("cutoff_count", "/overall/cutoffs", found=4, expected=3))
    compiled("policy-cutoffs-for-two-stages", "SPEC 4: k-1 cutoffs", policy(raters=points("1/3"), domain=points("1/3", "1/2")),
             fault("cutoff_count", "/domain/cutoffs", found=2, expected=1), rubric=TWO)
    compiled("policy-cutoffs-decrease", "SPEC 4: that do not decrease", policy(domain=points("1/2", "1/4", "3/4")),
             fault("cutoffs_decrease", "/domain/cutoffs/1", value="1/4", previous="1/2"))
    compiled("policy-cutoffs-equal-as-fractions", "1/2 and 2/4 are equal", policy(domain=points("2/4", "1/2", "500000/1000000")))
    compiled("policy-cutoffs-decrease-by-little", "Compared exactly", policy(domain=points("1/3", "333333/1000000", "1/1")),
             fault("cutoffs_decrease", "/domain/cutoffs/1", value="333333/1000000", previous="1/3"))
    compiled("policy-evidence-from-the-lowest", "SPEC 4: from is a stage id, not the lowest", policy(evidence={"from": N}), fault("lowest_stage", "/evidence/from", id=N))
    compiled("policy-evidence-from-unknown", "SPEC 4: from is a stage id", policy(evidence={"from": "maturng"}),
             fault("unknown_stage", "/evidence/from", id="maturng", suggestion=M))
    compiled("policy-evidence-from-top-of-two", "top is never the lowest", policy(evidence={"from": "top", "effect": "hold"}), rubric=TWO)
    compiled("policy-within-too-wide", "SPEC 4: 0 to k-1", policy(domain=reach("any", within=4)), fault("out_of_range", "/domain/within", value=4, low=0, high=3))
    compiled("policy-within-at-its-widest", "SPEC 4: 0 to k-1", policy(domain=reach("any", within=3), groups=points(within=0)))
    compiled("policy-several", "All problems in one pass, in the order of the document",
             policy(raters=points("1/2"), groups=reach("any", within=9), domain=points("1/2", "1/3", "1/4"), evidence={"from": N}),
             fault("cutoff_count", "/raters/cutoffs", found=1, expected=3), fault("out_of_range", "/groups/within", value=9, low=0, high=3),
             fault("cutoffs_decrease", "/domain/cutoffs/1", value="1/3", previous="1/2"), fault("cutoffs_decrease", "/domain/cutoffs/2", value="1/4", previous="1/3"),
             fault("lowest_stage", "/evidence/from", id=N))


def theme_assessment():
    t = "assessment"

    def bad(name, tests, document, *faults, rubric=SMALL, **more):
        check(t, name, tests, document, *faults, rubric=rubric, **more)

    ok = plain_assessment()
    bad("assessment-unknown-competency", "unknown competency", changed(ok, ("/ratings/3/competency", "b9")), fault("unknown_competency", "/ratings/3/competency", id="b9"))
    bad("assessment-unknown-stage", "unknown stage, with a did you mean", changed(ok, ("/ratings/1/stage", "maturin")), fault("unknown_stage", "/ratings/1/stage", id="maturin", suggestion=M))
    bad("assessment-unknown-rater", "unknown rater", changed(ok, ("/ratings/5", {"rater": "zz", "competency": "a2", "stage": D})), fault("unknown_rater", "/ratings/5/rater", id="zz"))
    bad("assessment-unknown-group", "unknown group of an anonymous rating", changed(ok, ("/ratings/4/group", "student")),
        fault("unknown_group", "/ratings/4/group", id="student", suggestion="students"))
    bad("assessment-unknown-group-of-a-rater", "unknown group of a rater", changed(ok, ("/raters/3", {"id": "r4", "group": "nobody"})), fault("unknown_group", "/raters/3/group", id="nobody"))
    bad("assessment-unknown-in-decision", "unknown stage and competency of a decision", {**ok, "decisions": [{"competency": "zz", "stage": D}, {"competency": "a1", "stage": "xyz"}]},
        fault("unknown_competency", "/decisions/0/competency", id="zz"), fault("unknown_stage", "/decisions/1/stage", id="xyz"))
    bad("assessment-unknown-in-scope", "unknown competency out of scope", {**ok, "out_of_scope": [{"competency": "zz"}]}, fault("unknown_competency", "/out_of_scope/0/competency", id="zz"))
    bad("assessment-domain-is-no-competency", "A domain is not a competency", changed(ok, ("/ratings/3/competency", "b")), fault("unknown_competency", "/ratings/3/competency", id="b"))
    bad("assessment-unknown-rubric", "unknown rubric", changed(ok, ("/rubric/id", "nowhere")), fault("unknown_rubric", under="/rubric", id="nowhere", version="1"), rubric=None)
    bad("assessment-unknown-rubric-version", "unknown version of a built-in rubric", changed(assessment(CEI, []), ("/rubric/version", "1999")),
        fault("unknown_rubric", under="/rubric", id=CEI, version="1999"), rubric=None)
    bad("assessment-other-rubric", "The rubric given is not the one named", changed(ok, ("/rubric/id", "other")), fault("rubric_mismatch", under="/rubric"))
    bad("assessment-other-version", "The rubric given is another version", changed(ok, ("/rubric/version", "2")), fault("rubric_mismatch", under="/rubric"))
    bad("assessment-duplicate-rating", "SPEC 3: the same rater rating the same competency twice", changed(ok, ("/ratings/5", {"rater": "r1", "competency": "a1", "stage": D})),
        fault("duplicate_rating", under="/ratings/5", rater="r1", competency="a1"))
    bad("assessment-duplicate-rating-missing", "A missing answer counts as rating it", changed(ok, ("/ratings/5", {"rater": "r1", "competency": "b1", "stage": D})),
        fault("duplicate_rating", under="/ratings/5", rater="r1", competency="b1"))
    bad("assessment-anonymous-may-repeat", "SPEC 3: anonymous in that group and may repeat", changed(ok, ("/ratings/5", ok["ratings"][4]), ("/ratings/6", {"competency": "a1", "stage": D}),
                                                                                               ("/ratings/7", {"competency": "a1", "stage": D})))
    bad("assessment-duplicate-decision", "SPEC 3: two decisions on one competency", {**ok, "decisions": [{"competency": "a1", "stage": D}, {"competency": "a1", "stage": D}]},
        fault("duplicate_decision", under="/decisions/1", competency="a1"))
    bad("assessment-duplicate-out-of-scope", "Twice out of scope", {**ok, "out_of_scope": [{"competency": "b3"}, {"competency": "a2"}, {"competency": "b3"}]},
        fault("duplicate_out_of_scope", under="/out_of_scope/2", competency="b3"))
    bad("assessment-duplicate-rater", "Ids of raters are unique", changed(ok, ("/raters/3", {"id": "r1", "group": "families"})), fault("duplicate_id", under="/raters/3", id="r1"))
    bad("assessment-stage-and-missing", "SPEC 3: stage and missing together", changed(ok, ("/ratings/0/missing", "unanswered")), fault("stage_and_missing", under="/ratings/0"))
    bad("assessment-stage-nor-missing", "SPEC 3: or neither", changed(ok, without=["/ratings/2/stage"]), fault("stage_or_missing", "/ratings/2"))
    bad("assessment-rater-and-group", "A rating has a rater or a group", changed(ok, ("/ratings/0/group", "families")), fault("rater_and_group", under="/ratings/0"))
    bad("assessment-rating-out-of-scope", "SPEC 3: rating an out-of-scope competency", {**ok, "out_of_scope": [{"competency": "b1"}]},
        fault("out_of_scope_answer", under="/ratings/3", competency="b1"), fault("out_of_scope_answer", under="/ratings/4", competency="b1"))
    bad("assessment-deciding-out-of-scope", "SPEC 3: deciding an out-of-scope competency", {**ok, "out_of_scope": [{"competency": "b3"}], "decisions": [{"competency": "b3", "stage": D}]},
        fault("out_of_scope_answer", under="/decisions/0", competency="b3"))
    bad("assessment-dates-out-of-order", "SPEC 3: dates out of order", {**ok, "period": {"from": "2025-10-15", "to": "2025-09-01"}},
        fault("dates_out_of_order", under="/period", **{"from": "2025-10-15", "to": "2025-09-01"}))
    bad("assessment-one-day", "from and to may be the same day", {**ok, "period": {"from": "2025-10-15", "to": "2025-10-15"}})
    for label, value in [("month-13", "2025-13-01"), ("no-leap-year", "2025-02-29"), ("short", "2025-2-1"), ("with-a-time", "2025-02-01T00:00:00"), ("slashes", "02/01/2025"), ("day-0", "2025-01-00")]:
        bad(f"assessment-invalid-date-{label}", "SPEC 3: dates are ISO 8601 days", {**ok, "period": {"from": value}}, fault("invalid_date", "/period/from", value=value))
    bad("assessment-leap-day", "2024-02-29 is a day", {**ok, "period": {"from": "2024-02-29"}})
    bad("assessment-invalid-date-of-evidence", "Dates everywhere", changed(ok, ("/ratings/0/evidence", [{"title": "T", "date": "yesterday"}])),
        fault("invalid_date", "/ratings/0/evidence/0/date", value="yesterday"))
    for label, value in [("two-years", "2025-27"), ("slash", "2025/26"), ("long", "2025-2026"), ("same-year", "2025-25")]:
        bad(f"assessment-invalid-school-year-{label}", "SPEC 3: a school year is 2025-26", {**ok, "period": {"school_year": value}},
            fault("invalid_school_year", "/period/school_year", value=value))
    bad("assessment-school-year-1999-00", "The century turns", {**ok, "period": {"school_year": "1999-00"}})
    for label, value in [("short", "3066431000000"), ("long", "306643100000000"), ("letters", "3066431000000X")]:
        bad(f"assessment-invalid-cds-{label}", "SPEC 3: a CDS code is a 14-digit string", {**ok, "subject": {"id": value, "scheme": "cds"}}, fault("invalid_cds_code", "/subject/id", value=value))
    bad("assessment-other-scheme", "Only with scheme cds", {**ok, "subject": {"id": "3066431000000", "scheme": "nces"}})
    bad("assessment-level", "school, district, county, state, network", {**ok, "subject": {"id": "x", "level": "distrct"}},
        fault("invalid_value", "/subject/level", value="distrct", allowed=["school", "district", "county", "state", "network"], suggestion="district"))
    bad("assessment-missing-kind", "unanswered, dont_know, not_applicable, withheld", changed(ok, ("/ratings/3/missing", "dontknow")),
        fault("invalid_value", "/ratings/3/missing", value="dontknow", allowed=["unanswered", "dont_know", "not_applicable", "withheld"], suggestion="dont_know"))
    bad("assessment-method", "thumbs, dot_voting, poll, facilitated", {**ok, "decisions": [{"competency": "a1", "stage": D, "method": "lottery"}]},
        fault("invalid_value", "/decisions/0/method", value="lottery", allowed=["thumbs", "dot_voting", "poll", "facilitated"]))
    bad("assessment-evidence-without-title", "title is required", changed(ok, ("/ratings/0/evidence", [{"uri": "https://example.org"}])), fault("missing_field", "/ratings/0/evidence/0", field="title"))
    document = assessment(SMALL, changed(ok["ratings"], ("/1/competency", "zz"), ("/2/evidnce", []), ("/3/missing", "no")), raters=ok["raters"],
                          decisions=[{"competency": "a1", "stage": D, "date": "soon"}, {"competency": "a1", "stage": M}])
    # `decisions` stands before `ratings` in this document.
    bad("assessment-several", "All problems in one pass, in the order of the document", document,
        fault("invalid_date", "/decisions/0/date", value="soon"), fault("duplicate_decision", under="/decisions/1", competency="a1"),
        fault("unknown_competency", "/ratings/1/competency", id="zz"), fault("unknown_field", "/ratings/2/evidnce", field="evidnce", suggestion="evidence"),
        fault("invalid_value", "/ratings/3/missing", value="no"))
    # Notes and warnings.
    bad("assessment-silent-groups", "SPEC 3: a constituent group of the domain has no voice in it", assessment(
        VOICES, voices("a1", "students", "2 2") + voices("a2", "educators", "2 3"), id="a1"),
        fault("silent_group", severity="note", domain="a", group="families"), fault("silent_group", severity="note", domain="b", group="educators"), rubric=VOICES, text=False)
    THEMES[t][-1]["expect"]["report"]["any_order"] = THEMES[t][-1]["expect"]["report"].pop("diagnostics")
    bad("assessment-top-without-evidence", "SPEC 3: a rating at the top has no evidence", changed(ok, ("/ratings/0/stage", A), ("/ratings/1/stage", A), ("/ratings/1/evidence", [item()])),
        fault("top_without_evidence", under="/ratings/0", severity="note", competency="a1"))
    bad("assessment-single-rater", "SPEC 3: only one rater", assessment(SMALL, [{"rater": "r1", "competency": "a1", "stage": D}, {"rater": "r1", "competency": "a2", "stage": D}],
                                                                        raters=[{"id": "r1", "group": "families"}]),
        fault("single_rater", severity="warning"), text=False)
    bad("assessment-no-answers", "No answers at all", assessment(SMALL, []), fault("no_answers", severity="warning"), text=False)


def theme_tally_document():
    t = "tally_document"

    def bad(name, tests, document, *faults, **more):
        check(t, name, tests, document, *faults, rubric=SMALL, **more)

    ok = tally_of(SMALL, [cell("a1", "families", 1, 2, 0, 0), cell("a1", "students", 0, 2, 0, 0, missing={"dont_know": 1}, evidence=1), cell("b1", "team", 0, 0, 1, 0)])
    bad("tally-document-joined-ids", "assessment: ids joined by +", {**ok, "assessment": "a+b+c"})
    bad("tally-document-stage-count", "One count for each stage", changed(ok, ("/cells/0/stages", [1, 2, 0])), fault("stage_count", "/cells/0/stages", found=3, expected=4))
    bad("tally-document-stage-count-more", "One count for each stage", changed(ok, ("/cells/2/stages", [1, 2, 0, 0, 0])), fault("stage_count", "/cells/2/stages", found=5, expected=4))
    bad("tally-document-duplicate-cell", "One cell for a competency and a group", changed(ok, ("/cells/3", cell("a1", "families", 0, 0, 1, 0))),
        fault("duplicate_cell", under="/cells/3", competency="a1", group="families"))
    bad("tally-document-unknown-competency", "unknown competency", changed(ok, ("/cells/2/competency", "zz")), fault("unknown_competency", "/cells/2/competency", id="zz"))
    bad("tally-document-unknown-group", "unknown group", changed(ok, ("/cells/0/group", "familie")), fault("unknown_group", "/cells/0/group", id="familie", suggestion="families"))
    bad("tally-document-missing-cells", "cells is required", changed(ok, without=["/cells"]), fault("missing_field", "", field="cells"))
    bad("tally-document-missing-group", "A cell has a group", changed(ok, without=["/cells/1/group"]), fault("missing_field", "/cells/1", field="group"))
    bad("tally-document-unknown-missing-kind", "missing goes by its four kinds", changed(ok, ("/cells/1/missing", {"refused": 1})), fault("unknown_field", "/cells/1/missing/refused", field="refused"))
    bad("tally-document-half-a-person", "Counts are whole", changed(ok, ("/cells/0/stages/1", 0.5)), fault("wrong_type", "/cells/0/stages/1", expected="whole number"))
    bad("tally-document-duplicate-decision", "Two decisions on one competency", {**ok, "decisions": [{"competency": "a1", "stage": D}, {"competency": "a1", "stage": D}]},
        fault("duplicate_decision", under="/decisions/1", competency="a1"))
    bad("tally-document-out-of-scope-answer", "Answers of an out-of-scope competency", {**ok, "out_of_scope": [{"competency": "b1"}]},
        fault("out_of_scope_answer", competency="b1"))
    bad("tally-document-other-rubric", "The rubric given is not the one named", changed(ok, ("/rubric/version", "9")), fault("rubric_mismatch", under="/rubric"))
    bad("tally-document-subject", "The subject is checked as in an assessment", {**ok, "subject": {"id": "12", "scheme": "cds"}}, fault("invalid_cds_code", "/subject/id", value="12"))
    bad("tally-document-period", "The period is checked as in an assessment", {**ok, "period": {"from": "2025-02-01", "to": "2025-01-01"}}, fault("dates_out_of_order", under="/period"))


def theme_derive():
    """What derived results have in common: their arguments."""
    ratings = voices("a1", "families", "2 2 3") + voices("a1", "students", "3 3")
    answers = assessment(SMALL, ratings)
    counts = tally_of(SMALL, [cell("a1", "families", 0, 2, 1, 0), cell("a1", "students", 0, 0, 2, 0)])
    small = RUBRICS[SMALL]

    def bad(operation, name, tests, arguments, *faults, **more):
        check("derive", f"derive-{name}", tests, arguments, *faults, do="derive", operation=operation, **more)

    bad("gap", "unknown-operation", "An operation that does not exist, with a suggestion", {"$text": "{}"},
        fault("unknown_operation", "", value="gap", suggestion="gaps"))
    bad("nothing-like-it", "no-suggestion", "An operation unlike all others", {"$text": "{}"},
        fault("unknown_operation", "", value="nothing-like-it"))
    bad("gaps", "not-json", "Arguments that are not JSON", {"$text": "{"}, fault("invalid_json"))
    bad("gaps", "not-an-object", "Arguments are an object", {"$text": "[]"}, fault("wrong_type", "", expected="object"))
    bad("agreement", "unknown-argument", "An argument that the operation does not have", {"asessment": {}, "tally": counts, "rubric": small},
        fault("unknown_field", "/asessment", field="asessment", suggestion="assessment"))
    bad("agreement", "nothing-given", "One of the documents is needed", {}, fault("one_of_fields", "", found=0, allowed=["assessment", "tally"]))
    bad("agreement", "two-given", "And only one", {"assessment": answers, "tally": counts, "rubric": small},
        fault("one_of_fields", "", found=2, allowed=["assessment", "tally"]))
    bad("gaps", "three-given", "One of four", {"tally": counts, "assessment": answers, "profile": None, "rubric": small},
        fault("one_of_fields", "", found=2, allowed=["profile", "assessment", "tally", "release"]))
    bad("agreement", "bootstrap-of-a-tally", "Counts do not know their raters", {"tally": counts, "rubric": small, "bootstrap": {}},
        fault("bootstrap_needs_answers", "/bootstrap"))
    bad("gaps", "unknown-rubric-name", "A rubric that is not built in", {"tally": counts, "rubric": "cei-self-asessment"},
        fault("unknown_name", "/rubric", value="cei-self-asessment", suggestion="cei-self-assessment"))
    bad("gaps", "unknown-policy-name", "A policy that is not built in", {"tally": counts, "rubric": small, "policy": "cei-defualt"},
        fault("unknown_name", "/policy", value="cei-defualt", suggestion="cei-default"))
    bad("gaps", "policy-of-another-type", "A policy is a name or a document", {"tally": counts, "rubric": small, "policy": 7},
        fault("wrong_type", "/policy", expected="string or object"))
    bad("gaps", "policy-document", "What is wrong in a policy has its place in the arguments",
        {"tally": counts, "rubric": small, "policy": policy(raters=points("1/2", "1/3", "1/1"))},
        fault("cutoffs_decrease", "/policy/raters/cutoffs/1"))
    bad("gaps", "policy-that-does-not-fit", "And what does not fit the rubric",
        {"tally": counts, "rubric": small, "policy": policy(raters=points("1/2"))},
        fault("cutoff_count", "/policy/raters/cutoffs", found=1, expected=3))
    bad("gaps", "rubric-document", "What is wrong in a rubric", {"tally": counts, "rubric": changed(small, ("/domains/1/id", "a"))},
        fault("duplicate_id", "/rubric/domains/1/id", id="a"))
    bad("agreement", "rubric-not-named", "A rubric that is neither given nor built in", {"tally": counts},
        fault("unknown_rubric", "/tally/rubric", id="small", version="1"))
    bad("agreement", "rubric-of-another", "A document of another rubric than the one given", {"assessment": changed(answers, ("/rubric/id", "other")), "rubric": small},
        fault("rubric_mismatch", "/assessment/rubric"))
    bad("agreement", "form-and-meaning", "Errors of form and of meaning in one pass, in the order of their places",
        {"assessment": changed(answers, ("/ratings/0/competency", "a9"), ("/ratings/1/stage", 2), ("/ratings/2/extra", 1)), "rubric": small,
         "bootstrap": {"resamples": 0}},
        fault("unknown_competency", "/assessment/ratings/0/competency", id="a9"),
        fault("wrong_type", "/assessment/ratings/1/stage", expected="string"),
        fault("unknown_field", "/assessment/ratings/2/extra", field="extra"),
        fault("out_of_range", "/bootstrap/resamples"))
    bad("agreement", "other-format", "A document of another kind", {"assessment": counts, "rubric": small},
        fault("missing_field", "/assessment", field="id"), fault("unknown_format", "/assessment/format"),
        fault("unknown_field", "/assessment/assessment"), fault("unknown_field", "/assessment/cells"), text=False)


# ---------------------------------------------------------------------------
# Writing


def rendered():
    """All files as {path under vectors/: text}: one case on a line, one rubric in a file."""
    files = {}
    for name, rubric in RUBRICS.items():
        files[name] = json.dumps(rubric, ensure_ascii=False, indent=1) + "\n"
    for theme, cases in THEMES.items():
        lines = ",\n".join(json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in cases)
        files[f"{theme}.json"] = f'{{"theme":{json.dumps(theme)},"cases":[\n{lines}\n]}}\n'
    return files


def build():
    for name, function in list(globals().items()):
        if name.startswith("theme_"):
            function()
    for module in (vectors_initiative, vectors_cohort, vectors_consultation, vectors_partnerships, vectors_voices, vectors_disclosure, vectors_case):
        module.themes(sys.modules[__name__])
    return rendered()


def main():
    parser = argparse.ArgumentParser(description="Write the corpus in tests/vectors.")
    parser.add_argument("--check", action="store_true", help="compare only, and print the differences")
    options = parser.parse_args()
    files = build()
    on_disk = {str(path.relative_to(VECTORS)): path for path in sorted(VECTORS.rglob("*.json"))}
    if not options.check:
        for name, text in files.items():
            path = VECTORS / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if name not in on_disk or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8", newline="\n")
        for name in sorted(set(on_disk) - set(files)):
            on_disk[name].unlink()
        for theme, cases in THEMES.items():
            print(f"{theme:12} {len(cases):4}")
        print(f"{'in all':12} {sum(map(len, THEMES.values())):4}")
        return 0
    different = False
    for name in sorted(set(files) | set(on_disk)):
        old = on_disk[name].read_text(encoding="utf-8") if name in on_disk else ""
        new = files.get(name, "")
        if old != new:
            different = True
            for line in difflib.unified_diff(old.splitlines(), new.splitlines(), f"on disk: {name}", f"made: {name}", lineterm="", n=0):
                print(line if len(line) < 2000 else line[:2000] + " ...")
    if different:
        print("run `python3 tests/make_vectors.py` to write them anew")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
