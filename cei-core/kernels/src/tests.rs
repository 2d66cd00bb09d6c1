use std::collections::HashMap;

use super::rows::{Answers, Counter, Voice};
use super::*;

/// SplitMix64.
struct Rng(u64);

impl Rng {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % n as u64).unwrap()
    }
}

fn random_tables(rng: &mut Rng, members: usize) -> Tables {
    let stages = u8::try_from(2 + rng.below(8)).unwrap();
    let small = |rng: &mut Rng, most: usize| u32::try_from(rng.below(most + 1)).unwrap();
    let needs = if rng.below(2) == 0 {
        Needs::Reach((0..=members).map(|votes| 1 + small(rng, votes)).collect())
    } else {
        let most = |votes: usize| votes * usize::from(stages - 1);
        let mut needs: Vec<Vec<u32>> =
            (2..=stages).map(|_| (0..=members).map(|votes| small(rng, most(votes))).collect()).collect();
        for votes in 0..=members {
            let mut column: Vec<u32> = needs.iter().map(|needs| needs[votes]).collect();
            column.sort_unstable();
            needs.iter_mut().zip(column).for_each(|(needs, need)| needs[votes] = need);
        }
        Needs::Points(needs)
    };
    let mut votes = std::array::from_fn(|value| u8::try_from(value).unwrap());
    if rng.below(2) == 0 {
        votes = std::array::from_fn(|_| u8::try_from(rng.below(usize::from(stages) + 1)).unwrap());
        votes[0] = 0;
    }
    Tables {
        stages,
        votes,
        needs,
        enough: (0..=members).map(|members| 1 + small(rng, members)).collect(),
        within: (rng.below(2) == 0).then(|| u8::try_from(rng.below(usize::from(stages))).unwrap()),
    }
}

fn random_columns(rng: &mut Rng, tables: &Tables, rows: usize) -> Vec<Vec<u8>> {
    let cell = |rng: &mut Rng| match rng.below(usize::from(tables.stages) + 2) {
        0 => NOT_APPLICABLE,
        other => u8::try_from(other - 1).unwrap(),
    };
    (0..tables.members()).map(|_| (0..rows).map(|_| cell(rng)).collect()).collect()
}

#[test]
fn vectors_give_what_the_portable_kernel_gives() {
    let mut rng = Rng(1);
    for case in 0..2_000 {
        let members = if case % 10 == 0 { 15 } else { 1 + rng.below(20) };
        let tables = random_tables(&mut rng, members);
        let rows = rng.below(200);
        let columns = random_columns(&mut rng, &tables, rows);
        let columns: Vec<&[u8]> = columns.iter().map(Vec::as_slice).collect();
        let (mut fast, mut slow) = (vec![77; rows], vec![78; rows]);
        assert!(Kernel::new(tables.clone()).stage(&columns, &mut fast));
        assert!(Kernel::portable(tables.clone()).stage(&columns, &mut slow));
        assert_eq!(fast, slow, "{tables:?} {columns:?}");
    }
}

#[test]
fn any_value_that_is_none_is_seen_anywhere() {
    let mut rng = Rng(2);
    for _ in 0..2_000 {
        let members = 1 + rng.below(17);
        let tables = random_tables(&mut rng, members);
        let rows = 1 + rng.below(100);
        let mut columns = random_columns(&mut rng, &tables, rows);
        let bad = usize::from(tables.stages) + 1;
        columns[rng.below(members)][rng.below(rows)] = u8::try_from(bad + rng.below(255 - bad)).unwrap();
        let columns: Vec<&[u8]> = columns.iter().map(Vec::as_slice).collect();
        for kernel in [Kernel::new(tables.clone()), Kernel::portable(tables)] {
            assert!(!kernel.stage(&columns, &mut vec![0; rows]));
        }
    }
}

#[test]
fn columns_that_are_missing_or_short_are_refused() {
    let kernel = Kernel::new(random_tables(&mut Rng(3), 2));
    assert!(!kernel.stage(&[&[1; 40]], &mut [0; 40]));
    assert!(!kernel.stage(&[&[1; 40], &[1; 39]], &mut [0; 40]));
    assert!(kernel.stage(&[&[1; 41], &[1; 40]], &mut [0; 40]));
    assert!(kernel.stage(&[&[], &[]], &mut []));
}

