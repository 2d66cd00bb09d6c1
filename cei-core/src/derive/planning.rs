//! Plans, metrics, lenses and the initiative's report from documents.

use serde_json::value::RawValue;

use super::given::{Named, RubricFor, rules, unknown_name};
use super::initiative::sound;
use super::voices::or_errors;
use crate::diagnostic::{Findings, Language, Severity};
use crate::initiative::cohort::Cohort;
use crate::initiative::{
    DraftOptions, Impact, Initiative, InitiativeParts, LensDocument, Metrics, Plan, Progress, ProgressOptions, Reading,
    Testing,
};
use crate::policy::PolicyDocument;
use crate::reading::document;
use crate::rubric::RubricDocument;
use crate::staging::{Profile, Rules};
use crate::values::{Date, Id, is_absent};
use crate::voices::{Crosswalk, CrosswalkDocument, Difference};

document! {
    /// What a plan is drafted from.
    pub struct PlanArguments {
        /// Where a team stands.
        profile: Profile,
        /// What was rated by; without it, the built-in rubric that the profile names.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<Named<RubricDocument>>,
        /// The plan's id; without it, `plan-` and the id of the assessment.
        #[serde(default, skip_serializing_if = "is_absent")]
        id: Option<Id>,
        /// The most competencies to pick, 1 to 100; without it, 3.
        #[serde(default, skip_serializing_if = "is_absent")]
        most: Option<u64>,
        /// The domains to look in; none for all.
        #[serde(default, skip_serializing_if = "is_absent")]
        domains: Vec<Id> = Default::default(),
    }

    /// What a plan is checked against.
    pub struct PlanCheckArguments {
        /// The plan.
        plan: Plan,
        /// The profile that it starts from.
        #[serde(default, skip_serializing_if = "is_absent")]
        profile: Option<Profile>,
        /// The measures that it names.
        #[serde(default, skip_serializing_if = "is_absent")]
        metrics: Option<Metrics>,
        /// Its rubric; without it, the built-in one that the plan names.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<Named<RubricDocument>>,
    }

    /// What a plan's progress is told from.
    pub struct ProgressArguments {
        /// The plan.
        plan: Plan,
        /// A later profile.
        profile: Profile,
        /// What was rated by; without it, the built-in rubric that the profile names.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<Named<RubricDocument>>,
        /// What may differ from the profile that the plan started from; the result names what does.
        #[serde(default, skip_serializing_if = "is_absent")]
        allow: Vec<Difference> = Default::default(),
        /// The day for which actions are told; without it they are not.
        #[serde(default, skip_serializing_if = "is_absent")]
        as_of: Option<Date>,
    }

    /// What an impact is told from.
    pub struct ImpactArguments {
        /// The measures of a team.
        metrics: Metrics,
        /// The rubric of the competencies it names; without it, the built-in one that it names.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<Named<RubricDocument>>,
        /// Observations up to this day count; without it all do.
        #[serde(default, skip_serializing_if = "is_absent")]
        as_of: Option<Date>,
    }

    /// What a table of tested measures is made from.
    pub struct TestingArguments {
        /// The measures of each team.
        metrics: Vec<Metrics>,
        /// The rubric of the competencies they name; without it, the built-in one that each names.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<Named<RubricDocument>>,
        /// Observations up to this day count; without it all do.
        #[serde(default, skip_serializing_if = "is_absent")]
        as_of: Option<Date>,
    }

    /// What the initiative's report is put together from.
    pub struct InitiativeArguments {
        /// What people wrote already; its own entries are kept, those taken from other documents are taken anew.
        #[serde(default, skip_serializing_if = "is_absent")]
        initiative: Option<Initiative>,
        /// The networks; `inaugural` is built in.
        #[serde(default, skip_serializing_if = "is_absent")]
        cohorts: Vec<Named<Cohort>> = Default::default(),
        /// The measures of each team.
        #[serde(default, skip_serializing_if = "is_absent")]
        metrics: Vec<Metrics> = Default::default(),
        /// The rubric of the competencies they name; without it, the built-in one that each names.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<Named<RubricDocument>>,
        /// What is later than this day is left out; without it nothing is.
        #[serde(default, skip_serializing_if = "is_absent")]
        as_of: Option<Date>,
    }

    /// What a profile is read through.
    pub struct LensArguments {
        /// The profile.
        profile: Profile,
        /// A lens of its rubric by its id, or a lens document.
        lens: Named<LensDocument>,
        /// What was rated by; without it, the built-in rubric that the profile names.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<Named<RubricDocument>>,
        /// For a lens document: the policy that staged the profile; without it, the built-in one that the profile names.
        #[serde(default, skip_serializing_if = "is_absent")]
        policy: Option<Named<PolicyDocument>>,
        /// For a lens document of another rubric: what leads from one to the other.
        #[serde(default, skip_serializing_if = "is_absent")]
        crosswalk: Option<CrosswalkDocument>,
    }
}

