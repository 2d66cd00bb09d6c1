//! Someone who tries every table of counts that agrees with what is published. Shares nothing with the library but the
//! document: the rule is written out here, and rows are enumerated, not reasoned about.

use std::collections::{BTreeMap, BTreeSet};

use cei_core::{ReleaseDocument, ReleasedCompetency, ReleasedDomain, ReleasedGroup, Rubric, Status};
use serde_json::Value;

/// Rows are tried up to this many answers where no total bounds them.
const MOST: u64 = 10;
const NONE: u8 = 0;
const NOT_APPLICABLE: u8 = 255;

type Numbers = BTreeSet<u64>;

/// What the attacker is left with for one hidden row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Left {
    pub(crate) answers: Numbers,
    pub(crate) stages: Vec<Numbers>,
    /// The states it can be in, and those it could be in if nothing were said of the competency.
    pub(crate) states: BTreeSet<u8>,
    pub(crate) own_states: BTreeSet<u8>,
    /// Whether all tables were tried: a total bounds them.
    pub(crate) bounded: bool,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    /// By competency and group.
    pub(crate) rows: BTreeMap<(String, String), Left>,
    /// By competency whose stage is hidden: what it can be, and what it could be if nothing were said of its domain.
    pub(crate) outcomes: BTreeMap<String, [BTreeSet<u8>; 2]>,
}

/// Hidden rows that agree with the numbers that are published.
struct Filling {
    states: Vec<u8>,
    answers: Vec<Numbers>,
    outcomes: BTreeSet<u8>,
}

pub(crate) struct Attacker<'a> {
    rubric: &'a Rubric,
    policy: Value,
    k: usize,
    /// By state and number of answers, what the counts of each stage can be.
    rows: BTreeMap<u8, BTreeMap<u64, Vec<Numbers>>>,
}

fn number(value: &Value, field: &str, default: u64) -> u64 {
    value[field].as_u64().unwrap_or(default)
}

fn need(share: &str, n: u64) -> u64 {
    match share {
        "any" => 1,
        "majority" => n / 2 + 1,
        "all" => n,
        _ => {
            let (p, q) = share.split_once('/').unwrap();
            let (p, q): (u64, u64) = (p.parse().unwrap(), q.parse().unwrap());
            (p * n).div_ceil(q).max(1)
        }
    }
}

/// The rule of the specification, over how many votes there are at each stage.
fn decide(rule: &Value, votes: &[u64], members: u64) -> u8 {
    let k = votes.len();
    let n: u64 = votes.iter().sum();
    if n < need(rule["coverage"].as_str().unwrap_or("any"), members) || n < number(rule, "min", 1) {
        return NONE;
    }
    let mut stage = 1;
    if rule["by"] == "reach" {
        for candidate in 2..=k {
            let reached: u64 = votes[candidate - 1..].iter().sum();
            if reached >= need(rule["share"].as_str().unwrap(), n) {
                stage = candidate;
            }
        }
    } else {
        let points: u64 = votes.iter().enumerate().map(|(place, count)| place as u64 * count).sum();
        let of = n * (k as u64 - 1);
        let cutoffs: Vec<(u64, u64)> = match rule["cutoffs"].as_array() {
            Some(all) => all
                .iter()
                .map(|one| one.as_str().unwrap().split_once('/').unwrap())
                .map(|(p, q)| (p.parse().unwrap(), q.parse().unwrap()))
                .collect(),
            None => (1..k as u64).map(|step| (step, k as u64 - 1)).collect(),
        };
        stage += cutoffs.iter().take_while(|(p, q)| points * q >= p * of).count();
    }
    if let Some(within) = rule["within"].as_u64() {
        let lowest = votes.iter().position(|count| *count > 0).unwrap() + 1;
        stage = stage.min(lowest + within as usize);
    }
    stage as u8
}

fn of_states(rule: &Value, states: &[u8], k: usize) -> u8 {
    let mut votes = vec![0; k];
    let mut members = 0;
    for state in states.iter().filter(|state| **state != NOT_APPLICABLE) {
        members += 1;
        if *state != NONE {
            votes[usize::from(*state) - 1] += 1;
        }
    }
    if members == 0 { NOT_APPLICABLE } else { decide(rule, &votes, members) }
}

fn rows_of(answers: u64, places: usize) -> Vec<Vec<u64>> {
    if places == 1 {
        return vec![vec![answers]];
    }
    let mut all = Vec::new();
    for first in 0..=answers {
        for mut rest in rows_of(answers - first, places - 1) {
            rest.insert(0, first);
            all.push(rest);
        }
    }
    all
}

