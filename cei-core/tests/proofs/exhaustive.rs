//! Exhaustive: 4 stages, 1 to 7 votes.
//!
//! This needs many nodes and few profiles. The parts of a lens are staged by the domain rule, so one rubric whose parts
//! are all 21,844 vote vectors of 1 to 7 votes gives all of them in one profile for each policy. Real domains,
//! competencies, groups and the overall stage are then staged for every multiset of votes (and domains for every vector
//! up to 4 votes); that a vector says what its multiset says is checked on the parts, for every permutation.

use std::collections::HashMap;

use cei_core::{Because, Next, Policy, Profile, Rubric, Rules, Tally};

use super::naive::*;
use super::{Case, compare, number};

const K: usize = 4;
const MOST: usize = 7;

fn shares() -> Vec<Share> {
    let fractions = [
        (1, 2),
        (2, 3),
        (3, 5),
        (3, 4),
        (1, 1),
        (1, 3),
        (1, 4),
        (4, 5),
        (5, 7),
        (1, 1_000_000),
        (500_001, 1_000_000),
        (999_999, 1_000_000),
    ];
    [Share::Any, Share::Majority, Share::All].into_iter().chain(fractions.map(|(p, q)| Share::Of(p, q))).collect()
}

fn points_kinds() -> Vec<Kind> {
    let at = |list: [(i128, i128); 3]| Kind::Cutoffs(list.to_vec());
    vec![
        Kind::Even,
        at([(1, 4), (1, 2), (3, 4)]),
        at([(1, 3), (2, 3), (1, 1)]),
        at([(2, 5), (3, 5), (4, 5)]),
        at([(1, 2), (1, 2), (1, 2)]),
        at([(1, 1), (1, 1), (1, 1)]),
        at([(1, 1_000_000), (1, 2), (999_999, 1_000_000)]),
    ]
}

/// Each kind with no `within` and with every one from 0 to 3.
fn with_within(kinds: Vec<Kind>) -> Vec<Rule> {
    let withins = [None, Some(0), Some(1), Some(2), Some(3)];
    kinds.into_iter().flat_map(|kind| withins.map(|within| Rule { within, ..Rule::of(kind.clone()) })).collect()
}

fn all_rules() -> Vec<Rule> {
    with_within(shares().into_iter().map(Kind::Reach).chain(points_kinds()).collect())
}

/// Every vector of `n` numbers from `first` to 4; in the order of their digits.
fn vectors(n: usize, first: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for _ in 0..n {
        all = all
            .into_iter()
            .flat_map(|vector| {
                (first..=K).map(move |stage| {
                    let mut longer = vector.clone();
                    longer.push(stage);
                    longer
                })
            })
            .collect();
    }
    all
}

fn multisets(n: usize) -> Vec<Vec<usize>> {
    vectors(n, 1).into_iter().filter(|vector| vector.is_sorted()).collect()
}

/// A rubric whose lens parts are vote vectors: competency `place * (K + 1) + stage` is decided at that stage, or has
/// none for 0, and the part of a vector takes one competency for each place.
struct Vectors {
    rubric: RubricModel,
    tally: TallyModel,
    all: Vec<Vec<usize>>,
}

impl Vectors {
    fn new(all: Vec<Vec<usize>>) -> Self {
        const PARTS: usize = 10_000;
        let competency = |(place, stage): (usize, &usize)| place * (K + 1) + stage;
        let parts: Vec<Vec<usize>> =
            all.iter().map(|vector| vector.iter().enumerate().map(competency).collect()).collect();
        let lenses = parts.chunks(PARTS).map(<[Vec<usize>]>::to_vec).collect();
        let rubric = RubricModel { k: K, groups: 0, domains: vec![(MOST * (K + 1), Vec::new())], lenses };
        let mut tally = TallyModel::empty(&rubric);
        for index in (0..rubric.competencies()).filter(|index| index % (K + 1) > 0) {
            tally.decisions.insert(index, (index % (K + 1), 0));
        }
        Self { rubric, tally, all }
    }
}

/// What is said of one part.
struct Said<'a> {
    stage: Option<usize>,
    range: Vec<usize>,
    because: &'a Because,
    next: Option<&'a Next>,
}

/// What a node of any level says.
macro_rules! said {
    ($node:expr) => {
        Said {
            stage: $node.stage.as_ref().map(number),
            range: $node.range.iter().map(number).collect(),
            because: &$node.because,
            next: $node.next.as_ref(),
        }
    };
}

fn parts(profile: &Profile) -> Vec<Said<'_>> {
    profile.lenses.iter().flat_map(|lens| &lens.parts).map(|part| said!(part)).collect()
}

