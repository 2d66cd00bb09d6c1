"""Cases on partnerships: the document, and what it shows as of a day.

`themes(make)` adds them; `make` is tests/make_vectors.py. Results come from tests/oracle_partnerships.py, reports are
written by hand.
"""

import json
from pathlib import Path

import oracle_partnerships

EXAMPLE = json.loads((Path(__file__).parent / "example" / "initiative" / "ejemplo-partnerships.json").read_text("utf-8"))
CEI = {"id": "cei-self-assessment", "version": "2023.1"}


def partnerships(**more):
    """Two schools and their partners, with changes; a field that is None is left out."""
    fields = {
        "format": "cei.partnerships/1", "id": "valley", "sites": [{"id": "oak"}, {"id": "elm", "name": "Elm"}],
        "coordination": [{"by": "point_person", "role": {"en": "community school coordinator", "es": "coordinación de la escuela comunitaria"},
                          "sites": ["oak"], "from": "2024-08-01"}],
        "landscape": [{"date": "2023-03-01", "partners": ["clinic"]},
                      {"date": "2025-03-01", "partners": ["clinic", "parish"], "groups": ["families", "students"], "text": "Gardens", "shared": "2025-05-01"}],
        "partners": [{"id": "clinic", "name": "Clinic", "kind": "public_agency"}, {"id": "parish", "name": "Parish", "kind": "faith_based"},
                     {"id": "college", "name": "College", "kind": "higher_education"}, {"id": "shop", "name": "Shop", "kind": "business"}],
        "resources": [
            {"id": "dentist", "partner": "clinic", "kind": "health_and_social_services", "title": "Dentist", "needs": ["teeth"], "from": "2025-01-10"},
            {"id": "tutors", "partner": "college", "kind": "academics", "title": "Tutors", "needs": ["reading"], "sites": ["oak"],
             "from": "2024-09-01", "until": "2025-06-15"},
            {"id": "hall", "partner": "parish", "kind": "meeting_space", "title": "Hall", "needs": ["belonging", "reading"]},
            {"id": "bus", "partner": "shop", "kind": "transport", "title": "Bus"}],
        "assets": [
            {"id": "readers", "kind": "gift", "of": "families", "title": "Grandparents who read aloud", "needs": ["reading"], "sites": ["elm"], "from": "2025-02-01"},
            {"id": "choir", "kind": "strength", "of": "students", "title": "A choir", "needs": ["belonging"]},
            {"id": "fund", "kind": "support", "of": "community", "title": "A rent fund"}],
        "needs": [
            {"id": "reading", "kind": "academic", "title": "Reading", "groups": ["students"], "evidence": [{"title": "Survey"}], "discussed": "2025-03-01"},
            {"id": "belonging", "kind": "social_emotional", "title": "Belonging", "sites": ["elm"]},
            {"id": "teeth", "kind": "health", "title": "Teeth", "discussed": "2024-02-29"},
            {"id": "rent", "kind": "financial", "title": "Rent", "groups": ["families"]}],
        "links": [
            {"partner": "clinic", "purpose": "Health", "vision": {"date": "2024-10-01", "text": "Every child is seen"},
             "planning": [{"date": "2024-10-01"}, {"date": "2025-09-01", "text": "Calendar", "goal": "3.2"}],
             "evaluations": [{"date": "2024-06-01"}, {"date": "2025-05-01", "text": "Fewer absences", "shared": "2025-06-01"}],
             "school_gives": ["A room"], "partner_gives": ["A dentist"]},
            {"partner": "college", "planning": [{"date": "2023-09-01"}], "evaluations": [{"date": "2024-02-29"}], "partner_gives": ["Tutors"]},
            {"partner": "parish", "school_gives": [{"en": "Thanks", "es": "Gracias"}]}],
        "channels": [
            {"id": "ssc", "kind": "school_site_council", "title": "Site council", "decides": True, "sites": ["oak"], "languages": ["en", "es"]},
            {"id": "union", "kind": "organizing_group", "title": "Neighbors", "independent": True, "from": "2025-01-01"},
            {"id": "forum", "kind": "community_convening", "title": "Forum", "until": "2024-12-31"}],
        **more}
    return {key: value for key, value in fields.items() if value is not None}


