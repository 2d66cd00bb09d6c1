"""What may be published, read again from cei-core/docs/privacy.md in plain Python: every possibility is tried.

It shares nothing with the library, and nothing but profiles and the rule of a group with tests/oracle.py. What an
outsider may think of a hidden row is found by writing down small rows, up to `ROWS` answers, and staging each.
"""

import functools
import itertools
import json

import oracle
import oracle_voices

ROWS = 5
REASONS = ["range", "because", "next", "held_by"]


def rows_of(total, places):
    if places == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in rows_of(total - first, places - 1):
            yield (first, *rest)


@functools.cache
def small_rows(rubric_text, policy_text):
    """Of each state of a group (a stage number, "none" or "n/a") the small rows that are at it: stages and how many."""
    rubric, policy = json.loads(rubric_text), json.loads(policy_text)
    k = len(rubric["scale"])
    found = {}
    for total in range(1, ROWS + 1):
        for row in rows_of(total, k + 2):
            missing = {"dont_know": row[k], "not_applicable": row[k + 1]}
            found.setdefault(state(oracle.decide_group(rubric, policy, {"stages": list(row[:k]), "missing": missing}, None)), []).append((row[:k], total))
    return found


def state(node):
    if node["status"] in ("not_applicable", "out_of_scope"):
        return "n/a"
    return "none" if node.get("stage") is None else node["stage"]


def by_rule(rule, states, k):
    members = [one for one in states if one != "n/a"]
    if not members:
        return "n/a"
    stage, _ = oracle.apply_rule(rule, [one for one in members if one != "none"], len(members), k)
    return "none" if stage is None else stage


class Outsider:
    def __init__(self, rubric, policy):
        self.rubric, self.policy, self.k = rubric, policy, len(rubric["scale"])
        self.small = small_rows(json.dumps(rubric), json.dumps(policy))
        self.least = {one: min(total for _, total in rows) for one, rows in self.small.items()}

    def outcomes(self, states):
        """What a competency of voices at these states can be."""
        voted = by_rule(self.policy["groups"], states, self.k)
        if self.policy.get("decision") == "require":
            return {"n/a" if voted == "n/a" else "none"}
        check = self.policy.get("evidence")
        if check is not None and (check.get("effect") or "note") == "hold" and isinstance(voted, int):
            start = self.k if (check.get("from") or "top") == "top" else oracle.stage_number(self.rubric, check["from"])
            if voted >= start:
                items, groups = (default if check.get(name) is None else check[name] for name, default in [("items", 1), ("groups", 0)])
                fits = {voted} if groups <= len(states) else set()
                return fits | ({start - 1} if items or groups else set())
        return {voted}

    def possible(self, shown, hidden, rest, allowed):
        """All (states of the hidden rows, outcomes) that agree with `allowed` and with their number of answers."""
        for states in itertools.product(self.small, repeat=hidden):
            outcomes = self.outcomes([*shown, *states])
            if (allowed is None or outcomes & allowed) and (rest is None or self.fewest(states) <= rest):
                yield states, outcomes

    def fewest(self, states):
        return sum(self.least[one] for one in states)

    def is_safe(self, shown, hidden, rest, allowed, min_n):
        # The most answers that a row at a state can have: what it can have besides are all the smaller rows at that state.
        most = [{} for _ in range(hidden)]
        alone = [{states[place] for states, _ in self.possible(shown, hidden, rest, None)} for place in range(hidden)]
        for states, _ in self.possible(shown, hidden, rest, allowed):
            for place, one in enumerate(states):
                left = 1000 if rest is None else rest - self.fewest(states) + self.least[one]
                most[place][one] = max(left, most[place].get(one, 0))
        numbers = [set() for _ in range(hidden)]
        counts = [[set() for _ in range(self.k)] for _ in range(hidden)]
        for place, at_most in enumerate(most):
            for one, left in at_most.items():
                numbers[place] |= set(range(left if hidden == 1 and rest is not None else self.least[one], left + 1))
                for row, total in self.small[one]:
                    if total <= left:
                        for stage, count in enumerate(row):
                            counts[place][stage].add(count)
        told = any(len(left) == 1 and len(own) > 1 for left, own in zip(most, alone))
        return not told and all(len(one) >= min_n - 1 for one in numbers) and all(len(one) > 1 for row in counts for one in row)

    def merged_are_safe(self, shown, merged, allowed, min_n):
        """Whether the ways to split merged rows in two that the page names leave enough for a group inside each."""
        splits = [list(self.splits(row, min_n)) for row in merged]
        for place, row in enumerate(merged):
            left, own = [], [group for split in splits[place] for group in split]
            voices = [{tuple(sorted(str(self.state_of(group)) for group in split if any(group))) for split in one} for one in splits]
            others = [sorted(one) for other, one in enumerate(voices) if other != place]
            for split in splits[place]:
                states = [self.state_of(group) for group in split if any(group)]
                for choice in itertools.product(*others):
                    beside = [int(one) if one.isdigit() else one for states_of in choice for one in states_of]
                    if self.outcomes([*shown, *states, *beside]) & allowed:
                        left += split
                        break
            state = {None if not any(group) else self.state_of(group) for group in left}
            own_state = {None if not any(group) else self.state_of(group) for group in own}
            if len({sum(group) for group in left}) < min_n - 1 or (len(state) < 2 and len(own_state) > 1):
                return False
            if any(count and len({group[stage] for group in left}) < 2 for stage, count in enumerate(row["stages"])):
                return False
        return True

    def splits(self, row, min_n):
        """One group has the first answers, the last, or so many of one kind; another has the rest."""
        each = [*row["stages"], *[row.get("missing", {}).get(kind, 0) for kind in oracle.MISSING]]
        answers = [kind for kind, count in enumerate(each) for _ in range(count)]
        for count in range(min_n + 1):
            for taken in [answers[:count], answers[max(0, len(answers) - count):],
                          *[[kind] * min(count, each[kind]) for kind in range(len(each))]]:
                one = [taken.count(kind) for kind in range(len(each))]
                yield [one, [all - mine for all, mine in zip(each, one)]]

    def state_of(self, group):
        stages, reasons = group[:self.k], group[self.k:]
        missing = {kind: count for kind, count in zip(oracle.MISSING, reasons) if count}
        return state(oracle.decide_group(self.rubric, self.policy, {"stages": stages, "missing": missing}, None))


