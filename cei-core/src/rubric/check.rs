//! What the form of a rubric cannot say: ids that exist, once, and foundations without a circle.

use std::collections::HashSet;

use super::document::{Domain, RubricDocument};
use crate::diagnostic::{Code, Findings, Params};
use crate::reading::suggest;
use crate::values::Id;
use crate::values::limits::{MAX_COMPETENCIES, MAX_DOMAINS, MAX_GROUPS, MAX_STAGES, MIN_STAGES};

/// The group of everyone who answered without one.
pub(crate) const TEAM: &str = "team";

pub(super) fn check(rubric: &RubricDocument, findings: &mut Findings) {
    size(findings, "/scale", rubric.scale.len(), MIN_STAGES, MAX_STAGES);
    size(findings, "/groups", rubric.groups.len(), 0, MAX_GROUPS);
    size(findings, "/domains", rubric.domains.len(), 1, MAX_DOMAINS);
    let competencies: Vec<&Id> =
        rubric.domains.iter().flat_map(|domain| &domain.competencies).map(|one| &one.id).collect();
    if competencies.len() > MAX_COMPETENCIES {
        size(findings, "/domains", competencies.len(), 1, MAX_COMPETENCIES);
    }
    for (index, domain) in rubric.domains.iter().enumerate() {
        size(findings, &format!("/domains/{index}/competencies"), domain.competencies.len(), 1, MAX_COMPETENCIES);
    }

    unique(findings, "/scale", rubric.scale.iter().map(|one| &one.id));
    unique(findings, "/groups", rubric.groups.iter().map(|one| &one.id));
    for (index, group) in rubric.groups.iter().enumerate() {
        if group.id.as_str() == TEAM {
            findings.meaning(Code::ReservedId, format!("/groups/{index}/id"), Params::new().with("id", TEAM));
        }
    }
    nodes_unique(rubric, findings);
    unique(findings, "/lenses", rubric.lenses.iter().map(|one| &one.id));
    unique(findings, "/modules", rubric.modules.iter().map(|one| &one.id));
    unique(findings, "/strategies", rubric.strategies.iter().map(|one| &one.id));

    let domains: Vec<&Id> = rubric.domains.iter().map(|one| &one.id).collect();
    let groups: Vec<&Id> = rubric.groups.iter().map(|one| &one.id).collect();
    let stages: Vec<&Id> = rubric.scale.iter().map(|one| &one.id).collect();
    for (index, domain) in rubric.domains.iter().enumerate() {
        let path = format!("/domains/{index}");
        known_list(findings, Code::UnknownGroup, &format!("{path}/constituents"), &domain.constituents, &groups);
        known_list(findings, Code::UnknownDomain, &format!("{path}/builds_on"), &domain.builds_on, &domains);
        for (below, competency) in domain.competencies.iter().enumerate() {
            for (stage, _) in competency.descriptors.iter() {
                known(
                    findings,
                    Code::UnknownStage,
                    format!("{path}/competencies/{below}/descriptors/{stage}"),
                    stage,
                    &stages,
                );
            }
        }
    }
    for (index, lens) in rubric.lenses.iter().enumerate() {
        let path = format!("/lenses/{index}/parts");
        size(findings, &path, lens.parts.len(), 1, MAX_COMPETENCIES);
        unique(findings, &path, lens.parts.iter().map(|one| &one.id));
        for (below, part) in lens.parts.iter().enumerate() {
            let list = format!("{path}/{below}/competencies");
            known_list(findings, Code::UnknownCompetency, &list, &part.competencies, &competencies);
            if let Some(stage) = &part.stage {
                known(findings, Code::UnknownStage, format!("{path}/{below}/stage"), stage, &stages);
            }
        }
    }
    for (index, module) in rubric.modules.iter().enumerate() {
        known_list(findings, Code::UnknownDomain, &format!("/modules/{index}/domains"), &module.domains, &domains);
    }
    for (index, strategy) in rubric.strategies.iter().enumerate() {
        let path = format!("/strategies/{index}/competencies");
        known_list(findings, Code::UnknownCompetency, &path, &strategy.competencies, &competencies);
    }
    circle(&rubric.domains, findings);
}

