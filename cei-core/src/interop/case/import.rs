//! From a CFPackage, and packages that translate it, to a rubric.

use std::collections::HashMap;

use super::identity::{Identity, Part, extension_of, line};
use super::package::{AnyPackage, Criterion, Item, Level, Origin, Remainder};
use super::view::{View, in_order};
use super::words::{Slot, Words};
use crate::diagnostic::{Code, Findings, Params};
use crate::interop::slug::{Given, slug};
use crate::rubric::{Competency, Domain, Rubric, RubricDocument, RubricFormat, Stage};
use crate::values::{ById, Id, LanguageTag, Line, Text};

/// The first package is the rubric, the others translate it; each with the path to it.
pub(super) fn import(packages: &[(String, &AnyPackage)], findings: &mut Findings) -> Option<Rubric> {
    let mut views = packages.iter().map(|(root, one)| {
        findings.milder(&format!("{root}/"), Code::UnknownField, Code::NotKept);
        (format!("{root}{}", one.step), &one.package)
    });
    let (at, package) = views.next()?;
    let translations: Vec<_> = views.collect();
    let view = View::new(package, at, findings);
    let mut import = Import::new(&view, findings);
    for (at, package) in translations {
        let translation = View::new(package, at, findings);
        import.translation(&translation, findings);
    }
    if findings.has_errors() {
        return None;
    }
    let places = import.places();
    let rubric = Rubric::new(import.into_rubric());
    rubric
        .map_err(|report| {
            for found in report.diagnostics() {
                findings.meaning(found.code, places.of(&found.path), found.params.clone());
            }
        })
        .ok()
}

/// A domain or a competency.
#[derive(Clone, Debug)]
enum Node {
    Domain(Id),
    Competency(Id),
}

#[derive(Debug)]
struct DomainFound {
    id: Id,
    /// Its item, or what its criteria have for a category.
    item: Option<usize>,
    category: String,
    competencies: Vec<CompetencyFound>,
}

#[derive(Debug)]
struct CompetencyFound {
    id: Id,
    item: Option<usize>,
    criterion: Line,
    at: String,
}

struct Import<'a> {
    view: &'a View<'a>,
    remainder: Option<&'a Remainder>,
    words: Words,
    stages: Vec<Id>,
    domains: Vec<DomainFound>,
    /// What an item became.
    nodes: HashMap<&'a str, Node>,
}

impl<'a> Import<'a> {
    fn new(view: &'a View<'a>, findings: &mut Findings) -> Self {
        let rubric = view.rubric();
        let remainder = rubric.and_then(|rubric| rubric.extensions.as_ref()?.cei.as_ref());
        let words = Words::default();
        let mut import =
            Self { view, remainder, words, stages: Vec::new(), domains: Vec::new(), nodes: HashMap::new() };
        let document = &view.package.CFDocument;
        let ours = remainder.is_some();
        let title = rubric.and_then(|rubric| rubric.title.as_deref());
        let title = title.or_else(|| (!ours).then_some(document.title.as_str()));
        let text = rubric.and_then(|rubric| rubric.description.as_deref()).or(document.description.as_deref());
        import.words.put(Slot::Title, &view.language, title);
        import.words.put(Slot::Text, &view.language, text);
        import.scale(findings);
        import.competencies(findings);
        import
    }

