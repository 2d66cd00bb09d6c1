//! A Peer Leading and Learning Network and what it shows as of a day.

mod check;
mod document;
mod growth;
mod result;
mod review;

pub use document::{
    Activity, ActivityKind, Applicant, Attendance, Cohort, CohortFormat, Commitment, CommitmentKind, Convening,
    ConveningMode, Criterion, CriterionAnswer, Feedback, FeedbackOn, Members, Milestone, NetworkGoal, Organization,
    Practice, ProtocolVersion, Team, Training, Understanding,
};
pub use result::{
    ApplicantReview, Capacity, CohortReview, CohortReviewFormat, CommitmentReview, CommitmentState,
    CompetencyPractices, ConveningReview, ConveningState, DomainChange, Due, DueKind, FeedbackReview, GroupHeads,
    Meets, PracticeReview, ProtocolReview, TeamGrowth, TeamReview, TrainingReview,
};

use crate::reading::{BuiltIn, Source, built_in};

const INAUGURAL: BuiltIn = built_in!("inaugural-cohort.json");

impl Cohort {
    /// The network that the initiative began with: its six districts, the convenings of its first year, what the
    /// statute asks of teams and by which day.
    ///
    /// # Panics
    ///
    /// Never: a test reads the data.
    #[must_use]
    #[expect(clippy::expect_used, reason = "the document is part of the library, and a test reads it")]
    pub fn inaugural() -> Self {
        let text = INAUGURAL.text();
        let read = Source::new(&text).and_then(Source::read);
        read.expect("the built-in cohort is valid").0
    }
}
