//! What is wrong with a document, or worth knowing about it: codes, severities, places, messages.
//!
//! A [`Diagnostic`] is data; its words are made when it is written, in the language asked for, from the one catalogue
//! in [`Code`]. A [`Report`] holds the diagnostics of one document, in the order of their places.

mod catalogue;
mod document;
mod findings;
mod report;

pub use catalogue::{Bilingual, Code, Entry};
pub use document::{DiagnosticDocument, ReportDocument, ReportFormat, SeverityWord, TablePlace};
pub(crate) use findings::{Anchor, Finding, Findings, push_step, suggest};
pub use report::{Cell, Diagnostic, Language, Param, Params, Report};

use serde::{Deserialize, Serialize};

/// How much a diagnostic weighs: only an error makes a document invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The document cannot be used as it is.
    Error,
    /// The document can be used; something in it is likely not meant.
    Warning,
    /// Worth knowing.
    Note,
}

/// The catalogue as a JSON array: each code with its severity, group, params, message, help, explanation and example;
/// words are objects by language.
#[must_use]
pub fn codes_json() -> String {
    #[derive(Serialize)]
    struct Row {
        code: &'static str,
        severity: Severity,
        group: &'static str,
        params: &'static [&'static str],
        message: Bilingual,
        help: Bilingual,
        explanation: Bilingual,
        example: &'static str,
    }
    let rows = Code::ALL.iter().map(|code| {
        let Entry { name: code, severity, group, params, message, help, explanation, example, .. } = *code.entry();
        Row { code, severity, group, params, message, help, explanation, example }
    });
    crate::reading::to_json(&rows.collect::<Vec<_>>())
}

impl Severity {
    /// The word for it, as in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}
