//! The form of a `cei.profile/1` document: what is said of each node.

use crate::assessment::{Missing, Period, Subject};
use crate::diagnostic::Report;
use crate::policy::PolicyStamp;
use crate::reading::{Source, choice, document, tag};
use crate::rubric::RubricStamp;
use crate::tally::MissingCounts;
use crate::values::{AssessmentId, Count, Extensions, Id, Line, Text, is_absent};

tag! {
    /// The `format` of a profile.
    pub struct ProfileFormat = "cei.profile/1"
}

choice! {
    /// Whether a node has a stage, and if not, why.
    pub enum Status {
        /// It has one.
        Staged = "staged",
        /// There are too few answers.
        Insufficient = "insufficient",
        /// The policy asks for a decision and there is none.
        Undecided = "undecided",
        /// It does not apply here.
        NotApplicable = "not_applicable",
        /// It was left out on purpose.
        OutOfScope = "out_of_scope",
    }

    /// What kept a stage from being higher, or from being at all.
    pub enum Bound {
        /// Too few votes have reached the next stage.
        Reach = "reach",
        /// Too few points.
        Points = "points",
        /// It would be too far above the lowest vote.
        Within = "within",
        /// Too little evidence; held.
        Evidence = "evidence",
        /// A domain it builds on is too far below; held.
        Foundation = "foundation",
        /// It is what was decided.
        Decision = "decision",
        /// Nothing: it is the highest.
        Top = "top",
        /// Too few members have a stage.
        Coverage = "coverage",
        /// Too few votes.
        Min = "min",
        /// Nobody answered.
        NoAnswers = "no_answers",
        /// Nobody decided.
        NoDecision = "no_decision",
    }

    /// What a competency's stage comes from.
    pub enum Origin {
        /// The counts of answers.
        Tally = "tally",
        /// A recorded decision.
        Decision = "decision",
    }

    /// The severity of what a profile notes.
    pub enum NoteSeverity {
        /// Worth knowing.
        Note = "note",
    }

    /// The version of the rule semantics, which is not the library's.
    pub enum RulesVersion {
        /// The rules of the first release.
        One = "1",
    }
}

