"""Cases on cohorts: the network's document, and what it shows as of a day.

`themes(make)` adds them; `make` is tests/make_vectors.py. Results come from tests/oracle_cohort.py, reports are written
by hand.
"""

import json
from pathlib import Path

import oracle_cohort

CEI = {"id": "cei-self-assessment", "version": "2023.1"}
EXAMPLE = json.loads((Path(__file__).parent / "example" / "initiative" / "ejemplo-cohort.json").read_text("utf-8"))
INAUGURAL = json.loads((oracle_cohort.DATA / "inaugural-cohort.json").read_text("utf-8"))


def cohort(**more):
    """A small network of two teams, with changes; a field that is None is left out."""
    fields = {
        "format": "cei.cohort/1", "id": "valley", "title": "Valley network",
        "criteria": [{"id": "willing", "title": "Willing to take part"}, {"id": "council", "title": "Has a family council"},
                     {"id": "near", "title": "Close to another applicant", "required": False}],
        "commitments": [
            {"id": "years", "kind": "participation", "least": 3, "title": "Three years"},
            {"id": "lead", "kind": "co_facilitation", "title": "Co-facilitate once"},
            {"id": "talk", "kind": "open_dialogue", "least": 2, "title": "Two open dialogues"},
            {"id": "ally", "kind": "partnership", "title": "Partner with a district"}],
        "teams": [
            {"id": "north", "name": "North", "subject": {"id": "n1"}, "joined": "2022-08-15",
             "members": [{"group": "families", "people": 4, "can_facilitate": 2}, {"group": "educators", "people": 3}]},
            {"id": "south", "name": "South", "joined": "2023-01-10", "left": "2025-01-09",
             "members": [{"group": "students", "people": 2, "can_facilitate": 1}]}],
        "convenings": [
            {"id": "c1", "date": "2022-09-01", "mode": "virtual", "facilitators": ["host"],
             "attendance": [{"team": "north", "heads": {"educators": 2, "families": 3}}]},
            {"id": "c2", "date": "2023-02-01", "mode": "in_person", "facilitators": ["north", "host"],
             "attendance": [{"team": "south", "heads": {"students": 2}}, {"team": "north", "heads": {"families": 4}}]},
            {"id": "c3", "date": "2023-05-01", "mode": "hybrid", "attendance": [{"team": "north"}]},
            {"id": "c4", "date": "2023-10-01", "mode": "either"},
            {"id": "c5", "date": "2023-11-01", "mode": "virtual", "cancelled": True},
            {"id": "c6", "date": "2025-10-01", "mode": "virtual", "attendance": [{"team": "north", "heads": {"leaders": 1}}]}],
        "consortium": [{"id": "host", "name": "County office"}],
        **more}
    return {key: value for key, value in fields.items() if value is not None}


FULL = cohort(
    language="en", citation="A network of our own", rubric=CEI, goals=[{"id": "deepen", "text": {"en": "Deepen", "es": "Profundizar"}}],
    milestones=[{"id": "start", "title": "Teams found", "due": "2022-06-30", "done": "2022-06-01", "citation": "By-law 1"},
                {"id": "training", "title": "Training held", "due": "2024-01-01"},
                {"id": "report", "title": "Report handed in", "due": "2026-06-30", "done": "2026-06-29"}],
    applicants=[
        {"id": "a", "name": "A", "date": "2022-03-01", "selected": True, "answers": [
            {"criterion": "willing", "met": True, "evidence": [{"title": "Letter", "kind": "document", "date": "2022-02-20"}]},
            {"criterion": "council", "met": True}, {"criterion": "near", "met": False}]},
        {"id": "b", "name": "B", "answers": [{"criterion": "willing", "met": True}]},
        {"id": "c", "name": "C", "selected": False, "answers": [{"criterion": "council", "met": False}]}],
    activities=[
        {"kind": "open_dialogue", "date": "2023-03-03", "teams": ["north", "south"], "title": "On reading",
         "evidence": [{"title": "Notes"}]},
        {"kind": "open_dialogue", "date": "2023-04-04", "teams": ["north"], "title": "On safety"},
        {"kind": "partnership", "date": "2024-06-06", "teams": ["south"], "title": "Visit", "with": ["Hill district"]},
        {"kind": "co_facilitation", "date": "2025-12-01", "teams": ["north"], "title": "Workshop"}],
    protocol=[{"version": "1", "date": "2022-08-01", "text": "How we meet"},
              {"version": "2", "date": "2024-08-01", "uri": "https://example.org/protocol"}],
    feedback=[
        {"id": "f1", "date": "2023-02-02", "team": "north", "on": "protocol", "text": "More time to talk",
         "answered": "2024-08-01", "answer": "Sessions are longer", "version": "2"},
        {"id": "f2", "date": "2023-06-01", "on": "metrics", "text": "Count returning families"},
        {"id": "f3", "date": "2025-06-01", "team": "south", "on": "resources", "text": "A slide deck in Spanish"}],
    practices=[
        {"id": "visits", "title": "Home visits", "text": "Two adults, one hour", "teams": ["north", "south"], "found": "2023-05-01",
         "competencies": ["1.1", "5.1"], "evidence": [{"title": "Log", "kind": "data"}, {"title": "Story", "kind": "story"}],
         "understanding": [{"date": "2023-09-01", "text": "Students come along"}, {"date": "2025-09-01", "text": "In summer too"}]},
        {"id": "walks", "title": "Community walks", "teams": ["south"], "competencies": ["5.1"], "found": "2024-09-01",
         "evidence": [{"title": "Map"}]},
        {"id": "tea", "title": "Tea at the gate", "evidence": [{"title": "Photo", "kind": "photo"}]}],
    training=[
        {"id": "t1", "title": "Visits for all", "date": "2024-03-01", "statewide": True, "facilitators": ["south", "host"],
         "heads": {"educators": 120, "families": 40}, "practices": ["visits"]},
        {"id": "t2", "title": "Walks", "date": "2026-03-01", "practices": ["walks"]}],
    extensions={"x": [1]})


