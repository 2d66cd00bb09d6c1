//! Collects what is found in a table. Memory is bounded: past the limit it only counts.

use super::TableOptions;
use crate::diagnostic::{Cell, Code, Diagnostic, Params, Report, Severity};
use crate::values::limits::MAX_DIAGNOSTICS;
use crate::values::order::sort_by_key;

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
    errors: Kept,
    others: Kept,
    origin: Origin,
    /// How many rows have an error, and which was the last of them: rows come in order.
    rows: u64,
    last_row: Option<u64>,
}

/// Where the table stands.
#[derive(Debug)]
struct Origin {
    file: Option<String>,
    sheet: Option<String>,
    rows_above: u64,
}

impl Origin {
    /// The place as a report gives it.
    fn cell(&self, place: Place<'_>) -> Option<Cell> {
        let row = place.row.map(|row| row.saturating_add(self.rows_above));
        let column = place.column.map(|column| column.name.clone());
        let cell = Cell { file: self.file.clone(), sheet: self.sheet.clone(), row, column };
        (cell != Cell::default()).then_some(cell)
    }
}

#[derive(Debug, Default)]
struct Kept {
    /// With the index of the column, to sort by.
    found: Vec<(Option<usize>, Diagnostic)>,
    /// How many there are beyond those.
    dropped: u64,
}

impl Kept {
    fn add(&mut self, origin: &Origin, place: Place<'_>, found: impl FnOnce() -> (Code, Params)) {
        if self.found.len() >= MAX_DIAGNOSTICS {
            self.dropped = self.dropped.saturating_add(1);
            return;
        }
        let (code, params) = found();
        let at = origin.cell(place);
        let severity = code.severity();
        let diagnostic = Diagnostic { severity, code, path: String::new(), at, position: None, params };
        self.found.push((place.column.map(|column| column.index), diagnostic));
    }
}

impl TableFindings {
    pub(super) fn new(options: &TableOptions) -> Self {
        let TableOptions { file, sheet, rows_above, .. } = options.clone();
        let origin = Origin { file, sheet, rows_above };
        Self { errors: Kept::default(), others: Kept::default(), origin, rows: 0, last_row: None }
    }

    /// Adds an error, which is asked for only if there is room for it.
    pub(super) fn add_with(&mut self, place: Place<'_>, found: impl FnOnce() -> (Code, Params)) {
        if place.row.is_some_and(|row| row > 1) && place.row != self.last_row {
            self.rows = self.rows.saturating_add(1);
            self.last_row = place.row;
        }
        self.errors.add(&self.origin, place, found);
    }

    /// Adds a warning, which is asked for only if there is room for it.
    pub(super) fn warn_with(&mut self, place: Place<'_>, found: impl FnOnce() -> (Code, Params)) {
        self.others.add(&self.origin, place, found);
    }

    pub(super) fn add(&mut self, place: Place<'_>, code: Code, params: Params) {
        if code.severity() == Severity::Error {
            self.add_with(place, || (code, params));
        } else {
            self.warn_with(place, || (code, params));
        }
    }

    pub(super) fn has_errors(&self) -> bool {
        !self.errors.found.is_empty()
    }

    /// How many errors there are.
    pub(super) fn count(&self) -> u64 {
        self.errors.dropped.saturating_add(self.errors.found.len() as u64)
    }

    /// How many rows have an error.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// The report: errors first where there are too many, all in the order of rows and columns.
    pub(super) fn into_report(self) -> Report {
        let Self { errors, others, .. } = self;
        let room = MAX_DIAGNOSTICS.saturating_sub(errors.found.len());
        let left = others.found.len().saturating_sub(room) as u64;
        let dropped = errors.dropped.saturating_add(others.dropped).saturating_add(left);
        let mut kept: Vec<_> = errors.found.into_iter().chain(others.found.into_iter().take(room)).collect();
        sort_by_key(&mut kept, |(column, diagnostic)| {
            (diagnostic.at.as_ref().and_then(|at| at.row), *column, diagnostic.code.name())
        });
        let mut diagnostics: Vec<Diagnostic> = kept.into_iter().map(|(_, diagnostic)| diagnostic).collect();
        if dropped > 0 {
            diagnostics.push(Diagnostic {
                severity: if errors.dropped > 0 { Severity::Error } else { Severity::Note },
                code: Code::MoreProblems,
                path: String::new(),
                at: None,
                position: None,
                params: Params::new().with("count", dropped),
            });
        }
        Report::new(diagnostics)
    }
}
