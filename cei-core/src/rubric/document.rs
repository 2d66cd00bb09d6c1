//! The form of a `cei.rubric/1` document.

use crate::reading::{choice, document, tag};
use crate::values::{ById, Digest, Extensions, Id, LanguageTag, Line, Text, is_absent};

tag! {
    /// The `format` of a rubric.
    pub struct RubricFormat = "cei.rubric/1"
}

choice! {
    /// Whose words a translation is.
    pub enum LanguageStatus {
        /// The source's own.
        Source = "source",
        /// This project's.
        Project = "project",
    }

    /// Whose decision something is that is not in the rubric itself.
    pub enum Basis {
        /// The source's.
        Source = "source",
        /// This project's.
        Project = "project",
        /// The user's own.
        User = "user",
    }
}

pub(crate) fn project() -> Basis {
    Basis::Project
}

document! {
    /// A named, versioned set of domains, each a list of competencies, and one scale of stages.
    pub struct RubricDocument {
        /// `cei.rubric/1`.
        format: RubricFormat,
        /// Which rubric.
        id: Id,
        /// Which version of it.
        version: Id,
        /// The language of texts that are plain strings.
        #[serde(default)]
        language: LanguageTag = LanguageTag::english(),
        /// Its name.
        title: Text,
        /// What it is.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
        /// Where its words come from.
        #[serde(default, skip_serializing_if = "is_absent")]
        citation: Option<Text>,
        /// The languages its texts are in, and whose words they are.
        #[serde(default, skip_serializing_if = "is_absent")]
        languages: Vec<Language> = Default::default(),
        /// The stages, lowest first: 2 to 9.
        #[cfg_attr(feature = "schema", schemars(length(min = 2, max = 9)))]
        scale: Vec<Stage>,
        /// The constituent groups whose voices are kept apart. `team` is always there and not named.
        #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
        groups: Vec<Group>,
        /// The domains, in order.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 1000)))]
        domains: Vec<Domain>,
        /// Other ways to group the same competencies.
        #[serde(default, skip_serializing_if = "is_absent")]
        lenses: Vec<Lens> = Default::default(),
        /// Training modules.
        #[serde(default, skip_serializing_if = "is_absent")]
        modules: Vec<Module> = Default::default(),
        /// What can be done.
        #[serde(default, skip_serializing_if = "is_absent")]
        strategies: Vec<Strategy> = Default::default(),
        /// Words and what they mean.
        #[serde(default, skip_serializing_if = "is_absent")]
        glossary: Vec<Term> = Default::default(),
        /// Papers and tools.
        #[serde(default, skip_serializing_if = "is_absent")]
        resources: Vec<Resource> = Default::default(),
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// A language of a rubric.
    pub struct Language {
        /// Its tag.
        tag: LanguageTag,
        /// Whose words.
        status: LanguageStatus,
    }

    /// One stage of the scale.
    pub struct Stage {
        /// Which.
        id: Id,
        /// Its name.
        title: Text,
        /// What it means.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
        /// What practice at this stage says to people, without words.
        #[serde(default, skip_serializing_if = "is_absent")]
        messages: Vec<Text> = Default::default(),
    }

    /// A constituent group.
    pub struct Group {
        /// Which.
        id: Id,
        /// Its name.
        title: Text,
        /// Who belongs to it.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
    }

    /// A domain: a list of competencies.
    pub struct Domain {
        /// Which.
        id: Id,
        /// Its number, as people say it.
        #[serde(default, skip_serializing_if = "is_absent")]
        number: Option<Line>,
        /// Its name.
        title: Text,
        /// What it is.
        #[serde(default, skip_serializing_if = "is_absent")]
        description: Option<Text>,
        /// The belief it rests on.
        #[serde(default, skip_serializing_if = "is_absent")]
        belief: Option<Text>,
        /// Whom and what it is about.
        #[serde(default, skip_serializing_if = "is_absent")]
        about: Option<Text>,
        /// What it leads to.
        #[serde(default, skip_serializing_if = "is_absent")]
        impact: Option<Text>,
        /// The groups whose voices belong in it.
        #[serde(default, skip_serializing_if = "is_absent")]
        constituents: Vec<Id> = Default::default(),
        /// The domains that are its foundation.
        #[serde(default, skip_serializing_if = "is_absent")]
        builds_on: Vec<Id> = Default::default(),
        /// Its competencies, in order.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 10000)))]
        competencies: Vec<Competency>,
        /// Questions to reflect on.
        #[serde(default, skip_serializing_if = "is_absent")]
        reflections: Vec<Text> = Default::default(),
    }

    /// A competency: what is rated.
    pub struct Competency {
        /// Which.
        id: Id,
        /// Its words.
        title: Text,
        /// What it means.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
        /// What practice looks like, by stage. A stage that the source does not describe is left out.
        #[serde(default, skip_serializing_if = "is_absent")]
        descriptors: ById<Text> = Default::default(),
    }

    /// Another way to group the same competencies.
    pub struct Lens {
        /// Which.
        id: Id,
        /// Its name.
        title: Text,
        /// What it is.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
        /// Who decided which competencies belong to its parts.
        #[serde(default = "project")]
        basis: Basis = project(),
        /// Where it comes from.
        #[serde(default, skip_serializing_if = "is_absent")]
        citation: Option<Text>,
        /// Its parts, in order.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 10000)))]
        parts: Vec<LensPart>,
    }

    /// One part of a lens.
    pub struct LensPart {
        /// Which.
        id: Id,
        /// Its name.
        title: Text,
        /// What it is.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
        /// The stage it stands for, where it is one of a spectrum.
        #[serde(default, skip_serializing_if = "is_absent")]
        stage: Option<Id>,
        /// The competencies it is read from.
        #[serde(default, skip_serializing_if = "is_absent")]
        competencies: Vec<Id> = Default::default(),
        /// Questions to reflect on.
        #[serde(default, skip_serializing_if = "is_absent")]
        reflections: Vec<Text> = Default::default(),
        /// Why these competencies.
        #[serde(default, skip_serializing_if = "is_absent")]
        reason: Option<Text>,
    }

    /// A training module.
    pub struct Module {
        /// Which.
        id: Id,
        /// Its name.
        title: Text,
        /// What it is.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
        /// What participants take with them.
        #[serde(default, skip_serializing_if = "is_absent")]
        outcomes: Vec<Text> = Default::default(),
        /// The domains it serves.
        #[serde(default, skip_serializing_if = "is_absent")]
        domains: Vec<Id> = Default::default(),
        /// Questions to reflect on.
        #[serde(default, skip_serializing_if = "is_absent")]
        reflections: Vec<Text> = Default::default(),
    }

    /// Something that can be done.
    pub struct Strategy {
        /// Which.
        id: Id,
        /// Its name.
        title: Text,
        /// What it is.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
        /// The competencies it serves.
        #[serde(default, skip_serializing_if = "is_absent")]
        competencies: Vec<Id> = Default::default(),
        /// Where it comes from.
        #[serde(default, skip_serializing_if = "is_absent")]
        citation: Option<Text>,
    }

    /// A word and what it means.
    pub struct Term {
        /// The word.
        term: Text,
        /// What it means.
        text: Text,
    }

    /// A paper or a tool.
    pub struct Resource {
        /// Its name.
        title: Text,
        /// What it is.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
        /// Where it is.
        #[serde(default, skip_serializing_if = "is_absent")]
        uri: Option<Line>,
    }

    /// Names a rubric and its version.
    pub struct RubricRef {
        /// Which rubric.
        id: Id,
        /// Which version.
        version: Id,
    }

    /// Names a rubric by what is in it.
    pub struct RubricStamp {
        /// Which rubric.
        id: Id,
        /// Which version.
        version: Id,
        /// Digest of all of it.
        digest: Digest,
        /// Digest of its structure, without texts.
        structure: Digest,
    }
}
