//! A message and its help, made when they are first asked for and then kept, so that C can borrow them.

use std::sync::OnceLock;

use cei_core::Language;

pub(crate) struct Words {
    pub(crate) message: String,
    pub(crate) help: String,
}

/// Words by language.
#[derive(Default)]
pub(crate) struct Worded {
    en: OnceLock<Words>,
    es: OnceLock<Words>,
}

impl Worded {
    pub(crate) fn get(&self, language: Language, make: impl FnOnce() -> Words) -> &Words {
        match language {
            Language::Es => &self.es,
            _ => &self.en,
        }
        .get_or_init(make)
    }
}
