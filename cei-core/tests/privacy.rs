//! What may be published: held against someone who tries every table of counts that agrees with it.
//!
//! `CEI_RELEASES` says how many random releases are attacked (500; 10,000 in an optimised build).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test may panic"
)]
#![allow(missing_docs, reason = "a test has no API")]

#[path = "privacy/attacker.rs"]
mod attacker;
#[path = "support/rng.rs"]
mod rng;

use attacker::{Attacker, Found};
use cei_core::{
    Answer, AssessmentId, Audit, Disclosure, Missing, Origin, Policy, Profile, Release, ReleaseDocument, ReleasedGroup,
    Rubric, Rules, Tally,
};
use rng::Rng;
use serde_json::{Value, json};

const GROUPS: [&str; 3] = ["students", "families", "educators"];

fn below(rng: &mut Rng, n: u64) -> u64 {
    rng.number() % n
}

fn many() -> u64 {
    let default = if cfg!(debug_assertions) { 300 } else { 10_000 };
    std::env::var("CEI_RELEASES").ok().and_then(|count| count.parse().ok()).unwrap_or(default)
}

fn rubric(stages: usize) -> Rubric {
    let scale: Vec<Value> = (1..=stages).map(|stage| json!({"id": format!("s{stage}"), "title": "S"})).collect();
    let groups: Vec<Value> = GROUPS.iter().map(|id| json!({"id": id, "title": "G"})).collect();
    let competency = |id: &str| json!({"id": id, "title": "C"});
    let document = json!({
        "format": "cei.rubric/1", "id": "small", "version": "1", "title": "Small", "scale": scale, "groups": groups,
        "domains": [
            {"id": "a", "title": "A", "competencies": [competency("a1"), competency("a2")]},
            {"id": "b", "title": "B", "builds_on": ["a"], "competencies": [competency("b1"), competency("b2")]},
        ],
    });
    Rubric::parse(document.to_string()).unwrap()
}

fn policies() -> Vec<String> {
    let built_in = Policy::names().map(|name| Policy::built_in(name).unwrap().to_json());
    let of = |raters: Value, groups: Value, domain: Value, more: Value| {
        let mut policy = json!({"format": "cei.policy/1", "id": "p", "version": "1", "raters": raters, "groups": groups, "domain": domain});
        policy.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        Policy::parse(policy.to_string()).unwrap().to_json()
    };
    let reach = |share: &str| json!({"by": "reach", "share": share});
    let holds = json!({"evidence": {"from": "s2", "effect": "hold"}, "foundation": {"ahead": 0, "effect": "hold"}});
    let more = [
        of(reach("all"), reach("all"), reach("all"), json!({})),
        of(reach("any"), reach("any"), reach("any"), json!({})),
        of(json!({"by": "reach", "share": "1/2", "min": 2, "within": 1}), reach("majority"), reach("2/3"), json!({})),
        of(
            json!({"by": "points", "cutoffs": ["1/3", "1/1"], "coverage": "majority"}),
            reach("2/3"),
            reach("any"),
            json!({}),
        ),
        of(
            json!({"by": "points", "cutoffs": "even", "within": 0}),
            json!({"by": "points", "cutoffs": "even"}),
            reach("any"),
            holds,
        ),
        of(
            reach("majority"),
            reach("all"),
            json!({"by": "reach", "share": "all", "coverage": "all"}),
            json!({"evidence": {"from": "s2", "items": 0, "groups": 3, "effect": "hold"}}),
        ),
        of(
            reach("majority"),
            reach("majority"),
            reach("majority"),
            json!({"evidence": {"from": "top", "groups": 2, "effect": "hold"}, "foundation": {"effect": "hold"}}),
        ),
        of(
            reach("majority"),
            json!({"by": "reach", "share": "majority", "min": 2}),
            reach("majority"),
            json!({"decision": "require"}),
        ),
        of(
            reach("majority"),
            json!({"by": "reach", "share": "majority", "coverage": "all"}),
            reach("majority"),
            json!({"decision": "ignore"}),
        ),
    ];
    built_in.chain(more).collect()
}

