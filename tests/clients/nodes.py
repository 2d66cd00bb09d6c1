"""What tests/clients/c/nodes.c has to print for a profile, made of the profile's JSON and the rubric's."""

import json

LEVELS = {"overall": 1, "domain": 2, "competency": 3, "group": 4, "part": 5}
STATUSES = {"staged": 1, "insufficient": 20, "undecided": 21, "not_applicable": 22, "out_of_scope": 23}
BOUNDS = {None: 0, "reach": 1, "points": 2, "within": 3, "evidence": 4, "foundation": 5, "decision": 6, "top": 7,
          "coverage": 20, "min": 21, "no_answers": 22, "no_decision": 23}
REASONS = ["unanswered", "dont_know", "not_applicable", "withheld"]


def compact(document):
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def word(text, tag, document):
    """A text in a language, as the specification chooses."""
    if isinstance(text, str):
        return text
    return next((text[one] for one in (tag, document, "en") if one in text), next(iter(text.values())))


def titles(rubric):
    """The Spanish title of everything, by (level, id), or for parts by (lens, id)."""
    found = {("overall", ""): "En conjunto", ("group", "team"): "Equipo"}
    tag = rubric.get("language", "en")
    for group in rubric["groups"]:
        found["group", group["id"]] = word(group["title"], "es", tag)
    for domain in rubric["domains"]:
        found["domain", domain["id"]] = word(domain["title"], "es", tag)
        for one in domain["competencies"]:
            found["competency", one["id"]] = word(one["title"], "es", tag)
    for lens in rubric.get("lenses", []):
        for part in lens["parts"]:
            found[lens["id"], part["id"]] = word(part["title"], "es", tag)
    return found


def lines(profile, rubric):
    """The lines, in their order."""
    scale = [stage["id"] for stage in rubric["scale"]]
    named = titles(rubric)
    numbers = {stage: number for number, stage in enumerate(scale, start=1)}

    def line(level, path, node, title):
        because = node["because"]
        low, high = (node.get("range") or ["", ""])
        points = because.get("points", {"have": 0, "of": 0})
        after = node.get("next", {"stage": "", "steps": 0, "raise": []})
        notes = [note for note in profile.get("notes", []) if note["path"] == path]
        fields = [LEVELS[level], path, node.get("id", node.get("group", "")), STATUSES[node["status"]]]
        for stage in [node.get("stage", ""), low, high]:
            fields += [stage, numbers.get(stage, 0)]
        fields += [BOUNDS[because.get("bound")], because["votes"], because["members"], because.get("need", 0)]
        fields += because.get("reached", [0] * len(scale))
        fields += [points["have"], points["of"], because["text"]["en"], because["text"]["es"]]
        fields += [after["steps"], after["stage"], numbers.get(after["stage"], 0), len(after["raise"])]
        for one in after["raise"]:
            fields += [one.get("id", ""), one["from"], one["to"], one.get("votes", 1)]
        fields += [len(node.get("held_by", [])), *node.get("held_by", [])]
        fields += [int(node.get("source") == "decision"), int(level == "group")]
        fields += node.get("stages", [0] * len(scale)) if level == "group" else [0] * len(scale)
        fields += [node.get("missing", {}).get(reason, 0) for reason in REASONS]
        fields += [len(notes)]
        for note in notes:
            fields += [note["code"], note["message"]["es"], note["help"]["en"], compact(note["params"])]
        return "\t".join(map(str, [*fields, title, compact(node)]))

    if "overall" in profile:
        yield line("overall", "/overall", profile["overall"], named["overall", ""])
    for d, domain in enumerate(profile["domains"]):
        path = f"/domains/{d}"
        yield line("domain", path, domain, named["domain", domain["id"]])
        for c, competency in enumerate(domain["competencies"]):
            below = f"{path}/competencies/{c}"
            yield line("competency", below, competency, named["competency", competency["id"]])
            for g, group in enumerate(competency.get("groups", [])):
                yield line("group", f"{below}/groups/{g}", group, named["group", group["group"]])
    for number, lens in enumerate(profile.get("lenses", [])):
        for p, part in enumerate(lens["parts"]):
            yield line("part", f"/lenses/{number}/parts/{p}", part, named[lens["id"], part["id"]])
