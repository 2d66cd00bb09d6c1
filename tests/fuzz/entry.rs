//! Bytes for every entry point of the C library. The first byte says which, the rest is what it is given.
//!
//! Besides not crashing, and no panic inside (which would be the status `Internal`), a call has to make something exactly
//! if it succeeds and an error exactly if it does not, and what is written has to be read back as the same.
#![no_main]

use std::ffi::c_char;
use std::mem::{MaybeUninit, size_of};
use std::sync::OnceLock;

use cei::buffer::{cei_buffer, cei_buffer_free};
use cei::counts::cei_counts;
use cei::error::cei_error;
use cei::node::cei_node;
use cei::profile::cei_profile;
use cei::report::cei_report;
use cei::rubric::cei_rubric;
use cei::status::cei_status;
use cei::tally::cei_tally;
use cei::text::cei_text;
use cei::{assessment, batch, derive, diagnostic, error, library, node, outline, policy, profile, report, rubric, rules, tally};
use libfuzzer_sys::fuzz_target;

type Place<'a, T> = Option<&'a mut MaybeUninit<Option<Box<T>>>>;

fn bytes(data: &[u8]) -> (*const c_char, usize) {
    (data.as_ptr().cast(), data.len())
}

/// What a call made. Looks at the whole error if it made none.
fn made<T>(call: impl FnOnce(Place<'_, T>, Place<'_, cei_error>) -> cei_status) -> Option<Box<T>> {
    let (mut out, mut failure) = (MaybeUninit::uninit(), MaybeUninit::uninit());
    let status = call(Some(&mut out), Some(&mut failure));
    // SAFETY: a call writes to both places at once.
    let (out, failure) = unsafe { (out.assume_init(), failure.assume_init()) };
    check(status, out.is_some(), failure);
    out
}

