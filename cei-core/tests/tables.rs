//! Tables of every kind and encoding give the tallies and profiles that documents give.
#![cfg(feature = "arrow")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Float64Type, Int8Type, Int16Type, Int64Type, UInt8Type, UInt32Type, UInt64Type};
use arrow_array::{
    Array as _, ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float32Array, Float64Array,
    Int8Array, Int64Array, LargeStringArray, NullArray, PrimitiveArray, RecordBatch, RecordBatchIterator, StringArray,
    StringViewArray, UInt8Array,
};
use arrow_schema::{ArrowError, DataType};
use cei_core::tables::{
    TableCounter, TableError, TableKind, TableOptions, TableStager, Tallies, counts_table, disclosed_table,
    domains_table, stages_table, tally,
};
use cei_core::{
    Answer, Assessment, AssessmentId, Code, Disclosure, Language, Missing, Param, Params, Policy, Profile, Report,
    Rubric, Rules, Tally,
};

/// One answer, as a row says it.
#[derive(Clone, Debug)]
struct Row {
    assessment: String,
    group: Option<String>,
    rater: Option<String>,
    competency: String,
    stage: Option<String>,
    missing: Option<String>,
    evidence: usize,
}

fn example(name: &str) -> Assessment {
    let path = format!("{}/../tests/example/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let (mut assessment, _) = Assessment::read(std::fs::read(path).unwrap(), &Rubric::cei()).unwrap();
    // A table holds answers only.
    assessment.decisions.clear();
    assessment.out_of_scope.clear();
    (assessment.subject, assessment.period) = (None, None);
    assessment
}

fn rows(assessment: &Assessment) -> Vec<Row> {
    let groups: BTreeMap<_, _> = assessment.raters.iter().map(|rater| (&rater.id, &rater.group)).collect();
    let text = |id: &cei_core::Id| id.as_str().to_owned();
    let row = |rating: &cei_core::Rating| Row {
        assessment: text(&assessment.id),
        group: rating.rater.as_ref().map(|rater| text(groups[rater])).or(rating.group.as_ref().map(text)),
        rater: rating.rater.as_ref().map(text),
        competency: text(&rating.competency),
        stage: rating.stage.as_ref().map(text),
        missing: rating.missing.map(|missing| missing.name().to_owned()),
        evidence: rating.evidence.len(),
    };
    assessment.ratings.iter().map(row).collect()
}

const EXAMPLES: [&str; 3] = ["ejemplo-district-2025-26", "ejemplo-school-b-2024-25", "ejemplo-school-c-2025-26"];

fn examples() -> (Vec<Row>, Vec<Tally>) {
    let assessments = EXAMPLES.map(example);
    let rows = assessments.iter().flat_map(rows).collect();
    (rows, assessments.iter().map(|assessment| Tally::of(&Rubric::cei(), assessment).unwrap()).collect())
}

/// How a column of texts can come.
#[derive(Clone, Copy, Debug)]
enum Texts {
    Utf8,
    LargeUtf8,
    Utf8View,
    Int8OfUtf8,
    Uint8OfUtf8View,
    Int64OfLargeUtf8,
    Uint32OfUtf8,
    /// Null is the empty text, as in CSV.
    Empty,
}

impl Texts {
    const ALL: [Self; 8] = [
        Self::Utf8,
        Self::LargeUtf8,
        Self::Utf8View,
        Self::Int8OfUtf8,
        Self::Uint8OfUtf8View,
        Self::Int64OfLargeUtf8,
        Self::Uint32OfUtf8,
        Self::Empty,
    ];

    fn column(self, texts: &[Option<String>]) -> ArrayRef {
        let texts = || texts.iter().map(Option::as_deref);
        // What no row uses may be anything.
        let mut entries: Vec<&str> = texts().flatten().chain(["not in use!"]).collect();
        entries.sort_unstable();
        entries.dedup();
        entries.rotate_left(1);
        let keys = || texts().map(|text| text.map(|text| entries.iter().position(|entry| *entry == text).unwrap()));
        match self {
            Self::Utf8 => Arc::new(texts().collect::<StringArray>()),
            Self::LargeUtf8 => Arc::new(texts().collect::<LargeStringArray>()),
            Self::Utf8View => Arc::new(texts().collect::<StringViewArray>()),
            Self::Int8OfUtf8 => {
                let keys = keys().map(|key| key.map(|key| i8::try_from(key).unwrap())).collect();
                let values = Arc::new(StringArray::from(entries));
                Arc::new(DictionaryArray::<Int8Type>::try_new(keys, values).unwrap())
            }
            Self::Uint8OfUtf8View => {
                let keys = keys().map(|key| key.map(|key| u8::try_from(key).unwrap())).collect();
                let values = Arc::new(StringViewArray::from(entries));
                Arc::new(DictionaryArray::<UInt8Type>::try_new(keys, values).unwrap())
            }
            Self::Int64OfLargeUtf8 => {
                let keys = keys().map(|key| key.map(|key| key as i64)).collect();
                let values = Arc::new(LargeStringArray::from(entries));
                Arc::new(DictionaryArray::<Int64Type>::try_new(keys, values).unwrap())
            }
            Self::Uint32OfUtf8 => {
                let keys = keys().map(|key| key.map(|key| key as u32)).collect();
                let values = Arc::new(StringArray::from(entries));
                Arc::new(DictionaryArray::<UInt32Type>::try_new(keys, values).unwrap())
            }
            Self::Empty => Arc::new(texts().map(|text| Some(text.unwrap_or_default())).collect::<StringArray>()),
        }
    }
}

/// How a column of stages can come as numbers.
fn stage_numbers(rows: &[Row]) -> Vec<(&'static str, ArrayRef)> {
    let numbers: Vec<Option<i64>> =
        rows.iter().map(|row| Some(i64::from(Rubric::cei().stage_number(row.stage.as_deref()?).unwrap()))).collect();
    let texts: StringArray = numbers.iter().map(|number| number.map(|number| number.to_string())).collect();
    let zeros = numbers.iter().map(|number| Some(number.unwrap_or(0)));
    let decimals: Decimal128Array =
        numbers.iter().map(|number| number.map(|number| i128::from(number) * 100)).collect();
    let category = DictionaryArray::<Int16Type>::try_new(
        numbers.iter().map(|number| number.map(|number| number as i16 - 1)).collect(),
        Arc::new(Int64Array::from(vec![1, 2, 3, 4])),
    );
    vec![
        ("int64", Arc::new(Int64Array::from(numbers.clone()))),
        ("uint8", Arc::new(numbers.iter().map(|number| number.map(|number| number as u8)).collect::<UInt8Array>())),
        ("uint64", Arc::new(numbers.iter().map(|n| n.map(|n| n as u64)).collect::<PrimitiveArray<UInt64Type>>())),
        ("int8, 0 for none", Arc::new(zeros.map(|number| number.map(|number| number as i8)).collect::<Int8Array>())),
        ("float64", Arc::new(numbers.iter().map(|n| n.map(|n| n as f64)).collect::<Float64Array>())),
        (
            "float64 with NaN",
            Arc::new(Float64Array::from_iter_values(numbers.iter().map(|n| n.map_or(f64::NAN, |n| n as f64)))),
        ),
        ("float32", Arc::new(numbers.iter().map(|n| n.map(|n| n as f32)).collect::<Float32Array>())),
        ("decimal", Arc::new(decimals.with_precision_and_scale(20, 2).unwrap())),
        ("category of numbers", Arc::new(category.unwrap())),
        ("digits", Arc::new(texts)),
    ]
}

fn texts(rows: &[Row], of: impl Fn(&Row) -> Option<String>) -> Vec<Option<String>> {
    rows.iter().map(of).collect()
}

fn ratings_with(rows: &[Row], how: Texts, stage: Option<ArrayRef>) -> RecordBatch {
    let evidence: Int64Array = rows.iter().map(|row| (row.evidence > 0).then_some(row.evidence as i64)).collect();
    RecordBatch::try_from_iter([
        ("rater", how.column(&texts(rows, |row| row.rater.clone()))),
        ("assessment", how.column(&texts(rows, |row| Some(row.assessment.clone())))),
        ("group", how.column(&texts(rows, |row| row.group.clone()))),
        ("competency", how.column(&texts(rows, |row| Some(row.competency.clone())))),
        ("comment", Arc::new(BooleanArray::from(vec![true; rows.len()]))),
        ("stage", stage.unwrap_or_else(|| how.column(&texts(rows, |row| row.stage.clone())))),
        ("missing", how.column(&texts(rows, |row| row.missing.clone()))),
        ("evidence", Arc::new(evidence)),
    ])
    .unwrap()
}

fn ratings(rows: &[Row]) -> RecordBatch {
    ratings_with(rows, Texts::Utf8, None)
}

fn read(
    rubric: &Rubric,
    batches: impl IntoIterator<Item = RecordBatch>,
    options: &TableOptions,
) -> Result<(Tallies, Report), TableError> {
    let mut batches = batches.into_iter().peekable();
    let schema = batches.peek().unwrap().schema();
    tally(rubric, RecordBatchIterator::new(batches.map(Ok), schema), options)
}

fn count(batch: RecordBatch) -> Tallies {
    let (tallies, report) = read(&Rubric::cei(), [batch], &TableOptions::default()).unwrap();
    assert_eq!(report, Report::default());
    tallies
}

fn problems_with(rubric: &Rubric, batch: RecordBatch, options: &TableOptions) -> Vec<String> {
    match read(rubric, [batch], options) {
        Err(TableError::Invalid(report)) => lines(&report),
        other => panic!("{other:?}"),
    }
}

fn problems(batch: RecordBatch) -> Vec<String> {
    problems_with(&Rubric::cei(), batch, &TableOptions::default())
}

/// Where, which code, and the suggestion if there is one.
fn lines(report: &Report) -> Vec<String> {
    report
        .diagnostics()
        .iter()
        .map(|found| {
            let at = found.at.clone().unwrap_or_default();
            let row = at.row.map_or_else(String::new, |row| row.to_string());
            let suggestion = match found.params.get("suggestion") {
                Some(cei_core::Param::Text(text)) => format!(" -> {text}"),
                _ => String::new(),
            };
            format!("{row}:{} {}{suggestion}", at.column.unwrap_or_default(), found.code.name())
        })
        .collect()
}

fn json<'a>(tallies: impl IntoIterator<Item = &'a Tally>) -> Vec<String> {
    tallies.into_iter().map(Tally::to_json).collect()
}

