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
    Array, Decimal128Array, Float32Array, Float64Array, Int8Array, Int16Array, Int32Array, Int64Array,
    LargeStringArray, PrimitiveArray, RecordBatch, StringArray, StringViewArray, UInt8Array, UInt16Array, UInt32Array,
    UInt64Array,
};
use arrow_schema::DataType;

use super::RowAt;
use super::findings::{ColumnAt, Place, TableFindings};
use crate::diagnostic::{Code, Params};

/// The label cannot be used: the vocabulary has a problem with it.
pub(super) const BAD: u32 = u32::MAX;
/// There is no label, and there has to be one.
pub(super) const NULL: u32 = u32::MAX - 1;
/// There is no label, and that is fine.
pub(super) const NONE: u32 = u32::MAX - 2;
/// An entry of a dictionary that no row has used yet.
const UNSEEN: u32 = u32::MAX - 3;
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

/// The cell of an array.
trait Labelled<'a>: Copy + PartialEq {
    /// What stands in it; `None` if it is empty.
    fn label(self) -> Option<Label<'a>>;

    /// Something quick that mostly differs where cells differ.
    fn bits(self) -> u64;
}

impl<'a> Labelled<'a> for &'a str {
    fn label(self) -> Option<Label<'a>> {
        (!self.is_empty()).then_some(Label::Text(self))
    }

    fn bits(self) -> u64 {
        let bytes = self.as_bytes();
        let end = bytes.last_chunk().copied().unwrap_or_else(|| {
            let mut short = [0; 8];
            short.iter_mut().zip(bytes).for_each(|(place, byte)| *place = *byte);
            short
        });
        u64::from_le_bytes(end)
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
            Self::Utf8(array) => (row < array.len() && array.is_valid(row)).then(|| array.value(row))?.label(),
            Self::LargeUtf8(array) => (row < array.len() && array.is_valid(row)).then(|| array.value(row))?.label(),
            Self::Utf8View(array) => (row < array.len() && array.is_valid(row)).then(|| array.value(row))?.label(),
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

    /// Appends the codes of so many rows; `null` is the code of an empty cell, and `known` what small numbers mean.
    ///
    /// One for all vocabularies, which are asked far less often than once for a cell.
    fn codes(
        &mut self,
        vocabulary: &mut dyn Vocabulary,
        known: &mut Vec<u32>,
        null: u32,
        (start, len): (usize, usize),
        out: &mut Vec<u32>,
    ) {
        match self {
            Self::Null => out.extend(std::iter::repeat_n(null, len)),
            Self::Utf8(array) => labels(array.slice(start, len).iter(), vocabulary, null, out),
            Self::LargeUtf8(array) => labels(array.slice(start, len).iter(), vocabulary, null, out),
            Self::Utf8View(array) => labels(array.slice(start, len).iter(), vocabulary, null, out),
            Self::Int8(array) => whole_numbers(array, (start, len), vocabulary, known, null, out),
            Self::Int16(array) => whole_numbers(array, (start, len), vocabulary, known, null, out),
            Self::Int32(array) => whole_numbers(array, (start, len), vocabulary, known, null, out),
            Self::Int64(array) => whole_numbers(array, (start, len), vocabulary, known, null, out),
            Self::UInt8(array) => whole_numbers(array, (start, len), vocabulary, known, null, out),
            Self::UInt16(array) => whole_numbers(array, (start, len), vocabulary, known, null, out),
            Self::UInt32(array) => whole_numbers(array, (start, len), vocabulary, known, null, out),
            Self::UInt64(array) => whole_numbers(array, (start, len), vocabulary, known, null, out),
            Self::Float32(array) => labels(array.slice(start, len).iter(), vocabulary, null, out),
            Self::Float64(array) => labels(array.slice(start, len).iter(), vocabulary, null, out),
            Self::Decimal(array, scale) => {
                let slice = array.slice(start, len);
                labels(slice.iter().map(|cell| cell.map(|digits| Decimal(digits, *scale))), vocabulary, null, out);
            }
            Self::Dictionary { keys, values, codes } => {
                let code_of = |key: usize| match codes.get_mut(key) {
                    Some(code) => {
                        // Asked for only now: an entry that no row uses is nobody's answer.
                        if *code == UNSEEN {
                            *code = values.label(key).map_or(null, |label| vocabulary.code(label));
                        }
                        *code
                    }
                    None => null,
                };
                with_keys!(keys.as_ref(), array => entries(array, (start, len), null, code_of, out));
            }
        }
    }
}

/// The codes of whole numbers. What a small one means is asked once, if it means anything, and kept in `known`.
fn whole_numbers<'a, T>(
    array: &PrimitiveArray<T>,
    (start, len): (usize, usize),
    vocabulary: &mut dyn Vocabulary,
    known: &mut Vec<u32>,
    null: u32,
    out: &mut Vec<u32>,
) where
    T: ArrowPrimitiveType<Native: Labelled<'a> + TryInto<usize>>,
{
    /// 16 MiB at most are kept of a column.
    const SMALL: usize = 1 << 22;
    let mut last: Option<(T::Native, u32)> = None;
    let mut code_of = |cell: T::Native| {
        let index = cell.try_into().unwrap_or(usize::MAX);
        match (known.get(index), last) {
            (Some(code), _) if *code != UNSEEN => *code,
            (_, Some((same, code))) if same == cell => code,
            _ => {
                let code = cell.label().map_or(null, |label| vocabulary.code(label));
                if index < SMALL && is_good(code) {
                    if index >= known.len() {
                        known.resize(index.saturating_add(1).next_power_of_two(), UNSEEN);
                    }
                    known.get_mut(index).into_iter().for_each(|place| *place = code);
                }
                last = Some((cell, code));
                code
            }
        }
    };
    let slice = array.slice(start, len);
    if slice.null_count() == 0 {
        out.extend(slice.values().iter().map(|cell| code_of(*cell)));
    } else {
        out.extend(slice.iter().map(|cell| cell.map_or(null, &mut code_of)));
    }
}

/// The codes of the entries that these keys of a dictionary point to.
fn entries<K: ArrowPrimitiveType<Native: TryInto<usize>>>(
    keys: &PrimitiveArray<K>,
    (start, len): (usize, usize),
    null: u32,
    mut code_of: impl FnMut(usize) -> u32,
    out: &mut Vec<u32>,
) {
    let slice = keys.slice(start, len);
    out.extend(slice.iter().map(|key| key.and_then(|key| key.try_into().ok()).map_or(null, &mut code_of)));
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
    /// What small whole numbers mean, by the number.
    known: Vec<u32>,
}

/// A column in one batch.
#[derive(Debug)]
pub(super) struct Bound<'a>(Option<Cells<'a>>);

impl<V: Vocabulary> Column<V> {
    pub(super) fn new(vocabulary: V, at: Option<ColumnAt>, null: u32) -> Self {
        Self { vocabulary, at, null, codes: Vec::new(), known: Vec::new() }
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
