//! From a profile to what may be published of it.

use super::audit::{Audit, check_fits, same_answers};
use super::hiding::{Row, Terms};
use super::open::{open, speaks_of};
use super::outsider::{Outsider, Sight};
use super::policy::{Disclosure, MergedGroups};
use super::release::{
    Release, ReleaseDocument, ReleaseFormat, ReleasedCompetency, ReleasedDomain, ReleasedGroup, ReleasedLens,
    ReleasedOverall, ReleasedPart,
};
use super::words;
use crate::diagnostic::{Code, Findings, Params, Report};
use crate::rubric::Rubric;
use crate::staging::{
    CompetencyProfile, DomainProfile, GroupProfile, LensPartProfile, LensProfile, OverallProfile, Profile, Rules,
};
use crate::tally::{Counts, MissingCounts};
use crate::values::{Count, Id, Json, Text};
use crate::voices::same_rubric;

impl Release {
    /// What may be published of a profile that these rules staged.
    ///
    /// # Errors
    ///
    /// A report if the profile is not of the rubric or the policy of these rules, or if the disclosure policy merges groups
    /// that the rubric does not have.
    pub fn of(rules: &Rules, profile: &Profile, disclosure: &Disclosure) -> Result<Self, Report> {
        Self::beside(rules, profile, disclosure, &[])
    }

    /// As [`Release::of`], beside what was published before. What an earlier release of the same answers hides is hidden
    /// here too, and more where both together would give it away.
    ///
    /// # Errors
    ///
    /// A report as for [`Release::of`]; or of what the earlier releases give away whatever this one hides.
    pub fn beside(
        rules: &Rules,
        profile: &Profile,
        disclosure: &Disclosure,
        earlier: &[&Self],
    ) -> Result<Self, Report> {
        check(rules, profile, disclosure)?;
        let mut findings = Findings::default();
        for (index, one) in earlier.iter().enumerate() {
            check_fits(rules, one.document(), &format!("/beside/{index}"), &mut findings);
        }
        if findings.has_errors() {
            return Err(findings.into_report("").without_positions());
        }
        let mut disclosing = Disclosing::new(rules, disclosure);
        let mut release = disclosing.release(profile);
        let same: Vec<&ReleaseDocument> =
            earlier.iter().map(|one| one.document()).filter(|one| same_answers(one, &release)).collect();
        if earlier.is_empty() {
            return Ok(Self(release));
        }
        disclosing.hidden_before = same.iter().flat_map(|one| hidden_in(one)).collect();
        loop {
            release = disclosing.release(profile);
            let all: Vec<&ReleaseDocument> = earlier.iter().map(|one| one.document()).chain([&release]).collect();
            let audit = Audit::of_documents(rules, &all);
            let mut more = named_in(&audit);
            more.retain(|id| !disclosing.hidden_whole.contains(id));
            if audit.safe {
                return Ok(Self(release));
            }
            if more.is_empty() {
                return Err(audit.report().with_paths(|path| in_earlier(path, earlier.len())));
            }
            disclosing.hidden_whole.extend(more);
        }
    }
}

/// Of a path into an audit of some earlier releases and a new one, that into the arguments, or into the new one.
fn in_earlier(path: &str, earlier: usize) -> Option<String> {
    let (index, rest) = path.strip_prefix("/releases/")?.split_once('/')?;
    let index: usize = index.parse().ok()?;
    Some(if index < earlier { format!("/beside/{index}/{rest}") } else { format!("/{rest}") })
}

/// The rows that a release hides: competency and group.
fn hidden_in(release: &ReleaseDocument) -> Vec<(Id, Id)> {
    let competencies = release.domains.iter().flat_map(|domain| &domain.competencies);
    let rows = competencies.flat_map(|one| one.groups.iter().map(move |row| (one, row)));
    rows.filter(|(_, row)| row.hidden).map(|(one, row)| (one.id.clone(), row.group.clone())).collect()
}

/// The competencies that an audit finds something on.
fn named_in(audit: &Audit) -> Vec<Id> {
    let named = audit.exposed.iter().filter_map(|problem| {
        match problem.params.0.iter().find(|(name, _)| name == "competency") {
            Some((_, Json::String(id))) => Id::new(id),
            _ => None,
        }
    });
    let mut ids: Vec<Id> = named.collect();
    ids.dedup();
    ids
}

