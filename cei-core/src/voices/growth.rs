//! What rose, fell or stayed from one round to the next.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::bootstrap::{Bootstrap, Rows};
use super::compare::{Difference, Differences, named, same_rubric};
use super::crosswalk::{Alignment, Crosswalk, CrosswalkRef};
use super::rows::{Answers, Voice, sort_people, voices};
use super::{Statistic, Undefined, read_form};
use crate::assessment::{Assessment, Period, Subject};
use crate::diagnostic::{Code, Findings, Params, Report};
use crate::policy::PolicyStamp;
use crate::reading::{choice, document, tag, to_json};
use crate::rubric::{Rubric, RubricStamp};
use crate::staging::{Profile, RulesVersion};
use crate::values::{AssessmentId, Id, is_absent};

tag! {
    /// The `format` of growth.
    pub struct GrowthFormat = "cei.growth/1"
}

choice! {
    /// What became of a node from the first round to the last.
    pub enum Change {
        /// Its stage is later now.
        Rose = "rose",
        /// Its stage is earlier now.
        Fell = "fell",
        /// Its stage is the same.
        Stayed = "stayed",
        /// It has a stage now and had none.
        New = "new",
        /// It had a stage and has none now.
        Gone = "gone",
        /// It has no stage in either.
        None = "none",
        /// It is not the same node in both rounds.
        NotCompared = "not_compared",
        /// Its stage is hidden in the first round or the last.
        Hidden = "hidden",
    }
}

