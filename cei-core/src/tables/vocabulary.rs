//! What the labels of each kind of column mean.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;

use super::cells::{BAD, Label, MAX_CODE, NONE, Vocabulary};
use crate::assessment::Missing;
use crate::diagnostic::{Code, Params, suggest};
use crate::rubric::Rubric;
use crate::values::limits::MAX_COUNT;
use crate::values::{AssessmentId, Id, SchoolYear};

/// A code from an index.
fn code(index: usize) -> u32 {
    u32::try_from(index).ok().filter(|code| *code <= MAX_CODE).unwrap_or(BAD)
}

/// The number that a text is, as programs write numbers into text files: `3`, `-1`, `2.5`, and `3.0` for a whole one
/// that was in a column of floats. Not `+1`, `1e3` or `1,000`.
fn number_of(text: &str) -> Option<Label<'_>> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() > 18 || !is_plain(whole) || !is_plain(fraction) {
        return None;
    }
    if fraction.bytes().any(|byte| byte != b'0') {
        return text.parse().ok().map(Label::Float);
    }
    let number: i128 = whole.parse().ok()?;
    Some(Label::Whole(if digits.len() < text.len() { number.saturating_neg() } else { number }))
}

/// A label as text, in memory that is used again.
fn spelled<'t>(label: Label<'_>, scratch: &'t mut String) -> &'t str {
    scratch.clear();
    let _ = write!(scratch, "{label}"); // a string takes everything
    scratch
}

fn out_of_range(label: Label<'_>, high: u64) -> (Code, Params) {
    (Code::OutOfRange, Params::new().with("value", label.to_string()).with("low", 0_u64).with("high", high))
}

fn not_whole(label: Label<'_>) -> (Code, Params) {
    (Code::NotWhole, Params::new().with("value", label.to_string()))
}

/// Competencies of the rubric, by their index.
#[derive(Debug)]
pub(super) struct Competencies {
    rubric: Rubric,
    /// Competencies whose id reads as a number: what it is in bits.
    numbers: HashMap<u64, u32>,
    is_ambiguous: bool,
    scratch: String,
}

impl Competencies {
    pub(super) fn new(rubric: &Rubric) -> Self {
        let mut numbers = HashMap::new();
        let mut is_ambiguous = false;
        for (index, id) in rubric.competencies().iter().enumerate() {
            let is_number = id.as_str().bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            if is_number && let Ok(number) = id.as_str().parse::<f64>() {
                is_ambiguous |= numbers.insert(number.to_bits(), code(index)).is_some();
            }
        }
        Self { rubric: rubric.clone(), numbers, is_ambiguous, scratch: String::new() }
    }

    /// The id of that code.
    pub(super) fn id(&self, code: u32) -> &str {
        self.rubric.competencies().get(code as usize).map_or("", Id::as_str)
    }

    /// Whether two competencies have ids that are the same number, such as `1.1` and `1.10`.
    pub(super) fn is_ambiguous(&self) -> bool {
        self.is_ambiguous
    }
}

impl Vocabulary for Competencies {
    fn code(&mut self, label: Label<'_>) -> u32 {
        let number = match label {
            Label::Text(text) => return self.rubric.competency_index(text).map_or(BAD, code),
            Label::Whole(number) => number as f64,
            Label::Float(number) => number,
        };
        let exact = self.rubric.competency_index(spelled(label, &mut self.scratch)).map(code);
        exact.or_else(|| self.numbers.get(&number.to_bits()).copied()).unwrap_or(BAD)
    }

    fn problem(&self, label: Label<'_>) -> (Code, Params) {
        let id = label.to_string();
        let params = Params::new().with("id", id.as_str());
        (Code::UnknownCompetency, suggest(params, &id, self.rubric.competencies().iter().map(Id::as_str)))
    }
}

/// Groups of the rubric, by their index.
#[derive(Debug)]
pub(super) struct Groups {
    rubric: Rubric,
    scratch: String,
}

impl Groups {
    pub(super) fn new(rubric: &Rubric) -> Self {
        Self { rubric: rubric.clone(), scratch: String::new() }
    }

    /// The id of a group.
    pub(super) fn id(&self, code: u32) -> &str {
        self.rubric.groups().get(code as usize).map_or("", Id::as_str)
    }

