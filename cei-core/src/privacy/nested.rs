//! Sums of numbers of which some are known: bounds of each, exactly, where the sums are nested.
//!
//! Of two sums one holds the other or they have nothing in common, so that they make a tree. From the leaves up, what a
//! sum can be runs from the sum of the least to the sum of the most of its parts, cut to what is known of it; from the
//! root down, what a part can be is what its sum leaves when all others are at their least, or at their most. Parts of
//! different sums have nothing to do with each other, so that every number in such a range is reached.

/// From the least to the most; without a most where there is no end.
pub(super) type Range = (u64, Option<u64>);

/// A number that is sought or known, or a sum of some.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    /// Which numbers it is of.
    pub(super) of: Vec<usize>,
    /// What is known of it.
    pub(super) range: Range,
}

/// The ranges of some numbers and sums of them, the numbers first. None if the sums are not nested.
pub(super) fn ranges(numbers: &[Range], sums: &[Sum]) -> Option<Vec<Range>> {
    let leaves = numbers.iter().enumerate().map(|(index, range)| Sum { of: vec![index], range: *range });
    let nodes: Vec<Sum> = leaves.chain(sums.iter().cloned()).collect();
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|index| nodes.get(*index).map_or(0, |node| node.of.len()));
    // The parent of each is the next one that holds it.
    let mut parents: Vec<Option<usize>> = vec![None; nodes.len()];
    for (place, index) in order.iter().enumerate() {
        for above in order.iter().skip(place.saturating_add(1)) {
            let (one, other) = (nodes.get(*index)?, nodes.get(*above)?);
            let shared = one.of.iter().filter(|leaf| other.of.contains(leaf)).count();
            if shared == one.of.len() {
                *parents.get_mut(*index)? = Some(*above);
                break;
            }
            if shared > 0 {
                return None;
            }
        }
    }
    let mut found: Vec<Range> = nodes.iter().map(|node| node.range).collect();
    let children = |parent: usize| {
        let of = parents.iter().enumerate().filter(move |(_, above)| **above == Some(parent));
        of.map(|(index, _)| index).collect::<Vec<usize>>()
    };
    for index in &order {
        let below = children(*index);
        if !below.is_empty() {
            let all: Vec<Range> = below.iter().filter_map(|child| found.get(*child).copied()).collect();
            let own = found.get_mut(*index)?;
            *own = cut(*own, total(all.iter()));
        }
    }
    for index in order.iter().rev() {
        let below = children(*index);
        let all: Vec<Range> = below.iter().filter_map(|child| found.get(*child).copied()).collect();
        let sum = *found.get(*index)?;
        for (place, child) in below.iter().enumerate() {
            let others = total(all.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, range)| range));
            let low = others.1.map_or(0, |most| sum.0.saturating_sub(most));
            let high = sum.1.map(|most| most.saturating_sub(others.0));
            let own = found.get_mut(*child)?;
            *own = cut(*own, (low, high));
        }
    }
    Some(found)
}

fn total<'a>(ranges: impl Iterator<Item = &'a Range>) -> Range {
    ranges.fold((0, Some(0)), |sum, range| {
        let high = sum.1.zip(range.1).map(|(one, other)| one.saturating_add(other));
        (sum.0.saturating_add(range.0), high)
    })
}

fn cut(one: Range, other: Range) -> Range {
    let high = match (one.1, other.1) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    (one.0.max(other.0), high)
}
