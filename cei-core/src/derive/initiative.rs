//! What the documents of the initiative show as of a day.

use super::given::{Named, RubricFor, unknown_name};
use crate::diagnostic::Findings;
use crate::initiative::cohort::{Cohort, CohortReview};
use crate::initiative::consultation::{CheckInfo, Consultation, ConsultationCheck, ConsultationReview};
use crate::initiative::partnerships::{Partnerships, PartnershipsReview};
use crate::initiative::{Checked, check};
use crate::reading::document;
use crate::rubric::{Rubric, RubricDocument};
use crate::staging::Profile;
use crate::values::{Date, is_absent};

document! {
    /// What a review of a cohort is made from.
    pub struct CohortReviewArguments {
        /// The cohort; `inaugural` is built in.
        cohort: Named<Cohort>,
        /// The day as of which it is seen.
        as_of: Date,
        /// Profiles of member districts, those of one district earliest first.
        #[serde(default, skip_serializing_if = "is_absent")]
        profiles: Vec<Profile> = Default::default(),
        /// Whose groups and competencies are named; without it, the built-in rubric that the cohort names.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<Named<RubricDocument>>,
    }

    /// What a review of a consultation is made from.
    pub struct ConsultationReviewArguments {
        /// The record.
        consultation: Consultation,
        /// The day as of which it is seen.
        as_of: Date,
    }

    /// What a review of partnerships is made from.
    pub struct PartnershipsReviewArguments {
        /// The document.
        partnerships: Partnerships,
        /// The day as of which it is seen.
        as_of: Date,
        /// Whose groups are named; without it, the built-in rubric that the document names.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<Named<RubricDocument>>,
    }

    /// What is built in needs no arguments.
    pub struct NoArguments {}
}

/// Checks a document that stands at `path`; the rubric it was held against, if there is no error in it.
pub(super) fn sound<T: Checked>(
    document: &T,
    rubric: &RubricFor,
    path: &str,
    findings: &mut Findings,
) -> Option<Rubric> {
    findings.part(path, |findings| check(document, rubric.rubric(), findings))?
}

pub(super) fn cohort_review(arguments: &CohortReviewArguments, findings: &mut Findings) -> Option<CohortReview> {
    let CohortReviewArguments { cohort, as_of, profiles, rubric } = arguments;
    let given = RubricFor::given(rubric.as_ref(), "/rubric", findings);
    let inaugural;
    let cohort = match cohort {
        Named::Document(cohort) => cohort.as_ref(),
        Named::BuiltIn(name) if name == "inaugural" => {
            inaugural = Cohort::inaugural();
            &inaugural
        }
        Named::BuiltIn(name) => {
            unknown_name(name, "/cohort", std::iter::once("inaugural"), findings);
            return None;
        }
    };
    let rubric = sound(cohort, &given, "/cohort", findings)?;
    match cohort.review(&rubric, *as_of, profiles) {
        Ok(review) => Some(review),
        Err(report) => {
            findings.errors_of("/profiles", &report);
            None
        }
    }
}

pub(super) fn consultation_review(
    arguments: &ConsultationReviewArguments,
    findings: &mut Findings,
) -> Option<ConsultationReview> {
    let ConsultationReviewArguments { consultation, as_of } = arguments;
    sound(consultation, &RubricFor::default(), "/consultation", findings)?;
    Some(consultation.review(*as_of))
}

pub(super) fn partnerships_review(
    arguments: &PartnershipsReviewArguments,
    findings: &mut Findings,
) -> Option<PartnershipsReview> {
    let PartnershipsReviewArguments { partnerships, as_of, rubric } = arguments;
    let given = RubricFor::given(rubric.as_ref(), "/rubric", findings);
    sound(partnerships, &given, "/partnerships", findings)?;
    Some(partnerships.review(*as_of))
}

#[expect(clippy::unnecessary_wraps, reason = "as every operation")]
pub(super) fn inaugural_cohort(_: &NoArguments, _: &mut Findings) -> Option<Cohort> {
    Some(Cohort::inaugural())
}

#[expect(clippy::unnecessary_wraps, reason = "as every operation")]
pub(super) fn consultation_checks(_: &NoArguments, _: &mut Findings) -> Option<Vec<CheckInfo>> {
    Some(ConsultationCheck::list())
}
