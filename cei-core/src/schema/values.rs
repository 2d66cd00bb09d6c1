//! The schemas of the small values.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::values::limits::{MAX_COUNT, MAX_DENOMINATOR, MAX_SAFE_INTEGER};
use crate::values::{
    AssessmentId, ById, Count, Cutoffs, Date, Decimal, Digest, Extensions, Id, Json, LanguageTag, Line, SchoolYear,
    Share, Text,
};

/// Something that is not white space.
const WORDS: &str = r"\S";
const ID: &str = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
const LANGUAGE_TAG: &str = "^([A-Za-z]{2,8}|x(?=-))(-[A-Za-z0-9]{1,8})*$";

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
    Id, "Id" => json_schema!({ "type": "string", "pattern": format!("^{ID}$") });
    AssessmentId, "AssessmentId" => json_schema!({ "type": "string", "pattern": format!("^{ID}(\\+{ID})*$") });
    Line, "Line" => json_schema!({ "type": "string", "pattern": WORDS });
    LanguageTag, "LanguageTag" => json_schema!({ "type": "string", "pattern": LANGUAGE_TAG, "maxLength": 35 });
    Text, "Text" => json_schema!({
        "description": "Words for people: in the document's language, or by BCP-47 language tag.",
        "anyOf": [
            { "type": "string", "pattern": WORDS },
            {
                "type": "object",
                "minProperties": 1,
                "propertyNames": { "pattern": LANGUAGE_TAG, "maxLength": 35 },
                "additionalProperties": { "type": "string", "pattern": WORDS }
            }
        ]
    });
    Share, "Share" => json_schema!({
        "description": format!("How many: `any`, `majority`, `all`, or a fraction `p/q` with 1 <= p <= q <= {MAX_DENOMINATOR}."),
        "type": "string",
        "pattern": "^(any|majority|all|([1-9][0-9]{0,5}|1000000)/([1-9][0-9]{0,5}|1000000))$"
    });
    Cutoffs, "Cutoffs" => json_schema!({
        "description": "Where each stage above the lowest begins, as fractions in (0, 1] that do not decrease; or `even`.",
        "anyOf": [
            { "const": "even" },
            {
                "type": "array",
                "items": { "type": "string", "pattern": "^([1-9][0-9]{0,5}|1000000)/([1-9][0-9]{0,5}|1000000)$" }
            }
        ]
    });
    Date, "Date" => json_schema!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" });
    SchoolYear, "SchoolYear" => json_schema!({
        "description": "A school year, such as `2025-26`.",
        "type": "string",
        "pattern": "^[0-9]{4}-[0-9]{2}$"
    });
    Digest, "Digest" => json_schema!({ "type": "string", "pattern": "^sha256:[0-9a-f]{64}$" });
    Count, "Count" => json_schema!({ "type": "integer", "minimum": 0, "maximum": MAX_COUNT });
    Decimal, "Decimal" => json_schema!({
        "description": "A number of at most 20 decimals, kept exactly.",
        "type": "number",
        "minimum": -(MAX_SAFE_INTEGER as i64),
        "maximum": MAX_SAFE_INTEGER
    });
    Json, "Json" => json_schema!(true);
    Extensions, "Extensions" => json_schema!({ "type": "object" });
}

impl<T: JsonSchema> JsonSchema for ById<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}ById", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "propertyNames": { "pattern": format!("^{ID}$") },
            "additionalProperties": generator.subschema_for::<T>()
        })
    }
}
