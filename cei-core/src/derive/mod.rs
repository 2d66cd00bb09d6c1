//! Derived results by name, for callers that have documents and not types.
//!
//! The arguments of an operation are one JSON object of documents and options; what is wrong with them is reported with
//! its place in that object. An operation is one entry in the table below and one function.

#[cfg(feature = "case")]
mod case;
mod given;
mod initiative;
mod planning;
mod privacy;
mod voices;

pub use given::Named;
pub use initiative::{CohortReviewArguments, ConsultationReviewArguments, NoArguments, PartnershipsReviewArguments};
pub use planning::{
    ImpactArguments, InitiativeArguments, LensArguments, PlanArguments, PlanCheckArguments, ProgressArguments,
    TestingArguments,
};
pub use privacy::{AuditArguments, DiscloseArguments};
pub use voices::{
    AgreementArguments, GapsArguments, GrowthArguments, OverviewArguments, RoundArgument, TransitionsArguments,
};

#[cfg(feature = "case")]
use crate::interop::case::CaseImportArguments;
#[cfg(feature = "case")]
use case::CaseExportArguments;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::diagnostic::{Bilingual, Code, Findings, Params, Report, suggest};
use crate::reading::{Read, Source, to_json};

/// One result that can be asked for by name.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// What it is called.
    pub name: &'static str,
    /// What it gives, in a sentence without a full stop.
    pub text: Bilingual,
    run: fn(&[u8]) -> Result<String, Report>,
    #[cfg(feature = "schema")]
    arguments: fn(&str) -> serde_json::Value,
}

