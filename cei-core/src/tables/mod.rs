//! Tables in and out, as Arrow record batches: SPEC 6. Behind the cargo feature `arrow`.
//!
//! A table of ratings, of counts, or a wide one is counted batch by batch into [`Tallies`]; memory grows with the
//! assessments and their groups, not with the rows. Where raters are named, it also grows with the raters, to see that
//! nobody rates a competency twice. The C streams that bring the batches are the edges' business.
//!
//! ```
//! use std::sync::Arc;
//!
//! use arrow_array::{Int64Array, RecordBatch, RecordBatchIterator, StringArray};
//! use cei_core::tables::{TableOptions, tally};
//! use cei_core::{Policy, Rubric};
//!
//! let rubric = Rubric::cei();
//! let batch = RecordBatch::try_from_iter([
//!     ("assessment", Arc::new(StringArray::from(vec!["a", "a", "b"])) as _),
//!     ("group", Arc::new(StringArray::from(vec!["families", "students", "families"])) as _),
//!     ("competency", Arc::new(StringArray::from(vec!["1.1", "1.1", "1.2"])) as _),
//!     ("stage", Arc::new(Int64Array::from(vec![Some(3), None, Some(2)])) as _),
//! ])?;
//! let schema = batch.schema();
//! let batches = RecordBatchIterator::new([Ok(batch)], schema);
//! let (tallies, _warnings) = tally(&rubric, batches, &TableOptions::default())?;
//! let rules = Policy::built_in("cei-default").unwrap().compile(&rubric)?;
//! let profiles = tallies.iter().map(|tally| rules.stage(&tally)).collect::<Result<Vec<_>, _>>()?;
//! assert_eq!(profiles[0].assessment.as_str(), "a");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Columns
//!
//! | table | columns |
//! | --- | --- |
//! | ratings | `assessment`, `competency`, `stage`; maybe `group`, `rater`, `missing`, `subject`, `period`, `evidence` |
//! | counts | `assessment`, `competency`; maybe `group`, `n_<stage id>` ..., `n_unanswered`, `n_dont_know`, `n_not_applicable`, `n_withheld`, `evidence`, `subject`, `period` |
//! | wide | `assessment`, a column per competency id; maybe `group`, `rater`, `subject`, `period` |
//!
//! - Other columns are ignored, but not those that are more likely a slip: `Group` or `grup` where there is no `group`,
//!   `n_maturng` where there is no `n_maturing`, and in a wide table `1.9` or `1.l` where the rubric has `1.1` to `1.5`.
//! - `assessment` may be left out if [`TableOptions::assessment`] names the one that all rows belong to.
//! - Any column may be text of every Arrow kind, a dictionary (category, enum), whole numbers of any width, floats or
//!   decimals that are whole, or all null. Any other type is `column_type`. An empty text and NaN are null.
//! - An id in a number column is the number in decimal digits. A competency in a float column is the one whose id
//!   reads as that number, `1.1` for 1.1. Where two ids of the rubric read as the same number, such as `1.1` and
//!   `1.10`, only text is taken.
//! - A stage is its id or its number (also as text: `"3"`, `"3.0"`); an id goes before a number. 0 is no stage, as null is.
//!   The words of `missing` are taken in `stage` and in the cells of a wide table too, unless a stage is called so.
//! - In ratings, neither `stage` nor `missing` is `unanswered`. In a wide table an empty cell was not asked, and 0 is
//!   `unanswered`.
//! - A null `group` is the team, a null `rater` is anonymous, a null `evidence` is 0; a null count is `null_value`,
//!   an absent column of reasons is 0; the stages' columns are all there. Rows of counts for the same cell add up.
//! - `subject` is an id and `period` a school year. Within an assessment they do not change; null says nothing.
//! - The same rater rates a competency once in an assessment (`duplicate_rating`). Rater ids mean nothing beyond their
//!   assessment, and counts have no raters.
//! - Decisions and what is out of scope are not in tables; neither is evidence in wide ones.
//!
//! Every problem is a diagnostic `at` a row and a column. The header is row 1, so the first row of data is row 2, also
//! where the table came from memory. No order of rows changes a result.

mod agreement;
mod cells;
mod counting;
mod counts;
mod disclosure;
mod findings;
mod header;
mod heads;
mod numbers;
mod output;
mod ratings;
mod tallies;
mod texts;
mod vocabulary;
mod wide;

pub use agreement::{agreement_schema, agreement_table};
pub use disclosure::{disclosed_schema, disclosed_table};
pub use numbers::{TableStager, numbers_schema, numbers_table};
pub use output::{counts_schema, counts_table, domains_schema, domains_table, stages_schema, stages_table};
pub use tallies::Tallies;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, DataType, Schema};

use crate::diagnostic::{Code, Params, Report};
use crate::rubric::Rubric;
use counting::Counting;
use findings::{ColumnAt, Place, TableFindings};
use header::Header;