/// Compares what the library says of a vector of votes with the naive reading; 0 is a member without a stage.
fn check_part(case: &Case, rule: &Rule, vector: &[usize], said: &Said<'_>) {
    let filled = |stage: usize| -> Vec<i128> {
        histogram(&vector.iter().map(|vote| if *vote == 0 { stage } else { *vote }).collect::<Vec<_>>(), K)
    };
    let votes = histogram(vector, K);
    let members = vector.len() as i128;
    let (stage, bound) = apply(rule, &votes, members);
    case.check(said.stage == stage, || format!("{vector:?}: stage {:?}, expected {stage:?}", said.stage));
    let because = said.because;
    let got = because.bound.map(|bound| bound.name());
    case.check(got == Some(bound), || format!("{vector:?}: bound {got:?}, expected {bound}"));
    let n: i128 = votes.iter().sum();
    case.check(i128::from(because.votes) == n && i128::from(because.members) == members, || {
        format!("{vector:?}: votes {}, members {}", because.votes, because.members)
    });
    let (mut wanted_reached, mut wanted_need, mut wanted_points) = (Vec::new(), None, None);
    match &rule.kind {
        _ if n == 0 => {}
        Kind::Reach(share) => {
            wanted_reached = reached(&votes);
            wanted_need = Some(need(share, n));
        }
        _ => wanted_points = Some((points(&votes), n * (K as i128 - 1))),
    }
    let got = (
        because.reached.iter().map(|count| i128::from(*count)).collect::<Vec<_>>(),
        because.need.map(i128::from),
        because.points.as_ref().map(|points| (i128::from(points.have), i128::from(points.of))),
    );
    let wanted = (wanted_reached, wanted_need, wanted_points);
    case.check(got == wanted, || format!("{vector:?}: because {got:?}, expected {wanted:?}"));
    let ends = [apply(rule, &filled(1), members).0, apply(rule, &filled(K), members).0];
    let range = match ends {
        [Some(low), Some(high)] => {
            let all = [Some(low), Some(high), stage];
            vec![*all.iter().flatten().min().unwrap(), *all.iter().flatten().max().unwrap()]
        }
        _ => Vec::new(),
    };
    case.check(said.range == range, || format!("{vector:?}: range {:?}, expected {range:?}", said.range));
    // "bounded (`reach` without holds lies between the lowest and the highest vote)"
    if let (Kind::Reach(_), Some(stage)) = (&rule.kind, said.stage) {
        let between = lowest(&votes).unwrap() <= stage && stage <= highest(&votes).unwrap();
        case.check(between, || format!("{vector:?}: {stage} is not bounded by the votes"));
    }
}

/// The votes after the library's `next`.
fn after_next(next: &Next, vector: &[usize]) -> Vec<usize> {
    let mut after = vector.to_vec();
    for raise in &next.raise {
        let id: usize = raise.id.as_ref().unwrap().as_str()[1..].parse().unwrap();
        let place = id / (K + 1);
        assert_eq!(after[place], number(&raise.from));
        assert_eq!(raise.votes, None);
        after[place] = number(&raise.to);
    }
    after
}

/// For every vector of `n` votes, the fewest steps to `target`: by going back from where it is reached, one step at a
/// time. That is breadth-first search over all vectors, from the far end.
fn fewest_steps(all: &[Vec<usize>], stages: &[usize], target: usize) -> Vec<usize> {
    let n = all[0].len();
    let mut steps = vec![usize::MAX; all.len()];
    for index in (0..all.len()).rev() {
        if stages[index] >= target {
            steps[index] = 0;
            continue;
        }
        for (place, vote) in all[index].iter().enumerate() {
            if *vote < K {
                let up = steps[index + K.pow(u32::try_from(n - 1 - place).unwrap())];
                steps[index] = steps[index].min(up + 1);
            }
        }
    }
    steps
}

fn exhaustive(rules: Vec<Rule>) {
    let vectors = Vectors::new((1..=MOST).flat_map(|n| vectors(n, 1)).collect());
    assert_eq!(vectors.all.len(), 21_844);
    let rubric = Rubric::parse(vectors.rubric.json().to_string()).unwrap();
    let tally = Tally::read(vectors.tally.json(&vectors.rubric).to_string(), &rubric).unwrap().0;
    for rule in rules {
        let policy = policy_with(|policy| policy.domain = rule.clone());
        let case = Case {
            rubric: "all vote vectors of 1 to 7 votes as parts of lenses".to_owned(),
            policy: policy.json(K).to_string(),
            tally: "each vote a decision".to_owned(),
        };
        let profile = Policy::parse(&case.policy).unwrap().compile(&rubric).unwrap().stage(&tally).unwrap();
        let said = parts(&profile);
        assert_eq!(said.len(), vectors.all.len());
        let mut first = 0;
        for n in 1..=MOST {
            let count = K.pow(u32::try_from(n).unwrap());
            check_size(&case, &rule, &vectors.all[first..first + count], &said[first..first + count]);
            first += count;
        }
    }
}