/// The text that a call wrote.
fn written(call: impl FnOnce(Option<&mut MaybeUninit<cei_buffer>>, Place<'_, cei_error>) -> cei_status) -> Option<Vec<u8>> {
    let (mut out, mut failure) = (MaybeUninit::uninit(), MaybeUninit::uninit());
    let status = call(Some(&mut out), Some(&mut failure));
    // SAFETY: a call writes to both places at once.
    let (mut out, failure) = unsafe { (out.assume_init(), failure.assume_init()) };
    check(status, !out.ptr.is_null(), failure);
    if out.ptr.is_null() {
        return None;
    }
    // SAFETY: it holds so many bytes and a NUL.
    let text = unsafe { std::slice::from_raw_parts(out.ptr.cast::<u8>(), out.len + 1) };
    assert_eq!(text.last(), Some(&0));
    let text = text[..out.len].to_vec();
    // SAFETY: it was made by the library and not freed.
    unsafe { cei_buffer_free(Some(&mut out)) };
    assert!(std::str::from_utf8(&text).is_ok());
    Some(text)
}

fn check(status: cei_status, is_made: bool, failure: Option<Box<cei_error>>) {
    assert_ne!(status, cei_status::Internal);
    assert_eq!(status == cei_status::Ok, is_made);
    assert_eq!(failure.is_none(), is_made);
    if let Some(failure) = failure {
        assert_eq!(error::cei_error_status(Some(&failure)), status);
        look(error::cei_error_code(Some(&failure)));
        look(error::cei_error_path(Some(&failure)));
        for language in [&b"en"[..], b"es"] {
            let (ptr, len) = bytes(language);
            // SAFETY: the bytes are there.
            unsafe {
                look(error::cei_error_message(Some(&failure), ptr, len));
                look(error::cei_error_help(Some(&failure), ptr, len));
            }
        }
        look_at_report(error::cei_error_report(Some(&failure)));
        error::cei_error_free(Some(failure));
    }
}

fn look(text: cei_text<'_>) {
    // SAFETY: a text points to so many bytes.
    let text = unsafe { std::slice::from_raw_parts(text.ptr.cast::<u8>(), text.len) };
    assert!(std::str::from_utf8(text).is_ok());
}

fn look_at_report(report: Option<&cei_report>) {
    for index in 0..report::cei_report_count(report) {
        let one = report::cei_report_get(report, index);
        look(diagnostic::cei_diagnostic_code(one));
        look(diagnostic::cei_diagnostic_path(one));
        look(diagnostic::cei_diagnostic_params(one));
        let (ptr, len) = bytes(b"es");
        // SAFETY: the bytes are there.
        unsafe {
            look(diagnostic::cei_diagnostic_message(one, ptr, len));
            look(diagnostic::cei_diagnostic_help(one, ptr, len));
        }
    }
    if report.is_some() {
        let (ptr, len) = bytes(b"en");
        // SAFETY: the bytes are there.
        written(|out, failure| unsafe { report::cei_report_json(report, ptr, len, out, failure) });
        let masked = made(|out, failure| report::cei_report_masked(report, out, failure));
        report::cei_report_free(masked);
    }
}

fn look_at_node(one: &cei_node, data: &[u8]) {
    let (ptr, len) = bytes(&data[..data.len().min(9)]);
    let some = Some(one);
    look(node::cei_node_id(some));
    look(node::cei_node_stage(some));
    assert!(node::cei_node_low_number(some) <= node::cei_node_high_number(some) || node::cei_node_low(some).len > 0);
    // SAFETY: the bytes are there.
    unsafe {
        look(node::cei_node_title(some, ptr, len));
        look(node::cei_node_reason(some, ptr, len));
        let _ = node::cei_node_child_by_id(some, ptr, len);
    }
    for index in 0..node::cei_node_raise_count(some) {
        look(node::cei_node_raise_id(some, index));
        assert!(node::cei_node_raise_from(some, index).len > 0 && node::cei_node_raise_to(some, index).len > 0);
    }
    for index in 0..node::cei_node_note_count(some) {
        look(diagnostic::cei_diagnostic_params(node::cei_node_note(some, index)));
    }
    for index in 0..node::cei_node_child_count(some) {
        look_at_node(node::cei_node_child(some, index).unwrap(), data);
    }
}

/// All of a profile; read back, it is the same.
fn look_at_profile(made_one: Box<cei_profile>, rubric: Option<&cei_rubric>, data: &[u8]) {
    let some = Some(&*made_one);
    look(profile::cei_profile_assessment(some));
    look_at_report(profile::cei_profile_notes(some));
    for index in 0..profile::cei_profile_domain_count(some) {
        look_at_node(profile::cei_profile_domain(some, index).unwrap(), data);
    }
    for lens in 0..profile::cei_profile_lens_count(some) {
        for index in 0..profile::cei_profile_part_count(some, lens) {
            look_at_node(profile::cei_profile_part(some, lens, index).unwrap(), data);
        }
    }
    let json = written(|out, failure| profile::cei_profile_json(some, out, failure)).unwrap();
    let (ptr, len) = bytes(&json);
    // SAFETY: the bytes are there.
    let again = made(|out, failure| unsafe { profile::cei_profile_read(ptr, len, rubric, out, failure) }).unwrap();
    assert_eq!(written(|out, failure| profile::cei_profile_json(Some(&again), out, failure)), Some(json));
    profile::cei_profile_free(Some(again));
    profile::cei_profile_free(Some(made_one));
}

fn stage_and_look(counted: &cei_tally, data: &[u8]) {
    let staged = made(|out, failure| profile::cei_stage(Some(counted), None, out, failure)).unwrap();
    let rubric = profile::cei_profile_rubric(Some(&staged)).map(std::ptr::from_ref);
    // SAFETY: the rubric lives as long as the profile, which is read back before it is freed.
    look_at_profile(staged, rubric.map(|rubric| unsafe { &*rubric }), data);
}

fn look_at_rubric(made_one: &cei_rubric, data: &[u8]) {
    let some = Some(made_one);
    let (ptr, len) = bytes(&data[..data.len().min(9)]);
    // SAFETY: the bytes are there.
    unsafe {
        look(outline::cei_rubric_title(some, ptr, len));
        for index in 0..outline::cei_rubric_competency_count(some) {
            look(outline::cei_rubric_competency_title(some, index, ptr, len));
            look(outline::cei_rubric_descriptor(some, index, u32::from(data[0]), ptr, len));
            let domain = outline::cei_rubric_competency_domain(some, index);
            assert!(domain < outline::cei_rubric_domain_count(some));
            look(outline::cei_rubric_domain_title(some, domain, ptr, len));
        }
        let _ = outline::cei_rubric_group_index(some, ptr, len);
    }
    look(rubric::cei_rubric_structure(some));
    let json = written(|out, failure| rubric::cei_rubric_json(some, out, failure)).unwrap();
    let (ptr, len) = bytes(&json);
    // SAFETY: the bytes are there.
    let again = made(|out, failure| unsafe { rubric::cei_rubric_parse(ptr, len, out, failure) }).unwrap();
    assert_eq!(written(|out, failure| rubric::cei_rubric_json(Some(&again), out, failure)), Some(json));
    rubric::cei_rubric_free(Some(again));
}

fn built_in() -> &'static cei_rubric {
    static RUBRIC: OnceLock<Box<cei_rubric>> = OnceLock::new();
    RUBRIC.get_or_init(|| {
        let (ptr, len) = bytes(b"cei-self-assessment");
        // SAFETY: the bytes are there.
        made(|out, failure| unsafe { rubric::cei_rubric_built_in(ptr, len, out, failure) }).unwrap()
    })
}

