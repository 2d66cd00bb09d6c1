//! The stages of a table as numbers, without a profile of each assessment.

use cei_core::tables::{TableError, TableStager};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::capsule::unreadable;
use crate::documents::Document;
use crate::errors::raised;
use crate::policy::Policy;
use crate::rubric::{Rubric, rubric_for};
use crate::source::Source;
use crate::table::Table;
use crate::tallies::options;

/// A table of the stages of the domains as numbers, a row for each assessment.
#[pyfunction]
pub(crate) fn table_stages(
    table: &Bound<'_, PyAny>,
    policy: &Bound<'_, Policy>,
    rubric: &Bound<'_, Rubric>,
    kind: Option<&str>,
    rename: Vec<(String, String)>,
    assessment: Option<String>,
    leave_out: bool,
) -> PyResult<Table> {
    let py = table.py();
    let mut options = options(kind, rename, assessment)?;
    let rules = policy.get().rules(rubric.get().core()).map_err(|found| raised(py, &found))?;
    let mut source = Source::of(table, rules.rubric(), &mut options)?;
    let mut stager = TableStager::new(&rules, &source.schema(), &options).map_err(|found| raised(py, &found))?;
    source.count(py, &mut stager, TableStager::counter, TableStager::add)?;
    let finish = || if leave_out { Ok(stager.finish_without_errors()?) } else { stager.finish() };
    let (batch, found) = py.detach(finish).map_err(|error| match error {
        TableError::Invalid(found) => raised(py, &found),
        TableError::Unreadable(error) => unreadable(&error),
        other => unreadable(&arrow_schema::ArrowError::ComputeError(other.to_string())),
    })?;
    Ok(Table::of(batch).with_report(found))
}

/// The stages of the domains of one assessment document, as numbers by domain.
#[pyfunction]
pub(crate) fn document_stages<'py>(
    py: Python<'py>,
    document: Document,
    policy: &Bound<'_, Policy>,
    rubric: Option<&Bound<'_, Rubric>>,
) -> PyResult<Bound<'py, PyDict>> {
    let (rubric, policy) = (rubric.map(|rubric| rubric.get().core()), policy.get());
    let stage = || {
        let rules = policy.rules(&rubric_for(rubric, &document)?)?;
        let stages = rules.read_stages(&document)?;
        Ok::<_, cei_core::Report>((rules, stages))
    };
    let (rules, stages) =
        py.detach(|| stage().map_err(|report| document.placed(report))).map_err(|report| raised(py, &report))?;
    let out = PyDict::new(py);
    let domains = rules.rubric().document().domains.iter().map(|domain| domain.id.as_str());
    for (id, stage) in domains.chain(["overall"]).zip(stages) {
        out.set_item(id, stage)?;
    }
    Ok(out)
}
