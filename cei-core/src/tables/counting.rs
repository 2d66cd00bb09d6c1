//! Where the rows of a table are added up.
//!
//! For every assessment and group with an answer there is one block of counts: for each competency the stages, the
//! reasons for giving none, and the evidence. What nobody answered takes no room.

use std::collections::HashMap;

use super::cells::NONE;
use super::heads::Head;
use crate::assessment::Missing;
use crate::rubric::Rubric;
use crate::values::limits::MAX_COUNT;

/// Why a row cannot be counted with those before it. Everything in codes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Trouble {
    /// The assessment has another subject.
    Subject { left: u32, right: u32 },
    /// The assessment has another period.
    Period { left: u32, right: u32 },
    /// The rater has answered on this.
    Again { rater: u32, competency: u32 },
    /// The rater has answered in another group. Said once.
    OtherGroup { rater: u32, left: u32, right: u32 },
    /// The count would pass the limit.
    TooMany { sum: u64 },
}

/// What is known of an assessment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub(super) subject: u32,
    pub(super) period: u32,
}

const NO_FACTS: Facts = Facts { subject: NONE, period: NONE };

/// How the counts of one rubric lie in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// How many groups.
    pub(super) groups: usize,
    /// How many counts for one competency.
    pub(super) cell: usize,
    /// How many counts for all.
    pub(super) block: usize,
    /// Which of a cell is the evidence.
    pub(super) evidence: u32,
}

impl Shape {
    fn of(rubric: &Rubric) -> Self {
        let answers = usize::from(rubric.stages()).saturating_add(Missing::ALL.len());
        let cell = answers.saturating_add(1);
        Self {
            groups: rubric.groups().len(),
            cell,
            block: rubric.competencies().len().saturating_mul(cell),
            evidence: u32::try_from(answers).unwrap_or(u32::MAX),
        }
    }
}

/// Blocks of counts by assessment and group.
#[derive(Clone, Debug)]
pub(super) struct Blocks {
    pub(super) shape: Shape,
    /// By assessment, then group: the number of its block from 1, or 0.
    numbers: Vec<u32>,
    counts: Vec<u64>,
}

impl Blocks {
    pub(super) fn new(rubric: &Rubric) -> Self {
        Self { shape: Shape::of(rubric), numbers: Vec::new(), counts: Vec::new() }
    }

    /// Where the block begins; it is made if there is none.
    pub(super) fn open(&mut self, assessment: usize, group: usize) -> usize {
        let index = assessment.saturating_mul(self.shape.groups).saturating_add(group);
        if index >= self.numbers.len() {
            self.numbers.resize(assessment.saturating_add(1).saturating_mul(self.shape.groups), 0);
        }
        match self.numbers.get_mut(index) {
            Some(number) if *number > 0 => (*number as usize).saturating_sub(1).saturating_mul(self.shape.block),
            Some(number) => {
                let start = self.counts.len();
                self.counts.resize(start.saturating_add(self.shape.block), 0);
                *number = u32::try_from(start.checked_div(self.shape.block).unwrap_or_default())
                    .unwrap_or(u32::MAX)
                    .saturating_add(1);
                start
            }
            None => usize::MAX,
        }
    }

    /// Adds to one count of the block that begins at `start`.
    pub(super) fn add(&mut self, start: usize, competency: u32, slot: u32, count: u64) {
        let index = self.index(start, competency, slot);
        self.counts.get_mut(index).into_iter().for_each(|place| *place = place.saturating_add(count));
    }

    /// What a count would be with so many more, if that is past the limit.
    pub(super) fn past_limit(&self, start: usize, competency: u32, slot: u32, count: u64) -> Option<u64> {
        let known = self.counts.get(self.index(start, competency, slot))?;
        Some(known.saturating_add(count)).filter(|sum| *sum > MAX_COUNT)
    }

    fn index(&self, start: usize, competency: u32, slot: u32) -> usize {
        let within = (competency as usize).saturating_mul(self.shape.cell).saturating_add(slot as usize);
        start.saturating_add(within)
    }

    /// The blocks of an assessment, by group.
    pub(super) fn of(&self, assessment: usize) -> impl Iterator<Item = Option<&[u64]>> {
        let first = assessment.saturating_mul(self.shape.groups);
        let numbers = self.numbers.get(first..first.saturating_add(self.shape.groups)).unwrap_or_default();
        numbers.iter().map(|number| {
            let start = (*number as usize).checked_sub(1)?.saturating_mul(self.shape.block);
            self.counts.get(start..start.saturating_add(self.shape.block))
        })
    }
}

/// Counts the rows of a table.
#[derive(Debug)]
pub(super) struct Counting {
    pub(super) rubric: Rubric,
    pub(super) blocks: Blocks,
    facts: Vec<Facts>,
    raters: Raters,
    /// The assessment and group of the last row, and where its block begins.
    last: Option<((u32, u32), usize)>,
    has_answers: bool,
    /// Of the row that was counted last.
    pub(super) troubles: Vec<Trouble>,
}

