//! The initiative's report: the three contents that the statute asks for, put together from the other documents.

use super::cohort::{Cohort, FeedbackOn};
use super::impact::{Movement, MovementCounts, ShareOfWay};
use super::metrics::{IdentifiedBy, ImpactOn, Metrics};
use super::shared::{Component, DocumentRef, competencies};
use super::{Checked, api};
use crate::assessment::{Evidence, Period};
use crate::diagnostic::{Code, Findings, Params};
use crate::reading::{choice, document, tag};
use crate::rubric::{Rubric, RubricRef, unique};
use crate::staging::{Note, note};
use crate::values::{AssessmentId, Date, Decimal, Extensions, Id, LanguageTag, Line, Text, is_absent};

tag! {
    /// The `format` of the initiative's report.
    pub struct InitiativeFormat = "cei.initiative/1"
}

choice! {
    /// What supports the capacity to engage: what was done, and what would help.
    pub enum ActivityOf {
        /// Something that teams did.
        Activity = "activity",
        /// A training for others.
        Training = "training",
        /// An activity that would help.
        ProposedActivity = "proposed_activity",
        /// A resource that would help.
        ProposedResource = "proposed_resource",
    }
}

document! {
    /// The report to the State Board of Education and the other recipients that the statute names.
    ///
    /// Entries with `from` are taken from other documents; those without are the report's own.
    pub struct Initiative {
        /// `cei.initiative/1`.
        format: InitiativeFormat,
        /// Which report.
        id: Id,
        /// The language of texts that are plain strings.
        #[serde(default)]
        language: LanguageTag = LanguageTag::english(),
        /// Whose competencies are named; `cei-self-assessment` 2023.1 without it.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<RubricRef>,
        /// Its name.
        #[serde(default, skip_serializing_if = "is_absent")]
        title: Option<Text>,
        /// What it reports on.
        #[serde(default, skip_serializing_if = "is_absent")]
        period: Option<Period>,
        /// The day as of which it is put together.
        #[serde(default, skip_serializing_if = "is_absent")]
        as_of: Option<Date>,
        /// Who receives it.
        #[serde(default, skip_serializing_if = "is_absent")]
        recipients: Vec<Recipient> = Default::default(),
        /// Best practices for improving community engagement, and how the understanding of them changes.
        #[serde(default, skip_serializing_if = "is_absent")]
        best_practices: Vec<BestPractice> = Default::default(),
        /// The measures, and what they say of the impact.
        #[serde(default, skip_serializing_if = "is_absent")]
        metrics: Vec<ReportedMeasure> = Default::default(),
        /// The impact of the work on home communities.
        #[serde(default, skip_serializing_if = "is_absent")]
        community: Option<ImpactAnalysis>,
        /// The impact of the work on school districts.
        #[serde(default, skip_serializing_if = "is_absent")]
        district: Option<ImpactAnalysis>,
        /// Feedback to improve the protocol and the metrics.
        #[serde(default, skip_serializing_if = "is_absent")]
        feedback: Vec<ReportedFeedback> = Default::default(),
        /// Activities and resources that support the capacity to engage.
        #[serde(default, skip_serializing_if = "is_absent")]
        activities: Vec<ReportedActivity> = Default::default(),
        /// The documents it was put together from.
        #[serde(default, skip_serializing_if = "is_absent")]
        sources: Vec<DocumentRef> = Default::default(),
        /// What it does not have yet.
        #[serde(default, skip_serializing_if = "is_absent")]
        missing: Vec<Note> = Default::default(),
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// Someone who receives the report, by office.
    pub struct Recipient {
        /// Which recipient.
        id: Id,
        /// The office.
        title: Text,
    }

    /// A practice that was found to help.
    pub struct BestPractice {
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
        /// The competencies it belongs to.
        #[serde(default, skip_serializing_if = "is_absent")]
        competencies: Vec<Id> = Default::default(),
        /// What shows that it helps.
        #[serde(default, skip_serializing_if = "is_absent")]
        evidence: Vec<Evidence> = Default::default(),
        /// How it came to be understood differently, the earliest change first.
        #[serde(default, skip_serializing_if = "is_absent")]
        understanding: Vec<Text> = Default::default(),
        /// Where it was taken from.
        #[serde(default, skip_serializing_if = "is_absent")]
        from: Option<DocumentRef>,
    }

    /// What a measure of one team says.
    pub struct ReportedMeasure {
        /// Which measure.
        id: Id,
        /// Its name.
        title: Text,
        /// The component it belongs to.
        component: Component,
        /// Who identified it.
        identified_by: IdentifiedBy,
        /// Where it looks for an impact.
        impact: ImpactOn,
        /// What is counted.
        #[serde(default, skip_serializing_if = "is_absent")]
        unit: Option<Text>,
        /// Whether it moved.
        status: Movement,
        /// The latest value less the baseline.
        #[serde(default, skip_serializing_if = "is_absent")]
        change: Option<Decimal>,
        /// The change as a share of the way to the target.
        #[serde(default, skip_serializing_if = "is_absent")]
        share: Option<ShareOfWay>,
        /// Whether it has reached the target.
        #[serde(default, skip_serializing_if = "is_absent")]
        reached: Option<bool>,
        /// Where it was taken from.
        #[serde(default, skip_serializing_if = "is_absent")]
        from: Option<DocumentRef>,
    }

    /// What the measures say of the impact in one place, and what people make of it.
    pub struct ImpactAnalysis {
        /// The measures that look there.
        #[serde(default, skip_serializing_if = "is_absent")]
        counts: Option<MovementCounts>,
        /// The analysis, in words. Only people can write it.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
    }

    /// Something that was said to improve the protocol or the metrics.
    pub struct ReportedFeedback {
        /// What it is about.
        on: FeedbackOn,
        /// What was said.
        text: Text,
        /// What came of it.
        #[serde(default, skip_serializing_if = "is_absent")]
        answer: Option<Text>,
        /// The version of the protocol that takes it up.
        #[serde(default, skip_serializing_if = "is_absent")]
        version: Option<Id>,
        /// Where it was taken from.
        #[serde(default, skip_serializing_if = "is_absent")]
        from: Option<DocumentRef>,
    }

    /// An activity or a resource.
    pub struct ReportedActivity {
        /// Whether it was done or would help.
        kind: ActivityOf,
        /// What it is.
        text: Text,
        /// Its day.
        #[serde(default, skip_serializing_if = "is_absent")]
        date: Option<Date>,
        /// Where it was taken from.
        #[serde(default, skip_serializing_if = "is_absent")]
        from: Option<DocumentRef>,
    }
}

api!(Initiative, "cei.initiative/1");

impl Checked for Initiative {
    fn rubric(&self) -> Option<&RubricRef> {
        self.rubric.as_ref()
    }

    fn check(&self, rubric: &Rubric, findings: &mut Findings) {
        unique(findings, "/recipients", self.recipients.iter().map(|recipient| &recipient.id));
        for (index, practice) in self.best_practices.iter().enumerate() {
            let path = format!("/best_practices/{index}/competencies");
            competencies(&practice.competencies, rubric, &path, findings);
        }
        for (index, feedback) in self.feedback.iter().enumerate() {
            if !matches!(feedback.on, FeedbackOn::Protocol | FeedbackOn::Metrics) {
                let allowed = vec![FeedbackOn::Protocol.name().to_owned(), FeedbackOn::Metrics.name().to_owned()];
                let params = Params::new().with("value", feedback.on.name()).with("allowed", allowed);
                findings.meaning(Code::InvalidValue, format!("/feedback/{index}/on"), params);
            }
        }
    }
}

/// The recipients that section 140 of AB 1808 (2018) names.
const RECIPIENTS: [(&str, &str, &str); 5] = [
    ("state-board-of-education", "State Board of Education", "Consejo Estatal de Educación"),
    (
        "superintendent-of-public-instruction",
        "Superintendent of Public Instruction",
        "Superintendente de Instrucción Pública",
    ),
    (
        "executive-director-of-ccee",
        "Executive Director of the California Collaborative for Educational Excellence",
        "Dirección Ejecutiva del California Collaborative for Educational Excellence",
    ),
    (
        "superintendents-of-the-lead-agencies",
        "Superintendents of the lead agencies",
        "Superintendentes de las agencias líderes",
    ),
    (
        "committee-chairpersons",
        "Chairpersons of the appropriate policy and fiscal committees of the Legislature",
        "Presidencias de los comités de política y de finanzas correspondientes de la Legislatura",
    ),
];

/// What a report is put together from.
#[derive(Clone, Debug, Default)]
pub struct InitiativeParts<'a> {
    /// What people wrote already: its own entries are kept, those taken from other documents are taken anew.
    pub draft: Option<&'a Initiative>,
    /// The networks.
    pub cohorts: &'a [Cohort],
    /// The measures of each team.
    pub metrics: &'a [Metrics],
    /// What is later than this day is left out; without it nothing is.
    pub as_of: Option<Date>,
}