/// How many rows are looked at together: their codes stay in the cache next to the processor.
const CHUNK: usize = crate::staging::CHUNK;

/// What one row of a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TableKind {
    /// One answer.
    Ratings,
    /// The counts of one cell: a group on a competency.
    Counts,
    /// One assessment, or one respondent, with a column per competency.
    Wide,
}

impl TableKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Ratings, Self::Counts, Self::Wide];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ratings => "ratings",
            Self::Counts => "counts",
            Self::Wide => "wide",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// The kind of a table with these columns: `competency` with `stage` or `missing` is ratings, `competency` with an
    /// `n_` column is counts, a column called like a competency is wide.
    #[must_use]
    pub fn of<'a>(rubric: &Rubric, columns: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let columns: std::collections::HashSet<&str> = columns.into_iter().collect();
        if columns.contains("competency") {
            if columns.contains("stage") || columns.contains("missing") {
                return Some(Self::Ratings);
            }
            return counts::count_columns(rubric).any(|name| columns.contains(name.as_str())).then_some(Self::Counts);
        }
        columns.iter().any(|name| rubric.competency_index(name).is_some()).then_some(Self::Wide)
    }
}

/// How a table is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableOptions {
    /// Which kind; without it, the kind is known by the columns ([`TableKind::of`]).
    pub kind: Option<TableKind>,
    /// Names of the table's columns, each with the name it stands for. A renamed column goes before one that has the
    /// name already.
    pub rename: Vec<(String, String)>,
    /// The assessment of all rows, where the table has no such column.
    pub assessment: Option<String>,
    /// What the table's file is called in diagnostics.
    pub file: Option<String>,
    /// What its sheet is called there.
    pub sheet: Option<String>,
    /// How many rows stand above the header in the file: its own row is then not the first.
    pub rows_above: u64,
}

impl TableOptions {
    /// Whether a column of that name may be read. Of any other column, the cells need not be brought.
    #[must_use]
    pub fn reads(&self, rubric: &Rubric, name: &str) -> bool {
        let renamed = self.rename.iter().filter(|(theirs, _)| theirs == name).map(|(_, ours)| ours.as_str());
        renamed.chain([name]).any(|name| {
            header::KNOWN.contains(&name) || counts::is_counted(name) || rubric.competency_index(name).is_some()
        })
    }
}

