//! From counts to the stage of every node, level by level: SPEC 4.

use std::hash::{Hash, Hasher};

use super::Rules;
use super::profile::{Bound, Origin, Status};
use super::rule::{CompiledRule, Outcome, Votes};
use crate::diagnostic::Report;
use crate::policy::{Decide, Effect};
use crate::rubric::Part;
use crate::tally::{Counts, Tally};
use crate::values::AssessmentId;

/// What the rule and the checks around it made of one node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) status: Status,
    pub(crate) stage: Option<u8>,
    pub(crate) bound: Option<Bound>,
    pub(crate) votes: Votes,
    pub(crate) members: u64,
    /// Whether a recorded decision gave the stage.
    pub(crate) decided: bool,
    /// The stage before a check that was not met, whether that check holds or only notes.
    pub(crate) before: Option<u8>,
    /// For a domain that is ahead: the lowest stage among those it builds on.
    pub(crate) foundation: Option<u8>,
}

/// By what nodes differ in most: a hash of every field takes longer than it saves.
impl Hash for Node {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.stage, self.votes).hash(state);
    }
}

impl Node {
    pub(super) fn without_votes(status: Status) -> Self {
        Self {
            status,
            stage: None,
            bound: None,
            votes: Votes::default(),
            members: 0,
            decided: false,
            before: None,
            foundation: None,
        }
    }

    fn by_rule(rule: &CompiledRule, votes: Votes, members: u64) -> Self {
        let (status, stage, bound) = match rule.decide(&votes, members) {
            Outcome::Stage(stage, bound) => (Status::Staged, Some(stage), bound),
            Outcome::Insufficient(bound) => (Status::Insufficient, None, bound),
        };
        Self { stage, bound: Some(bound), votes, members, ..Self::without_votes(status) }
    }

    fn at(self, stage: u8, bound: Bound) -> Self {
        Self { status: Status::Staged, stage: Some(stage), bound: Some(bound), ..self }
    }

    /// Whether it belongs to what the level above is made of.
    fn is_member(&self) -> bool {
        !matches!(self.status, Status::NotApplicable | Status::OutOfScope)
    }
}

/// A competency and the voices in it.
#[derive(Clone, Debug)]
pub(crate) struct Competency {
    pub(crate) node: Node,
    /// The stage that the votes give, whatever was decided.
    pub(crate) by_votes: Option<u8>,
    pub(crate) source: Origin,
    pub(crate) evidence: Evidence,
    /// By group; `None` where a group did not answer.
    pub(crate) groups: Vec<Option<Node>>,
}

/// What backs a competency.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Evidence {
    pub(crate) items: u64,
    pub(crate) groups: u64,
}

/// The stages of a whole tally.
#[derive(Clone, Debug)]
pub(crate) struct Stages {
    pub(crate) competencies: Vec<Competency>,
    pub(crate) domains: Vec<Node>,
    pub(crate) overall: Option<Node>,
    pub(crate) parts: Vec<Node>,
}

/// What stands in for answers that are missing.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fill {
    /// Nothing.
    None,
    /// That stage.
    With(u8),
}

impl Rules {
    /// Stages everything. `fill` says what to take missing answers for.
    pub(crate) fn stages(&self, tally: &Tally, fill: Fill) -> Stages {
        let rubric = self.rubric();
        let competencies: Vec<Competency> =
            (0..rubric.competencies().len()).map(|index| self.competency(tally, index, fill)).collect();
        let (domains, overall) = self.domains(&competencies);
        let part = |part: &Part| over(&self.domain, &nodes(&competencies, &mut part.competencies.iter().copied()));
        let parts = rubric.parts().iter().map(part).collect();
        Stages { competencies, domains, overall, parts }
    }

    /// competencies → domains → overall.
    fn domains(&self, competencies: &[Competency]) -> (Vec<Node>, Option<Node>) {
        let rubric = self.rubric();
        let domain = |range: &std::ops::Range<usize>| over(&self.domain, &nodes(competencies, &mut range.clone()));
        let mut domains: Vec<Node> = rubric.domain_ranges().iter().map(domain).collect();
        for index in rubric.foundations_first() {
            self.check_foundation(*index, &mut domains);
        }
        let overall = self.overall.as_ref().map(|rule| over(rule, &domains.iter().collect::<Vec<_>>()));
        (domains, overall)
    }

