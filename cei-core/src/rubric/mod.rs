//! The rubric: what is rated, in which stages, by whom. Data, not code: any staged rubric works.

mod check;
mod document;
mod normal;

#[cfg(feature = "case")]
pub(crate) use check::size;
pub(crate) use check::unique;
pub use document::{
    Basis, Competency, Domain, Group, Language, LanguageStatus, Lens, LensPart, Module, Resource, RubricDocument,
    RubricFormat, RubricRef, RubricStamp, Stage, Strategy, Term,
};
pub(crate) use normal::normal_form;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::diagnostic::{Findings, Report};
use crate::reading::{BuiltIn, Source, built_in, to_json};
use crate::values::order::sort_by_key;
use crate::values::{Digest, Id};

/// A rubric, read, checked and compiled. Immutable, cheap to clone, and free to use from any thread.
#[derive(Clone, Debug)]
pub struct Rubric(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    document: RubricDocument,
    /// Every group, and `team` last.
    groups: Vec<Id>,
    competencies: Vec<Id>,
    /// Which of the competencies belong to each domain.
    ranges: Vec<Range<usize>>,
    /// For each domain, those it builds on.
    builds_on: Vec<Vec<usize>>,
    /// Domains, foundations first.
    order: Vec<usize>,
    /// For each lens part with competencies: lens, part, competencies.
    parts: Vec<Part>,
    stage_index: FxHashMap<Id, u8>,
    group_index: FxHashMap<Id, usize>,
    competency_index: FxHashMap<Id, usize>,
    digest: OnceLock<Digest>,
    structure: OnceLock<Digest>,
}

#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) lens: usize,
    pub(crate) part: usize,
    pub(crate) competencies: Vec<usize>,
}

/// The built-in rubrics: id and document.
const BUILT_IN: [(&str, BuiltIn); 2] = [
    ("cei-self-assessment", built_in!("cei-self-assessment.json")),
    ("lcff-priority-3", built_in!("lcff-priority-3.json")),
];

impl Rubric {
    /// California's Community Engagement Initiative self-assessment: 7 domains, 34 competencies, 4 stages.
    ///
    /// # Panics
    ///
    /// Never: the built-in document is read by a test.
    #[must_use]
    #[expect(clippy::expect_used, reason = "the document is part of the library, and a test reads it")]
    pub fn cei() -> Self {
        Self::built_in("cei-self-assessment").expect("the built-in rubric is valid")
    }

    /// The names of the built-in rubrics.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// The built-in rubric of that id; read once, then shared.
    #[must_use]
    pub fn built_in(id: &str) -> Option<Self> {
        static READ: [OnceLock<Option<Rubric>>; BUILT_IN.len()] = [const { OnceLock::new() }; BUILT_IN.len()];
        let ((_, document), read) = BUILT_IN.iter().zip(&READ).find(|((name, _), _)| *name == id)?;
        read.get_or_init(|| Self::parse(document.text()).ok()).clone()
    }

    /// Reads and checks a rubric document.
    ///
    /// # Errors
    ///
    /// A report of all its problems.
    pub fn parse(document: impl AsRef<[u8]>) -> Result<Self, Report> {
        Self::read(document.as_ref()).0
    }

    /// As [`Rubric::parse`], with the report even if there is no error in it.
    pub(crate) fn read(document: &[u8]) -> (Result<Self, Report>, Report) {
        let read = Source::new(document).and_then(|source| source.read::<RubricDocument>().map(|read| (source, read)));
        let (source, (document, mut findings)) = match read {
            Ok(read) => read,
            Err(report) => return (Err(report.clone()), report),
        };
        check::check(&document, &mut findings);
        let failed = findings.has_errors();
        let report = findings.into_report(source.text());
        if failed {
            return (Err(report.clone()), report);
        }
        (Ok(Self::compile(document)), report)
    }

    /// Checks a rubric built in memory.
    ///
    /// # Errors
    ///
    /// A report of all its problems.
    pub fn new(document: RubricDocument) -> Result<Self, Report> {
        let mut findings = Findings::default();
        check::check(&document, &mut findings);
        if findings.has_errors() {
            return Err(findings.into_report(&to_json(&document)).without_positions());
        }
        Ok(Self::compile(document))
    }

    /// From a part of another document.
    pub(crate) fn of_part(document: &RubricDocument, path: &str, findings: &mut Findings) -> Option<Self> {
        findings.part(path, |findings| check::check(document, findings))?;
        Some(Self::compile(document.clone()))
    }

