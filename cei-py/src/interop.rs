//! The formats of the field: bytes in, the core's values out.

use cei_core::interop::case;
use cei_core::{Code, LanguageTag, Param, TableCell};
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;

use crate::documents::Document;
use crate::errors::{raised, report};
use crate::rubric::Rubric;

/// The rubric as a CASE 1.1 package, as JSON text.
pub(crate) fn case_export(
    py: Python<'_>,
    rubric: &Bound<'_, Rubric>,
    language: Option<&str>,
    last_change: Option<String>,
    creator: Option<String>,
    base: Option<String>,
) -> PyResult<String> {
    let tag = |text: &str| {
        LanguageTag::new(text).ok_or_else(|| PyValueError::new_err(format!("`{text}` is not a language tag")))
    };
    let options = case::CaseOptions { language: language.map(tag).transpose()?, last_change, creator, base };
    let rubric = rubric.get().core();
    py.detach(|| case::case_export(rubric, &options)).map_err(|report| raised(py, &report))
}

/// The rubric of a CASE package and its translations, and what was found in them.
#[pyfunction]
pub(crate) fn case_import<'py>(
    py: Python<'py>,
    package: Document,
    translations: Vec<Document>,
) -> PyResult<(Rubric, Bound<'py, PyAny>)> {
    let read = py.detach(|| case::case_import(&package, &translations));
    let (rubric, found) = read.map_err(|report| raised(py, &package.placed(report)))?;
    Ok((Rubric::new(rubric), report(py, &package.placed(found))?))
}

/// A place in a table: file, sheet, row, column.
type At = (Option<String>, Option<String>, Option<u64>, Option<String>);
/// A code, where it is, and the values it speaks of.
type Found = (String, At, Vec<(String, Value)>);

/// What a message speaks of.
#[derive(FromPyObject)]
pub(crate) enum Value {
    Flag(bool),
    Number(u64),
    Text(String),
    List(Vec<String>),
}

impl From<Value> for Param {
    fn from(value: Value) -> Self {
        match value {
            Value::Flag(flag) => flag.into(),
            Value::Number(number) => number.into(),
            Value::Text(text) => text.into(),
            Value::List(list) => list.into(),
        }
    }
}

/// The report of what the Python side of the package found: codes with places in tables and the values they speak of.
#[pyfunction]
pub(crate) fn report_of<'py>(py: Python<'py>, findings: Vec<Found>) -> PyResult<Bound<'py, PyAny>> {
    let mut found = Vec::with_capacity(findings.len());
    for (code, (file, sheet, row, column), values) in findings {
        let code = Code::from_name(&code).ok_or_else(|| PyKeyError::new_err(code))?;
        let at = TableCell { file, sheet, row, column };
        let at = (at != TableCell::default()).then_some(at);
        found.push((code, at, values.into_iter().map(|(name, value)| (name, value.into())).collect()));
    }
    report(py, &cei_core::Report::of_findings(found))
}
