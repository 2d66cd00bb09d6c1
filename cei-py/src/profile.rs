//! `cei.Profile`, and staging.

use std::sync::{Arc, LazyLock};

use cei_core::tables;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::capsule::unreadable;
use crate::documents::{Document, loads};
use crate::errors::{CeiError, raised};
use crate::policy::Policy;
use crate::rubric::Rubric;
use crate::table::Table;
use crate::tally::{Tally, counted};

type Explained = Result<cei_core::Profile, cei_core::Report>;

/// The stage of every domain and competency, each with its counts, its reason, its range and its next step. Immutable.
///
/// Made by `cei.assess` and `cei.stage`. `profile["1.1"]` is a competency, `profile["building-relationships"]` a domain;
/// going through a profile gives its domains.
#[pyclass(frozen, module = "cei")]
pub(crate) struct Profile {
    assessment: String,
    rubric: cei_core::Rubric,
    core: LazyLock<Explained, Box<dyn FnOnce() -> Explained + Send>>,
    /// What `python/cei/_node.py` makes of it, once it is asked for.
    nodes: PyOnceLock<Py<PyAny>>,
}

impl Profile {
    /// The profile of a tally by rules that were compiled for its rubric.
    ///
    /// It is explained when something of it is asked for: whoever has thousands of profiles looks into few, and what
    /// explains every stage takes more time and memory than the counts do.
    pub(crate) fn of(tally: cei_core::Tally, rules: Arc<cei_core::Rules>) -> Self {
        let (assessment, rubric) = (tally.assessment().as_str().to_owned(), tally.rubric().clone());
        Self::new(assessment, rubric, move || rules.stage(&tally))
    }

    fn new(assessment: String, rubric: cei_core::Rubric, core: impl FnOnce() -> Explained + Send + 'static) -> Self {
        Self { assessment, rubric, core: LazyLock::new(Box::new(core)), nodes: PyOnceLock::new() }
    }

    fn core(&self, py: Python<'_>) -> PyResult<&cei_core::Profile> {
        py.detach(|| LazyLock::force(&self.core)).as_ref().map_err(|report| raised(py, report))
    }

    fn nodes<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let make = || {
            let profile = slf.get();
            let document = (profile.to_dict(py)?, profile.rubric());
            Ok::<_, PyErr>(py.import("cei._node")?.getattr("Nodes")?.call1(document)?.unbind())
        };
        Ok(slf.get().nodes.get_or_try_init(py, make)?.bind(py).clone())
    }
}

#[pymethods]
impl Profile {
    /// A table of every node, a row for each: domains, competencies, groups, parts of lenses.
    fn stages(&self, py: Python<'_>) -> PyResult<Table> {
        tables::stages_table(&self.rubric, [self.core(py)?]).map(Table::of).map_err(|error| unreadable(&error))
    }

    /// Read a profile document that this library wrote.
    #[staticmethod]
    fn parse(document: &str, rubric: &Bound<'_, Rubric>) -> PyResult<Self> {
        let core: cei_core::Profile = serde_json::from_str(document)
            .map_err(|error| CeiError::new_err(format!("this is not a profile that can be read: {error}")))?;
        Ok(Self::new(core.assessment.as_str().to_owned(), rubric.get().core().clone(), || Ok(core)))
    }

    /// The domains, in the order of the rubric.
    #[getter]
    fn domains<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::nodes(slf)?.getattr("domains")
    }

    /// All competencies, in the order of the rubric.
    #[getter]
    fn competencies<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::nodes(slf)?.getattr("competencies")
    }

    /// One stage of all, where the policy has a rule for it; else None.
    #[getter]
    fn overall<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::nodes(slf)?.getattr("overall")
    }

    /// The profile read through a lens of its rubric, by its id, or through one of one's own: a `cei.reading/1`.
    #[pyo3(signature = (lens, *, policy=None, crosswalk=None))]
    fn lens<'py>(
        slf: &Bound<'py, Self>,
        lens: &Bound<'py, PyAny>,
        policy: Option<&Bound<'py, PyAny>>,
        crosswalk: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let read = slf.py().import("cei._planning")?.getattr("lens")?;
        read.call1((slf, lens, slf.py().None(), policy, crosswalk))
    }

    /// The lenses: by the id of each, its parts.
    #[getter]
    fn lenses<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::nodes(slf)?.getattr("lenses")
    }

    /// What is worth knowing, as a list of dicts.
    #[getter]
    fn notes<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::nodes(slf)?.getattr("notes")
    }

    /// Which assessments were counted: their ids, joined by `+`.
    #[getter]
    fn assessment(&self) -> &str {
        &self.assessment
    }

    /// The rubric it was rated by.
    #[getter]
    fn rubric(&self) -> Rubric {
        Rubric::new(self.rubric.clone())
    }

    /// The document as JSON text: compact, in the order of the schema, the same bytes every time.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.core(py)?.to_json())
    }

    /// The document as a dict.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        loads(py, &self.core(py)?.to_json())
    }

    fn __getitem__<'py>(slf: &Bound<'py, Self>, id: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        Self::nodes(slf)?.get_item(id)
    }

    fn __contains__(slf: &Bound<'_, Self>, id: &Bound<'_, PyAny>) -> PyResult<bool> {
        Self::nodes(slf)?.contains(id)
    }

    fn __iter__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Ok(Self::domains(slf)?.try_iter()?.into_any())
    }

    fn __eq__(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        Ok(self.core(py)? == other.core(py)?)
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<u64> {
        Ok(crate::hash_of(&self.to_json(py)?))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let core = self.core(py)?;
        let staged = core.domains.iter().filter(|domain| domain.stage.is_some()).count();
        Ok(format!(
            "<cei.Profile of {}: {staged} of {} domains staged, {} notes, policy {} {}>",
            self.assessment,
            core.domains.len(),
            core.notes.len(),
            core.policy.id,
            core.policy.version
        ))
    }

    /// The profile as lines for a terminal.
    fn __str__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cei._show")?.call_method1("profile_text", (slf,))
    }

    /// The profile as a table, for notebooks.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cei._html")?.call_method1("shown", (slf,))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String, Rubric))> {
        let profile = slf.get();
        Ok((slf.get_type().getattr("parse")?, (profile.to_json(slf.py())?, profile.rubric())))
    }
}

fn staged(tally: cei_core::Tally, policy: &Policy) -> Result<Profile, cei_core::Report> {
    let rules = policy.rules(tally.rubric())?;
    Ok(Profile::of(tally, rules))
}

/// The profile of an assessment document.
#[pyfunction]
pub(crate) fn assess(
    py: Python<'_>,
    document: Document,
    rubric: Option<&Bound<'_, Rubric>>,
    policy: &Bound<'_, Policy>,
) -> PyResult<Profile> {
    let (rubric, policy) = (rubric.map(|rubric| rubric.get().core()), policy.get());
    py.detach(|| staged(counted(&document, rubric)?, policy)).map_err(|report| raised(py, &report))
}

/// The profile of a tally.
#[pyfunction]
pub(crate) fn stage(py: Python<'_>, tally: &Bound<'_, Tally>, policy: &Bound<'_, Policy>) -> PyResult<Profile> {
    let (tally, policy) = (tally.get().core(), policy.get());
    py.detach(|| staged(tally.clone(), policy)).map_err(|report| raised(py, &report))
}
