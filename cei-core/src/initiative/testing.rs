//! Testing metrics: the same measures over several teams. Which ones moved, and which ones nobody could collect.

use std::collections::HashMap;

use super::impact::{MeasureImpact, Movement, MovementCounts, ShareOfWay};
use super::metrics::{IdentifiedBy, ImpactOn, Measure, Metrics};
use super::shared::Component;
use crate::diagnostic::{Code, Findings, Params, Report};
use crate::reading::{document, tag};
use crate::values::{Date, Decimal, Id, Text, is_absent};

tag! {
    /// The `format` of a table of tested measures.
    pub struct TestingFormat = "cei.testing/1"
}

document! {
    /// The measures of several teams, side by side; teams stand in the order given and are never ranked.
    pub struct Testing {
        /// `cei.testing/1`.
        format: TestingFormat,
        /// Observations up to this day count; without it all do.
        #[serde(default, skip_serializing_if = "is_absent")]
        as_of: Option<Date>,
        /// The documents, one for each team.
        teams: Vec<TestingTeam>,
        /// Each measure, in the order in which it first stands.
        measures: Vec<TestedMeasure>,
        /// Those that moved for at least one team.
        moved: Vec<Id>,
        /// Those for which no team has a single value.
        not_collected: Vec<Id>,
    }

    /// A team.
    pub struct TestingTeam {
        /// Its document of metrics.
        metrics: Id,
        /// The team.
        #[serde(default, skip_serializing_if = "is_absent")]
        subject: Option<Id>,
        /// Its name.
        #[serde(default, skip_serializing_if = "is_absent")]
        name: Option<Text>,
        /// Of its measures.
        counts: MovementCounts,
    }

    /// One measure.
    pub struct TestedMeasure {
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
        /// How many teams have at least one value.
        collected: u64,
        /// Of the teams that use it.
        counts: MovementCounts,
        /// What it says for each team that uses it.
        teams: Vec<TestedTeam>,
    }

    /// What a measure says for one team.
    pub struct TestedTeam {
        /// Its document of metrics.
        metrics: Id,
        /// Whether the measure moved.
        status: Movement,
        /// Whether there is at least one value.
        collected: bool,
        /// The latest value less the baseline.
        #[serde(default, skip_serializing_if = "is_absent")]
        change: Option<Decimal>,
        /// The change as a share of the way to the team's own target.
        #[serde(default, skip_serializing_if = "is_absent")]
        share: Option<ShareOfWay>,
        /// Whether it has reached that target.
        #[serde(default, skip_serializing_if = "is_absent")]
        reached: Option<bool>,
    }
}

impl Testing {
    /// The measures of several teams, side by side. Measures with the same id are the same measure.
    ///
    /// # Errors
    ///
    /// A report where two documents have the same id, or one id stands for measures that go by another component,
    /// impact, direction or network. Paths begin with `/metrics/` and the place of the document.
    pub fn of(teams: &[Metrics], as_of: Option<Date>) -> Result<Self, Report> {
        let mut findings = Findings::default();
        for (index, team) in teams.iter().enumerate() {
            if teams.iter().take(index).any(|before| before.id == team.id) {
                let params = Params::new().with("id", team.id.as_str());
                findings.meaning(Code::DuplicateId, format!("/metrics/{index}/id"), params);
            }
        }
        let mut places: HashMap<&Id, usize> = HashMap::new();
        let mut rows: Vec<Row<'_>> = Vec::new();
        for (team, metrics) in teams.iter().enumerate() {
            for (index, measure) in metrics.measures.iter().enumerate() {
                let place = *places.entry(&measure.id).or_insert(rows.len());
                match rows.get_mut(place) {
                    Some(row) => {
                        differing(row.first, measure, &format!("/metrics/{team}/measures/{index}"), &mut findings);
                        row.teams.push((metrics, measure));
                    }
                    None => rows.push(Row { first: measure, teams: vec![(metrics, measure)] }),
                }
            }
        }
        if findings.has_errors() {
            return Err(findings.into_report("").without_positions());
        }
        let measures: Vec<TestedMeasure> = rows.iter().map(|row| row.tested(as_of)).collect();
        let named = |of: &dyn Fn(&TestedMeasure) -> bool| -> Vec<Id> {
            measures.iter().filter(|one| of(one)).map(|one| one.id.clone()).collect()
        };
        Ok(Self {
            format: TestingFormat::Format,
            as_of,
            teams: teams.iter().map(|team| TestingTeam::of(team, as_of)).collect(),
            moved: named(&|one| one.counts.moved > 0),
            not_collected: named(&|one| one.collected == 0),
            measures,
        })
    }

    /// As a `cei.testing/1` document.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::reading::to_json(self)
    }
}

/// A measure and the teams that use it.
struct Row<'a> {
    first: &'a Measure,
    teams: Vec<(&'a Metrics, &'a Measure)>,
}

impl Row<'_> {
    fn tested(&self, as_of: Option<Date>) -> TestedMeasure {
        let impacts: Vec<MeasureImpact> = self.teams.iter().map(|(_, measure)| measure.impact(as_of)).collect();
        let teams: Vec<TestedTeam> = self
            .teams
            .iter()
            .zip(&impacts)
            .map(|((metrics, measure), impact)| TestedTeam {
                metrics: metrics.id.clone(),
                status: impact.status,
                collected: is_collected(measure, as_of),
                change: impact.change,
                share: impact.share.clone(),
                reached: impact.reached,
            })
            .collect();
        TestedMeasure {
            id: self.first.id.clone(),
            title: self.first.title.clone(),
            component: self.first.component,
            identified_by: self.first.identified_by,
            impact: self.first.impact,
            collected: teams.iter().filter(|team| team.collected).count() as u64,
            counts: MovementCounts::of(impacts.iter()),
            teams,
        }
    }
}

impl TestingTeam {
    fn of(metrics: &Metrics, as_of: Option<Date>) -> Self {
        Self {
            metrics: metrics.id.clone(),
            subject: metrics.subject.as_ref().map(|subject| subject.id.clone()),
            name: metrics.subject.as_ref().and_then(|subject| subject.name.clone()),
            counts: metrics.impact(as_of).counts,
        }
    }
}

fn is_collected(measure: &Measure, as_of: Option<Date>) -> bool {
    measure.observations.iter().any(|one| one.value.is_some() && as_of.is_none_or(|day| one.date <= day))
}

/// Reports what keeps two measures of one id from being the same measure.
fn differing(first: &Measure, other: &Measure, path: &str, findings: &mut Findings) {
    let words = |measure: &Measure| {
        [
            ("component", measure.component.name()),
            ("identified_by", measure.identified_by.name()),
            ("impact", measure.impact.name()),
            ("direction", measure.direction.name()),
        ]
    };
    for ((field, expected), (_, found)) in words(first).into_iter().zip(words(other)) {
        if found != expected {
            let params = Params::new().with("id", other.id.as_str()).with("found", found).with("expected", expected);
            findings.meaning(Code::MeasureDiffers, format!("{path}/{field}"), params);
        }
    }
}
