//! What a stage that is shown says about what is hidden beneath it.
//!
//! Hidden groups of one competency stand in the same relation to everything shown, so it is enough to try how many of
//! them are at which state, not which one is: every such spread that the rule turns into the stage that is shown is
//! possible, and no other. Hidden competencies of a domain differ in what is shown beside them; for each, what the others
//! can be together is built up one by one.

use std::collections::BTreeSet;

use super::voice::{Between, NO_STAGE, NOT_APPLICABLE, count_of, fewest_answers};
use crate::policy::{Decide, Effect};
use crate::staging::{CompiledRule, Outcome, Rules, Status, Votes};
use crate::tally::Counts;

/// Spreads that are tried at most. Where there are more, nothing is shown that depends on them.
pub(super) const MOST_SPREADS: usize = 20_000;
/// Stands for "any number" where bounds of counts are sought.
const MANY: u64 = 256;

/// The numbers of a set of states or outcomes.
pub(crate) type States = BTreeSet<u8>;

/// Voices of one competency: what is known of some, and how many are hidden.
#[derive(Clone, Debug)]
pub(crate) struct Voices {
    /// The states of the groups that are shown.
    pub(crate) shown: Vec<u8>,
    /// How many are hidden.
    pub(crate) hidden: usize,
    /// How many answers the hidden ones have together, if that is known.
    pub(crate) rest: Option<u64>,
}

/// What an outsider can say of each hidden row of a competency: they are all alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// The possible numbers of answers, as ranges that do not touch; the last may have no end.
    pub(crate) answers: Vec<(u64, Option<u64>)>,
    /// The bounds of how many answers are at each stage, lowest first; without a high end where there is none.
    pub(crate) stages: Vec<(u64, Option<u64>)>,
    /// What the competency can be by its votes.
    pub(crate) outcomes: States,
    /// Whether that is one thing only, and would be one of several if nothing were said of it.
    pub(crate) is_told: bool,
    /// Whether the same is so of the stage of a hidden row.
    pub(crate) row_is_told: bool,
}

impl Known {
    /// Whether so many numbers of answers are possible, every count of a stage can have two values, and so can the stage.
    pub(crate) fn is_safe(&self, fewest_values: u64) -> bool {
        self.values().is_none_or(|values| values >= fewest_values)
            && self.stages.iter().all(|(low, high)| *high != Some(*low))
            && !self.row_is_told
    }

    /// How many numbers of answers are possible; none if there is no end.
    pub(crate) fn values(&self) -> Option<u64> {
        self.answers.iter().try_fold(0_u64, |sum, (low, high)| {
            let high = (*high)?;
            Some(sum.saturating_add(high.saturating_add(1).saturating_sub(*low)))
        })
    }
}

/// The rules, and what they make of a group's states.
#[derive(Clone, Debug)]
pub(crate) struct Outcomes<'a> {
    rules: &'a Rules,
    /// The states that a group can be in, each with the fewest answers it takes.
    states: Vec<(u8, u64)>,
}

impl<'a> Outcomes<'a> {
    pub(crate) fn new(rules: &'a Rules) -> Self {
        let all = [NO_STAGE, NOT_APPLICABLE].into_iter().chain(1..=rules.rubric().stages());
        let states = all.filter_map(|state| Some((state, fewest_answers(&rules.raters, state)?))).collect();
        Self { rules, states }
    }

    /// The state of a group with these counts; none without an answer.
    pub(super) fn of_counts(&self, counts: &Counts) -> Option<u8> {
        let (status, stage) = self.rules.of_group(counts)?;
        Some(if status == Status::NotApplicable { NOT_APPLICABLE } else { stage.unwrap_or(NO_STAGE) })
    }

