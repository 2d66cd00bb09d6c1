//! The tally: counts of answers, which is all that a stage needs.
//!
//! Counts come from documents, from rows of a table one by one ([`Tally::count`]), or from another tally added to it.

mod adding;
mod document;
mod quick;

pub use document::{Cell, MissingCounts, TallyDocument, TallyFormat};

use std::collections::HashMap;

use crate::assessment::{Assessment, Decision, Missing, OutOfScope, Period, Subject, check};
use crate::diagnostic::{Code, Findings, Params, Report};
use crate::reading::{Quick, Source, to_json};
use crate::rubric::{Rubric, RubricRef};
use crate::values::limits::{MAX_COUNT, MAX_STAGES};
use crate::values::{AssessmentId, Count, Extensions, Id};

/// One answer: a stage number from 1, or the reason for giving none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The stage with that number.
    Stage(u8),
    /// No stage.
    Missing(Missing),
}

/// The counts of one group on one competency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// By stage number - 1.
    pub(crate) stages: [u64; MAX_STAGES],
    pub(crate) missing: MissingCounts,
    pub(crate) evidence: u64,
}

impl Counts {
    /// Unanswered, not known or withheld: answers that could still become a stage.
    pub(crate) fn open(&self) -> u64 {
        let missing = &self.missing;
        missing.unanswered.get().saturating_add(missing.dont_know.get()).saturating_add(missing.withheld.get())
    }

    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(crate) fn answered(&self) -> bool {
        self.stages != [0; MAX_STAGES] || self.missing != MissingCounts::default()
    }

    /// Adds other counts; false, and nothing added, where a sum would pass the limit.
    pub(crate) fn add(&mut self, other: &Self) -> bool {
        let mut sum = *self;
        for (mine, theirs) in sum.stages.iter_mut().zip(other.stages) {
            *mine = mine.saturating_add(theirs);
        }
        let mut fits = sum.stages.iter().all(|count| *count <= MAX_COUNT);
        for missing in Missing::ALL {
            let total = sum.missing.get(*missing).get().saturating_add(other.missing.get(*missing).get());
            match Count::new(total) {
                Some(count) => *sum.missing.get_mut(*missing) = count,
                None => fits = false,
            }
        }
        sum.evidence = sum.evidence.saturating_add(other.evidence);
        fits &= sum.evidence <= MAX_COUNT;
        if fits {
            *self = sum;
        }
        fits
    }
}

/// The count of answers for every competency and group of one rubric.
#[derive(Clone, Debug)]
pub struct Tally {
    rubric: Rubric,
    assessment: AssessmentId,
    subject: Option<Subject>,
    period: Option<Period>,
    /// By competency, then group.
    cells: Vec<Counts>,
    /// By competency.
    decisions: Vec<Option<Decision>>,
    /// By competency.
    out_of_scope: Vec<Option<OutOfScope>>,
    extensions: Extensions,
}

impl Quick for TallyDocument {}

impl Tally {
    /// A tally without any answer, to count into.
    #[must_use]
    pub fn new(rubric: &Rubric, assessment: AssessmentId) -> Self {
        let competencies = rubric.competencies().len();
        Self {
            rubric: rubric.clone(),
            assessment,
            subject: None,
            period: None,
            cells: vec![Counts::default(); competencies.saturating_mul(rubric.groups().len())],
            decisions: vec![None; competencies],
            out_of_scope: vec![None; competencies],
            extensions: Extensions::default(),
        }
    }

    /// The counts of an assessment.
    ///
    /// # Errors
    ///
    /// The report of [`Rubric::check`], if there is an error in it.
    pub fn of(rubric: &Rubric, assessment: &Assessment) -> Result<Self, Report> {
        let report = rubric.check(assessment);
        if !report.valid() {
            return Err(report);
        }
        Ok(Self::of_checked(rubric, assessment))
    }

    /// Reads and checks an assessment document and counts it, in one step. The report may hold warnings and notes.
    ///
    /// # Errors
    ///
    /// A report with at least one error.
    pub fn of_document(rubric: &Rubric, document: impl AsRef<[u8]>) -> Result<(Self, Report), Report> {
        let (assessment, report) = Assessment::read(document, rubric)?;
        Ok((Self::of_checked(rubric, &assessment), report))
    }

