use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde::de::{self, Deserializer as _};
use serde_json::value::RawValue;

use crate::diagnostic::{Anchor, Code, Findings, Params, push_step};

/// A type that the thorough reader can read.
pub(crate) trait Read: Sized {
    /// Reads the value, reporting all that is wrong with it; something is returned in any case.
    fn read(raw: &RawValue, reader: &mut Reader) -> Self;

    /// Stands where nothing could be read. What is wrong has been reported.
    fn unreadable() -> Self;

    /// Whether a field of this type has to be there.
    const IS_REQUIRED: bool = true;

    /// The value of a field that is left out; `None` where it is required.
    fn absent() -> Option<Self> {
        None
    }

    /// Whether the thorough reader would take what serde took: serde reads whole numbers that not every reader carries.
    fn is_carried(&self) -> bool {
        true
    }
}

/// A document that is read by the thousand, and has a quick reader of its own. Every kind costs a vendor's program some
/// tens of kilobytes, so that the others are left to the thorough reader.
pub(crate) trait Quick: Read + de::DeserializeOwned {}

/// Reads the value of a field.
pub(crate) fn fill<T: Read>(place: &mut T, raw: &RawValue, reader: &mut Reader) {
    *place = T::read(raw, reader);
}

/// Reads the value of a field that has a default: `null` is as if it were left out.
pub(crate) fn fill_unless_null<T: Read>(place: &mut T, raw: &RawValue, reader: &mut Reader) {
    if raw.get() != "null" {
        fill(place, raw, reader);
    }
}

/// The quick reader of a field's name: one of those known, as its number.
pub(crate) struct OneOf(pub(crate) &'static [&'static str]);

impl<'de> de::DeserializeSeed<'de> for OneOf {
    type Value = u8;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<u8, D::Error> {
        let find = |name: &str| (0_u8..).zip(self.0).find(|(_, one)| **one == name).map(|(number, _)| number);
        crate::values::deserialize_with(deserializer, "a known field", find)
    }
}

/// Reads on after a problem. Knows where it is, as a JSON Pointer.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    path: String,
    findings: Findings,
}

impl Reader {
    pub(crate) fn into_findings(self) -> Findings {
        self.findings
    }

    /// Reports what is wrong with the value here.
    pub(crate) fn wrong(&mut self, code: Code, params: Params) {
        self.findings.form(code, &self.path, Anchor::Value, params);
    }

    pub(crate) fn wrong_type(&mut self, raw: &RawValue, expected: &str) {
        self.wrong(Code::WrongType, Params::new().with("expected", expected).with("found", kind(raw)));
    }

    /// Does something one step further down.
    pub(crate) fn at<T>(&mut self, step: &str, inner: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        push_step(&mut self.path, step);
        let result = inner(self);
        self.path.truncate(length);
        result
    }

    /// Whether the value is an object; reported if not.
    pub(crate) fn is_object(&mut self, raw: &RawValue) -> bool {
        let is_object = kind(raw) == "object";
        if !is_object {
            self.wrong_type(raw, "object");
        }
        is_object
    }

    /// Calls `field` with the number and the value of each of the `known` fields that an object has, and reports the
    /// others, and those `required` that are not there: a bit for each, the lowest for the first.
    ///
    /// One for all kinds of documents, as are the next ones: what reads slowly is not written out for each of them.
    pub(crate) fn fields(
        &mut self,
        raw: &RawValue,
        known: &[&str],
        required: u64,
        field: &mut dyn FnMut(&mut Self, u8, &RawValue),
    ) {
        let mut missing = required;
        self.object_of(raw, &mut |reader, key, value| match (0_u8..).zip(known).find(|(_, name)| **name == key) {
            Some((number, _)) => {
                missing &= !(1 << number);
                field(reader, number, value);
            }
            None => reader.unknown_field(key, known),
        });
        for (number, name) in (0_u8..).zip(known) {
            if missing & (1 << number) != 0 {
                self.missing_field(name);
            }
        }
    }

    /// Calls `field` with each key and value of an object, each key once; false if it is none.
    pub(crate) fn object(&mut self, raw: &RawValue, mut field: impl FnMut(&mut Self, &str, &RawValue)) -> bool {
        self.object_of(raw, &mut field)
    }

    fn object_of(&mut self, raw: &RawValue, field: &mut dyn FnMut(&mut Self, &str, &RawValue)) -> bool {
        let mut seen: HashMap<String, usize> = HashMap::new();
        let is_object = object_entries(raw, |key, value| {
            if let Some(times) = seen.get_mut(key) {
                let anchor = Anchor::KeyAgain(*times);
                *times = times.saturating_add(1);
                self.at(key, |reader| {
                    let params = Params::new().with("key", key);
                    reader.findings.form(Code::DuplicateKey, &reader.path, anchor, params);
                });
            } else {
                seen.insert(key.to_owned(), 1);
                self.at(key, |reader| field(reader, key, value));
            }
        });
        if !is_object {
            self.wrong_type(raw, "object");
        }
        is_object
    }