/// Documents that say what became of a node, after its own id and before what is below it.
macro_rules! grown {
    ($(
        $(#[$attribute:meta])*
        pub struct $Name:ident {
            { $($before:tt)* }
            { $($after:tt)* }
        }
    )*) => {$(
        document! {
            $(#[$attribute])*
            pub struct $Name {
                $($before)*
                /// The stage in the first round.
                #[serde(default, skip_serializing_if = "is_absent")]
                from: Option<Id>,
                /// The stage in the last round.
                #[serde(default, skip_serializing_if = "is_absent")]
                to: Option<Id>,
                /// What became of it.
                change: Change,
                /// By how many stages, where it has one in both.
                #[serde(default, skip_serializing_if = "is_absent")]
                steps: Option<i64>,
                /// With more than two rounds: the stage in each, null without one or where it is hidden.
                #[serde(default, skip_serializing_if = "is_absent")]
                stages: Vec<Option<Id>> = Default::default(),
                $($after)*
            }
        }

        impl $Name {
            /// A node that is not the same one in both rounds stays so.
            fn conceal(&mut self, is_hidden: bool) {
                if is_hidden && self.change != Change::NotCompared {
                    (self.from, self.to, self.change, self.steps) = (None, None, Change::Hidden, None);
                }
            }
        }

        impl From<Grown> for $Name {
            fn from(grown: Grown) -> Self {
                let mut node = <Self as crate::reading::Read>::unreadable();
                node.from = grown.from;
                node.to = grown.to;
                node.change = grown.change;
                node.steps = grown.steps;
                node.stages = grown.stages;
                node
            }
        }
    )*};
}

/// What became of any node.
struct Grown {
    from: Option<Id>,
    to: Option<Id>,
    change: Change,
    steps: Option<i64>,
    stages: Vec<Option<Id>>,
}

grown! {
    /// What became of the overall stage.
    pub struct OverallGrowth {
        {}
        {}
    }

    /// What became of a domain.
    pub struct DomainGrowth {
        {
            /// Which domain.
            id: Id,
            /// What it was called in the first round, if something else.
            #[serde(default, skip_serializing_if = "is_absent")]
            was: Option<Id>,
        }
        {
            /// The mean stage number of its answers, where the answers are there.
            #[serde(default, skip_serializing_if = "is_absent")]
            means: Option<Means>,
            /// Its competencies.
            competencies: Vec<CompetencyGrowth>,
        }
    }

    /// What became of a competency.
    pub struct CompetencyGrowth {
        {
            /// Which competency.
            id: Id,
            /// What it was called in the first round, if something else.
            #[serde(default, skip_serializing_if = "is_absent")]
            was: Option<Id>,
        }
        {
            /// The mean stage number of its answers, where the answers are there.
            #[serde(default, skip_serializing_if = "is_absent")]
            means: Option<Means>,
        }
    }
}

document! {
    /// What rose, fell or stayed between the rounds of one subject.
    pub struct Growth {
        /// `cei.growth/1`.
        format: GrowthFormat,
        /// The version of the rule semantics of the last round.
        rules: RulesVersion,
        /// What the last round was rated by.
        rubric: RubricStamp,
        /// What staged the last round.
        policy: PolicyStamp,
        /// Who was assessed.
        #[serde(default, skip_serializing_if = "is_absent")]
        subject: Option<Subject>,
        /// The rounds, in order of time.
        rounds: Vec<GrowthRound>,
        /// What leads from the rubric of earlier rounds to that of the last.
        #[serde(default, skip_serializing_if = "is_absent")]
        crosswalk: Option<CrosswalkRef>,
        /// What differs between the rounds and was allowed to.
        #[serde(default, skip_serializing_if = "is_absent")]
        differs: Vec<Difference> = Default::default(),
        /// How the intervals were made, where there are any.
        #[serde(default, skip_serializing_if = "is_absent")]
        bootstrap: Option<Bootstrap>,
        /// Who answered in the first and in the last round, where the answers are there.
        #[serde(default, skip_serializing_if = "is_absent")]
        turnover: Option<Turnover>,
        /// How many nodes became what.
        counts: ChangeCounts,
        /// What became of the overall stage, where the policy has a rule for it.
        #[serde(default, skip_serializing_if = "is_absent")]
        overall: Option<OverallGrowth>,
        /// The domains of the last round's rubric.
        domains: Vec<DomainGrowth>,
        /// Competencies without a single counterpart, with their stages in the first and in the last round.
        #[serde(default, skip_serializing_if = "is_absent")]
        unmatched: Vec<Unmatched> = Default::default(),
    }

    /// One round.
    pub struct GrowthRound {
        /// Which assessments were counted.
        assessment: AssessmentId,
        /// When.
        #[serde(default, skip_serializing_if = "is_absent")]
        period: Option<Period>,
        /// What it was rated by, where that is not the rubric of the last round.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<RubricStamp>,
        /// What staged it, where that is not the policy of the last round.
        #[serde(default, skip_serializing_if = "is_absent")]
        policy: Option<PolicyStamp>,
    }

    /// Raters of the first and of the last round. A rater is the same where the id is.
    pub struct Turnover {
        /// In both.
        stayed: u64,
        /// Only in the first.
        left: u64,
        /// Only in the last.
        joined: u64,
        /// Answers that name nobody, in both rounds together.
        #[serde(default, skip_serializing_if = "is_absent")]
        anonymous: Option<u64>,
    }

    /// How many nodes became what.
    pub struct ChangeCounts {
        /// Competencies.
        competencies: Changes,
        /// Domains.
        domains: Changes,
    }

    /// How many of each change.
    pub struct Changes {
        /// A later stage.
        rose: u64,
        /// An earlier stage.
        fell: u64,
        /// The same stage.
        stayed: u64,
        /// A stage where there was none.
        new: u64,
        /// No stage where there was one.
        gone: u64,
        /// No stage in either.
        none: u64,
        /// Not the same node in both rounds.
        not_compared: u64,
        /// Hidden in the first round or the last; left out where nothing is.
        #[serde(default, skip_serializing_if = "is_absent")]
        hidden: Option<u64>,
    }

    /// The mean stage number in the first and in the last round. It never decides a stage.
    pub struct Means {
        /// In the first round.
        from: MeanOf,
        /// In the last round.
        to: MeanOf,
        /// The last less the first.
        difference: Statistic,
    }

    /// The mean of some answers.
    pub struct MeanOf {
        /// How many answers have a stage.
        answers: u64,
        /// The mean of their stage numbers; left out where there are none.
        #[serde(default, skip_serializing_if = "is_absent")]
        mean: Option<f64>,
    }

    /// Competencies that were split, merged, dropped or added: no single change can be stated.
    pub struct Unmatched {
        /// Those of the first round's rubric.
        from: Vec<StageOf>,
        /// Those of the last round's rubric.
        to: Vec<StageOf>,
    }

    /// A competency and its stage.
    pub struct StageOf {
        /// Which competency.
        id: Id,
        /// Its stage.
        #[serde(default, skip_serializing_if = "is_absent")]
        stage: Option<Id>,
    }
}

/// One round to compare: its profile, and if they are there, the answers behind it.
#[derive(Clone, Copy, Debug)]
pub struct Round<'a> {
    /// What it was rated by.
    pub rubric: &'a Rubric,
    /// What came of it.
    pub profile: &'a Profile,
    /// The answers of people.
    pub assessment: Option<&'a Assessment>,
}

/// What growth may bridge, and what it adds.
#[derive(Clone, Debug, Default)]
pub struct GrowthOptions<'a> {
    /// What leads from an earlier rubric to that of the last round.
    pub crosswalk: Option<&'a Crosswalk>,
    /// What may differ all the same; the result names it.
    pub allowed: &'a [Difference],
    /// For intervals of the differences of means, where the answers of the first and the last round are there.
    pub bootstrap: Option<&'a Bootstrap>,
}

