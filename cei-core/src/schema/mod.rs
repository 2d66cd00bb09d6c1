//! JSON Schemas (draft 2020-12) of every document, made from the types that read them.

mod form;
mod labels;
mod specialised;
mod values;

pub use specialised::assessment_schema;

pub(crate) use form::{language_keys, rater_or_group, share_or_cutoffs, stage_or_missing, value_or_missing};

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

/// The documents that have a schema: the word in their `format`, their type, their title. Each has a document in
/// `examples/` that has every field and is part of its schema.
macro_rules! documents {
    ($( $name:literal $Type:ty, $title:literal; )*) => {
        /// The documents that have a schema, by the word in their `format`.
        pub const NAMES: &[&str] = &[$($name),*];

        /// The schema of a kind of document, as a value.
        fn value(name: &str) -> Option<Value> {
            match name {
                $( $name => Some(generate::<$Type>($name, $title, include_str!(concat!("examples/", $name, ".json")))), )*
                _ => None,
            }
        }

        /// The names that the documents' types have in a schema, and their kinds.
        fn kinds() -> Vec<(std::borrow::Cow<'static, str>, &'static str)> {
            vec![$( (<$Type>::schema_name(), $name) ),*]
        }
    };
}

documents! {
    "rubric" crate::rubric::RubricDocument, "Rubric";
    "policy" crate::policy::PolicyDocument, "Policy";
    "assessment" crate::assessment::Assessment, "Assessment";
    "tally" crate::tally::TallyDocument, "Tally";
    "profile" crate::staging::Profile, "Profile";
    "report" crate::diagnostic::ReportDocument, "Report";
    "agreement" crate::voices::Agreement, "Agreement";
    "gaps" crate::voices::Gaps, "Gaps";
    "growth" crate::voices::Growth, "Growth";
    "crosswalk" crate::voices::CrosswalkDocument, "Crosswalk";
    "mapping" crate::interop::MappingDocument, "Mapping";
    "metrics" crate::initiative::Metrics, "Metrics";
    "cohort" crate::initiative::cohort::Cohort, "Cohort";
    "cohort_review" crate::initiative::cohort::CohortReview, "Review of a cohort";
    "consultation" crate::initiative::consultation::Consultation, "Consultation";
    "consultation_review" crate::initiative::consultation::ConsultationReview, "Review of a consultation";
    "partnerships" crate::initiative::partnerships::Partnerships, "Partnerships";
    "partnerships_review" crate::initiative::partnerships::PartnershipsReview, "Review of partnerships";
    "impact" crate::initiative::Impact, "Impact";
    "testing" crate::initiative::Testing, "Testing";
    "plan" crate::initiative::Plan, "Plan";
    "progress" crate::initiative::Progress, "Progress";
    "initiative" crate::initiative::Initiative, "Report of the initiative";
    "lens" crate::initiative::LensDocument, "Lens";
    "reading" crate::initiative::Reading, "Reading";
    "overview" crate::voices::Overview, "Overview";
    "transitions" crate::voices::Transitions, "Transitions";
    "disclosure" crate::privacy::DisclosureDocument, "Disclosure policy";
    "release" crate::privacy::ReleaseDocument, "Release";
    "audit" crate::privacy::Audit, "Audit of releases";
}

/// The schema of a kind of document, as JSON that is laid out for reading.
#[must_use]
pub fn schema(name: &str) -> Option<String> {
    value(name).map(|schema| laid_out(&schema))
}

fn id_of(name: &str) -> String {
    format!("urn:cei:schema:{name}:1")
}

fn root<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().with_transform(RecursiveTransform(form::tidy));
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
    let mut used = Map::new();
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

fn generate<T: JsonSchema>(name: &str, title: &str, example: &str) -> Value {
    let mut schema = root::<T>().to_value();
    let mut root = Map::new();
    root.extend(take(&mut schema, "$schema"));
    root.insert("$id".to_owned(), json!(id_of(name)));
    root.insert("title".to_owned(), json!(title));
    root.extend(take(&mut schema, "description"));
    // A test reads every example and holds it against its schema.
    root.insert("examples".to_owned(), json!([serde_json::from_str::<Value>(example).unwrap_or_default()]));
    let definitions = take(&mut schema, "$defs");
    for word in ["title", "type", "properties", "required", "additionalProperties"] {
        let entry = take(&mut schema, word).filter(|_| word != "title");
        root.extend(entry);
    }
    root.extend(schema.as_object().cloned().unwrap_or_default());
    root.extend(definitions);
    Value::Object(root)
}

fn take(schema: &mut Value, word: &str) -> Option<(String, Value)> {
    schema.as_object_mut()?.shift_remove_entry(word)
}

/// White space that nobody sees is written as an escape, so that a pattern shows what it says.
fn laid_out(schema: &Value) -> String {
    let mut text = String::new();
    for character in format!("{schema:#}\n").chars() {
        if character.is_ascii() || !character.is_whitespace() {
            text.push(character);
        } else {
            text += &format!("\\u{:04x}", u32::from(character));
        }
    }
    text
}
