//! What the types alone do not say of a document's form, and what no JSON reader needs to be told.

use schemars::Schema;
use serde_json::{Map, Value, json};

use crate::values::limits::MAX_SAFE_INTEGER;

// Conditions and not alternatives: generators of types pass over `if`, and make one type with all fields.

/// A rating has a stage or a reason for giving none, not both.
pub(crate) fn stage_or_missing(schema: &mut Schema) {
    one_or_other(schema, "stage", "missing");
}

/// An observation has a value or says why there is none, not both.
pub(crate) fn value_or_missing(schema: &mut Schema) {
    one_or_other(schema, "value", "missing");
}

fn one_or_other(schema: &mut Schema, one: &str, other: &str) {
    condition(schema, given(one), nothing(other), given(other));
}

fn given(field: &str) -> Value {
    json!({ "required": [field], "properties": { field: { "not": { "type": "null" } } } })
}

fn nothing(field: &str) -> Value {
    json!({ "properties": { field: { "type": "null" } } })
}

fn condition(schema: &mut Schema, given: Value, then: Value, otherwise: Value) {
    schema.insert("if".to_owned(), given);
    schema.insert("then".to_owned(), then);
    schema.insert("else".to_owned(), otherwise);
}

/// A rating names its rater or its group, not both.
pub(crate) fn rater_or_group(schema: &mut Schema) {
    let both = json!({
        "required": ["rater", "group"],
        "properties": { "rater": { "type": "string" }, "group": { "type": "string" } }
    });
    schema.insert("not".to_owned(), both);
}

/// The keys are language tags, not any ids.
pub(crate) fn language_keys(schema: &mut Schema) {
    schema.insert("type".to_owned(), json!("object")); // said again beside a reference, for strict readers
    schema.insert("propertyNames".to_owned(), super::values::language_tag());
}

/// `reach` goes with a share, `points` with cutoffs.
pub(crate) fn share_or_cutoffs(schema: &mut Schema) {
    let has = |has: &str, lacks: &str| {
        json!({
            "required": [has],
            "properties": { has: { "not": { "type": "null" } }, lacks: { "type": "null" } }
        })
    };
    let reach = json!({ "required": ["by"], "properties": { "by": { "const": "reach" } } });
    condition(schema, reach, has("share", "cutoffs"), has("cutoffs", "share"));
}

/// Optional fields may be null; the widths of numbers are limits, since their formats mean nothing to a JSON reader.
pub(super) fn tidy(schema: &mut Schema) {
    only_choice(schema);
    description_first(schema);
    match schema.get("format").and_then(Value::as_str) {
        Some("uint64") => limits(schema, json!(0)),
        Some("int64") => limits(schema, json!(i128::from(MAX_SAFE_INTEGER).saturating_neg())),
        Some("double") => drop(schema.remove("format")),
        _ => {}
    }
    let required: Vec<Value> = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (name, property) in properties {
        if !required.iter().any(|one| one == name) {
            or_null(property);
        }
    }
}

fn description_first(schema: &mut Schema) {
    if let Some(schema) = schema.as_object_mut()
        && let Some((word, description)) = schema.shift_remove_entry("description")
    {
        schema.shift_insert(0, word, description);
    }
}

/// A choice of one word is that word.
fn only_choice(schema: &mut Schema) {
    let only = match schema.get("oneOf").and_then(Value::as_array).map(Vec::as_slice) {
        Some([only]) if only.get("const").is_some() => only.clone(),
        _ => return,
    };
    schema.remove("oneOf");
    for (word, value) in only.as_object().into_iter().flatten() {
        if schema.get(word).is_none() {
            schema.insert(word.clone(), value.clone());
        }
    }
}

fn limits(schema: &mut Schema, least: Value) {
    schema.remove("format");
    schema.insert("minimum".to_owned(), least);
    schema.insert("maximum".to_owned(), json!(MAX_SAFE_INTEGER));
}

fn or_null(property: &mut Value) {
    let Some(object) = property.as_object() else { return };
    let takes_null = |part: &Value| part.get("type").is_some_and(|kind| *kind == json!("null"));
    let already = match (object.get("type"), object.get("anyOf")) {
        (Some(Value::Array(kinds)), _) => kinds.contains(&json!("null")),
        (_, Some(Value::Array(parts))) => parts.iter().any(takes_null),
        _ => false,
    };
    if already {
        return;
    }
    let mut inner = object.clone();
    let mut outer = Map::new();
    for word in ["description", "default"] {
        outer.extend(inner.shift_remove_entry(word));
    }
    outer.insert("anyOf".to_owned(), json!([inner, { "type": "null" }]));
    *property = Value::Object(outer);
}
