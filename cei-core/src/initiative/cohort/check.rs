//! What the form of a cohort cannot say: that teams, criteria and practices exist, and that days are in order.

use std::collections::HashMap;

use super::document::{Cohort, Convening, Team};
use crate::assessment::check::{competency, group};
use crate::diagnostic::{Code, Findings, Params};
use crate::initiative::listed::{Listed, once, part_of};
use crate::initiative::shared::in_order;
use crate::initiative::{Checked, api};
use crate::rubric::{Rubric, RubricRef, unique};
use crate::values::{ById, Count, Date, Id};

impl Checked for Cohort {
    fn rubric(&self) -> Option<&RubricRef> {
        self.rubric.as_ref()
    }

    fn check(&self, rubric: &Rubric, findings: &mut Findings) {
        check(self, rubric, findings);
    }
}

api!(Cohort, "cei.cohort/1");

fn check(cohort: &Cohort, rubric: &Rubric, findings: &mut Findings) {
    ids(cohort, findings);
    for (index, team) in cohort.teams.iter().enumerate() {
        check_team(team, &format!("/teams/{index}"), rubric, findings);
    }
    applicants(cohort, findings);
    let teams = Listed::new("teams", findings, cohort.teams.iter().map(|one| &one.id));
    let consortium = Listed::new("consortium", findings, cohort.consortium.iter().map(|one| &one.id));
    let facilitators = Listed::new("teams", findings, cohort.teams.iter().map(|one| &one.id)).or(&consortium);
    let team_of: HashMap<&Id, &Team> = cohort.teams.iter().map(|team| (&team.id, team)).collect();
    for (index, convening) in cohort.convenings.iter().enumerate() {
        let path = format!("/convenings/{index}");
        facilitators.each(&convening.facilitators, &format!("{path}/facilitators"), findings);
        attendance(convening, &path, &teams, &team_of, rubric, findings);
    }
    for (index, activity) in cohort.activities.iter().enumerate() {
        teams.each(&activity.teams, &format!("/activities/{index}/teams"), findings);
    }
    feedback(cohort, &teams, findings);
    practices(cohort, &teams, rubric, findings);
    let practices = Listed::new("practices", findings, cohort.practices.iter().map(|one| &one.id));
    for (index, training) in cohort.training.iter().enumerate() {
        let path = format!("/training/{index}");
        facilitators.each(&training.facilitators, &format!("{path}/facilitators"), findings);
        heads(&training.heads, &path, rubric, findings);
        practices.each(&training.practices, &format!("{path}/practices"), findings);
    }
}

fn ids(cohort: &Cohort, findings: &mut Findings) {
    unique(findings, "/consortium", cohort.consortium.iter().map(|one| &one.id));
    unique(findings, "/goals", cohort.goals.iter().map(|one| &one.id));
    unique(findings, "/milestones", cohort.milestones.iter().map(|one| &one.id));
    unique(findings, "/criteria", cohort.criteria.iter().map(|one| &one.id));
    unique(findings, "/applicants", cohort.applicants.iter().map(|one| &one.id));
    unique(findings, "/commitments", cohort.commitments.iter().map(|one| &one.id));
    unique(findings, "/teams", cohort.teams.iter().map(|one| &one.id));
    unique(findings, "/convenings", cohort.convenings.iter().map(|one| &one.id));
    unique(findings, "/feedback", cohort.feedback.iter().map(|one| &one.id));
    unique(findings, "/practices", cohort.practices.iter().map(|one| &one.id));
    unique(findings, "/training", cohort.training.iter().map(|one| &one.id));
}

fn check_team(team: &Team, path: &str, rubric: &Rubric, findings: &mut Findings) {
    crate::assessment::check::cds_code(team.subject.as_ref(), || format!("{path}/subject/id"), findings);
    in_order(team.joined, team.left, format!("{path}/left"), findings);
    for (index, members) in team.members.iter().enumerate() {
        let at = |field: &str| format!("{path}/members/{index}/{field}");
        group(&members.group, rubric, || at("group"), findings);
        part_of(members.can_facilitate, members.people, || at("can_facilitate"), findings);
    }
    let groups = team.members.iter().map(|members| &members.group);
    once(groups, |index| format!("{path}/members/{index}/group"), findings);
}

