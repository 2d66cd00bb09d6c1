//! How far a plan has come, by a later profile.

use super::document::{Action, Focus, Plan, PlanProfile};
use crate::assessment::Subject;
use crate::diagnostic::{Code, Findings, Params, Report};
use crate::initiative::shared::not_after;
use crate::reading::{choice, document, tag};
use crate::rubric::{Rubric, RubricRef};
use crate::staging::{CompetencyProfile, Profile};
use crate::values::{Date, Id, is_absent};
use crate::voices::{Difference, Differences, named, same_rubric};

tag! {
    /// The `format` of progress.
    pub struct ProgressFormat = "cei.progress/1"
}

choice! {
    /// How far a competency has come.
    pub enum ProgressStatus {
        /// It has reached the stage that was planned, or a higher one.
        Met = "met",
        /// It is not there yet and stands higher than at the start, or fewer steps are left.
        Moved = "moved",
        /// Neither.
        NotYet = "not_yet",
        /// It has no stage in the later profile.
        NoData = "no_data",
    }
}

document! {
    /// How far a plan has come.
    pub struct Progress {
        /// `cei.progress/1`.
        format: ProgressFormat,
        /// Which plan.
        plan: Id,
        /// The rubric.
        rubric: RubricRef,
        /// Whose plan it is.
        #[serde(default, skip_serializing_if = "is_absent")]
        subject: Option<Subject>,
        /// The later profile.
        profile: PlanProfile,
        /// The day for which actions are told.
        #[serde(default, skip_serializing_if = "is_absent")]
        as_of: Option<Date>,
        /// What differs between the profiles and was allowed to.
        #[serde(default, skip_serializing_if = "is_absent")]
        differs: Vec<Difference> = Default::default(),
        /// How many competencies have come how far.
        counts: ProgressCounts,
        /// How many actions are done, where a day was given.
        #[serde(default, skip_serializing_if = "is_absent")]
        actions: Option<ActionCounts>,
        /// Each competency of the plan, in its order.
        focus: Vec<FocusProgress>,
    }

    /// How many competencies have come how far.
    pub struct ProgressCounts {
        /// Those that are where they were meant to be.
        met: u64,
        /// Those that are on the way.
        moved: u64,
        /// Those that are where they were, or lower.
        not_yet: u64,
        /// Those without a stage.
        no_data: u64,
    }

    /// How many actions are done.
    pub struct ActionCounts {
        /// Done by the day that was given.
        done: u64,
        /// Not done, and their day has come.
        due: u64,
        /// Not done, and their day is still to come.
        later: u64,
        /// Not done, and without a day.
        undated: u64,
    }

    /// How far one competency has come.
    pub struct FocusProgress {
        /// Which.
        competency: Id,
        /// How far.
        status: ProgressStatus,
        /// The stage it started from.
        #[serde(default, skip_serializing_if = "is_absent")]
        from: Option<Id>,
        /// The stage that was planned.
        to: Id,
        /// The stage it has now.
        #[serde(default, skip_serializing_if = "is_absent")]
        now: Option<Id>,
        /// Its stage now less that at the start, in stages.
        #[serde(default, skip_serializing_if = "is_absent")]
        change: Option<i64>,
        /// How many steps of one vote are left to the stage that was planned, where the next stage is that one.
        #[serde(default, skip_serializing_if = "is_absent")]
        left: Option<u64>,
        /// How many of its actions are done, where a day was given.
        #[serde(default, skip_serializing_if = "is_absent")]
        actions: Option<ActionCounts>,
    }
}

/// What progress may bridge, and what it adds.
#[derive(Clone, Debug, Default)]
pub struct ProgressOptions<'a> {
    /// What may differ from the profile that the plan started from; the result names it.
    pub allowed: &'a [Difference],
    /// The day for which actions are told; without it they are not.
    pub as_of: Option<Date>,
}

