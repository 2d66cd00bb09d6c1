//! The checks of a consultation against what the law asks for: data with its citation, and what each looks at.
//!
//! Only what happened by the day of the adoption counts for the plan; what is dated later than the day of the review
//! has not happened yet.

use super::document::{
    BoardAct, BoardMeeting, Committee, CommitteeKind, Consultation, ConsultedOn, ConsultedPlan, Notice, Partner,
    SchoolLevel, Seat, Site,
};
use crate::reading::{BuiltIn, Source, built_in, choice, document};
use crate::values::{Date, Id, LanguageTag, Share, Text, is_absent};

choice! {
    /// What a consultation is checked against.
    pub enum ConsultationCheck {
        /// Teachers are consulted on goals and on the budget.
        ConsultTeachers = "consult_teachers",
        /// Principals are.
        ConsultPrincipals = "consult_principals",
        /// Administrators are.
        ConsultAdministrators = "consult_administrators",
        /// Other school personnel are.
        ConsultOtherPersonnel = "consult_other_personnel",
        /// Local bargaining units are.
        ConsultBargainingUnits = "consult_bargaining_units",
        /// Parents are.
        ConsultParents = "consult_parents",
        /// Pupils are.
        ConsultPupils = "consult_pupils",
        /// Schools with Equity Multiplier money are consulted.
        ConsultEquityMultiplierSchools = "consult_equity_multiplier_schools",
        /// There is a parent advisory committee, with parents of certain pupil groups.
        ParentAdvisoryCommittee = "parent_advisory_committee",
        /// There is an English learner parent advisory committee.
        EnglishLearnerParentAdvisoryCommittee = "english_learner_parent_advisory_committee",
        /// Pupils advise, on the parent advisory committee or in a committee of their own.
        PupilsAdvise = "pupils_advise",
        /// The draft is presented to the committees.
        DraftPresented = "draft_presented",
        /// Comments of the committees are answered in writing.
        CommentsAnswered = "comments_answered",
        /// The public is notified.
        PublicNotified = "public_notified",
        /// Notices are in the languages that many pupils of a school speak at home.
        NoticeLanguages = "notice_languages",
        /// There is a public hearing.
        PublicHearing = "public_hearing",
        /// The plan is adopted at a later public meeting, before 1 July.
        Adoption = "adoption",
        /// The board receives a mid-year update by the last day of February.
        MidYearUpdate = "mid_year_update",
        /// The local indicator for Priority 3 is reported at the meeting that adopts the plan, and talked about.
        LocalIndicator = "local_indicator",
        /// The school site council develops and reviews the school plan each year.
        SiteCouncilReview = "site_council_review",
        /// Half of the school site council is staff, half parents, community and pupils.
        SiteCouncilComposition = "site_council_composition",
    }

    /// How certain it is that the law asks for something.
    pub enum Certainty {
        /// The text of the law was seen.
        Primary = "primary",
        /// Someone else's account of the law was seen.
        Secondary = "secondary",
    }

    /// What became of a check.
    pub enum CheckState {
        /// What it asks for is there.
        Met = "met",
        /// Something is lacking, and there is still time.
        Open = "open",
        /// Something is lacking, and the time for it is past.
        Missing = "missing",
        /// It does not apply here.
        NotRequired = "not_required",
        /// The record does not say whether it applies.
        Unknown = "unknown",
        /// It is switched off, with a reason.
        Waived = "waived",
    }
}

document! {
    /// One check, as the library's data has it.
    pub struct CheckInfo {
        /// Which check.
        id: ConsultationCheck,
        /// The plan it belongs to.
        plan: ConsultedPlan,
        /// What is asked for.
        title: Text,
        /// Where the law asks for it.
        citation: Text,
        /// How certain that is.
        certainty: Certainty,
    }

    /// Something that a check looked for in vain.
    pub struct Lacking {
        /// What: a pupil group, a language, a comment, a committee, a step.
        what: Id,
        /// At which school, where it is of one.
        #[serde(default, skip_serializing_if = "is_absent")]
        site: Option<Id>,
    }
}

