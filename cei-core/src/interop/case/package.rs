//! The form of a CFPackage, as far as a rubric can fill it. Fields of CASE that a rubric has no place for are not here:
//! a package that has them is read, and they are reported as not kept.
#![expect(non_snake_case, reason = "the names of the fields are those of CASE")]

use serde_json::value::RawValue;

use crate::reading::{Read, Reader, document, object_entries};
use crate::rubric::{Group, Language, Lens, Module, Resource, RubricFormat, Strategy, Term};
use crate::values::{ById, Extensions, Id, Json, LanguageTag, Line, Text, is_absent};

document! {
    /// A CFPackage. Lists are written even if they are empty: some importers fail without them.
    pub(crate) struct Package {
        CFDocument: CfDocument,
        CFItems: Vec<Item> = Default::default(),
        CFAssociations: Vec<Association> = Default::default(),
        #[serde(skip_serializing_if = "is_absent")]
        CFDefinitions: Option<Definitions>,
        CFRubrics: Vec<CfRubric> = Default::default(),
    }

    pub(crate) struct CfDocument {
        identifier: Line,
        uri: Line,
        creator: Line,
        title: Line,
        lastChangeDateTime: Line,
        #[serde(skip_serializing_if = "is_absent")]
        description: Option<String>,
        #[serde(skip_serializing_if = "is_absent")]
        language: Option<String>,
        #[serde(skip_serializing_if = "is_absent")]
        version: Option<String>,
        #[serde(skip_serializing_if = "is_absent")]
        caseVersion: Option<String>,
    }

    /// A domain or a competency.
    pub(crate) struct Item {
        identifier: Line,
        uri: Line,
        #[serde(skip_serializing_if = "is_absent")]
        humanCodingScheme: Option<String>,
        fullStatement: Line,
        #[serde(skip_serializing_if = "is_absent")]
        CFItemType: Option<String>,
        #[serde(skip_serializing_if = "is_absent")]
        notes: Option<String>,
        #[serde(skip_serializing_if = "is_absent")]
        language: Option<String>,
        lastChangeDateTime: Line,
    }

    pub(crate) struct Association {
        identifier: Line,
        uri: Line,
        associationType: Line,
        #[serde(skip_serializing_if = "is_absent")]
        sequenceNumber: Option<i64>,
        originNodeURI: Link,
        destinationNodeURI: Link,
        lastChangeDateTime: Line,
    }

    pub(crate) struct Link {
        title: Line,
        identifier: Line,
        uri: Line,
        #[serde(skip_serializing_if = "is_absent")]
        targetType: Option<String>,
    }

    /// Always empty when it is ours.
    pub(crate) struct Definitions {
        CFConcepts: Vec<Json> = Default::default(),
        CFSubjects: Vec<Json> = Default::default(),
        CFLicenses: Vec<Json> = Default::default(),
        CFItemTypes: Vec<Json> = Default::default(),
        CFAssociationGroupings: Vec<Json> = Default::default(),
    }

    pub(crate) struct CfRubric {
        identifier: Line,
        uri: Line,
        #[serde(skip_serializing_if = "is_absent")]
        title: Option<String>,
        #[serde(skip_serializing_if = "is_absent")]
        description: Option<String>,
        lastChangeDateTime: Line,
        CFRubricCriteria: Vec<Criterion> = Default::default(),
        #[serde(skip_serializing_if = "is_absent")]
        extensions: Option<RubricExtensions>,
    }

    /// What is rated: a competency.
    pub(crate) struct Criterion {
        identifier: Line,
        uri: Line,
        #[serde(skip_serializing_if = "is_absent")]
        category: Option<String>,
        #[serde(skip_serializing_if = "is_absent")]
        description: Option<String>,
        #[serde(skip_serializing_if = "is_absent")]
        CFItemURI: Option<Link>,
        #[serde(skip_serializing_if = "is_absent")]
        position: Option<i64>,
        #[serde(skip_serializing_if = "is_absent")]
        rubricId: Option<String>,
        lastChangeDateTime: Line,
        CFRubricCriterionLevels: Vec<Level> = Default::default(),
        #[serde(skip_serializing_if = "is_absent")]
        extensions: Option<CriterionExtensions>,
    }

    /// A stage of a competency.
    pub(crate) struct Level {
        identifier: Line,
        uri: Line,
        #[serde(skip_serializing_if = "is_absent")]
        description: Option<String>,
        #[serde(skip_serializing_if = "is_absent")]
        quality: Option<String>,
        #[serde(skip_serializing_if = "is_absent")]
        score: Option<f64>,
        #[serde(skip_serializing_if = "is_absent")]
        position: Option<i64>,
        #[serde(skip_serializing_if = "is_absent")]
        rubricCriterionId: Option<String>,
        lastChangeDateTime: Line,
        #[serde(skip_serializing_if = "is_absent")]
        extensions: Vec<LevelExtensions> = Default::default(),
    }

    pub(crate) struct RubricExtensions {
        #[serde(skip_serializing_if = "is_absent")]
        cei: Option<Remainder>,
    }

    pub(crate) struct CriterionExtensions {
        #[serde(skip_serializing_if = "is_absent")]
        cei: Option<OfCompetency>,
    }

    pub(crate) struct OfCompetency {
        competency: Id,
    }

    pub(crate) struct LevelExtensions {
        #[serde(skip_serializing_if = "is_absent")]
        cei: Option<OfStage>,
    }

    pub(crate) struct OfStage {
        stage: Id,
    }

    /// What a rubric holds and CASE does not.
    pub(crate) struct Remainder {
        format: RubricFormat,
        id: Id,
        version: Id,
        language: LanguageTag,
        #[serde(skip_serializing_if = "is_absent")]
        citation: Option<Text>,
        #[serde(skip_serializing_if = "is_absent")]
        languages: Vec<Language> = Default::default(),
        scale: Vec<StageRemainder> = Default::default(),
        #[serde(skip_serializing_if = "is_absent")]
        groups: Vec<Group> = Default::default(),
        domains: Vec<DomainRemainder> = Default::default(),
        #[serde(skip_serializing_if = "is_absent")]
        lenses: Vec<Lens> = Default::default(),
        #[serde(skip_serializing_if = "is_absent")]
        modules: Vec<Module> = Default::default(),
        #[serde(skip_serializing_if = "is_absent")]
        strategies: Vec<Strategy> = Default::default(),
        #[serde(skip_serializing_if = "is_absent")]
        glossary: Vec<Term> = Default::default(),
        #[serde(skip_serializing_if = "is_absent")]
        resources: Vec<Resource> = Default::default(),
        #[serde(skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    pub(crate) struct StageRemainder {
        id: Id,
        #[serde(skip_serializing_if = "is_absent")]
        text: Option<Text>,
        #[serde(skip_serializing_if = "is_absent")]
        messages: Vec<Text> = Default::default(),
    }

    pub(crate) struct DomainRemainder {
        id: Id,
        /// The identifier of its CFItem.
        item: Line,
        #[serde(skip_serializing_if = "is_absent")]
        belief: Option<Text>,
        #[serde(skip_serializing_if = "is_absent")]
        about: Option<Text>,
        #[serde(skip_serializing_if = "is_absent")]
        impact: Option<Text>,
        #[serde(skip_serializing_if = "is_absent")]
        constituents: Vec<Id> = Default::default(),
        #[serde(skip_serializing_if = "is_absent")]
        builds_on: Vec<Id> = Default::default(),
        #[serde(skip_serializing_if = "is_absent")]
        reflections: Vec<Text> = Default::default(),
    }

    /// Where a rubric that came from another program keeps what that program called its parts: in the rubric's own
    /// `extensions`, under `case`.
    pub(crate) struct Origin {
        #[serde(skip_serializing_if = "is_absent")]
        last_change: Option<Line>,
        #[serde(skip_serializing_if = "is_absent")]
        document: Option<Line>,
        #[serde(skip_serializing_if = "is_absent")]
        rubric: Option<Line>,
        #[serde(skip_serializing_if = "is_absent")]
        items: ById<Line> = Default::default(),
        #[serde(skip_serializing_if = "is_absent")]
        criteria: ById<Line> = Default::default(),
    }

    /// A package and its translations.
    pub(crate) struct CaseImportArguments {
        /// The package in the rubric's own language.
        package: AnyPackage,
        /// Packages that translate it.
        translations: Vec<AnyPackage> = Default::default(),
    }

    /// Some servers wrap a package.
    struct Wrapped {
        CFPackage: Package,
    }
}

