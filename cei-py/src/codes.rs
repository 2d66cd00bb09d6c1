//! The catalogue of diagnostic codes, and the JSON Schemas.

use pyo3::prelude::*;

use crate::documents::loads;

/// Every code of the catalogue, in its order, as dicts.
#[pyfunction]
pub(crate) fn codes(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    loads(py, &cei_core::codes_json())
}

/// The JSON Schema of a kind of document, laid out for reading; None if there is no such kind.
#[pyfunction]
pub(crate) fn schema(name: &str) -> Option<String> {
    cei_core::schema(name)
}
