"""Plans, metrics and lenses, read a second time: what is derived from them, in the plainest Python possible.

Shares nothing with the library. Documents are taken to be valid. Prose is left out, as in tests/oracle.py.
"""

from decimal import Decimal
from fractions import Fraction

import oracle

COMPONENTS = ["leadership", "diversity", "programs-and-services", "collective-impact", "metrics"]
SIDES = ["community", "district"]
NETWORKS = ["first_network", "later_network", "team"]


def kept(pairs):
    """An object without what is absent or empty."""
    return {key: value for key, value in pairs.items() if value is not None and value != [] and value != {}}


# ---------------------------------------------------------------------------
# Plans


def depth(rubric, domain_id):
    """How many foundations lie below a domain, one on the other."""
    domain = next(one for one in rubric["domains"] if one["id"] == domain_id)
    return max([1 + depth(rubric, below) for below in domain.get("builds_on", [])], default=0)


def strategies(rubric, competency, domain):
    """Those that name the competency; where none does, those of its domain."""
    def naming(ids):
        return [one["id"] for one in rubric.get("strategies", []) if set(one.get("competencies", [])) & set(ids)]
    return naming([competency]) or naming([one["id"] for one in domain["competencies"]])


def ways(profile, rubric, domains):
    """Domains with a next step, in the order of planning, each with the competencies that rise."""
    stages = oracle.stages_of(rubric)
    found = []
    for place, (node, domain) in enumerate(zip(profile["domains"], rubric["domains"])):
        if "next" not in node or (domains and node["id"] not in domains):
            continue
        rising = []
        for raised in node["next"]["raise"]:
            own = next(one for one in node["competencies"] if one["id"] == raised["id"])
            rising.append(kept({
                "competency": raised["id"], "from": raised["from"], "to": stages[stages.index(raised["from"]) + 1],
                "steps": own["next"]["steps"] if "next" in own else 1,
                "strategies": strategies(rubric, raised["id"], domain)}))
        order = {one["id"]: number for number, one in enumerate(domain["competencies"])}
        rising.sort(key=lambda one: (one["steps"], order[one["competency"]]))
        found.append(((depth(rubric, node["id"]), node["next"]["steps"], place), domain, rising))
    return [(domain, rising) for _, domain, rising in sorted(found, key=lambda one: one[0])]


def draft(profile, rubric, most=3, domains=(), id=None):
    picked, focus = [], []
    for domain, rising in ways(profile, rubric, domains):
        if not picked:
            rising = rising[:most]
        if len(focus) + len(rising) > most:
            break
        picked.append(domain)
        focus += rising
    names = [domain["id"] for domain in picked]
    return kept({
        "format": "cei.plan/1", "id": id or plan_id(profile["assessment"]), "language": rubric.get("language", "en"),
        "rubric": {"id": rubric["id"], "version": rubric["version"]}, "subject": profile.get("subject"),
        "profile": start(profile)}) | {"focus": focus} | kept({
        "reflections": [{"domain": domain["id"], "question": question}
                        for domain in picked for question in domain.get("reflections", [])],
        "modules": [one["id"] for one in rubric.get("modules", []) if set(one.get("domains", [])) & set(names)]})


def plan_id(assessment):
    """`plan-` and the assessment, where that is an id."""
    name = f"plan-{assessment}"
    return name if len(name) <= 64 and "+" not in name else "plan"


def start(profile):
    return kept({"assessment": profile["assessment"], "policy": profile["policy"], "period": profile.get("period")})