fn counted() -> Box<cei_tally> {
    let (ptr, len) = bytes(b"fuzz");
    // SAFETY: the bytes are there.
    made(|out, failure| unsafe { tally::cei_tally_new(Some(built_in()), ptr, len, out, failure) }).unwrap()
}

/// Counts in structs of any size: a competency, a group, and then the struct's bytes.
fn count(data: &[u8]) {
    const LONG: usize = size_of::<cei_counts>() + 16;
    let mut counts_of = counted();
    for row in data.chunks(LONG + 2) {
        let mut words = [0_u64; LONG / 8];
        for (index, byte) in row.iter().skip(2).enumerate() {
            words[index / 8] |= u64::from(*byte) << (index % 8 * 8);
        }
        // A size that is true, too small or none; never more than there is.
        words[0] = words[0] % 5 * (LONG as u64 / 4);
        let mut failure = MaybeUninit::uninit();
        let (competency, group) = (usize::from(row[0]), usize::from(row.get(1).copied().unwrap_or_default()));
        // SAFETY: there are at least as many bytes as the size says.
        let status = unsafe {
            tally::cei_tally_add_counts(Some(&mut counts_of), competency, group, words.as_ptr().cast(), Some(&mut failure))
        };
        // SAFETY: a call writes to its place for the error.
        check(status, status == cei_status::Ok, unsafe { failure.assume_init() });
        // SAFETY: as above.
        unsafe { tally::cei_tally_counts(Some(&counts_of), competency, group, words.as_mut_ptr().cast()) };
    }
    stage_and_look(&counts_of, data);
    let json = written(|out, failure| tally::cei_tally_json(Some(&counts_of), out, failure)).unwrap();
    let (ptr, len) = bytes(&json);
    // SAFETY: the bytes are there.
    let again = made(|out, failure| unsafe { tally::cei_tally_read(ptr, len, Some(built_in()), out, failure) }).unwrap();
    tally::cei_tally_free(made(|out, failure| tally::cei_tally_add(Some(&again), Some(&counts_of), out, failure)));
    tally::cei_tally_free(Some(again));
    tally::cei_tally_free(Some(counts_of));
}

fn document(kind: u8, data: &[u8]) {
    let (ptr, len) = bytes(data);
    let given = (kind & 1 == 1).then(built_in);
    // SAFETY: the bytes are there in every call.
    unsafe {
        match kind / 2 {
            0 => {
                let found = made(|out, failure| report::cei_validate(ptr, len, given, out, failure)).unwrap();
                look_at_report(Some(&found));
                report::cei_report_free(Some(found));
            }
            1 => {
                if let Some(read) = made(|out, failure| rubric::cei_rubric_parse(ptr, len, out, failure)) {
                    look_at_rubric(&read, data);
                    rubric::cei_rubric_free(Some(read));
                }
            }
            2 => {
                if let Some(read) = made(|out, failure| policy::cei_policy_parse(ptr, len, out, failure)) {
                    look(policy::cei_policy_digest(Some(&read)));
                    let compiled = made(|out, failure| rules::cei_rules_new(Some(&read), Some(built_in()), out, failure));
                    if let Some(compiled) = compiled {
                        let nothing = counted();
                        let staged = made(|out, failure| profile::cei_rules_stage(Some(&compiled), Some(&nothing), out, failure));
                        look_at_profile(staged.unwrap(), Some(built_in()), data);
                        tally::cei_tally_free(Some(nothing));
                        rules::cei_rules_free(Some(compiled));
                    }
                    policy::cei_policy_free(Some(read));
                }
            }
            3 => {
                stages(data);
                if let Some(read) = made(|out, failure| assessment::cei_assessment_read(ptr, len, given, out, failure)) {
                    look_at_report(assessment::cei_assessment_report(Some(&read)));
                    let counts = made(|out, failure| tally::cei_tally_of(Some(&read), out, failure)).unwrap();
                    stage_and_look(&counts, data);
                    tally::cei_tally_free(Some(counts));
                    assert!(written(|out, failure| profile::cei_assess(ptr, len, given, None, out, failure)).is_some());
                    assessment::cei_assessment_free(Some(read));
                }
            }
            4 => {
                if let Some(read) = made(|out, failure| tally::cei_tally_read(ptr, len, given, out, failure)) {
                    stage_and_look(&read, data);
                    tally::cei_tally_free(made(|out, failure| tally::cei_tally_add(Some(&read), Some(&read), out, failure)));
                    tally::cei_tally_free(Some(read));
                }
            }
            _ => {
                if let Some(read) = made(|out, failure| profile::cei_profile_read(ptr, len, given, out, failure)) {
                    look_at_profile(read, given, data);
                }
            }
        }
    }
}

