//! Derived results by name.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use cei_core::{OPERATIONS, derive};

use crate::buffer::cei_buffer;
use crate::error::cei_error;
use crate::failure::Failure;
use crate::input;
use crate::output::call;
use crate::schemas;
use crate::status::cei_status;

/// What is derived from documents by the operation `name`, such as `agreement`, `gaps` or `growth`, as a document.
/// `arguments` is a JSON object of documents and options, as in `{"assessment":{...},"policy":"mean"}`;
/// cei_operations_json tells the operations and their arguments. The places in an error are places in `arguments`.
///
/// Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_TEXT, CEI_STATUS_INVALID_DOCUMENT;
/// CEI_STATUS_UNKNOWN_NAME, with a report, if there is no such operation.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_derive(
    name: *const c_char,
    name_len: usize,
    arguments: *const c_char,
    arguments_len: usize,
    out: Option<&mut MaybeUninit<cei_buffer>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        // SAFETY: the caller vouches for the bytes of `name`.
        let name = unsafe { input::text(name, name_len, "name") }?;
        // SAFETY: the caller vouches for the bytes of `arguments`.
        let arguments = unsafe { input::bytes(arguments, arguments_len, "arguments") }?;
        let is_known = OPERATIONS.iter().any(|operation| operation.name == name);
        let status = if is_known { cei_status::InvalidDocument } else { cei_status::UnknownName };
        derive(name, arguments).map_err(|report| Failure::Report(status, report))
    })
}

/// Every operation of cei_derive, as a JSON array of `{"name", "text", "arguments"}`: what it gives, by language, and
/// the JSON Schema (draft 2020-12) of its arguments, in which a document is a `$ref` to the `$id` of its schema.
///
/// Errors: CEI_STATUS_NULL_POINTER.
#[unsafe(no_mangle)]
pub extern "C" fn cei_operations_json(
    out: Option<&mut MaybeUninit<cei_buffer>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || Ok(schemas::operations()))
}