def progress(plan, profile, rubric, as_of=None, allow=()):
    stages = oracle.stages_of(rubric)
    nodes = {one["id"]: one for domain in profile["domains"] for one in domain["competencies"]}

    def told(focus):
        node = nodes[focus["competency"]]
        now, to = node.get("stage"), stages.index(focus["to"])
        change = left = None
        if now is None:
            status = "no_data"
        else:
            at = stages.index(now)
            if at < to and "next" in node and stages.index(node["next"]["stage"]) >= to:
                left = node["next"]["steps"]
            begun = stages.index(focus["from"]) if "from" in focus else None
            change = None if begun is None else at - begun
            nearer = left is not None and "steps" in focus and left < focus["steps"] and change == 0
            if at >= to:
                status = "met"
            elif (change is not None and change > 0) or nearer:
                status = "moved"
            else:
                status = "not_yet"
        return kept({"competency": focus["competency"], "status": status, "from": focus.get("from"), "to": focus["to"],
                     "now": now, "change": change, "left": left, "actions": done(focus.get("actions", []))})

    def done(actions):
        if as_of is None:
            return None
        counts = dict.fromkeys(["done", "due", "later", "undated"], 0)
        for action in actions:
            if "done" in action and action["done"] <= as_of:
                counts["done"] += 1
            elif "by" not in action:
                counts["undated"] += 1
            else:
                counts["due" if action["by"] <= as_of else "later"] += 1
        return counts

    focus = [told(one) for one in plan["focus"]]
    counts = {status: sum(one["status"] == status for one in focus) for status in ["met", "moved", "not_yet", "no_data"]}
    differs = []
    if "subject" in plan and "subject" in profile and [plan["subject"].get("scheme"), plan["subject"]["id"]] != [
            profile["subject"].get("scheme"), profile["subject"]["id"]]:
        differs.append("subject_differs")
    if "profile" in plan and plan["profile"]["policy"]["digest"] != profile["policy"]["digest"]:
        differs.append("policy_differs")
    assert set(differs) <= set(allow)
    return kept({
        "format": "cei.progress/1", "plan": plan["id"], "rubric": plan["rubric"],
        "subject": plan.get("subject") or profile.get("subject"), "profile": start(profile), "as_of": as_of,
        "differs": differs, "counts": counts,
        "actions": done([action for one in plan["focus"] for action in one.get("actions", [])])}) | {"focus": focus}


# ---------------------------------------------------------------------------
# Metrics


def exact(number):
    """The decimal that is written for a number."""
    return Decimal(repr(number))


def number(decimal):
    """As JSON has it: whole numbers without a point."""
    return int(decimal) if decimal == decimal.to_integral_value() else float(decimal)


def share_of_way(change, way):
    share = Fraction(change) / Fraction(way)
    tenths = abs(share) * 1000
    rounded = (tenths.numerator * 2 + tenths.denominator) // (2 * tenths.denominator)
    percent = Decimal(rounded if share >= 0 else -rounded) / 10
    small = max(abs(share.numerator), share.denominator) <= 1_000_000
    return kept({"exact": f"{share.numerator}/{share.denominator}" if small else None}) | {"percent": number(percent)}


def measured(measure, as_of=None):
    seen = [one for one in measure.get("observations", []) if as_of is None or one["date"] <= as_of]
    base, target = measure.get("baseline"), measure.get("target")
    values = [one for one in seen if "value" in one and (base is None or base["date"] <= one["date"])]
    latest = max(values, key=lambda one: one["date"], default=None)
    sign = 1 if measure["direction"] == "up" else -1
    status, change, share, reached = "no_data", None, None, None
    if base and latest:
        change = exact(latest["value"]) - exact(base["value"])
        status = "moved" if change * sign > 0 else "not_yet"
        if target:
            share = share_of_way(change, exact(target["value"]) - exact(base["value"]))
    if target and latest:
        reached = (exact(latest["value"]) - exact(target["value"])) * sign >= 0
    told = {key: measure.get(key) for key in ["id", "title", "component", "identified_by", "impact", "unit", "direction"]}
    value = lambda one: None if one is None else {"date": one["date"], "value": number(exact(one["value"]))}
    return kept({
        **told, "status": status, "baseline": value(base), "latest": value(latest),
        "change": None if change is None else number(change), "target": value(target), "share": share, "reached": reached,
        "missing": [{"date": one["date"], "reason": one["missing"]}
                    for one in sorted(seen, key=lambda one: one["date"]) if "missing" in one]})


def counted(measures):
    counts = {"measures": len(measures)}
    for status in ["moved", "not_yet", "no_data"]:
        counts[status] = sum(one["status"] == status for one in measures)
    counts["reached"] = sum(one.get("reached") is True for one in measures)
    return counts