    /// The team's.
    pub(super) fn team(&self) -> u32 {
        code(self.rubric.groups().len().saturating_sub(1))
    }
}

impl Vocabulary for Groups {
    fn code(&mut self, label: Label<'_>) -> u32 {
        let index = match label {
            Label::Text(text) => self.rubric.group_index(text),
            number => self.rubric.group_index(spelled(number, &mut self.scratch)),
        };
        index.map_or(BAD, code)
    }

    fn problem(&self, label: Label<'_>) -> (Code, Params) {
        let id = label.to_string();
        let params = Params::new().with("id", id.as_str());
        (Code::UnknownGroup, suggest(params, &id, self.rubric.groups().iter().map(Id::as_str)))
    }
}

/// Answers: a stage is its number - 1, a reason for giving none is its place in [`Missing::ALL`] after the stages.
#[derive(Debug)]
pub(super) struct Answers {
    rubric: Rubric,
    /// What the stage number 0 is.
    zero: u32,
}

/// Where the reasons for giving no stage begin.
fn first_reason(rubric: &Rubric) -> u32 {
    u32::from(rubric.stages())
}

/// The code of the answer `unanswered`.
pub(super) fn unanswered(rubric: &Rubric) -> u32 {
    first_reason(rubric)
}

fn reason(rubric: &Rubric, word: &str) -> Option<u32> {
    let index = Missing::ALL.iter().position(|missing| missing.name() == word)?;
    Some(first_reason(rubric).saturating_add(code(index)))
}

impl Answers {
    /// Where 0 says nothing.
    pub(super) fn new(rubric: &Rubric) -> Self {
        Self { rubric: rubric.clone(), zero: NONE }
    }

    /// Where 0 is unanswered.
    pub(super) fn asked(rubric: &Rubric) -> Self {
        Self { rubric: rubric.clone(), zero: unanswered(rubric) }
    }

    fn numbered(&self, number: i128) -> u32 {
        match number.checked_sub(1) {
            Some(-1) => self.zero,
            Some(index) if (0..i128::from(self.rubric.stages())).contains(&index) => {
                u32::try_from(index).unwrap_or(BAD)
            }
            _ => BAD,
        }
    }
}

impl Vocabulary for Answers {
    fn code(&mut self, label: Label<'_>) -> u32 {
        match label {
            Label::Text(text) => {
                let stage = self.rubric.stage_number(text).map(|number| u32::from(number).saturating_sub(1));
                let word = stage.or_else(|| reason(&self.rubric, text));
                match (word, number_of(text)) {
                    (Some(code), _) => code,
                    (None, Some(Label::Whole(number))) => self.numbered(number),
                    _ => BAD,
                }
            }
            Label::Whole(number) => self.numbered(number),
            Label::Float(_) => BAD,
        }
    }

    fn problem(&self, label: Label<'_>) -> (Code, Params) {
        let number = if let Label::Text(text) = label { number_of(text) } else { Some(label) };
        match (label, number) {
            (Label::Text(text), None) => {
                let params = Params::new().with("id", text);
                let stages = self.rubric.document().scale.iter().map(|stage| stage.id.as_str());
                let words = Missing::ALL.iter().map(|missing| missing.name());
                (Code::UnknownStage, suggest(params, text, stages.chain(words)))
            }
            (_, Some(Label::Float(_))) => not_whole(label),
            _ => out_of_range(label, self.rubric.stages().into()),
        }
    }
}

/// Reasons for giving no stage; codes as in [`Answers`].
#[derive(Debug)]
pub(super) struct Reasons(Rubric);

impl Reasons {
    pub(super) fn new(rubric: &Rubric) -> Self {
        Self(rubric.clone())
    }
}

impl Vocabulary for Reasons {
    fn code(&mut self, label: Label<'_>) -> u32 {
        match label {
            Label::Text(text) => reason(&self.0, text).unwrap_or(BAD),
            _ => BAD,
        }
    }

    fn problem(&self, label: Label<'_>) -> (Code, Params) {
        let value = label.to_string();
        let allowed: Vec<String> = Missing::ALL.iter().map(|missing| missing.name().to_owned()).collect();
        let params = Params::new().with("value", value.as_str()).with("allowed", allowed);
        (Code::InvalidValue, suggest(params, &value, Missing::ALL.iter().map(|missing| missing.name())))
    }
}

