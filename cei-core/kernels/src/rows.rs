//! Counting answers that come one by one, in any order, to the stage of each voice.
//!
//! A voice is a group on a competency in an assessment. Its counts are bytes packed into a word or two, in blocks of
//! assessments that fit the cache next to the processor; answers are first sorted by block, some millions at a time.
//! A count that would not fit a byte is carried over into a wider one.

use std::collections::HashMap;

use crate::{MAX_STAGE, NOT_APPLICABLE};

/// How many answers are sorted by block together.
const CHUNK: usize = 1 << 22;
/// Most bytes of counts in one block.
const BLOCK: usize = 1 << 18;
/// Counts in a word.
const PER_WORD: usize = 8;
/// What a byte of a count may not reach.
const HIGH: u64 = 0x8080_8080_8080_8080;
/// Stages, answers without a stage, answers that do not apply.
const SLOTS: usize = MAX_STAGE as usize + 2;
const BAD: u8 = u8::MAX;

/// Answers, the same number in each array.
#[derive(Clone, Copy, Debug)]
pub struct Answers<'a> {
    /// Of which assessment, from 0.
    pub assessments: &'a [u32],
    /// Of which group, from 0.
    pub groups: &'a [u8],
    /// On which competency, from 0.
    pub competencies: &'a [u16],
    /// Stage numbers; 0 for an answer without a stage, 255 for one that does not apply.
    pub stages: &'a [u8],
}

/// The answers of one voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Voice {
    /// By stage number - 1.
    pub stages: [u64; MAX_STAGE as usize],
    /// Without a stage.
    pub open: u64,
    /// Not applicable.
    pub not_applicable: u64,
}

/// Counts answers.
#[derive(Clone, Debug)]
pub struct Counter {
    stages: u8,
    groups: usize,
    competencies: usize,
    assessments: usize,
    /// Words that hold the counts of a voice.
    words: usize,
    /// Assessments in a block: 2 to this power.
    shift: u32,
    /// By block, then group, competency, assessment, word.
    counts: Vec<u64>,
    /// What did not fit, by the place of its first word in `counts`.
    wide: HashMap<usize, [u64; SLOTS]>,
    /// By stage number: which count; [`BAD`] if it is none.
    slots: [u8; 256],
    sorted: Vec<u32>,
}

impl Counter {
    /// For so many assessments, groups (at most 255) and competencies, and 2 to 9 stages.
    #[must_use]
    pub fn new(stages: u8, groups: usize, competencies: usize, assessments: usize) -> Self {
        let words = (usize::from(stages) + 2).div_ceil(PER_WORD);
        let bytes = groups.max(1) * competencies.max(1) * words * 8;
        let shift = (BLOCK / bytes).max(32).ilog2();
        let mut slots = [BAD; 256];
        slots[0] = stages;
        slots[usize::from(NOT_APPLICABLE)] = stages + 1;
        (0..stages).for_each(|slot| slots[usize::from(slot) + 1] = slot);
        let mut counter = Self {
            stages,
            groups,
            competencies,
            assessments: 0,
            words,
            shift,
            counts: Vec::new(),
            wide: HashMap::new(),
            slots,
            sorted: Vec::new(),
        };
        counter.grow(assessments);
        counter
    }

    /// Makes room for more assessments.
    pub fn grow(&mut self, assessments: usize) {
        self.assessments = self.assessments.max(assessments);
        self.counts.resize(self.blocks() * self.block(), 0);
    }

    /// How many bytes the counts of so many assessments take.
    #[must_use]
    pub fn bytes(&self, assessments: usize) -> usize {
        assessments.div_ceil(1 << self.shift).saturating_mul(self.block()).saturating_mul(8)
    }

    fn blocks(&self) -> usize {
        self.assessments.div_ceil(1 << self.shift)
    }

    /// Words in a block.
    fn block(&self) -> usize {
        (self.groups * self.competencies * self.words) << self.shift
    }

    /// Counts answers. If one of them names what there is not, gives its index, and those before it may be counted or not.
    ///
    /// # Errors
    ///
    /// The index of the first answer that cannot be counted.
    pub fn add(&mut self, answers: Answers<'_>) -> Result<(), usize> {
        let len = answers.stages.len();
        let mut start = 0;
        while start < len {
            let end = (start + CHUNK).min(len);
            let part = Answers {
                assessments: &answers.assessments[start..end],
                groups: &answers.groups[start..end],
                competencies: &answers.competencies[start..end],
                stages: &answers.stages[start..end],
            };
            if !self.add_chunk(part) {
                return Err(start + self.first_bad(part));
            }
            start = end;
        }
        Ok(())
    }