impl Initiative {
    /// The report, with what is missing in it listed.
    ///
    /// Practices, feedback, activities and training come from the networks, measures from the metrics; who receives it
    /// is named by the statute where the draft does not name anyone. The analysis of the impact is for people to write.
    #[must_use]
    pub fn assemble(parts: &InitiativeParts<'_>) -> Self {
        let mut report = parts.draft.cloned().unwrap_or_else(Self::empty);
        report.as_of = parts.as_of;
        report.sources.clear();
        report.best_practices.retain(|one| one.from.is_none());
        report.metrics.retain(|one| one.from.is_none());
        report.feedback.retain(|one| one.from.is_none());
        report.activities.retain(|one| one.from.is_none());
        if report.recipients.is_empty() {
            report.recipients = recipients();
        }
        for cohort in parts.cohorts {
            report.take_cohort(cohort, parts.as_of);
        }
        for metrics in parts.metrics {
            report.take_metrics(metrics, parts.as_of);
        }
        report.community = report.analysis(ImpactOn::Community, report.community.as_ref());
        report.district = report.analysis(ImpactOn::District, report.district.as_ref());
        report.missing = report.lacks();
        report
    }

    fn empty() -> Self {
        Self {
            format: InitiativeFormat::Format,
            id: Id::new("initiative").unwrap_or_else(Id::unreadable),
            language: LanguageTag::english(),
            rubric: None,
            title: None,
            period: None,
            as_of: None,
            recipients: Vec::new(),
            best_practices: Vec::new(),
            metrics: Vec::new(),
            community: None,
            district: None,
            feedback: Vec::new(),
            activities: Vec::new(),
            sources: Vec::new(),
            missing: Vec::new(),
            extensions: Extensions::default(),
        }
    }

