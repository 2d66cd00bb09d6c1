//! At random: 2 to 9 stages, 1 to 40 domains.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use cei_core::{
    Answer, Assessment, AssessmentId, Because, Id, Missing, Next, Policy, Profile, Rubric, Rules, Tally, TallyDocument,
};
use serde_json::{Value, json};

use super::naive::*;
use super::rng::Rng;
use super::{Case, compare, number};

/// One answer as a person gave it.
#[derive(Clone, Debug)]
struct RatingModel {
    rater: Option<usize>,
    /// With a rater it is the rater's; `team` is the last.
    group: usize,
    competency: usize,
    /// A stage, or which kind of missing.
    answer: Result<usize, usize>,
    evidence: usize,
}

#[derive(Clone, Debug)]
struct AssessmentModel {
    /// The group of each rater.
    raters: Vec<usize>,
    ratings: Vec<RatingModel>,
    decisions: BTreeMap<usize, (usize, usize)>,
    out_of_scope: BTreeSet<usize>,
}

impl AssessmentModel {
    fn tally(&self, rubric: &RubricModel) -> TallyModel {
        let mut tally = TallyModel::empty(rubric);
        tally.decisions = self.decisions.clone();
        tally.out_of_scope = self.out_of_scope.clone();
        for rating in &self.ratings {
            let cell = &mut tally.cells[rating.competency][rating.group];
            match rating.answer {
                Ok(stage) => cell.stages[stage - 1] += 1,
                Err(kind) => cell.missing[kind] += 1,
            }
            cell.evidence += rating.evidence as i128;
        }
        tally
    }

    fn json(&self, rubric: &RubricModel, rng: &mut Rng) -> Value {
        let mut raters: Vec<Value> = (self.raters.iter().enumerate())
            .map(|(index, group)| json!({"id": format!("person-{index}"), "group": rubric.group_id(*group)}))
            .collect();
        let mut ratings: Vec<Value> = Vec::new();
        for rating in &self.ratings {
            let mut out =
                json!({"competency": competency_id(rating.competency), "evidence": items_json(rating.evidence)});
            match rating.rater {
                Some(rater) => out["rater"] = json!(format!("person-{rater}")),
                None if rating.group < rubric.groups || rng.one_in(2) => {
                    out["group"] = json!(rubric.group_id(rating.group));
                }
                None => {}
            }
            match rating.answer {
                Ok(stage) => out["stage"] = json!(stage_id(stage)),
                Err(kind) => out["missing"] = json!(KINDS[kind]),
            }
            ratings.push(out);
        }
        let mut decisions =
            TallyModel { decisions: self.decisions.clone(), ..TallyModel::empty(rubric) }.decisions_json();
        let mut out: Vec<Value> =
            self.out_of_scope.iter().map(|one| json!({"competency": competency_id(*one)})).collect();
        // "order-free (no order of raters, groups or rows matters)"
        rng.shuffle(&mut raters);
        rng.shuffle(&mut ratings);
        rng.shuffle(&mut decisions);
        rng.shuffle(&mut out);
        json!({"format": "cei.assessment/1", "id": "a", "rubric": {"id": "r", "version": "1"}, "raters": raters,
            "ratings": ratings, "decisions": decisions, "out_of_scope": out})
    }
}

fn random_share(rng: &mut Rng) -> Share {
    match rng.below(8) {
        0 => Share::Any,
        1 => Share::Majority,
        2 => Share::All,
        3 => {
            let q = rng.between(1, 1_000_000);
            Share::Of(rng.between(1, q) as i128, q as i128)
        }
        _ => {
            let q = rng.between(1, 9);
            Share::Of(rng.between(1, q) as i128, q as i128)
        }
    }
}

fn random_rule(rng: &mut Rng, k: usize) -> Rule {
    let kind = match rng.below(5) {
        0 => Kind::Even,
        1 => {
            let q = rng.pick(&[7, 12, 100, 999_983]);
            let mut list: Vec<i128> = (1..k).map(|_| rng.between(1, q) as i128).collect();
            list.sort_unstable();
            Kind::Cutoffs(list.into_iter().map(|p| (p, q as i128)).collect())
        }
        _ => Kind::Reach(random_share(rng)),
    };
    let within = if rng.one_in(2) { Some(rng.below(k)) } else { None };
    let coverage = if rng.one_in(2) { Share::Any } else { random_share(rng) };
    let min = if rng.one_in(3) { rng.below(4) as i128 } else { 1 };
    Rule { kind, within, coverage, min }
}

