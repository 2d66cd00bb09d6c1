//! Counting answers that come one by one, in any order, to the stage of each voice.
//!
//! A voice is a group on a competency in an assessment. Its counts are bytes, in pieces that fit the cache next to the
//! processor: an answer is first put to those that wait for the same piece, and counted when there are many of them.
//! What a byte cannot count is carried over into a wider number.

use std::collections::HashMap;

use crate::{MAX_STAGE, NO_STAGE, NOT_APPLICABLE};

/// How many answers are put to their pieces together.
pub const CHUNK: usize = 1024;
/// Bytes of counts in a piece: as many as two bytes can tell apart.
const PIECE: usize = 1 << 16;
/// Answers wait in pages of so many. The tests of this crate come to every limit with few.
const PAGE: usize = if cfg!(test) { 16 } else { 1 << 9 };
/// How many answers wait for all pieces together, unless that were less than a page for each and as many again.
const WAITING: usize = if cfg!(test) { 1 << 11 } else { 3 << 22 };
/// So far ahead memory is asked for.
const AHEAD: usize = 1 << 5;
/// How many counts fit a word.
const PER_WORD: usize = 8;
/// Answers that name no stage, and answers that do not apply: they are counted after the stages.
const OTHERS: usize = 2;

/// Answers, the same number in each array. The numbers may be of any width.
#[derive(Clone, Copy, Debug)]
pub struct Answers<'a, G, C, S> {
    /// Of which assessment, from 0.
    pub assessments: &'a [u32],
    /// Of which group, from 0.
    pub groups: &'a [G],
    /// On which competency, from 0.
    pub competencies: &'a [C],
    /// Stage numbers; 0 for an answer without a stage, 255 for one that does not apply.
    pub stages: &'a [S],
}

/// What the codes of answers that name no stage mean. Those that do are less than the number of stages.
#[derive(Clone, Copy, Debug)]
pub struct Codes {
    /// It does not apply.
    pub not_applicable: u32,
    /// From here on a code means nothing,
    pub end: u32,
    /// but for this one: there is no answer.
    pub none: u32,
}

/// A number of at most 4 bytes.
trait Number: Copy + Into<u32> {}

impl<T: Copy + Into<u32>> Number for T {}

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
    shape: Shape,
    assessments: usize,
    blocks: Vec<Block>,
    /// Pages of answers that wait, as places in a piece.
    waiting: Vec<u16>,
    /// By page: which page of the same piece was filled before it, from 1; 0 if none was.
    before: Vec<u32>,
    /// By piece: where the answers that wait for it end.
    ends: Vec<Ends>,
    /// Whether an answer was not a stage.
    any_others: bool,
}

/// How the counts lie.
#[derive(Clone, Copy, Debug)]
struct Shape {
    stages: u8,
    groups: u32,
    competencies: u32,
    /// Assessments in a block: 2 to this power.
    shift: u32,
    /// Pieces in a block.
    pieces: u32,
}

/// The counts of some assessments, by stage, then group, competency, assessment.
#[derive(Clone, Debug, Default)]
struct Block {
    /// Up to the last piece for which answers were counted.
    counts: Vec<u8>,
    /// What did not fit a byte, by its place in `counts`.
    wide: HashMap<usize, u64>,
}

/// Where the answers that wait for a piece end, and where their last page does.
#[derive(Clone, Copy, Debug, Default)]
struct Ends {
    next: u32,
    full: u32,
}

/// Where answers are counted.
struct Places {
    /// In which piece of all.
    pieces: [u32; CHUNK],
    /// Where there.
    places: [u16; CHUNK],
    /// Whether one of the answers is not a stage.
    others: bool,
}

impl Shape {
    fn new(stages: u8, groups: usize, competencies: usize) -> Self {
        let voices = (groups * competencies).max(1);
        // The stages of a block fit one piece. What is not a stage is rare, and has its own.
        let shift = (PIECE / (usize::from(stages) * voices)).max(32).ilog2();
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let mut shape = Self { stages, groups: number(groups), competencies: number(competencies), shift, pieces: 0 };
        shape.pieces = number(shape.block().div_ceil(PIECE));
        shape
    }

