//! `cei_tally`: the counts of answers, which is all that a stage needs.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use cei_core::{AssessmentId, Tally};

use crate::assessment::cei_assessment;
use crate::buffer::cei_buffer;
use crate::counts::cei_counts;
use crate::error::cei_error;
use crate::failure::Failure;
use crate::input;
use crate::output::{call, done};
use crate::panic::boundary;
use crate::rubric::cei_rubric;
use crate::status::cei_status;
use crate::text::cei_text;

/// The counts of answers for every competency and constituent group. It is yours: give it to cei_tally_free; what it
/// was made from may be freed before. Only cei_tally_add_counts changes one, and while it does no other thread may use
/// it; otherwise any number of threads may use it at once.
///
/// A database counts faster than anything that reads its rows one by one. From such counts:
///
///     #include <cei.h>
///
///     cei_status tally_of_counts(const cei_rubric *rubric, cei_tally **tally) {
///         cei_status status = cei_tally_new(rubric, "spring-2026", 11, tally, NULL);
///         if (status == CEI_STATUS_OK) {
///             size_t competency = cei_rubric_competency_index(rubric, "1.1", 3);
///             size_t group = cei_rubric_group_index(rubric, "families", 8);
///             cei_counts counts = {.size = sizeof counts};
///             counts.stages[2] = 17;
///             counts.unanswered = 3;
///             status = cei_tally_add_counts(*tally, competency, group, &counts, NULL);
///         }
///         return status;
///     }
pub struct cei_tally(pub(crate) Tally);

/// A tally without any answer, to add counts to. `assessment` is an id, or several joined by `+`. To say who was
/// assessed and when, what was decided and what is left out, read a `cei.tally/1` document without cells instead.
///
/// Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH; CEI_STATUS_INVALID_TEXT if `assessment` is no id.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_tally_new(
    rubric: Option<&cei_rubric>,
    assessment: *const c_char,
    assessment_len: usize,
    out: Option<&mut MaybeUninit<Option<Box<cei_tally>>>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        let rubric = input::required(rubric, "rubric")?;
        // SAFETY: the caller vouches for the bytes of `assessment`.
        let assessment = unsafe { input::text(assessment, assessment_len, "assessment") }?;
        let assessment = AssessmentId::new(assessment).ok_or(Failure::InvalidText("assessment"))?;
        Ok(cei_tally(Tally::new(&rubric.0, assessment)))
    })
}

/// Adds counts to what a tally has for a competency and a group, by their indices in the rubric. The places of the
/// answers in a rubric come from cei_rubric_competency_index and cei_rubric_group_index. Nothing is added if it fails.
///
/// Errors: CEI_STATUS_NULL_POINTER; CEI_STATUS_INVALID_SIZE for the size in `counts`, or if a field that this library
/// does not know is not 0; CEI_STATUS_DOES_NOT_ADD if there is no such competency, group or stage, if the competency is
/// left out, or if a sum is greater than 10^12.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_tally_add_counts(
    tally: Option<&mut cei_tally>,
    competency: usize,
    group: usize,
    counts: *const cei_counts,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    done(error, || {
        let tally = tally.ok_or(Failure::NullPointer("tally"))?;
        // SAFETY: the caller vouches for what `counts` points to.
        let counts = unsafe { cei_counts::of_caller(counts) }?;
        let added = tally.0.add_cell(competency, group, &counts.stages, counts.missing(), counts.evidence);
        added.map_err(|report| Failure::Report(cei_status::DoesNotAdd, report))
    })
}

/// Fills `counts` with what a tally has for a competency and a group, by their indices in the rubric. False, and nothing
/// is written, if there is no such competency or group, if either is NULL, or if the size in `counts` is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_tally_counts(
    tally: Option<&cei_tally>,
    competency: usize,
    group: usize,
    counts: *mut cei_counts,
) -> bool {
    boundary(|| {
        let Some(cell) = tally.and_then(|tally| tally.0.cell(competency, group)) else { return false };
        // SAFETY: the caller vouches for what `counts` points to.
        unsafe { cei_counts::new(&cell.stages, &cell.missing, cell.evidence).fill(counts) }
    })
}

/// Which assessments were counted: their ids, joined by `+`. Empty for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_tally_assessment<'a>(tally: Option<&'a cei_tally>) -> cei_text<'a> {
    boundary(|| tally.map_or(cei_text::EMPTY, |tally| tally.0.assessment().as_str().into()))
}

/// The counts of an assessment.
///
/// Errors: CEI_STATUS_NULL_POINTER.
#[unsafe(no_mangle)]
pub extern "C" fn cei_tally_of(
    assessment: Option<&cei_assessment>,
    out: Option<&mut MaybeUninit<Option<Box<cei_tally>>>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        let cei_assessment { assessment, rubric, .. } = input::required(assessment, "assessment")?;
        Ok(cei_tally(Tally::of(rubric, assessment)?))
    })
}

/// Reads a `cei.tally/1` document and checks it against `rubric`, or if that is NULL against the built-in rubric that
/// it names.
///
/// Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_DOCUMENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_tally_read(
    json: *const c_char,
    json_len: usize,
    rubric: Option<&cei_rubric>,
    out: Option<&mut MaybeUninit<Option<Box<cei_tally>>>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        // SAFETY: the caller vouches for the bytes of `json`.
        let json = unsafe { input::bytes(json, json_len, "json") }?;
        let rubric = input::rubric_or_named(rubric, json)?;
        let (tally, _) = Tally::read(json, &rubric)?;
        Ok(cei_tally(tally))
    })
}

/// The sum of two tallies of the same rubric, subject and period; both stay as they are.
///
/// Errors: CEI_STATUS_NULL_POINTER; CEI_STATUS_DOES_NOT_ADD if they are of different ones, if decisions contradict each
/// other, or if one has answers to what the other leaves out.
#[unsafe(no_mangle)]
pub extern "C" fn cei_tally_add(
    left: Option<&cei_tally>,
    right: Option<&cei_tally>,
    out: Option<&mut MaybeUninit<Option<Box<cei_tally>>>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        let (left, right) = (input::required(left, "left")?, input::required(right, "right")?);
        let sum = left.0.add(&right.0).map_err(|report| Failure::Report(cei_status::DoesNotAdd, report))?;
        Ok(cei_tally(sum))
    })
}

/// The tally as a `cei.tally/1` document.
///
/// Errors: CEI_STATUS_NULL_POINTER.
#[unsafe(no_mangle)]
pub extern "C" fn cei_tally_json(
    tally: Option<&cei_tally>,
    out: Option<&mut MaybeUninit<cei_buffer>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || Ok(input::required(tally, "tally")?.0.to_json()))
}

/// Frees a tally. NULL is allowed.
#[unsafe(no_mangle)]
pub extern "C" fn cei_tally_free(tally: Option<Box<cei_tally>>) {
    boundary(|| drop(tally));
}
