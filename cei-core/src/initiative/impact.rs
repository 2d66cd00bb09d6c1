//! What measures say: how far each moved since its baseline, by component, and on community and district apart.

use std::cmp::Ordering;

use super::metrics::{Direction, IdentifiedBy, ImpactOn, Measure, Metrics, Observation, ValueOn};
use super::shared::Component;
use crate::assessment::{Period, Subject};
use crate::reading::{choice, document, tag};
use crate::values::limits::MAX_DENOMINATOR;
use crate::values::order::sort_by_key;
use crate::values::{Date, Decimal, Id, Line, Text, is_absent};

tag! {
    /// The `format` of an impact.
    pub struct ImpactFormat = "cei.impact/1"
}

choice! {
    /// Whether a measure moved.
    pub enum Movement {
        /// Its latest value is better than its baseline.
        Moved = "moved",
        /// Its latest value is as at its baseline, or further from what is wanted.
        NotYet = "not_yet",
        /// It has no baseline, or no value since.
        NoData = "no_data",
    }
}

document! {
    /// What the measures of one document say.
    pub struct Impact {
        /// `cei.impact/1`.
        format: ImpactFormat,
        /// The document.
        metrics: Id,
        /// Whose measures they are.
        #[serde(default, skip_serializing_if = "is_absent")]
        subject: Option<Subject>,
        /// When.
        #[serde(default, skip_serializing_if = "is_absent")]
        period: Option<Period>,
        /// Observations up to this day count; without it all do.
        #[serde(default, skip_serializing_if = "is_absent")]
        as_of: Option<Date>,
        /// Of all measures.
        counts: MovementCounts,
        /// By component, all five of them.
        components: Vec<ComponentImpact>,
        /// By where the impact is looked for.
        on: Vec<SideImpact>,
        /// By who identified the measures.
        identified: Vec<IdentifiedImpact>,
        /// Each measure, in the order of the document.
        measures: Vec<MeasureImpact>,
    }

    /// How many measures moved.
    pub struct MovementCounts {
        /// How many there are.
        measures: u64,
        /// Those that moved.
        moved: u64,
        /// Those that did not yet.
        not_yet: u64,
        /// Those that nobody can say it of.
        no_data: u64,
        /// Those that have reached their target.
        reached: u64,
    }

    /// The measures of one component.
    pub struct ComponentImpact {
        /// Which component.
        component: Component,
        /// Of its measures.
        counts: MovementCounts,
    }

    /// The measures that look for an impact in one place.
    pub struct SideImpact {
        /// Where.
        impact: ImpactOn,
        /// Of those measures.
        counts: MovementCounts,
    }

    /// The measures that were identified by the same network.
    pub struct IdentifiedImpact {
        /// By whom.
        identified_by: IdentifiedBy,
        /// Of those measures.
        counts: MovementCounts,
    }

    /// What one measure says.
    pub struct MeasureImpact {
        /// Which.
        id: Id,
        /// Its name.
        title: Text,
        /// The component it belongs to.
        component: Component,
        /// Who identified it.
        identified_by: IdentifiedBy,
        /// Where it looks for an impact.
        impact: ImpactOn,
        /// What is counted.
        #[serde(default, skip_serializing_if = "is_absent")]
        unit: Option<Text>,
        /// Which way it is meant to go.
        direction: Direction,
        /// Whether it moved.
        status: Movement,
        /// Where it began.
        #[serde(default, skip_serializing_if = "is_absent")]
        baseline: Option<ValueOn>,
        /// The latest value since.
        #[serde(default, skip_serializing_if = "is_absent")]
        latest: Option<ValueOn>,
        /// The latest value less the baseline.
        #[serde(default, skip_serializing_if = "is_absent")]
        change: Option<Decimal>,
        /// Where it is meant to be.
        #[serde(default, skip_serializing_if = "is_absent")]
        target: Option<ValueOn>,
        /// The change as a share of the way from the baseline to the target.
        #[serde(default, skip_serializing_if = "is_absent")]
        share: Option<ShareOfWay>,
        /// Whether it has reached the target.
        #[serde(default, skip_serializing_if = "is_absent")]
        reached: Option<bool>,
        /// Days on which it could not be collected, and why.
        #[serde(default, skip_serializing_if = "is_absent")]
        missing: Vec<MissingOn> = Default::default(),
    }

    /// A share of a way: below 0 where it went the other way, above 1 past its end.
    pub struct ShareOfWay {
        /// As a fraction in lowest terms, such as `3/4`, where neither number is beyond 1,000,000.
        #[serde(default, skip_serializing_if = "is_absent")]
        exact: Option<Line>,
        /// In percent, rounded to a tenth, halves away from 0.
        percent: Decimal,
    }

    /// A day on which a value could not be collected.
    pub struct MissingOn {
        /// The day.
        date: Date,
        /// Why.
        reason: Text,
    }
}

