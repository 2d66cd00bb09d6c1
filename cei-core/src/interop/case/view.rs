//! A package with its references resolved, and what is at odds in it.

use std::collections::HashMap;

use super::identity::is_uuid;
use super::package::{CfRubric, Criterion, Item, Level, Package};
use crate::diagnostic::{Code, Findings, Params};
use crate::values::order::{sort_by, sort_by_key};
use crate::values::{LanguageTag, Line};

pub(super) struct View<'a> {
    pub(super) package: &'a Package,
    /// The path to the package.
    pub(super) at: String,
    /// The language of its texts.
    pub(super) language: LanguageTag,
    /// Which item has an identifier.
    items: HashMap<&'a str, usize>,
    /// The item above an item.
    parents: HashMap<usize, usize>,
    /// The identifier of the item that an item translates.
    pub(super) translates: HashMap<usize, &'a str>,
}

impl<'a> View<'a> {
    pub(super) fn new(package: &'a Package, at: String, findings: &mut Findings) -> Self {
        let mut view = Self {
            language: LanguageTag::english(),
            items: HashMap::new(),
            parents: HashMap::new(),
            translates: HashMap::new(),
            package,
            at,
        };
        if let Some(tag) = package.CFDocument.language.as_deref().filter(|tag| !tag.trim().is_empty()) {
            match LanguageTag::new(tag) {
                Some(tag) => view.language = tag,
                None => {
                    let path = format!("{}/CFDocument/language", view.at);
                    findings.meaning(Code::InvalidLanguageTag, path, Params::new().with("value", tag));
                }
            }
        }
        view.identifiers(findings);
        view.associations(findings);
        view.definitions(findings);
        let rubrics = package.CFRubrics.len();
        crate::rubric::size(findings, &format!("{}/CFRubrics", view.at), rubrics, 1, 1);
        view
    }

    fn identifiers(&mut self, findings: &mut Findings) {
        let (package, at) = (self.package, &self.at);
        let mut check = |path: String, identifier: &Line| {
            if !is_uuid(identifier.as_str()) {
                findings.meaning(Code::UuidForm, path, Params::new().with("value", identifier.as_str()));
            }
        };
        check(format!("{at}/CFDocument/identifier"), &package.CFDocument.identifier);
        for (index, item) in package.CFItems.iter().enumerate() {
            check(format!("{at}/CFItems/{index}/identifier"), &item.identifier);
        }
        for (index, rubric) in package.CFRubrics.iter().enumerate() {
            check(format!("{at}/CFRubrics/{index}/identifier"), &rubric.identifier);
            for (below, criterion) in rubric.CFRubricCriteria.iter().enumerate() {
                check(format!("{at}/CFRubrics/{index}/CFRubricCriteria/{below}/identifier"), &criterion.identifier);
            }
        }
        for (index, item) in package.CFItems.iter().enumerate() {
            if self.items.insert(item.identifier.as_str(), index).is_some() {
                let path = format!("{at}/CFItems/{index}/identifier");
                findings.meaning(Code::DuplicateId, path, Params::new().with("id", item.identifier.as_str()));
            }
        }
    }

