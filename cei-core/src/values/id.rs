use std::borrow::Borrow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use smol_str::SmolStr;

use super::limits::MAX_ID_CHARS;

/// A name inside a document: `[A-Za-z0-9][A-Za-z0-9._-]{0,63}`. Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(SmolStr);

impl Id {
    /// The id, if `text` has the form of one.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        is_id(text).then(|| Self(text.into()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Stands where a document has no readable id; the reader has reported it already.
    pub(crate) fn unreadable() -> Self {
        Self("".into())
    }

    pub(crate) fn is_unreadable(&self) -> bool {
        self.0.is_empty()
    }
}

pub(crate) fn is_id(text: &str) -> bool {
    let mut bytes = text.bytes();
    text.len() <= MAX_ID_CHARS
        && bytes.next().is_some_and(|first| first.is_ascii_alphanumeric())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

struct TextVisitor<F>(F, &'static str);

impl<T, F: FnOnce(&str) -> Option<T>> de::Visitor<'_> for TextVisitor<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.1)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        let expected = self.1;
        (self.0)(text).ok_or_else(|| E::custom(format_args!("expected {expected}")))
    }
}

/// Reads a string through `parse`, without copying it first.
pub(crate) fn deserialize_with<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    expected: &'static str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(TextVisitor(parse, expected))
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_with(deserializer, "an id", Self::new)
    }
}

/// The assessments behind a tally: their ids, sorted, each once, joined by `+`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssessmentId(SmolStr);

impl AssessmentId {
    /// Parses ids joined by `+`; sorts them and drops repetitions.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let mut ids: Vec<&str> = text.split('+').collect();
        if !ids.iter().all(|id| is_id(id)) {
            return None;
        }
        ids.sort_unstable();
        ids.dedup();
        Some(Self(ids.join("+").into()))
    }

    /// The ids of both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self::new(&format!("{}+{}", self.0, other.0)).unwrap_or_else(|| self.clone())
    }

    /// The ids as one text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn unreadable() -> Self {
        Self("".into())
    }
}

impl From<&Id> for AssessmentId {
    fn from(id: &Id) -> Self {
        Self(id.0.clone())
    }
}

impl Serialize for AssessmentId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for AssessmentId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_with(deserializer, "ids joined by `+`", Self::new)
    }
}