def digest(disclosure):
    language = disclosure.get("language") or "en"
    normal = oracle.normal(disclosure, language, {
        "format": None, "id": None, "version": None, "language": None, "title": "text", "min_n": None, "complementary": None,
        "merge": [{"id": None, "title": "text", "groups": None}], "extensions": None})
    return oracle.sha256({"language": language, "min_n": 11, "complementary": True, **normal})


def total_of(row):
    return sum(row["stages"]) + sum(row.get("missing", {}).values())


def is_small(row, min_n):
    return any(0 < answers < min_n for answers in (total_of(row), sum(row["stages"])))


def hide(rows, min_n, complementary, before=()):
    """The places that are hidden, and whether the total is."""
    hidden = [place for place, row in enumerate(rows) if is_small(row, min_n) or row["group"] in before]
    while hidden:
        rest = sum(total_of(rows[place]) for place in hidden)
        values = 1 if len(hidden) == 1 else rest - len(hidden) + 1
        if values >= min_n - 1:
            break
        others = [place for place in range(len(rows)) if place not in hidden and total_of(rows[place]) > 0]
        if not complementary or not others:
            return hidden, True
        hidden.append(min(others, key=lambda place: total_of(rows[place])))
    return hidden, False


def merged_row(rubric, policy, merged, parts):
    missing = {kind: sum(part.get("missing", {}).get(kind, 0) for part in parts) for kind in oracle.MISSING}
    missing = {kind: count for kind, count in missing.items() if count}
    stages = [sum(counts) for counts in zip(*[part["stages"] for part in parts])]
    node = oracle.decide_group(rubric, policy, {"stages": stages, "missing": missing}, None)
    row = {"group": merged["id"], "status": node["status"]}
    if node["stage"] is not None:
        row["stage"] = oracle.stage_id(rubric, node["stage"])
    row["stages"] = stages
    return {**row, "missing": missing} if missing else row


def without_reasons(node):
    return {key: value for key, value in node.items() if key not in REASONS}


