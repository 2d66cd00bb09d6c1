//! The form of a `cei.cohort/1` document.

use crate::assessment::{Evidence, Subject};
use crate::reading::{choice, document, tag};
use crate::rubric::RubricRef;
use crate::values::{ById, Count, Date, Extensions, Id, LanguageTag, Line, Text, is_absent};

tag! {
    /// The `format` of a cohort.
    pub struct CohortFormat = "cei.cohort/1"
}

choice! {
    /// How a convening is held.
    pub enum ConveningMode {
        /// All in one room.
        InPerson = "in_person",
        /// All online.
        Virtual = "virtual",
        /// Some in a room, some online.
        Hybrid = "hybrid",
        /// Either online or in one room; not said which.
        Either = "either",
    }

    /// What a commitment asks of a team.
    pub enum CommitmentKind {
        /// To take part in the network for so many years.
        Participation = "participation",
        /// To facilitate a convening or a training together with others, so many times.
        CoFacilitation = "co_facilitation",
        /// To hold an open dialogue, so many times.
        OpenDialogue = "open_dialogue",
        /// To partner with other communities and school districts, so many times.
        Partnership = "partnership",
    }

    /// What a team did beside the convenings.
    pub enum ActivityKind {
        /// It facilitated something together with others.
        CoFacilitation = "co_facilitation",
        /// It held an open dialogue on improving local pupil outcomes.
        OpenDialogue = "open_dialogue",
        /// It worked with another community or school district on improving community engagement.
        Partnership = "partnership",
    }

    /// What a feedback is about.
    pub enum FeedbackOn {
        /// The protocol of the network.
        Protocol = "protocol",
        /// The metrics.
        Metrics = "metrics",
        /// Activities that would support the work.
        Activities = "activities",
        /// Resources that would support the work.
        Resources = "resources",
    }
}

fn one() -> Count {
    Count::new(1).unwrap_or_default()
}

fn yes() -> bool {
    true
}

