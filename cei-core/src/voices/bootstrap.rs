//! Bootstrap intervals: what another draw of the same raters could have given.
//!
//! Raters are drawn, not answers: a person's answers belong together. The same seed gives the same intervals in every
//! language and on every machine.

use super::coefficients::in_range;
use crate::diagnostic::{Code, Params, Report};
use crate::reading::document;
use crate::values::limits::{MAX_RESAMPLES, MAX_SAFE_INTEGER};

fn thousand() -> u64 {
    1_000
}

fn nineteen_in_twenty() -> f64 {
    0.95
}

document! {
    /// How intervals are made.
    pub struct Bootstrap {
        /// How many times the raters are drawn.
        #[serde(default = "thousand")]
        resamples: u64 = thousand(),
        /// What the draws begin with.
        #[serde(default)]
        seed: u64 = Default::default(),
        /// How much of the resamples lies within the interval.
        #[serde(default = "nineteen_in_twenty")]
        level: f64 = nineteen_in_twenty(),
    }
}

impl Bootstrap {
    /// With so many resamples, from a seed, for intervals that hold a share `level` of them.
    ///
    /// # Errors
    ///
    /// A report of what is out of range.
    pub fn new(resamples: u64, seed: u64, level: f64) -> Result<Self, Report> {
        let bootstrap = Self { resamples, seed, level };
        bootstrap.check()?;
        Ok(bootstrap)
    }

    /// Its fields may have been set to anything.
    pub(crate) fn check(&self) -> Result<(), Report> {
        let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        in_range("/resamples", size(self.resamples), 1, size(MAX_RESAMPLES))?;
        in_range("/seed", size(self.seed), 0, size(MAX_SAFE_INTEGER))?;
        if self.level > 0.0 && self.level < 1.0 {
            return Ok(());
        }
        let allowed = vec!["a number above 0 and below 1".to_owned()];
        let params = Params::new().with("value", self.level.to_string()).with("allowed", allowed);
        Err(Report::of(Code::InvalidValue, "/level", params))
    }

    /// The interval of a statistic, from its values in the resamples where it has one; `None` if that is in less than
    /// half of them.
    pub(super) fn interval(&self, values: &mut [f64]) -> Option<[f64; 2]> {
        if values.is_empty() || (values.len() as u64).saturating_mul(2) < self.resamples {
            return None;
        }
        let tail = (1.0 - self.level) / 2.0;
        Some([quantile(values, tail)?, quantile(values, 1.0 - tail)?])
    }
}

impl Default for Bootstrap {
    /// 1,000 resamples, seed 0, level 0.95.
    fn default() -> Self {
        Self { resamples: thousand(), seed: 0, level: nineteen_in_twenty() }
    }
}

/// Linear between the order statistics: the definition 7 of Hyndman and Fan, the default of R and NumPy.
fn quantile(values: &mut [f64], share: f64) -> Option<f64> {
    let place = share * values.len().checked_sub(1)? as f64;
    let below = place.floor();
    let (_, low, above) = values.select_nth_unstable_by(below as usize, f64::total_cmp);
    let high = above.iter().copied().min_by(f64::total_cmp).unwrap_or(*low);
    Some(*low + (high - *low) * (place - below))
}

/// SplitMix64 (Steele, Lea and Flood 2014): a state of 64 bits, one output a step.
#[derive(Clone, Copy, Debug)]
pub(super) struct SplitMix64(u64);

impl SplitMix64 {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = self.0;
        let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Fills with whole numbers below `n`, two from each output: the upper, then the lower 32 bits, times `n`, over
    /// 2^32. Their bias is below n / 2^32.
    #[inline(never)]
    fn fill_below(&mut self, n: u32, places: &mut [u32]) {
        let scaled = |bits: u64| (bits.wrapping_mul(u64::from(n)) >> 32) as u32;
        for pair in places.chunks_mut(2) {
            let bits = self.next();
            for (place, half) in pair.iter_mut().zip([bits >> 32, bits & 0xffff_ffff]) {
                *place = scaled(half);
            }
        }
    }
}

