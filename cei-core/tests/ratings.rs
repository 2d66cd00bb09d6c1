//! Random tables of ratings, in many encodings and pieces, sorted or not, with and without problems, give what the same
//! answers give that are counted one by one with [`Tally::count`].
#![cfg(feature = "arrow")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

#[path = "support/rng.rs"]
mod rng;

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Int8Type, UInt8Type, UInt32Type};
use arrow_array::{
    ArrayRef, DictionaryArray, Float64Array, Int8Array, Int16Array, Int32Array, Int64Array, LargeStringArray,
    RecordBatch, StringArray, StringViewArray, UInt32Array, UInt64Array,
};
use cei_core::tables::{TableCounter, TableOptions, TableStager};
use cei_core::{Answer, AssessmentId, Missing, Policy, Report, Rubric, Rules, Status, Tally};
use rng::Rng;

const GROUPS: usize = 3;
const STAGES: usize = 4;
/// What no column knows.
const UNKNOWN: usize = 99;

/// A rubric whose ids are numbers, so that they can come as numbers and as text.
fn rubric(domains: usize, competencies: usize) -> Rubric {
    let named = |id: String| format!(r#"{{"id":"{id}","title":"-"}}"#);
    let list = |range: std::ops::Range<usize>| range.map(|id| named(id.to_string())).collect::<Vec<_>>().join(",");
    let domain = |at: usize| {
        let competencies = list(at * competencies..(at + 1) * competencies);
        format!(r#"{{"id":"d{at}","title":"-","competencies":[{competencies}]}}"#)
    };
    let scale: Vec<String> = (1..=STAGES).map(|stage| named(format!("stage-{stage}"))).collect();
    Rubric::parse(format!(
        r#"{{"format":"cei.rubric/1","id":"numbers","version":"1","title":"-","groups":[{}],"scale":[{}],"domains":[{}]}}"#,
        list(0..GROUPS),
        scale.join(","),
        (0..domains).map(domain).collect::<Vec<_>>().join(",")
    ))
    .unwrap()
}

/// A row: numbers, and a reason for giving no stage.
#[derive(Clone, Debug)]
struct Row {
    assessment: Option<usize>,
    group: Option<usize>,
    competency: Option<usize>,
    stage: Option<usize>,
    missing: Option<Missing>,
}

/// How the numbers of a column come.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Coding {
    Int8,
    Int16,
    Int32,
    Int64,
    UInt32,
    UInt64,
    Float64,
    Utf8,
    LargeUtf8,
    Utf8View,
    Int8OfUtf8,
    UInt32OfUtf8View,
}

impl Coding {
    const ALL: [Self; 12] = [
        Self::Int8,
        Self::Int16,
        Self::Int32,
        Self::Int64,
        Self::UInt32,
        Self::UInt64,
        Self::Float64,
        Self::Utf8,
        Self::LargeUtf8,
        Self::Utf8View,
        Self::Int8OfUtf8,
        Self::UInt32OfUtf8View,
    ];

    fn is_text(self) -> bool {
        matches!(self, Self::Utf8 | Self::LargeUtf8 | Self::Utf8View | Self::Int8OfUtf8 | Self::UInt32OfUtf8View)
    }

    /// Whether it has room for so many different values.
    fn fits(self, values: usize) -> bool {
        !matches!(self, Self::Int8 | Self::Int8OfUtf8) || values < 100
    }

    fn column(self, cells: &[Option<usize>], text: impl Fn(usize) -> String) -> ArrayRef {
        let numbers = || cells.iter().copied();
        let texts = || cells.iter().map(|cell| cell.map(&text));
        let entries =
            || (0..=cells.iter().flatten().max().copied().unwrap_or(0)).rev().map(|number| Some(text(number)));
        let keys = || {
            let last = cells.iter().flatten().max().copied().unwrap_or(0);
            cells.iter().map(move |cell| cell.map(|number| last - number))
        };
        match self {
            Self::Int8 => Arc::new(numbers().map(|cell| cell.map(|n| n as i8)).collect::<Int8Array>()),
            Self::Int16 => Arc::new(numbers().map(|cell| cell.map(|n| n as i16)).collect::<Int16Array>()),
            Self::Int32 => Arc::new(numbers().map(|cell| cell.map(|n| n as i32)).collect::<Int32Array>()),
            Self::Int64 => Arc::new(numbers().map(|cell| cell.map(|n| n as i64)).collect::<Int64Array>()),
            Self::UInt32 => Arc::new(numbers().map(|cell| cell.map(|n| n as u32)).collect::<UInt32Array>()),
            Self::UInt64 => Arc::new(numbers().map(|cell| cell.map(|n| n as u64)).collect::<UInt64Array>()),
            Self::Float64 => Arc::new(numbers().map(|cell| cell.map(|n| n as f64)).collect::<Float64Array>()),
            Self::Utf8 => Arc::new(texts().collect::<StringArray>()),
            Self::LargeUtf8 => Arc::new(texts().collect::<LargeStringArray>()),
            Self::Utf8View => Arc::new(texts().collect::<StringViewArray>()),
            Self::Int8OfUtf8 => {
                let keys = keys().map(|key| key.map(|key| key as i8)).collect();
                let values = Arc::new(entries().collect::<StringArray>());
                Arc::new(DictionaryArray::<Int8Type>::try_new(keys, values).unwrap())
            }
            Self::UInt32OfUtf8View => {
                let keys = keys().map(|key| key.map(|key| key as u32)).collect();
                let values = Arc::new(entries().collect::<StringViewArray>());
                Arc::new(DictionaryArray::<UInt32Type>::try_new(keys, values).unwrap())
            }
        }
    }
}

/// What assessments are called: short, and longer than anything that a machine compares at once.
fn name(style: usize, number: usize) -> String {
    match style {
        0 => number.to_string(),
        1 => format!("assessment-{number}"),
        2 => format!("{number}-in-spring"),
        _ => format!("a-district-with-a-long-name-{number}-in-the-year-2025-26"),
    }
}

fn random_rows(rng: &mut Rng, count: usize, assessments: usize, competencies: usize, is_dirty: bool) -> Vec<Row> {
    // At times all of it is about the same.
    let narrow = rng.one_in(4);
    let mut rows: Vec<Row> = (0..count)
        .map(|_| {
            let is_slip = is_dirty && rng.one_in(40);
            let slip = rng.below(if is_slip { 7 } else { 1 });
            let pick = |rng: &mut Rng, many: usize| rng.below(if narrow { many.min(2) } else { many });
            let reason = rng.one_in(10).then(|| rng.pick(Missing::ALL));
            let stage = (reason.is_none() && !rng.one_in(10)).then(|| rng.between(1, STAGES));
            Row {
                assessment: (slip != 1).then(|| rng.below(assessments)),
                group: if slip == 2 { Some(UNKNOWN) } else { (!rng.one_in(8)).then(|| pick(rng, GROUPS)) },
                competency: match slip {
                    3 => None,
                    4 => Some(UNKNOWN),
                    _ => Some(pick(rng, competencies)),
                },
                stage: if slip == 5 { Some(UNKNOWN) } else { stage },
                missing: if slip == 6 { Some(Missing::Withheld) } else { reason },
            }
        })
        .collect();
    if rng.one_in(3) {
        rows.sort_by_key(|row| (row.assessment, row.group));
    }
    rows
}

/// The problems of a row, in the order of the columns, as (column, code).
fn problems(row: &Row, has_missing: bool) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    if row.assessment.is_none() {
        found.push(("assessment", "null_value"));
    }
    if row.group == Some(UNKNOWN) {
        found.push(("group", "unknown_group"));
    }
    match row.competency {
        None => found.push(("competency", "null_value")),
        Some(UNKNOWN) => found.push(("competency", "unknown_competency")),
        _ => {}
    }
    if row.stage == Some(UNKNOWN) {
        found.push(("stage", "out_of_range"));
    } else if has_missing && row.stage.is_some() && row.missing.is_some() {
        found.push(("missing", "stage_and_missing"));
    }
    found
}

