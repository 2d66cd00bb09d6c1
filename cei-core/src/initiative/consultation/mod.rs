//! Who is consulted on a plan, held against what the law asks for.

mod check;
mod document;
mod required;
mod review;

pub use document::{
    BoardAct, BoardMeeting, Comment, Committee, CommitteeKind, CommitteeMeeting, Consultation, ConsultationFormat,
    ConsultedOn, ConsultedPlan, Enrolment, Event, Heads, Notice, Partner, PlanGoal, Priority, SchoolLevel, Seat, Seats,
    Site, Support, Thresholds, Waiver,
};
pub use required::{Certainty, CheckInfo, CheckState, ConsultationCheck, Lacking};
pub use review::{
    CheckReview, CommitteeReview, ConsultationReview, ConsultationReviewFormat, HeadsBy, LanguageReview, PartnerReview,
    Presence, PresenceReview, PriorityReview, PriorityState, SupportReview,
};
