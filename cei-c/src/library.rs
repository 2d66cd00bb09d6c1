//! What the library says of itself.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use crate::abi::CEI_ABI_VERSION;
use cei_core::Code;

use crate::buffer::cei_buffer;
use crate::diagnostic::cei_severity;
use crate::error::cei_error;
use crate::failure::Failure;
use crate::input;
use crate::output::call;
use crate::panic::boundary;
use crate::schemas;
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
///
/// Errors: CEI_STATUS_NULL_POINTER.
#[unsafe(no_mangle)]
pub extern "C" fn cei_codes_json(
    out: Option<&mut MaybeUninit<cei_buffer>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || Ok(cei_core::codes_json()))
}

/// How many codes there are.
#[unsafe(no_mangle)]
pub extern "C" fn cei_code_count() -> usize {
    boundary(|| Code::ALL.len())
}

/// The code with that index, from 0, such as `unknown_competency`. Empty past the last one.
#[unsafe(no_mangle)]
pub extern "C" fn cei_code_name(index: usize) -> cei_text<'static> {
    boundary(|| Code::ALL.get(index).map_or(cei_text::EMPTY, |code| code.name().into()))
}

/// How much a finding with the code of that index weighs. CEI_SEVERITY_NONE past the last one.
#[unsafe(no_mangle)]
pub extern "C" fn cei_code_severity(index: usize) -> cei_severity {
    boundary(|| Code::ALL.get(index).map_or(cei_severity::None, |code| code.severity().into()))
}

/// What the code with that index means and why it matters, in English or Spanish. Empty past the last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_code_explanation(
    index: usize,
    language: *const c_char,
    language_len: usize,
) -> cei_text<'static> {
    boundary(|| {
        // SAFETY: the caller vouches for the bytes of `language`.
        let language = unsafe { input::language(language, language_len) };
        Code::ALL.get(index).map_or(cei_text::EMPTY, |code| code.entry().explanation.get(language).into())
    })
}

/// How many kinds of documents have a schema.
#[unsafe(no_mangle)]
pub extern "C" fn cei_schema_count() -> usize {
    boundary(|| schemas::names().len())
}

/// The name of the schema with that index, from 0, such as `assessment`. Empty past the last one.
#[unsafe(no_mangle)]
pub extern "C" fn cei_schema_name(index: usize) -> cei_text<'static> {
    boundary(|| schemas::names().nth(index).map_or(cei_text::EMPTY, cei_text::new))
}

/// The JSON Schema (draft 2020-12) of a kind of document, such as `assessment`, as compact JSON.
///
/// Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_TEXT, CEI_STATUS_UNKNOWN_NAME.
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
        schemas::schema(name).ok_or_else(|| Failure::UnknownName {
            kind: ("schema", "esquema"),
            name: name.to_owned(),
            known: schemas::names().collect(),
        })
    })
}