def theme_form(make):
    fault, changed = make.fault, make.changed

    def bad(name, tests, document, *faults, **more):
        make.check("partnerships", f"partnerships-{name}", tests, document, *faults, **more)

    good = partnerships()
    bad("good", "Two schools and their partners", good)
    bad("example", "The worked example", EXAMPLE)
    bad("small", "What a document has at least", {"format": "cei.partnerships/1", "id": "p"})
    bad("full", "Every other field", partnerships(language="es", title="Alianzas", rubric=CEI, subject={"id": "d", "level": "district"}, extensions={"a": 1}))
    bad("without-id", "id is required", changed(good, without=["/id"]), fault("missing_field", "", field="id"))
    bad("partner-kind", "Kinds of partners are the source's", changed(good, ("/partners/1/kind", "church")),
        fault("invalid_value", "/partners/1/kind", value="church", allowed=oracle_partnerships.PARTNER_KINDS))
    bad("resource-kind", "Kinds of resources are the source's", changed(good, ("/resources/1/kind", "academic")),
        fault("invalid_value", "/resources/1/kind", value="academic", suggestion="academics", allowed=oracle_partnerships.RESOURCE_KINDS))
    bad("need-kind", "Needs are of the four kinds of the source", changed(good, ("/needs/1/kind", "social-emotional")),
        fault("invalid_value", "/needs/1/kind", value="social-emotional", suggestion="social_emotional", allowed=oracle_partnerships.NEED_KINDS))
    bad("channel-kind", "Ways in are of five kinds", changed(good, ("/channels/0/kind", "council")),
        fault("invalid_value", "/channels/0/kind", value="council", allowed=oracle_partnerships.CHANNEL_KINDS))
    bad("asset-kind", "Assets are gifts, strengths and supports", changed(good, ("/assets/0/kind", "gifts")),
        fault("invalid_value", "/assets/0/kind", value="gifts", allowed=["gift", "strength", "support"], suggestion="gift"))
    bad("asset-of", "Of families, the community or students", changed(good, ("/assets/0/of", "staff")),
        fault("invalid_value", "/assets/0/of", value="staff", allowed=["families", "community", "students"]))
    bad("coordinated-by", "A person, a team, or a team at each school", changed(good, ("/coordination/0/by", "person")),
        fault("invalid_value", "/coordination/0/by", value="person", allowed=["point_person", "district_team", "site_teams"]))
    bad("ids-twice", "Ids are unique in their list", changed(
        good, ("/sites/1/id", "oak"), ("/partners/3/id", "clinic"), ("/resources/3/id", "dentist"), ("/resources/3/partner", "clinic"), ("/assets/2/id", "choir"),
        ("/needs/3/id", "teeth"), ("/channels/2/id", "ssc"), ("/assets/0/sites", ["oak"]), ("/needs/1/sites", ["oak"])),
        fault("duplicate_id", "/sites/1/id", id="oak"), fault("duplicate_id", "/partners/3/id", id="clinic"),
        fault("duplicate_id", "/resources/3/id", id="dentist"), fault("duplicate_id", "/assets/2/id", id="choir"),
        fault("duplicate_id", "/needs/3/id", id="teeth"), fault("duplicate_id", "/channels/2/id", id="ssc"))
    bad("resource-of-nobody", "A resource is a partner's and answers needs", changed(good, ("/resources/0/partner", "clinics"), ("/resources/0/needs", ["tooth", "teeth", "teeth"])),
        fault("not_listed", "/resources/0/partner", id="clinics", list="partners", suggestion="clinic"),
        fault("not_listed", "/resources/0/needs/0", id="tooth", list="needs"), fault("listed_twice", "/resources/0/needs/2", id="teeth"))
    bad("asset-needs", "An asset answers needs at schools", changed(good, ("/assets/0/needs", ["readin"]), ("/assets/0/sites", ["elms"])),
        fault("not_listed", "/assets/0/needs/0", id="readin", list="needs", suggestion="reading"),
        fault("not_listed", "/assets/0/sites/0", id="elms", list="sites", suggestion="elm"))
    bad("sites", "Schools are those listed", changed(good, ("/coordination/0/sites", ["ok"]), ("/resources/1/sites", ["pine"]), ("/needs/1/sites", ["pine"]), ("/channels/0/sites", ["pine"])),
        fault("not_listed", "/coordination/0/sites/0", id="ok", list="sites", suggestion="oak"),
        fault("not_listed", "/resources/1/sites/0", id="pine", list="sites"), fault("not_listed", "/needs/1/sites/0", id="pine", list="sites"),
        fault("not_listed", "/channels/0/sites/0", id="pine", list="sites"))
    bad("link-of-nobody", "A link is with a partner, one with each", changed(good, ("/links/1/partner", "clinic"), ("/links/2/partner", "perish")),
        fault("listed_twice", "/links/1/partner", id="clinic"), fault("not_listed", "/links/2/partner", id="perish", list="partners", suggestion="parish"))
    bad("landscape", "Those who looked are partners and groups, each once", changed(good, ("/landscape/1/partners", ["shop", "shops"]), ("/landscape/1/groups", ["families", "families", "elders"])),
        fault("not_listed", "/landscape/1/partners/1", id="shops", list="partners", suggestion="shop"),
        fault("listed_twice", "/landscape/1/groups/1", id="families"), fault("unknown_group", "/landscape/1/groups/2", id="elders"))
    bad("landscape-order", "Analyses stand in order of time", changed(good, ("/landscape/1/date", "2022-03-01")),
        fault("dates_out_of_order", "/landscape/1/date", **{"from": "2023-03-01", "to": "2022-03-01"}))
    bad("days", "What ends has begun, what is shared was found", changed(
        good, ("/coordination/0/until", "2024-07-31"), ("/landscape/1/shared", "2025-02-28"), ("/resources/1/until", "2024-08-31"), ("/assets/0/until", "2025-01-31"),
        ("/links/0/evaluations/1/shared", "2025-04-30"), ("/channels/1/until", "2024-12-31")),
        fault("dates_out_of_order", "/coordination/0/until", **{"from": "2024-08-01", "to": "2024-07-31"}),
        fault("dates_out_of_order", "/landscape/1/shared", **{"from": "2025-03-01", "to": "2025-02-28"}),
        fault("dates_out_of_order", "/resources/1/until", **{"from": "2024-09-01", "to": "2024-08-31"}),
        fault("dates_out_of_order", "/assets/0/until", **{"from": "2025-02-01", "to": "2025-01-31"}),
        fault("dates_out_of_order", "/links/0/evaluations/1/shared", **{"from": "2025-05-01", "to": "2025-04-30"}),
        fault("dates_out_of_order", "/channels/1/until", **{"from": "2025-01-01", "to": "2024-12-31"}))
    bad("need-groups", "Those in need are the rubric's groups", changed(good, ("/needs/0/groups", ["student"])),
        fault("unknown_group", "/needs/0/groups/0", id="student", suggestion="students"))
    bad("evidence", "Evidence is as in a rating", changed(good, ("/needs/0/evidence/0/title", "")), fault("empty_text", "/needs/0/evidence/0/title"))
    bad("rubric", "The rubric is one that is known", partnerships(rubric={"id": "other", "version": "1"}),
        fault("unknown_rubric", "/rubric", id="other", version="1"))
    bad("other-rubric", "Groups are those of the rubric that is named", partnerships(rubric={"id": "lcff-priority-3", "version": "2018.1"}, landscape=None),
        fault("unknown_rubric", "/rubric", id="lcff-priority-3", version="2018.1"))
    bad("cds-code", "A California CDS code has 14 digits", partnerships(subject={"id": "1", "scheme": "cds"}), fault("invalid_cds_code", "/subject/id", value="1"))
    bad("site-twice", "A school once, wherever schools are listed", changed(good, ("/coordination/0/sites", ["oak", "oak"]), ("/needs/1/sites", ["elm", "elm"])),
        fault("listed_twice", "/coordination/0/sites/1", id="oak"), fault("listed_twice", "/needs/1/sites/1", id="elm"))
    bad("language", "Languages of a way in are tags", changed(good, ("/channels/0/languages", ["en", "spanish language"])),
        fault("invalid_language_tag", "/channels/0/languages/1", value="spanish language"))
    bad("without-name", "A partner has a name, and a resource someone whose it is", changed(good, without=["/partners/0/name", "/resources/0/partner"]),
        fault("missing_field", "/partners/0", field="name"), fault("missing_field", "/resources/0", field="partner"))
    bad("not-a-day", "Days are days of the calendar", changed(good, ("/links/0/vision/date", "2025-02-29"), ("/needs/0/discussed", "March 2025")),
        fault("invalid_date", "/needs/0/discussed", value="March 2025"), fault("invalid_date", "/links/0/vision/date", value="2025-02-29"))
    bad("unreadable-partners", "What refers to a list that cannot be read is not looked up", changed(good, ("/partners", {})),
        fault("wrong_type", "/partners", expected="array", found="object"))