fn random_policy(rng: &mut Rng, k: usize) -> PolicyModel {
    PolicyModel {
        raters: random_rule(rng, k),
        groups: random_rule(rng, k),
        domain: random_rule(rng, k),
        overall: rng.one_in(2).then(|| random_rule(rng, k)),
        decision: rng.pick(&[Decide::Prefer, Decide::Prefer, Decide::Ignore, Decide::Require]),
        evidence: (!rng.one_in(3)).then(|| {
            let from = if rng.one_in(2) { k } else { rng.between(2, k) };
            (from, rng.below(4) as i128, rng.below(3) as i128, rng.one_in(2))
        }),
        foundation: (!rng.one_in(3)).then(|| (rng.below(k), rng.one_in(2))),
    }
}

fn random_rubric(rng: &mut Rng, most_domains: usize) -> RubricModel {
    let k = rng.between(2, 9);
    let groups = rng.below(6);
    let count = rng.between(1, most_domains);
    // Foundations may stand before or after what builds on them.
    let mut order: Vec<usize> = (0..count).collect();
    rng.shuffle(&mut order);
    let mut domains = vec![(0, Vec::new()); count];
    for (place, domain) in order.iter().enumerate() {
        let mut below: Vec<usize> = order[..place].to_vec();
        rng.shuffle(&mut below);
        below.truncate(rng.below(4));
        domains[*domain] = (rng.between(1, 6), below);
    }
    let mut rubric = RubricModel { k, groups, domains, lenses: Vec::new() };
    for _ in 0..rng.below(3) {
        let mut parts = Vec::new();
        for _ in 0..rng.between(1, 3) {
            let mut part: Vec<usize> = (0..rubric.competencies()).collect();
            rng.shuffle(&mut part);
            part.truncate(rng.below(8));
            parts.push(part);
        }
        rubric.lenses.push(parts);
    }
    rubric
}

fn random_assessment(rng: &mut Rng, rubric: &RubricModel) -> AssessmentModel {
    let raters: Vec<usize> = (0..rng.below(8)).map(|_| rng.below(rubric.groups + 1)).collect();
    let mut assessment =
        AssessmentModel { raters, ratings: Vec::new(), decisions: BTreeMap::new(), out_of_scope: BTreeSet::new() };
    let (asked, missing) = (rng.between(1, 4), rng.between(2, 6));
    for competency in 0..rubric.competencies() {
        if rng.one_in(12) {
            assessment.out_of_scope.insert(competency);
            continue;
        }
        if rng.one_in(4) {
            assessment.decisions.insert(competency, (rng.between(1, rubric.k), rng.below(3)));
        }
        if rng.one_in(10) {
            continue;
        }
        let all_say = rng.one_in(12).then_some(NOT_APPLICABLE);
        let mut answer = |rng: &mut Rng, rater: Option<usize>, group: usize| {
            let one = match all_say {
                Some(kind) => Err(kind),
                None if rng.one_in(missing) => Err(rng.below(4)),
                None => Ok(rng.between(1, rubric.k)),
            };
            let evidence = if rng.one_in(4) { rng.between(1, 2) } else { 0 };
            assessment.ratings.push(RatingModel { rater, group, competency, answer: one, evidence });
        };
        for (rater, group) in assessment.raters.clone().into_iter().enumerate() {
            if !rng.one_in(asked) {
                answer(rng, Some(rater), group);
            }
        }
        for _ in 0..rng.below(4) {
            let group = rng.below(rubric.groups + 1);
            answer(rng, None, group);
        }
    }
    assessment
}

/// Every node with its stage and the ends of its range, by its place.
fn staged(profile: &Profile) -> Vec<(String, Option<usize>, Vec<usize>)> {
    let mut all = Vec::new();
    macro_rules! add {
        ($node:expr, $($place:tt)*) => {
            all.push((
                format!($($place)*),
                $node.stage.as_ref().map(number),
                $node.range.iter().map(number).collect(),
            ))
        };
    }
    if let Some(overall) = &profile.overall {
        add!(overall, "overall");
    }
    for domain in &profile.domains {
        add!(domain, "{}", domain.id);
        for competency in &domain.competencies {
            add!(competency, "{}", competency.id);
            for group in &competency.groups {
                add!(group, "{}/{}", competency.id, group.group);
            }
        }
    }
    for lens in &profile.lenses {
        for part in &lens.parts {
            add!(part, "{}/{}", lens.id, part.id);
        }
    }
    all
}

