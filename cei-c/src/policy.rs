//! `cei_policy`: how ratings become stages.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::sync::OnceLock;

use cei_core::{Digest, Id, Policy};

use crate::buffer::cei_buffer;
use crate::error::cei_error;
use crate::failure::Failure;
use crate::input;
use crate::output::call;
use crate::panic::boundary;
use crate::status::cei_status;
use crate::text::cei_text;

/// How ratings become stages. It is yours: give it to cei_policy_free. It never changes, and any number of threads may
/// use it at once. To stage many tallies of one rubric, make cei_rules of it.
pub struct cei_policy {
    pub(crate) policy: Policy,
    digest: OnceLock<Digest>,
}

impl From<Policy> for cei_policy {
    fn from(policy: Policy) -> Self {
        Self { policy, digest: OnceLock::new() }
    }
}

const KIND: (&str, &str) = ("policy", "política incluida");
const DEFAULT: &str = "cei-default";

fn built_in(name: &str) -> Result<Policy, Failure> {
    Policy::built_in(name).ok_or_else(|| Failure::UnknownName {
        kind: KIND,
        name: name.to_owned(),
        known: Policy::names().collect(),
    })
}

/// The policy given, or else the default.
pub(crate) fn or_default(policy: Option<&cei_policy>) -> Result<Policy, Failure> {
    policy.map_or_else(|| built_in(DEFAULT), |policy| Ok(policy.policy.clone()))
}

/// Reads a `cei.policy/1` document and checks what can be seen without a rubric.
///
/// Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_DOCUMENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_policy_parse(
    json: *const c_char,
    json_len: usize,
    out: Option<&mut MaybeUninit<Option<Box<cei_policy>>>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        // SAFETY: the caller vouches for the bytes of `json`.
        let json = unsafe { input::bytes(json, json_len, "json") }?;
        Ok(Policy::parse(json)?.into())
    })
}

/// The built-in policy of that name, such as `cei-default`.
///
/// Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_TEXT, CEI_STATUS_UNKNOWN_NAME.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_policy_built_in(
    name: *const c_char,
    name_len: usize,
    out: Option<&mut MaybeUninit<Option<Box<cei_policy>>>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        // SAFETY: the caller vouches for the bytes of `name`.
        let name = unsafe { input::text(name, name_len, "name") }?;
        Ok(built_in(name)?.into())
    })
}

/// How many policies are built in.
#[unsafe(no_mangle)]
pub extern "C" fn cei_policy_built_in_count() -> usize {
    boundary(|| Policy::names().count())
}

/// The name of the built-in policy with that index, from 0; empty past the last one.
#[unsafe(no_mangle)]
pub extern "C" fn cei_policy_built_in_name(index: usize) -> cei_text<'static> {
    boundary(|| Policy::names().nth(index).map_or(cei_text::EMPTY, cei_text::new))
}

/// Its id. Empty for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_policy_id<'a>(policy: Option<&'a cei_policy>) -> cei_text<'a> {
    boundary(|| policy.map_or(cei_text::EMPTY, |policy| Id::as_str(&policy.policy.document().id).into()))
}

/// Its version. Empty for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_policy_version<'a>(policy: Option<&'a cei_policy>) -> cei_text<'a> {
    boundary(|| policy.map_or(cei_text::EMPTY, |policy| Id::as_str(&policy.policy.document().version).into()))
}

/// Its title, in `language` if it has it, else in the policy's own. Empty without a title, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_policy_title<'a>(
    policy: Option<&'a cei_policy>,
    language: *const c_char,
    language_len: usize,
) -> cei_text<'a> {
    boundary(|| {
        // SAFETY: the caller vouches for the bytes of `language`.
        let language = unsafe { input::tag(language, language_len) };
        let document = policy.map(|policy| policy.policy.document());
        let title = document.and_then(|one| Some(one.title.as_ref()?.get(language, one.language.as_str())));
        title.map_or(cei_text::EMPTY, cei_text::new)
    })
}

/// The policy as a `cei.policy/1` document, with every default written.
///
/// Errors: CEI_STATUS_NULL_POINTER.
#[unsafe(no_mangle)]
pub extern "C" fn cei_policy_json(
    policy: Option<&cei_policy>,
    out: Option<&mut MaybeUninit<cei_buffer>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || Ok(input::required(policy, "policy")?.policy.to_json()))
}

/// Digest of the whole policy: `sha256:` and 64 hexadecimal digits. Empty for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_policy_digest<'a>(policy: Option<&'a cei_policy>) -> cei_text<'a> {
    boundary(|| {
        policy.map_or(cei_text::EMPTY, |policy| policy.digest.get_or_init(|| policy.policy.digest()).as_str().into())
    })
}

/// Frees a policy. NULL is allowed.
#[unsafe(no_mangle)]
pub extern "C" fn cei_policy_free(policy: Option<Box<cei_policy>>) {
    boundary(|| drop(policy));
}
