//! Tables in CSV files, read in parts: no more of a file is held than a part.

use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, NullArray, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use cei_core::{Code, Param, Params, Report, TableCell};
use csv_core::ReadRecordResult;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;

use crate::errors::raised;
use crate::source::Part;

/// How many bytes are asked for at once.
const CHUNK: usize = 1 << 20;
/// A part has at most so many rows.
const ROWS: usize = 1 << 14;
/// Longest row, in bytes. A longer one is a quotation mark that nothing closes.
const MAX_ROW: usize = 1 << 24;

/// Reads a file of text, row by row.
struct Rows {
    /// Gives so many bytes, or fewer; none at the end.
    read: Py<PyAny>,
    parser: csv_core::Reader,
    input: Vec<u8>,
    /// What of the input has been parsed.
    done: usize,
    is_at_end: bool,
    /// The last byte that was parsed.
    last: u8,
    cells: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
}

/// What came of reading a row.
enum Row {
    Read,
    End,
    TooLong,
}

/// What the finding on such a row speaks of.
fn too_long() -> (&'static str, Param) {
    ("limit", Param::from(MAX_ROW as u64))
}

impl Rows {
    fn fill(&mut self) -> PyResult<()> {
        self.input.clear();
        self.done = 0;
        let given: PyBackedBytes = Python::attach(|py| Ok::<_, PyErr>(self.read.call1(py, (CHUNK,))?.extract(py)?))?;
        self.is_at_end = given.is_empty();
        self.input.extend_from_slice(&given);
        Ok(())
    }

    /// Passes over line ends, and says how many of them close an empty row.
    fn blank(&mut self) -> PyResult<u64> {
        let mut rows: u64 = 0;
        loop {
            match self.input.get(self.done) {
                Some(b'\n') if self.last == b'\r' => {}
                Some(b'\n' | b'\r') => rows = rows.saturating_add(1),
                None if !self.is_at_end => {
                    self.fill()?;
                    continue;
                }
                _ => return Ok(rows),
            }
            self.last = self.input.get(self.done).copied().unwrap_or_default();
            self.done = self.done.saturating_add(1);
        }
    }

    /// Reads the next row into `cells`.
    fn next(&mut self) -> PyResult<Row> {
        let (mut length, mut count) = (0, 0);
        loop {
            if self.done >= self.input.len() && !self.is_at_end {
                self.fill()?;
            }
            let rest = self.input.get(self.done..).unwrap_or_default();
            let (cells, ends) =
                (self.cells.get_mut(length..).unwrap_or_default(), self.ends.get_mut(count..).unwrap_or_default());
            let (result, read, written, ended) = self.parser.read_record(rest, cells, ends);
            if let Some(last) = read.checked_sub(1).and_then(|last| rest.get(last)) {
                self.last = *last;
            }
            self.done = self.done.saturating_add(read);
            length = length.saturating_add(written);
            count = count.saturating_add(ended);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.cells.len() >= MAX_ROW => return Ok(Row::TooLong),
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len().saturating_mul(2), 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len().saturating_mul(2), 0),
                ReadRecordResult::Record => {
                    self.count = count;
                    return Ok(Row::Read);
                }
                ReadRecordResult::End => return Ok(Row::End),
            }
        }
    }

    fn cell(&self, index: usize) -> &[u8] {
        let end = |index: usize| self.ends.get(index).copied().filter(|_| index < self.count);
        let start = index.checked_sub(1).map_or(Some(0), end).unwrap_or_default();
        end(index).and_then(|end| self.cells.get(start..end)).unwrap_or_default()
    }

    fn is_blank(&self) -> bool {
        (0..self.count).all(|index| self.cell(index).trim_ascii().is_empty())
    }
}

/// A CSV file.
pub(crate) struct CsvReader {
    rows: Rows,
    pub(crate) schema: SchemaRef,
    /// How many empty rows are above the header.
    pub(crate) above: u64,
    /// Columns that have no name; and whether any of their cells is filled.
    nameless: Vec<(usize, bool)>,
    /// A column that nobody reads has none.
    columns: Vec<Option<StringBuilder>>,
    waiting: usize,
    /// What comes after the rows that wait.
    next: Option<Part>,
    is_done: bool,
}

