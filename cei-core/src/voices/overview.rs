//! Where many subjects stand, and where they moved: counted by stage, never averaged, never ranked.

use std::collections::{BTreeMap, HashSet};

use super::compare::{Difference, Differences, same_rubric};
use super::growth::Change;
use super::{Growth, read_form};
use crate::diagnostic::{Code, Params, Report};
use crate::policy::PolicyStamp;
use crate::reading::{document, tag, to_json};
use crate::rubric::{Rubric, RubricStamp};
use crate::staging::{Profile, RulesVersion};
use crate::values::{Id, is_absent};

tag! {
    /// The `format` of an overview.
    pub struct OverviewFormat = "cei.overview/1"
}

tag! {
    /// The `format` of transitions.
    pub struct TransitionsFormat = "cei.transitions/1"
}

document! {
    /// Where many subjects stand: the schools of a district, the districts of a county.
    pub struct Overview {
        /// `cei.overview/1`.
        format: OverviewFormat,
        /// The version of the rule semantics of the first profile.
        rules: RulesVersion,
        /// What they were rated by.
        rubric: RubricStamp,
        /// What staged the first profile.
        policy: PolicyStamp,
        /// What differs between the profiles and was allowed to.
        #[serde(default, skip_serializing_if = "is_absent")]
        differs: Vec<Difference> = Default::default(),
        /// By parent in the order of their ids, those without one last; then by domain and stage. Every stage of every
        /// domain is there, and after them, if there are any, the subjects without a stage.
        rows: Vec<OverviewRow>,
    }

    /// How many subjects under one parent stand at one stage of one domain.
    pub struct OverviewRow {
        /// The body that the subjects belong to; left out for those that name none.
        #[serde(default, skip_serializing_if = "is_absent")]
        parent: Option<Id>,
        /// Which domain.
        domain: Id,
        /// Which stage; left out for those without one.
        #[serde(default, skip_serializing_if = "is_absent")]
        stage: Option<Id>,
        /// How many.
        subjects: u64,
    }

    /// Where many subjects moved.
    pub struct Transitions {
        /// `cei.transitions/1`.
        format: TransitionsFormat,
        /// What the last round of each was rated by.
        rubric: RubricStamp,
        /// By domain, first stage and last stage, none before the lowest; pairs of stages that nobody went are left out.
        rows: Vec<Transition>,
    }

    /// How many subjects went from one stage of a domain to another.
    pub struct Transition {
        /// Which domain.
        domain: Id,
        /// The stage in the first round; left out without one.
        #[serde(default, skip_serializing_if = "is_absent")]
        from: Option<Id>,
        /// The stage in the last round; left out without one.
        #[serde(default, skip_serializing_if = "is_absent")]
        to: Option<Id>,
        /// How many.
        subjects: u64,
    }
}

impl Overview {
    /// The schools of a district, the districts of a county: how many stand where, by parent, domain and stage.
    ///
    /// # Errors
    ///
    /// A report if there is no profile, if one is not of that rubric, if a subject is there twice, or if rules or
    /// policies differ and that is not among what is `allowed`.
    pub fn of(rubric: &Rubric, profiles: &[Profile], allowed: &[Difference]) -> Result<Self, Report> {
        let Some(first) = profiles.first() else {
            let params = Params::new().with("found", 0_u64).with("least", 1_u64);
            return Err(Report::of(Code::TooFewItems, "", params));
        };
        let (rows, differs) = count(rubric, profiles, first, allowed)?;
        Ok(Self {
            format: OverviewFormat::Format,
            rules: first.rules,
            rubric: rubric.stamp(),
            policy: first.policy.clone(),
            differs,
            rows,
        })
    }

    /// Reads a document.
    ///
    /// # Errors
    ///
    /// A report of what is wrong with its form.
    pub fn read(document: impl AsRef<[u8]>) -> Result<Self, Report> {
        read_form(document.as_ref())
    }

    /// As a `cei.overview/1` document.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(self)
    }
}

fn count(
    rubric: &Rubric,
    profiles: &[Profile],
    first: &Profile,
    allowed: &[Difference],
) -> Result<(Vec<OverviewRow>, Vec<Difference>), Report> {
    let mut differences = Differences::new(allowed);
    let mut seen = HashSet::new();
    let mut counts: BTreeMap<(bool, Option<&Id>), Vec<u64>> = BTreeMap::new();
    let places = usize::from(rubric.stages()).saturating_add(1);
    let size = rubric.domain_ranges().len().saturating_mul(places);
    for (index, profile) in profiles.iter().enumerate() {
        same_rubric(rubric, profile, &format!("/{index}"), &mut differences.findings);
        differences.same_terms(&format!("/{index}"), profile, first);
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
    Ok((rows, differences.allowed()))
}

impl Transitions {
    /// From which stage to which the subjects went, domain by domain.
    ///
    /// A domain that is not the same in both rounds of a subject, or whose stage is hidden, is not counted for it.
    ///
    /// # Errors
    ///
    /// A report if there is no growth, if the last round of a subject is not of that rubric, or if a subject is there
    /// twice.
    pub fn of(rubric: &Rubric, growths: &[Growth]) -> Result<Self, Report> {
        if growths.is_empty() {
            let params = Params::new().with("found", 0_u64).with("least", 1_u64);
            return Err(Report::of(Code::TooFewItems, "", params));
        }
        let rows = went(rubric, growths)?;
        Ok(Self { format: TransitionsFormat::Format, rubric: rubric.stamp(), rows })
    }

    /// Reads a document.
    ///
    /// # Errors
    ///
    /// A report of what is wrong with its form.
    pub fn read(document: impl AsRef<[u8]>) -> Result<Self, Report> {
        read_form(document.as_ref())
    }

    /// As a `cei.transitions/1` document.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(self)
    }
}

fn went(rubric: &Rubric, growths: &[Growth]) -> Result<Vec<Transition>, Report> {
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
        for (domain, grown) in growth
            .domains
            .iter()
            .enumerate()
            .filter(|(_, one)| !matches!(one.change, Change::NotCompared | Change::Hidden))
        {
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
