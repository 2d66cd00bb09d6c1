//! The form of a `cei.tally/1` document.

use crate::assessment::{Decision, Missing, OutOfScope, Period, Subject};
use crate::reading::{document, tag};
use crate::rubric::RubricRef;
use crate::values::{AssessmentId, Count, Extensions, Id, is_absent};

tag! {
    /// The `format` of a tally.
    pub struct TallyFormat = "cei.tally/1"
}

document! {
    /// The count of answers for every competency and constituent group.
    pub struct TallyDocument {
        /// `cei.tally/1`.
        format: TallyFormat,
        /// What was rated by.
        rubric: RubricRef,
        /// Which assessments were counted: their ids, joined by `+`.
        assessment: AssessmentId,
        /// Who was assessed.
        #[serde(default, skip_serializing_if = "is_absent")]
        subject: Option<Subject>,
        /// When.
        #[serde(default, skip_serializing_if = "is_absent")]
        period: Option<Period>,
        /// The counts.
        cells: Vec<Cell>,
        /// What the team agreed on.
        #[serde(default, skip_serializing_if = "is_absent")]
        decisions: Vec<Decision> = Default::default(),
        /// Competencies that are left out on purpose.
        #[serde(default, skip_serializing_if = "is_absent")]
        out_of_scope: Vec<OutOfScope> = Default::default(),
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// The answers of one group on one competency.
    pub struct Cell {
        /// Which competency.
        competency: Id,
        /// Which group.
        group: Id,
        /// How many said each stage, lowest first.
        stages: Vec<Count>,
        /// How many gave no stage, and why.
        #[serde(default, skip_serializing_if = "is_absent")]
        missing: MissingCounts = Default::default(),
        /// How many items of evidence these answers have together.
        #[serde(default, skip_serializing_if = "is_absent")]
        evidence: Count = Default::default(),
    }

    /// How many answers gave no stage, and why.
    #[derive(Copy, Default, Eq)]
    pub struct MissingCounts {
        /// Asked and not answered.
        #[serde(default, skip_serializing_if = "is_absent")]
        unanswered: Count = Default::default(),
        /// Did not know.
        #[serde(default, skip_serializing_if = "is_absent")]
        dont_know: Count = Default::default(),
        /// Does not apply.
        #[serde(default, skip_serializing_if = "is_absent")]
        not_applicable: Count = Default::default(),
        /// Not given out.
        #[serde(default, skip_serializing_if = "is_absent")]
        withheld: Count = Default::default(),
    }
}

impl crate::values::Absent for MissingCounts {
    fn is_absent(&self) -> bool {
        *self == Self::default()
    }
}

impl MissingCounts {
    /// How many for that reason.
    #[must_use]
    pub fn get(&self, missing: Missing) -> Count {
        match missing {
            Missing::Unanswered => self.unanswered,
            Missing::DontKnow => self.dont_know,
            Missing::NotApplicable => self.not_applicable,
            Missing::Withheld => self.withheld,
        }
    }

    pub(crate) fn get_mut(&mut self, missing: Missing) -> &mut Count {
        match missing {
            Missing::Unanswered => &mut self.unanswered,
            Missing::DontKnow => &mut self.dont_know,
            Missing::NotApplicable => &mut self.not_applicable,
            Missing::Withheld => &mut self.withheld,
        }
    }
}