    /// What a competency of some voices can be: more than one number where a check may have held it, which is not shown.
    pub(super) fn of_voices(&self, voices: &[u8]) -> States {
        let voted = decide(&self.rules.groups, voices.iter().copied());
        if self.rules.decision == Decide::Require {
            // Without a decision it has no stage, whatever the votes.
            return [if voted == NOT_APPLICABLE { voted } else { NO_STAGE }].into();
        }
        let check = self.rules.evidence.as_ref().filter(|check| check.effect == Effect::Hold);
        let Some(check) = check.filter(|check| (check.from..NOT_APPLICABLE).contains(&voted)) else {
            return [voted].into();
        };
        let held = check.from.saturating_sub(1);
        // Evidence from more groups than answered is not there; where none is asked for, nothing is held.
        let (lacks, asks) = (check.groups > voices.len() as u64, check.items > 0 || check.groups > 0);
        [voted].into_iter().filter(|_| !lacks).chain([held].into_iter().filter(|_| asks)).collect()
    }

    /// What can be known of the hidden rows if the competency is one of `allowed`, or anything. None if there are too
    /// many possibilities to try.
    pub(crate) fn known(&self, voices: &Voices, allowed: Option<&States>) -> Option<Known> {
        let mut spreads = Vec::new();
        self.spreads(voices.hidden, &mut Vec::new(), 0, &mut spreads)?;
        let (mut outcomes, mut all_outcomes, mut all_states) = (States::new(), States::new(), States::new());
        let mut answers: Vec<(u64, Option<u64>)> = Vec::new();
        // The states a hidden row can be in, each with the most answers it can have there.
        let mut most: Vec<(u8, Option<u64>)> = Vec::new();
        for spread in &spreads {
            let all: Vec<u8> = voices.shown.iter().copied().chain(spread.iter().map(|(state, _)| *state)).collect();
            let of_these = self.of_voices(&all);
            let needed = spread.iter().fold(0_u64, |sum, (_, fewest)| sum.saturating_add(*fewest));
            if voices.rest.is_some_and(|rest| rest < needed) {
                continue;
            }
            all_outcomes.extend(&of_these);
            all_states.extend(spread.iter().map(|(state, _)| *state));
            if allowed.is_some_and(|allowed| allowed.is_disjoint(&of_these)) {
                continue;
            }
            for (state, fewest) in spread {
                let others = needed.saturating_sub(*fewest);
                let high = voices.rest.map(|rest| rest.saturating_sub(others));
                outcomes.extend(of_these.iter().filter(|one| allowed.is_none_or(|allowed| allowed.contains(one))));
                let low = if voices.hidden == 1 { high.unwrap_or(*fewest) } else { *fewest };
                answers.push((low, high));
                let longer = |one: Option<u64>, other: Option<u64>| Some(one?.max(other?));
                match most.iter_mut().find(|(known, _)| known == state) {
                    Some((_, most)) => *most = longer(*most, high),
                    None => most.push((*state, high)),
                }
            }
        }
        let stages = (1..=self.rules.rubric().stages()).map(|stage| self.bounds(stage, &most)).collect();
        let is_told = outcomes.len() < 2 && all_outcomes.len() > 1;
        let row_is_told = most.len() < 2 && all_states.len() > 1;
        Some(Known { answers: joined(answers), stages, outcomes, is_told, row_is_told })
    }

    /// What can be known of some hidden rows by their number of answers alone, whatever the competency is.
    pub(crate) fn by_numbers(&self, hidden: usize, rest: Option<u64>) -> Known {
        let others = (hidden as u64).saturating_sub(1);
        let high = rest.map(|rest| rest.saturating_sub(others));
        let least = if hidden == 1 { high.unwrap_or(1) } else { 1 };
        let states = self.states.iter().filter(|(_, fewest)| high.is_none_or(|high| *fewest <= high));
        let most: Vec<(u8, Option<u64>)> = states.map(|(state, _)| (*state, high)).collect();
        let stages = (1..=self.rules.rubric().stages()).map(|stage| self.bounds(stage, &most)).collect();
        let answers = if most.is_empty() { Vec::new() } else { vec![(least, high)] };
        Known { answers, stages, outcomes: States::new(), is_told: false, row_is_told: false }
    }

