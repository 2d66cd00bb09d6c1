//! What a consultation shows as of a day: what is missing, who was heard and who came less than in proportion, which
//! languages were offered, what made it possible to come, and what the plan takes up.

use super::document::{CommitteeKind, Consultation, ConsultedOn, Enrolment, Event, Heads, Partner, Priority, Support};
use super::required::{
    Certainty, CheckInfo, CheckState, ConsultationCheck, Found, Lacking, View, reaches, same_language,
};
use crate::initiative::part::{PartOf, review_api};
use crate::reading::{choice, document, tag};
use crate::values::{ById, Count, Date, Id, LanguageTag, Share, Text, is_absent};

review_api!(ConsultationReview, "cei.consultation_review/1");

tag! {
    /// The `format` of a review of a consultation.
    pub struct ConsultationReviewFormat = "cei.consultation_review/1"
}

choice! {
    /// What people are told apart by.
    pub enum HeadsBy {
        /// By pupil group.
        Group = "group",
        /// By language spoken at home.
        Language = "language",
        /// By school.
        Site = "site",
    }

    /// Whether as many came as their share of pupils lets expect.
    pub enum Presence {
        /// At least the wanted share of their proportion.
        InProportion = "in_proportion",
        /// Fewer.
        Under = "under",
        /// Nobody was counted this way.
        NotCounted = "not_counted",
        /// There are no such pupils.
        NoPupils = "no_pupils",
    }

    /// What became of a priority.
    pub enum PriorityState {
        /// A goal takes it up.
        InGoals = "in_goals",
        /// No goal does, and it was answered.
        Answered = "answered",
        /// No goal does, and there is no answer yet.
        Open = "open",
    }
}

document! {
    /// What a consultation shows as of a day.
    pub struct ConsultationReview {
        /// `cei.consultation_review/1`.
        format: ConsultationReviewFormat,
        /// Which consultation.
        consultation: Id,
        /// The day as of which it is seen.
        as_of: Date,
        /// The day the plan was adopted, if it was.
        #[serde(default, skip_serializing_if = "is_absent")]
        adopted: Option<Date>,
        /// Checks for which something is lacking and the time is past.
        missing: Vec<ConsultationCheck>,
        /// Checks for which something is lacking and there is still time.
        open: Vec<ConsultationCheck>,
        /// Every check that belongs to the plan.
        checks: Vec<CheckReview>,
        /// How often each partner was consulted, on goals and on the budget apart.
        consulted: Vec<PartnerReview>,
        /// Who came, held against enrolment.
        presence: Vec<PresenceReview>,
        /// The languages offered, held against those spoken.
        languages: Vec<LanguageReview>,
        /// What made it possible to come.
        supports: Vec<SupportReview>,
        /// The committees.
        committees: Vec<CommitteeReview>,
        /// What people said matters, and what the plan takes up.
        priorities: Vec<PriorityReview>,
        /// Goals that take up nothing that people said.
        goals_without_priority: Vec<Id>,
    }

    /// One check.
    pub struct CheckReview {
        /// Which check.
        check: ConsultationCheck,
        /// What is asked for.
        title: Text,
        /// Where the law asks for it.
        citation: Text,
        /// How certain that is.
        certainty: Certainty,
        /// What became of it.
        state: CheckState,
        /// The last day for it.
        #[serde(default, skip_serializing_if = "is_absent")]
        due: Option<Date>,
        /// What is lacking.
        #[serde(default, skip_serializing_if = "is_absent")]
        lacking: Vec<Lacking> = Default::default(),
        /// Why it is switched off.
        #[serde(default, skip_serializing_if = "is_absent")]
        reason: Option<Text>,
    }

    /// How often a partner was consulted.
    pub struct PartnerReview {
        /// Who.
        partner: Partner,
        /// In how many events on goals.
        goals: u64,
        /// In how many events on the budget.
        budget: u64,
        /// In how many events on the draft.
        draft: u64,
        /// The first day.
        #[serde(default, skip_serializing_if = "is_absent")]
        first: Option<Date>,
        /// The last day.
        #[serde(default, skip_serializing_if = "is_absent")]
        last: Option<Date>,
    }

    /// How many of one part came.
    pub struct PresenceReview {
        /// What people are told apart by.
        by: HeadsBy,
        /// Which part.
        id: Id,
        /// How many of all who came to the events at which it was counted.
        heads: PartOf,
        /// At how many of the events it was counted, if only as nobody.
        events: PartOf,
        /// How many of all pupils.
        pupils: PartOf,
        /// The fewest heads that would be in proportion: the wanted share of the pupils' share of all heads, rounded up.
        least: u64,
        /// Whether as many came.
        presence: Presence,
    }

    /// One language spoken at home.
    pub struct LanguageReview {
        /// Which language.
        language: Id,
        /// By how many pupils, of all.
        pupils: PartOf,
        /// Whether that is the share from which on notices are in the language, were it one school.
        many: bool,
        /// In how many of the events people could take part in it.
        events: PartOf,
        /// In how many of the notices.
        notices: PartOf,
    }

    /// Something that made it possible to come.
    pub struct SupportReview {
        /// What.
        support: Support,
        /// At how many of the events.
        events: PartOf,
        /// How many people came to those, where they were counted.
        people: u64,
    }

    /// One committee.
    pub struct CommitteeReview {
        /// Which committee.
        committee: Id,
        /// What it is for.
        kind: CommitteeKind,
        /// How many of its members were prepared.
        prepared: PartOf,
        /// How many times it met.
        meetings: u64,
        /// How many of its comments were answered.
        answered: PartOf,
    }

    /// What became of a priority.
    pub struct PriorityReview {
        /// Which priority.
        priority: Id,
        /// What became of it.
        state: PriorityState,
        /// The goals that take it up.
        #[serde(default, skip_serializing_if = "is_absent")]
        goals: Vec<Id> = Default::default(),
    }
}

