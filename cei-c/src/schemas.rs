//! The schemas and the table of operations, as `build.rs` took them in.

/// Name and compact JSON of each, by name.
pub(crate) static SCHEMAS: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

/// The table of operations with the schemas of their arguments, as compact JSON.
pub(crate) static OPERATIONS: &str = include_str!(concat!(env!("OUT_DIR"), "/operations.json"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_those_of_the_core() {
        let mut names = cei_core::SCHEMA_NAMES.to_vec();
        names.sort_unstable();
        assert_eq!(SCHEMAS.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names);
        for (name, text) in SCHEMAS {
            let made: serde_json::Value = serde_json::from_str(&cei_core::schema(name).unwrap()).unwrap();
            assert_eq!(serde_json::from_str::<serde_json::Value>(text).unwrap(), made, "{name}");
            assert!(!text.contains('\n'));
        }
        assert_eq!(OPERATIONS, cei_core::operations_json());
    }
}
