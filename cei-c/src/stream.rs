//! Tables in and out as Arrow C streams.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::ops::Range;
use std::sync::Arc;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use cei_core::tables::{self, TableError, TableOptions, Tallies};
use cei_core::{Profile, Rubric, Rules};
use cei_streams::StreamReader;

use crate::error::cei_error;
use crate::failure::Failure;
use crate::input;
use crate::output::{Held, call};
use crate::panic::caught;
use crate::policy::cei_policy;
use crate::rubric::cei_rubric;
use crate::rules::compile;
use crate::status::cei_status;
use crate::tallies::cei_tallies;

/// Counts a table that comes through the Arrow C stream interface. Its columns say which kind of table it is. Ratings have
/// a row for each answer: `assessment`, `competency`, `stage`; maybe `group`, `rater`, `missing`, `subject`, `period`,
/// `evidence`. Counts have a row for each group and competency: `assessment`, `competency`, an `n_` column for each stage,
/// such as `n_maturing`; maybe `group`, `n_unanswered`, `n_dont_know`, `n_not_applicable`, `n_withheld`, `evidence`,
/// `subject`, `period`. A wide table has a row for each assessment or respondent: `assessment`, a column for each
/// competency; maybe `group`, `rater`, `subject`, `period`.
///
/// Columns are texts, dictionaries or numbers of any kind. A stage is its id or its number. `assessment` is the id of
/// the assessment of all rows where there is no such column, and NULL otherwise. The built-in `cei-self-assessment` is
/// used if `rubric` is NULL.
///
/// The stream is consumed whatever happens: its `release` was called, and is NULL. The rows go through batch by batch,
/// so that memory grows with the assessments and the raters that have names, not with the rows.
///
/// Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_TEXT; CEI_STATUS_UNREADABLE_STREAM if
/// the stream has been released already, or what its producer says; CEI_STATUS_INVALID_DOCUMENT, with a report of all
/// the problems of the table, each with its row and column.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_tallies_of_stream(
    stream: Option<&mut FFI_ArrowArrayStream>,
    rubric: Option<&cei_rubric>,
    assessment: *const c_char,
    assessment_len: usize,
    out: Option<&mut MaybeUninit<Option<Box<cei_tallies>>>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    // Taken before anything else, so that it is released on every way out.
    let stream = stream.map(|stream| std::mem::replace(stream, FFI_ArrowArrayStream::empty()));
    call(out, error, move || {
        let reader = StreamReader::new(stream.ok_or(Failure::NullPointer("stream"))?).map_err(unreadable)?;
        // SAFETY: the caller vouches for the bytes of `assessment`.
        let assessment = unsafe { input::text(assessment, assessment_len, "assessment") }?;
        let assessment = (!assessment.is_empty()).then(|| assessment.to_owned());
        let rubric = rubric.map_or_else(Rubric::cei, |rubric| rubric.0.clone());
        let options = TableOptions { assessment, ..TableOptions::default() };
        match tables::tally(&rubric, reader, &options) {
            Ok((tallies, report)) => Ok(cei_tallies { tallies: Arc::new(tallies), report: report.into() }),
            Err(TableError::Invalid(report)) => Err(report.into()),
            Err(TableError::Unreadable(error)) => Err(unreadable(error)),
            Err(error) => Err(Failure::Stream(error.to_string())),
        }
    })
}

/// The counts as a table: `assessment`, `group`, `competency`, an `n_` column for each stage, `n_unanswered`,
/// `n_dont_know`, `n_not_applicable`, `n_withheld`, `evidence`, `subject`, `period`; a row for each cell with answers.
///
/// What is in `out` is yours, as the Arrow C stream interface says: call its `release`. It needs neither the tallies nor
/// anything else that was given here. Each batch is made when it is asked for; one thread may read at a time. If there
/// was an error `release` is NULL.
///
/// Errors: CEI_STATUS_NULL_POINTER.
#[unsafe(no_mangle)]
pub extern "C" fn cei_tallies_counts_stream(
    tallies: Option<&cei_tallies>,
    out: Option<&mut MaybeUninit<FFI_ArrowArrayStream>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        let tallies = input::required(tallies, "tallies")?.tallies.clone();
        let schema = tables::counts_schema(tallies.rubric());
        Ok(Parts::of(tallies, schema, |tallies, range| {
            tables::counts_table(tallies.rubric(), range.filter_map(|index| tallies.nth(index)))
        }))
    })
}

