//! Agreement, gaps, growth, overviews and transitions from documents.

use std::borrow::Cow;

use super::given::{Named, RubricFor, one_of, rules};
use crate::assessment::Assessment;
use crate::diagnostic::{Code, Findings, Params, Report};
use crate::policy::PolicyDocument;
use crate::privacy::{Release, ReleaseDocument, ReleasedRound};
use crate::reading::document;
use crate::rubric::{Rubric, RubricDocument};
use crate::staging::Profile;
use crate::tally::{Tally, TallyDocument};
use crate::values::is_absent;
use crate::voices::{
    Agreement, Bootstrap, Crosswalk, CrosswalkDocument, Difference, Gaps, Growth, GrowthOptions, Overview, Round,
    Transitions,
};

document! {
    /// What an agreement is made from: an assessment or a tally.
    pub struct AgreementArguments {
        /// The answers of people.
        #[serde(default, skip_serializing_if = "is_absent")]
        assessment: Option<Assessment>,
        /// Or their counts, which are enough for every value but not for an interval.
        #[serde(default, skip_serializing_if = "is_absent")]
        tally: Option<TallyDocument>,
        /// What was rated by; without it, the built-in rubric that the document names.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<Named<RubricDocument>>,
        /// How intervals are made; without it there are none.
        #[serde(default, skip_serializing_if = "is_absent")]
        bootstrap: Option<Bootstrap>,
    }

    /// What gaps are made from: a profile, or answers that are staged first.
    pub struct GapsArguments {
        /// A profile.
        #[serde(default, skip_serializing_if = "is_absent")]
        profile: Option<Profile>,
        /// Or the answers of people.
        #[serde(default, skip_serializing_if = "is_absent")]
        assessment: Option<Assessment>,
        /// Or their counts.
        #[serde(default, skip_serializing_if = "is_absent")]
        tally: Option<TallyDocument>,
        /// Or what was published: gaps between the groups that it shows.
        #[serde(default, skip_serializing_if = "is_absent")]
        release: Option<ReleaseDocument>,
        /// What was rated by; without it, the built-in rubric that the document names.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<Named<RubricDocument>>,
        /// What answers are staged by; without it, `cei-default`.
        #[serde(default, skip_serializing_if = "is_absent")]
        policy: Option<Named<PolicyDocument>>,
    }

    /// What growth is made from.
    pub struct GrowthArguments {
        /// The rounds, the earliest first.
        rounds: Vec<RoundArgument>,
        /// What the rounds were rated by, where they do not say it themselves; without it, the built-in rubric that
        /// each names.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<Named<RubricDocument>>,
        /// What rounds without a profile are staged by; without it, `cei-default`.
        #[serde(default, skip_serializing_if = "is_absent")]
        policy: Option<Named<PolicyDocument>>,
        /// What leads from an earlier rubric to that of the last round.
        #[serde(default, skip_serializing_if = "is_absent")]
        crosswalk: Option<CrosswalkDocument>,
        /// What may differ between the rounds; the result names what does.
        #[serde(default, skip_serializing_if = "is_absent")]
        allow: Vec<Difference> = Default::default(),
        /// How intervals are made, where the first and the last round have their answers; without it there are none.
        #[serde(default, skip_serializing_if = "is_absent")]
        bootstrap: Option<Bootstrap>,
    }

    /// One round: its profile, or the answers of people, or both.
    pub struct RoundArgument {
        /// The profile; without it, the answers are staged.
        #[serde(default, skip_serializing_if = "is_absent")]
        profile: Option<Profile>,
        /// The answers of people, for turnover and means.
        #[serde(default, skip_serializing_if = "is_absent")]
        assessment: Option<Assessment>,
        /// Or what was published of it, then of every round: nothing hidden comes back.
        #[serde(default, skip_serializing_if = "is_absent")]
        release: Option<ReleaseDocument>,
        /// What it was rated by.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<Named<RubricDocument>>,
    }

    /// What an overview is made from.
    pub struct OverviewArguments {
        /// The profiles, one for each subject.
        profiles: Vec<Profile>,
        /// What they were rated by; without it, the built-in rubric that the first one names.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<Named<RubricDocument>>,
        /// What may differ between the profiles; the result names what does.
        #[serde(default, skip_serializing_if = "is_absent")]
        allow: Vec<Difference> = Default::default(),
    }

    /// What transitions are made from.
    pub struct TransitionsArguments {
        /// The growths, one for each subject.
        growths: Vec<Growth>,
        /// What the last rounds were rated by; without it, the built-in rubric that the first growth names.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<Named<RubricDocument>>,
    }
}

