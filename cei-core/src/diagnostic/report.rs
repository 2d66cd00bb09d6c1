use std::borrow::Cow;
use std::fmt::Write as _;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::{Bilingual, Code, Severity};
use crate::values::limits::{MAX_DIAGNOSTICS, MAX_REPEATED_CHARS};

/// A language that messages exist in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
}

impl Language {
    /// The language of a tag such as `es` or `es-MX`; `None` where there are no messages in it.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split('-').next()? {
            "en" => Some(Self::En),
            "es" => Some(Self::Es),
            _ => None,
        }
    }

    /// The language's tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }
}

impl Bilingual {
    /// The words in `language`.
    #[must_use]
    pub fn get(self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Es => self.es,
        }
    }
}

/// One value that a message speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Param {
    /// Words, an id, a value of the document.
    Text(String),
    /// A whole number.
    Number(u64),
    /// Yes or no.
    Flag(bool),
    /// Several words or ids.
    List(Vec<String>),
}

impl From<&str> for Param {
    fn from(text: &str) -> Self {
        Self::Text(shortened(text, MAX_REPEATED_CHARS))
    }
}

impl From<String> for Param {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<u64> for Param {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Param {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<Vec<String>> for Param {
    fn from(list: Vec<String>) -> Self {
        Self::List(list)
    }
}

/// What a message speaks of, by name, in the catalogue's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(Vec<(&'static str, Param)>);

impl Params {
    /// Nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The values of a code's parameters; values of other names are left out.
    #[must_use]
    pub fn of(code: Code, values: &[(impl AsRef<str>, Param)]) -> Self {
        let named = |name: &&'static str| {
            let (_, value) = values.iter().find(|(known, _)| known.as_ref() == *name)?;
            Some((*name, value.clone()))
        };
        Self(code.entry().params.iter().filter_map(named).collect())
    }

    /// With one more value.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Param>) -> Self {
        self.0.push((name, value.into()));
        self
    }

    /// The value of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Param> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Every name and value.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Param)> {
        self.0.iter().map(|(name, value)| (*name, value))
    }

    /// `template` with every `{name}` replaced.
    /// With the kinds of JSON values, which these params name, in Spanish.
    fn in_spanish(&self, names: &[&str]) -> Self {
        let mut params = self.clone();
        for (name, param) in &mut params.0 {
            if let (true, Param::Text(word)) = (names.contains(name), param) {
                let kind = KINDS.iter().find(|(english, _)| *english == word.as_str());
                *word = kind.map_or_else(|| word.clone(), |(_, spanish)| (*spanish).into());
            }
        }
        params
    }

    fn fill(&self, template: &str) -> String {
        let mut out = String::with_capacity(template.len().saturating_add(16));
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            match self.get(name) {
                Some(Param::Text(text)) => out.push_str(&visible(&shortened(text, MOST_IN_A_SENTENCE))),
                Some(Param::Number(number)) => drop(write!(out, "{number}")),
                Some(Param::Flag(flag)) => drop(write!(out, "{flag}")),
                Some(Param::List(items)) => {
                    let quoted: Vec<String> = items.iter().map(|item| format!("`{}`", visible(item))).collect();
                    out.push_str(&quoted.join(", "));
                }
                None => {}
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

/// What a value can be, as `wrong_type` says it, in English and Spanish.
const KINDS: &[(&str, &str)] = &[
    ("array", "lista"),
    ("boolean", "verdadero o falso"),
    ("null", "null"),
    ("number", "número"),
    ("object", "objeto"),
    ("string", "cadena de texto"),
    ("string or object", "cadena de texto u objeto"),
    ("text (a string or an object of strings)", "texto (una cadena o un objeto de cadenas)"),
    ("whole number", "número entero"),
];

/// A long value is cut in a message, in characters; `params` has more of it.
const MOST_IN_A_SENTENCE: usize = 80;

/// With control characters as escapes: what a document holds must not steer the terminal that shows a message.
fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() {
            out.extend(character.escape_default());
        } else {
            out.push(character);
        }
    }
    out.into()
}

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
    }
}

impl Serialize for Params {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// A place in a table. Rows count from 1 and the header is row 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The file, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// The column's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
}

/// One finding: what, where, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// Which kind; stable.
    pub code: Code,
    /// Where in a document: a JSON Pointer (RFC 6901).
    pub path: String,
    /// Where in a table.
    pub at: Option<Cell>,
    /// Line and column from 1, in code points, when the input was text.
    pub position: Option<(u64, u64)>,
    /// What the message speaks of.
    pub params: Params,
}

impl Diagnostic {
    /// What is the matter, in one sentence without a full stop.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let template = self.code.entry().message.get(language);
        if self.code == Code::WrongType && language == Language::Es {
            return self.params.in_spanish(&["expected", "found"]).fill(template);
        }
        self.params.fill(template)
    }

    /// How to mend it, beginning with "did you mean" where something similar is known.
    #[must_use]
    pub fn help(&self, language: Language) -> String {
        let help = self.params.fill(self.code.entry().help.get(language));
        match self.params.get("suggestion") {
            Some(Param::Text(suggestion)) => match language {
                Language::En => format!("did you mean `{}`? {help}", visible(suggestion)),
                Language::Es => format!("¿quiso decir `{}`? {help}", visible(suggestion)),
            },
            _ => help,
        }
    }
}

