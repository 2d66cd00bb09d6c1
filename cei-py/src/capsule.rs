//! Arrow tables in and out, by the PyCapsule protocol: `__arrow_c_stream__`. All of this crate's unsafe code.

use std::ffi::CStr;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_schema::{ArrowError, SchemaRef};
use cei_streams::StreamReader;
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::errors::CeiError;

/// The name that the protocol gives to a capsule with a stream.
const STREAM: &CStr = c"arrow_array_stream";

/// The stream of a table.
pub(crate) fn import(table: &Bound<'_, PyAny>) -> PyResult<StreamReader> {
    let py = table.py();
    let capsule = table.call_method0(intern!(py, "__arrow_c_stream__"))?;
    let capsule = capsule.cast::<PyCapsule>().map_err(|_| {
        PyTypeError::new_err("`__arrow_c_stream__` did not return a capsule, as the Arrow protocol asks")
    })?;
    let stream = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: by the protocol, a capsule of this name points to a valid `ArrowArrayStream` for as long as it lives, and
    // it lives until the end of this function. The stream is moved out and marked as released, so that the capsule does
    // not release it again; the interpreter's lock keeps others from it meanwhile.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(stream.as_ptr()) };
    StreamReader::new(stream).map_err(|error| {
        CeiError::new_err(format!("this cannot be read as a table with named columns, such as a DataFrame: {error}"))
    })
}

/// A capsule with the stream of these batches.
pub(crate) fn export<'py>(
    py: Python<'py>,
    schema: &SchemaRef,
    batches: &[RecordBatch],
) -> PyResult<Bound<'py, PyCapsule>> {
    let batches: Vec<_> = batches.iter().cloned().map(Ok).collect();
    let stream = FFI_ArrowArrayStream::new(Box::new(RecordBatchIterator::new(batches, schema.clone())));
    // Whoever takes the stream out marks it as released; what nobody took, the capsule releases.
    PyCapsule::new_with_value(py, stream, STREAM)
}

/// The `cei.CeiError` for batches that could not be read or made.
pub(crate) fn unreadable(error: &ArrowError) -> PyErr {
    CeiError::new_err(format!("the table could not be read: {error}"))
}
