//! What the form of an assessment cannot say: that its ids are the rubric's, and that nothing is said twice.

use std::collections::{HashMap, HashSet};

use super::document::{Assessment, Decision, OutOfScope, Period, Rater, Rating, Subject};
use crate::diagnostic::{Code, Findings, Params};
use crate::rubric::{Rubric, RubricRef, unique};
use crate::values::Id;

/// All checks of an assessment against its rubric.
pub(crate) fn check(assessment: &Assessment, rubric: &Rubric, findings: &mut Findings) {
    reference(&assessment.rubric, rubric, findings);
    subject_and_period(assessment.subject.as_ref(), assessment.period.as_ref(), findings);
    unique(findings, "/raters", assessment.raters.iter().map(|rater| &rater.id));
    for (index, rater) in assessment.raters.iter().enumerate() {
        group(&rater.group, rubric, || format!("/raters/{index}/group"), findings);
    }
    let out = out_of_scope(&assessment.out_of_scope, rubric, findings);
    ratings(assessment, rubric, &out, findings);
    decisions(&assessment.decisions, rubric, &out, findings);
    voices(assessment, rubric, findings);
}

pub(crate) fn reference(found: &RubricRef, rubric: &Rubric, findings: &mut Findings) {
    if !found.id.is_unreadable() && !found.version.is_unreadable() && !rubric.is_named_by(found) {
        other_rubric(found, &rubric.reference(), findings);
    }
}

/// What is for one rubric was met with another.
pub(crate) fn other_rubric(found: &RubricRef, expected: &RubricRef, findings: &mut Findings) {
    let params = Params::new()
        .with("found", format!("{} {}", found.id, found.version))
        .with("expected", format!("{} {}", expected.id, expected.version));
    findings.meaning(Code::RubricMismatch, "/rubric".to_owned(), params);
}

pub(crate) fn subject_and_period(subject: Option<&Subject>, period: Option<&Period>, findings: &mut Findings) {
    cds_code(subject, || "/subject/id".to_owned(), findings);
    if let Some(Period { from: Some(from), to: Some(to), .. }) = period
        && to < from
    {
        let params = Params::new().with("from", from.to_string()).with("to", to.to_string());
        findings.meaning(Code::DatesOutOfOrder, "/period/to".to_owned(), params);
    }
}

/// Reports a code that is said to be a California CDS code and is none.
pub(crate) fn cds_code(subject: Option<&Subject>, path: impl FnOnce() -> String, findings: &mut Findings) {
    let Some(subject) = subject else { return };
    let id = subject.id.as_str();
    let is_cds = subject.scheme.as_ref().is_some_and(|scheme| scheme.as_str() == "cds");
    if is_cds && !subject.id.is_unreadable() && (id.len() != 14 || !id.bytes().all(|byte| byte.is_ascii_digit())) {
        findings.meaning(Code::InvalidCdsCode, path(), Params::new().with("value", id));
    }
}

/// Reports a group that the rubric does not have.
pub(crate) fn group(id: &Id, rubric: &Rubric, path: impl FnOnce() -> String, findings: &mut Findings) {
    if !id.is_unreadable() && rubric.group_index(id.as_str()).is_none() {
        let params = Params::new().with("id", id.as_str());
        let known = rubric.groups().iter().map(Id::as_str);
        let params = findings.suggest(params, id.as_str(), known);
        findings.meaning(Code::UnknownGroup, path(), params);
    }
}

/// Reports a competency that the rubric does not have.
pub(crate) fn competency(id: &Id, rubric: &Rubric, path: impl FnOnce() -> String, findings: &mut Findings) -> bool {
    let known = rubric.competency_index(id.as_str()).is_some();
    if !known && !id.is_unreadable() {
        let params = Params::new().with("id", id.as_str());
        let all = rubric.competencies().iter().map(Id::as_str);
        let params = findings.suggest(params, id.as_str(), all);
        findings.meaning(Code::UnknownCompetency, path(), params);
    }
    known
}