    fn compile(mut document: RubricDocument) -> Self {
        let stage_index: FxHashMap<Id, u8> = document.scale.iter().map(|stage| stage.id.clone()).zip(1_u8..).collect();
        let mut groups: Vec<Id> = document.groups.iter().map(|group| group.id.clone()).collect();
        groups.extend(Id::new(check::TEAM));
        let mut competencies = Vec::new();
        let mut ranges = Vec::new();
        for domain in &mut document.domains {
            let first = competencies.len();
            for competency in &mut domain.competencies {
                sort_by_key(&mut competency.descriptors.0, |(stage, _)| stage_index.get(stage).copied());
                competencies.push(competency.id.clone());
            }
            ranges.push(first..competencies.len());
        }
        let index = |ids: &[Id]| -> FxHashMap<Id, usize> { ids.iter().cloned().zip(0..).collect() };
        let (group_index, competency_index) = (index(&groups), index(&competencies));
        let domains: Vec<Id> = document.domains.iter().map(|domain| domain.id.clone()).collect();
        let domain_index = index(&domains);
        let builds_on = document
            .domains
            .iter()
            .map(|domain| domain.builds_on.iter().filter_map(|id| domain_index.get(id).copied()).collect())
            .collect();
        let order = check::foundations_first(&document.domains).unwrap_or_else(|order| order);
        let mut parts = Vec::new();
        for (lens, document) in document.lenses.iter().enumerate() {
            for (part, document) in document.parts.iter().enumerate() {
                let mut competencies: Vec<usize> =
                    document.competencies.iter().filter_map(|id| competency_index.get(id).copied()).collect();
                competencies.sort_unstable();
                if !competencies.is_empty() {
                    parts.push(Part { lens, part, competencies });
                }
            }
        }
        Self(Arc::new(Compiled {
            document,
            groups,
            competencies,
            ranges,
            builds_on,
            order,
            parts,
            stage_index,
            group_index,
            competency_index,
            digest: OnceLock::new(),
            structure: OnceLock::new(),
        }))
    }

    /// Whether both are the same one, not only alike: clones of one.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &RubricDocument {
        &self.0.document
    }

    /// As a `cei.rubric/1` document.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(&self.0.document)
    }

    /// Digest of the whole document: SPEC 3.
    #[must_use]
    pub fn digest(&self) -> &Digest {
        self.0.digest.get_or_init(|| normal::digest(&self.0.document))
    }

    /// Digest of what a stage depends on, without texts.
    #[must_use]
    pub fn structure(&self) -> &Digest {
        self.0.structure.get_or_init(|| normal::structure(&self.0.document))
    }

    /// How many stages there are: k.
    #[must_use]
    pub fn stages(&self) -> u8 {
        u8::try_from(self.0.document.scale.len()).unwrap_or(u8::MAX)
    }

    /// The id of the stage with that number, from 1.
    #[must_use]
    pub fn stage_id(&self, number: u8) -> Option<&Id> {
        self.0.document.scale.get(usize::from(number.checked_sub(1)?)).map(|stage| &stage.id)
    }

    /// The number of the stage with that id, from 1.
    #[must_use]
    pub fn stage_number(&self, id: &str) -> Option<u8> {
        self.0.stage_index.get(id).copied()
    }

    /// The ids of all groups in order, `team` last.
    #[must_use]
    pub fn groups(&self) -> &[Id] {
        &self.0.groups
    }

    /// The ids of all competencies in order.
    #[must_use]
    pub fn competencies(&self) -> &[Id] {
        &self.0.competencies
    }

    /// Where the group stands in [`Rubric::groups`].
    #[must_use]
    pub fn group_index(&self, id: &str) -> Option<usize> {
        self.0.group_index.get(id).copied()
    }

    /// Where the competency stands in [`Rubric::competencies`].
    #[must_use]
    pub fn competency_index(&self, id: &str) -> Option<usize> {
        self.0.competency_index.get(id).copied()
    }

    /// Which of [`Rubric::competencies`] belong to each domain.
    #[must_use]
    pub fn domain_ranges(&self) -> &[Range<usize>] {
        &self.0.ranges
    }

    pub(crate) fn builds_on(&self, domain: usize) -> &[usize] {
        self.0.builds_on.get(domain).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn foundations_first(&self) -> &[usize] {
        &self.0.order
    }

    pub(crate) fn parts(&self) -> &[Part] {
        &self.0.parts
    }

    pub(crate) fn is_named_by(&self, reference: &RubricRef) -> bool {
        self.0.document.id == reference.id && self.0.document.version == reference.version
    }

    /// Its id and version.
    #[must_use]
    pub fn reference(&self) -> RubricRef {
        RubricRef { id: self.0.document.id.clone(), version: self.0.document.version.clone() }
    }

    pub(crate) fn stamp(&self) -> RubricStamp {
        RubricStamp {
            id: self.0.document.id.clone(),
            version: self.0.document.version.clone(),
            digest: self.digest().clone(),
            structure: self.structure().clone(),
        }
    }
}
