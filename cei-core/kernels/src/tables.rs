use crate::MAX_STAGE;

/// What a stage above the lowest takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needs {
    /// How many votes at it or above, by the number of votes.
    Reach(Vec<u32>),
    /// How many points, by stage number - 2, then by the number of votes.
    Points(Vec<Vec<u32>>),
}

/// A rule, asked for everything that can come up with so many members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tables {
    /// How many stages there are: k, from 2 to 9.
    pub stages: u8,
    /// By the value of a cell, from 0 to k: the stage it votes for, or 0 for a member without a vote.
    pub votes: [u8; MAX_STAGE as usize + 1],
    /// What each stage takes.
    pub needs: Needs,
    /// By the number of members, from 0 to how many columns there are: how many votes it takes to have a stage at all.
    pub enough: Vec<u32>,
    /// How many stages above the lowest vote the result may be.
    pub within: Option<u8>,
}

impl Tables {
    /// How many columns there are.
    #[must_use]
    pub fn members(&self) -> usize {
        self.enough.len().saturating_sub(1)
    }

    /// What stage number `stage` takes of so many votes.
    pub(crate) fn need(&self, stage: u8, votes: usize) -> u32 {
        let table = match &self.needs {
            Needs::Reach(needs) => Some(needs),
            Needs::Points(needs) => needs.get(usize::from(stage).saturating_sub(2)),
        };
        table.and_then(|needs| needs.get(votes)).copied().unwrap_or(u32::MAX)
    }

    /// Whether every value of a cell votes for the stage of its number.
    pub(crate) fn is_plain(&self) -> bool {
        (0..).zip(self.votes).take(usize::from(self.stages).saturating_add(1)).all(|(value, stage)| value == stage)
    }
}
