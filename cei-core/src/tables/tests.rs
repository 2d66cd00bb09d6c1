use std::sync::Arc;

use arrow_array::types::Int8Type;
use arrow_array::{ArrayRef, Decimal128Array, DictionaryArray, Float32Array, Float64Array, Int64Array, StringArray};

use super::cells::{BAD, Column, Label, NULL, Vocabulary};
use super::findings::ColumnAt;
use super::vocabulary::{Answers, Competencies, Groups, Names, Numbers};
use super::*;
use crate::values::AssessmentId;

fn rubric_with(competencies: &[&str]) -> Rubric {
    let competencies: Vec<String> = competencies.iter().map(|id| format!(r#"{{"id":"{id}","title":"-"}}"#)).collect();
    Rubric::parse(format!(
        r#"{{"format":"cei.rubric/1","id":"r","version":"1","title":"-","groups":[{{"id":"7","title":"-"}}],
        "scale":[{{"id":"low","title":"-"}},{{"id":"high","title":"-"}}],
        "domains":[{{"id":"d","title":"-","competencies":[{}]}}]}}"#,
        competencies.join(",")
    ))
    .unwrap()
}

fn codes(vocabulary: impl Vocabulary, array: ArrayRef) -> Vec<u32> {
    let rows = array.len();
    let batch = RecordBatch::try_from_iter([("a", array)]).unwrap();
    let mut column = Column::new(vocabulary, Some(ColumnAt { index: 0, name: "a".to_owned() }), NULL);
    let mut bound = column.bind(&batch);
    let mut codes = Vec::new();
    // By chunks of two rows: nothing may depend on where a chunk begins.
    for start in (0..rows).step_by(2) {
        let len = (rows - start).min(2);
        column.fill(&mut bound, (start, len));
        codes.extend((0..len).map(|row| column.get(row)));
    }
    codes
}

#[test]
fn a_competency_in_a_number_column_is_the_one_that_reads_as_it() {
    let rubric = rubric_with(&["1", "1.1", "2.0", "03"]);
    let floats = vec![Some(1.0), Some(1.1), Some(2.0), Some(3.0), Some(1.2), Some(f64::NAN), None];
    let expected = [0, 1, 2, 3, BAD, NULL, NULL];
    assert_eq!(codes(Competencies::new(&rubric), Arc::new(Float64Array::from(floats.clone()))), expected);
    let narrow: Float32Array = floats.iter().map(|number| number.map(|number| number as f32)).collect();
    assert_eq!(codes(Competencies::new(&rubric), Arc::new(narrow)), expected);
    let decimals = Decimal128Array::from(vec![100, 110, 200, 300, 120]).with_precision_and_scale(5, 2).unwrap();
    assert_eq!(codes(Competencies::new(&rubric), Arc::new(decimals)), [0, 1, 2, 3, BAD]);
    assert_eq!(codes(Competencies::new(&rubric), Arc::new(Int64Array::from(vec![1, 2, 3, 4]))), [0, 2, 3, BAD]);
    assert!(!Competencies::new(&rubric).is_ambiguous());
    assert!(Competencies::new(&rubric_with(&["1.1", "1.10"])).is_ambiguous());
}

#[test]
fn an_id_goes_before_a_number() {
    let rubric = Rubric::parse(
        r#"{"format":"cei.rubric/1","id":"r","version":"1","title":"-","groups":[],
        "scale":[{"id":"2","title":"-"},{"id":"withheld","title":"-"}],
        "domains":[{"id":"d","title":"-","competencies":[{"id":"a","title":"-"}]}]}"#,
    )
    .unwrap();
    let texts = StringArray::from(vec!["2", "1", "withheld", "dont_know", "3", "0"]);
    assert_eq!(codes(Answers::asked(&rubric), Arc::new(texts)), [0, 0, 1, 3, BAD, 2]);
}