impl CsvReader {
    /// Reads the header. `read` gives the bytes of the file, in UTF-8 or, cell by cell, in Windows-1252.
    pub(crate) fn new(read: Py<PyAny>, separator: u8) -> PyResult<Self> {
        let parser = csv_core::ReaderBuilder::new().delimiter(separator).build();
        let mut rows = Rows {
            read,
            parser,
            input: Vec::new(),
            done: 0,
            is_at_end: false,
            last: 0,
            cells: vec![0; 1 << 12],
            ends: vec![0; 1 << 6],
            count: 0,
        };
        rows.fill()?;
        if rows.input.starts_with("\u{feff}".as_bytes()) {
            rows.done = 3;
        }
        let mut above: u64 = 0;
        let names: Vec<String> = loop {
            above = above.saturating_add(rows.blank()?);
            match rows.next()? {
                Row::Read => {}
                Row::End => {
                    above = 0;
                    break Vec::new();
                }
                Row::TooLong => {
                    let at = TableCell { row: Some(above.saturating_add(1)), ..TableCell::default() };
                    let (name, limit) = too_long();
                    let found = Report::of_findings([(Code::RowTooLong, Some(at), vec![(name.to_owned(), limit)])]);
                    return Err(Python::attach(|py| raised(py, &found)));
                }
            }
            if !rows.is_blank() {
                break (0..rows.count).map(|index| text(rows.cell(index)).trim().to_owned()).collect();
            }
            above = above.saturating_add(1);
        };
        let nameless = (0_usize..).zip(&names).filter(|(_, name)| name.is_empty()).map(|(index, _)| (index, false));
        let nameless = nameless.collect();
        let columns = names.iter().map(|_| Some(StringBuilder::new())).collect();
        let fields: Vec<Field> = names.into_iter().map(|name| Field::new(name, DataType::Utf8, true)).collect();
        let schema = Arc::new(Schema::new(fields));
        Ok(Self { rows, schema, above, nameless, columns, waiting: 0, next: None, is_done: false })
    }

    /// Leaves out the cells of columns that nobody reads.
    pub(crate) fn keep(&mut self, is_read: impl Fn(&str) -> bool) {
        let field = |(field, column): (&Arc<Field>, &mut Option<StringBuilder>)| {
            let data_type = if is_read(field.name()) { DataType::Utf8 } else { DataType::Null };
            column.take_if(|_| data_type == DataType::Null);
            Field::new(field.name(), data_type, true)
        };
        let fields: Vec<Field> = self.schema.fields().iter().zip(&mut self.columns).map(field).collect();
        self.schema = Arc::new(Schema::new(fields));
    }

    /// The next part; `None` at the end.
    pub(crate) fn next(&mut self) -> PyResult<Option<Part>> {
        loop {
            if self.waiting > 0 && (self.next.is_some() || self.is_done || self.waiting >= ROWS) {
                return self.batch().map(Some);
            }
            if self.next.is_some() {
                return Ok(self.next.take());
            }
            if self.is_done {
                return Ok(self.nameless.pop().map(|(column, is_filled)| Part::Nameless { column, is_filled }));
            }
            self.next = self.step()?;
        }
    }

    /// Reads a row, or says what is there instead of one.
    fn step(&mut self) -> PyResult<Option<Part>> {
        let blank = self.rows.blank()?;
        if blank > 0 {
            return Ok(Some(Part::Skip(blank)));
        }
        match self.rows.next()? {
            Row::Read => {}
            Row::End => {
                self.is_done = true;
                return Ok(None);
            }
            Row::TooLong => {
                self.is_done = true;
                let params = Params::of(Code::RowTooLong, &[too_long()]);
                return Ok(Some(Part::Refuse(vec![(None, Code::RowTooLong, params)])));
            }
        }
        if self.rows.is_blank() {
            return Ok(Some(Part::Skip(1)));
        }
        let (found, expected) = (self.rows.count, self.columns.len());
        if found < expected || (expected..found).any(|index| !self.rows.cell(index).is_empty()) {
            let params = [("found", Param::from(found as u64)), ("expected", Param::from(expected as u64))];
            let params = Params::of(Code::RowLength, &params);
            return Ok(Some(Part::Refuse(vec![(None, Code::RowLength, params)])));
        }
        for (index, column) in self.columns.iter_mut().enumerate() {
            let Some(column) = column else { continue };
            match self.rows.cell(index) {
                [] => column.append_null(),
                cell => match std::str::from_utf8(cell) {
                    Ok(cell) => column.append_value(cell),
                    Err(_) => column.append_value(text(cell)),
                },
            }
        }
        for (index, is_filled) in &mut self.nameless {
            *is_filled |= !self.rows.cell(*index).is_empty();
        }
        self.waiting = self.waiting.saturating_add(1);
        Ok(None)
    }

    fn batch(&mut self) -> PyResult<Part> {
        let rows = std::mem::take(&mut self.waiting);
        let column = |column: &mut Option<StringBuilder>| -> ArrayRef {
            match column {
                Some(column) => Arc::new(column.finish()),
                None => Arc::new(NullArray::new(rows)),
            }
        };
        let columns = self.columns.iter_mut().map(column).collect();
        let batch = RecordBatch::try_new(self.schema.clone(), columns);
        batch.map(Part::Rows).map_err(|error| crate::capsule::unreadable(&error))
    }
}

/// The text of a cell: UTF-8, or what older spreadsheet programs write.
fn text(cell: &[u8]) -> String {
    /// What Windows-1252 has from 0x80 to 0x9F.
    const SPECIAL: [char; 32] = [
        '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}',
        '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
    ];
    let character = |byte: &u8| {
        let special = byte.checked_sub(0x80).and_then(|index| SPECIAL.get(usize::from(index)));
        special.copied().unwrap_or(char::from(*byte))
    };
    std::str::from_utf8(cell).map_or_else(|_| cell.iter().map(character).collect(), str::to_owned)
}
