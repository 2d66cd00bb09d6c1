//! Numbers that only statistics need: with a fraction, or below zero.

use serde_json::value::RawValue;

use crate::reading::{Read, Reader};
use crate::values::limits::MAX_SAFE_INTEGER;

impl Read for f64 {
    fn read(raw: &RawValue, reader: &mut Reader) -> Self {
        // JSON has no NaN, and serde_json refuses what is too large for a double.
        serde_json::from_str(raw.get()).unwrap_or_else(|_| {
            reader.wrong_type(raw, "number");
            0.0
        })
    }

    fn unreadable() -> Self {
        0.0
    }
}

impl Read for i64 {
    fn read(raw: &RawValue, reader: &mut Reader) -> Self {
        // In JSON `3`, `3.0` and `3e0` are the same number.
        let number: Option<f64> = serde_json::from_str(raw.get()).ok();
        let whole = number.filter(|number| number.fract() == 0.0 && number.abs() <= MAX_SAFE_INTEGER as f64);
        whole.map(|number| number as i64).unwrap_or_else(|| {
            reader.wrong_type(raw, "whole number");
            0
        })
    }

    fn unreadable() -> Self {
        0
    }

    fn is_carried(&self) -> bool {
        self.unsigned_abs() <= MAX_SAFE_INTEGER
    }
}
