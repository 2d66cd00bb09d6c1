//! A table out: how far the raters of many assessments agree, from their counts.

use std::borrow::Borrow;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use crate::tally::Tally;
use crate::voices::{Ac, Agreement, Alpha, Statistic};

/// The statistics, in the order of their columns.
const STATISTICS: [&str; 8] = [
    "exact",
    "alpha_nominal",
    "alpha_ordinal",
    "alpha_interval",
    "ac_identity",
    "ac_linear",
    "ac_ordinal",
    "ac_quadratic",
];

/// The columns of [`agreement_table`].
#[must_use]
pub fn agreement_schema() -> SchemaRef {
    let text = |name: &str, nullable| Field::new(name, DataType::Utf8, nullable);
    let mut fields = vec![text("assessment", false), text("level", false), text("id", false)];
    fields.extend(["units", "raters"].map(|name| Field::new(name, DataType::Int64, false)));
    fields.extend(STATISTICS.map(|name| Field::new(name, DataType::Float64, true)));
    fields.push(text("undefined", true));
    Arc::new(Schema::new(fields))
}

/// A row for everyone over all competencies (level and id `all`), for everyone in each domain, and for each group that
/// gave a stage. A statistic without a value is null, and `undefined` says why alpha has none.
///
/// # Errors
///
/// As [`super::stages_table`].
pub fn agreement_table(tallies: impl IntoIterator<Item: Borrow<Tally>>) -> Result<RecordBatch, ArrowError> {
    let mut texts: [Vec<String>; 3] = Default::default();
    let mut whole: [Vec<i64>; 2] = Default::default();
    let mut values: [Vec<Option<f64>>; STATISTICS.len()] = Default::default();
    let mut undefined: Vec<Option<&'static str>> = Vec::new();
    for tally in tallies {
        let agreement = Agreement::of_tally(tally.borrow());
        let mut row = |level: &str, id: &str, counts: [u64; 2], exact: &Statistic, alpha: &Alpha, ac: &Ac| {
            for (column, text) in texts.iter_mut().zip([agreement.assessment.as_str(), level, id]) {
                column.push(text.to_owned());
            }
            for (column, count) in whole.iter_mut().zip(counts) {
                column.push(i64::try_from(count).unwrap_or(i64::MAX));
            }
            let statistics = [
                exact,
                &alpha.nominal,
                &alpha.ordinal,
                &alpha.interval,
                &ac.identity,
                &ac.linear,
                &ac.ordinal,
                &ac.quadratic,
            ];
            for (column, statistic) in values.iter_mut().zip(statistics) {
                column.push(statistic.value);
            }
            undefined.push(alpha.ordinal.undefined.map(|reason| reason.name()));
        };
        let all = &agreement.all;
        row("all", "all", [all.units, all.raters], &all.exact, &all.alpha, &all.ac);
        for one in &agreement.domains {
            row("domain", one.id.as_str(), [one.units, one.raters], &one.exact, &one.alpha, &one.ac);
        }
        for one in &agreement.groups {
            row("group", one.group.as_str(), [one.units, one.raters], &one.exact, &one.alpha, &one.ac);
        }
    }
    let mut columns: Vec<ArrayRef> = Vec::new();
    for column in texts {
        columns.push(Arc::new(StringArray::from_iter_values(column)));
    }
    columns.extend(whole.map(|column| Arc::new(Int64Array::from(column)) as ArrayRef));
    columns.extend(values.map(|column| Arc::new(Float64Array::from(column)) as ArrayRef));
    columns.push(Arc::new(StringArray::from(undefined)));
    RecordBatch::try_new(agreement_schema(), columns)
}
