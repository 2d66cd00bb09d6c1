//! What the documents of the initiative share. People stand in them as roles and groups, never by name.

use crate::assessment::{Period, check};
use crate::diagnostic::{Code, Findings, Params};
use crate::reading::{choice, document};
use crate::rubric::Rubric;
use crate::values::{AssessmentId, Date, Id, Line, Text, is_absent};

choice! {
    /// A component of engagement in the Peer Leading and Learning Network. The ids are those of the built-in lens
    /// `plln-components`.
    pub enum Component {
        /// Support of district leadership.
        Leadership = "leadership",
        /// California's diversity, and who is engaged.
        Diversity = "diversity",
        /// Programs and services.
        ProgramsAndServices = "programs-and-services",
        /// Collective impact through community partnerships.
        CollectiveImpact = "collective-impact",
        /// How success is known.
        Metrics = "metrics",
    }

    /// A plan that a district or a school has to have anyway.
    pub enum LocalPlan {
        /// The Local Control and Accountability Plan.
        Lcap = "lcap",
        /// The School Plan for Student Achievement.
        Spsa = "spsa",
        /// The plan of a community school.
        CommunitySchoolPlan = "community_school_plan",
        /// Another.
        Other = "other",
    }
}

document! {
    /// Who does something: a role, not a name.
    pub struct Role {
        /// What the role is called, such as `family liaison`.
        role: Text,
        /// The constituent group it speaks for.
        #[serde(default, skip_serializing_if = "is_absent")]
        group: Option<Id>,
    }

    /// A goal of a local plan.
    pub struct LocalGoal {
        /// Which plan.
        plan: LocalPlan,
        /// Which goal or action, as the plan numbers it.
        goal: Line,
        /// What it says.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
    }

    /// Names a document that something was taken from.
    pub struct DocumentRef {
        /// Its format, such as `cei.profile/1`.
        format: Line,
        /// Its id; of a profile, its assessment.
        id: AssessmentId,
    }
}

impl Role {
    pub(crate) fn check(&self, rubric: &Rubric, path: &str, findings: &mut Findings) {
        if let Some(group) = &self.group {
            check::group(group, rubric, || format!("{path}/group"), findings);
        }
    }
}

/// Reports every competency of a list that the rubric does not have, or that stands there twice.
pub(crate) fn competencies(ids: &[Id], rubric: &Rubric, path: &str, findings: &mut Findings) {
    for (index, id) in ids.iter().enumerate() {
        let at = || format!("{path}/{index}");
        check::competency(id, rubric, at, findings);
        if !id.is_unreadable() && ids.iter().take(index).any(|before| before == id) {
            findings.meaning(Code::DuplicateId, at(), Params::new().with("id", id.as_str()));
        }
    }
}

/// Reports at `path` that a day is before one that comes first.
pub(crate) fn in_order(from: Option<Date>, to: Option<Date>, path: String, findings: &mut Findings) {
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        let params = Params::new().with("from", from.to_string()).with("to", to.to_string());
        findings.meaning(Code::DatesOutOfOrder, path, params);
    }
}

/// Reports at `path` a profile's period that lies after the day for which something is told.
pub(crate) fn not_after(period: &Period, as_of: Date, path: String, findings: &mut Findings) {
    if let Some(found) = period.is_after(as_of) {
        let params = Params::new().with("found", found).with("as_of", as_of.to_string());
        findings.meaning(Code::ProfileAfterDay, path, params);
    }
}
