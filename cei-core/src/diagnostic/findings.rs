use std::collections::HashSet;

use super::{Code, Diagnostic, Param, Params, Report, Severity};
use crate::values::limits::{MAX_DIAGNOSTICS, MAX_ID_CHARS, MAX_REPEATED_CHARS};
use crate::values::order::sort_by;

/// Which part of the place at a path is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// The value.
    Value,
    /// The key of the field.
    Key,
    /// The key where it stands again, after so many times.
    KeyAgain(usize),
}

/// A diagnostic whose line and column are not known yet.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) code: Code,
    pub(crate) path: String,
    pub(crate) anchor: Anchor,
    pub(crate) params: Params,
}

/// Collects what is found in one document. Memory is bounded: past the limit it only counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Findings {
    errors: Vec<Finding>,
    others: Vec<Finding>,
    dropped_errors: usize,
    dropped_others: usize,
    /// There are more errors of form than a report holds.
    form_fills_it: bool,
    /// Paths whose value could not be read: nothing more is said of them or of what is below.
    unreadable: HashSet<String>,
    /// Where the part stands whose meaning is being checked.
    part: String,
}

impl Findings {
    /// Adds what is wrong with the form of the value at `path`.
    pub(crate) fn form(&mut self, code: Code, path: &str, anchor: Anchor, params: Params) {
        if anchor == Anchor::Value && !self.is_full() {
            self.unreadable.insert(match (code, params.get("field")) {
                (Code::MissingField, Some(Param::Text(field))) => format!("{path}/{field}"),
                _ => path.to_owned(),
            });
        }
        self.form_fills_it |= self.is_full();
        let (path, anchor) = match repeated(path) {
            whole if whole.len() == path.len() => (whole, anchor),
            above => (above, Anchor::Value),
        };
        self.push(Finding { code, path: path.to_owned(), anchor, params });
    }

    /// Whether the report is full of errors already, so that more are only counted.
    fn is_full(&self) -> bool {
        self.errors.len() >= MAX_DIAGNOSTICS
    }