    fn voices(self) -> usize {
        self.groups as usize * self.competencies as usize
    }

    /// How many counts a voice has.
    fn slots(self) -> usize {
        usize::from(self.stages) + OTHERS
    }

    /// Assessments in a block.
    fn height(self) -> usize {
        1 << self.shift
    }

    /// Bytes in a block.
    fn block(self) -> usize {
        (self.slots() * self.voices()) << self.shift
    }

    /// The places of answers, of which `slot` says which count they add to; false if one of them names what there is not.
    #[inline(always)]
    fn places<G: Number, C: Number, S: Number>(
        self,
        assessments: u32,
        answers: Answers<'_, G, C, S>,
        slot: impl Fn(u32) -> u32,
        out: &mut Places,
    ) -> bool {
        let Self { groups, competencies, shift, pieces, .. } = self;
        let (stages, voices, low) = (u32::from(self.stages), groups * competencies, (1 << shift) - 1);
        let slots = stages + 2;
        let answers_of =
            answers.assessments.iter().zip(answers.groups).zip(answers.competencies.iter().zip(answers.stages));
        let (mut bad, mut others) = (false, false);
        for ((answer, piece), place) in answers_of.zip(&mut out.pieces).zip(&mut out.places) {
            let ((assessment, group), (competency, stage)) = answer;
            let (group, competency, slot): (u32, u32, u32) =
                ((*group).into(), (*competency).into(), slot((*stage).into()));
            bad |= (*assessment >= assessments) | (group >= groups) | (competency >= competencies) | (slot >= slots);
            others |= slot >= stages;
            let at =
                (slot.wrapping_mul(voices).wrapping_add(group.wrapping_mul(competencies)).wrapping_add(competency)
                    << shift)
                    | (assessment & low);
            *piece = (assessment >> shift).wrapping_mul(pieces).wrapping_add(at >> PIECE.ilog2());
            *place = at as u16;
        }
        out.others |= others;
        !bad
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn places_avx2<G: Number, C: Number, S: Number>(
        self,
        assessments: u32,
        answers: Answers<'_, G, C, S>,
        slot: impl Fn(u32) -> u32,
        out: &mut Places,
    ) -> bool {
        self.places(assessments, answers, slot, out)
    }
}

impl Counter {
    /// For so many assessments, groups (at most 255) and competencies, and 2 to 9 stages.
    #[must_use]
    pub fn new(stages: u8, groups: usize, competencies: usize, assessments: usize) -> Self {
        let mut counter = Self {
            shape: Shape::new(stages, groups, competencies),
            assessments: 0,
            blocks: Vec::new(),
            waiting: Vec::new(),
            before: Vec::new(),
            ends: Vec::new(),
            any_others: false,
        };
        counter.grow(assessments);
        counter
    }

    /// Makes room for more assessments.
    pub fn grow(&mut self, assessments: usize) {
        self.assessments = self.assessments.max(assessments);
        self.blocks.resize_with(self.assessments.div_ceil(self.shape.height()), Block::default);
        self.ends.resize(self.blocks.len() * self.shape.pieces as usize, Ends::default());
    }

    /// Begins a page for a piece whose last one is full, if there is one.
    #[cold]
    fn make_room(&mut self, piece: usize) {
        let most = (WAITING / PAGE).max(self.ends.len() * 2).min(u32::MAX as usize / PAGE);
        if self.before.len() >= most {
            (0..self.ends.len()).for_each(|piece| self.count(piece));
            self.ends.fill(Ends::default());
            self.before.clear();
            self.waiting.clear();
        }
        let next = self.waiting.len() as u32;
        self.before.push(self.ends[piece].full / PAGE as u32);
        self.waiting.resize(self.waiting.len() + PAGE, 0);
        self.ends[piece] = Ends { next, full: next + PAGE as u32 };
    }

