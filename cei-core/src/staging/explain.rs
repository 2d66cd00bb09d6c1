//! What a profile says about each node: SPEC 5.

use std::cell::RefCell;
use std::collections::HashMap;

use super::Rules;
use super::profile::{
    Because, Bound, CompetencyProfile, DomainProfile, GroupProfile, LensPartProfile, LensProfile, Next, Note,
    NoteSeverity, OverallProfile, PointsOf, Profile, ProfileFormat, Raise, RulesVersion, Saying, Status,
};
use super::rule::CompiledRule;
use super::stages::{Competency, Fill, Node, Stages, over};
use super::words::{Level, Sentence};
use crate::assessment::check;
use crate::diagnostic::{Code, Diagnostic, Findings, Language, Param, Params, Report};
use crate::policy::Effect;
use crate::tally::Tally;
use crate::values::{Count, Extensions, Id, Json, Line, Text};

/// The stages as the answers are, and with every missing answer at the lowest and at the highest stage.
struct Three {
    actual: Stages,
    low: Stages,
    high: Stages,
    /// The sentences so far: of nodes that are alike the same is said.
    said: RefCell<HashMap<(Level, Node), Text>>,
}

/// One node three times.
#[derive(Clone, Copy)]
struct Triple<'a> {
    actual: &'a Node,
    low: Option<u8>,
    high: Option<u8>,
}

impl Rules {
    /// The profile of a tally: every stage with its reason, its range and the cheapest next step.
    ///
    /// # Errors
    ///
    /// A report with `rubric_mismatch` if the tally is of a rubric with another structure than the one that these rules
    /// were compiled for: its counts stand in other places.
    pub fn stage(&self, tally: &Tally) -> Result<Profile, Report> {
        if self.rubric.structure() != tally.rubric().structure() {
            let mut findings = Findings::default();
            check::other_rubric(&tally.rubric().reference(), &self.rubric.reference(), &mut findings);
            return Err(findings.into_report("").without_positions());
        }
        Ok(self.profile(tally))
    }

    /// The profile of a tally of this rubric.
    pub(crate) fn profile(&self, tally: &Tally) -> Profile {
        let k = self.rubric.stages();
        let three = Three {
            actual: self.stages(tally, Fill::None),
            low: self.stages(tally, Fill::With(1)),
            high: self.stages(tally, Fill::With(k)),
            said: RefCell::default(),
        };
        let document = self.rubric.document();
        let mut notes = Vec::new();
        let mut domains = Vec::with_capacity(document.domains.len());
        for (index, (domain, range)) in document.domains.iter().zip(self.rubric.domain_ranges()).enumerate() {
            let Some(triple) = triple(index, &three, |stages| &stages.domains) else { continue };
            let path = format!("/domains/{index}");
            notes.extend(self.note_ahead(index, triple.actual, &path, &three.actual));
            let below: Vec<(&Id, &Node)> = three
                .in_range(range)
                .zip(&domain.competencies)
                .map(|(one, document)| (&document.id, &one.node))
                .collect();
            let mut profile =
                DomainProfile::from(self.say(&self.domain, Level::Domain, triple, &below, Some(index), &three));
            profile.id = domain.id.clone();
            for (below, index) in range.clone().enumerate() {
                let path = format!("{path}/competencies/{below}");
                notes.extend(self.notes_of_competency(index, &three.actual, &path, tally));
                profile.competencies.extend(self.competency_profile(index, &three, tally));
            }
            domains.push(profile);
        }
        Profile {
            format: ProfileFormat::Format,
            rules: RulesVersion::One,
            rubric: self.rubric.stamp(),
            policy: self.stamp().clone(),
            assessment: tally.assessment().clone(),
            subject: tally.subject().cloned(),
            period: tally.period().cloned(),
            overall: self.overall_profile(&three),
            domains,
            lenses: self.lens_profiles(&three),
            notes,
        }
    }

    fn overall_profile(&self, three: &Three) -> Option<OverallProfile> {
        let rule = self.overall.as_ref()?;
        let triple = Triple {
            actual: three.actual.overall.as_ref()?,
            low: three.low.overall.as_ref()?.stage,
            high: three.high.overall.as_ref()?.stage,
        };
        let below: Vec<(&Id, &Node)> =
            self.rubric.document().domains.iter().map(|domain| &domain.id).zip(&three.actual.domains).collect();
        Some(OverallProfile::from(self.say(rule, Level::Overall, triple, &below, None, three)))
    }

