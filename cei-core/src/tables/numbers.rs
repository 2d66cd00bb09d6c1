//! The stages of the domains of a table's assessments as numbers, without a profile of each.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader, UInt8Array};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::cells::NONE;
use super::output::Texts;
use super::{Layout, TableCounter, TableError, TableOptions, Tallies};
use crate::assessment::Missing;
use crate::diagnostic::Report;
use crate::staging::{AnswerCodes, AnswerCounter, MatrixError, MatrixOrder, MatrixOut, Rules};
use crate::values::AssessmentId;

/// The columns of [`numbers_table`].
#[must_use]
pub fn numbers_schema(rules: &Rules) -> SchemaRef {
    let mut fields = vec![Field::new("assessment", DataType::Utf8, false)];
    let domains = rules.rubric().document().domains.iter().map(|domain| domain.id.as_str());
    let overall = (rules.matrix_columns() > domains.len()).then_some("overall");
    fields.extend(domains.chain(overall).map(|name| Field::new(name, DataType::UInt8, false)));
    Arc::new(Schema::new(fields))
}

/// The stages of the domains of every assessment of a table, as numbers: 0 where there is none, 255 where a domain is not
/// applicable. A row for each assessment, by id in the order of its bytes; a column for each domain, and `overall` last
/// if the policy has a rule for it. The report that comes with it holds at most warnings.
///
/// The stages are those of the profiles ([`domains_table`](super::domains_table)), which are not made: where a table of
/// ratings says no more than assessment, group, competency and answer, this is many times quicker, and memory does not
/// grow with the rows.
///
/// # Errors
///
/// As [`tally`](super::tally).
pub fn numbers_table(
    rules: &Rules,
    batches: impl RecordBatchReader,
    options: &TableOptions,
) -> Result<(RecordBatch, Report), TableError> {
    let mut stager = TableStager::new(rules, &batches.schema(), options)?;
    for batch in batches {
        stager.add(&batch?)?;
    }
    stager.finish()
}

/// Stages a table that comes batch by batch: [`numbers_table`] for callers who want to do something between batches.
#[derive(Debug)]
pub struct TableStager<'a> {
    rules: &'a Rules,
    table: TableCounter,
    /// Where answers go if they are no more than that.
    plain: Option<Plain<'a>>,
}

/// Counts answers that are no more than that.
#[derive(Debug)]
struct Plain<'a> {
    counter: AnswerCounter<'a>,
    codes: AnswerCodes,
    any: bool,
}

impl<'a> Plain<'a> {
    fn new(rules: &'a Rules) -> Self {
        // Reasons come after the stages.
        let [not_applicable, end] = [Some(Missing::NotApplicable), None].map(|reason| {
            let before = Missing::ALL.iter().take_while(|other| Some(**other) != reason);
            before.fold(u32::from(rules.rubric().stages()), |code, _| code.wrapping_add(1))
        });
        Self { counter: rules.count_answers(0), codes: AnswerCodes { not_applicable, end, none: NONE }, any: false }
    }

    /// Counts a chunk of answers of so many assessments; false, and nothing counted, if one of them is not good.
    fn count(&mut self, assessments: usize, answers: [&[u32]; 4]) -> bool {
        self.counter.grow(assessments);
        let is_good = self.counter.add_chunk(answers, self.codes);
        self.any |= is_good && answers.iter().any(|codes| !codes.is_empty());
        is_good
    }
}

impl<'a> TableStager<'a> {
    /// Begins to stage a table with these columns.
    ///
    /// # Errors
    ///
    /// A report of what is missing or cannot be read in the header.
    pub fn new(rules: &'a Rules, schema: &Schema, options: &TableOptions) -> Result<Self, Report> {
        let table = TableCounter::new(rules.rubric(), schema, options)?;
        let is_plain = matches!(&table.layout, Layout::Ratings(ratings) if ratings.is_plain());
        let plain = is_plain.then(|| Plain::new(rules));
        Ok(Self { rules, table, plain })
    }

