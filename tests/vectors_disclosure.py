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

    def published_of(made):
        """A release with words where the oracle has none."""
        made = prosed(made)
        return {**{key: made[key] for key in list(made) if key != "text"}, "text": {"en": "Words.", "es": "Palabras."}}

    def published(counted, policy="cei-default", rubric=small, **terms):
        return published_of(oracle_disclosure.release(rubric, make.policy_of(policy), counted, disclosure(**terms)))

    def in_order(counted, **more):
        fields = {**counted, **more}
        names = ["format", "rubric", "assessment", "subject", "period", "cells", "decisions"]
        return {name: fields[name] for name in names if name in fields}

    def audited(name, tests, releases, hidden, exposed=(), rubric=small, policy="cei-default"):
        result = {"format": "cei.audit/1", "safe": not exposed, "releases": len(releases)}
        result |= {"hidden": hidden} if hidden else {}
        result |= {"exposed": list(exposed)} if exposed else {}
        make.put("disclosure", f"audit-{name}", tests, "derive", input={"releases": releases, "rubric": rubric, "policy": policy},
                 expect={"result": result}, operation="audit")

    def row(release, competency, group, answers, *stages):
        ends = lambda ends: dict(zip(("low", "high"), ends))  # noqa: E731
        return {"release": release, "competency": competency, "group": group, "answers": ends(answers), "stages": [ends(one) for one in stages]}

    def exposure(code, path, **params):
        return {"code": code, "path": path, "params": params}

    # A decision says nothing of votes, so that only numbers count. 5 and 12 answers: 17 together.
    pair = tally_of(make.SMALL, [cell("a1", "students", 0, 2, 3, 0), cell("a1", "families", 0, 12, 0, 0)],
                    decisions=[{"competency": "a1", "stage": "maturing"}])
    few, no_total = published(pair), published(pair, complementary=False)
    at = "/releases/{}/domains/0/competencies/0"
    audited("one", "Each of two hidden rows has from 1 to 16 of 17 answers", [few],
            [row(0, "a1", group, (1, 16), *[(0, 16)] * 4) for group in ("students", "families")])
    audited("no-total", "Without a total there is no end", [no_total], [row(0, "a1", "students", (1,), *[(0,)] * 4)])
    exact = {"values": 1, "needed": 10}
    both_shown = [
        row(0, "a1", "students", (5, 5), *[(0, 5)] * 4), row(0, "a1", "families", (12, 12), (0, 0), (12, 12), (0, 0), (0, 0)),
        row(1, "a1", "students", (5, 5), *[(0, 5)] * 4)]
    both_exposed = [
        exposure("answers_exposed", f"{at.format(0)}/groups/0", competency="a1", group="students", low=5, high=5, **exact),
        exposure("answers_exposed", f"{at.format(0)}/groups/1", competency="a1", group="families", low=12, high=12, **exact),
        *[exposure("count_exposed", f"{at.format(0)}/groups/1", competency="a1", group="families", stage=stage, value=value)
          for stage, value in zip(make.FOUR, [0, 12, 0, 0])],
        exposure("answers_exposed", f"{at.format(1)}/groups/0", competency="a1", group="students", low=5, high=5, **exact)]
    audited("two", "What one release shows and the other's total leave nothing hidden", [few, no_total], both_shown, both_exposed)
    def in_year(release, year):
        fields = {**release, "period": {"school_year": year}}
        return {key: fields[key] for key in [*list(release)[:6], "period", *list(release)[6:]]}

    rounds = [in_year(few, "2025-26"), in_year(no_total, "2026-27")]
    audited("rounds", "Other answers in another round", rounds, [
        *[row(0, "a1", group, (1, 16), *[(0, 16)] * 4) for group in ("students", "families")], row(1, "a1", "students", (1,), *[(0,)] * 4)])

    audited("period-left-out", "A release without a period may be of the same round", [few, in_year(no_total, "2026-27")], both_shown, both_exposed)
    more = published(tally_of(make.SMALL, [cell("a1", "students", 0, 2, 3, 0), cell("a1", "families", 0, 13, 0, 0)],
                              decisions=[{"competency": "a1", "stage": "maturing"}]))
    nothing = [{"release": release, "competency": "a1", "group": group} for release in range(2) for group in ("students", "families")]
    audited("changed", "One answer came in between", [few, more], nothing, [exposure("answers_changed", at.format(1), competency="a1")])

    highest = make.policy()
    told = published(tally_of(make.SMALL, [cell("a1", "students", 0, 0, 0, 5)], decisions=[{"competency": "a2", "stage": make.N}]), highest)
    domain = {"id": "a", "status": "staged", "stage": make.A, "competencies": told["domains"][0]["competencies"]}
    told = {**told, "domains": [domain, *told["domains"][1:]]}
    audited("domain", "Only one competency can have lifted the domain, and nobody else voted on it", [told],
            [row(0, "a1", "students", (1,), (0,), (0,), (0,), (1,))], [exposure("stage_exposed", at.format(0), competency="a1")], policy=highest)

    of_five = make.tally_of(make.FIVE, [cell("g1", "students", 0, 40, 0, 0), cell("g1", "families", 0, 12, 0, 0),
                                        cell("g1", "community", 0, 2, 3, 0)], decisions=[{"competency": "g1", "stage": "maturing"}])
    merging = [{"id": "around", "groups": ["families", "community"]}]
    apart, as_one = published(of_five, rubric=five), published(of_five, rubric=five, merge=merging)
    groups = {"families": 1, "community": 2}
    audited("merged", "A merged row shows whose answers nobody's are", [apart, as_one],
            [row(0, "g1", group, (1, 16), (0, 0), (0, 14), (0, 3), (0, 0)) for group in groups],
            [exposure("count_exposed", f"{at.format(0)}/groups/{place}", competency="g1", group=group, stage=stage, value=0)
             for group, place in groups.items() for stage in (make.N, make.A)], rubric=five)
    of_four = make.tally_of(make.FIVE, [cell("g1", "students", 0, 2, 2, 0), cell("g1", "families", 0, 10, 10, 0), cell("g1", "leaders", 0, 30, 0, 0),
                                        cell("g1", "community", 0, 2, 1, 0)], decisions=[{"competency": "g1", "stage": "maturing"}])
    crossing = [published(of_four, rubric=five, merge=[{"id": "x", "groups": of}]) for of in (["families", "community"], ["leaders", "community"])]
    across = [(0, "students"), (0, "x"), (1, "students"), (1, "families")]
    audited("crosswise", "Merged rows that share a group can be set off against each other", crossing,
            [{"release": release, "competency": "g1", "group": group} for release, group in across],
            [exposure("merges_cross", f"/releases/{release}/disclosure/merge", competency="g1", group=group)
             for release, group in [*across, (1, "community")]], rubric=five)
    # 30, 12 and 5 answers: families and community are 17 together, and the second release shows 12 of them.
    of_three = tally_of(make.FIVE, [cell("g1", "students", 0, 20, 10, 0), cell("g1", "families", 0, 12, 0, 0), cell("g1", "leaders", 0, 9, 9, 9),
                                    cell("g1", "community", 0, 2, 3, 0)], decisions=[{"competency": "g1", "stage": "maturing"}])
    inside = [published(of_three, rubric=five, merge=[{"id": "x", "groups": of}]) for of in (["families", "community"], ["leaders", "community"])]
    audited("inside", "Nothing is hidden, and what is inside of merged rows is there for whoever subtracts", inside, [],
            [exposure("merges_cross", "/releases/1/disclosure/merge", competency="g1", group="community")], rubric=five)
    wider = [published(of_three, rubric=five, merge=[{"id": "x", "groups": of}]) for of in (["families", "community"], ["families", "community", "leaders"])]
    audited("nested", "One merged row in another", wider, [], rubric=five)
    large = [published(tally_of(make.SMALL, [cell("a1", "families", 0, 12 * one, 0, 0)], assessment=id)) for one, id in [(1, "fall"), (2, "fall+spring")]]
    audited("overlap", "Counts of all answers beside those of some", large, [],
            [exposure("releases_overlap", "/releases/1/assessment", found="fall+spring", expected="fall")])
    beside = oracle_disclosure.release(small, make.policy_of("cei-default"), pair, disclosure(min_n=5), earlier=[few])
    make.put("disclosure", "disclose-beside", "What was hidden before stays hidden", "derive", expect={"result": beside}, operation="disclose",
             input={"tally": pair, "rubric": small, "policy": "cei-default", "disclosure": disclosure(min_n=5), "beside": [few]})
    known = [("students", 5, [0, 2, 3, 0]), ("families", 12, [0, 12, 0, 0])]
    row_at = "/domains/0/competencies/0/groups/{}"
    bad("beside-shown", "What was shown cannot be taken back", {"tally": pair, "beside": [published(pair, min_n=5)]}, *[
        fault("answers_exposed", row_at.format(place), competency="a1", group=group, low=answers, high=answers, **exact)
        for place, (group, answers, _) in enumerate(known)], *[
        fault("count_exposed", row_at.format(place), competency="a1", group=group, stage=stage, value=value)
        for place, (group, _, counts) in enumerate(known) for stage, value in zip(make.FOUR, counts)])

    # With a subject, without one, and with another: what is without one may be of either.
    with_subject = lambda release, id: {key: {**release, "subject": {"id": id}}[key]  # noqa: E731
                                        for key in [*list(release)[:6], "subject", *list(release)[6:]]}
    smaller = published(tally_of(make.SMALL, [cell("a1", "families", 0, 20, 0, 0)], decisions=[{"competency": "a1", "stage": "maturing"}]))
    three = [with_subject(smaller, "north"), few, with_subject(no_total, "south")]
    three_exposed = [{**one, "path": one["path"].replace("/releases/1/", "/releases/2/").replace("/releases/0/", "/releases/1/")}
                     for one in both_exposed]
    audited("three", "What leaves out its subject may be of either", three,
            [{"release": 1, "competency": "a1", "group": group} for group in ("students", "families")]
            + [row(2, "a1", "students", (5, 5), *[(0, 5)] * 4)],
            [exposure("answers_changed", at.format(1), competency="a1"), *three_exposed], policy="cei-default")
    strict = make.base_policy("cei-default", foundation={"ahead": 0, "effect": "hold"})
    fault_of_policy = dict(found="cei-default 1", expected=f'{strict["id"]} {strict["version"]}')
    bad("beside-other-policy", "What an earlier release says under another policy is not known", {"tally": pair, "policy": strict, "beside": [few]},
        fault("other_policy", "/beside/0/policy", **fault_of_policy))
    for number in range(12):
        rubric = [small, five, two][number % 3]
        from_ = {0: make.M, 1: make.M, 2: "yes"}[number % 3]
        policy = make.base_policy("cei-default", evidence={"from": from_, "items": number % 2, "groups": 2 + number % 4 // 2, "effect": "hold"},
                                  groups=[make.EVERYONE, make.MAJORITY][number % 2])
        counted = random_tally(rubric, random.Random(9_900 + number), [14, 30][number % 2], 0)
        terms = disclosure(min_n=5, **({"merge": merged} if number % 3 == 0 and number % 2 else {}))
        case(f"evidence-{number}", "A stage that needs evidence of several groups says that they answered", rubric, policy, counted, disclosure=terms)
    held = make.base_policy("cei-default", foundation={"effect": "hold"}, domain=make.MAJORITY)
    voted = tally_of(make.TWO, [cell("a1", "families", 3, 0)], decisions=[{"competency": one, "stage": "yes"} for one in ("b1", "b2")])
    case("held-by-hidden", "A stage that may be held down to a hidden one is hidden", two, held, voted)
    told = published(voted, held, two)
    shown = {**told["domains"][1], "status": "staged", "stage": "yes"}
    told = {**told, "domains": [told["domains"][0], {key: shown[key] for key in ("id", "status", "stage", "competencies")}]}
    audited("foundation", "A stage that may be held down to a hidden one is shown", [told], [row(0, "a1", "families", (1,), (0,), (0,))],
            [exposure("foundation_exposed", "/releases/0/domains/1", id="b", foundation="a")], rubric=two, policy=held)
    for number in range(24):
        chance = random.Random(9_500 + number)
        rubric = [small, five][number % 2]
        merge = [merged, [{"id": "families-and-community", "groups": ["families", "community"]}]][number % 2]
        counted = random_tally(rubric, chance, [30, 60, 14][number % 3], [0, 0.3][number // 2 % 2])
        case(f"merged-{number}", "A stage by votes beside a merged row", rubric, policies[number % 5], counted,
             disclosure=disclosure(min_n=[11, 5, 3][number % 3], merge=merge))

    for number in range(12):
        rubric, policy = [small, five, lenses][number % 3], [policies[number % 5], holds][number % 2]
        terms = disclosure(min_n=[5, 11, 8][number // 2 % 3], **({"merge": merged} if number % 4 == 3 else {}))
        tallies = [random_tally(rubric, random.Random(9_700 + 10 * number + one), [14, 30, 20][one], 0.3) for one in range(2 + number % 2)]
        about = [{"assessment": f"round-{one}", "subject": {"id": "north"}, "period": {"school_year": f"202{one}-2{one + 1}"}}
                 for one in range(1, len(tallies) + 1)]
        rounds = [published_of(oracle_disclosure.release(rubric, make.policy_of(policy), in_order(counted, **more), terms))
                  for counted, more in zip(tallies, about)]
        make.put("disclosure", f"growth-of-releases-{number}", "Growth of what is hidden is hidden", "derive", operation="growth",
                 input={"rounds": [{"release": one} for one in rounds], "rubric": rubric}, expect={"result": oracle_disclosure.growth(rubric, rounds)})
        make.put("disclosure", f"gaps-of-release-{number}", "Gaps between the groups that are shown", "derive", operation="gaps",
                 input={"release": rounds[-1], "rubric": rubric}, expect={"result": oracle_disclosure.gaps(rubric, rounds[-1])})
    first, second = in_year(few, "2025-26"), in_year(few, "2026-27")
    derived = lambda name, tests, arguments, *faults: make.check(  # noqa: E731
        "disclosure", f"growth-{name}", tests, {"rubric": small, **arguments}, *faults, do="derive", operation="growth", text=False)
    derived("release-beside-profile", "Either every round is published, or none", {"rounds": [{"release": first}, {"profile": profile}]},
            fault("missing_field", "/rounds/1", field="release"))
    derived("release-and-profile", "A round is a release or a profile", {"rounds": [{"release": first, "profile": profile}, {"release": second}]},
            fault("one_of_fields", "/rounds/0", found=2))
    derived("releases-out-of-order", "The earliest first", {"rounds": [{"release": second}, {"release": first}]},
            fault("rounds_out_of_order", "/rounds/1/release/period"))

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
    row = "/domains/1/competencies/0/groups"
    check("release", "A release", released)
    check("release-shows", "A release that shows too small a row", changed(released, (f"{row}/1/stages", [0, 0, 3, 2])),
          fault("row_exposed", f"{row}/1", competency="2.1", group="families-and-community", min_n=11))
    check("release-speaks", "A hidden row that speaks", changed(released, (f"{row}/0/stages", [0, 1, 0, 0])),
          fault("hidden_row_speaks", f"{row}/0", competency="2.1", group="students"))
    check("release-row-stage", "A hidden row that says its stage", changed(released, (f"{row}/0/stage", "maturing")),
          fault("hidden_row_speaks", f"{row}/0", competency="2.1", group="students"))
    hidden, domain = "/domains/1/competencies/0", "/domains/1"
    for field, value in [("stage", "maturing"), ("status", "insufficient"), ("source", "tally"), ("range", ["maturing", "advanced"])]:
        check(f"release-hidden-{field}", "A hidden stage that speaks", changed(released, (f"{hidden}/{field}", value)),
              fault("hidden_node_speaks", hidden, id="2.1"))
    part = "/lenses/0/parts/1"
    check("release-hidden-part", "A hidden part of a lens that speaks", changed(released, (f"{part}/stage", "maturing")),
          fault("hidden_node_speaks", part, id="diversity"))
    check("release-reason", "A range over what is hidden", changed(released, (f"{domain}/range", ["developing", "maturing"])),
          fault("reason_exposed", domain, id="building-collective-efficacy"))
    check("release-derived", "An overall stage over a hidden domain", changed(released, (domain, {"id": "building-collective-efficacy", "hidden": True,
          "competencies": released["domains"][1]["competencies"]})), fault("derived_exposed", "/overall", id="overall"))
    check("release-row-twice", "A row twice", changed(released, (f"{row}/2/group", "students")), fault("duplicate_id", f"{row}/2/group", id="students"))
    check("release-note", "A note on what is hidden", changed(released, ("/notes/0/params/id", "2.1")), fault("reason_exposed", "/notes/0", id="2.1"))
    exposed = [fault("answers_exposed", f"{row}/{place}", competency="2.1", group=group, low=1, high=4, values=4, needed=10)
               for place, group in [(0, "students"), (2, "educators")]]
    check("release-total", "A total that gives hidden rows away", changed(released, ("/domains/1/competencies/0/answers", 17)), *exposed)
