//! From the competencies of one rubric to those of another: renamed, split, merged.

use std::collections::{HashMap, HashSet};

use super::compare::named;
use crate::diagnostic::{Code, Findings, Params, Report};
use crate::reading::{Source, document, tag, to_json};
use crate::rubric::{Rubric, RubricRef};
use crate::values::{Extensions, Id, Text, is_absent};

tag! {
    /// The `format` of a crosswalk.
    pub struct CrosswalkFormat = "cei.crosswalk/1"
}

document! {
    /// What became of the competencies of one rubric in another.
    pub struct CrosswalkDocument {
        /// `cei.crosswalk/1`.
        format: CrosswalkFormat,
        /// Which crosswalk.
        id: Id,
        /// Which version of it.
        version: Id,
        /// The earlier rubric.
        from: RubricRef,
        /// The later rubric.
        to: RubricRef,
        /// What changed. A competency that is not named here and is in both rubrics is the same in both.
        map: Vec<Correspondence>,
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// One competency that was renamed, split, dropped or added, or several that were merged.
    pub struct Correspondence {
        /// The competencies of the earlier rubric; none if it is new.
        from: Vec<Id>,
        /// The competencies of the later rubric; none if it was dropped.
        to: Vec<Id>,
        /// Why.
        #[serde(default, skip_serializing_if = "is_absent")]
        reason: Option<Text>,
    }

    /// Names a crosswalk.
    pub struct CrosswalkRef {
        /// Which crosswalk.
        id: Id,
        /// Which version.
        version: Id,
    }
}

/// A crosswalk whose form is right. Whether its competencies exist depends on the rubrics: see [`Crosswalk::check`].
#[derive(Clone, Debug, PartialEq)]
pub struct Crosswalk(CrosswalkDocument);

impl Crosswalk {
    /// Reads a crosswalk document.
    ///
    /// # Errors
    ///
    /// A report of all the problems that can be seen without the rubrics.
    pub fn parse(document: impl AsRef<[u8]>) -> Result<Self, Report> {
        Self::read(document.as_ref()).0
    }

    /// As [`Crosswalk::parse`], with the report even if there is no error in it.
    pub(crate) fn read(document: &[u8]) -> (Result<Self, Report>, Report) {
        let read =
            Source::new(document).and_then(|source| source.read::<CrosswalkDocument>().map(|read| (source, read)));
        let (source, (document, mut findings)) = match read {
            Ok(read) => read,
            Err(report) => return (Err(report.clone()), report),
        };
        check_alone(&document, &mut findings);
        let failed = findings.has_errors();
        let report = findings.into_report(source.text());
        (if failed { Err(report.clone()) } else { Ok(Self(document)) }, report)
    }

    /// Checks a crosswalk built in memory.
    ///
    /// # Errors
    ///
    /// A report of all the problems that can be seen without the rubrics.
    pub fn new(document: CrosswalkDocument) -> Result<Self, Report> {
        let mut findings = Findings::default();
        check_alone(&document, &mut findings);
        if findings.has_errors() {
            return Err(findings.into_report(&to_json(&document)).without_positions());
        }
        Ok(Self(document))
    }

    /// From a part of another document.
    pub(crate) fn of_part(document: &CrosswalkDocument, path: &str, findings: &mut Findings) -> Option<Self> {
        findings.part(path, |findings| check_alone(document, findings))?;
        Some(Self(document.clone()))
    }

    /// Whether it leads from the one rubric to the other: that it names them, and competencies that they have.
    #[must_use]
    pub fn check(&self, from: &Rubric, to: &Rubric) -> Report {
        let mut findings = Findings::default();
        for (side, found, rubric) in [("from", &self.0.from, from), ("to", &self.0.to, to)] {
            if !rubric.is_named_by(found) {
                let params = Params::new()
                    .with("found", format!("{} {}", found.id, found.version))
                    .with("expected", named(rubric));
                findings.meaning(Code::RubricMismatch, format!("/{side}"), params);
                continue;
            }
            for (entry, part) in self.0.map.iter().enumerate() {
                let ids = if side == "from" { &part.from } else { &part.to };
                for (index, id) in
                    ids.iter().enumerate().filter(|(_, id)| rubric.competency_index(id.as_str()).is_none())
                {
                    let known = rubric.competencies().iter().map(Id::as_str);
                    let params = findings.suggest(Params::new().with("id", id.as_str()), id.as_str(), known);
                    findings.meaning(Code::UnknownCompetency, format!("/map/{entry}/{side}/{index}"), params);
                }
            }
        }
        findings.into_report(&self.to_json()).without_positions()
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &CrosswalkDocument {
        &self.0
    }

    /// Its id and version.
    #[must_use]
    pub fn reference(&self) -> CrosswalkRef {
        CrosswalkRef { id: self.0.id.clone(), version: self.0.version.clone() }
    }

    /// As a `cei.crosswalk/1` document.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(&self.0)
    }
}

/// What can be seen without the rubrics: nothing is named twice, and one side of an entry is a single competency.
fn check_alone(crosswalk: &CrosswalkDocument, findings: &mut Findings) {
    let (mut from, mut to) = (HashSet::new(), HashSet::new());
    for (entry, part) in crosswalk.map.iter().enumerate() {
        for (side, ids, seen) in [("from", &part.from, &mut from), ("to", &part.to, &mut to)] {
            for (index, id) in ids.iter().enumerate() {
                if !id.is_unreadable() && !seen.insert(id) {
                    let path = format!("/map/{entry}/{side}/{index}");
                    findings.meaning(Code::DuplicateId, path, Params::new().with("id", id.as_str()));
                }
            }
        }
        let counts = (part.from.len() as u64, part.to.len() as u64);
        if counts == (0, 0) {
            let params = Params::new().with("found", 0_u64).with("least", 1_u64);
            findings.meaning(Code::TooFewItems, format!("/map/{entry}"), params);
        }
        if counts.0 > 1 && counts.1 > 1 {
            let params = Params::new().with("from", counts.0).with("to", counts.1);
            findings.meaning(Code::ManyToMany, format!("/map/{entry}"), params);
        }
    }
}

/// How the nodes of two rubrics correspond, seen from the later one.
#[derive(Clone, Debug)]
pub(super) struct Alignment {
    /// For each competency of the later rubric, the one it was.
    pub(super) competencies: Vec<Option<usize>>,
    /// For each domain of the later rubric, the one that has the same competencies.
    pub(super) domains: Vec<Option<usize>>,
    /// Competencies without a single counterpart: split, merged, dropped, new.
    pub(super) unmatched: Vec<(Vec<usize>, Vec<usize>)>,
}

impl Alignment {
    /// Without a crosswalk, what has the same id is the same.
    pub(super) fn new(from: &Rubric, to: &Rubric, crosswalk: Option<&Crosswalk>) -> Self {
        let map = crosswalk.map_or(&[][..], |crosswalk| &crosswalk.0.map);
        let find = |rubric: &Rubric, ids: &[Id]| -> Vec<usize> {
            ids.iter().filter_map(|id| rubric.competency_index(id.as_str())).collect()
        };
        let mut competencies: Vec<Option<usize>> = vec![None; to.competencies().len()];
        let mut unmatched = Vec::new();
        let (mut named_from, mut named_to) = (HashSet::new(), HashSet::new());
        for part in map {
            let (before, after) = (find(from, &part.from), find(to, &part.to));
            named_from.extend(before.iter().copied());
            named_to.extend(after.iter().copied());
            match (before.as_slice(), after.as_slice()) {
                ([before], [after]) => {
                    competencies.get_mut(*after).into_iter().for_each(|place| *place = Some(*before));
                }
                _ => unmatched.push((before, after)),
            }
        }
        let mut left: Vec<usize> = (0..from.competencies().len()).filter(|index| !named_from.contains(index)).collect();
        let mut added = Vec::new();
        for (index, id) in to.competencies().iter().enumerate().filter(|(index, _)| !named_to.contains(index)) {
            let before = from.competency_index(id.as_str()).filter(|before| !named_from.contains(before));
            match (before, competencies.get_mut(index)) {
                (Some(before), Some(place)) => *place = Some(before),
                _ => added.push((Vec::new(), vec![index])),
            }
        }
        let matched: HashSet<usize> = competencies.iter().flatten().copied().collect();
        left.retain(|index| !matched.contains(index));
        unmatched.extend(left.into_iter().map(|index| (vec![index], Vec::new())));
        unmatched.extend(added);
        let domains = domains(from, to, &competencies);
        Self { competencies, domains, unmatched }
    }

    /// Whether every domain is made of the same competencies as before.
    pub(super) fn is_complete(&self, from: &Rubric) -> bool {
        self.unmatched.is_empty()
            && self.domains.iter().all(Option::is_some)
            && self.domains.len() == from.domain_ranges().len()
    }
}

/// A domain is the one whose competencies, all of them and no others, became its own.
fn domains(from: &Rubric, to: &Rubric, competencies: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut domain_of: HashMap<usize, usize> = HashMap::new();
    for (domain, range) in from.domain_ranges().iter().enumerate() {
        domain_of.extend(range.clone().map(|competency| (competency, domain)));
    }
    let before = |range: &std::ops::Range<usize>| -> Option<usize> {
        let domains: Option<HashSet<usize>> =
            competencies.get(range.clone())?.iter().map(|competency| domain_of.get(&(*competency)?).copied()).collect();
        let mut domains = domains?.into_iter();
        let only = domains.next().filter(|_| domains.next().is_none())?;
        (from.domain_ranges().get(only)?.len() == range.len()).then_some(only)
    };
    to.domain_ranges().iter().map(before).collect()
}
