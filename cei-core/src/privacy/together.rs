//! Several releases of the same answers: what they show together.

use super::nested::{Range, Sum, ranges};
use super::release::{ReleaseDocument, ReleasedCompetency, ReleasedDomain, ReleasedGroup};
use crate::values::Id;

/// One release in which is shown whatever any of them shows. They merge the same groups.
pub(super) fn together(releases: &[&ReleaseDocument]) -> Option<ReleaseDocument> {
    let (first, others) = releases.split_first()?;
    let mut all = (*first).clone();
    for other in others {
        for (mine, theirs) in all.domains.iter_mut().zip(&other.domains) {
            mine.take(theirs);
            for (mine, theirs) in mine.competencies.iter_mut().zip(&theirs.competencies) {
                mine.take(theirs);
            }
        }
    }
    Some(all)
}

impl ReleasedDomain {
    fn take(&mut self, other: &Self) {
        if self.hidden && !other.hidden {
            (self.hidden, self.status) = (false, other.status);
            self.stage.clone_from(&other.stage);
        }
    }
}

impl ReleasedCompetency {
    fn take(&mut self, other: &Self) {
        if self.hidden && !other.hidden {
            (self.hidden, self.status, self.source) = (false, other.status, other.source);
            self.stage.clone_from(&other.stage);
        }
        self.answers = self.answers.or(other.answers);
        for row in &other.groups {
            match self.groups.iter_mut().find(|mine| mine.group == row.group) {
                Some(mine) if mine.hidden && !row.hidden => *mine = row.clone(),
                Some(_) => {}
                None => self.groups.push(row.clone()),
            }
        }
    }
}

/// Of a row in one of several releases: how many answers it can have, and how many of them can be at each stage.
pub(super) struct RowRanges {
    pub(super) answers: Range,
    pub(super) stages: Vec<Range>,
}

/// The groups of one competency in several releases that merge them differently, and what is known of their sums.
pub(super) struct Parts<'a> {
    groups: Vec<&'a Id>,
    /// The rows of each release: which groups, and the row.
    rows: Vec<(Vec<usize>, &'a ReleasedGroup)>,
    total: Option<u64>,
    /// Groups that gave no answer.
    silent: Vec<usize>,
    stages: usize,
}

impl<'a> Parts<'a> {
    pub(super) fn new(
        releases: &[(usize, &'a ReleaseDocument, &'a ReleasedCompetency)],
        groups: &'a [Id],
        stages: u8,
    ) -> Self {
        let groups: Vec<&Id> = groups.iter().collect();
        let place = |id: &Id| groups.iter().position(|group| *group == id);
        let mut rows = Vec::new();
        let mut silent = Vec::new();
        for (_, release, competency) in releases {
            let mut spoken = Vec::new();
            for row in &competency.groups {
                let of: Vec<usize> = release.members(&row.group).iter().filter_map(place).collect();
                spoken.extend(&of);
                rows.push((of, row));
            }
            silent.extend((0..groups.len()).filter(|group| !spoken.contains(group)));
        }
        let total = releases.iter().find_map(|(_, _, competency)| competency.answers);
        Self { groups, rows, total, silent, stages: usize::from(stages) }
    }

    /// The groups that gave an answer and are in no release a row of their own.
    pub(super) fn only_inside(&self) -> impl Iterator<Item = &'a Id> {
        let alone = |group: usize| self.rows.iter().any(|(of, _)| *of == [group]);
        let inside = |group: usize| self.rows.iter().any(|(of, _)| of.contains(&group));
        let groups = self.groups.iter().enumerate();
        groups.filter(move |(group, _)| inside(*group) && !alone(*group)).map(|(_, id)| *id)
    }

    /// The ranges of a row of these groups; none if the sums are not nested.
    pub(super) fn of_row(&self, ids: &[Id]) -> Option<RowRanges> {
        let of: Vec<usize> = ids.iter().filter_map(|id| self.groups.iter().position(|group| *group == id)).collect();
        let all = Sum { of: (0..self.groups.len()).collect(), range: (0, None) };
        let answers = self.ranges(&of, 1, |row| row.answers(), Some(Sum { range: known(self.total), ..all }))?;
        let stage =
            |place: usize| self.ranges(&of, 0, |row| row.stages.get(place).map_or(0, |count| count.get()), None);
        Some(RowRanges { answers, stages: (0..self.stages).map(stage).collect::<Option<_>>()? })
    }

    fn ranges(
        &self,
        of: &[usize],
        least: u64,
        number: impl Fn(&ReleasedGroup) -> u64,
        total: Option<Sum>,
    ) -> Option<Range> {
        let mut numbers: Vec<Range> = vec![(0, None); self.groups.len()];
        self.silent.iter().filter_map(|group| numbers.get_mut(*group).map(|range| *range = (0, Some(0)))).count();
        let mut sums: Vec<Sum> = Vec::new();
        for (groups, row) in &self.rows {
            let range = if row.hidden { (least, None) } else { known(Some(number(row))) };
            match groups.as_slice() {
                [one] => {
                    let own = numbers.get_mut(*one)?;
                    *own = (own.0.max(range.0), own.1.or(range.1));
                }
                _ => sums.push(Sum { of: groups.clone(), range }),
            }
        }
        sums.extend(total);
        let found = ranges(&numbers, &sums)?;
        match of {
            [one] => found.get(*one).copied(),
            _ => {
                let place = sums.iter().position(|sum| sum.of == of)?;
                found.get(numbers.len().saturating_add(place)).copied()
            }
        }
    }
}

fn known(number: Option<u64>) -> Range {
    (number.unwrap_or(0), number)
}
