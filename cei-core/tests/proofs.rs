//! What every policy promises (SPEC section 4) and what a profile says of a node (section 5), held against a second,
//! naive reading of the text: exhaustively for 4 stages and up to 7 votes, and for random rubrics, policies and answers.
//!
//! Nothing expected here comes from the library. A failing case prints its rubric, policy and tally as JSON.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]
#![allow(missing_docs, reason = "a test has no API")]

#[path = "proofs/exhaustive.rs"]
mod exhaustive;
#[path = "proofs/naive.rs"]
mod naive;
#[path = "proofs/random.rs"]
mod random;
#[path = "support/rng.rs"]
mod rng;

use std::collections::BTreeSet;

use cei_core::{Id, Policy, Profile, Rubric, Rules, Tally};
use naive::{PolicyModel, RubricModel, TallyModel, expected};
use serde_json::Value;

/// What a failure prints, so that it can be tried by hand.
struct Case {
    rubric: String,
    policy: String,
    tally: String,
}

impl Case {
    fn new(rubric: &RubricModel, policy: &PolicyModel, tally: &TallyModel) -> Self {
        Self {
            rubric: rubric.json().to_string(),
            policy: policy.json(rubric.k).to_string(),
            tally: tally.json(rubric).to_string(),
        }
    }

    fn fail(&self, what: &str) -> ! {
        // The exhaustive rubrics are large; the policy and the node say enough there.
        let cut = |text: &str| match text.char_indices().nth(20_000) {
            Some((at, _)) => format!("{}… ({} bytes)", &text[..at], text.len()),
            None => text.to_owned(),
        };
        panic!("{what}\nrubric: {}\npolicy: {}\ntally: {}", cut(&self.rubric), cut(&self.policy), cut(&self.tally));
    }

    fn check(&self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.fail(&what());
        }
    }

    fn compile(&self) -> (Rubric, Rules) {
        let rubric = Rubric::parse(&self.rubric).unwrap_or_else(|report| self.fail(&format!("rubric: {report}")));
        let rules = Policy::parse(&self.policy)
            .and_then(|policy| policy.compile(&rubric))
            .unwrap_or_else(|report| self.fail(&format!("policy: {report}")));
        (rubric, rules)
    }

    fn read(&self, rubric: &Rubric) -> Tally {
        Tally::read(&self.tally, rubric).unwrap_or_else(|report| self.fail(&format!("tally: {report}"))).0
    }
}

/// `s3` is 3.
fn number(id: &Id) -> usize {
    id.as_str()[1..].parse().unwrap()
}

/// The profile without prose and without what is not a node.
fn nodes(profile: &Profile) -> Value {
    let mut value: Value = serde_json::from_str(&profile.to_json()).unwrap();
    let fields = value.as_object_mut().unwrap();
    fields.retain(|key, _| ["overall", "domains", "lenses", "notes"].contains(&key.as_str()));
    without_prose(&mut value);
    value
}

fn without_prose(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|key, _| !["text", "message", "help", "severity"].contains(&key.as_str()));
            fields.values_mut().for_each(without_prose);
        }
        Value::Array(items) => items.iter_mut().for_each(without_prose),
        _ => {}
    }
}

/// The first place where the two differ.
fn difference(got: &Value, wanted: &Value, path: &str) -> Option<String> {
    match (got, wanted) {
        // Of a `next` of very many votes only the properties are checked, in `check_many`.
        (Value::Object(_), Value::String(many)) if many == "many" && path.ends_with("/next") => None,
        (Value::Object(a), Value::Object(b)) => {
            let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            keys.into_iter().find_map(|key| match (a.get(key), b.get(key)) {
                (Some(a), Some(b)) => difference(a, b, &format!("{path}/{key}")),
                (a, b) => Some(format!("{path}/{key}: got {a:?}, expected {b:?}")),
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().find_map(|(index, (a, b))| difference(a, b, &format!("{path}/{index}")))
        }
        (a, b) => (a != b).then(|| format!("{path}: got {a}, expected {b}")),
    }
}

fn compare(case: &Case, rubric: &RubricModel, policy: &PolicyModel, tally: &TallyModel, profile: &Profile) {
    if let Some(difference) = difference(&nodes(profile), &expected(rubric, policy, tally), "") {
        case.fail(&difference);
    }
}
