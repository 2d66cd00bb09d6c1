//! How far the raters agree, over the competencies: exact agreement, Krippendorff's alpha, Gwet's AC, side by side.

use std::collections::BTreeMap;
use std::ops::Range;

use super::bootstrap::{Again, Bootstrap, Rows};
use super::coefficients::{Coefficients, Computed, LANES, STATISTICS, in_range, whole};
use super::rows::{Answers, Voice, sort_people, voices};
use super::{Statistic, read_form};
use crate::assessment::{Assessment, Period, Subject};
use crate::diagnostic::Report;
use crate::reading::{document, tag, to_json};
use crate::rubric::{Rubric, RubricStamp};
use crate::tally::Tally;
use crate::values::limits::{MAX_COMPETENCIES, MAX_STAGES, MIN_STAGES};
use crate::values::{AssessmentId, Id, is_absent};

tag! {
    /// The `format` of an agreement.
    pub struct AgreementFormat = "cei.agreement/1"
}

/// Documents that say how far some answers agree, after what they are about.
macro_rules! measured {
    ($(
        $(#[$attribute:meta])*
        pub struct $Name:ident { $($before:tt)* }
    )*) => {$(
        document! {
            $(#[$attribute])*
            pub struct $Name {
                $($before)*
                /// How many competencies have an answer.
                units: u64,
                /// How many people gave a stage; where they have no names, the fewest that there can be.
                raters: u64,
                /// How many stages there are, used or not.
                categories: u64,
                /// The share of agreeing pairs.
                exact: Statistic,
                /// Krippendorff's alpha.
                alpha: Alpha,
                /// Gwet's AC1 and AC2.
                ac: Ac,
            }
        }

        impl From<Measured> for $Name {
            fn from(measured: Measured) -> Self {
                let mut document = <Self as crate::reading::Read>::unreadable();
                document.units = measured.units;
                document.raters = measured.raters;
                document.categories = measured.categories;
                let [exact, nominal, ordinal, interval, identity, linear, ac_ordinal, quadratic] = measured.statistics;
                document.exact = exact;
                document.alpha = Alpha { nominal, ordinal, interval };
                document.ac = Ac { identity, linear, ordinal: ac_ordinal, quadratic };
                document
            }
        }
    )*};
}

struct Measured {
    units: u64,
    raters: u64,
    categories: u64,
    statistics: [Statistic; STATISTICS],
}

measured! {
    /// How far all raters agree.
    pub struct AgreementMeasures {}

    /// How far all raters agree within a domain.
    pub struct DomainAgreement {
        /// Which domain.
        id: Id,
    }

    /// How far the raters of one group agree with one another.
    pub struct GroupAgreement {
        /// Which group.
        group: Id,
    }
}

document! {
    /// Krippendorff's alpha: 1 is full agreement, 0 what chance would give.
    pub struct Alpha {
        /// Any difference is as large as any other.
        nominal: Statistic,
        /// Krippendorff's own ordinal metric.
        ordinal: Statistic,
        /// The square of the difference of stage numbers.
        interval: Statistic,
    }

    /// Gwet's agreement coefficients.
    pub struct Ac {
        /// AC1: only the same stage agrees.
        identity: Statistic,
        /// AC2 with linear weights.
        linear: Statistic,
        /// AC2 with Gwet's ordinal weights.
        ordinal: Statistic,
        /// AC2 with quadratic weights.
        quadratic: Statistic,
    }

    /// How far the raters of an assessment agree: over all, by domain, and within each group.
    pub struct Agreement {
        /// `cei.agreement/1`.
        format: AgreementFormat,
        /// What was rated by.
        rubric: RubricStamp,
        /// Which assessments were counted.
        assessment: AssessmentId,
        /// Who was assessed.
        #[serde(default, skip_serializing_if = "is_absent")]
        subject: Option<Subject>,
        /// When.
        #[serde(default, skip_serializing_if = "is_absent")]
        period: Option<Period>,
        /// How the intervals were made, where there are any.
        #[serde(default, skip_serializing_if = "is_absent")]
        bootstrap: Option<Bootstrap>,
        /// Everyone, over all competencies.
        all: AgreementMeasures,
        /// Everyone, domain by domain.
        domains: Vec<DomainAgreement>,
        /// Within each group that gave a stage.
        groups: Vec<GroupAgreement>,
    }
}

impl Agreement {
    /// From counts, which are enough for every value but not for an interval.
    #[must_use]
    pub fn of_tally(tally: &Tally) -> Self {
        Self::new(tally, None, None)
    }

    /// From the answers of people, with intervals if they are asked for.
    ///
    /// # Errors
    ///
    /// The report of [`Rubric::check`] if there is an error in it, or of what is out of range in `bootstrap`.
    pub fn of(rubric: &Rubric, assessment: &Assessment, bootstrap: Option<&Bootstrap>) -> Result<Self, Report> {
        if let Some(bootstrap) = bootstrap {
            bootstrap.check()?;
        }
        let report = rubric.check(assessment);
        if report.valid() { Ok(Self::of_checked(rubric, assessment, bootstrap)) } else { Err(report) }
    }

    /// From an assessment and a bootstrap that have been checked.
    pub(crate) fn of_checked(rubric: &Rubric, assessment: &Assessment, bootstrap: Option<&Bootstrap>) -> Self {
        let tally = Tally::of_checked(rubric, assessment);
        Self::new(&tally, Some(&voices(rubric, assessment)), bootstrap)
    }

    fn new(tally: &Tally, voices: Option<&[Voice<'_>]>, bootstrap: Option<&Bootstrap>) -> Self {
        let rubric = tally.rubric();
        let all = 0..rubric.competencies().len();
        let part = |units: &Range<usize>, group| Part { tally, voices, units: units.clone(), group }.measure(bootstrap);
        let domains = rubric.document().domains.iter().zip(rubric.domain_ranges()).map(|(domain, units)| {
            let id = domain.id.clone();
            DomainAgreement { id, ..part(units, None).into() }
        });
        let groups = rubric.groups().iter().enumerate().filter_map(|(index, group)| {
            let measured = part(&all, Some(index));
            (measured.units > 0).then(|| GroupAgreement { group: group.clone(), ..measured.into() })
        });
        Self {
            format: AgreementFormat::Format,
            rubric: rubric.stamp(),
            assessment: tally.assessment().clone(),
            subject: tally.subject().cloned(),
            period: tally.period().cloned(),
            bootstrap: bootstrap.cloned(),
            domains: domains.collect(),
            groups: groups.collect(),
            all: part(&all, None).into(),
        }
    }

    /// Reads a document.
    ///
    /// # Errors
    ///
    /// A report of what is wrong with its form.
    pub fn read(document: impl AsRef<[u8]>) -> Result<Self, Report> {
        read_form(document.as_ref())
    }

    /// As a `cei.agreement/1` document.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(self)
    }
}

/// Some competencies, and everyone or one group.
struct Part<'a> {
    tally: &'a Tally,
    voices: Option<&'a [Voice<'a>]>,
    units: Range<usize>,
    group: Option<usize>,
}

