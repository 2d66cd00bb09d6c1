"""What a consultation shows as of a day, read again in plain Python from cei-core/docs/consultation.md.

Shares nothing with the library. `review(document, as_of)` gives the `cei.consultation_review/1` of a valid
`cei.consultation/1`. Words and citations of the checks are taken from the library's data.
"""

import json
from calendar import monthrange
from datetime import date
from fractions import Fraction
from math import ceil
from pathlib import Path

CHECKS = json.loads((Path(__file__).resolve().parents[1] / "cei-core/data/initiative/consultation-checks.json").read_text("utf-8"))
PARTNERS = ["teachers", "principals", "administrators", "other_personnel", "bargaining_units", "parents", "pupils", "community"]
SUPPORTS = ["child_care", "transport", "place", "hours", "meal", "online", "accessibility", "stipend"]
OF_PARENTS = ["low_income", "english_learners", "foster_youth", "disabilities"]
PAC, ELPAC, SAC, SSC = "parent_advisory", "english_learner_parent_advisory", "student_advisory", "school_site_council"


def day(text):
    return date.fromisoformat(text)


class Record:
    """A consultation as of a day."""

    def __init__(self, document, as_of):
        self.document, self.as_of = document, day(as_of)
        year = int(document["school_year"][:4])
        self.first, self.last = date(year, 7, 1), date(year + 1, 6, 30)
        self.february = date(year + 1, 2, monthrange(year + 1, 2)[1])
        self.board = [one for one in document.get("board", []) if day(one["date"]) <= self.as_of]
        adoptions = [day(one["date"]) for one in self.board if "adoption" in one["acts"]]
        self.adopted = min(adoptions, default=None)
        self.until = self.adopted or self.as_of
        self.enrolment = document.get("enrolment", {})
        self.sites = self.enrolment.get("sites", [])
        thresholds = document.get("thresholds", {})
        self.share = Fraction(thresholds.get("share", "3/20"))
        self.learners = thresholds.get("english_learners", 50)
        self.proportion = Fraction(thresholds.get("proportion", "4/5"))
        self.notices = [one for one in document.get("notices", []) if day(one["date"]) <= self.until]

    def committees(self, kind):
        return [one for one in self.document.get("committees", []) if one["kind"] == kind]

    def seats(self, kind, *wanted):
        return [seats for one in self.committees(kind) for seats in one.get("seats", []) if not wanted or seats["seat"] in wanted]

    def people(self, kind, *wanted):
        return sum(seats["people"] for seats in self.seats(kind, *wanted))

    def acts(self, act):
        return [day(one["date"]) for one in self.board if act in one["acts"] and day(one["date"]) <= self.until]

    def pupils(self, group):
        return self.enrolment.get("groups", {}).get(group)

    def learners_are_many(self):
        """True, False or None if the record does not say."""
        have = self.pupils("english_learners")
        if have is None:
            return None
        return have >= self.learners and self.many(have, self.enrolment["pupils"])

    def many(self, part, whole):
        return whole > 0 and Fraction(part, whole) >= self.share

    def advising(self):
        kinds = [PAC]
        if self.people(ELPAC) or self.learners_are_many():
            kinds.append(ELPAC)
        if self.people(SAC):
            kinds.append(SAC)
        return kinds

    # What each check finds: None if it does not apply, "unknown", or a list of (what, site).

    def consult(self, partner):
        events = [one for one in self.document.get("events", []) if day(one["date"]) <= self.until and partner in one.get("partners", [])]
        return [(on, None) for on in ("goals", "budget") if not any(on in one.get("on", []) for one in events)]

    def consult_equity_multiplier_schools(self):
        if not self.sites:
            return "unknown"
        wanted = [one["id"] for one in self.sites if one.get("equity_multiplier")]
        if not wanted:
            return None
        reached = set()
        for one in self.document.get("events", []):
            if day(one["date"]) <= self.until:
                reached |= set(one.get("sites") or wanted)
        return [("consultation", site) for site in wanted if site not in reached]

    def parent_advisory_committee(self):
        if not self.people(PAC, "parent"):
            return [(PAC, None)]
        sits = {group for seats in self.seats(PAC, "parent") if seats["people"] for group in seats.get("groups", [])}
        return [(group, None) for group in OF_PARENTS if group not in sits and self.pupils(group) != 0]

    def english_learner_parent_advisory_committee(self):
        many = self.learners_are_many()
        if many is None:
            return "unknown"
        return (None if not many else [] if self.people(ELPAC) else [(ELPAC, None)])

    def pupils_advise(self):
        only_elementary = self.sites and all(one.get("level") == "elementary" for one in self.sites)
        if self.first < date(2024, 7, 1) or only_elementary:
            return None
        return [] if self.people(PAC, "pupil") >= 2 or self.people(SAC) else [("pupils", None)]

    def draft_presented(self):
        seen = {one["kind"] for one in self.document.get("committees", []) for meeting in one.get("meetings", [])
                if "draft" in meeting["on"] and day(meeting["date"]) <= self.until}
        return [(kind, None) for kind in self.advising() if kind not in seen]

    def comments_answered(self):
        comments = [comment for one in self.document.get("committees", []) if one["kind"] in self.advising()
                    for comment in one.get("comments", []) if day(comment["date"]) <= self.until]
        if not comments:
            return None
        return [(one["id"], None) for one in comments if "answered" not in one or day(one["answered"]) > self.until]

    def public_notified(self):
        latest = max(self.acts("hearing"), default=self.until)
        return [] if any(day(one["date"]) <= latest for one in self.notices) else [("notice", None)]

    def notice_languages(self):
        if not any(one.get("languages") for one in self.sites):
            return "unknown"
        wanted = [(tag, one["id"]) for one in self.sites for tag, count in one.get("languages", {}).items()
                  if not same_language(tag, "en") and self.many(count, one["pupils"])]
        if not wanted:
            return None
        lacking = []
        for tag, site in wanted:
            sent = [one for one in self.notices if not one.get("sites") or site in one["sites"]]
            if not sent or not all(any(same_language(tag, other) for other in one["languages"]) for one in sent):
                lacking.append((tag, site))
        return lacking

    def public_hearing(self):
        return [] if self.acts("hearing") else [("hearing", None)]

    def adoption(self):
        if self.adopted is None:
            return [("adoption", None)]
        lacking = [] if any(one < self.adopted for one in self.acts("hearing")) else [("later_meeting", None)]
        return lacking + ([] if self.adopted <= self.last else [("before_july", None)])

    def mid_year_update(self):
        days = [day(one["date"]) for one in self.board if "mid_year_update" in one["acts"]]
        return [] if any(one <= self.february for one in days) else [("mid_year_update", None)]

    def local_indicator(self):
        reports = [one for one in self.board if "local_indicator" in one["acts"]]
        if not reports:
            return [("local_indicator", None)]
        same = [one for one in reports if self.adopted and day(one["date"]) == self.adopted]
        if not same:
            return [("same_meeting", None)]
        return [] if any(not one.get("consent") for one in same) else [("talked_about", None)]

    def site_council_review(self):
        days = [day(meeting["date"]) for one in self.committees(SSC) for meeting in one.get("meetings", [])
                if {"goals", "draft"} & set(meeting["on"])]
        return [] if any(self.first <= one <= min(self.last, self.as_of) for one in days) else [("review", None)]

    def site_council_composition(self):
        if not self.people(SSC):
            return [(SSC, None)]
        staff = self.people(SSC, "teacher", "principal", "other_staff")
        others = self.people(SSC) - staff
        lacking = [("staff", None)] if staff < others else [("parents_and_community", None)] if others < staff else []
        secondary = any(one.get("level") == "secondary" for one in self.sites)
        return lacking + ([("pupils", None)] if secondary and not self.people(SSC, "pupil") else [])

    def due(self, check):
        if check == "mid_year_update":
            return self.february
        if check in ("adoption", "site_council_review", "site_council_composition"):
            return self.last
        return self.adopted or self.last

    def check(self, info):
        name = info["id"]
        row = {"check": name, **{key: info[key] for key in ("title", "citation", "certainty")}}
        partner = name.removeprefix("consult_")
        found = self.consult(partner) if partner in PARTNERS else getattr(self, name)()
        waived = [one["reason"] for one in self.document.get("waivers", []) if one["check"] == name]
        last = self.due(name)
        over = self.as_of > last or (self.adopted is not None and last == self.adopted)
        state = ("waived" if waived else "not_required" if found is None else "unknown" if found == "unknown"
                 else "met" if not found else "missing" if over else "open")
        row.update(state=state, due=last.isoformat())
        if state in ("missing", "open"):
            row["lacking"] = [{"what": what, **({"site": site} if site else {})} for what, site in found]
        if waived:
            row["reason"] = waived[0]
        return row


