//! What is made by machine and checked in: the schemas, the table of operations and the table of codes.
//!
//! `make gen` writes them anew; without that, this test prints what differs.
#![cfg(all(feature = "schema", feature = "case"))]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]
#![allow(missing_docs, reason = "a test has no API")]

use std::path::{Path, PathBuf};

use cei_core::{Code, Language, SCHEMA_NAMES, operations_json, schema};

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
    files.push(("cei-core/docs/codes.md".to_owned(), codes()));
    files
}

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
