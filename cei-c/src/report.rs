//! `cei_report`: all that was found in one document.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use cei_core::{Code, Report};

use crate::buffer::cei_buffer;
use crate::diagnostic::cei_diagnostic;
use crate::error::cei_error;
use crate::input;
use crate::output::call;
use crate::panic::boundary;
use crate::rubric::cei_rubric;
use crate::status::cei_status;

/// All that was found in one document, in the order of its places. One that a function put into your `out` is yours:
/// give it to cei_report_free. One that a handle returned belongs to that handle and is valid as long as it. Any
/// number of threads may read it.
///
///     #include <cei.h>
///     #include <stdio.h>
///
///     void print_report(const cei_report *report) {
///         for (size_t i = 0; i < cei_report_count(report); i++) {
///             const cei_diagnostic *one = cei_report_get(report, i);
///             cei_text path = cei_diagnostic_path(one);
///             cei_text message = cei_diagnostic_message(one, "en", 2);
///             printf("%.*s: %.*s\n", (int)path.len, path.ptr, (int)message.len, message.ptr);
///         }
///     }
pub struct cei_report {
    report: Report,
    diagnostics: Vec<cei_diagnostic>,
}

impl From<Report> for cei_report {
    fn from(report: Report) -> Self {
        let diagnostics = report.diagnostics().iter().map(cei_diagnostic::from).collect();
        Self { report, diagnostics }
    }
}

impl cei_report {
    pub(crate) fn diagnostics(&self) -> &[cei_diagnostic] {
        &self.diagnostics
    }

    /// The first error. Where the whole document is of another kind, that comes before whatever it lacks.
    pub(crate) fn first_error(&self) -> Option<&cei_diagnostic> {
        let mut errors = self.diagnostics.iter().filter(|one| one.is_error());
        errors.clone().find(|one| one.is(Code::UnknownFormat)).or_else(|| errors.next())
    }
}

/// Checks a document of any kind, by its `format`, and finds all its problems in one pass.
///
/// Whatever is in the document, and if it is not even JSON, this succeeds and the report says so; only a mistake in
/// the call itself is an error. An assessment or a tally is held against `rubric`; if that is NULL, against the
/// built-in rubric that it names. A policy is checked on its own, and also against `rubric` if there is one.
///
/// Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_validate(
    json: *const c_char,
    json_len: usize,
    rubric: Option<&cei_rubric>,
    out: Option<&mut MaybeUninit<Option<Box<cei_report>>>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        // SAFETY: the caller vouches for the bytes of `json`.
        let json = unsafe { input::bytes(json, json_len, "json") }?;
        Ok(cei_core::validate(json, rubric.map(|rubric| &rubric.0)).into())
    })
}

/// Whether nothing in it is an error; false for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_report_valid(report: Option<&cei_report>) -> bool {
    boundary(|| report.is_some_and(|report| report.report.valid()))
}

/// How many findings there are; 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_report_count(report: Option<&cei_report>) -> usize {
    boundary(|| report.map_or(0, |report| report.diagnostics.len()))
}

/// The finding with that index, from 0; NULL past the last one, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_report_get(report: Option<&cei_report>, index: usize) -> Option<&cei_diagnostic> {
    boundary(|| report?.diagnostics.get(index))
}

/// The report as a `cei.report/1` document, with messages in `language`.
///
/// Errors: CEI_STATUS_NULL_POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_report_json(
    report: Option<&cei_report>,
    language: *const c_char,
    language_len: usize,
    out: Option<&mut MaybeUninit<cei_buffer>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        // SAFETY: the caller vouches for the bytes of `language`.
        let language = unsafe { input::language(language, language_len) };
        Ok(input::required(report, "report")?.report.to_json(language))
    })
}

/// The same report without any value of the document, for logs that must not hold what a person answered.
///
/// Errors: CEI_STATUS_NULL_POINTER.
#[unsafe(no_mangle)]
pub extern "C" fn cei_report_masked(
    report: Option<&cei_report>,
    out: Option<&mut MaybeUninit<Option<Box<cei_report>>>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || Ok(input::required(report, "report")?.report.clone().masked().into()))
}

/// Frees a report that is yours. NULL is allowed.
#[unsafe(no_mangle)]
pub extern "C" fn cei_report_free(report: Option<Box<cei_report>>) {
    boundary(|| drop(report));
}
