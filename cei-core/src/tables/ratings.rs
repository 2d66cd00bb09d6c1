//! Tables of ratings: one row is one answer.

use arrow_array::RecordBatch;

use super::cells::{BAD, Column, NONE, NULL, is_good};
use super::counting::Counting;
use super::findings::{Place, TableFindings};
use super::header::Header;
use super::heads::Heads;
use super::vocabulary::{Answers, Competencies, Numbers, Reasons, unanswered};
use super::{TableOptions, chunks, rows};
use crate::diagnostic::{Code, Params};
use crate::rubric::Rubric;

#[derive(Debug)]
pub(super) struct Ratings {
    pub(super) heads: Heads,
    competency: Column<Competencies>,
    stage: Column<Answers>,
    missing: Column<Reasons>,
    evidence: Column<Numbers>,
    unanswered: u32,
}

impl Ratings {
    pub(super) fn new(
        rubric: &Rubric,
        header: &mut Header<'_>,
        options: &TableOptions,
        findings: &mut TableFindings,
    ) -> Self {
        let heads = Heads::new(rubric, header, options, true, findings);
        let competency = competency_column(rubric, header, findings);
        // A table of nothing but reasons is odd, and fine.
        let has_answers = header.place("stage").is_some() || header.place("missing").is_none();
        let stage = if has_answers { header.require("stage", findings) } else { header.optional("stage", findings) };
        Self {
            heads,
            competency,
            stage: Column::new(Answers::new(rubric), stage, NONE),
            missing: Column::new(Reasons::new(rubric), header.optional("missing", findings), NONE),
            evidence: Column::new(Numbers::default(), header.optional("evidence", findings), 0),
            unanswered: unanswered(rubric),
        }
    }

    pub(super) fn add(
        &mut self,
        batch: &RecordBatch,
        first: u64,
        counting: &mut Counting,
        findings: &mut TableFindings,
    ) {
        let Self { heads, competency, stage, missing, evidence, unanswered } = self;
        let mut of_heads = heads.bind(batch);
        let mut of_competency = competency.bind(batch);
        let mut of_stage = stage.bind(batch);
        let mut of_missing = missing.bind(batch);
        let mut of_evidence = evidence.bind(batch);
        for chunk in chunks(batch) {
            heads.fill(&mut of_heads, chunk);
            competency.fill(&mut of_competency, chunk);
            stage.fill(&mut of_stage, chunk);
            missing.fill(&mut of_missing, chunk);
            evidence.fill(&mut of_evidence, chunk);
            for row in rows(chunk, first) {
                let head = heads.get(row.in_chunk);
                let rated = competency.get(row.in_chunk);
                let items = evidence.get(row.in_chunk);
                let answer = match (stage.get(row.in_chunk), missing.get(row.in_chunk)) {
                    (NONE, NONE) => *unanswered,
                    (NONE, answer) | (answer, NONE) => answer,
                    (stage, missing) if stage == missing => stage,
                    _ => BAD,
                };
                if head.is_good() && [rated, answer, items].into_iter().all(is_good) {
                    let start = counting.open(&head);
                    counting.answer(&head, start, rated, answer);
                    counting.evidence(start, rated, evidence.vocabulary.get(items));
                    heads.report_troubles(counting, &competency.vocabulary, row, findings);
                    continue;
                }
                heads.report(&of_heads, row, findings);
                competency.report(&of_competency, row, findings);
                stage.report(&of_stage, row, findings);
                missing.report(&of_missing, row, findings);
                evidence.report(&of_evidence, row, findings);
                let (stage, reason) = (stage.get(row.in_chunk), missing.get(row.in_chunk));
                if is_good(stage) && is_good(reason) && answer == BAD {
                    findings.add(Place::row(row.number, missing.at()), Code::StageAndMissing, Params::new());
                }
            }
        }
    }
}

/// The column that says on what a row is.
pub(super) fn competency_column(
    rubric: &Rubric,
    header: &Header<'_>,
    findings: &mut TableFindings,
) -> Column<Competencies> {
    let competencies = Competencies::new(rubric);
    let at = header.require("competency", findings);
    if let Some(at) = at.as_ref().filter(|at| competencies.is_ambiguous() && header.is_number(at)) {
        header.wrong_type(at, "text", findings);
    }
    Column::new(competencies, at, NULL)
}
