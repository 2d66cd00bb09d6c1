//! Any document, by its `format`: what is wrong with it, and what is worth knowing.

use crate::assessment::{Assessment, AssessmentFormat, check};
use crate::diagnostic::{Code, Findings, Params, Report, ReportDocument, ReportFormat};
use crate::initiative::cohort::{Cohort, CohortFormat, CohortReview, CohortReviewFormat};
use crate::initiative::consultation::{Consultation, ConsultationFormat, ConsultationReview, ConsultationReviewFormat};
use crate::initiative::partnerships::{Partnerships, PartnershipsFormat, PartnershipsReview, PartnershipsReviewFormat};
use crate::initiative::{
    self, Checked, Impact, ImpactFormat, Initiative, InitiativeFormat, LensDocument, LensFormat, Metrics,
    MetricsFormat, Plan, PlanFormat, Progress, ProgressFormat, Reading, ReadingFormat, Testing, TestingFormat,
};
use crate::interop::{MappingDocument, MappingFormat, mapping};
use crate::policy::{Policy, PolicyFormat};
use crate::privacy::{Audit, AuditFormat, Disclosure, DisclosureFormat, Release, ReleaseFormat};
use crate::reading::{Quick, Read, Reader, Source, format_of};
use crate::rubric::{Rubric, RubricFormat, RubricRef};
use crate::staging::{Profile, ProfileFormat};
use crate::tally::{TallyDocument, TallyFormat};
use crate::voices::{
    Agreement, AgreementFormat, Crosswalk, CrosswalkFormat, Gaps, GapsFormat, Growth, GrowthFormat, Overview,
    OverviewFormat, Transitions, TransitionsFormat,
};

/// The formats that can be validated.
pub const FORMATS: &[&str] = &[
    RubricFormat::NAME,
    PolicyFormat::NAME,
    AssessmentFormat::NAME,
    TallyFormat::NAME,
    ProfileFormat::NAME,
    ReportFormat::NAME,
    AgreementFormat::NAME,
    GapsFormat::NAME,
    GrowthFormat::NAME,
    CrosswalkFormat::NAME,
    MappingFormat::NAME,
    MetricsFormat::NAME,
    CohortFormat::NAME,
    CohortReviewFormat::NAME,
    ConsultationFormat::NAME,
    ConsultationReviewFormat::NAME,
    PartnershipsFormat::NAME,
    PartnershipsReviewFormat::NAME,
    ImpactFormat::NAME,
    TestingFormat::NAME,
    PlanFormat::NAME,
    ProgressFormat::NAME,
    InitiativeFormat::NAME,
    LensFormat::NAME,
    ReadingFormat::NAME,
    OverviewFormat::NAME,
    TransitionsFormat::NAME,
    DisclosureFormat::NAME,
    ReleaseFormat::NAME,
    AuditFormat::NAME,
];

/// Checks a document of any kind. An assessment or a tally is held against `rubric`; without one, against the built-in
/// rubric that it names. Never fails for what is in the document: all of it is in the report.
#[must_use]
pub fn validate(document: impl AsRef<[u8]>, rubric: Option<&Rubric>) -> Report {
    let document = document.as_ref();
    let source = match Source::new(document) {
        Ok(source) => source,
        Err(report) => return report,
    };
    match format_of(source.text()).as_deref() {
        Some(RubricFormat::NAME) => Rubric::read(document).1,
        Some(PolicyFormat::NAME) => Policy::read(document, rubric).1,
        Some(AssessmentFormat::NAME) => {
            with_rubric_quick::<Assessment>(source, rubric, |document| &document.rubric, check::check)
        }
        Some(TallyFormat::NAME) => {
            with_rubric_quick::<TallyDocument>(source, rubric, |document| &document.rubric, crate::tally::check_tally)
        }
        Some(ProfileFormat::NAME) => form_only::<Profile>(source),
        Some(ReportFormat::NAME) => form_only::<ReportDocument>(source),
        Some(AgreementFormat::NAME) => form_only::<Agreement>(source),
        Some(GapsFormat::NAME) => form_only::<Gaps>(source),
        Some(GrowthFormat::NAME) => form_only::<Growth>(source),
        Some(CrosswalkFormat::NAME) => Crosswalk::read(document).1,
        Some(MappingFormat::NAME) => {
            with_rubric::<MappingDocument>(source, rubric, |document| &document.rubric, mapping::check)
        }
        Some(MetricsFormat::NAME) => of_initiative::<Metrics>(source, rubric),
        Some(CohortFormat::NAME) => of_initiative::<Cohort>(source, rubric),
        Some(CohortReviewFormat::NAME) => form_only::<CohortReview>(source),
        Some(ConsultationFormat::NAME) => of_initiative::<Consultation>(source, rubric),
        Some(ConsultationReviewFormat::NAME) => form_only::<ConsultationReview>(source),
        Some(PartnershipsFormat::NAME) => of_initiative::<Partnerships>(source, rubric),
        Some(PartnershipsReviewFormat::NAME) => form_only::<PartnershipsReview>(source),
        Some(PlanFormat::NAME) => of_initiative::<Plan>(source, rubric),
        Some(InitiativeFormat::NAME) => of_initiative::<Initiative>(source, rubric),
        Some(LensFormat::NAME) => of_initiative::<LensDocument>(source, rubric),
        Some(ImpactFormat::NAME) => form_only::<Impact>(source),
        Some(TestingFormat::NAME) => form_only::<Testing>(source),
        Some(ProgressFormat::NAME) => form_only::<Progress>(source),
        Some(ReadingFormat::NAME) => form_only::<Reading>(source),
        Some(OverviewFormat::NAME) => form_only::<Overview>(source),
        Some(TransitionsFormat::NAME) => form_only::<Transitions>(source),
        Some(DisclosureFormat::NAME) => Disclosure::read(document, rubric).1,
        Some(AuditFormat::NAME) => form_only::<Audit>(source),
        Some(ReleaseFormat::NAME) => Release::read_with_report(document).1,
        _ => unknown_kind(source),
    }
}

