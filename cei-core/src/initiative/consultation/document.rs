//! The form of a `cei.consultation/1` document.

use super::required::ConsultationCheck;
use crate::assessment::Subject;
use crate::reading::{choice, document, tag};
use crate::values::{ById, Count, Date, Extensions, Id, LanguageTag, SchoolYear, Share, Text, is_absent};

tag! {
    /// The `format` of a consultation.
    pub struct ConsultationFormat = "cei.consultation/1"
}

choice! {
    /// Which plan people were consulted on.
    pub enum ConsultedPlan {
        /// A district's Local Control and Accountability Plan.
        Lcap = "lcap",
        /// A school's plan for student achievement.
        Spsa = "spsa",
        /// A community school's plan. No check of law belongs to it.
        CommunitySchool = "community_school",
    }

    /// Who is consulted.
    pub enum Partner {
        /// Teachers.
        Teachers = "teachers",
        /// Principals.
        Principals = "principals",
        /// Administrators.
        Administrators = "administrators",
        /// Other school personnel.
        OtherPersonnel = "other_personnel",
        /// Local bargaining units.
        BargainingUnits = "bargaining_units",
        /// Parents and caregivers.
        Parents = "parents",
        /// Pupils.
        Pupils = "pupils",
        /// The wider community.
        Community = "community",
    }

    /// What people were consulted on.
    pub enum ConsultedOn {
        /// The goals and actions of the plan.
        Goals = "goals",
        /// The budget.
        Budget = "budget",
        /// The draft of the plan as a whole.
        Draft = "draft",
    }

    /// What made it possible to come.
    pub enum Support {
        /// Child care.
        ChildCare = "child_care",
        /// Transport, or its cost.
        Transport = "transport",
        /// A place that people know and reach.
        Place = "place",
        /// Hours at which people are free.
        Hours = "hours",
        /// A meal.
        Meal = "meal",
        /// Taking part online.
        Online = "online",
        /// Access for people with disabilities.
        Accessibility = "accessibility",
        /// Pay for people's time.
        Stipend = "stipend",
    }

    /// How far up a school goes.
    pub enum SchoolLevel {
        /// No middle or high school pupils.
        Elementary = "elementary",
        /// Middle or high school pupils.
        Secondary = "secondary",
    }

    /// What a committee is for.
    pub enum CommitteeKind {
        /// The parent advisory committee of a district.
        ParentAdvisory = "parent_advisory",
        /// The English learner parent advisory committee of a district.
        EnglishLearnerParentAdvisory = "english_learner_parent_advisory",
        /// The student advisory committee of a district.
        StudentAdvisory = "student_advisory",
        /// The site council of a school.
        SchoolSiteCouncil = "school_site_council",
        /// Another.
        Other = "other",
    }

    /// Who sits on a committee.
    pub enum Seat {
        /// A parent or caregiver.
        Parent = "parent",
        /// A pupil.
        Pupil = "pupil",
        /// Someone of the community.
        Community = "community",
        /// A teacher.
        Teacher = "teacher",
        /// The principal.
        Principal = "principal",
        /// Others who work for the school or the district.
        OtherStaff = "other_staff",
    }

    /// What the board did in a meeting.
    pub enum BoardAct {
        /// It heard the public on the plan.
        Hearing = "hearing",
        /// It adopted the plan.
        Adoption = "adoption",
        /// It received the mid-year update of the plan in force.
        MidYearUpdate = "mid_year_update",
        /// It received the local indicator for Priority 3.
        LocalIndicator = "local_indicator",
    }
}

fn fifteen_percent() -> Share {
    Share::Fraction(3, 20)
}

fn fifty() -> Count {
    Count::new(50).unwrap_or_default()
}

fn four_fifths() -> Share {
    Share::Fraction(4, 5)
}