/// Columns are counted in half bytes, 32 side by side: the first eight columns of a word in the lower halves of its
/// bytes, the next eight in the upper ones.
type Lane = [u64; 2];

/// Columns of a lane.
const COLUMNS: usize = 32;
/// Most lanes that are summed in one go: as many as stay in registers.
const MOST: usize = 8;
/// Rows that can be added before a half byte may overflow.
const ROWS_OF_HALVES: usize = 15;
/// Rows that can be added before a byte may overflow.
const ROWS_OF_BYTES: usize = 255;
/// The lower halves of the bytes of a word.
const LOWER: u64 = 0x0f0f_0f0f_0f0f_0f0f;

/// Rows of zeros and ones, some of which are added up.
pub(super) struct Rows {
    rows: usize,
    blocks: Vec<Block>,
}

/// Some columns of all rows.
struct Block {
    /// How many lanes wide.
    lanes: usize,
    /// Row by row.
    halves: Vec<Lane>,
}

impl Rows {
    /// From the columns where each row has a one.
    pub(super) fn new<C: Iterator<Item = usize>>(rows: impl ExactSizeIterator<Item = C>, width: usize) -> Self {
        let count = rows.len();
        let mut left = width.div_ceil(COLUMNS);
        let mut blocks = Vec::new();
        while left > 0 {
            let lanes = left.min(MOST);
            left = left.saturating_sub(lanes);
            blocks.push(Block { lanes, halves: vec![Lane::default(); lanes.saturating_mul(count)] });
        }
        for (row, columns) in rows.enumerate() {
            for column in columns {
                let (lane, column) = (column / COLUMNS, column % COLUMNS);
                let Some(block) = blocks.get_mut(lane / MOST) else { continue };
                let at = row.saturating_mul(block.lanes).saturating_add(lane % MOST);
                let (word, column) = (column / 16, column % 16);
                let bits = (column % 8).saturating_mul(8).saturating_add((column / 8).saturating_mul(4));
                if let Some(word) = block.halves.get_mut(at).and_then(|lane| lane.get_mut(word)) {
                    *word |= 1_u64.wrapping_shl(bits as u32);
                }
            }
        }
        Self { rows: count, blocks }
    }

    /// Room for the sums of all columns.
    pub(super) fn room(&self) -> Vec<[u32; COLUMNS]> {
        let lanes = self.blocks.iter().fold(0_usize, |sum, block| sum.saturating_add(block.lanes));
        vec![[0; COLUMNS]; lanes]
    }

    /// The sums of some rows by column, with zeros after the last.
    pub(super) fn sum<'a>(&self, rows: &[u32], room: &'a mut [[u32; COLUMNS]]) -> &'a [u32] {
        room.fill([0; COLUMNS]);
        for (block, sums) in self.blocks.iter().zip(room.chunks_mut(MOST)) {
            for part in rows.chunks(ROWS_OF_BYTES) {
                block.add_up(part, sums);
            }
        }
        room.as_flattened()
    }

    /// For each resample, draws as many rows as there are, with repetition.
    pub(super) fn resample(&self, bootstrap: &Bootstrap, mut each: impl FnMut(&[u32])) {
        let Ok(rows) = u32::try_from(self.rows) else { return };
        let mut random = SplitMix64::new(bootstrap.seed);
        let mut drawn = vec![0_u32; self.rows];
        for _ in 0..bootstrap.resamples {
            random.fill_below(rows, &mut drawn);
            each(&drawn);
        }
    }
}

/// Finds the rows that were drawn more than once.
pub(super) struct Again {
    times: Vec<u32>,
    pairs: Vec<u32>,
}

impl Again {
    pub(super) fn new(rows: usize) -> Self {
        Self { times: vec![0; rows], pairs: vec![0; rows.saturating_add(SPARE)] }
    }

