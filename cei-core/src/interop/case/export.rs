//! From a rubric to a CFPackage.

use std::collections::BTreeSet;

use super::CaseOptions;
use super::identity::{Identity, Part, line, origin_of};
use super::package::{
    Association, CfDocument, CfRubric, Criterion, CriterionExtensions, Definitions, DomainRemainder, Item, Level,
    LevelExtensions, OfCompetency, OfStage, Package, Remainder, RubricExtensions, StageRemainder,
};
use crate::diagnostic::{Code, Params, Report};
use crate::rubric::{Competency, Domain, Rubric, RubricDocument};
use crate::values::{LanguageTag, Line, Text, is_moment};

/// The version of CASE that is written.
const CASE_VERSION: &str = "1.1";

pub(crate) fn export(rubric: &Rubric, options: &CaseOptions) -> Result<Package, Report> {
    let document = rubric.document();
    let language = options.language.clone().unwrap_or_else(|| document.language.clone());
    let known = languages(document);
    if !known.contains(language.as_str()) {
        let allowed: Vec<String> = known.into_iter().map(str::to_owned).collect();
        let params = Params::new().with("value", language.as_str()).with("allowed", allowed);
        return Err(Report::of(Code::InvalidValue, "/language", params));
    }
    let origin = origin_of(document);
    let last_change = options
        .last_change
        .as_deref()
        .or_else(|| origin.as_ref().and_then(|origin| origin.last_change.as_ref()).map(Line::as_str))
        .or_else(|| super::built_in_change(rubric));
    let Some(last_change) = last_change else {
        return Err(Report::of(Code::MissingField, "", Params::new().with("field", "last_change")));
    };
    if !is_moment(last_change) {
        return Err(Report::of(Code::InvalidDateTime, "/last_change", Params::new().with("value", last_change)));
    }
    let identity = |language: &LanguageTag, origin| {
        let (id, version) = (document.id.as_str(), document.version.as_str());
        Identity::new(id, version, language, origin, options.base.as_deref())
    };
    let own = identity(&document.language, origin.as_ref());
    let source = (language != document.language).then_some(&own);
    let translated = identity(&language, None);
    let writer = Writer {
        rubric: document,
        language: language.as_str(),
        identity: if source.is_some() { &translated } else { &own },
        source,
        last_change: line(last_change),
    };
    Ok(writer.package(options.creator.as_deref()))
}

/// The languages that CASE can have a package in: those of the texts that it holds.
fn languages(rubric: &RubricDocument) -> BTreeSet<&str> {
    let competencies = || rubric.domains.iter().flat_map(|domain| &domain.competencies);
    let mut tags = BTreeSet::from([rubric.language.as_str()]);
    let texts = [Some(&rubric.title), rubric.text.as_ref()]
        .into_iter()
        .chain(rubric.scale.iter().map(|stage| Some(&stage.title)))
        .chain(rubric.domains.iter().flat_map(|domain| [Some(&domain.title), domain.description.as_ref()]))
        .chain(competencies().flat_map(|one| [Some(&one.title), one.text.as_ref()]))
        .chain(competencies().flat_map(|one| one.descriptors.iter().map(|(_, text)| Some(text))));
    for text in texts.flatten() {
        tags.extend(text.languages().map(LanguageTag::as_str));
    }
    tags
}

/// Writes one package: in the rubric's own language, or a translation of that.
struct Writer<'a> {
    rubric: &'a RubricDocument,
    language: &'a str,
    identity: &'a Identity<'a>,
    /// What the parts are called in the package that this one translates.
    source: Option<&'a Identity<'a>>,
    last_change: Line,
}

