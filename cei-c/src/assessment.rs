//! `cei_assessment`: what people answered and decided.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use cei_core::{Assessment, Rubric};

use crate::buffer::cei_buffer;
use crate::error::cei_error;
use crate::input;
use crate::output::call;
use crate::panic::boundary;
use crate::report::cei_report;
use crate::rubric::cei_rubric;
use crate::status::cei_status;

/// What people answered and decided, checked against its rubric. It is yours: give it to cei_assessment_free; the
/// rubric may be freed before. It never changes, and any number of threads may use it at once.
pub struct cei_assessment {
    pub(crate) assessment: Assessment,
    pub(crate) rubric: Rubric,
    report: cei_report,
}

/// Reads a `cei.assessment/1` document and checks it against `rubric`, or if that is NULL against the built-in rubric
/// that it names.
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

/// The assessment as a `cei.assessment/1` document.
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