const CHECKS: BuiltIn = built_in!("consultation-checks.json");

impl ConsultationCheck {
    /// Every check, with the words and the citation of the library's data.
    ///
    /// # Panics
    ///
    /// Never: a test reads the data.
    #[must_use]
    #[expect(clippy::expect_used, reason = "the data is part of the library, and a test reads it")]
    pub fn list() -> Vec<CheckInfo> {
        let text = CHECKS.text();
        let read = Source::new(&text).and_then(Source::read);
        read.expect("the built-in checks are valid").0
    }
}

/// What a check found.
pub(super) enum Found {
    NotRequired,
    Unknown,
    /// What is lacking; nothing if it is met.
    Lacking(Vec<Lacking>),
}

/// A consultation, seen as of a day.
pub(super) struct View<'a> {
    consultation: &'a Consultation,
    as_of: Date,
    /// The last day that counts for the plan: that of its adoption, or of the review.
    until: Date,
    /// The first adoption, if it is not later than the review.
    pub(super) adopted: Option<Date>,
}

fn lacking(what: &str) -> Lacking {
    Lacking { what: Id::new(what).unwrap_or_else(Id::unreadable), site: None }
}

fn unless(met: bool, what: &str) -> Found {
    Found::Lacking(if met { Vec::new() } else { vec![lacking(what)] })
}

/// Whether so many are at least that share of all, exactly.
pub(super) fn reaches(part: u64, whole: u64, share: Share) -> bool {
    let (p, q) = share.fraction().unwrap_or((1, 1));
    let (part, whole) = (u128::from(part), u128::from(whole));
    whole > 0 && part.saturating_mul(q.into()) >= whole.saturating_mul(p.into())
}

/// Whether the two tags are of one language, where either may be more specific.
pub(super) fn same_language(one: &str, other: &str) -> bool {
    let mut parts = one.split('-').zip(other.split('-'));
    parts.all(|(one, other)| one.eq_ignore_ascii_case(other))
}

impl<'a> View<'a> {
    pub(super) fn new(consultation: &'a Consultation, as_of: Date) -> Self {
        let adoptions = consultation.board.iter().filter(|one| one.acts.contains(&BoardAct::Adoption));
        let adopted = adoptions.map(|one| one.date).filter(|date| *date <= as_of).min();
        Self { consultation, as_of, until: adopted.unwrap_or(as_of), adopted }
    }

    /// The last day for what a check asks for.
    pub(super) fn due(&self, check: ConsultationCheck) -> Option<Date> {
        match check {
            ConsultationCheck::MidYearUpdate => self.consultation.last_of_february(),
            ConsultationCheck::Adoption
            | ConsultationCheck::SiteCouncilReview
            | ConsultationCheck::SiteCouncilComposition => self.consultation.last_day(),
            _ => self.adopted.or_else(|| self.consultation.last_day()),
        }
    }

    /// Whether the time for it is past.
    pub(super) fn is_over(&self, check: ConsultationCheck) -> bool {
        let by_adoption = self.adopted.is_some() && self.due(check) == self.adopted;
        by_adoption || self.due(check).is_some_and(|due| due < self.as_of)
    }