/// Why a table could not be counted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// What is in the table cannot be used; all its problems.
    #[error(transparent)]
    Invalid(#[from] Report),
    /// The batches could not be read.
    #[error("the table could not be read")]
    Unreadable(#[from] ArrowError),
}

/// Counts the rows of a table, in any order.
///
/// The report that comes with the tallies holds at most warnings.
///
/// # Errors
///
/// A report of all the problems of the table, or what the reader of the batches said.
pub fn tally(
    rubric: &Rubric,
    batches: impl RecordBatchReader,
    options: &TableOptions,
) -> Result<(Tallies, Report), TableError> {
    let mut counter = TableCounter::new(rubric, &batches.schema(), options)?;
    for batch in batches {
        counter.add(&batch?)?;
    }
    Ok(counter.finish()?)
}

/// Counts a table that comes batch by batch: [`tally`] for callers who want to do something between batches.
#[derive(Debug)]
pub struct TableCounter {
    kind: TableKind,
    types: Vec<DataType>,
    names: Vec<String>,
    layout: Layout,
    counting: Counting,
    findings: TableFindings,
    rows: u64,
    /// Empty rows between them.
    skipped: u64,
}

#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one for a whole table")]
enum Layout {
    Ratings(ratings::Ratings),
    Counts(counts::Counts),
    Wide(wide::Wide),
}

impl TableCounter {
    /// Begins to count a table with these columns.
    ///
    /// # Errors
    ///
    /// A report of what is missing or cannot be read in the header.
    pub fn new(rubric: &Rubric, schema: &Schema, options: &TableOptions) -> Result<Self, Report> {
        let mut findings = TableFindings::new(options);
        let mut header = Header::new(schema, options, &mut findings);
        let kind = options.kind.or_else(|| TableKind::of(rubric, header.names()));
        let Some(kind) = kind else {
            // A table of one column `competency` lacks its answers; any other lacks what they are answers to.
            let needed = if header.names().any(|name| name == "competency") { "stage" } else { "competency" };
            header.missing(needed, &mut findings);
            return Err(findings.into_report());
        };
        let layout = match kind {
            TableKind::Ratings => Layout::Ratings(ratings::Ratings::new(rubric, &mut header, options, &mut findings)),
            TableKind::Counts => Layout::Counts(counts::Counts::new(rubric, &mut header, options, &mut findings)),
            TableKind::Wide => Layout::Wide(wide::Wide::new(rubric, &mut header, options, &mut findings)),
        };
        if findings.has_errors() {
            return Err(findings.into_report());
        }
        let types = schema.fields().iter().map(|field| field.data_type().clone()).collect();
        let names = schema.fields().iter().map(|field| field.name().clone()).collect();
        Ok(Self { kind, types, names, layout, counting: Counting::new(rubric), findings, rows: 0, skipped: 0 })
    }

    /// What one row is.
    #[must_use]
    pub fn kind(&self) -> TableKind {
        self.kind
    }

    /// How many rows were counted so far.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// How many problems were found so far; what they are, [`TableCounter::finish`] says.
    #[must_use]
    pub fn problems(&self) -> u64 {
        self.findings.count()
    }

    /// How many of them have an error. In a table of ratings or of counts nothing of such a row is counted; in a wide
    /// one the answers that have no error are.
    #[must_use]
    pub fn rows_with_errors(&self) -> u64 {
        self.findings.rows()
    }

    /// Says that the next so many rows of the file are empty: they are not counted as rows, and those that follow keep
    /// the numbers that a spreadsheet program shows.
    pub fn skip(&mut self, rows: u64) {
        self.skipped = self.skipped.saturating_add(rows);
    }

    /// Says what the reader of the batches could not make out of the next row, and in which column; nothing of the row is
    /// counted.
    pub fn refuse(&mut self, problems: impl IntoIterator<Item = (Option<usize>, Code, Params)>) {
        let row = self.next_row();
        for (column, code, params) in problems {
            self.findings.add(Place::row(row, self.column(column).as_ref()), code, params);
        }
        self.rows = self.rows.saturating_add(1);
    }

    /// Says what the reader of the batches found in the header.
    pub fn note_header(&mut self, column: Option<usize>, code: Code, params: Params) {
        self.findings.add(Place::header(self.column(column).as_ref()), code, params);
    }

    fn column(&self, index: Option<usize>) -> Option<ColumnAt> {
        let index = index?;
        Some(ColumnAt { index, name: self.names.get(index)?.clone() })
    }

    /// Counts the rows of a batch. Problems of the rows are kept for the end.
    ///
    /// # Errors
    ///
    /// If the batch has other columns than the table.
    pub fn add(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let first = self.begin(batch)?;
        let (counting, findings) = (&mut self.counting, &mut self.findings);
        match &mut self.layout {
            Layout::Ratings(layout) => layout.add(batch, first, counting, findings),
            Layout::Counts(layout) => layout.add(batch, first, counting, findings),
            Layout::Wide(layout) => layout.add(batch, first, counting, findings),
        }
        Ok(())
    }

    /// The number of the first row of a batch.
    fn begin(&mut self, batch: &RecordBatch) -> Result<u64, ArrowError> {
        if !batch.columns().iter().map(|column| column.data_type()).eq(&self.types) {
            return Err(ArrowError::SchemaError("a batch has other columns than the table".to_owned()));
        }
        let first = self.next_row();
        self.rows = self.rows.saturating_add(batch.num_rows() as u64);
        Ok(first)
    }

    fn next_row(&self) -> u64 {
        self.rows.saturating_add(self.skipped).saturating_add(2) // the header is row 1
    }

    /// The tallies, with a report of warnings.
    ///
    /// # Errors
    ///
    /// A report of all the problems of the rows.
    pub fn finish(self) -> Result<(Tallies, Report), Report> {
        if self.findings.has_errors() {
            return Err(self.findings.into_report());
        }
        Ok(self.finish_without_errors())
    }

    /// The tallies of what has no error, with a report of all the problems: for those who want what can be had, and look
    /// at the report. Of two answers of one rater on a competency, the first counts.
    #[must_use]
    pub fn finish_without_errors(mut self) -> (Tallies, Report) {
        if !self.counting.has_answers() {
            self.findings.add(Place::default(), Code::NoAnswers, Params::new());
        }
        let heads = match self.layout {
            Layout::Ratings(layout) => layout.heads,
            Layout::Counts(layout) => layout.heads,
            Layout::Wide(layout) => layout.heads,
        };
        (Tallies::new(self.counting, heads), self.findings.into_report())
    }
}

/// Where row `row` of a chunk stands.
#[derive(Clone, Copy, Debug)]
struct RowAt {
    in_chunk: usize,
    in_batch: usize,
    number: u64,
}

/// The chunks of a batch: where each begins and how many rows it has.
fn chunks(batch: &RecordBatch) -> impl Iterator<Item = (usize, usize)> + use<> {
    let rows = batch.num_rows();
    (0..rows).step_by(CHUNK).map(move |start| (start, rows.saturating_sub(start).min(CHUNK)))
}

/// The rows of a chunk of a batch whose first row has the number `first`.
fn rows((start, len): (usize, usize), first: u64) -> impl Iterator<Item = RowAt> {
    (0..len).map(move |in_chunk| {
        let in_batch = start.saturating_add(in_chunk);
        RowAt { in_chunk, in_batch, number: first.saturating_add(in_batch as u64) }
    })
}

#[cfg(test)]
mod tests;