impl<'a> Attacker<'a> {
    pub(crate) fn new(rubric: &'a Rubric, policy: &str) -> Self {
        let policy: Value = serde_json::from_str(policy).unwrap();
        let k = usize::from(rubric.stages());
        let mut by_state: BTreeMap<u8, BTreeMap<u64, Vec<Numbers>>> = BTreeMap::new();
        for answers in 1..=MOST {
            for row in rows_of(answers, k + 2) {
                let (votes, open) = (&row[..k], row[k]);
                let members = votes.iter().sum::<u64>() + open;
                let state = if members == 0 { NOT_APPLICABLE } else { decide(&policy["raters"], votes, members) };
                let of_state = by_state.entry(state).or_default();
                let stages = of_state.entry(answers).or_insert_with(|| vec![Numbers::new(); k]);
                stages.iter_mut().zip(votes).for_each(|(seen, count)| {
                    seen.insert(*count);
                });
            }
        }
        Self { rubric, policy, k, rows: by_state }
    }

    fn state(&self, status: Option<Status>, stage: Option<&cei_core::Id>) -> u8 {
        match status {
            Some(Status::NotApplicable | Status::OutOfScope) => NOT_APPLICABLE,
            _ => stage.map_or(NONE, |stage| self.rubric.stage_number(stage.as_str()).unwrap()),
        }
    }

    /// What votes can make of a competency, with the checks around the rule that may have changed it.
    fn outcomes(&self, states: &[u8]) -> BTreeSet<u8> {
        let voted = of_states(&self.policy["groups"], states, self.k);
        if self.policy["decision"] == "require" {
            return BTreeSet::from([if voted == NOT_APPLICABLE { voted } else { NONE }]);
        }
        let mut all = BTreeSet::from([voted]);
        let check = &self.policy["evidence"];
        if check["effect"] == "hold" && voted != NONE && voted != NOT_APPLICABLE {
            let from = match check["from"].as_str() {
                None | Some("top") => self.k as u8,
                Some(id) => self.rubric.stage_number(id).unwrap(),
            };
            if voted >= from {
                let (items, groups) = (number(check, "items", 1), number(check, "groups", 0));
                if groups > states.len() as u64 {
                    all.clear();
                }
                if items > 0 || groups > 0 {
                    all.insert(from - 1);
                }
            }
        }
        all
    }

    /// Every way to fill the hidden rows: at which state each is, how many answers it can then have, and what the
    /// competency can then be.
    fn fillings(&self, competency: &ReleasedCompetency) -> Vec<Filling> {
        let mut shown = Vec::new();
        let mut sum = 0;
        for row in competency.groups.iter().filter(|row| !row.hidden) {
            shown.push(self.state(row.status, row.stage.as_ref()));
            let missing = serde_json::to_value(row.missing).unwrap();
            sum += row.stages.iter().map(|count| count.get()).sum::<u64>();
            sum += missing.as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum::<u64>();
        }
        let hidden = competency.groups.iter().filter(|row| row.hidden).count();
        let rest = competency.answers.map(|total| total - sum);
        let mut all = Vec::new();
        let mut open: Vec<Vec<u8>> = vec![Vec::new()];
        while let Some(states) = open.pop() {
            if states.len() < hidden {
                open.extend(self.rows.keys().map(|state| states.iter().copied().chain([*state]).collect::<Vec<u8>>()));
                continue;
            }
            let answers: Vec<Numbers> = (0..hidden).map(|place| self.answers(&states, place, rest)).collect();
            if answers.iter().all(|one| !one.is_empty()) {
                let voices: Vec<u8> = shown.iter().chain(&states).copied().collect();
                all.push(Filling { outcomes: self.outcomes(&voices), states, answers });
            }
        }
        all
    }

    /// How many answers one of some rows at these states can have, where all have `rest` together.
    fn answers(&self, states: &[u8], place: usize, rest: Option<u64>) -> Numbers {
        let mut sums = Numbers::from([0]);
        for (_, state) in states.iter().enumerate().filter(|(other, _)| *other != place) {
            sums = sums.iter().flat_map(|sum| self.rows[state].keys().map(move |answers| sum + answers)).collect();
        }
        let own = self.rows[&states[place]].keys().copied();
        own.filter(|answers| rest.is_none_or(|rest| rest >= *answers && sums.contains(&(rest - answers)))).collect()
    }

    /// Everything that can be known of the hidden rows.
    pub(crate) fn attack(&self, release: &ReleaseDocument) -> Found {
        let mut found = Found::default();
        for (index, domain) in release.domains.iter().enumerate() {
            self.attack_domain(release, index, domain, &mut found);
        }
        found
    }