def same_language(one, other):
    one, other = one.lower().split("-"), other.lower().split("-")
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def presence(record, events, by, enrolled, field):
    all_pupils = record.enrolment["pupils"]
    rows = []
    for name, pupils in enrolled.items():
        counted = [one["heads"] for one in events if name in one.get("heads", {}).get(field, {})]
        came, all_heads = sum(one[field][name] for one in counted), sum(one["people"] for one in counted)
        least = ceil(record.proportion * all_heads * pupils / all_pupils) if all_pupils else 0
        word = "no_pupils" if not pupils else "not_counted" if not all_heads else "under" if came < least else "in_proportion"
        rows.append({"by": by, "id": name, "heads": {"have": came, "of": all_heads}, "events": {"have": len(counted), "of": len(events)},
                     "pupils": {"have": pupils, "of": all_pupils}, "least": least, "presence": word})
    return rows


def review(document, as_of):
    record = Record(document, as_of)
    checks = [record.check(info) for info in CHECKS if info["plan"] == document["plan"]]
    events = [one for one in document.get("events", []) if day(one["date"]) <= record.as_of]
    notices = [one for one in document.get("notices", []) if day(one["date"]) <= record.as_of]

    def share(rows, is_so):
        return {"have": len([one for one in rows if is_so(one)]), "of": len(rows)}

    result = {"format": "cei.consultation_review/1", "consultation": document["id"], "as_of": as_of}
    if record.adopted:
        result["adopted"] = record.adopted.isoformat()
    result["missing"] = [one["check"] for one in checks if one["state"] == "missing"]
    result["open"] = [one["check"] for one in checks if one["state"] == "open"]
    result["checks"] = checks
    result["consulted"] = []
    for partner in PARTNERS:
        those = [one for one in events if partner in one.get("partners", [])]
        row = {"partner": partner, **{on: len([one for one in those if on in one.get("on", [])]) for on in ("goals", "budget", "draft")}}
        if those:
            row.update(first=min(one["date"] for one in those), last=max(one["date"] for one in those))
        result["consulted"].append(row)
    enrolment = document.get("enrolment")
    result["presence"] = result["languages"] = []
    if enrolment:
        result["presence"] = (
            presence(record, events, "group", enrolment.get("groups", {}), "groups")
            + presence(record, events, "language", enrolment.get("languages", {}), "languages")
            + presence(record, events, "site", {one["id"]: one["pupils"] for one in enrolment.get("sites", [])}, "sites"))
        result["languages"] = [{
            "language": tag, "pupils": {"have": count, "of": enrolment["pupils"]}, "many": record.many(count, enrolment["pupils"]),
            "events": share(events, lambda one: any(same_language(tag, other) for other in one.get("languages", []))),
            "notices": share(notices, lambda one: any(same_language(tag, other) for other in one["languages"])),
        } for tag, count in enrolment.get("languages", {}).items()]
    result["supports"] = []
    for support in SUPPORTS:
        those = [one for one in events if support in one.get("supports", [])]
        people = sum(one["heads"]["people"] for one in those if "heads" in one)
        result["supports"].append({"support": support, "events": {"have": len(those), "of": len(events)}, "people": people})
    result["committees"] = []
    for one in document.get("committees", []):
        comments = [comment for comment in one.get("comments", []) if day(comment["date"]) <= record.as_of]
        result["committees"].append({
            "committee": one["id"], "kind": one["kind"],
            "prepared": {"have": sum(seats.get("prepared", 0) for seats in one.get("seats", [])),
                         "of": sum(seats["people"] for seats in one.get("seats", []))},
            "meetings": len([meeting for meeting in one.get("meetings", []) if day(meeting["date"]) <= record.as_of]),
            "answered": share(comments, lambda comment: "answered" in comment and day(comment["answered"]) <= record.as_of)})
    result["priorities"], taken_up = [], set()
    for one in document.get("priorities", []):
        goals = one.get("goals", [])
        taken_up |= set(goals)
        row = {"priority": one["id"], "state": "in_goals" if goals else "answered" if "answer" in one else "open"}
        result["priorities"].append({**row, "goals": goals} if goals else row)
    result["goals_without_priority"] = [one["id"] for one in document.get("goals", []) if one["id"] not in taken_up]
    return result