impl Growth {
    /// What became of one subject between two or more rounds, the earliest first.
    ///
    /// # Errors
    ///
    /// A report of what keeps the rounds from being compared: another subject, structure, rules version or policy that
    /// is not allowed, another scale, rounds that go back in time, answers that are not those of the profile, or a
    /// crosswalk that does not fit. Its paths are those of `{"rounds":[{"profile","assessment","rubric"}],"crosswalk",
    /// "bootstrap"}`.
    pub fn of(rounds: &[Round<'_>], options: &GrowthOptions<'_>) -> Result<Self, Report> {
        let (Some(first), Some(last)) = (rounds.first(), rounds.last().filter(|_| rounds.len() > 1)) else {
            let params = Params::new().with("found", rounds.len() as u64).with("least", 2_u64);
            return Err(Report::of(Code::TooFewItems, "/rounds", params));
        };
        let mut differences = Differences::new(options.allowed);
        if let Some(Err(report)) = options.bootstrap.map(Bootstrap::check) {
            differences.findings.errors_of("/bootstrap", &report);
        }
        let mut bridged = false;
        for (index, round) in rounds.iter().enumerate() {
            comparable(index, round, first, &mut differences);
            bridged |= same_structure(index, round, last, options.crosswalk, &mut differences);
        }
        for (index, (before, after)) in rounds.iter().zip(rounds.iter().skip(1)).enumerate() {
            in_order(index.saturating_add(1), before.profile, after.profile, &mut differences.findings);
        }
        let stages: Vec<Stages> = rounds
            .iter()
            .enumerate()
            .map(|(index, round)| Stages::of(index, round, &mut differences.findings))
            .collect();
        if differences.findings.has_errors() {
            return Err(differences.findings.into_report("").without_positions());
        }
        let alignments: Vec<Alignment> = rounds
            .iter()
            .map(|round| {
                let other = round.rubric.structure() != last.rubric.structure();
                Alignment::new(round.rubric, last.rubric, options.crosswalk.filter(|_| other))
            })
            .collect();
        let comparison = Comparison { rounds, stages: &stages, alignments: &alignments, first, last };
        let answers = BothRounds::of(first, last);
        Ok(comparison.growth(options, &differences, bridged, answers.as_ref()))
    }

    /// Says of nodes only that their change is hidden.
    pub(crate) fn hide(&mut self, is_hidden: impl Fn(&Id, Option<&Id>) -> bool, overall: bool) {
        let mut counts = ChangeCounts { competencies: Changes::NONE, domains: Changes::NONE };
        for domain in &mut self.domains {
            domain.conceal(is_hidden(&domain.id, domain.was.as_ref()));
            counts.domains.count(domain.change);
            for competency in &mut domain.competencies {
                competency.conceal(is_hidden(&competency.id, competency.was.as_ref()));
                counts.competencies.count(competency.change);
            }
        }
        if let Some(node) = &mut self.overall {
            node.conceal(overall);
        }
        self.counts = counts;
    }

    /// Reads a document.
    ///
    /// # Errors
    ///
    /// A report of what is wrong with its form.
    pub fn read(document: impl AsRef<[u8]>) -> Result<Self, Report> {
        read_form(document.as_ref())
    }

    /// As a `cei.growth/1` document.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(self)
    }
}