def theme_form(make):
    fault, changed = make.fault, make.changed

    def bad(name, tests, document, *faults, **more):
        make.check("cohort", f"cohort-{name}", tests, document, *faults, **more)

    small, full = cohort(), FULL
    bad("small", "A network of two teams", small)
    bad("full", "Every field", full)
    bad("example", "The worked example", EXAMPLE)
    bad("inaugural", "The built-in network", INAUGURAL)
    bad("no-teams", "teams is required, and may be empty", cohort(teams=[], convenings=None))
    bad("without-teams", "teams is required", cohort(teams=None, convenings=None), fault("missing_field", "", field="teams"))
    bad("without-title", "title is required", changed(small, without=["/title"]), fault("missing_field", "", field="title"))
    bad("mode", "How a convening is held is one of four words", changed(small, ("/convenings/0/mode", "virtuel")),
        fault("invalid_value", "/convenings/0/mode", value="virtuel", allowed=["in_person", "virtual", "hybrid", "either"], suggestion="virtual"))
    bad("commitment-kind", "What a commitment asks for is one of four words", changed(small, ("/commitments/1/kind", "host")),
        fault("invalid_value", "/commitments/1/kind", value="host",
              allowed=["participation", "co_facilitation", "open_dialogue", "partnership"]))
    bad("unknown-field", "A slip in a field's name", changed(small, ("/teams/0/joind", "2022-08-15")),
        fault("unknown_field", "/teams/0/joind", field="joind", suggestion="joined"))
    bad("same-team-twice", "Ids are unique", changed(small, ("/teams/1/id", "north"), ("/convenings/1/attendance/0/team", "north")),
        fault("duplicate_id", "/teams/1/id", id="north"),
        fault("not_a_member_then", "/convenings/0/attendance/0/team", severity="warning", team="north", date="2022-09-01"),
        fault("listed_twice", "/convenings/1/attendance/1/team", id="north"),
        fault("not_a_member_then", "/convenings/5/attendance/0/team", severity="warning", team="north", date="2025-10-01"))
    bad("left-before-joining", "A team leaves after it joined", changed(small, ("/teams/1/left", "2022-01-01")),
        fault("dates_out_of_order", "/teams/1/left", **{"from": "2023-01-10", "to": "2022-01-01"}),
        fault("not_a_member_then", "/convenings/1/attendance/0/team", severity="warning", team="south", date="2023-02-01"))
    bad("unknown-group", "Groups are the rubric's", changed(small, ("/teams/0/members/0/group", "familys")),
        fault("unknown_group", "/teams/0/members/0/group", id="familys", suggestion="families"))
    bad("group-twice", "A group is counted once", changed(small, ("/teams/0/members/1/group", "families")),
        fault("listed_twice", "/teams/0/members/1/group", id="families"))
    bad("more-able-than-members", "Those who can facilitate are among the members", changed(small, ("/teams/0/members/0/can_facilitate", 5)),
        fault("part_above_whole", "/teams/0/members/0/can_facilitate", part=5, whole=4))
    bad("attendance-of-no-team", "Who came is a team", changed(small, ("/convenings/0/attendance/0/team", "nort")),
        fault("not_listed", "/convenings/0/attendance/0/team", id="nort", list="teams", suggestion="north"))
    bad("heads-of-no-group", "Heads are counted by the rubric's groups", changed(small, ("/convenings/1/attendance/0/heads", {"pupils": 2})),
        fault("unknown_group", "/convenings/1/attendance/0/heads/pupils", id="pupils"))
    bad("present-before-joining", "Attendance counts while a team is in the network", changed(small, ("/teams/0/joined", "2022-09-02")),
        fault("not_a_member_then", "/convenings/0/attendance/0/team", severity="warning", team="north", date="2022-09-01"))
    bad("facilitator", "Facilitators are teams or of the consortium", changed(small, ("/convenings/1/facilitators", ["hosts", "north", "north"])),
        fault("not_listed", "/convenings/1/facilitators/0", id="hosts", list="teams", suggestion="host"),
        fault("listed_twice", "/convenings/1/facilitators/2", id="north"))
    bad("criterion", "What was found is for a criterion, once", changed(full, ("/applicants/0/answers/1/criterion", "willing"), ("/applicants/1/answers/0/criterion", "wiling")),
        fault("listed_twice", "/applicants/0/answers/1/criterion", id="willing"),
        fault("not_listed", "/applicants/1/answers/0/criterion", id="wiling", list="criteria", suggestion="willing"))
    bad("activity-of-no-team", "Activities are of teams", changed(full, ("/activities/0/teams/1", "west")),
        fault("not_listed", "/activities/0/teams/1", id="west", list="teams"))
    bad("feedback", "Feedback is of a team, answered after it was given, in a version of the protocol",
        changed(full, ("/feedback/0/team", "east"), ("/feedback/0/answered", "2023-01-01"), ("/feedback/0/version", "3")),
        fault("not_listed", "/feedback/0/team", id="east", list="teams"),
        fault("dates_out_of_order", "/feedback/0/answered", **{"from": "2023-02-02", "to": "2023-01-01"}),
        fault("not_listed", "/feedback/0/version", id="3", list="protocol", suggestion="1"))
    bad("protocol", "Versions stand in order of time, each once", changed(full, ("/protocol/1/version", "1"), ("/protocol/1/date", "2021-08-01"), without=["/feedback/0/version"]),
        fault("listed_twice", "/protocol/1/version", id="1"),
        fault("dates_out_of_order", "/protocol/1/date", **{"from": "2022-08-01", "to": "2021-08-01"}))
    bad("practice", "Competencies are the rubric's, changes in order of time",
        changed(full, ("/practices/0/competencies", ["1.1", "1.9", "1.1"]), ("/practices/0/understanding/1/date", "2023-08-31")),
        fault("unknown_competency", "/practices/0/competencies/1", id="1.9", suggestion="1.1"),
        fault("listed_twice", "/practices/0/competencies/2", id="1.1"),
        fault("dates_out_of_order", "/practices/0/understanding/1/date", **{"from": "2023-09-01", "to": "2023-08-31"}))
    bad("practice-without-evidence", "A practice without evidence is noted", changed(full, without=["/practices/2/evidence"]),
        fault("practice_without_evidence", "/practices/2", severity="note", practice="tea"))
    bad("training", "A training is based on practices of the network", changed(full, ("/training/0/practices", ["vists"])),
        fault("not_listed", "/training/0/practices/0", id="vists", list="practices", suggestion="visits"))
    bad("rubric", "The rubric is one that is known", changed(full, ("/rubric/version", "1999.1")),
        fault("unknown_rubric", "/rubric", id="cei-self-assessment", version="1999.1", suggestion="cei-self-assessment"))
    bad("cds-code", "A California CDS code has 14 digits", changed(small, ("/teams/0/subject", {"id": "123", "scheme": "cds"})),
        fault("invalid_cds_code", "/teams/0/subject/id", value="123"))
    bad("ids-twice", "Each list has ids of its own", changed(
        small, ("/milestones", [{"id": "m", "title": "M", "due": "2024-01-01"}, {"id": "m", "title": "M", "due": "2025-01-01"}]),
        ("/criteria", [{"id": "m", "title": "C"}, {"id": "m", "title": "C"}])),
        fault("duplicate_id", "/criteria/1/id", id="m"), fault("duplicate_id", "/milestones/1/id", id="m"))
    bad("many", "All in one pass; what refers to a list that cannot be read is not looked up",
        changed(small, ("/teams", "north"), ("/milestones", [{"id": "m", "title": "", "due": "2022-02-30"}])),
        fault("wrong_type", "/teams", expected="array", found="string"),
        fault("empty_text", "/milestones/0/title"), fault("invalid_date", "/milestones/0/due", value="2022-02-30"))


