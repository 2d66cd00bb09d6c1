//! Wide tables: one row is one assessment, or one respondent, with a column per competency.

use std::collections::HashSet;

use arrow_array::RecordBatch;

use super::cells::{Column, NONE, is_good};
use super::counting::Counting;
use super::findings::{Place, TableFindings};
use super::header::Header;
use super::heads::{HEADS, Heads};
use super::vocabulary::{Answers, Competencies};
use super::{TableOptions, chunks, rows};
use crate::diagnostic::{Code, Params, suggest};
use crate::rubric::Rubric;
use crate::values::Id;

#[derive(Debug)]
pub(super) struct Wide {
    pub(super) heads: Heads,
    competencies: Competencies,
    /// Each with the index of its competency.
    answers: Vec<(u32, Column<Answers>)>,
}

impl Wide {
    pub(super) fn new(
        rubric: &Rubric,
        header: &mut Header<'_>,
        options: &TableOptions,
        findings: &mut TableFindings,
    ) -> Self {
        let heads = Heads::new(rubric, header, options, true, findings);
        let mut answers = Vec::new();
        let mut any = false;
        for (index, id) in (0_u32..).zip(rubric.competencies()) {
            if HEADS.contains(&id.as_str()) || header.place(id.as_str()).is_none() {
                continue;
            }
            any = true;
            let at = header.find(id.as_str(), findings);
            answers.extend(at.map(|at| (index, Column::new(Answers::asked(rubric), Some(at), NONE))));
        }
        report_likely_ids(rubric, header, findings);
        if !any && !findings.has_errors() {
            header.missing(rubric.competencies().first().map_or("", Id::as_str), findings);
        }
        Self { heads, competencies: Competencies::new(rubric), answers }
    }

    pub(super) fn add(
        &mut self,
        batch: &RecordBatch,
        first: u64,
        counting: &mut Counting,
        findings: &mut TableFindings,
    ) {
        let Self { heads, competencies, answers } = self;
        let mut of_heads = heads.bind(batch);
        let mut of_answers: Vec<_> = answers.iter().map(|(_, column)| column.bind(batch)).collect();
        for chunk in chunks(batch) {
            heads.fill(&mut of_heads, chunk);
            for ((_, column), bound) in answers.iter_mut().zip(&mut of_answers) {
                column.fill(bound, chunk);
            }
            for row in rows(chunk, first) {
                let head = heads.get(row.in_chunk);
                let start = if head.is_good() { counting.open(&head) } else { None };
                heads.report(&of_heads, row, findings);
                for ((competency, column), bound) in answers.iter().zip(&of_answers) {
                    match (column.get(row.in_chunk), start) {
                        (NONE, _) => {}
                        (answer, Some(start)) if is_good(answer) => {
                            counting.answer(&head, start, *competency, answer, 0);
                        }
                        _ => column.report(bound, row, findings),
                    }
                }
                heads.report_troubles(counting, competencies, row, findings);
            }
        }
    }
}

/// Reports columns that look like a competency of the rubric and are none: those that differ from one only in digits, or in little.
/// They would be lost without a word.
fn report_likely_ids(rubric: &Rubric, header: &Header<'_>, findings: &mut TableFindings) {
    let has_digit = |name: &str| name.bytes().any(|byte| byte.is_ascii_digit());
    let ids = || rubric.competencies().iter().map(Id::as_str);
    let shapes: HashSet<String> = ids().filter(|id| has_digit(id)).map(shape).collect();
    for name in header.names().filter(|name| has_digit(name) && !HEADS.contains(name)) {
        let params = suggest(Params::new().with("id", name), name, ids());
        let is_near = shapes.contains(&shape(name)) || params.get("suggestion").is_some();
        if rubric.competency_index(name).is_none() && is_near {
            let at = header.place(name);
            findings.add(Place::header(at.as_ref()), Code::UnknownCompetency, params);
        }
    }
}

/// The name with each run of digits as one 0.
fn shape(name: &str) -> String {
    let mut shape = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '0'..='9' if shape.ends_with('0') => {}
            '0'..='9' => shape.push('0'),
            other => shape.push(other),
        }
    }
    shape
}
