//! A table out: what may be published of the counts of many assessments, and what can still be derived of the rest.

use std::borrow::Borrow;
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Int64Array, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::counts::count_columns;
use super::output::Texts;
use crate::assessment::Missing;
use crate::privacy::{Disclosure, Row, values_of_each};
use crate::rubric::Rubric;
use crate::tally::{Counts, Tally};

/// For how many rows room is made before they are there.
const MOST_ROOM: usize = 1 << 20;

/// The columns of [`disclosed_table`].
#[must_use]
pub fn disclosed_schema(rubric: &Rubric) -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::Utf8, false);
    let mut fields = vec![text("assessment"), text("group"), text("competency")];
    fields.push(Field::new("hidden", DataType::Int64, false));
    fields.extend(count_columns(rubric).map(|name| Field::new(name, DataType::Int64, true)));
    fields.extend(["total", "low", "high"].map(|name| Field::new(name, DataType::Int64, true)));
    Arc::new(Schema::new(fields))
}

/// Counts as a table in which rows of few answers are hidden, and others so that these cannot be worked out: a row for
/// each cell that is not empty; of a hidden one `hidden` is 1 and the counts are null. `total` is that of the competency over
/// all groups, null where it is hidden. `low` and `high` are the audit: from what this table shows, how many answers the row can have;
/// `high` is null where there is no end. No stage is shown, so that none bounds the counts.
///
/// # Errors
///
/// As [`super::stages_table`].
pub fn disclosed_table(
    rubric: &Rubric,
    tallies: impl IntoIterator<Item: Borrow<Tally>>,
    disclosure: &Disclosure,
) -> Result<RecordBatch, ArrowError> {
    let tallies = tallies.into_iter();
    let mut out = Out::new(rubric, tallies.size_hint().1);
    let merge = &disclosure.document().merge;
    let place = |id: &crate::values::Id| rubric.group_index(id.as_str());
    let merged: Vec<(&str, Vec<usize>)> =
        merge.iter().map(|one| (one.id.as_str(), one.groups.iter().filter_map(place).collect())).collect();
    // By group: its name, and the place of those it is merged with.
    let names: Vec<(&str, Option<usize>)> = (0..)
        .zip(rubric.groups())
        .map(|(group, id)| {
            let within = merged.iter().position(|(_, groups)| groups.contains(&group));
            (within.and_then(|place| merged.get(place)).map_or(id.as_str(), |(name, _)| name), within)
        })
        .collect();
    let terms = disclosure.terms();
    let mut sums: Vec<Counts> = Vec::new();
    let (mut sizes, mut hidden): (Vec<Row>, Vec<bool>) = Default::default();
    for tally in tallies {
        let tally = tally.borrow();
        let answered =
            |competency: usize| tally.cells(competency).iter().zip(&names).filter(|(counts, _)| counts.answered());
        sums.clear();
        let with_merged = if merged.is_empty() { 0 } else { rubric.competencies().len() };
        for competency in 0..with_merged {
            let first = sums.len();
            sums.resize(first.saturating_add(merged.len()), Counts::default());
            for (counts, (_, within)) in answered(competency) {
                if let Some(sum) = within.and_then(|place| sums.get_mut(first.saturating_add(place))) {
                    sum.add(counts);
                }
            }
        }
        let mut rows = Vec::with_capacity(out.most_rows);
        for (index, competency) in rubric.competencies().iter().enumerate() {
            let first = rows.len();
            for (counts, (group, within)) in answered(index) {
                let counts = match within {
                    None => counts,
                    Some(_) if rows.iter().skip(first).any(|row: &Shown<'_>| row.group == *group) => continue,
                    Some(place) => {
                        sums.get(index.saturating_mul(merged.len()).saturating_add(*place)).unwrap_or(counts)
                    }
                };
                rows.push(Shown::new(group, counts));
            }
            let rows = rows.get_mut(first..).unwrap_or_default();
            sizes.clear();
            sizes.extend(rows.iter().map(|row| size(row.counts)));
            hidden.clear();
            hidden.resize(rows.len(), false);
            let total_hidden = terms.hide(&sizes, &mut hidden);
            say(rows, &sizes, &hidden, total_hidden);
            out.competency.repeat(competency.as_str(), rows.len())?;
        }
        out.assessment(tally.assessment().as_str(), &rows)?;
    }
    out.finish()
}

fn size(counts: &Counts) -> Row {
    let rated = counts.stages.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
    let not_applicable = counts.missing.get(Missing::NotApplicable).get();
    Row { answers: rated.saturating_add(counts.open()).saturating_add(not_applicable), rated }
}

/// A row, with what is said of it.
struct Shown<'a> {
    group: &'a str,
    counts: &'a Counts,
    hidden: bool,
    total: Option<i64>,
    low: i64,
    high: Option<i64>,
}

impl<'a> Shown<'a> {
    fn new(group: &'a str, counts: &'a Counts) -> Self {
        Self { group, counts, hidden: false, total: None, low: 0, high: None }
    }
}