    pub(super) fn found(&self, check: ConsultationCheck) -> Found {
        match check {
            ConsultationCheck::ConsultTeachers => self.consulted(Partner::Teachers),
            ConsultationCheck::ConsultPrincipals => self.consulted(Partner::Principals),
            ConsultationCheck::ConsultAdministrators => self.consulted(Partner::Administrators),
            ConsultationCheck::ConsultOtherPersonnel => self.consulted(Partner::OtherPersonnel),
            ConsultationCheck::ConsultBargainingUnits => self.consulted(Partner::BargainingUnits),
            ConsultationCheck::ConsultParents => self.consulted(Partner::Parents),
            ConsultationCheck::ConsultPupils => self.consulted(Partner::Pupils),
            ConsultationCheck::ConsultEquityMultiplierSchools => self.equity_multiplier(),
            ConsultationCheck::ParentAdvisoryCommittee => self.parent_advisory(),
            ConsultationCheck::EnglishLearnerParentAdvisoryCommittee => match self.many_english_learners() {
                None => Found::Unknown,
                Some(false) => Found::NotRequired,
                Some(true) => unless(
                    self.has(CommitteeKind::EnglishLearnerParentAdvisory),
                    CommitteeKind::EnglishLearnerParentAdvisory.name(),
                ),
            },
            ConsultationCheck::PupilsAdvise => self.pupils_advise(),
            ConsultationCheck::DraftPresented => self.draft_presented(),
            ConsultationCheck::CommentsAnswered => self.comments_answered(),
            ConsultationCheck::PublicNotified => {
                let hearing = self.meetings(BoardAct::Hearing).map(|one| one.date).max().unwrap_or(self.until);
                unless(self.notices().any(|notice| notice.date <= hearing), "notice")
            }
            ConsultationCheck::NoticeLanguages => self.notice_languages(),
            ConsultationCheck::PublicHearing => unless(self.meetings(BoardAct::Hearing).count() > 0, "hearing"),
            ConsultationCheck::Adoption => self.adoption(),
            ConsultationCheck::MidYearUpdate => {
                let due = self.consultation.last_of_february();
                let in_time = |one: &BoardMeeting| one.date <= self.as_of && due.is_none_or(|due| one.date <= due);
                let mut updates = self.consultation.board.iter().filter(|one| in_time(one));
                unless(updates.any(|one| one.acts.contains(&BoardAct::MidYearUpdate)), "mid_year_update")
            }
            ConsultationCheck::LocalIndicator => self.local_indicator(),
            ConsultationCheck::SiteCouncilReview => self.site_council_review(),
            ConsultationCheck::SiteCouncilComposition => self.site_council_composition(),
        }
    }

    fn consulted(&self, partner: Partner) -> Found {
        let events = self.consultation.events.iter().filter(|one| one.date <= self.until);
        let events: Vec<_> = events.filter(|one| one.partners.contains(&partner)).collect();
        let on = |matter: &ConsultedOn| events.iter().any(|one| one.on.contains(matter));
        let both = [ConsultedOn::Goals, ConsultedOn::Budget];
        Found::Lacking(both.iter().filter(|matter| !on(matter)).map(|matter| lacking(matter.name())).collect())
    }

