//! What goes out: a handle or a buffer into the caller's place, or else an error.

use std::mem::MaybeUninit;

use crate::buffer::cei_buffer;
use crate::error::cei_error;
use crate::failure::Failure;
use crate::panic::{boundary, caught};
use crate::status::cei_status;

/// What a caller's place can hold.
pub(crate) trait Held {
    /// What is made for it.
    type Made;
    /// Before the work, and after it has failed.
    fn nothing() -> Self;
    fn hold(made: Self::Made) -> Self;
}

// Any number of threads may use a handle at once: the header says so, and here it is made sure.
impl<T: Send + Sync> Held for Option<Box<T>> {
    type Made = T;

    fn nothing() -> Self {
        None
    }

    fn hold(made: T) -> Self {
        Some(Box::new(made))
    }
}

impl Held for () {
    type Made = ();

    fn nothing() -> Self {}

    fn hold((): ()) {}
}

impl Held for cei_buffer {
    type Made = String;

    fn nothing() -> Self {
        Self::EMPTY
    }

    fn hold(made: String) -> Self {
        made.into()
    }
}

/// The frame of every call that can fail: empties both places, does the work, fills one of them.
pub(crate) fn call<P: Held>(
    out: Option<&mut MaybeUninit<P>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
    work: impl FnOnce() -> Result<P::Made, Failure>,
) -> cei_status {
    boundary(move || {
        let out = out.map(|place| place.write(P::nothing()));
        let error = error.map(|place| place.write(None));
        let failure = match out {
            None => Failure::NullPointer("out"),
            Some(out) => match caught(work).unwrap_or_else(|said| Err(Failure::Panic(said))) {
                Ok(made) => {
                    *out = P::hold(made);
                    return cei_status::Ok;
                }
                Err(failure) => failure,
            },
        };
        let status = failure.status();
        if let Some(error) = error {
            *error = Some(Box::new(failure.into()));
        }
        status
    })
}

/// The frame of a call that makes nothing, but can fail.
pub(crate) fn done(
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
    work: impl FnOnce() -> Result<(), Failure>,
) -> cei_status {
    call(Some(&mut MaybeUninit::<()>::uninit()), error, work)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error() {
        let (mut out, mut error) = (MaybeUninit::<cei_buffer>::uninit(), MaybeUninit::uninit());
        let status = call(Some(&mut out), Some(&mut error), || panic!("here"));
        assert_eq!(status, cei_status::Internal);
        // SAFETY: call writes to both places.
        let (out, error) = unsafe { (out.assume_init(), error.assume_init()) };
        assert!(out.is_empty());
        assert_eq!(error.unwrap().code(), "internal");
    }

    #[test]
    fn without_a_place_nothing_is_done() {
        let mut error = MaybeUninit::uninit();
        let status = call::<cei_buffer>(None, Some(&mut error), || panic!("not reached"));
        assert_eq!(status, cei_status::NullPointer);
        // SAFETY: call writes to the place.
        assert_eq!(unsafe { error.assume_init() }.unwrap().code(), "null_pointer");
        assert_eq!(call::<cei_buffer>(None, None, || panic!("not reached")), cei_status::NullPointer);
    }
}