    fn competency_profile(&self, index: usize, three: &Three, tally: &Tally) -> Option<CompetencyProfile> {
        let actual = three.actual.competencies.get(index)?;
        let (low, high) = (three.low.competencies.get(index)?, three.high.competencies.get(index)?);
        let triple = Triple { actual: &actual.node, low: low.node.stage, high: high.node.stage };
        let voices: Vec<(&Id, &Node)> = self
            .rubric
            .groups()
            .iter()
            .zip(&actual.groups)
            .filter_map(|(id, node)| node.as_ref().map(|node| (id, node)))
            .collect();
        let saying = self.say(&self.groups, Level::Competency, triple, &voices, None, three);
        let mut profile = CompetencyProfile::from(saying);
        profile.id = self.rubric.competencies().get(index)?.clone();
        profile.source = actual.source;
        for (group, node) in actual.groups.iter().enumerate() {
            let Some(node) = node else { continue };
            let stage_of = |competency: &Competency| competency.groups.get(group)?.as_ref()?.stage;
            let triple = Triple { actual: node, low: stage_of(low), high: stage_of(high) };
            let mut voice = GroupProfile::from(self.say(&self.raters, Level::Group, triple, &[], None, three));
            let counts = tally.cells(index).get(group)?;
            voice.group = self.rubric.groups().get(group)?.clone();
            voice.stages = counts
                .stages
                .iter()
                .take(usize::from(self.rubric.stages()))
                .map(|count| Count::new(*count).unwrap_or_default())
                .collect();
            voice.missing = counts.missing;
            profile.groups.push(voice);
        }
        Some(profile)
    }

    fn lens_profiles(&self, three: &Three) -> Vec<LensProfile> {
        let mut lenses: Vec<LensProfile> = Vec::new();
        for (index, part) in self.rubric.parts().iter().enumerate() {
            let Some(triple) = triple(index, three, |stages| &stages.parts) else { continue };
            let Some(lens) = self.rubric.document().lenses.get(part.lens) else { continue };
            let Some(document) = lens.parts.get(part.part) else { continue };
            let below: Vec<(&Id, &Node)> = part
                .competencies
                .iter()
                .filter_map(|index| {
                    let id = self.rubric.competencies().get(*index)?;
                    Some((id, &three.actual.competencies.get(*index)?.node))
                })
                .collect();
            let saying = self.say(&self.domain, Level::Domain, triple, &below, None, three);
            let mut profile = LensPartProfile::from(saying);
            profile.id = document.id.clone();
            match lenses.last_mut().filter(|last| last.id == lens.id) {
                Some(last) => last.parts.push(profile),
                None => lenses.push(LensProfile { id: lens.id.clone(), parts: vec![profile] }),
            }
        }
        lenses
    }

    /// What is said of a node. `below` are the voices or nodes it is made of; a group has none with a name.
    fn say(
        &self,
        rule: &CompiledRule,
        level: Level,
        triple: Triple<'_>,
        below: &[(&Id, &Node)],
        domain: Option<usize>,
        three: &Three,
    ) -> Saying {
        let node = triple.actual;
        let held_by = match (node.bound, domain) {
            (Some(Bound::Foundation), Some(index)) => self.foundations_at(index, node.foundation, &three.actual),
            _ => Vec::new(),
        };
        Saying {
            status: node.status,
            stage: self.stage_name(node.stage),
            range: self.range(triple),
            because: self.because(rule, level, node, &three.said),
            next: self.next(rule, node, below),
            held_by,
        }
    }

    /// What is said of any competencies together, by the rule for a domain. No range: that depends on the answers.
    pub(crate) fn together(&self, members: &[(&Id, Status, Option<u8>)]) -> Saying {
        let nodes: Vec<(&Id, Node)> = members
            .iter()
            .map(|(id, status, stage)| (*id, Node { stage: *stage, ..Node::without_votes(*status) }))
            .collect();
        let node = over(&self.domain, &nodes.iter().map(|(_, node)| node).collect::<Vec<_>>());
        let below: Vec<(&Id, &Node)> = nodes.iter().map(|(id, node)| (*id, node)).collect();
        Saying {
            status: node.status,
            stage: self.stage_name(node.stage),
            range: Vec::new(),
            because: self.because(&self.domain, Level::Domain, &node, &RefCell::default()),
            next: self.next(&self.domain, &node, &below),
            held_by: Vec::new(),
        }
    }

