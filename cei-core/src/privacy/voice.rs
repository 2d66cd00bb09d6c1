//! What the stage of a group says about its answers: the bounds of each count, exactly.
//!
//! `votes` answers have a stage; all others may be "not applicable", which the rule does not look at. So a group of `n`
//! answers has any number of votes up to `n`, and what holds for some votes holds for every larger `n`.
//!
//! For one number of votes and one lowest stage among them, "the result is this stage" asks of a rule by points that the
//! sum of points lie between two numbers, and of a rule by reach that the votes below, at and above the stage do. Each
//! bound of a count then is a line or two of arithmetic. Where votes would have to be tried beyond [`MOST_TRIED`], what is
//! found is reported: an outsider then counts as knowing more than they do, never less.

use crate::staging::CompiledRule;

/// What an outsider may think of a group that answered, as numbers: a stage, or one of these two.
pub(crate) const NO_STAGE: u8 = 0;
/// All of its answers say "not applicable".
pub(crate) const NOT_APPLICABLE: u8 = 255;

const MOST_TRIED: u64 = 4096;

/// From the fewest to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Between {
    pub(crate) low: u64,
    pub(crate) high: u64,
}

impl Between {
    /// From the lower of both to the higher of both.
    pub(crate) fn hull(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }
}

/// Votes of which the lowest is at `lowest`, and the stage that they give.
struct Case<'a> {
    rule: &'a CompiledRule,
    stage: u8,
    lowest: u8,
    votes: u64,
    /// Whether the rule without `within` may give more than the stage.
    or_more: bool,
}

/// The fewest answers that put a group at `state`; none if it cannot be there.
pub(crate) fn fewest_answers(rule: &CompiledRule, state: u8) -> Option<u64> {
    if matches!(state, NO_STAGE | NOT_APPLICABLE) {
        return Some(1);
    }
    let first = rule.min().max(1);
    (first..=first.saturating_add(MOST_TRIED)).find(|votes| of_votes(rule, state, state, *votes).is_some())
}

/// The bounds of how many answers of a group are at `stage`, where the group is at `state` and has at most `answers`;
/// none if it cannot be there with so few.
pub(crate) fn count_of(rule: &CompiledRule, state: u8, stage: u8, answers: u64) -> Option<Between> {
    if matches!(state, NO_STAGE | NOT_APPLICABLE) {
        return (answers > 0).then(|| Between { low: 0, high: without_a_stage(rule, state, answers) });
    }
    let first = rule.min().max(1);
    let mut found: Option<Between> = None;
    let mut take = |bounds: Option<Between>| {
        found = match (found, bounds) {
            (Some(found), Some(bounds)) => Some(found.hull(bounds)),
            (found, bounds) => found.or(bounds),
        };
        found
    };
    // No more answers can be at a stage than there are votes: from the most votes down until that ends it.
    for votes in (first..=answers).rev().take(usize::try_from(MOST_TRIED).unwrap_or(usize::MAX)) {
        if take(of_votes(rule, state, stage, votes)).is_some_and(|found| found.high >= votes.saturating_sub(1)) {
            break;
        }
    }
    for votes in first..=answers.min(first.saturating_add(MOST_TRIED)) {
        if take(of_votes(rule, state, stage, votes)).is_some_and(|found| found.low == 0) {
            break;
        }
    }
    found
}

/// The most answers at any one stage in a group that has no stage: too few votes for `min` or for `coverage`.
fn without_a_stage(rule: &CompiledRule, state: u8, answers: u64) -> u64 {
    if state == NOT_APPLICABLE {
        return 0;
    }
    let too_few = |votes: u64| votes < rule.min().max(1) || votes < rule.coverage_need(answers);
    // One more member never asks for more than one more vote: what is too few stays so with fewer votes.
    let (mut low, mut high) = (0, answers);
    while low < high {
        let middle = low.saturating_add(high.saturating_sub(low).div_ceil(2));
        if too_few(middle) { low = middle } else { high = middle.saturating_sub(1) }
    }
    low
}

/// As [`count_of`], for exactly so many votes.
fn of_votes(rule: &CompiledRule, state: u8, stage: u8, votes: u64) -> Option<Between> {
    let top = rule.k();
    let mut found: Option<Between> = None;
    for lowest in 1..=top {
        let most = rule.within().map_or(top, |within| lowest.saturating_add(within).min(top));
        if state > most {
            continue;
        }
        let case = Case { rule, stage: state, lowest, votes, or_more: state == most && state < top };
        let bounds = if rule.is_reach() { case.by_reach(stage) } else { case.by_points(stage) };
        found = match (found, bounds) {
            (Some(found), Some(bounds)) => Some(found.hull(bounds)),
            (found, bounds) => found.or(bounds),
        };
    }
    found
}

