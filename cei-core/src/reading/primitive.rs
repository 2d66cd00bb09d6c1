//! How the small values are read, and what is said when they are not what they should be.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::value::RawValue;

use super::reader::{Read, Reader, kind, text_of};
use crate::diagnostic::{Code, Params};
use crate::values::limits::{MAX_COUNT, MAX_DECIMALS, MAX_SAFE_INTEGER};
use crate::values::{
    AssessmentId, ById, Count, Cutoffs, Date, Decimal, Digest, Extensions, Id, Json, LanguageTag, Line, SchoolYear,
    Share, Text,
};

/// A string of a certain form: read it, or say with `code` what it is not.
macro_rules! formed_string {
    ($($name:ty, $code:ident, $unreadable:expr;)*) => {$(
        impl Read for $name {
            fn read(raw: &RawValue, reader: &mut Reader) -> Self {
                let Some(text) = reader.string(raw) else { return Self::unreadable() };
                <$name>::new(&text).unwrap_or_else(|| {
                    reader.wrong(Code::$code, Params::new().with("value", text.as_ref()));
                    Self::unreadable()
                })
            }

            fn unreadable() -> Self {
                $unreadable
            }
        }
    )*};
}

formed_string! {
    Id, InvalidId, Id::unreadable();
    AssessmentId, InvalidId, AssessmentId::unreadable();
    LanguageTag, InvalidLanguageTag, LanguageTag::english();
    Share, InvalidShare, Share::Any;
    Date, InvalidDate, Date::unreadable();
    SchoolYear, InvalidSchoolYear, SchoolYear::unreadable();
}

impl Read for Digest {
    fn read(raw: &RawValue, reader: &mut Reader) -> Self {
        let Some(text) = reader.string(raw) else { return Self::unreadable() };
        Digest::new(&text).unwrap_or_else(|| {
            reader.invalid_value(&text, &["sha256:<64 hexadecimal digits>"]);
            Self::unreadable()
        })
    }

    fn unreadable() -> Self {
        Digest::unreadable()
    }
}

impl Read for Line {
    fn read(raw: &RawValue, reader: &mut Reader) -> Self {
        let Some(text) = reader.string(raw) else { return Self::unreadable() };
        Line::new(&text).unwrap_or_else(|| {
            reader.wrong(Code::EmptyText, Params::new());
            Self::unreadable()
        })
    }

    fn unreadable() -> Self {
        Line::unreadable()
    }
}

impl Read for Text {
    fn read(raw: &RawValue, reader: &mut Reader) -> Self {
        if let Some(text) = text_of(raw) {
            if Text::is_blank(&text) {
                reader.wrong(Code::EmptyText, Params::new());
            }
            return Text::Plain(text.into_owned());
        }
        if kind(raw) != "object" {
            reader.wrong_type(raw, "text (a string or an object of strings)");
            return Text::unreadable();
        }
        let mut texts = BTreeMap::new();
        let mut any = false;
        reader.object(raw, |reader, key, value| {
            any = true;
            match LanguageTag::new(key) {
                Some(tag) => drop(texts.insert(tag, Line::read(value, reader).as_str().to_owned())),
                None => reader.wrong(Code::InvalidLanguageTag, Params::new().with("value", key)),
            }
        });
        if !any {
            reader.wrong(Code::EmptyText, Params::new());
        }
        Text::ByLanguage(Arc::new(texts))
    }

    fn unreadable() -> Self {
        Text::unreadable()
    }
}

impl Read for String {
    fn read(raw: &RawValue, reader: &mut Reader) -> Self {
        reader.string(raw).unwrap_or_default().into_owned()
    }

    fn unreadable() -> Self {
        String::new()
    }
}

impl Read for bool {
    fn read(raw: &RawValue, reader: &mut Reader) -> Self {
        serde_json::from_str(raw.get()).unwrap_or_else(|_| {
            reader.wrong_type(raw, "boolean");
            false
        })
    }

    fn unreadable() -> Self {
        false
    }
}

/// A whole number from `low` to `high`. In JSON `3`, `3.0` and `3e0` are the same number.
fn whole(raw: &RawValue, reader: &mut Reader, low: u64, high: u64) -> Option<u64> {
    if kind(raw) != "number" {
        reader.wrong_type(raw, "whole number");
        return None;
    }
    let number: Option<f64> = serde_json::from_str(raw.get()).ok();
    let exact = serde_json::from_str::<u64>(raw.get()).ok().or_else(|| {
        let number =
            number.filter(|number| number.fract() == 0.0 && (0.0..=MAX_SAFE_INTEGER as f64).contains(number))?;
        Some(number as u64)
    });
    if let Some(value) = exact.filter(|value| (low..=high).contains(value)) {
        return Some(value);
    }
    if number.is_some_and(|number| number.fract() != 0.0) {
        reader.wrong(Code::WrongType, Params::new().with("expected", "whole number").with("found", "number"));
    } else {
        out_of_range(raw, reader, low, high);
    }
    None
}

fn out_of_range(raw: &RawValue, reader: &mut Reader, low: u64, high: u64) {
    let params = Params::new().with("value", raw.get()).with("low", low).with("high", high);
    reader.wrong(Code::OutOfRange, params);
}

impl Read for Count {
    fn read(raw: &RawValue, reader: &mut Reader) -> Self {
        whole(raw, reader, 0, MAX_COUNT).and_then(Count::new).unwrap_or_default()
    }