struct Random {
    case: Case,
    rubric: RubricModel,
    policy: PolicyModel,
    assessment: AssessmentModel,
    parsed: Rubric,
    rules: Rules,
    rng: Rng,
}

impl Random {
    fn new(seed: u64, most_domains: usize) -> Self {
        let mut rng = Rng(seed);
        let rubric = random_rubric(&mut rng, most_domains);
        let policy = random_policy(&mut rng, rubric.k);
        let assessment = random_assessment(&mut rng, &rubric);
        let mut case = Case::new(&rubric, &policy, &assessment.tally(&rubric));
        case.tally = format!("{} (seed {seed})", case.tally);
        let (parsed, rules) = case.compile();
        case.tally = assessment.tally(&rubric).json(&rubric).to_string();
        Self { case, rubric, policy, assessment, parsed, rules, rng }
    }

    fn profile_of(&self, tally: &TallyModel) -> Profile {
        let document = tally.json(&self.rubric).to_string();
        self.rules.stage(&Tally::read(document, &self.parsed).unwrap().0).unwrap()
    }
}

/// Small rubrics first, so that what fails first is easy to read.
fn random_cases(count: u64, salt: u64) -> impl Iterator<Item = Random> {
    (0..count).map(move |index| {
        let most = 1 + usize::try_from(index * 39 / count).unwrap();
        Random::new(salt.wrapping_mul(1_000_003).wrapping_add(index), most)
    })
}

#[test]
fn random_profiles_are_what_the_naive_reading_says() {
    for random in random_cases(800, 1) {
        let tally = random.assessment.tally(&random.rubric);
        let profile = random.rules.stage(&random.case.read(&random.parsed)).unwrap();
        compare(&random.case, &random.rubric, &random.policy, &tally, &profile);
    }
}

/// "bounded (`reach` without holds lies between the lowest and the highest vote)"
#[test]
fn random_stages_by_reach_are_bounded_by_the_votes() {
    for random in random_cases(300, 2) {
        let profile = random.rules.stage(&random.case.read(&random.parsed)).unwrap();
        let bounded = |place: &dyn std::fmt::Display, stage: &Option<Id>, because: &Because| {
            let by_rule = because.bound.is_some_and(|bound| ["reach", "within", "top"].contains(&bound.name()));
            if let (Some(stage), true, false) = (stage, by_rule, because.reached.is_empty()) {
                // The lowest vote is the highest stage that all have reached; the highest, the last anyone has.
                let least = because.reached.iter().filter(|count| **count == because.votes).count();
                let most = because.reached.iter().filter(|count| **count > 0).count();
                let stage = number(stage);
                random.case.check((least..=most).contains(&stage), || {
                    format!("{place}: {stage} is not from {least} to {most}")
                });
            }
        };
        for domain in &profile.domains {
            bounded(&domain.id, &domain.stage, &domain.because);
            for competency in &domain.competencies {
                if competency.source.name() == "tally" {
                    bounded(&competency.id, &competency.stage, &competency.because);
                }
                for group in &competency.groups {
                    bounded(&group.group, &group.stage, &group.because);
                }
            }
        }
        if let Some(overall) = &profile.overall {
            bounded(&"overall", &overall.stage, &overall.because);
        }
        for part in profile.lenses.iter().flat_map(|lens| &lens.parts) {
            bounded(&part.id, &part.stage, &part.because);
        }
    }
}