impl Consultation {
    /// 1 July, on which the school year begins.
    pub(super) fn first_day(&self) -> Option<Date> {
        Date::of(self.school_year.first_year(), 7, 1)
    }

    /// 30 June, the last day of the school year.
    pub(super) fn last_day(&self) -> Option<Date> {
        Date::of(self.school_year.first_year().checked_add(1)?, 6, 30)
    }

    /// The last day of February.
    pub(super) fn last_of_february(&self) -> Option<Date> {
        let year = self.school_year.first_year().checked_add(1)?;
        Date::of(year, 2, 29).or_else(|| Date::of(year, 2, 28))
    }

    /// What the consultation shows as of a day.
    ///
    /// ```
    /// use cei_core::consultation::ConsultationCheck;
    /// use cei_core::{Consultation, Date};
    ///
    /// let record = r#"{"format":"cei.consultation/1","id":"spring","plan":"spsa","school_year":"2025-26"}"#;
    /// let (consultation, _notes) = Consultation::read(record, None)?;
    /// let review = consultation.review(Date::new("2026-07-01").unwrap());
    /// assert_eq!(review.missing[0], ConsultationCheck::SiteCouncilReview);
    /// # Ok::<(), cei_core::Report>(())
    /// ```
    #[must_use]
    pub fn review(&self, as_of: Date) -> ConsultationReview {
        let view = View::new(self, as_of);
        let checks: Vec<CheckReview> = ConsultationCheck::list()
            .into_iter()
            .filter(|info| info.plan == self.plan)
            .map(|info| self.check_review(info, &view))
            .collect();
        let those = |state: CheckState| checks.iter().filter(|one| one.state == state).map(|one| one.check).collect();
        let events: Vec<&Event> = self.events.iter().filter(|one| one.date <= as_of).collect();
        let raised = |goal: &Id| self.priorities.iter().any(|one| one.goals.contains(goal));
        ConsultationReview {
            format: ConsultationReviewFormat::Format,
            consultation: self.id.clone(),
            as_of,
            adopted: view.adopted,
            missing: those(CheckState::Missing),
            open: those(CheckState::Open),
            consulted: Partner::ALL.iter().map(|partner| consulted(*partner, &events)).collect(),
            presence: self.presence(&events),
            languages: self.languages(&events, as_of),
            supports: Support::ALL.iter().map(|support| supported(*support, &events)).collect(),
            committees: self.committee_reviews(as_of),
            priorities: self.priorities.iter().map(priority).collect(),
            goals_without_priority: self
                .goals
                .iter()
                .filter(|goal| !raised(&goal.id))
                .map(|goal| goal.id.clone())
                .collect(),
            checks,
        }
    }

