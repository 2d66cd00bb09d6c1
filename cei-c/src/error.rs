//! `cei_error`: why a call did not do what was asked.

use std::ffi::c_char;

use cei_core::Language;

use crate::diagnostic::cei_diagnostic;
use crate::failure::Failure;
use crate::input;
use crate::panic::boundary;
use crate::report::cei_report;
use crate::status::cei_status;
use crate::text::cei_text;
use crate::words::{Worded, Words};

/// Why a call did not do what was asked. It is yours: give it to cei_error_free. Any number of threads may read it.
///
/// If a document is at fault, cei_error_report has all its problems, and cei_error_code, _path, _message and _help
/// speak of the first error among them, or of `unknown_format` if that is there.
pub struct cei_error {
    status: cei_status,
    cause: Cause,
}

enum Cause {
    Document(cei_report),
    Other(Failure, Worded),
}

impl From<Failure> for cei_error {
    fn from(failure: Failure) -> Self {
        let status = failure.status();
        let cause = match failure {
            Failure::Report(_, report) => Cause::Document(report.into()),
            failure => Cause::Other(failure, Worded::default()),
        };
        Self { status, cause }
    }
}

impl cei_error {
    fn report(&self) -> Option<&cei_report> {
        match &self.cause {
            Cause::Document(report) => Some(report),
            Cause::Other(..) => None,
        }
    }

    fn diagnostic(&self) -> Option<&cei_diagnostic> {
        self.report().and_then(cei_report::first_error)
    }

    pub(crate) fn code(&self) -> &'static str {
        match &self.cause {
            Cause::Document(_) => self.diagnostic().map_or("", cei_diagnostic::code),
            Cause::Other(failure, _) => failure.code(),
        }
    }

    fn words(&self, language: Language) -> Option<&Words> {
        match &self.cause {
            Cause::Document(_) => self.diagnostic().map(|one| one.words(language)),
            Cause::Other(failure, worded) => Some(worded.get(language, || failure.words(language))),
        }
    }
}

/// What the call returned; CEI_STATUS_NULL_POINTER for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_error_status(error: Option<&cei_error>) -> cei_status {
    boundary(|| error.map_or(cei_status::NullPointer, |error| error.status))
}

/// A stable code: that of a finding (cei_codes_json lists them), or one of `null_pointer`, `invalid_length`,
/// `invalid_text`, `invalid_size`, `unknown_name`, `invalid_matrix`, `other_rubric`, `internal`. Empty for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_error_code<'a>(error: Option<&'a cei_error>) -> cei_text<'a> {
    boundary(|| error.map_or(cei_text::EMPTY, |error| error.code().into()))
}

/// Where in the document it is: a JSON Pointer (RFC 6901). Empty for the document itself, if no document is at fault,
/// and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_error_path<'a>(error: Option<&'a cei_error>) -> cei_text<'a> {
    boundary(|| error.and_then(cei_error::diagnostic).map_or(cei_text::EMPTY, |one| one.path().into()))
}

/// What is the matter, in one sentence without a full stop. Empty for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_error_message<'a>(
    error: Option<&'a cei_error>,
    language: *const c_char,
    language_len: usize,
) -> cei_text<'a> {
    boundary(|| {
        // SAFETY: the caller vouches for the bytes of `language`.
        let language = unsafe { input::language(language, language_len) };
        error.and_then(|error| error.words(language)).map_or(cei_text::EMPTY, |words| words.message.as_str().into())
    })
}

/// How to mend it, in one sentence without a full stop. Empty for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_error_help<'a>(
    error: Option<&'a cei_error>,
    language: *const c_char,
    language_len: usize,
) -> cei_text<'a> {
    boundary(|| {
        // SAFETY: the caller vouches for the bytes of `language`.
        let language = unsafe { input::language(language, language_len) };
        error.and_then(|error| error.words(language)).map_or(cei_text::EMPTY, |words| words.help.as_str().into())
    })
}

/// All problems of the document at fault. It belongs to the error: do not free it. NULL if no document is at fault,
/// and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_error_report(error: Option<&cei_error>) -> Option<&cei_report> {
    boundary(|| error.and_then(cei_error::report))
}

/// Frees an error. NULL is allowed.
#[unsafe(no_mangle)]
pub extern "C" fn cei_error_free(error: Option<Box<cei_error>>) {
    boundary(|| drop(error));
}