/// A result, or the errors of its report at `path`.
pub(super) fn or_errors<T>(result: Result<T, Report>, path: &str, findings: &mut Findings) -> Option<T> {
    result.map_err(|report| findings.errors_of(path, &report)).ok()
}

fn checked(bootstrap: Option<&Bootstrap>, findings: &mut Findings) {
    if let Some(Err(report)) = bootstrap.map(Bootstrap::check) {
        findings.errors_of("/bootstrap", &report);
    }
}

pub(super) fn agreement(arguments: &AgreementArguments, findings: &mut Findings) -> Option<Agreement> {
    let AgreementArguments { assessment, tally, rubric, bootstrap } = arguments;
    one_of("", &[("assessment", assessment.is_some()), ("tally", tally.is_some())], findings);
    checked(bootstrap.as_ref(), findings);
    let given = RubricFor::given(rubric.as_ref(), "/rubric", findings);
    if let Some(assessment) = assessment {
        let rubric = given.of_assessment(assessment, "/assessment", findings)?;
        return (!findings.has_errors()).then(|| Agreement::of_checked(&rubric, assessment, bootstrap.as_ref()));
    }
    let tally = given.tally(tally.as_ref()?, "/tally", findings)?;
    if bootstrap.is_some() {
        findings.meaning(Code::BootstrapNeedsAnswers, "/bootstrap".to_owned(), Params::new());
    }
    Some(Agreement::of_tally(&tally))
}

pub(super) fn gaps(arguments: &GapsArguments, findings: &mut Findings) -> Option<Gaps> {
    let GapsArguments { profile, assessment, tally, release, rubric, policy } = arguments;
    let fields = [
        ("profile", profile.is_some()),
        ("assessment", assessment.is_some()),
        ("tally", tally.is_some()),
        ("release", release.is_some()),
    ];
    one_of("", &fields, findings);
    let given = RubricFor::given(rubric.as_ref(), "/rubric", findings);
    if let Some(document) = release {
        let rubric = given.of_stamp(&document.rubric, "/release", findings)?;
        let release = Release::of_part(document, "/release", findings)?;
        return or_errors(release.gaps(&rubric), "/release", findings);
    }
    if let Some(profile) = profile {
        let (rubric, profile) = given.profile(profile, "/profile", findings)?;
        return or_errors(Gaps::of(&rubric, profile), "/profile", findings);
    }
    let (tally, path) = match assessment {
        Some(assessment) => {
            let rubric = given.of_assessment(assessment, "/assessment", findings)?;
            (Tally::of_checked(&rubric, assessment), "/assessment")
        }
        None => (given.tally(tally.as_ref()?, "/tally", findings)?, "/tally"),
    };
    let profile = rules(policy.as_ref(), tally.rubric(), findings)?.profile(&tally);
    or_errors(Gaps::of(tally.rubric(), &profile), path, findings)
}

