//! The disclosure policy: how few answers of a group are too few to be published.

use super::hiding::Terms;
use crate::diagnostic::{Code, Findings, Params, Report};
use crate::reading::{Source, document, tag, to_json};
use crate::rubric::{Rubric, normal_form};
use crate::values::limits::MAX_COUNT;
use crate::values::{Count, Digest, Extensions, Id, LanguageTag, Text, digest_of, is_absent};

tag! {
    /// The `format` of a disclosure policy.
    pub struct DisclosureFormat = "cei.disclosure/1"
}

fn eleven() -> Count {
    Count::new(11).unwrap_or_default()
}

document! {
    /// How few answers of a group are too few to be published.
    pub struct DisclosureDocument {
        /// `cei.disclosure/1`.
        format: DisclosureFormat,
        /// Which disclosure policy.
        id: Id,
        /// Which version of it.
        version: Id,
        /// The language of texts that are plain strings.
        #[serde(default)]
        language: LanguageTag = LanguageTag::english(),
        /// Its name.
        #[serde(default, skip_serializing_if = "is_absent")]
        title: Option<Text>,
        /// From how many answers on a row is published; at least 1, which hides nothing.
        #[serde(default = "eleven")]
        min_n: Count = eleven(),
        /// Whether a further row is hidden where a total would give a hidden one away. If not, the total is.
        #[serde(default = "yes")]
        complementary: bool = yes(),
        /// Groups that are published as one.
        #[serde(default, skip_serializing_if = "is_absent")]
        merge: Vec<MergedGroups> = Default::default(),
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// Groups that are published as one row.
    pub struct MergedGroups {
        /// What the row is called; no group's own id.
        id: Id,
        /// Its name.
        #[serde(default, skip_serializing_if = "is_absent")]
        title: Option<Text>,
        /// Which groups, two or more.
        groups: Vec<Id>,
    }

    /// Names a disclosure policy by what is in it, and repeats what a reader has to know of it.
    pub struct DisclosureStamp {
        /// Which disclosure policy.
        id: Id,
        /// Which version.
        version: Id,
        /// Digest of all of it.
        digest: Digest,
        /// From how many answers on a row is published.
        min_n: Count,
        /// Whether further rows are hidden, and not totals.
        complementary: bool,
        /// Groups that are published as one.
        #[serde(default, skip_serializing_if = "is_absent")]
        merge: Vec<MergedGroups> = Default::default(),
    }
}

fn yes() -> bool {
    true
}

impl DisclosureStamp {
    pub(super) fn terms(&self) -> Terms {
        Terms { min_n: self.min_n.get(), complementary: self.complementary }
    }
}

/// A disclosure policy whose form is right.
///
/// ```
/// let disclosure = cei_core::Disclosure::default();
/// assert_eq!(disclosure.document().min_n.get(), 11);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Disclosure(DisclosureDocument);

impl Default for Disclosure {
    /// The built-in one: from 11 answers on, with complementary hiding.
    fn default() -> Self {
        Self(DisclosureDocument {
            format: DisclosureFormat::Format,
            id: Id::new("cei-disclosure").unwrap_or_else(Id::unreadable),
            version: Id::new("1").unwrap_or_else(Id::unreadable),
            language: LanguageTag::english(),
            title: None,
            min_n: eleven(),
            complementary: true,
            merge: Vec::new(),
            extensions: Extensions::default(),
        })
    }
}

impl Disclosure {
    /// Reads a `cei.disclosure/1` document.
    ///
    /// # Errors
    ///
    /// A report of all the problems that can be seen without a rubric.
    pub fn parse(document: impl AsRef<[u8]>) -> Result<Self, Report> {
        Self::read(document.as_ref(), None).0
    }

    /// As [`Disclosure::parse`], with what the rubric has to say, if there is one.
    pub(crate) fn read(document: &[u8], rubric: Option<&Rubric>) -> (Result<Self, Report>, Report) {
        let read =
            Source::new(document).and_then(|source| source.read::<DisclosureDocument>().map(|read| (source, read)));
        let (source, (document, mut findings)) = match read {
            Ok(read) => read,
            Err(report) => return (Err(report.clone()), report),
        };
        check(&document, rubric, &mut findings);
        let failed = findings.has_errors();
        let report = findings.into_report(source.text());
        let disclosure = if failed { Err(report.clone()) } else { Ok(Self(document)) };
        (disclosure, report)
    }

    /// From a part of another document.
    pub(crate) fn of_part(document: &DisclosureDocument, path: &str, findings: &mut Findings) -> Option<Self> {
        findings.part(path, |findings| check(document, None, findings))?;
        Some(Self(document.clone()))
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &DisclosureDocument {
        &self.0
    }

    /// As a `cei.disclosure/1` document, with every default written.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(&self.0)
    }

    pub(crate) fn terms(&self) -> Terms {
        Terms { min_n: self.0.min_n.get(), complementary: self.0.complementary }
    }

    pub(crate) fn stamp(&self) -> DisclosureStamp {
        let mut value = serde_json::to_value(&self.0).unwrap_or_default();
        normal_form(&mut value, self.0.language.as_str());
        DisclosureStamp {
            id: self.0.id.clone(),
            version: self.0.version.clone(),
            digest: digest_of(&value),
            min_n: self.0.min_n,
            complementary: self.0.complementary,
            merge: self.0.merge.clone(),
        }
    }

    /// Checks that its merged groups are groups of a rubric.
    ///
    /// # Errors
    ///
    /// A report of those that are not, and of merged rows with the name of a group.
    pub fn check(&self, rubric: &Rubric) -> Result<(), Report> {
        let mut findings = Findings::default();
        check_groups(&self.0.merge, rubric, &mut findings);
        if findings.has_errors() { Err(findings.into_report("").without_positions()) } else { Ok(()) }
    }

    /// What does not fit the rubric: groups that it does not have, a merged row with the name of a group.
    pub(crate) fn check_against(&self, rubric: &Rubric, path: &str, findings: &mut Findings) {
        findings.part(path, |findings| check_groups(&self.0.merge, rubric, findings));
    }
}

fn check(document: &DisclosureDocument, rubric: Option<&Rubric>, findings: &mut Findings) {
    check_alone(document.min_n, &document.merge, findings);
    if let Some(rubric) = rubric {
        check_groups(&document.merge, rubric, findings);
    }
}

/// What can be seen without a rubric.
pub(super) fn check_alone(min_n: Count, merge: &[MergedGroups], findings: &mut Findings) {
    if min_n.get() == 0 {
        let params = Params::new().with("value", 0_u64).with("low", 1_u64).with("high", MAX_COUNT);
        findings.meaning(Code::OutOfRange, "/min_n".to_owned(), params);
    }
    check_merge(merge, findings);
}

/// Merged rows have names of their own, at least two groups each, and no group is in two of them.
fn check_merge(merge: &[MergedGroups], findings: &mut Findings) {
    let mut ids: Vec<&Id> = Vec::new();
    let mut groups: Vec<&Id> = Vec::new();
    let mut twice = |seen: bool, id: &Id, path: String| {
        if seen && !id.is_unreadable() {
            findings.meaning(Code::DuplicateId, path, Params::new().with("id", id.as_str()));
        }
    };
    for (index, merged) in merge.iter().enumerate() {
        twice(ids.contains(&&merged.id), &merged.id, format!("/merge/{index}/id"));
        ids.push(&merged.id);
        for (place, group) in merged.groups.iter().enumerate() {
            twice(groups.contains(&group), group, format!("/merge/{index}/groups/{place}"));
            groups.push(group);
        }
    }
    for (index, merged) in merge.iter().enumerate() {
        if merged.groups.len() < 2 {
            let params = Params::new().with("found", merged.groups.len() as u64).with("least", 2_u64);
            findings.meaning(Code::TooFewItems, format!("/merge/{index}/groups"), params);
        }
    }
}

fn check_groups(merge: &[MergedGroups], rubric: &Rubric, findings: &mut Findings) {
    for (index, merged) in merge.iter().enumerate() {
        if rubric.group_index(merged.id.as_str()).is_some() {
            let params = Params::new().with("id", merged.id.as_str());
            findings.meaning(Code::DuplicateId, format!("/merge/{index}/id"), params);
        }
        for (place, group) in merged.groups.iter().enumerate() {
            if rubric.group_index(group.as_str()).is_none() && !group.is_unreadable() {
                let known = rubric.groups().iter().map(Id::as_str);
                let params = findings.suggest(Params::new().with("id", group.as_str()), group.as_str(), known);
                findings.meaning(Code::UnknownGroup, format!("/merge/{index}/groups/{place}"), params);
            }
        }
    }
}
