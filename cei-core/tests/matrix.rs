//! Many assessments at once give what each of them gives alone: random rubrics of 2 to 9 stages, random policies, every
//! layout. What one gives alone is proven elsewhere (`proofs.rs`).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]
#![allow(missing_docs, reason = "a test has no API")]

#[path = "support/rng.rs"]
mod rng;

use cei_core::{
    Answer, AnswerError, AnswerRows, AssessmentId, Matrix, MatrixError, MatrixOrder, MatrixOut, Missing, Policy,
    Rubric, Rules, Status, Tally,
};
use rng::Rng;
use serde_json::{Value, json};

fn random_rubric(rng: &mut Rng, stages: usize, domains: usize, most: usize) -> Rubric {
    let scale: Vec<Value> = (1..=stages).map(|stage| json!({"id": format!("s{stage}"), "title": "-"})).collect();
    let mut order: Vec<usize> = (0..domains).collect();
    rng.shuffle(&mut order);
    let domains: Vec<Value> = (0..domains)
        .map(|domain| {
            let below: Vec<String> = (0..domains)
                .filter(|other| order[*other] < order[domain] && rng.one_in(3))
                .map(|other| format!("d{other}"))
                .collect();
            let competencies: Vec<Value> = (0..rng.between(1, most))
                .map(|competency| json!({"id": format!("c{domain}.{competency}"), "title": "-"}))
                .collect();
            json!({"id": format!("d{domain}"), "title": "-", "builds_on": below, "competencies": competencies})
        })
        .collect();
    let document = json!({"format": "cei.rubric/1", "id": "r", "version": "1", "title": "-", "scale": scale,
        "groups": [{"id": "g", "title": "-"}], "domains": domains});
    Rubric::parse(document.to_string()).unwrap()
}

fn random_share(rng: &mut Rng) -> String {
    let q = rng.between(1, 9);
    let fraction = format!("{}/{q}", rng.between(1, q));
    rng.pick(&["any".to_owned(), "majority".to_owned(), "all".to_owned(), fraction.clone(), fraction])
}

fn random_rule(rng: &mut Rng, stages: usize) -> Value {
    let mut rule = if rng.one_in(2) {
        json!({"by": "reach", "share": random_share(rng)})
    } else if rng.one_in(2) {
        json!({"by": "points", "cutoffs": "even"})
    } else {
        let q = rng.pick(&[7, 12, 100, 999_983]);
        let mut list: Vec<usize> = (1..stages).map(|_| rng.between(1, q)).collect();
        list.sort_unstable();
        json!({"by": "points", "cutoffs": list.iter().map(|p| format!("{p}/{q}")).collect::<Vec<_>>()})
    };
    if rng.one_in(2) {
        rule["within"] = json!(rng.below(stages));
    }
    if rng.one_in(2) {
        rule["coverage"] = json!(random_share(rng));
    }
    if rng.one_in(4) {
        rule["min"] = json!(rng.below(4));
    }
    rule
}

fn random_policy(rng: &mut Rng, stages: usize) -> Policy {
    let mut policy = json!({"format": "cei.policy/1", "id": "p", "version": "1"});
    for name in ["raters", "groups", "domain", "overall"] {
        if name != "overall" || rng.one_in(2) {
            policy[name] = random_rule(rng, stages);
        }
        // Most often a cell is to count as what it is.
        if ["raters", "groups"].contains(&name) && !rng.one_in(3) {
            policy[name] = json!({"by": "reach", "share": "majority"});
        }
    }
    policy["decision"] = json!(if rng.one_in(10) { "require" } else { "prefer" });
    if rng.one_in(2) {
        policy["foundation"] = json!({"ahead": rng.below(stages), "effect": rng.pick(&["hold", "note"])});
    }
    if rng.one_in(3) {
        let from = format!("s{}", rng.between(2, stages));
        policy["evidence"] = json!({"from": from, "items": rng.below(2), "effect": rng.pick(&["hold", "note"])});
    }
    Policy::parse(policy.to_string()).unwrap_or_else(|report| panic!("{policy}: {report}"))
}

fn answer(value: u8) -> Answer {
    match value {
        0 => Answer::Missing(Missing::Unanswered),
        255 => Answer::Missing(Missing::NotApplicable),
        stage => Answer::Stage(stage),
    }
}

fn row_alone(rules: &Rules, cells: &[u8]) -> Vec<u8> {
    let mut tally = Tally::new(rules.rubric(), AssessmentId::new("a").unwrap());
    for (competency, cell) in cells.iter().enumerate() {
        assert!(tally.count(competency, 0, answer(*cell), 0));
    }
    stages_alone(rules, &tally)
}

fn stages_alone(rules: &Rules, tally: &Tally) -> Vec<u8> {
    let profile = rules.stage(tally).unwrap();
    let number = |status: Status, stage: Option<&cei_core::Id>| match (status, stage) {
        (Status::NotApplicable, _) => 255,
        (_, stage) => stage.map_or(0, |stage| rules.rubric().stage_number(stage.as_str()).unwrap()),
    };
    let domains = profile.domains.iter().map(|domain| number(domain.status, domain.stage.as_ref()));
    domains.chain(profile.overall.iter().map(|node| number(node.status, node.stage.as_ref()))).collect()
}

