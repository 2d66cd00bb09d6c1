//! The batches of an Arrow stream, as far as tables of `cei` are made of them, also from producers that give a column of
//! type Null a buffer.
//!
//! Of the types of Arrow only those are taken that a column of a table can have ([`column`] lists them): all others
//! would be linked into every program for nothing. A column of another type has empty cells only.
//!
//! The format says that such a column has none, and arrow-rs refuses it otherwise; polars gives one to every column that
//! holds nothing but `None`, and a table of ratings where every answer has a stage is such a table.

#![warn(clippy::undocumented_unsafe_blocks)]

mod column;

use std::ffi::{CStr, c_int, c_void};
use std::sync::Arc;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi_and_data_type};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions, RecordBatchReader};
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType, FieldRef, Schema, SchemaRef};

use column::column;

/// Reads a stream batch by batch.
#[derive(Debug)]
pub struct StreamReader {
    stream: FFI_ArrowArrayStream,
    schema: SchemaRef,
    /// The columns of type Null.
    nulls: Vec<usize>,
}

/// The first fields of an `ArrowArray`, as the C data interface lays them out; the rest is not touched.
#[repr(C)]
struct ArrayHead {
    length: i64,
    null_count: i64,
    offset: i64,
    n_buffers: i64,
    n_children: i64,
    buffers: *mut *const c_void,
    children: *mut *mut ArrayHead,
}

impl StreamReader {
    /// Begins to read a stream, which is released with the reader.
    ///
    /// # Errors
    ///
    /// If it has been released already, or what the producer says.
    pub fn new(mut stream: FFI_ArrowArrayStream) -> Result<Self, ArrowError> {
        let Some(get_schema) = stream.get_schema().filter(|_| stream.release().is_some()) else {
            return Err(ArrowError::CDataInterface("the stream has been read already".to_owned()));
        };
        let mut schema = FFI_ArrowSchema::empty();
        // SAFETY: the callback of this very stream, which has not been released, and a place for what it writes.
        let status = unsafe { get_schema(&raw mut stream, &raw mut schema) };
        if status != 0 {
            return Err(failure(&mut stream, status));
        }
        let schema = Schema::try_from(&schema)?;
        let is_null = |index: &usize| schema.field(*index).data_type() == &DataType::Null;
        let nulls = (0..schema.fields().len()).filter(is_null).collect();
        Ok(Self { stream, schema: Arc::new(schema), nulls })
    }

    /// The next batch as one array; `None` at the end.
    fn next_array(&mut self) -> Result<Option<FFI_ArrowArray>, ArrowError> {
        let Some(get_next) = self.stream.get_next() else { return Ok(None) };
        let mut array = FFI_ArrowArray::empty();
        // SAFETY: as for the schema.
        let status = unsafe { get_next(&raw mut self.stream, &raw mut array) };
        if status != 0 {
            return Err(failure(&mut self.stream, status));
        }
        if array.is_released() {
            return Ok(None);
        }
        let head = (&raw mut array).cast::<ArrayHead>();
        for index in &self.nulls {
            // SAFETY: an `ArrowArray` that is not released begins with these fields, and `children` holds `n_children`
            // valid pointers to such arrays. That a producer frees what it gave does not depend on `n_buffers`: the
            // buffers are its own business, behind `private_data`.
            unsafe {
                if i64::try_from(*index).is_ok_and(|index| index < (*head).n_children) {
                    (**(*head).children.add(*index)).n_buffers = 0;
                }
            }
        }
        Ok(Some(array))
    }
}

impl Iterator for StreamReader {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let columns = DataType::Struct(self.schema.fields().clone());
        let batch = self.next_array().transpose()?.and_then(|array| {
            // SAFETY: the array came from the stream together with this schema.
            let data = unsafe { from_ffi_and_data_type(array, columns) }?;
            batch(&self.schema, &data)
        });
        Some(batch)
    }
}

/// The columns of an array of structs. The fields of those that are not taken say that they are null.
fn batch(schema: &Schema, rows: &ArrayData) -> Result<RecordBatch, ArrowError> {
    if rows.null_count() != 0 {
        return Err(ArrowError::CDataInterface("a row of a table cannot be null as a whole".to_owned()));
    }
    let cells = rows.child_data().iter().map(|cells| cells.slice(rows.offset(), rows.len()));
    let columns: Vec<ArrayRef> = cells.map(column).collect();
    let fields = schema.fields().iter().zip(&columns).map(|(field, column)| {
        if field.data_type() == column.data_type() {
            return field.clone();
        }
        FieldRef::new(field.as_ref().clone().with_data_type(column.data_type().clone()).with_nullable(true))
    });
    let schema = Schema::new_with_metadata(fields.collect::<Vec<_>>(), schema.metadata().clone());
    let options = RecordBatchOptions::new().with_row_count(Some(rows.len()));
    RecordBatch::try_new_with_options(Arc::new(schema), columns, &options)
}

impl RecordBatchReader for StreamReader {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }
}

/// What the producer says of a call that just failed.
fn failure(stream: &mut FFI_ArrowArrayStream, status: c_int) -> ArrowError {
    let said = stream.get_last_error().and_then(|last_error| {
        // SAFETY: the stream has not been released and its last call has failed; the text is copied at once.
        let text = unsafe { last_error(&raw mut *stream) };
        // SAFETY: by the protocol a text that ends with NUL, or null.
        (!text.is_null()).then(|| unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned())
    });
    ArrowError::CDataInterface(said.unwrap_or_else(|| format!("the producer failed with status {status}")))
}
