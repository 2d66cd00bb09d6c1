//! 1EdTech CASE 1.1: a rubric as a CFPackage, and back. The page [CASE](crate::guide::case) says what becomes of what.

mod export;
mod identity;
mod import;
mod package;
mod view;
mod words;

pub(crate) use export::export as export_package;
use package::AnyPackage;
pub(crate) use package::CaseImportArguments;

use crate::diagnostic::{Findings, Report};
use crate::reading::{Source, to_json};
use crate::rubric::Rubric;
use crate::values::LanguageTag;

/// How a rubric is written as a package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseOptions {
    /// The language of the package; the rubric's own if none is named. Any other gives a translation, whose items are
    /// `isTranslationOf` those of the package in the rubric's own language.
    pub language: Option<LanguageTag>,
    /// The `lastChangeDateTime` of everything, such as `2026-08-01T00:00:00Z`. Without it, what the rubric says in its
    /// `extensions` as `{"case":{"last_change":…}}`; a built-in rubric has one of its own.
    pub last_change: Option<String>,
    /// The `creator`; else the citation, else the title.
    pub creator: Option<String>,
    /// Where the package will be served, such as `https://case.example.org/ims/case/v1p1`; without it, URIs are
    /// `urn:uuid:`.
    pub base: Option<String>,
}

/// When the built-in rubrics were last changed.
const BUILT_IN_CHANGES: [(&str, &str); 2] =
    [("cei-self-assessment", "2026-11-22T00:00:00Z"), ("lcff-priority-3", "2026-11-22T00:00:00Z")];

fn built_in_change(rubric: &Rubric) -> Option<&'static str> {
    let (id, change) = BUILT_IN_CHANGES.iter().find(|(id, _)| rubric.document().id == **id)?;
    (Rubric::built_in(id)?.digest() == rubric.digest()).then_some(change)
}

/// The rubric as a CASE 1.1 CFPackage, as JSON.
///
/// # Errors
///
/// A report if the rubric has no words in the language, or there is no `lastChangeDateTime`.
///
/// ```
/// use cei_core::Rubric;
/// use cei_core::interop::case::{CaseOptions, case_export, case_import};
///
/// let rubric = Rubric::cei();
/// let english = case_export(&rubric, &CaseOptions::default())?;
/// let spanish = CaseOptions { language: cei_core::LanguageTag::new("es"), ..CaseOptions::default() };
/// let spanish = case_export(&rubric, &spanish)?;
/// let (again, report) = case_import(&english, &[&spanish])?;
/// assert_eq!(again.digest(), rubric.digest());
/// assert!(report.diagnostics().is_empty());
/// # Ok::<(), cei_core::Report>(())
/// ```
pub fn case_export(rubric: &Rubric, options: &CaseOptions) -> Result<String, Report> {
    export_package(rubric, options).map(|package| to_json(&package))
}

/// The rubric of a CASE 1.0 or 1.1 CFPackage, plain or wrapped in `{"CFPackage": …}`, with its translations.
///
/// What a rubric has no place for and what contradicts itself is in the report. With translations, its paths begin with
/// `/package` or `/translations/0`; lines and columns are of the text `{"package":…,"translations":[…]}` and therefore
/// left out.
///
/// # Errors
///
/// A report of what cannot be a rubric.
pub fn case_import(package: impl AsRef<[u8]>, translations: &[impl AsRef<[u8]>]) -> Result<(Rubric, Report), Report> {
    if translations.is_empty() {
        let source = Source::new(package.as_ref())?;
        let (package, mut findings) = source.read::<AnyPackage>()?;
        let rubric = import::import(&[(String::new(), &package)], &mut findings);
        return with_report(rubric, findings, source.text());
    }
    let package = Source::new(package.as_ref())?;
    package.raw()?;
    let mut text = format!(r#"{{"package":{},"translations":["#, package.text());
    for (index, translation) in translations.iter().enumerate() {
        let translation = Source::new(translation.as_ref())?;
        translation.raw()?;
        let comma = if index == 0 { "" } else { "," };
        text.push_str(comma);
        text.push_str(translation.text());
    }
    text.push_str("]}");
    let (arguments, mut findings) = Source::new(text.as_bytes())?.read::<CaseImportArguments>()?;
    let rubric = import_arguments(&arguments, &mut findings);
    let read = with_report(rubric, findings, &text);
    read.map(|(rubric, report)| (rubric, report.without_positions())).map_err(Report::without_positions)
}

fn with_report(rubric: Option<Rubric>, findings: Findings, text: &str) -> Result<(Rubric, Report), Report> {
    let report = findings.into_report(text);
    match rubric {
        Some(rubric) => Ok((rubric, report)),
        None => Err(report),
    }
}

/// The rubric of a package and its translations.
pub(crate) fn import_arguments(arguments: &CaseImportArguments, findings: &mut Findings) -> Option<Rubric> {
    let mut packages = vec![("/package".to_owned(), &arguments.package)];
    let translations = arguments.translations.iter().enumerate();
    packages.extend(translations.map(|(index, one)| (format!("/translations/{index}"), one)));
    import::import(&packages, findings)
}
