//! The form of a `cei.plan/1` document.

use crate::assessment::{Evidence, Period, Subject};
use crate::initiative::api;
use crate::initiative::shared::{LocalGoal, Role};
use crate::policy::PolicyStamp;
use crate::reading::{document, tag};
use crate::rubric::RubricRef;
use crate::values::{AssessmentId, Date, Extensions, Id, LanguageTag, Text, is_absent};

tag! {
    /// The `format` of a plan.
    pub struct PlanFormat = "cei.plan/1"
}

document! {
    /// What a team wants to change, from where to where, and who does what by when.
    pub struct Plan {
        /// `cei.plan/1`.
        format: PlanFormat,
        /// Which plan.
        id: Id,
        /// The language of texts that are plain strings.
        #[serde(default)]
        language: LanguageTag = LanguageTag::english(),
        /// The rubric whose competencies it is about.
        rubric: RubricRef,
        /// Its name.
        #[serde(default, skip_serializing_if = "is_absent")]
        title: Option<Text>,
        /// Whose plan it is.
        #[serde(default, skip_serializing_if = "is_absent")]
        subject: Option<Subject>,
        /// When it is carried out.
        #[serde(default, skip_serializing_if = "is_absent")]
        period: Option<Period>,
        /// The profile that it starts from.
        #[serde(default, skip_serializing_if = "is_absent")]
        profile: Option<PlanProfile>,
        /// What it is about.
        #[serde(default, skip_serializing_if = "is_absent")]
        problem: Option<Problem>,
        /// The competencies that it picks, in the order in which the work begins.
        focus: Vec<Focus>,
        /// What the team asked itself.
        #[serde(default, skip_serializing_if = "is_absent")]
        reflections: Vec<Reflection> = Default::default(),
        /// Training modules of the rubric that go with it.
        #[serde(default, skip_serializing_if = "is_absent")]
        modules: Vec<Id> = Default::default(),
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// Names a profile.
    pub struct PlanProfile {
        /// Which assessments were counted.
        assessment: AssessmentId,
        /// The policy that staged them.
        policy: PolicyStamp,
        /// When they were made.
        #[serde(default, skip_serializing_if = "is_absent")]
        period: Option<Period>,
    }

    /// What a plan is about.
    pub struct Problem {
        /// In a sentence.
        text: Text,
        /// The data that shows it.
        #[serde(default, skip_serializing_if = "is_absent")]
        data: Vec<Evidence> = Default::default(),
    }

    /// A competency that a plan picks.
    pub struct Focus {
        /// Which.
        competency: Id,
        /// The stage it starts from; left out where it has none yet.
        #[serde(default, skip_serializing_if = "is_absent")]
        from: Option<Id>,
        /// The stage it is meant to reach.
        to: Id,
        /// How many steps of one vote that took when the plan was made.
        #[serde(default, skip_serializing_if = "is_absent")]
        steps: Option<u64>,
        /// Why this one.
        #[serde(default, skip_serializing_if = "is_absent")]
        reason: Option<Text>,
        /// Strategies of the rubric.
        #[serde(default, skip_serializing_if = "is_absent")]
        strategies: Vec<Id> = Default::default(),
        /// What is done.
        #[serde(default, skip_serializing_if = "is_absent")]
        actions: Vec<Action> = Default::default(),
        /// How the team will know.
        #[serde(default, skip_serializing_if = "is_absent")]
        measures: Vec<FocusMeasure> = Default::default(),
        /// The goals of local plans that it serves.
        #[serde(default, skip_serializing_if = "is_absent")]
        goals: Vec<LocalGoal> = Default::default(),
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// What is done, by whom and by when.
    pub struct Action {
        /// What.
        text: Text,
        /// Who sees to it.
        #[serde(default, skip_serializing_if = "is_absent")]
        owner: Option<Role>,
        /// From which day on.
        #[serde(default, skip_serializing_if = "is_absent")]
        from: Option<Date>,
        /// By which day.
        #[serde(default, skip_serializing_if = "is_absent")]
        by: Option<Date>,
        /// On which day it was done.
        #[serde(default, skip_serializing_if = "is_absent")]
        done: Option<Date>,
        /// What shows it.
        #[serde(default, skip_serializing_if = "is_absent")]
        evidence: Vec<Evidence> = Default::default(),
    }

    /// A measure that tells whether a competency moves.
    pub struct FocusMeasure {
        /// Which; a measure of a `cei.metrics/1` document where there is one.
        measure: Id,
        /// What it is.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
    }

    /// A question of the rubric, and what the team found.
    pub struct Reflection {
        /// The domain that asks it.
        domain: Id,
        /// The question.
        question: Text,
        /// What the team found.
        #[serde(default, skip_serializing_if = "is_absent")]
        answer: Option<Text>,
    }
}

api!(Plan, "cei.plan/1");
