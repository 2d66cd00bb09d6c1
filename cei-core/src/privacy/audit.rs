//! The audit: what an outsider can derive of every hidden row from everything that is published.

use super::nested::Range;
use super::open::says_too_much;
use super::outcomes::Known;
use super::outsider::{Outsider, Sight};
use super::release::{Release, ReleaseDocument, ReleasedCompetency, ReleasedGroup};
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

impl HiddenRow {
    /// What both say; nothing where one says nothing.
    fn narrow(&mut self, other: &Self) {
        let (Some(mine), Some(theirs)) = (&mut self.answers, &other.answers) else {
            (self.answers, self.stages) = (None, Vec::new());
            return;
        };
        mine.narrow(theirs);
        self.stages.iter_mut().zip(&other.stages).for_each(|(mine, theirs)| mine.narrow(theirs));
    }
}

impl Possible {
    fn narrow(&mut self, other: &Self) {
        self.low = self.low.max(other.low);
        self.high = match (self.high, other.high) {
            (Some(mine), Some(theirs)) => Some(mine.min(theirs)),
            (mine, theirs) => mine.or(theirs),
        };
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
            check_fits(rules, release, &format!("/releases/{index}"), &mut findings);
        }
        if findings.has_errors() {
            return Err(findings.into_report("").without_positions());
        }
        Ok(Self::of_documents(rules, &documents))
    }

    pub(super) fn of_documents(rules: &Rules, releases: &[&ReleaseDocument]) -> Self {
        let mut looking =
            Looking { outsider: Outsider::new(rules), rubric: rules.rubric(), hidden: Vec::new(), exposed: Vec::new() };
        let sets = of_the_same_answers(releases);
        for (index, release) in releases.iter().enumerate() {
            for (code, path, params) in says_too_much(rules.rubric(), release) {
                looking.problem(code, &format!("/releases/{index}{path}"), params);
            }
        }
        for set in &sets {
            let releases: Vec<(usize, &ReleaseDocument)> =
                set.iter().filter_map(|index| Some((*index, *releases.get(*index)?))).collect();
            looking.at_releases(&releases);
        }
        for (index, release) in releases.iter().enumerate() {
            for (other, one) in releases.iter().enumerate().skip(index.saturating_add(1)) {
                if overlap(release, one) {
                    let params = Params::new().with("found", one.assessment.as_str());
                    let params = params.with("expected", release.assessment.as_str());
                    looking.problem(Code::ReleasesOverlap, &format!("/releases/{other}/assessment"), params);
                }
            }
        }
        if sets.iter().map(Vec::len).sum::<usize>() > releases.len() {
            looking.join();
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
pub(super) fn check_fits(rules: &Rules, release: &ReleaseDocument, path: &str, findings: &mut Findings) {
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

/// Whether the subject and the period are the same, or may be: one that is left out is no other.
fn same_round(one: &ReleaseDocument, other: &ReleaseDocument) -> bool {
    let subject = |release: &ReleaseDocument| release.subject.as_ref().map(|subject| subject.id.clone());
    let same_subject = subject(one).zip(subject(other)).is_none_or(|(one, other)| one == other);
    same_subject && one.period.as_ref().zip(other.period.as_ref()).is_none_or(|(one, other)| one == other)
}

/// The releases that may all be of the same answers: every pair of such is in one of these. A release without a subject may
/// be of the answers of several that cannot be each other's.
fn of_the_same_answers(releases: &[&ReleaseDocument]) -> Vec<Vec<usize>> {
    let same = |one: usize, other: usize| {
        releases.get(one).zip(releases.get(other)).is_some_and(|(one, other)| same_answers(one, other))
    };
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for first in 0..releases.len() {
        for second in (first..releases.len()).filter(|second| same(first, *second)) {
            if sets.iter().any(|set| set.contains(&first) && set.contains(&second)) {
                continue;
            }
            let mut set = vec![first];
            set.extend((second != first).then_some(second));
            for other in 0..releases.len() {
                if !set.contains(&other) && set.iter().all(|member| same(*member, other)) {
                    set.push(other);
                }
            }
            set.sort_unstable();
            sets.push(set);
        }
    }
    sets
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

    /// Makes one of what was said of a row more than once, beside several releases.
    fn join(&mut self) {
        let mut hidden: Vec<HiddenRow> = Vec::new();
        for row in std::mem::take(&mut self.hidden) {
            let same = |one: &&mut HiddenRow| {
                (one.release, &one.competency, &one.group) == (row.release, &row.competency, &row.group)
            };
            match hidden.iter_mut().find(same) {
                Some(known) => known.narrow(&row),
                None => hidden.push(row),
            }
        }
        self.hidden = hidden;
        let mut exposed: Vec<Exposure> = Vec::new();
        for one in std::mem::take(&mut self.exposed) {
            if !exposed.contains(&one) {
                exposed.push(one);
            }
        }
        self.exposed = exposed;
    }

    /// Some releases of the same answers, with their places.
    fn at_releases(&mut self, releases: &[(usize, &ReleaseDocument)]) {
        let documents: Vec<&ReleaseDocument> = releases.iter().map(|(_, release)| *release).collect();
        let Some(all) = together(&documents) else { return };
        let merge_alike = documents.iter().all(|one| one.disclosure.merge == all.disclosure.merge);
        for (index, domain) in all.domains.iter().enumerate() {
            let sights = if merge_alike { self.outsider.of_domain(&all, index) } else { Vec::new() };
            for competency in 0..domain.competencies.len() {
                let place = Place { domain: index, competency };
                if self.has_changed(place, releases) {
                    releases.iter().for_each(|release| self.without_ranges(place, *release));
                } else if let Some(sight) = sights.get(competency) {
                    releases.iter().for_each(|release| self.at_competency(place, *release, &all, sight));
                } else {
                    self.at_parts(place, releases);
                }
            }
            self.at_domain(index, releases, &all);
        }
    }

    /// Whether these are not the same answers after all: what came in between is there for whoever subtracts.
    fn has_changed(&mut self, place: Place, releases: &[(usize, &ReleaseDocument)]) -> bool {
        let changed = releases.iter().enumerate().find_map(|(count, (index, release))| {
            let mine = place.in_release(release)?;
            let mut before =
                releases.iter().take(count).filter_map(|(_, other)| Some((*other, place.in_release(other)?)));
            before.any(|(other, theirs)| differs((release, mine), (other, theirs))).then_some((*index, &mine.id))
        });
        if let Some((index, id)) = changed {
            self.problem(Code::AnswersChanged, &place.path(index), Params::new().with("competency", id.as_str()));
        }
        changed.is_some()
    }

    /// The hidden rows of a competency of which nothing can be said.
    fn without_ranges(&mut self, place: Place, (release, document): (usize, &ReleaseDocument)) {
        let Some(one) = place.in_release(document) else { return };
        for (index, row) in one.groups.iter().enumerate().filter(|(_, row)| row.hidden) {
            let of = RowOf { place, release, index, competency: &one.id, group: &row.group };
            self.hidden.push(of.hidden(None, Vec::new()));
        }
    }

    fn at_competency(
        &mut self,
        place: Place,
        (index, release): (usize, &ReleaseDocument),
        all: &ReleaseDocument,
        sight: &Sight,
    ) {
        let (Some(one), Some(shown)) = (place.in_release(release), place.in_release(all)) else { return };
        let known = match sight {
            Sight::Known(known) => Some(known),
            Sight::Clear | Sight::Lost => None,
        };
        let told = |known: &Known| known.row_is_told || (shown.hidden && known.is_told);
        if matches!(sight, Sight::Lost) || known.is_some_and(told) {
            self.problem(Code::StageExposed, &place.path(index), Params::new().with("competency", one.id.as_str()));
        }
        for (row_index, row) in one.groups.iter().enumerate().filter(|(_, row)| row.hidden) {
            let of = RowOf { place, release: index, index: row_index, competency: &one.id, group: &row.group };
            let needed = release.disclosure.terms().fewest_values();
            let seen = shown.groups.iter().find(|seen| seen.group == row.group && !seen.hidden);
            match (seen, known) {
                (Some(seen), _) => {
                    let stages = seen.stages.iter().map(|count| (count.get(), Some(count.get()))).collect();
                    self.row(of, &[(seen.answers(), Some(seen.answers()))], stages, needed);
                }
                (None, Some(known)) => self.row(of, &known.answers, known.stages.clone(), needed),
                (None, None) => self.hidden.push(of.hidden(None, Vec::new())),
            }
        }
    }

    /// A domain whose stage is shown, where the policy may have held it down to one whose stage is hidden.
    fn at_domain(&mut self, domain: usize, releases: &[(usize, &ReleaseDocument)], all: &ReleaseDocument) {
        let Some(foundation) = self.outsider.hidden_foundation(all, domain) else { return };
        for (index, release) in releases {
            if let Some(one) = release.domains.get(domain).filter(|one| !one.hidden) {
                let params = Params::new().with("id", one.id.as_str()).with("foundation", foundation.as_str());
                self.problem(Code::FoundationExposed, &format!("/releases/{index}/domains/{domain}"), params);
            }
        }
    }

    /// A competency in releases that merge groups differently. Only numbers are set off against each other there: a stage
    /// that the votes gave and that is shown beside hidden or merged rows is more than can be counted out.
    fn at_parts(&mut self, place: Place, releases: &[(usize, &ReleaseDocument)]) {
        let each: Vec<(usize, &ReleaseDocument, &ReleasedCompetency)> = releases
            .iter()
            .filter_map(|(index, release)| Some((*index, *release, place.in_release(release)?)))
            .collect();
        let parts = Parts::new(&each, self.rubric.groups(), self.rubric.stages());
        let mut is_told = each.iter().any(|(_, _, competency)| self.outsider.said_by(competency).is_some());
        let domain = |release: &ReleaseDocument| release.domains.get(place.domain).is_some_and(|domain| !domain.hidden);
        is_told |= each.iter().all(|(_, _, competency)| competency.hidden)
            && each.iter().any(|(_, release, _)| domain(release));
        for (release, document, one) in &each {
            let covered = |row: &ReleasedGroup| row.hidden || document.is_merged(&row.group);
            if is_told && one.groups.iter().any(covered) {
                let params = Params::new().with("competency", one.id.as_str());
                self.problem(Code::StageExposed, &place.path(*release), params);
            }
            for (index, row) in one.groups.iter().enumerate().filter(|(_, row)| row.hidden) {
                let of = RowOf { place, release: *release, index, competency: &one.id, group: &row.group };
                let needed = document.disclosure.terms().fewest_values();
                match parts.of_row(document.members(&row.group)) {
                    Some(ranges) => self.row(of, &[ranges.answers], ranges.stages, needed),
                    None => {
                        self.cross(&of);
                        self.hidden.push(of.hidden(None, Vec::new()));
                    }
                }
            }
        }
        for group in parts.only_inside() {
            let Some((release, document, one, index)) = last_with(&each, group) else { continue };
            let of = RowOf { place, release, index, competency: &one.id, group };
            let terms = document.disclosure.terms();
            match parts.of_row(std::slice::from_ref(group)) {
                // Nobody, or as many as may be shown: neither is hidden for being few.
                Some(ranges) if ranges.answers.1 == Some(0) || ranges.answers.0 >= terms.min_n => {}
                Some(ranges) => self.exposed_answers(&of, &[ranges.answers], terms.fewest_values()),
                None => self.cross(&of),
            }
        }
    }

    fn cross(&mut self, of: &RowOf<'_>) {
        let path = format!("/releases/{}/disclosure/merge", of.release);
        self.problem(Code::MergesCross, &path, of.params());
    }

    fn row(&mut self, of: RowOf<'_>, answers: &[Range], stages: Vec<Range>, needed: u64) {
        self.exposed_answers(&of, answers, needed);
        for ((low, high), stage) in stages.iter().zip(&self.rubric.document().scale) {
            if *high == Some(*low) {
                let params = of.params().with("stage", stage.id.as_str()).with("value", *low);
                self.exposed.push(Exposure::from(note(Code::CountExposed, &of.path(), params)));
            }
        }
        let possible = |(low, high)| Possible { low, high };
        let low = answers.first().map_or(0, |(low, _)| *low);
        let high = answers.last().and_then(|(_, high)| *high);
        self.hidden.push(of.hidden(Some(possible((low, high))), stages.into_iter().map(possible).collect()));
    }

    /// Says so if too few numbers of answers are possible.
    fn exposed_answers(&mut self, of: &RowOf<'_>, answers: &[Range], needed: u64) {
        let low = answers.first().map_or(0, |(low, _)| *low);
        let high = answers.last().and_then(|(_, high)| *high);
        if answers.is_empty() || high.is_some_and(|high| high < low) {
            // What is shown contradicts itself.
            let params = Params::new().with("competency", of.competency.as_str());
            return self.problem(Code::AnswersChanged, &of.place.path(of.release), params);
        }
        let values = answers.iter().try_fold(0_u64, |sum, (low, high)| {
            Some(sum.saturating_add(high.as_ref()?.saturating_add(1).saturating_sub(*low)))
        });
        if let (Some(values), Some(high)) = (values.filter(|values| *values < needed), high) {
            let params = of.params().with("low", low).with("high", high).with("values", values).with("needed", needed);
            self.problem(Code::AnswersExposed, &of.path(), params);
        }
    }
}

/// Whether a number is in both releases and not the same.
fn differs(
    (release, mine): (&ReleaseDocument, &ReleasedCompetency),
    (other, theirs): (&ReleaseDocument, &ReleasedCompetency),
) -> bool {
    let rows = || mine.groups.iter().flat_map(|row| theirs.groups.iter().map(move |seen| (row, seen)));
    let same = |row: &ReleasedGroup, seen: &ReleasedGroup| release.members(&row.group) == other.members(&seen.group);
    mine.answers.zip(theirs.answers).is_some_and(|(mine, theirs)| mine != theirs)
        || rows()
            .filter(|(row, seen)| !row.hidden && !seen.hidden && same(row, seen))
            .any(|(row, seen)| row.stages != seen.stages || row.missing != seen.missing)
}

/// The last release with a row that holds a group, and the place of that row.
fn last_with<'a>(
    each: &[(usize, &'a ReleaseDocument, &'a ReleasedCompetency)],
    group: &Id,
) -> Option<(usize, &'a ReleaseDocument, &'a ReleasedCompetency, usize)> {
    each.iter().rev().find_map(|(release, document, one)| {
        let holds = |row: &ReleasedGroup| document.members(&row.group).contains(group);
        Some((*release, *document, *one, one.groups.iter().position(holds)?))
    })
}

/// A competency in one of some releases.
#[derive(Clone, Copy)]
struct Place {
    domain: usize,
    competency: usize,
}

impl Place {
    fn path(self, release: usize) -> String {
        format!("/releases/{release}/domains/{}/competencies/{}", self.domain, self.competency)
    }

    fn in_release(self, release: &ReleaseDocument) -> Option<&ReleasedCompetency> {
        release.domains.get(self.domain)?.competencies.get(self.competency)
    }
}

#[derive(Clone, Copy)]
struct RowOf<'a> {
    place: Place,
    release: usize,
    index: usize,
    competency: &'a Id,
    group: &'a Id,
}

impl RowOf<'_> {
    fn path(self) -> String {
        format!("{}/groups/{}", self.place.path(self.release), self.index)
    }

    fn params(self) -> Params {
        Params::new().with("competency", self.competency.as_str()).with("group", self.group.as_str())
    }

    fn hidden(self, answers: Option<Possible>, stages: Vec<Possible>) -> HiddenRow {
        let (competency, group) = (self.competency.clone(), self.group.clone());
        HiddenRow { release: self.release as u64, competency, group, answers, stages }
    }
}
