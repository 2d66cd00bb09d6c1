//! Answers corpus cases through the Rust API: one JSON request a line in, one JSON answer a line out.
//!
//! `tests/edges.py` speaks to it. Bytes travel as text with one character (U+0000 to U+00FF) per byte.

use std::io::{BufRead, Write};

use cei_core::{Assessment, Language, Policy, Report, Rubric, Tally, derive, rubric_for, validate};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Request {
    name: String,
    r#do: String,
    operation: Option<String>,
    inputs: Vec<String>,
    rubric_name: Option<String>,
    rubric: Option<String>,
    policy_name: Option<String>,
    policy: Option<String>,
    positions: bool,
}

#[derive(Serialize)]
struct Answer {
    name: String,
    output: String,
}

fn bytes(text: &str) -> Vec<u8> {
    text.chars().map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?')).collect()
}

fn answer(request: &Request) -> Result<String, Report> {
    let inputs: Vec<Vec<u8>> = request.inputs.iter().map(|text| bytes(text)).collect();
    let input = inputs.first().map(Vec::as_slice).unwrap_or_default();
    let given = match (&request.rubric, &request.rubric_name) {
        (Some(document), _) => Some(Rubric::parse(bytes(document))?),
        (None, Some(name)) => Rubric::built_in(name),
        (None, None) => None,
    };
    let text = String::from_utf8_lossy(input).into_owned();
    let rubric = || given.clone().map_or_else(|| rubric_for(input), Ok);
    let policy = || match (&request.policy, &request.policy_name) {
        (Some(document), _) => Policy::parse(bytes(document)),
        (None, name) => Ok(Policy::built_in(name.as_deref().unwrap_or("cei-default")).ok_or_else(Report::default)?),
    };
    let tally = |document: &[u8]| Tally::read(document, &rubric()?).map(|(tally, _)| tally);
    match request.r#do.as_str() {
        "derive" => derive(request.operation.as_deref().unwrap_or_default(), input),
        "validate" => Ok(validate(input, given.as_ref()).to_json(Language::En)),
        "compile" => {
            let rubric = given.clone().unwrap_or_else(Rubric::cei);
            let report = validate(input, Some(&rubric));
            let compiled = Policy::parse(input).and_then(|policy| policy.compile(&rubric));
            assert_eq!(compiled.is_ok(), report.valid(), "{report}");
            Ok(report.to_json(Language::En))
        }
        // What is digested is the input, or else the rubric or policy that is named.
        "digest" if text.contains("cei.policy/1") || text.is_empty() && given.is_none() => {
            let policy = if text.is_empty() { policy()? } else { Policy::parse(input)? };
            Ok(format!(r#"{{"digest":"{}"}}"#, policy.digest()))
        }
        "digest" => {
            let rubric = if text.is_empty() { rubric()? } else { Rubric::parse(input)? };
            Ok(format!(r#"{{"digest":"{}","structure":"{}"}}"#, rubric.digest(), rubric.structure()))
        }
        "tally" => {
            let rubric = rubric()?;
            let (assessment, _) = Assessment::read(input, &rubric)?;
            Ok(Tally::of(&rubric, &assessment)?.to_json())
        }
        "merge" => {
            let mut sum = tally(input)?;
            for other in inputs.iter().skip(1) {
                sum = sum.add(&tally(other)?)?;
            }
            Ok(sum.to_json())
        }
        "stage" => {
            let tally = tally(input)?;
            Ok(policy()?.compile(tally.rubric())?.stage(&tally)?.to_json())
        }
        _ => {
            let rubric = rubric()?;
            let (assessment, _) = Assessment::read(input, &rubric)?;
            let tally = Tally::of(&rubric, &assessment)?;
            Ok(policy()?.compile(&rubric)?.stage(&tally)?.to_json())
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let request: Request = serde_json::from_str(&line?)?;
        let output = answer(&request).unwrap_or_else(|report| {
            let report = if request.positions { report } else { report.without_positions() };
            report.to_json(Language::En)
        });
        serde_json::to_writer(&mut out, &Answer { name: request.name, output })?;
        writeln!(out)?;
    }
    Ok(())
}
