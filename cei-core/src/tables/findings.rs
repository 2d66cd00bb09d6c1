//! Collects what is found in a table. Memory is bounded: past the limit it only counts.

use crate::diagnostic::{Cell, Code, Diagnostic, Params, Report, Severity};
use crate::values::limits::MAX_DIAGNOSTICS;

/// A place in a table: a row, from 1 with the header as row 1, and a column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place<'a> {
    pub(super) row: Option<u64>,
    pub(super) column: Option<&'a ColumnAt>,
}

/// Which column of a table, and what it is called there.
#[derive(Clone, Debug)]
pub(super) struct ColumnAt {
    pub(super) index: usize,
    pub(super) name: String,
}

impl<'a> Place<'a> {
    pub(super) fn header(column: Option<&'a ColumnAt>) -> Self {
        Self { row: Some(1), column }
    }

    pub(super) fn row(row: u64, column: Option<&'a ColumnAt>) -> Self {
        Self { row: Some(row), column }
    }
}

#[derive(Debug)]
pub(super) struct TableFindings {
    /// With the index of the column, to sort by.
    kept: Vec<(Option<usize>, Diagnostic)>,
    dropped: u64,
    file: Option<String>,
}

impl TableFindings {
    pub(super) fn new(file: Option<String>) -> Self {
        Self { kept: Vec::new(), dropped: 0, file }
    }

    /// Adds what `found` says, which is asked only if there is room for it.
    pub(super) fn add_with(&mut self, place: Place<'_>, found: impl FnOnce() -> (Code, Params)) {
        if self.kept.len() >= MAX_DIAGNOSTICS {
            self.dropped = self.dropped.saturating_add(1);
            return;
        }
        let (code, params) = found();
        let column = place.column.map(|column| column.name.clone());
        let at = Cell { file: self.file.clone(), sheet: None, row: place.row, column };
        let is_somewhere = at != Cell::default();
        let at = is_somewhere.then_some(at);
        let severity = code.severity();
        let diagnostic = Diagnostic { severity, code, path: String::new(), at, position: None, params };
        self.kept.push((place.column.map(|column| column.index), diagnostic));
    }

    pub(super) fn add(&mut self, place: Place<'_>, code: Code, params: Params) {
        self.add_with(place, || (code, params));
    }

    pub(super) fn has_any(&self) -> bool {
        !self.kept.is_empty()
    }

    pub(super) fn count(&self) -> u64 {
        self.dropped.saturating_add(self.kept.len() as u64)
    }

    /// The report, in the order of rows and columns.
    pub(super) fn into_report(mut self) -> Report {
        self.kept.sort_by_key(|(column, diagnostic)| {
            (diagnostic.at.as_ref().and_then(|at| at.row), *column, diagnostic.code.name())
        });
        let mut diagnostics: Vec<Diagnostic> = self.kept.into_iter().map(|(_, diagnostic)| diagnostic).collect();
        if self.dropped > 0 {
            diagnostics.push(Diagnostic {
                severity: Severity::Error,
                code: Code::MoreProblems,
                path: String::new(),
                at: None,
                position: None,
                params: Params::new().with("count", self.dropped),
            });
        }
        Report::new(diagnostics)
    }
}