    fn attack_domain(&self, release: &ReleaseDocument, index: usize, domain: &ReleasedDomain, found: &mut Found) {
        let fillings: Vec<_> = domain.competencies.iter().map(|competency| self.fillings(competency)).collect();
        // What each competency can be at all.
        let own: Vec<BTreeSet<u8>> = domain
            .competencies
            .iter()
            .zip(&fillings)
            .map(|(competency, fillings)| {
                if competency.hidden {
                    fillings.iter().flat_map(|filling| filling.outcomes.iter().copied()).collect()
                } else {
                    BTreeSet::from([self.state(competency.status, competency.stage.as_ref())])
                }
            })
            .collect();
        let mut left = vec![BTreeSet::new(); own.len()];
        let mut open = vec![Vec::new()];
        while let Some(so_far) = open.pop() {
            if so_far.len() < own.len() {
                open.extend(
                    own[so_far.len()].iter().map(|one| so_far.iter().copied().chain([*one]).collect::<Vec<u8>>()),
                );
            } else if self.domain_agrees(release, index, domain, &so_far) {
                for (left, one) in left.iter_mut().zip(so_far) {
                    left.insert(one);
                }
            }
        }
        for (((competency, fillings), left), own) in domain.competencies.iter().zip(&fillings).zip(left).zip(own) {
            let groups: Vec<&str> =
                competency.groups.iter().filter(|row| row.hidden).map(|row| row.group.as_str()).collect();
            if groups.is_empty() {
                continue;
            }
            let decided = competency.source == Some(cei_core::Origin::Decision);
            let mut rows = vec![Left { stages: vec![Numbers::new(); self.k], ..Left::default() }; groups.len()];
            for filling in fillings {
                rows.iter_mut().zip(&filling.states).for_each(|(row, state)| {
                    row.own_states.insert(*state);
                });
            }
            for filling in fillings.iter().filter(|filling| decided || !filling.outcomes.is_disjoint(&left)) {
                for ((row, state), answers) in rows.iter_mut().zip(&filling.states).zip(&filling.answers) {
                    row.states.insert(*state);
                    for count in answers {
                        row.answers.insert(*count);
                        let stages = &self.rows[state][count];
                        row.stages.iter_mut().zip(stages).for_each(|(all, some)| all.extend(some));
                    }
                }
            }
            for (group, mut row) in groups.iter().zip(rows) {
                row.bounded = competency.answers.is_some();
                found.rows.insert((competency.id.to_string(), (*group).to_owned()), row);
            }
            if competency.hidden {
                found.outcomes.insert(competency.id.to_string(), [left, own]);
            }
        }
    }

    /// What either of two groups can be that are shown as one row, beside a stage by votes: every way to spread it is tried.
    pub(crate) fn inside(&self, competency: &ReleasedCompetency, row: &ReleasedGroup) -> Left {
        let missing = serde_json::to_value(row.missing).unwrap();
        let without = |reason: &str| missing[reason].as_u64().unwrap_or(0);
        let all: Vec<u64> = row
            .stages
            .iter()
            .map(|count| count.get())
            .chain([without("dont_know") + without("unanswered") + without("withheld"), without("not_applicable")])
            .collect();
        let others: Vec<u8> = competency
            .groups
            .iter()
            .filter(|other| other.group != row.group)
            .map(|other| self.state(other.status, other.stage.as_ref()))
            .collect();
        let said = self.state(competency.status, competency.stage.as_ref());
        let state = |row: &[u64]| {
            let members = row[..=self.k].iter().sum::<u64>();
            let answers = row.iter().sum::<u64>();
            // Nobody is no voice.
            (answers > 0).then(|| {
                if members == 0 { NOT_APPLICABLE } else { decide(&self.policy["raters"], &row[..self.k], members) }
            })
        };
        let mut left = Left { stages: vec![Numbers::new(); self.k], bounded: true, ..Left::default() };
        let mut open: Vec<Vec<u64>> = vec![Vec::new()];
        while let Some(one) = open.pop() {
            if one.len() < all.len() {
                open.extend((0..=all[one.len()]).map(|count| one.iter().copied().chain([count]).collect::<Vec<u64>>()));
                continue;
            }
            let rest: Vec<u64> = all.iter().zip(&one).map(|(all, one)| all - one).collect();
            let states = [state(&one), state(&rest)];
            let number = |state: Option<u8>| state.unwrap_or(u8::MAX - 1);
            left.own_states.insert(number(states[0]));
            let voices: Vec<u8> = others.iter().copied().chain(states.into_iter().flatten()).collect();
            if self.outcomes(&voices).contains(&said) {
                left.states.insert(number(states[0]));
                left.answers.insert(one.iter().sum());
                left.stages.iter_mut().zip(&one).for_each(|(seen, count)| {
                    seen.insert(*count);
                });
            }
        }
        left
    }

    fn domain_agrees(&self, release: &ReleaseDocument, index: usize, domain: &ReleasedDomain, below: &[u8]) -> bool {
        if domain.hidden {
            return true;
        }
        let stage = of_states(&self.policy["domain"], below, self.k);
        let shown = self.state(domain.status, domain.stage.as_ref());
        if stage == shown {
            return true;
        }
        let check = &self.policy["foundation"];
        if check["effect"] != "hold" || stage == NONE || stage == NOT_APPLICABLE {
            return false;
        }
        let ids = &self.rubric.document().domains[index].builds_on;
        let stages = release.domains.iter().filter(|one| ids.contains(&one.id)).map(|one| {
            assert!(!one.hidden, "what may be held by a hidden domain is hidden");
            self.state(one.status, one.stage.as_ref())
        });
        let lowest = stages.filter(|one| *one != NONE && *one != NOT_APPLICABLE).min();
        lowest.is_some_and(|lowest| {
            let most = lowest + number(check, "ahead", 1) as u8;
            stage > most && shown == most
        })
    }
}