/// "`range`: [...] Stage the whole thing twice more": through documents that say what is filled in.
#[test]
fn random_ranges_are_what_filled_documents_give() {
    for random in random_cases(300, 3) {
        let tally = random.assessment.tally(&random.rubric);
        let profile = staged(&random.profile_of(&tally));
        let ends: Vec<Vec<_>> = [1, random.rubric.k]
            .into_iter()
            .map(|stage| {
                let (filled, policy) = tally.filled(&random.policy, stage);
                let case = Case::new(&random.rubric, &policy, &filled);
                let rules = Policy::parse(&case.policy).unwrap().compile(&random.parsed).unwrap();
                staged(&rules.stage(&case.read(&random.parsed)).unwrap())
            })
            .collect();
        for (index, (place, stage, range)) in profile.iter().enumerate() {
            let three = [ends[0][index].1, ends[1][index].1, *stage];
            assert_eq!((place, place), (&ends[0][index].0, &ends[1][index].0));
            let wanted = match three {
                [Some(_), Some(_), _] => {
                    vec![*three.iter().flatten().min().unwrap(), *three.iter().flatten().max().unwrap()]
                }
                _ => Vec::new(),
            };
            random.case.check(*range == wanted, || format!("{place}: range {range:?}, expected {wanted:?}"));
        }
    }
}

/// "raising a stage answer or a decision to a higher stage never lowers a stage anywhere, and the reverse"
#[test]
fn random_raises_never_lower_a_stage() {
    for mut random in random_cases(400, 4) {
        let before = random.assessment.clone();
        let staged_before = staged(&random.profile_of(&before.tally(&random.rubric)));
        for _ in 0..6 {
            let mut after = before.clone();
            let k = random.rubric.k;
            let rng = &mut random.rng;
            // One to three answers or decisions go up together.
            let mut raises = String::new();
            for _ in 0..rng.between(1, 3) {
                let decided: Vec<usize> = after.decisions.keys().copied().collect();
                if !decided.is_empty() && rng.one_in(3) {
                    let competency = rng.pick(&decided);
                    let stage = &mut after.decisions.get_mut(&competency).unwrap().0;
                    let to = rng.between(*stage, k);
                    let _ = write!(raises, " decision on c{competency} {stage} -> {to};");
                    *stage = to;
                } else if !after.ratings.is_empty() {
                    let index = rng.below(after.ratings.len());
                    let rating = &mut after.ratings[index];
                    if let Ok(stage) = rating.answer {
                        let to = rng.between(stage, k);
                        let _ = write!(raises, " g{} on c{} {stage} -> {to};", rating.group, rating.competency);
                        rating.answer = Ok(to);
                    }
                }
            }
            let staged_after = staged(&random.profile_of(&after.tally(&random.rubric)));
            assert_eq!(staged_before.len(), staged_after.len());
            for (low, high) in staged_before.iter().zip(&staged_after) {
                let rises = low.1.is_some() == high.1.is_some() && low.1 <= high.1;
                random.case.check(rises, || format!("{}: {:?} -> {:?} after{raises}", low.0, low.1, high.1));
                let ends = low.2.len() == high.2.len() && low.2.iter().zip(&high.2).all(|(low, high)| low <= high);
                random.case.check(ends, || format!("{}: range {:?} -> {:?} after{raises}", low.0, low.2, high.2));
            }
        }
    }
}

/// "giving a missing answer or adding a rater is not raising": either may lower a stage.
#[test]
fn a_new_answer_may_lower_a_stage() {
    let rubric = RubricModel { k: 4, groups: 0, domains: vec![(1, Vec::new())], lenses: Vec::new() };
    let policy = policy_with(|policy| policy.raters = Rule::of(Kind::Reach(Share::All)));
    let stage_of = |stages: [i128; 4], unanswered: i128| {
        let mut tally = TallyModel::empty(&rubric);
        tally.cells[0][0] = CellModel { stages: stages.to_vec(), missing: [unanswered, 0, 0, 0], evidence: 0 };
        let case = Case::new(&rubric, &policy, &tally);
        let (parsed, rules) = case.compile();
        number(rules.stage(&case.read(&parsed)).unwrap().domains[0].stage.as_ref().unwrap())
    };
    assert_eq!(stage_of([0, 0, 0, 2], 1), 4);
    assert_eq!(stage_of([1, 0, 0, 2], 0), 1, "the missing answer is given");
    assert_eq!(stage_of([1, 0, 0, 2], 1), 1, "a rater is added");
}