/// Whether a round is of the same subject, rules and policy as the first, and has the answers of its own profile.
fn comparable(index: usize, round: &Round<'_>, first: &Round<'_>, differences: &mut Differences<'_>) {
    let path = format!("/rounds/{index}/profile");
    same_rubric(round.rubric, round.profile, &path, &mut differences.findings);
    let subject = |round: &Round<'_>| {
        let subject = round.profile.subject.as_ref()?;
        Some((subject.scheme.clone(), subject.id.clone()))
    };
    let (found, expected) = (subject(round), subject(first));
    if found != expected {
        let name = |subject: Option<(Option<Id>, Id)>| subject.map_or_else(|| "-".to_owned(), |(_, id)| id.to_string());
        differences.differs(Difference::Subject, format!("{path}/subject"), &name(found), &name(expected));
    }
    differences.same_terms(&path, round.profile, first.profile);
    if let Some(assessment) = round.assessment {
        if assessment.id.as_str() != round.profile.assessment.as_str() {
            let params =
                Params::new().with("found", assessment.id.as_str()).with("expected", round.profile.assessment.as_str());
            differences.findings.meaning(Code::AssessmentDiffers, format!("/rounds/{index}/assessment/id"), params);
        }
        differences.findings.errors_of(&format!("/rounds/{index}/assessment"), &round.rubric.check(assessment));
    }
}

/// Whether a round can be set beside the last: true if the crosswalk is what makes it so.
fn same_structure(
    index: usize,
    round: &Round<'_>,
    last: &Round<'_>,
    crosswalk: Option<&Crosswalk>,
    differences: &mut Differences<'_>,
) -> bool {
    if round.rubric.structure() == last.rubric.structure() {
        return false;
    }
    let scale = |rubric: &Rubric| {
        let ids: Vec<String> = rubric.document().scale.iter().map(|stage| stage.id.to_string()).collect();
        ids
    };
    if scale(round.rubric) != scale(last.rubric) {
        let params = Params::new().with("found", scale(round.rubric)).with("expected", scale(last.rubric));
        differences.findings.meaning(Code::ScaleDiffers, format!("/rounds/{index}/profile/rubric"), params);
        return false;
    }
    if let Some(crosswalk) = crosswalk {
        differences.findings.errors_of("/crosswalk", &crosswalk.check(round.rubric, last.rubric));
        return true;
    }
    let path = format!("/rounds/{index}/profile/rubric/structure");
    differences.differs(Difference::Structure, path, &named(round.rubric), &named(last.rubric));
    false
}

/// A later round does not begin before an earlier one.
fn in_order(index: usize, before: &Profile, after: &Profile, findings: &mut Findings) {
    let (Some(before), Some(after)) = (&before.period, &after.period) else { return };
    if let Some((from, to)) = before.begins_after(after) {
        let params = Params::new().with("earlier", from).with("later", to);
        findings.meaning(Code::RoundsOutOfOrder, format!("/rounds/{index}/profile/period"), params);
    }
}

/// The stage numbers of one round.
struct Stages {
    overall: Option<u8>,
    /// Whether there is an overall node.
    has_overall: bool,
    domains: Vec<Option<u8>>,
    competencies: Vec<Option<u8>>,
}

impl Stages {
    fn of(index: usize, round: &Round<'_>, findings: &mut Findings) -> Self {
        let Round { rubric, profile, .. } = round;
        let mut number = |stage: Option<&Id>, path: &str| {
            let id = stage?;
            let number = rubric.stage_number(id.as_str());
            if number.is_none() {
                let params = Params::new().with("id", id.as_str());
                findings.meaning(Code::UnknownStage, format!("/rounds/{index}/profile{path}/stage"), params);
            }
            number
        };
        let overall = profile.overall.as_ref().and_then(|node| number(node.stage.as_ref(), "/overall"));
        let mut domains = Vec::new();
        let mut competencies = Vec::new();
        for (domain, node) in profile.domains.iter().enumerate() {
            let path = format!("/domains/{domain}");
            domains.push(number(node.stage.as_ref(), &path));
            for (index, node) in node.competencies.iter().enumerate() {
                competencies.push(number(node.stage.as_ref(), &format!("{path}/competencies/{index}")));
            }
        }
        Self { overall, has_overall: profile.overall.is_some(), domains, competencies }
    }
}

