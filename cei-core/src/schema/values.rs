//! The schemas of the small values.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use crate::values::limits::{MAX_COUNT, MAX_DENOMINATOR, MAX_SAFE_INTEGER};
use crate::values::{
    AssessmentId, ById, Count, Cutoffs, Date, Decimal, Digest, Extensions, Id, Json, LanguageTag, Line, SchoolYear,
    Share, Text,
};

/// Something that is not white space. `\s` is not the same in every language, and this is: Unicode's `White_Space`.
const WORDS: &str = "[^\t\n\u{b}\u{c}\r \u{85}\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}]";
const ID: &str = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
const LANGUAGE_TAG: &str = "([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*|x(-[A-Za-z0-9]{1,8})+)";
const FRACTION: &str = "([1-9][0-9]{0,5}|1000000)/([1-9][0-9]{0,5}|1000000)";
/// The days of any year, and February 29 of leap years.
const DATE: &str = "([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)";

/// A string of that form, all of it. To some readers of patterns `$` also stands before a line's end, hence the `not`.
fn whole(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": format!("^{pattern}$"), "not": { "pattern": "\n" } })
}

fn described(description: &str, mut schema: Value) -> Schema {
    let mut all = json!({ "description": description });
    if let (Some(all), Some(rest)) = (all.as_object_mut(), schema.as_object_mut()) {
        all.append(rest);
    }
    all.try_into().unwrap_or_default()
}

pub(super) fn language_tag() -> Value {
    json!({ "type": "string", "pattern": format!("^{LANGUAGE_TAG}$"), "maxLength": 35, "not": { "pattern": "\n" } })
}

/// Two years that follow each other.
fn school_year() -> String {
    let ends: Vec<String> = (0..100_u8).map(|year| format!("{year:02}-{:02}", next_year(year))).collect();
    format!("[0-9]{{2}}({})", ends.join("|"))
}

fn next_year(year: u8) -> u8 {
    if year == 99 { 0 } else { year.saturating_add(1) }
}

macro_rules! value_schemas {
    ($( $Type:ty, $name:literal => $schema:expr; )*) => {$(
        impl JsonSchema for $Type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )*};
}

value_schemas! {
    Id, "Id" => described("A name inside a document.", whole(ID));
    AssessmentId, "AssessmentId" => described("The ids of assessments, joined by `+`.", whole(&format!("{ID}(\\+{ID})*")));
    Line, "Line" => described("A string that is not blank.", json!({ "type": "string", "pattern": WORDS }));
    LanguageTag, "LanguageTag" => described("A BCP-47 language tag, such as `en` or `es-MX`.", language_tag());
    Text, "Text" => described(
        "Words for people: in the document's language, or by BCP-47 language tag.",
        json!({
            "anyOf": [
                { "type": "string", "pattern": WORDS },
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": language_tag(),
                    "additionalProperties": { "type": "string", "pattern": WORDS }
                }
            ]
        })
    );
    Share, "Share" => described(
        &format!("How many: `any`, `majority`, `all`, or a fraction `p/q` with 1 <= p <= q <= {MAX_DENOMINATOR}."),
        whole(&format!("(any|majority|all|{FRACTION})"))
    );
    Cutoffs, "Cutoffs" => described(
        "Where each stage above the lowest begins, as fractions in (0, 1] that do not decrease; or `even`.",
        json!({ "anyOf": [{ "type": "string", "const": "even" }, { "type": "array", "items": whole(FRACTION) }] })
    );
    Date, "Date" => described(
        "A day of the calendar, `YYYY-MM-DD` (ISO 8601).",
        json!({ "type": "string", "pattern": format!("^{DATE}$"), "maxLength": 10 })
    );
    SchoolYear, "SchoolYear" => described(
        "A school year, such as `2025-26`.",
        json!({ "type": "string", "pattern": format!("^{}$", school_year()), "maxLength": 7 })
    );
    Digest, "Digest" => described(
        "SHA-256 of a document in its normal form (RFC 8785).",
        json!({ "type": "string", "pattern": "^sha256:[0-9a-f]{64}$", "maxLength": 71 })
    );
    Count, "Count" => described(
        "How many, at most 10^12.",
        json!({ "type": "integer", "minimum": 0, "maximum": MAX_COUNT })
    );
    Decimal, "Decimal" => described(
        "A number of at most 20 decimals, kept exactly.",
        json!({ "type": "number", "minimum": (MAX_SAFE_INTEGER as i64).saturating_neg(), "maximum": MAX_SAFE_INTEGER })
    );
    Json, "Json" => json_schema!(true);
    Extensions, "Extensions" => described("What a user adds; kept as it is, and never read.", json!({ "type": "object" }));
}

impl<T: JsonSchema> JsonSchema for ById<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}ById", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "description": "By id.",
            "propertyNames": whole(ID),
            "additionalProperties": generator.subschema_for::<T>()
        })
    }
}
