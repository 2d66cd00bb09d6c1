//! Where the rows of a table come from: an Arrow stream, a CSV file, or the sheet of a workbook.

use std::sync::{Arc, Mutex};

use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader as _, StringArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use cei_core::tables::{TableCounter, TableOptions};
use cei_core::{Code, Param, Params, Rubric};
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyIterator;

use crate::capsule::{import, unreadable};
use crate::csv::CsvReader;
use crate::interop::Value;
use cei_streams::StreamReader;

/// A part of a table.
pub(crate) enum Part {
    Rows(RecordBatch),
    /// So many empty rows.
    Skip(u64),
    /// A row that cannot be made out: what of it, in which column.
    Refuse(Vec<Problem>),
    /// Something about the header.
    Header(Problem),
    /// A column without a name, at the end of the table.
    Nameless {
        column: usize,
        is_filled: bool,
    },
}

type Problem = (Option<usize>, Code, Params);

/// A table that is read in parts.
pub(crate) enum Source {
    Stream(StreamReader),
    Csv(Box<CsvReader>),
    Sheet(Sheet),
}

/// A file that a table is read from, once.
#[pyclass(frozen, module = "cei._cei")]
pub(crate) struct TableSource {
    source: Mutex<Option<Source>>,
    file: Option<String>,
    sheet: Option<String>,
}

#[pymethods]
impl TableSource {
    /// A CSV file; `read` gives its next bytes.
    #[staticmethod]
    fn csv(read: Py<PyAny>, separator: char, file: Option<String>) -> PyResult<Self> {
        let separator = u8::try_from(separator)
            .ok()
            .filter(u8::is_ascii)
            .ok_or_else(|| PyValueError::new_err(format!("`{separator}` cannot be a separator: it is not ASCII")))?;
        let source = Source::Csv(Box::new(CsvReader::new(read, separator)?));
        Ok(Self { source: Mutex::new(Some(source)), file, sheet: None })
    }

    /// A sheet: the names of its columns, how many rows are above them, and what comes below, part by part: a number of
    /// empty rows; a list of rows; or the problems of the header or of a row, as its name, and a list.
    #[staticmethod]
    fn sheet(
        names: Vec<String>,
        above: u64,
        parts: Py<PyIterator>,
        file: Option<String>,
        sheet: Option<String>,
    ) -> Self {
        let fields: Vec<Field> = names.into_iter().map(|name| Field::new(name, DataType::Utf8, true)).collect();
        let source = Source::Sheet(Sheet { schema: Arc::new(Schema::new(fields)), above, parts });
        Self { source: Mutex::new(Some(source)), file, sheet }
    }
}

/// The sheet of a workbook.
pub(crate) struct Sheet {
    schema: SchemaRef,
    above: u64,
    parts: Py<PyIterator>,
}

/// A problem as Python says it: in which column, the name of its code, and values.
type SaidProblem = (Option<usize>, String, Vec<(String, Value)>);

/// What Python says of a part of a sheet.
#[derive(FromPyObject)]
enum Said {
    Skip(u64),
    Rows(Vec<Vec<Option<String>>>),
    Problems(String, Vec<SaidProblem>),
}

impl Sheet {
    fn next(&self, py: Python<'_>) -> PyResult<Option<Part>> {
        let Some(said) = self.parts.bind(py).clone().next() else { return Ok(None) };
        let problem = |(column, code, values): SaidProblem| {
            let code = Code::from_name(&code).ok_or_else(|| PyKeyError::new_err(code))?;
            let values: Vec<(String, Param)> = values.into_iter().map(|(name, value)| (name, value.into())).collect();
            Ok::<Problem, PyErr>((column, code, Params::of(code, &values)))
        };
        Ok(Some(match said?.extract()? {
            Said::Skip(rows) => Part::Skip(rows),
            Said::Rows(rows) => {
                let column = |index: usize| {
                    let cells = rows.iter().map(|row| row.get(index).and_then(Option::as_deref));
                    Arc::new(cells.collect::<StringArray>()) as ArrayRef
                };
                let columns = (0..self.schema.fields().len()).map(column).collect();
                Part::Rows(RecordBatch::try_new(self.schema.clone(), columns).map_err(|error| unreadable(&error))?)
            }
            Said::Problems(place, problems) => {
                let mut problems = problems.into_iter().map(problem).collect::<PyResult<Vec<_>>>()?;
                match (place.as_str(), problems.len()) {
                    ("header", 1) => Part::Header(problems.remove(0)),
                    _ => Part::Refuse(problems),
                }
            }
        }))
    }
}

impl Source {
    /// The rows of a table or of a `cei.TableFile`, and what the report is to call it.
    pub(crate) fn of(table: &Bound<'_, PyAny>, rubric: &Rubric, options: &mut TableOptions) -> PyResult<Self> {
        let Some(opened) = table.getattr_opt(intern!(table.py(), "_table_source"))? else {
            return Ok(Self::Stream(import(table)?));
        };
        let opened = opened.call0()?;
        let opened = opened.cast::<TableSource>()?.get();
        let source = opened.source.lock().ok().and_then(|mut source| source.take());
        let mut source = source.ok_or_else(|| PyValueError::new_err("this source has been read already"))?;
        options.file.clone_from(&opened.file);
        options.sheet.clone_from(&opened.sheet);
        options.rows_above = match &mut source {
            Self::Stream(_) => 0,
            Self::Csv(csv) => {
                csv.keep(|name| options.reads(rubric, name));
                csv.above
            }
            Self::Sheet(sheet) => sheet.above,
        };
        Ok(source)
    }

    pub(crate) fn schema(&self) -> SchemaRef {
        match self {
            Self::Stream(stream) => stream.schema(),
            Self::Csv(csv) => csv.schema.clone(),
            Self::Sheet(sheet) => sheet.schema.clone(),
        }
    }

    /// Counts all of the table, without the interpreter's lock. `of` gives what counts, and `add` counts rows.
    pub(crate) fn count<C: Send>(
        &mut self,
        py: Python<'_>,
        counting: &mut C,
        of: impl Fn(&mut C) -> &mut TableCounter + Sync,
        add: impl Fn(&mut C, &RecordBatch) -> Result<(), arrow_schema::ArrowError> + Sync,
    ) -> PyResult<()> {
        loop {
            let is_done = py.detach(|| {
                match self.next()? {
                    None => return Ok(true),
                    Some(Part::Rows(batch)) => add(counting, &batch).map_err(|error| unreadable(&error))?,
                    Some(Part::Skip(rows)) => of(counting).skip(rows),
                    Some(Part::Refuse(problems)) => of(counting).refuse(problems),
                    Some(Part::Header((column, code, params))) => of(counting).note_header(column, code, params),
                    Some(Part::Nameless { is_filled: false, .. }) => {}
                    Some(Part::Nameless { column, is_filled: true }) => {
                        let number = (column as u64).saturating_add(1);
                        let params = Params::of(Code::NamelessColumn, &[("number", number.into())]);
                        of(counting).note_header(None, Code::NamelessColumn, params);
                    }
                }
                Ok::<bool, PyErr>(false)
            })?;
            py.check_signals()?;
            if is_done {
                return Ok(());
            }
        }
    }

    fn next(&mut self) -> PyResult<Option<Part>> {
        match self {
            // Whoever makes the batches may need the interpreter's lock for it.
            Self::Stream(stream) => {
                stream.next().transpose().map(|batch| batch.map(Part::Rows)).map_err(|error| unreadable(&error))
            }
            Self::Csv(csv) => csv.next(),
            Self::Sheet(sheet) => Python::attach(|py| sheet.next(py)),
        }
    }
}
