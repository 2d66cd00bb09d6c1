"""Cases on consultations: the record, and what it shows as of a day.

`themes(make)` adds them; `make` is tests/make_vectors.py. Results come from tests/oracle_consultation.py, reports are
written by hand.
"""

import json
from pathlib import Path

import oracle_consultation

EXAMPLES = {year: json.loads((Path(__file__).parent / "example" / "initiative" / f"ejemplo-consultation-{year}.json").read_text("utf-8"))
            for year in ("2024-25", "2025-26")}


def consultation(**more):
    """A record that leaves nothing to be asked for, with changes; a field that is None is left out."""
    fields = {
        "format": "cei.consultation/1", "id": "lcap-2026", "plan": "lcap", "school_year": "2025-26",
        "enrolment": {
            "pupils": 1000, "groups": {"low_income": 600, "english_learners": 150, "foster_youth": 5, "disabilities": 110},
            "languages": {"en": 600, "es": 300, "vi": 100},
            "sites": [
                {"id": "oak", "name": "Oak", "level": "elementary", "pupils": 400, "languages": {"en": 250, "es": 60, "vi": 59}},
                {"id": "elm", "level": "secondary", "pupils": 600, "languages": {"en": 350, "es": 240}, "equity_multiplier": True}]},
        "events": [
            {"id": "fall", "date": "2025-10-02", "title": "Fall evening",
             "partners": ["parents", "pupils", "teachers", "community"], "on": ["goals"], "languages": ["en", "es-MX"],
             "supports": ["child_care", "hours", "meal"],
             "heads": {"people": 100, "groups": {"low_income": 50, "english_learners": 11, "foster_youth": 0},
                       "languages": {"en": 70, "es": 30}, "sites": {"oak": 40, "elm": 60}}},
            {"id": "budget", "date": "2026-02-10", "partners": ["parents", "pupils", "teachers", "principals", "administrators",
                                                                "other_personnel", "bargaining_units"],
             "on": ["budget", "goals"], "languages": ["en"], "supports": ["online", "child_care"], "sites": ["elm"],
             "heads": {"people": 40, "groups": {"low_income": 20, "english_learners": 7}}},
            {"id": "survey", "date": "2026-03-01", "partners": ["parents"], "on": ["draft"], "languages": ["en", "es", "vi"]}],
        "committees": [
            {"id": "pac", "kind": "parent_advisory",
             "seats": [{"seat": "parent", "people": 6, "groups": ["low_income", "english_learners"], "prepared": 5},
                       {"seat": "parent", "people": 2, "groups": ["foster_youth", "disabilities"], "prepared": 2},
                       {"seat": "pupil", "people": 2}],
             "meetings": [{"date": "2025-11-04", "on": ["goals"]}, {"date": "2026-04-20", "on": ["draft", "budget"]}],
             "comments": [{"id": "pac-1", "date": "2026-04-20", "text": "More tutoring", "answered": "2026-05-11", "answer": "Added"}]},
            {"id": "elpac", "kind": "english_learner_parent_advisory", "seats": [{"seat": "parent", "people": 5, "prepared": 1}],
             "meetings": [{"date": "2026-04-22", "on": ["draft"]}],
             "comments": [{"id": "el-1", "date": "2026-04-22", "answered": "2026-05-11"}]}],
        "notices": [{"date": "2026-05-01", "languages": ["en", "es"]}],
        "board": [{"date": "2026-02-17", "acts": ["mid_year_update"]}, {"date": "2026-06-02", "acts": ["hearing"]},
                  {"date": "2026-06-16", "acts": ["adoption", "local_indicator"]}],
        "goals": [{"id": "g1", "title": "Every pupil reads"}, {"id": "g2", "title": "Families lead"}, {"id": "g3", "title": "Upkeep"}],
        "priorities": [
            {"id": "p1", "title": "Tutoring", "partners": ["parents"], "events": ["fall"], "goals": ["g1", "g2"]},
            {"id": "p2", "title": "A pool", "partners": ["pupils"], "events": ["budget"], "answer": "Not in this plan"},
            {"id": "p3", "title": "Shade"}],
        **more}
    return {key: value for key, value in fields.items() if value is not None}