#[test]
fn rows_become_columns_and_rows_again() {
    let mut rng = Rng(4);
    for _ in 0..500 {
        let (width, count) = (1 + rng.below(50), rng.below(100));
        let (stride, height) = (width + rng.below(3), count + 1 + rng.below(3));
        let rows: Vec<u8> = (0..count * stride).map(|_| u8::try_from(rng.below(256)).unwrap()).collect();
        let mut columns = vec![0; width * height];
        rows_to_columns(&rows, stride, count, &mut columns, height);
        for row in 0..count {
            for column in 0..width {
                assert_eq!(columns[column * height + row], rows[row * stride + column]);
            }
        }
        // What lies between the rows stays.
        let mut again = vec![99; count * stride];
        columns_to_rows(&columns, height, count, &mut again, stride);
        for (at, value) in again.iter().enumerate() {
            assert_eq!(*value, if at % stride < width { rows[at] } else { 99 });
        }
    }
}

#[test]
fn answers_in_any_order_are_counted_as_one_by_one() {
    // Something of every count.
    let digest = |voice: &Voice| {
        let all = voice.stages.iter().chain([&voice.open, &voice.not_applicable]);
        let mixed = all.fold(0_u64, |mixed, count| mixed.wrapping_mul(31).wrapping_add(*count));
        (mixed % 251) as u8
    };
    let mut rng = Rng(5);
    for case in 0..200 {
        let stages = u8::try_from(2 + case % 8).unwrap();
        let (groups, competencies, assessments) =
            [(1, 1, 1), (6, 34, 700), (3, 20, 3_000), (9, 4_000, 40)][rng.below(4)];
        // At times so many on so little that a byte cannot count them; at times no more than stages.
        let (is_narrow, only_stages) = (rng.below(3) == 0, rng.below(2) == 0);
        let up_to = |rng: &mut Rng, many: usize| rng.below(if is_narrow { many.min(2) } else { many });
        let mut counter = Counter::new(stages, groups, competencies, if rng.below(2) == 0 { assessments } else { 0 });
        let (most, mut known) = (assessments, assessments.div_ceil(3));
        let mut voices: HashMap<(u32, usize, usize), Voice> = HashMap::new();
        for _ in 0..1 + rng.below(4) {
            counter.grow(known);
            let mut columns = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            for _ in 0..rng.below(5_000) {
                let assessment = u32::try_from(up_to(&mut rng, known)).unwrap();
                let (group, competency) = (up_to(&mut rng, groups), up_to(&mut rng, competencies));
                let slot = rng.below(usize::from(stages) + if only_stages { 0 } else { 2 });
                let voice = voices.entry((assessment, group, competency)).or_default();
                let (count, stage) = match slot.checked_sub(stages.into()) {
                    None => (&mut voice.stages[slot], u8::try_from(slot + 1).unwrap()),
                    Some(0) => (&mut voice.open, NO_STAGE),
                    Some(_) => (&mut voice.not_applicable, NOT_APPLICABLE),
                };
                *count += 1;
                columns.0.push(assessment);
                columns.1.push(u8::try_from(group).unwrap());
                columns.2.push(u16::try_from(competency).unwrap());
                columns.3.push(stage);
            }
            let (assessments, groups, competencies, stages) = (&*columns.0, &*columns.1, &*columns.2, &*columns.3);
            counter.add(Answers { assessments, groups, competencies, stages }).unwrap();
            known = (known * 2).min(most);
        }
        let mut next = 0;
        counter.voices(digest, |range, stages, answered| {
            assert_eq!(range.start, next);
            next = range.end;
            for (row, assessment) in range.clone().enumerate() {
                let mut any = vec![false; competencies];
                for (at, digested) in stages.chunks_exact(range.len()).map(|column| column[row]).enumerate() {
                    let (group, competency) = (at / competencies, at % competencies);
                    let key = (u32::try_from(assessment).unwrap(), group, competency);
                    assert_eq!(digested, voices.get(&key).map_or(NOT_APPLICABLE, digest), "case {case} {key:?}");
                    any[competency] |= voices.contains_key(&key);
                }
                let found: Vec<bool> = answered.chunks_exact(range.len()).map(|column| column[row] > 0).collect();
                assert_eq!(found, any, "case {case} {assessment}");
            }
        });
        assert!(next > 0);
    }
}