    /// The answers that wait for a piece, page by page.
    fn waiting_for(&self, piece: usize) -> impl Iterator<Item = &[u16]> {
        let Ends { next, full } = self.ends[piece];
        let (mut page, mut end) = (full as usize / PAGE, next as usize);
        std::iter::from_fn(move || {
            let start = page.checked_sub(1)? * PAGE;
            let answers = &self.waiting[start..end];
            page = self.before[page - 1] as usize;
            end = page * PAGE;
            Some(answers)
        })
    }

    /// Counts answers. If one of them names what there is not, gives its index, and those before it may be counted or not.
    ///
    /// # Errors
    ///
    /// The index of the first answer that cannot be counted.
    pub fn add(&mut self, answers: Answers<'_, u8, u16, u8>) -> Result<(), usize> {
        let stages = u32::from(self.shape.stages);
        self.add_by(answers, move |stage| {
            if stage == NO_STAGE.into() {
                stages
            } else if stage == NOT_APPLICABLE.into() {
                stages + 1
            } else if stage <= stages {
                stage - 1
            } else {
                u32::MAX
            }
        })
    }

    /// As [`Counter::add`], of answers in codes. Of no more than [`CHUNK`] answers none is counted if one cannot be.
    ///
    /// # Errors
    ///
    /// As [`Counter::add`].
    pub fn add_codes(&mut self, answers: Answers<'_, u32, u32, u32>, codes: Codes) -> Result<(), usize> {
        let stages = u32::from(self.shape.stages);
        self.add_by(answers, move |code| {
            // Nothing but choices between two: many are made at once.
            let slot = if code < stages { code } else { stages };
            let slot = if code == codes.not_applicable { stages + 1 } else { slot };
            if (code < codes.end) | (code == codes.none) { slot } else { u32::MAX }
        })
    }

    /// `slot` says which of a voice's counts an answer adds to.
    fn add_by<G: Number, C: Number, S: Number>(
        &mut self,
        answers: Answers<'_, G, C, S>,
        slot: impl Fn(u32) -> u32 + Copy,
    ) -> Result<(), usize> {
        let len = answers.stages.len();
        let mut places = Places { pieces: [0; CHUNK], places: [0; CHUNK], others: false };
        for start in (0..len).step_by(CHUNK) {
            let end = (start + CHUNK).min(len);
            let part = Answers {
                assessments: &answers.assessments[start..end],
                groups: &answers.groups[start..end],
                competencies: &answers.competencies[start..end],
                stages: &answers.stages[start..end],
            };
            if !self.places(part, slot, &mut places) {
                return Err(start + self.first_bad(part, slot));
            }
            self.any_others |= places.others;
            let (mut pieces, mut places) = (&places.pieces[..end - start], &places.places[..end - start]);
            while let Some(done) = put(pieces, places, &mut self.ends, &mut self.waiting) {
                self.make_room(pieces[done] as usize);
                (pieces, places) = (&pieces[done..], &places[done..]);
            }
        }
        Ok(())
    }

    fn places<G: Number, C: Number, S: Number>(
        &self,
        answers: Answers<'_, G, C, S>,
        slot: impl Fn(u32) -> u32,
        out: &mut Places,
    ) -> bool {
        let assessments = u32::try_from(self.assessments).unwrap_or(u32::MAX);
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            // SAFETY: it has just been seen that the machine has AVX2.
            return unsafe { self.shape.places_avx2(assessments, answers, slot, out) };
        }
        self.shape.places(assessments, answers, slot, out)
    }

    /// Counts the answers that wait for a piece.
    fn count(&mut self, piece: usize) {
        let pieces = self.shape.pieces as usize;
        let mut block = std::mem::take(&mut self.blocks[piece / pieces]);
        self.waiting_for(piece).for_each(|answers| block.count(self.shape, piece % pieces, answers));
        self.blocks[piece / pieces] = block;
    }