    /// How many rows were read so far.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.table.rows()
    }

    /// The counter of the rows, for those who say what could not be read, or ask how far it is.
    pub fn counter(&mut self) -> &mut TableCounter {
        &mut self.table
    }

    /// Reads the rows of a batch. Problems of the rows are kept for the end.
    ///
    /// # Errors
    ///
    /// If the batch has other columns than the table.
    pub fn add(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let Some(plain) = &mut self.plain else { return self.table.add(batch) };
        let first = self.table.begin(batch)?;
        if let Layout::Ratings(layout) = &mut self.table.layout {
            layout.answers(batch, first, &mut self.table.findings, |assessments, answers| {
                plain.count(assessments, answers)
            });
        }
        Ok(())
    }

    /// The table, with a report of warnings.
    ///
    /// # Errors
    ///
    /// A report of all the problems of the rows.
    pub fn finish(self) -> Result<(RecordBatch, Report), TableError> {
        if self.table.findings.has_errors() {
            return Err(self.table.findings.into_report().into());
        }
        Ok(self.finish_without_errors()?)
    }

    /// The table of what has no error, with a report of all the problems; see
    /// [`TableCounter::finish_without_errors`].
    ///
    /// # Errors
    ///
    /// Where the table cannot be made.
    pub fn finish_without_errors(mut self) -> Result<(RecordBatch, Report), ArrowError> {
        let plain = self.plain.take().map(|plain| {
            self.table.counting.note_answers(plain.any);
            plain.counter
        });
        let (tallies, found) = self.table.finish_without_errors();
        let table = match plain {
            Some(mut counter) => {
                // Of an assessment whose every row has an error, no answer came.
                counter.grow(tallies.len());
                staged(self.rules, &tallies, &counter)
            }
            None => whole(self.rules, &tallies),
        };
        Ok((table?, found))
    }
}

/// Of counts that were kept small. The tallies know the assessments, by the places that they have there.
fn staged(rules: &Rules, tallies: &Tallies, counter: &AnswerCounter<'_>) -> Result<RecordBatch, ArrowError> {
    let rows = counter.assessments();
    let mut values = vec![0; rows.saturating_mul(rules.matrix_columns())];
    let out = MatrixOut { values: &mut values, order: MatrixOrder::ColumnMajor, stride: rows };
    counter.stage(out).map_err(|error: MatrixError| ArrowError::ComputeError(error.to_string()))?;
    let columns = values.chunks_exact(rows.max(1)).map(|column| {
        let stages = tallies.places().map(|place| column.get(place).copied().unwrap_or_default());
        Arc::new(UInt8Array::from_iter_values(stages)) as ArrayRef
    });
    batch(rules, tallies.assessments(), columns.collect())
}

/// Of whole tallies.
fn whole(rules: &Rules, tallies: &Tallies) -> Result<RecordBatch, ArrowError> {
    let mut columns = vec![Vec::with_capacity(tallies.len()); rules.matrix_columns()];
    for tally in tallies.iter() {
        let numbers = rules.stage_numbers(&tally);
        columns.iter_mut().zip(numbers).for_each(|(column, number)| column.push(number));
    }
    batch(
        rules,
        tallies.assessments(),
        columns.into_iter().map(|column| Arc::new(UInt8Array::from(column)) as _).collect(),
    )
}

fn batch<'t>(
    rules: &Rules,
    assessments: impl Iterator<Item = &'t AssessmentId>,
    columns: Vec<ArrayRef>,
) -> Result<RecordBatch, ArrowError> {
    let mut texts = Texts::default();
    for id in assessments {
        texts.push(Some(id.as_str()))?;
    }
    let schema = numbers_schema(rules);
    let mut all = vec![texts.finish()];
    // Without a row there are no columns to cut.
    let missing = schema.fields().len().saturating_sub(1).saturating_sub(columns.len());
    all.extend(columns);
    all.extend(std::iter::repeat_with(|| Arc::new(UInt8Array::from(Vec::<u8>::new())) as ArrayRef).take(missing));
    RecordBatch::try_new(schema, all)
}