def with_prose(node):
    """A profile of the oracle, which says nothing in words, as a document."""
    if isinstance(node, list):
        return [with_prose(one) for one in node]
    if not isinstance(node, dict):
        return node
    whole = {key: with_prose(value) for key, value in node.items() if key != "notes"}
    if "status" in node:
        whole["because"] = {"bound": "reach", "votes": 1, "members": 1, "text": "-"}
    return whole


def theme_review(make):
    small = make.RUBRICS[make.SMALL]

    def staged(year, stages):
        """The profile of a district, under the rubric `small`."""
        ratings = [{"group": "families", "competency": c, "stage": s} for c, s in stages.items()]
        document = make.assessment(make.SMALL, ratings, id=f"a{year}", subject={"id": "n1"}, period={"school_year": year})
        return with_prose(make.oracle.assess(small, make.policy_of("cei-default"), document))

    def review(name, tests, document, as_of, profiles=(), rubric=None):
        """`profiles` are those of the team `north`, earliest first."""
        arguments = {"cohort": document, "as_of": as_of, "profiles": list(profiles), "rubric": rubric}
        arguments = {key: value for key, value in arguments.items() if value}
        whole = INAUGURAL if document == "inaugural" else document
        competencies = [c["id"] for domain in (rubric or make.builtin_rubric())["domains"] for c in domain["competencies"]]
        result = oracle_cohort.review(whole, as_of, {"north": profiles}, competencies)
        make.derived("cohort_review", f"cohort-review-{name}", tests, "cohort_review", arguments, result)
        return result

    found = review("example", "The worked example after two years", EXAMPLE, "2026-06-30")
    assert [one["id"] for one in found["due"]] == ["training", "report", "fall-26"]
    assert [one["state"] for one in found["teams"][1]["commitments"]] == ["not_yet", "met", "not_yet", "met"]
    found = review("inaugural-before", "The built-in network on the day before its first convening", "inaugural", "2019-08-28")
    assert [one["when"] for one in found["due"][:2]] == ["past", "ahead"] and len(found["due"]) == 11
    found = review("inaugural-after-a-year", "Nobody's attendance is recorded", "inaugural", "2020-06-30")
    assert {one["state"] for one in found["convenings"]} == {"not_recorded"}
    assert {one["state"] for team in found["teams"] for one in team["commitments"]} == {"unknown", "not_yet"}
    review("inaugural-on-the-day", "The day of a milestone is today", "inaugural", "2024-06-30")
    for as_of in ["2022-01-01", "2022-09-01", "2023-01-09", "2023-02-01", "2023-05-01", "2024-01-01", "2024-08-01", "2025-08-15",
                  "2025-12-31", "2026-06-29", "2026-12-31"]:
        review(f"full-{as_of}", f"Everything that a network holds, as of {as_of}", FULL, as_of)
    found = review("small", "A network without feedback, practices or training", cohort(), "2024-01-01")
    assert found["teams"][0]["attendance"] == {"have": 3, "of": 3} and found["teams"][1]["attendance"] == {"have": 1, "of": 2}
    found = review("three-years-to-the-day", "Three years are met on the third anniversary", cohort(), "2025-08-15")
    assert found["teams"][0]["commitments"][0]["state"] == "met"
    found = review("a-day-before-three-years", "And not the day before", cohort(), "2025-08-14")
    assert found["teams"][0]["commitments"][0] == {"commitment": "years", "state": "not_yet", "have": 2, "least": 3, "date": "2025-08-15"}
    assert found["teams"][1]["commitments"][0]["state"] == "left"
    leap = cohort(teams=[{"id": "north", "name": "N", "joined": "2020-02-29"}, {"id": "south", "name": "S", "joined": "2020-03-01", "left": "2023-03-01"}])
    found = review("leap-day", "29 February becomes 28 February where there is none", leap, "2023-02-28")
    assert [one["commitments"][0]["state"] for one in found["teams"]] == ["met", "not_yet"]
    review("left-after-three-years", "A team that left after three years met them", leap, "2023-06-01")
    found = review("last-day", "On its last day a team is still in the network", leap, "2023-03-01")
    assert found["teams"][1]["member"]
    review("nothing-asked", "A commitment that asks for nothing is met from the start",
           cohort(commitments=[{"id": "none", "kind": "open_dialogue", "least": 0, "title": "Nothing"},
                               {"id": "no-years", "kind": "participation", "least": 0, "title": "Nothing"}]), "2022-08-01")
    review("no-teams", "A network without teams", cohort(teams=[], convenings=[{"id": "c", "date": "2023-01-01", "mode": "virtual"}]), "2023-01-01")
    first = {"a1": make.D, "a2": make.D, "b1": make.A, "b2": make.M}
    later = {"a1": make.M, "a2": make.A, "b1": make.N, "b2": make.N, "b3": make.N}
    plain = cohort(convenings=None)
    found = review("growth", "How a member district grew, from two profiles", plain, "2025-12-31",
                   [staged("2023-24", first), staged("2024-25", later)], small)
    assert found["teams"][0]["growth"]["domains"][0] == {"id": "a", "from": make.D, "to": make.M, "change": "rose"}
    review("growth-of-three", "From the first to the last of three", plain, "2025-12-31",
           [staged("2022-23", first), staged("2023-24", later), staged("2024-25", {"b3": make.D})], small)
    review("one-profile", "One profile shows no growth", plain, "2025-12-31", [staged("2024-25", first)], small)
    review("other-rubric", "Competencies of practices are those of the rubric that is given", {
        **plain, "practices": [{"id": "p", "title": "P", "competencies": ["b3", "a1"]}]}, "2025-12-31", rubric=small)

    def refused(name, tests, arguments, *faults):
        make.derived("cohort_review", f"cohort-review-{name}", tests, "cohort_review", arguments, faults=faults)

    fault = make.fault
    refused("without-a-day", "as_of is required", {"cohort": cohort()}, fault("missing_field", "", field="as_of"))
    refused("of-no-team", "A profile is that of a team", {"cohort": plain, "as_of": "2025-01-01", "rubric": small, "profiles": [{**staged("2024-25", first), "subject": {"id": "n2"}}]},
            fault("subject_of_no_team", "/profiles/0/subject", subject="n2", suggestion="n1"))
    refused("backwards", "Profiles of a district are given earliest first",
            {"cohort": plain, "as_of": "2025-01-01", "rubric": small, "profiles": [staged("2024-25", first), staged("2023-24", first)]},
            fault("rounds_out_of_order", "/profiles/1/period", earlier="2024-25", later="2023-24"))
    refused("profile-after", "A profile of a later time than the day is not known on it",
            {"cohort": plain, "as_of": "2025-06-30", "rubric": small, "profiles": [staged("2024-25", first), staged("2025-26", later)]},
            fault("profile_after_day", "/profiles/1/period", found="2025-26", as_of="2025-06-30"))
    refused("profile-after-its-first-day", "By its first day, where it has one",
            {"cohort": plain, "as_of": "2025-10-31", "rubric": small,
             "profiles": [{**staged("2025-26", later), "period": {"school_year": "2025-26", "from": "2025-11-01"}}]},
            fault("profile_after_day", "/profiles/0/period", found="2025-11-01", as_of="2025-10-31"))
    review("profile-of-the-year", "A school year begins on 1 July", plain, "2025-07-01", [staged("2024-25", first), staged("2025-26", later)], small)
    dated = cohort(criteria=[{"id": "c", "title": "C"}], applicants=[{"id": "early", "name": "E", "date": "2023-05-01"}, {"id": "late", "name": "L", "date": "2023-05-02"},
                                                                     {"id": "undated", "name": "U"}],
                   practices=[{"id": "p", "title": "P", "evidence": [{"title": "T", "date": "2023-05-01"}, {"title": "T", "date": "2023-05-02"}, {"title": "T"}]}])
    found = review("later-not-counted", "Who applied later, and evidence of a later day, do not count", dated, "2023-05-01")
    assert [one["applicant"] for one in found["applicants"]] == ["early", "undated"] and found["practices"][0]["evidence"] == 2
    refused("invalid", "The cohort is checked where it stands",
            {"cohort": make.changed(cohort(), ("/convenings/0/attendance/0/team", "east")), "as_of": "2025-01-01"},
            fault("not_listed", "/cohort/convenings/0/attendance/0/team", id="east", list="teams"))
    refused("no-such-cohort", "The built-in cohort has a name", {"cohort": "inagural", "as_of": "2025-01-01"},
            fault("unknown_name", "/cohort", value="inagural", allowed=["inaugural"], suggestion="inaugural"))


def themes(make):
    theme_form(make)
    theme_review(make)
