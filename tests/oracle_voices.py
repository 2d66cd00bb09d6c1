"""Several voices, read again from cei-core/docs/agreement.md in plain Python: exact fractions, no library.

It shares nothing with the library, and nothing but tallies and profiles with tests/oracle.py.
"""

from collections import Counter
from fractions import Fraction

import oracle

STATISTICS = ["exact", "nominal", "ordinal", "interval", "identity", "linear", "ac_ordinal", "quadratic"]


def alpha_distance(metric, totals, c, d):
    if metric == "nominal":
        return Fraction(1)
    if metric == "interval":
        return Fraction((c - d) ** 2)
    low, high = min(c, d), max(c, d)
    return (Fraction(sum(totals[low:high + 1])) - Fraction(totals[c] + totals[d], 2)) ** 2


def weight(kind, k, c, d):
    j = abs(c - d)
    return {"identity": Fraction(j == 0), "linear": 1 - Fraction(j, k - 1),
            "ordinal": 1 - Fraction(j * (j + 1), k * (k - 1)), "quadratic": 1 - Fraction(j * j, (k - 1) ** 2)}[kind]


def coefficients(matrix, k, own=None):
    """The statistics of answers by unit and category; `own[u]` are pairs of one rater drawn twice. None: no pairs."""
    own = own or [0] * len(matrix)
    rated = [row for row in matrix if sum(row)]
    pairable = [(row, same) for row, same in zip(matrix, own) if sum(row) * (sum(row) - 1) - same > 0]
    if not pairable:
        return dict.fromkeys(STATISTICS, "no_pairable_units")
    found = {}
    pi = [sum(Fraction(row[c], sum(row)) for row in rated) / len(rated) for c in range(k)]

    def observed(kind):
        total = Fraction(0)
        for row, same in pairable:
            agreeing = sum(row[c] * (sum(weight(kind, k, c, d) * row[d] for d in range(k)) - 1) for c in range(k))
            total += (agreeing - same) / Fraction(sum(row) * (sum(row) - 1) - same)
        return total / len(pairable)

    found["exact"] = observed("identity")
    totals = [sum(row[c] for row, _ in pairable) for c in range(k)]
    n, same_in_all = sum(totals), sum(same for _, same in pairable)
    for metric in ["nominal", "ordinal", "interval"]:
        disagreement = expected = Fraction(0)
        for c in range(k):
            for d in range(c):
                distance = alpha_distance(metric, totals, c, d)
                expected += totals[c] * totals[d] * distance
                for row, same in pairable:
                    m = sum(row)
                    disagreement += Fraction(m * row[c] * row[d], m * (m - 1) - same) * distance
        pairs = Fraction(n * (n - 1) - same_in_all, n)
        found[metric] = 1 - pairs * disagreement / expected if expected else "constant_ratings"
    for name, kind in [("identity", "identity"), ("linear", "linear"), ("ac_ordinal", "ordinal"), ("quadratic", "quadratic")]:
        weights = sum(weight(kind, k, c, d) for c in range(k) for d in range(k))
        chance = weights / (k * (k - 1)) * sum(one * (1 - one) for one in pi)
        found[name] = (observed(kind) - chance) / (1 - chance)
    return found


def draws(seed, n, resamples):
    """SplitMix64: two draws from each output, upper half first."""
    mask, state = 2**64 - 1, seed
    for _ in range(resamples):
        drawn = []
        while len(drawn) < n:
            state = (state + 0x9E3779B97F4A7C15) & mask
            z = state
            z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
            z ^= z >> 31
            drawn += [(half * n) >> 32 for half in (z >> 32, z & 0xFFFFFFFF)]
        yield drawn[:n]


def quantile(values, share):
    values = sorted(values)
    place = share * (len(values) - 1)
    below = int(place)
    high = values[min(below + 1, len(values) - 1)]
    return values[below] + (high - values[below]) * (place - below)


def statistic(value, raters, bootstrap, resampled):
    if isinstance(value, str):
        return {"undefined": "fewer_than_two_raters" if raters < 2 else value}
    found = {"value": float(value)}
    if bootstrap is not None:
        values = [float(one) for one in resampled if not isinstance(one, str)]
        if values and 2 * len(values) >= bootstrap["resamples"]:
            tail = (1 - bootstrap["level"]) / 2
            found["interval"] = [quantile(values, tail), quantile(values, 1 - tail)]
        if len(values) < bootstrap["resamples"]:
            found["resamples"] = len(values)
    return found


