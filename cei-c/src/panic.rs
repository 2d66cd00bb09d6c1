//! The one place where a panic stops. The process's panic hook is not touched.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::status::cei_status;
use crate::text::cei_text;

/// What a function returns if the library panicked in it: one value per return type.
pub(crate) trait Sentinel {
    const SENTINEL: Self;
}

impl Sentinel for cei_status {
    const SENTINEL: Self = Self::Internal;
}

impl Sentinel for cei_text<'_> {
    const SENTINEL: Self = Self::EMPTY;
}

impl Sentinel for bool {
    const SENTINEL: Self = false;
}

impl Sentinel for usize {
    const SENTINEL: Self = 0;
}

impl Sentinel for u32 {
    const SENTINEL: Self = 0;
}

impl Sentinel for u64 {
    const SENTINEL: Self = 0;
}

impl Sentinel for () {
    const SENTINEL: Self = ();
}

impl<T> Sentinel for Option<Box<T>> {
    const SENTINEL: Self = None;
}

impl<T> Sentinel for Option<&T> {
    const SENTINEL: Self = None;
}

/// Does the work; if it panics, gives what the panic said.
pub(crate) fn caught<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    // What work leaves behind is never seen again: handles are immutable, and what it was making is dropped.
    catch_unwind(AssertUnwindSafe(work)).map_err(said)
}

/// Does the work; if it panics, gives the sentinel.
pub(crate) fn boundary<R: Sentinel>(work: impl FnOnce() -> R) -> R {
    caught(work).unwrap_or(R::SENTINEL)
}

fn said(payload: Box<dyn Any + Send>) -> String {
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => payload.downcast::<&str>().map_or_else(|_| "no words".to_owned(), |text| (*text).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_the_sentinel() {
        assert_eq!(boundary::<cei_status>(|| panic!("here")), cei_status::Internal);
        assert!(!boundary::<bool>(|| panic!("here")));
        assert_eq!(boundary::<Option<&u8>>(|| panic!("here")), None);
        assert_eq!(boundary(|| 3_usize), 3);
    }

    #[test]
    fn a_panic_is_quoted() {
        assert_eq!(caught::<()>(|| panic!("here")), Err("here".to_owned()));
        assert_eq!(caught::<()>(|| panic!("at {}", 3)), Err("at 3".to_owned()));
        assert_eq!(caught::<()>(|| std::panic::panic_any(3_u8)), Err("no words".to_owned()));
    }
}
