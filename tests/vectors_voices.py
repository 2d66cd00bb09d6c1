"""Cases on several voices: agreement, gaps, growth, overviews, crosswalks. Results come from tests/oracle_voices.py.

`themes(make)` adds them; `make` is tests/make_vectors.py.
"""

import random

import oracle
import oracle_voices


def derived(make, theme, name, tests, operation, arguments, result):
    make.put(theme, name, tests, "derive", input=arguments, expect={"result": result}, operation=operation)


def people(make, rubric, seed, raters, missing, unnamed=0, stages=None, id="a1", **more):
    """A random assessment: raters of all groups who answer most of what they are asked, and answers without a name."""
    chance = random.Random(seed)
    groups = [group["id"] for group in rubric["groups"]] or ["team"]
    scale = [stage["id"] for stage in rubric["scale"]][:stages]
    competencies = oracle.competencies_of(rubric)
    named = [{"id": f"r{i}", "group": chance.choice(groups)} for i in range(raters)]
    ratings = []
    for rater in named:
        for competency in competencies:
            if chance.random() >= missing:
                ratings.append({"rater": rater["id"], "competency": competency, "stage": chance.choice(scale)})
            elif chance.random() < 0.3:
                ratings.append({"rater": rater["id"], "competency": competency, "missing": "dont_know"})
    for _ in range(unnamed):
        ratings.append({"group": chance.choice(groups), "competency": chance.choice(competencies), "stage": chance.choice(scale)})
    chance.shuffle(ratings)
    return {"format": "cei.assessment/1", "id": id, "rubric": {"id": rubric["id"], "version": rubric["version"]}, **more,
            "raters": named, "ratings": ratings}


def theme_agreement(make):
    def case(name, tests, rubric, assessment, bootstrap=None, of_counts=False):
        if of_counts:
            counted = oracle.tally(rubric, assessment)
            arguments, result = {"tally": counted}, oracle_voices.agreement(rubric, counted=counted)
        else:
            arguments, result = {"assessment": assessment}, oracle_voices.agreement(rubric, assessment, bootstrap=bootstrap)
        more = {"bootstrap": bootstrap} if bootstrap else {}
        derived(make, "agreement", f"agreement-{name}", tests, "agreement", {**arguments, "rubric": rubric, **more}, result)

    rubrics = [make.RUBRICS[name] for name in [make.SMALL, make.SEVEN, make.TWO, make.NINE, make.NO_GROUPS, make.FIVE]]
    for number in range(24):
        rubric = rubrics[number % len(rubrics)]
        raters, missing = [3, 2, 5, 9, 1, 14][number % 6], [0, 0.1, 0.4, 0.7][number % 4]
        assessment = people(make, rubric, number, raters, missing, unnamed=number % 3 * 4, stages=[None, 2, None][number % 3])
        case(f"random-{number}", f"{raters} raters, {missing:.0%} missing", rubric, assessment, of_counts=number % 4 == 3)
    small = make.RUBRICS[make.SMALL]
    for number, (raters, level) in enumerate([(3, 0.95), (4, 0.9), (7, 0.5), (2, 0.95), (10, 0.99), (5, 0.8)]):
        bootstrap = {"resamples": 40, "seed": number * 1_000_003, "level": level}
        assessment = people(make, small, 100 + number, raters, 0.2, unnamed=number % 2 * 3, stages=3)
        case(f"bootstrap-{number}", f"Intervals of {raters} raters", small, assessment, bootstrap)
    one_voice = people(make, small, 5, 1, 0)
    case("one-rater", "One rater cannot agree", small, one_voice)
    case("one-rater-bootstrap", "Nor be drawn", small, one_voice, {"resamples": 10, "seed": 1, "level": 0.95})
    constant = people(make, small, 6, 4, 0, stages=1)
    case("constant", "Everyone says the same: exact is 1, alpha is undefined", small, constant)
    case("constant-bootstrap", "In every resample too", small, constant, {"resamples": 10, "seed": 1, "level": 0.95})
    nobody = {**one_voice, "ratings": []}
    case("nobody", "No answers at all", small, nobody)
    apart = {**people(make, small, 7, 2, 0), "ratings": [{"rater": "r0", "competency": "a1", "stage": "developing"},
                                                        {"rater": "r1", "competency": "a2", "stage": "developing"}]}
    case("no-pairs", "Two raters who answered nothing together", small, apart)
    described = people(make, small, 8, 3, 0, subject={"id": "north"}, period={"school_year": "2025-26"})
    case("subject-and-period", "The subject and the period are named", small, described)


