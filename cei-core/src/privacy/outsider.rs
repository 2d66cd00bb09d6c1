//! What an outsider can work out from one release: of every row that is hidden, how many answers it can have and how many
//! of them can be at each stage.

use super::outcomes::{Known, Outcomes, States, Voices};
use super::release::{ReleaseDocument, ReleasedCompetency, ReleasedDomain, ReleasedGroup};
use super::voice::{NO_STAGE, NOT_APPLICABLE};
use crate::policy::Effect;
use crate::staging::{Origin, Rules, Status};
use crate::values::Id;

/// Someone who knows the rubric, the policy and a release, and that hidden rows are not empty.
#[derive(Clone, Debug)]
pub(crate) struct Outsider<'a> {
    rules: &'a Rules,
    outcomes: Outcomes<'a>,
}

/// What can be said of the groups of a competency that are not shown.
#[derive(Clone, Debug)]
pub(crate) enum Sight {
    /// None is hidden, and what is said of groups inside merged rows is no more than may be.
    Clear,
    /// This is what each hidden row can be.
    Known(Known),
    /// It cannot be counted out, and may be too much.
    Lost,
}

impl<'a> Outsider<'a> {
    pub(crate) fn new(rules: &'a Rules) -> Self {
        Self { rules, outcomes: Outcomes::new(rules) }
    }

    /// The number of a node's stage, or of why it has none.
    pub(crate) fn number(&self, status: Status, stage: Option<&Id>) -> u8 {
        match status {
            Status::NotApplicable | Status::OutOfScope => NOT_APPLICABLE,
            _ => stage.and_then(|stage| self.rules.rubric().stage_number(stage.as_str())).unwrap_or(NO_STAGE),
        }
    }

    fn state_of(&self, row: &ReleasedGroup) -> u8 {
        self.number(row.status.unwrap_or(Status::Insufficient), row.stage.as_ref())
    }

    /// The voices of a competency. None where a merged row is among them: nothing says how many voices that holds.
    fn voices(&self, release: &ReleaseDocument, competency: &ReleasedCompetency) -> Option<Voices> {
        if competency.groups.iter().any(|row| release.is_merged(&row.group)) {
            return None;
        }
        Some(Voices {
            shown: competency.groups.iter().filter(|row| !row.hidden).map(|row| self.state_of(row)).collect(),
            hidden: competency.groups.iter().filter(|row| row.hidden).count(),
            rest: competency.rest(),
        })
    }

    /// What is known of the hidden rows of a competency if its votes make it one of `allowed`. Where nothing is said of
    /// that, only the total counts.
    fn of_competency(
        &self,
        release: &ReleaseDocument,
        competency: &ReleasedCompetency,
        allowed: Option<&States>,
    ) -> Option<Known> {
        match (self.voices(release, competency), allowed) {
            (Some(voices), Some(_)) => self.outcomes.known(&voices, allowed),
            (None, Some(_)) => None,
            (_, None) => {
                let hidden = competency.groups.iter().filter(|row| row.hidden).count();
                Some(self.outcomes.by_numbers(hidden, competency.rest()))
            }
        }
    }

    /// What the votes of a competency make it, as far as its stage says so: a decision says nothing of votes.
    pub(crate) fn said_by(&self, competency: &ReleasedCompetency) -> Option<States> {
        let by_votes = competency.source == Some(Origin::Tally);
        let status = competency.status.filter(|_| by_votes && !competency.hidden)?;
        Some(States::from([self.number(status, competency.stage.as_ref())]))
    }

    /// What is known of each competency of a domain.
    pub(crate) fn of_domain(&self, release: &ReleaseDocument, index: usize) -> Vec<Sight> {
        let Some(domain) = release.domains.get(index) else { return Vec::new() };
        let mut by_domain = self.by_domain(release, index, domain).map(Vec::into_iter);
        let sight = |competency: &ReleasedCompetency| {
            let allowed = match &mut by_domain {
                // Of a competency whose stage is hidden, its domain's stage is what says something.
                Some(each) if competency.hidden => match each.next() {
                    Some(allowed) => Some(allowed),
                    None => return Sight::Lost,
                },
                None if competency.hidden && !domain.hidden => return Sight::Lost,
                _ => self.said_by(competency),
            };
            self.sight(release, competency, allowed.as_ref())
        };
        domain.competencies.iter().map(sight).collect()
    }