    fn stage_name(&self, stage: Option<u8>) -> Option<Id> {
        stage.and_then(|stage| self.rubric.stage_id(stage)).cloned()
    }

    /// "from the lowest to the highest of those of the three results that have a stage. Absent if a filled-in one has
    /// none."
    fn range(&self, triple: Triple<'_>) -> Vec<Id> {
        let (Some(low), Some(high)) = (triple.low, triple.high) else { return Vec::new() };
        let all = [Some(low), Some(high), triple.actual.stage];
        let ends = [all.iter().flatten().min(), all.iter().flatten().max()];
        ends.iter().filter_map(|end| self.stage_name(end.copied())).collect()
    }

    fn because(
        &self,
        rule: &CompiledRule,
        level: Level,
        node: &Node,
        said: &RefCell<HashMap<(Level, Node), Text>>,
    ) -> Because {
        let votes = node.votes.total();
        let need = rule.need(votes).filter(|_| votes > 0);
        let points = (votes > 0 && !rule.is_reach())
            .then(|| PointsOf { have: node.votes.points(), of: rule.most_points(votes) });
        let reached = match need {
            Some(_) => (1..=rule.k()).map(|stage| node.votes.reached(stage)).collect(),
            None => Vec::new(),
        };
        let sentence = Sentence { rules: self, rule, level, node };
        let in_both = || Text::bilingual(sentence.in_language(Language::En), sentence.in_language(Language::Es));
        let text = said.borrow_mut().entry((level, *node)).or_insert_with(in_both).clone();
        Because { bound: node.bound, votes, members: node.members, reached, need, points, text }
    }

    /// "Absent without a stage, at the top, and where a hold or a decision binds"
    fn next(&self, rule: &CompiledRule, node: &Node, below: &[(&Id, &Node)]) -> Option<Next> {
        if !matches!(node.bound, Some(Bound::Reach | Bound::Points | Bound::Within)) {
            return None;
        }
        let named: Vec<(&Id, u8)> = below.iter().filter_map(|(id, node)| Some((*id, node.stage?))).collect();
        let bins: Vec<(u8, u64)> = match named.as_slice() {
            [] => node.votes.iter().collect(),
            named => named.iter().map(|(_, stage)| (*stage, 1)).collect(),
        };
        let steps = rule.next(&bins, node.stage?)?;
        let mut raise = Vec::new();
        for (index, ((from, _), parts)) in bins.iter().zip(&steps.raised).enumerate() {
            for (to, votes) in parts.iter().filter(|(to, votes)| to != from && *votes > 0) {
                let id = named.get(index).map(|(id, _)| (*id).clone());
                raise.push(Raise {
                    votes: id.is_none().then_some(*votes),
                    id,
                    from: self.stage_name(Some(*from))?,
                    to: self.stage_name(Some(*to))?,
                });
            }
        }
        Some(Next { stage: self.stage_name(Some(steps.stage))?, steps: steps.steps, raise })
    }

    /// The foundations of a domain that stand at `lowest`.
    fn foundations_at(&self, domain: usize, lowest: Option<u8>, stages: &Stages) -> Vec<Id> {
        let below = self.rubric.builds_on(domain);
        let at_lowest = |index: &&usize| stages.domains.get(**index).is_some_and(|node| node.stage == lowest);
        let id = |index: &usize| self.rubric.document().domains.get(*index).map(|domain| domain.id.clone());
        below.iter().filter(at_lowest).filter_map(id).collect()
    }

    fn note_ahead(&self, index: usize, node: &Node, path: &str, stages: &Stages) -> Option<Note> {
        let check = self.foundation.as_ref()?;
        let lowest = node.foundation?;
        let domain = self.rubric.document().domains.get(index)?;
        let foundations = self.foundations_at(index, Some(lowest), stages);
        let params = Params::new()
            .with("id", domain.id.as_str())
            .with("stage", self.stage_name(node.before)?.as_str())
            .with("foundations", names(&foundations))
            .with("lowest", self.stage_name(Some(lowest))?.as_str())
            .with("held", check.effect == Effect::Hold);
        Some(note(Code::AheadOfFoundation, path, params))
    }