def release(rubric, policy, counted, disclosure=None, earlier=()):
    """`earlier`: releases of the same answers; what they hide is hidden here too."""
    disclosure = disclosure or {"format": "cei.disclosure/1", "id": "cei-disclosure", "version": "1"}
    min_n = disclosure.get("min_n", 11)
    complementary = disclosure.get("complementary", True)
    merge = disclosure.get("merge", [])
    names = {merged["id"] for merged in merge}
    profile = oracle.stage(rubric, policy, counted)
    outsider = Outsider(rubric, policy)
    number = lambda node: state({"status": node["status"], "stage": oracle.stage_number(rubric, node["stage"]) if "stage" in node else None})  # noqa: E731

    voices, closed = {}, set()
    before = {one["id"]: {row["group"] for row in one.get("groups", ()) if row.get("hidden")}
              for other in earlier for domain in other["domains"] for one in domain["competencies"]}
    for domain in profile["domains"]:
        for place, competency in enumerate(domain["competencies"]):
            rows = list(competency.get("groups", []))
            for merged in merge:
                parts = [row for row in rows if row["group"] in merged["groups"]]
                if parts:
                    at = rows.index(parts[0])
                    rows = [row for row in rows if row not in parts]
                    rows.insert(at, merged_row(rubric, policy, merged, parts))
            hidden, total_hidden = hide(rows, min_n, complementary, before.get(competency["id"], ()))
            any_merged = any(row["group"] in names for row in rows)
            if hidden or any_merged:
                closed.add(competency["id"])
            new = {"id": competency["id"]}
            rest = None if total_hidden else sum(total_of(rows[one]) for one in hidden)
            shown = [number(row) for one, row in enumerate(rows) if one not in hidden]
            is_hidden = False
            if hidden:
                voices[competency["id"]] = (shown, len(hidden), rest)
            by_votes = competency["source"] == "tally"
            if hidden and by_votes:
                voted = [one for one, row in enumerate(rows) if "stage" in row]
                lone = len(voted) == 1 and voted[0] in hidden
                is_hidden = lone or any_merged or not outsider.is_safe(shown, len(hidden), rest, {number(competency)}, min_n)
            elif any_merged and by_votes:
                inside = [row for row in rows if row["group"] in names]
                beside = [number(row) for row in rows if row["group"] not in names]
                is_hidden = not outsider.merged_are_safe(beside, inside, {number(competency)}, min_n)
            if any_merged:
                voices[competency["id"]] = None
            if is_hidden:
                new["hidden"] = True
            else:
                kept = without_reasons(competency) if competency["id"] in closed else competency
                new.update({key: value for key, value in kept.items() if key != "groups"})
            if not total_hidden:
                new["answers"] = sum(total_of(row) for row in rows)
            if rows:
                new["groups"] = [{"group": row["group"], "hidden": True} if one in hidden else row for one, row in enumerate(rows)]
            domain["competencies"][place] = new

    for name in oracle.foundations_first(rubric):
        place = [domain["id"] for domain in profile["domains"]].index(name)
        domain = profile["domains"][place]
        builds_on = rubric["domains"][place].get("builds_on") or []
        below = domain["competencies"]
        if any(one["id"] in closed for one in below) or any(one in closed for one in builds_on):
            closed.add(name)
        hidden = [one for one in below if one.get("hidden")]
        below_hidden = any(one.get("hidden") for one in profile["domains"] if one["id"] in builds_on)
        holds = (policy.get("foundation") or {}).get("effect") == "hold"
        told = holds and below_hidden and isinstance(number(domain), int)
        if told or hidden and not domain_is_safe(rubric, policy, outsider, profile, domain, builds_on, voices, min_n, number):
            profile["domains"][place] = {"id": name, "hidden": True, "competencies": below}
            closed.add(name)
        elif name in closed:
            profile["domains"][place] = without_reasons(domain)

    domains = profile["domains"]
    if "overall" in profile:
        if any(domain.get("hidden") for domain in domains):
            profile["overall"] = {"hidden": True}
        elif any(domain["id"] in closed for domain in domains):
            profile["overall"] = without_reasons(profile["overall"])
    hidden = {one["id"] for domain in domains for one in domain["competencies"] if one.get("hidden")}
    for lens in profile.get("lenses", []):
        of_rubric = next(one for one in rubric["lenses"] if one["id"] == lens["id"])
        for place, part in enumerate(lens["parts"]):
            below = next(one for one in of_rubric["parts"] if one["id"] == part["id"])["competencies"]
            if hidden & set(below):
                lens["parts"][place] = {"id": part["id"], "hidden": True}
            elif closed & set(below):
                lens["parts"][place] = without_reasons(part)
    notes = [note for note in profile.get("notes", []) if note["params"]["id"] not in closed]

    out = {"format": "cei.release/1"}
    for field in ["rules", "rubric", "policy"]:
        out[field] = profile[field]
    out["disclosure"] = {"id": disclosure["id"], "version": disclosure["version"], "digest": digest(disclosure), "min_n": min_n,
                         "complementary": complementary, **({"merge": merge} if merge else {})}
    for field in ["assessment", "subject", "period", "overall", "domains", "lenses"]:
        if field in profile:
            out[field] = profile[field]
    if notes:
        out["notes"] = notes
    return out