impl Case<'_> {
    fn by_reach(&self, stage: u8) -> Option<Between> {
        let Self { rule, lowest, votes, .. } = *self;
        // At least this many at the stage or above, and fewer than this above it.
        let need = rule.need(votes)?;
        let most_above = match (self.stage == rule.k(), self.or_more) {
            (true, _) => 0,
            (false, true) => votes,
            (false, false) => need.checked_sub(1)?,
        };
        let most_below = if self.stage == 1 { 0 } else { votes.checked_sub(need)? };
        if lowest > self.stage || votes == 0 {
            return None;
        }
        if stage < lowest {
            return Some(Between { low: 0, high: 0 });
        }
        if lowest == self.stage {
            let low = votes.saturating_sub(most_above).max(1);
            let above = most_above.min(votes.saturating_sub(1));
            return Some(if stage == lowest { Between { low, high: votes } } else { Between { low: 0, high: above } });
        }
        // One vote at least is at the lowest stage, below this one.
        let below = most_below.checked_sub(1)?;
        Some(if stage == lowest {
            Between { low: 1, high: most_below }
        } else if stage < self.stage {
            Between { low: 0, high: below }
        } else if stage == self.stage {
            let low = votes.saturating_sub(most_below).saturating_sub(most_above);
            Between { low, high: votes.saturating_sub(1) }
        } else {
            Between { low: 0, high: most_above.min(votes.saturating_sub(1)) }
        })
    }

    fn by_points(&self, stage: u8) -> Option<Between> {
        let Self { rule, lowest, votes, .. } = *self;
        let least = if self.stage == 1 { 0 } else { rule.points_need(self.stage, votes)? };
        let next = self.stage.checked_add(1).filter(|next| *next <= rule.k() && !self.or_more);
        let most = match next {
            Some(next) => rule.points_need(next, votes)?.checked_sub(1)?,
            None => rule.most_points(votes),
        };
        if least > most || votes == 0 {
            return None;
        }
        let points = Points { lowest, top: rule.k(), votes, least, most };
        if stage < lowest {
            return points.fits(lowest, 1).then_some(Between { low: 0, high: 0 });
        }
        let first = u64::from(stage == lowest);
        if !points.fits(stage, first) {
            return None;
        }
        // More at one stage leaves less room for the others' points.
        let (mut high, mut beyond) = (first, votes.saturating_add(1));
        while high.saturating_add(1) < beyond {
            let middle = high.saturating_add(beyond.saturating_sub(high) / 2);
            if points.fits(stage, middle) { high = middle } else { beyond = middle }
        }
        let low = (first..=high).find(|count| points.fits_exactly(stage, *count)).unwrap_or(high);
        Some(Between { low, high })
    }
}

/// Votes from `lowest` to `top`, one at least at `lowest`, whose points have to lie between two numbers.
struct Points {
    lowest: u8,
    top: u8,
    votes: u64,
    least: u64,
    most: u64,
}

impl Points {
    /// What `count` votes at `stage` and the one at the lowest stage have, and how many votes are left.
    fn fixed(&self, stage: u8, count: u64) -> Option<(u64, u64)> {
        let one = u64::from(stage != self.lowest);
        let left = self.votes.checked_sub(count)?.checked_sub(one)?;
        let have = below(stage).saturating_mul(count).saturating_add(below(self.lowest).saturating_mul(one));
        Some((have, left))
    }

    fn meets(&self, low: u64, high: u64) -> bool {
        low <= self.most && high >= self.least
    }

    /// Whether at least `count` of them can be at `stage`.
    fn fits(&self, stage: u8, count: u64) -> bool {
        let Some((have, left)) = self.fixed(stage, count) else { return false };
        let with = |stage| have.saturating_add(below(stage).saturating_mul(left));
        self.meets(with(self.lowest), with(self.top))
    }

    /// Whether exactly `count` of them can be at `stage`: the others are below or above it.
    fn fits_exactly(&self, stage: u8, count: u64) -> bool {
        let Some((have, left)) = self.fixed(stage, count) else { return false };
        let with = |low: u8, high: u8| {
            let sum = |stage| have.saturating_add(below(stage).saturating_mul(left));
            self.meets(sum(low), sum(high))
        };
        let (under, over) = (stage.saturating_sub(1), stage.saturating_add(1));
        match (stage > self.lowest, stage < self.top) {
            (false, false) => left == 0 && self.meets(have, have),
            (false, true) => with(over, self.top),
            (true, false) => with(self.lowest, under),
            (true, true) => {
                // With `up` of them above, the sums run from one number to another, and both rise with `up`: the first
                // that comes near enough decides.
                let sum = |up: u64, low: u8, high: u8| {
                    let down = left.saturating_sub(up);
                    have.saturating_add(below(high).saturating_mul(up)).saturating_add(below(low).saturating_mul(down))
                };
                let short = self.least.saturating_sub(sum(0, under, self.top));
                let step = below(self.top).saturating_sub(below(under)).max(1);
                let up = short.div_ceil(step);
                up <= left && self.meets(sum(up, self.lowest, over), sum(up, under, self.top))
            }
        }
    }
}

/// The points of a vote.
fn below(stage: u8) -> u64 {
    u64::from(stage).saturating_sub(1)
}
