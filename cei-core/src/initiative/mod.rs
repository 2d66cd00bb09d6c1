//! The initiative around the rubric: what people plan, measure and report once they know where they stand.
//!
//! One file per document: its form, its checks, and next to it what is derived from it. All of them are read, checked
//! and written alike, through [`Checked`].

pub mod cohort;
pub mod consultation;
mod impact;
mod lens;
mod listed;
mod metrics;
mod part;
pub mod partnerships;
mod plan;
mod report;
mod shared;
mod testing;

pub use impact::{
    ComponentImpact, IdentifiedImpact, Impact, ImpactFormat, MeasureImpact, MissingOn, Movement, MovementCounts,
    ShareOfWay, SideImpact,
};
pub use lens::{
    AtStage, CompetencyReading, LensDocument, LensFormat, PartNode, PartReading, Reading, ReadingFormat, ReadingLens,
};
pub use metrics::{Direction, IdentifiedBy, ImpactOn, Measure, Metrics, MetricsFormat, Observation, ValueOn};
pub use part::{PartOf, When};
pub use plan::{
    Action, ActionCounts, DraftOptions, Focus, FocusMeasure, FocusProgress, Plan, PlanFormat, PlanProfile, Problem,
    Progress, ProgressCounts, ProgressFormat, ProgressOptions, ProgressStatus, Reflection,
};
pub use report::{
    ActivityOf, BestPractice, ImpactAnalysis, Initiative, InitiativeFormat, InitiativeParts, Recipient,
    ReportedActivity, ReportedFeedback, ReportedMeasure,
};
pub use shared::{Component, DocumentRef, LocalGoal, LocalPlan, Role};
pub use testing::{TestedMeasure, TestedTeam, Testing, TestingFormat, TestingTeam};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::assessment::check::reference;
use crate::diagnostic::{Findings, Report};
use crate::reading::{Read, Source};
use crate::rubric::{Rubric, RubricRef};
use crate::validate::{built_in, unknown_rubric};

/// A document of the initiative.
pub(crate) trait Checked: Read + DeserializeOwned + Serialize {
    /// The rubric that it names, where it names one.
    fn rubric(&self) -> Option<&RubricRef>;

    /// What its form cannot say. Paths count from the document's root.
    fn check(&self, rubric: &Rubric, findings: &mut Findings);
}

/// Reads a document and checks it, all problems in one pass.
pub(crate) fn read<T: Checked>(document: &[u8], rubric: Option<&Rubric>) -> Result<(T, Report), Report> {
    let source = Source::new(document)?;
    let (document, mut findings) = source.read::<T>()?;
    check(&document, rubric, &mut findings);
    let failed = findings.has_errors();
    let report = findings.into_report(source.text());
    if failed { Err(report) } else { Ok((document, report)) }
}

/// Checks against the rubric given; else against the one that the document names, which has to be built in; else, where
/// it names none, against the Community Engagement Initiative's. Gives the one it was.
pub(crate) fn check<T: Checked>(document: &T, rubric: Option<&Rubric>, findings: &mut Findings) -> Option<Rubric> {
    let rubric = match (document.rubric(), rubric) {
        (Some(named), Some(given)) => {
            reference(named, given, findings);
            Some(given.clone())
        }
        (Some(named), None) => {
            let found = built_in(named);
            if found.is_none() {
                unknown_rubric(named, "/rubric", findings);
            }
            found
        }
        (None, given) => Some(given.cloned().unwrap_or_else(Rubric::cei)),
    };
    if let Some(rubric) = &rubric {
        document.check(rubric, findings);
    }
    rubric
}

/// What every document of the initiative can do.
macro_rules! api {
    ($Name:ident, $format:literal) => {
        impl $Name {
            #[doc = concat!("Reads a `", $format, "` document and checks it, all problems in one pass.")]
            ///
            /// Without a rubric it is held against the built-in one that it names; where it names none, against the
            /// Community Engagement Initiative's. The report may hold warnings and notes even if the document is valid.
            ///
            /// # Errors
            ///
            /// A report with at least one error.
            pub fn read(
                document: impl AsRef<[u8]>,
                rubric: Option<&$crate::rubric::Rubric>,
            ) -> Result<(Self, $crate::diagnostic::Report), $crate::diagnostic::Report> {
                $crate::initiative::read(document.as_ref(), rubric)
            }

            #[doc = concat!("As a `", $format, "` document.")]
            #[must_use]
            pub fn to_json(&self) -> String {
                $crate::reading::to_json(self)
            }
        }
    };
}

pub(crate) use api;
