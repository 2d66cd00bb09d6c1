//! What a caller may hand over as a document, as the bytes that the core reads.

use cei_core::{Report, limits};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyBool, PyByteArray, PyBytes, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};

use crate::errors::CeiError;

/// A `dict`, JSON text (`str` or `bytes`), or a path to a file of it.
pub(crate) struct Document {
    bytes: Held,
    /// Whether it came as text, so that lines and columns mean something.
    is_text: bool,
}

enum Held {
    Str(PyBackedStr),
    Bytes(PyBackedBytes),
    Made(Vec<u8>),
}

impl AsRef<[u8]> for Document {
    fn as_ref(&self) -> &[u8] {
        match &self.bytes {
            Held::Str(text) => text.as_bytes(),
            Held::Bytes(bytes) => bytes,
            Held::Made(bytes) => bytes,
        }
    }
}

impl Document {
    /// The report, with lines and columns only where there was a text.
    pub(crate) fn placed(&self, report: Report) -> Report {
        if self.is_text { report } else { report.without_positions() }
    }

    /// The document's `format`, as far as that can be told quickly.
    pub(crate) fn format(&self) -> Option<String> {
        #[derive(serde::Deserialize)]
        struct Format {
            format: String,
        }
        let bytes = self.as_ref();
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        serde_json::from_slice::<Format>(bytes).ok().map(|document| document.format)
    }
}

impl<'py> FromPyObject<'_, 'py> for Document {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let text = |bytes| Ok(Self { bytes, is_text: true });
        if let Ok(dict) = given.cast::<PyDict>() {
            let mut writer = Writer::default();
            writer.object(&dict)?;
            return Ok(Self { bytes: Held::Made(writer.out), is_text: false });
        }
        if let Ok(string) = given.cast::<PyString>() {
            return match string.extract::<PyBackedStr>() {
                Ok(string) if is_file_name(&string) => Err(CeiError::new_err(format!(
                    "`{string}` looks like the name of a file, and a str is read as JSON text: pass a pathlib.Path, \
                     as in Path(\"{string}\")"
                ))),
                Ok(string) => text(Held::Str(string)),
                // A surrogate without its partner: the core says where.
                Err(_) => {
                    let bytes = string.call_method1("encode", ("utf-8", "surrogatepass"))?;
                    text(Held::Bytes(bytes.extract()?))
                }
            };
        }
        if given.is_instance_of::<PyBytes>() {
            return text(Held::Bytes(given.extract()?));
        }
        if let Ok(array) = given.cast::<PyByteArray>() {
            return text(Held::Made(array.to_vec()));
        }
        if given.hasattr("__fspath__")? {
            let file = given.py().import("io")?.call_method1("open", (given, "rb"))?;
            let read = file.call_method1("read", (limits::MAX_DOCUMENT_BYTES.saturating_add(1),));
            file.call_method0("close")?;
            return text(Held::Bytes(read?.extract()?));
        }
        Err(PyTypeError::new_err(format!(
            "a document is a dict, JSON text (str or bytes) or a pathlib.Path, not {}",
            given.get_type().name()?
        )))
    }
}

/// The bytes of a document in any of its forms, without a byte order mark: for what puts several documents together.
#[pyfunction]
pub(crate) fn document_bytes(py: Python<'_>, document: Document) -> Bound<'_, PyBytes> {
    let bytes = document.as_ref();
    PyBytes::new(py, bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes))
}

/// Whether a text can hardly be meant as JSON, but well as a file's name.
fn is_file_name(text: &str) -> bool {
    let is_json = |first: char| first.is_whitespace() || matches!(first, '{' | '[' | '"' | '\u{feff}');
    let extension = text.rsplit_once('.').map_or("", |(_, extension)| extension);
    !text.starts_with(is_json)
        && !text.contains(['\n', '{'])
        && (text.contains(['/', '\\'])
            || (extension.starts_with(|first: char| first.is_ascii_alphabetic())
                && extension.chars().all(|one| one.is_ascii_alphanumeric())))
}

/// Writes JSON from Python's own types, and says where something is none of them. (`json.dumps` would turn the key `1`
/// into `"1"` without a word.)
#[derive(Default)]
struct Writer<'py> {
    out: Vec<u8>,
    /// The place reached.
    path: Vec<Step<'py>>,
}