    fn take_cohort(&mut self, cohort: &Cohort, as_of: Option<Date>) {
        let from = reference("cei.cohort/1", &cohort.id);
        let is_seen = |date: Option<Date>| as_of.zip(date).is_none_or(|(as_of, date)| date <= as_of);
        for practice in cohort.practices.iter().filter(|practice| is_seen(practice.found)) {
            let changes = practice.understanding.iter().filter(|change| is_seen(Some(change.date)));
            self.best_practices.push(BestPractice {
                id: practice.id.clone(),
                title: practice.title.clone(),
                text: practice.text.clone(),
                teams: practice.teams.clone(),
                competencies: practice.competencies.clone(),
                evidence: practice.evidence.clone(),
                understanding: changes.map(|change| change.text.clone()).collect(),
                from: Some(from.clone()),
            });
        }
        for feedback in cohort.feedback.iter().filter(|feedback| is_seen(Some(feedback.date))) {
            let kind = match feedback.on {
                FeedbackOn::Protocol | FeedbackOn::Metrics => {
                    let is_answered = feedback.answered.is_none_or(|day| is_seen(Some(day)));
                    self.feedback.push(ReportedFeedback {
                        on: feedback.on,
                        text: feedback.text.clone(),
                        answer: feedback.answer.clone().filter(|_| is_answered),
                        version: feedback.version.clone().filter(|_| is_answered),
                        from: Some(from.clone()),
                    });
                    continue;
                }
                FeedbackOn::Activities => ActivityOf::ProposedActivity,
                FeedbackOn::Resources => ActivityOf::ProposedResource,
            };
            self.activity(kind, &feedback.text, feedback.date, &from);
        }
        for activity in cohort.activities.iter().filter(|activity| is_seen(Some(activity.date))) {
            self.activity(ActivityOf::Activity, &activity.title, activity.date, &from);
        }
        for training in cohort.training.iter().filter(|training| is_seen(Some(training.date))) {
            self.activity(ActivityOf::Training, &training.title, training.date, &from);
        }
        self.sources.push(from);
    }