pub(super) fn growth(arguments: &GrowthArguments, findings: &mut Findings) -> Option<Growth> {
    let GrowthArguments { rounds, rubric, policy, crosswalk, allow, bootstrap } = arguments;
    let given = RubricFor::given(rubric.as_ref(), "/rubric", findings);
    let crosswalk = crosswalk.as_ref().map(|document| Crosswalk::of_part(document, "/crosswalk", findings));
    if rounds.iter().any(|round| round.release.is_some()) {
        let crosswalk = match crosswalk {
            Some(crosswalk) => Some(crosswalk?),
            None => None,
        };
        let options = GrowthOptions { crosswalk: crosswalk.as_ref(), allowed: allow, bootstrap: None };
        return growth_of_releases(rounds, &given, &options, findings);
    }
    let standing = |(index, round), findings: &mut Findings| standing(index, round, &given, policy.as_ref(), findings);
    let each: Vec<Option<(Rubric, Cow<'_, Profile>)>> =
        rounds.iter().enumerate().map(|round| standing(round, findings)).collect();
    let each: Vec<(Rubric, Cow<'_, Profile>)> = each.into_iter().collect::<Option<_>>()?;
    let crosswalk = match crosswalk {
        Some(crosswalk) => Some(crosswalk?),
        None => None,
    };
    let rounds: Vec<Round<'_>> = each
        .iter()
        .zip(rounds)
        .map(|((rubric, profile), round)| Round { rubric, profile, assessment: round.assessment.as_ref() })
        .collect();
    let options = GrowthOptions { crosswalk: crosswalk.as_ref(), allowed: allow, bootstrap: bootstrap.as_ref() };
    let grown = Growth::of(&rounds, &options);
    let grown = grown.map_err(|report| report.with_paths(|path| in_answers(path, &arguments.rounds)));
    or_errors(grown, "", findings)
}

/// Growth of rounds of which each is a release.
fn growth_of_releases(
    rounds: &[RoundArgument],
    given: &RubricFor,
    options: &GrowthOptions<'_>,
    findings: &mut Findings,
) -> Option<Growth> {
    let each = rounds.iter().enumerate().map(|(index, round)| {
        let path = format!("/rounds/{index}");
        let RoundArgument { profile, assessment, release, rubric } = round;
        let Some(document) = release else {
            // What follows from answers may not be published, and would be read beside what may.
            findings.meaning(Code::MissingField, path, Params::new().with("field", "release"));
            return None;
        };
        let fields = [("release", true), ("profile", profile.is_some()), ("assessment", assessment.is_some())];
        one_of(&path, &fields, findings);
        let at = format!("{path}/release");
        let own = RubricFor::given(rubric.as_ref(), &format!("{path}/rubric"), findings);
        let rubric = own.or(given).of_stamp(&document.rubric, &at, findings)?;
        Some((rubric, Release::of_part(document, &at, findings)?))
    });
    let each: Vec<(Rubric, Release)> = each.collect::<Vec<_>>().into_iter().collect::<Option<_>>()?;
    let rounds: Vec<ReleasedRound<'_>> =
        each.iter().map(|(rubric, release)| ReleasedRound { rubric, release }).collect();
    or_errors(Release::growth(&rounds, options), "", findings)
}

/// Of a round without a profile, the place of its answers that says the same.
fn in_answers(path: &str, rounds: &[RoundArgument]) -> Option<String> {
    let (index, rest) = path.strip_prefix("/rounds/")?.split_once("/profile")?;
    let round = rounds.get(index.parse::<usize>().ok()?)?;
    let rest = rest.strip_suffix("/structure").unwrap_or(rest);
    round.profile.is_none().then(|| format!("/rounds/{index}/assessment{rest}"))
}

/// The profile of a round, made of its answers if it has none, and its rubric.
fn standing<'a>(
    index: usize,
    round: &'a RoundArgument,
    given: &RubricFor,
    policy: Option<&Named<PolicyDocument>>,
    findings: &mut Findings,
) -> Option<(Rubric, Cow<'a, Profile>)> {
    let path = |field: &str| format!("/rounds/{index}/{field}");
    let own = RubricFor::given(round.rubric.as_ref(), &path("rubric"), findings);
    let given = own.or(given);
    let assessed = round.assessment.as_ref().map(|assessment| {
        let rubric = given.of_assessment(assessment, &path("assessment"), findings)?;
        Some((rubric, assessment))
    });
    if let Some(profile) = &round.profile {
        let (rubric, profile) = given.profile(profile, &path("profile"), findings)?;
        return Some((rubric, Cow::Borrowed(profile)));
    }
    let Some(assessed) = assessed else {
        one_of(&format!("/rounds/{index}"), &[("profile", false), ("assessment", false)], findings);
        return None;
    };
    let (rubric, assessment) = assessed?;
    let profile = rules(policy, &rubric, findings)?.profile(&Tally::of_checked(&rubric, assessment));
    Some((rubric, Cow::Owned(profile)))
}

pub(super) fn overview(arguments: &OverviewArguments, findings: &mut Findings) -> Option<Overview> {
    let OverviewArguments { profiles, rubric, allow } = arguments;
    let given = RubricFor::given(rubric.as_ref(), "/rubric", findings);
    let rubric = match profiles.first() {
        Some(profile) => given.of_stamp(&profile.rubric, "/profiles/0", findings)?,
        // There is nothing to look over, whatever the rubric.
        None => Rubric::cei(),
    };
    or_errors(Overview::of(&rubric, profiles, allow), "/profiles", findings)
}

pub(super) fn transitions(arguments: &TransitionsArguments, findings: &mut Findings) -> Option<Transitions> {
    let TransitionsArguments { growths, rubric } = arguments;
    let given = RubricFor::given(rubric.as_ref(), "/rubric", findings);
    let rubric = match growths.first() {
        Some(growth) => given.of_stamp(&growth.rubric, "/growths/0", findings)?,
        None => Rubric::cei(),
    };
    or_errors(Transitions::of(&rubric, growths), "/growths", findings)
}
