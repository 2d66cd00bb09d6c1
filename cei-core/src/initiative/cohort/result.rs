//! The form of a `cei.cohort_review/1` document.

use super::document::FeedbackOn;
use crate::initiative::part::{PartOf, When, review_api};
use crate::reading::{choice, document, tag};
use crate::values::{Date, Id, is_absent};
use crate::voices::{Change, ChangeCounts};

review_api!(CohortReview, "cei.cohort_review/1");

tag! {
    /// The `format` of a review of a cohort.
    pub struct CohortReviewFormat = "cei.cohort_review/1"
}

choice! {
    /// What kind of thing is due.
    pub enum DueKind {
        /// A milestone.
        Milestone = "milestone",
        /// A convening: before its day to be held, after it to be recorded.
        Convening = "convening",
    }

    /// Whether an applicant meets what is required.
    pub enum Meets {
        /// Every required criterion is met.
        All = "all",
        /// A required criterion is not met.
        NotAll = "not_all",
        /// Something required is still open, and nothing required is found not to be met.
        Open = "open",
    }

    /// What became of a convening.
    pub enum ConveningState {
        /// It was held: someone's attendance is recorded.
        Held = "held",
        /// Its day is past and nobody's attendance is recorded.
        NotRecorded = "not_recorded",
        /// Its day is still to come.
        Ahead = "ahead",
        /// It was called off.
        Cancelled = "cancelled",
    }

    /// What became of a commitment.
    pub enum CommitmentState {
        /// It is met.
        Met = "met",
        /// It is not met yet, and the team is in the network.
        NotYet = "not_yet",
        /// The team left the network before it was met.
        Left = "left",
        /// The day on which the team joined is not known.
        Unknown = "unknown",
    }
}

document! {
    /// What a cohort shows as of a day.
    pub struct CohortReview {
        /// `cei.cohort_review/1`.
        format: CohortReviewFormat,
        /// Which cohort.
        cohort: Id,
        /// The day as of which it is seen.
        as_of: Date,
        /// Milestones that are not done and convenings that are not recorded, by day.
        due: Vec<Due>,
        /// Who meets the criteria.
        applicants: Vec<ApplicantReview>,
        /// The convenings.
        convenings: Vec<ConveningReview>,
        /// The teams, in the order of the cohort.
        teams: Vec<TeamReview>,
        /// What was found.
        practices: Vec<PracticeReview>,
        /// The competencies that practices belong to, in rubric order.
        competencies: Vec<CompetencyPractices>,
        /// The protocol.
        protocol: ProtocolReview,
        /// The feedback, by what it is about.
        feedback: Vec<FeedbackReview>,
        /// The trainings so far.
        training: TrainingReview,
    }

    /// Something that is not done yet.
    pub struct Due {
        /// What kind of thing.
        kind: DueKind,
        /// Which one.
        id: Id,
        /// Its day.
        date: Date,
        /// Whether that day is past.
        when: When,
        /// How many days until then; below 0 if it is past.
        days: i64,
    }

    /// What was found for an applicant.
    pub struct ApplicantReview {
        /// Which applicant.
        applicant: Id,
        /// Whether it meets what is required.
        meets: Meets,
        /// The criteria it meets.
        met: Vec<Id>,
        /// The criteria it does not meet.
        not_met: Vec<Id>,
        /// The criteria that are still open.
        open: Vec<Id>,
        /// Whether it was selected.
        #[serde(default, skip_serializing_if = "is_absent")]
        selected: Option<bool>,
    }

    /// One convening.
    pub struct ConveningReview {
        /// Which convening.
        convening: Id,
        /// Its day.
        date: Date,
        /// What became of it.
        state: ConveningState,
        /// How many of the teams in the network on that day came; only where it was held.
        #[serde(default, skip_serializing_if = "is_absent")]
        teams: Option<PartOf>,
        /// How many people came, where that was counted.
        people: u64,
    }

    /// One team.
    pub struct TeamReview {
        /// Which team.
        team: Id,
        /// Whether it is in the network.
        member: bool,
        /// What became of each commitment.
        commitments: Vec<CommitmentReview>,
        /// At how many of the convenings held while it was in the network it was there.
        attendance: PartOf,
        /// How many people of it came, by group and in rubric order, all convenings together.
        heads: Vec<GroupHeads>,
        /// Who could facilitate a future network.
        capacity: Capacity,
        /// The practices it found.
        practices: Vec<Id>,
        /// How its district grew; only with at least two profiles of it.
        #[serde(default, skip_serializing_if = "is_absent")]
        growth: Option<TeamGrowth>,
    }

    /// What became of one commitment.
    pub struct CommitmentReview {
        /// Which commitment.
        commitment: Id,
        /// What became of it.
        state: CommitmentState,
        /// How many whole years, or how many times, so far.
        have: u64,
        /// How many are asked for.
        least: u64,
        /// The day it was met; for the years of taking part, the day it is or will be met.
        #[serde(default, skip_serializing_if = "is_absent")]
        date: Option<Date>,
    }

    /// People of one group.
    pub struct GroupHeads {
        /// Which constituent group.
        group: Id,
        /// How many, each convening counted anew.
        people: u64,
    }

    /// Who could facilitate.
    pub struct Capacity {
        /// How many members can facilitate, of how many.
        people: PartOf,
        /// The groups they come from, in the order of the team.
        groups: Vec<Id>,
        /// How many times the team facilitated: convenings, trainings and other activities.
        times: u64,
    }

    /// How a member district grew from its first profile to its last.
    pub struct TeamGrowth {
        /// How many profiles.
        rounds: u64,
        /// How many competencies and domains became what.
        counts: ChangeCounts,
        /// The domains.
        domains: Vec<DomainChange>,
    }

    /// What became of one domain.
    pub struct DomainChange {
        /// Which domain.
        id: Id,
        /// The stage in the first profile.
        #[serde(default, skip_serializing_if = "is_absent")]
        from: Option<Id>,
        /// The stage in the last profile.
        #[serde(default, skip_serializing_if = "is_absent")]
        to: Option<Id>,
        /// What became of it.
        change: Change,
    }

    /// One practice.
    pub struct PracticeReview {
        /// Which practice.
        practice: Id,
        /// How many teams found it.
        teams: u64,
        /// How many items of evidence it has.
        evidence: u64,
        /// How often its understanding changed so far.
        changes: u64,
        /// The day of the last change.
        #[serde(default, skip_serializing_if = "is_absent")]
        changed: Option<Date>,
    }

    /// The practices of one competency.
    pub struct CompetencyPractices {
        /// Which competency.
        competency: Id,
        /// The practices that belong to it.
        practices: Vec<Id>,
    }

    /// How far the protocol is.
    pub struct ProtocolReview {
        /// How many versions so far.
        versions: u64,
        /// The version in use.
        #[serde(default, skip_serializing_if = "is_absent")]
        version: Option<Id>,
        /// The day it was agreed on.
        #[serde(default, skip_serializing_if = "is_absent")]
        date: Option<Date>,
    }

    /// What became of the feedback on one matter.
    pub struct FeedbackReview {
        /// What it is about.
        on: FeedbackOn,
        /// What was answered.
        answered: Vec<Id>,
        /// What is still to be answered.
        open: Vec<Id>,
    }

    /// The trainings so far.
    pub struct TrainingReview {
        /// How many.
        sessions: u64,
        /// How many of them for the whole state.
        statewide: u64,
        /// How many people came, where that was counted.
        people: u64,
        /// The practices they were based on, in the order of the cohort.
        practices: Vec<Id>,
    }
}
