//! Whether a release document shows no more than its own terms allow, by its numbers of answers.

use super::hiding::{Row, Terms, values_of_each};
use super::policy::check_alone;
use super::release::{ReleaseDocument, ReleasedCompetency, ReleasedGroup};
use crate::diagnostic::{Code, Findings, Params};

pub(super) fn check(release: &ReleaseDocument, findings: &mut Findings) {
    let terms = release.disclosure.terms();
    findings.part("/disclosure", |findings| {
        check_alone(release.disclosure.min_n, &release.disclosure.merge, findings);
    });
    for (domain, below) in release.domains.iter().enumerate() {
        for (index, competency) in below.competencies.iter().enumerate() {
            let path = format!("/domains/{domain}/competencies/{index}");
            check_competency(terms, competency, &path, findings);
        }
    }
}

fn check_competency(terms: Terms, competency: &ReleasedCompetency, path: &str, findings: &mut Findings) {
    let of = |group: &ReleasedGroup| {
        Params::new().with("competency", competency.id.as_str()).with("group", group.group.as_str())
    };
    for (index, group) in competency.groups.iter().enumerate() {
        if group.hidden && (group.answers() > 0 || group.status.is_some() || group.because.is_some()) {
            findings.meaning(Code::HiddenRowSpeaks, format!("{path}/groups/{index}"), of(group));
        } else if terms.is_small(group.row()) {
            let params = of(group).with("min_n", terms.min_n);
            findings.meaning(Code::RowExposed, format!("{path}/groups/{index}"), params);
        }
    }
    let hidden = || competency.groups.iter().enumerate().filter(|(_, group)| group.hidden);
    let count = hidden().count() as u64;
    let Some(rest) = competency.rest().filter(|_| count > 0) else { return };
    let values = values_of_each(count, rest);
    if values < terms.fewest_values() {
        let low = if count == 1 { rest } else { 1 };
        let high = low.saturating_add(values).saturating_sub(1);
        for (index, group) in hidden() {
            let params = of(group)
                .with("low", low)
                .with("high", high)
                .with("values", values)
                .with("needed", terms.fewest_values());
            findings.meaning(Code::AnswersExposed, format!("{path}/groups/{index}"), params);
        }
    }
}

impl ReleasedGroup {
    /// How many answers a row that is shown has.
    pub(super) fn row(&self) -> Row {
        let rated = self.stages.iter().fold(0_u64, |sum, count| sum.saturating_add(count.get()));
        Row { answers: self.answers(), rated }
    }
}