    /// What is known of a competency if its votes make it one of `allowed`.
    pub(crate) fn sight(
        &self,
        release: &ReleaseDocument,
        competency: &ReleasedCompetency,
        allowed: Option<&States>,
    ) -> Sight {
        if competency.groups.iter().any(|row| row.hidden) {
            return self.of_competency(release, competency, allowed).map_or(Sight::Lost, Sight::Known);
        }
        let (merged, others): (Vec<&ReleasedGroup>, Vec<&ReleasedGroup>) =
            competency.groups.iter().partition(|row| release.is_merged(&row.group));
        let shown: Vec<u8> = others.iter().map(|row| self.state_of(row)).collect();
        let min_n = release.disclosure.min_n.get();
        match allowed {
            Some(allowed) if !merged.is_empty() && !self.outcomes.merged_are_safe(&shown, &merged, allowed, min_n) => {
                Sight::Lost
            }
            _ => Sight::Clear,
        }
    }

    /// A domain that this one builds on and that is hidden, where the policy may have held this one down to it.
    pub(crate) fn hidden_foundation(&self, release: &ReleaseDocument, index: usize) -> Option<Id> {
        let domain = release.domains.get(index)?;
        self.rules.foundation.as_ref().filter(|check| check.effect == Effect::Hold)?;
        is_stage(self.number(domain.status?, domain.stage.as_ref())).then_some(())?;
        let mut below = self.rules.rubric().builds_on(index).iter().filter_map(|other| release.domains.get(*other));
        below.find(|other| other.hidden).map(|other| other.id.clone())
    }

    /// What a domain's stage leaves of the competencies whose stage is hidden; none where it says nothing, or where what
    /// it says cannot be counted out.
    fn by_domain(&self, release: &ReleaseDocument, index: usize, domain: &ReleasedDomain) -> Option<Vec<States>> {
        let allowed = self.made_by_rule(release, index)?;
        let (hidden, shown): (Vec<&ReleasedCompetency>, Vec<&ReleasedCompetency>) =
            domain.competencies.iter().partition(|competency| competency.hidden);
        let shown: Vec<u8> =
            shown.iter().filter_map(|one| Some(self.number(one.status?, one.stage.as_ref()))).collect();
        let own = |competency: &&ReleasedCompetency| {
            Some(self.outcomes.known(&self.voices(release, competency)?, None)?.outcomes)
        };
        let own: Vec<States> = hidden.iter().map(own).collect::<Option<_>>()?;
        self.outcomes.of_domain(&shown, &own, &allowed)
    }

    /// What the rule for domains can have made of one whose stage is shown: that, and more where the domains it builds on
    /// may have held it. None if its stage is hidden, or if what may have held it is.
    fn made_by_rule(&self, release: &ReleaseDocument, index: usize) -> Option<States> {
        let number = |domain: &ReleasedDomain| Some(self.number(domain.status?, domain.stage.as_ref()));
        let own = number(release.domains.get(index)?)?;
        let mut allowed = States::from([own]);
        let check = self.rules.foundation.as_ref().filter(|check| check.effect == Effect::Hold);
        if let Some(check) = check.filter(|_| is_stage(own)) {
            let below = self.rules.rubric().builds_on(index).iter().filter_map(|other| release.domains.get(*other));
            let below: Vec<u8> = below.map(number).collect::<Option<_>>()?;
            let lowest = below.into_iter().filter(|one| is_stage(*one)).min();
            if lowest.is_some_and(|lowest| own == lowest.saturating_add(check.ahead)) {
                allowed.extend(own..=self.rules.rubric().stages());
            }
        }
        Some(allowed)
    }
}

pub(crate) fn is_stage(number: u8) -> bool {
    !matches!(number, NO_STAGE | NOT_APPLICABLE)
}

impl ReleaseDocument {
    /// Whether a row of that name stands for several groups.
    pub(crate) fn is_merged(&self, group: &Id) -> bool {
        self.disclosure.merge.iter().any(|merged| merged.id == *group)
    }

    /// The groups that a row of that name stands for.
    pub(crate) fn members<'a>(&'a self, row: &'a Id) -> &'a [Id] {
        let merged = self.disclosure.merge.iter().find(|merged| merged.id == *row);
        merged.map_or(std::slice::from_ref(row), |merged| &merged.groups)
    }
}

impl ReleasedCompetency {
    /// How many answers its hidden rows have together, where the total is shown.
    pub(crate) fn rest(&self) -> Option<u64> {
        let shown = self.groups.iter().fold(0_u64, |sum, group| sum.saturating_add(group.answers()));
        self.answers.map(|total| total.saturating_sub(shown))
    }
}
