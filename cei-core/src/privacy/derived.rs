//! What follows from releases: growth between rounds, gaps between groups. Nothing that they hide comes back.

use super::release::{Release, ReleaseDocument, ReleasedCompetency, ReleasedDomain};
use crate::diagnostic::Report;
use crate::reading::Read;
use crate::rubric::Rubric;
use crate::staging::{CompetencyProfile, DomainProfile, GroupProfile, OverallProfile, Profile, Status};
use crate::values::Id;
use crate::voices::{Gaps, Growth, GrowthOptions, Round};

/// One round to compare, of which this was published.
#[derive(Clone, Copy, Debug)]
pub struct ReleasedRound<'a> {
    /// What it was rated by.
    pub rubric: &'a Rubric,
    /// What was published.
    pub release: &'a Release,
}

impl Release {
    /// The gaps between groups that are shown, a merged row among them as one group.
    ///
    /// # Errors
    ///
    /// As [`Gaps::of`].
    pub fn gaps(&self, rubric: &Rubric) -> Result<Gaps, Report> {
        Gaps::of_voices(rubric, &self.0.shown(), |row| {
            // In the order of the rubric, a merged row where its first group is.
            self.0.members(row).iter().filter_map(|group| rubric.group_index(group.as_str())).min()
        })
    }

    /// What became of one subject between two or more rounds, the earliest first, as far as it was published: what is
    /// hidden in the first or the last round has changed in a way that is hidden. A stage that is hidden in a round
    /// between them is null.
    ///
    /// # Errors
    ///
    /// As [`Growth::of`], with the releases' places.
    pub fn growth(rounds: &[ReleasedRound<'_>], options: &GrowthOptions<'_>) -> Result<Growth, Report> {
        let shown: Vec<Profile> = rounds.iter().map(|round| round.release.document().shown()).collect();
        let as_rounds =
            rounds.iter().zip(&shown).map(|(round, profile)| Round { rubric: round.rubric, profile, assessment: None });
        let grown = Growth::of(&as_rounds.collect::<Vec<_>>(), options);
        let mut grown = grown.map_err(|report| report.with_paths(in_releases))?;
        let ends = [rounds.first(), rounds.last()].map(|round| round.map(|round| round.release.document()));
        if let [Some(first), Some(last)] = ends {
            let is_hidden = |id: &Id, was: Option<&Id>| first.hides(was.unwrap_or(id)) || last.hides(id);
            grown.hide(is_hidden, [first, last].iter().any(|one| one.overall.as_ref().is_some_and(|one| one.hidden)));
        }
        Ok(grown)
    }
}

/// Of a path to a profile, that to its release.
fn in_releases(path: &str) -> Option<String> {
    let (round, rest) = path.strip_prefix("/rounds/")?.split_once("/profile")?;
    Some(format!("/rounds/{round}/release{rest}"))
}

impl ReleaseDocument {
    /// Whether the stage of a domain or a competency is hidden.
    fn hides(&self, id: &Id) -> bool {
        self.domains.iter().any(|domain| {
            (domain.hidden && domain.id == *id) || domain.competencies.iter().any(|one| one.hidden && one.id == *id)
        })
    }

    /// What is shown, as a profile without reasons: what is hidden has no stage, and a hidden row is not there.
    fn shown(&self) -> Profile {
        let overall = self.overall.as_ref().map(|one| {
            let mut node = OverallProfile::unreadable();
            (node.status, node.stage) = (one.status.unwrap_or(Status::Insufficient), one.stage.clone());
            node
        });
        Profile {
            rules: self.rules,
            rubric: self.rubric.clone(),
            policy: self.policy.clone(),
            assessment: self.assessment.clone(),
            subject: self.subject.clone(),
            period: self.period.clone(),
            overall,
            domains: self.domains.iter().map(ReleasedDomain::shown).collect(),
            ..Profile::unreadable()
        }
    }
}

impl ReleasedDomain {
    fn shown(&self) -> DomainProfile {
        DomainProfile {
            id: self.id.clone(),
            status: self.status.unwrap_or(Status::Insufficient),
            stage: self.stage.clone(),
            competencies: self.competencies.iter().map(ReleasedCompetency::shown).collect(),
            ..DomainProfile::unreadable()
        }
    }
}

impl ReleasedCompetency {
    fn shown(&self) -> CompetencyProfile {
        let rows = self.groups.iter().filter(|row| !row.hidden).map(|row| GroupProfile {
            group: row.group.clone(),
            status: row.status.unwrap_or(Status::Insufficient),
            stage: row.stage.clone(),
            stages: row.stages.clone(),
            missing: row.missing,
            ..GroupProfile::unreadable()
        });
        CompetencyProfile {
            id: self.id.clone(),
            status: self.status.unwrap_or(Status::Insufficient),
            stage: self.stage.clone(),
            groups: rows.collect(),
            ..CompetencyProfile::unreadable()
        }
    }
}
