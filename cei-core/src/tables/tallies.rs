//! The tallies of many assessments.

use super::counting::{Blocks, Counting};
use super::heads::Heads;
use crate::assessment::{Missing, Period, Subject};
use crate::diagnostic::{Code, Params, Report};
use crate::rubric::Rubric;
use crate::tally::{Counts, Tally, TallyDocument};
use crate::values::limits::MAX_COUNT;
use crate::values::{AssessmentId, Count, Id, SchoolYear};

/// The tallies of many assessments, by id in the order of its bytes. They are kept small, and a [`Tally`] is made of
/// each when it is asked for.
#[derive(Clone, Debug)]
pub struct Tallies {
    rubric: Rubric,
    entries: Vec<Entry>,
    blocks: Blocks,
}

#[derive(Clone, Debug)]
struct Entry {
    id: AssessmentId,
    subject: Option<Id>,
    period: Option<SchoolYear>,
    /// Where its blocks are.
    index: usize,
}

impl Tallies {
    pub(super) fn new(counting: Counting, heads: Heads) -> Self {
        let (subjects, periods) = (heads.subject.vocabulary, heads.period.vocabulary);
        let names = heads.assessment.vocabulary.into_names();
        let entry = |(index, id)| {
            let facts = counting.facts(index);
            let subject = subjects.get(facts.subject).cloned();
            Entry { id, subject, period: periods.get(facts.period).copied(), index }
        };
        let mut entries: Vec<Entry> = names.into_iter().enumerate().map(entry).collect();
        entries.sort_unstable_by(|one, other| one.id.as_str().cmp(other.id.as_str()));
        Self { entries, rubric: counting.rubric, blocks: counting.blocks }
    }

    /// The rubric they count for.
    #[must_use]
    pub fn rubric(&self) -> &Rubric {
        &self.rubric
    }

    /// How many assessments.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The ids of the assessments.
    pub fn assessments(&self) -> impl ExactSizeIterator<Item = &AssessmentId> {
        self.entries.iter().map(|entry| &entry.id)
    }

    /// Where each assessment came in the table: the code that its name has.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.entries.iter().map(|entry| entry.index)
    }

    /// The tallies.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Tally> {
        self.entries.iter().map(|entry| self.tally(entry))
    }

    /// The tallies as documents.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = TallyDocument> {
        self.iter().map(|tally| tally.document())
    }

    /// The tally of an assessment.
    #[must_use]
    pub fn get(&self, assessment: &str) -> Option<Tally> {
        let entry = self.entries.get(self.find(assessment).ok()?)?;
        Some(self.tally(entry))
    }

    /// The tally at that place, for those who share the work between threads.
    #[must_use]
    pub fn nth(&self, index: usize) -> Option<Tally> {
        self.entries.get(index).map(|entry| self.tally(entry))
    }

    fn find(&self, assessment: &str) -> Result<usize, usize> {
        self.entries.binary_search_by(|entry| entry.id.as_str().cmp(assessment))
    }

    fn tally(&self, entry: &Entry) -> Tally {
        let mut tally = Tally::new(&self.rubric, entry.id.clone());
        let subject = entry.subject.clone();
        tally.describe(
            subject.map(|id| Subject { id, scheme: None, name: None, level: None, parent: None }),
            entry.period.map(|year| Period { school_year: Some(year), from: None, to: None }),
        );
        for (group, block) in self.blocks.of(entry.index).enumerate() {
            for (competency, cell) in block.unwrap_or_default().chunks_exact(self.blocks.shape.cell).enumerate() {
                if let Some(counts) = tally.cell_mut(competency, group) {
                    self.fill(counts, cell);
                }
            }
        }
        tally
    }

    /// Stages, then reasons, then evidence.
    fn fill(&self, counts: &mut Counts, cell: &[u64]) {
        let Some((stages, rest)) = cell.split_at_checked(self.rubric.stages().into()) else { return };
        for (place, count) in counts.stages.iter_mut().zip(stages) {
            *place = *count;
        }
        for (missing, count) in Missing::ALL.iter().zip(rest) {
            *counts.missing.get_mut(*missing) = Count::new(*count).unwrap_or_default();
        }
        counts.evidence = rest.last().copied().unwrap_or_default();
    }

    /// The tallies of two tables, or of two parts of one: those of the same assessment add up.
    ///
    /// That a rater rated a competency in both parts is not seen here.
    ///
    /// # Errors
    ///
    /// A report where they are not of the same rubric, or an assessment not of the same subject and period, or where a
    /// count passes the limit.
    pub fn add(&self, other: &Self) -> Result<Self, Report> {
        let mismatch = |path: String, field: &str, left: &str, right: &str| {
            let params = Params::new().with("field", field).with("left", left).with("right", right);
            Report::of(Code::TallyMismatch, path, params)
        };
        let (left, right) = (self.rubric.structure(), other.rubric.structure());
        if left != right {
            return Err(mismatch("/rubric".to_owned(), "rubric", &left.to_string(), &right.to_string()));
        }
        let mut sum = self.clone();
        let mut more = Vec::new();
        for theirs in &other.entries {
            let index = match sum.find(theirs.id.as_str()).ok().and_then(|found| sum.entries.get_mut(found)) {
                Some(mine) => {
                    let path = |field: &str| format!("/{}/{field}", theirs.id.as_str());
                    if let Some((left, right)) = differ(&mut mine.subject, &theirs.subject) {
                        return Err(mismatch(path("subject"), "subject", left.as_str(), right.as_str()));
                    }
                    if let Some((left, right)) = differ(&mut mine.period, &theirs.period) {
                        return Err(mismatch(path("period"), "period", &left.to_string(), &right.to_string()));
                    }
                    mine.index
                }
                None => {
                    let index = sum.entries.len().saturating_add(more.len());
                    more.push(Entry { index, ..theirs.clone() });
                    index
                }
            };
            for (group, block) in other.blocks.of(theirs.index).enumerate() {
                if let Some(block) = block {
                    add_block(&mut sum.blocks, index, group, block).ok_or_else(|| {
                        let params = Params::new().with("value", "sum").with("low", 0_u64).with("high", MAX_COUNT);
                        Report::of(Code::OutOfRange, format!("/{}/cells", theirs.id.as_str()), params)
                    })?;
                }
            }
        }
        sum.entries.append(&mut more);
        sum.entries.sort_unstable_by(|one, other| one.id.as_str().cmp(other.id.as_str()));
        Ok(sum)
    }
}

/// Learns what is not known; the two values where both are known and differ.
fn differ<T: Clone + PartialEq>(mine: &mut Option<T>, theirs: &Option<T>) -> Option<(T, T)> {
    match (&*mine, theirs) {
        (Some(left), Some(right)) if left != right => return Some((left.clone(), right.clone())),
        (None, Some(right)) => *mine = Some(right.clone()),
        _ => {}
    }
    None
}

/// Adds a block; `None` where a count would pass the limit.
fn add_block(blocks: &mut Blocks, assessment: usize, group: usize, block: &[u64]) -> Option<()> {
    let start = blocks.open(assessment, group);
    for (competency, cell) in (0_u32..).zip(block.chunks_exact(blocks.shape.cell)) {
        for (slot, count) in (0_u32..).zip(cell) {
            if blocks.past_limit(start, competency, slot, *count).is_some() {
                return None;
            }
            blocks.add(start, competency, slot, *count);
        }
    }
    Some(())
}