/// "order-free (no order of raters, groups or rows matters)": the order in a document changes no byte, the order in the
/// rubric no stage.
#[test]
fn random_orders_do_not_matter() {
    for mut random in random_cases(250, 5) {
        let wanted = random.rules.stage(&random.case.read(&random.parsed)).unwrap().to_json();
        for _ in 0..3 {
            let document = random.assessment.json(&random.rubric, &mut random.rng).to_string();
            let assessment = Assessment::read(&document, &random.parsed)
                .unwrap_or_else(|report| random.case.fail(&format!("{report}\nassessment: {document}")))
                .0;
            let got = random.rules.stage(&Tally::of(&random.parsed, &assessment).unwrap()).unwrap().to_json();
            random.case.check(got == wanted, || format!("the order matters\nassessment: {document}\ngot {got}"));
        }
        // The same ids in another order of the rubric: groups, domains, competencies, foundations, parts of lenses.
        let mut rubric = random.rubric.json();
        let rng = &mut random.rng;
        let mut shuffle = |list: &mut Value| rng.shuffle(list.as_array_mut().unwrap());
        shuffle(&mut rubric["groups"]);
        for domain in rubric["domains"].as_array_mut().unwrap() {
            shuffle(&mut domain["competencies"]);
            shuffle(&mut domain["builds_on"]);
        }
        for lens in rubric["lenses"].as_array_mut().unwrap() {
            shuffle(&mut lens["parts"]);
            lens["parts"].as_array_mut().unwrap().iter_mut().for_each(|part| shuffle(&mut part["competencies"]));
        }
        shuffle(&mut rubric["domains"]);
        shuffle(&mut rubric["lenses"]);
        let other = Rubric::parse(rubric.to_string()).unwrap();
        let rules = Policy::parse(&random.case.policy).unwrap().compile(&other).unwrap();
        let sorted = |profile: &Profile| {
            let mut all = staged(profile);
            all.sort();
            all
        };
        let got = sorted(&rules.stage(&random.case.read(&other)).unwrap());
        let wanted = sorted(&random.rules.stage(&random.case.read(&random.parsed)).unwrap());
        random.case.check(got == wanted, || format!("the rubric's order matters: {rubric}"));
    }
}

/// "counts suffice (rows, documents, tallies and merged tallies give byte-equal profiles)"
#[test]
fn random_counts_suffice() {
    for mut random in random_cases(150, 6) {
        let tally = random.case.read(&random.parsed);
        let wanted = random.rules.stage(&tally).unwrap().to_json();
        let same = |how: &str, tally: &Tally| {
            let got = random.rules.stage(tally).unwrap().to_json();
            random.case.check(got == wanted, || format!("{how}: got {got}\nexpected {wanted}"));
        };
        // A tally document, read, written and read again, and built in memory.
        same("written and read", &Tally::read(tally.to_json(), &random.parsed).unwrap().0);
        let document: TallyDocument = tally.document();
        same("from a document in memory", &Tally::from_document(&random.parsed, document).unwrap());
        // The assessment.
        let document = random.assessment.json(&random.rubric, &mut random.rng).to_string();
        let assessment = Assessment::read(&document, &random.parsed).unwrap().0;
        same("an assessment", &Tally::of(&random.parsed, &assessment).unwrap());
        // Rows, one by one; what is not an answer comes from another tally.
        let mut rows = random.assessment.ratings.clone();
        random.rng.shuffle(&mut rows);
        let mut counted = Tally::new(&random.parsed, AssessmentId::new("a").unwrap());
        for row in &rows {
            let answer = match row.answer {
                Ok(stage) => Answer::Stage(u8::try_from(stage).unwrap()),
                Err(kind) => Answer::Missing(Missing::from_name(KINDS[kind]).unwrap()),
            };
            assert!(counted.count(row.competency, row.group, answer, row.evidence as u64));
        }
        let mut rest = TallyModel::empty(&random.rubric);
        rest.decisions = random.assessment.decisions.clone();
        rest.out_of_scope = random.assessment.out_of_scope.clone();
        let rest = Tally::read(rest.json(&random.rubric).to_string(), &random.parsed).unwrap().0;
        same("rows, then the rest", &counted.add(&rest).unwrap());
        same("the rest, then rows", &rest.add(&counted).unwrap());
        // A random split into up to four assessments, counted apart and added up, in two orders.
        let count = random.rng.between(2, 4);
        let mut split = vec![AssessmentModel { ratings: Vec::new(), ..random.assessment.clone() }; count];
        for rating in &random.assessment.ratings {
            split[random.rng.below(count)].ratings.push(rating.clone());
        }
        for part in split.iter_mut().skip(1) {
            part.decisions.retain(|_, _| random.rng.one_in(2));
            part.out_of_scope.retain(|_| random.rng.one_in(2));
        }
        let mut tallies: Vec<Tally> = Vec::new();
        for (index, part) in split.iter().enumerate() {
            let mut document = part.json(&random.rubric, &mut random.rng);
            document["id"] = json!(format!("part-{index}"));
            let assessment = Assessment::read(document.to_string(), &random.parsed).unwrap().0;
            tallies.push(Tally::of(&random.parsed, &assessment).unwrap());
        }
        let mut named: Value = serde_json::from_str(&tally.to_json()).unwrap();
        named["assessment"] = (0..count).map(|index| format!("part-{index}")).collect::<Vec<_>>().join("+").into();
        let whole = Tally::read(named.to_string(), &random.parsed).unwrap().0;
        let wanted = random.rules.stage(&whole).unwrap().to_json();
        for _ in 0..2 {
            random.rng.shuffle(&mut tallies);
            let sum = tallies[1..].iter().fold(tallies[0].clone(), |sum, next| sum.add(next).unwrap());
            assert_eq!(sum.to_json(), whole.to_json());
            let got = random.rules.stage(&sum).unwrap().to_json();
            random.case.check(got == wanted, || format!("merged: got {got}\nexpected {wanted}"));
        }
    }
}

