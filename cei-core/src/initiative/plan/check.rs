//! What the form of a plan cannot say.

use std::collections::HashSet;

use super::document::{Action, Focus, Plan};
use crate::assessment::Period;
use crate::assessment::check::{competency, stage, subject_and_period};
use crate::diagnostic::{Code, Findings, Params, Report};
use crate::initiative::Checked;
use crate::initiative::metrics::Metrics;
use crate::initiative::shared::in_order;
use crate::rubric::{Rubric, RubricRef};
use crate::staging::{DomainProfile, Profile};
use crate::values::Id;
use crate::voices::{Differences, same_rubric};

impl Checked for Plan {
    fn rubric(&self) -> Option<&RubricRef> {
        Some(&self.rubric)
    }

    fn check(&self, rubric: &Rubric, findings: &mut Findings) {
        subject_and_period(self.subject.as_ref(), self.period.as_ref(), findings);
        let start = self.profile.as_ref().and_then(|start| start.period.as_ref());
        let end = self.period.as_ref().and_then(Period::last_day);
        if let Some((end, found)) = end.and_then(|end| Some((end, start?.is_after(end)?))) {
            let params = Params::new().with("end", end.to_string()).with("found", found);
            findings.meaning(Code::PlanBeforeProfile, "/period".to_owned(), params);
        }
        let unsaid = |field: &str, findings: &Findings| !findings.is_unreadable(&format!("/{field}"));
        match &self.problem {
            None => findings.meaning(Code::PlanWithoutProblem, String::new(), Params::new()),
            Some(problem) if problem.data.is_empty() && unsaid("problem/data", findings) => {
                findings.meaning(Code::ProblemWithoutData, "/problem".to_owned(), Params::new());
            }
            Some(_) => {}
        }
        if self.focus.is_empty() {
            findings.meaning(Code::PlanWithoutFocus, "/focus".to_owned(), Params::new());
        }
        let mut seen = HashSet::new();
        for (index, focus) in self.focus.iter().enumerate() {
            let path = format!("/focus/{index}");
            focus.check(rubric, &path, findings);
            if !focus.competency.is_unreadable() && !seen.insert(&focus.competency) {
                let params = Params::new().with("competency", focus.competency.as_str());
                findings.meaning(Code::DuplicateFocus, format!("{path}/competency"), params);
            }
        }
        let document = rubric.document();
        for (index, reflection) in self.reflections.iter().enumerate() {
            let path = format!("/reflections/{index}/domain");
            let domains = document.domains.iter().map(|domain| &domain.id);
            known(&reflection.domain, domains, Code::UnknownDomain, path, findings);
        }
        let open = self.reflections.iter().filter(|reflection| reflection.answer.is_none()).count();
        if open > 0 {
            let params = Params::new().with("count", open as u64);
            findings.meaning(Code::ReflectionsOpen, "/reflections".to_owned(), params);
        }
        for (index, id) in self.modules.iter().enumerate() {
            let modules = document.modules.iter().map(|module| &module.id);
            known(id, modules, Code::UnknownModule, format!("/modules/{index}"), findings);
        }
    }
}

impl Focus {
    fn check(&self, rubric: &Rubric, path: &str, findings: &mut Findings) {
        let at = |field: &str| format!("{path}/{field}");
        competency(&self.competency, rubric, || at("competency"), findings);
        if let Some(from) = &self.from {
            stage(from, rubric, || at("from"), findings);
        }
        stage(&self.to, rubric, || at("to"), findings);
        let number = |id: &Id| rubric.stage_number(id.as_str());
        let ends = self.from.as_ref().and_then(number).zip(number(&self.to));
        if let (Some((from, to)), Some(start)) = (ends, &self.from) {
            let params = || {
                let params = Params::new().with("competency", self.competency.as_str());
                params.with("from", start.as_str()).with("to", self.to.as_str())
            };
            if to <= from {
                findings.meaning(Code::TargetNotAbove, at("to"), params());
            } else if let Some(next) = rubric.stage_id(from.saturating_add(1)).filter(|next| **next != self.to) {
                findings.meaning(Code::MoreThanOneStage, at("to"), params().with("next", next.as_str()));
            }
        }
        let strategies = || rubric.document().strategies.iter().map(|strategy| &strategy.id);
        for (index, id) in self.strategies.iter().enumerate() {
            known(id, strategies(), Code::UnknownStrategy, format!("{path}/strategies/{index}"), findings);
        }
        for (index, action) in self.actions.iter().enumerate() {
            action.check(rubric, &format!("{path}/actions/{index}"), findings);
        }
        for (field, is_empty, code) in [
            ("actions", self.actions.is_empty(), Code::FocusWithoutAction),
            ("measures", self.measures.is_empty(), Code::FocusWithoutMeasure),
            ("goals", self.goals.is_empty(), Code::FocusWithoutGoal),
        ] {
            if is_empty && !findings.is_unreadable(&at(field)) {
                let params = Params::new().with("competency", self.competency.as_str());
                findings.meaning(code, path.to_owned(), params);
            }
        }
    }
}

