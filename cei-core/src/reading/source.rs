use serde::de::{self, DeserializeSeed};
use serde_json::value::RawValue;

use super::reader::{Quick, Read, Reader, object_entries};
use crate::diagnostic::{Code, Diagnostic, Findings, Params, Report};
use crate::rubric::RubricRef;
use crate::values::limits::{MAX_DEPTH, MAX_DOCUMENT_BYTES};

/// Some programs put it in front; it is no part of the text.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The text of one document, within the limits on its size.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    text: &'a str,
}

impl<'a> Source<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, Report> {
        let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
        if bytes.len() > MAX_DOCUMENT_BYTES {
            let params = Params::new().with("bytes", bytes.len() as u64).with("limit", MAX_DOCUMENT_BYTES as u64);
            return Err(Report::of(Code::TooLarge, "", params));
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self { text }),
            Err(error) => {
                let offset = error.valid_up_to();
                let before = String::from_utf8_lossy(bytes.get(..offset).unwrap_or_default());
                let position = position_at_end(&before);
                Err(one(Code::InvalidUtf8, Some(position), Params::new().with("offset", offset as u64)))
            }
        }
    }

    pub(crate) fn text(self) -> &'a str {
        self.text
    }

    /// The document, with what is wrong with its form; the meaning is for the caller to check.
    ///
    /// A value comes back even if its form is wrong, with unreadable places in it, so that its meaning can be checked
    /// in the same pass. The caller must not use it when there are errors.
    pub(crate) fn read_quick<T: Quick>(self) -> Result<(T, Findings), Report> {
        match serde_json::from_str(self.text) {
            Ok(value) => Ok((value, Findings::default())),
            Err(_) => self.read(),
        }
    }

    /// As [`Source::read_quick`], by the thorough reader alone.
    pub(crate) fn read<T: Read>(self) -> Result<(T, Findings), Report> {
        let raw = self.raw()?;
        let mut reader = Reader::default();
        let value = T::read(raw, &mut reader);
        Ok((value, reader.into_findings().of_the_kind_wanted()))
    }

    /// The document for the thorough reader: it is JSON and not nested too deep.
    pub(crate) fn raw(self) -> Result<&'a RawValue, Report> {
        self.well_formed()?;
        serde_json::from_str(self.text).map_err(|error| self.syntax(&error))
    }

    /// The rubric that the document names, as far as that can be read.
    pub(crate) fn rubric_named(self) -> Option<RubricRef> {
        let mut rubric = None;
        let raw: &RawValue = serde_json::from_str(self.text).ok()?;
        object_entries(raw, |key, value| {
            if key == "rubric" && rubric.is_none() {
                rubric = serde_json::from_str(value.get()).ok();
            }
        });
        rubric
    }

    /// Whether the text is JSON and not nested too deep.
    fn well_formed(self) -> Result<(), Report> {
        let mut deserializer = serde_json::Deserializer::from_str(self.text);
        let too_deep = std::cell::Cell::new(false);
        let walk = Walk { levels: MAX_DEPTH, too_deep: &too_deep };
        let result = walk.deserialize(&mut deserializer).and_then(|()| deserializer.end());
        match result {
            Ok(()) => Ok(()),
            Err(error) if too_deep.get() => {
                let params = Params::new().with("limit", MAX_DEPTH as u64);
                Err(one(Code::TooDeep, Some(self.position(&error)), params))
            }
            Err(error) => Err(self.syntax(&error)),
        }
    }

    fn syntax(self, error: &serde_json::Error) -> Report {
        let text = error.to_string();
        let reason = text.split(" at line ").next().unwrap_or_default();
        one(Code::InvalidJson, Some(self.position(error)), Params::new().with("reason", reason))
    }

    /// serde_json counts the bytes of a line; we count code points.
    fn position(self, error: &serde_json::Error) -> (u64, u64) {
        let line = self.text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
        let bytes = error.column().min(line.len());
        let column = line.char_indices().filter(|(at, _)| *at < bytes).count();
        (error.line().max(1) as u64, column.max(1) as u64)
    }
}

fn one(code: Code, position: Option<(u64, u64)>, params: Params) -> Report {
    let severity = code.severity();
    Report::new(vec![Diagnostic { severity, code, path: String::new(), at: None, position, params }])
}

fn position_at_end(before: &str) -> (u64, u64) {
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count().saturating_add(1);
    (line as u64, column as u64)
}

/// The document's `format`, if it is an object with a string there.
pub(crate) fn format_of(text: &str) -> Option<String> {
    let raw: &RawValue = serde_json::from_str(text).ok()?;
    let mut format = None;
    object_entries(raw, |key, value| {
        if key == "format" && format.is_none() {
            format = serde_json::from_str(value.get()).ok();
        }
    });
    format
}

/// Walks JSON of any kind, keeping nothing, down to so many levels.
#[derive(Clone, Copy)]
struct Walk<'a> {
    levels: usize,
    too_deep: &'a std::cell::Cell<bool>,
}

impl Walk<'_> {
    fn inner<E: de::Error>(self) -> Result<Self, E> {
        match self.levels.checked_sub(1) {
            Some(levels) => Ok(Self { levels, ..self }),
            None => {
                self.too_deep.set(true);
                Err(E::custom("nested too deep"))
            }
        }
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> de::Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let inner = self.inner()?;
        while seq.next_element_seed(inner)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let inner = self.inner()?;
        while map.next_key::<std::borrow::Cow<'de, str>>()?.is_some() {
            map.next_value_seed(inner)?;
        }
        Ok(())
    }
}
