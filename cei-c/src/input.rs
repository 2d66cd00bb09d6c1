//! Bytes that come in: a pointer and a length.

use std::ffi::c_char;
use std::slice;

use cei_core::{Language, Report, Rubric, rubric_for};

use crate::failure::Failure;
use crate::rubric::cei_rubric;

/// The bytes of a document.
///
/// # Safety
///
/// If `len` is not 0 and `ptr` not `NULL`, `len` bytes can be read at `ptr` and nobody writes there during the call.
pub(crate) unsafe fn bytes<'a>(ptr: *const c_char, len: usize, argument: &'static str) -> Result<&'a [u8], Failure> {
    if len == 0 {
        return Ok(&[]);
    }
    if ptr.is_null() {
        return Err(Failure::NullPointer(argument));
    }
    if isize::try_from(len).is_err() {
        return Err(Failure::InvalidLength(argument));
    }
    // SAFETY: not null, no longer than an allocation can be; the caller vouches for the rest.
    let bytes = unsafe { slice::from_raw_parts(ptr.cast(), len) };
    #[cfg(feature = "test-panic")]
    panic_if_asked(bytes);
    Ok(bytes)
}

/// For tests/clients/panic: what reads these bytes panics.
#[cfg(feature = "test-panic")]
#[expect(clippy::panic, reason = "that is what it is for")]
fn panic_if_asked(bytes: &[u8]) {
    if bytes.starts_with(b"cei-test-panic") {
        panic!("asked to panic");
    }
}

/// A name.
///
/// # Safety
///
/// As for [`bytes`].
pub(crate) unsafe fn text<'a>(ptr: *const c_char, len: usize, argument: &'static str) -> Result<&'a str, Failure> {
    // SAFETY: the caller vouches for the same.
    let bytes = unsafe { bytes(ptr, len, argument) }?;
    std::str::from_utf8(bytes).map_err(|_| Failure::InvalidText(argument))
}

/// A language tag; empty, which is no language, where it cannot be read.
///
/// # Safety
///
/// As for [`bytes`].
pub(crate) unsafe fn tag<'a>(ptr: *const c_char, len: usize) -> &'a str {
    // SAFETY: the caller vouches for the same.
    unsafe { text(ptr, len, "language") }.unwrap_or_default()
}

/// The language of a tag; English if there is none, or no messages in it.
///
/// # Safety
///
/// As for [`bytes`].
pub(crate) unsafe fn language(ptr: *const c_char, len: usize) -> Language {
    // SAFETY: the caller vouches for the same.
    Language::from_tag(unsafe { tag(ptr, len) }).unwrap_or_default()
}

/// A handle that must not be `NULL`.
pub(crate) fn required<'a, T>(handle: Option<&'a T>, argument: &'static str) -> Result<&'a T, Failure> {
    handle.ok_or(Failure::NullPointer(argument))
}

/// The rubric given, or else the built-in one that the document names.
pub(crate) fn rubric_or_named(rubric: Option<&cei_rubric>, document: &[u8]) -> Result<Rubric, Report> {
    match rubric {
        Some(rubric) => Ok(rubric.0.clone()),
        None => rubric_for(document),
    }
}
