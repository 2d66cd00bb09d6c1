//! A plan to begin with: what the profile and the rubric already say.

use std::collections::HashSet;

use super::document::{Focus, Plan, PlanFormat, PlanProfile, Reflection};
use crate::diagnostic::{Code, Findings, Params, Report};
use crate::rubric::Rubric;
use crate::staging::{DomainProfile, Profile};
use crate::values::order::sort_by_key;
use crate::values::{Extensions, Id};
use crate::voices::same_rubric;

/// What a draft is to hold.
#[derive(Clone, Debug)]
pub struct DraftOptions {
    /// The plan's id; without it, `plan-` and the id of the assessment.
    pub id: Option<Id>,
    /// The most competencies to pick: 1 to 100.
    pub most: u64,
    /// The domains to look in; none for all.
    pub domains: Vec<Id>,
}

impl Default for DraftOptions {
    fn default() -> Self {
        Self { id: None, most: 3, domains: Vec::new() }
    }
}

/// A domain that has a next step.
struct Candidate<'a> {
    index: usize,
    /// How many foundations lie below it, one on the other.
    depth: usize,
    steps: u64,
    focus: Vec<Focus>,
    profile: &'a DomainProfile,
}

impl Plan {
    /// A plan to begin with.
    ///
    /// It picks the competencies whose rise is the cheapest way to the next stage of their domain: foundations first,
    /// then the domains with the fewest steps, then in the order of the rubric; each competency one stage up, and those
    /// that take the fewest steps first. The whole way of a domain is picked or nothing of it, as long as there is room,
    /// but of the first domain as much as fits. The strategies, reflections and modules of those domains come with it.
    /// Problem, answers, actions, measures and goals are for people to fill in; checking the draft lists them.
    ///
    /// # Errors
    ///
    /// A report where the profile was not staged by this rubric, or an option is out of its range. Paths begin with
    /// `/profile`, `/most` or `/domains`.
    pub fn draft(profile: &Profile, rubric: &Rubric, options: &DraftOptions) -> Result<Self, Report> {
        let mut findings = Findings::default();
        same_rubric(rubric, profile, "/profile", &mut findings);
        if !(1..=MOST).contains(&options.most) {
            let params = Params::new().with("value", options.most.to_string()).with("low", 1_u64).with("high", MOST);
            findings.meaning(Code::OutOfRange, "/most".to_owned(), params);
        }
        let domains = &rubric.document().domains;
        for (index, id) in options.domains.iter().enumerate() {
            if !domains.iter().any(|domain| domain.id == *id) {
                let params = Params::new().with("id", id.as_str());
                let params = findings.suggest(params, id.as_str(), domains.iter().map(|domain| domain.id.as_str()));
                findings.meaning(Code::UnknownDomain, format!("/domains/{index}"), params);
            }
        }
        if findings.has_errors() {
            return Err(findings.into_report("").without_positions());
        }
        let picked = pick(candidates(profile, rubric, options), options.most);
        Ok(with_rubric(picked, profile, rubric, options))
    }
}

/// Most competencies that a plan can be asked to pick.
const MOST: u64 = 100;

fn candidates<'a>(profile: &'a Profile, rubric: &Rubric, options: &DraftOptions) -> Vec<Candidate<'a>> {
    let depths = depths(rubric);
    let wanted = |domain: &DomainProfile| options.domains.is_empty() || options.domains.contains(&domain.id);
    let mut candidates = Vec::new();
    for (index, domain) in profile.domains.iter().enumerate().filter(|(_, domain)| wanted(domain)) {
        let Some(next) = &domain.next else { continue };
        let mut focus: Vec<Focus> = next
            .raise
            .iter()
            .filter_map(|raise| {
                let competency = raise.id.clone()?;
                let up = rubric.stage_number(raise.from.as_str())?.checked_add(1)?;
                let own = domain.competencies.iter().find(|one| one.id == competency)?;
                Some(Focus {
                    strategies: strategies(&competency, index, rubric),
                    competency,
                    from: Some(raise.from.clone()),
                    to: rubric.stage_id(up)?.clone(),
                    // Where a decision binds, deciding anew is the one step.
                    steps: Some(own.next.as_ref().map_or(1, |next| next.steps)),
                    reason: None,
                    actions: Vec::new(),
                    measures: Vec::new(),
                    goals: Vec::new(),
                    extensions: Extensions::default(),
                })
            })
            .collect();
        sort_by_key(&mut focus, |focus| focus.steps); // stable: else in the order of the rubric
        let depth = depths.get(index).copied().unwrap_or_default();
        candidates.push(Candidate { index, depth, steps: next.steps, focus, profile: domain });
    }
    sort_by_key(&mut candidates, |candidate| (candidate.depth, candidate.steps, candidate.index));
    candidates
}