    fn associations(&mut self, findings: &mut Findings) {
        let package = self.package;
        let document = package.CFDocument.identifier.as_str();
        for (index, one) in package.CFAssociations.iter().enumerate() {
            let path = format!("{}/CFAssociations/{index}", self.at);
            let kind = one.associationType.as_str();
            if kind != "isChildOf" && kind != "isTranslationOf" {
                let params = Params::new().with("field", kind);
                findings.meaning(Code::NotKept, format!("{path}/associationType"), params);
                continue;
            }
            let mut item = |end: &str, identifier: &'a str| {
                let found = self.items.get(identifier).copied();
                if found.is_none() {
                    let path = format!("{path}/{end}/identifier");
                    findings.meaning(Code::UnknownItem, path, Params::new().with("id", identifier));
                }
                found
            };
            let Some(origin) = item("originNodeURI", one.originNodeURI.identifier.as_str()) else { continue };
            let destination = one.destinationNodeURI.identifier.as_str();
            if kind == "isTranslationOf" {
                self.translates.insert(origin, destination);
            } else if destination != document
                && let Some(parent) = item("destinationNodeURI", destination)
            {
                self.parents.insert(origin, parent);
            }
        }
    }

    fn definitions(&self, findings: &mut Findings) {
        let Some(definitions) = &self.package.CFDefinitions else { return };
        for (name, list) in [
            ("CFConcepts", &definitions.CFConcepts),
            ("CFSubjects", &definitions.CFSubjects),
            ("CFLicenses", &definitions.CFLicenses),
            ("CFItemTypes", &definitions.CFItemTypes),
            ("CFAssociationGroupings", &definitions.CFAssociationGroupings),
        ] {
            if !list.is_empty() {
                let path = format!("{}/CFDefinitions/{name}", self.at);
                findings.meaning(Code::NotKept, path, Params::new().with("field", name));
            }
        }
    }

    pub(super) fn rubric(&self) -> Option<&'a CfRubric> {
        self.package.CFRubrics.first()
    }

    pub(super) fn rubric_at(&self) -> String {
        format!("{}/CFRubrics/0", self.at)
    }

    /// The criteria in order of position, each with the path to it.
    pub(super) fn criteria(&self) -> Vec<(String, &'a Criterion)> {
        let all = self.rubric().map(|rubric| rubric.CFRubricCriteria.as_slice()).unwrap_or_default();
        let at = |index: usize| format!("{}/CFRubricCriteria/{index}", self.rubric_at());
        let mut all: Vec<_> = all.iter().enumerate().map(|(index, one)| (at(index), one)).collect();
        if all.iter().all(|(_, one)| one.position.is_some()) {
            sort_by_key(&mut all, |(_, one)| one.position);
        }
        all
    }

    pub(super) fn item(&self, identifier: &str) -> Option<(usize, &'a Item)> {
        let index = *self.items.get(identifier)?;
        Some((index, self.package.CFItems.get(index)?))
    }

    pub(super) fn item_at(&self, index: usize) -> String {
        format!("{}/CFItems/{index}", self.at)
    }

    pub(super) fn parent(&self, item: usize) -> Option<(usize, &'a Item)> {
        let index = *self.parents.get(&item)?;
        Some((index, self.package.CFItems.get(index)?))
    }

    /// The language that an item's statement is in.
    pub(super) fn language_of(&self, item: &Item) -> LanguageTag {
        item.language.as_deref().and_then(LanguageTag::new).unwrap_or_else(|| self.language.clone())
    }
}

/// The levels of a criterion, lowest first, with their indices; and whether `position` and `score` agree on that.
///
/// CASE does not say which way positions run, so either way is agreement.
pub(super) fn in_order(criterion: &Criterion) -> (Vec<(usize, &Level)>, bool) {
    let mut levels: Vec<(usize, &Level)> = criterion.CFRubricCriterionLevels.iter().enumerate().collect();
    let scored = levels.iter().all(|(_, level)| level.score.is_some());
    let placed = levels.iter().all(|(_, level)| level.position.is_some());
    if placed {
        sort_by_key(&mut levels, |(_, level)| level.position);
    }
    if scored {
        sort_by(&mut levels, |(_, a), (_, b)| a.score.unwrap_or_default().total_cmp(&b.score.unwrap_or_default()));
    }
    let pairs = || levels.iter().zip(levels.iter().skip(1)).map(|((_, a), (_, b))| (a, b));
    let rising = pairs().all(|(a, b)| a.position < b.position);
    let falling = pairs().all(|(a, b)| a.position > b.position);
    let distinct = pairs().all(|(a, b)| a.score != b.score);
    let agree = (!placed || rising || (scored && falling)) && (!scored || distinct);
    (levels, agree)
}
