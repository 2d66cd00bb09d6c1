//! What may be published, from documents.

use std::borrow::Cow;

use super::given::{Named, RubricFor, one_of, rules};
use super::voices::or_errors;
use crate::assessment::Assessment;
use crate::diagnostic::{Code, Findings, Params};
use crate::policy::{Policy, PolicyDocument, PolicyStamp};
use crate::privacy::{Audit, Disclosure, DisclosureDocument, Release, ReleaseDocument};
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
        /// What was published before, of the same answers or of other rounds: together with these nothing is given away.
        #[serde(default, skip_serializing_if = "is_absent")]
        beside: Vec<ReleaseDocument> = Default::default(),
    }

    /// What an audit is made from.
    pub struct AuditArguments {
        /// Everything that is published: one release or several.
        releases: Vec<ReleaseDocument>,
        /// What was rated by; without it, the built-in rubric that the first one names.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<Named<RubricDocument>>,
        /// What staged them; without it, the built-in policy that the first one names.
        #[serde(default, skip_serializing_if = "is_absent")]
        policy: Option<Named<PolicyDocument>>,
    }
}

pub(super) fn disclose(arguments: &DiscloseArguments, findings: &mut Findings) -> Option<Release> {
    let DiscloseArguments { profile, assessment, tally, rubric, policy, disclosure, beside } = arguments;
    let fields = [("profile", profile.is_some()), ("assessment", assessment.is_some()), ("tally", tally.is_some())];
    one_of("", &fields, findings);
    let given = RubricFor::given(rubric.as_ref(), "/rubric", findings);
    let disclosure = match disclosure {
        Some(document) => Disclosure::of_part(document, "/disclosure", findings),
        None => Some(Disclosure::default()),
    };
    let staged = if let Some(profile) = profile {
        let (rubric, profile) = given.profile(profile, "/profile", findings)?;
        Some((rules_of(&profile.policy, policy.as_ref(), &rubric, findings)?, Cow::Borrowed(profile)))
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
    let earlier = released(beside, "/beside", findings)?;
    or_errors(Release::beside(&rules, &profile, &disclosure, &earlier.iter().collect::<Vec<_>>()), "", findings)
}

pub(super) fn audit(arguments: &AuditArguments, findings: &mut Findings) -> Option<Audit> {
    let AuditArguments { releases, rubric, policy } = arguments;
    let given = RubricFor::given(rubric.as_ref(), "/rubric", findings);
    let Some(first) = releases.first() else {
        let params = Params::new().with("found", 0_u64).with("least", 1_u64);
        findings.meaning(Code::TooFewItems, "/releases".to_owned(), params);
        return None;
    };
    let rubric = given.of_stamp(&first.rubric, "/releases/0", findings)?;
    let rules = rules_of(&first.policy, policy.as_ref(), &rubric, findings)?;
    let releases = released(releases, "/releases", findings)?;
    or_errors(Audit::of(&rules, &releases.iter().collect::<Vec<_>>()), "", findings)
}

/// Releases that show no more than their own terms allow.
fn released(documents: &[ReleaseDocument], path: &str, findings: &mut Findings) -> Option<Vec<Release>> {
    let each = documents
        .iter()
        .enumerate()
        .map(|(index, document)| Release::of_part(document, &format!("{path}/{index}"), findings));
    each.collect::<Vec<_>>().into_iter().collect()
}

/// The rules that staged a profile: those given, or else those of the built-in policy that it names.
fn rules_of(
    stamp: &PolicyStamp,
    given: Option<&Named<PolicyDocument>>,
    rubric: &Rubric,
    findings: &mut Findings,
) -> Option<Rules> {
    let named = Named::BuiltIn(stamp.id.to_string());
    let known = Policy::built_in(stamp.id.as_str()).map(|_| &named);
    rules(given.or(known), rubric, findings)
}