def measures(matrix, k, raters, rows, bootstrap):
    """`rows`: for each voice its stage number by unit, 0 where there is none."""
    values = coefficients(matrix, k)
    rows = sorted(row for row in rows if any(row))
    bootstrap = bootstrap if len(rows) >= 3 else None
    resampled = []
    for drawn in draws(bootstrap["seed"], len(rows), bootstrap["resamples"]) if bootstrap else ():
        times = Counter(drawn)
        drawn_matrix = [[sum(n for row, n in times.items() if rows[row][u] == c + 1) for c in range(k)] for u in range(len(matrix))]
        own = [sum(n * (n - 1) for row, n in times.items() if rows[row][u]) for u in range(len(matrix))]
        resampled.append(coefficients(drawn_matrix, k, own))
    all_of = {name: statistic(values[name], raters, bootstrap, [one[name] for one in resampled]) for name in STATISTICS}
    return {"units": sum(1 for row in matrix if sum(row)), "raters": raters, "categories": k, "exact": all_of["exact"],
            "alpha": {name: all_of[name] for name in ["nominal", "ordinal", "interval"]},
            "ac": {"identity": all_of["identity"], "linear": all_of["linear"], "ordinal": all_of["ac_ordinal"],
                   "quadratic": all_of["quadratic"]}}


def head(rubric, counted):
    return {key: counted[key] for key in ["assessment", "subject", "period"] if key in counted}


def stamp(rubric):
    return {"id": rubric["id"], "version": rubric["version"], "digest": oracle.rubric_digest(rubric),
            "structure": oracle.structure_digest(rubric)}


def agreement(rubric, assessment=None, counted=None, bootstrap=None):
    """The agreement of an assessment, or of a tally."""
    k, units, groups = len(rubric["scale"]), oracle.competencies_of(rubric), oracle.groups_of(rubric)
    counted = oracle.tally_out(rubric, counted) if assessment is None else oracle.tally(rubric, assessment)
    cells = {(cell["competency"], cell["group"]): cell["stages"] for cell in counted["cells"]}
    voices = []
    if assessment is not None:
        group_of = {rater["id"]: rater["group"] for rater in assessment.get("raters", ())}
        named = {}
        for rating in assessment["ratings"]:
            if rating.get("stage") is None:
                continue
            number = oracle.stage_number(rubric, rating["stage"])
            if "rater" in rating:
                named.setdefault(rating["rater"], {})[rating["competency"]] = number
            else:
                voices.append((None, rating.get("group", "team"), {rating["competency"]: number}))
        voices += [(rater, group_of[rater], given) for rater, given in named.items()]

    def part(of_units, of_groups):
        matrix = [[sum(cells.get((unit, group), [0] * k)[c] for group in of_groups) for c in range(k)] for unit in of_units]
        here = [(rater, group, {u: n for u, n in given.items() if u in of_units}) for rater, group, given in voices
                if group in of_groups]
        here = [one for one in here if one[2]]
        if assessment is None:
            raters = sum(max(sum(cells.get((unit, group), ())) for unit in of_units) for group in of_groups)
        else:
            raters = sum(1 for rater, _, _ in here if rater is not None)
            for group in of_groups:
                unnamed = Counter(u for rater, its, given in here if rater is None and its == group for u in given)
                raters += max(unnamed.values(), default=0)
        rows = [[given.get(unit, 0) for unit in of_units] for _, _, given in here]
        return measures(matrix, k, raters, rows, bootstrap)

    domains = [{"id": domain["id"], **part([one["id"] for one in domain["competencies"]], groups)} for domain in rubric["domains"]]
    by_group = [{"group": group, **part(units, [group])} for group in groups]
    return {"format": "cei.agreement/1", "rubric": stamp(rubric), **head(rubric, counted),
            **({"bootstrap": bootstrap} if bootstrap else {}), "all": part(units, groups), "domains": domains,
            "groups": [one for one in by_group if one["units"]]}


def gaps(rubric, policy, counted):
    """The gaps of a tally."""
    return gaps_of(rubric, oracle.stage(rubric, policy, counted), oracle.groups_of(rubric).index)


def gaps_of(rubric, profile, place):
    """The gaps between the rows of a profile, which are in the order of `place`."""
    found = []
    for domain in profile["domains"]:
        for competency in domain["competencies"]:
            voices = [one for one in competency.get("groups", ()) if sum(one["stages"])]
            voices.sort(key=lambda one: place(one["group"]))
            for i, first in enumerate(voices):
                for second in voices[i + 1:]:
                    pairs = [(x, y, a * b) for x, a in enumerate(first["stages"]) for y, b in enumerate(second["stages"])]
                    delta = Fraction(sum(((x > y) - (x < y)) * n for x, y, n in pairs), sum(n for _, _, n in pairs))
                    gap = {"competency": competency["id"]}
                    for name, side in [("first", first), ("second", second)]:
                        stage = {"stage": side["stage"]} if "stage" in side else {}
                        gap[name] = {"group": side["group"], **stage, "answers": sum(side["stages"])}
                    difference = None
                    if "stage" in first and "stage" in second:
                        difference = oracle.stage_number(rubric, first["stage"]) - oracle.stage_number(rubric, second["stage"])
                        gap["difference"] = difference
                    gap["delta"] = float(delta)
                    found.append((-abs(difference or 0), -abs(delta), gap))
    found.sort(key=lambda one: one[:2])
    head_of = {key: profile[key] for key in ["rules", "rubric", "policy", "assessment", "subject", "period"] if key in profile}
    return {"format": "cei.gaps/1", **head_of, "gaps": [gap for _, _, gap in found]}


