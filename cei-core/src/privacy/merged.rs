//! What a stage that votes gave says of the groups inside merged rows.
//!
//! A merged row shows its counts, and not how they spread over its groups. The rule for the competency took each of those
//! groups as a voice, so that its stage rules some ways to spread them out. Nothing that is published tells the groups of
//! one row apart: what one of them can be, any can.
//!
//! Not every way is tried. One group has the first answers of the row, or the last, or so many of one kind, and another
//! has the rest. Each of these that agrees with the stage is possible, so that what is possible is no less than what is
//! found: where that is enough, the stage is safe to show.

use std::collections::{BTreeMap, BTreeSet};

use super::outcomes::{MOST_SPREADS, Outcomes, States};
use super::release::ReleasedGroup;
use crate::assessment::Missing;
use crate::tally::Counts;
use crate::values::Count;
use crate::values::limits::MAX_STAGES;

/// How many answers of a row are tried to be one group's, at most.
const MOST_TRIED: u64 = 4096;

/// Answers by kind: at each stage, lowest first, then without one, by reason.
type Answers = Vec<u64>;

/// What one group of a merged row can be.
#[derive(Clone, Debug, Default)]
struct Member {
    answers: BTreeSet<u64>,
    /// The counts of each stage.
    stages: Vec<BTreeSet<u64>>,
    /// Its states; none where it gave no answer.
    states: BTreeSet<Option<u8>>,
}

impl Member {
    fn take(&mut self, other: &Self) {
        self.answers.extend(&other.answers);
        self.states.extend(&other.states);
        self.stages.resize_with(self.stages.len().max(other.stages.len()), BTreeSet::new);
        self.stages.iter_mut().zip(&other.stages).for_each(|(mine, theirs)| mine.extend(theirs));
    }

    /// As for a hidden row. A stage at which nobody in the merged row is says nothing more than the row does.
    fn is_safe(&self, row: &ReleasedGroup, min_n: u64, all: &Self) -> bool {
        let shown = |stage: usize| row.stages.get(stage).is_some_and(|count| count.get() > 0);
        self.answers.len() as u64 >= min_n.saturating_sub(1)
            && self.stages.iter().enumerate().all(|(stage, counts)| counts.len() > 1 || !shown(stage))
            && (self.states.len() > 1 || all.states.len() < 2)
    }
}

impl Outcomes<'_> {
    /// Whether a competency's stage, one of `allowed`, says no more of the groups inside its merged rows than it may;
    /// `shown` are the voices of all other groups.
    pub(super) fn merged_are_safe(&self, shown: &[u8], rows: &[&ReleasedGroup], allowed: &States, min_n: u64) -> bool {
        let splits: Vec<BTreeMap<Vec<u8>, Member>> = rows.iter().map(|row| self.splits(row, min_n)).collect();
        let ways = splits.iter().fold(1_usize, |ways, row| ways.saturating_mul(row.len()));
        if ways > MOST_SPREADS {
            return false;
        }
        let mut possible = vec![Member::default(); rows.len()];
        for way in 0..ways {
            let mut rest = way;
            let taken: Vec<(&Vec<u8>, &Member)> = splits
                .iter()
                .filter_map(|row| {
                    let place = rest.checked_rem(row.len())?;
                    rest = rest.checked_div(row.len())?;
                    row.iter().nth(place)
                })
                .collect();
            let voices: Vec<u8> =
                shown.iter().chain(taken.iter().flat_map(|(states, _)| states.iter())).copied().collect();
            if !self.of_voices(&voices).is_disjoint(allowed) {
                possible.iter_mut().zip(&taken).for_each(|(possible, (_, member))| possible.take(member));
            }
        }
        possible.iter().zip(rows).zip(&splits).all(|((possible, row), splits)| {
            let mut all = Member::default();
            splits.values().for_each(|member| all.take(member));
            possible.is_safe(row, min_n, &all)
        })
    }

    /// Ways to spread a merged row over two of its groups, by the states that these are then in.
    fn splits(&self, row: &ReleasedGroup, min_n: u64) -> BTreeMap<Vec<u8>, Member> {
        let missing = Missing::ALL.iter().map(|reason| row.missing.get(*reason));
        let all: Answers = row.stages.iter().copied().chain(missing).map(Count::get).collect();
        let stages = row.stages.len();
        let mut found: BTreeMap<Vec<u8>, Member> = BTreeMap::new();
        let mut take = |one: &Answers| {
            let rest: Answers = all.iter().zip(one).map(|(all, one)| all.saturating_sub(*one)).collect();
            let both = [one, &rest].map(|group| self.state_of(group, stages));
            let mut states: Vec<u8> = both.iter().copied().flatten().collect();
            states.sort_unstable();
            let member = found.entry(states).or_default();
            member.states.extend(both);
            member.stages.resize_with(stages, BTreeSet::new);
            for group in [one, &rest] {
                member.answers.insert(group.iter().fold(0_u64, |sum, count| sum.saturating_add(*count)));
                member.stages.iter_mut().zip(group).for_each(|(seen, count)| {
                    seen.insert(*count);
                });
            }
        };
        for count in 0..=min_n.min(MOST_TRIED) {
            take(&first(&all, count));
            let mut last = first(&all.iter().rev().copied().collect(), count);
            last.reverse();
            take(&last);
            for kind in 0..all.len() {
                let of_kind = |(place, most): (usize, &u64)| if place == kind { count.min(*most) } else { 0 };
                take(&all.iter().enumerate().map(of_kind).collect());
            }
        }
        found
    }

    fn state_of(&self, answers: &Answers, stages: usize) -> Option<u8> {
        let mut counts = Counts::default();
        for (place, count) in counts.stages.iter_mut().take(stages.min(MAX_STAGES)).zip(answers) {
            *place = *count;
        }
        for (reason, count) in Missing::ALL.iter().zip(answers.iter().skip(stages)) {
            *counts.missing.get_mut(*reason) = Count::new(*count).unwrap_or_default();
        }
        self.of_counts(&counts)
    }
}

/// The first `count` answers.
fn first(all: &Answers, count: u64) -> Answers {
    let mut left = count;
    all.iter()
        .map(|most| {
            let taken = left.min(*most);
            left = left.saturating_sub(taken);
            taken
        })
        .collect()
}
