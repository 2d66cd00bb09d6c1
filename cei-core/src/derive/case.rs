//! Rubrics to and from CASE packages.

use serde::Serialize;

use super::given::{Named, rubric};
use crate::diagnostic::{Findings, Language};
use crate::interop::case::{self, CaseImportArguments, CaseOptions};
use crate::reading::document;
use crate::rubric::RubricDocument;
use crate::values::{Json, LanguageTag, Line, is_absent};

document! {
    /// What a CASE package is made from.
    pub(super) struct CaseExportArguments {
        /// The rubric.
        rubric: Named<RubricDocument>,
        /// The language of the package; without it, the rubric's own. Any other gives a translation.
        #[serde(default, skip_serializing_if = "is_absent")]
        language: Option<LanguageTag>,
        /// When the rubric was last changed; without it, what the rubric says.
        #[serde(default, skip_serializing_if = "is_absent")]
        last_change: Option<Line>,
        /// Who has authority over it; without it, the citation.
        #[serde(default, skip_serializing_if = "is_absent")]
        creator: Option<Line>,
        /// Where the package will be served; without it, URIs are `urn:uuid:`.
        #[serde(default, skip_serializing_if = "is_absent")]
        base: Option<Line>,
    }
}

/// What a CASE package gives.
#[derive(Serialize)]
pub(super) struct CaseImported {
    rubric: RubricDocument,
    /// A `cei.report/1` document without errors, in English.
    report: Json,
}

pub(super) fn export(arguments: &CaseExportArguments, findings: &mut Findings) -> Option<impl Serialize + use<>> {
    let words = |line: &Option<Line>| line.as_ref().map(|line| line.as_str().to_owned());
    let options = CaseOptions {
        language: arguments.language.clone(),
        last_change: words(&arguments.last_change),
        creator: words(&arguments.creator),
        base: words(&arguments.base),
    };
    let rubric = rubric(Some(&arguments.rubric), "/rubric", findings)?;
    case::export_package(&rubric, &options).map_err(|report| findings.errors_of("", &report)).ok()
}

pub(super) fn import(arguments: &CaseImportArguments, findings: &mut Findings) -> Option<CaseImported> {
    let rubric = case::import_arguments(arguments, findings)?;
    let report = findings.clone().into_report("").without_positions().to_json(Language::En);
    let report = serde_json::from_str(&report).unwrap_or(Json::Null);
    Some(CaseImported { rubric: rubric.document().clone(), report })
}