fn all(tallies: &Tallies) -> Vec<String> {
    tallies.iter().map(|tally| tally.to_json()).collect()
}

/// Another order of the rows, the same for the same seed.
fn shuffled(rows: &[Row], seed: u64) -> Vec<Row> {
    let key = |index: usize| {
        let mixed = (index as u64 ^ seed.rotate_left(32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9)
    };
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|index| key(*index));
    order.into_iter().map(|index| rows[index].clone()).collect()
}

#[test]
fn ratings_in_any_order_and_encoding_are_the_documents() {
    let (rows, tallies) = examples();
    let expected = json(&tallies);
    for (seed, how) in (1..).zip(Texts::ALL) {
        assert_eq!(all(&count(ratings_with(&rows, how, None))), expected, "{how:?}");
        let rows = shuffled(&rows, seed);
        assert_eq!(all(&count(ratings_with(&rows, how, None))), expected, "{how:?}, shuffled");
    }
    for (name, stage) in stage_numbers(&rows) {
        assert_eq!(all(&count(ratings_with(&rows, Texts::Utf8, Some(stage)))), expected, "{name}");
    }
}

#[test]
fn profiles_of_tables_are_the_documents() {
    let (rows, tallies) = examples();
    let rubric = Rubric::cei();
    for policy in ["cei-default", "cei-every-voice", "mean"] {
        let rules = Policy::built_in(policy).unwrap().compile(&rubric).unwrap();
        let expected: Vec<String> = tallies.iter().map(|tally| rules.stage(tally).unwrap().to_json()).collect();
        let found: Vec<String> =
            count(ratings(&shuffled(&rows, 7))).iter().map(|tally| rules.stage(&tally).unwrap().to_json()).collect();
        assert_eq!(found, expected, "{policy}");
    }
}

#[test]
fn batches_of_any_size_are_one_table() {
    let (rows, tallies) = examples();
    let whole = ratings_with(&rows, Texts::Uint8OfUtf8View, None);
    for size in [1, 2, 37, 4096, 100_000] {
        let starts = (0..rows.len()).step_by(size);
        let mut batches: Vec<_> = starts.map(|start| whole.slice(start, size.min(rows.len() - start))).collect();
        batches.insert(1, whole.slice(3, 0));
        let (found, _) = read(&Rubric::cei(), batches, &TableOptions::default()).unwrap();
        assert_eq!(all(&found), json(&tallies), "{size}");
    }
}

