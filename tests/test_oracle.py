"""The oracle and the corpus themselves: examples worked out by hand, and properties."""

import itertools
import json
from fractions import Fraction

import corpus
import make_vectors
import oracle
import pytest

K = 4
SHARES = ["any", "majority", "all", "1/2", "2/3", "3/5", "1/1", "1/1000000"]
RULES = [{"by": "reach", "share": share, **within} for share in SHARES for within in [{}, {"within": 0}, {"within": 1}, {"within": 2}]]
RULES += [{"by": "points", "cutoffs": cutoffs, **within}
          for cutoffs in ["even", ["1/4", "1/2", "3/4"], ["1/2", "1/2", "1/1"], ["2/3", "2/3", "2/3"]]
          for within in [{}, {"within": 0}, {"within": 1}, {"within": 2}]]


def vectors(longest, k=K):
    for n in range(1, longest + 1):
        yield from itertools.product(range(1, k + 1), repeat=n)


# --- worked out by hand


@pytest.mark.parametrize("share", make_vectors.NEED_BY_HAND)
def test_need(share):
    assert [oracle.need(share, n) for n in range(1, 13)] == make_vectors.NEED_BY_HAND[share]


def test_majority_is_the_lower_median_and_all_the_minimum():
    for votes in vectors(5):
        assert oracle.own_kind({"by": "reach", "share": "majority"}, list(votes), K) == sorted(votes)[(len(votes) - 1) // 2]
        assert oracle.own_kind({"by": "reach", "share": "all"}, list(votes), K) == min(votes)
        assert oracle.own_kind({"by": "reach", "share": "any"}, list(votes), K) == max(votes)


def test_even_is_the_mean_rounded_down():
    for k in [2, 3, 4, 9]:
        for votes in vectors(3, k):
            assert oracle.own_kind({"by": "points", "cutoffs": "even"}, list(votes), k) == sum(votes) // len(votes)


def test_points():
    assert oracle.points([1, 2, 4]) == 4
    assert oracle.cutoffs({"cutoffs": "even"}, 4) == [Fraction(1, 3), Fraction(2, 3), 1]
    quarters = {"by": "points", "cutoffs": ["1/4", "1/2", "3/4"]}
    assert [oracle.own_kind(quarters, votes, 4) for votes in [[1, 1, 1, 4], [1, 1, 1, 3], [1, 4], [1, 4, 4, 4], [1, 1]]] == [2, 1, 3, 4, 1]


def test_bound():
    def bound(votes, members=None, **rule):
        return oracle.apply_rule({"by": "reach", "share": "2/3", **rule}, votes, members or len(votes), 4)

    assert bound([4, 4, 4, 1], within=1) == (2, "within")
    assert bound([3, 3, 3, 2], within=1) == (3, "reach")
    assert bound([4, 4, 4, 3], within=1) == (4, "top")
    assert bound([3, 3], 4, coverage="3/5") == (None, "coverage")
    assert bound([3, 3], 4, coverage="1/2", min=3) == (None, "min")
    assert bound([3, 3], 4, coverage="3/5", min=3) == (None, "coverage")
    assert oracle.apply_rule({"by": "reach", "share": "any"}, [], 0, 4) == (None, "no_answers")
    assert oracle.apply_rule({"by": "reach", "share": "any"}, [], 2, 4) == (None, "coverage")


def test_the_example_of_the_specification():
    """reached [5,5,4,2], need 4, and two steps to the next stage."""
    rubric = make_vectors.builtin_rubric()
    votes = dict(zip(["1.1", "1.2", "1.3", "1.4", "1.5"], ["advanced", "maturing", "developing", "maturing", "advanced"]))
    document = {"format": "cei.assessment/1", "id": "a", "rubric": {"id": rubric["id"], "version": rubric["version"]},
                "ratings": [{"competency": one, "stage": stage} for one, stage in votes.items()]}
    policy = make_vectors.policy(domain={"by": "reach", "share": "2/3"})
    profile = oracle.assess(rubric, policy, document)
    first = profile["domains"][0]
    assert list(first) == ["id", "status", "stage", "range", "because", "next", "competencies"]
    assert (first["status"], first["stage"], first["range"]) == ("staged", "maturing", ["maturing", "maturing"])
    assert first["because"] == {"bound": "reach", "votes": 5, "members": 5, "reached": [5, 5, 4, 2], "need": 4}
    assert first["next"] == {"stage": "advanced", "steps": 2, "raise": [
        {"id": "1.2", "from": "maturing", "to": "advanced"}, {"id": "1.4", "from": "maturing", "to": "advanced"}]}
    # Its first competency: one voice, one rating.
    assert first["competencies"][0] == {
        "id": "1.1", "status": "staged", "stage": "advanced", "range": ["advanced", "advanced"],
        "because": {"bound": "top", "votes": 1, "members": 1, "reached": [1, 1, 1, 1], "need": 1}, "source": "tally",
        "groups": [{"group": "team", "status": "staged", "stage": "advanced", "range": ["advanced", "advanced"],
                    "because": {"bound": "top", "votes": 1, "members": 1, "reached": [1, 1, 1, 1], "need": 1}, "stages": [0, 0, 0, 1]}]}
    # Nobody answered the second domain.
    second = profile["domains"][1]
    assert second["status"] == "insufficient" and second["range"] == ["not_evident", "advanced"]
    assert second["because"] == {"bound": "coverage", "votes": 0, "members": 5}
    assert second["competencies"][0]["because"] == {"bound": "no_answers", "votes": 0, "members": 0}


def test_next_by_hand():
    reach = {"by": "reach", "share": "2/3"}
    assert oracle.closed_next(reach, [1, 2, 3, 1, 2, 3, 4], 3, 4) == [1, 3, 3, 1, 3, 3, 4]
    assert oracle.closed_next({**reach, "within": 1}, [1, 4, 4, 4], 3, 4) == [2, 4, 4, 4]
    assert oracle.closed_next({"by": "points", "cutoffs": "even"}, [1, 1, 4], 3, 4) == [4, 1, 4]
    # Two at 2 after what within forces: the earlier one goes first.
    assert oracle.closed_next({"by": "reach", "share": "1/2", "within": 1}, [2, 1, 1, 4], 3, 4) == [3, 2, 2, 4]


def test_canonical_json():
    """The sorting example of RFC 8785, and its escapes."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    text = oracle.canonical({key: 0 for key in keys})
    assert list(json.loads(text)) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert oracle.canonical("\u20ac$\u000f\nA'B\"\\\\\"/") == "\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\""
    assert oracle.canonical([1.0, 4.5, -7, True, None, 0]) == "[1,4.5,-7,true,null,0]"


# --- properties


def test_rules_are_monotone_bounded_and_order_free():
    for rule in RULES:
        for votes in vectors(4):
            stage = oracle.capped(rule, list(votes), K)
            assert 1 <= stage <= K
            assert stage == oracle.capped(rule, list(reversed(votes)), K)
            if rule["by"] == "reach":
                assert min(votes) <= stage <= max(votes)
            for i in range(len(votes)):
                if votes[i] < K:
                    raised = list(votes)
                    raised[i] += 1
                    assert oracle.capped(rule, raised, K) >= stage


def test_next_is_the_fewest_steps():
    for rule in RULES:
        for votes in vectors(4):
            stage = oracle.capped(rule, list(votes), K)
            if stage < K:
                after = oracle.closed_next(rule, list(votes), stage + 1, K)
                assert all(new >= old for new, old in zip(after, votes))
                assert oracle.capped(rule, after, K) > stage
                assert sum(after) - sum(votes) == oracle.fewest_steps(rule, list(votes), stage + 1, K)
                unnamed = oracle.closed_next(rule, sorted(votes), stage + 1, K)
                assert sum(unnamed) == sum(after)


def test_profiles_are_monotone():
    """Raising one team answer never lowers a stage anywhere, with every hold at work."""
    rubric = make_vectors.RUBRICS[make_vectors.DIAMOND]
    policy = make_vectors.policy(domain={"by": "reach", "share": "2/3", "within": 1}, overall={"by": "points", "cutoffs": "even"},
                                 evidence={"effect": "hold"}, foundation={"effect": "hold"})

    def stages(votes):
        ratings = [{"competency": one, "stage": oracle.stages_of(rubric)[vote - 1]} for one, vote in zip(oracle.competencies_of(rubric), votes)]
        document = {"format": "cei.assessment/1", "id": "a", "rubric": {"id": rubric["id"], "version": "1"}, "ratings": ratings}
        counted = oracle.decide(rubric, policy, oracle.tally(rubric, document))
        return [one["stage"] for part in ["competencies", "domains"] for one in counted[part].values()] + [counted["overall"]["stage"]]

    dice = make_vectors.Dice(7)
    for _ in range(150):
        votes = [1 + dice.roll(4) for _ in range(7)]
        i = dice.roll(7)
        if votes[i] == 4:
            continue
        raised = list(votes)
        raised[i] += 1
        assert all(new >= old for new, old in zip(stages(raised), stages(votes)))


def test_range_holds_every_filling():
    """Whatever the missing answers turn out to be, the stage lies in the range."""
    rubric = make_vectors.RUBRICS[make_vectors.CHAIN]
    policy = make_vectors.policy(foundation={"effect": "hold"}, evidence={"effect": "hold"})
    fixed = {"b1": "advanced", "d1": "maturing"}

    def assess(**given):
        ratings = [{"competency": one, "stage": stage} for one, stage in {**fixed, **given}.items()]
        return oracle.assess(rubric, policy, {"id": "a", "rubric": {"id": "chain", "version": "1"}, "ratings": ratings})

    number = oracle.stages_of(rubric).index
    ranges = {domain["id"]: domain["range"] for domain in assess()["domains"]}
    for a in oracle.stages_of(rubric):
        for c in oracle.stages_of(rubric):
            for domain in assess(a1=a, c1=c)["domains"]:
                low, high = ranges[domain["id"]]
                assert number(low) <= number(domain["stage"]) <= number(high)


# --- the corpus


def test_the_corpus_is_up_to_date(monkeypatch):
    monkeypatch.setattr(make_vectors, "THEMES", {})
    monkeypatch.setattr(make_vectors, "NAMES", set())
    for name, text in make_vectors.build().items():
        assert (make_vectors.VECTORS / name).read_text(encoding="utf-8") == text, f"{name}: run `python3 tests/make_vectors.py`"


def test_names_are_unique():
    names = [case["name"] for case in corpus.load()]
    assert len(names) == len(set(names)) and len(names) > 250


def test_every_case_agrees_with_itself_and_not_with_another():
    for case in corpus.load():
        expect = case["expect"]
        if "report" in expect:
            report = expect["report"]
            if "counts" in report:
                continue
            output = {"format": "cei.report/1", "valid": report["valid"], "diagnostics": [
                {**one, "path": one.get("path", one.get("under", ""))} for one in report.get("diagnostics", report.get("any_order"))]}
            spoilt = {**output, "valid": not output["valid"]}
        else:
            output = expect.get("profile") or expect.get("tally") or expect.get("result") or expect
            spoilt = dict(list(output.items())[1:])
        assert corpus.agrees(case, json.loads(json.dumps(output))) == []
        assert corpus.agrees(case, spoilt) != []


def test_positions_are_in_order():
    """Diagnostics are listed by where they are, then by code."""
    for case in corpus.load():
        listed = case["expect"].get("report", {}).get("diagnostics", [])
        places = [(one["line"], one["column"], one["code"]) for one in listed if "line" in one]
        assert places == sorted(places), case["name"]


def test_positions_point_at_what_they_name():
    for case in corpus.load():
        if not case["positions"] or "$text" not in case["input"]:
            continue
        lines = case["input"]["$text"].split("\n")
        for one in case["expect"]["report"]["diagnostics"]:
            if "line" not in one:
                continue
            rest = lines[one["line"] - 1][one["column"] - 1:]
            last = one["path"].rpartition("/")[2].replace("~1", "/").replace("~0", "~")
            if one["code"] in ["unknown_field", "duplicate_key"]:
                assert rest.startswith('"') and json.JSONDecoder().raw_decode(rest)[0] == last, case["name"]
            elif ("value" in one["params"] or "id" in one["params"]) and rest[0] not in "{[":
                value = next(one["params"][name] for name in ("value", "found", "id") if name in one["params"])
                if value == last:
                    continue  # the key is what is named, and the place is that of its value
                assert rest.startswith(json.dumps(value, ensure_ascii=False)), case["name"]
            else:
                assert rest[0] in '{["0123456789-tfn', case["name"]


def test_key_order_prose_and_types_in_comparisons():
    case = {"expect": {"profile": {"a": 1, "because": {"votes": 1}, "notes": [{"code": "x"}]}}}
    assert corpus.agrees(case, {"a": 1, "because": {"votes": 1, "text": {"en": "."}}, "notes": [{"code": "x", "message": "m", "help": "h"}]}) == []
    assert corpus.agrees(case, {"because": {"votes": 1}, "a": 1, "notes": [{"code": "x"}]})[0][0] == " (order of keys)"
    assert corpus.agrees(case, {"a": True, "because": {"votes": 1}, "notes": [{"code": "x"}]}) == [("/a", 1, True)]
    assert corpus.agrees(case, {"a": 1, "because": {"votes": 2}, "notes": []}) == [("/because/votes", 1, 2), ("/notes/0", {"code": "x"}, "absent")]