/// Reports a stage that the rubric does not have.
pub(crate) fn stage(id: &Id, rubric: &Rubric, path: impl FnOnce() -> String, findings: &mut Findings) {
    if !id.is_unreadable() && rubric.stage_number(id.as_str()).is_none() {
        let params = Params::new().with("id", id.as_str());
        let all = rubric.document().scale.iter().map(|stage| stage.id.as_str());
        let params = findings.suggest(params, id.as_str(), all);
        findings.meaning(Code::UnknownStage, path(), params);
    }
}

/// Checks the list, and gives the competencies in it.
pub(crate) fn out_of_scope<'a>(list: &'a [OutOfScope], rubric: &Rubric, findings: &mut Findings) -> HashSet<&'a Id> {
    let mut out = HashSet::new();
    for (index, one) in list.iter().enumerate() {
        let path = || format!("/out_of_scope/{index}/competency");
        if competency(&one.competency, rubric, path, findings) && !out.insert(&one.competency) {
            let params = Params::new().with("competency", one.competency.as_str());
            findings.meaning(Code::DuplicateOutOfScope, path(), params);
        }
    }
    out
}

/// The raters of an assessment: quick to look up, and in an order that suggestions can rely on.
struct Raters<'a> {
    /// Each with its place in the list; of two, that of the last.
    known: HashMap<&'a Id, usize>,
    in_order: &'a [Rater],
    /// Whether the list could be read: else everyone would seem unknown.
    readable: bool,
}

impl<'a> Raters<'a> {
    fn of(assessment: &'a Assessment, findings: &Findings) -> Self {
        Self {
            known: assessment.raters.iter().map(|rater| &rater.id).zip(0..).collect(),
            in_order: &assessment.raters,
            readable: !findings.is_unreadable("/raters"),
        }
    }
}

/// Who has rated what.
struct Seen<'a> {
    raters: &'a Raters<'a>,
    rubric: &'a Rubric,
    /// By rater, then competency, for the first that are known.
    known: Vec<bool>,
    /// The others.
    others: HashSet<(&'a Id, &'a Id)>,
}

impl<'a> Seen<'a> {
    fn new(rubric: &'a Rubric, raters: &'a Raters<'a>) -> Self {
        Self { raters, rubric, known: Vec::new(), others: HashSet::new() }
    }

    /// False if it was there already.
    fn insert(&mut self, rater: &'a Id, competency: &'a Id) -> bool {
        /// So much room is cheap; past it, only what there is takes some.
        const MOST: usize = 1 << 16;
        let place = self.raters.known.get(rater).zip(self.rubric.competency_index(competency.as_str()));
        let at =
            place.map(|(rater, index)| rater.saturating_mul(self.rubric.competencies().len()).saturating_add(index));
        let Some(at) = at.filter(|at| *at < MOST) else { return self.others.insert((rater, competency)) };
        if at >= self.known.len() {
            self.known.resize(at.saturating_add(1), false);
        }
        self.known.get_mut(at).is_some_and(|seen| !std::mem::replace(seen, true))
    }
}

fn ratings(assessment: &Assessment, rubric: &Rubric, out: &HashSet<&Id>, findings: &mut Findings) {
    let raters = Raters::of(assessment, findings);
    let mut seen = Seen::new(rubric, &raters);
    for (index, rating) in assessment.ratings.iter().enumerate() {
        let at = |field: &str| format!("/ratings/{index}/{field}");
        let whole = || format!("/ratings/{index}");
        who(rating, &raters, rubric, &at, whole, findings);
        if competency(&rating.competency, rubric, || at("competency"), findings) && out.contains(&rating.competency) {
            let params = Params::new().with("competency", rating.competency.as_str());
            findings.meaning(Code::OutOfScopeAnswer, at("competency"), params);
        }
        match (&rating.stage, rating.missing) {
            (Some(_), Some(_)) => findings.meaning(Code::StageAndMissing, whole(), Params::new()),
            (None, None) => findings.meaning(Code::StageOrMissing, whole(), Params::new()),
            _ => {}
        }
        if let Some(id) = &rating.stage {
            stage(id, rubric, || at("stage"), findings);
            if rubric.stage_number(id.as_str()) == Some(rubric.stages())
                && rating.evidence.is_empty()
                && !findings.is_unreadable(&at("evidence"))
            {
                let params = Params::new().with("competency", rating.competency.as_str());
                findings.meaning(Code::TopWithoutEvidence, whole(), params);
            }
        }
        if let Some(rater) = &rating.rater
            && !rater.is_unreadable()
            && !rating.competency.is_unreadable()
            && !seen.insert(rater, &rating.competency)
        {
            let params = Params::new().with("rater", rater.as_str()).with("competency", rating.competency.as_str());
            findings.meaning(Code::DuplicateRating, whole(), params);
        }
    }
}

