//! The normal form that digests are taken of: every default written, every text an object by language.

use serde::Serialize;

use super::document::RubricDocument;
use crate::values::{Digest, Id, digest_of};

/// Makes a text an object by language.
pub(crate) fn digest_text(text: &mut serde_json::Value, language: &str) {
    if let serde_json::Value::String(words) = text {
        *text = serde_json::json!({ language: std::mem::take(words) });
    }
}

/// Fields of our documents that hold a text, or a list of texts, or texts by id.
const TEXTS: [&str; 13] = [
    "title",
    "text",
    "citation",
    "messages",
    "description",
    "belief",
    "about",
    "impact",
    "descriptors",
    "reflections",
    "outcomes",
    "term",
    "reason",
];

/// Walks a document and makes every text an object. Defaults are written by the document's own type.
pub(crate) fn normal_form(value: &mut serde_json::Value, language: &str) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, field) in fields {
                match field {
                    _ if name == "extensions" => {}
                    serde_json::Value::Array(items) if is_text(name) => {
                        items.iter_mut().for_each(|item| digest_text(item, language));
                    }
                    serde_json::Value::Object(by_id) if name == "descriptors" => {
                        by_id.iter_mut().for_each(|(_, item)| digest_text(item, language));
                    }
                    _ if is_text(name) => digest_text(field, language),
                    _ => normal_form(field, language),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(|item| normal_form(item, language)),
        _ => {}
    }
}

fn is_text(name: &str) -> bool {
    TEXTS.contains(&name)
}

pub(super) fn digest(document: &RubricDocument) -> Digest {
    let mut value = serde_json::to_value(document).unwrap_or_default();
    normal_form(&mut value, document.language.as_str());
    digest_of(&value)
}

pub(super) fn structure(document: &RubricDocument) -> Digest {
    #[derive(Serialize)]
    struct Structure<'a> {
        scale: Vec<&'a Id>,
        groups: Vec<&'a Id>,
        domains: Vec<Domain<'a>>,
    }

    #[derive(Serialize)]
    struct Domain<'a> {
        id: &'a Id,
        competencies: Vec<&'a Id>,
        builds_on: &'a [Id],
    }

    digest_of(&Structure {
        scale: document.scale.iter().map(|stage| &stage.id).collect(),
        groups: document.groups.iter().map(|group| &group.id).collect(),
        domains: document
            .domains
            .iter()
            .map(|domain| Domain {
                id: &domain.id,
                competencies: domain.competencies.iter().map(|competency| &competency.id).collect(),
                builds_on: &domain.builds_on,
            })
            .collect(),
    })
}