def impact(metrics, as_of=None):
    measures = [measured(one, as_of) for one in metrics["measures"]]
    by = lambda key, words: [{key: word, "counts": counted([one for one in measures if one[key] == word])} for word in words]
    return kept({
        "format": "cei.impact/1", "metrics": metrics["id"], "subject": metrics.get("subject"),
        "period": metrics.get("period"), "as_of": as_of}) | {
        "counts": counted(measures), "components": by("component", COMPONENTS), "on": by("impact", SIDES),
        "identified": by("identified_by", NETWORKS), "measures": measures}


def testing(teams, as_of=None):
    rows = {}
    for team in teams:
        for measure in team["measures"]:
            rows.setdefault(measure["id"], []).append((team, measure))
    measures = []
    for id, uses in rows.items():
        first = uses[0][1]
        results = [measured(measure, as_of) for _, measure in uses]
        has_value = [any("value" in one and (as_of is None or one["date"] <= as_of) for one in measure.get("observations", []))
                     for _, measure in uses]
        measures.append({
            "id": id, **{key: first[key] for key in ["title", "component", "identified_by", "impact"]},
            "collected": sum(has_value), "counts": counted(results),
            "teams": [kept({"metrics": team["id"], "status": result["status"], "collected": has,
                            "change": result.get("change"), "share": result.get("share"), "reached": result.get("reached")})
                      for (team, _), result, has in zip(uses, results, has_value)]})
    teams_out = [kept({"metrics": team["id"], "subject": team.get("subject", {}).get("id"),
                       "name": team.get("subject", {}).get("name"),
                       "counts": counted([measured(one, as_of) for one in team["measures"]])}) for team in teams]
    return kept({"format": "cei.testing/1", "as_of": as_of}) | {
        "teams": teams_out, "measures": measures,
        "moved": [one["id"] for one in measures if one["counts"]["moved"]],
        "not_collected": [one["id"] for one in measures if not one["collected"]]}


# ---------------------------------------------------------------------------
# Lenses


def reading(profile, rubric, lens, nodes, across=lambda id: [id], crosswalk=None):
    """`nodes`: what is said of each part that has competencies, by the id of the part."""
    all_nodes = [one for domain in profile["domains"] for one in domain["competencies"]]
    parts = []
    for part in lens["parts"]:
        wanted = [other for id in part.get("competencies", []) for other in across(id)]
        at = None
        if part.get("stage"):
            at = kept({"stage": part["stage"],
                       "domains": [one["id"] for one in profile["domains"] if one.get("stage") == part["stage"]],
                       "competencies": [one["id"] for one in all_nodes if one.get("stage") == part["stage"]]})
        parts.append(kept({
            "id": part["id"], "title": part["title"], "reason": part.get("reason"),
            "competencies": [kept({"id": one["id"], "status": one["status"], "stage": one.get("stage")})
                             for one in all_nodes if one["id"] in wanted],
            "unmatched": [id for id in part.get("competencies", []) if not across(id)],
            "node": nodes.get(part["id"]), "at": at}))
    head = {key: profile[key] for key in ["rules", "rubric", "policy", "assessment", "subject", "period"] if key in profile}
    return {"format": "cei.reading/1", **head,
            "lens": kept({"id": lens["id"], "title": lens["title"], "basis": lens.get("basis", "user"), "citation": lens.get("citation")}),
            **kept({"crosswalk": crosswalk}), "parts": parts}


# ---------------------------------------------------------------------------
# The initiative's report

RECIPIENTS = [
    ("state-board-of-education", "State Board of Education", "Consejo Estatal de Educación"),
    ("superintendent-of-public-instruction", "Superintendent of Public Instruction", "Superintendente de Instrucción Pública"),
    ("executive-director-of-ccee", "Executive Director of the California Collaborative for Educational Excellence",
     "Dirección Ejecutiva del California Collaborative for Educational Excellence"),
    ("superintendents-of-the-lead-agencies", "Superintendents of the lead agencies", "Superintendentes de las agencias líderes"),
    ("committee-chairpersons", "Chairpersons of the appropriate policy and fiscal committees of the Legislature",
     "Presidencias de los comités de política y de finanzas correspondientes de la Legislatura"),
]


