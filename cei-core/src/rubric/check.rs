//! What the form of a rubric cannot say: ids that exist, once, and foundations without a circle.

use std::collections::{BinaryHeap, HashMap, HashSet};

use super::document::{Domain, RubricDocument};
use crate::diagnostic::{Code, Findings, Params};
use crate::values::Id;
use crate::values::limits::{MAX_COMPETENCIES, MAX_DOMAINS, MAX_GROUPS, MAX_STAGES, MIN_STAGES};

/// The group of everyone who answered without one.
pub(crate) const TEAM: &str = "team";

pub(super) fn check(rubric: &RubricDocument, findings: &mut Findings) {
    size(findings, "/scale", rubric.scale.len(), MIN_STAGES, MAX_STAGES);
    size(findings, "/groups", rubric.groups.len(), 0, MAX_GROUPS);
    size(findings, "/domains", rubric.domains.len(), 1, MAX_DOMAINS);
    let in_all = rubric.domains.iter().fold(0_usize, |sum, domain| sum.saturating_add(domain.competencies.len()));
    if in_all > MAX_COMPETENCIES {
        size(findings, "/domains", in_all, 1, MAX_COMPETENCIES);
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

    let domains =
        Known::new(Code::UnknownDomain, !findings.is_unreadable("/domains"), rubric.domains.iter().map(|one| &one.id));
    let groups =
        Known::new(Code::UnknownGroup, !findings.is_unreadable("/groups"), rubric.groups.iter().map(|one| &one.id));
    let stages =
        Known::new(Code::UnknownStage, !findings.is_unreadable("/scale"), rubric.scale.iter().map(|one| &one.id));
    let all = rubric.domains.iter().flat_map(|domain| &domain.competencies).map(|one| &one.id);
    let competencies = Known::new(Code::UnknownCompetency, !findings.is_unreadable("/domains"), all);
    for (index, domain) in rubric.domains.iter().enumerate() {
        let path = format!("/domains/{index}");
        groups.list(findings, &format!("{path}/constituents"), &domain.constituents);
        domains.list(findings, &format!("{path}/builds_on"), &domain.builds_on);
        for (below, competency) in domain.competencies.iter().enumerate() {
            for (stage, _) in competency.descriptors.iter() {
                stages.one(findings, format!("{path}/competencies/{below}/descriptors/{stage}"), stage);
            }
        }
    }
    for (index, lens) in rubric.lenses.iter().enumerate() {
        let path = format!("/lenses/{index}/parts");
        size(findings, &path, lens.parts.len(), 1, MAX_COMPETENCIES);
        unique(findings, &path, lens.parts.iter().map(|one| &one.id));
        for (below, part) in lens.parts.iter().enumerate() {
            let list = format!("{path}/{below}/competencies");
            competencies.list(findings, &list, &part.competencies);
            if let Some(stage) = &part.stage {
                stages.one(findings, format!("{path}/{below}/stage"), stage);
            }
        }
    }
    for (index, module) in rubric.modules.iter().enumerate() {
        domains.list(findings, &format!("/modules/{index}/domains"), &module.domains);
    }
    for (index, strategy) in rubric.strategies.iter().enumerate() {
        let path = format!("/strategies/{index}/competencies");
        competencies.list(findings, &path, &strategy.competencies);
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

/// The ids of one kind: quick to look up, and in an order that suggestions can rely on.
struct Known<'a> {
    code: Code,
    set: HashSet<&'a Id>,
    in_order: Vec<&'a Id>,
    /// Whether the list could be read: else all would seem unknown.
    readable: bool,
}

impl<'a> Known<'a> {
    fn new(code: Code, readable: bool, ids: impl Iterator<Item = &'a Id>) -> Self {
        let in_order: Vec<&Id> = ids.collect();
        Self { code, set: in_order.iter().copied().collect(), in_order, readable }
    }

    /// Reports an id that is not among those known.
    fn one(&self, findings: &mut Findings, path: String, id: &Id) {
        if self.readable && !id.is_unreadable() && !self.set.contains(id) {
            let params = Params::new().with("id", id.as_str());
            let params = findings.suggest(params, id.as_str(), self.in_order.iter().map(|one| one.as_str()));
            findings.meaning(self.code, path, params);
        }
    }

    /// Reports every id of a list that is not known or stands there twice.
    fn list(&self, findings: &mut Findings, path: &str, ids: &[Id]) {
        let mut seen = HashSet::new();
        for (index, id) in ids.iter().enumerate() {
            self.one(findings, format!("{path}/{index}"), id);
            if !id.is_unreadable() && !seen.insert(id) {
                let params = Params::new().with("id", id.as_str());
                findings.meaning(Code::DuplicateId, format!("{path}/{index}"), params);
            }
        }
    }
}

/// The domains with each after those it builds on, else in the order of the rubric; `Err` with those that are on a
/// circle or build on one.
pub(super) fn foundations_first(domains: &[Domain]) -> Result<Vec<usize>, Vec<usize>> {
    let index_of: HashMap<&Id, usize> = domains.iter().map(|domain| &domain.id).zip(0..).collect();
    let mut waits_for = vec![0_usize; domains.len()];
    let mut above: Vec<Vec<usize>> = vec![Vec::new(); domains.len()];
    for (index, domain) in domains.iter().enumerate() {
        for below in domain.builds_on.iter().filter_map(|id| index_of.get(id)) {
            if let (Some(waits), Some(above)) = (waits_for.get_mut(index), above.get_mut(*below)) {
                *waits = waits.saturating_add(1);
                above.push(index);
            }
        }
    }
    let free = |(index, waits): (usize, &usize)| (*waits == 0).then_some(std::cmp::Reverse(index));
    let mut ready: BinaryHeap<_> = waits_for.iter().enumerate().filter_map(free).collect();
    let mut order = Vec::with_capacity(domains.len());
    while let Some(std::cmp::Reverse(index)) = ready.pop() {
        order.push(index);
        for next in above.get(index).into_iter().flatten() {
            if let Some(waits) = waits_for.get_mut(*next) {
                *waits = waits.saturating_sub(1);
                if *waits == 0 {
                    ready.push(std::cmp::Reverse(*next));
                }
            }
        }
    }
    if order.len() == domains.len() {
        return Ok(order);
    }
    Err(waits_for.iter().enumerate().filter(|(_, waits)| **waits > 0).map(|(index, _)| index).collect())
}

fn circle(domains: &[Domain], findings: &mut Findings) {
    let Err(stuck) = foundations_first(domains) else { return };
    let at = |index: &usize| domains.get(*index);
    let stuck_of: HashMap<&Id, usize> =
        stuck.iter().filter_map(|index| at(index).map(|domain| (&domain.id, *index))).collect();
    // Some of the stuck domains only build on the circle; follow one foundation each until a domain comes again.
    let mut path: Vec<usize> = Vec::new();
    let mut steps: HashMap<usize, usize> = HashMap::new();
    let mut here = stuck.first().copied();
    while let Some(index) = here {
        if let Some(start) = steps.insert(index, path.len()) {
            path.drain(..start);
            break;
        }
        path.push(index);
        here = at(&index).and_then(|domain| domain.builds_on.iter().find_map(|id| stuck_of.get(id).copied()));
    }
    path.sort_unstable();
    let ids: Vec<String> = path.iter().filter_map(at).map(|domain| domain.id.to_string()).collect();
    if let Some(first) = path.first() {
        findings.meaning(Code::BuildsOnCycle, format!("/domains/{first}/builds_on"), Params::new().with("ids", ids));
    }
}
