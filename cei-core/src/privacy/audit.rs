//! The audit: what an outsider can derive of every hidden row from everything that is published.

use super::outcomes::Known;
use super::outsider::Outsider;
use super::release::{Release, ReleaseDocument};
use super::together::{Parts, together};
use crate::diagnostic::{Code, Findings, Params, Report};
use crate::reading::{document, tag, to_json};
use crate::rubric::Rubric;
use crate::staging::{Note, NoteSeverity, Rules, note};
use crate::values::{AssessmentId, Extensions, Id, Line, Text, is_absent};

tag! {
    /// The `format` of an audit.
    pub struct AuditFormat = "cei.audit/1"
}

document! {
    /// What can be derived of every hidden row from everything that is published.
    pub struct Audit {
        /// `cei.audit/1`.
        format: AuditFormat,
        /// Whether nothing is narrower than the disclosure policies allow.
        safe: bool,
        /// How many releases were looked at together.
        releases: u64,
        /// Every hidden row.
        #[serde(default, skip_serializing_if = "is_absent")]
        hidden: Vec<HiddenRow> = Default::default(),
        /// What is narrower.
        #[serde(default, skip_serializing_if = "is_absent")]
        exposed: Vec<Exposure> = Default::default(),
    }

    /// A row that is hidden, and what can be derived of it.
    pub struct HiddenRow {
        /// In which of the releases, from 0.
        release: u64,
        /// On which competency.
        competency: Id,
        /// Which group, or which merged row.
        group: Id,
        /// How many answers it can have.
        #[serde(default, skip_serializing_if = "is_absent")]
        answers: Option<Possible>,
        /// How many of them can be at each stage, lowest first.
        #[serde(default, skip_serializing_if = "is_absent")]
        stages: Vec<Possible> = Default::default(),
    }

    /// The numbers that a hidden count can be.
    pub struct Possible {
        /// The least.
        low: u64,
        /// The most; left out where there is no end.
        #[serde(default, skip_serializing_if = "is_absent")]
        high: Option<u64>,
    }

    /// Something that is as good as shown.
    pub struct Exposure {
        /// Which kind.
        code: Id,
        /// Where in the releases: a JSON Pointer.
        path: Line,
        /// What is the matter.
        message: Text,
        /// What can be done.
        help: Text,
        /// What it speaks of.
        params: Extensions,
    }
}

impl From<Note> for Exposure {
    fn from(Note { code, path, message, help, params, .. }: Note) -> Self {
        Self { code, path, message, help, params }
    }
}

impl Audit {
    /// What can be derived from some releases together: of the same answers under other terms, or of other rounds.
    ///
    /// # Errors
    ///
    /// A report if a release is not of the rubric or the policy of these rules.
    pub fn of(rules: &Rules, releases: &[&Release]) -> Result<Self, Report> {
        let documents: Vec<&ReleaseDocument> = releases.iter().map(|release| release.document()).collect();
        let mut findings = Findings::default();
        for (index, release) in documents.iter().enumerate() {
            check(rules, release, &format!("/releases/{index}"), &mut findings);
        }
        if findings.has_errors() {
            return Err(findings.into_report("").without_positions());
        }
        Ok(Self::of_documents(rules, &documents))
    }

    pub(super) fn of_documents(rules: &Rules, releases: &[&ReleaseDocument]) -> Self {
        let mut looking =
            Looking { outsider: Outsider::new(rules), rubric: rules.rubric(), hidden: Vec::new(), exposed: Vec::new() };
        let mut seen = vec![false; releases.len()];
        for (index, release) in releases.iter().enumerate() {
            let mut same = Vec::new();
            for (other, (one, seen)) in releases.iter().zip(&mut seen).enumerate() {
                if !*seen && same_answers(release, one) {
                    *seen = true;
                    same.push((other, *one));
                } else if other > index && overlap(release, one) {
                    let path = format!("/releases/{other}/assessment");
                    let params = Params::new().with("found", one.assessment.as_str());
                    let params = params.with("expected", release.assessment.as_str());
                    looking.problem(Code::ReleasesOverlap, &path, params);
                }
            }
            looking.at_releases(&same);
        }
        let Looking { mut hidden, exposed, .. } = looking;
        hidden.sort_by_key(|row| row.release);
        Self { format: AuditFormat::Format, safe: exposed.is_empty(), releases: releases.len() as u64, hidden, exposed }
    }

