//! The rule core of `cei`: staged rubrics, tallies of answers, and profiles that explain every stage.
//!
//! ```
//! use cei_core::{Assessment, Policy, Rubric, Tally};
//!
//! let rubric = Rubric::cei();
//! let document = r#"{"format":"cei.assessment/1","id":"a","rubric":{"id":"cei-self-assessment","version":"2023.1"},
//!     "ratings":[{"group":"families","competency":"1.1","stage":"maturing"}]}"#;
//! let (assessment, _notes) = Assessment::read(document, &rubric)?;
//! let tally = Tally::of(&rubric, &assessment)?;
//! let rules = Policy::built_in("cei-default").unwrap().compile(&rubric)?;
//! let profile = rules.stage(&tally)?;
//! let competency = &profile.domains[0].competencies[0];
//! assert_eq!(competency.stage.as_ref().unwrap().as_str(), "maturing");
//! # Ok::<(), cei_core::Report>(())
//! ```
//!
//! A [`Rubric`] and the [`Rules`] compiled for it are immutable and free to use from any thread. There is no file,
//! network, clock, environment or thread pool in here: bytes in, values out.
#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        clippy::expect_used,
        clippy::panic,
        clippy::arithmetic_side_effects,
        reason = "a test may panic"
    )
)]

mod assessment;
pub mod derive;
mod diagnostic;
mod initiative;
pub mod interop;
mod policy;
mod privacy;
mod reading;
mod rubric;
#[cfg(feature = "schema")]
mod schema;
mod staging;
#[cfg(feature = "arrow")]
pub mod tables;
mod tally;
mod validate;
mod values;
mod voices;

pub use assessment::{
    Assessment, AssessmentFormat, Decision, Evidence, Level, Method, Missing, OutOfScope, Period, Rater, Rating,
    Subject,
};
pub use derive::{OPERATIONS, Operation, derive, operations_json};
pub use diagnostic::{
    Bilingual, Cell as TableCell, Code, Diagnostic, DiagnosticDocument, Entry, Language, Param, Params, Report,
    ReportDocument, ReportFormat, Severity, SeverityWord, TablePlace, codes_json,
};
pub use initiative::cohort::{self, Cohort, CohortReview};
pub use initiative::consultation::{self, Consultation, ConsultationReview};
pub use initiative::partnerships::{self, Partnerships, PartnershipsReview};
pub use initiative::{
    Action, ActionCounts, ActivityOf, AtStage, BestPractice, CompetencyReading, Component, ComponentImpact, Direction,
    DocumentRef, DraftOptions, Focus, FocusMeasure, FocusProgress, IdentifiedBy, IdentifiedImpact, Impact,
    ImpactAnalysis, ImpactFormat, ImpactOn, Initiative, InitiativeFormat, InitiativeParts, LensDocument, LensFormat,
    LocalGoal, LocalPlan, Measure, MeasureImpact, Metrics, MetricsFormat, MissingOn, Movement, MovementCounts,
    Observation, PartNode, PartOf, PartReading, Plan, PlanFormat, PlanProfile, Problem, Progress, ProgressCounts,
    ProgressFormat, ProgressOptions, ProgressStatus, Reading, ReadingFormat, ReadingLens, Recipient, Reflection,
    ReportedActivity, ReportedFeedback, ReportedMeasure, Role, ShareOfWay, SideImpact, TestedMeasure, TestedTeam,
    Testing, TestingFormat, TestingTeam, ValueOn, When,
};
pub use policy::{
    By, Decide, Effect, EvidenceCheck, FoundationCheck, Policy, PolicyDocument, PolicyFormat, PolicyStamp, Rule,
};
pub use privacy::{
    Audit, AuditFormat, Disclosure, DisclosureDocument, DisclosureFormat, DisclosureStamp, Exposure, HiddenRow,
    MergedGroups, Possible, Release, ReleaseDocument, ReleaseFormat, ReleasedCompetency, ReleasedDomain, ReleasedGroup,
    ReleasedLens, ReleasedOverall, ReleasedPart, ReleasedRound,
};
pub use rubric::{
    Basis, Competency, Domain, Group, Language as RubricLanguage, LanguageStatus, Lens, LensPart, Module, Resource,
    Rubric, RubricDocument, RubricFormat, RubricRef, RubricStamp, Stage, Strategy, Term,
};
#[cfg(feature = "schema")]
pub use schema::{NAMES as SCHEMA_NAMES, assessment_schema, schema};
pub use staging::{
    AnswerCounter, AnswerError, AnswerRows, Because, Bound, CompetencyProfile, DomainProfile, GroupProfile,
    LensPartProfile, LensProfile, Matrix, MatrixError, MatrixOrder, MatrixOut, Next, Note, NoteSeverity, Origin,
    OverallProfile, PointsOf, Profile, ProfileFormat, RULES_VERSION, Raise, Rules, RulesVersion, Status,
};
pub use tally::{Answer, Cell, MissingCounts, Tally, TallyDocument, TallyFormat};
pub use validate::{FORMATS, rubric_for, validate};
pub use values::{
    AssessmentId, ById, Count, Cutoffs, Date, Decimal, Digest, Extensions, Id, Json, LanguageTag, Line, SchoolYear,
    Share, Text, limits,
};

pub use voices::{
    Ac, Agreement, AgreementFormat, AgreementMeasures, Alpha, Bootstrap, Change, ChangeCounts, Changes, Coefficients,
    CompetencyGrowth, Computed, Correspondence, Crosswalk, CrosswalkDocument, CrosswalkFormat, CrosswalkRef,
    Difference, DomainAgreement, DomainGrowth, Gap, GapSide, Gaps, GapsFormat, GroupAgreement, Growth, GrowthFormat,
    GrowthOptions, GrowthRound, MeanOf, Means, Metric, OverallGrowth, Overview, OverviewFormat, OverviewRow,
    RatingMatrix, Round, StageOf, Statistic, Transition, Transitions, TransitionsFormat, Turnover, Undefined,
    Unmatched, Weights,
};

/// The library's version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the library decides, and the table of its codes.
pub mod guide {
    #[doc = include_str!("../docs/specification.md")]
    pub mod specification {}

    #[doc = include_str!("../docs/codes.md")]
    pub mod codes {}

    #[doc = include_str!("../docs/agreement.md")]
    pub mod agreement {}

    #[doc = include_str!("../docs/case.md")]
    pub mod case {}

    #[doc = include_str!("../docs/cohort.md")]
    pub mod cohort {}

    #[doc = include_str!("../docs/consultation.md")]
    pub mod consultation {}

    #[doc = include_str!("../docs/partnerships.md")]
    pub mod partnerships {}

    #[doc = include_str!("../docs/privacy.md")]
    pub mod privacy {}

    #[doc = include_str!("../docs/planning.md")]
    pub mod planning {}
}
