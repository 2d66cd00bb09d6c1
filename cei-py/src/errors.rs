//! Reports cross over as their JSON in every wording; a report with an error is raised as `cei.CeiError`.

use cei_core::Language;
use pyo3::import_exception;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::documents::Document;
use crate::rubric::Rubric;

import_exception!(cei, CeiError);

const LANGUAGES: [Language; 2] = [Language::En, Language::Es];

/// The `cei.Report` of what the core found.
pub(crate) fn report<'py>(py: Python<'py>, found: &cei_core::Report) -> PyResult<Bound<'py, PyAny>> {
    let plain = LANGUAGES.map(|language| found.to_json(language));
    let masked = found.clone().masked();
    let masked = LANGUAGES.map(|language| masked.to_json(language));
    py.import("cei._report")?.getattr("Report")?.call1((plain, masked))
}

/// The `cei.CeiError` that carries a report.
pub(crate) fn raised(py: Python<'_>, found: &cei_core::Report) -> PyErr {
    let raise = || py.import("cei._report")?.getattr("error_of")?.call1((report(py, found)?,));
    match raise() {
        Ok(error) => PyErr::from_value(error),
        Err(error) => error,
    }
}

/// What is wrong with a document of any kind, and what is worth knowing.
#[pyfunction]
pub(crate) fn validate<'py>(
    py: Python<'py>,
    document: &Bound<'py, PyAny>,
    rubric: Option<&Bound<'py, Rubric>>,
) -> PyResult<Bound<'py, PyAny>> {
    let rubric = rubric.map(|rubric| rubric.get().core());
    let document: Document = match document.extract() {
        Ok(document) => document,
        // What a dict holds is in the document: it is reported, not raised.
        Err(error) if document.is_instance_of::<PyDict>() => {
            return report(py, &cei_core::Report::not_json(&error.value(py).to_string()));
        }
        Err(error) => return Err(error),
    };
    let found = py.detach(|| document.placed(cei_core::validate(&document, rubric)));
    report(py, &found)
}
