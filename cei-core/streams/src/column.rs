use std::sync::Arc;

use arrow_array::types::{
    ArrowDictionaryKeyType, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{
    ArrayRef, DictionaryArray, LargeStringArray, NullArray, PrimitiveArray, StringArray, StringViewArray,
};
use arrow_buffer::ScalarBuffer;
use arrow_data::ArrayData;
use arrow_schema::DataType;

/// Of a type that a column of a table can have, the cells as they are; of any other, as many empty ones.
pub(crate) fn column(data: ArrayData) -> ArrayRef {
    match data.data_type() {
        DataType::Dictionary(keys, _) => match keys.as_ref() {
            DataType::Int8 => dictionary::<Int8Type>(&data),
            DataType::Int16 => dictionary::<Int16Type>(&data),
            DataType::Int32 => dictionary::<Int32Type>(&data),
            DataType::Int64 => dictionary::<Int64Type>(&data),
            DataType::UInt8 => dictionary::<UInt8Type>(&data),
            DataType::UInt16 => dictionary::<UInt16Type>(&data),
            DataType::UInt32 => dictionary::<UInt32Type>(&data),
            DataType::UInt64 => dictionary::<UInt64Type>(&data),
            _ => nothing(&data),
        },
        _ => plain(data),
    }
}

fn plain(data: ArrayData) -> ArrayRef {
    match data.data_type() {
        DataType::Utf8 => Arc::new(StringArray::from(data)),
        DataType::LargeUtf8 => Arc::new(LargeStringArray::from(data)),
        DataType::Utf8View => Arc::new(StringViewArray::from(data)),
        DataType::Int8 => Arc::new(PrimitiveArray::<Int8Type>::from(data)),
        DataType::Int16 => Arc::new(PrimitiveArray::<Int16Type>::from(data)),
        DataType::Int32 => Arc::new(PrimitiveArray::<Int32Type>::from(data)),
        DataType::Int64 => Arc::new(PrimitiveArray::<Int64Type>::from(data)),
        DataType::UInt8 => Arc::new(PrimitiveArray::<UInt8Type>::from(data)),
        DataType::UInt16 => Arc::new(PrimitiveArray::<UInt16Type>::from(data)),
        DataType::UInt32 => Arc::new(PrimitiveArray::<UInt32Type>::from(data)),
        DataType::UInt64 => Arc::new(PrimitiveArray::<UInt64Type>::from(data)),
        DataType::Float32 => Arc::new(PrimitiveArray::<Float32Type>::from(data)),
        DataType::Float64 => Arc::new(PrimitiveArray::<Float64Type>::from(data)),
        DataType::Decimal128(_, _) => Arc::new(PrimitiveArray::<Decimal128Type>::from(data)),
        _ => nothing(&data),
    }
}

fn nothing(data: &ArrayData) -> ArrayRef {
    Arc::new(NullArray::new(data.len()))
}

/// The keys and the entries of a dictionary, if it has the one buffer and the one child that the format asks for.
fn dictionary<K: ArrowDictionaryKeyType>(data: &ArrayData) -> ArrayRef {
    let ([keys], [entries]) = (data.buffers(), data.child_data()) else { return nothing(data) };
    let keys = ScalarBuffer::new(keys.clone(), data.offset(), data.len());
    let keys = PrimitiveArray::<K>::new(keys, data.nulls().cloned());
    // SAFETY: as for everything else in the array, the producer vouches for it that keys are those of entries.
    Arc::new(unsafe { DictionaryArray::new_unchecked(keys, plain(entries.clone())) })
}
