//! The README's example, which prints the profile of the document on standard input.
#![allow(clippy::expect_used, reason = "an example may panic")]

use std::io::Read;

use cei_core::{Assessment, Policy, Report, Rubric, Tally};

fn profile_of(document: &[u8]) -> Result<String, Report> {
    let rubric = Rubric::cei();
    let (assessment, _notes) = Assessment::read(document, &rubric)?;
    let policy = Policy::built_in("cei-default").expect("it is built in");
    let profile = policy.compile(&rubric)?.stage(&Tally::of(&rubric, &assessment)?)?;
    Ok(profile.to_json())
}

fn main() {
    let mut document = Vec::new();
    std::io::stdin().read_to_end(&mut document).expect("standard input can be read");
    match profile_of(&document) {
        Ok(profile) => println!("{profile}"),
        Err(report) => println!("{}", report.to_json(cei_core::Language::En)),
    }
}