impl Action {
    fn check(&self, rubric: &Rubric, path: &str, findings: &mut Findings) {
        match &self.owner {
            Some(owner) => owner.check(rubric, &format!("{path}/owner"), findings),
            None => findings.meaning(Code::ActionWithoutOwner, path.to_owned(), Params::new()),
        }
        if self.by.is_none() {
            findings.meaning(Code::ActionWithoutDate, path.to_owned(), Params::new());
        }
        if !findings.is_unreadable(&format!("{path}/from")) {
            in_order(self.from, self.by, format!("{path}/by"), findings);
            in_order(self.from, self.done, format!("{path}/done"), findings);
        }
    }
}

/// Reports an id that is none of those known.
fn known<'a>(id: &Id, ids: impl Iterator<Item = &'a Id> + Clone, code: Code, path: String, findings: &mut Findings) {
    if !id.is_unreadable() && !ids.clone().any(|one| one == id) {
        let params = findings.suggest(Params::new().with("id", id.as_str()), id.as_str(), ids.map(Id::as_str));
        findings.meaning(code, path, params);
    }
}

impl Plan {
    /// Checks a plan, built in memory or read, against the profile that it starts from and the measures that it names.
    ///
    /// Paths begin with `/plan`, `/profile` or `/metrics`.
    #[must_use]
    pub fn check_against(&self, rubric: &Rubric, profile: Option<&Profile>, metrics: Option<&Metrics>) -> Report {
        let mut differences = Differences::new(&[]);
        if let Some(profile) = profile {
            self.same_subject(profile, &mut differences);
        }
        let mut findings = differences.findings;
        findings.part("/plan", |findings| crate::initiative::check(self, Some(rubric), findings));
        if let Some(profile) = profile {
            same_rubric(rubric, profile, "/profile", &mut findings);
            self.starts_from(rubric, profile, &mut findings);
        }
        if let Some(metrics) = metrics {
            for (index, focus) in self.focus.iter().enumerate() {
                for (below, one) in focus.measures.iter().enumerate() {
                    let path = format!("/plan/focus/{index}/measures/{below}/measure");
                    let measures = metrics.measures.iter().map(|measure| &measure.id);
                    known(&one.measure, measures, Code::UnknownMeasure, path, &mut findings);
                }
            }
        }
        // The text is for the order of what was found; the profile's part has one place at most.
        let metrics = metrics.map_or_else(|| "null".to_owned(), Metrics::to_json);
        let text = format!(r#"{{"plan":{},"profile":null,"metrics":{metrics}}}"#, self.to_json());
        findings.into_report(&text).without_positions()
    }

    /// Whether the stages it starts from are those of the profile, and foundations come first.
    fn starts_from(&self, rubric: &Rubric, profile: &Profile, findings: &mut Findings) {
        let domain_of = |id: &Id| -> Option<(usize, &DomainProfile)> {
            let index = rubric.competency_index(id.as_str())?;
            let domain = rubric.domain_ranges().iter().position(|range| range.contains(&index))?;
            Some((domain, profile.domains.get(domain)?))
        };
        let in_focus: HashSet<usize> =
            self.focus.iter().filter_map(|focus| domain_of(&focus.competency)).map(|(domain, _)| domain).collect();
        for (index, focus) in self.focus.iter().enumerate() {
            let Some((domain, node)) = domain_of(&focus.competency) else { continue };
            let Some(found) = node.competencies.iter().find(|one| one.id == focus.competency) else { continue };
            if found.stage != focus.from {
                let name = |stage: &Option<Id>| stage.as_ref().map_or("-", Id::as_str).to_owned();
                let params = Params::new()
                    .with("competency", focus.competency.as_str())
                    .with("plan", name(&focus.from))
                    .with("profile", name(&found.stage));
                findings.meaning(Code::StartDiffers, format!("/plan/focus/{index}"), params);
            }
            let number = |domain: &DomainProfile| domain.stage.as_ref().and_then(|id| rubric.stage_number(id.as_str()));
            let lower: Vec<String> = rubric
                .builds_on(domain)
                .iter()
                .filter(|below| !in_focus.contains(below))
                .filter_map(|below| profile.domains.get(*below))
                .filter(|below| number(below) < number(node))
                .map(|below| below.id.to_string())
                .collect();
            if !lower.is_empty() {
                let params = Params::new().with("competency", focus.competency.as_str()).with("foundations", lower);
                findings.meaning(Code::FoundationNotInFocus, format!("/plan/focus/{index}"), params);
            }
        }
    }
}
