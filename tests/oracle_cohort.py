"""What a cohort shows as of a day, read again in plain Python from cei-core/docs/cohort.md.

Shares nothing with the library. `review(document, as_of, profiles)` gives the `cei.cohort_review/1` of a valid
`cei.cohort/1`; the growth of districts is given in `profiles` as {team: [profile, ...]}, earliest first.
"""

from datetime import date
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "cei-core" / "data" / "initiative"
GROUPS = ["students", "families", "educators", "leaders", "community"]
STAGES = ["not_evident", "developing", "maturing", "advanced"]
ON = ["protocol", "metrics", "activities", "resources"]


def day(text):
    return date.fromisoformat(text)


def years_later(start, years):
    """The same day so many years later; 28 February for 29 February where there is none."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)


def whole_years(start, end):
    years = 0
    while years_later(start, years + 1) <= end:
        years += 1
    return years


def in_network(team, on):
    return ("joined" not in team or day(team["joined"]) <= on) and ("left" not in team or on <= day(team["left"]))


def state_of(convening, as_of):
    if convening.get("cancelled"):
        return "cancelled"
    if day(convening["date"]) > as_of:
        return "ahead"
    return "held" if convening.get("attendance") else "not_recorded"


def due(document, as_of):
    rows = []
    for one in document.get("milestones", []):
        if "done" not in one or day(one["done"]) > as_of:
            rows.append(("milestone", one["id"], one["due"]))
    for one in document.get("convenings", []):
        if state_of(one, as_of) in ("not_recorded", "ahead"):
            rows.append(("convening", one["id"], one["date"]))
    result = []
    for kind, name, when in sorted(rows, key=lambda row: row[2]):
        days = (day(when) - as_of).days
        word = "past" if days < 0 else "today" if days == 0 else "ahead"
        result.append({"kind": kind, "id": name, "date": when, "when": word, "days": days})
    return result


def applicant(one, criteria):
    found = {answer["criterion"]: answer["met"] for answer in one.get("answers", [])}
    met = [c["id"] for c in criteria if found.get(c["id"]) is True]
    lacks = [c["id"] for c in criteria if found.get(c["id"]) is False]
    still = [c["id"] for c in criteria if c["id"] not in found]
    required = {c["id"] for c in criteria if c.get("required", True)}
    meets = "not_all" if required & set(lacks) else "open" if required & set(still) else "all"
    row = {"applicant": one["id"], "meets": meets, "met": met, "not_met": lacks, "open": still}
    if "selected" in one:
        row["selected"] = one["selected"]
    return row


def convening(document, one, as_of):
    state = state_of(one, as_of)
    row = {"convening": one["id"], "date": one["date"], "state": state}
    people = 0
    if state == "held":
        came = {present["team"] for present in one["attendance"]}
        members = [team["id"] for team in document["teams"] if in_network(team, day(one["date"]))]
        row["teams"] = {"have": len([team for team in members if team in came]), "of": len(members)}
        people = sum(sum(present.get("heads", {}).values()) for present in one["attendance"])
    row["people"] = people
    return row


def did(document, team, kind, as_of):
    """The days on which a team did something of that kind."""
    days = [one["date"] for one in document.get("activities", []) if one["kind"] == kind and team["id"] in one["teams"]]
    if kind == "co_facilitation":
        days += [one["date"] for one in document.get("convenings", [])
                 if state_of(one, as_of) == "held" and team["id"] in one.get("facilitators", [])]
        days += [one["date"] for one in document.get("training", []) if team["id"] in one.get("facilitators", [])]
    return sorted(one for one in days if day(one) <= as_of)


def commitment(document, team, one, as_of):
    least = one.get("least", 1)
    gone = "left" in team and day(team["left"]) < as_of
    row = {"commitment": one["id"]}
    if one["kind"] == "participation":
        if "joined" not in team:
            return {**row, "state": "unknown", "have": 0, "least": least}
        last = day(team["left"]) if gone else as_of
        have = whole_years(day(team["joined"]), last)
        on = years_later(day(team["joined"]), least).isoformat()
    else:
        days = did(document, team, one["kind"], as_of)
        have = len(days)
        on = days[least - 1] if least and have >= least else None
    state = "met" if have >= least else "left" if gone else "not_yet"
    row.update(state=state, have=have, least=least)
    if on and state != "left":
        row["date"] = on
    return row


def growth(profiles):
    """From the stages of the first profile to those of the last."""
    if len(profiles) < 2:
        return None
    first, last = profiles[0], profiles[-1]

    def change(before, after):
        a, b = before.get("stage"), after.get("stage")
        if a and b:
            return ("stayed", "rose", "fell")[(STAGES.index(b) > STAGES.index(a)) - (STAGES.index(b) < STAGES.index(a))]
        return "gone" if a else "new" if b else "none"

    names = ["rose", "fell", "stayed", "new", "gone", "none", "not_compared"]
    counts = {"competencies": dict.fromkeys(names, 0), "domains": dict.fromkeys(names, 0)}
    domains = []
    for before, after in zip(first["domains"], last["domains"]):
        word = change(before, after)
        counts["domains"][word] += 1
        row = {"id": after["id"]}
        row.update({key: one["stage"] for key, one in (("from", before), ("to", after)) if "stage" in one})
        domains.append({**row, "change": word})
        for one, other in zip(before["competencies"], after["competencies"]):
            counts["competencies"][change(one, other)] += 1
    return {"rounds": len(profiles), "counts": counts, "domains": domains}


def team(document, one, as_of, profiles):
    held = [c for c in document.get("convenings", [])
            if state_of(c, as_of) == "held" and in_network(one, day(c["date"]))]
    there = [c for c in held if one["id"] in [present["team"] for present in c["attendance"]]]
    heads = {}
    for c in there:
        for present in c["attendance"]:
            if present["team"] == one["id"]:
                for group, count in present.get("heads", {}).items():
                    heads[group] = heads.get(group, 0) + count
    members = one.get("members", [])
    row = {
        "team": one["id"], "member": in_network(one, as_of),
        "commitments": [commitment(document, one, c, as_of) for c in document.get("commitments", [])],
        "attendance": {"have": len(there), "of": len(held)},
        "heads": [{"group": group, "people": heads[group]} for group in GROUPS if group in heads],
        "capacity": {
            "people": {"have": sum(m.get("can_facilitate", 0) for m in members), "of": sum(m["people"] for m in members)},
            "groups": [m["group"] for m in members if m.get("can_facilitate", 0) > 0],
            "times": len(did(document, one, "co_facilitation", as_of))},
        "practices": [p["id"] for p in found(document, as_of) if one["id"] in p.get("teams", [])],
    }
    grown = growth(profiles.get(one["id"], []))
    if grown:
        row["growth"] = grown
    return row


def found(document, as_of):
    return [p for p in document.get("practices", []) if "found" not in p or day(p["found"]) <= as_of]


def practice(one, as_of):
    changes = [c["date"] for c in one.get("understanding", []) if day(c["date"]) <= as_of]
    row = {"practice": one["id"], "teams": len(one.get("teams", [])), "evidence": len([e for e in one.get("evidence", []) if "date" not in e or day(e["date"]) <= as_of]),
           "changes": len(changes)}
    if changes:
        row["changed"] = max(changes)
    return row


def review(document, as_of, profiles=None, competencies=()):
    as_of, asked = day(as_of), as_of
    practices = found(document, as_of)
    by_competency = [(c, [p["id"] for p in practices if c in p.get("competencies", [])]) for c in competencies]
    versions = [one for one in document.get("protocol", []) if day(one["date"]) <= as_of]
    protocol = {"versions": len(versions)}
    if versions:
        protocol.update(version=versions[-1]["version"], date=versions[-1]["date"])
    feedback = []
    for on in ON:
        given = [one for one in document.get("feedback", []) if one["on"] == on and day(one["date"]) <= as_of]
        answered = [one["id"] for one in given if "answered" in one and day(one["answered"]) <= as_of]
        feedback.append({"on": on, "answered": answered, "open": [one["id"] for one in given if one["id"] not in answered]})
    held = [one for one in document.get("training", []) if day(one["date"]) <= as_of]
    used = {name for one in held for name in one.get("practices", [])}
    return {
        "format": "cei.cohort_review/1", "cohort": document["id"], "as_of": asked,
        "due": due(document, as_of),
        "applicants": [applicant(one, document.get("criteria", [])) for one in document.get("applicants", [])
                       if "date" not in one or day(one["date"]) <= as_of],
        "convenings": [convening(document, one, as_of) for one in document.get("convenings", [])],
        "teams": [team(document, one, as_of, profiles or {}) for one in document["teams"]],
        "practices": [practice(one, as_of) for one in practices],
        "competencies": [{"competency": c, "practices": ids} for c, ids in by_competency if ids],
        "protocol": protocol, "feedback": feedback,
        "training": {
            "sessions": len(held), "statewide": len([one for one in held if one.get("statewide")]),
            "people": sum(sum(one.get("heads", {}).values()) for one in held),
            "practices": [p["id"] for p in document.get("practices", []) if p["id"] in used]},
    }
