//! The catalogue of diagnostic codes, and the JSON Schemas.

use cei_core::LanguageTag;
use pyo3::prelude::*;

use crate::documents::loads;
use crate::rubric::Rubric;

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

/// The JSON Schema of an assessment by that rubric in that language; None if `lang` is no language tag.
#[pyfunction]
pub(crate) fn assessment_schema(rubric: &Bound<'_, Rubric>, lang: &str) -> Option<String> {
    LanguageTag::new(lang).map(|language| cei_core::assessment_schema(rubric.get().core(), &language))
}
