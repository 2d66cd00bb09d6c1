//! Derived results by name: the same as through the types, and errors with their places in the arguments.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(missing_docs, reason = "a test has no API")]

use cei_core::{Agreement, Assessment, Bootstrap, OPERATIONS, Report, Rubric, derive, operations_json};
use serde_json::{Value, json};

const STAGES: [&str; 4] = ["not_evident", "developing", "maturing", "advanced"];

fn reference() -> Value {
    json!({ "id": "cei-self-assessment", "version": "2023.1" })
}

/// Three raters of two groups and what they said of 1.1.
fn assessment(id: &str, stages: [usize; 3]) -> Value {
    let raters = [("a", "families"), ("b", "families"), ("c", "educators")];
    json!({
        "format": "cei.assessment/1", "id": id, "rubric": reference(),
        "subject": { "id": "north", "parent": "county" },
        "raters": raters.map(|(id, group)| json!({ "id": id, "group": group })),
        "ratings": raters.iter().zip(stages).map(|((id, _), stage)| {
            json!({ "rater": id, "competency": "1.1", "stage": STAGES[stage] })
        }).collect::<Vec<_>>(),
    })
}

fn found(report: &Report) -> Vec<(&'static str, &str)> {
    report.diagnostics().iter().map(|one| (one.code.name(), one.path.as_str())).collect()
}

fn value(name: &str, arguments: &Value) -> Value {
    serde_json::from_str(&derive(name, arguments.to_string()).unwrap()).unwrap()
}

fn errors(name: &str, arguments: &Value) -> Report {
    derive(name, arguments.to_string()).unwrap_err()
}

#[test]
fn as_through_the_types() {
    let document = assessment("spring", [1, 1, 2]);
    let bootstrap = Bootstrap::new(50, 7, 0.9).unwrap();
    let rubric = Rubric::cei();
    let (read, _) = Assessment::read(document.to_string(), &rubric).unwrap();
    let arguments = json!({ "assessment": document, "bootstrap": { "resamples": 50, "seed": 7, "level": 0.9 } });
    let expected = Agreement::of(&rubric, &read, Some(&bootstrap)).unwrap().to_json();
    assert_eq!(derive("agreement", arguments.to_string()).unwrap(), expected);
}

#[test]
fn answers_are_staged_where_a_profile_is_wanted() {
    let document = assessment("spring", [1, 1, 2]);
    let gaps = value("gaps", &json!({ "assessment": document, "policy": "mean" }));
    assert_eq!(gaps["policy"]["id"], "mean");
    assert_eq!((&gaps["gaps"][0]["difference"], &gaps["gaps"][0]["delta"]), (&json!(-1), &json!(-1.0)));
    let rounds =
        json!([{ "assessment": assessment("one", [0, 0, 0]) }, { "assessment": assessment("two", [1, 1, 1]) }]);
    let growth = value("growth", &json!({ "rounds": rounds }));
    assert_eq!((&growth["turnover"]["stayed"], &growth["counts"]["competencies"]["rose"]), (&json!(3), &json!(1)));
    let transitions = value("transitions", &json!({ "growths": [growth] }));
    assert_eq!(transitions["rows"].as_array().unwrap().len(), 7);
}

#[test]
fn errors_have_their_place_in_the_arguments() {
    let text = r#"{
  "assesment": {},
  "tally": {"format":"cei.tally/1","rubric":{"id":"cei-self-assessment","version":"2023.1"},"assessment":"a",
    "cells":[{"competency":"1.l","group":"families","stages":[0,1,0,0]}]}
}"#;
    let report = derive("agreement", text).unwrap_err();
    assert_eq!(found(&report), [("unknown_field", "/assesment"), ("unknown_competency", "/tally/cells/0/competency")]);
    let places: Vec<_> = report.diagnostics().iter().map(|one| one.position.unwrap()).collect();
    assert_eq!(places, [(2, 3), (4, 28)]);

    let both = json!({ "assessment": assessment("a", [0, 0, 0]), "tally": {} });
    assert_eq!(found(&errors("agreement", &both))[0], ("one_of_fields", ""));
    assert_eq!(found(&errors("gaps", &json!({}))), [("one_of_fields", "")]);

    // Of a round without a profile, the place is in its answers.
    let mut other = assessment("b", [0, 0, 0]);
    other["subject"]["id"] = json!("south");
    let rounds = json!({ "rounds": [{ "assessment": assessment("a", [0, 0, 0]) }, { "assessment": other }, {}] });
    assert_eq!(found(&errors("growth", &rounds)), [("one_of_fields", "/rounds/2")]);
    let rounds = json!({ "rounds": [rounds["rounds"][0], rounds["rounds"][1]] });
    assert_eq!(found(&errors("growth", &rounds)), [("subject_differs", "/rounds/1/assessment/subject")]);
    let one = json!({ "rounds": [rounds["rounds"][0]], "bootstrap": { "resamples": 0 } });
    assert_eq!(found(&errors("growth", &one)), [("too_few_items", "/rounds")]);
}

