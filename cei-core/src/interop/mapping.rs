//! `cei.mapping/1`: which column of a survey's export is what, and which words mean which stage or group.

use std::collections::HashSet;

use crate::diagnostic::{Code, Findings, Params};
use crate::reading::{choice, document, tag};
use crate::rubric::{Rubric, RubricRef};
use crate::values::{Extensions, Id, Line, is_absent};

tag! {
    /// The `format` of a mapping.
    pub struct MappingFormat = "cei.mapping/1"
}

choice! {
    /// Where a survey's export comes from: how many rows its header has, and what they hold.
    pub enum SurveySource {
        /// Google Forms: one row.
        GoogleForms = "google_forms",
        /// Qualtrics: three rows, of ids, questions and import ids.
        Qualtrics = "qualtrics",
        /// SurveyMonkey: two rows, of questions and their parts.
        SurveyMonkey = "survey_monkey",
        /// Microsoft Forms: one row.
        MicrosoftForms = "microsoft_forms",
        /// Any other with a header of one row.
        Other = "other",
        /// Counts of answers, a row for each competency and group.
        Counts = "counts",
    }

    /// What a column holds.
    pub enum ColumnUse {
        /// Answers on a competency; in a sheet of counts, which competency a row is about.
        Competency = "competency",
        /// Whose voice it is.
        Group = "group",
        /// What can tell who answered; not read unless asked for.
        Personal = "personal",
        /// Something else; not read.
        Ignore = "ignore",
        /// A question that is not matched yet; not read.
        Unmatched = "unmatched",
        /// How many answers name a stage, or give a reason for none.
        Count = "count",
    }
}

document! {
    /// How the export of a survey is read. Proposed by the library, for people to check, change and use again.
    pub struct MappingDocument {
        /// `cei.mapping/1`.
        format: MappingFormat,
        /// What the survey rates by.
        rubric: RubricRef,
        /// Where the export comes from.
        source: SurveySource,
        /// The group of all respondents, where no column says it.
        #[serde(default, skip_serializing_if = "is_absent")]
        group: Option<Id>,
        /// The columns that are used, by the text of their header.
        columns: Vec<MappedColumn>,
        /// What answers mean.
        #[serde(default, skip_serializing_if = "is_absent")]
        answers: Vec<MappedAnswer> = Default::default(),
        /// Which groups are meant.
        #[serde(default, skip_serializing_if = "is_absent")]
        groups: Vec<MappedGroup> = Default::default(),
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// A column, and what it holds.
    pub struct MappedColumn {
        /// The text of its header; where the header has several rows, with ` - ` between them.
        column: Line,
        /// What it holds.
        holds: ColumnUse,
        /// Which competency its answers are on.
        #[serde(default, skip_serializing_if = "is_absent")]
        competency: Option<Id>,
        /// Which stage, or reason for none, it counts.
        #[serde(default, skip_serializing_if = "is_absent")]
        counts: Option<Id>,
    }

    /// What an answer means.
    pub struct MappedAnswer {
        /// The words of the answer; upper and lower case do not matter.
        says: Line,
        /// A stage, or a reason for giving none: `unanswered`, `dont_know`, `not_applicable`, `withheld`.
        means: Id,
    }

    /// Which group is meant.
    pub struct MappedGroup {
        /// The words of the answer; upper and lower case do not matter.
        says: Line,
        /// The group.
        means: Id,
    }
}

/// The reasons for giving no stage.
const REASONS: [&str; 4] = ["unanswered", "dont_know", "not_applicable", "withheld"];

/// Reports what a mapping names and the rubric does not have.
pub(crate) fn check(mapping: &MappingDocument, rubric: &Rubric, findings: &mut Findings) {
    if !rubric.is_named_by(&mapping.rubric) {
        let name = |reference: &RubricRef| format!("{} {}", reference.id, reference.version);
        let params = Params::new().with("found", name(&mapping.rubric)).with("expected", name(&rubric.reference()));
        findings.meaning(Code::RubricMismatch, "/rubric".to_owned(), params);
        return;
    }
    let document = rubric.document();
    let stages: Vec<&str> = document.scale.iter().map(|stage| stage.id.as_str()).collect();
    let means: Vec<&str> = stages.iter().chain(&REASONS).copied().collect();
    let groups: Vec<&str> = rubric.groups().iter().map(Id::as_str).collect();
    let competencies: Vec<&str> = rubric.competencies().iter().map(Id::as_str).collect();
    let mut known = |id: &Id, all: &[&str], code: Code, path: String| {
        if !id.is_unreadable() && !all.contains(&id.as_str()) {
            let params = findings.suggest(Params::new().with("id", id.as_str()), id.as_str(), all.iter().copied());
            findings.meaning(code, path, params);
        }
    };
    if let Some(group) = &mapping.group {
        known(group, &groups, Code::UnknownGroup, "/group".to_owned());
    }
    for (index, column) in mapping.columns.iter().enumerate() {
        if let Some(competency) = &column.competency {
            known(competency, &competencies, Code::UnknownCompetency, format!("/columns/{index}/competency"));
        }
        if let Some(counts) = &column.counts {
            known(counts, &means, Code::UnknownStage, format!("/columns/{index}/counts"));
        }
    }
    for (index, answer) in mapping.answers.iter().enumerate() {
        known(&answer.means, &means, Code::UnknownStage, format!("/answers/{index}/means"));
    }
    for (index, group) in mapping.groups.iter().enumerate() {
        known(&group.means, &groups, Code::UnknownGroup, format!("/groups/{index}/means"));
    }
    let mut seen = HashSet::new();
    for (index, column) in mapping.columns.iter().enumerate() {
        let path = format!("/columns/{index}");
        let counts = mapping.source == SurveySource::Counts;
        if column.holds == ColumnUse::Competency && column.competency.is_none() && !counts {
            findings.meaning(Code::MissingField, path.clone(), Params::new().with("field", "competency"));
        }
        if column.holds == ColumnUse::Count && column.counts.is_none() {
            findings.meaning(Code::MissingField, path.clone(), Params::new().with("field", "counts"));
        }
        let key = (column.competency.as_ref().map(Id::as_str), column.counts.as_ref().map(Id::as_str));
        let is_read = matches!(column.holds, ColumnUse::Competency | ColumnUse::Count);
        if is_read && key != (None, None) && !seen.insert(key) {
            let id = key.0.or(key.1).unwrap_or_default();
            findings.meaning(Code::DuplicateId, path, Params::new().with("id", id));
        }
    }
}
