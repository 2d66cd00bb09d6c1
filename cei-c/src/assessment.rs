//! `cei_assessment`: what people answered and decided.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use cei_core::{Assessment, Id, Rubric};

use crate::buffer::cei_buffer;
use crate::error::cei_error;
use crate::input;
use crate::output::call;
use crate::panic::boundary;
use crate::report::cei_report;
use crate::rubric::cei_rubric;
use crate::status::cei_status;
use crate::text::cei_text;

/// What people answered and decided, checked against its rubric. It is yours: give it to cei_assessment_free; the
/// rubric may be freed before. It never changes, and any number of threads may use it at once.
pub struct cei_assessment {
    pub(crate) assessment: Assessment,
    pub(crate) rubric: Rubric,
    report: cei_report,
}

/// Reads a `cei.assessment/1` document and checks it against `rubric`, or if that is NULL against the built-in rubric
/// that it names.
///
/// Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_DOCUMENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_assessment_read(
    json: *const c_char,
    json_len: usize,
    rubric: Option<&cei_rubric>,
    out: Option<&mut MaybeUninit<Option<Box<cei_assessment>>>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        // SAFETY: the caller vouches for the bytes of `json`.
        let json = unsafe { input::bytes(json, json_len, "json") }?;
        let rubric = input::rubric_or_named(rubric, json)?;
        let (assessment, report) = Assessment::read(json, &rubric)?;
        Ok(cei_assessment { assessment, rubric, report: report.into() })
    })
}

/// The warnings and notes of an assessment that has been read. They belong to it: do not free them. NULL for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_assessment_report(assessment: Option<&cei_assessment>) -> Option<&cei_report> {
    boundary(|| assessment.map(|assessment| &assessment.report))
}

/// Its id. Empty for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_assessment_id<'a>(assessment: Option<&'a cei_assessment>) -> cei_text<'a> {
    boundary(|| assessment.map_or(cei_text::EMPTY, |one| Id::as_str(&one.assessment.id).into()))
}

/// The id of who was assessed. Empty if it does not say, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_assessment_subject<'a>(assessment: Option<&'a cei_assessment>) -> cei_text<'a> {
    boundary(|| {
        let subject = assessment.and_then(|one| one.assessment.subject.as_ref());
        subject.map_or(cei_text::EMPTY, |subject| subject.id.as_str().into())
    })
}

/// How many raters it lists. 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_assessment_rater_count(assessment: Option<&cei_assessment>) -> usize {
    boundary(|| assessment.map_or(0, |one| one.assessment.raters.len()))
}

/// How many answers there are, those without a stage among them. 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_assessment_rating_count(assessment: Option<&cei_assessment>) -> usize {
    boundary(|| assessment.map_or(0, |one| one.assessment.ratings.len()))
}

/// How many decisions are recorded. 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_assessment_decision_count(assessment: Option<&cei_assessment>) -> usize {
    boundary(|| assessment.map_or(0, |one| one.assessment.decisions.len()))
}

/// The assessment as a `cei.assessment/1` document.
///
/// Errors: CEI_STATUS_NULL_POINTER.
#[unsafe(no_mangle)]
pub extern "C" fn cei_assessment_json(
    assessment: Option<&cei_assessment>,
    out: Option<&mut MaybeUninit<cei_buffer>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || Ok(input::required(assessment, "assessment")?.assessment.to_json()))
}

/// Frees an assessment. NULL is allowed.
#[unsafe(no_mangle)]
pub extern "C" fn cei_assessment_free(assessment: Option<Box<cei_assessment>>) {
    boundary(|| drop(assessment));
}