/// Policy, order and sizes, and then values: whatever they are, nothing is read or written past what is there.
fn batch(data: &[u8]) {
    let [policy, order, rows, more, values @ ..] = data else { return };
    let name = [&b"cei-default"[..], b"cei-every-voice", b"mean"][usize::from(*policy) % 3];
    let (ptr, len) = bytes(name);
    // SAFETY: the bytes are there.
    let policy = made(|out, failure| unsafe { policy::cei_policy_built_in(ptr, len, out, failure) }).unwrap();
    let rules = made(|out, failure| rules::cei_rules_new(Some(&policy), Some(built_in()), out, failure)).unwrap();
    policy::cei_policy_free(Some(policy));
    let width = batch::cei_rules_matrix_columns(Some(&rules));
    let (order, more) = (u32::from(*order) % 3, usize::from(*more) % 4);
    let call = |rows: usize, columns: usize| (columns.max(rows) + more, columns.max(rows) * (columns.max(rows) + more));
    let rows = usize::from(*rows).min(values.len() / 34);
    let (stride, room) = call(rows, 34);
    let mut matrix = values.to_vec();
    matrix.resize(room, values.first().copied().unwrap_or(255));
    let mut out = vec![77; room];
    let mut failure = MaybeUninit::uninit();
    // SAFETY: both have room for as many rows or columns of that stride as there are.
    let status = unsafe {
        let (from, to) = (matrix.as_ptr(), out.as_mut_ptr());
        batch::cei_rules_stage_matrix(Some(&rules), order, from, rows, stride, to, stride, Some(&mut failure))
    };
    // SAFETY: a call writes to its place for the error.
    check(status, status == cei_status::Ok, unsafe { failure.assume_init() });
    assert!(status != cei_status::Ok || out.iter().all(|stage| [0, 1, 2, 3, 4, 77, 255].contains(stage)));
    let (assessments, len) = (rows, values.len() / 8);
    let part = |index: usize| values[index * len..(index + 1) * len].to_vec();
    let numbers: Vec<u32> = part(0).into_iter().map(u32::from).collect();
    let competencies: Vec<u16> = part(2).into_iter().map(u16::from).collect();
    let mut out = vec![77; call(assessments, width).1];
    let mut failure = MaybeUninit::uninit();
    // SAFETY: the arrays are as long as is said, and there is room for the result.
    let status = unsafe {
        batch::cei_rules_stage_answers(
            Some(&rules),
            numbers.as_ptr(),
            part(1).as_ptr(),
            competencies.as_ptr(),
            part(3).as_ptr(),
            len,
            assessments,
            order,
            out.as_mut_ptr(),
            call(assessments, width).0,
            Some(&mut failure),
        )
    };
    // SAFETY: a call writes to its place for the error.
    check(status, status == cei_status::Ok, unsafe { failure.assume_init() });
    rules::cei_rules_free(Some(rules));
}

/// The stages of a document, with more room than they need.
fn stages(data: &[u8]) {
    let rules = made(|out, failure| rules::cei_rules_new(None, Some(built_in()), out, failure)).unwrap();
    let (mut out, mut failure) = ([77; 9], MaybeUninit::uninit());
    let (ptr, len) = bytes(data);
    // SAFETY: the bytes are there, and the room is.
    let status = unsafe {
        batch::cei_rules_stage_document(Some(&rules), ptr, len, out.as_mut_ptr(), out.len(), Some(&mut failure))
    };
    // SAFETY: a call writes to its place for the error.
    check(status, status == cei_status::Ok, unsafe { failure.assume_init() });
    assert!(status != cei_status::Ok || out[7..] == [77, 77]);
    rules::cei_rules_free(Some(rules));
}

/// An operation by name, then a byte of 0, then its arguments.
fn derived(data: &[u8]) {
    let at = data.iter().position(|byte| *byte == 0).unwrap_or(data.len());
    let (name, arguments) = (bytes(&data[..at]), bytes(data.get(at + 1..).unwrap_or_default()));
    // SAFETY: the bytes are there.
    written(|out, failure| unsafe { derive::cei_derive(name.0, name.1, arguments.0, arguments.1, out, failure) });
    // SAFETY: the bytes are there.
    written(|out, failure| unsafe { library::cei_schema(name.0, name.1, out, failure) });
}

fuzz_target!(|data: &[u8]| {
    let Some((kind, rest)) = data.split_first().filter(|(_, rest)| !rest.is_empty()) else { return };
    match kind % 16 {
        12 | 13 => count(rest),
        14 => derived(rest),
        15 => batch(rest),
        kind => document(kind, rest),
    }
});