/// Writes a diagnostic in one language.
struct Worded<'a>(&'a Diagnostic, Language);

impl Serialize for Worded<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(diagnostic, language) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("severity", &diagnostic.severity)?;
        map.serialize_entry("code", diagnostic.code.name())?;
        map.serialize_entry("path", &diagnostic.path)?;
        if let Some(at) = &diagnostic.at {
            map.serialize_entry("at", at)?;
        }
        if let Some((line, column)) = diagnostic.position {
            map.serialize_entry("line", &line)?;
            map.serialize_entry("column", &column)?;
        }
        map.serialize_entry("message", &diagnostic.message(*language))?;
        map.serialize_entry("help", &diagnostic.help(*language))?;
        map.serialize_entry("params", &diagnostic.params)?;
        map.end()
    }
}

/// All that was found in one document or table, in the order of its places. Also an error, for `?`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    pub(crate) fn new(diagnostics: Vec<Diagnostic>) -> Self {
        Self { diagnostics }
    }

    pub(crate) fn of(code: Code, path: impl Into<String>, params: Params) -> Self {
        let severity = code.severity();
        Self::new(vec![Diagnostic { severity, code, path: path.into(), at: None, position: None, params }])
    }

    /// The report on something that cannot even be written as JSON, and why not.
    #[must_use]
    pub fn not_json(reason: &str) -> Self {
        Self::of(Code::InvalidJson, "", Params::new().with("reason", reason))
    }

    /// The report of findings that are made outside of the core, such as by a reader of tables from elsewhere: each a
    /// code, a place, and values for the code's parameters. Values of other names are left out.
    #[must_use]
    pub fn of_findings(findings: impl IntoIterator<Item = (Code, Option<Cell>, Vec<(String, Param)>)>) -> Self {
        let diagnostic = |(code, at, values): (Code, Option<Cell>, Vec<(String, Param)>)| {
            let params = Params::of(code, &values);
            Diagnostic { severity: code.severity(), code, path: String::new(), at, position: None, params }
        };
        Self::new(findings.into_iter().map(diagnostic).collect())
    }

    /// What is in this report, and then what is in another, as far as a report goes.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut all: Vec<Diagnostic> = self.diagnostics.iter().chain(&other.diagnostics).cloned().collect();
        if let Some(more) = all.len().checked_sub(MAX_DIAGNOSTICS).filter(|more| *more > 0) {
            all.truncate(MAX_DIAGNOSTICS);
            all.extend(Self::of(Code::MoreProblems, "", Params::new().with("count", more as u64)).diagnostics);
        }
        Self::new(all)
    }

    /// Whether nothing found is an error.
    #[must_use]
    pub fn valid(&self) -> bool {
        self.diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error)
    }

    /// What was found.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Without warnings and notes.
    pub(crate) fn errors_only(mut self) -> Self {
        self.diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
        self
    }

    /// With other paths, where `path` has one.
    pub(crate) fn with_paths(mut self, path: impl Fn(&str) -> Option<String>) -> Self {
        for diagnostic in &mut self.diagnostics {
            diagnostic.path = path(&diagnostic.path).unwrap_or_else(|| std::mem::take(&mut diagnostic.path));
        }
        self
    }

    /// Without lines and columns: for input that was not text.
    #[must_use]
    pub fn without_positions(mut self) -> Self {
        for diagnostic in &mut self.diagnostics {
            diagnostic.position = None;
        }
        self
    }

    /// Without any value of the document: for logs that must not hold what a person answered.
    #[must_use]
    pub fn masked(mut self) -> Self {
        const VALUES: [&str; 11] =
            ["value", "found", "rater", "key", "field", "id", "ids", "left", "right", "reason", "previous"];
        for diagnostic in &mut self.diagnostics {
            diagnostic.params.0.retain(|(name, _)| *name != "suggestion");
        }
        for (name, value) in self.diagnostics.iter_mut().flat_map(|diagnostic| &mut diagnostic.params.0) {
            if VALUES.contains(name) && !matches!(value, Param::Number(_) | Param::Flag(_)) {
                *value = Param::Text("…".to_owned());
            }
        }
        self
    }

    /// As a `cei.report/1` document, with messages in `language`.
    #[must_use]
    pub fn to_json(&self, language: Language) -> String {
        struct Document<'a>(&'a Report, Language);

        impl Serialize for Document<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_entry("format", "cei.report/1")?;
                map.serialize_entry("valid", &self.0.valid())?;
                let diagnostics: Vec<_> = self.0.diagnostics.iter().map(|one| Worded(one, self.1)).collect();
                map.serialize_entry("diagnostics", &diagnostics)?;
                map.end()
            }
        }

        crate::reading::to_json(&Document(self, language))
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, diagnostic) in self.diagnostics.iter().enumerate() {
            if index > 0 {
                f.write_char('\n')?;
            }
            let severity = diagnostic.severity.name();
            write!(f, "{severity}[{}]", diagnostic.code.name())?;
            if let Some((line, column)) = diagnostic.position {
                write!(f, " {line}:{column}")?;
            }
            if !diagnostic.path.is_empty() {
                write!(f, " at {}", diagnostic.path)?;
            }
            write!(f, ": {}", diagnostic.message(Language::En))?;
        }
        Ok(())
    }
}

impl std::error::Error for Report {}
