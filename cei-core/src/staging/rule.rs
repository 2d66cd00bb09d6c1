//! The one rule: SPEC 4. It turns the stages of some members into one stage, at every level.
//!
//! All of it is whole numbers. A stage is its number, from 1 for the lowest to k.

use crate::policy::{By, Rule};
use crate::staging::profile::Bound;
use crate::values::limits::MAX_STAGES;
use crate::values::order::order;
use crate::values::{Cutoffs, Share};

const HIGHEST: u8 = MAX_STAGES as u8;

/// How many votes there are at each stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Votes([u64; MAX_STAGES]);

impl Votes {
    pub(crate) fn from_counts(counts: [u64; MAX_STAGES]) -> Self {
        Self(counts)
    }

    pub(crate) fn add(&mut self, stage: u8, votes: u64) {
        if let Some(count) = self.0.get_mut(usize::from(stage).wrapping_sub(1)) {
            *count = count.saturating_add(votes);
        }
    }

    /// Every stage with votes and how many, lowest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (u8, u64)> {
        (1..=HIGHEST).zip(self.0).filter(|(_, votes)| *votes > 0)
    }

    pub(crate) fn total(&self) -> u64 {
        self.0.iter().fold(0, |sum, votes| sum.saturating_add(*votes))
    }

    fn at(&self, stage: u8) -> u64 {
        self.0.get(usize::from(stage).wrapping_sub(1)).copied().unwrap_or_default()
    }

    /// How many are at `stage` or above.
    pub(crate) fn reached(&self, stage: u8) -> u64 {
        let below = usize::from(stage).saturating_sub(1);
        self.0.iter().skip(below).fold(0, |sum, votes| sum.saturating_add(*votes))
    }

    pub(crate) fn lowest(&self) -> Option<u8> {
        self.0.iter().zip(1..).find(|(votes, _)| **votes > 0).map(|(_, stage)| stage)
    }

    /// The sum of stage number - 1 over all votes.
    pub(crate) fn points(&self) -> u64 {
        self.0.iter().zip(0_u64..).fold(0, |sum, (votes, points)| sum.saturating_add(votes.saturating_mul(points)))
    }
}

/// `a < b`, of fractions.
pub(crate) fn below(a: Share, b: Share) -> bool {
    match (a.fraction(), b.fraction()) {
        (Some((p, q)), Some((r, s))) => {
            u64::from(p).saturating_mul(u64::from(s)) < u64::from(r).saturating_mul(u64::from(q))
        }
        _ => false,
    }
}

#[derive(Clone, Debug)]
enum Kind {
    Reach(Share),
    /// Where each stage above the lowest begins, as p/q of the most points possible.
    Points(Vec<(u64, u64)>),
}

/// What the rule says of some votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// A stage, and what kept it from being higher.
    Stage(u8, Bound),
    /// None, and why.
    Insufficient(Bound),
}

/// The fewest steps to a higher stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Steps {
    /// The stage that is then reached.
    pub(crate) stage: u8,
    /// One vote up one stage is one step.
    pub(crate) steps: u64,
    /// For each of the votes given, in order.
    pub(crate) raised: Vec<Parts>,
}

/// How many of some votes go to which stage; parts of no votes say nothing.
pub(crate) type Parts = [(u8, u64); 3];

const NONE: (u8, u64) = (0, 0);

/// A rule for a scale of `k` stages.
#[derive(Clone, Debug)]
pub(crate) struct CompiledRule {
    kind: Kind,
    within: Option<u8>,
    coverage: Share,
    min: u64,
    k: u8,
}