def theme_gaps(make):
    def case(name, tests, rubric, policy, counted, **as_given):
        arguments = as_given or {"tally": counted}
        derived(make, "gaps", f"gaps-{name}", tests, "gaps", {**arguments, "rubric": rubric, "policy": policy},
                oracle_voices.gaps(rubric, make.policy_of(policy), counted))

    rubrics = [make.RUBRICS[name] for name in [make.SMALL, make.FIVE, make.TWO, make.NINE, make.SEVEN]]
    policies = ["cei-default", "cei-every-voice", "mean", make.policy(raters=make.reach("2/3", min=3))]
    for number in range(28):
        rubric, policy = rubrics[number % 5], policies[number % 4]
        assessment = people(make, rubric, 300 + number, 4 + number, [0, 0.3, 0.6][number % 3], unnamed=number % 4)
        counted = oracle.tally(rubric, assessment)
        more = {"assessment": assessment} if number % 2 else {}
        case(f"random-{number}", "Pairs of groups, the widest first", rubric, policy, counted, **more)
    small = make.RUBRICS[make.SMALL]
    cell = make.cell
    case("none", "One group has no gap", small, "cei-default", make.tally_of(make.SMALL, [cell("a1", "families", 1, 2, 0, 0)]))
    case("equal", "Groups that see the same", small, "cei-default",
         make.tally_of(make.SMALL, [cell("a1", "families", 0, 2, 0, 0), cell("a1", "students", 0, 5, 0, 0)]))
    case("team", "The team is a group, and the last one", small, "mean",
         make.tally_of(make.SMALL, [cell("b2", "team", 0, 0, 0, 3), cell("b2", "educators", 2, 0, 0, 0)]))
    case("no-stage", "A group whose stage is insufficient has a delta and no difference", small,
         make.policy(raters=make.reach("any", min=4)),
         make.tally_of(make.SMALL, [cell("a2", "families", 0, 3, 0, 0), cell("a2", "students", 0, 0, 0, 4)]))


def theme_growth(make):
    def case(name, tests, rubric, policy, assessments):
        arguments = {"rounds": [{"assessment": one} for one in assessments], "rubric": rubric, "policy": policy}
        derived(make, "growth", f"growth-{name}", tests, "growth", arguments,
                oracle_voices.growth(rubric, make.policy_of(policy), assessments))

    rubrics = [make.RUBRICS[name] for name in [make.SMALL, make.TWO, make.NINE, make.CHAIN]]
    policies = ["cei-default", "mean", make.base_policy("cei-default", overall=make.MAJORITY)]
    for number in range(26):
        rubric, policy, rounds = rubrics[number % 4], policies[number % 3], 2 + (number % 5 == 4)
        assessments = [
            people(make, rubric, 500 + 10 * number + one, 2 + number % 7, [0, 0.4, 0.8][number % 3], unnamed=number % 2 * 2,
                   id=f"round-{one}", subject={"id": "north"}, period={"school_year": f"202{one}-2{one + 1}"})
            for one in range(1, rounds + 1)]
        case(f"random-{number}", f"{rounds} rounds", rubric, policy, assessments)
    small = make.RUBRICS[make.SMALL]
    first = people(make, small, 900, 3, 0, id="one")
    case("same", "Nothing changed", small, "cei-default", [first, {**first, "id": "two"}])
    case("gone", "Nobody answered in the second round", small, "cei-default", [first, {**first, "id": "two", "ratings": []}])
    case("new", "Nobody answered in the first", small, "cei-default", [{**first, "ratings": []}, {**first, "id": "two"}])

    def bad(name, tests, arguments, *faults):
        make.check("growth", f"growth-{name}", tests, {"rubric": small, **arguments}, *faults, do="derive", operation="growth", text=False)

    fault, changed = make.fault, make.changed
    second = people(make, small, 901, 3, 0, id="two")
    rounds = [{"assessment": first}, {"assessment": second}]
    bad("one-round", "Growth needs two rounds", {"rounds": rounds[:1]}, fault("too_few_items", "/rounds", found=1, least=2))
    subjects = [{"assessment": {**one["assessment"], "subject": {"id": name}}} for one, name in zip(rounds, ["north", "south"])]
    bad("subject", "Of one subject", {"rounds": subjects}, fault("subject_differs", "/rounds/1/assessment/subject", found="south", expected="north"))
    years = [{"assessment": {**one["assessment"], "period": {"school_year": year}}} for one, year in zip(rounds, ["2025-26", "2024-25"])]
    bad("order", "The earliest first", {"rounds": years}, fault("rounds_out_of_order", "/rounds/1/assessment/period"))
    seven = make.RUBRICS[make.SEVEN]
    other = people(make, seven, 902, 3, 0, id="two")
    bad("structure", "Of one structure", {"rounds": [rounds[0], {"assessment": other, "rubric": seven}]},
        fault("structure_differs", "/rounds/0/assessment/rubric"))
    two = make.RUBRICS[make.TWO]
    bad("scale", "Of one scale", {"rounds": [rounds[0], {"assessment": people(make, two, 903, 3, 0), "rubric": two}]},
        fault("scale_differs", "/rounds/0/assessment/rubric"))
    profiles = [prosed(oracle.assess(small, make.policy_of(policy), one)) for policy, one in [("cei-default", first), ("mean", second)]]
    bad("policy", "Under one policy", {"rounds": [{"profile": one} for one in profiles]},
        fault("policy_differs", "/rounds/1/profile/policy", found="mean 1", expected="cei-default 1"))
    bad("answers", "With the answers of its own profile", {"rounds": [{"profile": profiles[0], "assessment": second}, rounds[1]]},
        fault("assessment_differs", "/rounds/0/assessment/id", found="two", expected="one"))
    bad("neither", "A round is a profile or an assessment", {"rounds": [rounds[0], {}]}, fault("one_of_fields", "/rounds/1", found=0))
    bad("allow", "What may differ is one of four", {"rounds": rounds, "allow": ["policy_difers"]},
        fault("invalid_value", "/allow/0", suggestion="policy_differs"))
    walk = {"format": "cei.crosswalk/1", "id": "w", "version": "1", "from": {"id": "small", "version": "1"},
            "to": {"id": "seven", "version": "1"}, "map": [{"from": ["a1", "a2"], "to": ["c1", "c2"]}]}
    bad("crosswalk", "What is wrong in a crosswalk has its place", {"rounds": rounds, "crosswalk": walk},
        fault("many_to_many", "/crosswalk/map/0"))
    misfit = changed(walk, ("/map", [{"from": ["a1"], "to": ["c9"]}]))
    bad("crosswalk-misfit", "And what does not fit the rubrics", {"rounds": [rounds[0], {"assessment": other, "rubric": seven}], "crosswalk": misfit},
        fault("unknown_competency", "/crosswalk/map/0/to/0", id="c9"))