def school_plan(**more):
    fields = {
        "format": "cei.consultation/1", "id": "spsa-elm", "plan": "spsa", "school_year": "2025-26",
        "enrolment": {"pupils": 600, "sites": [{"id": "elm", "level": "secondary", "pupils": 600}]},
        "committees": [{"id": "ssc", "kind": "school_site_council", "site": "elm",
                        "seats": [{"seat": "principal", "people": 1}, {"seat": "teacher", "people": 4, "prepared": 2},
                                  {"seat": "other_staff", "people": 1}, {"seat": "parent", "people": 3, "prepared": 3},
                                  {"seat": "community", "people": 1}, {"seat": "pupil", "people": 2}],
                        "meetings": [{"date": "2026-01-15", "on": ["draft"]}]}],
        **more}
    return {key: value for key, value in fields.items() if value is not None}


def theme_form(make):
    fault, changed = make.fault, make.changed

    def bad(name, tests, document, *faults, **more):
        make.check("consultation", f"consultation-{name}", tests, document, *faults, **more)

    good = consultation()
    bad("good", "A whole record", good)
    for year, example in EXAMPLES.items():
        bad(f"example-{year}", "The worked example", example)
    bad("small", "What a record has at least", {"format": "cei.consultation/1", "id": "c", "plan": "community_school", "school_year": "2025-26"})
    bad("full", "Every other field", consultation(
        language="es", title={"en": "LCAP", "es": "LCAP"}, subject={"id": "30664310000000", "scheme": "cds", "level": "district"},
        thresholds={"share": "1/10", "english_learners": 21, "proportion": "1/1"},
        waivers=[{"check": "local_indicator", "reason": "A county office reports it"}], extensions={"a": None}))
    bad("school-plan", "The plan of a school", school_plan())
    for field in ["plan", "school_year"]:
        bad(f"without-{field.replace('_', '-')}", "What every record needs", changed(good, without=[f"/{field}"]), fault("missing_field", "", field=field))
    bad("plan", "One of three plans", changed(good, ("/plan", "lcp")),
        fault("invalid_value", "/plan", value="lcp", allowed=["lcap", "spsa", "community_school"], suggestion="lcap"))
    bad("school-year", "A school year names two years; days are not held against one that cannot be read", changed(good, ("/school_year", "2025-27")),
        fault("invalid_school_year", "/school_year", value="2025-27"))
    bad("partner", "Partners are those the law names, and the community", changed(good, ("/events/0/partners/1", "pupil")),
        fault("invalid_value", "/events/0/partners/1", value="pupil", suggestion="pupils",
              allowed=oracle_consultation.PARTNERS))
    bad("support", "What makes it possible to come is one of a few words", changed(good, ("/events/0/supports/0", "childcare")),
        fault("invalid_value", "/events/0/supports/0", value="childcare", suggestion="child_care", allowed=oracle_consultation.SUPPORTS))
    bad("event-twice", "Ids are unique", changed(good, ("/events/1/id", "fall"), ("/priorities/1/events", ["fall"])), fault("duplicate_id", "/events/1/id", id="fall"))
    bad("words-twice", "A list of words names each once",
        changed(good, ("/events/0/partners/1", "parents"), ("/events/0/on", ["goals", "goals"]), ("/events/0/languages", ["en", "en"]),
                ("/events/0/supports/1", "child_care"), ("/committees/0/meetings/1/on", ["draft", "draft"]), ("/board/1/acts", ["hearing", "hearing"])),
        fault("listed_twice", "/events/0/partners/1", id="parents"), fault("listed_twice", "/events/0/on/1", id="goals"),
        fault("listed_twice", "/events/0/languages/1", id="en"), fault("listed_twice", "/events/0/supports/1", id="child_care"),
        fault("listed_twice", "/committees/0/meetings/1/on/1", id="draft"), fault("listed_twice", "/board/1/acts/1", id="hearing"))
    bad("group-above-all", "A part is not larger than the whole", changed(good, ("/enrolment/groups/english_learners", 1001)),
        fault("part_above_whole", "/enrolment/groups/english_learners", part=1001, whole=1000))
    bad("site-above-all", "A school is a part of the district, and a language of the school", changed(good, ("/enrolment/sites/1/pupils", 1001), ("/enrolment/sites/0/languages/es", 401)),
        fault("part_above_whole", "/enrolment/sites/0/languages/es", part=401, whole=400),
        fault("part_above_whole", "/enrolment/sites/1/pupils", part=1001, whole=1000))
    bad("heads-above-all", "Heads of a group are among those who came", changed(good, ("/events/0/heads/people", 49)),
        fault("part_above_whole", "/events/0/heads/groups/low_income", part=50, whole=49),
        fault("part_above_whole", "/events/0/heads/languages/en", part=70, whole=49),
        fault("part_above_whole", "/events/0/heads/sites/elm", part=60, whole=49))
    bad("heads-of-nobody", "Heads are of groups, languages and schools that are enrolled",
        changed(good, ("/events/0/heads/groups", {"lowincome": 1}), ("/events/0/heads/languages", {"fr": 1}), ("/events/0/heads/sites", {"ash": 1})),
        fault("not_listed", "/events/0/heads/groups/lowincome", id="lowincome", list="enrolment/groups", suggestion="low_income"),
        fault("not_listed", "/events/0/heads/languages/fr", id="fr", list="enrolment/languages"),
        fault("not_listed", "/events/0/heads/sites/ash", id="ash", list="enrolment/sites"))
    bad("no-enrolment", "Without enrolment, schools are unknown and other parts are not looked up", consultation(enrolment=None),
        fault("not_listed", "/events/1/sites/0", id="elm", list="enrolment/sites"))
    bad("language-tag", "Languages at home are tags", changed(good, ("/enrolment/languages", {"en": 600, "spanish-language": 2, "x": 1}), without=["/events/0/heads/languages"]),
        fault("invalid_language_tag", "/enrolment/languages/x", value="x"))
    bad("language-tag-of-heads", "Also of those who came", consultation(enrolment=None, events=[{
        "id": "e", "date": "2025-10-02", "heads": {"people": 1, "languages": {"9": 1}}}], priorities=None),
        fault("invalid_language_tag", "/events/0/heads/languages/9", value="9"))
    bad("site", "Schools are those enrolled", changed(good, ("/notices/0/sites", ["oak", "oka"]), ("/committees/0/site", "alm")),
        fault("not_listed", "/committees/0/site", id="alm", list="enrolment/sites", suggestion="elm"),
        fault("not_listed", "/notices/0/sites/1", id="oka", list="enrolment/sites", suggestion="oak"))
    bad("prepared-above-people", "Those prepared are among the members", changed(good, ("/committees/0/seats/0/prepared", 7)),
        fault("part_above_whole", "/committees/0/seats/0/prepared", part=7, whole=6))
    bad("answered-before", "An answer follows its comment", changed(good, ("/committees/0/comments/0/answered", "2026-04-19")),
        fault("dates_out_of_order", "/committees/0/comments/0/answered", **{"from": "2026-04-20", "to": "2026-04-19"}))
    year = {"from": "2025-07-01", "to": "2026-06-30"}
    bad("outside-the-year", "A day outside of the school year is likely one of another consultation",
        changed(good, ("/events/0/date", "2025-06-30"), ("/committees/0/meetings/0/date", "2024-11-04"), ("/notices/0/date", "2027-05-01"), ("/board/2/date", "2026-07-01")),
        fault("outside_school_year", "/events/0/date", severity="warning", date="2025-06-30", **year),
        fault("outside_school_year", "/committees/0/meetings/0/date", severity="warning", date="2024-11-04", **year),
        fault("outside_school_year", "/notices/0/date", severity="warning", date="2027-05-01", **year),
        fault("outside_school_year", "/board/2/date", severity="warning", date="2026-07-01", **year))
    bad("priority", "Priorities are of events, and taken up by goals",
        changed(good, ("/priorities/0/events", ["fal"]), ("/priorities/0/goals", ["g9", "g1", "g1"]), ("/priorities/1/id", "p1")),
        fault("not_listed", "/priorities/0/events/0", id="fal", list="events", suggestion="fall"),
        fault("not_listed", "/priorities/0/goals/0", id="g9", list="goals", suggestion="g1"),
        fault("listed_twice", "/priorities/0/goals/2", id="g1"), fault("duplicate_id", "/priorities/1/id", id="p1"))
    bad("waiver", "A check is switched off by its id, once, with a reason",
        consultation(waivers=[{"check": "adoption", "reason": "..."}, {"check": "adoptions", "reason": "..."}, {"check": "adoption", "reason": " "}]),
        fault("invalid_value", "/waivers/1/check", value="adoptions", suggestion="adoption", allowed=[one["id"] for one in oracle_consultation.CHECKS]),
        fault("listed_twice", "/waivers/2/check", id="adoption"), fault("empty_text", "/waivers/2/reason"))
    bad("comment-twice", "Comments of a committee have ids of their own, and a seat names a group once",
        changed(good, ("/committees/0/comments/1", {"id": "pac-1", "date": "2026-04-20"}), ("/committees/0/seats/0/groups", ["low_income", "low_income"])),
        fault("listed_twice", "/committees/0/seats/0/groups/1", id="low_income"), fault("duplicate_id", "/committees/0/comments/1/id", id="pac-1"))
    bad("thresholds", "Thresholds are fractions", consultation(thresholds={"share": "any", "proportion": "5/4"}),
        fault("invalid_share", "/thresholds/share", value="any"), fault("invalid_share", "/thresholds/proportion", value="5/4"))
    bad("cds-code", "A California CDS code has 14 digits", consultation(subject={"id": "3066431", "scheme": "cds"}),
        fault("invalid_cds_code", "/subject/id", value="3066431"))


