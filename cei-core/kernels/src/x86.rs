//! AVX2: 32 rows at a time.
//!
//! A column's values go through byte shuffles into counters packed two to a byte: of the votes, and of those at each
//! stage or above. What the rule asks is looked up by the number of votes, again by a shuffle. Everything fits as long
//! as there are at most 15 columns.

use std::arch::x86_64::{
    __m128i, __m256i, _MM_HINT_T0, _mm_loadu_si128, _mm_prefetch, _mm_storeu_si128, _mm256_add_epi8, _mm256_and_si256,
    _mm256_andnot_si256, _mm256_broadcastsi128_si256, _mm256_castsi128_si256, _mm256_castsi256_si128,
    _mm256_cmpeq_epi8, _mm256_cmpgt_epi8, _mm256_extracti128_si256, _mm256_inserti128_si256, _mm256_loadu_si256,
    _mm256_max_epu8, _mm256_min_epi8, _mm256_movemask_epi8, _mm256_or_si256, _mm256_set1_epi8, _mm256_setzero_si256,
    _mm256_shuffle_epi8, _mm256_srli_epi16, _mm256_storeu_si256, _mm256_sub_epi8, _mm256_unpackhi_epi8,
    _mm256_unpacklo_epi8,
};

use crate::transpose::{COLUMNS, ROWS, put};
use crate::{NOT_APPLICABLE, Needs, Tables};

/// Bytes in a vector.
const LANES: usize = 32;
/// Most columns: what half a byte counts.
const MOST: usize = 15;
/// How far ahead memory is asked for, in vectors.
const AHEAD: usize = 32;

type Table = [u8; 16];

/// The tables as shuffles read them.
#[derive(Clone, Debug)]
pub(crate) struct Vectors {
    stages: u8,
    is_points: bool,
    /// By value of a cell: 1 in the low half if it votes for stage number 2i + 1 or above, in the high half for 2i + 2.
    counters: [Table; 5],
    /// By stage number - 2 (only the first if the rule is reach), then by votes.
    needs: [Table; 8],
    /// By how many are no members.
    enough: Table,
    members: u8,
    within: Option<u8>,
}

impl Vectors {
    /// If the machine has what it takes and the tables fit.
    pub(crate) fn new(tables: &Tables) -> Option<Self> {
        let members = tables.members();
        if !is_x86_feature_detected!("avx2") || members > MOST || !(2..=9).contains(&tables.stages) {
            return None;
        }
        let votes_for = |value: usize, stage: usize| {
            u8::from(
                value <= usize::from(tables.stages) && usize::from(*tables.votes.get(value).unwrap_or(&0)) >= stage,
            )
        };
        // Needs are at most 15 votes of 8 points each; what is more cannot be met, as 127 cannot.
        let small = |need: u32| u8::try_from(need.min(127)).unwrap_or(127);
        let mut counters = [[0; 16]; 5];
        for (pair, counter) in counters.iter_mut().enumerate() {
            for (value, place) in counter.iter_mut().enumerate() {
                *place = votes_for(value, pair * 2 + 1) | (votes_for(value, pair * 2 + 2) << 4);
            }
        }
        let mut needs = [[0; 16]; 8];
        for (stage, needs) in (2..).zip(&mut needs) {
            for (votes, place) in needs.iter_mut().enumerate() {
                *place = small(tables.need(stage, votes));
            }
        }
        let mut enough = [127; 16];
        for (others, place) in enough.iter_mut().enumerate().take(members) {
            *place = small(tables.enough[members - others]);
        }
        Some(Self {
            stages: tables.stages,
            is_points: matches!(tables.needs, Needs::Points(_)),
            counters,
            needs,
            enough,
            members: u8::try_from(members).ok()?,
            within: tables.within,
        })
    }

    pub(crate) fn stage(&self, columns: &[&[u8]], out: &mut [u8]) -> bool {
        macro_rules! by_stages {
            ($($k:literal)*) => {
                match (self.stages, self.is_points) {
                    // SAFETY: `new` has seen that the machine has AVX2.
                    $(($k, false) => unsafe { stage::<$k, false>(self, columns, out) },)*
                    // SAFETY: likewise.
                    $(($k, true) => unsafe { stage::<$k, true>(self, columns, out) },)*
                    _ => false,
                }
            };
        }
        by_stages!(2 3 4 5 6 7 8 9)
    }
}

