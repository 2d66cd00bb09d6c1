//! `cei.Table`: a table that goes out.

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Float64Type, Int8Type, Int64Type, UInt8Type};
use arrow_array::{Array as _, ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use cei_core::Report;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PyTuple};

use crate::capsule::{export, unreadable};
use crate::errors::report;

/// A table of results. Immutable; every Arrow library reads it as it is, and so does `cei.tally` where it holds counts.
#[pyclass(frozen, module = "cei")]
pub(crate) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
    /// What was found in the table that it was made of.
    found: Report,
}

impl Table {
    /// A table of one part.
    pub(crate) fn of(batch: RecordBatch) -> Self {
        Self { schema: batch.schema(), batches: vec![batch], found: Report::default() }
    }

    pub(crate) fn with_report(self, found: Report) -> Self {
        Self { found, ..self }
    }

    /// A table made in parts of so many of something, each without the interpreter's lock.
    pub(crate) fn in_parts(
        py: Python<'_>,
        schema: SchemaRef,
        count: usize,
        part: impl Fn(std::ops::Range<usize>) -> Result<RecordBatch, ArrowError> + Sync,
    ) -> PyResult<Self> {
        const PART: usize = 1_024;
        let mut batches = Vec::new();
        for start in (0..count).step_by(PART) {
            let range = start..count.min(start.saturating_add(PART));
            batches.push(py.detach(|| part(range)).map_err(|error| unreadable(&error))?);
            py.check_signals()?;
        }
        Ok(Self { schema, batches, found: Report::default() })
    }
}

/// A table of text columns, all of the same length; None is null.
#[pyfunction]
pub(crate) fn text_table(columns: Vec<(String, Vec<Option<String>>)>) -> PyResult<Table> {
    let fields: Vec<Field> = columns.iter().map(|(name, _)| Field::new(name, DataType::Utf8, true)).collect();
    let schema = Arc::new(Schema::new(fields));
    let arrays = columns.into_iter().map(|(_, values)| Arc::new(StringArray::from(values)) as ArrayRef).collect();
    let batch = RecordBatch::try_new(schema.clone(), arrays).map_err(|error| unreadable(&error))?;
    Ok(Table::of(batch))
}

/// A table of columns of texts, whole numbers or numbers, all of the same length; None is null.
#[pyfunction]
pub(crate) fn table(columns: Vec<(String, String, Bound<'_, PyAny>)>) -> PyResult<Table> {
    let mut fields = Vec::new();
    let mut arrays: Vec<ArrayRef> = Vec::new();
    for (name, kind, values) in columns {
        let array: ArrayRef = match kind.as_str() {
            "whole" => Arc::new(Int64Array::from(values.extract::<Vec<Option<i64>>>()?)),
            "number" => Arc::new(Float64Array::from(values.extract::<Vec<Option<f64>>>()?)),
            _ => Arc::new(StringArray::from(values.extract::<Vec<Option<String>>>()?)),
        };
        fields.push(Field::new(name, array.data_type().clone(), true));
        arrays.push(array);
    }
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(schema.clone(), arrays).map_err(|error| unreadable(&error))?;
    Ok(Table::of(batch))
}

#[pymethods]
impl Table {
    /// The names of the columns.
    #[getter]
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.schema.fields().iter().map(|field| field.name().as_str()).collect::<Vec<_>>())
    }

    /// What was found in the table that `cei.stages` made it of; nothing, for other tables.
    #[getter]
    fn report<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        report(py, &self.found)
    }

    /// The columns by name, each a list with a value for every row.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let out = PyDict::new(py);
        for (index, field) in self.schema.fields().iter().enumerate() {
            let values = PyList::empty(py);
            for batch in &self.batches {
                append(&values, batch.column(index))?;
            }
            out.set_item(field.name(), values)?;
        }
        Ok(out)
    }

    /// The columns by name, as JSON text.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        let options = PyDict::new(py);
        options.set_item("ensure_ascii", false)?;
        options.set_item("separators", (",", ":"))?;
        py.import("json")?.call_method("dumps", (self.to_dict(py)?,), Some(&options))?.extract()
    }

    /// A pandas DataFrame; needs pandas and pyarrow.
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cei._table")?.call_method1("to_pandas", (slf,))
    }

    /// A polars DataFrame; needs polars.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cei._table")?.call_method1("to_polars", (slf,))
    }

    /// A pyarrow Table; needs pyarrow.
    fn to_arrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cei._table")?.call_method1("to_arrow", (slf,))
    }

    /// The table as an Arrow stream, for libraries.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // Another schema is a wish that need not be met.
        let _ = requested_schema;
        export(py, &self.schema, &self.batches)
    }

    /// The words of the columns that are ordered categories.
    fn _categories<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let out = PyDict::new(py);
        for (field, column) in self.schema.fields().iter().zip(self.batches.iter().flat_map(RecordBatch::columns)) {
            if let Some(categories) = column.as_dictionary_opt::<Int8Type>() {
                let words = categories.values().as_string::<i32>().iter().flatten();
                out.set_item(field.name(), PyTuple::new(py, words.collect::<Vec<_>>())?)?;
            }
        }
        Ok(out)
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.schema == other.schema && self.batches == other.batches
    }

    fn __repr__(&self) -> String {
        let columns: Vec<&str> = self.schema.fields().iter().map(|field| field.name().as_str()).collect();
        format!("<cei.Table of {} rows: {}>", self.__len__(), columns.join(", "))
    }

    /// The first rows, for notebooks.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cei._html")?.call_method1("shown", (slf,))
    }
}

/// Appends the values of a column of one of the types that the core makes.
fn append(values: &Bound<'_, PyList>, column: &Arc<dyn arrow_array::Array>) -> PyResult<()> {
    match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().iter().try_for_each(|value| values.append(value)),
        DataType::Int8 => column.as_primitive::<Int8Type>().iter().try_for_each(|value| values.append(value)),
        DataType::UInt8 => column.as_primitive::<UInt8Type>().iter().try_for_each(|value| values.append(value)),
        DataType::Float64 => column.as_primitive::<Float64Type>().iter().try_for_each(|value| values.append(value)),
        DataType::Int64 => column.as_primitive::<Int64Type>().iter().try_for_each(|value| values.append(value)),
        _ => {
            let categories = column.as_dictionary::<Int8Type>();
            let words = categories.values().as_string::<i32>();
            categories.keys().iter().try_for_each(|key| {
                let key = key.and_then(|key| usize::try_from(key).ok());
                values.append(key.filter(|key| *key < words.len()).map(|key| words.value(key)))
            })
        }
    }
}