/// The table: a name, what it gives, the type of its arguments, and the function that gives it.
macro_rules! operations {
    ($(
        $(#[$attribute:meta])* $name:literal { $en:literal es $es:literal } $Arguments:ty => $derive:path;
    )*) => {
        /// Every operation.
        pub const OPERATIONS: &[Operation] = &[$( $(#[$attribute])* Operation {
            name: $name,
            text: Bilingual { en: $en, es: $es },
            run: |arguments| run::<$Arguments, _>(arguments, $derive),
            #[cfg(feature = "schema")]
            arguments: crate::schema::of_arguments::<$Arguments>,
        } ),*];
    };
}

operations! {
    "agreement" {
        "how far the raters of an assessment or a tally agree: `cei.agreement/1`"
        es "cuánto coinciden quienes valoran en una evaluación o un recuento: `cei.agreement/1`"
    } AgreementArguments => voices::agreement;
    "gaps" {
        "where groups see the same competency differently, the widest gap first: `cei.gaps/1`"
        es "dónde los grupos ven de otro modo la misma competencia, primero la mayor diferencia: `cei.gaps/1`"
    } GapsArguments => voices::gaps;
    "growth" {
        "what rose, fell or stayed between two or more rounds of one subject: `cei.growth/1`"
        es "qué subió, bajó o quedó igual entre dos o más rondas de una misma entidad: `cei.growth/1`"
    } GrowthArguments => voices::growth;
    "overview" {
        "how many subjects stand at each stage of each domain, by the body they belong to: `cei.overview/1`"
        es "cuántas entidades están en cada etapa de cada dominio, según a quién pertenecen: `cei.overview/1`"
    } OverviewArguments => voices::overview;
    "transitions" {
        "from which stage to which the subjects of many growths went, by domain: `cei.transitions/1`"
        es "de qué etapa a cuál pasaron las entidades de muchos avances, por dominio: `cei.transitions/1`"
    } TransitionsArguments => voices::transitions;
    "disclose" {
        "what may be published of a profile: `cei.release/1`"
        es "lo que se puede publicar de un perfil: `cei.release/1`"
    } DiscloseArguments => privacy::disclose;
    "audit" {
        "what can be derived of every hidden row from some releases together: `cei.audit/1`"
        es "qué se puede deducir de cada fila oculta a partir de varias publicaciones juntas: `cei.audit/1`"
    } AuditArguments => privacy::audit;
    "cohort_review" {
        "what a network shows as of a day: what is due, commitments, attendance, practices, growth: `cei.cohort_review/1`"
        es "qué muestra una red a una fecha: pendientes, compromisos, asistencia, prácticas, avance: `cei.cohort_review/1`"
    } CohortReviewArguments => initiative::cohort_review;
    "inaugural_cohort" {
        "the network that the initiative began with: `cei.cohort/1`"
        es "la red con la que empezó la iniciativa: `cei.cohort/1`"
    } NoArguments => initiative::inaugural_cohort;
    "consultation_review" {
        "what is missing in the record of a consultation as of a day, and who came: `cei.consultation_review/1`"
        es "qué falta en el registro de una consulta a una fecha, y quiénes acudieron: `cei.consultation_review/1`"
    } ConsultationReviewArguments => initiative::consultation_review;
    "consultation_checks" {
        "what the record of a consultation is checked against, with citations: an array"
        es "con qué se compara el registro de una consulta, con las citas: una lista"
    } NoArguments => initiative::consultation_checks;
    "partnerships_review" {
        "which needs are covered, which gifts nobody uses, and how partners work with schools as of a day: `cei.partnerships_review/1`"
        es "qué necesidades se cubren, qué dones nadie usa y cómo trabajan socios y escuelas a una fecha: `cei.partnerships_review/1`"
    } PartnershipsReviewArguments => initiative::partnerships_review;
    "plan" {
        "a plan to begin with, foundations and cheapest next steps first: `cei.plan/1`"
        es "un plan para empezar, primero las bases y los pasos más cortos: `cei.plan/1`"
    } PlanArguments => planning::plan;
    "plan_check" {
        "what is left to fill in or to mend in a plan, held against its profile: `cei.report/1`"
        es "qué falta completar o corregir en un plan, comparado con su perfil: `cei.report/1`"
    } PlanCheckArguments => planning::plan_check;
    "progress" {
        "how far a plan has come, by a later profile: `cei.progress/1`"
        es "cuánto avanzó un plan, según un perfil posterior: `cei.progress/1`"
    } ProgressArguments => planning::progress;
    "impact" {
        "which measures moved since their baseline, and how far on the way to their target: `cei.impact/1`"
        es "qué medidas se movieron desde su línea de base y qué parte del camino a su meta llevan: `cei.impact/1`"
    } ImpactArguments => planning::impact;
    "testing" {
        "the measures of several teams: which ones moved, which ones nobody could collect: `cei.testing/1`"
        es "las medidas de varios equipos: cuáles se movieron y cuáles nadie pudo recoger: `cei.testing/1`"
    } TestingArguments => planning::testing;
    "initiative" {
        "the report of the initiative, with what is missing in it: `cei.initiative/1`"
        es "el informe de la iniciativa, con lo que le falta: `cei.initiative/1`"
    } InitiativeArguments => planning::initiative;
    "lens" {
        "a profile read through a lens of the rubric or of one's own: `cei.reading/1`"
        es "un perfil leído con una lente de la rúbrica o propia: `cei.reading/1`"
    } LensArguments => planning::lens;
    #[cfg(feature = "case")]
    "case_export" {
        "a rubric as a 1EdTech CASE 1.1 package, in one language"
        es "una rúbrica como paquete 1EdTech CASE 1.1, en un idioma"
    } CaseExportArguments => case::export;
    #[cfg(feature = "case")]
    "case_import" {
        "the rubric of a 1EdTech CASE package and its translations, with a report of what it has no place for"
        es "la rúbrica de un paquete 1EdTech CASE y sus traducciones, con un informe de lo que no cabe en ella"
    } CaseImportArguments => case::import;
}

/// The result of the operation `name`, as its document.
///
/// ```
/// let arguments = r#"{"tally":{"format":"cei.tally/1","rubric":{"id":"cei-self-assessment","version":"2023.1"},
///     "assessment":"spring","cells":[{"competency":"1.1","group":"families","stages":[0,1,4,0]},
///                                    {"competency":"1.1","group":"educators","stages":[0,0,1,3]}]}}"#;
/// let gaps = cei_core::derive("gaps", arguments)?;
/// assert!(gaps.contains(r#""difference":-1"#));
/// # Ok::<(), cei_core::Report>(())
/// ```
///
/// # Errors
///
/// A report of all that is wrong with the arguments, its paths pointing into them; or of a name that is none of
/// [`OPERATIONS`]. Warnings and notes on a document are left to [`crate::validate`].
pub fn derive(name: &str, arguments: impl AsRef<[u8]>) -> Result<String, Report> {
    match OPERATIONS.iter().find(|operation| operation.name == name) {
        Some(operation) => (operation.run)(arguments.as_ref()),
        None => {
            let known: Vec<String> = OPERATIONS.iter().map(|operation| operation.name.to_owned()).collect();
            let params = Params::new().with("value", name).with("allowed", known);
            let params = suggest(params, name, OPERATIONS.iter().map(|operation| operation.name));
            Err(Report::of(Code::UnknownOperation, "", params))
        }
    }
}

/// The table as a JSON array: each operation with its name, what it gives by language, and, with the feature `schema`,
/// the JSON Schema of its arguments, in which documents stand as references to their own schemas.
#[must_use]
pub fn operations_json() -> String {
    #[derive(Serialize)]
    struct Row {
        name: &'static str,
        text: Bilingual,
        #[cfg(feature = "schema")]
        arguments: serde_json::Value,
    }
    let row = |operation: &Operation| Row {
        name: operation.name,
        text: operation.text,
        #[cfg(feature = "schema")]
        arguments: (operation.arguments)(operation.name),
    };
    to_json(&OPERATIONS.iter().map(row).collect::<Vec<_>>())
}

/// Reads the arguments, derives the result, and reports what was found wrong on the way, all in one pass.
///
/// `derive` gives nothing where it finds errors, and may look no further where something could not be read.
fn run<A: Read + DeserializeOwned, R: Serialize>(
    arguments: &[u8],
    derive: fn(&A, &mut Findings) -> Option<R>,
) -> Result<String, Report> {
    let source = Source::new(arguments)?;
    let (arguments, mut findings) = source.read::<A>()?;
    match derive(&arguments, &mut findings) {
        Some(result) if !findings.has_errors() => Ok(to_json(&result)),
        _ => Err(findings.into_report(source.text()).errors_only()),
    }
}