/// The rounds, known to be comparable.
struct Comparison<'a> {
    rounds: &'a [Round<'a>],
    stages: &'a [Stages],
    /// From each round to the last.
    alignments: &'a [Alignment],
    first: &'a Round<'a>,
    last: &'a Round<'a>,
}

impl Comparison<'_> {
    fn growth(
        &self,
        options: &GrowthOptions<'_>,
        differences: &Differences<'_>,
        bridged: bool,
        answers: Option<&BothRounds>,
    ) -> Growth {
        let Round { rubric, profile, .. } = self.last;
        let alignment = self.alignments.first();
        let mut counts = ChangeCounts { competencies: Changes::NONE, domains: Changes::NONE };
        let units: Vec<Range<usize>> =
            (0..rubric.competencies().len()).map(|unit| unit..unit.saturating_add(1)).collect();
        let means = |of: &[Range<usize>]| -> Vec<Option<Means>> {
            let bootstrap = options.bootstrap;
            answers.zip(alignment).map_or_else(Vec::new, |(answers, alignment)| answers.means(alignment, of, bootstrap))
        };
        let (of_units, of_domains) = (means(&units), means(rubric.domain_ranges()));
        let mut domains = Vec::new();
        for (index, (domain, range)) in rubric.document().domains.iter().zip(rubric.domain_ranges()).enumerate() {
            let before = |alignment: &Alignment| alignment.domains.get(index).copied().flatten();
            let was = alignment.and_then(before);
            let grown =
                self.grown(was.is_some(), |alignment, stages| stages.domains.get(before(alignment)?).copied()?);
            counts.domains.count(grown.change);
            let mut node = DomainGrowth::from(grown);
            node.id = domain.id.clone();
            node.was = was.and_then(|was| Some(self.first.rubric.document().domains.get(was)?.id.clone()));
            node.was = node.was.filter(|was| *was != domain.id);
            node.means = of_domains.get(index).cloned().flatten().filter(|_| was.is_some());
            for unit in range.clone() {
                let Some(id) = rubric.competencies().get(unit) else { continue };
                let before = |alignment: &Alignment| alignment.competencies.get(unit).copied().flatten();
                let was = alignment.and_then(before);
                let of =
                    |alignment: &Alignment, stages: &Stages| stages.competencies.get(before(alignment)?).copied()?;
                let grown = self.grown(was.is_some(), of);
                counts.competencies.count(grown.change);
                let mut competency = CompetencyGrowth::from(grown);
                competency.id = id.clone();
                competency.was = was.and_then(|was| self.first.rubric.competencies().get(was)).cloned();
                competency.was = competency.was.filter(|was| was != id);
                competency.means = of_units.get(unit).cloned().flatten().filter(|_| was.is_some());
                node.competencies.push(competency);
            }
            domains.push(node);
        }
        let complete = |alignment: &Alignment| alignment.is_complete(self.first.rubric);
        let overall = self
            .stages
            .iter()
            .any(|stages| stages.has_overall)
            .then(|| OverallGrowth::from(self.grown(alignment.is_some_and(complete), |_, stages| stages.overall)));
        Growth {
            format: GrowthFormat::Format,
            rules: profile.rules,
            rubric: profile.rubric.clone(),
            policy: profile.policy.clone(),
            subject: profile.subject.clone(),
            rounds: self.rounds.iter().map(|round| self.round(round.profile)).collect(),
            crosswalk: options.crosswalk.filter(|_| bridged).map(Crosswalk::reference),
            differs: differences.allowed(),
            bootstrap: options.bootstrap.filter(|_| answers.is_some()).cloned(),
            turnover: answers.map(|answers| answers.turnover.clone()),
            counts,
            overall,
            domains,
            unmatched: alignment.map_or_else(Vec::new, |alignment| self.unmatched(alignment)),
        }
    }

    fn round(&self, profile: &Profile) -> GrowthRound {
        let last = self.last.profile;
        GrowthRound {
            assessment: profile.assessment.clone(),
            period: profile.period.clone(),
            rubric: (profile.rubric != last.rubric).then(|| profile.rubric.clone()),
            policy: (profile.policy != last.policy).then(|| profile.policy.clone()),
        }
    }

    /// What became of a node whose stage number in a round is what `stage` says.
    fn grown(&self, compared: bool, stage: impl Fn(&Alignment, &Stages) -> Option<u8>) -> Grown {
        let numbers: Vec<Option<u8>> =
            self.alignments.iter().zip(self.stages).map(|(alignment, stages)| stage(alignment, stages)).collect();
        let from = numbers.first().copied().flatten();
        let to = numbers.last().copied().flatten();
        let change = match (from, to) {
            _ if !compared => Change::NotCompared,
            (Some(from), Some(to)) if from < to => Change::Rose,
            (Some(from), Some(to)) if from > to => Change::Fell,
            (Some(_), Some(_)) => Change::Stayed,
            (None, Some(_)) => Change::New,
            (Some(_), None) => Change::Gone,
            (None, None) => Change::None,
        };
        let name = |number: Option<u8>| number.and_then(|number| self.last.rubric.stage_id(number)).cloned();
        Grown {
            from: name(from),
            to: name(to),
            change,
            steps: from.zip(to).filter(|_| compared).map(|(from, to)| i64::from(to).saturating_sub(i64::from(from))),
            stages: if numbers.len() > 2 { numbers.into_iter().map(name).collect() } else { Vec::new() },
        }
    }

    fn unmatched(&self, alignment: &Alignment) -> Vec<Unmatched> {
        let side = |round: &Round<'_>, stages: Option<&Stages>, competencies: &[usize]| -> Vec<StageOf> {
            let of = |index: &usize| {
                let number = stages.and_then(|stages| stages.competencies.get(*index).copied().flatten());
                let stage = number.and_then(|number| round.rubric.stage_id(number)).cloned();
                Some(StageOf { id: round.rubric.competencies().get(*index)?.clone(), stage })
            };
            competencies.iter().filter_map(of).collect()
        };
        let part = |(from, to): &(Vec<usize>, Vec<usize>)| Unmatched {
            from: side(self.first, self.stages.first(), from),
            to: side(self.last, self.stages.last(), to),
        };
        alignment.unmatched.iter().map(part).collect()
    }
}

