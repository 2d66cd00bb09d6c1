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
///
/// Stages have numbers from 1, the lowest; groups, domains, competencies and lenses have indices from 0, in the order
/// of the rubric, and a competency's goes through all domains.
///
///     #include <cei.h>
///     #include <stdio.h>
///
///     int print_rubric(void) {
///         cei_rubric *rubric;
///         if (cei_rubric_built_in("cei-self-assessment", 19, &rubric, NULL) != CEI_STATUS_OK) {
///             return 1;
///         }
///         for (size_t i = 0; i < cei_rubric_competency_count(rubric); i++) {
///             cei_text domain = cei_rubric_domain_title(rubric, cei_rubric_competency_domain(rubric, i), "es", 2);
///             cei_text title = cei_rubric_competency_title(rubric, i, "es", 2);
///             printf("%.*s: %.*s\n", (int)domain.len, domain.ptr, (int)title.len, title.ptr);
///         }
///         cei_rubric_free(rubric);
///         return 0;
///     }
pub struct cei_rubric(pub(crate) Rubric);

/// The built-in rubric of that name.
pub(crate) fn built_in(name: &str) -> Result<Rubric, Failure> {
    Rubric::built_in(name).ok_or_else(|| Failure::UnknownName {
        kind: ("rubric", "rúbrica incluida"),
        name: name.to_owned(),
        known: Rubric::names().collect(),
    })
}

/// Reads and checks a `cei.rubric/1` document.
///
/// Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_DOCUMENT.
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
///
/// Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_TEXT, CEI_STATUS_UNKNOWN_NAME.
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
        built_in(name).map(cei_rubric)
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
///
/// Errors: CEI_STATUS_NULL_POINTER.
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