#[target_feature(enable = "avx2")]
fn load(bytes: &[u8; LANES]) -> __m256i {
    // SAFETY: the array has as many bytes as are read, wherever they lie.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
}

#[target_feature(enable = "avx2")]
fn store(bytes: &mut [u8; LANES], vector: __m256i) {
    // SAFETY: the array has as many bytes as are written, wherever they lie.
    unsafe { _mm256_storeu_si256(bytes.as_mut_ptr().cast(), vector) }
}

/// The table in both halves of a vector, as shuffles want it.
#[target_feature(enable = "avx2")]
fn table(table: &Table) -> __m256i {
    // SAFETY: the array has as many bytes as are read, wherever they lie.
    _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(table.as_ptr().cast()) })
}

#[target_feature(enable = "avx2")]
fn splat(byte: u8) -> __m256i {
    _mm256_set1_epi8(byte.cast_signed())
}

#[target_feature(enable = "avx2")]
fn stage<const K: usize, const POINTS: bool>(rule: &Vectors, columns: &[&[u8]], out: &mut [u8]) -> bool {
    let mut at = [&[] as &[[u8; LANES]]; MOST];
    let mut rest = [[0; LANES]; MOST];
    let (groups, tail) = out.as_chunks_mut::<LANES>();
    let rows = groups.len() * LANES;
    for ((chunks, rest), column) in at.iter_mut().zip(&mut rest).zip(columns) {
        *chunks = column[..rows].as_chunks().0;
        let left = &column[rows..rows + tail.len()];
        rest[..left.len()].copy_from_slice(left);
    }
    let mut highest = run::<K, POINTS>(rule, &at[..columns.len()], groups);
    if !tail.is_empty() {
        let mut last = [[0; LANES]];
        for (chunks, rest) in at.iter_mut().zip(&rest) {
            *chunks = std::slice::from_ref(rest);
        }
        highest = _mm256_max_epu8(highest, run::<K, POINTS>(rule, &at[..columns.len()], &mut last));
        tail.copy_from_slice(&last[0][..tail.len()]);
    }
    // One more than the highest value must be k + 1 at most; not applicable is 255, and so comes out as 0.
    let most = splat(rule.stages + 1);
    _mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_max_epu8(highest, most), most)) == -1
}

/// Stages all rows. Gives, lane by lane, one more than the highest value of a cell.
#[target_feature(enable = "avx2")]
fn run<const K: usize, const POINTS: bool>(
    rule: &Vectors,
    columns: &[&[[u8; LANES]]],
    out: &mut [[u8; LANES]],
) -> __m256i {
    let counters: [__m256i; 5] = [
        table(&rule.counters[0]),
        table(&rule.counters[1]),
        table(&rule.counters[2]),
        table(&rule.counters[3]),
        table(&rule.counters[4]),
    ];
    let enough = table(&rule.enough);
    let reach = table(&rule.needs[0]);
    let half = splat(0x0F);
    let one = splat(1);
    let not_applicable = splat(NOT_APPLICABLE);
    let members = splat(rule.members);
    let top = splat(rule.stages);
    let within = splat(rule.stages + rule.within.unwrap_or(0).min(rule.stages));
    let mut highest = _mm256_setzero_si256();
    for (row, place) in out.iter_mut().enumerate() {
        let mut packed = [_mm256_setzero_si256(); 5];
        let mut others = _mm256_setzero_si256();
        for column in columns {
            _mm_prefetch::<_MM_HINT_T0>(column.as_ptr().wrapping_add(row + AHEAD).cast());
            let value = load(&column[row]);
            highest = _mm256_max_epu8(highest, _mm256_add_epi8(value, one));
            others = _mm256_sub_epi8(others, _mm256_cmpeq_epi8(value, not_applicable));
            for pair in 0..K.div_ceil(2) {
                packed[pair] = _mm256_add_epi8(packed[pair], _mm256_shuffle_epi8(counters[pair], value));
            }
        }
        // How many have reached stage number i + 1: the first are the votes.
        let mut reached = [_mm256_setzero_si256(); K];
        for stage in 0..K {
            let pair = packed[stage / 2];
            let pair = if stage % 2 == 1 { _mm256_srli_epi16::<4>(pair) } else { pair };
            reached[stage] = _mm256_and_si256(pair, half);
        }
        let votes = reached[0];
        let mut points = _mm256_setzero_si256();
        if POINTS {
            for reached in &reached[1..] {
                points = _mm256_add_epi8(points, *reached);
            }
        }
        // Down from the top, one for each stage that is not reached: a comparison that holds is -1.
        let mut stage = top;
        let need = _mm256_shuffle_epi8(reach, votes);
        for (reached, needs) in reached[1..].iter().zip(&rule.needs) {
            let short = if POINTS {
                _mm256_cmpgt_epi8(_mm256_shuffle_epi8(table(needs), votes), points)
            } else {
                _mm256_cmpgt_epi8(need, *reached)
            };
            stage = _mm256_add_epi8(stage, short);
        }
        if rule.within.is_some() {
            let mut most = within;
            for reached in &reached[1..] {
                most = _mm256_add_epi8(most, _mm256_cmpgt_epi8(votes, *reached));
            }
            stage = _mm256_min_epi8(stage, most);
        }
        let too_few = _mm256_cmpgt_epi8(_mm256_shuffle_epi8(enough, others), votes);
        stage = _mm256_andnot_si256(too_few, stage);
        store(place, _mm256_or_si256(stage, _mm256_cmpeq_epi8(others, members)));
    }
    highest
}