impl Writer<'_> {
    /// The words in this package's language, and no others.
    fn own(&self, text: &Text) -> Option<String> {
        text.own(self.language, self.rubric.language.as_str()).map(str::to_owned)
    }

    fn own_of(&self, text: Option<&Text>) -> Option<String> {
        self.own(text?)
    }

    /// The words where CASE must have some.
    fn some(&self, text: &Text) -> Line {
        line(text.get(self.language, self.rubric.language.as_str()))
    }

    fn package(&self, creator: Option<&str>) -> Package {
        let rubric = self.rubric;
        let creator = creator.map(str::to_owned).or_else(|| self.own_of(rubric.citation.as_ref()));
        let domains = || rubric.domains.iter().zip(1_i64..);
        Package {
            CFDocument: CfDocument {
                identifier: line(&self.identity.of(Part::Document)),
                uri: self.identity.uri(Part::Document),
                creator: creator.map_or_else(|| self.some(&rubric.title), |words| line(&words)),
                title: self.some(&rubric.title),
                lastChangeDateTime: self.last_change.clone(),
                description: self.own_of(rubric.text.as_ref()),
                language: Some(self.language.to_owned()),
                version: Some(rubric.version.as_str().to_owned()),
                caseVersion: Some(CASE_VERSION.to_owned()),
            },
            CFItems: domains().flat_map(|(domain, _)| self.items(domain)).collect(),
            CFAssociations: domains().flat_map(|(domain, at)| self.associations(domain, at)).collect(),
            CFDefinitions: Some(Definitions {
                CFConcepts: Vec::new(),
                CFSubjects: Vec::new(),
                CFLicenses: Vec::new(),
                CFItemTypes: Vec::new(),
                CFAssociationGroupings: Vec::new(),
            }),
            CFRubrics: vec![self.cf_rubric()],
        }
    }

    /// Whether the part has an item: in a translation, only if it has words of its own.
    fn has_item(&self, title: &Text, notes: Option<&Text>) -> bool {
        self.source.is_none() || self.own(title).is_some() || self.own_of(notes).is_some()
    }

    fn has_domain(&self, domain: &Domain) -> bool {
        self.has_item(&domain.title, domain.description.as_ref())
    }

    fn has_competency(&self, competency: &Competency) -> bool {
        self.has_item(&competency.title, competency.text.as_ref())
    }

    fn item(&self, part: Part<'_>, code: Option<&str>, kind: &str, title: &Text, notes: Option<&Text>) -> Item {
        let (tag, words) = title.best(self.language, self.rubric.language.as_str());
        Item {
            identifier: line(&self.identity.of(part)),
            uri: self.identity.uri(part),
            humanCodingScheme: code.map(str::to_owned),
            fullStatement: line(words),
            CFItemType: Some(kind.to_owned()),
            notes: self.own_of(notes),
            language: Some(tag.map_or(self.rubric.language.as_str(), LanguageTag::as_str).to_owned()),
            lastChangeDateTime: self.last_change.clone(),
        }
    }

    fn items(&self, domain: &Domain) -> Vec<Item> {
        let mut items = Vec::new();
        if self.has_domain(domain) {
            let number = domain.number.as_ref().map(Line::as_str);
            let part = Part::Domain(domain.id.as_str());
            items.push(self.item(part, number, "Domain", &domain.title, domain.description.as_ref()));
        }
        for one in domain.competencies.iter().filter(|one| self.has_competency(one)) {
            let part = Part::Competency(one.id.as_str());
            items.push(self.item(part, Some(one.id.as_str()), "Competency", &one.title, one.text.as_ref()));
        }
        items
    }

    fn associations(&self, domain: &Domain, at: i64) -> Vec<Association> {
        let document = self.identity.link(Part::Document, self.some(&self.rubric.title).as_str());
        let mut associations = Vec::new();
        let here = (Part::Domain(domain.id.as_str()), self.some(&domain.title));
        if self.has_domain(domain) {
            associations.push(self.child(&here, document.clone(), domain.id.as_str(), at));
            associations.extend(self.translation(&here, domain.id.as_str()));
        }
        for (one, at) in domain.competencies.iter().zip(1_i64..).filter(|(one, _)| self.has_competency(one)) {
            let parent =
                if self.has_domain(domain) { self.identity.link(here.0, here.1.as_str()) } else { document.clone() };
            let item = (Part::Competency(one.id.as_str()), self.some(&one.title));
            associations.push(self.child(&item, parent, one.id.as_str(), at));
            associations.extend(self.translation(&item, one.id.as_str()));
        }
        associations
    }

    fn child(&self, item: &(Part<'_>, Line), parent: super::package::Link, id: &str, at: i64) -> Association {
        Association {
            identifier: line(&self.identity.of(Part::ChildOf(id))),
            uri: self.identity.uri(Part::ChildOf(id)),
            associationType: line("isChildOf"),
            sequenceNumber: Some(at),
            originNodeURI: self.identity.link(item.0, item.1.as_str()),
            destinationNodeURI: parent,
            lastChangeDateTime: self.last_change.clone(),
        }
    }

    fn translation(&self, item: &(Part<'_>, Line), id: &str) -> Option<Association> {
        let source = self.source?;
        Some(Association {
            identifier: line(&self.identity.of(Part::TranslationOf(id))),
            uri: self.identity.uri(Part::TranslationOf(id)),
            associationType: line("isTranslationOf"),
            sequenceNumber: None,
            originNodeURI: self.identity.link(item.0, item.1.as_str()),
            destinationNodeURI: source.link(item.0, item.1.as_str()),
            lastChangeDateTime: self.last_change.clone(),
        })
    }

    fn cf_rubric(&self) -> CfRubric {
        let rubric = self.rubric;
        let competencies =
            rubric.domains.iter().flat_map(|domain| domain.competencies.iter().map(move |one| (domain, one)));
        CfRubric {
            identifier: line(&self.identity.of(Part::Rubric)),
            uri: self.identity.uri(Part::Rubric),
            title: self.own(&rubric.title),
            description: self.own_of(rubric.text.as_ref()),
            lastChangeDateTime: self.last_change.clone(),
            CFRubricCriteria: competencies
                .zip(1_i64..)
                .map(|((domain, one), at)| self.criterion(domain, one, at))
                .collect(),
            extensions: self.source.is_none().then(|| RubricExtensions { cei: Some(self.remainder()) }),
        }
    }

    fn criterion(&self, domain: &Domain, competency: &Competency, at: i64) -> Criterion {
        let id = competency.id.as_str();
        let item = if self.has_competency(competency) { self.identity } else { self.source.unwrap_or(self.identity) };
        let levels = self.rubric.scale.iter().zip(1_i32..).map(|(stage, score)| {
            let part = Part::Level(id, stage.id.as_str());
            Level {
                identifier: line(&self.identity.of(part)),
                uri: self.identity.uri(part),
                description: self.own_of(competency.descriptors.get(stage.id.as_str())),
                quality: self.own(&stage.title),
                score: Some(f64::from(score)),
                position: Some(i64::from(score)),
                rubricCriterionId: Some(self.identity.of(Part::Criterion(id))),
                lastChangeDateTime: self.last_change.clone(),
                extensions: vec![LevelExtensions { cei: Some(OfStage { stage: stage.id.clone() }) }],
            }
        });
        Criterion {
            identifier: line(&self.identity.of(Part::Criterion(id))),
            uri: self.identity.uri(Part::Criterion(id)),
            category: self.own(&domain.title),
            description: self.own(&competency.title),
            CFItemURI: Some(item.link(Part::Competency(id), self.some(&competency.title).as_str())),
            position: Some(at),
            rubricId: Some(self.identity.of(Part::Rubric)),
            lastChangeDateTime: self.last_change.clone(),
            CFRubricCriterionLevels: levels.collect(),
            extensions: Some(CriterionExtensions { cei: Some(OfCompetency { competency: competency.id.clone() }) }),
        }
    }

    fn remainder(&self) -> Remainder {
        let rubric = self.rubric.clone();
        let scale = rubric.scale.into_iter();
        let domain = |one: Domain| DomainRemainder {
            item: line(&self.identity.of(Part::Domain(one.id.as_str()))),
            id: one.id,
            belief: one.belief,
            about: one.about,
            impact: one.impact,
            constituents: one.constituents,
            builds_on: one.builds_on,
            reflections: one.reflections,
        };
        Remainder {
            format: rubric.format,
            id: rubric.id,
            version: rubric.version,
            language: rubric.language,
            citation: rubric.citation,
            languages: rubric.languages,
            scale: scale.map(|one| StageRemainder { id: one.id, text: one.text, messages: one.messages }).collect(),
            groups: rubric.groups,
            domains: rubric.domains.into_iter().map(domain).collect(),
            lenses: rubric.lenses,
            modules: rubric.modules,
            strategies: rubric.strategies,
            glossary: rubric.glossary,
            resources: rubric.resources,
            extensions: rubric.extensions,
        }
    }
}
