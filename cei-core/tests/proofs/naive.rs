//! The naive reading: SPEC sections 4 and 5, sentence by sentence, over plain numbers and fractions.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

pub(crate) const KINDS: [&str; 4] = ["unanswered", "dont_know", "not_applicable", "withheld"];
pub(crate) const NOT_APPLICABLE: usize = 2;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Share {
    Any,
    Majority,
    All,
    Of(i128, i128),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Reach(Share),
    Even,
    Cutoffs(Vec<(i128, i128)>),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rule {
    pub(crate) kind: Kind,
    pub(crate) within: Option<usize>,
    pub(crate) coverage: Share,
    pub(crate) min: i128,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Decide {
    Prefer,
    Ignore,
    Require,
}

#[derive(Clone, Debug)]
pub(crate) struct PolicyModel {
    pub(crate) raters: Rule,
    pub(crate) groups: Rule,
    pub(crate) domain: Rule,
    pub(crate) overall: Option<Rule>,
    pub(crate) decision: Decide,
    /// from (a stage number), items, groups, hold
    pub(crate) evidence: Option<(usize, i128, i128, bool)>,
    /// ahead, hold
    pub(crate) foundation: Option<(usize, bool)>,
}

#[derive(Clone, Debug)]
pub(crate) struct RubricModel {
    pub(crate) k: usize,
    /// Without `team`.
    pub(crate) groups: usize,
    /// How many competencies each domain has, and what it builds on.
    pub(crate) domains: Vec<(usize, Vec<usize>)>,
    /// The competencies of each part of each lens.
    pub(crate) lenses: Vec<Vec<Vec<usize>>>,
}

/// The answers of one group on one competency.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct CellModel {
    pub(crate) stages: Vec<i128>,
    pub(crate) missing: [i128; 4],
    pub(crate) evidence: i128,
}

/// What a tally holds.
#[derive(Clone, Debug)]
pub(crate) struct TallyModel {
    /// By competency, then group; `team` is the last group.
    pub(crate) cells: Vec<Vec<CellModel>>,
    /// Competency: stage, items of evidence.
    pub(crate) decisions: BTreeMap<usize, (usize, usize)>,
    pub(crate) out_of_scope: BTreeSet<usize>,
}

pub(crate) fn need(share: &Share, n: i128) -> i128 {
    match share {
        Share::Any => 1,
        Share::Majority => n / 2 + 1,
        Share::All => n,
        Share::Of(p, q) => ((p * n + q - 1) / q).max(1),
    }
}

pub(crate) fn cutoffs(kind: &Kind, k: usize) -> Vec<(i128, i128)> {
    match kind {
        Kind::Even => (1..k as i128).map(|step| (step, k as i128 - 1)).collect(),
        Kind::Cutoffs(list) => list.clone(),
        Kind::Reach(_) => Vec::new(),
    }
}

/// How many votes there are at each stage or above, from the lowest; `votes` are how many at each.
pub(crate) fn reached(votes: &[i128]) -> Vec<i128> {
    (0..votes.len()).map(|from| votes[from..].iter().sum()).collect()
}

pub(crate) fn points(votes: &[i128]) -> i128 {
    votes.iter().zip(0..).map(|(count, points)| count * points).sum()
}

pub(crate) fn lowest(votes: &[i128]) -> Option<usize> {
    votes.iter().position(|count| *count > 0).map(|index| index + 1)
}

pub(crate) fn highest(votes: &[i128]) -> Option<usize> {
    votes.iter().rposition(|count| *count > 0).map(|index| index + 1)
}

/// The stage that the rule's own kind gives.
pub(crate) fn own_kind(rule: &Rule, votes: &[i128]) -> usize {
    let (n, k) = (votes.iter().sum::<i128>(), votes.len());
    match &rule.kind {
        // "the highest stage that at least `share` of the votes have reached. The lowest stage is always reached."
        Kind::Reach(share) => {
            let wanted = need(share, n);
            (1..=k).filter(|stage| *stage == 1 || reached(votes)[stage - 1] >= wanted).max().unwrap()
        }
        // "the stage number is 1 + how many cutoffs that share has reached"
        kind => {
            let most = n * (k as i128 - 1);
            1 + cutoffs(kind, k).iter().filter(|(p, q)| points(votes) * q >= p * most).count()
        }
    }
}

/// "`within: w`: the result is at most w stages above the lowest vote"
pub(crate) fn capped(rule: &Rule, votes: &[i128]) -> usize {
    let own = own_kind(rule, votes);
    match (rule.within, lowest(votes)) {
        (Some(within), Some(lowest)) => own.min(lowest + within),
        _ => own,
    }
}

/// The stage, and what kept it from being higher, or from being at all.
pub(crate) fn apply(rule: &Rule, votes: &[i128], members: i128) -> (Option<usize>, &'static str) {
    let n: i128 = votes.iter().sum();
    if members == 0 {
        (None, "no_answers")
    } else if n < need(&rule.coverage, members) {
        (None, "coverage")
    } else if n < rule.min {
        (None, "min")
    } else {
        let stage = capped(rule, votes);
        let bound = if stage == votes.len() {
            "top"
        } else if stage < own_kind(rule, votes) {
            "within"
        } else if matches!(rule.kind, Kind::Reach(_)) {
            "reach"
        } else {
            "points"
        };
        (Some(stage), bound)
    }
}

pub(crate) fn histogram(votes: &[usize], k: usize) -> Vec<i128> {
    (1..=k).map(|stage| votes.iter().filter(|vote| **vote == stage).count() as i128).collect()
}

/// One cheapest way to `target`, as the text describes it: the votes afterwards.
pub(crate) fn raised(rule: &Rule, votes: &[usize], target: usize, k: usize) -> Vec<usize> {
    // "what `within` forces"
    let floor = rule.within.map_or(1, |within| target.saturating_sub(within));
    let mut after: Vec<usize> = votes.iter().map(|vote| (*vote).max(floor)).collect();
    match &rule.kind {
        // "then for reach the votes nearest the target (ties: earlier)"
        Kind::Reach(share) => {
            while (after.iter().filter(|vote| **vote >= target).count() as i128) < need(share, after.len() as i128) {
                let below = (0..after.len()).filter(|index| after[*index] < target);
                let nearest = below.min_by_key(|index| (target - after[*index], *index)).unwrap();
                after[nearest] = target;
            }
        }
        // "for points each earliest vote as far up as it goes"
        kind => {
            let (p, q) = cutoffs(kind, k)[target - 2];
            let most = (after.len() * (k - 1)) as i128;
            while points(&histogram(&after, k)) * q < p * most {
                *after.iter_mut().find(|vote| **vote < k).unwrap() += 1;
            }
        }
    }
    after
}

/// The fewest steps to `target` for votes too many to try every vector: by another argument than [`raised`].
pub(crate) fn fewest(rule: &Rule, votes: &[usize], target: usize, k: usize) -> usize {
    let floor = rule.within.map_or(1, |within| target.saturating_sub(within));
    match &rule.kind {
        Kind::Reach(share) => {
            // best[j]: fewest steps so that j of the votes so far are at the target and all are at the floor.
            let mut best = vec![Some(0_usize)];
            for vote in votes {
                let mut next = vec![None; best.len() + 1];
                for (count, steps) in best.iter().enumerate() {
                    let Some(steps) = steps else { continue };
                    let mut offer = |place: usize, cost: usize| {
                        let place: &mut Option<usize> = &mut next[place];
                        *place = Some(place.map_or(cost, |known| known.min(cost)));
                    };
                    offer(count + 1, steps + target.saturating_sub(*vote));
                    if *vote < target {
                        offer(count, steps + floor.saturating_sub(*vote));
                    }
                }
                best = next;
            }
            let enough = usize::try_from(need(share, votes.len() as i128)).unwrap();
            best.iter().skip(enough).flatten().copied().min().unwrap()
        }
        kind => {
            // A step is a point: as many as are wanted, or as the floor brings.
            let (p, q) = cutoffs(kind, k)[target - 2];
            let most = (votes.len() * (k - 1)) as i128;
            let wanted = (0..=most).find(|have| have * q >= p * most).unwrap();
            let forced: usize = votes.iter().map(|vote| (*vote).max(floor) - 1).sum();
            let have: usize = votes.iter().map(|vote| vote - 1).sum();
            usize::try_from(wanted).unwrap().max(forced).max(have) - have
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) status: &'static str,
    pub(crate) stage: Option<usize>,
    pub(crate) bound: Option<&'static str>,
    /// How many votes at each stage.
    pub(crate) votes: Vec<i128>,
    /// The votes by name, in rubric order; none for the answers of a group.
    pub(crate) named: Vec<(String, usize)>,
    pub(crate) members: i128,
    pub(crate) held_by: Vec<String>,
}

impl Node {
    pub(crate) fn without_votes(status: &'static str, k: usize) -> Self {
        Self { status, stage: None, bound: None, votes: vec![0; k], named: Vec::new(), members: 0, held_by: Vec::new() }
    }

    pub(crate) fn ruled(rule: &Rule, votes: Vec<i128>, named: Vec<(String, usize)>, members: i128) -> Self {
        let (stage, bound) = apply(rule, &votes, members);
        let status = if stage.is_some() { "staged" } else { "insufficient" };
        Self { status, stage, bound: Some(bound), votes, named, members, held_by: Vec::new() }
    }

    pub(crate) fn is_member(&self) -> bool {
        !["not_applicable", "out_of_scope"].contains(&self.status)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct CompetencyNode {
    pub(crate) node: Node,
    pub(crate) decided: bool,
    pub(crate) groups: Vec<(usize, Node)>,
}

/// A whole tally staged once.
pub(crate) struct Run {
    pub(crate) competencies: Vec<CompetencyNode>,
    pub(crate) domains: Vec<Node>,
    pub(crate) overall: Option<Node>,
    pub(crate) parts: Vec<Vec<Node>>,
    pub(crate) notes: Vec<Value>,
}

impl RubricModel {
    pub(crate) fn competencies(&self) -> usize {
        self.domains.iter().map(|(count, _)| count).sum()
    }

    pub(crate) fn range(&self, domain: usize) -> std::ops::Range<usize> {
        let first = self.domains[..domain].iter().map(|(count, _)| count).sum();
        first..first + self.domains[domain].0
    }

    pub(crate) fn group_id(&self, group: usize) -> String {
        if group == self.groups { "team".to_owned() } else { format!("g{group}") }
    }

    pub(crate) fn json(&self) -> Value {
        let list = |count: usize, mark: &str| -> Vec<Value> {
            (0..count).map(|index| json!({"id": format!("{mark}{index}"), "title": "t"})).collect()
        };
        let scale: Vec<Value> = (1..=self.k).map(|stage| json!({"id": stage_id(stage), "title": "t"})).collect();
        let domains: Vec<Value> = (0..self.domains.len())
            .map(|domain| {
                let competencies: Vec<Value> =
                    self.range(domain).map(|index| json!({"id": competency_id(index), "title": "t"})).collect();
                let builds_on: Vec<String> = self.domains[domain].1.iter().map(|other| domain_id(*other)).collect();
                json!({"id": domain_id(domain), "title": "t", "builds_on": builds_on, "competencies": competencies})
            })
            .collect();
        let part = |(index, competencies): (usize, &Vec<usize>)| {
            let ids: Vec<String> = competencies.iter().map(|index| competency_id(*index)).collect();
            json!({"id": format!("p{index}"), "title": "t", "competencies": ids})
        };
        let lens = |(index, parts): (usize, &Vec<Vec<usize>>)| {
            let parts: Vec<Value> = parts.iter().enumerate().map(part).collect();
            json!({"id": format!("l{index}"), "title": "t", "parts": parts})
        };
        let lenses: Vec<Value> = self.lenses.iter().enumerate().map(lens).collect();
        json!({"format": "cei.rubric/1", "id": "r", "version": "1", "title": "t", "scale": scale,
            "groups": list(self.groups, "g"), "domains": domains, "lenses": lenses})
    }
}

pub(crate) fn stage_id(stage: usize) -> String {
    format!("s{stage}")
}

pub(crate) fn competency_id(index: usize) -> String {
    format!("c{index}")
}

pub(crate) fn domain_id(index: usize) -> String {
    format!("d{index}")
}

impl Share {
    pub(crate) fn json(&self) -> Value {
        match self {
            Self::Any => json!("any"),
            Self::Majority => json!("majority"),
            Self::All => json!("all"),
            Self::Of(p, q) => json!(format!("{p}/{q}")),
        }
    }
}

impl Rule {
    pub(crate) fn of(kind: Kind) -> Self {
        Self { kind, within: None, coverage: Share::Any, min: 1 }
    }

    pub(crate) fn json(&self) -> Value {
        let mut rule = match &self.kind {
            Kind::Reach(share) => json!({"by": "reach", "share": share.json()}),
            Kind::Even => json!({"by": "points", "cutoffs": "even"}),
            Kind::Cutoffs(list) => {
                let list: Vec<String> = list.iter().map(|(p, q)| format!("{p}/{q}")).collect();
                json!({"by": "points", "cutoffs": list})
            }
        };
        rule["within"] = json!(self.within);
        rule["coverage"] = self.coverage.json();
        rule["min"] = json!(u64::try_from(self.min).unwrap());
        rule
    }
}

impl PolicyModel {
    pub(crate) fn json(&self, k: usize) -> Value {
        let decision = match self.decision {
            Decide::Prefer => "prefer",
            Decide::Ignore => "ignore",
            Decide::Require => "require",
        };
        let effect = |hold: bool| if hold { "hold" } else { "note" };
        let whole = |number: i128| u64::try_from(number).unwrap();
        let mut policy = json!({"format": "cei.policy/1", "id": "p", "version": "1", "raters": self.raters.json(),
            "groups": self.groups.json(), "domain": self.domain.json(), "decision": decision});
        if let Some(rule) = &self.overall {
            policy["overall"] = rule.json();
        }
        if let Some((from, items, groups, hold)) = self.evidence {
            let from = if from == k { "top".to_owned() } else { stage_id(from) };
            policy["evidence"] =
                json!({"from": from, "items": whole(items), "groups": whole(groups), "effect": effect(hold)});
        }
        if let Some((ahead, hold)) = self.foundation {
            policy["foundation"] = json!({"ahead": ahead, "effect": effect(hold)});
        }
        policy
    }
}

impl TallyModel {
    pub(crate) fn empty(rubric: &RubricModel) -> Self {
        let cell = CellModel { stages: vec![0; rubric.k], ..CellModel::default() };
        Self {
            cells: vec![vec![cell; rubric.groups + 1]; rubric.competencies()],
            decisions: BTreeMap::new(),
            out_of_scope: BTreeSet::new(),
        }
    }

    pub(crate) fn json(&self, rubric: &RubricModel) -> Value {
        let whole = |number: &i128| u64::try_from(*number).unwrap();
        let mut cells = Vec::new();
        for (competency, groups) in self.cells.iter().enumerate() {
            for (group, cell) in groups.iter().enumerate() {
                if cell.answers() == 0 && cell.evidence == 0 {
                    continue;
                }
                let missing: serde_json::Map<String, Value> = (KINDS.iter().zip(&cell.missing))
                    .filter(|(_, count)| **count > 0)
                    .map(|(kind, count)| ((*kind).to_owned(), json!(whole(count))))
                    .collect();
                let stages: Vec<u64> = cell.stages.iter().map(whole).collect();
                cells.push(json!({"competency": competency_id(competency), "group": rubric.group_id(group),
                    "stages": stages, "missing": missing, "evidence": whole(&cell.evidence)}));
            }
        }
        let out: Vec<Value> = self.out_of_scope.iter().map(|one| json!({"competency": competency_id(*one)})).collect();
        json!({"format": "cei.tally/1", "rubric": {"id": "r", "version": "1"}, "assessment": "a", "cells": cells,
            "decisions": self.decisions_json(), "out_of_scope": out})
    }

    pub(crate) fn decisions_json(&self) -> Vec<Value> {
        (self.decisions.iter())
            .map(|(competency, (stage, items))| {
                json!({"competency": competency_id(*competency), "stage": stage_id(*stage), "evidence": items_json(*items)})
            })
            .collect()
    }

    pub(crate) fn nobody_answered(&self, competency: usize) -> bool {
        self.cells[competency].iter().all(|cell| cell.answers() == 0)
    }

    pub(crate) fn all_not_applicable(&self, competency: usize) -> bool {
        !self.nobody_answered(competency) && self.cells[competency].iter().all(|cell| cell.members() == 0)
    }

    /// "with every missing answer (unanswered, don't know, withheld), every competency in scope that nobody answered,
    /// and every competency that waits for a required decision, at the lowest stage, then at the highest": the tally
    /// that says so in answers and decisions, and the policy to read it by.
    pub(crate) fn filled(&self, policy: &PolicyModel, stage: usize) -> (Self, PolicyModel) {
        let (mut tally, mut policy) = (self.clone(), policy.clone());
        for cell in tally.cells.iter_mut().flatten() {
            cell.stages[stage - 1] += cell.open();
            cell.missing = [0, 0, cell.missing[NOT_APPLICABLE], 0];
        }
        let require = policy.decision == Decide::Require;
        if policy.decision == Decide::Ignore {
            // Decisions are how a competency that nobody answered is given its stage; the others stay unread.
            tally.decisions.clear();
            policy.decision = Decide::Prefer;
        }
        for competency in 0..self.cells.len() {
            let waits = require && !self.all_not_applicable(competency);
            if !self.out_of_scope.contains(&competency) && (self.nobody_answered(competency) || waits) {
                tally.decisions.entry(competency).or_insert((stage, 0));
            }
        }
        (tally, policy)
    }
}

pub(crate) fn items_json(items: usize) -> Vec<Value> {
    vec![json!({"title": "e"}); items]
}

impl CellModel {
    pub(crate) fn open(&self) -> i128 {
        self.missing[0] + self.missing[1] + self.missing[3]
    }

    pub(crate) fn members(&self) -> i128 {
        self.stages.iter().sum::<i128>() + self.open()
    }

    pub(crate) fn answers(&self) -> i128 {
        self.members() + self.missing[NOT_APPLICABLE]
    }
}

/// One node over others: competencies → domain, domains → overall, competencies → lens part.
pub(crate) fn over(rule: &Rule, nodes: &[(String, &Node)], k: usize) -> Node {
    if nodes.iter().all(|(_, node)| node.status == "out_of_scope") {
        return Node::without_votes("out_of_scope", k);
    }
    let members: Vec<&(String, &Node)> = nodes.iter().filter(|(_, node)| node.is_member()).collect();
    if members.is_empty() {
        return Node::without_votes("not_applicable", k);
    }
    let named: Vec<(String, usize)> = members.iter().filter_map(|(id, node)| Some((id.clone(), node.stage?))).collect();
    let votes = histogram(&named.iter().map(|(_, stage)| *stage).collect::<Vec<_>>(), k);
    Node::ruled(rule, votes, named, members.len() as i128)
}

pub(crate) fn run(rubric: &RubricModel, policy: &PolicyModel, tally: &TallyModel) -> Run {
    let k = rubric.k;
    let mut competency_notes: Vec<Vec<Value>> = Vec::new();
    let mut competencies = Vec::new();
    for index in 0..rubric.competencies() {
        let (node, notes) = run_competency(rubric, policy, tally, index);
        competencies.push(node);
        competency_notes.push(notes);
    }
    let named = |indices: &mut dyn Iterator<Item = usize>| -> Vec<(String, &Node)> {
        indices.map(|index| (competency_id(index), &competencies[index].node)).collect()
    };
    let mut domains: Vec<Node> =
        (0..rubric.domains.len()).map(|domain| over(&policy.domain, &named(&mut rubric.range(domain)), k)).collect();
    let mut ahead_notes: Vec<Option<Value>> = vec![None; domains.len()];
    if let Some((ahead, hold)) = policy.foundation {
        let mut taken: Vec<usize> = Vec::new();
        while taken.len() < domains.len() {
            // "domains are taken foundations first"
            let next = (0..domains.len())
                .find(|one| !taken.contains(one) && rubric.domains[*one].1.iter().all(|other| taken.contains(other)));
            let domain = next.unwrap();
            taken.push(domain);
            let below = &rubric.domains[domain].1;
            let Some(lowest) = below.iter().filter_map(|other| domains[*other].stage).min() else { continue };
            let Some(stage) = domains[domain].stage else { continue };
            if stage <= lowest + ahead {
                continue;
            }
            let at_lowest: Vec<String> =
                below.iter().filter(|other| domains[**other].stage == Some(lowest)).map(|o| domain_id(*o)).collect();
            ahead_notes[domain] = Some(json!({"code": "ahead_of_foundation", "path": format!("/domains/{domain}"),
                "params": {"id": domain_id(domain), "stage": stage_id(stage), "foundations": at_lowest,
                "lowest": stage_id(lowest), "held": hold}}));
            if hold {
                domains[domain].stage = Some(lowest + ahead);
                domains[domain].bound = Some("foundation");
                domains[domain].held_by = at_lowest;
            }
        }
    }
    let of_domains: Vec<(String, &Node)> =
        domains.iter().enumerate().map(|(index, node)| (domain_id(index), node)).collect();
    let overall = policy.overall.as_ref().map(|rule| over(rule, &of_domains, k));
    let in_order = |part: &Vec<usize>| {
        let mut part = part.clone();
        part.sort_unstable();
        over(&policy.domain, &named(&mut part.into_iter()), k)
    };
    let parts = rubric
        .lenses
        .iter()
        .map(|parts| parts.iter().filter(|part| !part.is_empty()).map(in_order).collect())
        .collect();
    let mut notes = Vec::new();
    for (domain, ahead) in ahead_notes.into_iter().enumerate() {
        notes.extend(ahead);
        for index in rubric.range(domain) {
            notes.append(&mut competency_notes[index]);
        }
    }
    Run { competencies, domains, overall, parts, notes }
}

pub(crate) fn run_competency(
    rubric: &RubricModel,
    policy: &PolicyModel,
    tally: &TallyModel,
    index: usize,
) -> (CompetencyNode, Vec<Value>) {
    let k = rubric.k;
    if tally.out_of_scope.contains(&index) {
        let node = Node::without_votes("out_of_scope", k);
        return (CompetencyNode { node, decided: false, groups: Vec::new() }, Vec::new());
    }
    let mut groups: Vec<(usize, Node)> = Vec::new();
    for (group, cell) in tally.cells[index].iter().enumerate() {
        if cell.answers() == 0 {
            continue;
        }
        let node = if cell.members() == 0 {
            Node::without_votes("not_applicable", k)
        } else {
            Node::ruled(&policy.raters, cell.stages.clone(), Vec::new(), cell.members())
        };
        groups.push((group, node));
    }
    let members = groups.iter().filter(|(_, node)| node.is_member()).count();
    let mut node = if members == 0 && !groups.is_empty() {
        Node::without_votes("not_applicable", k)
    } else {
        let named: Vec<(String, usize)> =
            groups.iter().filter_map(|(group, node)| Some((rubric.group_id(*group), node.stage?))).collect();
        let votes = histogram(&named.iter().map(|(_, stage)| *stage).collect::<Vec<_>>(), k);
        Node::ruled(&policy.groups, votes, named, members as i128)
    };
    let by_votes = node.stage;
    let mut notes = Vec::new();
    let path = {
        let domain = (0..rubric.domains.len()).find(|domain| rubric.range(*domain).contains(&index)).unwrap();
        format!("/domains/{domain}/competencies/{}", index - rubric.range(domain).start)
    };
    let note = |code: &str, params: Value| json!({"code": code, "path": path, "params": params});
    let decision = tally.decisions.get(&index).filter(|_| policy.decision != Decide::Ignore);
    match (policy.decision, decision) {
        (_, Some((stage, _))) => {
            node.status = "staged";
            node.stage = Some(*stage);
            node.bound = Some(if *stage == k { "top" } else { "decision" });
            if let Some(votes) = by_votes.filter(|votes| votes != stage) {
                let params =
                    json!({"id": competency_id(index), "decision": stage_id(*stage), "votes": stage_id(votes)});
                notes.push(note("decision_differs", params));
            }
        }
        (Decide::Require, None) if node.status != "not_applicable" => {
            node.status = "undecided";
            node.stage = None;
            node.bound = Some("no_decision");
        }
        _ => {}
    }
    if let (Some((from, items, voices, hold)), Some(stage)) = (policy.evidence, node.stage)
        && stage >= from
    {
        let on_ratings: i128 = tally.cells[index].iter().map(|cell| cell.evidence).sum();
        let have = on_ratings + decision.map_or(0, |(_, items)| *items as i128);
        let backed = tally.cells[index].iter().filter(|cell| cell.evidence > 0).count() as i128;
        if have < items || backed < voices {
            let whole = |number: i128| u64::try_from(number).unwrap();
            let params = json!({"id": competency_id(index), "stage": stage_id(stage), "items": whole(have),
                "needed_items": whole(items), "groups": whole(backed), "needed_groups": whole(voices), "held": hold});
            notes.push(note("evidence_missing", params));
            if hold {
                node.stage = Some(from - 1);
                node.bound = Some("evidence");
            }
        }
    }
    let below: Vec<String> = (groups.iter())
        .filter(|(_, voice)| voice.stage.is_some() && voice.stage < node.stage)
        .map(|(group, _)| rubric.group_id(*group))
        .collect();
    if !below.is_empty() {
        notes.push(note("voice_below", json!({"id": competency_id(index), "groups": below})));
    }
    (CompetencyNode { node, decided: decision.is_some(), groups }, notes)
}

/// More votes than this are not written out one by one; of their `next` only the properties are checked.
pub(crate) const MANY: i128 = 300;

pub(crate) fn node_json(rule: &Rule, node: &Node, low: Option<usize>, high: Option<usize>, is_group: bool) -> Value {
    let mut out = json!({"status": node.status});
    if let Some(stage) = node.stage {
        out["stage"] = json!(stage_id(stage));
    }
    if let (Some(low), Some(high)) = (low, high) {
        let all = [Some(low), Some(high), node.stage];
        let (low, high) = (all.iter().flatten().min().unwrap(), all.iter().flatten().max().unwrap());
        out["range"] = json!([stage_id(*low), stage_id(*high)]);
    }
    out["because"] = because_json(rule, node);
    if !node.held_by.is_empty() {
        out["held_by"] = json!(node.held_by);
    }
    if let Some(next) = next_json(rule, node, is_group) {
        out["next"] = next;
    }
    out
}

pub(crate) fn because_json(rule: &Rule, node: &Node) -> Value {
    let whole = |number: i128| u64::try_from(number).unwrap();
    let (n, k) = (node.votes.iter().sum::<i128>(), node.votes.len());
    let mut out = json!({"votes": whole(n), "members": whole(node.members)});
    if let Some(bound) = node.bound {
        out["bound"] = json!(bound);
    }
    match &rule.kind {
        _ if n == 0 => {}
        Kind::Reach(share) => {
            out["reached"] = reached(&node.votes).into_iter().map(whole).collect();
            out["need"] = json!(whole(need(share, n)));
        }
        _ => out["points"] = json!({"have": whole(points(&node.votes)), "of": whole(n * (k as i128 - 1))}),
    }
    out
}

pub(crate) fn next_json(rule: &Rule, node: &Node, is_group: bool) -> Option<Value> {
    let stage = node.stage?;
    if !["reach", "points", "within"].contains(&node.bound?) {
        return None;
    }
    let k = node.votes.len();
    if node.votes.iter().sum::<i128>() > MANY {
        return Some(json!("many"));
    }
    // The votes of a group have no names; they come by stage, lowest first.
    let unnamed = (1..=k).flat_map(|stage| vec![stage; usize::try_from(node.votes[stage - 1]).unwrap()]);
    let votes: Vec<usize> =
        if is_group { unnamed.collect() } else { node.named.iter().map(|(_, stage)| *stage).collect() };
    let after = raised(rule, &votes, stage + 1, k);
    let steps = after.iter().sum::<usize>() - votes.iter().sum::<usize>();
    assert_eq!(steps, fewest(rule, &votes, stage + 1, k), "the naive reading contradicts itself: {rule:?} {votes:?}");
    let reached = capped(rule, &histogram(&after, k));
    assert!(reached > stage);
    let changed = || (0..votes.len()).filter(|index| after[*index] > votes[*index]);
    let raise: Vec<Value> = if is_group {
        let mut pairs: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        changed().for_each(|index| *pairs.entry((votes[index], after[index])).or_default() += 1);
        pairs.iter().map(|((a, b), n)| json!({"from": stage_id(*a), "to": stage_id(*b), "votes": n})).collect()
    } else {
        changed()
            .map(|i| json!({"id": node.named[i].0, "from": stage_id(votes[i]), "to": stage_id(after[i])}))
            .collect()
    };
    Some(json!({"stage": stage_id(reached), "steps": steps, "raise": raise}))
}

/// What the profile has to say, without its texts.
pub(crate) fn expected(rubric: &RubricModel, policy: &PolicyModel, tally: &TallyModel) -> Value {
    let now = run(rubric, policy, tally);
    let filled = |stage: usize| {
        let (tally, policy) = tally.filled(policy, stage);
        run(rubric, &policy, &tally)
    };
    let (low, high) = (filled(1), filled(rubric.k));
    let mut domains = Vec::new();
    for (index, node) in now.domains.iter().enumerate() {
        let mut out = node_json(&policy.domain, node, low.domains[index].stage, high.domains[index].stage, false);
        out["id"] = json!(domain_id(index));
        let mut competencies = Vec::new();
        for at in rubric.range(index) {
            let one = &now.competencies[at];
            let (low, high) = (&low.competencies[at], &high.competencies[at]);
            let mut out = node_json(&policy.groups, &one.node, low.node.stage, high.node.stage, false);
            out["id"] = json!(competency_id(at));
            out["source"] = json!(if one.decided { "decision" } else { "tally" });
            let mut groups = Vec::new();
            for (place, (group, node)) in one.groups.iter().enumerate() {
                let cell = &tally.cells[at][*group];
                let whole = |number: &i128| u64::try_from(*number).unwrap();
                let mut out =
                    node_json(&policy.raters, node, low.groups[place].1.stage, high.groups[place].1.stage, true);
                out["group"] = json!(rubric.group_id(*group));
                out["stages"] = cell.stages.iter().map(whole).collect();
                if cell.missing != [0; 4] {
                    let counts = KINDS.iter().zip(&cell.missing).filter(|(_, count)| **count > 0);
                    out["missing"] = counts.map(|(kind, count)| ((*kind).to_owned(), json!(whole(count)))).collect();
                }
                groups.push(out);
            }
            if !groups.is_empty() {
                out["groups"] = json!(groups);
            }
            competencies.push(out);
        }
        out["competencies"] = json!(competencies);
        domains.push(out);
    }
    let mut out = json!({"domains": domains});
    if let (Some(rule), Some(node)) = (&policy.overall, &now.overall) {
        let end = |run: &Run| run.overall.as_ref().and_then(|node| node.stage);
        out["overall"] = node_json(rule, node, end(&low), end(&high), false);
    }
    let mut lenses = Vec::new();
    for (index, parts) in rubric.lenses.iter().enumerate() {
        let named = parts.iter().enumerate().filter(|(_, part)| !part.is_empty()).map(|(part, _)| format!("p{part}"));
        let mut rows = Vec::new();
        for (place, (id, node)) in named.zip(&now.parts[index]).enumerate() {
            let (low, high) = (low.parts[index][place].stage, high.parts[index][place].stage);
            let mut out = node_json(&policy.domain, node, low, high, false);
            out["id"] = json!(id);
            rows.push(out);
        }
        if !rows.is_empty() {
            lenses.push(json!({"id": format!("l{index}"), "parts": rows}));
        }
    }
    if !lenses.is_empty() {
        out["lenses"] = json!(lenses);
    }
    if !now.notes.is_empty() {
        out["notes"] = json!(now.notes);
    }
    out
}

/// Any rule at the level that is looked at; the others give every vote on as it is.
pub(crate) fn policy_with(set: impl FnOnce(&mut PolicyModel)) -> PolicyModel {
    let plain = Rule::of(Kind::Reach(Share::Any));
    let mut policy = PolicyModel {
        raters: plain.clone(),
        groups: plain.clone(),
        domain: plain,
        overall: None,
        decision: Decide::Prefer,
        evidence: None,
        foundation: None,
    };
    set(&mut policy);
    policy
}
