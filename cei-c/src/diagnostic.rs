//! `cei_diagnostic`: one finding.

use std::ffi::c_char;
use std::sync::OnceLock;

use cei_core::{Code, Diagnostic, Language, Severity};

use crate::input;
use crate::panic::{Sentinel, boundary};
use crate::text::cei_text;
use crate::words::{Worded, Words};

/// How much a finding weighs: only an error makes a document invalid. Further ones may come, up to 9.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum cei_severity {
    /// There is no finding.
    None = 0,
    /// The document cannot be used as it is.
    Error = 1,
    /// The document can be used; something in it is likely not meant.
    Warning = 2,
    /// Worth knowing.
    Note = 3,
}

impl From<Severity> for cei_severity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Note => Self::Note,
        }
    }
}

impl Sentinel for cei_severity {
    const SENTINEL: Self = Self::None;
}

/// One finding: what, where, and how to mend it. It belongs to its report: do not free it; it is valid as long as
/// the report. Any number of threads may read it.
pub struct cei_diagnostic {
    diagnostic: Diagnostic,
    worded: Worded,
    params: OnceLock<String>,
}

impl From<&Diagnostic> for cei_diagnostic {
    fn from(diagnostic: &Diagnostic) -> Self {
        Self { diagnostic: diagnostic.clone(), worded: Worded::default(), params: OnceLock::new() }
    }
}

impl cei_diagnostic {
    pub(crate) fn is_error(&self) -> bool {
        self.diagnostic.severity == Severity::Error
    }

    pub(crate) fn is(&self, code: Code) -> bool {
        self.diagnostic.code == code
    }

    pub(crate) fn code(&self) -> &'static str {
        self.diagnostic.code.name()
    }

    pub(crate) fn path(&self) -> &str {
        &self.diagnostic.path
    }

    pub(crate) fn words(&self, language: Language) -> &Words {
        let diagnostic = &self.diagnostic;
        self.worded.get(language, || Words { message: diagnostic.message(language), help: diagnostic.help(language) })
    }

    fn params(&self) -> &str {
        self.params.get_or_init(|| serde_json::to_string(&self.diagnostic.params).unwrap_or_default())
    }
}

/// How much it weighs; CEI_SEVERITY_NONE for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_diagnostic_severity(diagnostic: Option<&cei_diagnostic>) -> cei_severity {
    boundary(|| diagnostic.map_or(cei_severity::None, |one| one.diagnostic.severity.into()))
}

/// Which kind of finding it is: a stable code such as `unknown_competency`, of those that cei_codes_json lists. Empty
/// for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_diagnostic_code<'a>(diagnostic: Option<&'a cei_diagnostic>) -> cei_text<'a> {
    boundary(|| diagnostic.map_or(cei_text::EMPTY, |one| one.code().into()))
}

/// Where in the document it is: a JSON Pointer (RFC 6901), empty for the document itself and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_diagnostic_path<'a>(diagnostic: Option<&'a cei_diagnostic>) -> cei_text<'a> {
    boundary(|| diagnostic.map_or(cei_text::EMPTY, |one| one.path().into()))
}

/// The line, from 1; 0 if what was checked was not text that you gave, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_diagnostic_line(diagnostic: Option<&cei_diagnostic>) -> u64 {
    boundary(|| diagnostic.and_then(|one| one.diagnostic.position).map_or(0, |(line, _)| line))
}

/// The column, from 1, counted in code points; 0 where cei_diagnostic_line is, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_diagnostic_column(diagnostic: Option<&cei_diagnostic>) -> u64 {
    boundary(|| diagnostic.and_then(|one| one.diagnostic.position).map_or(0, |(_, column)| column))
}

/// What is the matter, in one sentence without a full stop. Empty for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_diagnostic_message<'a>(
    diagnostic: Option<&'a cei_diagnostic>,
    language: *const c_char,
    language_len: usize,
) -> cei_text<'a> {
    boundary(|| {
        // SAFETY: the caller vouches for the bytes of `language`.
        let language = unsafe { input::language(language, language_len) };
        diagnostic.map_or(cei_text::EMPTY, |one| one.words(language).message.as_str().into())
    })
}

/// How to mend it, in one sentence without a full stop. Empty for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_diagnostic_help<'a>(
    diagnostic: Option<&'a cei_diagnostic>,
    language: *const c_char,
    language_len: usize,
) -> cei_text<'a> {
    boundary(|| {
        // SAFETY: the caller vouches for the bytes of `language`.
        let language = unsafe { input::language(language, language_len) };
        diagnostic.map_or(cei_text::EMPTY, |one| one.words(language).help.as_str().into())
    })
}

/// What the message speaks of, as a JSON object such as `{"id":"1.9","suggestion":"1.1"}`. Empty for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_diagnostic_params<'a>(diagnostic: Option<&'a cei_diagnostic>) -> cei_text<'a> {
    boundary(|| diagnostic.map_or(cei_text::EMPTY, |one| one.params().into()))
}
