//! What a cohort shows as of a day: what is due, who meets the criteria, which commitments are met, who came, what was
//! found, and how the member districts grew.
//!
//! What is dated later than that day is not counted.

use std::collections::BTreeMap;

use super::check::is_member;
use super::document::{
    ActivityKind, Applicant, Cohort, Commitment, CommitmentKind, Convening, Criterion, FeedbackOn, Team,
};
use super::result::{
    ApplicantReview, Capacity, CohortReview, CohortReviewFormat, CommitmentReview, CommitmentState,
    CompetencyPractices, ConveningReview, ConveningState, Due, DueKind, FeedbackReview, GroupHeads, Meets,
    PracticeReview, ProtocolReview, TeamGrowth, TeamReview, TrainingReview,
};
use crate::diagnostic::Report;
use crate::initiative::part::{PartOf, When};
use crate::rubric::Rubric;
use crate::staging::Profile;
use crate::values::order::sort_by_key;
use crate::values::{Date, Id};

impl Cohort {
    /// What the cohort shows as of a day. A profile belongs to the team whose subject has the id of the profile's;
    /// profiles of one district are given earliest first.
    ///
    /// ```
    /// use cei_core::{Cohort, Date, Rubric};
    ///
    /// let as_of = Date::new("2020-02-01").unwrap();
    /// let review = Cohort::inaugural().review(&Rubric::cei(), as_of, &[])?;
    /// let report = review.due.iter().find(|one| one.id.as_str() == "report").unwrap();
    /// assert_eq!(report.days, 1611);
    /// # Ok::<(), cei_core::Report>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A report if a profile is of no team or of a time after the day, or if two profiles of one district cannot be
    /// compared. The paths point into the list of profiles.
    pub fn review(&self, rubric: &Rubric, as_of: Date, profiles: &[Profile]) -> Result<CohortReview, Report> {
        let growth = super::growth::by_team(self, rubric, as_of, profiles)?;
        let practices: Vec<_> =
            self.practices.iter().filter(|one| one.found.is_none_or(|found| found <= as_of)).collect();
        let of_competency = |competency: &Id| CompetencyPractices {
            competency: competency.clone(),
            practices: practices
                .iter()
                .filter(|one| one.competencies.contains(competency))
                .map(|one| one.id.clone())
                .collect(),
        };
        Ok(CohortReview {
            format: CohortReviewFormat::Format,
            cohort: self.id.clone(),
            as_of,
            due: due(self, as_of),
            applicants: self
                .applicants
                .iter()
                .filter(|one| one.date.is_none_or(|date| date <= as_of))
                .map(|one| applicant(one, &self.criteria))
                .collect(),
            convenings: self.convenings.iter().map(|one| convening(self, one, as_of)).collect(),
            teams: self.teams.iter().zip(growth).map(|(one, growth)| team(self, one, rubric, as_of, growth)).collect(),
            practices: practices
                .iter()
                .map(|one| {
                    let evidence = one.evidence.iter().filter(|item| item.date.is_none_or(|date| date <= as_of));
                    let changes = || one.understanding.iter().filter(|change| change.date <= as_of);
                    PracticeReview {
                        practice: one.id.clone(),
                        teams: one.teams.len() as u64,
                        evidence: evidence.count() as u64,
                        changes: changes().count() as u64,
                        changed: changes().map(|change| change.date).max(),
                    }
                })
                .collect(),
            competencies: rubric
                .competencies()
                .iter()
                .map(of_competency)
                .filter(|row| !row.practices.is_empty())
                .collect(),
            protocol: protocol(self, as_of),
            feedback: FeedbackOn::ALL.iter().map(|on| feedback(self, *on, as_of)).collect(),
            training: training(self, as_of),
        })
    }
}

fn due(cohort: &Cohort, as_of: Date) -> Vec<Due> {
    let row = |kind, id: &Id, date: Date| {
        let days = date.days_since(as_of);
        Due { kind, id: id.clone(), date, when: When::of(days), days }
    };
    let open = |done: Option<Date>| done.is_none_or(|done| done > as_of);
    let milestones = cohort.milestones.iter().filter(|one| open(one.done));
    let convenings = cohort.convenings.iter().filter(|one| match state(one, as_of) {
        ConveningState::NotRecorded | ConveningState::Ahead => true,
        ConveningState::Held | ConveningState::Cancelled => false,
    });
    let mut rows: Vec<Due> = milestones.map(|one| row(DueKind::Milestone, &one.id, one.due)).collect();
    rows.extend(convenings.map(|one| row(DueKind::Convening, &one.id, one.date)));
    // The sort is stable: on one day milestones come first, each kind in the order of the cohort.
    sort_by_key(&mut rows, |row| row.date);
    rows
}

