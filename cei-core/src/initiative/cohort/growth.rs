//! How the districts of the teams grew, from their profiles.

use std::collections::HashMap;

use super::document::Cohort;
use super::result::{DomainChange, TeamGrowth};
use crate::diagnostic::{Code, Findings, Params, Report};
use crate::initiative::shared::not_after;
use crate::rubric::Rubric;
use crate::staging::Profile;
use crate::values::Date;
use crate::voices::{DomainGrowth, Growth, GrowthOptions, Round};

/// One for each team; `None` with fewer than two profiles.
pub(super) fn by_team(
    cohort: &Cohort,
    rubric: &Rubric,
    as_of: Date,
    profiles: &[Profile],
) -> Result<Vec<Option<TeamGrowth>>, Report> {
    let subject_of = |index: usize| cohort.teams.get(index).and_then(|team| team.subject.as_ref());
    let teams: HashMap<&str, usize> = (0..cohort.teams.len())
        .filter_map(|index| subject_of(index).map(|subject| (subject.id.as_str(), index)))
        .collect();
    let mut findings = Findings::default();
    let mut rounds: Vec<Vec<(usize, &Profile)>> = vec![Vec::new(); cohort.teams.len()];
    for (index, profile) in profiles.iter().enumerate() {
        if let Some(period) = &profile.period {
            not_after(period, as_of, format!("/{index}/period"), &mut findings);
        }
        let id = profile.subject.as_ref().map_or("", |subject| subject.id.as_str());
        match teams.get(id).and_then(|team| rounds.get_mut(*team)) {
            Some(of_team) => of_team.push((index, profile)),
            None => {
                let params = Params::new().with("subject", id);
                let params = findings.suggest(params, id, teams.keys().copied());
                findings.meaning(Code::SubjectOfNoTeam, format!("/{index}/subject"), params);
            }
        }
    }
    if findings.has_errors() {
        return Err(findings.into_report("").without_positions());
    }
    let grown: Vec<Option<TeamGrowth>> = rounds.iter().map(|of_team| growth(rubric, of_team, &mut findings)).collect();
    if findings.has_errors() { Err(findings.into_report("").without_positions()) } else { Ok(grown) }
}

fn growth(rubric: &Rubric, profiles: &[(usize, &Profile)], findings: &mut Findings) -> Option<TeamGrowth> {
    if profiles.len() < 2 {
        return None;
    }
    let rounds: Vec<Round<'_>> =
        profiles.iter().map(|(_, profile)| Round { rubric, profile, assessment: None }).collect();
    let growth = match Growth::of(&rounds, &GrowthOptions::default()) {
        Ok(growth) => growth,
        Err(report) => {
            place(&report, profiles, findings);
            return None;
        }
    };
    let change = |one: DomainGrowth| DomainChange { id: one.id, from: one.from, to: one.to, change: one.change };
    Some(TeamGrowth {
        rounds: rounds.len() as u64,
        counts: growth.counts,
        domains: growth.domains.into_iter().map(change).collect(),
    })
}

/// What is wrong with a round, `/rounds/1/profile/...`, is wrong with the profile that it is.
fn place(report: &Report, profiles: &[(usize, &Profile)], findings: &mut Findings) {
    for one in report.diagnostics() {
        let mut steps = one.path.splitn(5, '/').skip(2);
        let profile = steps.next().and_then(|round| profiles.get(round.parse::<usize>().ok()?));
        let below = steps.nth(1).map_or(String::new(), |below| format!("/{below}"));
        let path = profile.map_or(String::new(), |(index, _)| format!("/{index}{below}"));
        findings.meaning(one.code, path, one.params.clone());
    }
}