def initiative(draft=None, cohorts=(), metrics=(), as_of=None):
    draft = draft or {"format": "cei.initiative/1", "id": "initiative"}
    seen = lambda day: as_of is None or day is None or day <= as_of
    own = lambda field: [one for one in draft.get(field, []) if "from" not in one]
    practices, measures, feedback, activities = map(own, ["best_practices", "metrics", "feedback", "activities"])
    sources = []
    for cohort in cohorts:
        source = {"format": "cei.cohort/1", "id": cohort["id"]}
        for one in cohort.get("practices", []):
            if seen(one.get("found")):
                practices.append(kept({
                    **{key: one.get(key) for key in ["id", "title", "text", "teams", "competencies", "evidence"]},
                    "understanding": [change["text"] for change in one.get("understanding", []) if seen(change["date"])],
                    "from": source}))
        for one in cohort.get("feedback", []):
            if not seen(one["date"]):
                continue
            if one["on"] in ("protocol", "metrics"):
                answered = seen(one.get("answered"))
                feedback.append(kept({"on": one["on"], "text": one["text"], "answer": one.get("answer") if answered else None,
                                      "version": one.get("version") if answered else None, "from": source}))
            else:
                kind = {"activities": "proposed_activity", "resources": "proposed_resource"}[one["on"]]
                activities.append({"kind": kind, "text": one["text"], "date": one["date"], "from": source})
        for kind, field in [("activity", "activities"), ("training", "training")]:
            activities += [{"kind": kind, "text": one["title"], "date": one["date"], "from": source}
                           for one in cohort.get(field, []) if seen(one["date"])]
        sources.append(source)
    for team in metrics:
        source = {"format": "cei.metrics/1", "id": team["id"]}
        keys = ["id", "title", "component", "identified_by", "impact", "unit", "status", "change", "share", "reached"]
        measures += [kept({**{key: one.get(key) for key in keys}, "from": source}) for one in impact(team, as_of)["measures"]]
        sources.append(source)

    def analysis(side):
        there = [one for one in measures if one["impact"] == side]
        return kept({"counts": counted(there) if there else None, "text": draft.get(side, {}).get("text")})

    community, district = analysis("community"), analysis("district")
    on = {one["on"] for one in feedback}
    kinds = {one["kind"] for one in activities}
    parts = [
        ("best_practices", "best_practices", practices, "cohort"),
        ("understanding", "best_practices", [one for one in practices if one.get("understanding")], "cohort"),
        ("metrics", "metrics", measures, "metrics"),
        ("community_measures", "community", "counts" in community, "metrics"),
        ("community_analysis", "community", "text" in community, "initiative"),
        ("district_measures", "district", "counts" in district, "metrics"),
        ("district_analysis", "district", "text" in district, "initiative"),
        ("protocol_feedback", "feedback", "protocol" in on, "cohort"),
        ("metrics_feedback", "feedback", "metrics" in on, "cohort"),
        ("activities", "activities", kinds & {"activity", "proposed_activity"}, "cohort"),
        ("training", "activities", "training" in kinds, "cohort"),
        ("resources", "activities", "proposed_resource" in kinds, "cohort")]
    missing = [{"severity": "note", "code": "report_part_missing", "path": f"/{field}",
                "params": {"part": part, "document": f"cei.{document}/1"}}
               for part, field, there, document in parts if not there]
    head = {key: draft.get(key) for key in ["format", "id"]} | {"language": draft.get("language", "en")}
    return {**head, **kept({
        **{key: draft.get(key) for key in ["rubric", "title", "period"]}, "as_of": as_of,
        "recipients": draft.get("recipients") or [{"id": id, "title": {"en": en, "es": es}} for id, en, es in RECIPIENTS],
        "best_practices": practices, "metrics": measures, "community": community, "district": district, "feedback": feedback,
        "activities": activities, "sources": sources, "missing": missing, "extensions": draft.get("extensions")})}
