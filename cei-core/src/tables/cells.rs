//! One column of a table: from whatever Arrow brings to one small code per row.
//!
//! A [`Vocabulary`] says what the labels of a column mean; [`Column`] asks it about a label now and then, and once
//! per entry of a dictionary. What a row needs is then a number, and only a row with a problem is looked at again.

use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    ArrowPrimitiveType, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, Decimal128Array, Float32Array, Float64Array, GenericStringArray, Int8Array, Int16Array, Int32Array,
    Int64Array, LargeStringArray, OffsetSizeTrait, PrimitiveArray, RecordBatch, StringArray, StringViewArray,
    UInt8Array, UInt16Array, UInt32Array, UInt64Array,
};
use arrow_schema::DataType;

use super::RowAt;
use super::findings::{ColumnAt, Place, TableFindings};
use super::texts::{Key, Texts};
use crate::diagnostic::{Code, Params};

/// The label cannot be used: the vocabulary has a problem with it.
pub(super) const BAD: u32 = u32::MAX;
/// There is no label, and there has to be one.
pub(super) const NULL: u32 = u32::MAX - 1;
/// There is no label, and that is fine.
pub(super) const NONE: u32 = u32::MAX - 2;
/// An entry of a dictionary that no row has used yet.
const UNSEEN: u32 = u32::MAX - 3;
/// How many numbers a byte can be.
const BYTE: usize = 256;
/// The highest code that a label can have.
pub(super) const MAX_CODE: u32 = u32::MAX - 4;

/// Whether a row with this code can be counted.
pub(super) fn is_good(code: u32) -> bool {
    code < NULL
}

/// What stands in a cell that is not empty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Label<'a> {
    Text(&'a str),
    Whole(i128),
    /// A number that is not whole, or not finite.
    Float(f64),
}

impl std::fmt::Display for Label<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Whole(number) => number.fmt(f),
            Self::Float(number) => number.fmt(f),
        }
    }
}

/// A text as a label, if there is any.
fn text_label(text: &str) -> Option<Label<'_>> {
    (!text.is_empty()).then_some(Label::Text(text))
}

/// The cell of an array of numbers.
trait Labelled<'a>: Copy + PartialEq {
    /// What stands in it; `None` if it is empty.
    fn label(self) -> Option<Label<'a>>;

    /// Something quick that mostly differs where cells differ; of a whole number that is not negative, the number.
    fn bits(self) -> u64;

    /// Where what is known of a whole number is kept. Of a negative one it is beyond everything.
    fn index(self) -> usize {
        usize::try_from(self.bits()).unwrap_or(usize::MAX)
    }
}

macro_rules! whole_labels {
    ($($Type:ty),*) => {$(
        impl<'a> Labelled<'a> for $Type {
            fn label(self) -> Option<Label<'a>> {
                Some(Label::Whole(self.into()))
            }

            fn bits(self) -> u64 {
                self as u64
            }
        }
    )*};
}

whole_labels!(i8, i16, i32, i64, u8, u16, u32, u64);

impl<'a> Labelled<'a> for f64 {
    fn label(self) -> Option<Label<'a>> {
        if self.is_nan() {
            None
        } else if self.fract() == 0.0 && self.abs() < 9.0e15 {
            Some(Label::Whole(self as i128))
        } else {
            Some(Label::Float(self))
        }
    }

    fn bits(self) -> u64 {
        self.to_bits()
    }
}

impl<'a> Labelled<'a> for f32 {
    fn label(self) -> Option<Label<'a>> {
        // 1.1 is the nearest to 1.1 in either width, but the two differ: go by what is printed.
        if self.fract() == 0.0 { f64::from(self) } else { self.to_string().parse().unwrap_or(f64::NAN) }.label()
    }

    fn bits(self) -> u64 {
        self.to_bits().into()
    }
}

/// A decimal number: its digits, and how many of them stand behind the point.
#[derive(Clone, Copy, PartialEq)]
struct Decimal(i128, i8);