    /// As [`Tally::of_document`], for those who do not ask for warnings and notes, which makes it several times as quick.
    ///
    /// # Errors
    ///
    /// A report with at least one error.
    pub fn of_valid_document(rubric: &Rubric, document: impl AsRef<[u8]>) -> Result<Self, Report> {
        let source = Source::new(document.as_ref())?;
        match quick::counted(source.text(), rubric) {
            Some(tally) => Ok(tally),
            None => Self::of_document(rubric, document).map(|(tally, _)| tally),
        }
    }

    /// The counts of an assessment that has been checked.
    pub(crate) fn of_checked(rubric: &Rubric, assessment: &Assessment) -> Self {
        let mut tally = Self::new(rubric, AssessmentId::from(&assessment.id));
        tally.subject.clone_from(&assessment.subject);
        tally.period = assessment.period.clone().filter(|period| !period.is_empty());
        tally.record(&assessment.decisions, &assessment.out_of_scope);
        let team = rubric.groups().len().saturating_sub(1);
        let group = |id: &Id| rubric.group_index(id.as_str());
        let raters: HashMap<&Id, Option<usize>> =
            assessment.raters.iter().map(|rater| (&rater.id, group(&rater.group))).collect();
        for rating in &assessment.ratings {
            let of_rater = rating.rater.as_ref().and_then(|rater| raters.get(rater).copied().flatten());
            let group = of_rater.or_else(|| rating.group.as_ref().and_then(group)).unwrap_or(team);
            let stage = rating.stage.as_ref().and_then(|id| rubric.stage_number(id.as_str())).map(Answer::Stage);
            let answer = stage.or(rating.missing.map(Answer::Missing));
            if let (Some(competency), Some(answer)) = (rubric.competency_index(rating.competency.as_str()), answer) {
                tally.count(competency, group, answer, rating.evidence.len() as u64);
            }
        }
        tally
    }

    /// Adds one answer with its items of evidence; false if there is no such place or the count is at its limit.
    pub fn count(&mut self, competency: usize, group: usize, answer: Answer, evidence: u64) -> bool {
        let known = self.rubric.stages();
        let Some(cell) = self.cell_index(competency, group).and_then(|index| self.cells.get_mut(index)) else {
            return false;
        };
        let all_evidence = cell.evidence.saturating_add(evidence);
        let one_more = |count: u64| Count::new(count.saturating_add(1)).filter(|_| all_evidence <= MAX_COUNT);
        let counted = match answer {
            Answer::Stage(number) => {
                let place = usize::from(number).checked_sub(1).filter(|_| number <= known);
                let place = place.and_then(|place| cell.stages.get_mut(place));
                place.and_then(|count| one_more(*count).map(|more| *count = more.get()))
            }
            Answer::Missing(missing) => {
                let count = cell.missing.get_mut(missing);
                one_more(count.get()).map(|more| *count = more)
            }
        };
        if counted.is_some() {
            cell.evidence = all_evidence;
        }
        counted.is_some()
    }

    /// Adds counts to one cell; false if there is no such cell or a sum would pass the limit.
    pub(crate) fn add_counts(&mut self, competency: usize, group: usize, counts: &Counts) -> bool {
        self.cell_mut(competency, group).is_some_and(|cell| cell.add(counts))
    }

    /// The counts of one cell; they have to stay within the limit.
    pub(crate) fn cell_mut(&mut self, competency: usize, group: usize) -> Option<&mut Counts> {
        self.cell_index(competency, group).and_then(|index| self.cells.get_mut(index))
    }

    /// Says who was assessed, and when.
    #[cfg(feature = "arrow")]
    pub(crate) fn describe(&mut self, subject: Option<Subject>, period: Option<Period>) {
        (self.subject, self.period) = (subject, period);
    }

    fn cell_index(&self, competency: usize, group: usize) -> Option<usize> {
        let groups = self.rubric.groups().len();
        (group < groups).then(|| competency.saturating_mul(groups).saturating_add(group))
    }

    fn record(&mut self, decisions: &[Decision], out_of_scope: &[OutOfScope]) {
        for decision in decisions {
            let index = self.rubric.competency_index(decision.competency.as_str());
            if let Some(place) = index.and_then(|index| self.decisions.get_mut(index)) {
                *place = Some(decision.clone());
            }
        }
        for out in out_of_scope {
            let index = self.rubric.competency_index(out.competency.as_str());
            if let Some(place) = index.and_then(|index| self.out_of_scope.get_mut(index)) {
                *place = Some(out.clone());
            }
        }
    }

