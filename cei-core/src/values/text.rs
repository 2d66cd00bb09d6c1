use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use smol_str::SmolStr;

/// A BCP-47 language tag, such as `en` or `es-MX`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageTag(SmolStr);

impl LanguageTag {
    /// The tag, if `text` has the form of one.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let alphanumeric = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let language = parts.next()?;
        let private = language == "x" && text.len() > 2;
        let well_formed = (private || (2..=8).contains(&language.len()))
            && language.bytes().all(|byte| byte.is_ascii_alphabetic())
            && parts.all(|part| (1..=8).contains(&part.len()) && alphanumeric(part));
        (well_formed && text.len() <= 35).then(|| Self(text.into()))
    }

    /// English, the language of a document that names none.
    #[must_use]
    pub fn english() -> Self {
        Self(SmolStr::new_static("en"))
    }

    /// The tag as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for LanguageTag {
    fn default() -> Self {
        Self::english()
    }
}

impl Serialize for LanguageTag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for LanguageTag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::id::deserialize_with(deserializer, "a BCP-47 language tag", Self::new)
    }
}

/// Words for people: a string in the document's language, or one string per language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// In the language of the document.
    Plain(String),
    /// By language tag; at least one. Shared: the same sentence can stand in many places of a result.
    ByLanguage(Arc<BTreeMap<LanguageTag, String>>),
}

impl Text {
    /// A text of ours, in English and Spanish.
    #[must_use]
    pub fn bilingual(en: impl Into<String>, es: impl Into<String>) -> Self {
        let texts = [(LanguageTag::english(), en.into()), (LanguageTag(SmolStr::new_static("es")), es.into())];
        Self::ByLanguage(Arc::new(BTreeMap::from(texts)))
    }

    /// As [`Text::get`], with the language that the words are in; none where that is the document's.
    pub(crate) fn best(&self, language: &str, document: &str) -> (Option<&LanguageTag>, &str) {
        match self {
            Self::Plain(text) => (None, text),
            Self::ByLanguage(texts) => [language, language.split('-').next().unwrap_or_default(), document, "en"]
                .iter()
                .find_map(|wanted| texts.iter().find(|(tag, _)| tag.0 == **wanted))
                .or_else(|| texts.iter().next())
                .map_or((None, ""), |(tag, text)| (Some(tag), text)),
        }
    }

    /// The words in `language` (for `es-MX`, else in `es`); else in the language of the document, else in English, else
    /// the first there is.
    #[must_use]
    pub fn get(&self, language: &str, document: &str) -> &str {
        self.best(language, document).1
    }

    /// The words in exactly that language, if there are any.
    #[cfg(feature = "case")]
    pub(crate) fn own(&self, language: &str, document: &str) -> Option<&str> {
        let (tag, words) = self.best(language, document);
        (tag.map_or(document, LanguageTag::as_str) == language).then_some(words)
    }

    /// The languages that a text names; none if it is plain.
    #[cfg(feature = "case")]
    pub(crate) fn languages(&self) -> impl Iterator<Item = &LanguageTag> {
        let texts = match self {
            Self::Plain(_) => None,
            Self::ByLanguage(texts) => Some(texts.keys()),
        };
        texts.into_iter().flatten()
    }

    /// A well-formed text has words in every language it names.
    pub(crate) fn is_blank(text: &str) -> bool {
        text.trim().is_empty()
    }

    pub(crate) fn unreadable() -> Self {
        Self::Plain(String::new())
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain(text) => serializer.serialize_str(text),
            Self::ByLanguage(texts) => texts.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;

        impl<'de> de::Visitor<'de> for TextVisitor {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
                if Text::is_blank(text) {
                    return Err(E::custom("empty text"));
                }
                Ok(Text::Plain(text.to_owned()))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Text, A::Error> {
                let mut texts = BTreeMap::new();
                while let Some((tag, text)) = map.next_entry::<LanguageTag, String>()? {
                    if Text::is_blank(&text) || texts.insert(tag, text).is_some() {
                        return Err(de::Error::custom("empty text or the same language twice"));
                    }
                }
                if texts.is_empty() {
                    return Err(de::Error::custom("empty text"));
                }
                Ok(Text::ByLanguage(Arc::new(texts)))
            }
        }

        deserializer.deserialize_any(TextVisitor)
    }
}

/// A string with words in it: a number as people say it, a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line(String);

impl Line {
    /// The line, unless it is blank.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        (!Text::is_blank(text)).then(|| Self(text.to_owned()))
    }

    /// The line as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn unreadable() -> Self {
        Self(String::new())
    }
}

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::id::deserialize_with(deserializer, "a string that is not blank", Self::new)
    }
}