    /// The one scale, which all criteria must have.
    fn scale(&mut self, findings: &mut Findings) {
        let criteria = self.view.criteria();
        let least_one = format!("{}/CFRubricCriteria", self.view.rubric_at());
        if self.view.rubric().is_some() {
            crate::rubric::size(findings, &least_one, criteria.len(), 1, usize::MAX);
        }
        let mut expected: Option<Vec<String>> = None;
        for (at, criterion) in &criteria {
            let at = format!("{at}/CFRubricCriterionLevels");
            let (levels, agree) = in_order(criterion);
            if !agree {
                findings.meaning(Code::LevelOrder, at.clone(), Params::new());
            }
            let labels: Vec<String> = levels.iter().map(|(_, level)| label(level)).collect();
            match &expected {
                Some(expected) if *expected != labels => {
                    let params = Params::new().with("found", labels).with("expected", expected.clone());
                    findings.meaning(Code::LevelsDiffer, at, params);
                    continue;
                }
                Some(_) => {}
                None => {
                    self.stages = stage_ids(&levels);
                    expected = Some(labels);
                }
            }
            for ((index, level), stage) in levels.iter().zip(self.stages.clone()) {
                let path = format!("{at}/{index}/quality");
                self.put(Slot::Stage(stage), &self.view.language.clone(), level.quality.as_deref(), path, findings);
            }
        }
    }

    /// Keeps words, and reports others that are there already.
    fn put(&mut self, slot: Slot, language: &LanguageTag, words: Option<&str>, path: String, findings: &mut Findings) {
        if let Some(kept) = self.words.put(slot, language, words) {
            let params = Params::new().with("found", words.unwrap_or_default()).with("kept", kept);
            findings.meaning(Code::TextDiffers, path, params);
        }
    }

    fn competencies(&mut self, findings: &mut Findings) {
        let mut given = Given::default();
        if let Some(remainder) = self.remainder {
            for domain in &remainder.domains {
                given.first_free([domain.id.clone()]);
            }
        }
        for (number, (at, criterion)) in (1_u32..).zip(self.view.criteria()) {
            let item = self.item_of(&at, criterion, findings);
            let own = criterion.extensions.as_ref().and_then(|one| one.cei.as_ref()).map(|one| one.competency.clone());
            let code = item.and_then(|(_, item)| Id::new(item.humanCodingScheme.as_deref()?));
            let candidates = [
                code,
                item.and_then(|(_, item)| Id::new(item.identifier.as_str())),
                Id::new(criterion.identifier.as_str()),
                Id::new(&format!("competency-{number}")),
            ];
            let id = own.or_else(|| given.first_free(candidates.into_iter().flatten())).unwrap_or_else(Id::unreadable);
            self.competency_words(&id, &at, criterion, item, findings);
            if let Some((_, item)) = item {
                self.nodes.insert(item.identifier.as_str(), Node::Competency(id.clone()));
            }
            let domain = self.domain(&at, criterion, item.map(|(index, _)| index), &mut given, findings);
            let item = item.map(|(index, _)| index);
            if let Some(domain) = self.domains.get_mut(domain) {
                domain.competencies.push(CompetencyFound { id, item, criterion: criterion.identifier.clone(), at });
            }
        }
        for (index, item) in self.view.package.CFItems.iter().enumerate() {
            if !self.nodes.contains_key(item.identifier.as_str()) {
                let params = Params::new().with("field", item.fullStatement.as_str());
                findings.meaning(Code::NotKept, self.view.item_at(index), params);
            }
        }
    }

    fn item_of(&self, at: &str, criterion: &Criterion, findings: &mut Findings) -> Option<(usize, &'a Item)> {
        let Some(link) = &criterion.CFItemURI else {
            findings.meaning(Code::MissingItem, at.to_owned(), Params::new());
            return None;
        };
        let found = self.view.item(link.identifier.as_str());
        if found.is_none() {
            let params = Params::new().with("id", link.identifier.as_str());
            findings.meaning(Code::UnknownItem, format!("{at}/CFItemURI/identifier"), params);
        }
        found
    }

