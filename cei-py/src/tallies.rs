//! `cei.Tallies`: the counts of a table.

use std::sync::Arc;

use cei_core::tables::{self, TableCounter, TableKind, TableOptions};
use cei_core::{Disclosure, Report};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::documents::loads;
use crate::errors::{raised, report};
use crate::rubric::Rubric;
use crate::source::Source;
use crate::table::Table;
use crate::tally::{Tally, added_to_0};

/// The counts of many assessments, by id. Immutable; `+` adds the counts of two tables up.
///
/// Made by `cei.tally` of a table. `tallies["spring"]` is the tally of one; going through gives all of them, in the
/// order of their ids.
#[pyclass(frozen, module = "cei")]
pub(crate) struct Tallies {
    core: Arc<tables::Tallies>,
    found: Found,
}

/// What is said of a table that was read.
#[derive(Clone, Default)]
pub(crate) struct Found {
    pub(crate) report: Report,
    rows: u64,
    rows_with_errors: u64,
}

impl Found {
    pub(crate) fn of(counter: &TableCounter) -> Self {
        Self { report: Report::default(), rows: counter.rows(), rows_with_errors: counter.rows_with_errors() }
    }

    fn and(&self, other: &Self) -> Self {
        Self {
            report: self.report.and(&other.report),
            rows: self.rows.saturating_add(other.rows),
            rows_with_errors: self.rows_with_errors.saturating_add(other.rows_with_errors),
        }
    }
}

impl Tallies {
    pub(crate) fn found(&self) -> &Found {
        &self.found
    }

    pub(crate) fn core(&self) -> &Arc<tables::Tallies> {
        &self.core
    }
}

/// What came of a table that was read.
type Counted = Result<(tables::Tallies, Found), Report>;

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
    Ok(TableOptions { kind, rename, assessment, ..TableOptions::default() })
}

fn counted(
    table: &Bound<'_, PyAny>,
    rubric: &cei_core::Rubric,
    kind: Option<&str>,
    rename: Vec<(String, String)>,
    assessment: Option<String>,
    leave_out: bool,
) -> PyResult<Counted> {
    let py = table.py();
    let mut options = options(kind, rename, assessment)?;
    let mut source = Source::of(table, rubric, &mut options)?;
    let mut counter = match TableCounter::new(rubric, &source.schema(), &options) {
        Ok(counter) => counter,
        Err(found) => return Ok(Err(found)),
    };
    source.count(py, &mut counter, |counter| counter, TableCounter::add)?;
    let found = Found::of(&counter);
    let finish = || if leave_out { Ok(counter.finish_without_errors()) } else { counter.finish() };
    Ok(py.detach(finish).map(|(tallies, report)| (tallies, Found { report, ..found })))
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
    let found = counted(table, rubric.get().core(), kind, rename, assessment, false)?;
    report(table.py(), &found.map_or_else(|found| found, |(_, found)| found.report))
}

#[pymethods]
impl Tallies {
    /// Count the rows of a table; what has an error may be left out.
    #[staticmethod]
    #[pyo3(signature = (table, rubric, kind, rename, assessment, leave_out=false))]
    fn of(
        table: &Bound<'_, PyAny>,
        rubric: &Bound<'_, Rubric>,
        kind: Option<&str>,
        rename: Vec<(String, String)>,
        assessment: Option<String>,
        leave_out: bool,
    ) -> PyResult<Self> {
        let (core, found) = counted(table, rubric.get().core(), kind, rename, assessment, leave_out)?
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

    /// What was found in the table: warnings, and with `errors="report"` the errors.
    #[getter]
    fn report<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        report(py, &self.found.report)
    }

    /// How many rows the table has; empty ones of a file do not count.
    #[getter]
    fn rows(&self) -> u64 {
        self.found.rows
    }

    /// How many of the rows have an error, and are left out: with `errors="report"` only. Of such a row of a wide table,
    /// the answers that have no error are counted.
    #[getter]
    fn rows_with_errors(&self) -> u64 {
        self.found.rows_with_errors
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

    /// A table of what may be published of the counts under a `cei.disclosure/1` document.
    fn disclose(&self, py: Python<'_>, disclosure: &str) -> PyResult<Table> {
        let rubric = self.core.rubric();
        let read = Disclosure::parse(disclosure).and_then(|disclosure| disclosure.check(rubric).map(|()| disclosure));
        let disclosure = read.map_err(|report| raised(py, &report))?;
        let part = |range: std::ops::Range<usize>| {
            tables::disclosed_table(rubric, range.filter_map(|index| self.core.nth(index)), &disclosure)
        };
        Table::in_parts(py, tables::disclosed_schema(rubric), self.core.len(), part)
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
        Ok(Self { core: Arc::new(sum), found: self.found.and(&other.found) })
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
