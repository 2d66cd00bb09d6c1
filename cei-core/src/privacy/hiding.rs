//! Which rows of a competency are hidden, by their numbers of answers alone.
//!
//! What is shown: the rows that are not hidden, which rows are hidden (so that each has at least one answer), and the
//! total unless it is hidden. Of `m` hidden rows with `rest` answers together an outsider then knows this and no more: a
//! single one has exactly `rest`; of two or more, each has any of the numbers from 1 to `rest - m + 1`. That is the whole
//! set: give the others one answer each but for one of them, which takes what is left.

/// What a disclosure policy asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Terms {
    pub(crate) min_n: u64,
    pub(crate) complementary: bool,
}

/// How many answers a row has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// All of them, those without a stage too.
    pub(crate) answers: u64,
    /// Those that have a stage.
    pub(crate) rated: u64,
}

impl Terms {
    /// Whether a row is too small to be shown. Many answers without a stage do not make a few with one any safer.
    pub(crate) fn is_small(self, row: Row) -> bool {
        let few = |answers| answers > 0 && answers < self.min_n;
        few(row.answers) || few(row.rated)
    }

    /// How many numbers of answers have to stay possible for a hidden row.
    pub(crate) fn fewest_values(self) -> u64 {
        self.min_n.saturating_sub(1)
    }

    /// Marks in `hidden`, one place for each row, what is hidden on top of what is; true if the total is hidden too.
    pub(crate) fn hide(self, rows: &[Row], hidden: &mut [bool]) -> bool {
        let mut count = 0_u64;
        let mut rest = 0_u64;
        for (row, hidden) in rows.iter().zip(hidden.iter_mut()) {
            *hidden |= self.is_small(*row);
            if *hidden {
                count = count.saturating_add(1);
                rest = rest.saturating_add(row.answers);
            }
        }
        while count > 0 && values_of_each(count, rest) < self.fewest_values() {
            let shown = rows.iter().zip(hidden.iter_mut()).filter(|(row, hidden)| row.answers > 0 && !**hidden);
            let smallest = shown.min_by_key(|(row, _)| row.answers);
            let Some((row, hidden)) = smallest.filter(|_| self.complementary) else { return true };
            *hidden = true;
            count = count.saturating_add(1);
            rest = rest.saturating_add(row.answers);
        }
        false
    }
}

/// How many numbers of answers are possible for each of some hidden rows that have `rest` answers together.
pub(crate) fn values_of_each(rows: u64, rest: u64) -> u64 {
    if rows < 2 { 1 } else { rest.saturating_add(1).saturating_sub(rows) }
}