fn state(convening: &Convening, as_of: Date) -> ConveningState {
    if convening.cancelled {
        ConveningState::Cancelled
    } else if convening.date > as_of {
        ConveningState::Ahead
    } else if convening.attendance.is_empty() {
        ConveningState::NotRecorded
    } else {
        ConveningState::Held
    }
}

fn applicant(applicant: &Applicant, criteria: &[Criterion]) -> ApplicantReview {
    let answer = |criterion: &Criterion| {
        applicant.answers.iter().find(|answer| answer.criterion == criterion.id).map(|answer| answer.met)
    };
    let those = |wanted: Option<bool>| -> Vec<&Criterion> {
        criteria.iter().filter(|criterion| answer(criterion) == wanted).collect()
    };
    let ids = |those: &[&Criterion]| those.iter().map(|criterion| criterion.id.clone()).collect();
    let (met, not_met, open) = (those(Some(true)), those(Some(false)), those(None));
    let required = |those: &[&Criterion]| those.iter().any(|criterion| criterion.required);
    ApplicantReview {
        applicant: applicant.id.clone(),
        meets: match (required(&not_met), required(&open)) {
            (true, _) => Meets::NotAll,
            (false, true) => Meets::Open,
            (false, false) => Meets::All,
        },
        met: ids(&met),
        not_met: ids(&not_met),
        open: ids(&open),
        selected: applicant.selected,
    }
}

fn convening(cohort: &Cohort, convening: &Convening, as_of: Date) -> ConveningReview {
    let state = state(convening, as_of);
    let held = state == ConveningState::Held;
    let members = cohort.teams.iter().filter(|team| is_member(team, convening.date));
    let came = members.clone().filter(|team| was_there(convening, team)).count();
    let people = convening.attendance.iter().filter(|_| held).flat_map(|present| present.heads.iter());
    ConveningReview {
        convening: convening.id.clone(),
        date: convening.date,
        state,
        teams: held.then(|| PartOf { have: came as u64, of: members.count() as u64 }),
        people: people.fold(0, |sum, (_, count)| sum.saturating_add(count.get())),
    }
}

fn was_there(convening: &Convening, team: &Team) -> bool {
    convening.attendance.iter().any(|present| present.team == team.id)
}

fn team(cohort: &Cohort, team: &Team, rubric: &Rubric, as_of: Date, growth: Option<TeamGrowth>) -> TeamReview {
    let held = cohort.convenings.iter().filter(|one| state(one, as_of) == ConveningState::Held);
    let held: Vec<&Convening> = held.filter(|one| is_member(team, one.date)).collect();
    let there: Vec<&Convening> = held.iter().copied().filter(|one| was_there(one, team)).collect();
    let mut heads: BTreeMap<usize, u64> = BTreeMap::new();
    let rows = there.iter().flat_map(|one| &one.attendance).filter(|present| present.team == team.id);
    for (group, count) in rows.flat_map(|present| present.heads.iter()) {
        if let Some(index) = rubric.group_index(group.as_str()) {
            let sum = heads.entry(index).or_default();
            *sum = sum.saturating_add(count.get());
        }
    }
    let people = |count: &dyn Fn(&super::document::Members) -> u64| {
        team.members.iter().fold(0_u64, |sum, members| sum.saturating_add(count(members)))
    };
    let able = team.members.iter().filter(|members| members.can_facilitate.get() > 0);
    TeamReview {
        team: team.id.clone(),
        member: is_member(team, as_of),
        commitments: cohort.commitments.iter().map(|one| commitment(cohort, team, one, as_of)).collect(),
        attendance: PartOf { have: there.len() as u64, of: held.len() as u64 },
        heads: heads
            .into_iter()
            .filter_map(|(index, people)| Some(GroupHeads { group: rubric.groups().get(index)?.clone(), people }))
            .collect(),
        capacity: Capacity {
            people: PartOf {
                have: people(&|members| members.can_facilitate.get()),
                of: people(&|members| members.people.get()),
            },
            groups: able.map(|members| members.group.clone()).collect(),
            times: times(cohort, team, ActivityKind::CoFacilitation, as_of).len() as u64,
        },
        practices: cohort
            .practices
            .iter()
            .filter(|one| one.teams.contains(&team.id) && one.found.is_none_or(|found| found <= as_of))
            .map(|one| one.id.clone())
            .collect(),
        growth,
    }
}

