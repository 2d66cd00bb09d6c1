//! What two profiles have to share before one is set beside the other.

use crate::diagnostic::{Code, Findings, Params};
use crate::reading::choice;
use crate::rubric::Rubric;
use crate::staging::Profile;

choice! {
    /// What differs between profiles that are compared. Each is refused unless it is allowed, and then the result names
    /// it.
    pub enum Difference {
        /// Who was assessed.
        Subject = "subject_differs",
        /// The rubric's scale, groups, domains or competencies.
        Structure = "structure_differs",
        /// The version of the rule semantics.
        Rules = "rules_differ",
        /// The policy.
        Policy = "policy_differs",
    }
}

impl Difference {
    fn code(self) -> Code {
        match self {
            Self::Subject => Code::SubjectDiffers,
            Self::Structure => Code::StructureDiffers,
            Self::Rules => Code::RulesDiffer,
            Self::Policy => Code::PolicyDiffers,
        }
    }
}

/// Collects what differs: what is allowed to be named in the result, the rest to be refused.
pub(crate) struct Differences<'a> {
    allowed: &'a [Difference],
    found: Vec<Difference>,
    pub(crate) findings: Findings,
}

impl<'a> Differences<'a> {
    pub(crate) fn new(allowed: &'a [Difference]) -> Self {
        Self { allowed, found: Vec::new(), findings: Findings::default() }
    }

    /// Notes that `found` at `path` is not what was `expected`; true if that is allowed.
    pub(crate) fn differs(&mut self, what: Difference, path: String, found: &str, expected: &str) -> bool {
        if self.allowed.contains(&what) {
            self.found.push(what);
            return true;
        }
        let params = Params::new().with("found", found).with("expected", expected);
        self.findings.meaning(what.code(), path, params);
        false
    }

    /// Compares who was assessed, by what rules and under which policy.
    pub(crate) fn same_terms(&mut self, path: &str, profile: &Profile, first: &Profile) {
        if profile.rules != first.rules {
            self.differs(Difference::Rules, format!("{path}/rules"), profile.rules.name(), first.rules.name());
        }
        if profile.policy.digest != first.policy.digest {
            let name = |profile: &Profile| format!("{} {}", profile.policy.id, profile.policy.version);
            self.differs(Difference::Policy, format!("{path}/policy"), &name(profile), &name(first));
        }
    }

    /// What differs and is allowed, in the order of the list, each once.
    pub(crate) fn allowed(&self) -> Vec<Difference> {
        Difference::ALL.iter().copied().filter(|difference| self.found.contains(difference)).collect()
    }
}

/// Refuses a profile that was not staged by that rubric.
pub(crate) fn same_rubric(rubric: &Rubric, profile: &Profile, path: &str, findings: &mut Findings) {
    if profile.rubric.structure != *rubric.structure() {
        let params = Params::new()
            .with("found", format!("{} {}", profile.rubric.id, profile.rubric.version))
            .with("expected", named(rubric));
        findings.meaning(Code::StructureDiffers, format!("{path}/rubric/structure"), params);
    }
}

/// A rubric's id and version.
pub(crate) fn named(rubric: &Rubric) -> String {
    let reference = rubric.reference();
    format!("{} {}", reference.id, reference.version)
}
