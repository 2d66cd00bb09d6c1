//! `cei_counts`: the answers of one group on one competency, as numbers. The one struct with room to grow.

use std::mem::{MaybeUninit, size_of};
use std::ptr;

use cei_core::{Count, MissingCounts};

use crate::failure::Failure;

/// The most stages that a scale can have.
pub const CEI_MAX_STAGES: usize = 9;

/// How many answers named each stage, and how many gave none. Yours, wherever you put it. Write its size first, so that
/// a library with a longer or a shorter struct knows what there is:
///
///     cei_counts counts_of_a_row(void) {
///         cei_counts counts = {.size = sizeof counts};
///         counts.stages[1] = 4;
///         counts.dont_know = 1;
///         return counts;
///     }
///
/// Fields that a library does not know have to be 0 when they come in, and are 0 when they go out.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct cei_counts {
    /// sizeof(cei_counts), written by you.
    pub size: usize,
    /// How many named each stage: [0] is stage number 1, the lowest. Past the rubric's last stage: 0.
    pub stages: [u64; CEI_MAX_STAGES],
    /// Asked and not answered.
    pub unanswered: u64,
    /// Did not know.
    pub dont_know: u64,
    /// Does not apply.
    pub not_applicable: u64,
    /// Not given out.
    pub withheld: u64,
    /// How many items of evidence these answers have together.
    pub evidence: u64,
}

const SIZE: usize = size_of::<cei_counts>();

/// Longer than this is no struct that any version will have: the field was not written.
const LONGEST: usize = 4096;

impl cei_counts {
    /// The answers without a stage, in the core's order.
    pub(crate) fn missing(&self) -> [u64; 4] {
        [self.unanswered, self.dont_know, self.not_applicable, self.withheld]
    }

    pub(crate) fn new<'a>(
        stages: impl IntoIterator<Item = &'a Count>,
        missing: &MissingCounts,
        evidence: Count,
    ) -> Self {
        let mut counts = Self {
            size: SIZE,
            stages: [0; CEI_MAX_STAGES],
            unanswered: missing.unanswered.get(),
            dont_know: missing.dont_know.get(),
            not_applicable: missing.not_applicable.get(),
            withheld: missing.withheld.get(),
            evidence: evidence.get(),
        };
        for (place, count) in counts.stages.iter_mut().zip(stages) {
            *place = count.get();
        }
        counts
    }

    /// The counts that a caller's struct of any version holds.
    ///
    /// # Safety
    ///
    /// `from` is `NULL`, or it points to a size and to as many bytes, which nobody writes during the call.
    pub(crate) unsafe fn of_caller(from: *const Self) -> Result<Self, Failure> {
        // SAFETY: the caller vouches for a size at `from`.
        let size = unsafe { size_at(from) }?;
        let mut counts = MaybeUninit::<Self>::zeroed();
        let known = size.min(SIZE);
        // SAFETY: `known` bytes are within both.
        unsafe { ptr::copy_nonoverlapping(from.cast::<u8>(), counts.as_mut_ptr().cast::<u8>(), known) };
        let unknown = (known..size).any(|offset| {
            // SAFETY: the caller vouches for `size` bytes.
            unsafe { from.cast::<u8>().add(offset).read() != 0 }
        });
        if unknown {
            return Err(Failure::InvalidSize("counts"));
        }
        // SAFETY: all of it was zeroed, and whole numbers have no invalid values.
        Ok(unsafe { counts.assume_init() })
    }

    /// Fills a caller's struct of any version, and leaves its size as it is. False if it has no usable size.
    ///
    /// # Safety
    ///
    /// `to` is `NULL`, or it points to a size and to as many bytes, which nobody else uses during the call.
    pub(crate) unsafe fn fill(&self, to: *mut Self) -> bool {
        // SAFETY: the caller vouches for a size at `to`.
        let Ok(size) = (unsafe { size_at(to) }) else { return false };
        let known = size.min(SIZE);
        let counts = Self { size, ..*self };
        // SAFETY: `size` bytes are the caller's, and `known` of them are within `counts`.
        unsafe {
            ptr::write_bytes(to.cast::<u8>(), 0, size);
            ptr::copy_nonoverlapping(ptr::from_ref(&counts).cast::<u8>(), to.cast::<u8>(), known);
        }
        true
    }
}

/// The size that a caller wrote.
///
/// # Safety
///
/// `counts` is `NULL`, or a size can be read there.
unsafe fn size_at(counts: *const cei_counts) -> Result<usize, Failure> {
    if counts.is_null() {
        return Err(Failure::NullPointer("counts"));
    }
    // SAFETY: not null; the caller vouches for the rest. It need not be aligned: it is read as bytes.
    let size = unsafe { counts.cast::<usize>().read_unaligned() };
    if (size_of::<usize>()..=LONGEST).contains(&size) { Ok(size) } else { Err(Failure::InvalidSize("counts")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_struct_of_another_version_is_read_and_filled() {
        let counts = cei_counts {
            size: SIZE,
            stages: [1, 2, 3, 4, 5, 6, 7, 8, 9],
            unanswered: 10,
            dont_know: 11,
            not_applicable: 12,
            withheld: 13,
            evidence: 14,
        };
        // As a program sees it whose header has more fields, and one whose header has fewer.
        let mut longer = [u64::MAX; SIZE / 8 + 2];
        longer[0] = size_of_val(&longer) as u64;
        // SAFETY: a size and as many bytes are there.
        assert!(unsafe { counts.fill(longer.as_mut_ptr().cast()) });
        assert_eq!((longer[1], longer[14], longer[15], longer[16]), (1, 14, 0, 0));
        // SAFETY: as above.
        assert_eq!(unsafe { cei_counts::of_caller(longer.as_ptr().cast()) }.ok().unwrap().evidence, 14);
        longer[16] = 1;
        // SAFETY: as above.
        assert!(unsafe { cei_counts::of_caller(longer.as_ptr().cast()) }.is_err());
        let mut shorter = [u64::MAX; 4];
        shorter[0] = 24;
        // SAFETY: as above.
        assert!(unsafe { counts.fill(shorter.as_mut_ptr().cast()) });
        assert_eq!(shorter, [24, 1, 2, u64::MAX]);
        // SAFETY: as above.
        let read = unsafe { cei_counts::of_caller(shorter.as_ptr().cast()) }.ok().unwrap();
        assert_eq!((read.stages, read.evidence), ([1, 2, 0, 0, 0, 0, 0, 0, 0], 0));
    }

    #[test]
    fn a_size_that_was_not_written_is_refused() {
        for size in [0, 7, 4097, u64::MAX] {
            let mut words = [size; 600];
            // SAFETY: a size is there; no more is read or written.
            assert!(unsafe { cei_counts::of_caller(words.as_ptr().cast()) }.is_err());
            // SAFETY: as above.
            assert!(!unsafe {
                cei_counts::new([], &MissingCounts::default(), Count::default()).fill(words.as_mut_ptr().cast())
            });
        }
    }

    #[test]
    fn there_is_room_for_every_stage() {
        assert_eq!(CEI_MAX_STAGES, cei_core::limits::MAX_STAGES);
    }
}
