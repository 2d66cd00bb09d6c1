//! Counts from somewhere else, such as a database, added to one cell.

use super::{Cell, Counts, Missing, Tally};
use crate::diagnostic::{Code, Params, Report};
use crate::values::limits::MAX_COUNT;
use crate::values::{Count, Id};

impl Tally {
    /// Adds to the cell of one competency and group (their places in [`crate::Rubric::competencies`] and
    /// [`crate::Rubric::groups`]) how many answers named each stage, lowest first, how many gave none (in the order of
    /// [`Missing::ALL`]), and how many items of evidence they have together. Stages that are not listed are zero.
    ///
    /// # Errors
    ///
    /// A report, and nothing added, where there is no such competency, group or stage, where answers go to a competency
    /// that is left out, or where a count or a sum passes the limit.
    pub fn add_cell(
        &mut self,
        competency: usize,
        group: usize,
        stages: &[u64],
        missing: [u64; Missing::ALL.len()],
        evidence: u64,
    ) -> Result<(), Report> {
        let rubric = self.rubric();
        let Some(id) = rubric.competencies().get(competency).map(Id::as_str) else {
            return Err(beyond("/competency", competency, 0, rubric.competencies().len().saturating_sub(1)));
        };
        if group >= rubric.groups().len() {
            return Err(beyond("/group", group, 0, rubric.groups().len().saturating_sub(1)));
        }
        let k = usize::from(rubric.stages());
        let highest = stages.iter().rposition(|count| *count > 0).map_or(0, |index| index.saturating_add(1));
        if highest > k {
            return Err(beyond("/stages", highest, 1, k));
        }
        let mut counts = Counts { evidence, ..Counts::default() };
        for (place, count) in counts.stages.iter_mut().zip(stages) {
            *place = *count;
        }
        for (reason, count) in Missing::ALL.iter().zip(missing) {
            *counts.missing.get_mut(*reason) = Count::new(count).ok_or_else(too_large)?;
        }
        if self.is_out_of_scope(competency) && !counts.is_empty() {
            return Err(Report::of(Code::OutOfScopeAnswer, "/competency", Params::new().with("competency", id)));
        }
        if !self.add_counts(competency, group, &counts) {
            return Err(too_large());
        }
        Ok(())
    }

    /// What is counted for one competency and group, by their places; `None` where there is no such place.
    #[must_use]
    pub fn cell(&self, competency: usize, group: usize) -> Option<Cell> {
        let rubric = self.rubric();
        let counts = self.cells(competency).get(group)?;
        let count = |count: u64| Count::new(count).unwrap_or_default();
        Some(Cell {
            competency: rubric.competencies().get(competency)?.clone(),
            group: rubric.groups().get(group)?.clone(),
            stages: counts.stages.iter().take(usize::from(rubric.stages())).copied().map(count).collect(),
            missing: counts.missing,
            evidence: count(counts.evidence),
        })
    }
}

fn too_large() -> Report {
    let params = Params::new().with("value", "sum").with("low", 0_u64).with("high", MAX_COUNT);
    Report::of(Code::OutOfRange, "/counts", params)
}

fn beyond(path: &str, value: usize, low: u64, high: usize) -> Report {
    let params = Params::new().with("value", value as u64).with("low", low).with("high", high as u64);
    Report::of(Code::OutOfRange, path, params)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AssessmentId, Rubric};

    const NONE: [u64; 4] = [0; 4];

    fn empty() -> Tally {
        Tally::new(&Rubric::cei(), AssessmentId::new("a").unwrap())
    }

    #[test]
    fn counts_are_added_to_a_cell() {
        let mut tally = empty();
        for _ in 0..2 {
            tally.add_cell(1, 0, &[1, 3], [0, 2, 0, 1], 1).unwrap();
        }
        let cell = tally.cell(1, 0).unwrap();
        assert_eq!(tally.document().cells, std::slice::from_ref(&cell));
        let stages: Vec<u64> = cell.stages.iter().map(|count| count.get()).collect();
        assert_eq!((cell.competency.as_str(), stages.as_slice()), ("1.2", &[2, 6, 0, 0][..]));
        assert_eq!((cell.missing.dont_know.get(), cell.missing.withheld.get(), cell.evidence.get()), (4, 2, 2));
        assert!(tally.cell(34, 0).is_none() && tally.cell(0, 6).is_none());
    }

    #[test]
    fn what_has_no_place_is_refused() {
        let mut tally = empty();
        let at = |added: Result<(), Report>| added.unwrap_err().diagnostics()[0].path.clone();
        assert_eq!(at(tally.add_cell(34, 0, &[], NONE, 0)), "/competency");
        assert_eq!(at(tally.add_cell(0, 6, &[], NONE, 0)), "/group");
        assert_eq!(at(tally.add_cell(0, 0, &[0, 0, 0, 0, 1], NONE, 0)), "/stages");
        assert_eq!(at(tally.add_cell(0, 0, &[MAX_COUNT + 1], NONE, 0)), "/counts");
        assert_eq!(at(tally.add_cell(0, 0, &[], [0, 0, 0, u64::MAX], 0)), "/counts");
        assert!(tally.document().cells.is_empty());
        assert!(tally.add_cell(0, 0, &[MAX_COUNT, 0, 0, 0, 0], NONE, 0).is_ok());
        assert_eq!(at(tally.add_cell(0, 0, &[1], NONE, 0)), "/counts");
        assert_eq!(tally.document().cells[0].stages[0].get(), MAX_COUNT);
    }
}
