//! The stages of a table as numbers, without a profile of each assessment.

use cei_core::tables::{TableError, TableStager};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::capsule::{import, unreadable};
use crate::documents::Document;
use crate::errors::raised;
use crate::policy::Policy;
use crate::rubric::{Rubric, rubric_for};
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
) -> PyResult<Table> {
    let py = table.py();
    let options = options(kind, rename, assessment)?;
    let rules = policy.get().rules(rubric.get().core()).map_err(|found| raised(py, &found))?;
    let mut reader = import(table)?;
    let schema = arrow_array::RecordBatchReader::schema(&reader);
    let mut stager = TableStager::new(&rules, &schema, &options).map_err(|found| raised(py, &found))?;
    // Whoever makes the batches may need the interpreter's lock for it.
    while let Some(added) = py.detach(|| reader.next().map(|batch| batch.and_then(|batch| stager.add(&batch)))) {
        added.map_err(|error| unreadable(&error))?;
        py.check_signals()?;
    }
    let (batch, _) = py.detach(|| stager.finish()).map_err(|error| match error {
        TableError::Invalid(found) => raised(py, &found),
        TableError::Unreadable(error) => unreadable(&error),
        other => unreadable(&arrow_schema::ArrowError::ComputeError(other.to_string())),
    })?;
    Ok(Table::of(batch))
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
