//! `cei_profile`: the stage of everything, with its reason.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use cei_core::{Assessment, Profile, Tally};

use crate::buffer::cei_buffer;
use crate::error::cei_error;
use crate::failure::Failure;
use crate::input;
use crate::output::call;
use crate::panic::boundary;
use crate::policy::cei_policy;
use crate::rubric::cei_rubric;
use crate::rules::{cei_rules, compile};
use crate::status::cei_status;
use crate::tally::cei_tally;

/// The stage of every competency and domain, each with counts, reason, range and next step. It is yours: give it to
/// cei_profile_free; what it was made from may be freed before. It never changes, and any number of threads may use it
/// at once.
pub struct cei_profile(Profile);

/// Stages a tally by a policy, or by `cei-default` if it is NULL. CEI_STATUS_DOES_NOT_FIT if the policy does not fit
/// the rubric of the tally. For many tallies of one rubric, cei_rules_stage is faster.
#[unsafe(no_mangle)]
pub extern "C" fn cei_stage(
    tally: Option<&cei_tally>,
    policy: Option<&cei_policy>,
    out: Option<&mut MaybeUninit<Option<Box<cei_profile>>>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        let tally = &input::required(tally, "tally")?.0;
        Ok(cei_profile(compile(policy, tally.rubric())?.stage(tally)))
    })
}

/// Stages a tally by rules that were made for its rubric. CEI_STATUS_DOES_NOT_FIT if they are for a rubric with
/// another structure.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rules_stage(
    rules: Option<&cei_rules>,
    tally: Option<&cei_tally>,
    out: Option<&mut MaybeUninit<Option<Box<cei_profile>>>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        let (rules, tally) = (&input::required(rules, "rules")?.0, &input::required(tally, "tally")?.0);
        if rules.rubric().structure() != tally.rubric().structure() {
            return Err(Failure::OtherRubric);
        }
        Ok(cei_profile(rules.stage(tally)))
    })
}

/// The profile as a `cei.profile/1` document.
#[unsafe(no_mangle)]
pub extern "C" fn cei_profile_json(
    profile: Option<&cei_profile>,
    out: Option<&mut MaybeUninit<cei_buffer>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || Ok(input::required(profile, "profile")?.0.to_json()))
}

/// Frees a profile. NULL is allowed.
#[unsafe(no_mangle)]
pub extern "C" fn cei_profile_free(profile: Option<Box<cei_profile>>) {
    boundary(|| drop(profile));
}

/// From a `cei.assessment/1` document to its `cei.profile/1` document in one call. A `rubric` that is NULL is the
/// built-in one that the document names, and a `policy` that is NULL is `cei-default`. CEI_STATUS_DOES_NOT_FIT if the
/// policy does not fit the rubric.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_assess(
    json: *const c_char,
    json_len: usize,
    rubric: Option<&cei_rubric>,
    policy: Option<&cei_policy>,
    out: Option<&mut MaybeUninit<cei_buffer>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        // SAFETY: the caller vouches for the bytes of `json`.
        let json = unsafe { input::bytes(json, json_len, "json") }?;
        let rubric = input::rubric_or_named(rubric, json)?;
        let (assessment, _) = Assessment::read(json, &rubric)?;
        let tally = Tally::of(&rubric, &assessment)?;
        Ok(compile(policy, &rubric)?.stage(&tally).to_json())
    })
}