    fn competency_words(
        &mut self,
        id: &Id,
        at: &str,
        criterion: &Criterion,
        item: Option<(usize, &'a Item)>,
        findings: &mut Findings,
    ) {
        let language = self.view.language.clone();
        let description = criterion.description.as_deref().filter(|words| !Text::is_blank(words));
        let title = || Slot::CompetencyTitle(id.clone());
        if let Some((_, item)) = item {
            let notes = item.notes.as_deref().filter(|words| !Text::is_blank(words));
            let statement_language = self.view.language_of(item);
            self.words.put(title(), &statement_language, Some(item.fullStatement.as_str()));
            self.words.put(Slot::CompetencyText(id.clone()), &language, notes);
            if self.remainder.is_none() && notes.is_none() && description != Some(item.fullStatement.as_str()) {
                self.words.put(Slot::CompetencyText(id.clone()), &language, description);
            } else {
                self.put(title(), &language, description, format!("{at}/description"), findings);
            }
        } else {
            let link = criterion.CFItemURI.as_ref().map(|link| link.title.as_str());
            if description.or(link).is_none() {
                findings.meaning(Code::MissingField, at.to_owned(), Params::new().with("field", "description"));
            }
            self.words.put(title(), &language, description.or(link));
        }
        for ((_, level), stage) in in_order(criterion).0.iter().zip(self.stages.clone()) {
            self.words.put(Slot::Descriptor(id.clone(), stage), &language, level.description.as_deref());
        }
    }

    /// Which domain the competency belongs to: the item above its own, else its category, else the whole rubric.
    fn domain(
        &mut self,
        at: &str,
        criterion: &Criterion,
        item: Option<usize>,
        given: &mut Given,
        findings: &mut Findings,
    ) -> usize {
        let parent = item.and_then(|item| self.view.parent(item));
        let category = criterion.category.as_deref().unwrap_or_default().trim();
        let known = self.domains.iter().position(|domain| match parent {
            Some((index, _)) => domain.item == Some(index),
            None => domain.item.is_none() && domain.category == category,
        });
        let found = known.unwrap_or_else(|| self.add_domain(parent, category, given));
        let language = self.view.language.clone();
        if let Some(id) = self.domains.get(found).filter(|_| parent.is_some()).map(|domain| domain.id.clone()) {
            let words = criterion.category.as_deref();
            self.put(Slot::DomainTitle(id), &language, words, format!("{at}/category"), findings);
        }
        found
    }

    fn add_domain(&mut self, parent: Option<(usize, &'a Item)>, category: &str, given: &mut Given) -> usize {
        let whole = self.view.package.CFDocument.title.as_str();
        let title = if category.is_empty() { whole } else { category };
        let own = self.remainder.and_then(|remainder| {
            let (_, item) = parent?;
            remainder.domains.iter().find(|one| one.item == item.identifier).map(|one| one.id.clone())
        });
        let candidates = [
            slug(parent.map_or(title, |(_, item)| item.fullStatement.as_str())),
            parent.and_then(|(_, item)| Id::new(item.identifier.as_str())),
            Id::new("domain"),
        ];
        let id = own.or_else(|| given.first_free(candidates.into_iter().flatten())).unwrap_or_else(Id::unreadable);
        let language = self.view.language.clone();
        match parent {
            Some((_, item)) => {
                let statement_language = self.view.language_of(item);
                self.words.put(Slot::DomainTitle(id.clone()), &statement_language, Some(item.fullStatement.as_str()));
                self.words.put(Slot::DomainText(id.clone()), &language, item.notes.as_deref());
                self.nodes.insert(item.identifier.as_str(), Node::Domain(id.clone()));
            }
            None => drop(self.words.put(Slot::DomainTitle(id.clone()), &language, Some(title))),
        }
        let (item, category) = (parent.map(|(index, _)| index), category.to_owned());
        self.domains.push(DomainFound { id, item, category, competencies: Vec::new() });
        self.domains.len().saturating_sub(1)
    }

    /// Takes in the words of a package that translates the rubric's.
    fn translation(&mut self, view: &View<'_>, findings: &mut Findings) {
        let language = view.language.clone();
        if let Some(rubric) = view.rubric() {
            self.words.put(Slot::Title, &language, rubric.title.as_deref());
            self.words.put(Slot::Text, &language, rubric.description.as_deref());
        }
        let mut nodes: HashMap<&str, Node> = self.nodes.iter().map(|(id, node)| (*id, node.clone())).collect();
        for (index, item) in view.package.CFItems.iter().enumerate() {
            let translated = view.translates.get(&index).copied();
            let Some(node) = translated.or_else(|| self.same_code(item)).and_then(|id| self.nodes.get(id)).cloned()
            else {
                let params = Params::new().with("id", translated.unwrap_or(item.identifier.as_str()));
                findings.meaning(Code::UnknownItem, view.item_at(index), params);
                continue;
            };
            nodes.insert(item.identifier.as_str(), node.clone());
            let (title, text) = match node {
                Node::Domain(id) => (Slot::DomainTitle(id.clone()), Slot::DomainText(id)),
                Node::Competency(id) => (Slot::CompetencyTitle(id.clone()), Slot::CompetencyText(id)),
            };
            if view.language_of(item) == language {
                let path = format!("{}/fullStatement", view.item_at(index));
                self.put(title, &language, Some(item.fullStatement.as_str()), path, findings);
            }
            self.words.put(text, &language, item.notes.as_deref());
        }
        for (at, criterion) in view.criteria() {
            let own = criterion.extensions.as_ref().and_then(|one| one.cei.as_ref()).map(|one| one.competency.clone());
            let link = criterion.CFItemURI.as_ref().map(|link| link.identifier.as_str());
            let linked = link.and_then(|id| match nodes.get(id) {
                Some(Node::Competency(id)) => Some(id.clone()),
                _ => None,
            });
            let Some(id) = own.or(linked) else {
                let params = Params::new().with("id", link.unwrap_or(criterion.identifier.as_str()));
                findings.meaning(Code::UnknownItem, at, params);
                continue;
            };
            for ((index, level), stage) in in_order(criterion).0.iter().zip(self.stages.clone()) {
                let stage = own_stage(level).unwrap_or(stage);
                let path = format!("{at}/CFRubricCriterionLevels/{index}/quality");
                self.put(Slot::Stage(stage.clone()), &language, level.quality.as_deref(), path, findings);
                self.words.put(Slot::Descriptor(id.clone(), stage), &language, level.description.as_deref());
            }
        }
    }

    /// The identifier of our item with the same code as this one.
    fn same_code(&self, item: &Item) -> Option<&'a str> {
        let code = item.humanCodingScheme.as_deref()?;
        let ours = self.view.package.CFItems.iter();
        ours.clone().find(|one| one.humanCodingScheme.as_deref() == Some(code)).map(|one| one.identifier.as_str())
    }

    fn places(&self) -> Places {
        let item = |domain: &DomainFound| domain.item.map(|index| self.view.item_at(index));
        let first = self.view.criteria().first().map(|(at, _)| at.clone()).unwrap_or_default();
        let rubric = self.view.rubric_at();
        let remainder = self.remainder.map(|_| format!("{rubric}/extensions/cei"));
        Places {
            domains: self
                .domains
                .iter()
                .map(|domain| {
                    let below: Vec<String> = domain.competencies.iter().map(|one| one.at.clone()).collect();
                    let extension =
                        self.remainder.and_then(|all| all.domains.iter().position(|one| one.id == domain.id));
                    let extension = extension.map(|index| format!("{rubric}/extensions/cei/domains/{index}"));
                    (item(domain).unwrap_or_else(|| rubric.clone()), extension, below)
                })
                .collect(),
            scale: format!("{first}/CFRubricCriterionLevels"),
            rest: remainder.unwrap_or(rubric),
        }
    }

    fn into_rubric(mut self) -> RubricDocument {
        let document = &self.view.package.CFDocument;
        let stages = std::mem::take(&mut self.stages);
        let domains = std::mem::take(&mut self.domains);
        let title = self.words.take_or(&Slot::Title, document.title.as_str());
        let remainder = self.remainder.cloned();
        let (id, version) = match &remainder {
            Some(kept) => (kept.id.clone(), kept.version.clone()),
            None => (
                slug(document.title.as_str()).or_else(|| Id::new("rubric")).unwrap_or_else(Id::unreadable),
                document
                    .version
                    .as_deref()
                    .and_then(|words| Id::new(words).or_else(|| slug(words)))
                    .or_else(|| Id::new("1"))
                    .unwrap_or_else(Id::unreadable),
            ),
        };
        let extensions = match &remainder {
            Some(kept) => kept.extensions.clone(),
            None => extension_of(&self.origin(&id, &version, &domains)),
        };
        let scale = stages.iter().enumerate().map(|(index, id)| {
            let kept = remainder.as_ref().and_then(|kept| kept.scale.iter().find(|one| one.id == *id));
            Stage {
                title: self.words.take_or(&Slot::Stage(id.clone()), &format!("{}", index.saturating_add(1))),
                text: kept.and_then(|one| one.text.clone()),
                messages: kept.map(|one| one.messages.clone()).unwrap_or_default(),
                id: id.clone(),
            }
        });
        let scale = scale.collect();
        let domains = domains.into_iter().map(|domain| self.make_domain(domain, &stages)).collect();
        let language = remainder.as_ref().map_or_else(|| self.view.language.clone(), |kept| kept.language.clone());
        RubricDocument {
            format: RubricFormat::Format,
            id,
            version,
            title,
            text: self.words.take(&Slot::Text),
            citation: match &remainder {
                Some(kept) => kept.citation.clone(),
                None => Some(Text::Plain(document.creator.as_str().to_owned())),
            },
            languages: remainder.as_ref().map(|kept| kept.languages.clone()).unwrap_or_default(),
            scale,
            groups: remainder.as_ref().map(|kept| kept.groups.clone()).unwrap_or_default(),
            domains,
            lenses: remainder.as_ref().map(|kept| kept.lenses.clone()).unwrap_or_default(),
            modules: remainder.as_ref().map(|kept| kept.modules.clone()).unwrap_or_default(),
            strategies: remainder.as_ref().map(|kept| kept.strategies.clone()).unwrap_or_default(),
            glossary: remainder.as_ref().map(|kept| kept.glossary.clone()).unwrap_or_default(),
            resources: remainder.as_ref().map(|kept| kept.resources.clone()).unwrap_or_default(),
            extensions,
            language,
        }
    }

    fn make_domain(&mut self, found: DomainFound, stages: &[Id]) -> Domain {
        let item = found.item.and_then(|index| self.view.package.CFItems.get(index));
        let kept = self.remainder.and_then(|all| all.domains.iter().find(|one| one.id == found.id)).cloned();
        let competencies = found.competencies.iter().map(|one| Competency {
            title: self.words.take_or(&Slot::CompetencyTitle(one.id.clone()), one.id.as_str()),
            text: self.words.take(&Slot::CompetencyText(one.id.clone())),
            descriptors: ById(
                stages
                    .iter()
                    .filter_map(|stage| {
                        let text = self.words.take(&Slot::Descriptor(one.id.clone(), stage.clone()))?;
                        Some((stage.clone(), text))
                    })
                    .collect(),
            ),
            id: one.id.clone(),
        });
        let competencies = competencies.collect();
        let domain = Domain {
            number: item.and_then(|item| Line::new(item.humanCodingScheme.as_deref()?)),
            title: self.words.take_or(&Slot::DomainTitle(found.id.clone()), found.id.as_str()),
            description: self.words.take(&Slot::DomainText(found.id.clone())),
            belief: None,
            about: None,
            impact: None,
            constituents: Vec::new(),
            builds_on: Vec::new(),
            reflections: Vec::new(),
            competencies,
            id: found.id,
        };
        match kept {
            Some(kept) => Domain {
                belief: kept.belief,
                about: kept.about,
                impact: kept.impact,
                constituents: kept.constituents,
                builds_on: kept.builds_on,
                reflections: kept.reflections,
                ..domain
            },
            None => domain,
        }
    }

    /// What the other program called the parts, where we would call them something else.
    fn origin(&self, id: &Id, version: &Id, domains: &[DomainFound]) -> Origin {
        let identity = Identity::new(id.as_str(), version.as_str(), &self.view.language, None, None);
        let other = |identifier: &Line, part: Part<'_>| {
            (identifier.as_str() != identity.derived(part)).then(|| identifier.clone())
        };
        let item =
            |index: Option<usize>, part: Part<'_>| other(&self.view.package.CFItems.get(index?)?.identifier, part);
        let below = || domains.iter().flat_map(|domain| &domain.competencies);
        let of_domain = |one: &DomainFound| Some((one.id.clone(), item(one.item, Part::Domain(one.id.as_str()))?));
        let of_competency =
            |one: &CompetencyFound| Some((one.id.clone(), item(one.item, Part::Competency(one.id.as_str()))?));
        let of_criterion =
            |one: &CompetencyFound| Some((one.id.clone(), other(&one.criterion, Part::Criterion(one.id.as_str()))?));
        let document = &self.view.package.CFDocument;
        Origin {
            last_change: Some(line(document.lastChangeDateTime.as_str())),
            document: other(&document.identifier, Part::Document),
            rubric: self.view.rubric().and_then(|rubric| other(&rubric.identifier, Part::Rubric)),
            items: ById(domains.iter().filter_map(of_domain).chain(below().filter_map(of_competency)).collect()),
            criteria: ById(below().filter_map(of_criterion).collect()),
        }
    }
}

