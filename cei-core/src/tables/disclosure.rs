//! A table out: what may be published of the counts of many assessments, and what can still be derived of the rest.

use std::borrow::Borrow;
use std::sync::Arc;

use arrow_array::builder::Int64Builder;
use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::counts::count_columns;
use super::output::Texts;
use crate::assessment::Missing;
use crate::privacy::{Disclosure, Row, values_of_each};
use crate::rubric::Rubric;
use crate::tally::{Counts, Tally};

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
    let mut out = Out::new(rubric);
    let merge = &disclosure.document().merge;
    let place = |id: &crate::values::Id| rubric.group_index(id.as_str());
    let merged: Vec<(&str, Vec<usize>)> =
        merge.iter().map(|one| (one.id.as_str(), one.groups.iter().filter_map(place).collect())).collect();
    let terms = disclosure.terms();
    let mut rows: Vec<(&str, Counts)> = Vec::new();
    let (mut sizes, mut hidden): (Vec<Row>, Vec<bool>) = Default::default();
    for tally in tallies {
        let tally = tally.borrow();
        for (index, competency) in rubric.competencies().iter().enumerate() {
            rows.clear();
            for (group, counts) in tally.cells(index).iter().enumerate().filter(|(_, counts)| counts.answered()) {
                let within = merged.iter().find(|(_, groups)| groups.contains(&group)).map(|(name, _)| *name);
                match rows.iter_mut().find(|(name, _)| within == Some(*name)) {
                    Some((_, sum)) => {
                        sum.add(counts);
                    }
                    None => {
                        let own = rubric.groups().get(group).map_or("", |id| id.as_str());
                        rows.push((within.unwrap_or(own), *counts));
                    }
                }
            }
            sizes.clear();
            sizes.extend(rows.iter().map(|(_, counts)| size(counts)));
            hidden.clear();
            hidden.resize(rows.len(), false);
            let total_hidden = terms.hide(&sizes, &mut hidden);
            let disclosed = Disclosed { rows: &rows, sizes: &sizes, hidden: &hidden, total_hidden };
            out.competency([tally.assessment().as_str(), competency.as_str()], &disclosed)?;
        }
    }
    out.finish()
}

fn size(counts: &Counts) -> Row {
    let rated = counts.stages.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
    let not_applicable = counts.missing.get(Missing::NotApplicable).get();
    Row { answers: rated.saturating_add(counts.open()).saturating_add(not_applicable), rated }
}

/// The rows of a competency.
struct Disclosed<'a> {
    rows: &'a [(&'a str, Counts)],
    sizes: &'a [Row],
    hidden: &'a [bool],
    total_hidden: bool,
}

struct Out<'a> {
    rubric: &'a Rubric,
    assessment: Texts,
    group: Texts,
    competency: Texts,
    /// 1 where it is.
    hidden: Vec<i64>,
    /// Anything where it is.
    counts: Vec<Vec<i64>>,
    total: Int64Builder,
    low: Vec<i64>,
    high: Int64Builder,
}

fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl<'a> Out<'a> {
    fn new(rubric: &'a Rubric) -> Self {
        Self {
            rubric,
            assessment: Texts::default(),
            group: Texts::default(),
            competency: Texts::default(),
            hidden: Vec::new(),
            counts: count_columns(rubric).map(|_| Vec::new()).collect(),
            total: Int64Builder::new(),
            low: Vec::new(),
            high: Int64Builder::new(),
        }
    }

    fn competency(&mut self, [assessment, competency]: [&str; 2], of: &Disclosed<'_>) -> Result<(), ArrowError> {
        let sum = |is: bool| {
            let each = of.sizes.iter().zip(of.hidden).filter(|(_, hidden)| **hidden == is);
            each.fold(0_u64, |sum, (size, _)| sum.saturating_add(size.answers))
        };
        let (shown, covered) = (sum(false), sum(true));
        let total = (!of.total_hidden).then_some(shown.saturating_add(covered));
        // What follows uses only what is shown.
        let count = of.hidden.iter().filter(|hidden| **hidden).count() as u64;
        let rest = total.map(|total| total.saturating_sub(shown));
        let values = rest.map(|rest| values_of_each(count, rest));
        let low = rest.filter(|_| count == 1).unwrap_or(1);
        let high = values.map(|values| low.saturating_add(values).saturating_sub(1));
        let stages = usize::from(self.rubric.stages());
        for (((group, counts), size), hidden) in of.rows.iter().zip(of.sizes).zip(of.hidden) {
            self.assessment.push(Some(assessment))?;
            self.group.push(Some(group))?;
            self.competency.push(Some(competency))?;
            self.hidden.push(i64::from(*hidden));
            let missing = Missing::ALL.iter().map(|missing| counts.missing.get(*missing).get());
            let each = counts.stages.iter().copied().take(stages).chain(missing);
            for (column, count) in self.counts.iter_mut().zip(each) {
                column.push(if *hidden { 0 } else { whole(count) });
            }
            let (low, high) = if *hidden { (low, high) } else { (size.answers, Some(size.answers)) };
            self.total.append_option(total.map(whole));
            self.low.push(whole(low));
            self.high.append_option(high.map(whole));
        }
        Ok(())
    }

    fn finish(mut self) -> Result<RecordBatch, ArrowError> {
        let mut columns = vec![self.assessment.finish(), self.group.finish(), self.competency.finish()];
        // Every count is null in the same rows.
        let shown: Int64Array = self.hidden.iter().map(|hidden| (*hidden == 0).then_some(0)).collect();
        columns.push(Arc::new(Int64Array::from(self.hidden)));
        for counts in self.counts {
            columns.push(Arc::new(Int64Array::try_new(counts.into(), shown.nulls().cloned())?));
        }
        let bounds: [ArrayRef; 3] =
            [Arc::new(self.total.finish()), Arc::new(Int64Array::from(self.low)), Arc::new(self.high.finish())];
        columns.extend(bounds);
        RecordBatch::try_new(disclosed_schema(self.rubric), columns)
    }
}
