//! `cei.Policy`.

use std::sync::{Arc, Mutex};

use cei_core::{Report, Rubric, Rules};
use pyo3::prelude::*;

use crate::documents::{Document, loads};
use crate::errors::raised;

/// How ratings become stages. Immutable.
///
/// Made by `cei.policy`. Two policies are equal if their digests are.
#[pyclass(frozen, module = "cei")]
pub(crate) struct Policy {
    core: cei_core::Policy,
    digest: String,
    /// Compiled for the rubric that it was last used with.
    rules: Mutex<Option<Arc<Rules>>>,
}

impl Policy {
    fn new(core: cei_core::Policy) -> Self {
        Self { digest: core.digest().to_string(), core, rules: Mutex::new(None) }
    }

    /// The rules for a rubric.
    pub(crate) fn rules(&self, rubric: &Rubric) -> Result<Arc<Rules>, Report> {
        // What is kept is only ever replaced as a whole, so a panic elsewhere has left nothing half done.
        let mut kept = self.rules.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(rules) = kept.as_ref().filter(|rules| rules.rubric().is_same(rubric)) {
            return Ok(rules.clone());
        }
        Ok(kept.insert(Arc::new(self.core.compile(rubric)?)).clone())
    }

    pub(crate) fn core(&self) -> &cei_core::Policy {
        &self.core
    }
}

#[pymethods]
impl Policy {
    /// The built-in policy of that id, or None.
    #[staticmethod]
    fn built_in(id: &str) -> Option<Self> {
        cei_core::Policy::built_in(id).map(Self::new)
    }

    /// Read a policy document.
    #[staticmethod]
    fn parse(py: Python<'_>, document: Document) -> PyResult<Self> {
        py.detach(|| cei_core::Policy::parse(&document).map_err(|report| document.placed(report)))
            .map(Self::new)
            .map_err(|report| raised(py, &report))
    }

    /// The policy's id.
    #[getter]
    fn id(&self) -> &str {
        self.core.document().id.as_str()
    }

    /// The version of the policy.
    #[getter]
    fn version(&self) -> &str {
        self.core.document().version.as_str()
    }

    /// Digest of the whole document, as `sha256:` and hexadecimal digits.
    #[getter]
    fn digest(&self) -> &str {
        &self.digest
    }

    /// The document as JSON text, with every default written.
    fn to_json(&self) -> String {
        self.core.to_json()
    }

    /// The document as a dict.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        loads(py, &self.core.to_json())
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.digest == other.digest
    }

    fn __hash__(&self) -> u64 {
        crate::hash_of(&self.digest)
    }

    /// What it holds as a table, for notebooks.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cei._html")?.call_method1("shown", (slf,))
    }

    fn __repr__(&self) -> String {
        format!("<cei.Policy {} {}>", self.id(), self.version())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("parse")?, (slf.get().to_json(),)))
    }
}
