//! Ids made of words, for what comes from elsewhere without one.

use std::collections::HashSet;

use crate::values::Id;
use crate::values::limits::MAX_ID_CHARS;

/// The words as an id: lower case, without accents, a hyphen between words; `None` if nothing is left.
pub(crate) fn slug(words: &str) -> Option<Id> {
    let mut out = String::new();
    for character in words.chars().flat_map(char::to_lowercase) {
        let plain = match character {
            'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ñ' => 'n',
            'ç' => 'c',
            other => other,
        };
        if plain.is_ascii_alphanumeric() {
            out.push(plain);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.len() >= MAX_ID_CHARS {
            break;
        }
    }
    Id::new(out.trim_end_matches('-'))
}

/// Ids that are given once each.
#[derive(Debug, Default)]
pub(crate) struct Given(HashSet<Id>);

impl Given {
    /// The first of the candidates that is not given yet, else the last of them with a number behind it.
    pub(crate) fn first_free(&mut self, candidates: impl IntoIterator<Item = Id>) -> Option<Id> {
        let mut last = None;
        for candidate in candidates {
            if self.0.insert(candidate.clone()) {
                return Some(candidate);
            }
            last = Some(candidate);
        }
        let last = last?;
        let head = last.as_str().get(..last.as_str().len().min(MAX_ID_CHARS.saturating_sub(6)))?;
        (2..100_000_u32)
            .filter_map(|number| Id::new(&format!("{head}-{number}")))
            .find(|candidate| self.0.insert(candidate.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_ids() {
        let id = |words: &str| slug(words).map(|id| id.as_str().to_owned());
        assert_eq!(id("Not evident"), Some("not-evident".to_owned()));
        assert_eq!(id("  ¿Qué pasó, niña? "), Some("que-paso-nina".to_owned()));
        assert_eq!(id("…"), None);
        assert_eq!(id(&"ab ".repeat(40)).unwrap().len(), 64);
    }

    #[test]
    fn an_id_is_given_once() {
        let mut given = Given::default();
        let mut next = |words: &str| given.first_free(slug(words)).unwrap().as_str().to_owned();
        assert_eq!([next("a b"), next("a b"), next("a b"), next("a")], ["a-b", "a-b-2", "a-b-3", "a"]);
    }
}
