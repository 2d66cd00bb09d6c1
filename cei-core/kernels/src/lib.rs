//! The inner loops of `cei` for very many assessments at once: stage numbers as bytes, one array for each competency.
//!
//! Nothing is decided here: a [`Kernel`] is made of tables that the one rule in `cei-core` was asked for. The unsafe
//! code that vector instructions need lives in this crate alone, behind a face that is safe; which instructions are
//! used is found out at run time. [`Kernel::portable`] gives the same without them, and the tests hold the two against
//! each other.
#![warn(clippy::undocumented_unsafe_blocks)]
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "sums of at most 10,000 members, and indices below lengths that are checked where the crate is entered"
)]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may panic"))]

mod portable;
pub mod rows;
mod tables;
mod transpose;
#[cfg(target_arch = "x86_64")]
mod x86;

pub use tables::{Needs, Tables};
pub use transpose::{columns_to_rows, rows_to_columns};

/// No stage.
pub const NO_STAGE: u8 = 0;
/// Not applicable: not a member.
pub const NOT_APPLICABLE: u8 = 255;
/// The highest stage number.
pub const MAX_STAGE: u8 = 9;

/// Stages many rows by one rule.
#[derive(Clone, Debug)]
pub struct Kernel {
    tables: Tables,
    #[cfg(target_arch = "x86_64")]
    vectors: Option<x86::Vectors>,
}

impl Kernel {
    /// The fastest that this machine has for these tables.
    #[must_use]
    pub fn new(tables: Tables) -> Self {
        Self {
            #[cfg(target_arch = "x86_64")]
            vectors: x86::Vectors::new(&tables),
            tables,
        }
    }

    /// Without vector instructions that not every machine has.
    #[must_use]
    pub fn portable(tables: Tables) -> Self {
        Self {
            tables,
            #[cfg(target_arch = "x86_64")]
            vectors: None,
        }
    }

    /// How many columns a row has.
    #[must_use]
    pub fn members(&self) -> usize {
        self.tables.members()
    }

    /// The stages of the rows of these columns, one for each place in `out`: a stage number, [`NO_STAGE`] or
    /// [`NOT_APPLICABLE`]. False, and what is in `out` means nothing, if a value is none of these, or if columns are
    /// missing or too short.
    #[must_use]
    pub fn stage(&self, columns: &[&[u8]], out: &mut [u8]) -> bool {
        if columns.len() != self.members() || columns.iter().any(|column| column.len() < out.len()) {
            return false;
        }
        #[cfg(target_arch = "x86_64")]
        if let Some(vectors) = &self.vectors {
            return vectors.stage(columns, out);
        }
        portable::stage(&self.tables, columns, out)
    }
}

/// Asks for memory that is soon read, all of it.
#[inline]
pub fn ask_for<T>(memory: &[T]) {
    const LINE: usize = 64;
    (0..memory.len()).step_by((LINE / size_of::<T>().max(1)).max(1)).for_each(|index| ask_for_place(memory, index));
}

/// Asks for memory that is soon read or written to. A place beyond the end is asked for in vain.
#[inline(always)]
fn ask_for_place<T>(memory: &[T], index: usize) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: every x86-64 has this instruction, and it reads and writes nothing, whatever the address.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(memory.as_ptr().wrapping_add(index).cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (memory, index);
}

#[cfg(test)]
mod tests;