    fn check_review(&self, info: CheckInfo, view: &View<'_>) -> CheckReview {
        let waiver = self.waivers.iter().find(|one| one.check == info.id);
        let (state, lacking) = match (waiver, view.found(info.id)) {
            (Some(_), _) => (CheckState::Waived, Vec::new()),
            (None, Found::NotRequired) => (CheckState::NotRequired, Vec::new()),
            (None, Found::Unknown) => (CheckState::Unknown, Vec::new()),
            (None, Found::Lacking(lacking)) if lacking.is_empty() => (CheckState::Met, lacking),
            (None, Found::Lacking(lacking)) if view.is_over(info.id) => (CheckState::Missing, lacking),
            (None, Found::Lacking(lacking)) => (CheckState::Open, lacking),
        };
        CheckReview {
            check: info.id,
            title: info.title,
            citation: info.citation,
            certainty: info.certainty,
            state,
            due: view.due(info.id),
            lacking,
            reason: waiver.map(|one| one.reason.clone()),
        }
    }

    fn presence(&self, events: &[&Event]) -> Vec<PresenceReview> {
        let Some(enrolment) = &self.enrolment else { return Vec::new() };
        let proportion = self.thresholds.proportion;
        let sites = ById(enrolment.sites.iter().map(|one| (one.id.clone(), one.pupils)).collect());
        let mut rows = by(HeadsBy::Group, &enrolment.groups, enrolment, events, proportion, |heads| &heads.groups);
        rows.extend(by(HeadsBy::Language, &enrolment.languages, enrolment, events, proportion, |heads| {
            &heads.languages
        }));
        rows.extend(by(HeadsBy::Site, &sites, enrolment, events, proportion, |heads| &heads.sites));
        rows
    }

    fn languages(&self, events: &[&Event], as_of: Date) -> Vec<LanguageReview> {
        let Some(enrolment) = &self.enrolment else { return Vec::new() };
        let notices: Vec<_> = self.notices.iter().filter(|one| one.date <= as_of).collect();
        let is_in = |languages: &[LanguageTag], language: &Id| {
            languages.iter().any(|one| same_language(one.as_str(), language.as_str()))
        };
        let row = |(language, pupils): (&Id, &Count)| LanguageReview {
            language: language.clone(),
            pupils: PartOf { have: pupils.get(), of: enrolment.pupils.get() },
            many: reaches(pupils.get(), enrolment.pupils.get(), self.thresholds.share),
            events: count(events, |one| is_in(&one.languages, language)),
            notices: count(&notices, |one| is_in(&one.languages, language)),
        };
        enrolment.languages.iter().map(row).collect()
    }

    fn committee_reviews(&self, as_of: Date) -> Vec<CommitteeReview> {
        self.committees
            .iter()
            .map(|one| {
                let comments: Vec<_> = one.comments.iter().filter(|comment| comment.date <= as_of).collect();
                let sum = |counts: &mut dyn Iterator<Item = Count>| {
                    counts.fold(0_u64, |sum, count| sum.saturating_add(count.get()))
                };
                CommitteeReview {
                    committee: one.id.clone(),
                    kind: one.kind,
                    prepared: PartOf {
                        have: sum(&mut one.seats.iter().map(|seats| seats.prepared)),
                        of: sum(&mut one.seats.iter().map(|seats| seats.people)),
                    },
                    meetings: one.meetings.iter().filter(|meeting| meeting.date <= as_of).count() as u64,
                    answered: count(&comments, |comment| comment.answered.is_some_and(|day| day <= as_of)),
                }
            })
            .collect()
    }
}

