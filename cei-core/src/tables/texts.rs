//! What the texts of a column mean, remembered: a vocabulary is asked once for most texts that are alike, though not for
//! all.

use std::ops::Range;

/// Texts of up to so many bytes are compared as two numbers.
const SHORT: usize = 16;
/// How far from its place a text may be kept.
const PROBES: usize = 8;
/// How many places there are at first, and at most: 32 MiB.
const PLACES: (usize, usize) = (1 << 8, 1 << 20);
/// How many bytes of longer texts are kept at most.
const LONG: usize = 1 << 24;

/// A text in a form that is quickly compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key<'a> {
    len: u32,
    /// All bytes of a short text; of a long one the first 8,
    low: u64,
    /// and the last.
    high: u64,
    /// The text, if it is long.
    long: &'a [u8],
}

/// A text that is remembered, and its code.
#[derive(Clone, Copy, Debug)]
struct Known {
    len: u32,
    hash: u32,
    low: u64,
    high: u64,
    code: u32,
    /// Where a long text begins.
    start: u32,
}

/// A place that is free. No text is that long.
const FREE: Known = Known { len: u32::MAX, hash: 0, low: 0, high: 0, code: 0, start: 0 };

/// What is remembered.
#[derive(Debug, Default)]
pub(super) struct Texts {
    places: Vec<Known>,
    used: usize,
    long: Vec<u8>,
}

impl<'a> Key<'a> {
    /// The text that is this part of all bytes.
    #[inline(always)]
    pub(super) fn within(bytes: &'a [u8], range: Range<usize>) -> Self {
        let len = range.len();
        let number = |at: usize| {
            let chunk = bytes.get(at..)?.first_chunk::<8>()?;
            Some(u64::from_le_bytes(*chunk))
        };
        let second = range.start.saturating_add(8);
        let ([low, high], long) = match (number(range.start), number(second)) {
            (Some(low), _) if len <= 8 => ([first(low, len), 0], &[][..]),
            (Some(low), Some(high)) if len <= SHORT => ([low, first(high, len.saturating_sub(8))], &[][..]),
            (Some(low), _) if len > SHORT => {
                let high = number(range.end.saturating_sub(8)).unwrap_or_default();
                ([low, high], bytes.get(range).unwrap_or_default())
            }
            _ => (padded(bytes.get(range).unwrap_or_default()), &[][..]),
        };
        Self { len: u32::try_from(len).unwrap_or(u32::MAX), low, high, long }
    }

    /// The text of a view, if it stands in the view itself.
    #[inline(always)]
    pub(super) fn of_view(view: u128) -> Option<Self> {
        let len = view as u32;
        (len <= 12).then_some(Self { len, low: view as u64, high: (view >> 64) as u64, long: &[] })
    }

    #[inline(always)]
    fn hash(&self) -> u32 {
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut mixed = (self.low ^ u64::from(self.len)).wrapping_mul(ODD);
        mixed = (mixed ^ (mixed >> 32) ^ self.high).wrapping_mul(ODD);
        for chunk in self.long.as_chunks::<8>().0 {
            mixed = (mixed ^ (mixed >> 32) ^ u64::from_le_bytes(*chunk)).wrapping_mul(ODD);
        }
        (mixed >> 32) as u32
    }
}

/// The first bytes of a number, at most 8.
fn first(number: u64, bytes: usize) -> u64 {
    let rest = 8_usize.saturating_sub(bytes).saturating_mul(8);
    let mask = u32::try_from(rest).ok().and_then(|rest| u64::MAX.checked_shr(rest)).unwrap_or(0);
    number & mask
}

/// Up to 16 bytes as two numbers.
fn padded(text: &[u8]) -> [u64; 2] {
    let mut bytes = [0; SHORT];
    bytes.iter_mut().zip(text).for_each(|(place, byte)| *place = *byte);
    let both = u128::from_le_bytes(bytes);
    [both as u64, (both >> 64) as u64]
}

impl Texts {
    /// The code of a text, if it is remembered.
    #[inline(always)] // A key has to stay in registers: it was just made of pieces, and memory is slow to join them.
    pub(super) fn get(&self, key: &Key<'_>) -> Option<u32> {
        let hash = key.hash();
        // Nearly all are where they belong.
        let known = self.places.get(self.own(hash))?;
        if self.is(known, key) { Some(known.code) } else { self.get_nearby(hash, key) }
    }

    #[cold]
    fn get_nearby(&self, hash: u32, key: &Key<'_>) -> Option<u32> {
        let places = self.around(hash).map_while(|at| self.places.get(at).filter(|known| known.len != FREE.len));
        places.filter(|known| self.is(known, key)).map(|known| known.code).next()
    }

    #[inline(always)]
    fn is(&self, known: &Known, key: &Key<'_>) -> bool {
        known.low == key.low && known.high == key.high && known.len == key.len && self.is_rest(known, key)
    }

    /// Whether a text is the one that is known, if its ends and its length are.
    #[inline(always)]
    fn is_rest(&self, known: &Known, key: &Key<'_>) -> bool {
        key.long.is_empty() || self.long.get(known.start as usize..).is_some_and(|long| long.starts_with(key.long))
    }