impl Plan {
    /// How far the plan has come, by a later profile of the same subject, rubric and policy.
    ///
    /// # Errors
    ///
    /// A report of what keeps the profile from being set beside the plan. Paths begin with `/profile` or `/plan`.
    pub fn progress(
        &self,
        profile: &Profile,
        rubric: &Rubric,
        options: &ProgressOptions<'_>,
    ) -> Result<Progress, Report> {
        let mut differences = Differences::new(options.allowed);
        same_rubric(rubric, profile, "/profile", &mut differences.findings);
        if !rubric.is_named_by(&self.rubric) {
            let params = Params::new()
                .with("found", format!("{} {}", self.rubric.id, self.rubric.version))
                .with("expected", named(rubric));
            differences.findings.meaning(Code::RubricMismatch, "/plan/rubric".to_owned(), params);
        }
        self.same_subject(profile, &mut differences);
        if let Some(start) = self.profile.as_ref().filter(|start| start.policy.digest != profile.policy.digest) {
            let name = |one: &crate::policy::PolicyStamp| format!("{} {}", one.id, one.version);
            let (found, expected) = (name(&profile.policy), name(&start.policy));
            differences.differs(Difference::Policy, "/profile/policy".to_owned(), &found, &expected);
        }
        self.is_later(profile, options.as_of, &mut differences.findings);
        if differences.findings.has_errors() {
            return Err(differences.findings.into_report("").without_positions());
        }
        let focus: Vec<FocusProgress> =
            self.focus.iter().map(|focus| focus.progress(profile, rubric, options.as_of)).collect();
        let count = |status| focus.iter().filter(|focus| focus.status == status).count() as u64;
        Ok(Progress {
            format: ProgressFormat::Format,
            plan: self.id.clone(),
            rubric: self.rubric.clone(),
            subject: self.subject.clone().or_else(|| profile.subject.clone()),
            profile: PlanProfile::of(profile),
            as_of: options.as_of,
            differs: differences.allowed(),
            counts: ProgressCounts {
                met: count(ProgressStatus::Met),
                moved: count(ProgressStatus::Moved),
                not_yet: count(ProgressStatus::NotYet),
                no_data: count(ProgressStatus::NoData),
            },
            actions: options.as_of.map(|day| ActionCounts::of(self.focus.iter().flat_map(|focus| &focus.actions), day)),
            focus,
        })
    }
}

impl Plan {
    /// The profile is of whom the plan is of, where both say it.
    pub(super) fn same_subject(&self, profile: &Profile, differences: &mut Differences<'_>) {
        let subject = |subject: &Option<Subject>| subject.as_ref().map(|one| (one.scheme.clone(), one.id.clone()));
        if let (Some(found), Some(expected)) = (subject(&profile.subject), subject(&self.subject))
            && found != expected
        {
            let path = "/profile/subject".to_owned();
            differences.differs(Difference::Subject, path, found.1.as_str(), expected.1.as_str());
        }
    }

    /// The profile is not of an earlier time than the one that the plan starts from, and not of a later one than the day
    /// for which actions are told.
    fn is_later(&self, profile: &Profile, as_of: Option<Date>, findings: &mut Findings) {
        let Some(period) = &profile.period else { return };
        let start = self.profile.as_ref().and_then(|start| start.period.as_ref());
        if let Some((expected, found)) = start.and_then(|start| start.begins_after(period)) {
            let params = Params::new().with("found", found).with("expected", expected);
            findings.meaning(Code::ProfileBeforePlan, "/profile/period".to_owned(), params);
        }
        if let Some(as_of) = as_of {
            not_after(period, as_of, "/profile/period".to_owned(), findings);
        }
    }
}

impl Focus {
    fn progress(&self, profile: &Profile, rubric: &Rubric, as_of: Option<Date>) -> FocusProgress {
        let number = |id: Option<&Id>| rubric.stage_number(id?.as_str());
        let node = profile
            .domains
            .iter()
            .flat_map(|domain| &domain.competencies)
            .find(|competency| competency.id == self.competency);
        let stage = node.and_then(|node| node.stage.as_ref());
        let (from, to, now) = (number(self.from.as_ref()), number(Some(&self.to)), number(stage));
        let left = node.and_then(|node| self.left(node, to, now, rubric));
        let status = match now {
            None => ProgressStatus::NoData,
            Some(_) if now >= to => ProgressStatus::Met,
            Some(_) if from.is_some() && now > from => ProgressStatus::Moved,
            Some(_) if now == from && left.zip(self.steps).is_some_and(|(left, steps)| left < steps) => {
                ProgressStatus::Moved
            }
            Some(_) => ProgressStatus::NotYet,
        };
        FocusProgress {
            competency: self.competency.clone(),
            status,
            from: self.from.clone(),
            to: self.to.clone(),
            now: stage.cloned(),
            change: now.zip(from).map(|(now, from)| i64::from(now).saturating_sub(i64::from(from))),
            left,
            actions: as_of.map(|day| ActionCounts::of(self.actions.iter(), day)),
        }
    }

    /// Steps to the planned stage, where the profile's next step leads there.
    fn left(&self, node: &CompetencyProfile, to: Option<u8>, now: Option<u8>, rubric: &Rubric) -> Option<u64> {
        let next = node.next.as_ref()?;
        let reached = rubric.stage_number(next.stage.as_str());
        (now < to && reached >= to).then_some(next.steps)
    }
}

impl ActionCounts {
    fn of<'a>(actions: impl Iterator<Item = &'a Action>, day: Date) -> Self {
        let mut counts = Self { done: 0, due: 0, later: 0, undated: 0 };
        for action in actions {
            let count = match (action.done, action.by) {
                (Some(done), _) if done <= day => &mut counts.done,
                (_, Some(by)) if by <= day => &mut counts.due,
                (_, Some(_)) => &mut counts.later,
                (_, None) => &mut counts.undated,
            };
            *count = count.saturating_add(1);
        }
        counts
    }
}

impl Progress {
    /// As a `cei.progress/1` document.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::reading::to_json(self)
    }
}