/// All vectors of one size.
fn check_size(case: &Case, rule: &Rule, all: &[Vec<usize>], said: &[Said<'_>]) {
    let n = all[0].len();
    let naive: Vec<usize> = all.iter().map(|vector| capped(rule, &histogram(vector, K))).collect();
    let fewest: Vec<Vec<usize>> = (2..=K).map(|target| fewest_steps(all, &naive, target)).collect();
    let mut by_multiset: HashMap<Vec<usize>, usize> = HashMap::new();
    for (index, (vector, said_here)) in all.iter().zip(said).enumerate() {
        check_part(case, rule, vector, said_here);
        let stage = said_here.stage.unwrap();
        // "order-free": every permutation says the same
        let mut sorted = vector.clone();
        sorted.sort_unstable();
        let same = &said[*by_multiset.entry(sorted).or_insert(index)];
        let steps = |said: &Said<'_>| said.next.map(|next| next.steps);
        let agree = same.stage == said_here.stage
            && same.range == said_here.range
            && same.because == said_here.because
            && steps(same) == steps(said_here);
        case.check(agree, || format!("{vector:?}: the order of the votes matters"));
        // "monotone": one vote one stage up never lowers the stage; so no raise does
        for (place, vote) in vector.iter().enumerate().filter(|(_, vote)| **vote < K) {
            let above = said[index + K.pow(u32::try_from(n - 1 - place).unwrap())].stage.unwrap();
            case.check(above >= stage, || format!("{vector:?}: {stage}, and {above} with vote {place} above {vote}"));
        }
        // "the fewest stage steps after which the node's own rule, other votes unchanged, gives at least the next stage"
        let Some(next) = said_here.next else {
            case.check(stage == K, || format!("{vector:?}: no next"));
            continue;
        };
        case.check(stage < K, || format!("{vector:?}: a next at the top"));
        let after = after_next(next, vector);
        let wanted = raised(rule, vector, stage + 1, K);
        case.check(after == wanted, || format!("{vector:?}: next leads to {after:?}, expected {wanted:?}"));
        let taken = after.iter().sum::<usize>() - vector.iter().sum::<usize>();
        let least = fewest[stage - 1][index];
        case.check(next.steps as usize == taken && taken == least, || {
            format!("{vector:?}: {} steps said, {taken} taken, {least} needed", next.steps)
        });
        let reached = capped(rule, &histogram(&after, K));
        case.check(number(&next.stage) == reached && reached > stage, || {
            format!("{vector:?}: {} said, {reached} reached", next.stage)
        });
    }
}

#[test]
fn reach_on_every_vote_vector_of_one_to_seven() {
    let kinds = shares().into_iter().map(Kind::Reach).collect();
    exhaustive(with_within(kinds));
}

#[test]
fn points_on_every_vote_vector_of_one_to_seven() {
    exhaustive(with_within(points_kinds()));
}

#[test]
fn coverage_min_and_range_with_every_set_of_missing_votes() {
    let vectors = Vectors::new((1..=5).flat_map(|n| vectors(n, 0)).collect());
    let rubric = Rubric::parse(vectors.rubric.json().to_string()).unwrap();
    let tally = Tally::read(vectors.tally.json(&vectors.rubric).to_string(), &rubric).unwrap().0;
    let kinds = [
        (Kind::Reach(Share::Majority), None),
        (Kind::Reach(Share::Of(2, 3)), Some(1)),
        (Kind::Even, None),
        (Kind::Even, Some(0)),
    ];
    for (index, coverage) in shares().into_iter().enumerate() {
        for min in [0, 1, 2, 3, 5, 6] {
            let (kind, within) = kinds[(index + usize::try_from(min).unwrap()) % kinds.len()].clone();
            let rule = Rule { kind, within, coverage: coverage.clone(), min };
            let policy = policy_with(|policy| policy.domain = rule.clone());
            let case = Case {
                rubric: "all vectors of 1 to 5 votes, some missing, as parts of a lens".to_owned(),
                policy: policy.json(K).to_string(),
                tally: "each vote a decision, 0 without".to_owned(),
            };
            let profile = Policy::parse(&case.policy).unwrap().compile(&rubric).unwrap().stage(&tally).unwrap();
            let said = parts(&profile);
            assert_eq!(said.len(), vectors.all.len());
            for (vector, said) in vectors.all.iter().zip(&said) {
                check_part(&case, &rule, vector, said);
            }
        }
    }
}

/// Real domains: every vector up to 4 votes, every multiset up to 7; each vote a decision.
#[test]
fn domains_of_one_to_seven_competencies() {
    let all: Vec<Vec<usize>> = (1..=4).flat_map(|n| vectors(n, 1)).chain((5..=MOST).flat_map(multisets)).collect();
    let domains = all.iter().map(|votes| (votes.len(), Vec::new())).collect();
    let rubric = RubricModel { k: K, groups: 0, domains, lenses: Vec::new() };
    let mut tally = TallyModel::empty(&rubric);
    tally.decisions = all.iter().flatten().map(|vote| (*vote, 0)).enumerate().collect();
    let parsed = Rubric::parse(rubric.json().to_string()).unwrap();
    let read = Tally::read(tally.json(&rubric).to_string(), &parsed).unwrap().0;
    for rule in all_rules() {
        let policy = policy_with(|policy| policy.domain = rule.clone());
        let case = Case::new(&rubric, &policy, &tally);
        let profile = Policy::parse(&case.policy).unwrap().compile(&parsed).unwrap().stage(&read).unwrap();
        for (votes, domain) in all.iter().zip(&profile.domains) {
            check_part(&case, &rule, votes, &said!(domain));
        }
    }
}

/// Groups → competency over 7 groups with one answer each, and raters → group with 1 to 7 answers.
#[test]
fn groups_and_raters_of_one_to_seven() {
    let all: Vec<Vec<usize>> = (1..=MOST).flat_map(multisets).collect();
    let rubric = RubricModel { k: K, groups: MOST - 1, domains: vec![(all.len(), Vec::new())], lenses: Vec::new() };
    let mut one_each = TallyModel::empty(&rubric);
    let mut in_one = TallyModel::empty(&rubric);
    for (index, votes) in all.iter().enumerate() {
        in_one.cells[index][index % MOST].stages = histogram(votes, K);
        for (place, vote) in votes.iter().enumerate() {
            one_each.cells[index][(place * 3 + index) % MOST].stages[vote - 1] = 1;
        }
    }
    let parsed = Rubric::parse(rubric.json().to_string()).unwrap();
    let read = |tally: &TallyModel| Tally::read(tally.json(&rubric).to_string(), &parsed).unwrap().0;
    let (one_each_read, in_one_read) = (read(&one_each), read(&in_one));
    for (index, rule) in all_rules().into_iter().enumerate() {
        let policies = [
            (policy_with(|policy| policy.groups = rule.clone()), &one_each, &one_each_read),
            (policy_with(|policy| policy.raters = rule.clone()), &in_one, &in_one_read),
        ];
        for (level, (policy, tally, read)) in policies.into_iter().enumerate() {
            let case = Case::new(&rubric, &policy, tally);
            let profile = Policy::parse(&case.policy).unwrap().compile(&parsed).unwrap().stage(read).unwrap();
            for (votes, competency) in all.iter().zip(&profile.domains[0].competencies) {
                let said = match level {
                    0 => said!(competency),
                    _ => said!(competency.groups[0]),
                };
                check_part(&case, &rule, votes, &said);
            }
            // Every word of the profile, `next` too, for every kind and every `within` at least once.
            if index % 3 == level {
                compare(&case, &rubric, &policy, tally, &profile);
            }
        }
    }
}

#[test]
fn overall_of_one_to_seven_domains() {
    let rubric = RubricModel { k: K, groups: 0, domains: vec![(1, Vec::new()); MOST], lenses: Vec::new() };
    let parsed = Rubric::parse(rubric.json().to_string()).unwrap();
    let compiled: Vec<(Rule, PolicyModel, Rules)> = all_rules()
        .into_iter()
        .map(|rule| {
            let policy = policy_with(|policy| policy.overall = Some(rule.clone()));
            let parsed_policy = Policy::parse(policy.json(K).to_string()).unwrap();
            (rule, policy, parsed_policy.compile(&parsed).unwrap())
        })
        .collect();
    for n in 1..=MOST {
        for votes in multisets(n) {
            let mut tally = TallyModel::empty(&rubric);
            for (place, vote) in votes.iter().enumerate() {
                tally.decisions.insert(place, (*vote, 0));
            }
            tally.out_of_scope = (n..MOST).collect();
            let mut case = Case::new(&rubric, &compiled[0].1, &tally);
            let read = case.read(&parsed);
            for (rule, policy, rules) in &compiled {
                case.policy = policy.json(K).to_string();
                let profile = rules.stage(&read).unwrap();
                check_part(&case, rule, &votes, &said!(profile.overall.as_ref().unwrap()));
            }
        }
    }
}