#[test]
fn counts_are_whole_numbers_within_the_limit() {
    let floats = Float64Array::from(vec![0.0, 3.0, 1e12, 1e12 + 1.0, -1.0, 0.5, f64::INFINITY, 3e9, 1e12]);
    let mut numbers = Numbers::default();
    let codes_of = codes(Shared(&mut numbers), Arc::new(floats));
    let good = |code: &u32| (*code != BAD).then(|| numbers.get(*code));
    let expected = [Some(0), Some(3), Some(1_000_000_000_000), None, None, None, None];
    assert_eq!(codes_of.iter().map(good).take(7).collect::<Vec<_>>(), expected);
    assert_eq!(codes_of.iter().map(good).skip(7).collect::<Vec<_>>(), [Some(3_000_000_000), Some(1_000_000_000_000)]);
    assert_eq!(codes(Numbers::default(), Arc::new(StringArray::from(vec!["12", "-1", "x"]))), [12, BAD, BAD]);
    for (label, code) in [
        (Label::Text("-1"), Code::OutOfRange),
        (Label::Text("x"), Code::NotWhole),
        (Label::Whole(-1), Code::OutOfRange),
        (Label::Float(0.5), Code::NotWhole),
    ] {
        assert_eq!(Numbers::default().problem(label).0, code, "{label:?}");
    }
}

#[test]
fn names_are_the_same_in_every_spelling() {
    let texts = StringArray::from(vec!["b+a", "a+b", "c", "a+b+a", "", "a b"]);
    assert_eq!(codes(Names::<AssessmentId>::new(), Arc::new(texts)), [0, 0, 1, 0, NULL, BAD]);
    assert_eq!(codes(Names::<AssessmentId>::new(), Arc::new(Float64Array::from(vec![12.0, 7.0, 12.0]))), [0, 1, 0]);
    assert_eq!(codes(Groups::new(&rubric_with(&["a"])), Arc::new(Int64Array::from(vec![7, 8]))), [0, BAD]);
}

#[test]
fn an_entry_that_no_row_uses_is_not_asked_for() {
    let values: ArrayRef = Arc::new(StringArray::from(vec![Some("unused"), Some("a"), None, Some("")]));
    let keys = vec![Some(1), Some(2), None, Some(3), Some(1)].into_iter().collect();
    let array = DictionaryArray::<Int8Type>::try_new(keys, values).unwrap();
    let mut names = Names::<AssessmentId>::new();
    assert_eq!(codes(Shared(&mut names), Arc::new(array)), [0, NULL, NULL, NULL, 0]);
    assert_eq!(names.into_names().len(), 1);
}

/// A vocabulary to look at afterwards.
struct Shared<'a, V>(&'a mut V);

impl<V: Vocabulary> Vocabulary for Shared<'_, V> {
    fn code(&mut self, label: Label<'_>) -> u32 {
        self.0.code(label)
    }

    fn problem(&self, label: Label<'_>) -> (Code, Params) {
        self.0.problem(label)
    }
}

#[test]
fn findings_stand_in_the_order_of_rows_and_columns_and_are_not_without_end() {
    let mut findings = TableFindings::new(&TableOptions { file: Some("a.csv".to_owned()), ..TableOptions::default() });
    let columns = ["a", "b"].map(|name| ColumnAt { index: usize::from(name == "b"), name: name.to_owned() });
    for row in (2..900).rev() {
        for column in columns.iter().rev() {
            findings.add(Place::row(row, Some(column)), Code::NullValue, Params::new());
        }
    }
    assert_eq!((findings.count(), findings.rows()), (1796, 898));
    let report = findings.into_report();
    let places: Vec<_> = report.diagnostics().iter().map(|found| found.at.clone()).collect();
    assert_eq!(places.len(), 1001);
    let sorted = places.windows(2).all(|pair| match pair {
        [Some(one), Some(other)] => (one.row, &one.column) < (other.row, &other.column),
        _ => true,
    });
    assert!(sorted);
    let last = report.diagnostics().last().unwrap();
    assert_eq!((last.code, last.at.is_none()), (Code::MoreProblems, true));
    assert_eq!(last.params, Params::new().with("count", 796_u64));
}

#[test]
fn tables_go_from_thread_to_thread() {
    fn is_send_and_sync<T: Send + Sync>() {}
    is_send_and_sync::<Tallies>();
    is_send_and_sync::<TableCounter>();
    is_send_and_sync::<TableError>();
}