#[test]
fn more_rows_than_are_looked_at_together() {
    let (rows, tallies) = examples();
    let anonymous: Vec<Row> = rows.iter().cloned().map(|row| Row { rater: None, ..row }).collect();
    let many: Vec<Row> = std::iter::repeat_n(anonymous, 5).flatten().collect();
    assert!(many.len() > 3 * 4096, "{}", many.len());
    let times = |tally: &Tally| {
        let mut sum = tally.clone();
        for _ in 1..5 {
            sum = sum.add(tally).unwrap();
        }
        sum
    };
    for how in Texts::ALL {
        let found = count(ratings_with(&shuffled(&many, 5), how, None));
        assert_eq!(all(&found), json(&tallies.iter().map(times).collect::<Vec<_>>()), "{how:?}");
    }
}

#[test]
fn parts_of_a_table_add_up() {
    let (rows, tallies) = examples();
    let expected = json(&tallies);
    let rows = shuffled(&rows, 3);
    for cut in [0, 1, 500, rows.len() - 1, rows.len()] {
        let (one, other) = rows.split_at(cut);
        let parts = [one, other].map(|rows| count_or_nothing(ratings(rows)));
        let [one, other] = &parts;
        assert_eq!(all(&one.add(other).unwrap()), expected, "{cut}");
        assert_eq!(all(&other.add(one).unwrap()), expected, "{cut}");
    }
}

fn count_or_nothing(batch: RecordBatch) -> Tallies {
    read(&Rubric::cei(), [batch], &TableOptions::default()).unwrap().0
}

#[test]
fn tallies_are_found_by_their_id() {
    let (rows, tallies) = examples();
    let found = count(ratings(&rows));
    assert_eq!((found.len(), found.is_empty()), (3, false));
    let ids: Vec<&str> = found.assessments().map(AssessmentId::as_str).collect();
    assert_eq!(ids, EXAMPLES);
    for (index, tally) in tallies.iter().enumerate() {
        let id = tally.assessment().as_str();
        assert_eq!(found.get(id).unwrap().to_json(), tally.to_json());
        assert_eq!(found.nth(index).unwrap().to_json(), tally.to_json());
        assert_eq!(found.documents().nth(index).unwrap(), tally.document());
    }
    assert!(found.get("nobody").is_none() && found.nth(3).is_none());
}

#[test]
fn counts_are_the_documents() {
    let (_, tallies) = examples();
    let batch = counts_table(&Rubric::cei(), &tallies).unwrap();
    let names: Vec<String> = batch.schema().fields().iter().map(|field| field.name().clone()).collect();
    assert_eq!(
        names,
        [
            "assessment",
            "group",
            "competency",
            "n_not_evident",
            "n_developing",
            "n_maturing",
            "n_advanced",
            "n_unanswered",
            "n_dont_know",
            "n_not_applicable",
            "n_withheld",
            "evidence",
            "subject",
            "period"
        ]
    );
    assert_eq!(all(&count(batch.clone())), json(&tallies));

    // The same as floats, backwards, each cell in two rows, the team without a name.
    let order: Vec<usize> = (0..batch.num_rows()).rev().flat_map(|row| [row, row]).collect();
    let schema = batch.schema();
    let columns = schema.fields().iter().zip(batch.columns()).map(|(field, column)| {
        let split: ArrayRef = match column.data_type() {
            DataType::Int64 => {
                let values = column.as_primitive::<Int64Type>();
                let halves = order.iter().enumerate().map(|(at, row)| {
                    let value = values.value(*row);
                    let half = value / 2;
                    (if at % 2 == 0 { half } else { value - half }) as f64
                });
                Arc::new(PrimitiveArray::<Float64Type>::from_iter_values(halves))
            }
            _ => {
                let values = column.as_string::<i32>();
                let of = |row: &usize| values.is_valid(*row).then(|| values.value(*row)).filter(|text| *text != "team");
                Arc::new(order.iter().map(of).collect::<StringArray>())
            }
        };
        (field.name().clone(), split)
    });
    assert_eq!(
        all(&count(
            RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true))).unwrap()
        )),
        json(&tallies)
    );
}

#[test]
fn reasons_that_are_not_there_are_none() {
    let batch = RecordBatch::try_from_iter([
        ("assessment", Arc::new(Int64Array::from(vec![12])) as ArrayRef),
        ("competency", Arc::new(Float64Array::from(vec![1.1]))),
        ("n_not_evident", Arc::new(UInt8Array::from(vec![0]))),
        ("n_developing", Arc::new(UInt8Array::from(vec![0]))),
        ("n_maturing", Arc::new(UInt8Array::from(vec![3]))),
        ("n_advanced", Arc::new(UInt8Array::from(vec![0]))),
        ("n_total", Arc::new(UInt8Array::from(vec![3]))),
    ]);
    let found = count(batch.unwrap());
    assert_eq!(
        all(&found),
        [
            r#"{"format":"cei.tally/1","rubric":{"id":"cei-self-assessment","version":"2023.1"},"assessment":"12","cells":[{"competency":"1.1","group":"team","stages":[0,0,3,0]}]}"#
        ]
    );
}

/// Assessment, group, rater, and a number for those without a name.
type Respondent = (String, Option<String>, Option<String>, usize);

/// One row per respondent, `cell` says how an answer is written.
fn wide(rows: &[Row], cell: impl Fn(&Row) -> Option<String>) -> RecordBatch {
    let mut respondents: BTreeMap<Respondent, Vec<&Row>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        let anonymous = if row.rater.is_none() { index + 1 } else { 0 };
        let key = (row.assessment.clone(), row.group.clone(), row.rater.clone(), anonymous);
        respondents.entry(key).or_default().push(row);
    }
    let heads =
        |of: fn(&Respondent) -> Option<String>| Texts::Utf8.column(&respondents.keys().map(of).collect::<Vec<_>>());
    let mut columns = vec![
        ("assessment".to_owned(), heads(|key| Some(key.0.clone()))),
        ("group".to_owned(), heads(|key| key.1.clone())),
        ("rater".to_owned(), heads(|key| key.2.clone())),
    ];
    for (index, id) in Rubric::cei().competencies().iter().enumerate() {
        let answer = |rows: &Vec<&Row>| rows.iter().find(|row| row.competency == id.as_str()).and_then(|row| cell(row));
        let answers: Vec<Option<String>> = respondents.values().map(answer).collect();
        columns.push((id.to_string(), Texts::ALL[index % Texts::ALL.len()].column(&answers)));
    }
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, column)| (name, column, true))).unwrap()
}

