//! Tables of ratings: one row is one answer.

use arrow_array::RecordBatch;

use super::cells::{BAD, Bound, Column, NONE, NULL, is_good};
use super::counting::Counting;
use super::findings::{Place, TableFindings};
use super::header::Header;
use super::heads::{BoundHeads, Heads};
use super::vocabulary::{Answers, Competencies, Numbers, Reasons, unanswered};
use super::{RowAt, TableOptions, chunks, rows};
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

/// The columns in one batch.
struct BoundRatings<'a> {
    heads: BoundHeads<'a>,
    competency: Bound<'a>,
    stage: Bound<'a>,
    missing: Bound<'a>,
    evidence: Bound<'a>,
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

    fn bind<'a>(&self, batch: &'a RecordBatch) -> BoundRatings<'a> {
        BoundRatings {
            heads: self.heads.bind(batch),
            competency: self.competency.bind(batch),
            stage: self.stage.bind(batch),
            missing: self.missing.bind(batch),
            evidence: self.evidence.bind(batch),
        }
    }

    fn fill(&mut self, bound: &mut BoundRatings<'_>, chunk: (usize, usize)) {
        self.heads.fill(&mut bound.heads, chunk);
        self.competency.fill(&mut bound.competency, chunk);
        self.stage.fill(&mut bound.stage, chunk);
        self.missing.fill(&mut bound.missing, chunk);
        self.evidence.fill(&mut bound.evidence, chunk);
    }

    /// What a row answers, of what stands in `stage` and in `missing`.
    fn answer(&self, stage: u32, missing: u32) -> u32 {
        match (stage, missing) {
            (NONE, NONE) => self.unanswered,
            (NONE, answer) | (answer, NONE) => answer,
            (stage, missing) if stage == missing => stage,
            _ => BAD,
        }
    }

    pub(super) fn add(
        &mut self,
        batch: &RecordBatch,
        first: u64,
        counting: &mut Counting,
        findings: &mut TableFindings,
    ) {
        let mut bound = self.bind(batch);
        for chunk in chunks(batch) {
            self.fill(&mut bound, chunk);
            for row in rows(chunk, first) {
                let head = self.heads.get(row.in_chunk);
                let rated = self.competency.get(row.in_chunk);
                let items = self.evidence.get(row.in_chunk);
                let answer = self.answer(self.stage.get(row.in_chunk), self.missing.get(row.in_chunk));
                if head.is_good() && [rated, answer, items].into_iter().all(is_good) {
                    if let Some(start) = counting.open(&head) {
                        counting.answer(&head, start, rated, answer, self.evidence.vocabulary.get(items));
                    }
                    self.heads.report_troubles(counting, &self.competency.vocabulary, row, findings);
                } else {
                    self.report(&bound, row, findings);
                }
            }
        }
    }

    /// Whether a row is no more than an answer: nothing has to be remembered of one to judge another.
    pub(super) fn is_plain(&self) -> bool {
        self.heads.is_plain() && self.evidence.at().is_none()
    }

    /// As [`Ratings::add`], where [`Ratings::is_plain`]: gives the answers, chunk by chunk, as codes of so many assessments,
    /// groups, competencies and answers, of which [`NONE`] is unanswered. Where `each` finds one that is not good, it gets
    /// those that are, alone.
    pub(super) fn answers(
        &mut self,
        batch: &RecordBatch,
        first: u64,
        findings: &mut TableFindings,
        mut each: impl FnMut(usize, [&[u32]; 4]) -> bool,
    ) {
        let mut bound = self.bind(batch);
        let mut answers = Vec::new();
        for chunk in chunks(batch) {
            self.fill(&mut bound, chunk);
            let mut given = self.stage.all();
            if self.missing.at().is_some() {
                let both = given.iter().zip(self.missing.all());
                answers.clear();
                answers.extend(both.map(|(stage, missing)| self.answer(*stage, *missing)));
                given = &answers;
            }
            let columns = [self.heads.assessment.all(), self.heads.group.all(), self.competency.all(), given];
            let assessments = self.heads.assessment.vocabulary.len();
            if each(assessments, columns) {
                continue;
            }
            let mut good: [Vec<u32>; 4] = Default::default();
            for row in rows(chunk, first) {
                let answer = columns.map(|codes| codes.get(row.in_chunk).copied().unwrap_or(BAD));
                if answer.into_iter().all(is_good) {
                    good.iter_mut().zip(answer).for_each(|(codes, code)| codes.push(code));
                } else {
                    self.report(&bound, row, findings);
                }
            }
            each(assessments, good.each_ref().map(Vec::as_slice));
        }
    }

    /// Says what is the matter with a row that cannot be counted.
    fn report(&self, bound: &BoundRatings<'_>, row: RowAt, findings: &mut TableFindings) {
        self.heads.report(&bound.heads, row, findings);
        self.competency.report(&bound.competency, row, findings);
        self.stage.report(&bound.stage, row, findings);
        self.missing.report(&bound.missing, row, findings);
        self.evidence.report(&bound.evidence, row, findings);
        let (stage, reason) = (self.stage.get(row.in_chunk), self.missing.get(row.in_chunk));
        if is_good(stage) && is_good(reason) && self.answer(stage, reason) == BAD {
            findings.add(Place::row(row.number, self.missing.at()), Code::StageAndMissing, Params::new());
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