/// Where the parts of the rubric stand in the package.
struct Places {
    /// Of each domain: its item, what CASE does not hold of it, and its criteria.
    domains: Vec<(String, Option<String>, Vec<String>)>,
    scale: String,
    rest: String,
}

impl Places {
    fn of(&self, path: &str) -> String {
        let mut steps = path.split('/').skip(1);
        let index = |step: Option<&str>| step.and_then(|step| step.parse::<usize>().ok());
        match steps.next() {
            Some("scale") => self.scale.clone(),
            Some("domains") => {
                let Some((item, extension, below)) = index(steps.next()).and_then(|index| self.domains.get(index))
                else {
                    return self.rest.clone();
                };
                match (steps.next(), extension) {
                    (Some("competencies"), _) => {
                        index(steps.next()).and_then(|index| below.get(index)).unwrap_or(item).clone()
                    }
                    (Some(field @ ("constituents" | "builds_on")), Some(extension)) => {
                        let rest: String = steps.map(|step| format!("/{step}")).collect();
                        format!("{extension}/{field}{rest}")
                    }
                    _ => item.clone(),
                }
            }
            _ if self.rest.ends_with("/cei") => format!("{}{path}", self.rest),
            _ => self.rest.clone(),
        }
    }
}

fn own_stage(level: &Level) -> Option<Id> {
    level.extensions.iter().find_map(|one| one.cei.as_ref()).map(|one| one.stage.clone())
}

/// What a level is told by, among those of other criteria.
fn label(level: &Level) -> String {
    own_stage(level).map_or_else(|| level.quality.as_deref().unwrap_or_default().trim().to_owned(), |id| id.to_string())
}

fn stage_ids(levels: &[(usize, &Level)]) -> Vec<Id> {
    let mut given = Given::default();
    let id = |(number, (_, level)): (u32, &(usize, &Level))| {
        let candidates = [slug(level.quality.as_deref().unwrap_or_default()), Id::new(&format!("stage-{number}"))];
        own_stage(level).or_else(|| given.first_free(candidates.into_iter().flatten())).unwrap_or_else(Id::unreadable)
    };
    (1..).zip(levels).map(id).collect()
}