    /// Reads a tally document and checks it against its rubric.
    ///
    /// # Errors
    ///
    /// A report of all its problems.
    pub fn read(document: impl AsRef<[u8]>, rubric: &Rubric) -> Result<(Self, Report), Report> {
        let source = Source::new(document.as_ref())?;
        let (document, mut findings) = source.read_quick::<TallyDocument>()?;
        check_tally(&document, rubric, &mut findings);
        let failed = findings.has_errors();
        let report = findings.into_report(source.text());
        if failed { Err(report) } else { Ok((Self::from_checked(rubric, document), report)) }
    }

    /// From a document built in memory.
    ///
    /// # Errors
    ///
    /// A report of all its problems.
    pub fn from_document(rubric: &Rubric, document: TallyDocument) -> Result<Self, Report> {
        let mut findings = Findings::default();
        check_tally(&document, rubric, &mut findings);
        if findings.has_errors() {
            return Err(findings.into_report(&to_json(&document)).without_positions());
        }
        Ok(Self::from_checked(rubric, document))
    }

    pub(crate) fn from_checked(rubric: &Rubric, document: TallyDocument) -> Self {
        let mut tally = Self::new(rubric, document.assessment);
        tally.subject = document.subject;
        tally.period = document.period.filter(|period| !period.is_empty());
        tally.extensions = document.extensions;
        tally.record(&document.decisions, &document.out_of_scope);
        for cell in &document.cells {
            let mut counts = Counts { missing: cell.missing, evidence: cell.evidence.get(), ..Counts::default() };
            for (place, count) in counts.stages.iter_mut().zip(&cell.stages) {
                *place = count.get();
            }
            let competency = rubric.competency_index(cell.competency.as_str());
            let group = rubric.group_index(cell.group.as_str());
            if let (Some(competency), Some(group)) = (competency, group) {
                tally.add_counts(competency, group, &counts);
            }
        }
        tally
    }

    /// The sum of two tallies of the same subject and period.
    ///
    /// # Errors
    ///
    /// A report where they are not of the same rubric, subject and period, where decisions contradict each other, or
    /// where one has answers to what the other leaves out.
    pub fn add(&self, other: &Self) -> Result<Self, Report> {
        let mut findings = Findings::default();
        let mut differ = |field: &str, left: String, right: String| {
            if left != right {
                let params = Params::new().with("field", field).with("left", left).with("right", right);
                findings.meaning(Code::TallyMismatch, format!("/{field}"), params);
            }
        };
        let named = |rubric: &Rubric| {
            let RubricRef { id, version } = rubric.reference();
            format!("{id} {version} {}", rubric.structure())
        };
        differ("rubric", named(&self.rubric), named(&other.rubric));
        differ("subject", or_null(&self.subject), or_null(&other.subject));
        differ("period", or_null(&self.period), or_null(&other.period));
        let mut sum = self.clone();
        sum.assessment = self.assessment.union(&other.assessment);
        if findings.is_empty() {
            sum.add_all(other, &mut findings);
        }
        if findings.has_errors() {
            return Err(findings.into_report(&sum.to_json()).without_positions());
        }
        Ok(sum)
    }

    fn add_all(&mut self, other: &Self, findings: &mut Findings) {
        let named = |index: usize| {
            let id = other.rubric.competencies().get(index).map_or("", Id::as_str);
            Params::new().with("competency", id)
        };
        for (index, (mine, theirs)) in self.decisions.iter_mut().zip(&other.decisions).enumerate() {
            match (&*mine, theirs) {
                (Some(mine), Some(theirs)) if mine != theirs => {
                    findings.meaning(Code::DecisionConflict, "/decisions".to_owned(), named(index));
                }
                (None, Some(theirs)) => *mine = Some(theirs.clone()),
                _ => {}
            }
        }
        // Of two reasons the one that comes first in the alphabet stays, so that the order of adding does not matter.
        for (mine, theirs) in self.out_of_scope.iter_mut().zip(&other.out_of_scope) {
            if theirs.is_some() && (mine.is_none() || or_null(theirs) < or_null(mine)) {
                mine.clone_from(theirs);
            }
        }
        let too_large = self.cells.iter_mut().zip(&other.cells).any(|(mine, theirs)| !mine.add(theirs));
        if too_large {
            let params = Params::new().with("value", "sum").with("low", 0_u64).with("high", MAX_COUNT);
            findings.meaning(Code::OutOfRange, "/cells".to_owned(), params);
        }
        for index in 0..self.out_of_scope.len() {
            if self.is_out_of_scope(index) && (self.is_answered(index) || self.decision(index).is_some()) {
                findings.meaning(Code::OutOfScopeAnswer, "/out_of_scope".to_owned(), named(index));
            }
        }
        if self.extensions != other.extensions {
            let mut all: Vec<_> = self.extensions.0.iter().chain(&other.extensions.0).cloned().collect();
            all.sort_by_cached_key(|(key, value)| (key.clone(), to_json(value)));
            all.dedup_by(|(one, _), (other, _)| one == other);
            self.extensions.0 = all;
        }
    }