    fn unreadable() -> Self {
        Count::default()
    }
}

impl Read for u64 {
    fn read(raw: &RawValue, reader: &mut Reader) -> Self {
        whole(raw, reader, 0, MAX_SAFE_INTEGER).unwrap_or_default()
    }

    fn unreadable() -> Self {
        0
    }

    fn is_carried(&self) -> bool {
        *self <= MAX_SAFE_INTEGER
    }
}

impl Read for Decimal {
    fn read(raw: &RawValue, reader: &mut Reader) -> Self {
        let Some(number) = Some(raw).filter(|raw| kind(raw) == "number").and_then(|raw| raw.get().parse().ok()) else {
            reader.wrong_type(raw, "number");
            return Self::unreadable();
        };
        Self::new(number).unwrap_or_else(|| {
            if number.abs() > MAX_SAFE_INTEGER as f64 {
                let params = Params::new()
                    .with("value", raw.get())
                    .with("low", format!("-{MAX_SAFE_INTEGER}"))
                    .with("high", MAX_SAFE_INTEGER);
                reader.wrong(Code::OutOfRange, params);
            } else {
                let params = Params::new().with("value", raw.get()).with("most", u64::from(MAX_DECIMALS));
                reader.wrong(Code::TooManyDecimals, params);
            }
            Self::unreadable()
        })
    }

    fn unreadable() -> Self {
        Self::ZERO
    }
}

impl Read for Cutoffs {
    fn read(raw: &RawValue, reader: &mut Reader) -> Self {
        if let Some(text) = text_of(raw) {
            if text != "even" {
                reader.wrong(Code::InvalidShare, Params::new().with("value", text.as_ref()));
            }
            return Cutoffs::Even;
        }
        let mut shares = Vec::new();
        reader.array(raw, |reader, item| {
            let share = Share::read(item, reader);
            if share.fraction().is_none() && text_of(item).is_some_and(|text| Share::new(&text).is_some()) {
                reader.wrong(Code::InvalidShare, Params::new().with("value", share.to_string()));
            }
            shares.push(share);
        });
        Cutoffs::At(shares)
    }

    fn unreadable() -> Self {
        Cutoffs::Even
    }
}

impl Read for Json {
    fn read(raw: &RawValue, reader: &mut Reader) -> Self {
        match kind(raw) {
            "object" => Json::Object(fields(raw, reader)),
            "array" => {
                let mut items = Vec::new();
                reader.array(raw, |reader, item| items.push(Json::read(item, reader)));
                Json::Array(items)
            }
            "string" => Json::String(text_of(raw).unwrap_or_default().into_owned()),
            "boolean" => Json::Bool(raw.get() == "true"),
            "null" => Json::Null,
            _ => number(raw, reader),
        }
    }

    fn unreadable() -> Self {
        Json::Null
    }
}

fn number(raw: &RawValue, reader: &mut Reader) -> Json {
    let is_integer = !raw.get().contains(['.', 'e', 'E']);
    let Ok(value) = serde_json::from_str::<serde_json::Number>(raw.get()) else { return Json::Null };
    let safe = value.as_u64().is_some_and(|value| value <= MAX_SAFE_INTEGER)
        || value.as_i64().is_some_and(|value| value.unsigned_abs() <= MAX_SAFE_INTEGER);
    if is_integer && !safe {
        let params = Params::new()
            .with("value", raw.get())
            .with("low", format!("-{MAX_SAFE_INTEGER}"))
            .with("high", MAX_SAFE_INTEGER);
        reader.wrong(Code::OutOfRange, params);
    }
    Json::Number(value)
}

fn fields(raw: &RawValue, reader: &mut Reader) -> Vec<(String, Json)> {
    let mut fields = Vec::new();
    reader.object(raw, |reader, key, value| fields.push((key.to_owned(), Json::read(value, reader))));
    fields
}

impl Read for Extensions {
    fn read(raw: &RawValue, reader: &mut Reader) -> Self {
        Extensions(fields(raw, reader))
    }

    fn unreadable() -> Self {
        Extensions::default()
    }
}

impl<T: Read> Read for Option<T> {
    fn read(raw: &RawValue, reader: &mut Reader) -> Self {
        (kind(raw) != "null").then(|| T::read(raw, reader))
    }

    fn unreadable() -> Self {
        Some(T::unreadable())
    }

    const IS_REQUIRED: bool = false;

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_carried(&self) -> bool {
        self.as_ref().is_none_or(T::is_carried)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(raw: &RawValue, reader: &mut Reader) -> Self {
        let mut items = Vec::new();
        reader.array(raw, |reader, item| items.push(T::read(item, reader)));
        items
    }

    fn unreadable() -> Self {
        Vec::new()
    }

    fn is_carried(&self) -> bool {
        self.iter().all(T::is_carried)
    }
}

impl<T: Read> Read for ById<T> {
    fn read(raw: &RawValue, reader: &mut Reader) -> Self {
        let mut entries = Vec::new();
        reader.object(raw, |reader, key, value| match Id::new(key) {
            Some(id) => entries.push((id, T::read(value, reader))),
            None => reader.wrong(Code::InvalidId, Params::new().with("value", key)),
        });
        ById(entries)
    }

    fn unreadable() -> Self {
        ById(Vec::new())
    }
}