impl CompiledRule {
    /// The policy has been checked against the rubric.
    pub(crate) fn new(rule: &Rule, k: u8) -> Self {
        let steps = u64::from(k).saturating_sub(1);
        let kind = match (rule.by, &rule.cutoffs) {
            (By::Reach, _) => Kind::Reach(rule.share.unwrap_or(Share::Any)),
            (By::Points, Some(Cutoffs::At(shares))) => {
                let fraction = |(p, q)| (u64::from(p), u64::from(q));
                Kind::Points(shares.iter().filter_map(|share| share.fraction()).map(fraction).collect())
            }
            (By::Points, _) => Kind::Points((1..=steps).map(|step| (step, steps)).collect()),
        };
        Self {
            kind,
            within: rule.within.and_then(|within| u8::try_from(within.get()).ok()),
            coverage: rule.coverage,
            min: rule.min.get(),
            k,
        }
    }

    /// "The result is `insufficient` if votes < `min` or votes < need(`coverage`, members)."
    pub(crate) fn decide(&self, votes: &Votes, members: u64) -> Outcome {
        let n = votes.total();
        if members == 0 {
            return Outcome::Insufficient(Bound::NoAnswers);
        }
        if n < self.coverage.need(members) {
            return Outcome::Insufficient(Bound::Coverage);
        }
        if n < self.min {
            return Outcome::Insufficient(Bound::Min);
        }
        let stage = self.stage_by_kind(votes, n);
        let (stage, bound) = match self.cap(votes) {
            Some(cap) if cap < stage => (cap, Bound::Within),
            _ if stage == self.k => (stage, Bound::Top),
            _ => (stage, if self.is_reach() { Bound::Reach } else { Bound::Points }),
        };
        Outcome::Stage(stage, bound)
    }

    /// "`within: w`: the result is at most w stages above the lowest vote."
    fn cap(&self, votes: &Votes) -> Option<u8> {
        Some(votes.lowest()?.saturating_add(self.within?))
    }

    fn stage_by_kind(&self, votes: &Votes, n: u64) -> u8 {
        match &self.kind {
            // "the highest stage that at least `share` of the votes have reached. The lowest stage is always reached."
            Kind::Reach(share) => {
                let need = share.need(n);
                let mut reached = 0_u64;
                for stage in (2..=self.k).rev() {
                    reached = reached.saturating_add(votes.at(stage));
                    if reached >= need {
                        return stage;
                    }
                }
                1
            }
            // "the stage number is 1 + how many cutoffs that share has reached"
            Kind::Points(cutoffs) => {
                let (have, of) = (votes.points(), self.most_points(n));
                let reached = cutoffs.iter().take_while(|(p, q)| at_least(have, of, *p, *q)).count();
                u8::try_from(reached).unwrap_or(self.k).saturating_add(1).min(self.k)
            }
        }
    }

    /// The fewest steps after which the rule gives more than `stage`. `bins` are votes in rubric order: stage and how
    /// many; the votes of people who have no names come as one bin for each stage, lowest first.
    pub(crate) fn next(&self, bins: &[(u8, u64)], stage: u8) -> Option<Steps> {
        let target = stage.saturating_add(1);
        if target > self.k {
            return None;
        }
        // "what `within` forces"
        let floor = self.within.map_or(1, |within| target.saturating_sub(within).max(1));
        let forced: Vec<(u8, u64)> = bins.iter().map(|(at, votes)| ((*at).max(floor), *votes)).collect();
        let raised = match &self.kind {
            Kind::Reach(share) => self.raise_nearest(&forced, target, *share),
            Kind::Points(_) => self.raise_earliest(&forced, target)?,
        };
        let mut votes = Votes::default();
        let mut steps = 0_u64;
        for ((from, _), parts) in bins.iter().zip(&raised) {
            for (to, count) in parts {
                votes.add(*to, *count);
                steps = steps.saturating_add(u64::from(to.saturating_sub(*from)).saturating_mul(*count));
            }
        }
        let n = votes.total();
        let reached = self.stage_by_kind(&votes, n);
        let reached = self.cap(&votes).map_or(reached, |cap| cap.min(reached));
        Some(Steps { stage: reached, steps, raised })
    }

