//! `cei.Tallies`: the counts of a table.

use std::sync::Arc;

use cei_core::Report;
use cei_core::tables::{self, TableCounter, TableKind, TableOptions};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::capsule::{import, unreadable};
use crate::documents::loads;
use crate::errors::{raised, report};
use crate::rubric::Rubric;
use crate::table::Table;
use crate::tally::{Tally, added_to_0};

/// The counts of many assessments, by id. Immutable; `+` adds the counts of two tables up.
///
/// Made by `cei.tally` of a table. `tallies["spring"]` is the tally of one; going through gives all of them, in the
/// order of their ids.
#[pyclass(frozen, module = "cei")]
pub(crate) struct Tallies {
    core: Arc<tables::Tallies>,
    found: Report,
}

impl Tallies {
    pub(crate) fn core(&self) -> &Arc<tables::Tallies> {
        &self.core
    }
}

/// What came of a table that was read.
type Counted = Result<(tables::Tallies, Report), Report>;

/// How a table is to be read.
pub(crate) fn options(
    kind: Option<&str>,
    rename: Vec<(String, String)>,
    assessment: Option<String>,
) -> PyResult<TableOptions> {
    let kind = match kind {
        None => None,
        Some(name) => Some(TableKind::from_name(name).ok_or_else(|| {
            let known: Vec<&str> = TableKind::ALL.iter().map(|kind| kind.name()).collect();
            PyValueError::new_err(format!("kind is one of {}, not {name}", known.join(", ")))
        })?),
    };
    Ok(TableOptions { kind, rename, assessment, file: None })
}

fn counted(
    table: &Bound<'_, PyAny>,
    rubric: &cei_core::Rubric,
    kind: Option<&str>,
    rename: Vec<(String, String)>,
    assessment: Option<String>,
) -> PyResult<Counted> {
    let py = table.py();
    let options = options(kind, rename, assessment)?;
    let mut reader = import(table)?;
    let schema = arrow_array::RecordBatchReader::schema(&reader);
    let mut counter = match TableCounter::new(rubric, &schema, &options) {
        Ok(counter) => counter,
        Err(found) => return Ok(Err(found)),
    };
    // Whoever makes the batches may need the interpreter's lock for it.
    while let Some(added) = py.detach(|| reader.next().map(|batch| batch.and_then(|batch| counter.add(&batch)))) {
        added.map_err(|error| unreadable(&error))?;
        py.check_signals()?;
    }
    Ok(py.detach(|| counter.finish()))
}

/// What is wrong with a table, and what is worth knowing.
#[pyfunction]
pub(crate) fn validate_table<'py>(
    table: &Bound<'py, PyAny>,
    rubric: &Bound<'py, Rubric>,
    kind: Option<&str>,
    rename: Vec<(String, String)>,
    assessment: Option<String>,
) -> PyResult<Bound<'py, PyAny>> {
    let found = counted(table, rubric.get().core(), kind, rename, assessment)?;
    report(table.py(), &found.map_or_else(|found| found, |(_, found)| found))
}

#[pymethods]
impl Tallies {
    /// Count the rows of a table.
    #[staticmethod]
    fn of(
        table: &Bound<'_, PyAny>,
        rubric: &Bound<'_, Rubric>,
        kind: Option<&str>,
        rename: Vec<(String, String)>,
        assessment: Option<String>,
    ) -> PyResult<Self> {
        let (core, found) = counted(table, rubric.get().core(), kind, rename, assessment)?
            .map_err(|found| raised(table.py(), &found))?;
        Ok(Self { core: Arc::new(core), found })
    }

