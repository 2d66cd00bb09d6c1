//! An assessment: what people answered and decided, and the checks it has to pass.

pub(crate) mod check;
mod document;

pub use document::{
    Assessment, AssessmentFormat, Decision, Evidence, Level, Method, Missing, OutOfScope, Period, Rater, Rating,
    Subject,
};

use crate::diagnostic::{Findings, Report};
use crate::reading::{Quick, Source, to_json};
use crate::rubric::Rubric;
use crate::values::{Date, SchoolYear};

impl Quick for Assessment {}

impl Assessment {
    /// Reads an assessment and checks it against its rubric, all problems in one pass.
    ///
    /// The report may hold warnings and notes even if the assessment is valid.
    ///
    /// # Errors
    ///
    /// A report with at least one error.
    pub fn read(document: impl AsRef<[u8]>, rubric: &Rubric) -> Result<(Self, Report), Report> {
        let source = Source::new(document.as_ref())?;
        let (mut assessment, mut findings) = source.read_quick::<Self>()?;
        assessment.period = assessment.period.filter(|period| !period.is_empty());
        check::check(&assessment, rubric, &mut findings);
        let failed = findings.has_errors();
        let report = findings.into_report(source.text());
        if failed { Err(report) } else { Ok((assessment, report)) }
    }

    /// As a `cei.assessment/1` document.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(self)
    }
}

impl Period {
    /// Whether nothing is said in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.school_year.is_none() && self.from.is_none() && self.to.is_none()
    }

    /// Where this period is to come first and begins after `later`, what the two are called.
    pub(crate) fn begins_after(&self, later: &Self) -> Option<(String, String)> {
        let year = |period: &Self| period.school_year.as_ref().map(ToString::to_string);
        let day = |period: &Self| period.from.or(period.to).map(|day| day.to_string());
        // Days decide where both have one; both are written so that later ones sort later.
        let pair = day(self).zip(day(later)).or_else(|| year(self).zip(year(later)));
        pair.filter(|(first, second)| second < first)
    }

    /// Its last day; without one, that of its school year.
    pub(crate) fn last_day(&self) -> Option<Date> {
        self.to.or_else(|| Date::of(self.school_year.as_ref()?.first_year().checked_add(1)?, 6, 30))
    }

    /// Where the whole of it lies after a day, what it is called.
    pub(crate) fn is_after(&self, day: Date) -> Option<String> {
        let first_of_year = |year: &SchoolYear| Date::of(year.first_year(), 7, 1);
        match (self.from, &self.school_year) {
            (Some(from), _) => (from > day).then(|| from.to_string()),
            (None, Some(year)) => first_of_year(year).filter(|first| *first > day).map(|_| year.to_string()),
            (None, None) => None,
        }
    }
}

impl Rubric {
    /// Checks an assessment that was built in memory.
    #[must_use]
    pub fn check(&self, assessment: &Assessment) -> Report {
        let mut findings = Findings::default();
        check::check(assessment, self, &mut findings);
        findings.into_report(&to_json(assessment)).without_positions()
    }
}