/// The days on which the team did something of that kind, the earliest first.
fn times(cohort: &Cohort, team: &Team, kind: ActivityKind, as_of: Date) -> Vec<Date> {
    let activities = cohort.activities.iter().filter(|one| one.kind == kind && one.teams.contains(&team.id));
    let mut days: Vec<Date> = activities.map(|one| one.date).collect();
    if kind == ActivityKind::CoFacilitation {
        let convenings = cohort.convenings.iter().filter(|one| state(one, as_of) == ConveningState::Held);
        days.extend(convenings.filter(|one| one.facilitators.contains(&team.id)).map(|one| one.date));
        days.extend(cohort.training.iter().filter(|one| one.facilitators.contains(&team.id)).map(|one| one.date));
    }
    days.retain(|day| *day <= as_of);
    sort_by_key(&mut days, |day| *day);
    days
}

fn commitment(cohort: &Cohort, team: &Team, commitment: &Commitment, as_of: Date) -> CommitmentReview {
    let least = commitment.least.get();
    let left = team.left.filter(|left| *left < as_of);
    let (have, date, met) = match commitment.kind {
        CommitmentKind::Participation => {
            let last = left.unwrap_or(as_of);
            let have = team.joined.map_or(0, |joined| joined.whole_years_until(last));
            let date = team.joined.map(|joined| joined.plus_years(least));
            (have, date, team.joined.is_some() && have >= least)
        }
        CommitmentKind::CoFacilitation => counted(cohort, team, ActivityKind::CoFacilitation, as_of, least),
        CommitmentKind::OpenDialogue => counted(cohort, team, ActivityKind::OpenDialogue, as_of, least),
        CommitmentKind::Partnership => counted(cohort, team, ActivityKind::Partnership, as_of, least),
    };
    let unknown = commitment.kind == CommitmentKind::Participation && team.joined.is_none();
    let state = match (met, unknown, left.is_some()) {
        (true, ..) => CommitmentState::Met,
        (false, true, _) => CommitmentState::Unknown,
        (false, false, true) => CommitmentState::Left,
        (false, false, false) => CommitmentState::NotYet,
    };
    // A day that will not come is not named.
    let date = date.filter(|_| state != CommitmentState::Left);
    CommitmentReview { commitment: commitment.id.clone(), state, have, least, date }
}

/// How many times, the day on which it was enough, and whether it was.
fn counted(cohort: &Cohort, team: &Team, kind: ActivityKind, as_of: Date, least: u64) -> (u64, Option<Date>, bool) {
    let days = times(cohort, team, kind, as_of);
    let enough = usize::try_from(least).ok().and_then(|least| days.get(least.checked_sub(1)?)).copied();
    (days.len() as u64, enough, days.len() as u64 >= least)
}

fn protocol(cohort: &Cohort, as_of: Date) -> ProtocolReview {
    let versions: Vec<_> = cohort.protocol.iter().filter(|one| one.date <= as_of).collect();
    ProtocolReview {
        versions: versions.len() as u64,
        version: versions.last().map(|one| one.version.clone()),
        date: versions.last().map(|one| one.date),
    }
}

fn feedback(cohort: &Cohort, on: FeedbackOn, as_of: Date) -> FeedbackReview {
    let all = cohort.feedback.iter().filter(|one| one.on == on && one.date <= as_of);
    let (answered, open): (Vec<_>, Vec<_>) = all.partition(|one| one.answered.is_some_and(|day| day <= as_of));
    let ids = |list: Vec<&super::document::Feedback>| list.into_iter().map(|one| one.id.clone()).collect();
    FeedbackReview { on, answered: ids(answered), open: ids(open) }
}

fn training(cohort: &Cohort, as_of: Date) -> TrainingReview {
    let held: Vec<_> = cohort.training.iter().filter(|one| one.date <= as_of).collect();
    let people = held.iter().flat_map(|one| one.heads.iter());
    TrainingReview {
        sessions: held.len() as u64,
        statewide: held.iter().filter(|one| one.statewide).count() as u64,
        people: people.fold(0, |sum, (_, count)| sum.saturating_add(count.get())),
        practices: cohort
            .practices
            .iter()
            .filter(|practice| held.iter().any(|one| one.practices.contains(&practice.id)))
            .map(|practice| practice.id.clone())
            .collect(),
    }
}
