//! What is made by machine and checked in: the schemas, the table of operations and the table of codes.
//!
//! `make gen` writes them anew; without that, this test prints what differs.
#![cfg(all(feature = "schema", feature = "case"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(missing_docs, reason = "a test has no API")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use cei_core::{Code, Language, LanguageTag, Rubric, SCHEMA_NAMES, assessment_schema, operations_json, schema};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn generated() -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = SCHEMA_NAMES
        .iter()
        .map(|name| (format!("schemas/{name}.schema.json"), schema(name).expect("every name has a schema")))
        .collect();
    let operations = operations_json().replace(r#"},{"name":"#, "},\n{\"name\":");
    files.push(("schemas/operations.json".to_owned(), operations + "\n"));
    for (name, language) in Rubric::names().flat_map(|name| [(name, "en"), (name, "es")]) {
        let (rubric, tag) = (Rubric::built_in(name).unwrap(), LanguageTag::new(language).unwrap());
        let path = format!("schemas/assessment/{name}.{language}.schema.json");
        files.push((path, assessment_schema(&rubric, &tag)));
    }
    files.push(("cei-core/docs/codes.md".to_owned(), codes()));
    files.push(("schemas/README.md".to_owned(), schemas()));
    files
}

/// The table of the schemas, with what only the library checks: `tests/schemas` shows every entry with a document.
fn schemas() -> String {
    let path = root().join("tests/schemas/meaning.json");
    let shown: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut text = String::from(SCHEMAS_HEAD);
    for name in SCHEMA_NAMES {
        let codes: BTreeSet<String> = shown
            .iter()
            .filter(|entry| entry["document"] == *name)
            .map(|entry| {
                let code = entry["code"].as_str().unwrap();
                entry["field"].as_str().map_or_else(|| format!("`{code}`"), |field| format!("`{code}` (of `{field}`)"))
            })
            .collect();
        let codes = codes.into_iter().collect::<Vec<_>>().join(", ");
        text += &format!("| `cei.{name}/1` | [{name}.schema.json]({name}.schema.json) | {codes} |\n");
    }
    text + SCHEMAS_TAIL
}

const SCHEMAS_HEAD: &str = "\
# JSON Schemas

Draft 2020-12, one for each document, made by `make gen` from the types that read them. A schema says what a document's
form is; what it means only the library can check. Both agree exactly: a document that passes its schema and fails in the
library fails with codes of the last column alone, and what fails its schema fails in the library. The tests hold the
library against three validators on thousands of mutated documents.

Patterns keep to what every engine reads, there are no formats, and `ajv` compiles every schema in its strictest mode.
Each has an example with every field. A field that is not required may also be `null`, as if it were left out.

| document | schema | what only the library checks (errors, by code) |
| --- | --- | --- |
";

const SCHEMAS_TAIL: &str = "
In every document the library alone also sees `duplicate_key`; whole numbers in `extensions` and `params` beyond
±(2^53 − 1) (`out_of_range`); and, as `invalid_json`, `invalid_utf8`, `too_deep` or `too_large`, what is no JSON text that
every reader takes the same way. Warnings and notes are the library's.

## A schema for one rubric

`assessment/` holds the schema of an assessment for each built-in rubric, in English and in Spanish: the rubric's
competencies, stages and groups by name, for drawing a form and for checking what it makes. `cei schema assessment
--rubric R --lang es` makes it for any rubric. It is narrower than the schema of any assessment: nothing is `null`, and
texts are in the one language. What passes it has no error of form in the library, and names no competency, stage or
group that the rubric does not have. (With react-jsonschema-form, set `constAsDefaults` to `skipOneOf`: else the first
stage is taken as given. `tests/browser` is such a form.)
";

/// The table of diagnostic codes.
fn codes() -> String {
    let mut text = String::from(
        "# Diagnostic codes\n\nMade by `make gen` from the one catalogue in `cei-core/src/diagnostic/catalogue.rs`.\n",
    );
    let mut group = "";
    for code in Code::ALL {
        let entry = code.entry();
        if entry.group != group {
            group = entry.group;
            text += &format!(
                "\n## {group}\n\n| code | severity | what it means | params | example |\n| --- | --- | --- | --- | --- |\n"
            );
        }
        let cell = |words: &str| words.replace('|', "\\|").replace('\n', " ");
        text += &format!(
            "| `{}` | {} | {} | {} | `{}` |\n",
            entry.name,
            entry.severity.name(),
            cell(entry.explanation.get(Language::En)),
            entry.params.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
            cell(entry.example).replace('`', "'"),
        );
    }
    text
}

#[test]
fn checked_in_files_are_up_to_date() {
    let write = std::env::var_os("CEI_GEN").is_some();
    let mut stale = String::new();
    for (name, wanted) in generated() {
        let path = root().join(&name);
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        if write {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &wanted).unwrap();
        } else if found != wanted {
            let line = found
                .lines()
                .zip(wanted.lines())
                .position(|(a, b)| a != b)
                .unwrap_or_else(|| found.lines().count().min(wanted.lines().count()));
            stale += &format!(
                "{name}, line {}:\n  - {}\n  + {}\n",
                line + 1,
                found.lines().nth(line).unwrap_or("(nothing)"),
                wanted.lines().nth(line).unwrap_or("(nothing)")
            );
        }
    }
    assert!(stale.is_empty(), "{stale}`make gen` mends this");
}