pub(crate) fn size(findings: &mut Findings, path: &str, found: usize, least: usize, most: usize) {
    let params = Params::new().with("found", found as u64);
    if found < least {
        findings.meaning(Code::TooFewItems, path.to_owned(), params.with("least", least as u64));
    } else if found > most {
        findings.meaning(Code::TooManyItems, path.to_owned(), params.with("most", most as u64));
    }
}

/// Reports every id that stands in the list a second time.
pub(crate) fn unique<'a>(findings: &mut Findings, path: &str, ids: impl Iterator<Item = &'a Id>) {
    let mut seen = HashSet::new();
    for (index, id) in ids.enumerate() {
        if !id.is_unreadable() && !seen.insert(id) {
            findings.meaning(Code::DuplicateId, format!("{path}/{index}/id"), Params::new().with("id", id.as_str()));
        }
    }
}

/// Domains and competencies share their ids: both are nodes of a profile.
fn nodes_unique(rubric: &RubricDocument, findings: &mut Findings) {
    let mut seen = HashSet::new();
    let mut once = |id: &Id, path: String| {
        if !id.is_unreadable() && !seen.insert(id.clone()) {
            findings.meaning(Code::DuplicateId, path, Params::new().with("id", id.as_str()));
        }
    };
    for (index, domain) in rubric.domains.iter().enumerate() {
        once(&domain.id, format!("/domains/{index}/id"));
        for (below, competency) in domain.competencies.iter().enumerate() {
            once(&competency.id, format!("/domains/{index}/competencies/{below}/id"));
        }
    }
}

/// Reports an id that is not among those known.
fn known(findings: &mut Findings, code: Code, path: String, id: &Id, known: &[&Id]) {
    if !id.is_unreadable() && !known.contains(&id) {
        let params = Params::new().with("id", id.as_str());
        findings.meaning(code, path, suggest(params, id.as_str(), known.iter().map(|one| one.as_str())));
    }
}

/// Reports every id of a list that is not known or stands there twice.
fn known_list(findings: &mut Findings, code: Code, path: &str, ids: &[Id], all: &[&Id]) {
    let mut seen = HashSet::new();
    for (index, id) in ids.iter().enumerate() {
        known(findings, code, format!("{path}/{index}"), id, all);
        if !id.is_unreadable() && !seen.insert(id) {
            findings.meaning(Code::DuplicateId, format!("{path}/{index}"), Params::new().with("id", id.as_str()));
        }
    }
}

/// The domains with each after those it builds on; `Err` with the domains of a circle.
pub(super) fn foundations_first(domains: &[Domain]) -> Result<Vec<usize>, Vec<usize>> {
    let mut order: Vec<usize> = Vec::with_capacity(domains.len());
    let mut done: HashSet<&Id> = HashSet::new();
    let names: HashSet<&Id> = domains.iter().map(|domain| &domain.id).collect();
    loop {
        let before = order.len();
        for (index, domain) in domains.iter().enumerate() {
            let waits = domain.builds_on.iter().any(|id| names.contains(id) && !done.contains(id));
            if !waits && !order.contains(&index) {
                order.push(index);
                done.insert(&domain.id);
            }
        }
        if order.len() == domains.len() {
            return Ok(order);
        }
        if order.len() == before {
            return Err((0..domains.len()).filter(|index| !order.contains(index)).collect());
        }
    }
}

fn circle(domains: &[Domain], findings: &mut Findings) {
    let Err(stuck) = foundations_first(domains) else { return };
    // Some of the stuck domains only build on the circle; follow one foundation each until a domain comes again.
    let at = |index: &usize| domains.get(*index);
    let mut path: Vec<usize> = Vec::new();
    let mut here = stuck.first().copied();
    while let Some(index) = here {
        if let Some(start) = path.iter().position(|known| *known == index) {
            path.drain(..start);
            break;
        }
        path.push(index);
        here = at(&index).and_then(|domain| {
            stuck.iter().copied().find(|other| at(other).is_some_and(|other| domain.builds_on.contains(&other.id)))
        });
    }
    path.sort_unstable();
    let ids: Vec<String> = path.iter().filter_map(at).map(|domain| domain.id.to_string()).collect();
    if let Some(first) = path.first() {
        findings.meaning(Code::BuildsOnCycle, format!("/domains/{first}/builds_on"), Params::new().with("ids", ids));
    }
}