    /// Reports a field that does not belong here.
    pub(crate) fn unknown_field(&mut self, field: &str, known: &[&str]) {
        let params = Params::new().with("field", field);
        let params = self.findings.suggest(params, field, known.iter().copied());
        self.findings.form(Code::UnknownField, &self.path, Anchor::Key, params);
    }

    /// Reports a word that is none of those allowed.
    pub(crate) fn invalid_value(&mut self, value: &str, allowed: &[&str]) {
        let params = Params::new().with("value", value).with("allowed", words(allowed));
        let params = self.findings.suggest(params, value, allowed.iter().copied());
        self.wrong(Code::InvalidValue, params);
    }

    /// Reports a document of another kind than the one wanted.
    pub(crate) fn unknown_format(&mut self, found: &str, expected: &[&str]) {
        let params = Params::new().with("found", found).with("expected", words(expected));
        let params = self.findings.suggest(params, found, expected.iter().copied());
        self.wrong(Code::UnknownFormat, params);
    }

    /// Reports a field that is likely meant to be `wanted`.
    pub(crate) fn slip(&mut self, field: &str, wanted: &str) {
        let params = self.findings.suggest(Params::new().with("field", field), field, std::iter::once(wanted));
        if params.get("suggestion").is_some() {
            self.findings.form(Code::UnknownField, &self.path, Anchor::Key, params);
        }
    }

    /// Reports a field that is not there.
    pub(crate) fn missing_field(&mut self, field: &str) {
        self.findings.form(Code::MissingField, &self.path, Anchor::Value, Params::new().with("field", field));
    }

    /// Calls `item` with each item of an array; `None` if it is no array, else how many there were.
    pub(crate) fn array(&mut self, raw: &RawValue, mut item: impl FnMut(&mut Self, &RawValue)) -> Option<usize> {
        self.array_of(raw, &mut item)
    }

    fn array_of(&mut self, raw: &RawValue, item: &mut dyn FnMut(&mut Self, &RawValue)) -> Option<usize> {
        let mut index = 0_usize;
        let is_array = array_items(raw, |value| {
            self.at(&index.to_string(), |reader| item(reader, value));
            index = index.saturating_add(1);
        });
        if !is_array {
            self.wrong_type(raw, "array");
        }
        is_array.then_some(index)
    }

    /// The string here, or a report that there is none.
    pub(crate) fn string<'a>(&mut self, raw: &'a RawValue) -> Option<Cow<'a, str>> {
        let text = text_of(raw);
        if text.is_none() {
            self.wrong_type(raw, "string");
        }
        text
    }
}

fn words(known: &[&str]) -> Vec<String> {
    known.iter().map(|&word| word.to_owned()).collect()
}

pub(crate) fn text_of(raw: &RawValue) -> Option<Cow<'_, str>> {
    struct CowVisitor;

    impl<'de> de::Visitor<'de> for CowVisitor {
        type Value = Cow<'de, str>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
            Ok(Cow::Borrowed(text))
        }

        fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
            Ok(Cow::Owned(text.to_owned()))
        }
    }

    serde_json::Deserializer::from_str(raw.get()).deserialize_str(CowVisitor).ok()
}

/// What kind of JSON it is, in words.
pub(crate) fn kind(raw: &RawValue) -> &'static str {
    match raw.get().as_bytes().first() {
        Some(b'{') => "object",
        Some(b'[') => "array",
        Some(b'"') => "string",
        Some(b't' | b'f') => "boolean",
        Some(b'n') => "null",
        _ => "number",
    }
}

/// Calls `entry` with each decoded key and value; false if it is no object.
pub(crate) fn object_entries(raw: &RawValue, mut entry: impl FnMut(&str, &RawValue)) -> bool {
    raw_entries(raw.get(), |key, value| {
        if let Some(key) = text_of(key) {
            entry(&key, value);
        }
    })
}

/// As [`object_entries`], with the key as it stands in the text.
pub(crate) fn raw_entries<'a>(text: &'a str, mut entry: impl FnMut(&'a RawValue, &'a RawValue)) -> bool {
    struct Entries<'f, 'de>(&'f mut dyn FnMut(&'de RawValue, &'de RawValue));

    impl<'de> de::Visitor<'de> for Entries<'_, 'de> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some((key, value)) = map.next_entry()? {
                (self.0)(key, value);
            }
            Ok(())
        }
    }

    serde_json::Deserializer::from_str(text).deserialize_map(Entries(&mut entry)).is_ok()
}

/// Calls `item` with each item; false if it is no array.
pub(crate) fn array_items<'a>(raw: &'a RawValue, mut item: impl FnMut(&'a RawValue)) -> bool {
    struct Items<'f, 'de>(&'f mut dyn FnMut(&'de RawValue));

    impl<'de> de::Visitor<'de> for Items<'_, 'de> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an array")
        }

        fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
            while let Some(item) = seq.next_element()? {
                (self.0)(item);
            }
            Ok(())
        }
    }

    serde_json::Deserializer::from_str(raw.get()).deserialize_seq(Items(&mut item)).is_ok()
}