/// Refuses what does not belong together.
pub(super) fn check(rules: &Rules, profile: &Profile, disclosure: &Disclosure) -> Result<(), Report> {
    let mut findings = Findings::default();
    let rubric = rules.rubric();
    same_rubric(rubric, profile, "/profile", &mut findings);
    let stamp = rules.stamp();
    if profile.policy.digest != stamp.digest {
        let params = Params::new()
            .with("found", format!("{} {}", profile.policy.id, profile.policy.version))
            .with("expected", format!("{} {}", stamp.id, stamp.version));
        findings.meaning(Code::OtherPolicy, "/profile/policy".to_owned(), params);
    }
    for (domain, below) in profile.domains.iter().enumerate() {
        for (competency, below) in below.competencies.iter().enumerate() {
            for (group, voice) in below.groups.iter().enumerate() {
                if rubric.group_index(voice.group.as_str()).is_none() {
                    let path = format!("/profile/domains/{domain}/competencies/{competency}/groups/{group}/group");
                    let known = rubric.groups().iter().map(Id::as_str);
                    let id = voice.group.as_str();
                    let params = findings.suggest(Params::new().with("id", id), id, known);
                    findings.meaning(Code::UnknownGroup, path, params);
                }
            }
        }
    }
    disclosure.check_against(rubric, "/disclosure", &mut findings);
    if findings.has_errors() { Err(findings.into_report("").without_positions()) } else { Ok(()) }
}

struct Disclosing<'a> {
    rules: &'a Rules,
    rubric: &'a Rubric,
    disclosure: &'a Disclosure,
    terms: Terms,
    outsider: Outsider<'a>,
    /// Rows that an earlier release of the same answers hides: competency and group.
    hidden_before: Vec<(Id, Id)>,
    /// Competencies of which nothing is shown but what was decided.
    hidden_whole: Vec<Id>,
}

impl<'a> Disclosing<'a> {
    fn new(rules: &'a Rules, disclosure: &'a Disclosure) -> Self {
        let terms = disclosure.terms();
        let outsider = Outsider::new(rules);
        let (hidden_before, hidden_whole) = (Vec::new(), Vec::new());
        Self { rules, rubric: rules.rubric(), disclosure, terms, outsider, hidden_before, hidden_whole }
    }

    fn release(&self, profile: &Profile) -> ReleaseDocument {
        let mut release = ReleaseDocument {
            format: ReleaseFormat::Format,
            rules: profile.rules,
            rubric: profile.rubric.clone(),
            policy: profile.policy.clone(),
            disclosure: self.disclosure.stamp(),
            assessment: profile.assessment.clone(),
            subject: profile.subject.clone(),
            period: profile.period.clone(),
            text: Text::bilingual("", ""),
            overall: None,
            domains: profile.domains.iter().map(ReleasedDomain::of).collect(),
            lenses: Vec::new(),
            notes: Vec::new(),
        };
        for (index, domain) in profile.domains.iter().enumerate() {
            let competencies = domain.competencies.iter().map(|one| self.competency(one, &release)).collect();
            if let Some(domain) = release.domains.get_mut(index) {
                domain.competencies = competencies;
            }
        }
        for index in self.rubric.foundations_first() {
            if !self.domain_is_safe(&release, *index)
                && let Some(domain) = release.domains.get_mut(*index)
            {
                let competencies = std::mem::take(&mut domain.competencies);
                *domain = ReleasedDomain { competencies, ..ReleasedDomain::only_named(&domain.id) };
            }
        }
        let open = open(self.rubric, &release);
        self.leave_out_reasons(&mut release, &open);
        release.overall = profile.overall.as_ref().map(|overall| {
            let is_open = profile.domains.iter().all(|domain| open.contains(&domain.id));
            ReleasedOverall::of(overall, release.domains.iter().any(|domain| domain.hidden), is_open)
        });
        release.lenses = self.lenses(profile, &release, &open);
        release.notes = profile.notes.iter().filter(|note| speaks_of(note, &open)).cloned().collect();
        release.text = words::of_release(&release);
        release
    }

