//! What a document of the initiative lists in one place and refers to in another.

use std::collections::HashSet;

use crate::diagnostic::{Code, Findings, Params};
use crate::values::{Count, Id};

/// The ids of one list: quick to look up, and in an order that suggestions can rely on.
pub(super) struct Listed<'a> {
    /// The field of the document that lists them.
    list: &'static str,
    known: HashSet<&'a str>,
    in_order: Vec<&'a str>,
    /// Whether the list could be read: else all would seem unknown.
    readable: bool,
}

impl<'a> Listed<'a> {
    pub(super) fn new(list: &'static str, findings: &Findings, ids: impl Iterator<Item = &'a Id>) -> Self {
        let in_order: Vec<&str> = ids.map(Id::as_str).collect();
        let readable = !findings.is_unreadable(&format!("/{list}"));
        Self { list, known: in_order.iter().copied().collect(), in_order, readable }
    }

    /// With the ids of a second list, where something may be in either.
    pub(super) fn or(mut self, other: &Self) -> Self {
        self.known.extend(&other.known);
        self.in_order.extend(&other.in_order);
        self.readable &= other.readable;
        self
    }

    /// Reports an id that is not in the list.
    pub(super) fn one(&self, id: &Id, path: impl FnOnce() -> String, findings: &mut Findings) {
        if self.readable && !id.is_unreadable() && !self.known.contains(id.as_str()) {
            let params = Params::new().with("id", id.as_str()).with("list", self.list);
            let params = findings.suggest(params, id.as_str(), self.in_order.iter().copied());
            findings.meaning(Code::NotListed, path(), params);
        }
    }

    /// Reports every id that is not in the list, or that is named twice.
    pub(super) fn each(&self, ids: &[Id], path: &str, findings: &mut Findings) {
        for (index, id) in ids.iter().enumerate() {
            self.one(id, || format!("{path}/{index}"), findings);
        }
        once(ids.iter(), |index| format!("{path}/{index}"), findings);
    }
}

/// Reports every id that stands there again.
pub(super) fn once<'a>(ids: impl Iterator<Item = &'a Id>, path: impl Fn(usize) -> String, findings: &mut Findings) {
    let mut seen = HashSet::new();
    for (index, id) in ids.enumerate() {
        if !id.is_unreadable() && !seen.insert(id) {
            findings.meaning(Code::ListedTwice, path(index), Params::new().with("id", id.as_str()));
        }
    }
}

/// Reports a part that is larger than the whole.
pub(super) fn part_of(part: Count, whole: Count, path: impl FnOnce() -> String, findings: &mut Findings) {
    if part > whole {
        let params = Params::new().with("part", part.get()).with("whole", whole.get());
        findings.meaning(Code::PartAboveWhole, path(), params);
    }
}