/// The stage of every node as a table: `assessment`, `level`, `id`, `status`, `stage`, `stage_number`, `low`, `high`,
/// `votes`, `members`, `bound`; a row for each domain, competency, group of a competency and part of a lens. The policy
/// `cei-default` is used if `policy` is NULL. `out` as with cei_tallies_counts_stream.
///
/// Errors: CEI_STATUS_NULL_POINTER; CEI_STATUS_DOES_NOT_FIT if the policy does not fit the rubric of the tallies.
#[unsafe(no_mangle)]
pub extern "C" fn cei_tallies_stages_stream(
    tallies: Option<&cei_tallies>,
    policy: Option<&cei_policy>,
    out: Option<&mut MaybeUninit<FFI_ArrowArrayStream>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        let tallies = input::required(tallies, "tallies")?.tallies.clone();
        let rules = compile(policy, tallies.rubric())?;
        Ok(Parts::of(tallies, tables::stages_schema(), move |tallies, range| {
            tables::stages_table(rules.rubric(), profiles(&rules, tallies, range))
        }))
    })
}

/// The stages of the domains as a table: `assessment`, a column for each domain, and `overall` if the policy has a rule
/// for it; a row for each assessment. `policy` and `out` as with cei_tallies_stages_stream.
///
/// Errors: CEI_STATUS_NULL_POINTER; CEI_STATUS_DOES_NOT_FIT if the policy does not fit the rubric of the tallies.
#[unsafe(no_mangle)]
pub extern "C" fn cei_tallies_domains_stream(
    tallies: Option<&cei_tallies>,
    policy: Option<&cei_policy>,
    out: Option<&mut MaybeUninit<FFI_ArrowArrayStream>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        let tallies = input::required(tallies, "tallies")?.tallies.clone();
        let rules = compile(policy, tallies.rubric())?;
        let schema = tables::domains_schema(&rules);
        Ok(Parts::of(tallies, schema, move |tallies, range| {
            tables::domains_table(&rules, profiles(&rules, tallies, range))
        }))
    })
}

/// The profiles of some of the tallies, by rules that were compiled for their rubric: each has one.
fn profiles(rules: &Rules, tallies: &Tallies, range: Range<usize>) -> impl Iterator<Item = Profile> {
    range.filter_map(|index| tallies.nth(index)).filter_map(|tally| rules.stage(&tally).ok())
}

fn unreadable(error: ArrowError) -> Failure {
    Failure::Stream(error.to_string())
}

impl Held for FFI_ArrowArrayStream {
    type Made = Parts;

    fn nothing() -> Self {
        Self::empty()
    }

    fn hold(made: Parts) -> Self {
        Self::new(Box::new(made))
    }
}

type Part = dyn Fn(&Tallies, Range<usize>) -> Result<RecordBatch, ArrowError> + Send;

/// A table of tallies, made batch by batch.
pub(crate) struct Parts {
    tallies: Arc<Tallies>,
    schema: SchemaRef,
    part: Box<Part>,
    next: usize,
}

impl Parts {
    /// How many tallies go into a batch.
    const LENGTH: usize = 1_024;

    fn of(
        tallies: Arc<Tallies>,
        schema: SchemaRef,
        part: impl Fn(&Tallies, Range<usize>) -> Result<RecordBatch, ArrowError> + Send + 'static,
    ) -> Self {
        Self { tallies, schema, part: Box::new(part), next: 0 }
    }
}

impl Iterator for Parts {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.next;
        self.next = self.tallies.len().min(start.saturating_add(Self::LENGTH));
        (start < self.next).then(|| {
            // This is called from C, where nothing else stops a panic.
            caught(|| (self.part)(&self.tallies, start..self.next))
                .unwrap_or_else(|said| Err(ArrowError::ComputeError(said)))
        })
    }
}

impl RecordBatchReader for Parts {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }
}
