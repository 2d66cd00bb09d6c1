//! Where many subjects stand, and where they moved: counted by stage, never averaged, never ranked.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::Growth;
use super::compare::{Difference, Differences, same_rubric};
use super::growth::Change;
use crate::diagnostic::{Code, Params, Report};
use crate::rubric::Rubric;
use crate::staging::Profile;
use crate::values::Id;

/// How many subjects under one parent stand at one stage of one domain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OverviewRow {
    /// The body that the subjects belong to; `None` for those that name none.
    pub parent: Option<Id>,
    /// Which domain.
    pub domain: Id,
    /// Which stage; `None` for those without one.
    pub stage: Option<Id>,
    /// How many.
    pub subjects: u64,
}

/// How many subjects went from one stage of a domain to another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Transition {
    /// Which domain.
    pub domain: Id,
    /// The stage in the first round; `None` without one.
    pub from: Option<Id>,
    /// The stage in the last round; `None` without one.
    pub to: Option<Id>,
    /// How many.
    pub subjects: u64,
}

/// The schools of a district, the districts of a county: how many stand where, by parent, domain and stage.
///
/// Parents come in the order of their ids, and those without a parent last; every stage of every domain is there, and
/// after them, if there are any, the subjects without a stage.
///
/// # Errors
///
/// A report if a profile is not of that rubric, if a subject is there twice, or if rules or policies differ and that is
/// not among what is `allowed`.
pub fn overview(rubric: &Rubric, profiles: &[Profile], allowed: &[Difference]) -> Result<Vec<OverviewRow>, Report> {
    let mut differences = Differences::new(allowed);
    let mut seen = HashSet::new();
    let mut counts: BTreeMap<(bool, Option<&Id>), Vec<u64>> = BTreeMap::new();
    let places = usize::from(rubric.stages()).saturating_add(1);
    let size = rubric.domain_ranges().len().saturating_mul(places);
    for (index, profile) in profiles.iter().enumerate() {
        same_rubric(rubric, profile, &format!("/{index}"), &mut differences.findings);
        differences.same_terms(index, profile, profiles.first().unwrap_or(profile));
        let subject = profile.subject.as_ref();
        if let Some(subject) = subject
            && !seen.insert((&subject.scheme, &subject.id))
        {
            let params = Params::new().with("subject", subject.id.as_str());
            differences.findings.meaning(Code::DuplicateSubject, format!("/{index}/subject"), params);
        }
        let parent = subject.and_then(|subject| subject.parent.as_ref());
        let counts = counts.entry((parent.is_none(), parent)).or_insert_with(|| vec![0; size]);
        for (domain, profile) in profile.domains.iter().enumerate() {
            let stage = profile.stage.as_ref().and_then(|id| rubric.stage_number(id.as_str()));
            let place = domain.saturating_mul(places).saturating_add(usize::from(stage.unwrap_or_default()));
            counts.get_mut(place).into_iter().for_each(|count| *count = count.saturating_add(1));
        }
    }
    if differences.findings.has_errors() {
        return Err(differences.findings.into_report("").without_positions());
    }
    let mut rows = Vec::new();
    for ((_, parent), counts) in counts {
        for (domain, counts) in rubric.document().domains.iter().zip(counts.chunks(places)) {
            let row = |stage: Option<&Id>, subjects: u64| OverviewRow {
                parent: parent.cloned(),
                domain: domain.id.clone(),
                stage: stage.cloned(),
                subjects,
            };
            let staged = rubric.document().scale.iter().zip(counts.iter().skip(1));
            rows.extend(staged.map(|(stage, subjects)| row(Some(&stage.id), *subjects)));
            rows.extend(counts.first().filter(|without| **without > 0).map(|without| row(None, *without)));
        }
    }
    Ok(rows)
}

/// From which stage to which the subjects went, domain by domain; pairs of stages that nobody went are left out.
///
/// A domain that is not the same in both rounds of a subject is not counted for it.
///
/// # Errors
///
/// A report if the last round of a subject is not of that rubric, or if a subject is there twice.
pub fn transitions(rubric: &Rubric, growths: &[Growth]) -> Result<Vec<Transition>, Report> {
    let mut differences = Differences::new(&[]);
    let mut seen = HashSet::new();
    let mut counts: BTreeMap<(usize, Option<u8>, Option<u8>), u64> = BTreeMap::new();
    let number = |stage: &Option<Id>| stage.as_ref().and_then(|id| rubric.stage_number(id.as_str()));
    for (index, growth) in growths.iter().enumerate() {
        if growth.rubric.structure != *rubric.structure() {
            let found = format!("{} {}", growth.rubric.id, growth.rubric.version);
            let path = format!("/{index}/rubric/structure");
            differences.differs(Difference::Structure, path, &found, &super::compare::named(rubric));
        }
        if let Some(subject) = &growth.subject
            && !seen.insert((&subject.scheme, &subject.id))
        {
            let params = Params::new().with("subject", subject.id.as_str());
            differences.findings.meaning(Code::DuplicateSubject, format!("/{index}/subject"), params);
        }
        for (domain, grown) in growth.domains.iter().enumerate().filter(|(_, one)| one.change != Change::NotCompared) {
            let count = counts.entry((domain, number(&grown.from), number(&grown.to))).or_default();
            *count = count.saturating_add(1);
        }
    }
    if differences.findings.has_errors() {
        return Err(differences.findings.into_report("").without_positions());
    }
    let stage = |number: Option<u8>| number.and_then(|number| rubric.stage_id(number)).cloned();
    let row = |((domain, from, to), subjects): ((usize, _, _), u64)| {
        let domain = rubric.document().domains.get(domain)?.id.clone();
        Some(Transition { domain, from: stage(from), to: stage(to), subjects })
    };
    Ok(counts.into_iter().filter_map(row).collect())
}
