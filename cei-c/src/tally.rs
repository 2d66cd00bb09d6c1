//! `cei_tally`: the counts of answers, which is all that a stage needs.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use cei_core::Tally;

use crate::assessment::cei_assessment;
use crate::buffer::cei_buffer;
use crate::error::cei_error;
use crate::failure::Failure;
use crate::input;
use crate::output::call;
use crate::panic::boundary;
use crate::rubric::cei_rubric;
use crate::status::cei_status;

/// The counts of answers for every competency and constituent group. It is yours: give it to cei_tally_free; what it
/// was made from may be freed before. It never changes, and any number of threads may use it at once.
pub struct cei_tally(pub(crate) Tally);

/// The counts of an assessment.
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

/// The sum of two tallies of the same rubric, subject and period; both stay as they are. CEI_STATUS_DOES_NOT_ADD if
/// they are of different ones, if decisions contradict each other, or if one has answers to what the other leaves out.
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