impl Part<'_> {
    fn measure(&self, bootstrap: Option<&Bootstrap>) -> Measured {
        let k = usize::from(self.tally.rubric().stages());
        let mut counts: Vec<u64> = Vec::with_capacity(self.units.len().saturating_mul(k));
        for unit in self.units.clone() {
            let cells = self.tally.cells(unit);
            counts.extend((0..k).map(|stage| {
                let of = cells.iter().enumerate().filter(|(group, _)| self.has(*group));
                of.filter_map(|(_, cell)| cell.stages.get(stage)).fold(0_u64, |sum, count| sum.saturating_add(*count))
            }));
        }
        let values = Coefficients::of_counts(&counts, k);
        let rows: Vec<Answers> = match (self.voices, bootstrap) {
            (Some(voices), Some(_)) => voices.iter().filter_map(|voice| self.row(voice)).collect(),
            _ => Vec::new(),
        };
        measured(&values, self.raters(), (self.units.len(), k), rows, bootstrap)
    }

    fn has(&self, group: usize) -> bool {
        self.group.is_none_or(|only| only == group)
    }

    /// A voice's answers, units counted from the first one here; `None` if it has none.
    fn row(&self, voice: &Voice<'_>) -> Option<Answers> {
        if !self.has(voice.group) {
            return None;
        }
        let row: Answers =
            voice.within(&self.units).map(|(unit, stage)| (unit.saturating_sub(self.units.start), stage)).collect();
        (!row.is_empty()).then_some(row)
    }

    /// Those with names who gave a stage; and of each group, the most answers without a name that a competency has.
    fn raters(&self) -> u64 {
        let mut without_name: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        let mut named = 0_u64;
        if let Some(voices) = self.voices {
            for voice in voices.iter().filter(|voice| self.has(voice.group)) {
                let mut answers = voice.within(&self.units).peekable();
                if voice.rater.is_some() {
                    named = named.saturating_add(u64::from(answers.peek().is_some()));
                    continue;
                }
                for (unit, _) in answers {
                    let count = without_name.entry((voice.group, unit)).or_default();
                    *count = count.saturating_add(1);
                }
            }
        } else {
            for unit in self.units.clone() {
                for (group, cell) in self.tally.cells(unit).iter().enumerate().filter(|(group, _)| self.has(*group)) {
                    let answers = cell.stages.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
                    without_name.insert((group, unit), answers);
                }
            }
        }
        let mut most: BTreeMap<usize, u64> = BTreeMap::new();
        for ((group, _), answers) in without_name {
            let most = most.entry(group).or_default();
            *most = answers.max(*most);
        }
        most.values().fold(named, |sum, most| sum.saturating_add(*most))
    }
}