    /// The ids of the assessments, in order.
    #[getter]
    fn assessments<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.core.assessments().map(|id| id.as_str()).collect::<Vec<_>>())
    }

    /// The rubric they count for.
    #[getter]
    fn rubric(&self) -> Rubric {
        Rubric::new(self.core.rubric().clone())
    }

    /// Warnings about the table.
    #[getter]
    fn report<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        report(py, &self.found)
    }

    /// A table of the counts, a row for each group on each competency; `cei.tally` reads it again.
    fn counts(&self, py: Python<'_>) -> PyResult<Table> {
        let rubric = self.core.rubric();
        let part = |range: std::ops::Range<usize>| {
            tables::counts_table(rubric, range.filter_map(|index| self.core.nth(index)))
        };
        Table::in_parts(py, tables::counts_schema(rubric), self.core.len(), part)
    }

    /// A table of how far raters agree: for each assessment a row for all, for each domain and for each group.
    fn agreement(&self, py: Python<'_>) -> PyResult<Table> {
        let part =
            |range: std::ops::Range<usize>| tables::agreement_table(range.filter_map(|index| self.core.nth(index)));
        Table::in_parts(py, tables::agreement_schema(), self.core.len(), part)
    }

    /// The documents by the ids of their assessments, as JSON text.
    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| {
            by_assessment(self.core.iter().map(|tally| (tally.assessment().as_str().to_owned(), tally.to_json())))
        })
    }

    /// The documents by the ids of their assessments.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        loads(py, &self.to_json(py))
    }

    fn _nth(&self, index: usize) -> Option<Tally> {
        self.core.nth(index).map(Tally::new)
    }

    fn __getitem__(&self, py: Python<'_>, assessment: &str) -> PyResult<Tally> {
        self.core.get(assessment).map(Tally::new).ok_or_else(|| unknown(py, assessment, &self.core))
    }

    fn __contains__(&self, assessment: &Bound<'_, PyAny>) -> bool {
        contains(&self.core, assessment)
    }

    fn __iter__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        each(slf, slf.get().core.len())
    }

    fn __len__(&self) -> usize {
        self.core.len()
    }

    fn __add__(&self, py: Python<'_>, other: &Self) -> PyResult<Self> {
        let sum = py.detach(|| self.core.add(&other.core)).map_err(|found| raised(py, &found))?;
        Ok(Self { core: Arc::new(sum), found: self.found.clone() })
    }

    fn __radd__<'py>(slf: Bound<'py, Self>, other: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        added_to_0(slf.into_any(), other)
    }

    /// What it holds as a table, for notebooks.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cei._html")?.call_method1("shown", (slf,))
    }

    fn __repr__(&self) -> String {
        let reference = self.core.rubric().reference();
        format!("<cei.Tallies of {} assessments: rubric {} {}>", self.core.len(), reference.id, reference.version)
    }
}

/// A JSON object with a document for each assessment.
pub(crate) fn by_assessment(documents: impl Iterator<Item = (String, String)>) -> String {
    let mut out = String::from("{");
    for (index, (id, document)) in documents.enumerate() {
        // An id needs no escapes.
        out.push_str(if index > 0 { ",\"" } else { "\"" });
        out.push_str(&id);
        out.push_str("\":");
        out.push_str(&document);
    }
    out.push('}');
    out
}

/// The error for an id that is not there.
pub(crate) fn unknown(py: Python<'_>, assessment: &str, tallies: &tables::Tallies) -> PyErr {
    let said = || {
        let known: Vec<&str> = tallies.assessments().map(|id| id.as_str()).collect();
        py.import("cei._names")?.call_method1("unknown", ("assessment", assessment, known))?.extract::<String>()
    };
    match said() {
        Ok(said) => pyo3::exceptions::PyKeyError::new_err(said),
        Err(error) => error,
    }
}

pub(crate) fn contains(tallies: &tables::Tallies, assessment: &Bound<'_, PyAny>) -> bool {
    let id = assessment.extract::<pyo3::pybacked::PyBackedStr>();
    id.is_ok_and(|id| tallies.assessments().any(|known| known.as_str() == &*id))
}

/// An iterator over what `_nth` gives.
pub(crate) fn each<'py>(slf: &Bound<'py, impl pyo3::PyClass>, count: usize) -> PyResult<Bound<'py, PyAny>> {
    let builtins = slf.py().import("builtins")?;
    let range = builtins.call_method1("range", (count,))?;
    builtins.call_method1("map", (slf.as_any().getattr("_nth")?, range))
}