document! {
    /// Who was consulted on a plan, how and when, and what came of it.
    pub struct Consultation {
        /// `cei.consultation/1`.
        format: ConsultationFormat,
        /// Which consultation.
        id: Id,
        /// The language of texts that are plain strings.
        #[serde(default)]
        language: LanguageTag = LanguageTag::english(),
        /// Its name.
        #[serde(default, skip_serializing_if = "is_absent")]
        title: Option<Text>,
        /// Which plan.
        plan: ConsultedPlan,
        /// Whose plan.
        #[serde(default, skip_serializing_if = "is_absent")]
        subject: Option<Subject>,
        /// The school year of the consultation. The plan is adopted before the 1 July at its end.
        school_year: SchoolYear,
        /// From when on the law asks for something; without it, what the law says.
        #[serde(default)]
        thresholds: Thresholds = Default::default(),
        /// How many pupils there are.
        #[serde(default, skip_serializing_if = "is_absent")]
        enrolment: Option<Enrolment>,
        /// When people were consulted, and who came.
        #[serde(default, skip_serializing_if = "is_absent")]
        events: Vec<Event> = Default::default(),
        /// The committees.
        #[serde(default, skip_serializing_if = "is_absent")]
        committees: Vec<Committee> = Default::default(),
        /// What was said publicly about the draft and the hearing.
        #[serde(default, skip_serializing_if = "is_absent")]
        notices: Vec<Notice> = Default::default(),
        /// The public meetings of the governing board.
        #[serde(default, skip_serializing_if = "is_absent")]
        board: Vec<BoardMeeting> = Default::default(),
        /// The goals of the plan.
        #[serde(default, skip_serializing_if = "is_absent")]
        goals: Vec<PlanGoal> = Default::default(),
        /// What people said matters most.
        #[serde(default, skip_serializing_if = "is_absent")]
        priorities: Vec<Priority> = Default::default(),
        /// Checks that are switched off, each with a reason.
        #[serde(default, skip_serializing_if = "is_absent")]
        waivers: Vec<Waiver> = Default::default(),
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// From when on something is asked for.
    pub struct Thresholds {
        /// The share of pupils that makes a group or a language one that counts.
        #[serde(default = "fifteen_percent")]
        share: Share = fifteen_percent(),
        /// The number of English learners from which on a district has a committee of their parents.
        #[serde(default = "fifty")]
        english_learners: Count = fifty(),
        /// The share of its proportion below which a group is under-represented. This is the project's own.
        #[serde(default = "four_fifths")]
        proportion: Share = four_fifths(),
    }

    /// How many pupils there are: the whole, and parts of it that may overlap.
    pub struct Enrolment {
        /// All of them.
        pupils: Count,
        /// By pupil group, such as `english_learners`, `foster_youth`, `low_income`, `disabilities`.
        #[serde(default, skip_serializing_if = "is_absent")]
        groups: ById<Count> = Default::default(),
        /// By language spoken at home, by BCP-47 tag.
        #[cfg_attr(feature = "schema", schemars(transform = crate::schema::language_keys))]
        #[serde(default, skip_serializing_if = "is_absent")]
        languages: ById<Count> = Default::default(),
        /// By school.
        #[serde(default, skip_serializing_if = "is_absent")]
        sites: Vec<Site> = Default::default(),
    }

    /// A school.
    pub struct Site {
        /// Which school.
        id: Id,
        /// Its name.
        #[serde(default, skip_serializing_if = "is_absent")]
        name: Option<Text>,
        /// How far up it goes.
        #[serde(default, skip_serializing_if = "is_absent")]
        level: Option<SchoolLevel>,
        /// Its pupils.
        pupils: Count,
        /// Its pupils by language spoken at home.
        #[cfg_attr(feature = "schema", schemars(transform = crate::schema::language_keys))]
        #[serde(default, skip_serializing_if = "is_absent")]
        languages: ById<Count> = Default::default(),
        /// Whether it has Equity Multiplier money.
        #[serde(default)]
        equity_multiplier: bool = Default::default(),
    }

    /// A meeting, survey or talk in which people were consulted.
    pub struct Event {
        /// Which event.
        id: Id,
        /// Its day.
        date: Date,
        /// What it was.
        #[serde(default, skip_serializing_if = "is_absent")]
        title: Option<Text>,
        /// Who was consulted.
        #[serde(default, skip_serializing_if = "is_absent")]
        partners: Vec<Partner> = Default::default(),
        /// What they were consulted on.
        #[serde(default, skip_serializing_if = "is_absent")]
        on: Vec<ConsultedOn> = Default::default(),
        /// The schools it was for; all of them without it.
        #[serde(default, skip_serializing_if = "is_absent")]
        sites: Vec<Id> = Default::default(),
        /// The languages in which people could take part.
        #[serde(default, skip_serializing_if = "is_absent")]
        languages: Vec<LanguageTag> = Default::default(),
        /// What made it possible to come.
        #[serde(default, skip_serializing_if = "is_absent")]
        supports: Vec<Support> = Default::default(),
        /// Who came.
        #[serde(default, skip_serializing_if = "is_absent")]
        heads: Option<Heads>,
    }

    /// Who came, counted: the whole, and parts of it that may overlap. A part that is not listed was not counted; one
    /// that was counted and of which nobody came is 0.
    pub struct Heads {
        /// All of them.
        people: Count,
        /// By the pupil group they belong to or care for.
        #[serde(default, skip_serializing_if = "is_absent")]
        groups: ById<Count> = Default::default(),
        /// By language spoken at home.
        #[cfg_attr(feature = "schema", schemars(transform = crate::schema::language_keys))]
        #[serde(default, skip_serializing_if = "is_absent")]
        languages: ById<Count> = Default::default(),
        /// By school.
        #[serde(default, skip_serializing_if = "is_absent")]
        sites: ById<Count> = Default::default(),
    }

    /// A committee.
    pub struct Committee {
        /// Which committee.
        id: Id,
        /// What it is for.
        kind: CommitteeKind,
        /// The school, where it is of one.
        #[serde(default, skip_serializing_if = "is_absent")]
        site: Option<Id>,
        /// Who sits on it.
        #[serde(default, skip_serializing_if = "is_absent")]
        seats: Vec<Seats> = Default::default(),
        /// When it met, and on what.
        #[serde(default, skip_serializing_if = "is_absent")]
        meetings: Vec<CommitteeMeeting> = Default::default(),
        /// What it said of the draft.
        #[serde(default, skip_serializing_if = "is_absent")]
        comments: Vec<Comment> = Default::default(),
    }

    /// Members of one kind.
    pub struct Seats {
        /// Who they are.
        seat: Seat,
        /// How many.
        people: Count,
        /// The pupil groups they belong to or care for.
        #[serde(default, skip_serializing_if = "is_absent")]
        groups: Vec<Id> = Default::default(),
        /// How many of them were prepared for their task.
        #[serde(default)]
        prepared: Count = Default::default(),
    }

    /// A meeting of a committee.
    pub struct CommitteeMeeting {
        /// Its day.
        date: Date,
        /// What it was on.
        on: Vec<ConsultedOn>,
    }

    /// Something a committee said of the draft.
    pub struct Comment {
        /// Which comment.
        id: Id,
        /// Its day.
        date: Date,
        /// What was said.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
        /// The day of the answer in writing.
        #[serde(default, skip_serializing_if = "is_absent")]
        answered: Option<Date>,
        /// The answer.
        #[serde(default, skip_serializing_if = "is_absent")]
        answer: Option<Text>,
    }

    /// A notice to the public.
    pub struct Notice {
        /// Its day.
        date: Date,
        /// The schools whose families it went to; all of them without it.
        #[serde(default, skip_serializing_if = "is_absent")]
        sites: Vec<Id> = Default::default(),
        /// The languages it was in.
        languages: Vec<LanguageTag>,
    }

    /// A public meeting of the governing board.
    pub struct BoardMeeting {
        /// Its day.
        date: Date,
        /// What it did.
        acts: Vec<BoardAct>,
        /// Whether the local indicator was part of what is approved without a talk.
        #[serde(default)]
        consent: bool = Default::default(),
    }

    /// A goal of the plan.
    pub struct PlanGoal {
        /// Which goal.
        id: Id,
        /// What it says.
        title: Text,
    }

    /// Something that people said matters.
    pub struct Priority {
        /// Which priority.
        id: Id,
        /// What it is.
        title: Text,
        /// Who raised it.
        #[serde(default, skip_serializing_if = "is_absent")]
        partners: Vec<Partner> = Default::default(),
        /// In which events.
        #[serde(default, skip_serializing_if = "is_absent")]
        events: Vec<Id> = Default::default(),
        /// The goals of the plan that take it up.
        #[serde(default, skip_serializing_if = "is_absent")]
        goals: Vec<Id> = Default::default(),
        /// What was answered, above all where no goal takes it up.
        #[serde(default, skip_serializing_if = "is_absent")]
        answer: Option<Text>,
    }

    /// A check that is switched off.
    pub struct Waiver {
        /// Which check.
        check: ConsultationCheck,
        /// Why.
        reason: Text,
    }
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { share: fifteen_percent(), english_learners: fifty(), proportion: four_fifths() }
    }
}