/// With two raters a draw gives the same pair again or nothing: there is no interval with fewer than three.
const FEWEST_RATERS: usize = 3;

/// The values with their intervals. The order of the rows does not matter.
fn measured(
    values: &Coefficients,
    raters: u64,
    (units, k): (usize, usize),
    mut rows: Vec<Answers>,
    bootstrap: Option<&Bootstrap>,
) -> Measured {
    let mut resampled: [Vec<f64>; STATISTICS] = Default::default();
    let bootstrap = bootstrap.filter(|_| rows.len() >= FEWEST_RATERS);
    if let Some(bootstrap) = bootstrap {
        sort_people(&mut rows);
        // Category by category, units in whole steps.
        let padded = units.next_multiple_of(LANES);
        let width = padded.saturating_mul(k);
        let column = |(unit, stage): (usize, u8)| {
            usize::from(stage.saturating_sub(1)).saturating_mul(padded).saturating_add(unit)
        };
        let answers = Rows::new(rows.iter().map(|row| row.iter().copied().map(column)), width);
        let rated = Rows::new(rows.iter().map(|row| row.iter().map(|(unit, _)| *unit)), padded);
        let (mut counts, mut same, mut again) = (answers.room(), rated.room(), Again::new(rows.len()));
        answers.resample(bootstrap, |drawn| {
            let counts = answers.sum(drawn, &mut counts).get(..width).unwrap_or_default();
            let same = rated.sum(again.pairs(drawn), &mut same).get(..padded).unwrap_or_default();
            let statistics = Coefficients::of_columns(counts, same, k).statistics;
            for (values, statistic) in resampled.iter_mut().zip(statistics) {
                values.extend(statistic.ok());
            }
        });
    }
    let mut resampled = resampled.into_iter();
    let statistics = values.statistics.map(|value: Computed| {
        let value = if raters < 2 { value.map_err(|_| super::Undefined::FewerThanTwoRaters) } else { value };
        Statistic::with_interval(value, bootstrap, &mut resampled.next().unwrap_or_default())
    });
    Measured { units: values.units, raters, categories: k as u64, statistics }
}

/// Ratings as a matrix, rater by rater: for those who have no documents.
#[derive(Clone, Debug)]
pub struct RatingMatrix {
    categories: u8,
    units: usize,
    rows: Vec<Answers>,
}

impl RatingMatrix {
    /// From stage numbers, rater by rater, of so many units each; 0 and 255 stand for no stage.
    ///
    /// # Errors
    ///
    /// A report of a stage number above `categories`, of a number of categories other than 2 to 9, or of a length that
    /// is not a multiple of `units`.
    pub fn new(stages: &[u8], units: usize, categories: u8) -> Result<Self, Report> {
        let k = usize::from(categories);
        in_range("", k, MIN_STAGES, MAX_STAGES)?;
        in_range("", units, 1, MAX_COMPETENCIES)?;
        whole("", stages.len(), units)?;
        let mut rows = Vec::new();
        for (rater, row) in stages.chunks(units).enumerate() {
            let mut answers = Answers::new();
            for (unit, stage) in row.iter().enumerate().filter(|(_, stage)| !matches!(**stage, 0 | u8::MAX)) {
                in_range(&format!("/{rater}/{unit}"), usize::from(*stage), 0, k)?;
                answers.push((unit, *stage));
            }
            if !answers.is_empty() {
                rows.push(answers);
            }
        }
        Ok(Self { categories, units, rows })
    }

    /// How many answers each unit has in each category, unit by unit.
    #[must_use]
    pub fn counts(&self) -> Vec<u32> {
        let k = usize::from(self.categories);
        let mut counts = vec![0_u32; self.units.saturating_mul(k)];
        for (unit, stage) in self.rows.iter().flatten() {
            let place = unit.saturating_mul(k).saturating_add(usize::from(stage.saturating_sub(1)));
            if let Some(count) = counts.get_mut(place) {
                *count = count.saturating_add(1);
            }
        }
        counts
    }

    /// The values, with intervals if they are asked for.
    ///
    /// # Errors
    ///
    /// A report of what is out of range in `bootstrap`.
    pub fn agreement(&self, bootstrap: Option<&Bootstrap>) -> Result<AgreementMeasures, Report> {
        if let Some(bootstrap) = bootstrap {
            bootstrap.check()?;
        }
        let k = usize::from(self.categories);
        let values = Coefficients::of_counts(&self.counts(), k);
        Ok(measured(&values, self.rows.len() as u64, (self.units, k), self.rows.clone(), bootstrap).into())
    }
}
