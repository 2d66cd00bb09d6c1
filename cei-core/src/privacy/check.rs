//! Whether a release document shows no more than its own terms allow, by its numbers of answers.

use super::hiding::{Row, Terms, values_of_each};
use super::policy::check_alone;
use super::release::{ReleaseDocument, ReleasedCompetency, ReleasedGroup};
use crate::diagnostic::{Code, Findings, Params};
use crate::values::{Id, Json};

pub(super) fn check(release: &ReleaseDocument, findings: &mut Findings) {
    let terms = release.disclosure.terms();
    findings.part("/disclosure", |findings| {
        check_alone(release.disclosure.min_n, &release.disclosure.merge, findings);
    });
    let mut closed: Vec<&Id> = Vec::new();
    for (index, domain) in release.domains.iter().enumerate() {
        let at_domain = format!("/domains/{index}");
        let mut any_closed = false;
        for (index, competency) in domain.competencies.iter().enumerate() {
            let path = format!("{at_domain}/competencies/{index}");
            check_competency(terms, competency, &path, findings);
            let is_closed = competency.groups.iter().any(|row| row.hidden || release.is_merged(&row.group));
            let said = competency.said();
            let said = Said { stage: said.stage || competency.source.is_some(), ..said };
            check_said(&competency.id, said, is_closed, &path, findings);
            closed.extend((is_closed || competency.hidden).then_some(&competency.id));
            any_closed |= is_closed;
        }
        check_said(&domain.id, domain.said(), any_closed, &at_domain, findings);
        closed.extend((any_closed || domain.hidden).then_some(&domain.id));
    }
    if let Some(overall) = &release.overall {
        check_said(&"overall", overall.said(), false, "/overall", findings);
        if !overall.hidden && release.domains.iter().any(|domain| domain.hidden) {
            findings.meaning(Code::DerivedExposed, "/overall".to_owned(), Params::new().with("id", "overall"));
        }
    }
    for (lens, of) in release.lenses.iter().enumerate() {
        for (index, part) in of.parts.iter().enumerate() {
            check_said(&part.id, part.said(), false, &format!("/lenses/{lens}/parts/{index}"), findings);
        }
    }
    for (index, note) in release.notes.iter().enumerate() {
        let of = note.params.0.iter().find(|(name, _)| name == "id").map(|(_, id)| id);
        if let Some(id) = closed.iter().find(|id| matches!(of, Some(Json::String(of)) if of == id.as_str())) {
            findings.meaning(Code::ReasonExposed, format!("/notes/{index}"), Params::new().with("id", id.as_str()));
        }
    }
}

/// What a node says.
pub(super) struct Said {
    pub(super) hidden: bool,
    /// Its status or its stage.
    pub(super) stage: bool,
    /// More than that.
    pub(super) reasons: bool,
}

fn check_said(id: &impl std::fmt::Display, said: Said, is_closed: bool, path: &str, findings: &mut Findings) {
    let code = match said {
        Said { hidden: true, stage, reasons } if stage || reasons => Code::HiddenNodeSpeaks,
        Said { reasons: true, .. } if is_closed => Code::ReasonExposed,
        _ => return,
    };
    findings.meaning(code, path.to_owned(), Params::new().with("id", id.to_string()));
}

fn check_competency(terms: Terms, competency: &ReleasedCompetency, path: &str, findings: &mut Findings) {
    let of = |group: &ReleasedGroup| {
        Params::new().with("competency", competency.id.as_str()).with("group", group.group.as_str())
    };
    for (index, group) in competency.groups.iter().enumerate() {
        if competency.groups.iter().take(index).any(|other| other.group == group.group) {
            let params = Params::new().with("id", group.group.as_str());
            findings.meaning(Code::DuplicateId, format!("{path}/groups/{index}/group"), params);
        }
        let said = group.said();
        if group.hidden && (group.answers() > 0 || said.stage || said.reasons) {
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