def theme_review(make):
    changed = make.changed

    def review(name, tests, document, as_of):
        result = oracle_consultation.review(document, as_of)
        make.derived("consultation_review", f"consultation-review-{name}", tests, "consultation_review",
                     {"consultation": document, "as_of": as_of}, result)
        return {one["check"]: one for one in result["checks"]}, result

    lacking = {"2024-25": ["parent_advisory_committee", "pupils_advise", "local_indicator"], "2025-26": ["comments_answered"]}
    for year, example in EXAMPLES.items():
        for as_of in (f"20{year[-2:]}-06-30", f"20{year[-2:]}-03-01"):
            _, result = review(f"example-{as_of}", "The worked example, at the end of a year and in spring", example, as_of)
            assert result["missing"] == (lacking[year] if as_of.endswith("06-30") else []), result["missing"]
    good = consultation()
    for as_of in ["2025-07-01", "2025-10-02", "2026-02-10", "2026-02-28", "2026-03-01", "2026-05-11", "2026-06-01", "2026-06-15", "2026-06-16", "2027-01-01"]:
        review(f"good-{as_of}", f"A record that ends without anything lacking, as of {as_of}", good, as_of)
    checks, result = review("good-at-the-end", "Nothing is missing or open", good, "2026-06-30")
    assert result["missing"] == result["open"] == [] and {one["state"] for one in checks.values()} == {"met"}

    def one(name, tests, check, state, document, as_of="2026-06-30", lacking=None):
        checks, _ = review(name, tests, document, as_of)
        assert checks[check]["state"] == state, (name, checks[check])
        assert [row["what"] for row in checks[check].get("lacking", [])] == (lacking or []), (name, checks[check])

    one("budget-apart", "Consulted on goals is not consulted on the budget", "consult_pupils", "missing",
        changed(good, ("/events/1/partners", ["parents"])), lacking=["budget"])
    one("after-adoption", "What comes after the adoption does not count for the plan", "consult_principals", "missing",
        changed(good, ("/events/1/date", "2026-06-17")), lacking=["goals", "budget"])
    one("not-yet", "What is lacking is open while there is time", "consult_principals", "open",
        changed(good, ("/events/1/date", "2026-06-17"), without=["/board/2"]), "2026-06-16", ["goals", "budget"])
    for learners, pupils, english, state in [(150, 1000, 50, "missing"), (149, 1000, 50, "not_required"), (49, 300, 50, "not_required"),
                                             (50, 333, 50, "missing"), (50, 334, 50, "not_required"), (45, 300, 45, "missing")]:
        document = changed(good, ("/enrolment/groups/english_learners", learners), without=["/committees/1"])
        document["enrolment"] = {"pupils": pupils, "groups": {"english_learners": learners}}
        document["events"] = []
        document["thresholds"] = {"english_learners": english}
        for priority in document["priorities"]:
            priority.pop("events", None)
        one(f"learners-{learners}-of-{pupils}-from-{english}", "15 % and 50 pupils, both, to the pupil",
            "english_learner_parent_advisory_committee", state, document,
            lacking=["english_learner_parent_advisory"] if state == "missing" else None)
    unknown = changed(consultation(priorities=None, events=None), without=["/enrolment"])
    one("no-enrolment", "Without enrolment it is not known whether a committee is asked for", "english_learner_parent_advisory_committee", "unknown", unknown)
    one("no-enrolment-schools", "Nor which schools have Equity Multiplier money", "consult_equity_multiplier_schools", "unknown", unknown)
    one("no-multiplier", "No school has Equity Multiplier money", "consult_equity_multiplier_schools", "not_required",
        changed(good, ("/enrolment/sites/1/equity_multiplier", False)))
    one("multiplier-not-reached", "A school with Equity Multiplier money is consulted for itself or with all",
        "consult_equity_multiplier_schools", "missing",
        changed(good, ("/events/0/sites", ["oak"]), ("/events/1/sites", ["oak"]), ("/events/2/sites", ["oak"])), lacking=["consultation"])
    one("no-committee", "A district has a parent advisory committee", "parent_advisory_committee", "missing", changed(good, without=["/committees/0"]), lacking=["parent_advisory"])
    one("committee-groups", "Parents of four pupil groups sit on it", "parent_advisory_committee", "missing",
        changed(good, ("/committees/0/seats/1/groups", ["disabilities"]), ("/committees/0/seats/0/people", 0), ("/committees/0/seats/0/prepared", 0)),
        lacking=["low_income", "english_learners", "foster_youth"])
    one("committee-group-of-nobody", "A group without pupils has no parents", "parent_advisory_committee", "met",
        changed(good, ("/enrolment/groups/foster_youth", 0), ("/committees/0/seats/1/groups", ["disabilities"])))
    one("one-pupil", "Two pupils, not one", "pupils_advise", "missing", changed(good, ("/committees/0/seats/2/people", 1)), lacking=["pupils"])
    student = {"id": "sac", "kind": "student_advisory", "seats": [{"seat": "pupil", "people": 9}]}
    one("student-committee", "Or a committee of their own, which then sees the draft", "draft_presented", "missing",
        changed(good, ("/committees/0/seats/2/people", 1), ("/committees/2", student)), lacking=["student_advisory"])
    one("before-2024", "Pupils advise since 1 July 2024", "pupils_advise", "not_required",
        changed(consultation(board=None, school_year="2023-24"), ("/committees/0/seats/2/people", 1)), "2024-06-30")
    one("elementary-only", "Where there is a middle or high school", "pupils_advise", "not_required",
        changed(good, ("/enrolment/sites/1/level", "elementary"), ("/committees/0/seats/2/people", 1)))
    one("draft-late", "A draft presented after the adoption was not presented", "draft_presented", "missing",
        changed(good, ("/committees/1/meetings/0/date", "2026-06-17")), lacking=["english_learner_parent_advisory"])
    one("unanswered", "Comments are answered in writing by the adoption", "comments_answered", "missing",
        changed(good, ("/committees/0/comments/0/answered", "2026-06-17"), without=["/committees/1/comments/0/answered"]), lacking=["pac-1", "el-1"])
    one("no-comments", "Without comments there is nothing to answer", "comments_answered", "not_required",
        changed(good, without=["/committees/0/comments", "/committees/1/comments"]))
    one("notice-late", "The public hears of a hearing before it", "public_notified", "missing", changed(good, ("/notices/0/date", "2026-06-03")), lacking=["notice"])
    for count, state in [(60, "missing"), (59, "not_required")]:
        one(f"language-{count}-of-400", "15 % of a school's pupils, to the pupil", "notice_languages", state,
            changed(good, ("/enrolment/sites/0/languages", {"vi": count}), ("/enrolment/sites/1/languages", {"en": 600})),
            lacking=["vi"] if state == "missing" else None)
    one("language-of-a-notice", "A notice to other schools alone does not matter", "notice_languages", "met",
        changed(good, ("/notices/1", {"date": "2026-05-02", "sites": ["oak"], "languages": ["es-419"]}), ("/notices/2", {"date": "2026-05-03", "sites": ["elm"], "languages": ["es"]})))
    one("language-of-every-notice", "Every notice to a school is in the language", "notice_languages", "missing",
        changed(good, ("/notices/1", {"date": "2026-05-02", "sites": ["elm"], "languages": ["en"]})), lacking=["es"])
    one("languages-unknown", "Without languages by school it is not known", "notice_languages", "unknown",
        changed(good, without=["/enrolment/sites/0/languages", "/enrolment/sites/1/languages"]))
    one("same-day", "The plan is adopted at a later meeting than the hearing", "adoption", "open",
        changed(good, ("/board/1/date", "2026-06-16")), "2026-06-20", ["later_meeting"])
    one("never-heard", "And that is lacking for good when the year ends", "adoption", "missing",
        changed(good, ("/board/1/date", "2026-06-16")), "2026-07-01", ["later_meeting"])
    one("after-june", "Before 1 July", "adoption", "missing", changed(good, ("/board/2/date", "2026-07-01")), "2026-07-01", ["before_july"])
    one("not-adopted", "Nothing was adopted", "adoption", "missing", changed(good, without=["/board/2"]), "2026-07-01", ["adoption"])
    one("mid-year-late", "By the last day of February", "mid_year_update", "missing", changed(good, ("/board/0/date", "2026-03-01")), lacking=["mid_year_update"])
    leap = consultation(school_year="2027-28", board=[{"date": "2028-02-29", "acts": ["mid_year_update"]}], priorities=None, events=None)
    one("mid-year-leap", "Which is the 29th in a leap year", "mid_year_update", "met", leap, "2028-02-29")
    one("indicator-elsewhere", "The local indicator is reported at the meeting that adopts the plan", "local_indicator", "missing",
        changed(good, ("/board/1/acts", ["hearing", "local_indicator"]), ("/board/2/acts", ["adoption"])), lacking=["same_meeting"])
    one("indicator-consent", "And talked about", "local_indicator", "missing", changed(good, ("/board/2/consent", True)), lacking=["talked_about"])
    one("indicator-none", "It is reported", "local_indicator", "missing", changed(good, ("/board/2/acts", ["adoption"])), lacking=["local_indicator"])
    one("waived", "A check that is switched off is neither missing nor open", "local_indicator", "waived",
        changed(consultation(waivers=[{"check": "local_indicator", "reason": {"en": "Reported by the county", "es": "Lo informa el condado"}}]), ("/board/2/acts", ["adoption"])))
    for state, lacking, people in [("met", None, [1, 4, 1, 3, 1, 2]), ("missing", ["staff"], [1, 3, 1, 3, 1, 2]),
                                   ("missing", ["parents_and_community", "pupils"], [1, 4, 1, 3, 1, 0]), ("missing", ["school_site_council"], [0] * 6)]:
        document = school_plan()
        for seats, count in zip(document["committees"][0]["seats"], people):
            seats["people"] = count
            seats.pop("prepared", None)
        one(f"site-council-{'-'.join(map(str, people))}", "Half staff, half parents, community and pupils", "site_council_composition", state, document,
            "2026-07-01", lacking)
    one("site-council-elementary", "Without pupils where there are none of middle or high school age", "site_council_composition", "met",
        changed(school_plan(), ("/enrolment/sites/0/level", "elementary"), ("/committees/0/seats/5/people", 0), ("/committees/0/seats/3/people", 5)))
    one("site-council-last-year", "The site council reviews the plan each year", "site_council_review", "missing",
        changed(school_plan(), ("/committees/0/meetings/0/date", "2025-06-30")), "2026-07-01", ["review"])
    one("site-council-review", "And did", "site_council_review", "met", school_plan(), "2026-01-15")
    review("community-school", "No check of law belongs to a community school's plan; the rest is the same", consultation(plan="community_school"), "2026-06-30")
    review("empty", "A record with nothing in it", {"format": "cei.consultation/1", "id": "c", "plan": "lcap", "school_year": "2025-26"}, "2026-07-01")
    for heads, word in [(11, "under"), (12, "in_proportion")]:
        document = changed(good, ("/events/0/heads/groups/english_learners", heads), without=["/events/1/heads"])
        _, result = review(f"presence-{heads}-of-100", "Four fifths of the proportion: 100 heads and 150 of 1000 pupils make 12", document, "2026-06-30")
        row = next(row for row in result["presence"] if row["id"] == "english_learners")
        assert (row["least"], row["presence"]) == (12, word)
    _, result = review("presence-where-counted", "A part is held against those who came where it was counted", good, "2026-06-30")
    rows = {row["id"]: (row["heads"], row["events"], row["presence"]) for row in result["presence"]}
    assert rows["low_income"] == ({"have": 70, "of": 140}, {"have": 2, "of": 3}, "in_proportion")
    assert rows["foster_youth"] == ({"have": 0, "of": 100}, {"have": 1, "of": 3}, "under")
    assert rows["disabilities"] == ({"have": 0, "of": 0}, {"have": 0, "of": 3}, "not_counted")
    review("presence-full-proportion", "The share of the proportion is the record's", consultation(thresholds={"proportion": "1/1"}), "2026-06-30")
    _, result = review("presence-large", "Large counts stay exact", changed(
        consultation(), ("/enrolment/pupils", 10**12), ("/enrolment/groups/low_income", 333333333333), ("/events/0/heads/people", 10**12),
        ("/events/0/heads/groups/low_income", 266666666680), ("/thresholds", {"proportion": "999999/1000000"})), "2026-06-30")
    review("presence-nobody", "No pupils, and nobody counted", changed(
        consultation(), ("/enrolment/groups/foster_youth", 0), ("/enrolment/pupils", 1000), without=["/events/0/heads", "/events/1/heads"]), "2026-06-30")

    def refused(name, tests, arguments, *faults):
        make.derived("consultation_review", f"consultation-review-{name}", tests, "consultation_review", arguments, faults=faults)

    fault = make.fault
    refused("without-a-day", "as_of is required", {"consultation": good}, fault("missing_field", "", field="as_of"))
    refused("not-a-day", "as_of is a day", {"consultation": good, "as_of": "2026-02-30"}, fault("invalid_date", "/as_of", value="2026-02-30"))
    refused("invalid", "The record is checked where it stands",
            {"consultation": changed(good, ("/committees/0/seats/0/prepared", 7)), "as_of": "2026-06-30"},
            fault("part_above_whole", "/consultation/committees/0/seats/0/prepared", part=7, whole=6))


def themes(make):
    theme_form(make)
    theme_review(make)