    fn notes_of_competency(&self, index: usize, stages: &Stages, path: &str, tally: &Tally) -> Vec<Note> {
        let mut notes = Vec::new();
        let (Some(competency), Some(id)) = (stages.competencies.get(index), self.rubric.competencies().get(index))
        else {
            return notes;
        };
        if competency.node.status == Status::OutOfScope {
            return notes;
        }
        let params = || Params::new().with("id", id.as_str());
        let name = |stage: Option<u8>| self.stage_name(stage).map_or_else(String::new, |id| id.to_string());
        let decided = self.decided(tally, index);
        if decided.is_some() && competency.by_votes.is_some() && decided != competency.by_votes {
            let params = params().with("decision", name(decided)).with("votes", name(competency.by_votes));
            notes.push(note(Code::DecisionDiffers, path, params));
        }
        if let (Some(check), Some(before)) = (&self.evidence, competency.node.before) {
            let params = params()
                .with("stage", name(Some(before)))
                .with("items", competency.evidence.items)
                .with("needed_items", check.items)
                .with("groups", competency.evidence.groups)
                .with("needed_groups", check.groups)
                .with("held", check.effect == Effect::Hold);
            notes.push(note(Code::EvidenceMissing, path, params));
        }
        let below: Vec<Id> = self
            .rubric
            .groups()
            .iter()
            .zip(&competency.groups)
            .filter(|(_, node)| {
                let stage = node.as_ref().and_then(|node| node.stage);
                stage.is_some() && stage < competency.node.stage
            })
            .map(|(id, _)| id.clone())
            .collect();
        if !below.is_empty() {
            notes.push(note(Code::VoiceBelow, path, params().with("groups", names(&below))));
        }
        notes
    }
}

impl Three {
    fn in_range(&self, range: &std::ops::Range<usize>) -> impl Iterator<Item = &Competency> {
        self.actual.competencies.iter().skip(range.start).take(range.len())
    }
}

fn triple<'a>(index: usize, three: &'a Three, nodes: impl Fn(&'a Stages) -> &'a Vec<Node>) -> Option<Triple<'a>> {
    Some(Triple {
        actual: nodes(&three.actual).get(index)?,
        low: nodes(&three.low).get(index)?.stage,
        high: nodes(&three.high).get(index)?.stage,
    })
}

fn names(ids: &[Id]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

impl Profile {
    /// Its notes as a report; those whose code this library does not know are left out.
    #[must_use]
    pub fn report(&self) -> Report {
        Report::new(self.notes.iter().filter_map(Note::diagnostic).collect())
    }
}

impl Note {
    /// As a diagnostic; `None` where its code is not one that this library knows.
    #[must_use]
    pub fn diagnostic(&self) -> Option<Diagnostic> {
        let code = Code::from_name(self.code.as_str())?;
        let text = |json: &Json| match json {
            Json::String(text) => Some(text.clone()),
            _ => None,
        };
        let mut params = Params::new();
        for name in code.entry().params {
            let Some((_, value)) = self.params.0.iter().find(|(known, _)| known == name) else { continue };
            params = match value {
                Json::String(text) => params.with(name, text.as_str()),
                Json::Number(number) => params.with(name, number.as_u64().unwrap_or_default()),
                Json::Bool(flag) => params.with(name, *flag),
                Json::Array(items) => params.with(name, items.iter().filter_map(text).collect::<Vec<_>>()),
                Json::Null | Json::Object(_) => params,
            };
        }
        let path = self.path.as_str().to_owned();
        Some(Diagnostic { severity: code.severity(), code, path, at: None, position: None, params })
    }
}

/// A note in both languages, with the shape of a diagnostic.
pub(crate) fn note(code: Code, path: &str, params: Params) -> Note {
    let json = |param: &Param| match param {
        Param::Text(text) => Json::String(text.clone()),
        Param::Number(number) => Json::Number((*number).into()),
        Param::Flag(flag) => Json::Bool(*flag),
        Param::List(items) => Json::Array(items.iter().cloned().map(Json::String).collect()),
    };
    let fields = params.iter().map(|(name, param)| (name.to_owned(), json(param))).collect();
    let diagnostic =
        Diagnostic { severity: code.severity(), code, path: path.to_owned(), at: None, position: None, params };
    let both = |words: &dyn Fn(Language) -> String| Text::bilingual(words(Language::En), words(Language::Es));
    Note {
        severity: NoteSeverity::Note,
        code: Id::new(code.name()).unwrap_or_else(Id::unreadable),
        path: Line::new(path).unwrap_or_else(Line::unreadable),
        message: both(&|language| diagnostic.message(language)),
        help: both(&|language| diagnostic.help(language)),
        params: Extensions(fields),
    }
}