    fn first_bad<G: Number, C: Number, S: Number>(
        &self,
        answers: Answers<'_, G, C, S>,
        slot: impl Fn(u32) -> u32,
    ) -> usize {
        let is_bad = |row: &usize| {
            answers.assessments[*row] as usize >= self.assessments
                || answers.groups[*row].into() >= self.shape.groups
                || answers.competencies[*row].into() >= self.shape.competencies
                || slot(answers.stages[*row].into()) as usize >= self.shape.slots()
        };
        (0..answers.stages.len()).find(is_bad).unwrap_or(0)
    }

    /// Gives, block by block, what `decide` says of every voice, in columns: by group, then competency. The height of a
    /// column is the number of assessments of the block. Beside it, for each competency a column that is 0 where nobody
    /// answered, not even that it does not apply.
    pub fn voices(&self, decide: impl Fn(&Voice) -> u8, mut each: impl FnMut(std::ops::Range<usize>, &[u8], &[u8])) {
        match self.used_slots().div_ceil(PER_WORD) {
            1 => self.voices_in::<1>(decide, &mut each),
            _ => self.voices_in::<2>(decide, &mut each),
        }
    }

    /// How many counts of a voice may be other than 0.
    fn used_slots(&self) -> usize {
        self.shape.slots() - if self.any_others { 0 } else { OTHERS }
    }

    fn voices_in<const WORDS: usize>(
        &self,
        decide: impl Fn(&Voice) -> u8,
        each: &mut impl FnMut(std::ops::Range<usize>, &[u8], &[u8]),
    ) {
        // What was decided lately: most voices are alike.
        const KNOWN: usize = 1 << 12;
        let mut known: Box<[_]> = std::iter::repeat_n(([0_u64; WORDS], NOT_APPLICABLE), KNOWN).collect();
        let (voices, height) = (self.shape.voices(), self.shape.height());
        let competencies = self.shape.competencies as usize;
        let mut stages = vec![0_u8; voices * height];
        let mut answered = vec![0_u8; competencies * height];
        let mut words = vec![[0_u64; WORDS]; height];
        let mut settled = Block { counts: vec![0; self.shape.block()], wide: HashMap::new() };
        for block in 0..self.blocks.len() {
            self.settle(block, &mut settled);
            let first = block << self.shape.shift;
            let len = height.min(self.assessments - first);
            answered.fill(0);
            for voice in 0..voices {
                let competency = voice % competencies;
                self.gather(&settled, voice, &mut words, &mut answered[competency * len..(competency + 1) * len]);
                let column = &mut stages[voice * len..(voice + 1) * len];
                for (words, stage) in words.iter().zip(column) {
                    let mixed =
                        words.iter().fold(0_u64, |mixed, word| (mixed ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15));
                    let known = &mut known[(mixed >> 52) as usize % KNOWN];
                    if known.0 != *words {
                        let count = |slot: usize| (words[slot / PER_WORD] >> (slot % PER_WORD * 8)) & 0xFF;
                        *known = (*words, decide(&self.voice(count)));
                    }
                    *stage = known.1;
                }
            }
            for at in settled.wide.keys() {
                let (voice, row) = ((at >> self.shape.shift) % voices, at & (height - 1));
                let count = |slot: usize| settled.get(((slot * voices + voice) << self.shape.shift) + row);
                stages[voice * len + row] = decide(&self.voice(count));
                answered[voice % competencies * len + row] = 1;
            }
            each(first..first + len, &stages[..voices * len], &answered[..competencies * len]);
        }
    }

