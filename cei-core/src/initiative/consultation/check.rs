//! What the form of a consultation cannot say: that schools, events and goals exist, and that parts fit their whole.

use super::document::{Committee, Consultation, Enrolment, Event};
use crate::assessment::check::cds_code;
use crate::diagnostic::{Code, Findings, Params};
use crate::initiative::listed::{Listed, once, part_of};
use crate::initiative::shared::in_order;
use crate::initiative::{Checked, api};
use crate::rubric::{Rubric, RubricRef, unique};
use crate::values::{ById, Count, Date, Id, LanguageTag, Share};

api!(Consultation, "cei.consultation/1");

impl Checked for Consultation {
    fn rubric(&self) -> Option<&RubricRef> {
        None
    }

    fn check(&self, _: &Rubric, findings: &mut Findings) {
        cds_code(self.subject.as_ref(), || "/subject/id".to_owned(), findings);
        for (field, share) in [("share", self.thresholds.share), ("proportion", self.thresholds.proportion)] {
            fraction(share, || format!("/thresholds/{field}"), findings);
        }
        if let Some(enrolment) = &self.enrolment {
            check_enrolment(enrolment, findings);
        }
        unique(findings, "/events", self.events.iter().map(|one| &one.id));
        unique(findings, "/committees", self.committees.iter().map(|one| &one.id));
        unique(findings, "/goals", self.goals.iter().map(|one| &one.id));
        unique(findings, "/priorities", self.priorities.iter().map(|one| &one.id));
        let none = Vec::new();
        let sites = self.enrolment.as_ref().map_or(&none, |enrolment| &enrolment.sites);
        let sites = Listed::new("enrolment/sites", findings, sites.iter().map(|one| &one.id));
        for (index, event) in self.events.iter().enumerate() {
            self.event(event, &format!("/events/{index}"), &sites, findings);
        }
        for (index, committee) in self.committees.iter().enumerate() {
            self.committee(committee, &format!("/committees/{index}"), &sites, findings);
        }
        for (index, notice) in self.notices.iter().enumerate() {
            self.within_year(notice.date, || format!("/notices/{index}/date"), findings);
            sites.each(&notice.sites, &format!("/notices/{index}/sites"), findings);
            twice(notice.languages.iter().map(LanguageTag::as_str), &format!("/notices/{index}/languages"), findings);
        }
        for (index, meeting) in self.board.iter().enumerate() {
            self.within_year(meeting.date, || format!("/board/{index}/date"), findings);
            twice(meeting.acts.iter().map(|act| act.name()), &format!("/board/{index}/acts"), findings);
        }
        self.check_priorities(findings);
        let waived = self.waivers.iter().map(|waiver| waiver.check.name());
        twice_at(waived, |index| format!("/waivers/{index}/check"), findings);
    }
}

impl Consultation {
    fn event(&self, event: &Event, path: &str, sites: &Listed<'_>, findings: &mut Findings) {
        self.within_year(event.date, || format!("{path}/date"), findings);
        sites.each(&event.sites, &format!("{path}/sites"), findings);
        twice(event.partners.iter().map(|one| one.name()), &format!("{path}/partners"), findings);
        twice(event.on.iter().map(|one| one.name()), &format!("{path}/on"), findings);
        twice(event.languages.iter().map(LanguageTag::as_str), &format!("{path}/languages"), findings);
        twice(event.supports.iter().map(|one| one.name()), &format!("{path}/supports"), findings);
        let Some(heads) = &event.heads else { return };
        for (kind, parts) in [("groups", &heads.groups), ("languages", &heads.languages), ("sites", &heads.sites)] {
            parts_of(parts, heads.people, &format!("{path}/heads/{kind}"), findings);
        }
        tags(&heads.languages, &format!("{path}/heads/languages"), findings);
        let Some(enrolment) = &self.enrolment else { return };
        let groups = Listed::new("enrolment/groups", findings, enrolment.groups.iter().map(|(id, _)| id));
        let languages = Listed::new("enrolment/languages", findings, enrolment.languages.iter().map(|(id, _)| id));
        for (list, kind, parts) in [
            (&groups, "groups", &heads.groups),
            (&languages, "languages", &heads.languages),
            (sites, "sites", &heads.sites),
        ] {
            for (id, _) in parts.iter() {
                list.one(id, || format!("{path}/heads/{kind}/{id}"), findings);
            }
        }
    }

