//! What the library says of itself.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use crate::abi::CEI_ABI_VERSION;
use crate::buffer::cei_buffer;
use crate::error::cei_error;
use crate::failure::Failure;
use crate::input;
use crate::output::call;
use crate::panic::boundary;
use crate::status::cei_status;
use crate::text::cei_text;

/// The version of the library, such as `0.1.0`.
#[unsafe(no_mangle)]
pub extern "C" fn cei_version() -> cei_text<'static> {
    boundary(|| cei_text::new(cei_core::VERSION))
}

/// The version of the binary interface of the library that is running. A program compares it with CEI_ABI_VERSION,
/// which is that of the header it was compiled with.
#[unsafe(no_mangle)]
pub extern "C" fn cei_abi_version() -> u32 {
    CEI_ABI_VERSION
}

/// The version of the rules by which stages are found. Every profile names it; it is not the library's version.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rules_version() -> cei_text<'static> {
    boundary(|| cei_text::new(cei_core::RULES_VERSION))
}

/// Every code a finding can have, as a JSON array of `{"code", "severity", "group", "params", "message", "help",
/// "explanation", "example"}`; message, help and explanation are objects by language.
#[unsafe(no_mangle)]
pub extern "C" fn cei_codes_json(
    out: Option<&mut MaybeUninit<cei_buffer>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || Ok(cei_core::codes_json()))
}

/// The JSON Schema (draft 2020-12) of a kind of document: `rubric`, `policy`, `assessment`, `tally`, `profile`, `report`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_schema(
    name: *const c_char,
    name_len: usize,
    out: Option<&mut MaybeUninit<cei_buffer>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        // SAFETY: the caller vouches for name and length.
        let name = unsafe { input::text(name, name_len, "name") }?;
        cei_core::schema(name).ok_or_else(|| Failure::UnknownName {
            kind: ("schema", "esquema"),
            name: name.to_owned(),
            known: cei_core::SCHEMA_NAMES.to_vec(),
        })
    })
}