document! {
    /// A Peer Leading and Learning Network: its teams, what they committed to, when they met and what they found.
    pub struct Cohort {
        /// `cei.cohort/1`.
        format: CohortFormat,
        /// Which cohort.
        id: Id,
        /// The language of texts that are plain strings.
        #[serde(default)]
        language: LanguageTag = LanguageTag::english(),
        /// Its name.
        title: Text,
        /// Where its facts come from.
        #[serde(default, skip_serializing_if = "is_absent")]
        citation: Option<Text>,
        /// Whose groups and competencies are named; `cei-self-assessment` 2023.1 without it.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<RubricRef>,
        /// Who leads the initiative together.
        #[serde(default, skip_serializing_if = "is_absent")]
        consortium: Vec<Organization> = Default::default(),
        /// What the network is for.
        #[serde(default, skip_serializing_if = "is_absent")]
        goals: Vec<NetworkGoal> = Default::default(),
        /// What has to be done by a day.
        #[serde(default, skip_serializing_if = "is_absent")]
        milestones: Vec<Milestone> = Default::default(),
        /// What teams are selected by.
        #[serde(default, skip_serializing_if = "is_absent")]
        criteria: Vec<Criterion> = Default::default(),
        /// Who applied.
        #[serde(default, skip_serializing_if = "is_absent")]
        applicants: Vec<Applicant> = Default::default(),
        /// What every team commits to.
        #[serde(default, skip_serializing_if = "is_absent")]
        commitments: Vec<Commitment> = Default::default(),
        /// The teams.
        teams: Vec<Team>,
        /// When the teams meet, and who came.
        #[serde(default, skip_serializing_if = "is_absent")]
        convenings: Vec<Convening> = Default::default(),
        /// What teams did beside the convenings.
        #[serde(default, skip_serializing_if = "is_absent")]
        activities: Vec<Activity> = Default::default(),
        /// How a network is facilitated, version by version, the earliest first.
        #[serde(default, skip_serializing_if = "is_absent")]
        protocol: Vec<ProtocolVersion> = Default::default(),
        /// What teams said of the protocol, the metrics, and what else would help.
        #[serde(default, skip_serializing_if = "is_absent")]
        feedback: Vec<Feedback> = Default::default(),
        /// Practices that were found to help.
        #[serde(default, skip_serializing_if = "is_absent")]
        practices: Vec<Practice> = Default::default(),
        /// Trainings for others, made from what the network found.
        #[serde(default, skip_serializing_if = "is_absent")]
        training: Vec<Training> = Default::default(),
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// A member of the consortium.
    pub struct Organization {
        /// Which organization.
        id: Id,
        /// Its name.
        name: Text,
    }

    /// One goal of the network.
    pub struct NetworkGoal {
        /// Which goal.
        id: Id,
        /// What it is.
        text: Text,
    }

    /// Something that has to be done by a day.
    pub struct Milestone {
        /// Which milestone.
        id: Id,
        /// What has to be done.
        title: Text,
        /// The last day for it.
        due: Date,
        /// The day it was done.
        #[serde(default, skip_serializing_if = "is_absent")]
        done: Option<Date>,
        /// What asks for it.
        #[serde(default, skip_serializing_if = "is_absent")]
        citation: Option<Text>,
    }

    /// Something that teams are selected by.
    pub struct Criterion {
        /// Which criterion.
        id: Id,
        /// What it asks for.
        title: Text,
        /// More about it.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
        /// Whether a team has to meet it to be selected.
        #[serde(default = "yes")]
        required: bool = yes(),
    }

    /// A team that applied.
    pub struct Applicant {
        /// Which applicant.
        id: Id,
        /// Its name.
        name: Text,
        /// When it applied.
        #[serde(default, skip_serializing_if = "is_absent")]
        date: Option<Date>,
        /// What was found for each criterion; one that is not listed is still open.
        #[serde(default, skip_serializing_if = "is_absent")]
        answers: Vec<CriterionAnswer> = Default::default(),
        /// Whether it was selected; still open without it.
        #[serde(default, skip_serializing_if = "is_absent")]
        selected: Option<bool>,
    }

    /// What was found for one criterion.
    pub struct CriterionAnswer {
        /// Which criterion.
        criterion: Id,
        /// Whether the applicant meets it.
        met: bool,
        /// What shows it.
        #[serde(default, skip_serializing_if = "is_absent")]
        evidence: Vec<Evidence> = Default::default(),
    }

    /// Something that every team commits to.
    pub struct Commitment {
        /// Which commitment.
        id: Id,
        /// What it asks of a team.
        kind: CommitmentKind,
        /// How many years of taking part, or how many times, at least.
        #[serde(default = "one")]
        least: Count = one(),
        /// What it is, in words.
        title: Text,
        /// What asks for it.
        #[serde(default, skip_serializing_if = "is_absent")]
        citation: Option<Text>,
    }

    /// A team of a school district.
    pub struct Team {
        /// Which team.
        id: Id,
        /// Its name.
        name: Text,
        /// The school district, by which its profiles are found.
        #[serde(default, skip_serializing_if = "is_absent")]
        subject: Option<Subject>,
        /// Its first day in the network.
        #[serde(default, skip_serializing_if = "is_absent")]
        joined: Option<Date>,
        /// Its last day in the network.
        #[serde(default, skip_serializing_if = "is_absent")]
        left: Option<Date>,
        /// Its members, counted by group.
        #[serde(default, skip_serializing_if = "is_absent")]
        members: Vec<Members> = Default::default(),
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// The members of a team that come from one group.
    pub struct Members {
        /// Which constituent group.
        group: Id,
        /// How many people.
        people: Count,
        /// How many of them can facilitate a future network together with others.
        #[serde(default)]
        can_facilitate: Count = Default::default(),
    }

    /// A meeting of all teams.
    pub struct Convening {
        /// Which convening.
        id: Id,
        /// Its day.
        date: Date,
        /// How it is held.
        mode: ConveningMode,
        /// What it is about.
        #[serde(default, skip_serializing_if = "is_absent")]
        title: Option<Text>,
        /// Whether it was called off.
        #[serde(default)]
        cancelled: bool = Default::default(),
        /// Who facilitates: teams, members of the consortium.
        #[serde(default, skip_serializing_if = "is_absent")]
        facilitators: Vec<Id> = Default::default(),
        /// Which teams came; a team that is not listed did not.
        #[serde(default, skip_serializing_if = "is_absent")]
        attendance: Vec<Attendance> = Default::default(),
    }

    /// A team at a convening.
    pub struct Attendance {
        /// Which team.
        team: Id,
        /// How many people of each group came.
        #[serde(default, skip_serializing_if = "is_absent")]
        heads: ById<Count> = Default::default(),
    }

    /// Something that teams did beside the convenings.
    pub struct Activity {
        /// What it was.
        kind: ActivityKind,
        /// Its day.
        date: Date,
        /// Which teams did it.
        teams: Vec<Id>,
        /// What it was about.
        title: Text,
        /// With whom else: communities, school districts.
        #[serde(default, skip_serializing_if = "is_absent")]
        with: Vec<Line> = Default::default(),
        /// What shows it.
        #[serde(default, skip_serializing_if = "is_absent")]
        evidence: Vec<Evidence> = Default::default(),
    }

    /// One version of the protocol.
    pub struct ProtocolVersion {
        /// Which version.
        version: Id,
        /// The day it was agreed on.
        date: Date,
        /// What it says, or what changed in it.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
        /// Where it is.
        #[serde(default, skip_serializing_if = "is_absent")]
        uri: Option<Line>,
    }

    /// Something that was said to improve the work.
    pub struct Feedback {
        /// Which feedback.
        id: Id,
        /// The day it was given.
        date: Date,
        /// The team it came from.
        #[serde(default, skip_serializing_if = "is_absent")]
        team: Option<Id>,
        /// What it is about.
        on: FeedbackOn,
        /// What was said.
        text: Text,
        /// The day it was answered.
        #[serde(default, skip_serializing_if = "is_absent")]
        answered: Option<Date>,
        /// What came of it.
        #[serde(default, skip_serializing_if = "is_absent")]
        answer: Option<Text>,
        /// The version of the protocol that takes it up.
        #[serde(default, skip_serializing_if = "is_absent")]
        version: Option<Id>,
    }

    /// A practice that was found to help.
    pub struct Practice {
        /// Which practice.
        id: Id,
        /// Its name.
        title: Text,
        /// What it is.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
        /// The teams that found it.
        #[serde(default, skip_serializing_if = "is_absent")]
        teams: Vec<Id> = Default::default(),
        /// The day it was found.
        #[serde(default, skip_serializing_if = "is_absent")]
        found: Option<Date>,
        /// The competencies it belongs to.
        #[serde(default, skip_serializing_if = "is_absent")]
        competencies: Vec<Id> = Default::default(),
        /// What shows that it helps.
        #[serde(default, skip_serializing_if = "is_absent")]
        evidence: Vec<Evidence> = Default::default(),
        /// How it came to be understood differently, the earliest change first.
        #[serde(default, skip_serializing_if = "is_absent")]
        understanding: Vec<Understanding> = Default::default(),
    }

    /// A change in how a practice is understood.
    pub struct Understanding {
        /// The day of the change.
        date: Date,
        /// What changed.
        text: Text,
    }

    /// A training for others.
    pub struct Training {
        /// Which training.
        id: Id,
        /// Its name.
        title: Text,
        /// Its day.
        date: Date,
        /// Whether it is for the whole state.
        #[serde(default)]
        statewide: bool = Default::default(),
        /// Who facilitates: teams, members of the consortium.
        #[serde(default, skip_serializing_if = "is_absent")]
        facilitators: Vec<Id> = Default::default(),
        /// How many people of each group came.
        #[serde(default, skip_serializing_if = "is_absent")]
        heads: ById<Count> = Default::default(),
        /// The practices it is based on.
        #[serde(default, skip_serializing_if = "is_absent")]
        practices: Vec<Id> = Default::default(),
    }
}