    /// Puts the counts of a voice into words, one for each assessment, and notes where there is any.
    fn gather<const WORDS: usize>(
        &self,
        settled: &Block,
        voice: usize,
        words: &mut [[u64; WORDS]],
        answered: &mut [u8],
    ) {
        let plane = |slot: usize| {
            let at = (slot * self.shape.voices() + voice) << self.shape.shift;
            &settled.counts[at..at + self.shape.height()]
        };
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            // SAFETY: it has just been seen that the machine has AVX2.
            return unsafe { gather_avx2(plane, self.used_slots(), words, answered) };
        }
        gather(plane, self.used_slots(), words, answered);
    }

    /// The counts of a block with those of the answers that wait for it.
    fn settle(&self, block: usize, out: &mut Block) {
        let Block { counts, wide } = &self.blocks[block];
        let used = (self.used_slots() * self.shape.voices()) << self.shape.shift;
        let known = &counts[..counts.len().min(used)];
        let (begin, rest) = out.counts[..used].split_at_mut(known.len());
        begin.copy_from_slice(known);
        rest.fill(0);
        out.wide.clone_from(wide);
        let pieces = self.shape.pieces as usize;
        for piece in 0..pieces {
            let waiting = self.waiting_for(block * pieces + piece);
            waiting.for_each(|answers| out.count(self.shape, piece, answers));
        }
    }

    fn voice(&self, count: impl Fn(usize) -> u64) -> Voice {
        let (k, used) = (usize::from(self.shape.stages), self.used_slots());
        let count = |slot: usize| if slot < used { count(slot) } else { 0 };
        Voice {
            stages: std::array::from_fn(|stage| if stage < k { count(stage) } else { 0 }),
            open: count(k),
            not_applicable: count(k + 1),
        }
    }
}

/// Puts answers to those that wait. Gives the index of the first for which there is no room.
fn put(pieces: &[u32], places: &[u16], ends: &mut [Ends], waiting: &mut [u16]) -> Option<usize> {
    pieces.iter().zip(places).position(|(piece, place)| {
        let ends = &mut ends[*piece as usize];
        if ends.next == ends.full {
            return true;
        }
        crate::ask_for_place(waiting, ends.next as usize + AHEAD);
        waiting[ends.next as usize] = *place;
        ends.next += 1;
        false
    })
}

impl Block {
    /// Counts answers, by their places in a piece.
    fn count(&mut self, shape: Shape, piece: usize, places: &[u16]) {
        let first = piece * PIECE;
        let end = (first + PIECE).min(shape.block());
        if self.counts.len() < end {
            self.counts.resize(end, 0);
        }
        let counts = &mut self.counts[first..end];
        let mut carry = |place: u16| *self.wide.entry(first + usize::from(place)).or_default() += 0x100;
        // Where any two bytes are a place, none needs to be checked.
        match <&mut [u8; PIECE]>::try_from(&mut *counts) {
            Ok(counts) => places.iter().for_each(|place| count(&mut counts[usize::from(*place)], *place, &mut carry)),
            Err(_) => places.iter().for_each(|place| count(&mut counts[usize::from(*place)], *place, &mut carry)),
        }
    }

    fn get(&self, at: usize) -> u64 {
        u64::from(self.counts[at]) + self.wide.get(&at).copied().unwrap_or_default()
    }
}

#[inline(always)]
fn count(count: &mut u8, place: u16, carry: &mut impl FnMut(u16)) {
    *count = count.wrapping_add(1);
    if *count == 0 {
        carry(place);
    }
}

#[inline(always)]
fn gather<'c, const WORDS: usize>(
    plane: impl Fn(usize) -> &'c [u8],
    slots: usize,
    words: &mut [[u64; WORDS]],
    answered: &mut [u8],
) {
    words.fill([0; WORDS]);
    for slot in 0..slots {
        let plane = plane(slot);
        let shift = slot % PER_WORD * 8;
        for (words, count) in words.iter_mut().zip(plane) {
            words[slot / PER_WORD] |= u64::from(*count) << shift;
        }
        for (answered, count) in answered.iter_mut().zip(plane) {
            *answered |= count;
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn gather_avx2<'c, const WORDS: usize>(
    plane: impl Fn(usize) -> &'c [u8],
    slots: usize,
    words: &mut [[u64; WORDS]],
    answered: &mut [u8],
) {
    gather(plane, slots, words, answered);
}