    /// The rubric it counts for.
    #[must_use]
    pub fn rubric(&self) -> &Rubric {
        &self.rubric
    }

    /// Which assessments were counted.
    #[must_use]
    pub fn assessment(&self) -> &AssessmentId {
        &self.assessment
    }

    /// Who was assessed.
    #[must_use]
    pub fn subject(&self) -> Option<&Subject> {
        self.subject.as_ref()
    }

    /// When.
    #[must_use]
    pub fn period(&self) -> Option<&Period> {
        self.period.as_ref()
    }

    /// The counts of one competency, by group.
    pub(crate) fn cells(&self, competency: usize) -> &[Counts] {
        let groups = self.rubric.groups().len();
        let first = competency.saturating_mul(groups);
        self.cells.get(first..first.saturating_add(groups)).unwrap_or_default()
    }

    pub(crate) fn decision(&self, competency: usize) -> Option<&Decision> {
        self.decisions.get(competency)?.as_ref()
    }

    pub(crate) fn is_out_of_scope(&self, competency: usize) -> bool {
        self.out_of_scope.get(competency).is_some_and(Option::is_some)
    }

    fn is_answered(&self, competency: usize) -> bool {
        self.cells(competency).iter().any(Counts::answered)
    }

    /// As a document, cells in the order of the rubric, empty ones left out.
    #[must_use]
    pub fn document(&self) -> TallyDocument {
        let mut cells = Vec::new();
        for competency in 0..self.rubric.competencies().len() {
            for (group, counts) in self.cells(competency).iter().enumerate() {
                if !counts.is_empty() {
                    cells.extend(self.cell(competency, group));
                }
            }
        }
        TallyDocument {
            format: TallyFormat::Format,
            rubric: self.rubric.reference(),
            assessment: self.assessment.clone(),
            subject: self.subject.clone(),
            period: self.period.clone(),
            cells,
            decisions: self.decisions.iter().flatten().cloned().collect(),
            out_of_scope: self.out_of_scope.iter().flatten().cloned().collect(),
            extensions: self.extensions.clone(),
        }
    }

    /// As a `cei.tally/1` document.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(&self.document())
    }
}

fn or_null<T: serde::Serialize>(value: &Option<T>) -> String {
    value.as_ref().map_or_else(|| "null".to_owned(), to_json)
}

pub(crate) fn check_tally(tally: &TallyDocument, rubric: &Rubric, findings: &mut Findings) {
    check::reference(&tally.rubric, rubric, findings);
    check::subject_and_period(tally.subject.as_ref(), tally.period.as_ref(), findings);
    let out = check::out_of_scope(&tally.out_of_scope, rubric, findings);
    let mut seen = std::collections::HashSet::new();
    for (index, cell) in tally.cells.iter().enumerate() {
        let at = |field: &str| format!("/cells/{index}/{field}");
        check::group(&cell.group, rubric, || at("group"), findings);
        if check::competency(&cell.competency, rubric, || at("competency"), findings) {
            let answered = cell.missing != MissingCounts::default() || cell.stages.iter().any(|count| count.get() > 0);
            if answered && out.contains(&cell.competency) {
                let params = Params::new().with("competency", cell.competency.as_str());
                findings.meaning(Code::OutOfScopeAnswer, at("competency"), params);
            }
            if !cell.group.is_unreadable() && !seen.insert((&cell.competency, &cell.group)) {
                let params =
                    Params::new().with("competency", cell.competency.as_str()).with("group", cell.group.as_str());
                findings.meaning(Code::DuplicateCell, format!("/cells/{index}"), params);
            }
        }
        if cell.stages.len() != usize::from(rubric.stages()) {
            let params =
                Params::new().with("found", cell.stages.len() as u64).with("expected", u64::from(rubric.stages()));
            findings.meaning(Code::StageCount, at("stages"), params);
        }
    }
    check::decisions(&tally.decisions, rubric, &out, findings);
}
