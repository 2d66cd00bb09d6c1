//! The form of a `cei.metrics/1` document, and its checks.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::shared::{Component, competencies, in_order};
use super::{Checked, api};
use crate::assessment::check::subject_and_period;
use crate::assessment::{Evidence, Period, Subject};
use crate::diagnostic::{Code, Findings, Params};
use crate::reading::{choice, document, tag};
use crate::rubric::{Rubric, RubricRef, unique};
use crate::values::{Date, Decimal, Extensions, Id, LanguageTag, Text, is_absent};

tag! {
    /// The `format` of a document of metrics.
    pub struct MetricsFormat = "cei.metrics/1"
}

choice! {
    /// Who said that something is worth measuring.
    pub enum IdentifiedBy {
        /// The first Peer Leading and Learning Network.
        FirstNetwork = "first_network",
        /// A network that followed.
        LaterNetwork = "later_network",
        /// The team itself.
        Team = "team",
    }

    /// Where an impact is looked for.
    pub enum ImpactOn {
        /// In the home community.
        Community = "community",
        /// In the school district.
        District = "district",
    }

    /// Which way a measure is meant to go.
    pub enum Direction {
        /// More is better.
        Up = "up",
        /// Less is better.
        Down = "down",
    }
}

document! {
    /// How a team knows whether engagement grows: its measures, each with what was observed.
    pub struct Metrics {
        /// `cei.metrics/1`.
        format: MetricsFormat,
        /// Which document.
        id: Id,
        /// The language of texts that are plain strings.
        #[serde(default)]
        language: LanguageTag = LanguageTag::english(),
        /// The rubric whose competencies are named.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<RubricRef>,
        /// Its name.
        #[serde(default, skip_serializing_if = "is_absent")]
        title: Option<Text>,
        /// Whose measures they are.
        #[serde(default, skip_serializing_if = "is_absent")]
        subject: Option<Subject>,
        /// When.
        #[serde(default, skip_serializing_if = "is_absent")]
        period: Option<Period>,
        /// The measures.
        measures: Vec<Measure>,
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// Something that is counted or measured again and again.
    pub struct Measure {
        /// Which measure. Teams that measure the same use the same id.
        id: Id,
        /// Its name.
        title: Text,
        /// What it says, and what it does not.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
        /// The component of engagement it belongs to.
        component: Component,
        /// Who said that it is worth measuring.
        identified_by: IdentifiedBy,
        /// Where it looks for an impact.
        impact: ImpactOn,
        /// The competencies it tells about.
        #[serde(default, skip_serializing_if = "is_absent")]
        competencies: Vec<Id> = Default::default(),
        /// What is counted, such as `families`.
        #[serde(default, skip_serializing_if = "is_absent")]
        unit: Option<Text>,
        /// Which way it is meant to go.
        direction: Direction,
        /// How the value is collected: a tool, a resource, a count.
        #[serde(default, skip_serializing_if = "is_absent")]
        method: Option<Text>,
        /// Where it began.
        #[serde(default, skip_serializing_if = "is_absent")]
        baseline: Option<ValueOn>,
        /// Where it is meant to be, and by when.
        #[serde(default, skip_serializing_if = "is_absent")]
        target: Option<ValueOn>,
        /// What was observed since, in any order.
        #[serde(default, skip_serializing_if = "is_absent")]
        observations: Vec<Observation> = Default::default(),
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// A value on a day.
    pub struct ValueOn {
        /// On which day.
        date: Date,
        /// The value.
        value: Decimal,
    }

    /// What was found on a day: a value, or why there is none.
    #[cfg_attr(feature = "schema", schemars(transform = crate::schema::value_or_missing))]
    pub struct Observation {
        /// On which day.
        date: Date,
        /// The value.
        #[serde(default, skip_serializing_if = "is_absent")]
        value: Option<Decimal>,
        /// Why it could not be collected.
        #[serde(default, skip_serializing_if = "is_absent")]
        missing: Option<Text>,
        /// What else is to be said.
        #[serde(default, skip_serializing_if = "is_absent")]
        note: Option<Text>,
        /// What it points to.
        #[serde(default, skip_serializing_if = "is_absent")]
        evidence: Vec<Evidence> = Default::default(),
    }
}

api!(Metrics, "cei.metrics/1");

impl Checked for Metrics {
    fn rubric(&self) -> Option<&RubricRef> {
        self.rubric.as_ref()
    }

    fn check(&self, rubric: &Rubric, findings: &mut Findings) {
        subject_and_period(self.subject.as_ref(), self.period.as_ref(), findings);
        unique(findings, "/measures", self.measures.iter().map(|measure| &measure.id));
        for (index, measure) in self.measures.iter().enumerate() {
            let path = format!("/measures/{index}");
            competencies(&measure.competencies, rubric, &format!("{path}/competencies"), findings);
            measure.check(&path, findings);
        }
    }
}

impl Measure {
    fn check(&self, path: &str, findings: &mut Findings) {
        let id = || Params::new().with("id", self.id.as_str());
        if self.baseline.is_none() {
            findings.meaning(Code::BaselineMissing, path.to_owned(), id());
        }
        if self.target.is_none() {
            findings.meaning(Code::TargetMissing, path.to_owned(), id());
        }
        let readable = |fields: &[&str], findings: &Findings| {
            fields.iter().all(|field| !findings.is_unreadable(&format!("{path}/{field}")))
        };
        if readable(&["observations"], findings)
            && self.observations.iter().all(|observation| observation.value.is_none())
        {
            findings.meaning(Code::NoObservation, path.to_owned(), id());
        }
        if let (Some(baseline), Some(target)) = (&self.baseline, &self.target) {
            if readable(&["baseline/date"], findings) {
                in_order(Some(baseline.date), Some(target.date), format!("{path}/target/date"), findings);
            }
            if readable(&["direction", "baseline/value"], findings)
                && self.direction.compare(target.value, baseline.value) != Ordering::Greater
            {
                let params = Params::new()
                    .with("target", target.value.to_string())
                    .with("baseline", baseline.value.to_string())
                    .with("direction", self.direction.name());
                findings.meaning(Code::TargetAgainstDirection, format!("{path}/target/value"), params);
            }
        }
        let mut days = BTreeSet::new();
        for (index, observation) in self.observations.iter().enumerate() {
            let path = format!("{path}/observations/{index}");
            if observation.value.is_some() == observation.missing.is_some() {
                findings.meaning(Code::ValueOrMissing, path.clone(), Params::new());
            }
            if !days.insert(observation.date) {
                let params = Params::new().with("date", observation.date.to_string());
                findings.meaning(Code::DuplicateObservation, format!("{path}/date"), params);
            }
            if let Some(baseline) = self.baseline.as_ref().filter(|baseline| observation.date < baseline.date) {
                let params = Params::new()
                    .with("date", observation.date.to_string())
                    .with("baseline", baseline.date.to_string());
                findings.meaning(Code::ObservationBeforeBaseline, format!("{path}/date"), params);
            }
        }
    }
}

impl Direction {
    /// How one value stands to another: `Greater` where it is the better one.
    pub(crate) fn compare(self, one: Decimal, other: Decimal) -> Ordering {
        match self {
            Self::Up => one.cmp(&other),
            Self::Down => other.cmp(&one),
        }
    }
}