    /// What is narrower than allowed, as a report.
    #[must_use]
    pub fn report(&self) -> Report {
        let mut findings = Findings::default();
        for problem in &self.exposed {
            let note = Note {
                severity: NoteSeverity::Note,
                code: problem.code.clone(),
                path: problem.path.clone(),
                message: problem.message.clone(),
                help: problem.help.clone(),
                params: problem.params.clone(),
            };
            if let Some(found) = note.diagnostic() {
                findings.meaning(found.code, found.path, found.params);
            }
        }
        findings.into_report("").without_positions()
    }

    /// As a `cei.audit/1` document.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(self)
    }
}

/// Refuses a release of another rubric or another policy.
fn check(rules: &Rules, release: &ReleaseDocument, path: &str, findings: &mut Findings) {
    let rubric = rules.rubric();
    let ids = release.domains.iter().flat_map(|domain| domain.competencies.iter().map(|competency| &competency.id));
    let domains = release.domains.iter().map(|domain| &domain.id);
    let is_whole =
        ids.eq(rubric.competencies()) && domains.eq(rubric.document().domains.iter().map(|domain| &domain.id));
    if release.rubric.structure != *rubric.structure() || !is_whole {
        let params = Params::new()
            .with("found", format!("{} {}", release.rubric.id, release.rubric.version))
            .with("expected", crate::voices::named(rubric));
        findings.meaning(Code::StructureDiffers, format!("{path}/rubric/structure"), params);
    }
    let stamp = rules.stamp();
    if release.policy.digest != stamp.digest {
        let params = Params::new()
            .with("found", format!("{} {}", release.policy.id, release.policy.version))
            .with("expected", format!("{} {}", stamp.id, stamp.version));
        findings.meaning(Code::OtherPolicy, format!("{path}/policy"), params);
    }
}

/// Whether two releases are of the same answers.
pub(super) fn same_answers(one: &ReleaseDocument, other: &ReleaseDocument) -> bool {
    same_round(one, other) && one.assessment == other.assessment
}

fn same_round(one: &ReleaseDocument, other: &ReleaseDocument) -> bool {
    let subject = |release: &ReleaseDocument| release.subject.as_ref().map(|subject| subject.id.clone());
    subject(one) == subject(other) && one.period == other.period
}

/// Whether some answers are in both, and others in one.
fn overlap(one: &ReleaseDocument, other: &ReleaseDocument) -> bool {
    let parts = |id: &AssessmentId| id.as_str().split('+').map(str::to_owned).collect::<Vec<String>>();
    let (mine, theirs) = (parts(&one.assessment), parts(&other.assessment));
    same_round(one, other) && one.assessment != other.assessment && mine.iter().any(|id| theirs.contains(id))
}

struct Looking<'a> {
    outsider: Outsider<'a>,
    rubric: &'a Rubric,
    hidden: Vec<HiddenRow>,
    exposed: Vec<Exposure>,
}