    /// Remembers the code of a text that is not remembered.
    pub(super) fn put(&mut self, key: &Key<'_>, code: u32) {
        // With that much room nearly all are where they belong.
        if self.used.saturating_mul(4) >= self.places.len() && self.places.len() < PLACES.1 {
            self.grow();
        }
        let Ok(start) = u32::try_from(self.long.len()) else { return };
        if self.long.len().saturating_add(key.long.len()) > LONG || key.len == FREE.len {
            return;
        }
        self.long.extend_from_slice(key.long);
        self.place(Known { len: key.len, hash: key.hash(), low: key.low, high: key.high, code, start });
    }

    /// Puts what is known to the first free place, or to its own if none is free around it.
    fn place(&mut self, known: Known) {
        let is_free = |at: &usize| self.places.get(*at).is_some_and(|known| known.len == FREE.len);
        let free = self.around(known.hash).find(is_free);
        self.used = self.used.saturating_add(usize::from(free.is_some()));
        let at = free.or_else(|| self.around(known.hash).next());
        at.and_then(|at| self.places.get_mut(at)).into_iter().for_each(|place| *place = known);
    }

    fn grow(&mut self) {
        let more = self.places.len().saturating_mul(2).max(PLACES.0);
        let old = std::mem::replace(&mut self.places, vec![FREE; more]);
        self.used = 0;
        old.into_iter().filter(|known| known.len != FREE.len).for_each(|known| self.place(known));
    }

    /// Where a text belongs: the highest bits of its hash say it.
    #[inline]
    fn own(&self, hash: u32) -> usize {
        let shift = u32::BITS.saturating_sub(self.places.len().trailing_zeros());
        hash.checked_shr(shift).unwrap_or(0) as usize
    }

    /// Where a text may be kept.
    fn around(&self, hash: u32) -> impl Iterator<Item = usize> + use<> {
        let (own, mask) = (self.own(hash), self.places.len().saturating_sub(1));
        (0..PROBES).map(move |step| own.wrapping_add(step) & mask)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts of every length, many of them alike but for one byte anywhere.
    fn texts() -> Vec<String> {
        let mut texts = vec![String::new()];
        for len in 1..40 {
            for at in 0..len {
                for other in ["a", "b", "\u{0}"] {
                    texts.push(format!("{}{other}{}", "x".repeat(at), "x".repeat(len - at - 1)));
                }
            }
        }
        texts.extend((0..50_000).map(|number| format!("school-{number}")));
        texts.extend((0..5_000).map(|number| format!("a-district-with-a-long-name-{number}-in-the-year-2025-26")));
        texts
    }

    #[test]
    fn a_text_is_remembered_as_itself_and_nothing_else() {
        let texts = texts();
        let all = texts.concat();
        let mut start = 0;
        let mut ranges = Vec::new();
        for text in &texts {
            ranges.push(start..start + text.len());
            start += text.len();
        }
        let mut memory = Texts::default();
        let (mut known, mut forgotten) = (0, 0);
        for (code, (text, range)) in (0..).zip(texts.iter().zip(&ranges)) {
            // In the middle of others, at the end of all, and alone.
            let key = Key::within(all.as_bytes(), range.clone());
            assert_eq!(memory.get(&key), None, "{text}");
            memory.put(&key, code);
            assert_eq!(memory.get(&Key::within(text.as_bytes(), 0..text.len())), Some(code), "{text}");
            assert_eq!(memory.get(&Key::within(&all.as_bytes()[..range.end], range.clone())), Some(code), "{text}");
        }
        for (code, (text, range)) in (0..).zip(texts.iter().zip(&ranges)) {
            match memory.get(&Key::within(all.as_bytes(), range.clone())) {
                Some(found) => {
                    assert_eq!(found, code, "{text}");
                    known += 1;
                }
                None => forgotten += 1,
            }
        }
        assert!(forgotten * 100 < known, "{known} known, {forgotten} forgotten");
    }

    #[test]
    fn views_are_texts() {
        let mut memory = Texts::default();
        for (code, text) in (0..).zip(texts().iter().filter(|text| text.len() <= 12)) {
            let mut view = [0; 16];
            view[..4].copy_from_slice(&u32::try_from(text.len()).unwrap().to_le_bytes());
            view[4..4 + text.len()].copy_from_slice(text.as_bytes());
            let key = Key::of_view(u128::from_le_bytes(view)).unwrap();
            assert_eq!(memory.get(&key), None, "{text}");
            memory.put(&key, code);
            assert_eq!(memory.get(&key), Some(code), "{text}");
        }
        assert!(Key::of_view(13).is_none());
    }

    #[test]
    fn memory_is_bounded() {
        let mut memory = Texts::default();
        let long = "long".repeat(1_000);
        for number in 0..1_500_000 {
            let text = if number % 100 == 0 { format!("{long}{number}") } else { number.to_string() };
            memory.put(&Key::within(text.as_bytes(), 0..text.len()), number);
        }
        assert!(memory.places.len() == PLACES.1 && memory.long.len() <= LONG);
        // What came last replaced what was known before.
        assert_eq!(memory.get(&Key::within(b"1499999", 0..7)), Some(1_499_999));
    }
}
