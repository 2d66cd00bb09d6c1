//! The schemas and the table of operations, as `build.rs` took them in: deflated, because they are seldom asked for and
//! would be a tenth of the library.

use miniz_oxide::inflate::decompress_to_vec;

/// Name of each, and how long it is.
static SCHEMAS: &[(&str, usize)] = &include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

/// All of them one after another, as deflated compact JSON: they have much in common.
static TEXTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/schemas"));

/// The table of operations with the schemas of their arguments, as deflated compact JSON.
static OPERATIONS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/operations"));

/// The names of all schemas.
pub(crate) fn names() -> impl ExactSizeIterator<Item = &'static str> {
    SCHEMAS.iter().map(|(name, _)| *name)
}

pub(crate) fn schema(name: &str) -> Option<String> {
    let index = SCHEMAS.iter().position(|(known, _)| *known == name)?;
    let start: usize = SCHEMAS.iter().take(index).map(|(_, length)| length).sum();
    let (_, length) = SCHEMAS.get(index)?;
    inflated(TEXTS).get(start..)?.get(..*length).map(str::to_owned)
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