    /// The stages of the domains, and the overall stage last if there is one, as numbers: 0 for none, 255 where it is not
    /// applicable. What [`Rules::stage`] says of them, and quicker, because nothing else is asked for.
    #[must_use]
    pub fn stage_numbers(&self, tally: &Tally) -> Vec<u8> {
        let each = |index| self.rated(tally, index, Fill::None, |_| {});
        let competencies: Vec<Competency> = (0..self.rubric().competencies().len()).map(each).collect();
        let (domains, overall) = self.domains(&competencies);
        let number = |node: Node| match node.status {
            Status::NotApplicable | Status::OutOfScope => 255,
            _ => node.stage.unwrap_or(0),
        };
        domains.into_iter().chain(overall).map(number).collect()
    }

    /// Reads an assessment, checks everything, and gives the stages of its domains as [`Rules::stage_numbers`] does.
    ///
    /// # Errors
    ///
    /// As [`Tally::of_valid_document`].
    pub fn read_stages(&self, document: impl AsRef<[u8]>) -> Result<Vec<u8>, Report> {
        Ok(self.stage_numbers(&Tally::of_valid_document(self.rubric(), document)?))
    }

    /// groups → competency, and around it the decision and the evidence.
    pub(super) fn competency(&self, tally: &Tally, index: usize, fill: Fill) -> Competency {
        let mut groups = Vec::new();
        let competency = self.rated(tally, index, fill, |group| groups.push(group));
        Competency { groups, ..competency }
    }

    /// A competency whose groups are shown to `each` and not kept.
    fn rated(&self, tally: &Tally, index: usize, fill: Fill, mut each: impl FnMut(Option<Node>)) -> Competency {
        if tally.is_out_of_scope(index) {
            return Competency {
                node: Node::without_votes(Status::OutOfScope),
                by_votes: None,
                source: Origin::Tally,
                evidence: Evidence::default(),
                groups: Vec::new(),
            };
        }
        let mut votes = Votes::default();
        let mut members = 0_u64;
        let mut nobody_answered = true;
        for counts in tally.cells(index) {
            let group = self.group(counts, fill);
            if let Some(node) = group {
                nobody_answered = false;
                members = members.saturating_add(u64::from(node.is_member()));
                node.stage.into_iter().for_each(|stage| votes.add(stage, 1));
            }
            each(group);
        }
        let node = if members == 0 && !nobody_answered {
            Node::without_votes(Status::NotApplicable)
        } else {
            Node::by_rule(&self.groups, votes, members)
        };
        let by_votes = node.stage;
        let (mut node, source) = self.decide(tally, index, node);
        if let Fill::With(stage) = fill
            && (node.status == Status::Undecided || (nobody_answered && node.stage.is_none()))
        {
            node = node.at(stage, Bound::Reach);
        }
        let mut competency =
            Competency { node, by_votes, source, evidence: self.evidence_of(tally, index), groups: Vec::new() };
        self.check_evidence(&mut competency);
        competency
    }

    /// What the rule makes of the counts of one group; nothing where nobody answered.
    pub(crate) fn of_group(&self, counts: &Counts) -> Option<(Status, Option<u8>)> {
        self.group(counts, Fill::None).map(|node| (node.status, node.stage))
    }

    /// raters → group.
    pub(super) fn group(&self, counts: &Counts, fill: Fill) -> Option<Node> {
        if !counts.answered() {
            return None;
        }
        let mut votes = Votes::from_counts(counts.stages);
        let members = votes.total().saturating_add(counts.open());
        if members == 0 {
            return Some(Node::without_votes(Status::NotApplicable));
        }
        if let Fill::With(stage) = fill {
            votes.add(stage, counts.open());
        }
        Some(Node::by_rule(&self.raters, votes, members))
    }