impl<'a> Labelled<'a> for Decimal {
    fn label(self) -> Option<Label<'a>> {
        let Self(digits, scale) = self;
        let power = 10_i128.checked_pow(scale.unsigned_abs().into());
        let whole = match power {
            Some(power) if scale < 0 => digits.checked_mul(power),
            Some(power) => digits.checked_rem(power).filter(|rest| *rest == 0).and(digits.checked_div(power)),
            None => None,
        };
        Some(match whole {
            Some(whole) => Label::Whole(whole),
            None => Label::Float(format!("{digits}e{}", i16::from(scale).saturating_neg()).parse().unwrap_or(f64::NAN)),
        })
    }

    fn bits(self) -> u64 {
        self.0 as u64
    }
}

/// The meaning of the labels of a column.
pub(super) trait Vocabulary {
    /// The code of a label, or [`BAD`].
    fn code(&mut self, label: Label<'_>) -> u32;

    /// What is the matter with a label that is [`BAD`].
    fn problem(&self, label: Label<'_>) -> (Code, Params);
}

/// Whether columns of that type can be read.
pub(super) fn accepts(data_type: &DataType) -> bool {
    match data_type {
        DataType::Dictionary(_, values) => is_plain(values),
        plain => is_plain(plain),
    }
}

fn is_plain(data_type: &DataType) -> bool {
    matches!(data_type, DataType::Null | DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
        || is_number(data_type)
}

/// Whether columns of that type hold numbers.
pub(super) fn is_number(data_type: &DataType) -> bool {
    match data_type {
        DataType::Dictionary(_, values) => is_number(values),
        DataType::Float32 | DataType::Float64 | DataType::Decimal128(_, _) => true,
        other => other.is_integer(),
    }
}

/// The cells of one column of a batch, by their type.
#[derive(Debug)]
enum Cells<'a> {
    Null,
    Utf8(&'a StringArray),
    LargeUtf8(&'a LargeStringArray),
    Utf8View(&'a StringViewArray),
    Int8(&'a Int8Array),
    Int16(&'a Int16Array),
    Int32(&'a Int32Array),
    Int64(&'a Int64Array),
    UInt8(&'a UInt8Array),
    UInt16(&'a UInt16Array),
    UInt32(&'a UInt32Array),
    UInt64(&'a UInt64Array),
    Float32(&'a Float32Array),
    Float64(&'a Float64Array),
    Decimal(&'a Decimal128Array, i8),
    Dictionary {
        keys: Box<Cells<'a>>,
        values: Box<Cells<'a>>,
        /// What is known of the values so far.
        codes: Vec<u32>,
    },
}

/// Does the same with the keys of a dictionary, whatever their width.
macro_rules! with_keys {
    ($keys:expr, $array:ident => $then:expr) => {
        match $keys {
            Cells::Int8($array) => Some($then),
            Cells::Int16($array) => Some($then),
            Cells::Int32($array) => Some($then),
            Cells::Int64($array) => Some($then),
            Cells::UInt8($array) => Some($then),
            Cells::UInt16($array) => Some($then),
            Cells::UInt32($array) => Some($then),
            Cells::UInt64($array) => Some($then),
            _ => None,
        }
    };
}

impl<'a> Cells<'a> {
    fn of(array: &'a dyn Array) -> Option<Self> {
        Some(match array.data_type() {
            DataType::Null => Self::Null,
            DataType::Utf8 => Self::Utf8(array.as_string_opt()?),
            DataType::LargeUtf8 => Self::LargeUtf8(array.as_string_opt()?),
            DataType::Utf8View => Self::Utf8View(array.as_string_view_opt()?),
            DataType::Int8 => Self::Int8(array.as_primitive_opt::<Int8Type>()?),
            DataType::Int16 => Self::Int16(array.as_primitive_opt::<Int16Type>()?),
            DataType::Int32 => Self::Int32(array.as_primitive_opt::<Int32Type>()?),
            DataType::Int64 => Self::Int64(array.as_primitive_opt::<Int64Type>()?),
            DataType::UInt8 => Self::UInt8(array.as_primitive_opt::<UInt8Type>()?),
            DataType::UInt16 => Self::UInt16(array.as_primitive_opt::<UInt16Type>()?),
            DataType::UInt32 => Self::UInt32(array.as_primitive_opt::<UInt32Type>()?),
            DataType::UInt64 => Self::UInt64(array.as_primitive_opt::<UInt64Type>()?),
            DataType::Float32 => Self::Float32(array.as_primitive_opt::<Float32Type>()?),
            DataType::Float64 => Self::Float64(array.as_primitive_opt::<Float64Type>()?),
            DataType::Decimal128(_, scale) => Self::Decimal(array.as_primitive_opt::<Decimal128Type>()?, *scale),
            DataType::Dictionary(_, _) => {
                let dictionary = array.as_any_dictionary_opt()?;
                Self::Dictionary {
                    keys: Box::new(Self::of(dictionary.keys())?),
                    values: Box::new(Self::of(dictionary.values().as_ref())?),
                    codes: vec![UNSEEN; dictionary.values().len()],
                }
            }
            _ => return None,
        })
    }

    /// What stands in a row.
    fn label(&self, row: usize) -> Option<Label<'a>> {
        fn number<T>(array: &PrimitiveArray<T>, row: usize) -> Option<T::Native>
        where
            T: ArrowPrimitiveType,
        {
            (row < array.len() && array.is_valid(row)).then(|| array.value(row))
        }
        match self {
            Self::Null => None,
            Self::Utf8(array) => text_label((row < array.len() && array.is_valid(row)).then(|| array.value(row))?),
            Self::LargeUtf8(array) => text_label((row < array.len() && array.is_valid(row)).then(|| array.value(row))?),
            Self::Utf8View(array) => text_label((row < array.len() && array.is_valid(row)).then(|| array.value(row))?),
            Self::Int8(array) => number(array, row)?.label(),
            Self::Int16(array) => number(array, row)?.label(),
            Self::Int32(array) => number(array, row)?.label(),
            Self::Int64(array) => number(array, row)?.label(),
            Self::UInt8(array) => number(array, row)?.label(),
            Self::UInt16(array) => number(array, row)?.label(),
            Self::UInt32(array) => number(array, row)?.label(),
            Self::UInt64(array) => number(array, row)?.label(),
            Self::Float32(array) => number(array, row)?.label(),
            Self::Float64(array) => number(array, row)?.label(),
            Self::Decimal(array, scale) => Decimal(number(array, row)?, *scale).label(),
            Self::Dictionary { keys, values, .. } => match keys.label(row)? {
                Label::Whole(key) => values.label(usize::try_from(key).ok()?),
                _ => None,
            },
        }
    }

    /// Appends the codes of so many rows; `null` is the code of an empty cell.
    ///
    /// One for all vocabularies, which are asked far less often than once for a cell.
    fn codes(
        &mut self,
        vocabulary: &mut dyn Vocabulary,
        known: &mut Known,
        null: u32,
        (start, len): (usize, usize),
        out: &mut Vec<u32>,
    ) {
        match self {
            Self::Null => out.extend(std::iter::repeat_n(null, len)),
            Self::Utf8(array) => texts(array, (start, len), vocabulary, &mut known.texts, null, out),
            Self::LargeUtf8(array) => texts(array, (start, len), vocabulary, &mut known.texts, null, out),
            Self::Utf8View(array) => views(array, (start, len), vocabulary, &mut known.texts, null, out),
            Self::Int8(array) => whole_numbers(array, (start, len), vocabulary, &mut known.numbers, null, out),
            Self::Int16(array) => whole_numbers(array, (start, len), vocabulary, &mut known.numbers, null, out),
            Self::Int32(array) => whole_numbers(array, (start, len), vocabulary, &mut known.numbers, null, out),
            Self::Int64(array) => whole_numbers(array, (start, len), vocabulary, &mut known.numbers, null, out),
            Self::UInt8(array) => whole_numbers(array, (start, len), vocabulary, &mut known.numbers, null, out),
            Self::UInt16(array) => whole_numbers(array, (start, len), vocabulary, &mut known.numbers, null, out),
            Self::UInt32(array) => whole_numbers(array, (start, len), vocabulary, &mut known.numbers, null, out),
            Self::UInt64(array) => whole_numbers(array, (start, len), vocabulary, &mut known.numbers, null, out),
            Self::Float32(array) => labels(array.slice(start, len).iter(), vocabulary, null, out),
            Self::Float64(array) => labels(array.slice(start, len).iter(), vocabulary, null, out),
            Self::Decimal(array, scale) => {
                let slice = array.slice(start, len);
                labels(slice.iter().map(|cell| cell.map(|digits| Decimal(digits, *scale))), vocabulary, null, out);
            }
            Self::Dictionary { keys, values, codes } => {
                let code_of = |key| values.label(key).map_or(null, |label| vocabulary.code(label));
                with_keys!(keys.as_ref(), array => entries(array, (start, len), codes, null, code_of, out));
            }
        }
    }
}

/// The codes of whole numbers. What a small one means is asked once, if it means anything, and kept in `known`.
fn whole_numbers<'a, T>(
    array: &PrimitiveArray<T>,
    rows: (usize, usize),
    vocabulary: &mut dyn Vocabulary,
    known: &mut Vec<u32>,
    null: u32,
    out: &mut Vec<u32>,
) where
    T: ArrowPrimitiveType<Native: Labelled<'a>>,
{
    /// 16 MiB at most are kept of a column.
    const SMALL: usize = 1 << 22;
    let mut last: Option<(T::Native, u32)> = None;
    let code_of = |known: &mut Vec<u32>, cell: T::Native| {
        let index = cell.index();
        match (known.get(index), last) {
            (Some(code), _) if *code != UNSEEN => *code,
            (_, Some((same, code))) if same == cell => code,
            _ => {
                let code = cell.label().map_or(null, |label| vocabulary.code(label));
                if index < SMALL && is_good(code) {
                    if index >= known.len() {
                        known.resize(index.saturating_add(1).next_power_of_two().max(BYTE), UNSEEN);
                    }
                    known.get_mut(index).into_iter().for_each(|place| *place = code);
                }
                last = Some((cell, code));
                code
            }
        }
    };
    looked_up(array, rows, known, (UNSEEN, null), code_of, out);
}

/// The codes of the entries that these keys of a dictionary point to.
fn entries<'a, K: ArrowPrimitiveType<Native: Labelled<'a>>>(
    keys: &PrimitiveArray<K>,
    rows: (usize, usize),
    codes: &mut Vec<u32>,
    null: u32,
    mut code_of: impl FnMut(usize) -> u32,
    out: &mut Vec<u32>,
) {
    // Asked for only now: an entry that no row uses is nobody's answer.
    let code_of = |codes: &mut Vec<u32>, key: K::Native| {
        let Some(code) = codes.get_mut(key.index()) else { return null };
        if *code == UNSEEN {
            *code = code_of(key.index());
        }
        *code
    };
    looked_up(keys, rows, codes, (null, null), code_of, out);
}

/// The codes of numbers, of which most are known already: they are looked up first, all in one go, and then those that
/// are [`UNSEEN`] are asked for. What is not in `known` at all is `beyond`.
fn looked_up<'a, T: ArrowPrimitiveType<Native: Labelled<'a>>>(
    array: &PrimitiveArray<T>,
    (start, len): (usize, usize),
    known: &mut Vec<u32>,
    (beyond, null): (u32, u32),
    mut code_of: impl FnMut(&mut Vec<u32>, T::Native) -> u32,
    out: &mut Vec<u32>,
) {
    let cells = array.values().get(start..).unwrap_or_default();
    let (cells, ahead) = cells.split_at(len.min(cells.len()));
    cei_kernels::ask_for(ahead.get(..len).unwrap_or(ahead));
    let first = out.len();
    match known.first_chunk::<BYTE>() {
        // Of a byte, the bits say where: that of a negative number is never known.
        Some(table) if size_of::<T::Native>() == 1 => {
            out.extend(cells.iter().map(|cell| table.get(usize::from(cell.bits() as u8)).copied().unwrap_or(beyond)));
        }
        _ => {
            let table = known.as_slice();
            out.extend(cells.iter().map(|cell| table.get(cell.index()).copied().unwrap_or(beyond)));
        }
    }
    let codes = out.get_mut(first..).unwrap_or_default();
    put_nulls(array, (start, len), codes, null);
    if is_any_unseen(codes) {
        let unseen = codes.iter_mut().zip(cells).filter(|(code, _)| **code == UNSEEN);
        unseen.for_each(|(code, cell)| *code = code_of(known, *cell));
    }
}

/// The codes of texts that lie in one piece, one after the other.
fn texts<O: OffsetSizeTrait>(
    array: &GenericStringArray<O>,
    (start, len): (usize, usize),
    vocabulary: &mut dyn Vocabulary,
    known: &mut Texts,
    null: u32,
    out: &mut Vec<u32>,
) {
    let offsets = array.value_offsets().get(start..).unwrap_or_default();
    let ends = offsets.get(1..).unwrap_or_default();
    let bytes = array.value_data();
    let keys =
        offsets.iter().zip(ends).take(len).map(|(start, end)| Key::within(bytes, start.as_usize()..end.as_usize()));
    remembered(array, (start, len), keys, |row| array.value(row), vocabulary, known, null, out);
}

/// The codes of texts that lie anywhere, short ones in the array itself.
fn views(
    array: &StringViewArray,
    (start, len): (usize, usize),
    vocabulary: &mut dyn Vocabulary,
    known: &mut Texts,
    null: u32,
    out: &mut Vec<u32>,
) {
    let buffers = array.data_buffers();
    let key = |view: &u128| {
        Key::of_view(*view).unwrap_or_else(|| {
            // Its length, its first bytes, in which buffer it is, and where there.
            let [len, _, buffer, start] = [0, 32, 64, 96].map(|shift| (*view >> shift) as u32 as usize);
            let bytes = buffers.get(buffer).map_or(&[][..], |buffer| buffer.as_slice());
            Key::within(bytes, start..start.saturating_add(len))
        })
    };
    let keys = array.views().get(start..).unwrap_or_default().iter().take(len).map(key);
    remembered(array, (start, len), keys, |row| array.value(row), vocabulary, known, null, out);
}

/// The codes of texts, of which most are known already: they are looked up first, and then those that are [`UNSEEN`] are
/// asked for, if they are not null.
#[expect(clippy::too_many_arguments, reason = "what a column knows, and what it is asked for")]
fn remembered<'a>(
    array: &dyn Array,
    (start, len): (usize, usize),
    keys: impl Iterator<Item = Key<'a>> + Clone,
    text: impl Fn(usize) -> &'a str,
    vocabulary: &mut dyn Vocabulary,
    known: &mut Texts,
    null: u32,
    out: &mut Vec<u32>,
) {
    let first = out.len();
    out.extend(keys.clone().map(|key| known.get(&key).unwrap_or(UNSEEN)));
    let codes = out.get_mut(first..).unwrap_or_default();
    put_nulls(array, (start, len), codes, null);
    if is_any_unseen(codes) {
        let unseen = codes.iter_mut().zip(keys).zip(start..).filter(|((code, _), _)| **code == UNSEEN);
        for ((code, key), row) in unseen {
            // It may have come in a row before this one.
            *code = known.get(&key).unwrap_or_else(|| {
                let code = text_label(text(row)).map_or(null, |label| vocabulary.code(label));
                known.put(&key, code);
                code
            });
        }
    }
}

/// Puts the code of an empty cell where there is none.
fn put_nulls(array: &dyn Array, (start, len): (usize, usize), codes: &mut [u32], null: u32) {
    if let Some(nulls) = array.nulls().filter(|nulls| nulls.null_count() > 0) {
        let nulls = nulls.slice(start, len);
        codes.iter_mut().zip(&nulls).filter(|(_, is_valid)| !is_valid).for_each(|(code, _)| *code = null);
    }
}

fn is_any_unseen(codes: &[u32]) -> bool {
    codes.iter().fold(false, |any, code| any | (*code == UNSEEN))
}

/// The codes of these cells. A vocabulary is asked once for most that are alike, though not for all.
fn labels<'a, T: Labelled<'a>>(
    cells: impl Iterator<Item = Option<T>>,
    vocabulary: &mut dyn Vocabulary,
    null: u32,
    out: &mut Vec<u32>,
) {
    const SLOTS: usize = 64;
    let mut known: [Option<(T, u32)>; SLOTS] = [None; SLOTS];
    out.extend(cells.map(|cell| {
        let Some(cell) = cell else { return null };
        let slot = (cell.bits().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize % SLOTS;
        match known.get_mut(slot) {
            Some(Some((same, code))) if *same == cell => *code,
            place => {
                let code = cell.label().map_or(null, |label| vocabulary.code(label));
                if let Some(place) = place {
                    *place = Some((cell, code));
                }
                code
            }
        }
    }));
}

/// A column of a table, or what stands for one that the table does not have.
#[derive(Debug)]
pub(super) struct Column<V> {
    pub(super) vocabulary: V,
    at: Option<ColumnAt>,
    /// The code of an empty cell, and of every row without the column.
    null: u32,
    /// The codes of the rows of this chunk.
    codes: Vec<u32>,
    known: Known,
}

/// What is known of the labels of a column so far.
#[derive(Debug, Default)]
struct Known {
    /// What small whole numbers mean, by the number.
    numbers: Vec<u32>,
    texts: Texts,
}

/// A column in one batch.
#[derive(Debug)]
pub(super) struct Bound<'a>(Option<Cells<'a>>);

impl<V: Vocabulary> Column<V> {
    pub(super) fn new(vocabulary: V, at: Option<ColumnAt>, null: u32) -> Self {
        Self { vocabulary, at, null, codes: Vec::new(), known: Known::default() }
    }

    pub(super) fn bind<'a>(&self, batch: &'a RecordBatch) -> Bound<'a> {
        let array = self.at.as_ref().and_then(|at| batch.columns().get(at.index));
        Bound(array.and_then(|array| Cells::of(array.as_ref())))
    }

    /// Reads the codes of a chunk.
    pub(super) fn fill(&mut self, bound: &mut Bound<'_>, (start, len): (usize, usize)) {
        match &mut bound.0 {
            Some(cells) => {
                self.codes.clear();
                cells.codes(&mut self.vocabulary, &mut self.known, self.null, (start, len), &mut self.codes);
            }
            None => self.codes.resize(len, self.null),
        }
    }

    /// The code of a row of the chunk.
    pub(super) fn get(&self, row: usize) -> u32 {
        self.codes.get(row).copied().unwrap_or(self.null)
    }

    /// The codes of the rows of the chunk.
    pub(super) fn all(&self) -> &[u32] {
        &self.codes
    }

    pub(super) fn at(&self) -> Option<&ColumnAt> {
        self.at.as_ref()
    }

    /// What stands in a row.
    pub(super) fn label<'a>(&self, bound: &Bound<'a>, row: RowAt) -> Option<Label<'a>> {
        bound.0.as_ref()?.label(row.in_batch)
    }

    /// Says what is the matter with a row, if anything is.
    pub(super) fn report(&self, bound: &Bound<'_>, row: RowAt, findings: &mut TableFindings) {
        let code = self.get(row.in_chunk);
        if is_good(code) {
            return;
        }
        findings.add_with(Place::row(row.number, self.at()), || match self.label(bound, row) {
            Some(label) if code == BAD => self.vocabulary.problem(label),
            _ => {
                let name = self.at().map_or("", |at| at.name.as_str());
                (Code::NullValue, Params::new().with("column", name))
            }
        });
    }
}