#[test]
fn wide_tables_are_the_documents() {
    let (rows, tallies) = examples();
    let without_evidence = |tally: &Tally| {
        let mut document = tally.document();
        document.cells.iter_mut().for_each(|cell| cell.evidence = cei_core::Count::default());
        Tally::from_document(&Rubric::cei(), document).unwrap().to_json()
    };
    let expected: Vec<String> = tallies.iter().map(without_evidence).collect();
    let by_id = wide(&rows, |row| row.stage.clone().or(row.missing.clone()));
    assert_eq!(all(&count(by_id.clone())), expected);
    let by_number = wide(&shuffled(&rows, 9), |row| match row.stage.as_deref() {
        Some(stage) => Some(Rubric::cei().stage_number(stage).unwrap().to_string()),
        None if row.missing.as_deref() == Some("unanswered") => Some("0".to_owned()),
        None => row.missing.clone(),
    });
    assert_eq!(all(&count(by_number)), expected);

    // One number per assessment, as a matrix in pandas comes.
    let floats = RecordBatch::try_from_iter([
        ("assessment", Arc::new(StringArray::from(vec!["b", "a"])) as ArrayRef),
        ("1.1", Arc::new(Float64Array::from(vec![Some(4.0), None]))),
        ("1.2", Arc::new(NullArray::new(2))),
        ("1.3", Arc::new(UInt8Array::from(vec![0, 1]))),
    ]);
    let found = count(floats.unwrap());
    let mut by_hand = ["a", "b"].map(|id| Tally::new(&Rubric::cei(), AssessmentId::new(id).unwrap()));
    by_hand[0].count(2, 5, Answer::Stage(1), 0);
    by_hand[1].count(0, 5, Answer::Stage(4), 0);
    by_hand[1].count(2, 5, Answer::Missing(Missing::Unanswered), 0);
    assert_eq!(all(&found), json(&by_hand));
}

#[test]
fn subject_and_period_belong_to_the_assessment() {
    let table = |subjects: Vec<Option<&str>>, periods: Vec<Option<&str>>| {
        let rows = subjects.len();
        RecordBatch::try_from_iter_with_nullable([
            ("assessment", Arc::new(StringArray::from(vec!["a"; rows])) as ArrayRef, true),
            ("competency", Arc::new(StringArray::from(vec!["1.1"; rows])), true),
            ("stage", Arc::new(StringArray::from(vec!["3"; rows])), true),
            ("subject", Arc::new(StringArray::from(subjects)), true),
            ("period", Arc::new(StringArray::from(periods)), true),
        ])
        .unwrap()
    };
    let found = count(table(vec![None, Some("school-1"), None], vec![Some("2025-26"), None, Some("2025-26")]));
    let tally = found.nth(0).unwrap();
    assert_eq!(tally.subject().unwrap().id.as_str(), "school-1");
    assert_eq!(tally.period().unwrap().school_year.unwrap().to_string(), "2025-26");
    let back = count(counts_table(&Rubric::cei(), found.iter()).unwrap());
    assert_eq!(all(&back), all(&found));

    let years = vec![None, Some("2024-25"), Some("2025-26"), Some("2025")];
    let wrong = problems(table(vec![Some("x"), Some("y"), Some("x"), None], years));
    assert_eq!(wrong, ["3:subject tally_mismatch", "4:period tally_mismatch", "5:period invalid_school_year"]);

    let other = count(table(vec![Some("school-2")], vec![None]));
    let report = found.add(&other).unwrap_err();
    assert_eq!(report.diagnostics()[0].path, "/a/subject");
    assert_eq!(
        report.diagnostics()[0].message(Language::En),
        "these tallies do not add up: `subject` is `school-1` in one and `school-2` in the other"
    );
    assert_eq!(all(&found.add(&count(table(vec![None], vec![None]))).unwrap()).len(), 1);
}

#[test]
fn columns_can_be_renamed_and_the_assessment_given() {
    let batch = RecordBatch::try_from_iter([
        ("Q", Arc::new(StringArray::from(vec!["1.1", "1.2"])) as ArrayRef),
        ("role", Arc::new(StringArray::from(vec!["families", "students"]))),
        ("group", Arc::new(StringArray::from(vec!["north", "south"]))),
        ("stage", Arc::new(Int64Array::from(vec![1, 2]))),
    ])
    .unwrap();
    let options = TableOptions {
        rename: [("Q", "competency"), ("role", "group")].map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec(),
        assessment: Some("north-2025".to_owned()),
        ..TableOptions::default()
    };
    let (found, _) = read(&Rubric::cei(), [batch.clone()], &options).unwrap();
    assert_eq!(found.nth(0).unwrap().assessment().as_str(), "north-2025");
    assert_eq!(found.nth(0).unwrap().document().cells.len(), 2);

    let bad = TableOptions { assessment: Some("no id".to_owned()), file: Some("a.csv".to_owned()), ..options.clone() };
    assert_eq!(problems_with(&Rubric::cei(), batch.clone(), &bad), [": invalid_id"]);
    let bad = TableOptions { rename: vec![("Rolle".to_owned(), "group".to_owned())], ..options };
    assert_eq!(
        problems_with(&Rubric::cei(), batch, &bad),
        ["1: missing_column -> role", "1: missing_column"],
        "the column to be renamed, and what the table lacks without"
    );
}

#[test]
fn the_kind_is_known_by_the_columns() {
    let kind = |names: &[&str]| TableKind::of(&Rubric::cei(), names.iter().copied());
    assert_eq!(kind(&["competency", "stage", "n_maturing"]), Some(TableKind::Ratings));
    assert_eq!(kind(&["competency", "missing"]), Some(TableKind::Ratings));
    assert_eq!(kind(&["competency", "n_withheld"]), Some(TableKind::Counts));
    assert_eq!(kind(&["assessment", "7.5"]), Some(TableKind::Wide));
    assert_eq!(kind(&["competency", "n_total"]), None);
    assert_eq!(kind(&["assessment", "stage"]), None);
    for kind in TableKind::ALL {
        assert_eq!(TableKind::from_name(kind.name()), Some(*kind));
    }
}

