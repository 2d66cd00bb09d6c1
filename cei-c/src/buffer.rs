//! `cei_buffer`: bytes that the caller owns.

use std::ffi::c_char;
use std::{mem, ptr};

use crate::panic::boundary;

/// Bytes that belong to you: give them to cei_buffer_free when done. `len` bytes of UTF-8, then a NUL that is not
/// counted, so that a JSON document can be used as a C string. {NULL, 0} is empty. Owned by one thread at a time.
#[repr(C)]
pub struct cei_buffer {
    /// Where it begins.
    pub ptr: *mut c_char,
    /// Its length in bytes.
    pub len: usize,
}

impl cei_buffer {
    pub(crate) const EMPTY: Self = Self { ptr: ptr::null_mut(), len: 0 };

    #[cfg(test)]
    pub(crate) fn is_empty(&self) -> bool {
        self.ptr.is_null() && self.len == 0
    }
}

impl From<String> for cei_buffer {
    fn from(text: String) -> Self {
        let len = text.len();
        let mut bytes = text.into_bytes();
        bytes.push(0);
        Self { ptr: Box::into_raw(bytes.into_boxed_slice()).cast(), len }
    }
}

/// Frees the bytes and leaves `buffer` empty, so that freeing it again does nothing. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_buffer_free(buffer: Option<&mut cei_buffer>) {
    boundary(|| {
        let Some(buffer) = buffer else { return };
        let cei_buffer { ptr, len } = mem::replace(buffer, cei_buffer::EMPTY);
        if !ptr.is_null() {
            let bytes = ptr::slice_from_raw_parts_mut(ptr.cast::<u8>(), len.saturating_add(1));
            // SAFETY: the caller vouches that we made it and that it was not freed: `len` bytes and the NUL.
            drop(unsafe { Box::from_raw(bytes) });
        }
    });
}
