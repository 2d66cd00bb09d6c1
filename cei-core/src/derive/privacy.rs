//! What may be published, from documents.

use std::borrow::Cow;

use super::given::{Named, RubricFor, one_of, rules};
use super::voices::or_errors;
use crate::assessment::Assessment;
use crate::diagnostic::Findings;
use crate::policy::{Policy, PolicyDocument};
use crate::privacy::{Disclosure, DisclosureDocument, Release};
use crate::reading::document;
use crate::rubric::{Rubric, RubricDocument};
use crate::staging::{Profile, Rules};
use crate::tally::{Tally, TallyDocument};
use crate::values::is_absent;

document! {
    /// What a release is made from: a profile, or answers that are staged first.
    pub struct DiscloseArguments {
        /// A profile.
        #[serde(default, skip_serializing_if = "is_absent")]
        profile: Option<Profile>,
        /// Or the answers of people.
        #[serde(default, skip_serializing_if = "is_absent")]
        assessment: Option<Assessment>,
        /// Or their counts.
        #[serde(default, skip_serializing_if = "is_absent")]
        tally: Option<TallyDocument>,
        /// What was rated by; without it, the built-in rubric that the document names.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<Named<RubricDocument>>,
        /// What staged the profile, or what answers are staged by; without it, the built-in policy that the profile names,
        /// or `cei-default`.
        #[serde(default, skip_serializing_if = "is_absent")]
        policy: Option<Named<PolicyDocument>>,
        /// How few answers are too few; without it, fewer than 11, with complementary hiding.
        #[serde(default, skip_serializing_if = "is_absent")]
        disclosure: Option<DisclosureDocument>,
    }
}

pub(super) fn disclose(arguments: &DiscloseArguments, findings: &mut Findings) -> Option<Release> {
    let DiscloseArguments { profile, assessment, tally, rubric, policy, disclosure } = arguments;
    let fields = [("profile", profile.is_some()), ("assessment", assessment.is_some()), ("tally", tally.is_some())];
    one_of("", &fields, findings);
    let given = RubricFor::given(rubric.as_ref(), "/rubric", findings);
    let disclosure = match disclosure {
        Some(document) => Disclosure::of_part(document, "/disclosure", findings),
        None => Some(Disclosure::default()),
    };
    let staged = if let Some(profile) = profile {
        let (rubric, profile) = given.profile(profile, "/profile", findings)?;
        Some((rules_of(profile, policy.as_ref(), &rubric, findings)?, Cow::Borrowed(profile)))
    } else {
        let tally = match assessment {
            Some(assessment) => {
                let rubric = given.of_assessment(assessment, "/assessment", findings)?;
                Tally::of_checked(&rubric, assessment)
            }
            None => given.tally(tally.as_ref()?, "/tally", findings)?,
        };
        let rules = rules(policy.as_ref(), tally.rubric(), findings)?;
        let profile = rules.profile(&tally);
        Some((rules, Cow::Owned(profile)))
    };
    let ((rules, profile), disclosure) = staged.zip(disclosure)?;
    or_errors(Release::of(&rules, &profile, &disclosure), "", findings)
}

/// The rules that staged a profile: those given, or else those of the built-in policy that it names.
fn rules_of(
    profile: &Profile,
    given: Option<&Named<PolicyDocument>>,
    rubric: &Rubric,
    findings: &mut Findings,
) -> Option<Rules> {
    let named = Named::BuiltIn(profile.policy.id.to_string());
    let known = Policy::built_in(profile.policy.id.as_str()).map(|_| &named);
    rules(given.or(known), rubric, findings)
}