CHANGES = ["rose", "fell", "stayed", "new", "gone", "none", "not_compared"]


def grown(rubric, stages):
    first, last = stages[0], stages[-1]
    node = {}
    if first is not None:
        node["from"] = first
    if last is not None:
        node["to"] = last
    if first is not None and last is not None:
        steps = oracle.stage_number(rubric, last) - oracle.stage_number(rubric, first)
        node["change"], node["steps"] = "rose" if steps > 0 else "fell" if steps < 0 else "stayed", steps
    else:
        node["change"] = "new" if last is not None else "gone" if first is not None else "none"
    if len(stages) > 2:
        node["stages"] = stages
    return node


def growth(rubric, policy, assessments):
    """Between the rounds of one subject under one rubric, from their assessments."""
    profiles = [oracle.assess(rubric, policy, one) for one in assessments]
    first, last = assessments[0], assessments[-1]

    def means(units):
        sides = []
        for assessment in (first, last):
            numbers = [oracle.stage_number(rubric, one["stage"]) for one in assessment["ratings"]
                       if one.get("stage") is not None and one["competency"] in units]
            mean = Fraction(sum(numbers), len(numbers)) if numbers else None
            sides.append((mean, {"answers": len(numbers), **({} if mean is None else {"mean": float(mean)})}))
        (before, from_), (after, to) = sides
        known = before is not None and after is not None
        return {"from": from_, "to": to, "difference": {"value": float(after - before)} if known else {"undefined": "no_answers"}}

    counts = {"competencies": dict.fromkeys(CHANGES, 0), "domains": dict.fromkeys(CHANGES, 0)}
    domains = []
    for d, domain in enumerate(rubric["domains"]):
        node = {"id": domain["id"], **grown(rubric, [one["domains"][d].get("stage") for one in profiles])}
        counts["domains"][node["change"]] += 1
        node["means"] = means([one["id"] for one in domain["competencies"]])
        node["competencies"] = []
        for c, competency in enumerate(domain["competencies"]):
            stages = [one["domains"][d]["competencies"][c].get("stage") for one in profiles]
            below = {"id": competency["id"], **grown(rubric, stages), "means": means([competency["id"]])}
            counts["competencies"][below["change"]] += 1
            node["competencies"].append(below)
        domains.append(node)
    early, late = ({one["rater"] for one in assessment["ratings"] if "rater" in one} for assessment in (first, last))
    unnamed = sum(1 for assessment in (first, last) for one in assessment["ratings"] if "rater" not in one)
    turnover = {"stayed": len(early & late), "left": len(early - late), "joined": len(late - early)}
    profile = profiles[-1]
    overall = {}
    if "overall" in profile:
        overall = {"overall": grown(rubric, [one["overall"].get("stage") for one in profiles])}
    return {"format": "cei.growth/1", **{key: profile[key] for key in ["rules", "rubric", "policy", "subject"] if key in profile},
            "rounds": [{key: one[key] for key in ["assessment", "period"] if key in one} for one in profiles],
            "turnover": {**turnover, **({"anonymous": unnamed} if unnamed else {})}, "counts": counts, **overall, "domains": domains}


def overview(rubric, profiles):
    scale = [stage["id"] for stage in rubric["scale"]]
    parents = {one.get("subject", {}).get("parent") for one in profiles}
    rows = []
    for parent in [*sorted(parents - {None}), *([None] if None in parents else [])]:
        here = [one for one in profiles if one.get("subject", {}).get("parent") == parent]
        for d, domain in enumerate(rubric["domains"]):
            counts = Counter(one["domains"][d].get("stage") for one in here)
            for stage in [*scale, *([None] if counts[None] else [])]:
                row = {"parent": parent, "domain": domain["id"], "stage": stage, "subjects": counts[stage]}
                rows.append({key: value for key, value in row.items() if value is not None})
    first = profiles[0]
    return {"format": "cei.overview/1", "rules": first["rules"], "rubric": stamp(rubric), "policy": first["policy"], "rows": rows}


def transitions(rubric, growths):
    """From which stage of a domain to which the subjects went; what is hidden or another domain is not counted."""
    scale = [stage["id"] for stage in rubric["scale"]]
    rows = []
    for d, domain in enumerate(rubric["domains"]):
        here = [one["domains"][d] for one in growths]
        went = Counter((one.get("from"), one.get("to")) for one in here if one["change"] not in ("hidden", "not_compared"))
        for pair in [(first, last) for first in [None, *scale] for last in [None, *scale]]:
            if went[pair]:
                ends = {name: stage for name, stage in zip(("from", "to"), pair) if stage is not None}
                rows.append({"domain": domain["id"], **ends, "subjects": went[pair]})
    return {"format": "cei.transitions/1", "rubric": stamp(rubric), "rows": rows}
