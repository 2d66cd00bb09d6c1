//! The schemas and the table of operations, as `build.rs` took them in: deflated, because they are seldom asked for and
//! would be a tenth of the library.

use miniz_oxide::inflate::decompress_to_vec;

/// Name and deflated compact JSON of each, by name.
static SCHEMAS: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

/// The table of operations with the schemas of their arguments, as deflated compact JSON.
static OPERATIONS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/operations"));

/// The names of all schemas.
pub(crate) fn names() -> impl ExactSizeIterator<Item = &'static str> {
    SCHEMAS.iter().map(|(name, _)| *name)
}

pub(crate) fn schema(name: &str) -> Option<String> {
    SCHEMAS.iter().find(|(known, _)| *known == name).map(|(_, deflated)| inflated(deflated))
}

pub(crate) fn operations() -> String {
    inflated(OPERATIONS)
}

/// What `build.rs` deflated, which a test has looked at.
fn inflated(deflated: &[u8]) -> String {
    decompress_to_vec(deflated).ok().and_then(|text| String::from_utf8(text).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_those_of_the_core() {
        let mut wanted = cei_core::SCHEMA_NAMES.to_vec();
        wanted.sort_unstable();
        assert_eq!(names().collect::<Vec<_>>(), wanted);
        for name in names() {
            let text = schema(name).unwrap();
            let made: serde_json::Value = serde_json::from_str(&cei_core::schema(name).unwrap()).unwrap();
            assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), made, "{name}");
            assert!(!text.contains('\n'));
        }
        assert_eq!(schema("nothing"), None);
        assert_eq!(operations(), cei_core::operations_json());
    }
}
