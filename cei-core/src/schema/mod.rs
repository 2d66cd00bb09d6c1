//! JSON Schemas (draft 2020-12) of every document, made from the types that read them.

mod values;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

use crate::assessment::Assessment;
use crate::diagnostic::ReportDocument;
use crate::initiative::Metrics;
use crate::interop::MappingDocument;
use crate::policy::PolicyDocument;
use crate::rubric::RubricDocument;
use crate::staging::Profile;
use crate::tally::TallyDocument;
use crate::voices::{Agreement, CrosswalkDocument, Gaps, Growth, Overview, Transitions};

/// Writes the list of the kinds of document once.
macro_rules! documents {
    ($( $name:literal $Type:ty, $title:literal; )*) => {
        /// The documents that have a schema, by the word in their `format`.
        pub const NAMES: &[&str] = &[$($name),*];

        /// The schema of a document kind, as JSON that is laid out for reading.
        #[must_use]
        pub fn schema(name: &str) -> Option<String> {
            let schema = match name {
                $( $name => generate::<$Type>(name, $title), )*
                _ => return None,
            };
            Some(format!("{schema:#}\n"))
        }

        /// The names that the documents' types have in a schema, and their kinds.
        fn kinds() -> Vec<(std::borrow::Cow<'static, str>, &'static str)> {
            vec![$( (<$Type>::schema_name(), $name) ),*]
        }
    };
}

documents! {
    "rubric" RubricDocument, "A rubric";
    "policy" PolicyDocument, "A policy";
    "assessment" Assessment, "An assessment";
    "tally" TallyDocument, "A tally";
    "profile" Profile, "A profile";
    "report" ReportDocument, "A report";
    "agreement" Agreement, "An agreement";
    "gaps" Gaps, "Gaps between groups";
    "growth" Growth, "Growth";
    "crosswalk" CrosswalkDocument, "A crosswalk";
    "mapping" MappingDocument, "A mapping of a survey's columns";
    "metrics" Metrics, "Metrics";
    "overview" Overview, "An overview";
    "transitions" Transitions, "Transitions";
}

fn id_of(name: &str) -> String {
    format!("urn:cei:schema:{name}:1")
}

fn root<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().with_transform(RecursiveTransform(tidy));
    settings.into_generator().into_root_schema_for::<T>()
}

/// The schema of an operation's arguments. Documents in it are named by the `$id` of their own schema.
pub(crate) fn of_arguments<T: JsonSchema>(name: &str) -> Value {
    let mut schema = root::<T>();
    schema.insert("$id".to_owned(), json!(format!("urn:cei:arguments:{name}:1")));
    schema.insert("title".to_owned(), json!(format!("Arguments of `{name}`")));
    let Some(Value::Object(mut parts)) = schema.remove("$defs") else { return schema.to_value() };
    for (part, kind) in kinds() {
        parts.entry(part.as_ref()).and_modify(|schema| *schema = json!({ "$ref": id_of(kind) }));
    }
    // What only those documents needed is left out.
    let mut used = serde_json::Map::new();
    let mut open: Vec<String> = parts_named(schema.as_value());
    while let Some(part) = open.pop() {
        if let Some(schema) = parts.remove(&part) {
            open.extend(parts_named(&schema));
            used.insert(part, schema);
        }
    }
    if !used.is_empty() {
        used.sort_keys();
        schema.insert("$defs".to_owned(), Value::Object(used));
    }
    schema.to_value()
}

/// The parts that a schema names.
fn parts_named(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(fields) => {
            let named = fields.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix("#/$defs/"));
            named.map(str::to_owned).into_iter().chain(fields.values().flat_map(parts_named)).collect()
        }
        Value::Array(items) => items.iter().flat_map(parts_named).collect(),
        _ => Vec::new(),
    }
}

fn generate<T: JsonSchema>(name: &str, title: &str) -> Value {
    let mut schema = root::<T>();
    schema.insert("$id".to_owned(), json!(id_of(name)));
    schema.insert("title".to_owned(), json!(title));
    schema.to_value()
}

/// A rating has a stage or a reason for giving none, not both.
pub(crate) fn stage_or_missing(schema: &mut Schema) {
    let only = |has: &str, lacks: &str| json!({ "required": [has], "properties": { has: { "type": "string" }, lacks: { "type": "null" } } });
    schema.insert("oneOf".to_owned(), json!([only("stage", "missing"), only("missing", "stage")]));
}

/// An observation has a value or says why there is none, not both.
pub(crate) fn value_or_missing(schema: &mut Schema) {
    let given = |name: &str| json!({ "required": [name], "properties": { name: { "not": { "type": "null" } } } });
    schema.insert("oneOf".to_owned(), json!([given("value"), given("missing")]));
}

/// A rating names its rater or its group, not both.
pub(crate) fn rater_or_group(schema: &mut Schema) {
    let both = json!({
        "required": ["rater", "group"],
        "properties": { "rater": { "type": "string" }, "group": { "type": "string" } }
    });
    schema.insert("not".to_owned(), both);
}

/// `reach` goes with a share, `points` with cutoffs.
pub(crate) fn share_or_cutoffs(schema: &mut Schema) {
    let only = |by: &str, has: &str, lacks: &str| {
        json!({
            "required": ["by", has],
            "properties": { "by": { "const": by }, has: { "type": ["string", "array"] }, lacks: { "type": "null" } }
        })
    };
    schema.insert("oneOf".to_owned(), json!([only("reach", "share", "cutoffs"), only("points", "cutoffs", "share")]));
}

/// Optional fields may be null, and formats of number widths mean nothing to a JSON reader.
fn tidy(schema: &mut Schema) {
    let width = |format: &str| format.starts_with("uint") || format.starts_with("int") || format == "double";
    if schema.get("format").and_then(Value::as_str).is_some_and(width) {
        schema.remove("format");
    }
    let required: Vec<Value> = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (name, property) in properties {
        if !required.iter().any(|one| one == name) {
            or_null(property);
        }
    }
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
    let mut outer = serde_json::Map::new();
    for word in ["description", "default"] {
        outer.extend(inner.remove(word).map(|value| (word.to_owned(), value)));
    }
    outer.insert("anyOf".to_owned(), json!([inner, { "type": "null" }]));
    *property = Value::Object(outer);
}