/// For each domain, the longest way down through its foundations.
fn depths(rubric: &Rubric) -> Vec<usize> {
    let mut depths = vec![0_usize; rubric.document().domains.len()];
    for index in rubric.foundations_first() {
        let below = rubric.builds_on(*index).iter().filter_map(|below| depths.get(*below)).max();
        let depth = below.map_or(0, |below| below.saturating_add(1));
        depths.get_mut(*index).into_iter().for_each(|place| *place = depth);
    }
    depths
}

/// Those that name the competency; where none does, those of its domain.
fn strategies(competency: &Id, domain: usize, rubric: &Rubric) -> Vec<Id> {
    let naming = |wanted: &[Id]| -> Vec<Id> {
        let all = rubric.document().strategies.iter();
        let some = all.filter(|strategy| strategy.competencies.iter().any(|id| wanted.contains(id)));
        some.map(|strategy| strategy.id.clone()).collect()
    };
    let own = naming(std::slice::from_ref(competency));
    let range = rubric.domain_ranges().get(domain).cloned().unwrap_or_default();
    if own.is_empty() { naming(rubric.competencies().get(range).unwrap_or_default()) } else { own }
}

fn pick(candidates: Vec<Candidate<'_>>, most: u64) -> Vec<Candidate<'_>> {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let mut picked: Vec<Candidate<'_>> = Vec::new();
    let mut room = most;
    for mut candidate in candidates {
        if picked.is_empty() {
            candidate.focus.truncate(most);
        }
        match room.checked_sub(candidate.focus.len()) {
            Some(left) => room = left,
            None => break,
        }
        picked.push(candidate);
    }
    picked
}

fn with_rubric(picked: Vec<Candidate<'_>>, profile: &Profile, rubric: &Rubric, options: &DraftOptions) -> Plan {
    let document = rubric.document();
    let ids: HashSet<&Id> = picked.iter().map(|candidate| &candidate.profile.id).collect();
    let mut reflections = Vec::new();
    for candidate in &picked {
        let questions = document.domains.get(candidate.index).map_or(&[][..], |domain| &domain.reflections);
        let domain = &candidate.profile.id;
        reflections.extend(questions.iter().map(|question| Reflection {
            domain: domain.clone(),
            question: question.clone(),
            answer: None,
        }));
    }
    let modules = document.modules.iter().filter(|module| module.domains.iter().any(|id| ids.contains(id)));
    let id = || Id::new(&format!("plan-{}", profile.assessment.as_str())).or_else(|| Id::new("plan"));
    Plan {
        format: PlanFormat::Format,
        id: options.id.clone().or_else(id).unwrap_or_else(Id::unreadable),
        language: document.language.clone(),
        rubric: rubric.reference(),
        title: None,
        subject: profile.subject.clone(),
        period: None,
        profile: Some(PlanProfile::of(profile)),
        problem: None,
        modules: modules.map(|module| module.id.clone()).collect(),
        reflections,
        focus: picked.into_iter().flat_map(|candidate| candidate.focus).collect(),
        extensions: Extensions::default(),
    }
}

impl PlanProfile {
    pub(super) fn of(profile: &Profile) -> Self {
        Self { assessment: profile.assessment.clone(), policy: profile.policy.clone(), period: profile.period.clone() }
    }
}
