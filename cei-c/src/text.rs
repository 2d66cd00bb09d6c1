//! `cei_text`: UTF-8 that a handle owns.

use std::ffi::c_char;
use std::marker::PhantomData;

/// UTF-8 that belongs to the handle it was asked from, or to the library. Do not free it; it is valid and unchanged
/// as long as that handle, and forever if it came without one. `ptr` is never NULL, not even if `len` is 0. There is
/// no NUL at the end: print it with `printf("%.*s", (int)text.len, text.ptr)`.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct cei_text<'a> {
    /// Where it begins.
    pub ptr: *const c_char,
    /// Its length in bytes.
    pub len: usize,
    owner: PhantomData<&'a str>,
}

impl<'a> cei_text<'a> {
    pub(crate) const EMPTY: cei_text<'static> = cei_text::new("");

    pub(crate) const fn new(text: &'a str) -> Self {
        Self { ptr: text.as_ptr().cast(), len: text.len(), owner: PhantomData }
    }
}

impl<'a> From<&'a str> for cei_text<'a> {
    fn from(text: &'a str) -> Self {
        Self::new(text)
    }
}