impl Counting {
    pub(super) fn new(rubric: &Rubric) -> Self {
        Self {
            rubric: rubric.clone(),
            blocks: Blocks::new(rubric),
            facts: Vec::new(),
            raters: Raters::new(rubric),
            last: None,
            has_answers: false,
            troubles: Vec::new(),
        }
    }

    pub(super) fn has_answers(&self) -> bool {
        self.has_answers
    }

    /// Says whether answers were counted elsewhere.
    pub(super) fn note_answers(&mut self, any: bool) {
        self.has_answers |= any;
    }

    pub(super) fn facts(&self, assessment: usize) -> Facts {
        self.facts.get(assessment).copied().unwrap_or(NO_FACTS)
    }

    /// Where the counts of a row's assessment and group begin; `None` if the row contradicts those before it.
    pub(super) fn open(&mut self, head: &Head) -> Option<usize> {
        if head.subject != NONE || head.period != NONE {
            self.check_facts(head);
            if !self.troubles.is_empty() {
                return None;
            }
        }
        let key = (head.assessment, head.group);
        match self.last {
            Some((last, start)) if last == key => Some(start),
            _ => {
                let start = self.blocks.open(head.assessment as usize, head.group as usize);
                self.last = Some((key, start));
                Some(start)
            }
        }
    }

    fn check_facts(&mut self, head: &Head) {
        let index = head.assessment as usize;
        if index >= self.facts.len() {
            self.facts.resize(index.saturating_add(1), NO_FACTS);
        }
        let Some(facts) = self.facts.get_mut(index) else { return };
        let mut meet = |known: &mut u32, found: u32, trouble: fn(u32, u32) -> Trouble| {
            if *known == NONE {
                *known = found;
            } else if found != NONE && found != *known {
                self.troubles.push(trouble(*known, found));
            }
        };
        meet(&mut facts.subject, head.subject, |left, right| Trouble::Subject { left, right });
        meet(&mut facts.period, head.period, |left, right| Trouble::Period { left, right });
    }

    /// Counts one answer of the row with that head, with so many items of evidence.
    pub(super) fn answer(&mut self, head: &Head, start: usize, competency: u32, answer: u32, items: u64) {
        if head.rater != NONE {
            let (rater, right) = (head.rater, head.group);
            let seen = self.raters.see(head, competency);
            self.troubles.extend(seen.other_group.map(|left| Trouble::OtherGroup { rater, left, right }));
            if seen.again {
                self.troubles.push(Trouble::Again { rater, competency });
                return;
            }
        }
        self.add(start, competency, [(answer, 1)].into_iter(), items);
    }

    /// Adds to the counts of one competency; all of it, or nothing where one count would pass the limit.
    pub(super) fn add(
        &mut self,
        start: usize,
        competency: u32,
        counts: impl Iterator<Item = (u32, u64)> + Clone,
        items: u64,
    ) {
        let all = counts.chain((items > 0).then_some((self.blocks.shape.evidence, items)));
        for (slot, count) in all.clone() {
            if let Some(sum) = self.blocks.past_limit(start, competency, slot, count) {
                self.troubles.push(Trouble::TooMany { sum });
                return;
            }
        }
        for (slot, count) in all {
            self.has_answers |= count > 0 && slot != self.blocks.shape.evidence;
            self.blocks.add(start, competency, slot, count);
        }
    }
}

/// Who has answered on what: a bit per competency for every rater of an assessment.
#[derive(Debug)]
struct Raters {
    /// By assessment and rater: which one it is, in the order of the table.
    numbers: HashMap<(u32, u32), usize>,
    bits: Vec<u64>,
    /// How many words of bits a rater has.
    words: usize,
    /// The group of each, until another one has been reported.
    groups: Vec<u32>,
    last: Option<((u32, u32), usize)>,
}

/// What is known of a rater before an answer.
struct Seen {
    /// Whether there is an answer on this competency.
    again: bool,
    /// A group other than that of this answer.
    other_group: Option<u32>,
}

impl Raters {
    fn new(rubric: &Rubric) -> Self {
        let words = rubric.competencies().len().div_ceil(64);
        Self { numbers: HashMap::new(), bits: Vec::new(), words, groups: Vec::new(), last: None }
    }

    /// Marks an answer.
    fn see(&mut self, head: &Head, competency: u32) -> Seen {
        let key = (head.assessment, head.rater);
        let number = match self.last {
            Some((last, number)) if last == key => number,
            _ => {
                let next = self.groups.len();
                let number = *self.numbers.entry(key).or_insert(next);
                if number == next {
                    self.groups.push(head.group);
                    self.bits.resize(self.groups.len().saturating_mul(self.words), 0);
                }
                self.last = Some((key, number));
                number
            }
        };
        let other_group = self.groups.get_mut(number).and_then(|known| {
            let is_other = *known != NONE && *known != head.group;
            is_other.then(|| std::mem::replace(known, NONE))
        });
        let bit = 1_u64.wrapping_shl(competency); // by the remainder of 64
        let word = number.saturating_mul(self.words).saturating_add(competency as usize / 64);
        let again = self.bits.get_mut(word).is_some_and(|word| {
            let again = *word & bit != 0;
            *word |= bit;
            again
        });
        Seen { again, other_group }
    }
}
