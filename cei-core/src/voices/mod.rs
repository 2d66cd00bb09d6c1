//! Several voices: how far they agree, where groups see it differently, and what grew from one round to the next.
//!
//! Statistics are floating point and never decide a stage. One that cannot be computed is `undefined` with a reason.

mod agreement;
mod bootstrap;
mod coefficients;
mod compare;
mod crosswalk;
mod gaps;
mod growth;
mod number;
mod overview;
mod rows;

pub use agreement::{
    Ac, Agreement, AgreementFormat, AgreementMeasures, Alpha, DomainAgreement, GroupAgreement, RatingMatrix,
};
pub use bootstrap::Bootstrap;
pub use coefficients::{Coefficients, Computed, Metric, Weights};
pub use compare::Difference;
pub(crate) use compare::{Differences, named, same_rubric};
pub use crosswalk::{Correspondence, Crosswalk, CrosswalkDocument, CrosswalkFormat, CrosswalkRef};
pub use gaps::{Gap, GapSide, Gaps, GapsFormat};
pub use growth::{
    Change, ChangeCounts, Changes, CompetencyGrowth, DomainGrowth, Growth, GrowthFormat, GrowthOptions, GrowthRound,
    MeanOf, Means, OverallGrowth, Round, StageOf, Turnover, Unmatched,
};
pub use overview::{Overview, OverviewFormat, OverviewRow, Transition, Transitions, TransitionsFormat};

use crate::diagnostic::Report;
use crate::reading::{Read, Source, choice, document};
use crate::values::is_absent;

choice! {
    /// Why a statistic cannot be computed.
    pub enum Undefined {
        /// Fewer than two people gave a stage.
        FewerThanTwoRaters = "fewer_than_two_raters",
        /// No unit has two answers.
        NoPairableUnits = "no_pairable_units",
        /// All answers that can be paired are the same, so that nothing can be said of chance.
        ConstantRatings = "constant_ratings",
        /// One of the rounds has no answers.
        NoAnswers = "no_answers",
    }
}

document! {
    /// A statistic: its value, or why there is none.
    pub struct Statistic {
        /// The value.
        #[serde(default, skip_serializing_if = "is_absent")]
        value: Option<f64>,
        /// Its bootstrap interval: low, high.
        #[serde(default, skip_serializing_if = "is_absent")]
        interval: Vec<f64> = Default::default(),
        /// How many of the resamples gave a value, where not all did.
        #[serde(default, skip_serializing_if = "is_absent")]
        resamples: Option<u64>,
        /// Why there is no value.
        #[serde(default, skip_serializing_if = "is_absent")]
        undefined: Option<Undefined>,
    }
}

impl Statistic {
    /// With an interval from its values in the resamples, if there were any.
    fn with_interval(value: Computed, bootstrap: Option<&Bootstrap>, resampled: &mut [f64]) -> Self {
        let interval = bootstrap.filter(|_| value.is_ok()).and_then(|bootstrap| bootstrap.interval(resampled));
        let count = resampled.len() as u64;
        let some = bootstrap.filter(|bootstrap| value.is_ok() && count < bootstrap.resamples);
        Self {
            value: value.ok(),
            interval: interval.map(Vec::from).unwrap_or_default(),
            resamples: some.map(|_| count),
            undefined: value.err(),
        }
    }
}

/// Reads a document of which only the form is checked.
pub(crate) fn read_form<T: Read + serde::de::DeserializeOwned>(document: &[u8]) -> Result<T, Report> {
    let source = Source::new(document)?;
    let (document, findings) = source.read::<T>()?;
    if findings.has_errors() { Err(findings.into_report(source.text())) } else { Ok(document) }
}
