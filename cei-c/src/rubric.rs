//! `cei_rubric`: what is rated, in which stages, by whom.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use cei_core::Rubric;

use crate::buffer::cei_buffer;
use crate::error::cei_error;
use crate::failure::Failure;
use crate::input;
use crate::output::call;
use crate::panic::boundary;
use crate::status::cei_status;
use crate::text::cei_text;

/// A rubric, read, checked and compiled. It is yours: give it to cei_rubric_free, whenever you like: what was made
/// with it keeps what it needs. It never changes, and any number of threads may use it at once.
pub struct cei_rubric(pub(crate) Rubric);

/// Reads and checks a `cei.rubric/1` document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_rubric_parse(
    json: *const c_char,
    json_len: usize,
    out: Option<&mut MaybeUninit<Option<Box<cei_rubric>>>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        // SAFETY: the caller vouches for the bytes of `json`.
        let json = unsafe { input::bytes(json, json_len, "json") }?;
        Ok(cei_rubric(Rubric::parse(json)?))
    })
}

/// The built-in rubric of that name, such as `cei-self-assessment`. Cheap: it is read once and then shared.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_rubric_built_in(
    name: *const c_char,
    name_len: usize,
    out: Option<&mut MaybeUninit<Option<Box<cei_rubric>>>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        // SAFETY: the caller vouches for the bytes of `name`.
        let name = unsafe { input::text(name, name_len, "name") }?;
        Rubric::built_in(name).map(cei_rubric).ok_or_else(|| Failure::UnknownName {
            kind: ("rubric", "rúbrica incluida"),
            name: name.to_owned(),
            known: Rubric::names().collect(),
        })
    })
}

/// How many rubrics are built in.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_built_in_count() -> usize {
    boundary(|| Rubric::names().count())
}

/// The name of the built-in rubric with that index, from 0; empty past the last one.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_built_in_name(index: usize) -> cei_text<'static> {
    boundary(|| Rubric::names().nth(index).map_or(cei_text::EMPTY, cei_text::new))
}

/// The rubric as a `cei.rubric/1` document.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_json(
    rubric: Option<&cei_rubric>,
    out: Option<&mut MaybeUninit<cei_buffer>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || Ok(input::required(rubric, "rubric")?.0.to_json()))
}

/// Digest of the whole rubric: `sha256:` and 64 hexadecimal digits. Empty for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_digest<'a>(rubric: Option<&'a cei_rubric>) -> cei_text<'a> {
    boundary(|| rubric.map_or(cei_text::EMPTY, |rubric| rubric.0.digest().as_str().into()))
}

/// Digest of what a stage depends on, without texts: the same after a word was mended. Empty for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_structure<'a>(rubric: Option<&'a cei_rubric>) -> cei_text<'a> {
    boundary(|| rubric.map_or(cei_text::EMPTY, |rubric| rubric.0.structure().as_str().into()))
}

/// Frees a rubric. NULL is allowed.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_free(rubric: Option<Box<cei_rubric>>) {
    boundary(|| drop(rubric));
}
