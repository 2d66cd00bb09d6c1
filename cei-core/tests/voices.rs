//! Several voices: agreement, gaps, growth, crosswalks, overviews. Expected values are published or worked by hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "a test may panic"
)]
#![allow(missing_docs, reason = "a test has no API")]

use cei_core::{
    Agreement, AgreementMeasures, Assessment, Bootstrap, Change, Coefficients, Crosswalk, Difference, Gaps, Growth,
    GrowthOptions, Metric, Overview, Policy, Profile, RatingMatrix, Report, Round, Rubric, Statistic, Tally,
    Transitions, Undefined, Weights, validate,
};
use serde_json::{Value, json};

const SCALE: [&str; 4] = ["not_evident", "developing", "maturing", "advanced"];

/// Krippendorff's 4 observers and 12 units.
const KRIPPENDORFF: [[u8; 12]; 4] = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 0],
    [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
];

fn krippendorff() -> RatingMatrix {
    RatingMatrix::new(KRIPPENDORFF.as_flattened(), 12, 5).unwrap()
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
}

fn value(statistic: &Statistic) -> f64 {
    statistic.value.unwrap_or_else(|| panic!("{statistic:?}"))
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.diagnostics().iter().map(|one| one.code.name()).collect()
}

// ------------------------------------------------------------------------------------------------ agreement

#[test]
fn published_values() {
    let matrix = krippendorff();
    let found = matrix.agreement(None).unwrap();
    assert_eq!((found.units, found.raters, found.categories), (12, 4, 5));
    near(value(&found.exact), 0.818_181_8);
    near(value(&found.alpha.nominal), 113.0 / 152.0);
    near(value(&found.alpha.ordinal), 108_577.0 / 133_160.0);
    near(value(&found.alpha.interval), 0.849_107);
    near(value(&found.ac.identity), 0.775_444);
    let kernel = Coefficients::of(&matrix.counts(), 5).unwrap();
    assert_eq!(kernel.alpha(Metric::Ordinal).ok(), found.alpha.ordinal.value);
    assert_eq!(kernel.ac(Weights::Quadratic).ok(), found.ac.quadratic.value);
    assert_eq!(kernel.exact().ok(), found.exact.value);
    assert_eq!(kernel.units(), 12);
}

#[test]
fn many_tables_in_one_are_as_each_alone() {
    let one = krippendorff().counts();
    let constant: Vec<u32> = [0, 3, 0, 0, 0].repeat(12);
    let each = Coefficients::each(&[one.clone(), constant.clone(), one.clone()].concat(), 12, 5).unwrap();
    assert_eq!(each.len(), 3);
    assert_eq!(each[0], Coefficients::of(&one, 5).unwrap());
    assert_eq!(each[1], Coefficients::of(&constant, 5).unwrap());
    assert_eq!(each[2], each[0]);
    assert!(Coefficients::each(&[], 12, 5).unwrap().is_empty());
}

/// High agreement on nearly constant answers.
#[test]
fn the_paradox() {
    let first: Vec<u8> = [vec![2; 32], vec![2, 3]].concat();
    let second: Vec<u8> = [vec![2; 32], vec![3, 2]].concat();
    let found = RatingMatrix::new(&[first, second].concat(), 34, 4).unwrap().agreement(None).unwrap();
    near(value(&found.exact), 32.0 / 34.0);
    near(value(&found.alpha.ordinal), -0.015_151_5);
    near(value(&found.ac.ordinal), 0.989_655);
}

#[test]
fn what_cannot_be_computed_says_why() {
    let of = |stages: &[u8], units| RatingMatrix::new(stages, units, 4).unwrap().agreement(None).unwrap();
    let undefined = |found: &AgreementMeasures| {
        let all = [&found.exact, &found.alpha.nominal, &found.alpha.ordinal, &found.alpha.interval];
        let ac = [&found.ac.identity, &found.ac.linear, &found.ac.ordinal, &found.ac.quadratic];
        all.into_iter().chain(ac).map(|statistic| statistic.undefined).collect::<Vec<_>>()
    };
    assert_eq!(undefined(&of(&[], 3)), [Some(Undefined::FewerThanTwoRaters); 8]);
    assert_eq!(undefined(&of(&[1, 2, 3], 3)), [Some(Undefined::FewerThanTwoRaters); 8]);
    assert_eq!(undefined(&of(&[1, 2, 0, 0, 0, 255], 3)), [Some(Undefined::FewerThanTwoRaters); 8]);
    assert_eq!(undefined(&of(&[1, 0, 0, 0, 2, 3], 3)), [Some(Undefined::NoPairableUnits); 8]);
    // Constant answers: nothing can be said of alpha; the others are defined.
    let constant = of(&[2, 2, 2, 2, 0, 2], 2);
    let alpha = Some(Undefined::ConstantRatings);
    assert_eq!(undefined(&constant), [None, alpha, alpha, alpha, None, None, None, None]);
    assert_eq!((value(&constant.exact), value(&constant.ac.identity)), (1.0, 1.0));
    // The answer that varies stands alone in its unit.
    assert_eq!(of(&[2, 3, 2, 0], 2).alpha.nominal.undefined, Some(Undefined::ConstantRatings));
}