fn disclosure(min_n: u64, complementary: bool) -> Disclosure {
    let document = json!({"format": "cei.disclosure/1", "id": "d", "version": "1", "min_n": min_n, "complementary": complementary});
    Disclosure::parse(document.to_string()).unwrap()
}

/// Two of the groups in one row.
fn merging(min_n: u64, groups: &[&str]) -> Disclosure {
    let merge = json!([{"id": "both", "groups": groups}]);
    let document = json!({"format": "cei.disclosure/1", "id": "m", "version": "1", "min_n": min_n, "merge": merge});
    Disclosure::parse(document.to_string()).unwrap()
}

fn tally(rubric: &Rubric, rng: &mut Rng, most: u64) -> Tally {
    let mut tally = Tally::new(rubric, AssessmentId::new("a").unwrap());
    for competency in 0..rubric.competencies().len() {
        for group in 0..GROUPS.len() {
            let answers = if below(rng, 4) == 0 { 0 } else { below(rng, most + 1) };
            let leaning = below(rng, u64::from(rubric.stages()));
            for _ in 0..answers {
                let answer = match below(rng, 8) {
                    0 => Answer::Missing(Missing::DontKnow),
                    1 => Answer::Missing(Missing::NotApplicable),
                    2..=4 => Answer::Stage(leaning as u8 + 1),
                    _ => Answer::Stage(below(rng, u64::from(rubric.stages())) as u8 + 1),
                };
                assert!(tally.count(competency, group, answer, 0));
            }
        }
    }
    tally
}

/// Some profile with some decisions in it, as text, so that decisions can be put in.
fn profile(rules: &Rules, rng: &mut Rng, most: u64) -> Profile {
    let mut document = serde_json::to_value(tally(rules.rubric(), rng, most).document()).unwrap();
    if below(rng, 3) == 0 {
        document["decisions"] = json!([{"competency": "a1", "stage": "s1"}]);
    }
    rules.stage(&Tally::read(document.to_string(), rules.rubric()).unwrap().0).unwrap()
}

/// Nothing is narrower than allowed, and the audit says of every row what the attacker finds.
fn hold(attacker: &Attacker<'_>, rules: &Rules, release: &Release, seen: &ReleaseDocument, others: &[&Release]) {
    let min_n = release.document().disclosure.min_n.get();
    let Found { rows, outcomes } = attacker.attack(seen);
    for (row, left) in &rows {
        let enough = !left.bounded || left.answers.len() as u64 >= min_n - 1;
        assert!(enough, "{row:?} has {left:?} in {}", release.to_json());
        assert!(left.stages.iter().all(|stage| stage.len() > 1), "{row:?} has {left:?} in {}", release.to_json());
        assert!(left.states.len() > 1 || left.own_states.len() == 1, "{row:?} has {left:?} in {}", release.to_json());
    }
    for (competency, [left, own]) in &outcomes {
        assert!(left.len() > 1 || own.len() == 1, "{competency} is {left:?} of {own:?} in {}", release.to_json());
    }
    let all: Vec<&Release> = std::iter::once(release).chain(others.iter().copied()).collect();
    let audit = Audit::of(rules, &all).unwrap();
    assert!(audit.safe, "{} of {}", audit.to_json(), release.to_json());
    for row in audit.hidden.iter().filter(|row| row.release == 0) {
        let left = &rows[&(row.competency.to_string(), row.group.to_string())];
        let answers = row.answers.as_ref().unwrap();
        assert_eq!(Some(&answers.low), left.answers.first(), "{row:?} {left:?}");
        let stages = row.stages.iter().zip(&left.stages);
        assert!(
            stages.clone().all(|(said, found)| Some(&said.low) == found.first()),
            "{row:?} {left:?} in {}",
            release.to_json()
        );
        assert_eq!(answers.high.is_some(), left.bounded);
        if left.bounded {
            assert_eq!(answers.high.as_ref(), left.answers.last(), "{row:?} {left:?}");
            assert!(
                stages.clone().all(|(said, found)| said.high.as_ref() == found.last()),
                "{row:?} {left:?} in {}",
                release.to_json()
            );
        }
    }
}