/// Shuffled four times like this, 16 rows of 16 bytes are 16 columns.
#[target_feature(enable = "avx2")]
fn interleave(rows: [__m256i; COLUMNS]) -> [__m256i; COLUMNS] {
    let mut rows = rows;
    for _ in 0..4 {
        let before = rows;
        for half in 0..COLUMNS / 2 {
            rows[2 * half] = _mm256_unpacklo_epi8(before[half], before[half + COLUMNS / 2]);
            rows[2 * half + 1] = _mm256_unpackhi_epi8(before[half], before[half + COLUMNS / 2]);
        }
    }
    rows
}

/// Takes `count` rows, a multiple of 32, of at least 16 columns apart.
#[target_feature(enable = "avx2")]
pub(crate) fn rows_to_columns(rows: &[u8], stride: usize, count: usize, out: &mut [u8], height: usize) {
    let columns = out.len() / height;
    for first in (0..count).step_by(ROWS) {
        // The last columns are done together with some before them.
        for column in (0..columns - COLUMNS).step_by(COLUMNS).chain([columns - COLUMNS]) {
            let mut pairs = [_mm256_setzero_si256(); COLUMNS];
            for (row, pair) in pairs.iter_mut().enumerate() {
                let at = (first + row) * stride + column;
                let [low, high] = [at, at + COLUMNS * stride].map(|at| half(&rows[at..at + COLUMNS]));
                *pair = _mm256_inserti128_si256::<1>(_mm256_castsi128_si256(low), high);
            }
            for (index, vector) in interleave(pairs).into_iter().enumerate() {
                let at = (column + index) * height + first;
                if let Some(places) = out[at..].first_chunk_mut() {
                    store(places, vector);
                }
            }
        }
    }
}

/// 16 bytes of a row.
#[target_feature(enable = "avx2")]
fn half(bytes: &[u8]) -> __m128i {
    let bytes: &[u8; COLUMNS] = bytes.first_chunk().unwrap_or(&[0; COLUMNS]);
    // SAFETY: the array has as many bytes as are read, wherever they lie.
    unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) }
}

/// Puts at most 16 columns together into `count` rows, a multiple of 32.
#[target_feature(enable = "avx2")]
pub(crate) fn columns_to_rows(columns: &[u8], height: usize, count: usize, out: &mut [u8], stride: usize) {
    let width = columns.len() / height;
    let mut block = [[0; COLUMNS]; ROWS];
    for first in (0..count).step_by(ROWS) {
        let mut vectors = [_mm256_setzero_si256(); COLUMNS];
        for (vector, column) in vectors.iter_mut().zip(columns.chunks_exact(height)) {
            if let Some(values) = column[first..].first_chunk() {
                *vector = load(values);
            }
        }
        let (low, high) = block.split_at_mut(COLUMNS);
        for ((low, high), pair) in low.iter_mut().zip(high).zip(interleave(vectors)) {
            // SAFETY: the arrays have as many bytes as are written, wherever they lie.
            unsafe {
                _mm_storeu_si128(low.as_mut_ptr().cast(), _mm256_castsi256_si128(pair));
                _mm_storeu_si128(high.as_mut_ptr().cast(), _mm256_extracti128_si256::<1>(pair));
            }
        }
        for (row, values) in block.iter().enumerate() {
            put(&mut out[(first + row) * stride..][..width], values);
        }
    }
}