/// How many of these are so.
fn count<T>(all: &[T], is_so: impl Fn(&T) -> bool) -> PartOf {
    PartOf { have: all.iter().filter(|one| is_so(one)).count() as u64, of: all.len() as u64 }
}

fn consulted(partner: Partner, events: &[&Event]) -> PartnerReview {
    let with: Vec<&&Event> = events.iter().filter(|one| one.partners.contains(&partner)).collect();
    let on = |matter: ConsultedOn| count(&with, |one| one.on.contains(&matter)).have;
    PartnerReview {
        partner,
        goals: on(ConsultedOn::Goals),
        budget: on(ConsultedOn::Budget),
        draft: on(ConsultedOn::Draft),
        first: with.iter().map(|one| one.date).min(),
        last: with.iter().map(|one| one.date).max(),
    }
}

fn by(
    by: HeadsBy,
    enrolled: &ById<Count>,
    enrolment: &Enrolment,
    events: &[&Event],
    proportion: Share,
    parts: impl Fn(&Heads) -> &ById<Count>,
) -> Vec<PresenceReview> {
    let sum = |counts: &mut dyn Iterator<Item = Count>| counts.fold(0_u64, |sum, one| sum.saturating_add(one.get()));
    let row = |(id, pupils): (&Id, &Count)| {
        // Only events at which it was counted say how many of all who came it was.
        let counted = |event: &Event| {
            let heads = event.heads.as_ref()?;
            parts(heads).get(id.as_str()).map(|came| (*came, heads.people))
        };
        let counted: Vec<(Count, Count)> = events.iter().filter_map(|event| counted(event)).collect();
        let came = sum(&mut counted.iter().map(|(came, _)| *came));
        let all = sum(&mut counted.iter().map(|(_, people)| *people));
        let pupils = PartOf { have: pupils.get(), of: enrolment.pupils.get() };
        let least = in_proportion(all, &pupils, proportion);
        let presence = match (pupils.have, all) {
            (0, _) => Presence::NoPupils,
            (_, 0) => Presence::NotCounted,
            _ if came < least => Presence::Under,
            _ => Presence::InProportion,
        };
        PresenceReview {
            by,
            id: id.clone(),
            heads: PartOf { have: came, of: all },
            events: PartOf { have: counted.len() as u64, of: events.len() as u64 },
            pupils,
            least,
            presence,
        }
    };
    enrolled.iter().map(row).collect()
}

/// ⌈share · heads · pupils / all pupils⌉
fn in_proportion(heads: u64, pupils: &PartOf, share: Share) -> u64 {
    let (p, q) = share.fraction().unwrap_or((1, 1));
    let wanted = u128::from(heads).saturating_mul(pupils.have.into()).saturating_mul(p.into());
    let of = u128::from(pupils.of).saturating_mul(q.into()).max(1);
    u64::try_from(wanted.div_ceil(of)).unwrap_or(u64::MAX)
}

fn supported(support: Support, events: &[&Event]) -> SupportReview {
    let with = events.iter().filter(|one| one.supports.contains(&support));
    let people = with.filter_map(|one| one.heads.as_ref()).map(|heads| heads.people.get());
    SupportReview {
        support,
        events: count(events, |one| one.supports.contains(&support)),
        people: people.fold(0, u64::saturating_add),
    }
}

fn priority(priority: &Priority) -> PriorityReview {
    PriorityReview {
        priority: priority.id.clone(),
        state: match (priority.goals.is_empty(), &priority.answer) {
            (false, _) => PriorityState::InGoals,
            (true, Some(_)) => PriorityState::Answered,
            (true, None) => PriorityState::Open,
        },
        goals: priority.goals.clone(),
    }
}
