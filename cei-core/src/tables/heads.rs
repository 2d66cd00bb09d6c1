//! The columns that say whose answers a row holds; the same in every table.

use arrow_array::RecordBatch;

use super::cells::{BAD, Bound, Column, NONE, NULL, is_good};
use super::counting::{Counting, Trouble};
use super::findings::{Place, TableFindings};
use super::header::Header;
use super::vocabulary::{Competencies, Groups, Name as _, Names};
use super::{RowAt, TableOptions};
use crate::diagnostic::{Code, Params};
use crate::rubric::Rubric;
use crate::values::limits::MAX_COUNT;
use crate::values::{AssessmentId, Id, SchoolYear};

/// Names of columns that no competency of a wide table can have.
pub(super) const HEADS: [&str; 5] = ["assessment", "group", "rater", "subject", "period"];

#[derive(Debug)]
pub(super) struct Heads {
    pub(super) assessment: Column<Names<AssessmentId>>,
    pub(super) group: Column<Groups>,
    pub(super) rater: Column<Names<Id>>,
    pub(super) subject: Column<Names<Id>>,
    pub(super) period: Column<Names<SchoolYear>>,
}

/// Whose answers a row holds, in codes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) assessment: u32,
    pub(super) group: u32,
    pub(super) rater: u32,
    pub(super) subject: u32,
    pub(super) period: u32,
}

impl Head {
    pub(super) fn is_good(&self) -> bool {
        let Self { assessment, group, rater, subject, period } = *self;
        [assessment, group, rater, subject, period].into_iter().all(is_good)
    }
}

/// The columns in one batch.
#[derive(Debug)]
pub(super) struct BoundHeads<'a> {
    assessment: Bound<'a>,
    group: Bound<'a>,
    rater: Bound<'a>,
    subject: Bound<'a>,
    period: Bound<'a>,
}

impl Heads {
    pub(super) fn new(
        rubric: &Rubric,
        header: &Header<'_>,
        options: &TableOptions,
        has_raters: bool,
        findings: &mut TableFindings,
    ) -> Self {
        let mut assessments = Names::new();
        let given = options.assessment.as_deref().filter(|_| header.place("assessment").is_none());
        let assessment = match given {
            Some(text) => {
                let code = assessments.code_of(text);
                if code == BAD {
                    findings.add(Place::default(), AssessmentId::PROBLEM, Params::new().with("value", text));
                }
                Column::new(assessments, None, code)
            }
            None => Column::new(assessments, header.require("assessment", findings), NULL),
        };
        let rater = if has_raters { header.optional("rater", findings) } else { None };
        let groups = Groups::new(rubric);
        let team = groups.team();
        Self {
            assessment,
            group: Column::new(groups, header.optional("group", findings), team),
            rater: Column::new(Names::new(), rater, NONE),
            subject: Column::new(Names::new(), header.optional("subject", findings), NONE),
            period: Column::new(Names::new(), header.optional("period", findings), NONE),
        }
    }

    pub(super) fn bind<'a>(&self, batch: &'a RecordBatch) -> BoundHeads<'a> {
        BoundHeads {
            assessment: self.assessment.bind(batch),
            group: self.group.bind(batch),
            rater: self.rater.bind(batch),
            subject: self.subject.bind(batch),
            period: self.period.bind(batch),
        }
    }

    pub(super) fn fill(&mut self, bound: &mut BoundHeads<'_>, chunk: (usize, usize)) {
        self.assessment.fill(&mut bound.assessment, chunk);
        self.group.fill(&mut bound.group, chunk);
        self.rater.fill(&mut bound.rater, chunk);
        self.subject.fill(&mut bound.subject, chunk);
        self.period.fill(&mut bound.period, chunk);
    }

    /// Whether there is nothing but assessments and groups.
    pub(super) fn is_plain(&self) -> bool {
        [self.rater.at(), self.subject.at(), self.period.at()].iter().all(Option::is_none)
    }

    pub(super) fn get(&self, row: usize) -> Head {
        Head {
            assessment: self.assessment.get(row),
            group: self.group.get(row),
            rater: self.rater.get(row),
            subject: self.subject.get(row),
            period: self.period.get(row),
        }
    }

    /// Says what is the matter with a row, if anything is.
    pub(super) fn report(&self, bound: &BoundHeads<'_>, row: RowAt, findings: &mut TableFindings) {
        self.assessment.report(&bound.assessment, row, findings);
        self.group.report(&bound.group, row, findings);
        self.rater.report(&bound.rater, row, findings);
        self.subject.report(&bound.subject, row, findings);
        self.period.report(&bound.period, row, findings);
    }

    /// Says why a good row cannot be counted with those before it, if that is so.
    pub(super) fn report_troubles(
        &self,
        counting: &mut Counting,
        competencies: &Competencies,
        row: RowAt,
        findings: &mut TableFindings,
    ) {
        for trouble in counting.troubles.drain(..) {
            let at = match trouble {
                Trouble::Subject { .. } => self.subject.at(),
                Trouble::Period { .. } => self.period.at(),
                Trouble::Again { .. } | Trouble::OtherGroup { .. } => self.rater.at(),
                Trouble::TooMany { .. } => None,
            };
            let (place, found) = (Place::row(row.number, at), || self.problem(trouble, competencies));
            match trouble {
                Trouble::OtherGroup { .. } => findings.warn_with(place, found),
                _ => findings.add_with(place, found),
            }
        }
    }

    fn problem(&self, trouble: Trouble, competencies: &Competencies) -> (Code, Params) {
        match trouble {
            Trouble::Subject { left, right } => mismatch("subject", &self.subject.vocabulary, left, right),
            Trouble::Period { left, right } => mismatch("period", &self.period.vocabulary, left, right),
            Trouble::Again { rater, competency } => {
                let rater = self.rater.vocabulary.get(rater).map_or("", Id::as_str);
                let params = Params::new().with("rater", rater).with("competency", competencies.id(competency));
                (Code::DuplicateRating, params)
            }
            Trouble::OtherGroup { rater, left, right } => {
                let rater = self.rater.vocabulary.get(rater).map_or("", Id::as_str);
                let group = |code| self.group.vocabulary.id(code);
                (
                    Code::RaterGroups,
                    Params::new().with("rater", rater).with("left", group(left)).with("right", group(right)),
                )
            }
            Trouble::TooMany { sum } => {
                let params = Params::new().with("value", sum.to_string()).with("low", 0_u64).with("high", MAX_COUNT);
                (Code::OutOfRange, params)
            }
        }
    }
}

fn mismatch<T: super::vocabulary::Name>(field: &str, names: &Names<T>, left: u32, right: u32) -> (Code, Params) {
    let name = |code| names.get(code).map_or_else(String::new, |name| name.text().into_owned());
    (Code::TallyMismatch, Params::new().with("field", field).with("left", name(left)).with("right", name(right)))
}
