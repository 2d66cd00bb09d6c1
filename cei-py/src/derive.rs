//! Derived results by name.

use cei_core::Report;
use pyo3::prelude::*;

use crate::documents::{Document, loads};
use crate::errors::raised;

/// What an operation derives from documents, as JSON text. What it derives from is a document too: an object of them.
#[pyfunction]
pub(crate) fn derive(py: Python<'_>, operation: &str, arguments: Document) -> PyResult<String> {
    py.detach(|| cei_core::derive(operation, &arguments))
        .map_err(|report: Report| raised(py, &arguments.placed(report)))
}

/// Every operation, with what it gives and the JSON Schema of its arguments, as dicts.
#[pyfunction]
pub(crate) fn operations(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    loads(py, &cei_core::operations_json())
}