#[test]
fn what_is_no_matrix_is_refused() {
    let matrix =
        |stages: &[u8], units, k| RatingMatrix::new(stages, units, k).map(|_| ()).map_err(|report| codes(&report));
    assert_eq!(matrix(&[1, 2, 3], 2, 4), Err(vec!["out_of_range"]));
    assert_eq!(matrix(&[1, 5], 2, 4), Err(vec!["out_of_range"]));
    assert_eq!(matrix(&[1, 2], 0, 4), Err(vec!["out_of_range"]));
    assert_eq!(matrix(&[1, 2], 2, 1), Err(vec!["out_of_range"]));
    assert_eq!(matrix(&[1, 2], 2, 10), Err(vec!["out_of_range"]));
    assert!(Coefficients::of(&[1, 2, 3], 2).is_err());
    assert!(Coefficients::of(&[1, 2], 1).is_err());
    assert!(Coefficients::each(&[1, 2, 3, 4], 3, 2).is_err());
    for (resamples, seed, level) in [(0, 0, 0.9), (2_000_000, 0, 0.9), (9, 1 << 60, 0.9), (9, 0, 1.0), (9, 0, f64::NAN)]
    {
        assert!(Bootstrap::new(resamples, seed, level).is_err(), "{resamples} {seed} {level}");
        assert!(krippendorff().agreement(Some(&Bootstrap { resamples, seed, level })).is_err());
    }
}

/// The generator and the interval, done again in the plainest way.
#[expect(clippy::needless_range_loop, reason = "as the formulas are written")]
fn plain_interval(rows: &[Vec<u8>], units: usize, k: usize, bootstrap: &Bootstrap, ordinal: bool) -> [f64; 2] {
    let mut rows = rows.to_vec();
    rows.sort();
    let n = rows.len();
    let mut state = bootstrap.seed;
    let mut values = Vec::new();
    for _ in 0..bootstrap.resamples {
        let mut drawn = Vec::new();
        while drawn.len() < n {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            let z = z ^ (z >> 31);
            drawn.push((((z >> 32) * n as u64) >> 32) as usize);
            if drawn.len() < n {
                drawn.push((((z & 0xffff_ffff) * n as u64) >> 32) as usize);
            }
        }
        // Every ordered pair of answers to a unit by two different raters.
        let (mut exact, mut pairable) = (0.0, 0.0);
        let mut values_of = vec![0.0; k + 1];
        let (mut observed, mut total, mut same) = (vec![vec![0.0; k + 1]; k + 1], 0.0, 0.0);
        for unit in 0..units {
            let answers: Vec<(usize, usize)> =
                drawn.iter().map(|rater| (*rater, usize::from(rows[*rater][unit]))).filter(|(_, s)| *s > 0).collect();
            let (mut pairs, mut agree) = (0.0, 0.0);
            let mut between = vec![vec![0.0; k + 1]; k + 1];
            for (i, (rater, stage)) in answers.iter().enumerate() {
                for (j, (other, second)) in answers.iter().enumerate() {
                    if i != j && rater != other {
                        pairs += 1.0;
                        agree += f64::from(u8::from(stage == second));
                        between[*stage][*second] += 1.0;
                    }
                }
            }
            if pairs == 0.0 {
                continue;
            }
            let m = answers.len() as f64;
            exact += agree / pairs;
            pairable += 1.0;
            total += m;
            same += m * (m - 1.0) - pairs;
            for (_, stage) in &answers {
                values_of[*stage] += 1.0;
            }
            for c in 1..=k {
                for d in 1..=k {
                    observed[c][d] += between[c][d] * m / pairs;
                }
            }
        }
        if pairable == 0.0 {
            continue;
        }
        if !ordinal {
            values.push(exact / pairable);
            continue;
        }
        let (mut wanted, mut found) = (0.0, 0.0);
        for c in 1..=k {
            for d in c + 1..=k {
                let delta: f64 = values_of[c..=d].iter().sum::<f64>() - (values_of[c] + values_of[d]) / 2.0;
                found += observed[c][d] * delta * delta;
                wanted += values_of[c] * values_of[d] * delta * delta;
            }
        }
        if wanted > 0.0 {
            values.push(1.0 - (found / total) / (wanted / (total * (total - 1.0) - same)));
        }
    }
    values.sort_by(f64::total_cmp);
    [(1.0 - bootstrap.level) / 2.0, 1.0 - (1.0 - bootstrap.level) / 2.0].map(|share| {
        let place = share * (values.len() - 1) as f64;
        let low = values[place.floor() as usize];
        let high = values[(place.floor() as usize + 1).min(values.len() - 1)];
        low + (high - low) * (place - place.floor())
    })
}