    fn activity(&mut self, kind: ActivityOf, text: &Text, date: Date, from: &DocumentRef) {
        let (text, from) = (text.clone(), Some(from.clone()));
        self.activities.push(ReportedActivity { kind, text, date: Some(date), from });
    }

    fn take_metrics(&mut self, metrics: &Metrics, as_of: Option<Date>) {
        let from = reference("cei.metrics/1", &metrics.id);
        self.metrics.extend(metrics.impact(as_of).measures.into_iter().map(|measure| ReportedMeasure {
            id: measure.id,
            title: measure.title,
            component: measure.component,
            identified_by: measure.identified_by,
            impact: measure.impact,
            unit: measure.unit,
            status: measure.status,
            change: measure.change,
            share: measure.share,
            reached: measure.reached,
            from: Some(from.clone()),
        }));
        self.sources.push(from);
    }

    fn analysis(&self, on: ImpactOn, written: Option<&ImpactAnalysis>) -> Option<ImpactAnalysis> {
        let of = |status: Movement| {
            self.metrics.iter().filter(|measure| measure.impact == on && measure.status == status).count() as u64
        };
        let (moved, not_yet, no_data) = (of(Movement::Moved), of(Movement::NotYet), of(Movement::NoData));
        let measures = moved.saturating_add(not_yet).saturating_add(no_data);
        let has_reached = |measure: &&ReportedMeasure| measure.impact == on && measure.reached == Some(true);
        let reached = self.metrics.iter().filter(has_reached).count() as u64;
        let counts = (measures > 0).then_some(MovementCounts { measures, moved, not_yet, no_data, reached });
        let text = written.and_then(|written| written.text.clone());
        (counts.is_some() || text.is_some()).then_some(ImpactAnalysis { counts, text })
    }

    /// What the report does not have yet, in the order of its parts.
    fn lacks(&self) -> Vec<Note> {
        let has_text = |analysis: &Option<ImpactAnalysis>| analysis.as_ref().is_some_and(|one| one.text.is_some());
        let has_counts = |analysis: &Option<ImpactAnalysis>| analysis.as_ref().is_some_and(|one| one.counts.is_some());
        let on = |on: FeedbackOn| self.feedback.iter().any(|feedback| feedback.on == on);
        let kind = |kinds: [ActivityOf; 2]| self.activities.iter().any(|activity| kinds.contains(&activity.kind));
        let (cohort, metrics, own) = ("cei.cohort/1", "cei.metrics/1", "cei.initiative/1");
        let parts = [
            ("best_practices", "best_practices", !self.best_practices.is_empty(), cohort),
            (
                "understanding",
                "best_practices",
                self.best_practices.iter().any(|practice| !practice.understanding.is_empty()),
                cohort,
            ),
            ("metrics", "metrics", !self.metrics.is_empty(), metrics),
            ("community_measures", "community", has_counts(&self.community), metrics),
            ("community_analysis", "community", has_text(&self.community), own),
            ("district_measures", "district", has_counts(&self.district), metrics),
            ("district_analysis", "district", has_text(&self.district), own),
            ("protocol_feedback", "feedback", on(FeedbackOn::Protocol), cohort),
            ("metrics_feedback", "feedback", on(FeedbackOn::Metrics), cohort),
            ("activities", "activities", kind([ActivityOf::Activity, ActivityOf::ProposedActivity]), cohort),
            ("training", "activities", kind([ActivityOf::Training, ActivityOf::Training]), cohort),
            ("resources", "activities", kind([ActivityOf::ProposedResource, ActivityOf::ProposedResource]), cohort),
        ];
        let missing = parts.iter().filter(|(_, _, is_there, _)| !is_there);
        missing
            .map(|(part, field, _, document)| {
                let params = Params::new().with("part", *part).with("document", *document);
                note(Code::ReportPartMissing, &format!("/{field}"), params)
            })
            .collect()
    }
}

fn reference(format: &str, id: &Id) -> DocumentRef {
    DocumentRef { format: Line::new(format).unwrap_or_else(Line::unreadable), id: AssessmentId::from(id) }
}

fn recipients() -> Vec<Recipient> {
    let recipient =
        |(id, en, es): &(&str, &str, &str)| Some(Recipient { id: Id::new(id)?, title: Text::bilingual(*en, *es) });
    RECIPIENTS.iter().filter_map(recipient).collect()
}