/// "total (every valid tally has an answer)", and the right one, with counts up to the largest there may be.
#[test]
fn random_huge_counts_have_an_answer() {
    let counts = [0_i64, 0, 1, 2, 1_000_003, 999_999_999_999, 1_000_000_000_000];
    for mut random in random_cases(200, 7) {
        let mut tally = random.assessment.tally(&random.rubric);
        let huge = |rng: &mut Rng| i128::from(rng.pick(&counts));
        for (competency, groups) in tally.cells.iter_mut().enumerate() {
            if random.assessment.out_of_scope.contains(&competency) {
                continue;
            }
            let rng = &mut random.rng;
            for cell in groups {
                if rng.one_in(2) {
                    cell.stages.iter_mut().for_each(|count| *count = huge(rng));
                    cell.missing.iter_mut().for_each(|count| *count = huge(rng));
                    cell.evidence = huge(rng);
                }
            }
        }
        random.policy.raters.min = huge(&mut random.rng);
        let case = Case::new(&random.rubric, &random.policy, &tally);
        let (parsed, rules) = case.compile();
        let profile = rules.stage(&case.read(&parsed)).unwrap();
        compare(&case, &random.rubric, &random.policy, &tally, &profile);
        for group in profile.domains.iter().flat_map(|d| &d.competencies).flat_map(|c| &c.groups) {
            if let Some(next) = &group.next {
                let votes: Vec<i128> = group.stages.iter().map(|count| i128::from(count.get())).collect();
                check_many(&case, &random.policy.raters, &votes, number(group.stage.as_ref().unwrap()), next);
            }
        }
    }
}

/// That `next` leads where it says, in as many steps as it says, and that one step less along the same way does not.
fn check_many(case: &Case, rule: &Rule, votes: &[i128], stage: usize, next: &Next) {
    let mut after = votes.to_vec();
    let mut steps = 0;
    for raise in &next.raise {
        let (from, to) = (number(&raise.from), number(&raise.to));
        let count = i128::from(raise.votes.unwrap());
        after[from - 1] -= count;
        after[to - 1] += count;
        steps += count * (to - from) as i128;
    }
    case.check(after.iter().all(|count| *count >= 0), || format!("{votes:?}: more votes raised than there are"));
    case.check(steps == i128::from(next.steps), || format!("{votes:?}: {} steps said, {steps} taken", next.steps));
    let reached = capped(rule, &after);
    case.check(reached == number(&next.stage) && reached > stage, || {
        format!("{votes:?}: {} said, {reached} reached", next.stage)
    });
    for raise in &next.raise {
        let to = number(&raise.to);
        let mut less = after.clone();
        less[to - 1] -= 1;
        less[to - 2] += 1;
        case.check(capped(rule, &less) <= stage, || format!("{votes:?}: one step less would do ({to})"));
    }
}