const ORDERS: [MatrixOrder; 2] = [MatrixOrder::RowMajor, MatrixOrder::ColumnMajor];

/// Where a value lies.
fn at(order: MatrixOrder, stride: usize, row: usize, column: usize) -> usize {
    match order {
        MatrixOrder::RowMajor => row * stride + column,
        MatrixOrder::ColumnMajor => column * stride + row,
    }
}

fn check(rng: &mut Rng, rules: &Rules, rows: usize) {
    let (columns, stages) = (rules.rubric().competencies().len(), usize::from(rules.rubric().stages()));
    let mut favoured = Vec::new();
    let cells: Vec<Vec<u8>> = (0..rows)
        .map(|_| {
            // Whole rows of nearly the same are where domains without a member and high stages come from.
            favoured.push(rng.pick(&[0, 255, stages, stages - 1, 1]));
            let one = |rng: &mut Rng| {
                let any = rng.below(stages + 2);
                let value = if rng.one_in(3) { any } else { *favoured.last().unwrap() };
                if value > stages { 255 } else { u8::try_from(value).unwrap() }
            };
            (0..columns).map(|_| one(rng)).collect()
        })
        .collect();
    let expected: Vec<Vec<u8>> = cells.iter().map(|cells| row_alone(rules, cells)).collect();
    let width = rules.matrix_columns();
    for (order, out_order) in ORDERS.iter().flat_map(|one| ORDERS.map(|other| (*one, other))) {
        let stride = order.length(rows, columns) + rng.below(4);
        let mut values = vec![77; order.span(rows, columns, stride).unwrap()];
        for (row, cells) in cells.iter().enumerate() {
            cells.iter().enumerate().for_each(|(column, cell)| values[at(order, stride, row, column)] = *cell);
        }
        let out_stride = out_order.length(rows, width) + rng.below(4);
        let mut out = vec![88; out_order.span(rows, width, out_stride).unwrap() + 5];
        let matrix = Matrix { values: &values, order, rows, stride };
        rules.stage_matrix(matrix, MatrixOut { values: &mut out, order: out_order, stride: out_stride }).unwrap();
        for (row, expected) in expected.iter().enumerate() {
            for (column, expected) in expected.iter().enumerate() {
                let place = &mut out[at(out_order, out_stride, row, column)];
                let policy = rules.policy().to_json();
                assert_eq!(*place, *expected, "{order:?} row {row} {:?} column {column}: {policy}", cells[row]);
                *place = 88;
            }
        }
        assert!(out.iter().all(|value| *value == 88), "something was written between the rows or after them");
    }
}

#[test]
fn a_row_of_a_matrix_is_staged_as_the_same_answers_alone() {
    let mut rng = Rng(11);
    for case in 0..200 {
        let stages = 2 + case % 8;
        let (domains, most) = rng.pick(&[(7, 6), (2, 1), (3, 17), (40, 3), (1, 15)]);
        let rubric = random_rubric(&mut rng, stages, domains, most);
        let rules = random_policy(&mut rng, stages).compile(&rubric).unwrap();
        let rows = rng.below(40);
        check(&mut rng, &rules, rows);
    }
}

#[test]
fn built_in_policies_over_more_than_one_run() {
    let mut rng = Rng(12);
    for name in Policy::names() {
        let rules = Policy::built_in(name).unwrap().compile(&Rubric::cei()).unwrap();
        check(&mut rng, &rules, 600);
    }
}

#[test]
fn a_domain_of_very_many_competencies() {
    let mut rng = Rng(13);
    for stages in [2, 4, 9] {
        let rubric = random_rubric(&mut rng, stages, 2, 700);
        let rules = random_policy(&mut rng, stages).compile(&rubric).unwrap();
        check(&mut rng, &rules, 70);
    }
}

