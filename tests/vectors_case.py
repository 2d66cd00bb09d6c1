"""The theme `case_import`: 1EdTech CASE packages, and what is at odds in them.

The package here is written by hand from the standard's description; reports too.
"""

import copy
import uuid

TIME = "2026-01-02T03:04:05Z"
LEVELS = ("Beginning", "Going on")
STATEMENTS = ("Meet", "Listen")


def identifier(part):
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"vectors/{part}"))


def entity(part, **more):
    return {"identifier": identifier(part), "uri": f"urn:uuid:{identifier(part)}", "lastChangeDateTime": TIME, **more}


def link(part, title):
    return {"identifier": identifier(part), "uri": f"urn:uuid:{identifier(part)}", "title": title}


def item(part, statement, code):
    return entity(part, fullStatement=statement, humanCodingScheme=code)


def child(part, up, title):
    return entity(f"{part}-in-{up}", associationType="isChildOf", originNodeURI=link(part, part),
                  destinationNodeURI=link(up, title), sequenceNumber=1)


def package():
    """One domain of two competencies on two levels, as somebody else may have written it."""
    criteria = [
        entity(f"criterion-{index}", description=statement, position=index, CFItemURI=link(f"item-{index}", statement),
               CFRubricCriterionLevels=[
                   entity(f"level-{index}-{position}", quality=quality, description=f"{quality}: {statement}",
                          score=float(position), position=position)
                   for position, quality in enumerate(LEVELS, 1)])
        for index, statement in enumerate(STATEMENTS, 1)
    ]
    return {
        "CFDocument": entity("document", title="A rubric of others", creator="Others", language="en"),
        "CFItems": [item("domain", "Relationships", "1"),
                    *(item(f"item-{index}", statement, f"1.{index}") for index, statement in enumerate(STATEMENTS, 1))],
        "CFAssociations": [child("domain", "document", "A rubric of others"),
                           *(child(f"item-{index}", "domain", "Relationships") for index in (1, 2))],
        "CFRubrics": [entity("rubric", title="A rubric of others", CFRubricCriteria=criteria)],
    }


def rubric():
    """What it is as a rubric: ids of its codes and titles, and in `extensions` what its author called the parts."""
    competencies = [
        {"id": f"1.{index}", "title": {"en": statement},
         "descriptors": {"beginning": {"en": f"Beginning: {statement}"}, "going-on": {"en": f"Going on: {statement}"}}}
        for index, statement in enumerate(STATEMENTS, 1)
    ]
    return {
        "format": "cei.rubric/1", "id": "a-rubric-of-others", "version": "1", "language": "en",
        "title": {"en": "A rubric of others"}, "citation": "Others",
        "scale": [{"id": "beginning", "title": {"en": "Beginning"}}, {"id": "going-on", "title": {"en": "Going on"}}],
        "groups": [],
        "domains": [{"id": "relationships", "number": "1", "title": {"en": "Relationships"}, "competencies": competencies}],
        "extensions": {"case": {
            "last_change": TIME, "document": identifier("document"), "rubric": identifier("rubric"),
            "items": {"relationships": identifier("domain"), "1.1": identifier("item-1"), "1.2": identifier("item-2")},
            "criteria": {"1.1": identifier("criterion-1"), "1.2": identifier("criterion-2")},
        }},
    }


def themes(make):
    put, check, fault = make.put, make.check, make.fault

    def read(name, tests, change, *found, expected=None):
        one = package()
        change(one)
        report = {"format": "cei.report/1", "valid": True, "diagnostics": list(found)}
        put("case_import", f"case-{name}", tests, "derive", input={"package": one}, operation="case_import",
            expect={"result": {"rubric": expected or rubric(), "report": report}})

    def warning(code, path, **params):
        return fault(code, f"/package{path}", severity="warning", **params)

    def criterion(one):
        return one["CFRubrics"][0]["CFRubricCriteria"][0]

    at = "/CFRubrics/0/CFRubricCriteria/0"
    read("of-others", "A package from another program", lambda one: None)
    read("not-kept", "What a rubric has no place for is named", lambda one: criterion(one).update(weight=2.5),
         warning("not_kept", f"{at}/weight", field="weight"))
    read("level-order", "Levels stand in the order of their scores; positions that neither rise nor fall with them are told of",
         lambda one: criterion(one)["CFRubricCriterionLevels"][1].update(position=1),
         warning("level_order", f"{at}/CFRubricCriterionLevels"))
    read("unknown-item", "What points to something that is not in the package is told of",
         lambda one: one["CFAssociations"][0]["destinationNodeURI"].update(identifier=identifier("nobody")),
         warning("unknown_item", "/CFAssociations/0/destinationNodeURI/identifier", id=identifier("nobody")))
    read("text-differs", "Where an item and its criterion say different things, the item's words are kept",
         lambda one: criterion(one).update(category="Other"),
         warning("text_differs", f"{at}/category", found="Other", kept="Relationships"))

    def without_item(one):
        del criterion(one)["CFItemURI"]
        criterion(one)["category"] = "Other matters"

    alone = copy.deepcopy(rubric())
    own = alone["domains"][0]["competencies"].pop(0)
    own["id"] = identifier("criterion-1")
    alone["domains"].insert(0, {"id": "other-matters", "title": {"en": "Other matters"}, "competencies": [own]})
    called = alone["extensions"]["case"]
    del called["items"]["1.1"]
    called["criteria"] = {own["id"]: own["id"], "1.2": called["criteria"]["1.2"]}
    read("missing-item", "A criterion without an item is read from its own description and category; an item that no criterion has is not kept",
         without_item, warning("missing_item", at), warning("not_kept", "/CFItems/1", field="Meet"), expected=alone)
    named = copy.deepcopy(rubric())
    named["extensions"]["case"]["rubric"] = "RUB-1"
    read("uuid-form", "Identifiers are UUIDs; another is kept and told of", lambda one: one["CFRubrics"][0].update(identifier="RUB-1"),
         warning("uuid_form", "/CFRubrics/0/identifier", value="RUB-1"), expected=named)

    def levels_differ(one):
        one["CFRubrics"][0]["CFRubricCriteria"][1]["CFRubricCriterionLevels"].pop()

    broken = package()
    levels_differ(broken)
    check("case_import", "case-levels-differ", "All criteria have the same levels", {"package": broken},
          fault("levels_differ", "/package/CFRubrics/0/CFRubricCriteria/1/CFRubricCriterionLevels"),
          do="derive", operation="case_import")
    check("case_import", "case-invalid-time", "The time of the last change is a moment", {"rubric": "cei-self-assessment", "last_change": "2026"},
          fault("invalid_date_time", "/last_change"), do="derive", operation="case_export")
