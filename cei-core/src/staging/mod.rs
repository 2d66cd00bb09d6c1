//! Staging: the one rule, and the profile that explains what it gave.

mod explain;
mod matrix;
pub(crate) mod profile;
mod rows;
pub(crate) mod rule;
mod stages;
mod words;

pub(crate) use explain::note;
pub use matrix::{Matrix, MatrixError, MatrixOrder, MatrixOut};
pub use profile::{
    Because, Bound, CompetencyProfile, DomainProfile, GroupProfile, LensPartProfile, LensProfile, Next, Note,
    NoteSeverity, Origin, OverallProfile, PointsOf, Profile, ProfileFormat, Raise, RulesVersion, Status,
};
pub(crate) use profile::{Saying, nodes};
#[cfg(feature = "arrow")]
pub(crate) use rows::{AnswerCodes, CHUNK};
pub use rows::{AnswerCounter, AnswerError, AnswerRows};
pub(crate) use rule::{CompiledRule, Outcome, Votes};

use std::sync::OnceLock;

use crate::policy::{Decide, Effect, Policy, PolicyStamp};
use crate::rubric::Rubric;

/// The version of the rule semantics, named by every profile.
pub const RULES_VERSION: &str = "1";

/// A policy compiled for a rubric. Immutable, and free to use from any thread.
#[derive(Clone, Debug)]
pub struct Rules {
    policy: Policy,
    /// Once a profile asks for it.
    stamp: OnceLock<PolicyStamp>,
    rubric: Rubric,
    pub(crate) raters: CompiledRule,
    pub(crate) groups: CompiledRule,
    pub(crate) domain: CompiledRule,
    overall: Option<CompiledRule>,
    pub(crate) decision: Decide,
    pub(crate) evidence: Option<EvidenceCheck>,
    pub(crate) foundation: Option<FoundationCheck>,
    /// For matrices, once there is one.
    batch: OnceLock<matrix::Batch>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct EvidenceCheck {
    pub(crate) from: u8,
    pub(crate) items: u64,
    pub(crate) groups: u64,
    pub(crate) effect: Effect,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct FoundationCheck {
    pub(crate) ahead: u8,
    pub(crate) effect: Effect,
}

impl Rules {
    /// The policy has been checked against the rubric: see [`Policy::compile`].
    pub(crate) fn new(policy: Policy, rubric: Rubric) -> Self {
        let k = rubric.stages();
        let document = policy.document();
        let rule = |rule| CompiledRule::new(rule, k);
        let evidence = document.evidence.as_ref().map(|check| EvidenceCheck {
            from: rubric.stage_number(check.from.as_str()).unwrap_or(k),
            items: check.items.get(),
            groups: check.groups.get(),
            effect: check.effect,
        });
        let foundation = document
            .foundation
            .as_ref()
            .map(|check| FoundationCheck { ahead: u8::try_from(check.ahead.get()).unwrap_or(k), effect: check.effect });
        Self {
            raters: rule(&document.raters),
            groups: rule(&document.groups),
            domain: rule(&document.domain),
            overall: document.overall.as_ref().map(rule),
            decision: document.decision,
            evidence,
            foundation,
            batch: OnceLock::new(),
            stamp: OnceLock::new(),
            policy,
            rubric,
        }
    }

    pub(crate) fn stamp(&self) -> &PolicyStamp {
        self.stamp.get_or_init(|| self.policy.stamp())
    }

    /// The policy.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The rubric it was compiled for.
    #[must_use]
    pub fn rubric(&self) -> &Rubric {
        &self.rubric
    }
}
