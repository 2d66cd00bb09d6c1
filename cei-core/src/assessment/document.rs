//! The form of a `cei.assessment/1` document.

use crate::reading::{choice, document, tag};
use crate::rubric::RubricRef;
use crate::values::{Date, Extensions, Id, Line, SchoolYear, Text, is_absent};

tag! {
    /// The `format` of an assessment.
    pub struct AssessmentFormat = "cei.assessment/1"
}

choice! {
    /// Why a rating has no stage.
    pub enum Missing {
        /// It was asked and not answered.
        Unanswered = "unanswered",
        /// The rater does not know.
        DontKnow = "dont_know",
        /// The competency does not apply here.
        NotApplicable = "not_applicable",
        /// The answer is not given out.
        Withheld = "withheld",
    }

    /// How a team came to its decision.
    pub enum Method {
        /// Thumbs: support, or can live with it.
        Thumbs = "thumbs",
        /// Dot voting.
        DotVoting = "dot_voting",
        /// A poll.
        Poll = "poll",
        /// A facilitated talk.
        Facilitated = "facilitated",
    }

    /// What kind of body is assessed.
    pub enum Level {
        /// One school.
        School = "school",
        /// A school district.
        District = "district",
        /// A county office of education.
        County = "county",
        /// The state.
        State = "state",
        /// A network of teams.
        Network = "network",
    }
}

document! {
    /// What people answered, and what they decided, about one subject in one period.
    pub struct Assessment {
        /// `cei.assessment/1`.
        format: AssessmentFormat,
        /// Which assessment.
        id: Id,
        /// What it is rated by.
        rubric: RubricRef,
        /// Who is assessed.
        #[serde(default, skip_serializing_if = "is_absent")]
        subject: Option<Subject>,
        /// When.
        #[serde(default, skip_serializing_if = "is_absent")]
        period: Option<Period>,
        /// The people who rate, by an id that says nothing about them.
        #[serde(default, skip_serializing_if = "is_absent")]
        raters: Vec<Rater> = Default::default(),
        /// Competencies that are left out on purpose.
        #[serde(default, skip_serializing_if = "is_absent")]
        out_of_scope: Vec<OutOfScope> = Default::default(),
        /// The answers.
        #[serde(default, skip_serializing_if = "is_absent")]
        ratings: Vec<Rating> = Default::default(),
        /// What the team agreed on.
        #[serde(default, skip_serializing_if = "is_absent")]
        decisions: Vec<Decision> = Default::default(),
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// Who is assessed.
    pub struct Subject {
        /// Which body; a California CDS code where the scheme is `cds`.
        id: Id,
        /// What kind of id that is; `cds` is checked.
        #[serde(default, skip_serializing_if = "is_absent")]
        scheme: Option<Id>,
        /// Its name.
        #[serde(default, skip_serializing_if = "is_absent")]
        name: Option<Text>,
        /// What kind of body.
        #[serde(default, skip_serializing_if = "is_absent")]
        level: Option<Level>,
        /// The id of the body it belongs to.
        #[serde(default, skip_serializing_if = "is_absent")]
        parent: Option<Id>,
    }

    /// When something was assessed.
    pub struct Period {
        /// The school year.
        #[serde(default, skip_serializing_if = "is_absent")]
        school_year: Option<SchoolYear>,
        /// The first day.
        #[serde(default, skip_serializing_if = "is_absent")]
        from: Option<Date>,
        /// The last day.
        #[serde(default, skip_serializing_if = "is_absent")]
        to: Option<Date>,
    }

    /// Someone who rates.
    pub struct Rater {
        /// Which rater; an id that says nothing about the person.
        id: Id,
        /// The group whose voice it is.
        group: Id,
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// A competency that is left out on purpose.
    pub struct OutOfScope {
        /// Which competency.
        competency: Id,
        /// Why.
        #[serde(default, skip_serializing_if = "is_absent")]
        reason: Option<Text>,
    }

    /// One rater's answer on one competency: a stage, or a reason for giving none.
    #[cfg_attr(feature = "schema", schemars(transform = crate::schema::stage_or_missing, transform = crate::schema::rater_or_group))]
    pub struct Rating {
        /// Who answers.
        #[serde(default, skip_serializing_if = "is_absent")]
        rater: Option<Id>,
        /// For an anonymous answer: in which group. With neither, it is the team's.
        #[serde(default, skip_serializing_if = "is_absent")]
        group: Option<Id>,
        /// What is rated.
        competency: Id,
        /// The stage.
        #[serde(default, skip_serializing_if = "is_absent")]
        stage: Option<Id>,
        /// Why there is none.
        #[serde(default, skip_serializing_if = "is_absent")]
        missing: Option<Missing>,
        /// What the answer points to.
        #[serde(default, skip_serializing_if = "is_absent")]
        evidence: Vec<Evidence> = Default::default(),
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// The stage a team agreed on for a competency.
    pub struct Decision {
        /// Which competency.
        competency: Id,
        /// The stage.
        stage: Id,
        /// How the team came to it.
        #[serde(default, skip_serializing_if = "is_absent")]
        method: Option<Method>,
        /// On which day.
        #[serde(default, skip_serializing_if = "is_absent")]
        date: Option<Date>,
        /// What was said.
        #[serde(default, skip_serializing_if = "is_absent")]
        note: Option<Text>,
        /// What it points to.
        #[serde(default, skip_serializing_if = "is_absent")]
        evidence: Vec<Evidence> = Default::default(),
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// What a rating or a decision points to.
    pub struct Evidence {
        /// What it is called.
        title: Text,
        /// What kind of thing: `document`, `data`, `story`, ...
        #[serde(default, skip_serializing_if = "is_absent")]
        kind: Option<Id>,
        /// Where it is.
        #[serde(default, skip_serializing_if = "is_absent")]
        uri: Option<Line>,
        /// Of which day.
        #[serde(default, skip_serializing_if = "is_absent")]
        date: Option<Date>,
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }
}
