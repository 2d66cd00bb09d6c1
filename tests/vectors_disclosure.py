"""Cases on what may be published. Results come from tests/oracle_disclosure.py.

`themes(make)` adds them; `make` is tests/make_vectors.py.
"""

import json
import random
from pathlib import Path

import oracle
import oracle_disclosure
from vectors_voices import prosed

EXAMPLES = Path(__file__).resolve().parent.parent / "cei-core" / "src" / "schema" / "examples"


def disclosure(**more):
    return {"format": "cei.disclosure/1", "id": "ours", "version": "2", **more}


def themes(make):
    small, five, two = (make.RUBRICS[name] for name in [make.SMALL, make.FIVE, make.TWO])

    def case(name, tests, rubric, policy, counted, of=None, **given):
        result = oracle_disclosure.release(rubric, make.policy_of(policy), counted, given.get("disclosure"))
        arguments = {**(of or {"tally": counted}), "rubric": rubric, "policy": policy, **given}
        make.put("disclosure", f"disclose-{name}", tests, "derive", input=arguments, expect={"result": result}, operation="disclose")

    def random_tally(rubric, chance, most, decided):
        k = len(rubric["scale"])
        cells = []
        for competency in oracle.competencies_of(rubric):
            for group in oracle.groups_of(rubric):
                if chance.random() < 0.7:
                    counts = [0] * k
                    for _ in range(chance.choice([2, most // 2, most])):
                        counts[min(k - 1, int(chance.gauss(k / 2, k / 4)) % k)] += 1
                    missing = {"dont_know": chance.randrange(1, 12)} if chance.random() < 0.2 else {}
                    cells.append({"competency": competency, "group": group, "stages": counts, **({"missing": missing} if missing else {})})
        decisions = [{"competency": one, "stage": chance.choice(rubric["scale"])["id"]}
                     for one in oracle.competencies_of(rubric) if chance.random() < decided]
        about = {"rubric": {"id": rubric["id"], "version": rubric["version"]}, "assessment": "a1"}
        return {"format": "cei.tally/1", **about, "cells": cells, **({"decisions": decisions} if decisions else {})}

    holds = make.base_policy("cei-default", evidence={"from": make.M, "effect": "hold"}, foundation={"effect": "hold"},
                             overall=make.MAJORITY)
    policies = ["cei-default", "cei-every-voice", "mean", make.policy(groups=make.EVERYONE, domain=make.MAJORITY),
                make.base_policy("cei-default", decision="require")]
    merged = [{"id": "adults", "title": {"en": "Adults", "es": "Personas adultas"}, "groups": ["families", "educators"]}]
    terms = [None, disclosure(min_n=5), disclosure(min_n=20, complementary=False), disclosure(min_n=4, merge=merged)]
    for number in range(40):
        rubric, policy = [small, five, small][number % 3], policies[number % 5]
        given = terms[number % 4]
        chance = random.Random(7_000 + number)
        counted = random_tally(rubric, chance, [6, 14, 30, 60][number % 4], [0, 0.5, 0][number % 3])
        more = {"disclosure": given} if given else {}
        case(f"random-{number}", "Rows of few answers are hidden, and all that gives them away", rubric, policy, counted, **more)
    for number in range(6):
        counted = random_tally(two, random.Random(8_000 + number), 14, 0.2)
        policy = make.base_policy("cei-default", evidence={"from": "yes", "effect": "hold"}, foundation={"effect": "hold"}, overall=make.ANY)
        case(f"held-{number}", "A stage that may be held down says less", two, policy, counted)
    lenses = make.RUBRICS[make.LENSES]
    for number in range(4):
        counted = random_tally(lenses, random.Random(9_000 + number), 16, 0.3)
        case(f"lens-{number}", "What a lens says of a hidden stage is hidden", lenses, holds, counted)

    cell, tally_of = make.cell, make.tally_of
    case("alone", "The only voice is hidden, and so are the total and the stage", small, "cei-default",
         tally_of(make.SMALL, [cell("a1", "students", 0, 2, 3, 0)]))
    case("decided", "What the team decided is its own statement", small, "cei-default",
         tally_of(make.SMALL, [cell("a1", "students", 0, 2, 3, 0)], decisions=[{"competency": "a1", "stage": "maturing"}]))
    case("large", "Nothing is hidden", small, "cei-default",
         tally_of(make.SMALL, [cell("a1", "students", 0, 12, 3, 0), cell("a1", "families", 0, 12, 3, 0)]))
    case("few-with-a-stage", "Many who do not know make a few answers no safer", small, "cei-default",
         tally_of(make.SMALL, [cell("a1", "students", 0, 12, 3, 0), cell("a1", "families", 0, 1, 1, 0, missing={"dont_know": 12}),
                               cell("a1", "educators", 9, 9, 9, 9)]))
    counted = tally_of(make.SMALL, [cell("a1", "students", 0, 12, 3, 0), cell("a1", "families", 0, 1, 1, 0)], subject={"id": "north"})
    profile = prosed(oracle.stage(small, make.policy_of("mean"), counted))
    case("of-profile", "Of a profile", small, "mean", counted, of={"profile": profile})

    def bad(name, tests, arguments, *faults):
        make.check("disclosure", f"disclose-{name}", tests, {"rubric": small, **arguments}, *faults, do="derive", operation="disclose", text=False)

    fault, changed = make.fault, make.changed
    bad("policy", "A profile needs the policy that staged it", {"profile": profile, "policy": "cei-default"},
        fault("other_policy", "/profile/policy", found="mean 1", expected="cei-default 1"))
    bad("neither", "Something has to be published", {}, fault("one_of_fields", "", found=0))
    bad("unknown-group", "Merged groups are groups of the rubric", {"tally": counted, "disclosure": disclosure(merge=[{"id": "x", "groups": ["families", "pupils"]}])},
        fault("unknown_group", "/disclosure/merge/0/groups/1", id="pupils"))
    bad("name-of-a-group", "A merged row has a name of its own", {"tally": counted, "disclosure": disclosure(merge=[{"id": "students", "groups": ["families", "educators"]}])},
        fault("duplicate_id", "/disclosure/merge/0/id", id="students"))

    def check(name, tests, document, *faults):
        make.check("disclosure", f"validate-{name}", tests, document, *faults, do="validate")

    example = json.loads((EXAMPLES / "disclosure.json").read_text(encoding="utf-8"))
    check("disclosure", "A disclosure policy", example)
    check("disclosure-none", "Fewer than one answer is none", {**example, "min_n": 0}, fault("out_of_range", "/min_n", value=0, low=1, high=10**12))
    check("disclosure-one", "One group is not merged", changed(example, ("/merge/0/groups", ["families"])),
          fault("too_few_items", "/merge/0/groups", found=1, least=2))
    check("disclosure-twice", "A group is in one merged row", changed(example, ("/merge/0/groups", ["families", "families"])),
          fault("duplicate_id", "/merge/0/groups/1", id="families"))
    released = json.loads((EXAMPLES / "release.json").read_text(encoding="utf-8"))
    row = "/domains/0/competencies/0/groups"
    check("release", "A release", released)
    check("release-shows", "A release that shows too small a row", changed(released, (f"{row}/1/stages", [0, 0, 3, 2])),
          fault("row_exposed", f"{row}/1", competency="1.1", group="families-and-community", min_n=11))
    check("release-speaks", "A hidden row that speaks", changed(released, (f"{row}/0/stages", [0, 1, 0, 0])),
          fault("hidden_row_speaks", f"{row}/0", competency="1.1", group="students"))
    exposed = [fault("answers_exposed", f"{row}/{place}", competency="1.1", group=group, low=1, high=4, values=4, needed=10)
               for place, group in [(0, "students"), (2, "educators")]]
    check("release-total", "A total that gives hidden rows away", changed(released, ("/domains/0/competencies/0/answers", 24)), *exposed)
