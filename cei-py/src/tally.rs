//! `cei.Tally`.

use cei_core::{Report, TallyFormat};
use pyo3::prelude::*;

use crate::capsule::unreadable;
use crate::documents::{Document, loads};
use crate::errors::raised;
use crate::rubric::{Rubric, rubric_for};
use crate::table::Table;

/// The count of answers for every competency and constituent group. Immutable; `+` adds two of them up.
///
/// Made by `cei.tally`.
#[pyclass(frozen, module = "cei")]
pub(crate) struct Tally(cei_core::Tally);

impl Tally {
    pub(crate) fn new(core: cei_core::Tally) -> Self {
        Self(core)
    }

    pub(crate) fn core(&self) -> &cei_core::Tally {
        &self.0
    }
}

/// Counts an assessment.
pub(crate) fn counted(document: &Document, given: Option<&cei_core::Rubric>) -> Result<cei_core::Tally, Report> {
    let count = || {
        let rubric = rubric_for(given, document)?;
        cei_core::Tally::of_valid_document(&rubric, document)
    };
    count().map_err(|report| document.placed(report))
}

fn read(document: &Document, given: Option<&cei_core::Rubric>) -> Result<cei_core::Tally, Report> {
    let read = || cei_core::Tally::read(document, &rubric_for(given, document)?);
    read().map(|(tally, _)| tally).map_err(|report| document.placed(report))
}

/// What `sum` begins with is 0, and nothing else.
pub(crate) fn added_to_0<'py>(slf: Bound<'py, PyAny>, other: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if other.eq(0)? { Ok(slf) } else { Ok(slf.py().NotImplemented().into_bound(slf.py())) }
}

#[pymethods]
impl Tally {
    /// Read a tally document.
    #[staticmethod]
    fn parse(py: Python<'_>, document: Document, rubric: Option<&Bound<'_, Rubric>>) -> PyResult<Self> {
        let rubric = rubric.map(|rubric| rubric.get().core());
        py.detach(|| read(&document, rubric)).map(Self).map_err(|report| raised(py, &report))
    }

    /// Count an assessment document, or read a tally document: what it is stands in its `format`.
    #[staticmethod]
    fn of(py: Python<'_>, document: Document, rubric: Option<&Bound<'_, Rubric>>) -> PyResult<Self> {
        let rubric = rubric.map(|rubric| rubric.get().core());
        py.detach(|| {
            let is_tally = document.format().as_deref() == Some(TallyFormat::NAME);
            if is_tally { read(&document, rubric) } else { counted(&document, rubric) }
        })
        .map(Self)
        .map_err(|report| raised(py, &report))
    }

    /// Which assessments were counted: their ids, joined by `+`.
    #[getter]
    fn assessment(&self) -> &str {
        self.0.assessment().as_str()
    }

    /// The rubric it counts for.
    #[getter]
    fn rubric(&self) -> Rubric {
        Rubric::new(self.0.rubric().clone())
    }

    /// A table of the counts, a row for each group on each competency; `cei.tally` reads it again. It has no decisions.
    fn counts(&self) -> PyResult<Table> {
        cei_core::tables::counts_table(self.0.rubric(), [&self.0]).map(Table::of).map_err(|error| unreadable(&error))
    }

    /// The document as JSON text: compact, in the order of the schema, the same bytes every time.
    fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// The document as a dict.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        loads(py, &self.0.to_json())
    }

    fn __add__(&self, py: Python<'_>, other: &Self) -> PyResult<Self> {
        py.detach(|| self.0.add(&other.0)).map(Self).map_err(|report| raised(py, &report))
    }

    fn __radd__<'py>(slf: Bound<'py, Self>, other: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        added_to_0(slf.into_any(), other)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0.rubric().digest() == other.0.rubric().digest() && self.0.to_json() == other.0.to_json()
    }

    fn __hash__(&self) -> u64 {
        crate::hash_of(&self.0.to_json())
    }

    /// What it holds as a table, for notebooks.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cei._html")?.call_method1("shown", (slf,))
    }

    fn __repr__(&self) -> String {
        let document = self.0.document();
        format!(
            "<cei.Tally of {}: {} cells, {} decisions, rubric {} {}>",
            document.assessment.as_str(),
            document.cells.len(),
            document.decisions.len(),
            document.rubric.id,
            document.rubric.version
        )
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String, Rubric))> {
        let tally = slf.get();
        Ok((slf.get_type().getattr("parse")?, (tally.to_json(), tally.rubric())))
    }
}