def prosed(node):
    """A profile with words where the oracle has none."""
    if isinstance(node, list):
        return [prosed(one) for one in node]
    if not isinstance(node, dict):
        return node
    node = {key: prosed(value) for key, value in node.items()}
    if "bound" in node and "votes" in node:
        node["text"] = {"en": "Words.", "es": "Palabras."}
    for note in node.get("notes", ()):
        note.update(message="words", help="words")
    return node


def theme_overview(make):
    small = make.RUBRICS[make.SMALL]
    for number in range(30):
        rubric = [small, make.RUBRICS[make.TWO], make.RUBRICS[make.NINE]][number % 3]
        chance = random.Random(number)
        profiles = []
        for school in range(1 + number % 9):
            parent = chance.choice([None, "north", "east", "west"])
            subject = {"id": f"s{school}", **({"parent": parent} if parent else {})}
            assessment = people(make, rubric, 1000 + 50 * number + school, 2, [0, 0.5, 0.9][number % 3], id=f"a{school}", subject=subject)
            profiles.append(prosed(oracle.assess(rubric, make.policy_of("cei-default"), assessment)))
        derived(make, "overview", f"overview-random-{number}", f"{len(profiles)} subjects", "overview",
                {"profiles": profiles, "rubric": rubric}, oracle_voices.overview(rubric, profiles))
    for number in range(12):
        rubric = [small, make.RUBRICS[make.TWO], make.RUBRICS[make.NINE]][number % 3]
        growths = []
        for school in range(1 + number):
            rounds = [people(make, rubric, 3000 + 100 * number + 2 * school + one, 2, [0, 0.5, 0.9][number % 3], id=f"a{school}-{one}",
                             subject={"id": f"s{school}"}) for one in range(2)]
            growths.append(oracle_voices.growth(rubric, make.policy_of("cei-default"), rounds))
        hidden = growths[0]["domains"][0]
        if number % 4 == 3:
            hidden = {"id": hidden["id"], "change": "hidden", "means": hidden["means"], "competencies": hidden["competencies"]}
        growths[0] = {**growths[0], "domains": [hidden, *growths[0]["domains"][1:]]}
        derived(make, "overview", f"transitions-random-{number}", f"{len(growths)} subjects", "transitions",
                {"growths": growths, "rubric": rubric}, oracle_voices.transitions(rubric, growths))
    twice = [prosed(oracle.assess(small, make.policy_of("cei-default"), people(make, small, 2000, 2, 0, subject={"id": "s"})))] * 2

    def bad(operation, name, tests, arguments, *faults):
        make.check("overview", f"overview-{name}", tests, {"rubric": small, **arguments}, *faults, do="derive", operation=operation, text=False)

    bad("overview", "none", "Without a profile there is nothing to look over", {"profiles": []}, make.fault("too_few_items", "/profiles"))
    bad("overview", "twice", "A subject counts once", {"profiles": twice}, make.fault("duplicate_subject", "/profiles/1/subject", subject="s"))
    bad("transitions", "transitions-none", "Nor are there transitions without growth", {"growths": []}, make.fault("too_few_items", "/growths"))


def themes(make):
    theme_agreement(make)
    theme_gaps(make)
    theme_growth(make)
    theme_overview(make)