/// Says of the rows of a competency which are hidden, and how many answers each can have.
fn say(rows: &mut [Shown<'_>], sizes: &[Row], hidden: &[bool], total_hidden: bool) {
    let sum = |is: bool| {
        let each = sizes.iter().zip(hidden).filter(|(_, hidden)| **hidden == is);
        each.fold(0_u64, |sum, (size, _)| sum.saturating_add(size.answers))
    };
    let (shown, covered) = (sum(false), sum(true));
    let total = (!total_hidden).then_some(shown.saturating_add(covered));
    // What follows uses only what is shown.
    let count = hidden.iter().filter(|hidden| **hidden).count() as u64;
    let rest = total.map(|total| total.saturating_sub(shown));
    let values = rest.map(|rest| values_of_each(count, rest));
    let low = rest.filter(|_| count == 1).unwrap_or(1);
    let high = values.map(|values| low.saturating_add(values).saturating_sub(1));
    for ((row, size), hidden) in rows.iter_mut().zip(sizes).zip(hidden) {
        let (low, high) = if *hidden { (low, high) } else { (size.answers, Some(size.answers)) };
        row.hidden = *hidden;
        row.total = total.map(whole);
        row.low = whole(low);
        row.high = high.map(whole);
    }
}

fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A column of whole numbers, some of which are null.
struct Numbers {
    /// Anything where it is null.
    values: Vec<i64>,
    known: Vec<bool>,
}

impl Numbers {
    fn with_capacity(rows: usize) -> Self {
        Self { values: Vec::with_capacity(rows), known: Vec::with_capacity(rows) }
    }

    fn extend(&mut self, numbers: impl Iterator<Item = Option<i64>> + Clone) {
        self.values.extend(numbers.clone().map(Option::unwrap_or_default));
        self.known.extend(numbers.map(|number| number.is_some()));
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        nullable(self.values, &BooleanArray::from(self.known))
    }
}

fn nullable(values: Vec<i64>, known: &BooleanArray) -> Result<ArrayRef, ArrowError> {
    let nulls = known.has_false().then(|| known.values().clone().into());
    Ok(Arc::new(Int64Array::try_new(fitting(values).into(), nulls)?))
}

fn fitting(mut values: Vec<i64>) -> Vec<i64> {
    values.shrink_to_fit();
    values
}

/// The columns, each filled for a whole assessment at a time.
struct Out<'a> {
    rubric: &'a Rubric,
    /// Of an assessment.
    most_rows: usize,
    assessment: Texts,
    group: Texts,
    competency: Texts,
    hidden: Vec<bool>,
    /// Anything where it is hidden.
    counts: Vec<Vec<i64>>,
    total: Numbers,
    low: Vec<i64>,
    high: Numbers,
}

impl<'a> Out<'a> {
    /// With room for the rows of so many assessments, if that is known: room that is not filled costs next to nothing,
    /// to move what is filled costs more.
    fn new(rubric: &'a Rubric, assessments: Option<usize>) -> Self {
        let most_rows = rubric.competencies().len().saturating_mul(rubric.groups().len());
        let rows = assessments.unwrap_or_default().saturating_mul(most_rows).min(MOST_ROOM);
        Self {
            rubric,
            most_rows,
            assessment: Texts::default(),
            group: Texts::default(),
            competency: Texts::default(),
            hidden: Vec::with_capacity(rows),
            counts: count_columns(rubric).map(|_| Vec::with_capacity(rows)).collect(),
            total: Numbers::with_capacity(rows),
            low: Vec::with_capacity(rows),
            high: Numbers::with_capacity(rows),
        }
    }

    fn assessment(&mut self, assessment: &str, rows: &[Shown<'_>]) -> Result<(), ArrowError> {
        self.assessment.repeat(assessment, rows.len())?;
        for row in rows {
            self.group.push(Some(row.group))?;
        }
        self.hidden.extend(rows.iter().map(|row| row.hidden));
        self.total.extend(rows.iter().map(|row| row.total));
        self.low.extend(rows.iter().map(|row| row.low));
        self.high.extend(rows.iter().map(|row| row.high));
        let mut columns = self.counts.iter_mut();
        for (stage, column) in (0..usize::from(self.rubric.stages())).zip(&mut columns) {
            let of = |row: &Shown<'_>| row.counts.stages.get(stage).copied().unwrap_or_default();
            column.extend(rows.iter().map(|row| if row.hidden { 0 } else { whole(of(row)) }));
        }
        for (missing, column) in Missing::ALL.iter().zip(columns) {
            let of = |row: &Shown<'_>| row.counts.missing.get(*missing).get();
            column.extend(rows.iter().map(|row| if row.hidden { 0 } else { whole(of(row)) }));
        }
        Ok(())
    }

    fn finish(self) -> Result<RecordBatch, ArrowError> {
        let mut columns = vec![self.assessment.finish(), self.group.finish(), self.competency.finish()];
        // Every count is null in the same rows.
        let shown = BooleanArray::from(self.hidden.iter().map(|hidden| !hidden).collect::<Vec<bool>>());
        let hidden: Vec<i64> = self.hidden.iter().map(|hidden| i64::from(*hidden)).collect();
        columns.push(Arc::new(Int64Array::from(hidden)));
        for counts in self.counts {
            columns.push(nullable(counts, &shown)?);
        }
        columns.extend([self.total.finish()?, Arc::new(Int64Array::from(fitting(self.low))), self.high.finish()?]);
        RecordBatch::try_new(disclosed_schema(self.rubric), columns)
    }
}
