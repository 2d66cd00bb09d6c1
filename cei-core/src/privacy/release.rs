//! The form of a `cei.release/1` document, and the type of what may be published.

use super::policy::DisclosureStamp;
use crate::assessment::{Period, Subject};
use crate::diagnostic::{Findings, Report};
use crate::policy::PolicyStamp;
use crate::reading::{Source, document, tag, to_json};
use crate::rubric::RubricStamp;
use crate::staging::{Because, Next, Note, Origin, RulesVersion, Status};
use crate::tally::MissingCounts;
use crate::values::{AssessmentId, Count, Id, Text, is_absent};

tag! {
    /// The `format` of a release.
    pub struct ReleaseFormat = "cei.release/1"
}

/// Documents that say of a node what a profile says, or only that it is hidden.
macro_rules! released {
    ($(
        $(#[$attribute:meta])*
        pub struct $Name:ident {
            { $($before:tt)* }
            { $($after:tt)* }
        }
    )*) => { document! {$(
        $(#[$attribute])*
        pub struct $Name {
            $($before)*
            /// Whether it is hidden. Nothing more is said of it then than what is below.
            #[serde(default, skip_serializing_if = "is_absent")]
            hidden: bool = false,
            /// Whether there is a stage.
            #[serde(default, skip_serializing_if = "is_absent")]
            status: Option<Status>,
            /// The stage.
            #[serde(default, skip_serializing_if = "is_absent")]
            stage: Option<Id>,
            /// The lowest and the highest stage that the missing answers could make of it. This, the reason and the next
            /// step are left out where a row beneath is hidden or merged.
            #[serde(default, skip_serializing_if = "is_absent")]
            range: Vec<Id> = Default::default(),
            /// Why it is this stage, or none.
            #[serde(default, skip_serializing_if = "is_absent")]
            because: Option<Because>,
            /// The cheapest way to the next stage.
            #[serde(default, skip_serializing_if = "is_absent")]
            next: Option<Next>,
            /// The domains that would have to rise first.
            #[serde(default, skip_serializing_if = "is_absent")]
            held_by: Vec<Id> = Default::default(),
            $($after)*
        }
    )*}

    $(impl $Name {
        pub(super) fn said(&self) -> super::check::Said {
            super::check::Said {
                hidden: self.hidden,
                stage: self.status.is_some() || self.stage.is_some(),
                reasons: self.because.is_some()
                    || self.next.is_some()
                    || !self.range.is_empty()
                    || !self.held_by.is_empty(),
            }
        }
    })*};
}

released! {
    /// The overall stage.
    pub struct ReleasedOverall {
        {}
        {}
    }

    /// A domain.
    pub struct ReleasedDomain {
        {
            /// Which domain.
            id: Id,
        }
        {
            /// Its competencies.
            competencies: Vec<ReleasedCompetency>,
        }
    }

    /// A competency.
    pub struct ReleasedCompetency {
        {
            /// Which competency.
            id: Id,
        }
        {
            /// What its stage comes from.
            #[serde(default, skip_serializing_if = "is_absent")]
            source: Option<Origin>,
            /// How many answers all groups gave together; left out where that is hidden.
            #[serde(default, skip_serializing_if = "is_absent")]
            answers: Option<u64>,
            /// Each group that answered.
            #[serde(default, skip_serializing_if = "is_absent")]
            groups: Vec<ReleasedGroup> = Default::default(),
        }
    }

    /// The voice of one group, or of groups that are merged, on one competency.
    pub struct ReleasedGroup {
        {
            /// Which group, or which merged row.
            group: Id,
        }
        {
            /// How many said each stage, lowest first.
            #[serde(default, skip_serializing_if = "is_absent")]
            stages: Vec<Count> = Default::default(),
            /// How many gave no stage, and why.
            #[serde(default, skip_serializing_if = "is_absent")]
            missing: MissingCounts = Default::default(),
        }
    }

    /// One part of a lens.
    pub struct ReleasedPart {
        {
            /// Which part.
            id: Id,
        }
        {}
    }
}

document! {
    /// What may be published of a profile.
    pub struct ReleaseDocument {
        /// `cei.release/1`.
        format: ReleaseFormat,
        /// The version of the rule semantics.
        rules: RulesVersion,
        /// What was rated by.
        rubric: RubricStamp,
        /// What staged it.
        policy: PolicyStamp,
        /// What hid parts of it.
        disclosure: DisclosureStamp,
        /// Which assessments were counted.
        assessment: AssessmentId,
        /// Who was assessed.
        #[serde(default, skip_serializing_if = "is_absent")]
        subject: Option<Subject>,
        /// When.
        #[serde(default, skip_serializing_if = "is_absent")]
        period: Option<Period>,
        /// What is hidden, and why, in sentences.
        text: Text,
        /// One stage of all, where the policy has a rule for it.
        #[serde(default, skip_serializing_if = "is_absent")]
        overall: Option<ReleasedOverall>,
        /// The domains.
        domains: Vec<ReleasedDomain>,
        /// Other ways to look at the same competencies.
        #[serde(default, skip_serializing_if = "is_absent")]
        lenses: Vec<ReleasedLens> = Default::default(),
        /// What is worth knowing of nodes with nothing hidden beneath.
        #[serde(default, skip_serializing_if = "is_absent")]
        notes: Vec<Note> = Default::default(),
    }

    /// A lens.
    pub struct ReleasedLens {
        /// Which lens.
        id: Id,
        /// Its parts that name competencies.
        parts: Vec<ReleasedPart>,
    }
}

impl ReleasedGroup {
    /// How many answers a row that is shown has.
    pub(crate) fn answers(&self) -> u64 {
        let missing = crate::assessment::Missing::ALL.iter().map(|reason| self.missing.get(*reason));
        self.stages.iter().copied().chain(missing).fold(0, |sum, count| sum.saturating_add(count.get()))
    }
}

/// What may be published. Only disclosing makes one, or reading a document that shows no more than one may; so what is
/// meant for the public asks for this type, and a profile does not compile there:
///
/// ```compile_fail
/// fn publish(_: &cei_core::Release) {}
/// fn of_a_profile(profile: &cei_core::Profile) {
///     publish(profile);
/// }
/// ```
///
/// Nor can one be made of a document that was put together by hand:
///
/// ```compile_fail
/// fn forge(document: cei_core::ReleaseDocument) -> cei_core::Release {
///     cei_core::Release(document)
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Release(pub(super) ReleaseDocument);

impl Release {
    /// The document.
    #[must_use]
    pub fn document(&self) -> &ReleaseDocument {
        &self.0
    }

    /// As a `cei.release/1` document.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(&self.0)
    }
}

impl Release {
    /// Reads a document, and checks that it shows no more than its own terms allow, as far as that can be seen without the
    /// policy that staged it.
    ///
    /// # Errors
    ///
    /// A report of what is wrong with its form, and of every row that is shown or given away and should not be.
    pub fn read(document: impl AsRef<[u8]>) -> Result<Self, Report> {
        Self::read_with_report(document.as_ref()).0
    }

    /// From a part of another document.
    pub(crate) fn of_part(document: &ReleaseDocument, path: &str, findings: &mut Findings) -> Option<Self> {
        findings.part(path, |findings| super::check::check(document, findings))?;
        Some(Self(document.clone()))
    }

    pub(crate) fn read_with_report(document: &[u8]) -> (Result<Self, Report>, Report) {
        let read = Source::new(document).and_then(|source| source.read::<ReleaseDocument>().map(|read| (source, read)));
        let (source, (document, mut findings)) = match read {
            Ok(read) => read,
            Err(report) => return (Err(report.clone()), report),
        };
        super::check::check(&document, &mut findings);
        let failed = findings.has_errors();
        let report = findings.into_report(source.text());
        (if failed { Err(report.clone()) } else { Ok(Self(document)) }, report)
    }
}

impl serde::Serialize for Release {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