/// A package as it comes, wrapped in `{"CFPackage": …}` or plain.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub(crate) struct AnyPackage {
    pub(crate) package: Package,
    /// The step down to it: `/CFPackage` or nothing.
    pub(crate) step: &'static str,
}

const WRAPPER: &str = "CFPackage";

fn is_wrapped(raw: &RawValue) -> bool {
    let mut wrapped = false;
    object_entries(raw, |key, _| wrapped |= key == WRAPPER);
    wrapped
}

impl<'de> serde::Deserialize<'de> for AnyPackage {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        let read = if is_wrapped(raw) {
            serde_json::from_str(raw.get()).map(|Wrapped { CFPackage: package }| Self { package, step: "/CFPackage" })
        } else {
            serde_json::from_str(raw.get()).map(|package| Self { package, step: "" })
        };
        read.map_err(serde::de::Error::custom)
    }
}

impl Read for AnyPackage {
    fn read(raw: &RawValue, reader: &mut Reader) -> Self {
        if is_wrapped(raw) {
            return Self { package: Wrapped::read(raw, reader).CFPackage, step: "/CFPackage" };
        }
        Self { package: Package::read(raw, reader), step: "" }
    }

    fn unreadable() -> Self {
        Self { package: Package::unreadable(), step: "" }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for AnyPackage {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CFPackage".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let words = "A 1EdTech CASE 1.0 or 1.1 CFPackage, plain or wrapped in `CFPackage`.";
        schemars::json_schema!({ "description": words, "type": "object" })
    }
}