fn lines(report: &Report) -> Vec<String> {
    let line = |found: &cei_core::Diagnostic| {
        let at = found.at.clone().unwrap_or_default();
        format!("{}:{} {}", at.row.unwrap_or(0), at.column.unwrap_or_default(), found.code.name())
    };
    report.diagnostics().iter().map(line).collect()
}

fn stages_alone(rules: &Rules, tally: &Tally) -> Vec<u8> {
    let profile = rules.stage(tally).unwrap();
    let number = |status: Status, stage: Option<&cei_core::Id>| match (status, stage) {
        (Status::NotApplicable, _) => 255,
        (_, stage) => stage.map_or(0, |stage| rules.rubric().stage_number(stage.as_str()).unwrap()),
    };
    profile.domains.iter().map(|domain| number(domain.status, domain.stage.as_ref())).collect()
}

#[test]
fn random_ratings_are_counted_as_one_by_one() {
    let mut rng = Rng(15);
    let (mut texts, mut slips) = (0, 0);
    for case in 0..150 {
        let (domains, per_domain) = rng.pick(&[(7, 5), (2, 1), (3, 17)]);
        let rubric = rubric(domains, per_domain);
        let rules = Policy::built_in("cei-default").unwrap().compile(&rubric).unwrap();
        let assessments = rng.pick(&[1, 2, 60, 700]);
        let count = rng.pick(&[0, 1, 100, 5_000, 30_000]);
        let (is_dirty, has_missing) = (rng.one_in(2), rng.one_in(2));
        let rows = random_rows(&mut rng, count, assessments, domains * per_domain, is_dirty);

        // One by one.
        let team = rubric.groups().len() - 1;
        let mut coding = |values| loop {
            let coding = rng.pick(&Coding::ALL);
            if coding.fits(values) {
                return coding;
            }
        };
        let codings = [coding(assessments), coding(0), coding(0), coding(0)];
        let style = if codings[0].is_text() { case % 4 } else { 0 };
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        let mut wanted = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let tally = row.assessment.map(|number| {
                let id = name(style, number);
                let new = || Tally::new(&rubric, AssessmentId::new(&id).unwrap());
                tallies.entry(id.clone()).or_insert_with(new)
            });
            let found = problems(row, has_missing);
            wanted.extend(found.iter().map(|(column, code)| format!("{}:{column} {code}", index + 2)));
            if found.is_empty() {
                let reason = row.missing.filter(|_| has_missing).unwrap_or(Missing::Unanswered);
                let answer = row.stage.map_or(Answer::Missing(reason), |stage| Answer::Stage(stage as u8));
                let (competency, group) = (row.competency.unwrap(), row.group.unwrap_or(team));
                assert!(tally.unwrap().count(competency, group, answer, 0));
            }
        }
        let expected: Vec<(String, Vec<u8>)> =
            tallies.iter().map(|(id, tally)| (id.clone(), stages_alone(&rules, tally))).collect();
        texts += usize::from(codings[0].is_text());
        slips += wanted.len();

        // All at once, in pieces of any size.
        let cells = |of: fn(&Row) -> Option<usize>| rows.iter().map(of).collect::<Vec<_>>();
        let text = |number: usize| number.to_string();
        let reasons: StringArray = rows.iter().map(|row| row.missing.map(Missing::name)).collect();
        let mut columns: Vec<(&str, ArrayRef)> = vec![
            ("assessment", codings[0].column(&cells(|row| row.assessment), |number| name(style, number))),
            ("group", codings[1].column(&cells(|row| row.group), text)),
            ("competency", codings[2].column(&cells(|row| row.competency), text)),
            ("stage", codings[3].column(&cells(|row| row.stage), text)),
        ];
        if has_missing {
            columns.push(("missing", Arc::new(reasons)));
        }
        let nullable = columns.into_iter().map(|(name, column)| (name, column, true));
        let batch = RecordBatch::try_from_iter_with_nullable(nullable).unwrap();
        let options = TableOptions::default();
        let mut stager = TableStager::new(&rules, &batch.schema(), &options).unwrap();
        let mut counter = TableCounter::new(&rubric, &batch.schema(), &options).unwrap();
        let mut start = 0;
        while start < count {
            let len = rng.pick(&[1, 777, 4_096, 10_000, count]).min(count - start);
            stager.add(&batch.slice(start, len)).unwrap();
            counter.add(&batch.slice(start, len)).unwrap();
            start += len;
        }
        let (numbers, report) = stager.finish_without_errors().unwrap();
        let (counted, report_of_counts) = counter.finish_without_errors();
        let has_answers = rows.iter().any(|row| problems(row, has_missing).is_empty());
        let none = (!has_answers).then(|| "0: no_answers".to_owned());
        let shown: Vec<String> = none.into_iter().chain(wanted.clone()).take(1_000).collect();
        let about = format!("case {case}: {codings:?}");
        assert_eq!(lines(&report).into_iter().take(1_000).collect::<Vec<_>>(), shown, "{about}");
        assert_eq!(lines(&report), lines(&report_of_counts), "{about}");
        let ids = numbers.column(0).as_string::<i32>();
        let found: Vec<(String, Vec<u8>)> = (0..numbers.num_rows())
            .map(|row| {
                let stage = |column: &ArrayRef| column.as_primitive::<UInt8Type>().value(row);
                (ids.value(row).to_owned(), numbers.columns()[1..].iter().map(stage).collect())
            })
            .collect();
        assert_eq!(found, expected, "{about}");
        let of_counts = counted.iter().map(|tally| tally.to_json());
        assert!(of_counts.eq(tallies.values().map(Tally::to_json)), "{about}");
    }
    // The cases are what they are meant to be.
    assert!(texts > 30 && slips > 1_000, "{texts} {slips}");
}