/// Documents that say of a node what SPEC 5 says, after its own id and before what is below it.
macro_rules! nodes {
    ($(
        $(#[$attribute:meta])*
        pub struct $Name:ident {
            { $($before:tt)* }
            { $($after:tt)* }
        }
    )*) => {$(
        document! {
            $(#[$attribute])*
            pub struct $Name {
                $($before)*
                /// Whether there is a stage.
                status: Status,
                /// The stage.
                #[serde(default, skip_serializing_if = "is_absent")]
                stage: Option<Id>,
                /// The lowest and the highest stage that the missing answers could make of it.
                #[serde(default, skip_serializing_if = "is_absent")]
                range: Vec<Id> = Default::default(),
                /// Why it is this stage, or none.
                because: Because,
                /// The cheapest way to the next stage.
                #[serde(default, skip_serializing_if = "is_absent")]
                next: Option<Next>,
                /// The domains that would have to rise first.
                #[serde(default, skip_serializing_if = "is_absent")]
                held_by: Vec<Id> = Default::default(),
                $($after)*
            }
        }

        impl From<Saying> for $Name {
            fn from(saying: Saying) -> Self {
                let mut node = <Self as crate::reading::Read>::unreadable();
                node.status = saying.status;
                node.stage = saying.stage;
                node.range = saying.range;
                node.because = saying.because;
                node.next = saying.next;
                node.held_by = saying.held_by;
                node
            }
        }
    )*};
}

/// What is said of any node.
#[derive(Debug)]
pub(crate) struct Saying {
    pub(crate) status: Status,
    pub(crate) stage: Option<Id>,
    pub(crate) range: Vec<Id>,
    pub(crate) because: Because,
    pub(crate) next: Option<Next>,
    pub(crate) held_by: Vec<Id>,
}

pub(crate) use nodes;

nodes! {
    /// The overall stage.
    pub struct OverallProfile {
        {}
        {}
    }

    /// A domain.
    pub struct DomainProfile {
        {
            /// Which domain.
            id: Id,
        }
        {
            /// Its competencies.
            competencies: Vec<CompetencyProfile>,
        }
    }

    /// A competency.
    pub struct CompetencyProfile {
        {
            /// Which competency.
            id: Id,
        }
        {
            /// What its stage comes from.
            source: Origin,
            /// Each group that answered.
            #[serde(default, skip_serializing_if = "is_absent")]
            groups: Vec<GroupProfile> = Default::default(),
        }
    }

    /// The voice of one group on one competency.
    pub struct GroupProfile {
        {
            /// Which group.
            group: Id,
        }
        {
            /// How many said each stage, lowest first.
            stages: Vec<Count>,
            /// How many gave no stage, and why.
            #[serde(default, skip_serializing_if = "is_absent")]
            missing: MissingCounts = Default::default(),
        }
    }

    /// One part of a lens.
    pub struct LensPartProfile {
        {
            /// Which part.
            id: Id,
        }
        {}
    }
}

document! {
    /// The stage of every competency and domain, each with counts, reason, range and next step.
    pub struct Profile {
        /// `cei.profile/1`.
        format: ProfileFormat,
        /// The version of the rule semantics.
        rules: RulesVersion,
        /// What was rated by.
        rubric: RubricStamp,
        /// What staged it.
        policy: PolicyStamp,
        /// Which assessments were counted.
        assessment: AssessmentId,
        /// Who was assessed.
        #[serde(default, skip_serializing_if = "is_absent")]
        subject: Option<Subject>,
        /// When.
        #[serde(default, skip_serializing_if = "is_absent")]
        period: Option<Period>,
        /// One stage of all, where the policy has a rule for it.
        #[serde(default, skip_serializing_if = "is_absent")]
        overall: Option<OverallProfile>,
        /// The domains.
        domains: Vec<DomainProfile>,
        /// Other ways to look at the same competencies.
        #[serde(default, skip_serializing_if = "is_absent")]
        lenses: Vec<LensProfile> = Default::default(),
        /// What is worth knowing.
        #[serde(default, skip_serializing_if = "is_absent")]
        notes: Vec<Note> = Default::default(),
    }

    /// A lens.
    pub struct LensProfile {
        /// Which lens.
        id: Id,
        /// Its parts that name competencies.
        parts: Vec<LensPartProfile>,
    }

    /// Why a node has its stage, or none.
    pub struct Because {
        /// What kept it from being higher. Left out where it is not applicable or out of scope.
        #[serde(default, skip_serializing_if = "is_absent")]
        bound: Option<Bound>,
        /// How many members have a stage.
        votes: u64,
        /// How many members could have one.
        members: u64,
        /// For `reach`: how many votes are at each stage or above, lowest first.
        #[serde(default, skip_serializing_if = "is_absent")]
        reached: Vec<u64> = Default::default(),
        /// For `reach`: how many it takes.
        #[serde(default, skip_serializing_if = "is_absent")]
        need: Option<u64>,
        /// For `points`: how many of how many.
        #[serde(default, skip_serializing_if = "is_absent")]
        points: Option<PointsOf>,
        /// The same in a sentence.
        text: Text,
    }

    /// Points, of the most possible.
    pub struct PointsOf {
        /// The sum of stage number - 1 over all votes.
        have: u64,
        /// Votes times (k - 1).
        of: u64,
    }

    /// The cheapest way to the next stage.
    pub struct Next {
        /// The stage that is then reached.
        stage: Id,
        /// One vote, one stage up, is one step.
        steps: u64,
        /// Which votes go up.
        raise: Vec<Raise>,
    }

    /// One vote that goes up, or some votes of people without names.
    pub struct Raise {
        /// Whose vote: a competency, a group, a domain.
        #[serde(default, skip_serializing_if = "is_absent")]
        id: Option<Id>,
        /// From which stage.
        from: Id,
        /// To which stage.
        to: Id,
        /// How many votes, where they have no names.
        #[serde(default, skip_serializing_if = "is_absent")]
        votes: Option<u64>,
    }

    /// Something worth knowing about a node; has the shape of a diagnostic.
    pub struct Note {
        /// Always `note`.
        severity: NoteSeverity,
        /// Which kind.
        code: Id,
        /// Where in the profile: a JSON Pointer.
        path: Line,
        /// What is the matter.
        message: Text,
        /// What can be done.
        help: Text,
        /// What it speaks of.
        params: Extensions,
    }
}

impl Profile {
    /// Reads a `cei.profile/1` document. Only its form is checked: it is what staging made once.
    ///
    /// # Errors
    ///
    /// A report of all its problems.
    pub fn read(document: impl AsRef<[u8]>) -> Result<Self, Report> {
        let source = Source::new(document.as_ref())?;
        let (profile, findings) = source.read::<Self>()?;
        if findings.has_errors() { Err(findings.into_report(source.text())) } else { Ok(profile) }
    }

    /// As a `cei.profile/1` document.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::reading::to_json(self)
    }
}

impl Missing {
    /// Whether the answer could still become a stage.
    #[must_use]
    pub fn is_open(self) -> bool {
        self != Self::NotApplicable
    }
}
