//! `cei.Profiles`: the profiles of a table.

use std::ops::Range;
use std::sync::Arc;

use cei_core::{Rules, tables};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::documents::loads;
use crate::errors::{raised, report};
use crate::policy::Policy;
use crate::profile::Profile;
use crate::rubric::Rubric;
use crate::table::Table;
use crate::tallies::{Found, Tallies, by_assessment, contains, each, unknown};

/// The profiles of many assessments, by id. Immutable; each is made when it is asked for.
///
/// Made by `cei.stage` of a table. `profiles["spring"]` is the profile of one; going through gives all of them, in the
/// order of their ids; `stages` and `domains` make tables of all.
#[pyclass(frozen, module = "cei")]
pub(crate) struct Profiles {
    tallies: Arc<tables::Tallies>,
    found: Found,
    rules: Arc<Rules>,
}

impl Profiles {
    fn profile(&self, tally: cei_core::Tally) -> Profile {
        Profile::of(tally, self.rules.clone())
    }

    fn in_range(&self, range: Range<usize>) -> impl Iterator<Item = cei_core::Profile> {
        range.filter_map(|index| self.tallies.nth(index)).filter_map(|tally| self.rules.stage(&tally).ok())
    }
}

#[pymethods]
impl Profiles {
    /// The profiles of tallies.
    #[staticmethod]
    fn of(py: Python<'_>, tallies: &Bound<'_, Tallies>, policy: &Bound<'_, Policy>) -> PyResult<Self> {
        let (found, tallies) = (tallies.get().found().clone(), tallies.get().core().clone());
        let rules = policy.get().core().compile(tallies.rubric()).map_err(|found| raised(py, &found))?;
        Ok(Self { tallies, found, rules: Arc::new(rules) })
    }

    /// The ids of the assessments, in order.
    #[getter]
    fn assessments<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.tallies.assessments().map(|id| id.as_str()).collect::<Vec<_>>())
    }

    /// The rubric they were rated by.
    #[getter]
    fn rubric(&self) -> Rubric {
        Rubric::new(self.rules.rubric().clone())
    }

    /// What was found in the table: warnings, and with `errors="report"` the errors.
    #[getter]
    fn report<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        report(py, &self.found.report)
    }

    /// A table of every node, a row for each: domains, competencies, groups, parts of lenses.
    fn stages(&self, py: Python<'_>) -> PyResult<Table> {
        let part = |range| tables::stages_table(self.rules.rubric(), self.in_range(range));
        Table::in_parts(py, tables::stages_schema(), self.tallies.len(), part)
    }

    /// A table of the stages of the domains, a row for each assessment and a column for each domain.
    fn domains(&self, py: Python<'_>) -> PyResult<Table> {
        let part = |range| tables::domains_table(&self.rules, self.in_range(range));
        Table::in_parts(py, tables::domains_schema(&self.rules), self.tallies.len(), part)
    }

    /// The documents by the ids of their assessments, as JSON text.
    fn to_json(&self, py: Python<'_>) -> String {
        let all = 0..self.tallies.len();
        py.detach(|| {
            by_assessment(self.in_range(all).map(|profile| (profile.assessment.as_str().to_owned(), profile.to_json())))
        })
    }

    /// The documents by the ids of their assessments.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        loads(py, &self.to_json(py))
    }

    fn _nth(&self, py: Python<'_>, index: usize) -> Option<Profile> {
        py.detach(|| self.tallies.nth(index).map(|tally| self.profile(tally)))
    }

    fn __getitem__(&self, py: Python<'_>, assessment: &str) -> PyResult<Profile> {
        py.detach(|| self.tallies.get(assessment).map(|tally| self.profile(tally)))
            .ok_or_else(|| unknown(py, assessment, &self.tallies))
    }

    fn __contains__(&self, assessment: &Bound<'_, PyAny>) -> bool {
        contains(&self.tallies, assessment)
    }

    fn __iter__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        each(slf, slf.get().tallies.len())
    }

    fn __len__(&self) -> usize {
        self.tallies.len()
    }

    /// What it holds as a table, for notebooks.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cei._html")?.call_method1("shown", (slf,))
    }

    fn __repr__(&self) -> String {
        let policy = self.rules.policy().document();
        format!("<cei.Profiles of {} assessments: policy {} {}>", self.tallies.len(), policy.id, policy.version)
    }
}