def domain_is_safe(rubric, policy, outsider, profile, domain, builds_on, voices, min_n, number):
    k = len(rubric["scale"])
    hidden = [one for one in domain["competencies"] if one.get("hidden")]
    if any(voices[one["id"]] is None for one in hidden):
        return False
    own = number(domain)
    allowed = {own}
    check = policy.get("foundation")
    if check is not None and (check.get("effect") or "note") == "hold" and isinstance(own, int):
        below = [one for one in profile["domains"] if one["id"] in builds_on]
        if any(one.get("hidden") for one in below):
            return False
        stages = [number(one) for one in below if isinstance(number(one), int)]
        if stages and own == min(stages) + (1 if check.get("ahead") is None else check["ahead"]):
            allowed |= set(range(own, k + 1))
    shown = [number(one) for one in domain["competencies"] if not one.get("hidden")]
    sets = [set().union(*[outcomes for _, outcomes in outsider.possible(*voices[one["id"]], None)]) for one in hidden]
    left = [set() for _ in hidden]
    for choice in itertools.product(*sets):
        if by_rule(policy["domain"], [*shown, *choice], k) in allowed:
            for place, one in enumerate(choice):
                left[place].add(one)
    return all((len(some) > 1 or len(own) == 1) and outsider.is_safe(*voices[one["id"]], some, min_n)
               for one, some, own in zip(hidden, left, sets))


def gaps(rubric, released):
    """The gaps between the rows that a release shows."""
    merged = {one["id"]: one["groups"] for one in released["disclosure"].get("merge", ())}
    order = oracle.groups_of(rubric)
    domains = [{**domain, "competencies": [{**one, "groups": [row for row in one.get("groups", ()) if not row.get("hidden")]}
                                           for one in domain["competencies"]]} for domain in released["domains"]]
    place = lambda row: min(order.index(group) for group in merged.get(row, [row]))  # noqa: E731
    return oracle_voices.gaps_of(rubric, {**released, "domains": domains}, place)


def growth(rubric, releases):
    """What rose, fell or stayed between releases of one rubric; hidden where the first or the last hides it."""
    counts = {level: dict.fromkeys(oracle_voices.CHANGES, 0) for level in ("competencies", "domains")}

    def grown(nodes, level=None):
        node = oracle_voices.grown(rubric, [one.get("stage") for one in nodes])
        if nodes[0].get("hidden") or nodes[-1].get("hidden"):
            node = {"change": "hidden", **({"stages": node["stages"]} if "stages" in node else {})}
        if level:
            counts[level][node["change"]] = counts[level].get(node["change"], 0) + 1
        return node

    domains = []
    for each in zip(*[one["domains"] for one in releases]):
        node = {"id": each[0]["id"], **grown(each, "domains")}
        below = zip(*[one["competencies"] for one in each])
        domains.append({**node, "competencies": [{"id": one[0]["id"], **grown(one, "competencies")} for one in below]})
    last = releases[-1]
    overall = {"overall": grown([one["overall"] for one in releases])} if "overall" in last else {}
    return {"format": "cei.growth/1", **{key: last[key] for key in ["rules", "rubric", "policy", "subject"] if key in last},
            "rounds": [{key: one[key] for key in ["assessment", "period"] if key in one} for one in releases],
            "counts": counts, **overall, "domains": domains}
