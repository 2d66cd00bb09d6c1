//! Whether `cei-c/include/cei.h` says what the sources say. `CEI_GEN=1` writes it.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may panic")]
#![allow(missing_docs, reason = "a test has no API")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use cei_c_header::header;

const MEND: &str = "CEI_GEN=1 cargo test -p cei-c-header";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The lines that only one side has, with their number there.
fn differences(checked_in: &str, made: &str) -> String {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let only = |sign: char, text: &str, other: &BTreeSet<String>| {
        let numbered = (1..).zip(text.lines()).filter(|(_, line)| !other.contains(*line));
        numbered.map(|(number, line)| format!("{sign}{number:5} {line}\n")).collect::<String>()
    };
    only('-', checked_in, &lines(made)) + &only('+', made, &lines(checked_in))
}

#[test]
fn the_header_is_up_to_date() {
    let root = root();
    let path = root.join("include/cei.h");
    let made = header(&root);
    if env::var_os("CEI_GEN").is_some_and(|value| value == "1") {
        fs::write(&path, &made).expect("include/cei.h can be written");
        return;
    }
    let checked_in = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        checked_in == made,
        "include/cei.h is not what the sources say; mend it with `{MEND}`\n{}",
        differences(&checked_in, &made)
    );
}

#[test]
fn every_function_is_told_of() {
    let root = root();
    let made = header(&root);
    for entry in fs::read_dir(root.join("src")).expect("src can be read") {
        let source = fs::read_to_string(entry.expect("src can be listed").path()).expect("a source can be read");
        for (_, after) in source.match_indices("extern \"C\" fn ").map(|(at, found)| source.split_at(at + found.len()))
        {
            let name = after.split(['(', '<']).next().unwrap_or_default();
            assert!(name.starts_with("cei_"), "`{name}` has no prefix");
            assert!(made.contains(&format!("{name}(")), "`{name}` is missing in the header");
        }
    }
}

#[test]
fn every_function_tells_its_errors_and_what_null_means() {
    let made = header(&root());
    let functions = made.split("/**").filter_map(|part| {
        let (words, after) = part.split_once("*/")?;
        let declaration = after.split(';').next()?.trim();
        declaration.contains("cei_").then_some((words, declaration)).filter(|_| declaration.ends_with(')'))
    });
    let mut told = 0;
    for (words, declaration) in functions {
        told += 1;
        if declaration.starts_with("cei_status ") && !declaration.contains("cei_error_status") {
            assert!(words.contains("Errors: CEI_STATUS_"), "no errors are told of: {declaration}");
        } else if declaration.split_once('(').is_some_and(|(_, parameters)| parameters.contains("struct cei_")) {
            assert!(words.contains("NULL"), "it is not told what NULL means: {declaration}");
        }
    }
    assert!(told > 100, "{told} functions were found");
}