    fn committee(&self, committee: &Committee, path: &str, sites: &Listed<'_>, findings: &mut Findings) {
        if let Some(site) = &committee.site {
            sites.one(site, || format!("{path}/site"), findings);
        }
        for (index, seats) in committee.seats.iter().enumerate() {
            part_of(seats.prepared, seats.people, || format!("{path}/seats/{index}/prepared"), findings);
            once(seats.groups.iter(), |below| format!("{path}/seats/{index}/groups/{below}"), findings);
        }
        for (index, meeting) in committee.meetings.iter().enumerate() {
            self.within_year(meeting.date, || format!("{path}/meetings/{index}/date"), findings);
            twice(meeting.on.iter().map(|one| one.name()), &format!("{path}/meetings/{index}/on"), findings);
        }
        unique(findings, &format!("{path}/comments"), committee.comments.iter().map(|one| &one.id));
        for (index, comment) in committee.comments.iter().enumerate() {
            in_order(Some(comment.date), comment.answered, format!("{path}/comments/{index}/answered"), findings);
        }
    }

    fn check_priorities(&self, findings: &mut Findings) {
        let goals = Listed::new("goals", findings, self.goals.iter().map(|one| &one.id));
        let events = Listed::new("events", findings, self.events.iter().map(|one| &one.id));
        for (index, priority) in self.priorities.iter().enumerate() {
            let path = format!("/priorities/{index}");
            goals.each(&priority.goals, &format!("{path}/goals"), findings);
            events.each(&priority.events, &format!("{path}/events"), findings);
            twice(priority.partners.iter().map(|one| one.name()), &format!("{path}/partners"), findings);
        }
    }

    /// Warns of a day outside of the school year: likely one of another consultation.
    fn within_year(&self, date: Date, path: impl FnOnce() -> String, findings: &mut Findings) {
        let (from, to) = (self.first_day(), self.last_day());
        let readable = !findings.is_unreadable("/school_year");
        if let (true, Some(from), Some(to)) = (readable, from, to)
            && !(from..=to).contains(&date)
        {
            let params = Params::new().with("date", date.to_string());
            let params = params.with("from", from.to_string()).with("to", to.to_string());
            findings.meaning(Code::OutsideSchoolYear, path(), params);
        }
    }
}

fn check_enrolment(enrolment: &Enrolment, findings: &mut Findings) {
    unique(findings, "/enrolment/sites", enrolment.sites.iter().map(|one| &one.id));
    for (kind, parts) in [("groups", &enrolment.groups), ("languages", &enrolment.languages)] {
        parts_of(parts, enrolment.pupils, &format!("/enrolment/{kind}"), findings);
    }
    tags(&enrolment.languages, "/enrolment/languages", findings);
    for (index, site) in enrolment.sites.iter().enumerate() {
        let path = format!("/enrolment/sites/{index}");
        part_of(site.pupils, enrolment.pupils, || format!("{path}/pupils"), findings);
        parts_of(&site.languages, site.pupils, &format!("{path}/languages"), findings);
        tags(&site.languages, &format!("{path}/languages"), findings);
    }
}

fn parts_of(parts: &ById<Count>, whole: Count, path: &str, findings: &mut Findings) {
    for (id, part) in parts.iter() {
        part_of(*part, whole, || format!("{path}/{id}"), findings);
    }
}

/// Reports keys that are ids and no language tags.
fn tags(languages: &ById<Count>, path: &str, findings: &mut Findings) {
    for (id, _) in languages.iter().filter(|(id, _)| LanguageTag::new(id.as_str()).is_none()) {
        findings.meaning(Code::InvalidLanguageTag, format!("{path}/{id}"), Params::new().with("value", id.as_str()));
    }
}

/// Reports words that stand in a list again.
fn twice<'a>(words: impl Iterator<Item = &'a str>, path: &str, findings: &mut Findings) {
    twice_at(words, |index| format!("{path}/{index}"), findings);
}

/// A word that could not be read was replaced by another one, which nobody wrote.
fn twice_at<'a>(words: impl Iterator<Item = &'a str>, path: impl Fn(usize) -> String, findings: &mut Findings) {
    let read = |(index, word)| Id::new(word).filter(|_| !findings.is_unreadable(&path(index)));
    let ids: Vec<Id> = words.enumerate().map(|one| read(one).unwrap_or_else(Id::unreadable)).collect();
    once(ids.iter(), path, findings);
}

fn fraction(share: Share, path: impl FnOnce() -> String, findings: &mut Findings) {
    if share.fraction().is_none() {
        findings.meaning(Code::InvalidShare, path(), Params::new().with("value", share.to_string()));
    }
}