#[test]
fn intervals_are_those_of_the_documented_generator() {
    let rows: Vec<Vec<u8>> = KRIPPENDORFF.iter().map(|row| row.to_vec()).collect();
    let bootstrap = Bootstrap::new(400, 7, 0.9).unwrap();
    let found = krippendorff().agreement(Some(&bootstrap)).unwrap();
    for (statistic, ordinal) in [(&found.exact, false), (&found.alpha.ordinal, true)] {
        let expected = plain_interval(&rows, 12, 5, &bootstrap, ordinal);
        assert!((statistic.interval[0] - expected[0]).abs() < 1e-12, "{statistic:?} {expected:?}");
        assert!((statistic.interval[1] - expected[1]).abs() < 1e-12, "{statistic:?} {expected:?}");
    }
    // Once in a while all four draws are the same rater.
    assert!(found.exact.resamples.is_some_and(|resamples| (390..400).contains(&resamples)));
}

/// 400 raters: more than a byte can count.
#[test]
fn many_raters() {
    let rows: Vec<Vec<u8>> = (0..400_u32)
        .map(|rater| (0..5_u32).map(|unit| (((rater * 7 + unit * unit * 3) % 11) % 4 + 1) as u8).collect())
        .collect();
    let bootstrap = Bootstrap::new(60, 3, 0.8).unwrap();
    let found = RatingMatrix::new(&rows.concat(), 5, 4).unwrap().agreement(Some(&bootstrap)).unwrap();
    let expected = plain_interval(&rows, 5, 4, &bootstrap, true);
    assert!((found.alpha.ordinal.interval[0] - expected[0]).abs() < 1e-9);
    assert!((found.alpha.ordinal.interval[1] - expected[1]).abs() < 1e-9);
    assert_eq!(found.alpha.ordinal.resamples, None);
}

#[test]
fn an_interval_holds_its_value_and_no_order_matters() {
    let bootstrap = Bootstrap::default();
    let found = krippendorff().agreement(Some(&bootstrap)).unwrap();
    for statistic in [&found.exact, &found.alpha.ordinal, &found.ac.ordinal] {
        let [low, high] = statistic.interval[..] else { panic!("{statistic:?}") };
        assert!(low < value(statistic) && value(statistic) < high, "{statistic:?}");
    }
    let mut reversed = KRIPPENDORFF;
    reversed.reverse();
    let again = RatingMatrix::new(reversed.as_flattened(), 12, 5).unwrap().agreement(Some(&bootstrap)).unwrap();
    assert_eq!(found, again);
    let few = |seed| krippendorff().agreement(Some(&Bootstrap { resamples: 20, seed, level: 0.5 })).unwrap();
    assert_eq!(few(1), few(1));
    assert_ne!(few(1).alpha.ordinal.interval, few(2).alpha.ordinal.interval);
    // Two raters can only be drawn as the same pair or not at all.
    let two = RatingMatrix::new(KRIPPENDORFF[..2].as_flattened(), 12, 5).unwrap().agreement(Some(&bootstrap)).unwrap();
    assert!(two.exact.value.is_some() && two.exact.interval.is_empty() && two.exact.resamples.is_none());
}

// ------------------------------------------------------------------------------------------------ documents

/// A rubric of two domains and five competencies.
fn rubric_of(id: &str, domains: &[(&str, &[&str])]) -> Rubric {
    let title = |id: &str| json!({"id": id, "title": id});
    let domains: Vec<Value> = domains
        .iter()
        .map(|(id, competencies)| {
            json!({"id": id, "title": id, "competencies": competencies.iter().map(|id| title(id)).collect::<Vec<_>>()})
        })
        .collect();
    let groups = ["students", "families", "educators"].map(title);
    let document = json!({"format": "cei.rubric/1", "id": id, "version": "1", "title": id, "scale": SCALE.map(title),
        "groups": groups, "domains": domains});
    Rubric::parse(document.to_string()).unwrap()
}

fn small() -> Rubric {
    rubric_of("small", &[("trust", &["t1", "t2", "t3"]), ("power", &["p1", "p2"])])
}

/// `ratings`: rater or group, competency, stage number; a rater is named as its group with a number, `students1`.
fn assessment(rubric: &Rubric, id: &str, year: &str, ratings: &[(&str, &str, usize)]) -> Assessment {
    let group = |rater: &str| rater.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let mut raters: Vec<&str> = ratings.iter().map(|(who, ..)| *who).filter(|who| group(who) != **who).collect();
    raters.sort_unstable();
    raters.dedup();
    let rating = |(who, competency, stage): &(&str, &str, usize)| {
        let field = if group(who) == **who { "group" } else { "rater" };
        json!({field: who, "competency": competency, "stage": SCALE[stage - 1]})
    };
    let document = json!({"format": "cei.assessment/1", "id": id, "rubric": rubric.reference(),
        "subject": {"id": "school-a", "parent": "district"}, "period": {"school_year": year},
        "raters": raters.iter().map(|id| json!({"id": id, "group": group(id)})).collect::<Vec<_>>(),
        "ratings": ratings.iter().map(rating).collect::<Vec<_>>()});
    Assessment::read(document.to_string(), rubric).unwrap().0
}

fn profile(rubric: &Rubric, policy: &str, assessment: &Assessment) -> Profile {
    let tally = Tally::of(rubric, assessment).unwrap();
    Policy::built_in(policy).unwrap().compile(rubric).unwrap().stage(&tally).unwrap()
}