pub(super) fn plan(arguments: &PlanArguments, findings: &mut Findings) -> Option<Plan> {
    let PlanArguments { profile, rubric, id, most, domains } = arguments;
    let given = RubricFor::given(rubric.as_ref(), "/rubric", findings);
    let (rubric, profile) = given.profile(profile, "/profile", findings)?;
    let options = DraftOptions {
        id: id.clone(),
        domains: domains.clone(),
        most: most.unwrap_or_else(|| DraftOptions::default().most),
    };
    or_errors(Plan::draft(profile, &rubric, &options), "", findings)
}

/// The report of the check where it holds no error. Errors are reported with their places in the arguments.
pub(super) fn plan_check(arguments: &PlanCheckArguments, findings: &mut Findings) -> Option<Box<RawValue>> {
    let PlanCheckArguments { plan, profile, metrics, rubric } = arguments;
    let given = RubricFor::given(rubric.as_ref(), "/rubric", findings);
    if let Some(metrics) = metrics {
        sound(metrics, &given, "/metrics", findings);
    }
    let rubric = sound(plan, &given, "/plan", findings)?;
    let report = plan.check_against(&rubric, profile.as_ref(), metrics.as_ref());
    for error in report.diagnostics().iter().filter(|one| one.severity == Severity::Error) {
        findings.meaning(error.code, error.path.clone(), error.params.clone());
    }
    RawValue::from_string(report.to_json(Language::En)).ok()
}

pub(super) fn progress(arguments: &ProgressArguments, findings: &mut Findings) -> Option<Progress> {
    let ProgressArguments { plan, profile, rubric, allow, as_of } = arguments;
    let given = RubricFor::given(rubric.as_ref(), "/rubric", findings);
    let is_sound = sound(plan, &given, "/plan", findings);
    let (rubric, profile) = given.profile(profile, "/profile", findings)?;
    is_sound?;
    let options = ProgressOptions { allowed: allow, as_of: *as_of };
    or_errors(plan.progress(profile, &rubric, &options), "", findings)
}

pub(super) fn impact(arguments: &ImpactArguments, findings: &mut Findings) -> Option<Impact> {
    let ImpactArguments { metrics, rubric, as_of } = arguments;
    let given = RubricFor::given(rubric.as_ref(), "/rubric", findings);
    sound(metrics, &given, "/metrics", findings)?;
    Some(metrics.impact(*as_of))
}

pub(super) fn testing(arguments: &TestingArguments, findings: &mut Findings) -> Option<Testing> {
    let TestingArguments { metrics, rubric, as_of } = arguments;
    let given = RubricFor::given(rubric.as_ref(), "/rubric", findings);
    for (index, team) in metrics.iter().enumerate() {
        sound(team, &given, &format!("/metrics/{index}"), findings);
    }
    (!findings.has_errors()).then_some(())?;
    or_errors(Testing::of(metrics, *as_of), "", findings)
}

pub(super) fn initiative(arguments: &InitiativeArguments, findings: &mut Findings) -> Option<Initiative> {
    let InitiativeArguments { initiative, cohorts, metrics, rubric, as_of } = arguments;
    let given = RubricFor::given(rubric.as_ref(), "/rubric", findings);
    if let Some(draft) = initiative {
        sound(draft, &given, "/initiative", findings);
    }
    let mut networks = Vec::new();
    for (index, cohort) in cohorts.iter().enumerate() {
        let path = format!("/cohorts/{index}");
        match cohort {
            Named::Document(cohort) => {
                sound(cohort.as_ref(), &given, &path, findings);
                networks.push(cohort.as_ref().clone());
            }
            Named::BuiltIn(name) if name == "inaugural" => networks.push(Cohort::inaugural()),
            Named::BuiltIn(name) => unknown_name(name, &path, std::iter::once("inaugural"), findings),
        }
    }
    for (index, team) in metrics.iter().enumerate() {
        sound(team, &given, &format!("/metrics/{index}"), findings);
    }
    let parts = InitiativeParts { draft: initiative.as_ref(), cohorts: &networks, metrics, as_of: *as_of };
    (!findings.has_errors()).then(|| Initiative::assemble(&parts))
}

pub(super) fn lens(arguments: &LensArguments, findings: &mut Findings) -> Option<Reading> {
    let LensArguments { profile, lens, rubric, policy, crosswalk } = arguments;
    let given = RubricFor::given(rubric.as_ref(), "/rubric", findings);
    let crosswalk = crosswalk.as_ref().map(|document| Crosswalk::of_part(document, "/crosswalk", findings));
    let (rubric, profile) = given.profile(profile, "/profile", findings)?;
    let lens = match lens {
        Named::BuiltIn(id) => return or_errors(profile.through(&rubric, id), "", findings),
        Named::Document(lens) => lens,
    };
    let crosswalk = crosswalk.map_or(Some(None), |crosswalk| crosswalk.map(Some))?;
    let rules = match policy {
        Some(_) => Some(rules(policy.as_ref(), &rubric, findings)?),
        None => None,
    };
    let policy = rules.as_ref().map(Rules::policy);
    or_errors(profile.through_own(&rubric, lens, crosswalk.as_ref(), policy), "", findings)
}