    /// With the nearest known word as a suggestion, if one is near.
    pub(crate) fn suggest<'a>(&self, params: Params, word: &str, known: impl Iterator<Item = &'a str>) -> Params {
        if self.is_full() { params } else { suggest(params, word, known) }
    }

    /// Adds what is wrong with the meaning of the value at `path`, unless its form is wrong already.
    ///
    /// Where the form alone fills the report, the meaning is not looked into.
    pub(crate) fn meaning(&mut self, code: Code, path: String, params: Params) {
        self.meaning_at(Anchor::Value, code, path, params);
    }

    pub(crate) fn meaning_at(&mut self, anchor: Anchor, code: Code, path: String, params: Params) {
        if !self.form_fills_it && !self.is_unreadable(&path) {
            let path = if self.part.is_empty() { path } else { format!("{}{path}", self.part) };
            self.push(Finding { code, path, anchor, params });
        }
    }

    /// Whether what stands at `path` could not be read, so that its value says nothing.
    pub(crate) fn is_unreadable(&self, path: &str) -> bool {
        if self.unreadable.is_empty() {
            return false;
        }
        let path = format!("{}{path}", self.part);
        self.unreadable.contains("")
            || self.unreadable.contains(&path)
            || path
                .match_indices('/')
                .any(|(at, _)| path.get(..at).is_some_and(|above| self.unreadable.contains(above)))
    }

    /// Checks a document that is a part of this one and stands at `path`: what is found in it gets its place here.
    /// `None` if there is an error in that part.
    pub(crate) fn part<T>(&mut self, path: &str, check: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let length = self.part.len();
        self.part.push_str(path);
        let checked = check(self);
        let below = |other: &str| {
            other.strip_prefix(self.part.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let sound = self.dropped_errors == 0
            && !self.form_fills_it
            && !self.is_unreadable("")
            && !self.errors.iter().any(|finding| below(&finding.path));
        self.part.truncate(length);
        sound.then_some(checked)
    }

    /// Takes over the errors of a report on the part at `path`.
    pub(crate) fn errors_of(&mut self, path: &str, report: &Report) {
        for diagnostic in report.diagnostics().iter().filter(|one| one.severity == Severity::Error) {
            self.meaning(diagnostic.code, format!("{path}{}", diagnostic.path), diagnostic.params.clone());
        }
    }

    fn push(&mut self, finding: Finding) {
        let (list, dropped) = if finding.code.severity() == Severity::Error {
            (&mut self.errors, &mut self.dropped_errors)
        } else {
            (&mut self.others, &mut self.dropped_others)
        };
        if list.len() < MAX_DIAGNOSTICS {
            list.push(finding);
        } else {
            *dropped = dropped.saturating_add(1);
        }
    }

    /// A document of another kind lacks all sorts of things; only its kind is worth saying.
    pub(crate) fn of_the_kind_wanted(mut self) -> Self {
        let is_kind = |finding: &Finding| finding.code == Code::UnknownFormat && finding.path == "/format";
        if self.errors.iter().any(is_kind) {
            self.errors.retain(is_kind);
            self.others.clear();
            self.dropped_errors = 0;
            self.dropped_others = 0;
            self.unreadable.insert(String::new());
        }
        self
    }

    /// Reports as `milder`, which is no error, what was found as `code` below a path and left the rest readable.
    #[cfg(feature = "case")]
    pub(crate) fn milder(&mut self, below: &str, code: Code, milder: Code) {
        let is_meant = |finding: &Finding| finding.code == code && finding.path.starts_with(below);
        let (meant, errors) = std::mem::take(&mut self.errors).into_iter().partition(is_meant);
        self.errors = errors;
        for finding in meant {
            self.push(Finding { code: milder, ..finding });
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty() && self.others.is_empty()
    }

    pub(crate) fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The report: errors first where there are too many, all in the order of their places in `text`.
    pub(crate) fn into_report(self, text: &str) -> Report {
        if self.is_empty() {
            return Report::default();
        }
        let room = MAX_DIAGNOSTICS.saturating_sub(self.errors.len());
        let left = self.others.len().saturating_sub(room).saturating_add(self.dropped_others);
        let kept: Vec<Finding> = self.errors.into_iter().chain(self.others.into_iter().take(room)).collect();
        let places = crate::reading::locate(text, &kept);
        let mut placed: Vec<_> = kept.into_iter().zip(places).collect();
        sort_by(&mut placed, |(a, at), (b, bt)| {
            (at.offset, a.code.name(), &a.path).cmp(&(bt.offset, b.code.name(), &b.path))
        });
        let mut diagnostics: Vec<Diagnostic> = placed
            .into_iter()
            .map(|(finding, place)| Diagnostic {
                severity: finding.code.severity(),
                code: finding.code,
                path: finding.path,
                at: None,
                position: place.position,
                params: finding.params,
            })
            .collect();
        let dropped = left.saturating_add(self.dropped_errors);
        if dropped > 0 {
            diagnostics.push(Diagnostic {
                severity: if self.dropped_errors > 0 { Severity::Error } else { Severity::Note },
                code: Code::MoreProblems,
                path: String::new(),
                at: None,
                position: None,
                params: Params::new().with("count", dropped as u64),
            });
        }
        Report::new(diagnostics)
    }
}

/// The path, or so much of it as a diagnostic repeats: whole steps.
fn repeated(path: &str) -> &str {
    if path.len() <= MAX_REPEATED_CHARS {
        return path;
    }
    let most = path.floor_char_boundary(MAX_REPEATED_CHARS);
    path.get(..most).and_then(|head| head.rsplit_once('/')).map_or("", |(above, _)| above)
}

/// With the nearest known word as a suggestion, if one is near.
pub(crate) fn suggest<'a>(params: Params, word: &str, known: impl Iterator<Item = &'a str>) -> Params {
    /// Longer words than ids are not compared, and no more candidates than this.
    const MOST_CANDIDATES: usize = 1_000;
    if word.len() > MAX_ID_CHARS {
        return params;
    }
    let word = word.to_lowercase();
    let most = (word.chars().count() / 3).clamp(1, 3);
    let nearest = known
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= most)
        .take(MOST_CANDIDATES)
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .min_by_key(|(distance, _)| *distance);
    match nearest {
        Some((distance, candidate)) if distance <= most => params.with("suggestion", candidate),
        _ => params,
    }
}

/// Adds a step to a JSON Pointer in place.
pub(crate) fn push_step(path: &mut String, step: &str) {
    path.push('/');
    for character in step.chars() {
        match character {
            '~' => path.push_str("~0"),
            '/' => path.push_str("~1"),
            other => path.push(other),
        }
    }
}
