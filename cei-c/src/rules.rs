//! `cei_rules`: a policy compiled for a rubric.

use std::mem::MaybeUninit;

use cei_core::{Rubric, Rules};

use crate::error::cei_error;
use crate::failure::Failure;
use crate::input;
use crate::output::call;
use crate::panic::boundary;
use crate::policy::{self, cei_policy};
use crate::rubric::cei_rubric;
use crate::status::cei_status;

/// A policy compiled for one rubric: made once, it stages any number of tallies. It is yours: give it to
/// cei_rules_free; rubric and policy may be freed before. It never changes, and any number of threads may use it at
/// once.
///
///     #include <cei.h>
///
///     cei_status stage_all(const cei_rubric *rubric, const cei_tally *const *tallies, size_t count,
///                          cei_profile **profiles) {
///         cei_rules *rules;
///         cei_status status = cei_rules_new(NULL, rubric, &rules, NULL);
///         for (size_t i = 0; i < count && status == CEI_STATUS_OK; i++) {
///             status = cei_rules_stage(rules, tallies[i], &profiles[i], NULL);
///         }
///         cei_rules_free(rules);
///         return status;
///     }
pub struct cei_rules(pub(crate) Rules);

/// The rules of a policy for a rubric.
pub(crate) fn compile(policy: Option<&cei_policy>, rubric: &Rubric) -> Result<Rules, Failure> {
    policy::or_default(policy)?.compile(rubric).map_err(|report| Failure::Report(cei_status::DoesNotFit, report))
}

/// Compiles a policy, or `cei-default` if it is NULL, for a rubric.
///
/// Errors: CEI_STATUS_NULL_POINTER; CEI_STATUS_DOES_NOT_FIT if, for example, the policy names a stage that the rubric
/// does not have.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rules_new(
    policy: Option<&cei_policy>,
    rubric: Option<&cei_rubric>,
    out: Option<&mut MaybeUninit<Option<Box<cei_rules>>>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || compile(policy, &input::required(rubric, "rubric")?.0).map(cei_rules))
}

/// Frees rules. NULL is allowed.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rules_free(rules: Option<Box<cei_rules>>) {
    boundary(|| drop(rules));
}
