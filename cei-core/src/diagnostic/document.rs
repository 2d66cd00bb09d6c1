//! The form of a `cei.report/1` document, for those who read one. A [`super::Report`] writes it.

use crate::reading::{choice, document, tag};
use crate::values::{Extensions, Id, is_absent};

tag! {
    /// The `format` of a report.
    pub struct ReportFormat = "cei.report/1"
}

choice! {
    /// How much a diagnostic weighs.
    pub enum SeverityWord {
        /// The document cannot be used as it is.
        Error = "error",
        /// Something is likely not meant.
        Warning = "warning",
        /// Worth knowing.
        Note = "note",
    }
}

document! {
    /// All that was found in one document or table.
    pub struct ReportDocument {
        /// `cei.report/1`.
        format: ReportFormat,
        /// Whether nothing found is an error.
        valid: bool,
        /// What was found, in the order of its places.
        diagnostics: Vec<DiagnosticDocument>,
    }

    /// One finding: what, where, and how to mend it.
    pub struct DiagnosticDocument {
        /// How much it weighs.
        severity: SeverityWord,
        /// Which kind; stable.
        code: Id,
        /// Where in a document: a JSON Pointer (RFC 6901); empty for the whole document.
        path: String,
        /// Where in a table; of several documents, which file.
        #[serde(default, skip_serializing_if = "is_absent")]
        at: Option<TablePlace>,
        /// The line, from 1, when the input was text.
        #[serde(default, skip_serializing_if = "is_absent")]
        line: Option<u64>,
        /// The column, from 1, in code points.
        #[serde(default, skip_serializing_if = "is_absent")]
        column: Option<u64>,
        /// What is the matter.
        message: String,
        /// How to mend it.
        help: String,
        /// What the message speaks of.
        params: Extensions,
    }

    /// A place in a table. Rows count from 1, and the header is row 1.
    pub struct TablePlace {
        /// The file.
        #[serde(default, skip_serializing_if = "is_absent")]
        file: Option<String>,
        /// The sheet of a workbook.
        #[serde(default, skip_serializing_if = "is_absent")]
        sheet: Option<String>,
        /// The row.
        #[serde(default, skip_serializing_if = "is_absent")]
        row: Option<u64>,
        /// The column's name.
        #[serde(default, skip_serializing_if = "is_absent")]
        column: Option<String>,
    }
}