    fn sites(&self) -> &'a [Site] {
        self.consultation.enrolment.as_ref().map_or(&[], |enrolment| &enrolment.sites)
    }

    fn equity_multiplier(&self) -> Found {
        let with_money: Vec<&Site> = self.sites().iter().filter(|site| site.equity_multiplier).collect();
        if self.sites().is_empty() {
            return Found::Unknown;
        }
        if with_money.is_empty() {
            return Found::NotRequired;
        }
        let reached = |site: &Site| {
            let mut events = self.consultation.events.iter().filter(|one| one.date <= self.until);
            events.any(|one| one.sites.is_empty() || one.sites.contains(&site.id))
        };
        let not_reached = with_money.into_iter().filter(|site| !reached(site));
        Found::Lacking(
            not_reached.map(|site| Lacking { site: Some(site.id.clone()), ..lacking("consultation") }).collect(),
        )
    }

    fn committees(&self, kind: CommitteeKind) -> impl Iterator<Item = &'a Committee> {
        self.consultation.committees.iter().filter(move |one| one.kind == kind)
    }

    /// How many people sit on committees of that kind, on seats that are wanted.
    fn people(&self, kind: CommitteeKind, wanted: impl Fn(Seat) -> bool) -> u64 {
        let seats = self.committees(kind).flat_map(|one| &one.seats).filter(|one| wanted(one.seat));
        seats.fold(0, |sum, one| sum.saturating_add(one.people.get()))
    }

    fn has(&self, kind: CommitteeKind) -> bool {
        self.people(kind, |_| true) > 0
    }

    fn pupils_of(&self, group: &str) -> Option<u64> {
        self.consultation.enrolment.as_ref()?.groups.get(group).map(|count| count.get())
    }

    fn parent_advisory(&self) -> Found {
        let kind = CommitteeKind::ParentAdvisory;
        if self.people(kind, |seat| seat == Seat::Parent) == 0 {
            return unless(false, kind.name());
        }
        let sits = |group: &str| {
            let mut seats = self.committees(kind).flat_map(|one| &one.seats);
            seats.any(|one| {
                one.seat == Seat::Parent && one.people.get() > 0 && one.groups.iter().any(|id| id.as_str() == group)
            })
        };
        // A group without pupils has no parents who could sit there.
        let groups = ["low_income", "english_learners", "foster_youth", "disabilities"];
        let wanted = groups.into_iter().filter(|group| self.pupils_of(group) != Some(0));
        Found::Lacking(wanted.filter(|group| !sits(group)).map(lacking).collect())
    }

    /// Whether there are enough English learners for a committee of their parents.
    fn many_english_learners(&self) -> Option<bool> {
        let learners = self.pupils_of("english_learners")?;
        let pupils = self.consultation.enrolment.as_ref()?.pupils.get();
        let thresholds = &self.consultation.thresholds;
        Some(learners >= thresholds.english_learners.get() && reaches(learners, pupils, thresholds.share))
    }

    fn pupils_advise(&self) -> Found {
        let begun = self.consultation.first_day() >= Date::of(2024, 7, 1);
        let sites = self.sites();
        let elementary_only = !sites.is_empty() && sites.iter().all(|one| one.level == Some(SchoolLevel::Elementary));
        if !begun || elementary_only {
            return Found::NotRequired;
        }
        let on_committee = self.people(CommitteeKind::ParentAdvisory, |seat| seat == Seat::Pupil) >= 2;
        unless(on_committee || self.has(CommitteeKind::StudentAdvisory), "pupils")
    }

    /// The committees that the draft goes to.
    fn advising(&self) -> Vec<CommitteeKind> {
        let learners =
            self.has(CommitteeKind::EnglishLearnerParentAdvisory) || self.many_english_learners().unwrap_or_default();
        let students = self.has(CommitteeKind::StudentAdvisory);
        let also =
            [(learners, CommitteeKind::EnglishLearnerParentAdvisory), (students, CommitteeKind::StudentAdvisory)];
        let also = also.into_iter().filter(|(is_there, _)| *is_there).map(|(_, kind)| kind);
        std::iter::once(CommitteeKind::ParentAdvisory).chain(also).collect()
    }

    fn draft_presented(&self) -> Found {
        let seen = |kind: CommitteeKind| {
            let mut meetings = self.committees(kind).flat_map(|one| &one.meetings);
            meetings.any(|one| one.date <= self.until && one.on.contains(&ConsultedOn::Draft))
        };
        let not_seen = self.advising().into_iter().filter(|kind| !seen(*kind));
        Found::Lacking(not_seen.map(|kind| lacking(kind.name())).collect())
    }

    fn comments_answered(&self) -> Found {
        let advising = self.advising();
        let committees = self.consultation.committees.iter().filter(|one| advising.contains(&one.kind));
        let comments: Vec<_> = committees.flat_map(|one| &one.comments).filter(|one| one.date <= self.until).collect();
        if comments.is_empty() {
            return Found::NotRequired;
        }
        let unanswered = comments.iter().filter(|one| one.answered.is_none_or(|day| day > self.until));
        Found::Lacking(unanswered.map(|one| Lacking { what: one.id.clone(), site: None }).collect())
    }

    fn notices(&self) -> impl Iterator<Item = &'a Notice> {
        let until = self.until;
        self.consultation.notices.iter().filter(move |one| one.date <= until)
    }

    /// Meetings of the board, up to the last day that counts.
    fn meetings(&self, act: BoardAct) -> impl Iterator<Item = &'a BoardMeeting> {
        let until = self.until;
        self.consultation.board.iter().filter(move |one| one.date <= until && one.acts.contains(&act))
    }

    fn notice_languages(&self) -> Found {
        let sites = self.sites();
        if sites.iter().all(|site| site.languages.iter().next().is_none()) {
            return Found::Unknown;
        }
        let share = self.consultation.thresholds.share;
        let many = sites.iter().flat_map(|site| {
            let speakers = move |count: u64| reaches(count, site.pupils.get(), share);
            let languages = site.languages.iter().filter(|(tag, _)| !same_language(tag.as_str(), "en"));
            languages.filter(move |(_, count)| speakers(count.get())).map(move |(tag, _)| (site, tag))
        });
        let many: Vec<(&Site, &Id)> = many.collect();
        if many.is_empty() {
            return Found::NotRequired;
        }
        let is_in = |notice: &Notice, tag: &Id| {
            notice.languages.iter().map(LanguageTag::as_str).any(|one| same_language(one, tag.as_str()))
        };
        let served = |site: &Site, tag: &Id| {
            let mut to_site =
                self.notices().filter(|one| one.sites.is_empty() || one.sites.contains(&site.id)).peekable();
            to_site.peek().is_some() && to_site.all(|notice| is_in(notice, tag))
        };
        let not_served = many.into_iter().filter(|(site, tag)| !served(site, tag));
        Found::Lacking(
            not_served.map(|(site, tag)| Lacking { what: tag.clone(), site: Some(site.id.clone()) }).collect(),
        )
    }

    fn adoption(&self) -> Found {
        let Some(adopted) = self.adopted else { return unless(false, "adoption") };
        let heard = self.meetings(BoardAct::Hearing).any(|one| one.date < adopted);
        let in_time = self.consultation.last_day().is_none_or(|last| adopted <= last);
        let steps = [(heard, "later_meeting"), (in_time, "before_july")];
        Found::Lacking(steps.into_iter().filter(|(met, _)| !met).map(|(_, what)| lacking(what)).collect())
    }

    fn local_indicator(&self) -> Found {
        let mut reports = self.consultation.board.iter().filter(|one| one.date <= self.as_of).peekable();
        let reports = reports.by_ref().filter(|one| one.acts.contains(&BoardAct::LocalIndicator));
        let reports: Vec<&BoardMeeting> = reports.collect();
        if reports.is_empty() {
            return unless(false, "local_indicator");
        }
        let same: Vec<_> = reports.iter().filter(|one| Some(one.date) == self.adopted).collect();
        match (same.is_empty(), same.iter().any(|one| !one.consent)) {
            (true, _) => unless(false, "same_meeting"),
            (false, talked_about) => unless(talked_about, "talked_about"),
        }
    }

    fn site_council_review(&self) -> Found {
        let (first, last) = (self.consultation.first_day(), self.consultation.last_day());
        let in_year = |day: Date| {
            day <= self.as_of && first.is_none_or(|first| first <= day) && last.is_none_or(|last| day <= last)
        };
        let mut meetings = self.committees(CommitteeKind::SchoolSiteCouncil).flat_map(|one| &one.meetings);
        let wanted = [ConsultedOn::Goals, ConsultedOn::Draft];
        unless(meetings.any(|one| in_year(one.date) && one.on.iter().any(|on| wanted.contains(on))), "review")
    }

    fn site_council_composition(&self) -> Found {
        let kind = CommitteeKind::SchoolSiteCouncil;
        if !self.has(kind) {
            return unless(false, kind.name());
        }
        let is_staff = |seat| matches!(seat, Seat::Teacher | Seat::Principal | Seat::OtherStaff);
        let staff = self.people(kind, is_staff);
        let others = self.people(kind, |seat| !is_staff(seat));
        let secondary = self.sites().iter().any(|site| site.level == Some(SchoolLevel::Secondary));
        let pupils = !secondary || self.people(kind, |seat| seat == Seat::Pupil) > 0;
        let steps = [(staff >= others, "staff"), (others >= staff, "parents_and_community"), (pupils, "pupils")];
        Found::Lacking(steps.into_iter().filter(|(met, _)| !met).map(|(_, what)| lacking(what)).collect())
    }
}