    fn competency(&self, profile: &CompetencyProfile, release: &ReleaseDocument) -> ReleasedCompetency {
        let mut rows: Vec<ReleasedGroup> = profile.groups.iter().map(ReleasedGroup::of).collect();
        for merged in &self.disclosure.document().merge {
            self.merge(merged, &mut rows);
        }
        let counts: Vec<Row> = rows.iter().map(ReleasedGroup::row).collect();
        let whole = self.hidden_whole.contains(&profile.id);
        let before = |row: &ReleasedGroup| {
            self.hidden_before.iter().any(|(competency, group)| *competency == profile.id && *group == row.group)
        };
        let mut hidden: Vec<bool> = rows.iter().map(|row| whole || before(row)).collect();
        let total_hidden = self.terms.hide(&counts, &mut hidden) || whole;
        let total = counts.iter().fold(0_u64, |sum, row| sum.saturating_add(row.answers));
        let lone_voice = self.lone_voice(&rows, &hidden);
        let mut released = ReleasedCompetency::of(profile);
        released.answers = (!total_hidden).then_some(total);
        let rows = rows.into_iter().zip(&hidden);
        released.groups =
            rows.map(|(row, hidden)| if *hidden { ReleasedGroup::only_named(&row.group) } else { row }).collect();
        // A decision says nothing of votes, and stays.
        if let Some(said) = self.outsider.said_by(&released)
            && (whole || lone_voice || !self.is_safe(&self.outsider.sight(release, &released, Some(&said))))
        {
            let groups = std::mem::take(&mut released.groups);
            let named = ReleasedCompetency::only_named(&profile.id);
            released = ReleasedCompetency { answers: released.answers, groups, ..named };
        }
        released
    }

    /// Puts one row in place of those of some groups, at the place of the first.
    fn merge(&self, merged: &MergedGroups, rows: &mut Vec<ReleasedGroup>) {
        let is_part = |row: &ReleasedGroup| merged.groups.contains(&row.group);
        let Some(place) = rows.iter().position(is_part) else { return };
        let mut counts = Counts::default();
        rows.iter().filter(|row| is_part(row)).for_each(|part| {
            counts.add(&part.counts());
        });
        rows.retain(|row| !is_part(row));
        let voice = self.rules.of_group(&counts);
        let stages = counts.stages.iter().take(usize::from(self.rubric.stages()));
        let row = ReleasedGroup {
            hidden: false,
            status: voice.map(|(status, _)| status),
            stage: voice.and_then(|(_, stage)| self.rubric.stage_id(stage?)).cloned(),
            stages: stages.map(|count| Count::new(*count).unwrap_or_default()).collect(),
            missing: counts.missing,
            ..ReleasedGroup::only_named(&merged.id)
        };
        rows.insert(place.min(rows.len()), row);
    }

    /// Whether the only group with a stage is hidden, so that the competency's stage is its own.
    fn lone_voice(&self, rows: &[ReleasedGroup], hidden: &[bool]) -> bool {
        let mut voted = rows.iter().zip(hidden).filter(|(row, _)| row.stage.is_some());
        matches!((voted.next(), voted.next()), (Some((_, true)), None))
    }

    fn is_safe(&self, sight: &Sight) -> bool {
        match sight {
            Sight::Clear => true,
            Sight::Known(known) => known.is_safe(self.terms.fewest_values()),
            Sight::Lost => false,
        }
    }

    /// Whether a domain's stage says no more of what is hidden beneath it, or before it, than it may.
    fn domain_is_safe(&self, release: &ReleaseDocument, index: usize) -> bool {
        let Some(domain) = release.domains.get(index) else { return true };
        if self.outsider.hidden_foundation(release, index).is_some() {
            return false;
        }
        let sights = self.outsider.of_domain(release, index);
        let mut hidden = domain.competencies.iter().zip(&sights).filter(|(competency, _)| competency.hidden);
        hidden.all(|(_, sight)| self.is_safe(sight) && !matches!(sight, Sight::Known(known) if known.is_told))
    }

    fn leave_out_reasons(&self, release: &mut ReleaseDocument, open: &[Id]) {
        for domain in &mut release.domains {
            if !open.contains(&domain.id) {
                domain.leave_out_reasons();
            }
            for competency in domain.competencies.iter_mut().filter(|one| !open.contains(&one.id)) {
                competency.leave_out_reasons();
            }
        }
    }