#[test]
fn what_is_wrong_with_a_matrix_is_said() {
    let rules = Policy::built_in("cei-default").unwrap().compile(&Rubric::cei()).unwrap();
    let stage = |values: &[u8], order, rows, stride, room: usize, out_stride| {
        let out = MatrixOut { values: &mut vec![0; room], order, stride: out_stride };
        rules.stage_matrix(Matrix { values, order, rows, stride }, out)
    };
    use MatrixError::{Stride, TooShort, Value};
    use MatrixOrder::{ColumnMajor, RowMajor};
    let good = [1; 34 * 3];
    assert_eq!(stage(&good, RowMajor, 3, 34, 21, 7), Ok(()));
    assert_eq!(stage(&good, ColumnMajor, 3, 3, 21, 3), Ok(()));
    assert_eq!(stage(&[], RowMajor, 0, 34, 0, 7), Ok(()));
    assert_eq!(stage(&[], ColumnMajor, 0, 0, 0, 0), Ok(()));
    assert_eq!(stage(&good, RowMajor, 3, 33, 21, 7), Err(Stride { stride: 33, length: 34 }));
    assert_eq!(stage(&good, RowMajor, 3, 34, 21, 6), Err(Stride { stride: 6, length: 7 }));
    assert_eq!(stage(&good, RowMajor, 3, 35, 21, 7), Err(TooShort { found: 102 }));
    assert_eq!(stage(&good, RowMajor, 3, usize::MAX, 21, 7), Err(TooShort { found: 102 }));
    assert_eq!(stage(&good, ColumnMajor, 4, 4, 28, 4), Err(TooShort { found: 102 }));
    assert_eq!(stage(&good, RowMajor, 3, 34, 20, 7), Err(TooShort { found: 20 }));
    for value in 5..255 {
        let mut bad = vec![2; 34 * 1_000];
        bad[34 * 700 + 20] = value;
        bad[34 * 710 + 3] = value;
        assert_eq!(stage(&bad, RowMajor, 1_000, 34, 7_000, 7), Err(Value { row: 700, column: 20, value }));
    }
    let mut bad = vec![2; 34 * 40_000];
    bad[33 * 40_000 + 39_999] = 5;
    assert_eq!(
        stage(&bad, ColumnMajor, 40_000, 40_000, 280_000, 40_000),
        Err(Value { row: 39_999, column: 33, value: 5 })
    );
}

#[test]
fn single_answers_in_any_order_are_staged_as_their_tallies() {
    let mut rng = Rng(14);
    for case in 0..120 {
        let stages = 2 + case % 8;
        let (domains, most) = rng.pick(&[(7, 6), (2, 1), (1, 15), (1, 40)]);
        let rubric = random_rubric(&mut rng, stages, domains, most);
        let rules = random_policy(&mut rng, stages).compile(&rubric).unwrap();
        let (competencies, groups) = (rubric.competencies().len(), rubric.groups().len());
        let assessments = rng.pick(&[1, 3, 300]);
        // At times so many answers on so little that a byte cannot count them.
        let is_narrow = rng.one_in(4);
        let rows = if is_narrow { rng.between(1_000, 4_000) } else { rng.below(assessments * competencies * 2 + 1) };
        let mut tallies: Vec<Tally> =
            (0..assessments).map(|_| Tally::new(&rubric, AssessmentId::new("a").unwrap())).collect();
        let mut counter = rules.count_answers(if rng.one_in(2) { assessments } else { 0 });
        counter.grow(assessments);
        for _ in 0..2 {
            let mut columns = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            for _ in 0..rows {
                let (assessment, group) =
                    (rng.below(assessments.min(if is_narrow { 2 } else { 300 })), rng.below(groups));
                let competency = rng.below(if is_narrow { competencies.min(2) } else { competencies });
                let any = rng.below(stages + 2);
                let value = if any > stages { 255 } else { u8::try_from(any).unwrap() };
                assert!(tallies[assessment].count(competency, group, answer(value), 0));
                columns.0.push(u32::try_from(assessment).unwrap());
                columns.1.push(u8::try_from(group).unwrap());
                columns.2.push(u16::try_from(competency).unwrap());
                columns.3.push(value);
            }
            let (assessments, groups, competencies, stages) = (&*columns.0, &*columns.1, &*columns.2, &*columns.3);
            counter.add(AnswerRows { assessments, groups, competencies, stages }).unwrap();
        }
        let width = rules.matrix_columns();
        let expected: Vec<Vec<u8>> = tallies.iter().map(|tally| stages_alone(&rules, tally)).collect();
        for order in ORDERS {
            let stride = order.length(assessments, width) + rng.below(3);
            let mut out = vec![88; order.span(assessments, width, stride).unwrap()];
            counter.stage(MatrixOut { values: &mut out, order, stride }).unwrap();
            for (row, expected) in expected.iter().enumerate() {
                for (column, expected) in expected.iter().enumerate() {
                    let found = out[at(order, stride, row, column)];
                    assert_eq!(found, *expected, "row {row} column {column}: {}", rules.policy().to_json());
                }
            }
        }
    }
}

#[test]
fn answers_on_what_there_is_not_are_refused() {
    let rules = Policy::built_in("cei-default").unwrap().compile(&Rubric::cei()).unwrap();
    let add = |assessment: u32, group: u8, competency: u16, stage: u8| {
        let good = AnswerRows {
            assessments: &[2, assessment],
            groups: &[0, group],
            competencies: &[0, competency],
            stages: &[1, stage],
        };
        rules.count_answers(3).add(good)
    };
    assert_eq!(add(0, 5, 33, 4), Ok(()));
    assert_eq!(add(0, 5, 33, 0), Ok(()));
    assert_eq!(add(0, 5, 33, 255), Ok(()));
    for bad in [add(3, 5, 33, 4), add(1 << 31, 0, 0, 1), add(0, 6, 33, 4), add(0, 5, 34, 4), add(0, 5, 33, 5)] {
        assert_eq!(bad, Err(AnswerError::Row { row: 1 }));
    }
    let uneven = AnswerRows { assessments: &[0], groups: &[0, 1], competencies: &[0], stages: &[1] };
    assert_eq!(rules.count_answers(1).add(uneven), Err(AnswerError::Lengths));
}
