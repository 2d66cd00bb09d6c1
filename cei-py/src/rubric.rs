//! `cei.Rubric`.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::documents::{Document, loads};
use crate::errors::raised;

/// What is rated, in which stages, by whom: read, checked and ready for use. Immutable.
///
/// Made by `cei.rubric`. Two rubrics are equal if their digests are.
#[pyclass(frozen, module = "cei")]
pub(crate) struct Rubric(cei_core::Rubric);

impl Rubric {
    pub(crate) fn new(core: cei_core::Rubric) -> Self {
        Self(core)
    }

    pub(crate) fn core(&self) -> &cei_core::Rubric {
        &self.0
    }
}

/// The rubric given, or else the built-in one that the document names.
pub(crate) fn rubric_for(
    given: Option<&cei_core::Rubric>,
    document: &Document,
) -> Result<cei_core::Rubric, cei_core::Report> {
    given.cloned().map_or_else(|| cei_core::rubric_for(document), Ok)
}

fn tuple<'py, 'a>(py: Python<'py>, ids: impl Iterator<Item = &'a cei_core::Id>) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, ids.map(cei_core::Id::as_str).collect::<Vec<_>>())
}

#[pymethods]
impl Rubric {
    /// The built-in rubric of that id, or None.
    #[staticmethod]
    fn built_in(id: &str) -> Option<Self> {
        cei_core::Rubric::built_in(id).map(Self)
    }

    /// Read a rubric document.
    #[staticmethod]
    fn parse(py: Python<'_>, document: Document) -> PyResult<Self> {
        py.detach(|| cei_core::Rubric::parse(&document).map_err(|report| document.placed(report)))
            .map(Self)
            .map_err(|report| raised(py, &report))
    }

    /// The rubric's id.
    #[getter]
    fn id(&self) -> &str {
        self.0.document().id.as_str()
    }

    /// The version of the rubric.
    #[getter]
    fn version(&self) -> &str {
        self.0.document().version.as_str()
    }

    /// Digest of the whole document, as `sha256:` and hexadecimal digits.
    #[getter]
    fn digest(&self) -> String {
        self.0.digest().to_string()
    }

    /// Digest of the scale, groups, domains and competencies, without texts.
    #[getter]
    fn structure(&self) -> String {
        self.0.structure().to_string()
    }

    /// The ids of the stages, lowest first.
    #[getter]
    fn stages<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        tuple(py, self.0.document().scale.iter().map(|stage| &stage.id))
    }

    /// The ids of the constituent groups, `team` last.
    #[getter]
    fn groups<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        tuple(py, self.0.groups().iter())
    }

    /// The ids of the domains.
    #[getter]
    fn domains<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        tuple(py, self.0.document().domains.iter().map(|domain| &domain.id))
    }

    /// The ids of the competencies, in the order of the domains.
    #[getter]
    fn competencies<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        tuple(py, self.0.competencies().iter())
    }

    /// The document as JSON text: compact, in the order of the schema, the same bytes every time.
    fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// The document as a dict.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        loads(py, &self.0.to_json())
    }

    /// The rubric as a 1EdTech CASE 1.1 package, as JSON text.
    ///
    /// Parameters
    /// ----------
    /// language : str, optional
    ///     The language of the package. Without it, the rubric's own; any other gives a package whose items are
    ///     translations of those.
    /// last_change : str, optional
    ///     When the rubric was last changed, such as ``2026-08-01T00:00:00Z``. Without it, what the rubric says in its
    ///     ``extensions`` as ``{"case": {"last_change": ...}}``; a built-in rubric has one of its own.
    /// creator : str, optional
    ///     Who has authority over it; without it, the citation.
    /// base : str, optional
    ///     Where the package will be served; without it, URIs are ``urn:uuid:``.
    ///
    /// Raises
    /// ------
    /// CeiError
    ///     If the rubric has no words in the language, or does not say when it was last changed.
    #[pyo3(signature = (language=None, *, last_change=None, creator=None, base=None))]
    fn to_case(
        slf: &Bound<'_, Self>,
        language: Option<&str>,
        last_change: Option<String>,
        creator: Option<String>,
        base: Option<String>,
    ) -> PyResult<String> {
        crate::interop::case_export(slf.py(), slf, language, last_change, creator, base)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0.digest() == other.0.digest()
    }

    fn __hash__(&self) -> u64 {
        crate::hash_of(&self.0.digest().to_string())
    }

    /// What it holds as a table, for notebooks.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cei._html")?.call_method1("shown", (slf,))
    }

    fn __repr__(&self) -> String {
        let document = self.0.document();
        format!(
            "<cei.Rubric {} {}: {} domains, {} competencies, {} stages>",
            document.id,
            document.version,
            document.domains.len(),
            self.0.competencies().len(),
            document.scale.len()
        )
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("parse")?, (slf.get().0.to_json(),)))
    }
}
