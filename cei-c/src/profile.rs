//! `cei_profile`: the stage of everything, with its reason.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::sync::{Arc, OnceLock};

use cei_core::{Assessment, Id, Profile, Rubric, Rules, Tally};

use crate::buffer::cei_buffer;
use crate::error::cei_error;
use crate::failure::Failure;
use crate::input;
use crate::node::cei_node;
use crate::output::call;
use crate::panic::boundary;
use crate::policy::cei_policy;
use crate::report::cei_report;
use crate::rubric::cei_rubric;
use crate::rules::{cei_rules, compile};
use crate::status::cei_status;
use crate::tally::cei_tally;
use crate::text::cei_text;

/// The stage of every competency and domain, each with counts, reason, range and next step. It is yours: give it to
/// cei_profile_free; what it was made from may be freed before. It never changes, and any number of threads may use it
/// at once.
///
/// Its nodes (cei_node) say what belongs on a screen; cei_profile_json has all of it.
///
///     #include <cei.h>
///     #include <stdio.h>
///
///     void print_domains(const cei_profile *profile) {
///         for (size_t i = 0; i < cei_profile_domain_count(profile); i++) {
///             const cei_node *domain = cei_profile_domain(profile, i);
///             cei_text id = cei_node_id(domain);
///             cei_text stage = cei_node_stage(domain);
///             printf("%.*s: %.*s\n", (int)id.len, id.ptr, (int)stage.len, stage.ptr);
///         }
///     }
pub struct cei_profile {
    shared: Arc<Shared>,
    nodes: OnceLock<Nodes>,
}

/// What a profile and its nodes hold together.
pub(crate) struct Shared {
    pub(crate) profile: Profile,
    pub(crate) rubric: cei_rubric,
    notes: OnceLock<cei_report>,
}

/// The nodes of a profile, made when one is first asked for.
struct Nodes {
    overall: Option<cei_node>,
    domains: Vec<cei_node>,
    lenses: Vec<Vec<cei_node>>,
}

impl Shared {
    pub(crate) fn notes(&self) -> &cei_report {
        self.notes.get_or_init(|| self.profile.report().into())
    }
}

impl cei_profile {
    fn new(profile: Profile, rubric: &Rubric) -> Self {
        let shared = Shared { profile, rubric: cei_rubric(rubric.clone()), notes: OnceLock::new() };
        Self { shared: Arc::new(shared), nodes: OnceLock::new() }
    }

    fn nodes(&self) -> &Nodes {
        self.nodes.get_or_init(|| {
            let (overall, domains, lenses) = cei_node::all(&self.shared);
            Nodes { overall, domains, lenses }
        })
    }

    fn profile(&self) -> &Profile {
        &self.shared.profile
    }
}

/// Stages a tally by a policy, or by `cei-default` if it is NULL. For many tallies of one rubric, cei_rules_stage is
/// faster.
///
/// Errors: CEI_STATUS_NULL_POINTER; CEI_STATUS_DOES_NOT_FIT if the policy does not fit the rubric of the tally.
#[unsafe(no_mangle)]
pub extern "C" fn cei_stage(
    tally: Option<&cei_tally>,
    policy: Option<&cei_policy>,
    out: Option<&mut MaybeUninit<Option<Box<cei_profile>>>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        let tally = &input::required(tally, "tally")?.0;
        Ok(cei_profile::new(staged(&compile(policy, tally.rubric())?, tally)?, tally.rubric()))
    })
}

/// Stages a tally by rules that were made for its rubric.
///
/// Errors: CEI_STATUS_NULL_POINTER; CEI_STATUS_DOES_NOT_FIT if the rules are for a rubric with another structure.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rules_stage(
    rules: Option<&cei_rules>,
    tally: Option<&cei_tally>,
    out: Option<&mut MaybeUninit<Option<Box<cei_profile>>>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        let (rules, tally) = (&input::required(rules, "rules")?.0, &input::required(tally, "tally")?.0);
        Ok(cei_profile::new(staged(rules, tally)?, rules.rubric()))
    })
}

fn staged(rules: &Rules, tally: &Tally) -> Result<Profile, Failure> {
    rules.stage(tally).map_err(|_| Failure::OtherRubric)
}

/// Reads a `cei.profile/1` document, such as one that was kept. Only its form is checked. Its titles and stage numbers
/// are those of `rubric`, or if that is NULL of the built-in rubric that it names.
///
/// Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_DOCUMENT; CEI_STATUS_UNKNOWN_NAME if
/// `rubric` is NULL and no built-in one has the id that it names; CEI_STATUS_DOES_NOT_FIT if the rubric has another
/// structure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_profile_read(
    json: *const c_char,
    json_len: usize,
    rubric: Option<&cei_rubric>,
    out: Option<&mut MaybeUninit<Option<Box<cei_profile>>>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        // SAFETY: the caller vouches for the bytes of `json`.
        let json = unsafe { input::bytes(json, json_len, "json") }?;
        let profile = Profile::read(json)?;
        let rubric = match rubric {
            Some(rubric) => rubric.0.clone(),
            None => crate::rubric::built_in(profile.rubric.id.as_str())?,
        };
        if *rubric.structure() != profile.rubric.structure {
            return Err(Failure::OtherRubric);
        }
        Ok(cei_profile::new(profile, &rubric))
    })
}