#[test]
fn a_header_has_all_its_problems_reported() {
    let strings = |texts: &[&str]| Arc::new(StringArray::from(texts.to_vec())) as ArrayRef;
    let table = |columns: Vec<(&str, ArrayRef)>| RecordBatch::try_from_iter(columns).unwrap();
    let kind = |kind| TableOptions { kind: Some(kind), ..TableOptions::default() };
    let rubric = Rubric::cei();
    assert_eq!(problems(table(vec![("Competency", strings(&["1.1"]))])), ["1: missing_column -> Competency"]);
    assert_eq!(problems(table(vec![("competency", strings(&["1.1"]))])), ["1: missing_column"]);
    assert_eq!(
        problems(table(vec![
            ("asessment", strings(&["a"])),
            ("competency", Arc::new(BooleanArray::from(vec![true]))),
            ("group", Arc::new(Date32Array::from(vec![1]))),
            ("stage", strings(&["1"])),
            ("stage", strings(&["1"])),
        ])),
        ["1: missing_column -> asessment", "1:competency column_type", "1:group column_type", "1:stage duplicate_id"]
    );
    assert_eq!(
        problems(table(vec![
            ("assessment", strings(&["a"])),
            ("competency", strings(&["a"])),
            ("n_advanced", strings(&["1"])),
            ("n_maturng", strings(&["1"])),
            ("n_total", strings(&["1"])),
        ])),
        ["1:n_maturng unknown_stage -> maturing"]
    );
    assert_eq!(
        problems(table(vec![("assessment", strings(&["a"])), ("1.1", strings(&["1"])), ("1.9", strings(&["1"]))])),
        ["1:1.9 unknown_competency -> 1.1"]
    );
    let only_heads = || table(vec![("assessment", strings(&["a"]))]);
    assert_eq!(problems_with(&rubric, only_heads(), &kind(TableKind::Wide)), ["1: missing_column"]);
    assert_eq!(problems_with(&rubric, only_heads(), &kind(TableKind::Counts)), ["1: missing_column"]);
    assert_eq!(
        problems_with(&rubric, only_heads(), &kind(TableKind::Ratings)),
        ["1: missing_column", "1: missing_column"]
    );
}

#[test]
fn ids_that_are_the_same_number_are_only_taken_as_text() {
    let rubric = Rubric::parse(
        r#"{"format":"cei.rubric/1","id":"r","version":"1","title":"-","groups":[],
        "scale":[{"id":"low","title":"-"},{"id":"high","title":"-"}],
        "domains":[{"id":"d","title":"-","competencies":[{"id":"1.1","title":"-"},{"id":"1.10","title":"-"}]}]}"#,
    )
    .unwrap();
    let table = |competency: ArrayRef| {
        RecordBatch::try_from_iter([
            ("assessment", Arc::new(StringArray::from(vec!["a"])) as ArrayRef),
            ("competency", competency),
            ("stage", Arc::new(Int64Array::from(vec![1]))),
        ])
        .unwrap()
    };
    let numbers = table(Arc::new(Float64Array::from(vec![1.1])));
    assert_eq!(problems_with(&rubric, numbers, &TableOptions::default()), ["1:competency column_type"]);
    let texts = table(Arc::new(StringArray::from(vec!["1.10"])));
    let (found, _) = read(&rubric, [texts], &TableOptions::default()).unwrap();
    assert_eq!(found.nth(0).unwrap().document().cells[0].competency.as_str(), "1.10");
}