fn who(
    rating: &Rating,
    raters: &Raters<'_>,
    rubric: &Rubric,
    at: &impl Fn(&str) -> String,
    whole: impl Fn() -> String,
    findings: &mut Findings,
) {
    if rating.rater.is_some() && rating.group.is_some() {
        findings.meaning(Code::RaterAndGroup, whole(), Params::new());
    }
    if let Some(rater) = &rating.rater
        && !rater.is_unreadable()
        && raters.readable
        && !raters.known.contains_key(rater)
    {
        let params = Params::new().with("id", rater.as_str());
        let known = raters.in_order.iter().map(|rater| rater.id.as_str());
        let params = findings.suggest(params, rater.as_str(), known);
        findings.meaning(Code::UnknownRater, at("rater"), params);
    }
    if let Some(id) = &rating.group {
        group(id, rubric, || at("group"), findings);
    }
}

/// Checks recorded decisions.
pub(crate) fn decisions(list: &[Decision], rubric: &Rubric, out: &HashSet<&Id>, findings: &mut Findings) {
    let mut seen = HashSet::new();
    for (index, decision) in list.iter().enumerate() {
        let at = |field: &str| format!("/decisions/{index}/{field}");
        let params = || Params::new().with("competency", decision.competency.as_str());
        if competency(&decision.competency, rubric, || at("competency"), findings) {
            if out.contains(&decision.competency) {
                findings.meaning(Code::OutOfScopeAnswer, at("competency"), params());
            }
            if !seen.insert(&decision.competency) {
                findings.meaning(Code::DuplicateDecision, format!("/decisions/{index}"), params());
            }
        }
        stage(&decision.stage, rubric, || at("stage"), findings);
    }
}

/// Whose voice is missing.
fn voices(assessment: &Assessment, rubric: &Rubric, findings: &mut Findings) {
    if assessment.ratings.is_empty() {
        if assessment.decisions.is_empty() {
            findings.meaning(Code::NoAnswers, String::new(), Params::new());
        }
        return;
    }
    let named: HashSet<&Id> = assessment.ratings.iter().filter_map(|rating| rating.rater.as_ref()).collect();
    let all_named = assessment.ratings.iter().all(|rating| rating.rater.is_some());
    if all_named && named.len() == 1 {
        findings.meaning(Code::SingleRater, "/ratings".to_owned(), Params::new());
    }
    let group_of: HashMap<&Id, &Id> = assessment.raters.iter().map(|rater| (&rater.id, &rater.group)).collect();
    let mut heard: HashSet<(usize, &Id)> = HashSet::new();
    for rating in &assessment.ratings {
        let Some(index) = rubric.competency_index(rating.competency.as_str()) else { continue };
        let Some(domain) = rubric.domain_ranges().iter().position(|range| range.contains(&index)) else { continue };
        let group = rating.rater.as_ref().and_then(|rater| group_of.get(rater).copied()).or(rating.group.as_ref());
        heard.extend(group.filter(|_| rating.stage.is_some()).map(|group| (domain, group)));
    }
    for (index, domain) in rubric.document().domains.iter().enumerate() {
        for constituent in &domain.constituents {
            if !heard.contains(&(index, constituent)) {
                let params = Params::new().with("domain", domain.id.as_str()).with("group", constituent.as_str());
                findings.meaning(Code::SilentGroup, "/ratings".to_owned(), params);
            }
        }
    }
}
