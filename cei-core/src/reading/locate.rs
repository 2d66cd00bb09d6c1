use std::collections::HashMap;

use serde_json::value::RawValue;

use super::reader::{array_items, kind, raw_entries, text_of};
use crate::diagnostic::{Anchor, Finding};
use crate::values::order::order;

/// Where a finding stands in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// In bytes, for ordering.
    pub(crate) offset: usize,
    /// Line and column, from 1, in code points.
    pub(crate) position: Option<(u64, u64)>,
}

/// The places that are wanted, as a tree of path steps.
#[derive(Default)]
struct Wanted {
    below: HashMap<String, Wanted>,
    here: Vec<(usize, Anchor)>,
}

/// Finds the places of all findings in one walk over the text, which is valid JSON.
pub(crate) fn locate(text: &str, findings: &[Finding]) -> Vec<Place> {
    let mut root = Wanted::default();
    for (index, finding) in findings.iter().enumerate() {
        let mut node = &mut root;
        for step in finding.path.split('/').skip(1) {
            node = node.below.entry(step.replace("~1", "/").replace("~0", "~")).or_default();
        }
        node.here.push((index, finding.anchor));
    }
    let mut offsets = vec![0; findings.len()];
    if let Ok(raw) = serde_json::from_str::<&RawValue>(text) {
        walk(text, raw, &root, &mut offsets);
    }
    positions(text, &offsets)
}

/// `part` is a slice of `text`: how far in it begins.
fn offset_in(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

fn walk(text: &str, raw: &RawValue, wanted: &Wanted, offsets: &mut [usize]) {
    let at = offset_in(text, raw.get());
    mark(wanted, Anchor::Value, at, offsets);
    mark_below(wanted, at, offsets);
    if wanted.below.is_empty() {
        return;
    }
    if kind(raw) == "array" {
        let mut index = 0_usize;
        array_items(raw, |item| {
            if let Some(below) = wanted.below.get(&index.to_string()) {
                walk(text, item, below, offsets);
            }
            index = index.saturating_add(1);
        });
        return;
    }
    let mut times: HashMap<String, usize> = HashMap::new();
    raw_entries(raw.get(), |key, value| {
        let Some(name) = text_of(key) else { return };
        let Some(below) = wanted.below.get(name.as_ref()) else { return };
        let before = times.entry(name.into_owned()).or_default();
        let at = offset_in(text, key.get());
        if *before == 0 {
            mark(below, Anchor::Key, at, offsets);
            walk(text, value, below, offsets);
        } else {
            mark(below, Anchor::KeyAgain(*before), at, offsets);
        }
        *before = before.saturating_add(1);
    });
}

/// What is not there is looked for where it would be: the nearest place above it.
fn mark_below(wanted: &Wanted, offset: usize, offsets: &mut [usize]) {
    for below in wanted.below.values() {
        for (index, _) in &below.here {
            offsets.get_mut(*index).into_iter().for_each(|place| *place = offset);
        }
        mark_below(below, offset, offsets);
    }
}

fn mark(wanted: &Wanted, anchor: Anchor, offset: usize, offsets: &mut [usize]) {
    for (index, wanted_anchor) in &wanted.here {
        if *wanted_anchor == anchor
            && let Some(place) = offsets.get_mut(*index)
        {
            *place = offset;
        }
    }
}

/// Lines and columns of many offsets, in one walk over the text.
fn positions(text: &str, offsets: &[usize]) -> Vec<Place> {
    let order = order(offsets.len(), &|a, b| offsets.get(a).cmp(&offsets.get(b)));
    let mut places = vec![Place::default(); offsets.len()];
    let (mut at, mut line, mut column) = (0_usize, 1_u64, 1_u64);
    for index in order {
        let offset = offsets.get(index).copied().unwrap_or_default();
        for character in text.get(at..offset).unwrap_or_default().chars() {
            if character == '\n' {
                line = line.saturating_add(1);
                column = 1;
            } else {
                column = column.saturating_add(1);
            }
        }
        at = at.max(offset);
        if let Some(place) = places.get_mut(index) {
            *place = Place { offset, position: Some((line, column)) };
        }
    }
    places
}