    fn add_chunk(&mut self, answers: Answers<'_>) -> bool {
        let mut ends = vec![0_u32; self.blocks() + 1];
        let mut good = true;
        for assessment in answers.assessments {
            match ends.get_mut((*assessment as usize >> self.shift) + 1) {
                Some(count) => *count += 1,
                None => good = false,
            }
            good &= (*assessment as usize) < self.assessments;
        }
        let (groups, competencies) = (self.groups, self.competencies);
        good &= answers.groups.iter().fold(true, |good, group| good & (usize::from(*group) < groups));
        good &= answers.competencies.iter().fold(true, |good, one| good & (usize::from(*one) < competencies));
        if !good {
            return false;
        }
        for block in 1..ends.len() {
            ends[block] += ends[block - 1];
        }
        self.sorted.resize(answers.stages.len(), 0);
        // After this, each end has moved to where the next block begins.
        let low = (1_u32 << self.shift) - 1;
        let width = u32::try_from(competencies).unwrap_or(u32::MAX);
        let answers_of =
            answers.assessments.iter().zip(answers.groups).zip(answers.competencies.iter().zip(answers.stages));
        for ((assessment, group), (competency, stage)) in answers_of {
            let voice = ((u32::from(*group) * width + u32::from(*competency)) << self.shift) | (assessment & low);
            let place = &mut ends[*assessment as usize >> self.shift];
            let slot = self.slots[usize::from(*stage)];
            good &= slot != BAD;
            self.sorted[*place as usize] = (voice << 4) | u32::from(slot & 15);
            *place += 1;
        }
        if !good {
            return false;
        }
        let mut begin = 0;
        ends.pop();
        for (block, end) in ends.into_iter().enumerate() {
            let end = end as usize;
            match self.words {
                1 => self.count::<1>(block, begin, end),
                _ => self.count::<2>(block, begin, end),
            }
            begin = end;
        }
        true
    }

    fn count<const WORDS: usize>(&mut self, block: usize, begin: usize, end: usize) {
        let first = block * self.block();
        let size = self.block();
        let counts = &mut self.counts[first..first + size];
        for packed in &self.sorted[begin..end] {
            let slot = packed & 15;
            let voice = (packed >> 4) as usize * WORDS;
            let place = &mut counts[voice + (slot as usize / PER_WORD).min(WORDS - 1)];
            let shift = slot % 8 * 8;
            *place += 1 << shift;
            if *place & HIGH != 0 {
                *place -= 0x80 << shift;
                self.wide.entry(first + voice).or_default()[slot as usize] += 0x80;
            }
        }
    }

    fn first_bad(&self, answers: Answers<'_>) -> usize {
        let is_bad = |row: &usize| {
            answers.assessments[*row] as usize >= self.assessments
                || usize::from(answers.groups[*row]) >= self.groups
                || usize::from(answers.competencies[*row]) >= self.competencies
                || self.slots[usize::from(answers.stages[*row])] == BAD
        };
        (0..answers.stages.len()).find(is_bad).unwrap_or(0)
    }

    /// Gives, block by block, what `decide` says of every voice, in columns: by group, then competency. The height of a
    /// column is the number of assessments of the block. Beside it, for each competency a column that is 0 where nobody
    /// answered, not even that it does not apply.
    pub fn voices(&self, decide: impl Fn(&Voice) -> u8, mut each: impl FnMut(std::ops::Range<usize>, &[u8], &[u8])) {
        match self.words {
            1 => self.voices_in::<1>(decide, &mut each),
            _ => self.voices_in::<2>(decide, &mut each),
        }
    }

    fn voices_in<const WORDS: usize>(
        &self,
        decide: impl Fn(&Voice) -> u8,
        each: &mut impl FnMut(std::ops::Range<usize>, &[u8], &[u8]),
    ) {
        // What was decided lately: most voices are alike.
        const KNOWN: usize = 1 << 12;
        let mut known: Box<[_]> = std::iter::repeat_n(([0_u64; WORDS], NOT_APPLICABLE), KNOWN).collect();
        let height = 1 << self.shift;
        let voices = self.groups * self.competencies;
        let mut stages = vec![0_u8; voices * height];
        let mut answered = vec![0_u8; self.competencies * height];
        for block in 0..self.blocks() {
            let first = block << self.shift;
            let len = height.min(self.assessments - first);
            answered.fill(0);
            for voice in 0..voices {
                let at = block * self.block() + (voice << self.shift) * WORDS;
                let counts = self.counts[at..at + len * WORDS].as_chunks::<WORDS>().0;
                let column = &mut stages[voice * len..(voice + 1) * len];
                let competency = voice % self.competencies;
                let answered = &mut answered[competency * len..(competency + 1) * len];
                for (row, counts) in counts.iter().enumerate() {
                    let is_wide = !self.wide.is_empty() && self.wide.contains_key(&(at + row * WORDS));
                    if is_wide {
                        column[row] = decide(&self.voice(counts, at + row * WORDS));
                        answered[row] = 1;
                        continue;
                    }
                    let mixed =
                        counts.iter().fold(0_u64, |mixed, word| (mixed ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15));
                    let known = &mut known[(mixed >> 52) as usize % KNOWN];
                    if known.0 != *counts {
                        *known = (*counts, decide(&self.voice(counts, at + row * WORDS)));
                    }
                    column[row] = known.1;
                    answered[row] |= u8::from(*counts != [0; WORDS]);
                }
            }
            each(first..first + len, &stages[..voices * len], &answered[..self.competencies * len]);
        }
    }

    fn voice(&self, words: &[u64], at: usize) -> Voice {
        let wide = self.wide.get(&at).copied().unwrap_or_default();
        let count = |slot: usize| ((words[slot / PER_WORD] >> (slot % PER_WORD * 8)) & 0xFF) + wide[slot];
        let k = usize::from(self.stages);
        Voice {
            stages: std::array::from_fn(|stage| if stage < k { count(stage) } else { 0 }),
            open: count(k),
            not_applicable: count(k + 1),
        }
    }
}