enum Step<'py> {
    Key(Bound<'py, PyString>),
    Index(usize),
}

impl<'py> Writer<'py> {
    fn value(&mut self, value: &Bound<'py, PyAny>) -> PyResult<()> {
        if let Ok(text) = value.cast::<PyString>() {
            self.string(text)
        } else if value.is_none() {
            self.raw("null")
        } else if let Ok(flag) = value.cast::<PyBool>() {
            self.raw(if flag.is_true() { "true" } else { "false" })
        } else if value.is_instance_of::<PyInt>() {
            // The digits of the number itself, whatever an enum's own words for it are.
            let digits = value.py().get_type::<PyInt>().call_method1("__repr__", (value,))?;
            self.raw(&digits.extract::<PyBackedStr>()?)
        } else if let Ok(number) = value.cast::<PyFloat>() {
            if !number.value().is_finite() {
                return Err(CeiError::new_err(format!(
                    "{}: JSON has no number {}; leave the field out, or write None",
                    self.place(),
                    number.value().to_string().to_lowercase()
                )));
            }
            let digits = value.py().get_type::<PyFloat>().call_method1("__repr__", (value,))?;
            self.raw(&digits.extract::<PyBackedStr>()?)
        } else if let Ok(dict) = value.cast::<PyDict>() {
            self.object(dict)
        } else if let Ok(list) = value.cast::<PyList>() {
            self.array(list.iter())
        } else if let Ok(tuple) = value.cast::<PyTuple>() {
            self.array(tuple.iter())
        } else {
            let name = value.get_type().name()?;
            Err(PyTypeError::new_err(format!(
                "{}: {name} is not a type of JSON; use dict, list, str, int, float, bool or None",
                self.place()
            )))
        }
    }

    fn object(&mut self, dict: &Bound<'py, PyDict>) -> PyResult<()> {
        self.out.push(b'{');
        if self.is_deep_enough() {
            let mut first = true;
            for (key, value) in dict {
                let Ok(key) = key.cast::<PyString>() else {
                    return Err(PyTypeError::new_err(format!(
                        "{}: the key {} is not a str; the keys of a document are texts",
                        self.place(),
                        key.repr()?
                    )));
                };
                if !first {
                    self.out.push(b',');
                }
                first = false;
                self.path.push(Step::Key(key.clone()));
                self.string(key)?;
                self.out.push(b':');
                self.value(&value)?;
                self.path.pop();
            }
        }
        self.out.push(b'}');
        Ok(())
    }

    fn array(&mut self, items: impl Iterator<Item = Bound<'py, PyAny>>) -> PyResult<()> {
        self.out.push(b'[');
        if self.is_deep_enough() {
            for (index, item) in items.enumerate() {
                if index > 0 {
                    self.out.push(b',');
                }
                self.path.push(Step::Index(index));
                self.value(&item)?;
                self.path.pop();
            }
        }
        self.out.push(b']');
        Ok(())
    }

    /// Whether to write what is in here. One level past the limit is all that the core needs to refuse a document, and
    /// a list that holds itself never ends.
    fn is_deep_enough(&self) -> bool {
        self.path.len() < limits::MAX_DEPTH
    }

    fn string(&mut self, text: &Bound<'_, PyString>) -> PyResult<()> {
        let Ok(text) = text.extract::<PyBackedStr>() else {
            return Err(CeiError::new_err(format!(
                "{}: this text has half of a surrogate pair, which UTF-8 cannot carry",
                self.place()
            )));
        };
        // Writing text to memory does not fail.
        let _ = serde_json::to_writer(&mut self.out, &*text);
        Ok(())
    }

    fn raw(&mut self, text: &str) -> PyResult<()> {
        self.out.extend_from_slice(text.as_bytes());
        Ok(())
    }

    /// A JSON Pointer to where it is.
    fn place(&self) -> String {
        if self.path.is_empty() {
            return "the document".to_owned();
        }
        let step = |step: &Step<'_>| match step {
            Step::Key(key) => format!("/{}", key.to_string_lossy().replace('~', "~0").replace('/', "~1")),
            Step::Index(index) => format!("/{index}"),
        };
        self.path.iter().map(step).collect()
    }
}

/// The Python value of JSON text.
pub(crate) fn loads<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.call_method1("loads", (json,))
}