    /// Every way to spread some rows over the states, each state after itself or a later one.
    fn spreads(
        &self,
        rows: usize,
        so_far: &mut Vec<(u8, u64)>,
        first: usize,
        all: &mut Vec<Vec<(u8, u64)>>,
    ) -> Option<()> {
        if rows == 0 {
            all.push(so_far.clone());
            return (all.len() <= MOST_SPREADS).then_some(());
        }
        for (index, state) in self.states.iter().enumerate().skip(first) {
            so_far.push(*state);
            self.spreads(rows.saturating_sub(1), so_far, index, all)?;
            so_far.pop();
        }
        Some(())
    }

    /// The bounds of the count of a stage in a row that is at one of these states.
    fn bounds(&self, stage: u8, most: &[(u8, Option<u64>)]) -> (u64, Option<u64>) {
        let rule = &self.rules.raters;
        let of = |state: u8, answers: u64| count_of(rule, state, stage, answers);
        let hull = |bounds: &mut dyn Iterator<Item = Between>| bounds.reduce(Between::hull);
        let found = hull(&mut most.iter().filter_map(|(state, most)| of(*state, most.unwrap_or(MANY))));
        let grows = |state: u8| {
            let high = |answers| of(state, answers).map_or(0, |found| found.high);
            high(MANY) > high(MANY >> 1)
        };
        let no_end = most.iter().any(|(state, most)| most.is_none() && grows(*state));
        found.map_or((0, Some(0)), |found| (found.low, (!no_end).then_some(found.high)))
    }

    /// What a domain can be of competencies that are shown and some that are hidden, of which each can be one of a set:
    /// for each of them the outcomes with which, whatever the others are, the domain is one of `allowed`.
    pub(crate) fn of_domain(&self, shown: &[u8], hidden: &[States], allowed: &States) -> Option<Vec<States>> {
        let rule = &self.rules.domain;
        let mut each: Vec<States> = Vec::with_capacity(hidden.len());
        for (place, own) in hidden.iter().enumerate() {
            // Those that can be the same are left with the same.
            let like = hidden.iter().zip(&each).find(|(other, _)| *other == own).map(|(_, found)| found.clone());
            if let Some(found) = like {
                each.push(found);
                continue;
            }
            let mut others: BTreeSet<Vec<u8>> = BTreeSet::from([Vec::new()]);
            for (_, other) in hidden.iter().enumerate().filter(|(index, _)| *index != place) {
                others = others.iter().flat_map(|so_far| other.iter().map(|one| with(so_far, *one))).collect();
                if others.len() > MOST_SPREADS {
                    return None;
                }
            }
            let fits = |one: &u8| {
                others.iter().any(|others| {
                    let all = shown.iter().chain(others).copied().chain([*one]);
                    allowed.contains(&decide(rule, all))
                })
            };
            each.push(own.iter().copied().filter(fits).collect());
        }
        Some(each)
    }
}

/// The same numbers and one more, in order.
fn with(numbers: &[u8], one: u8) -> Vec<u8> {
    let mut all = numbers.to_vec();
    all.insert(all.partition_point(|other| *other < one), one);
    all
}

/// What a rule makes of some members, as a number.
pub(crate) fn decide(rule: &CompiledRule, members: impl Iterator<Item = u8>) -> u8 {
    let mut votes = Votes::default();
    let mut count = 0_u64;
    for member in members.filter(|member| *member != NOT_APPLICABLE) {
        count = count.saturating_add(1);
        votes.add(member, 1);
    }
    if count == 0 {
        return NOT_APPLICABLE;
    }
    match rule.decide(&votes, count) {
        Outcome::Stage(stage, _) => stage,
        Outcome::Insufficient(_) => NO_STAGE,
    }
}

/// Ranges in order, those that meet made one.
fn joined(mut ranges: Vec<(u64, Option<u64>)>) -> Vec<(u64, Option<u64>)> {
    ranges.sort_unstable();
    let mut all: Vec<(u64, Option<u64>)> = Vec::new();
    for (low, high) in ranges {
        match all.last_mut() {
            Some((_, end)) if end.is_none_or(|end| low <= end.saturating_add(1)) => {
                *end = (*end).and_then(|end| Some(end.max(high?)));
            }
            _ => all.push((low, high)),
        }
    }
    all
}
