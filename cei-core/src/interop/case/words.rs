//! The words of a rubric while they come in, package by package.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::values::{Id, LanguageTag, Text};

/// A place for words in a rubric.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    Title,
    Text,
    Stage(Id),
    DomainTitle(Id),
    DomainText(Id),
    CompetencyTitle(Id),
    CompetencyText(Id),
    Descriptor(Id, Id),
}

#[derive(Debug, Default)]
pub(super) struct Words(HashMap<Slot, BTreeMap<LanguageTag, String>>);

impl Words {
    /// Puts words into a place. If there are others in that language, these stay, and are given back.
    pub(super) fn put(&mut self, slot: Slot, language: &LanguageTag, words: Option<&str>) -> Option<&str> {
        let words = words.filter(|words| !Text::is_blank(words))?;
        let kept = self.0.entry(slot).or_default().entry(language.clone()).or_insert_with(|| words.to_owned());
        (kept != words).then_some(kept.as_str())
    }

    /// The words of a place, by language.
    pub(super) fn take(&mut self, slot: &Slot) -> Option<Text> {
        self.0.remove(slot).map(|words| Text::ByLanguage(Arc::new(words)))
    }

    /// The words of a place, or else these.
    pub(super) fn take_or(&mut self, slot: &Slot, otherwise: &str) -> Text {
        self.take(slot).unwrap_or_else(|| Text::Plain(otherwise.to_owned()))
    }
}