    fn lenses(&self, profile: &Profile, release: &ReleaseDocument, open: &[Id]) -> Vec<ReleasedLens> {
        let competencies = release.domains.iter().flat_map(|domain| &domain.competencies);
        let hidden: Vec<&Id> = competencies.filter(|competency| competency.hidden).map(|one| &one.id).collect();
        let lens = |lens: &LensProfile| {
            let document = self.rubric.document().lenses.iter().find(|one| one.id == lens.id);
            let part = |part: &LensPartProfile| {
                let document = document.and_then(|lens| lens.parts.iter().find(|one| one.id == part.id));
                let below = document.map_or(&[][..], |part| &part.competencies);
                let is_hidden = document.is_none() || below.iter().any(|id| hidden.contains(&id));
                ReleasedPart::of(part, is_hidden, below.iter().all(|id| open.contains(id)))
            };
            ReleasedLens { id: lens.id.clone(), parts: lens.parts.iter().map(part).collect() }
        };
        profile.lenses.iter().map(lens).collect()
    }
}

/// A node as in a profile.
macro_rules! keep {
    ($node:ident, $Released:ident { $($field:ident: $value:expr),* $(,)? }) => {
        $Released {
            $($field: $value,)*
            hidden: false,
            status: Some($node.status),
            stage: $node.stage.clone(),
            range: $node.range.clone(),
            because: Some($node.because.clone()),
            next: $node.next.clone(),
            held_by: $node.held_by.clone(),
        }
    };
}

/// A node of which only the name is said.
macro_rules! only {
    ($Released:ident { $($field:ident: $value:expr),* $(,)? }) => {
        $Released {
            $($field: $value,)*
            hidden: true,
            status: None,
            stage: None,
            range: Vec::new(),
            because: None,
            next: None,
            held_by: Vec::new(),
        }
    };
}

/// What is left out where something beneath is hidden or merged.
macro_rules! leave_out_reasons {
    ($($Released:ident),*) => {$(
        impl $Released {
            fn leave_out_reasons(&mut self) {
                (self.range, self.because, self.next, self.held_by) = (Vec::new(), None, None, Vec::new());
            }
        }
    )*};
}

leave_out_reasons!(ReleasedOverall, ReleasedDomain, ReleasedCompetency, ReleasedPart);

impl ReleasedOverall {
    fn of(node: &OverallProfile, is_hidden: bool, is_open: bool) -> Self {
        let mut released = if is_hidden { only!(ReleasedOverall {}) } else { keep!(node, ReleasedOverall {}) };
        if !is_open {
            released.leave_out_reasons();
        }
        released
    }
}

impl ReleasedPart {
    fn of(node: &LensPartProfile, is_hidden: bool, is_open: bool) -> Self {
        let id = node.id.clone();
        let mut released =
            if is_hidden { only!(ReleasedPart { id: id }) } else { keep!(node, ReleasedPart { id: id }) };
        if !is_open {
            released.leave_out_reasons();
        }
        released
    }
}

impl ReleasedDomain {
    fn of(node: &DomainProfile) -> Self {
        keep!(node, ReleasedDomain { id: node.id.clone(), competencies: Vec::new() })
    }

    fn only_named(id: &Id) -> Self {
        only!(ReleasedDomain { id: id.clone(), competencies: Vec::new() })
    }
}

impl ReleasedCompetency {
    fn of(node: &CompetencyProfile) -> Self {
        keep!(
            node,
            ReleasedCompetency { id: node.id.clone(), source: Some(node.source), answers: None, groups: Vec::new() }
        )
    }

    fn only_named(id: &Id) -> Self {
        only!(ReleasedCompetency { id: id.clone(), source: None, answers: None, groups: Vec::new() })
    }
}

impl ReleasedGroup {
    fn of(node: &GroupProfile) -> Self {
        keep!(node, ReleasedGroup { group: node.group.clone(), stages: node.stages.clone(), missing: node.missing })
    }

    fn only_named(group: &Id) -> Self {
        only!(ReleasedGroup { group: group.clone(), stages: Vec::new(), missing: MissingCounts::default() })
    }

    fn counts(&self) -> Counts {
        let mut counts = Counts { missing: self.missing, ..Counts::default() };
        for (place, count) in counts.stages.iter_mut().zip(&self.stages) {
            *place = count.get();
        }
        counts
    }
}