#[test]
fn rows_have_all_their_problems_reported() {
    let strings = |texts: Vec<Option<&str>>| Arc::new(StringArray::from(texts)) as ArrayRef;
    let all = |text: &'static str| strings(vec![Some(text); 9]);
    let with = |changes: &[(&'static str, ArrayRef)]| {
        let columns = [
            ("assessment", all("a")),
            ("group", all("families")),
            ("rater", strings(vec![None; 9])),
            ("competency", all("1.1")),
            ("stage", all("maturing")),
            ("missing", strings(vec![None; 9])),
            ("evidence", Arc::new(Int64Array::from(vec![None; 9]))),
        ];
        let column = |(name, column): &(&'static str, ArrayRef)| {
            let change = changes.iter().find(|(changed, _)| changed == name);
            (*name, change.map_or_else(|| column.clone(), |(_, column)| column.clone()), true)
        };
        problems(RecordBatch::try_from_iter_with_nullable(columns.iter().map(column)).unwrap())
    };
    let at = |row: usize, text: &'static str, others: Option<&'static str>| {
        strings((0..9).map(|index| if index == row { Some(text) } else { others }).collect())
    };
    assert_eq!(
        with(&[
            ("assessment", at(2, "no id", Some("a"))),
            ("group", at(2, "familes", None)),
            ("rater", at(3, "jo@example.org", None)),
            ("competency", at(4, "", Some("1.1"))),
            ("stage", at(5, "Maturing", Some("maturing"))),
            ("missing", at(6, "withheld", None)),
            ("evidence", at(7, "-1", None)),
        ]),
        [
            "4:assessment invalid_id",
            "4:group unknown_group -> families",
            "5:rater invalid_id",
            "6:competency null_value",
            "7:stage unknown_stage -> maturing",
            "8:missing stage_and_missing",
            "9:evidence out_of_range",
        ]
    );
    assert_eq!(with(&[("competency", at(0, "1.11", Some("1.1")))]), ["2:competency unknown_competency -> 1.1"]);
    assert_eq!(with(&[("missing", at(0, "dontknow", None))]), ["2:missing invalid_value -> dont_know"]);
    let numbers =
        vec![Some(5.0), Some(-1.0), Some(2.5), Some(0.0), None, Some(4.0), Some(255.0), Some(f64::INFINITY), None];
    assert_eq!(
        with(&[("stage", Arc::new(Float64Array::from(numbers)))]),
        [
            "2:stage out_of_range",
            "3:stage out_of_range",
            "4:stage not_whole",
            "8:stage out_of_range",
            "9:stage not_whole"
        ]
    );
    let raters = vec![Some("r1"), None, None, Some("r2"), Some("r1"), None, Some("r3"), None, Some("r1")];
    assert_eq!(with(&[("rater", strings(raters.clone()))]), ["6:rater duplicate_rating", "10:rater duplicate_rating"]);
    let assessments: Vec<_> = ["a", "a", "a", "a", "b", "a", "a", "a", "c"].into_iter().map(Some).collect();
    let elsewhere = RecordBatch::try_from_iter_with_nullable([
        ("assessment", strings(assessments), false),
        ("rater", strings(raters), true),
        ("competency", all("1.1"), false),
        ("stage", all("dont_know"), false),
    ]);
    assert_eq!(count(elsewhere.unwrap()).len(), 3, "one rater id in two assessments is two people");
}

#[test]
fn a_rater_in_two_groups_is_said_once() {
    let column = |labels: [&str; 5]| Arc::new(StringArray::from(labels.to_vec())) as ArrayRef;
    let batch = RecordBatch::try_from_iter([
        ("assessment", column(["a", "a", "a", "a", "b"])),
        ("group", column(["families", "students", "students", "families", "students"])),
        ("rater", column(["r1", "r1", "r1", "r2", "r2"])),
        ("competency", column(["1.1", "1.2", "1.3", "1.1", "1.1"])),
        ("stage", column(["maturing", "maturing", "maturing", "maturing", "maturing"])),
    ]);
    let (tallies, report) = read(&Rubric::cei(), [batch.unwrap()], &TableOptions::default()).unwrap();
    assert_eq!(tallies.len(), 2);
    let [only] = report.diagnostics() else { panic!("{report}") };
    assert_eq!((only.code.name(), only.severity.name()), ("rater_groups", "warning"));
    assert_eq!(only.at.as_ref().and_then(|at| at.row), Some(3));
}

#[test]
fn problems_of_counts_and_wide_tables_name_their_column() {
    let counts = RecordBatch::try_from_iter_with_nullable([
        ("assessment", Arc::new(StringArray::from(vec!["a"; 4])) as ArrayRef, true),
        ("competency", Arc::new(StringArray::from(vec!["1.1"; 4])), true),
        ("n_not_evident", Arc::new(Int64Array::from(vec![0; 4])), true),
        ("n_developing", Arc::new(Int64Array::from(vec![0; 4])), true),
        (
            "n_maturing",
            Arc::new(Int64Array::from(vec![Some(600_000_000_000), Some(600_000_000_000), None, Some(-1)])),
            true,
        ),
        ("n_advanced", Arc::new(Float64Array::from(vec![1.0, 1.0, 0.5, 1e13])), true),
    ]);
    assert_eq!(
        problems(counts.unwrap()),
        [
            "3: out_of_range",
            "4:n_maturing null_value",
            "4:n_advanced not_whole",
            "5:n_maturing out_of_range",
            "5:n_advanced out_of_range"
        ]
    );
    let wide = RecordBatch::try_from_iter_with_nullable([
        ("assessment", Arc::new(StringArray::from(vec![Some("a"), None, Some("a")])) as ArrayRef, true),
        ("rater", Arc::new(StringArray::from(vec![Some("r"), Some("s"), Some("r")])), true),
        ("1.2", Arc::new(StringArray::from(vec!["9", "advancd", ""])), true),
        ("1.1", Arc::new(StringArray::from(vec!["1", "2", "3"])), true),
    ]);
    assert_eq!(
        problems(wide.unwrap()),
        [
            "2:1.2 out_of_range",
            "3:assessment null_value",
            "3:1.2 unknown_stage -> advanced",
            "4:rater duplicate_rating"
        ]
    );
}

#[test]
fn a_long_table_of_problems_has_a_short_report() {
    let rows = 20_000;
    let strings = |text: &str| Arc::new(StringArray::from(vec![text; rows])) as ArrayRef;
    let distinct: StringArray = (0..rows).map(|row| Some(format!("wrong {row}"))).collect();
    let batch = RecordBatch::try_from_iter([
        ("assessment", strings("a")),
        ("competency", Arc::new(distinct) as ArrayRef),
        ("stage", strings("wrong")),
    ])
    .unwrap();
    let found = problems(batch.clone());
    assert_eq!(found.len(), 1001);
    assert_eq!(found[..2], ["2:competency unknown_competency", "2:stage unknown_stage"]);
    assert_eq!(found[1000], ": more_problems");

    let mut counter = TableCounter::new(&Rubric::cei(), &batch.schema(), &TableOptions::default()).unwrap();
    counter.add(&batch).unwrap();
    assert_eq!((counter.kind(), counter.rows(), counter.problems()), (TableKind::Ratings, 20_000, 40_000));
}

#[test]
fn a_table_without_answers_is_worth_a_warning() {
    let (rows, _) = examples();
    let batch = ratings(&rows).slice(0, 0);
    let (found, report) = read(&Rubric::cei(), [batch], &TableOptions::default()).unwrap();
    assert!(found.is_empty());
    assert_eq!((lines(&report), report.valid()), (vec![": no_answers".to_owned()], true));
}

#[test]
fn what_the_reader_says_comes_through() {
    let (rows, _) = examples();
    let batch = ratings(&rows);
    let schema = batch.schema();
    let broken =
        RecordBatchIterator::new([Ok(batch), Err(ArrowError::ComputeError("gone".to_owned()))], schema.clone());
    let error = tally(&Rubric::cei(), broken, &TableOptions::default()).unwrap_err();
    assert!(matches!(error, TableError::Unreadable(ArrowError::ComputeError(_))));

    let mut counter = TableCounter::new(&Rubric::cei(), &schema, &TableOptions::default()).unwrap();
    let other = RecordBatch::try_from_iter([("a", Arc::new(Int64Array::from(vec![1])) as ArrayRef)]).unwrap();
    assert!(matches!(counter.add(&other), Err(ArrowError::SchemaError(_))));
}

#[test]
fn what_has_an_error_can_be_left_out() {
    let strings = |texts: [Option<&str>; 6]| Arc::new(StringArray::from(texts.to_vec())) as ArrayRef;
    let batch = RecordBatch::try_from_iter_with_nullable([
        ("assessment", strings(["a", "a", "a", "b", "a", "a"].map(Some)), false),
        ("rater", strings([Some("r1"), Some("r1"), None, None, None, None]), true),
        ("competency", strings(["1.1", "1.1", "1.9", "1.l", "1.2", "1.3"].map(Some)), false),
        ("stage", strings(["3.0", "2", "x", "4", "2.5", "-1"].map(Some)), false),
        ("subject", strings([Some("s1"), None, None, None, None, Some("s2")]), true),
    ])
    .unwrap();
    let wanted = [
        "3:rater duplicate_rating",
        "4:competency unknown_competency -> 1.1",
        "4:stage unknown_stage",
        "5:competency unknown_competency -> 1.1",
        "6:stage not_whole",
        "7:stage out_of_range",
    ];
    assert_eq!(problems(batch.clone()), wanted);
    let mut counter = TableCounter::new(&Rubric::cei(), &batch.schema(), &TableOptions::default()).unwrap();
    counter.add(&batch).unwrap();
    assert_eq!((counter.rows(), counter.rows_with_errors()), (6, 5));
    let (tallies, report) = counter.finish_without_errors();
    assert_eq!(lines(&report), wanted);
    // What is left is the first row; that somebody spoke of `b` is not forgotten.
    let kept = count(batch.slice(0, 1));
    assert_eq!(tallies.get("a").unwrap().to_json(), kept.get("a").unwrap().to_json());
    assert!(tallies.get("b").unwrap().document().cells.is_empty());

    let rules = Policy::built_in("cei-default").unwrap().compile(&Rubric::cei()).unwrap();
    for rows in [batch.clone(), batch.slice(2, 3)] {
        let mut stager = TableStager::new(&rules, &rows.schema(), &TableOptions::default()).unwrap();
        stager.add(&rows).unwrap();
        let (numbers, _) = stager.finish_without_errors().unwrap();
        assert_eq!((numbers.num_rows(), numbers.num_columns()), (2, 8));
    }
}

#[test]
fn a_count_past_the_limit_adds_nothing_of_its_row() {
    let one = |number: &str| Arc::new(StringArray::from(vec![number, number])) as ArrayRef;
    let batch = RecordBatch::try_from_iter([
        ("assessment", one("a")),
        ("competency", one("1.1")),
        ("n_not_evident", one("1")),
        ("n_developing", one("0")),
        ("n_maturing", one("600000000000")),
        ("n_advanced", one("0")),
    ])
    .unwrap();
    let mut counter = TableCounter::new(&Rubric::cei(), &batch.schema(), &TableOptions::default()).unwrap();
    counter.add(&batch).unwrap();
    let (tallies, report) = counter.finish_without_errors();
    assert_eq!(lines(&report), ["3: out_of_range"]);
    assert_eq!(tallies.get("a").unwrap().to_json(), count(batch.slice(0, 1)).get("a").unwrap().to_json());
}

#[test]
fn a_reader_of_files_says_what_it_could_not_make_out() {
    let cell = |text: &str| Arc::new(StringArray::from(vec![text])) as ArrayRef;
    let good = RecordBatch::try_from_iter([("assessment", cell("a")), ("1.1", cell("3"))]).unwrap();
    let bad = RecordBatch::try_from_iter([("assessment", cell("a")), ("1.1", cell("9"))]).unwrap();
    let options = TableOptions { sheet: Some("S".to_owned()), rows_above: 2, ..TableOptions::default() };
    let mut counter = TableCounter::new(&Rubric::cei(), &good.schema(), &options).unwrap();
    counter.add(&good).unwrap(); // row 4
    counter.skip(1);
    counter.refuse([(Some(1), Code::NullValue, Params::new()), (None, Code::RowLength, Params::new())]); // row 6
    counter.add(&bad).unwrap(); // row 7
    counter.note_header(None, Code::NamelessColumn, Params::of(Code::NamelessColumn, &[("number", Param::from(3))]));
    assert_eq!((counter.rows(), counter.rows_with_errors()), (3, 2));
    let (tallies, report) = counter.finish_without_errors();
    let wanted = ["3: nameless_column", "6: row_length", "6:1.1 null_value", "7:1.1 out_of_range"];
    assert_eq!(lines(&report), wanted);
    assert!(report.diagnostics().iter().all(|found| found.at.as_ref().unwrap().sheet.as_deref() == Some("S")));
    assert_eq!(tallies.get("a").unwrap().to_json(), count(good).get("a").unwrap().to_json());
}

#[test]
fn what_is_never_read_need_not_be_brought() {
    let rubric = Rubric::cei();
    let options =
        TableOptions { rename: vec![("School".to_owned(), "assessment".to_owned())], ..TableOptions::default() };
    for name in ["School", "assessment", "group", "rater", "missing", "evidence", "period", "1.1", "n_maturing"] {
        assert!(options.reads(&rubric, name), "{name}");
    }
    for name in ["", "school", "comment", "1.9", "Group"] {
        assert!(!options.reads(&rubric, name), "{name}");
    }
    assert!(!TableOptions::default().reads(&rubric, "School"));
}

fn rules_with_overall(rubric: &Rubric) -> Rules {
    let rule = r#"{"by":"reach","share":"majority"}"#;
    let policy = format!(
        r#"{{"format":"cei.policy/1","id":"p","version":"1","raters":{rule},"groups":{rule},"domain":{rule},"overall":{rule}}}"#
    );
    Policy::parse(policy).unwrap().compile(rubric).unwrap()
}

#[test]
fn stages_are_a_table() {
    let (_, tallies) = examples();
    let rubric = Rubric::cei();
    let rules = rules_with_overall(&rubric);
    let profiles: Vec<Profile> = tallies.iter().map(|tally| rules.stage(tally).unwrap()).collect();
    let batch = stages_table(rules.rubric(), &profiles).unwrap();
    let text = |name: &str, row: usize| {
        let column = batch.column_by_name(name).unwrap();
        column.is_valid(row).then(|| column.as_string::<i32>().value(row).to_owned())
    };
    let stage = |name: &str, row: usize| {
        let column = batch.column_by_name(name).unwrap().as_dictionary::<Int8Type>();
        let scale = column.values().as_string::<i32>();
        assert_eq!(scale.iter().flatten().collect::<Vec<_>>(), ["not_evident", "developing", "maturing", "advanced"]);
        column.key(row).map(|key| scale.value(key).to_owned())
    };
    let number = |name: &str, row: usize| batch.column_by_name(name).unwrap().as_primitive::<Int64Type>().value(row);
    let stage_number = |row: usize| {
        let column = batch.column_by_name("stage_number").unwrap();
        column.is_valid(row).then(|| column.as_primitive::<Int8Type>().value(row))
    };
    let mut row = 0;
    let mut expect = |profile: &Profile, level: &str, id: String, node: serde_json::Value| {
        assert_eq!(text("assessment", row).unwrap(), profile.assessment.as_str());
        assert_eq!((text("level", row).unwrap(), text("id", row).unwrap()), (level.to_owned(), id));
        assert_eq!(text("status", row).as_deref(), node["status"].as_str());
        assert_eq!(stage("stage", row).as_deref(), node["stage"].as_str());
        assert_eq!(stage_number(row), node["stage"].as_str().map(|id| rubric.stage_number(id).unwrap() as i8));
        assert_eq!(stage("low", row).as_deref(), node["range"][0].as_str());
        assert_eq!(stage("high", row).as_deref(), node["range"][1].as_str());
        assert_eq!(Some(number("votes", row)), node["because"]["votes"].as_i64());
        assert_eq!(Some(number("members", row)), node["because"]["members"].as_i64());
        assert_eq!(text("bound", row).as_deref(), node["because"]["bound"].as_str());
        row += 1;
    };
    for profile in &profiles {
        expect(profile, "overall", "overall".to_owned(), serde_json::to_value(&profile.overall).unwrap());
        for domain in &profile.domains {
            expect(profile, "domain", domain.id.to_string(), serde_json::to_value(domain).unwrap());
            for competency in &domain.competencies {
                let node = serde_json::to_value(competency).unwrap();
                expect(profile, "competency", competency.id.to_string(), node);
                for group in &competency.groups {
                    let id = format!("{}/{}", competency.id, group.group);
                    expect(profile, "group", id, serde_json::to_value(group).unwrap());
                }
            }
        }
        for lens in &profile.lenses {
            for part in &lens.parts {
                expect(profile, "part", format!("{}/{}", lens.id, part.id), serde_json::to_value(part).unwrap());
            }
        }
    }
    assert_eq!(row, batch.num_rows());
    assert_eq!(batch.schema().field_with_name("stage").unwrap().dict_is_ordered(), Some(true));
    assert_eq!(stages_table(rules.rubric(), Vec::<Profile>::new()).unwrap().schema(), batch.schema());
}

#[test]
fn domains_are_a_wide_table() {
    let (_, tallies) = examples();
    let rubric = Rubric::cei();
    let default = Policy::built_in("cei-default").unwrap().compile(&rubric).unwrap();
    for rules in [default, rules_with_overall(&rubric)] {
        let profiles: Vec<Profile> = tallies.iter().map(|tally| rules.stage(tally).unwrap()).collect();
        let batch = domains_table(&rules, profiles.iter()).unwrap();
        let mut names = vec!["assessment"];
        names.extend(rubric.document().domains.iter().map(|domain| domain.id.as_str()));
        if profiles[0].overall.is_some() {
            names.push("overall");
        }
        let schema = batch.schema();
        assert_eq!(schema.fields().iter().map(|field| field.name().as_str()).collect::<Vec<_>>(), names);
        for (row, profile) in profiles.iter().enumerate() {
            assert_eq!(batch.column(0).as_string::<i32>().value(row), profile.assessment.as_str());
            let mut stages: Vec<_> = profile.domains.iter().map(|domain| domain.stage.clone()).collect();
            stages.extend(profile.overall.as_ref().map(|overall| overall.stage.clone()));
            for (column, stage) in batch.columns()[1..].iter().zip(stages) {
                let column = column.as_dictionary::<Int8Type>();
                let found = column.key(row).map(|key| column.values().as_string::<i32>().value(key).to_owned());
                assert_eq!(found.as_deref(), stage.as_ref().map(cei_core::Id::as_str));
            }
        }
    }
}

#[test]
fn disclosed_counts_are_a_table() {
    let rubric = Rubric::cei();
    let mut tally = Tally::new(&rubric, AssessmentId::new("spring").unwrap());
    // Of students, families and educators on 1.1; of students alone on 1.2.
    tally.add_cell(0, 0, &[1, 4], [0; 4], 0).unwrap();
    tally.add_cell(0, 1, &[0, 12, 6], [0, 0, 0, 2], 0).unwrap();
    tally.add_cell(0, 2, &[0, 0, 14], [0; 4], 3).unwrap();
    tally.add_cell(1, 0, &[0, 0, 5], [0; 4], 0).unwrap();
    let table = |disclosure: &Disclosure| {
        let table = disclosed_table(&rubric, [&tally], disclosure).unwrap();
        let text =
            |name: &str, row: usize| table.column_by_name(name).unwrap().as_string::<i32>().value(row).to_owned();
        let number = |name: &str, row: usize| {
            let column = table.column_by_name(name).unwrap().as_primitive::<Int64Type>();
            column.is_valid(row).then(|| column.value(row))
        };
        let row = |row: usize| {
            let numbers =
                ["hidden", "n_developing", "n_withheld", "total", "low", "high"].map(|name| number(name, row));
            assert_eq!(text("assessment", row), "spring");
            (text("competency", row), text("group", row), numbers)
        };
        (0..table.num_rows()).map(row).collect::<Vec<_>>()
    };
    let is =
        |competency: &str, group: &str, numbers: [Option<i64>; 6]| (competency.to_owned(), group.to_owned(), numbers);
    // Five students are too few; alone they would be the total less the others, so that fourteen educators are hidden
    // too: of 19 answers each has from 1 to 18.
    let hidden = [Some(1), None, None, Some(39), Some(1), Some(18)];
    // Alone, they take the total with them.
    let alone = is("1.2", "students", [Some(1), None, None, None, Some(1), None]);
    let families = is("1.1", "families", [Some(0), Some(12), Some(2), Some(39), Some(20), Some(20)]);
    let expected = [is("1.1", "students", hidden), families.clone(), is("1.1", "educators", hidden), alone.clone()];
    assert_eq!(table(&Disclosure::default()), expected);

    let merged = r#"{"format": "cei.disclosure/1", "id": "merged", "version": "1", "min_n": 11,
        "merge": [{"id": "school", "groups": ["students", "educators"]}]}"#;
    let school = is("1.1", "school", [Some(0), Some(4), Some(0), Some(39), Some(19), Some(19)]);
    let alone = is("1.2", "school", alone.2);
    assert_eq!(table(&Disclosure::parse(merged).unwrap()), [school, families, alone]);
}