    /// "a recorded decision is the competency's stage, over anything else but out of scope"
    fn decide(&self, tally: &Tally, index: usize, node: Node) -> (Node, Origin) {
        let decided = self.decided(tally, index);
        match (self.decision, decided) {
            (Decide::Prefer | Decide::Require, Some(stage)) => {
                let bound = if stage == self.domain.k() { Bound::Top } else { Bound::Decision };
                (Node { decided: true, ..node.at(stage, bound) }, Origin::Decision)
            }
            (Decide::Require, None) if node.status != Status::NotApplicable => {
                let bound = Some(Bound::NoDecision);
                (Node { status: Status::Undecided, stage: None, bound, ..node }, Origin::Tally)
            }
            _ => (node, Origin::Tally),
        }
    }

    /// What is left of the stage that the votes give a competency when there is no decision and no evidence.
    pub(super) fn settled(&self, stage: u8) -> Option<u8> {
        let tally = Tally::new(self.rubric(), AssessmentId::unreadable());
        let node = Node::without_votes(Status::Insufficient).at(stage, Bound::Reach);
        let (node, source) = self.decide(&tally, 0, node);
        let evidence = Evidence::default();
        let mut competency = Competency { node, by_votes: Some(stage), source, evidence, groups: Vec::new() };
        self.check_evidence(&mut competency);
        competency.node.stage
    }

    /// The stage that was decided, unless the policy ignores decisions.
    pub(crate) fn decided(&self, tally: &Tally, index: usize) -> Option<u8> {
        let decision = tally.decision(index).filter(|_| self.decision != Decide::Ignore)?;
        self.rubric().stage_number(decision.stage.as_str())
    }

    /// "the items on every rating of the competency, whatever its answer, and on the decision unless ignored"
    fn evidence_of(&self, tally: &Tally, index: usize) -> Evidence {
        let decision = tally.decision(index).filter(|_| self.decision != Decide::Ignore);
        let mut evidence = Evidence { items: decision.map_or(0, |decision| decision.evidence.len() as u64), groups: 0 };
        for counts in tally.cells(index) {
            evidence.items = evidence.items.saturating_add(counts.evidence);
            evidence.groups = evidence.groups.saturating_add(u64::from(counts.evidence > 0));
        }
        evidence
    }

    fn check_evidence(&self, competency: &mut Competency) {
        let Some(check) = &self.evidence else { return };
        let Some(stage) = competency.node.stage.filter(|stage| *stage >= check.from) else { return };
        let Evidence { items, groups } = competency.evidence;
        if items >= check.items && groups >= check.groups {
            return;
        }
        competency.node.before = Some(stage);
        if check.effect == Effect::Hold {
            competency.node = competency.node.at(check.from.saturating_sub(1), Bound::Evidence);
        }
    }

    /// "domains are taken foundations first"
    fn check_foundation(&self, index: usize, domains: &mut [Node]) {
        let Some(check) = &self.foundation else { return };
        let below = self.rubric().builds_on(index);
        let lowest = below.iter().filter_map(|other| domains.get(*other)).filter_map(|node| node.stage).min();
        let (Some(lowest), Some(node)) = (lowest, domains.get_mut(index)) else { return };
        let most = lowest.saturating_add(check.ahead);
        let Some(stage) = node.stage.filter(|stage| *stage > most) else { return };
        node.before = Some(stage);
        node.foundation = Some(lowest);
        if check.effect == Effect::Hold {
            *node = node.at(most, Bound::Foundation);
        }
    }
}

/// The nodes of these competencies.
fn nodes<'a>(competencies: &'a [Competency], indices: &mut dyn Iterator<Item = usize>) -> Vec<&'a Node> {
    indices.filter_map(|index| competencies.get(index)).map(|competency| &competency.node).collect()
}

/// competencies → domain, domains → overall, competencies → lens part.
pub(super) fn over(rule: &CompiledRule, nodes: &[&Node]) -> Node {
    if nodes.iter().all(|node| node.status == Status::OutOfScope) {
        return Node::without_votes(Status::OutOfScope);
    }
    let mut votes = Votes::default();
    let mut members = 0_u64;
    for node in nodes.iter().filter(|node| node.is_member()) {
        members = members.saturating_add(1);
        if let Some(stage) = node.stage {
            votes.add(stage, 1);
        }
    }
    if members == 0 {
        return Node::without_votes(Status::NotApplicable);
    }
    Node::by_rule(rule, votes, members)
}