impl Changes {
    const NONE: Self = Self { rose: 0, fell: 0, stayed: 0, new: 0, gone: 0, none: 0, not_compared: 0, hidden: None };

    fn count(&mut self, change: Change) {
        let count = match change {
            Change::Rose => &mut self.rose,
            Change::Fell => &mut self.fell,
            Change::Stayed => &mut self.stayed,
            Change::New => &mut self.new,
            Change::Gone => &mut self.gone,
            Change::None => &mut self.none,
            Change::NotCompared => &mut self.not_compared,
            Change::Hidden => self.hidden.get_or_insert_default(),
        };
        *count = count.saturating_add(1);
    }
}

/// The answers of the first and the last round.
struct BothRounds {
    turnover: Turnover,
    k: usize,
    /// Competencies of the first rubric, and of the last.
    units: (usize, usize),
    /// Person by person: answers of the first round, then of the last, whose units come after those of the first.
    people: Vec<Answers>,
}

impl BothRounds {
    fn of(first: &Round<'_>, last: &Round<'_>) -> Option<Self> {
        let (before, after) = (first.assessment?, last.assessment?);
        let named = |assessment: &Assessment| -> HashSet<Id> {
            assessment.ratings.iter().filter_map(|rating| rating.rater.clone()).collect()
        };
        let anonymous =
            |assessment: &Assessment| assessment.ratings.iter().filter(|rating| rating.rater.is_none()).count() as u64;
        let (early, late) = (named(before), named(after));
        let stayed = early.intersection(&late).count() as u64;
        let turnover = Turnover {
            stayed,
            left: (early.len() as u64).saturating_sub(stayed),
            joined: (late.len() as u64).saturating_sub(stayed),
            anonymous: Some(anonymous(before).saturating_add(anonymous(after))).filter(|answers| *answers > 0),
        };
        let units = (first.rubric.competencies().len(), last.rubric.competencies().len());
        let mut people: Vec<Answers> = Vec::new();
        let mut places: HashMap<Id, usize> = HashMap::new();
        for (before, voices) in [(0, voices(first.rubric, before)), (units.0, voices(last.rubric, after))] {
            for Voice { rater, answers, .. } in voices {
                let place = rater.and_then(|rater| places.get(rater).copied()).unwrap_or_else(|| {
                    people.push(Answers::new());
                    let place = people.len().saturating_sub(1);
                    places.extend(rater.map(|rater| (rater.clone(), place)));
                    place
                });
                let answers = answers.into_iter().map(|(unit, stage)| (unit.saturating_add(before), stage));
                people.get_mut(place).into_iter().for_each(|own| own.extend(answers.clone()));
            }
        }
        sort_people(&mut people);
        Some(Self { turnover, k: usize::from(last.rubric.stages()), units, people })
    }