    /// "for reach the votes nearest the target (ties: earlier)"
    fn raise_nearest(&self, bins: &[(u8, u64)], target: u8, share: Share) -> Vec<Parts> {
        let n = bins.iter().fold(0_u64, |sum, (_, votes)| sum.saturating_add(*votes));
        let there =
            bins.iter().filter(|(at, _)| *at >= target).fold(0_u64, |sum, (_, votes)| sum.saturating_add(*votes));
        let mut wanted = share.need(n).saturating_sub(there);
        let mut parts: Vec<Parts> = bins.iter().map(|bin| [*bin, NONE, NONE]).collect();
        let stage = |index: usize| bins.get(index).map(|(at, _)| *at);
        for index in order(bins.len(), &|a, b| stage(b).cmp(&stage(a))) {
            let (Some((at, votes)), Some(part)) = (bins.get(index), parts.get_mut(index)) else { continue };
            if *at < target && wanted > 0 {
                let up = wanted.min(*votes);
                wanted = wanted.saturating_sub(up);
                *part = [(*at, votes.saturating_sub(up)), (target, up), NONE];
            }
        }
        parts
    }

    /// "for points each earliest vote as far up as it goes"
    fn raise_earliest(&self, bins: &[(u8, u64)], target: u8) -> Option<Vec<Parts>> {
        let mut votes = Votes::default();
        bins.iter().for_each(|(at, count)| votes.add(*at, *count));
        let mut short = self.points_need(target, votes.total())?.saturating_sub(votes.points());
        let parts = bins.iter().map(|(at, count)| {
            let room = u64::from(self.k.saturating_sub(*at));
            let to_top = short.checked_div(room).unwrap_or(0).min(*count);
            short = short.saturating_sub(to_top.saturating_mul(room));
            let rest = if to_top < *count { short.min(room) } else { 0 };
            short = short.saturating_sub(rest);
            let part_way = u64::from(rest > 0);
            let part_way_to = at.saturating_add(u8::try_from(rest).unwrap_or(0));
            let stay = count.saturating_sub(to_top).saturating_sub(part_way);
            [(*at, stay), (part_way_to, part_way), (self.k, to_top)]
        });
        Some(parts.collect())
    }

    pub(crate) fn is_reach(&self) -> bool {
        matches!(self.kind, Kind::Reach(_))
    }

    /// How many of `n` votes a stage takes, where the rule is `reach`.
    pub(crate) fn need(&self, n: u64) -> Option<u64> {
        match self.kind {
            Kind::Reach(share) => Some(share.need(n)),
            Kind::Points(_) => None,
        }
    }

    /// How many points a stage above the lowest takes of `n` votes, where the rule is `points`.
    pub(crate) fn points_need(&self, stage: u8, n: u64) -> Option<u64> {
        let Kind::Points(cutoffs) = &self.kind else { return None };
        let (p, q) = cutoffs.get(usize::from(stage).checked_sub(2)?)?;
        let of = self.most_points(n);
        let wanted = u128::from(*p).saturating_mul(u128::from(of)).div_ceil(u128::from(*q).max(1));
        Some(u64::try_from(wanted).unwrap_or(of))
    }

    pub(crate) fn most_points(&self, n: u64) -> u64 {
        n.saturating_mul(u64::from(self.k).saturating_sub(1))
    }

    pub(crate) fn within(&self) -> Option<u8> {
        self.within
    }

    pub(crate) fn coverage_need(&self, members: u64) -> u64 {
        self.coverage.need(members)
    }

    pub(crate) fn min(&self) -> u64 {
        self.min
    }

    pub(crate) fn k(&self) -> u8 {
        self.k
    }
}

/// `have / of >= p / q`
fn at_least(have: u64, of: u64, p: u64, q: u64) -> bool {
    u128::from(have).saturating_mul(u128::from(q)) >= u128::from(p).saturating_mul(u128::from(of))
}