#[test]
fn nothing_is_narrower_than_allowed() {
    let rubric = rubric(3);
    let policies = policies();
    let attackers: Vec<(Attacker<'_>, Rules)> = policies
        .iter()
        .map(|policy| (Attacker::new(&rubric, policy), Policy::parse(policy).unwrap().compile(&rubric).unwrap()))
        .collect();
    let mut rng = Rng(20_260_701);
    let (mut shown, mut all) = (0, 0);
    for number in 0..many() {
        let (attacker, rules) = &attackers[(number % attackers.len() as u64) as usize];
        let disclosure = disclosure(2 + number % 3, number % 7 != 0);
        let profile = profile(rules, &mut rng, 4);
        let release = Release::of(rules, &profile, &disclosure).unwrap();
        hold(attacker, rules, &release, release.document(), &[]);
        let competencies = || release.document().domains.iter().flat_map(|domain| &domain.competencies);
        shown += competencies().filter(|competency| !competency.hidden).count();
        all += competencies().count();
        // The next round of the same subject does not touch what the first one hides.
        let next = Release::of(rules, &self::profile(rules, &mut rng, 4), &disclosure).unwrap();
        let (release, next) = (in_year(&release, "2026-27"), in_year(&next, "2027-28"));
        hold(attacker, rules, &release, release.document(), &[&next]);
    }
    println!("of {all} stages of competencies, {shown} are shown");
    assert!(shown * 2 > all, "of {all} stages {shown} are shown");
}

fn in_year(release: &Release, year: &str) -> Release {
    let mut document: Value = serde_json::from_str(&release.to_json()).unwrap();
    document["period"] = json!({"school_year": year});
    Release::read(document.to_string()).unwrap()
}

/// The same answers under two terms: what one shows is known in the other.
#[test]
fn two_releases_of_the_same_answers_do_not_undo_each_other() {
    let rubric = rubric(3);
    let policies = policies();
    let mut rng = Rng(7);
    let (mut made, mut refused) = (0, 0);
    for number in 0..many() / 5 {
        let policy = &policies[(number % policies.len() as u64) as usize];
        let rules = Policy::parse(policy).unwrap().compile(&rubric).unwrap();
        let attacker = Attacker::new(&rubric, policy);
        let profile = profile(&rules, &mut rng, 4);
        let (first, second) = (disclosure(2 + number % 3, true), disclosure(4 - number % 3, number % 5 != 0));
        let earlier = Release::of(&rules, &profile, &first).unwrap();
        match Release::beside(&rules, &profile, &second, &[&earlier]) {
            Ok(later) => {
                made += 1;
                let seen = both(earlier.document(), later.document());
                hold(&attacker, &rules, &earlier, &seen, &[&later]);
                hold(&attacker, &rules, &later, &seen, &[&earlier]);
            }
            Err(report) => {
                refused += 1;
                assert!(!report.valid());
            }
        }
    }
    println!("{made} later releases were made and {refused} refused");
    assert!(made > refused);
}

/// The groups inside a merged row are not given away by the stages that their votes gave.
#[test]
fn a_stage_beside_a_merged_row_says_no_more_of_its_groups_than_it_may() {
    let rubric = rubric(3);
    let policies = policies();
    let mut rng = Rng(23);
    let (mut shown, mut all) = (0, 0);
    for number in 0..many() / 5 {
        let policy = &policies[(number % policies.len() as u64) as usize];
        let rules = Policy::parse(policy).unwrap().compile(&rubric).unwrap();
        let attacker = Attacker::new(&rubric, policy);
        let profile = profile(&rules, &mut rng, 4);
        let min_n = 2 + number % 3;
        let release = Release::of(&rules, &profile, &merging(min_n, &["families", "educators"])).unwrap();
        for competency in release.document().domains.iter().flat_map(|domain| &domain.competencies) {
            let is_merged = |row: &ReleasedGroup| row.group.as_str() == "both" && !row.hidden;
            let Some(row) = competency.groups.iter().find(|row| is_merged(row)) else { continue };
            all += 1;
            if competency.hidden || competency.source != Some(Origin::Tally) {
                continue;
            }
            shown += 1;
            let left = attacker.inside(competency, row);
            let said = || format!("{} has {left:?} in {}", competency.id, release.to_json());
            assert!(left.answers.len() as u64 >= min_n - 1, "{}", said());
            assert!(left.states.len() > 1 || left.own_states.len() == 1, "{}", said());
            for (counts, stage) in left.stages.iter().zip(&row.stages) {
                assert!(counts.len() > 1 || stage.get() == 0, "{}", said());
            }
        }
        assert!(Audit::of(&rules, &[&release]).unwrap().safe, "{}", release.to_json());
    }
    println!("of {all} stages beside merged rows, {shown} are shown");
    assert!(shown * 2 > all, "of {all} stages {shown} are shown");
}

/// Three groups, merged two by two: what one release shows of a group is taken off a merged row of the other.
#[test]
fn different_merges_give_no_group_away() {
    let rubric = rubric(3);
    let rules = Policy::built_in("cei-default").unwrap().compile(&rubric).unwrap();
    let mut rng = Rng(29);
    let (mut safe, mut exposed) = (0, 0);
    for number in 0..many() / 5 {
        let tally = tally(&rubric, &mut rng, 8);
        let document = serde_json::to_value(tally.document()).unwrap();
        let decided: Vec<Value> =
            rubric.competencies().iter().map(|id| json!({"competency": id, "stage": "s1"})).collect();
        let mut document = document;
        document["decisions"] = json!(decided);
        let tally = Tally::read(document.to_string(), &rubric).unwrap().0;
        let profile = rules.stage(&tally).unwrap();
        let min_n = 3;
        let merges: [&[&str]; 4] = [&["families", "educators"], &["students", "families"], &GROUPS, &[]];
        let pick = |place: u64| merges[(place % 4) as usize];
        let of = |groups: &[&str]| match groups {
            [] => disclosure(min_n, true),
            groups => merging(min_n, groups),
        };
        let (one, other) = (pick(number), pick(number / 4));
        let releases = [one, other].map(|groups| Release::of(&rules, &profile, &of(groups)).unwrap());
        let audit = Audit::of(&rules, &[&releases[0], &releases[1]]).unwrap();
        // By hand: a group of few answers is as good as shown if it is what is left of a sum of which all else is shown.
        let small = |competency: usize, group: usize| {
            let answers = tally_answers(&profile, competency, GROUPS[group]);
            (1..min_n).contains(&answers)
        };
        let counted_out = (0..rubric.competencies().len()).any(|competency| {
            (0..GROUPS.len()).any(|group| small(competency, group) && is_counted_out(&releases, competency, group))
        });
        assert!(!(counted_out && audit.safe), "{} {}", releases[0].to_json(), releases[1].to_json());
        safe += u64::from(audit.safe);
        exposed += u64::from(counted_out);
    }
    println!("{exposed} pairs give a group away, {safe} are safe");
    assert!(safe > 0 && exposed > 0);
}

fn tally_answers(profile: &Profile, competency: usize, group: &str) -> u64 {
    let document: Value = serde_json::from_str(&profile.to_json()).unwrap();
    let competencies =
        document["domains"].as_array().unwrap().iter().flat_map(|one| one["competencies"].as_array().unwrap());
    let competency = competencies.clone().nth(competency).unwrap();
    let row = competency["groups"].as_array().into_iter().flatten().find(|row| row["group"] == group);
    row.map_or(0, answers_in)
}

fn answers_in(row: &Value) -> u64 {
    let missing = row["missing"].as_object().into_iter().flat_map(|missing| missing.values());
    row["stages"].as_array().into_iter().flatten().chain(missing).map(|count| count.as_u64().unwrap()).sum()
}

/// Whether adding up shown rows and totals, each once, once taken off or not at all, leaves that group alone.
fn is_counted_out(releases: &[Release; 2], competency: usize, group: usize) -> bool {
    let mut sums: Vec<[i64; 3]> = Vec::new();
    for release in releases {
        let document: Value = serde_json::from_str(&release.to_json()).unwrap();
        let all = document["domains"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|one| one["competencies"].as_array().unwrap().clone());
        let one = all.collect::<Vec<Value>>()[competency].clone();
        if !one["answers"].is_null() {
            sums.push([1, 1, 1]);
        }
        for row in one["groups"].as_array().into_iter().flatten().filter(|row| row["hidden"] != true) {
            let merged =
                document["disclosure"]["merge"].as_array().into_iter().flatten().find(|one| one["id"] == row["group"]);
            let holds = |id: &str| match merged {
                Some(merged) => merged["groups"].as_array().unwrap().iter().any(|one| *one == id),
                None => row["group"] == id,
            };
            sums.push(GROUPS.map(|id| i64::from(holds(id))));
        }
    }
    let mut target = [0; 3];
    target[group] = 1;
    let mut found: Vec<[i64; 3]> = vec![[0; 3]];
    for sum in sums {
        let more: Vec<[i64; 3]> = found
            .iter()
            .flat_map(|one| [-1, 1].map(|sign| std::array::from_fn(|place| one[place] + sign * sum[place])))
            .collect();
        found.extend(more);
        found.sort_unstable();
        found.dedup();
    }
    found.contains(&target)
}

/// What an outsider has who lays one release over the other.
fn both(one: &ReleaseDocument, other: &ReleaseDocument) -> ReleaseDocument {
    let mut both = one.clone();
    for (mine, theirs) in both.domains.iter_mut().zip(&other.domains) {
        if mine.hidden {
            let competencies = std::mem::take(&mut mine.competencies);
            *mine = cei_core::ReleasedDomain { competencies, ..theirs.clone() };
        }
        for (mine, theirs) in mine.competencies.iter_mut().zip(&theirs.competencies) {
            let answers = mine.answers.or(theirs.answers);
            let groups = std::mem::take(&mut mine.groups);
            let groups: Vec<_> = groups
                .into_iter()
                .zip(&theirs.groups)
                .map(|(mine, theirs)| if mine.hidden { theirs.clone() } else { mine })
                .collect();
            if mine.hidden {
                *mine = theirs.clone();
            }
            (mine.answers, mine.groups) = (answers, groups);
        }
    }
    both
}

/// On small tables the cells that are hidden, beside the fewest that any valid hiding needs: every one is tried.
#[test]
fn no_more_cells_are_hidden_than_it_takes() {
    let rubric = rubric(2);
    let rules = Policy::built_in("cei-default").unwrap().compile(&rubric).unwrap();
    let mut rng = Rng(11);
    let (mut ours, mut fewest, mut cells) = (0_u64, 0_u64, 0_u64);
    for number in 0..many() {
        let min_n = 2 + number % 10;
        let mut tally = Tally::new(&rubric, AssessmentId::new("a").unwrap());
        let rows: Vec<u64> = (0..4).map(|_| below(&mut rng, min_n * 2)).collect();
        for (group, answers) in rows.iter().enumerate() {
            (0..*answers).for_each(|one| assert!(tally.count(0, group, Answer::Stage(1 + (one % 2) as u8), 0)));
        }
        let release = Release::of(&rules, &rules.stage(&tally).unwrap(), &disclosure(min_n, true)).unwrap();
        let competency = &release.document().domains[0].competencies[0];
        ours +=
            competency.groups.iter().filter(|row| row.hidden).count() as u64 + u64::from(competency.answers.is_none());
        let valid = |hidden: u32, total: bool| {
            let is_hidden = |place: &usize| hidden >> place & 1 == 1;
            let of: Vec<u64> = (0..4).filter(is_hidden).map(|place| rows[place]).collect();
            let small = (0..4).filter(|place| rows[*place] > 0 && rows[*place] < min_n).all(|place| is_hidden(&place));
            // The most that one of them can have: all others have one answer.
            let values = match of.len() as u64 {
                0 => u64::MAX,
                1 => 1,
                count => (of.iter().sum::<u64>() + 1).saturating_sub(count),
            };
            small && of.iter().all(|answers| *answers > 0) && (!total || values >= min_n - 1)
        };
        let ways = (0..16_u32).flat_map(|hidden| [(hidden, true), (hidden, false)]);
        fewest += ways
            .filter(|(hidden, total)| valid(*hidden, *total))
            .map(|(hidden, total)| u64::from(hidden.count_ones()) + u64::from(!total))
            .min()
            .unwrap();
        cells += 1 + rows.iter().filter(|answers| **answers > 0).count() as u64;
    }
    println!("of {cells} cells {ours} are hidden; the fewest that any valid hiding needs are {fewest}");
    assert_eq!(ours, fewest);
}