    /// The means of some ranges of competencies of the last round, and of what they were in the first.
    fn means(&self, alignment: &Alignment, of: &[Range<usize>], bootstrap: Option<&Bootstrap>) -> Vec<Option<Means>> {
        let column =
            |unit: usize, stage: u8| unit.saturating_mul(self.k).saturating_add(usize::from(stage.saturating_sub(1)));
        let columns = |answers: &Answers| {
            let columns: Vec<usize> = answers.iter().map(|(unit, stage)| column(*unit, *stage)).collect();
            columns.into_iter()
        };
        let width = self.units.0.saturating_add(self.units.1).saturating_mul(self.k);
        let rows = Rows::new(self.people.iter().map(columns), width);
        let mut room = rows.room();
        let all: Vec<u32> = (0_u32..).take(self.people.len()).collect();
        let mean = |counts: &[u32], units: &mut dyn Iterator<Item = usize>| -> (u64, u64) {
            let (mut answers, mut sum) = (0_u64, 0_u64);
            for unit in units {
                let start = column(unit, 1);
                let counts = counts.get(start..start.saturating_add(self.k)).unwrap_or_default();
                for (stage, count) in (1_u64..).zip(counts) {
                    answers = answers.saturating_add(u64::from(*count));
                    sum = sum.saturating_add(stage.saturating_mul(u64::from(*count)));
                }
            }
            (answers, sum)
        };
        let both = |counts: &[u32], range: &Range<usize>| {
            let mut before = range.clone().filter_map(|unit| alignment.competencies.get(unit).copied().flatten());
            let mut after = range.clone().map(|unit| unit.saturating_add(self.units.0));
            (mean(counts, &mut before), mean(counts, &mut after))
        };
        let of_mean = |(answers, sum): (u64, u64)| (answers > 0).then(|| sum as f64 / answers as f64);
        let difference = |((from, to), (before, after))| Some(of_mean((before, after))? - of_mean((from, to))?);
        let counts = rows.sum(&all, &mut room).to_vec();
        let mut resampled: Vec<Vec<f64>> = vec![Vec::new(); of.len()];
        if let Some(bootstrap) = bootstrap {
            rows.resample(bootstrap, |drawn| {
                let counts = rows.sum(drawn, &mut room);
                for (values, range) in resampled.iter_mut().zip(of) {
                    values.extend(difference(both(counts, range)));
                }
            });
        }
        let statistic = |(range, values): (&Range<usize>, &mut Vec<f64>)| {
            let (from, to) = both(&counts, range);
            let value = difference((from, to)).ok_or(Undefined::NoAnswers);
            Some(Means {
                from: MeanOf { answers: from.0, mean: of_mean(from) },
                to: MeanOf { answers: to.0, mean: of_mean(to) },
                difference: Statistic::with_interval(value, bootstrap, values),
            })
        };
        of.iter().zip(&mut resampled).map(statistic).collect()
    }
}