    /// Every row as often as there are pairs of draws that both gave it.
    pub(super) fn pairs(&mut self, drawn: &[u32]) -> &[u32] {
        self.times.fill(0);
        let (count, most) = quick_pairs(drawn, &mut self.times, &mut self.pairs);
        if most as usize <= SPARE && count.saturating_add(SPARE) <= self.pairs.len() {
            return self.pairs.get(..count).unwrap_or_default();
        }
        self.pairs.clear();
        for (row, times) in (0_u32..).zip(&self.times) {
            let pairs = (*times as usize).saturating_mul((*times as usize).saturating_sub(1)) / 2;
            self.pairs.extend(std::iter::repeat_n(row, pairs));
        }
        let count = self.pairs.len();
        self.pairs.resize(count.saturating_add(self.times.len()).saturating_add(SPARE), 0);
        self.pairs.get(..count).unwrap_or_default()
    }
}

/// How many pairs there are, and the most draws of a row before its last. What is written holds only where they fit.
#[inline(never)]
fn quick_pairs(drawn: &[u32], times: &mut [u32], pairs: &mut [u32]) -> (usize, u32) {
    let (mut count, mut most) = (0_usize, 0_u32);
    for row in drawn {
        let Some(times) = times.get_mut(*row as usize) else { continue };
        let before = *times;
        *times = before.wrapping_add(1);
        // A pair with each draw before. Always written, without a branch that would be mispredicted half of the time:
        // what is not counted is overwritten.
        if let Some(places) = pairs.get_mut(count..count.wrapping_add(SPARE)) {
            places.copy_from_slice(&[*row; SPARE]);
        }
        count = count.wrapping_add(before as usize);
        most = most.max(before);
    }
    (count, most)
}

/// Pairs that are written at once.
const SPARE: usize = 4;

impl Block {
    fn add_up(&self, rows: &[u32], sums: &mut [[u32; COLUMNS]]) {
        match self.lanes {
            1 => add_up::<1>(&self.halves, rows, sums),
            2 => add_up::<2>(&self.halves, rows, sums),
            3 => add_up::<3>(&self.halves, rows, sums),
            4 => add_up::<4>(&self.halves, rows, sums),
            5 => add_up::<5>(&self.halves, rows, sums),
            6 => add_up::<6>(&self.halves, rows, sums),
            7 => add_up::<7>(&self.halves, rows, sums),
            _ => add_up::<MOST>(&self.halves, rows, sums),
        }
    }
}

/// Adds some rows of `N` lanes to the sums.
#[expect(clippy::indexing_slicing, reason = "every index is below N or 2, which the compiler sees")]
fn add_up<const N: usize>(halves: &[Lane], rows: &[u32], sums: &mut [[u32; COLUMNS]]) {
    let (table, _) = halves.as_chunks::<N>();
    let (mut lower, mut upper) = ([Lane::default(); N], [Lane::default(); N]);
    for rows in rows.chunks(ROWS_OF_HALVES) {
        let mut sum = [Lane::default(); N];
        for row in rows {
            let Some(row) = table.get(*row as usize) else { continue };
            sum = std::array::from_fn(|lane| {
                [sum[lane][0].wrapping_add(row[lane][0]), sum[lane][1].wrapping_add(row[lane][1])]
            });
        }
        for lane in 0..N {
            for word in 0..2 {
                lower[lane][word] = lower[lane][word].wrapping_add(sum[lane][word] & LOWER);
                upper[lane][word] = upper[lane][word].wrapping_add(sum[lane][word] >> 4 & LOWER);
            }
        }
    }
    for (sums, (lower, upper)) in sums.iter_mut().zip(lower.iter().zip(&upper)) {
        let bytes = [lower[0], upper[0], lower[1], upper[1]].map(u64::to_le_bytes);
        for (sum, byte) in sums.iter_mut().zip(bytes.as_flattened()) {
            *sum = sum.wrapping_add(u32::from(*byte));
        }
    }
}