/// The rubric that an assessment or a tally names, if it is built in.
///
/// # Errors
///
/// The report of [`validate`], with `unknown_rubric` or with what makes the document unreadable.
pub fn rubric_for(document: impl AsRef<[u8]>) -> Result<Rubric, Report> {
    let document = document.as_ref();
    let named = Source::new(document)?.rubric_named();
    named.as_ref().and_then(built_in).ok_or_else(|| {
        let report = validate(document, None);
        if report.valid() { names_no_rubric(document) } else { report }
    })
}

/// A document of a kind that is not held against a rubric.
fn names_no_rubric(document: &[u8]) -> Report {
    let found = Source::new(document).ok().and_then(|source| format_of(source.text())).unwrap_or_default();
    let expected = [AssessmentFormat::NAME, TallyFormat::NAME].map(str::to_owned).to_vec();
    Report::of(Code::UnknownFormat, "/format", Params::new().with("found", found).with("expected", expected))
}

pub(crate) fn built_in(reference: &RubricRef) -> Option<Rubric> {
    Rubric::built_in(reference.id.as_str()).filter(|rubric| rubric.is_named_by(reference))
}

pub(crate) fn unknown_rubric(RubricRef { id, version }: &RubricRef, path: &str, findings: &mut Findings) {
    if id.is_unreadable() || version.is_unreadable() {
        return;
    }
    let params = Params::new().with("id", id.as_str()).with("version", version.as_str());
    let params = findings.suggest(params, id.as_str(), Rubric::names());
    findings.meaning(Code::UnknownRubric, path.to_owned(), params);
}

fn with_rubric<T: Read>(
    source: Source<'_>,
    rubric: Option<&Rubric>,
    named: impl Fn(&T) -> &RubricRef,
    check: impl Fn(&T, &Rubric, &mut Findings),
) -> Report {
    held_against(rubric, source, source.read::<T>(), named, check)
}

fn with_rubric_quick<T: Quick>(
    source: Source<'_>,
    rubric: Option<&Rubric>,
    named: impl Fn(&T) -> &RubricRef,
    check: impl Fn(&T, &Rubric, &mut Findings),
) -> Report {
    held_against(rubric, source, source.read_quick::<T>(), named, check)
}

fn held_against<T>(
    rubric: Option<&Rubric>,
    source: Source<'_>,
    read: Result<(T, Findings), Report>,
    named: impl Fn(&T) -> &RubricRef,
    check: impl Fn(&T, &Rubric, &mut Findings),
) -> Report {
    let (document, mut findings) = match read {
        Ok(read) => read,
        Err(report) => return report,
    };
    match rubric.cloned().or_else(|| built_in(named(&document))) {
        Some(rubric) => check(&document, &rubric, &mut findings),
        None => unknown_rubric(named(&document), "/rubric", &mut findings),
    }
    findings.into_report(source.text())
}

fn of_initiative<T: Checked>(source: Source<'_>, rubric: Option<&Rubric>) -> Report {
    let (document, mut findings) = match source.read::<T>() {
        Ok(read) => read,
        Err(report) => return report,
    };
    initiative::check(&document, rubric, &mut findings);
    findings.into_report(source.text())
}

fn form_only<T: Read + serde::de::DeserializeOwned>(source: Source<'_>) -> Report {
    match source.read::<T>() {
        Ok((_, findings)) => findings.into_report(source.text()),
        Err(report) => report,
    }
}

/// A document whose `format` is none of ours.
fn unknown_kind(source: Source<'_>) -> Report {
    let raw = match source.raw() {
        Ok(raw) => raw,
        Err(report) => return report,
    };
    let mut reader = Reader::default();
    let mut has_format = false;
    let is_object = reader.object(raw, |reader, key, value| {
        if key != "format" {
            reader.slip(key, "format");
            return;
        }
        has_format = true;
        if let Some(found) = reader.string(value) {
            reader.unknown_format(&found, FORMATS);
        }
    });
    if is_object && !has_format {
        reader.missing_field("format");
    }
    reader.into_findings().into_report(source.text())
}