#[test]
fn names_and_documents_of_rubrics_and_policies() {
    let document = assessment("a", [0, 0, 1]);
    let report = errors("gaps", &json!({ "assessment": document, "rubric": "cei-self-asessment", "policy": "men" }));
    assert_eq!(found(&report), [("unknown_name", "/rubric")]);
    let report = errors("gaps", &json!({ "assessment": document, "policy": "men" }));
    assert_eq!(found(&report), [("unknown_name", "/policy")]);
    let report = errors("gaps", &json!({ "assessment": document, "policy": 3 }));
    assert_eq!(found(&report), [("wrong_type", "/policy")]);

    let mut elsewhere = document.clone();
    elsewhere["rubric"]["id"] = json!("elsewhere");
    assert_eq!(found(&errors("gaps", &json!({ "assessment": elsewhere }))), [("unknown_rubric", "/assessment/rubric")]);
    let mut rubric: Value = serde_json::from_str(&Rubric::cei().to_json()).unwrap();
    rubric["id"] = json!("elsewhere");
    let gaps = value("gaps", &json!({ "assessment": elsewhere, "rubric": rubric }));
    assert_eq!(gaps["rubric"]["id"], "elsewhere");
    rubric["domains"][1]["id"] = rubric["domains"][0]["id"].clone();
    let report = errors("gaps", &json!({ "assessment": elsewhere, "rubric": rubric }));
    assert!(found(&report).contains(&("duplicate_id", "/rubric/domains/1/id")), "{report}");
}

#[test]
fn an_unknown_operation_is_reported() {
    let report = derive("gap", "{}").unwrap_err();
    assert_eq!(found(&report), [("unknown_operation", "")]);
    assert!(report.to_json(cei_core::Language::En).contains("did you mean `gaps`?"));
    assert_eq!(found(&derive("gaps", "[").unwrap_err()), [("invalid_json", "")]);
}

#[test]
fn the_table_lists_itself() {
    let listed: Value = serde_json::from_str(&operations_json()).unwrap();
    let names: Vec<&str> = listed.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, OPERATIONS.iter().map(|one| one.name).collect::<Vec<_>>());
    for one in listed.as_array().unwrap() {
        for language in ["en", "es"] {
            let text = one["text"][language].as_str().unwrap();
            assert!(
                !text.ends_with('.') && text.starts_with(|first: char| first.is_lowercase() || first == '¿'),
                "{text}"
            );
        }
    }
}

#[cfg(feature = "schema")]
#[test]
fn arguments_have_a_schema_that_names_those_of_documents() {
    let listed: Value = serde_json::from_str(&operations_json()).unwrap();
    let growth = listed.as_array().unwrap().iter().find(|one| one["name"] == "growth").unwrap();
    assert_eq!(growth["arguments"]["required"], json!(["rounds"]));
    let parts: Vec<&String> = growth["arguments"]["$defs"].as_object().unwrap().keys().collect();
    assert!(
        parts.iter().any(|name| *name == "RoundArgument") && !parts.iter().any(|name| *name == "Rating"),
        "{parts:?}"
    );
    assert_eq!(growth["arguments"]["$defs"]["Profile"], json!({ "$ref": "urn:cei:schema:profile:1" }));
}
