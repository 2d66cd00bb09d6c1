//! The extension module of the Python package `cei`: the core's values as Python classes, and nothing else.
//!
//! Names, defaults, words and everything that is shown are in `python/cei`; here documents become bytes, the core works
//! without the interpreter's lock, and a report of errors becomes a `CeiError`.

mod capsule;
mod codes;
mod csv;
mod derive;
mod documents;
mod errors;
mod interop;
mod policy;
mod profile;
mod profiles;
mod rubric;
mod source;
mod stages;
mod table;
mod tallies;
mod tally;

/// The part of `cei` that is not written in Python. Use `import cei`.
#[pyo3::pymodule]
mod _cei {
    use pyo3::prelude::*;
    use pyo3::types::PyTuple;

    #[pymodule_export]
    use crate::codes::{assessment_schema, codes, schema};
    #[pymodule_export]
    use crate::derive::{derive, operations};
    #[pymodule_export]
    use crate::documents::document_bytes;
    #[pymodule_export]
    use crate::errors::validate;
    #[pymodule_export]
    use crate::interop::{case_import, report_of};
    #[pymodule_export]
    use crate::policy::Policy;
    #[pymodule_export]
    use crate::profile::{Profile, assess, stage};
    #[pymodule_export]
    use crate::profiles::Profiles;
    #[pymodule_export]
    use crate::rubric::Rubric;
    #[pymodule_export]
    use crate::source::TableSource;
    #[pymodule_export]
    use crate::stages::{document_stages, table_stages};
    #[pymodule_export]
    use crate::table::{Table, table, text_table};
    #[pymodule_export]
    use crate::tallies::{Tallies, validate_table};
    #[pymodule_export]
    use crate::tally::Tally;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("VERSION", cei_core::VERSION)?;
        module.add("RULES_VERSION", cei_core::RULES_VERSION)?;
        module.add("MAX_DOCUMENT_BYTES", cei_core::limits::MAX_DOCUMENT_BYTES)?;
        let names = |names: Vec<&str>| PyTuple::new(module.py(), names);
        module.add("FORMATS", names(cei_core::FORMATS.to_vec())?)?;
        module.add("RUBRICS", names(cei_core::Rubric::names().collect())?)?;
        module.add("POLICIES", names(cei_core::Policy::names().collect())?)?;
        module.add("SCHEMAS", names(cei_core::SCHEMA_NAMES.to_vec())?)
    }
}

/// A hash for `__hash__`, where equality is that of a text.
fn hash_of(text: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