/// Which assessments were counted: their ids, joined by `+`. Empty for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_profile_assessment<'a>(profile: Option<&'a cei_profile>) -> cei_text<'a> {
    boundary(|| profile.map_or(cei_text::EMPTY, |profile| profile.profile().assessment.as_str().into()))
}

/// The id of who was assessed. Empty if the assessment did not say, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_profile_subject<'a>(profile: Option<&'a cei_profile>) -> cei_text<'a> {
    boundary(|| {
        let subject = profile.and_then(|profile| profile.profile().subject.as_ref());
        subject.map_or(cei_text::EMPTY, |subject| subject.id.as_str().into())
    })
}

/// The rubric that it was staged by, for the titles of its stages. It belongs to the profile: do not free it. NULL for
/// NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_profile_rubric(profile: Option<&cei_profile>) -> Option<&cei_rubric> {
    boundary(|| profile.map(|profile| &profile.shared.rubric))
}

/// The one stage of all. NULL if the policy has no rule for it, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_profile_overall(profile: Option<&cei_profile>) -> Option<&cei_node> {
    boundary(|| profile?.nodes().overall.as_ref())
}

/// How many domains there are. 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_profile_domain_count(profile: Option<&cei_profile>) -> usize {
    boundary(|| profile.map_or(0, |profile| profile.profile().domains.len()))
}

/// A domain, by its index from 0. NULL past the last one, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_profile_domain(profile: Option<&cei_profile>, index: usize) -> Option<&cei_node> {
    boundary(|| profile?.nodes().domains.get(index))
}

/// The domain or competency with that id. NULL if there is none, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_profile_node(
    profile: Option<&cei_profile>,
    id: *const c_char,
    id_len: usize,
) -> Option<&cei_node> {
    boundary(|| {
        // SAFETY: the caller vouches for the bytes of `id`.
        let id = unsafe { input::text(id, id_len, "id") }.ok()?;
        let domains = &profile?.nodes().domains;
        domains.iter().chain(domains.iter().flat_map(cei_node::children)).find(|node| node.is_called(id))
    })
}

/// How many lenses it was read through. 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_profile_lens_count(profile: Option<&cei_profile>) -> usize {
    boundary(|| profile.map_or(0, |profile| profile.profile().lenses.len()))
}

/// The id of a lens, by its index from 0. Empty past the last one, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_profile_lens_id<'a>(profile: Option<&'a cei_profile>, index: usize) -> cei_text<'a> {
    boundary(|| {
        let lens = profile.and_then(|profile| profile.profile().lenses.get(index));
        lens.map_or(cei_text::EMPTY, |lens| Id::as_str(&lens.id).into())
    })
}

/// How many parts the lens with that index has. 0 past the last one, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_profile_part_count(profile: Option<&cei_profile>, lens: usize) -> usize {
    boundary(|| profile.and_then(|profile| profile.profile().lenses.get(lens)).map_or(0, |lens| lens.parts.len()))
}

/// A part of the lens with that index, by its own index from 0. NULL past the last one, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_profile_part(profile: Option<&cei_profile>, lens: usize, index: usize) -> Option<&cei_node> {
    boundary(|| profile?.nodes().lenses.get(lens)?.get(index))
}

/// The part with that id of the lens with that index. NULL if there is none, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_profile_part_by_id(
    profile: Option<&cei_profile>,
    lens: usize,
    id: *const c_char,
    id_len: usize,
) -> Option<&cei_node> {
    boundary(|| {
        // SAFETY: the caller vouches for the bytes of `id`.
        let id = unsafe { input::text(id, id_len, "id") }.ok()?;
        profile?.nodes().lenses.get(lens)?.iter().find(|part| part.is_called(id))
    })
}

/// All its notes, one by one: what is worth knowing. They belong to the profile: do not free them. NULL for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_profile_notes(profile: Option<&cei_profile>) -> Option<&cei_report> {
    boundary(|| profile.map(|profile| profile.shared.notes()))
}

/// The profile as a `cei.profile/1` document.
///
/// Errors: CEI_STATUS_NULL_POINTER.
#[unsafe(no_mangle)]
pub extern "C" fn cei_profile_json(
    profile: Option<&cei_profile>,
    out: Option<&mut MaybeUninit<cei_buffer>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || Ok(input::required(profile, "profile")?.profile().to_json()))
}

/// Frees a profile, its nodes and its notes. NULL is allowed.
#[unsafe(no_mangle)]
pub extern "C" fn cei_profile_free(profile: Option<Box<cei_profile>>) {
    boundary(|| drop(profile));
}

/// From a `cei.assessment/1` document to its `cei.profile/1` document in one call. A `rubric` that is NULL is the
/// built-in one that the document names, and a `policy` that is NULL is `cei-default`.
///
/// Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_DOCUMENT; CEI_STATUS_DOES_NOT_FIT if
/// the policy does not fit the rubric.
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
        Ok(staged(&compile(policy, &rubric)?, &tally)?.to_json())
    })
}