fn round<'a>(rubric: &'a Rubric, profile: &'a Profile) -> Round<'a> {
    Round { rubric, profile, assessment: None }
}

#[test]
fn agreement_of_an_assessment() {
    let rubric = small();
    let ratings = [
        ("students1", "t1", 1),
        ("students1", "t2", 2),
        ("students2", "t1", 1),
        ("students2", "t2", 3),
        ("educators1", "t1", 2),
        ("educators1", "p1", 4),
        ("families", "t1", 1),
        ("families", "t1", 2),
        ("families", "p1", 4),
    ];
    let assessment = assessment(&rubric, "a", "2025-26", &ratings);
    let found = Agreement::of(&rubric, &assessment, Some(&Bootstrap::default())).unwrap();
    // Three with names, and two families at least.
    assert_eq!((found.all.units, found.all.raters, found.all.categories), (3, 5, 4));
    // t1: of 10 pairs, 3 + 1 agree; t2: 0 of 1; p1: 1 of 1.
    near(value(&found.all.exact), (0.4 + 0.0 + 1.0) / 3.0);
    assert_eq!(found.domains.iter().map(|one| (one.units, one.raters)).collect::<Vec<_>>(), [(2, 5), (1, 2)]);
    near(value(&found.domains[0].exact), 0.2);
    assert_eq!(found.domains[1].alpha.ordinal.undefined, Some(Undefined::ConstantRatings));
    let groups: Vec<_> = found.groups.iter().map(|one| (one.group.as_str(), one.units, one.raters)).collect();
    assert_eq!(groups, [("students", 2, 2), ("families", 2, 2), ("educators", 2, 1)]);
    near(value(&found.groups[0].exact), 0.5);
    assert_eq!(found.groups[2].exact.undefined, Some(Undefined::FewerThanTwoRaters));
    assert_eq!(found.all.exact.interval.len(), 2);
    // Counts are enough for the values; they cannot tell that the educator is one person of two competencies.
    let counts = Agreement::of_tally(&Tally::of(&rubric, &assessment).unwrap());
    assert_eq!(counts.bootstrap, None);
    assert_eq!(counts.all.exact.value, found.all.exact.value);
    assert_eq!(counts.all.alpha.ordinal.value, found.all.alpha.ordinal.value);
    assert!(counts.all.exact.interval.is_empty());
    // The order of raters and answers does not matter.
    let mut shuffled = assessment.clone();
    shuffled.ratings.reverse();
    shuffled.raters.reverse();
    assert_eq!(Agreement::of(&rubric, &shuffled, Some(&Bootstrap::default())).unwrap(), found);
    // What is written can be read.
    assert_eq!(Agreement::read(found.to_json()).unwrap(), found);
    assert!(validate(found.to_json(), None).valid());
    assert!(found.to_json().starts_with(r#"{"format":"cei.agreement/1","rubric":{"id":"small""#));
    // What is not an assessment of the rubric is refused.
    assert!(Agreement::of(&Rubric::cei(), &assessment, None).is_err());
}

#[test]
fn gaps_come_widest_first() {
    let rubric = small();
    let ratings = [
        // t1: students 1, educators 3: two stages apart.
        ("students", "t1", 1),
        ("educators", "t1", 3),
        ("educators", "t1", 3),
        // t2: the same stage, and yet all of one above most of the other.
        ("students", "t2", 2),
        ("students", "t2", 2),
        ("educators", "t2", 2),
        ("educators", "t2", 2),
        ("educators", "t2", 4),
        // p1: one stage apart.
        ("families", "p1", 3),
        ("students", "p1", 2),
    ];
    let profile = profile(&rubric, "cei-default", &assessment(&rubric, "a", "2025-26", &ratings));
    let found = Gaps::of(&rubric, &profile).unwrap();
    let rows: Vec<_> = found
        .gaps
        .iter()
        .map(|gap| (gap.competency.as_str(), gap.first.group.as_str(), gap.second.group.as_str(), gap.difference))
        .collect();
    assert_eq!(
        rows,
        [
            ("t1", "students", "educators", Some(-2)),
            ("p1", "students", "families", Some(-1)),
            ("t2", "students", "educators", Some(0)),
        ]
    );
    assert_eq!(found.gaps.iter().map(|gap| gap.delta).collect::<Vec<_>>(), [-1.0, -1.0, -1.0 / 3.0]);
    assert_eq!((found.gaps[2].first.answers, found.gaps[2].second.answers), (2, 3));
    assert_eq!(found.gaps[0].second.stage.as_ref().unwrap().as_str(), "maturing");
    assert_eq!(Gaps::read(found.to_json()).unwrap(), found);
    assert!(validate(found.to_json(), None).valid());
    assert_eq!(codes(&Gaps::of(&Rubric::cei(), &profile).unwrap_err())[0], "structure_differs");
}

#[test]
fn a_group_without_a_stage_still_has_a_delta() {
    let rubric = small();
    let policy = json!({"format": "cei.policy/1", "id": "three", "version": "1",
        "raters": {"by": "reach", "share": "majority", "min": 2}, "groups": {"by": "reach", "share": "majority"},
        "domain": {"by": "reach", "share": "2/3"}});
    let ratings = [("students", "t1", 1), ("educators", "t1", 3), ("educators", "t1", 3)];
    let tally = Tally::of(&rubric, &assessment(&rubric, "a", "2025-26", &ratings)).unwrap();
    let profile = Policy::parse(policy.to_string()).unwrap().compile(&rubric).unwrap().stage(&tally).unwrap();
    let gaps = Gaps::of(&rubric, &profile).unwrap().gaps;
    assert_eq!((gaps.len(), gaps[0].difference, gaps[0].delta), (1, None, -1.0));
}

#[test]
fn growth_of_two_rounds() {
    let rubric = small();
    let before = [("students1", "t1", 1), ("educators1", "t1", 2), ("educators1", "t2", 3), ("students1", "p1", 2)];
    let after = [
        ("students1", "t1", 3),
        ("educators2", "t1", 3),
        ("educators2", "t2", 2),
        ("educators2", "t3", 1),
        ("families", "t1", 3),
    ];
    let (first, last) = (assessment(&rubric, "a", "2024-25", &before), assessment(&rubric, "b", "2025-26", &after));
    let (was, is) = (profile(&rubric, "cei-default", &first), profile(&rubric, "cei-default", &last));
    let rounds = [
        Round { rubric: &rubric, profile: &was, assessment: Some(&first) },
        Round { rubric: &rubric, profile: &is, assessment: Some(&last) },
    ];
    let bootstrap = Bootstrap::default();
    let options = GrowthOptions { bootstrap: Some(&bootstrap), ..GrowthOptions::default() };
    let found = Growth::of(&rounds, &options).unwrap();
    let changes: Vec<_> = found
        .domains
        .iter()
        .flat_map(|domain| &domain.competencies)
        .map(|one| (one.id.as_str(), one.change, one.steps))
        .collect();
    assert_eq!(
        changes,
        [
            // 1 and 2: one of two groups has reached 2, and more than half is two of two: not_evident. Then maturing.
            ("t1", Change::Rose, Some(2)),
            ("t2", Change::Fell, Some(-1)),
            ("t3", Change::New, None),
            ("p1", Change::Gone, None),
            ("p2", Change::None, None),
        ]
    );
    let counts = &found.counts.competencies;
    assert_eq!((counts.rose, counts.fell, counts.stayed, counts.new, counts.gone, counts.none), (1, 1, 0, 1, 1, 1));
    let domains: Vec<_> = found.domains.iter().map(|one| (one.change, one.from.as_ref(), one.to.as_ref())).collect();
    let of = |profile: &Profile, index: usize| profile.domains[index].stage.clone();
    assert_eq!(domains[0].1, of(&was, 0).as_ref());
    assert_eq!(domains[0].2, of(&is, 0).as_ref());
    assert_eq!(domains[1].0, Change::None); // 1 of 2 competencies is below the coverage of 3/5
    let turnover = found.turnover.as_ref().unwrap();
    assert_eq!((turnover.stayed, turnover.left, turnover.joined, turnover.anonymous), (1, 1, 1, Some(1)));
    let means = found.domains[0].competencies[0].means.as_ref().unwrap();
    assert_eq!((means.from.answers, means.from.mean, means.to.answers, means.to.mean), (2, Some(1.5), 3, Some(3.0)));
    assert_eq!(means.difference.value, Some(1.5));
    let [low, high] = means.difference.interval[..] else { panic!("{means:?}") };
    assert!((1.0..=1.5).contains(&low) && (1.5..=2.0).contains(&high), "{low} {high}");
    let domain = found.domains[0].means.as_ref().unwrap();
    assert_eq!((domain.from.mean, domain.to.mean), (Some(2.0), Some(12.0 / 5.0)));
    let none = found.domains[1].competencies[0].means.as_ref().unwrap();
    assert_eq!((none.to.mean, none.difference.undefined), (None, Some(Undefined::NoAnswers)));
    assert!(found.differs.is_empty() && found.crosswalk.is_none() && found.unmatched.is_empty());
    assert_eq!(Growth::read(found.to_json()).unwrap(), found);
    assert!(validate(found.to_json(), None).valid());
    // Without the answers: the same changes, and nothing that needs them.
    let plain = Growth::of(&[round(&rubric, &was), round(&rubric, &is)], &options).unwrap();
    assert!(plain.turnover.is_none() && plain.bootstrap.is_none() && plain.domains[0].means.is_none());
    assert_eq!(plain.counts, found.counts);
}

#[test]
fn growth_of_three_rounds_and_the_overall_stage() {
    let rubric = small();
    let policy = json!({"format": "cei.policy/1", "id": "with-overall", "version": "1",
        "raters": {"by": "reach", "share": "majority"}, "groups": {"by": "reach", "share": "majority"},
        "domain": {"by": "reach", "share": "any"}, "overall": {"by": "reach", "share": "any"}});
    let rules = Policy::parse(policy.to_string()).unwrap().compile(&rubric).unwrap();
    let profiles: Vec<Profile> = [("2023-24", 1), ("2024-25", 4), ("2025-26", 2)]
        .iter()
        .map(|(year, stage)| {
            let ratings = [("students", "t1", *stage)];
            rules.stage(&Tally::of(&rubric, &assessment(&rubric, "a", year, &ratings)).unwrap()).unwrap()
        })
        .collect();
    let rounds: Vec<Round<'_>> = profiles.iter().map(|profile| round(&rubric, profile)).collect();
    let found = Growth::of(&rounds, &GrowthOptions::default()).unwrap();
    let overall = found.overall.as_ref().unwrap();
    let names: Vec<_> = overall.stages.iter().map(|stage| stage.as_ref().unwrap().as_str()).collect();
    assert_eq!(names, ["not_evident", "advanced", "developing"]);
    assert_eq!((overall.change, overall.steps), (Change::Rose, Some(1)));
    assert_eq!(found.domains[1].stages, [None, None, None]);
    assert_eq!(Growth::read(found.to_json()).unwrap(), found);
}

#[test]
fn what_cannot_be_compared_is_refused_unless_it_is_allowed() {
    let rubric = small();
    let other = rubric_of("other", &[("trust", &["t1", "t2", "t3"]), ("power", &["p1", "p3"])]);
    let ratings = [("students", "t1", 2)];
    let first = assessment(&rubric, "a", "2024-25", &ratings);
    let was = profile(&rubric, "cei-default", &first);
    let refused = |last: Round<'_>, allowed: &[Difference]| {
        let options = GrowthOptions { allowed, ..GrowthOptions::default() };
        Growth::of(&[round(&rubric, &was), last], &options).map_err(|report| codes(&report))
    };
    let later = assessment(&rubric, "b", "2025-26", &ratings);
    let policy = profile(&rubric, "cei-every-voice", &later);
    assert_eq!(refused(round(&rubric, &policy), &[]).unwrap_err(), ["policy_differs"]);
    assert_eq!(refused(round(&rubric, &policy), &[Difference::Subject]).unwrap_err(), ["policy_differs"]);
    let allowed = refused(round(&rubric, &policy), Difference::ALL).unwrap();
    assert_eq!(allowed.differs, [Difference::Policy]);
    assert_eq!(allowed.rounds[0].policy.as_ref().unwrap().id.as_str(), "cei-default");
    assert_eq!(allowed.rounds[1].policy, None);

    let mut subject = profile(&rubric, "cei-default", &later);
    subject.subject = None;
    assert_eq!(refused(round(&rubric, &subject), &[]).unwrap_err(), ["subject_differs"]);
    assert_eq!(refused(round(&rubric, &subject), &[Difference::Subject]).unwrap().differs, [Difference::Subject]);

    let elsewhere = profile(&other, "cei-default", &assessment(&other, "b", "2025-26", &ratings));
    assert_eq!(refused(round(&other, &elsewhere), &[]).unwrap_err(), ["structure_differs"]);
    let by_id = refused(round(&other, &elsewhere), &[Difference::Structure]).unwrap();
    assert_eq!(by_id.differs, [Difference::Structure]);
    assert_eq!(by_id.domains[0].change, Change::None); // the same competencies
    assert_eq!(by_id.domains[1].change, Change::NotCompared); // p2 went, p3 came
    assert_eq!(by_id.unmatched.len(), 2);
    // The rubric that is given is not the profile's own: nothing can be allowed.
    assert_eq!(refused(round(&rubric, &elsewhere), Difference::ALL).unwrap_err(), ["structure_differs"]);

    let earlier = profile(&rubric, "cei-default", &assessment(&rubric, "b", "2022-23", &ratings));
    assert_eq!(refused(round(&rubric, &earlier), Difference::ALL).unwrap_err(), ["rounds_out_of_order"]);
    let good = profile(&rubric, "cei-default", &later);
    let answers = Round { rubric: &rubric, profile: &good, assessment: Some(&first) };
    assert_eq!(refused(answers, &[]).unwrap_err(), ["assessment_differs"]);
    let one = Growth::of(&[round(&rubric, &was)], &GrowthOptions::default());
    assert_eq!(codes(&one.unwrap_err()), ["too_few_items"]);
}

#[test]
fn another_scale_is_always_refused() {
    let small = small();
    let three = small.to_json().replace(r#"{"id":"advanced","title":"advanced"}"#, r#"{"id":"top","title":"Top"}"#);
    let three = Rubric::parse(three).unwrap();
    let ratings = [("students", "t1", 2)];
    let was = profile(&small, "cei-default", &assessment(&small, "a", "2024-25", &ratings));
    let is = profile(&three, "cei-default", &assessment(&three, "b", "2025-26", &ratings));
    let options = GrowthOptions { allowed: Difference::ALL, ..GrowthOptions::default() };
    let refused = Growth::of(&[round(&small, &was), round(&three, &is)], &options).unwrap_err();
    assert_eq!(codes(&refused), ["scale_differs"]);
}

// ------------------------------------------------------------------------------------------------ crosswalk

fn crosswalk(map: &Value) -> Value {
    json!({"format": "cei.crosswalk/1", "id": "small-to-next", "version": "1",
        "from": {"id": "small", "version": "1"}, "to": {"id": "next", "version": "1"}, "map": map})
}

/// t1 is renamed; t2 is split; p1 and p2 are merged; t3 stays as it is, in a domain of its own.
fn next() -> Rubric {
    rubric_of("next", &[("trust", &["trust.1", "t2a", "t2b"]), ("alone", &["t3"]), ("power", &["p"])])
}

fn map() -> Value {
    json!([{"from": ["t1"], "to": ["trust.1"]}, {"from": ["t2"], "to": ["t2a", "t2b"]}, {"from": ["p1", "p2"], "to": ["p"]}])
}

#[test]
fn growth_through_a_crosswalk_compares_what_corresponds() {
    let (small, next) = (small(), next());
    let was = [("students", "t1", 1), ("students", "t2", 2), ("students", "t3", 3), ("students", "p1", 2)];
    let is = [("students", "trust.1", 2), ("students", "t2a", 4), ("students", "t3", 3), ("students", "p", 3)];
    let was = profile(&small, "cei-default", &assessment(&small, "a", "2024-25", &was));
    let is = profile(&next, "cei-default", &assessment(&next, "b", "2025-26", &is));
    let crosswalk = Crosswalk::parse(crosswalk(&map()).to_string()).unwrap();
    assert!(crosswalk.check(&small, &next).valid());
    let options = GrowthOptions { crosswalk: Some(&crosswalk), ..GrowthOptions::default() };
    let found = Growth::of(&[round(&small, &was), round(&next, &is)], &options).unwrap();
    assert_eq!(found.crosswalk.as_ref().unwrap().id.as_str(), "small-to-next");
    assert!(found.differs.is_empty());
    let nodes: Vec<_> = found
        .domains
        .iter()
        .flat_map(|domain| &domain.competencies)
        .map(|one| (one.id.as_str(), one.was.as_ref().map(|was| was.as_str()), one.change, one.steps))
        .collect();
    assert_eq!(
        nodes,
        [
            ("trust.1", Some("t1"), Change::Rose, Some(1)),
            ("t2a", None, Change::NotCompared, None),
            ("t2b", None, Change::NotCompared, None),
            ("t3", None, Change::Stayed, Some(0)),
            ("p", None, Change::NotCompared, None),
        ]
    );
    // No domain has kept exactly its competencies.
    assert_eq!(found.counts.domains.not_compared, 3);
    assert_eq!(
        serde_json::to_value(&found.unmatched).unwrap(),
        json!([
            {"from": [{"id": "t2", "stage": "developing"}], "to": [{"id": "t2a", "stage": "advanced"}, {"id": "t2b"}]},
            {"from": [{"id": "p1", "stage": "developing"}, {"id": "p2"}], "to": [{"id": "p", "stage": "maturing"}]},
        ])
    );
}

#[test]
fn a_domain_is_known_by_its_competencies() {
    let small = small();
    let next = rubric_of("next", &[("confianza", &["t1", "t2", "tres"]), ("power", &["p1", "p2"])]);
    let map = json!([{"from": ["t3"], "to": ["tres"]}]);
    let crosswalk = Crosswalk::parse(crosswalk(&map).to_string()).unwrap();
    let ratings = |third| [("students", "t1", 2), ("students", "t2", 2), ("students", third, 2)];
    let was = profile(&small, "cei-default", &assessment(&small, "a", "2024-25", &ratings("t3")));
    let is = profile(&next, "cei-default", &assessment(&next, "b", "2025-26", &ratings("tres")));
    let options = GrowthOptions { crosswalk: Some(&crosswalk), ..GrowthOptions::default() };
    let found = Growth::of(&[round(&small, &was), round(&next, &is)], &options).unwrap();
    let domain = &found.domains[0];
    assert_eq!((domain.change, domain.was.as_ref().unwrap().as_str()), (Change::Stayed, "trust"));
    assert_eq!(found.domains[1].was, None);
    assert!(found.unmatched.is_empty());
}

#[test]
fn a_crosswalk_is_checked() {
    let refused = |map: Value| codes(&Crosswalk::parse(crosswalk(&map).to_string()).unwrap_err());
    assert_eq!(refused(json!([{"from": ["t1", "t2"], "to": ["a", "b"]}])), ["many_to_many"]);
    assert_eq!(refused(json!([{"from": [], "to": []}])), ["too_few_items"]);
    assert_eq!(refused(json!([{"from": ["t1"], "to": ["a"]}, {"from": ["t1"], "to": ["b"]}])), ["duplicate_id"]);
    assert_eq!(refused(json!([{"from": ["t1"], "to": ["a", "a"]}])), ["duplicate_id"]);
    assert_eq!(refused(json!([{"from": ["t1"]}])), ["missing_field"]);
    let good = Crosswalk::parse(crosswalk(&map()).to_string()).unwrap();
    assert_eq!(codes(&good.check(&next(), &small())), ["rubric_mismatch", "rubric_mismatch"]);
    let unknown = Crosswalk::parse(crosswalk(&json!([{"from": ["t9"], "to": ["p"]}])).to_string()).unwrap();
    assert_eq!(codes(&unknown.check(&small(), &next())), ["unknown_competency"]);
    assert!(validate(good.to_json(), None).valid());
    assert_eq!(codes(&validate(crosswalk(&json!([{"from": [], "to": []}])).to_string(), None)), ["too_few_items"]);
    // It has to lead from the one rubric to the other.
    let (small, third) = (small(), rubric_of("third", &[("only", &["t1"])]));
    let ratings = [("students", "t1", 2)];
    let was = profile(&small, "cei-default", &assessment(&small, "a", "2024-25", &ratings));
    let is = profile(&third, "cei-default", &assessment(&third, "b", "2025-26", &ratings));
    let options = GrowthOptions { crosswalk: Some(&good), ..GrowthOptions::default() };
    let refused = Growth::of(&[round(&small, &was), round(&third, &is)], &options).unwrap_err();
    assert_eq!(codes(&refused), ["rubric_mismatch"]);
}

// ------------------------------------------------------------------------------------------------ overview

fn of_school(rubric: &Rubric, school: &str, parent: Option<&str>, year: &str, stage: usize) -> Profile {
    let ratings = [("students", "t1", stage), ("students", "t2", stage)];
    let mut profile = profile(rubric, "cei-default", &assessment(rubric, school, year, &ratings));
    let mut subject = profile.subject.clone().unwrap();
    subject.id = cei_core::Id::new(school).unwrap();
    subject.parent = parent.and_then(cei_core::Id::new);
    profile.subject = Some(subject);
    profile
}

#[test]
fn an_overview_counts_subjects() {
    let rubric = small();
    let schools = [
        of_school(&rubric, "s1", Some("north"), "2025-26", 2),
        of_school(&rubric, "s2", None, "2025-26", 3),
        of_school(&rubric, "s3", Some("east"), "2025-26", 2),
        of_school(&rubric, "s4", Some("north"), "2025-26", 2),
    ];
    let rows = Overview::of(&rubric, &schools, &[]).unwrap().rows;
    let trust: Vec<_> = rows
        .iter()
        .filter(|row| row.domain.as_str() == "trust" && row.subjects > 0)
        .map(|row| (row.parent.as_ref().map(|id| id.as_str()), row.stage.as_ref().unwrap().as_str(), row.subjects))
        .collect();
    assert_eq!(trust, [(Some("east"), "developing", 1), (Some("north"), "developing", 2), (None, "maturing", 1)]);
    // Four stages of two domains under three parents, and once under each: no stage of `power`.
    assert_eq!(rows.len(), 3 * (4 + 5));
    let power: Vec<_> = rows.iter().filter(|row| row.stage.is_none()).map(|row| row.subjects).collect();
    assert_eq!(power, [1, 2, 1]);
    let twice = [schools[0].clone(), of_school(&rubric, "s1", Some("north"), "2024-25", 1)];
    assert_eq!(codes(&Overview::of(&rubric, &twice, &[]).unwrap_err()), ["duplicate_subject"]);
    let mut policies = schools.to_vec();
    policies[1].policy =
        profile(&rubric, "mean", &assessment(&rubric, "x", "2025-26", &[("students", "t1", 1)])).policy;
    assert_eq!(codes(&Overview::of(&rubric, &policies, &[]).unwrap_err()), ["policy_differs"]);
    let allowed = Overview::of(&rubric, &policies, &[Difference::Policy]).unwrap();
    assert_eq!(allowed.differs, [Difference::Policy]);
    assert_eq!(codes(&Overview::of(&next(), &schools[..1], &[]).unwrap_err()), ["structure_differs"]);
    assert_eq!(codes(&Overview::of(&rubric, &[], &[]).unwrap_err()), ["too_few_items"]);
}

#[test]
fn transitions_count_subjects() {
    let rubric = small();
    let growth = |school: &str, from: usize, to: usize| {
        let was = of_school(&rubric, school, None, "2024-25", from);
        let is = of_school(&rubric, school, None, "2025-26", to);
        Growth::of(&[round(&rubric, &was), round(&rubric, &is)], &GrowthOptions::default()).unwrap()
    };
    let growths = [growth("s1", 1, 2), growth("s2", 1, 2), growth("s3", 2, 2)];
    let found: Vec<_> = Transitions::of(&rubric, &growths)
        .unwrap()
        .rows
        .iter()
        .map(|row| {
            let name = |stage: &Option<cei_core::Id>| stage.as_ref().map_or("-".to_owned(), ToString::to_string);
            format!("{} {} {} {}", row.domain, name(&row.from), name(&row.to), row.subjects)
        })
        .collect();
    assert_eq!(found, ["trust not_evident developing 2", "trust developing developing 1", "power - - 3"]);
    let twice = [growths[0].clone(), growths[0].clone()];
    assert_eq!(codes(&Transitions::of(&rubric, &twice).unwrap_err()), ["duplicate_subject"]);
    assert_eq!(codes(&Transitions::of(&next(), &growths[..1]).unwrap_err()), ["structure_differs"]);
}