def theme_review(make):
    changed = make.changed

    def review(name, tests, document, as_of):
        result = oracle_partnerships.review(document, as_of)
        make.derived("partnerships_review", f"partnerships-review-{name}", tests, "partnerships_review",
                     {"partnerships": document, "as_of": as_of}, result)
        return result

    for as_of, unmet in [("2025-06-30", ["checkups", "income", "rent"]), ("2026-06-30", ["income", "rent"])]:
        assert review(f"example-{as_of}", "The worked example, after each of two years", EXAMPLE, as_of)["unmet"] == unmet
    good = partnerships()
    for as_of in ["2023-02-28", "2024-02-29", "2024-07-31", "2024-10-01", "2024-12-31", "2025-01-10", "2025-02-28", "2025-03-01", "2025-06-15", "2025-06-16",
                  "2026-03-01", "2026-03-02", "2026-05-01", "2026-05-02", "2030-01-01"]:
        review(f"good-{as_of}", f"Two schools and their partners, as of {as_of}", good, as_of)
    coverage = lambda result: {one["need"]: one["coverage"] for one in result["coverage"]}
    found = review("coverage", "Covered at each school, in part, offered only, unmet", good, "2025-06-15")
    assert coverage(found) == {"reading": "covered", "belonging": "offered", "teeth": "covered", "rent": "unmet"}
    found = review("coverage-later", "What is no longer used does not cover", good, "2025-09-01")
    assert coverage(found)["reading"] == "in_part" and found["coverage"][0]["sites_without"] == ["oak"]
    elsewhere = changed(good, ("/needs/0/sites", ["oak"]), ("/resources/1/sites", ["elm"]))
    found = review("coverage-elsewhere", "What is used at other schools alone does not cover; what is offered here is told", elsewhere, "2025-03-01")
    assert coverage(found)["reading"] == "offered"
    found = review("coverage-elsewhere-alone", "What is used at other schools alone is in use, and neither offered nor unused",
                   changed(elsewhere, ("/resources/2/needs", ["belonging"])), "2025-03-01")
    assert coverage(found)["reading"] == "unmet" and {one["id"] for one in found["unused"]} == {"hall", "bus", "choir", "fund"}
    found = review("coverage-offered-elsewhere", "What is offered to other schools is not offered here",
                   changed(elsewhere, ("/resources/2/sites", ["elm"])), "2025-03-01")
    assert coverage(found)["reading"] == "unmet"
    assert next(one for one in found["unused"] if one["id"] == "hall")["would_answer"] == ["belonging"]
    found = review("coverage-without-schools", "Without schools, what is in use covers",
                   changed(partnerships(sites=[], channels=None), ("/coordination/0/sites", []), ("/resources/1/sites", []), ("/assets/0/sites", []), ("/needs/1/sites", [])), "2025-03-01")
    assert coverage(found)["reading"] == "covered"
    for as_of, recent in [("2026-05-01", True), ("2026-05-02", False)]:
        found = review(f"evaluated-{as_of}", "An evaluation is within a year on its anniversary, and not the day after", good, as_of)
        assert found["partners"][0]["evaluated_within_a_year"] is recent
    for as_of, recent in [("2025-02-28", True), ("2025-03-01", False)]:
        found = review(f"leap-{as_of}", "The anniversary of 29 February is 28 February", good, as_of)
        assert found["partners"][2]["evaluated_within_a_year"] is recent
    found = review("one-sided", "Where one side alone gives", good, "2025-06-01")
    assert found["one_sided"] == ["parish", "college"] and found["without_evaluation"] == ["parish", "college", "shop"]
    review("no-links", "Partners without any link", partnerships(links=None), "2025-06-01")
    review("empty", "Nothing yet", {"format": "cei.partnerships/1", "id": "p"}, "2025-06-01")
    review("plain-role", "A role in one language is said in it in both", changed(good, ("/coordination/0/role", "coordinator"), ("/coordination/0/by", "district_team")), "2025-06-01")
    review("role-in-other-languages", "Else in the document's language, else in English, else in the first",
           changed(partnerships(language="vi"), ("/coordination/0/role", {"vi": "điều phối viên", "fr": "coordination"}), ("/coordination/0/by", "site_teams")), "2025-06-01")
    review("role-first-language", "The first language of those there are", changed(good, ("/coordination/0/role", {"vi": "điều phối viên", "fr": "coordination"})), "2025-06-01")
    review("not-shared", "An analysis that was not shared", changed(good, without=["/landscape/1/shared"]), "2025-06-01")
    review("all-in-use", "Every gift in use, every channel decides", changed(
        good, ("/resources/2/from", "2025-01-01"), ("/resources/3/from", "2025-01-01"), ("/assets/1/from", "2025-01-01"), ("/assets/2/from", "2025-01-01"),
        ("/channels/1/decides", True)), "2025-06-01")

    def refused(name, tests, arguments, *faults):
        make.derived("partnerships_review", f"partnerships-review-{name}", tests, "partnerships_review", arguments, faults=faults)

    fault = make.fault
    refused("without-a-day", "as_of is required", {"partnerships": good}, fault("missing_field", "", field="as_of"))
    refused("without-partnerships", "And the document", {"as_of": "2025-06-01"}, fault("missing_field", "", field="partnerships"))
    refused("invalid", "The document is checked where it stands", {"partnerships": changed(good, ("/links/2/partner", "perish")), "as_of": "2025-06-01"},
            fault("not_listed", "/partnerships/links/2/partner", id="perish", list="partners", suggestion="parish"))


def themes(make):
    theme_form(make)
    theme_review(make)