/// Counts: the code is the number, or says where a large one stands.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    large: Vec<u64>,
    codes: HashMap<u64, u32>,
}

/// Codes of large numbers begin here.
const LARGE: u32 = 1 << 31;

impl Numbers {
    /// The number of that code.
    pub(super) fn get(&self, code: u32) -> u64 {
        match code.checked_sub(LARGE) {
            None => code.into(),
            Some(index) => self.large.get(index as usize).copied().unwrap_or_default(),
        }
    }

    fn large(&mut self, number: u64) -> u32 {
        *self.codes.entry(number).or_insert_with(|| {
            self.large.push(number);
            code(self.large.len().saturating_sub(1)).saturating_add(LARGE)
        })
    }
}

impl Vocabulary for Numbers {
    fn code(&mut self, label: Label<'_>) -> u32 {
        let number = if let Label::Text(text) = label { number_of(text) } else { Some(label) };
        let whole = if let Some(Label::Whole(number)) = number { Some(number) } else { None };
        match whole.and_then(|number| u64::try_from(number).ok()) {
            Some(number) if number < LARGE.into() => u32::try_from(number).unwrap_or(BAD),
            Some(number) if number <= MAX_COUNT => self.large(number),
            _ => BAD,
        }
    }

    fn problem(&self, label: Label<'_>) -> (Code, Params) {
        let number = if let Label::Text(text) = label { number_of(text) } else { Some(label) };
        if let Some(Label::Whole(_)) = number { out_of_range(label, MAX_COUNT) } else { not_whole(label) }
    }
}

/// What a table may name freely.
pub(super) trait Name: Sized + PartialEq {
    /// What is said of a text that has not the form.
    const PROBLEM: Code;

    fn parse(text: &str) -> Option<Self>;

    /// How it is written.
    fn text(&self) -> Cow<'_, str>;
}

impl Name for Id {
    const PROBLEM: Code = Code::InvalidId;

    fn parse(text: &str) -> Option<Self> {
        Self::new(text)
    }

    fn text(&self) -> Cow<'_, str> {
        self.as_str().into()
    }
}

impl Name for AssessmentId {
    const PROBLEM: Code = Code::InvalidId;

    fn parse(text: &str) -> Option<Self> {
        Self::new(text)
    }

    fn text(&self) -> Cow<'_, str> {
        self.as_str().into()
    }
}

impl Name for SchoolYear {
    const PROBLEM: Code = Code::InvalidSchoolYear;

    fn parse(text: &str) -> Option<Self> {
        Self::new(text)
    }

    fn text(&self) -> Cow<'_, str> {
        self.to_string().into()
    }
}

/// Names in the order in which they first came.
#[derive(Debug)]
pub(super) struct Names<T> {
    codes: HashMap<Box<str>, u32>,
    names: Vec<T>,
    scratch: String,
}

impl<T: Name> Names<T> {
    pub(super) fn new() -> Self {
        Self { codes: HashMap::new(), names: Vec::new(), scratch: String::new() }
    }

    /// The name of that code.
    pub(super) fn get(&self, code: u32) -> Option<&T> {
        self.names.get(usize::try_from(code).ok()?)
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// All names, by code.
    pub(super) fn into_names(self) -> Vec<T> {
        self.names
    }

    /// The code of a text, which gets one if it has the form of a name.
    pub(super) fn code_of(&mut self, text: &str) -> u32 {
        if let Some(known) = self.codes.get(text) {
            return *known;
        }
        let Some(name) = T::parse(text) else { return BAD };
        let new = code(self.names.len());
        // `b+a` is `a+b`.
        let code = if name.text() == text { new } else { *self.codes.entry(name.text().into()).or_insert(new) };
        self.codes.insert(text.into(), code);
        if code == new {
            self.names.push(name);
        }
        code
    }
}

impl<T: Name> Vocabulary for Names<T> {
    fn code(&mut self, label: Label<'_>) -> u32 {
        match label {
            Label::Text(text) => self.code_of(text),
            number => {
                let mut scratch = std::mem::take(&mut self.scratch);
                let code = self.code_of(spelled(number, &mut scratch));
                self.scratch = scratch;
                code
            }
        }
    }

    fn problem(&self, label: Label<'_>) -> (Code, Params) {
        (T::PROBLEM, Params::new().with("value", label.to_string()))
    }
}