impl Metrics {
    /// What the measures say as of a day, or of all that was observed.
    ///
    /// A measure moved where its latest value since the baseline is better than the baseline, in the direction that the
    /// measure is meant to go. Values from before the baseline or after the day do not count.
    #[must_use]
    pub fn impact(&self, as_of: Option<Date>) -> Impact {
        let measures: Vec<MeasureImpact> = self.measures.iter().map(|measure| measure.impact(as_of)).collect();
        let count = |of: &dyn Fn(&MeasureImpact) -> bool| MovementCounts::of(measures.iter().filter(|one| of(one)));
        Impact {
            format: ImpactFormat::Format,
            metrics: self.id.clone(),
            subject: self.subject.clone(),
            period: self.period.clone(),
            as_of,
            counts: count(&|_| true),
            components: Component::ALL
                .iter()
                .map(|&component| ComponentImpact { component, counts: count(&|one| one.component == component) })
                .collect(),
            on: ImpactOn::ALL
                .iter()
                .map(|&impact| SideImpact { impact, counts: count(&|one| one.impact == impact) })
                .collect(),
            identified: IdentifiedBy::ALL
                .iter()
                .map(|&by| IdentifiedImpact { identified_by: by, counts: count(&|one| one.identified_by == by) })
                .collect(),
            measures,
        }
    }
}

impl Measure {
    pub(super) fn impact(&self, as_of: Option<Date>) -> MeasureImpact {
        let baseline = self.baseline.as_ref();
        let seen = |observation: &&Observation| as_of.is_none_or(|day| observation.date <= day);
        let latest = self
            .observations
            .iter()
            .filter(seen)
            .filter(|observation| baseline.is_none_or(|baseline| baseline.date <= observation.date))
            .filter_map(|observation| Some(ValueOn { date: observation.date, value: observation.value? }))
            .max_by_key(|value| value.date);
        let pair = baseline.zip(latest.as_ref()).map(|(baseline, latest)| (baseline.value, latest.value));
        let status = match pair.map(|(baseline, latest)| self.direction.compare(latest, baseline)) {
            None => Movement::NoData,
            Some(Ordering::Greater) => Movement::Moved,
            Some(_) => Movement::NotYet,
        };
        let change = pair.map(|(baseline, latest)| latest.minus(baseline));
        let way = baseline.zip(self.target.as_ref()).map(|(baseline, target)| target.value.minus(baseline.value));
        let reached = latest.as_ref().zip(self.target.as_ref());
        let mut missing: Vec<MissingOn> = self
            .observations
            .iter()
            .filter(seen)
            .filter_map(|one| Some(MissingOn { date: one.date, reason: one.missing.clone()? }))
            .collect();
        sort_by_key(&mut missing, |one| one.date);
        MeasureImpact {
            id: self.id.clone(),
            title: self.title.clone(),
            component: self.component,
            identified_by: self.identified_by,
            impact: self.impact,
            unit: self.unit.clone(),
            direction: self.direction,
            status,
            baseline: self.baseline.clone(),
            change,
            target: self.target.clone(),
            share: change.zip(way).and_then(|(change, way)| ShareOfWay::of(change, way)),
            reached: reached
                .map(|(latest, target)| self.direction.compare(latest.value, target.value) != Ordering::Less),
            latest,
            missing,
        }
    }
}

impl ShareOfWay {
    fn of(change: Decimal, way: Decimal) -> Option<Self> {
        let (have, of) = change.over(way)?;
        let most = u128::from(MAX_DENOMINATOR);
        let fits = have.unsigned_abs() <= most && of.unsigned_abs() <= most;
        let exact = Line::new(&format!("{have}/{of}")).filter(|_| fits);
        Some(Self { exact, percent: Decimal::percent(have, of) })
    }
}

impl MovementCounts {
    pub(super) fn of<'a>(measures: impl Iterator<Item = &'a MeasureImpact>) -> Self {
        let mut counts = Self { measures: 0, moved: 0, not_yet: 0, no_data: 0, reached: 0 };
        for measure in measures {
            let count = match measure.status {
                Movement::Moved => &mut counts.moved,
                Movement::NotYet => &mut counts.not_yet,
                Movement::NoData => &mut counts.no_data,
            };
            *count = count.saturating_add(1);
            counts.measures = counts.measures.saturating_add(1);
            counts.reached = counts.reached.saturating_add(u64::from(measure.reached == Some(true)));
        }
        counts
    }
}

impl Impact {
    /// As a `cei.impact/1` document.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::reading::to_json(self)
    }
}