fn applicants(cohort: &Cohort, findings: &mut Findings) {
    let criteria = Listed::new("criteria", findings, cohort.criteria.iter().map(|one| &one.id));
    for (index, applicant) in cohort.applicants.iter().enumerate() {
        let at = |answer: usize| format!("/applicants/{index}/answers/{answer}/criterion");
        for (below, answer) in applicant.answers.iter().enumerate() {
            criteria.one(&answer.criterion, || at(below), findings);
        }
        once(applicant.answers.iter().map(|answer| &answer.criterion), at, findings);
    }
}

fn attendance(
    convening: &Convening,
    path: &str,
    teams: &Listed<'_>,
    team_of: &HashMap<&Id, &Team>,
    rubric: &Rubric,
    findings: &mut Findings,
) {
    let at = |index: usize| format!("{path}/attendance/{index}");
    for (index, present) in convening.attendance.iter().enumerate() {
        teams.one(&present.team, || format!("{}/team", at(index)), findings);
        heads(&present.heads, &at(index), rubric, findings);
        if team_of.get(&present.team).is_some_and(|team| !is_member(team, convening.date)) {
            let params = Params::new().with("team", present.team.as_str()).with("date", convening.date.to_string());
            findings.meaning(Code::NotAMemberThen, format!("{}/team", at(index)), params);
        }
    }
    once(convening.attendance.iter().map(|present| &present.team), |index| format!("{}/team", at(index)), findings);
}

/// Whether the team was in the network on that day. Without a first day it always was.
pub(super) fn is_member(team: &Team, on: Date) -> bool {
    team.joined.is_none_or(|joined| joined <= on) && team.left.is_none_or(|left| on <= left)
}

fn heads(heads: &ById<Count>, path: &str, rubric: &Rubric, findings: &mut Findings) {
    for (id, _) in heads.iter() {
        group(id, rubric, || format!("{path}/heads/{id}"), findings);
    }
}

fn feedback(cohort: &Cohort, teams: &Listed<'_>, findings: &mut Findings) {
    once(cohort.protocol.iter().map(|one| &one.version), |index| format!("/protocol/{index}/version"), findings);
    for (index, (earlier, later)) in cohort.protocol.iter().zip(cohort.protocol.iter().skip(1)).enumerate() {
        let path = format!("/protocol/{}/date", index.saturating_add(1));
        in_order(Some(earlier.date), Some(later.date), path, findings);
    }
    let versions = Listed::new("protocol", findings, cohort.protocol.iter().map(|one| &one.version));
    for (index, feedback) in cohort.feedback.iter().enumerate() {
        let at = |field: &str| format!("/feedback/{index}/{field}");
        in_order(Some(feedback.date), feedback.answered, at("answered"), findings);
        if let Some(team) = &feedback.team {
            teams.one(team, || at("team"), findings);
        }
        if let Some(version) = &feedback.version {
            versions.one(version, || at("version"), findings);
        }
    }
}

fn practices(cohort: &Cohort, teams: &Listed<'_>, rubric: &Rubric, findings: &mut Findings) {
    for (index, practice) in cohort.practices.iter().enumerate() {
        let path = format!("/practices/{index}");
        teams.each(&practice.teams, &format!("{path}/teams"), findings);
        for (below, id) in practice.competencies.iter().enumerate() {
            competency(id, rubric, || format!("{path}/competencies/{below}"), findings);
        }
        once(practice.competencies.iter(), |below| format!("{path}/competencies/{below}"), findings);
        let changes = &practice.understanding;
        for (below, (earlier, later)) in changes.iter().zip(changes.iter().skip(1)).enumerate() {
            let path = format!("{path}/understanding/{}/date", below.saturating_add(1));
            in_order(Some(earlier.date), Some(later.date), path, findings);
        }
        if practice.evidence.is_empty() && !findings.is_unreadable(&format!("{path}/evidence")) {
            let params = Params::new().with("practice", practice.id.as_str());
            findings.meaning(Code::PracticeWithoutEvidence, path, params);
        }
    }
}