impl Looking<'_> {
    fn problem(&mut self, code: Code, path: &str, params: Params) {
        self.exposed.push(Exposure::from(note(code, path, params)));
    }

    /// Some releases of the same answers, with their places.
    fn at_releases(&mut self, releases: &[(usize, &ReleaseDocument)]) {
        let documents: Vec<&ReleaseDocument> = releases.iter().map(|(_, release)| *release).collect();
        let Some(all) = together(&documents) else { return };
        let merge_alike = documents.iter().all(|one| one.disclosure.merge == all.disclosure.merge);
        for domain in 0..all.domains.len() {
            let known = if merge_alike { self.outsider.of_domain(&all, domain) } else { Vec::new() };
            let below = all.domains.get(domain).map_or(0, |domain| domain.competencies.len());
            for competency in 0..below {
                let known = known.get(competency).and_then(Option::as_ref).map(Option::as_ref);
                for (index, release) in releases {
                    let place = Place { release: *index, domain, competency };
                    if merge_alike {
                        self.at_competency(place, release, &all, known);
                    } else {
                        self.at_parts(place, release, &documents);
                    }
                }
            }
        }
    }

    fn at_competency(
        &mut self,
        place: Place,
        release: &ReleaseDocument,
        all: &ReleaseDocument,
        known: Option<Option<&Known>>,
    ) {
        let (Some(one), Some(shown)) = (place.in_release(release), place.in_release(all)) else { return };
        if shown.hidden && known.flatten().is_none_or(|known| known.is_told) {
            self.problem(Code::StageExposed, &place.path(), Params::new().with("competency", one.id.as_str()));
        }
        for (index, row) in one.groups.iter().enumerate().filter(|(_, row)| row.hidden) {
            let of = RowOf { place, index, competency: &one.id, group: &row.group };
            let needed = release.disclosure.terms().fewest_values();
            if let Some(seen) = shown.groups.iter().find(|seen| seen.group == row.group && !seen.hidden) {
                let stages = seen.stages.iter().map(|count| (count.get(), Some(count.get()))).collect();
                self.row(of, &[(seen.answers(), Some(seen.answers()))], stages, needed);
                continue;
            }
            match known.flatten() {
                Some(known) => self.row(of, &known.answers, known.stages.clone(), needed),
                None => {
                    let params = Params::new().with("competency", one.id.as_str());
                    self.problem(Code::StageExposed, &place.path(), params);
                    self.hidden.push(of.hidden(None, Vec::new()));
                }
            }
        }
    }

    /// A competency in releases that merge groups differently. Only numbers are set off against each other there: a stage
    /// that the votes gave and that is shown beside hidden rows is more than can be counted out.
    fn at_parts(&mut self, place: Place, release: &ReleaseDocument, all: &[&ReleaseDocument]) {
        let Some(one) = place.in_release(release) else { return };
        let each: Vec<_> = all.iter().filter_map(|release| Some((*release, place.in_release(release)?))).collect();
        let parts = Parts::new(&each, self.rubric.groups(), self.rubric.stages());
        let mut is_told = each.iter().any(|(_, competency)| self.outsider.said_by(competency).is_some());
        let domain =
            |release: &&ReleaseDocument| release.domains.get(place.domain).is_some_and(|domain| !domain.hidden);
        is_told |= each.iter().all(|(_, competency)| competency.hidden) && all.iter().any(domain);
        let any_hidden = one.groups.iter().any(|row| row.hidden);
        if is_told && any_hidden {
            self.problem(Code::StageExposed, &place.path(), Params::new().with("competency", one.id.as_str()));
        }
        for (index, row) in one.groups.iter().enumerate().filter(|(_, row)| row.hidden) {
            let of = RowOf { place, index, competency: &one.id, group: &row.group };
            let needed = release.disclosure.terms().fewest_values();
            match parts.of_row(&release.disclosure.merge, &row.group) {
                Some(ranges) => self.row(of, &[ranges.answers], ranges.stages, needed),
                None => {
                    let path = format!("/releases/{}/disclosure/merge", place.release);
                    self.problem(Code::MergesCross, &path, of.params());
                    self.hidden.push(of.hidden(None, Vec::new()));
                }
            }
        }
    }

    fn row(&mut self, of: RowOf<'_>, answers: &[(u64, Option<u64>)], stages: Vec<(u64, Option<u64>)>, needed: u64) {
        let low = answers.first().map_or(0, |(low, _)| *low);
        let high = answers.last().and_then(|(_, high)| *high);
        let values = answers.iter().try_fold(0_u64, |sum, (low, high)| {
            Some(sum.saturating_add(high.as_ref()?.saturating_add(1).saturating_sub(*low)))
        });
        if let (Some(values), Some(high)) = (values.filter(|values| *values < needed), high) {
            let params = of.params().with("low", low).with("high", high).with("values", values).with("needed", needed);
            self.problem(Code::AnswersExposed, &of.path(), params);
        }
        for ((low, high), stage) in stages.iter().zip(&self.rubric.document().scale) {
            if *high == Some(*low) {
                let params = of.params().with("stage", stage.id.as_str()).with("value", *low);
                self.exposed.push(Exposure::from(note(Code::CountExposed, &of.path(), params)));
            }
        }
        let possible = |(low, high)| Possible { low, high };
        self.hidden.push(of.hidden(Some(possible((low, high))), stages.into_iter().map(possible).collect()));
    }
}

/// A competency in one of some releases.
#[derive(Clone, Copy)]
struct Place {
    release: usize,
    domain: usize,
    competency: usize,
}

impl Place {
    fn path(self) -> String {
        format!("/releases/{}/domains/{}/competencies/{}", self.release, self.domain, self.competency)
    }

    fn in_release(self, release: &ReleaseDocument) -> Option<&super::release::ReleasedCompetency> {
        release.domains.get(self.domain)?.competencies.get(self.competency)
    }
}

#[derive(Clone, Copy)]
struct RowOf<'a> {
    place: Place,
    index: usize,
    competency: &'a Id,
    group: &'a Id,
}

impl RowOf<'_> {
    fn path(self) -> String {
        format!("{}/groups/{}", self.place.path(), self.index)
    }

    fn params(self) -> Params {
        Params::new().with("competency", self.competency.as_str()).with("group", self.group.as_str())
    }

    fn hidden(self, answers: Option<Possible>, stages: Vec<Possible>) -> HiddenRow {
        let (competency, group) = (self.competency.clone(), self.group.clone());
        HiddenRow { release: self.place.release as u64, competency, group, answers, stages }
    }
}
