//! The policy: how ratings become stages. Named, versioned, digested; compiled against a rubric into [`Rules`].

use crate::diagnostic::{Anchor, Code, Findings, Params, Report};
use crate::reading::{Source, choice, document, tag, to_json};
use crate::rubric::{Rubric, normal_form};
use crate::staging::{Rules, rule};
use crate::values::{Count, Cutoffs, Digest, Extensions, Id, LanguageTag, Share, Text, digest_of, is_absent};

tag! {
    /// The `format` of a policy.
    pub struct PolicyFormat = "cei.policy/1"
}

choice! {
    /// How a rule turns votes into a stage.
    pub enum By {
        /// The highest stage that enough votes have reached.
        Reach = "reach",
        /// The share of the most points possible.
        Points = "points",
    }

    /// What a recorded decision is worth.
    pub enum Decide {
        /// It is the competency's stage.
        Prefer = "prefer",
        /// Nothing.
        Ignore = "ignore",
        /// It is the competency's stage, and without one there is none.
        Require = "require",
    }

    /// What a check does.
    pub enum Effect {
        /// It leaves a note.
        Note = "note",
        /// It leaves a note and holds the stage down.
        Hold = "hold",
    }
}

fn any() -> Share {
    Share::Any
}

fn one() -> Count {
    Count::new(1).unwrap_or_default()
}

fn prefer() -> Decide {
    Decide::Prefer
}

fn top() -> Id {
    Id::new("top").unwrap_or_else(Id::unreadable)
}

fn note() -> Effect {
    Effect::Note
}

document! {
    /// How ratings become stages.
    pub struct PolicyDocument {
        /// `cei.policy/1`.
        format: PolicyFormat,
        /// Which policy.
        id: Id,
        /// Which version of it.
        version: Id,
        /// The language of texts that are plain strings.
        #[serde(default)]
        language: LanguageTag = LanguageTag::english(),
        /// Its name.
        #[serde(default, skip_serializing_if = "is_absent")]
        title: Option<Text>,
        /// What it does, in words.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
        /// Where it comes from.
        #[serde(default, skip_serializing_if = "is_absent")]
        citation: Option<Text>,
        /// From the raters of a group to the group.
        raters: Rule,
        /// From the groups to the competency.
        groups: Rule,
        /// From the competencies to the domain, and to the part of a lens.
        domain: Rule,
        /// From the domains to one overall stage; without it there is none.
        #[serde(default, skip_serializing_if = "is_absent")]
        overall: Option<Rule>,
        /// What a recorded decision is worth.
        #[serde(default = "prefer")]
        decision: Decide = prefer(),
        /// What a high stage has to be backed by; without it there is no such check.
        #[serde(default, skip_serializing_if = "is_absent")]
        evidence: Option<EvidenceCheck>,
        /// How far a domain may be ahead of those it builds on; without it there is no such check.
        #[serde(default, skip_serializing_if = "is_absent")]
        foundation: Option<FoundationCheck>,
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// Turns the stages of some members into one.
    #[cfg_attr(feature = "schema", schemars(transform = crate::schema::share_or_cutoffs))]
    pub struct Rule {
        /// Which kind of rule.
        by: By,
        /// For `reach`: how many of the votes have to have reached a stage.
        #[serde(default, skip_serializing_if = "is_absent")]
        share: Option<Share>,
        /// For `points`: where each stage above the lowest begins.
        #[serde(default, skip_serializing_if = "is_absent")]
        cutoffs: Option<Cutoffs>,
        /// How many stages above the lowest vote the result may be.
        #[serde(default, skip_serializing_if = "is_absent")]
        within: Option<Count>,
        /// How many of the members have to have a stage.
        #[serde(default = "any")]
        coverage: Share = any(),
        /// How many votes there have to be at least.
        #[serde(default = "one")]
        min: Count = one(),
    }

    /// What a high stage has to be backed by.
    pub struct EvidenceCheck {
        /// The stage from which on it is asked for; `top` is the highest.
        #[serde(default = "top")]
        from: Id = top(),
        /// How many items at least.
        #[serde(default = "one")]
        items: Count = one(),
        /// From how many groups at least.
        #[serde(default)]
        groups: Count = Default::default(),
        /// What follows.
        #[serde(default = "note")]
        effect: Effect = note(),
    }

    /// How far a domain may be ahead of those it builds on.
    pub struct FoundationCheck {
        /// How many stages.
        #[serde(default = "one")]
        ahead: Count = one(),
        /// What follows.
        #[serde(default = "note")]
        effect: Effect = note(),
    }

    /// Names a policy by what is in it.
    pub struct PolicyStamp {
        /// Which policy.
        id: Id,
        /// Which version.
        version: Id,
        /// Digest of all of it.
        digest: Digest,
    }
}

/// A policy whose form is right. What it means depends on the rubric: see [`Policy::compile`].
#[derive(Clone, Debug, PartialEq)]
pub struct Policy(PolicyDocument);

/// The built-in policies: name and document.
const BUILT_IN: [(&str, &str); 3] = [
    ("cei-default", include_str!("../data/policies/cei-default.json")),
    ("cei-every-voice", include_str!("../data/policies/cei-every-voice.json")),
    ("mean", include_str!("../data/policies/mean.json")),
];

impl Policy {
    /// The names of the built-in policies.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// The built-in policy of that name.
    #[must_use]
    pub fn built_in(name: &str) -> Option<Self> {
        let (_, text) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
        Self::parse(text).ok()
    }

    /// Reads a policy document.
    ///
    /// # Errors
    ///
    /// A report of all the problems that can be seen without a rubric.
    pub fn parse(document: impl AsRef<[u8]>) -> Result<Self, Report> {
        Self::read(document.as_ref(), None).0
    }

    /// As [`Policy::parse`], with what the rubric has to say, if there is one.
    pub(crate) fn read(document: &[u8], rubric: Option<&Rubric>) -> (Result<Self, Report>, Report) {
        let read = Source::new(document).and_then(|source| source.read::<PolicyDocument>().map(|read| (source, read)));
        let (source, (document, mut findings)) = match read {
            Ok(read) => read,
            Err(report) => return (Err(report.clone()), report),
        };
        check_alone(&document, &mut findings);
        if let Some(rubric) = rubric {
            check_against(&document, rubric, &mut findings);
        }
        let failed = findings.has_errors();
        let report = findings.into_report(source.text());
        let policy = if failed { Err(report.clone()) } else { Ok(Self(document)) };
        (policy, report)
    }

    /// Checks a policy built in memory.
    ///
    /// # Errors
    ///
    /// A report of all the problems that can be seen without a rubric.
    pub fn new(document: PolicyDocument) -> Result<Self, Report> {
        let mut findings = Findings::default();
        check_alone(&document, &mut findings);
        if findings.has_errors() {
            return Err(findings.into_report(&to_json(&document)).without_positions());
        }
        Ok(Self(document))
    }

    /// The rules of this policy for that rubric: what everything is staged by.
    ///
    /// # Errors
    ///
    /// A report of what does not fit the rubric, such as a stage that it does not have.
    pub fn compile(&self, rubric: &Rubric) -> Result<Rules, Report> {
        let mut findings = Findings::default();
        check_against(&self.0, rubric, &mut findings);
        if findings.has_errors() {
            return Err(findings.into_report(&self.to_json()).without_positions());
        }
        Ok(Rules::new(self.clone(), rubric.clone()))
    }

    /// From a part of another document, for `rubric`.
    pub(crate) fn of_part(
        document: &PolicyDocument,
        rubric: &Rubric,
        path: &str,
        findings: &mut Findings,
    ) -> Option<Rules> {
        let check = |findings: &mut Findings| {
            check_alone(document, findings);
            check_against(document, rubric, findings);
        };
        findings.part(path, check)?;
        Some(Rules::new(Self(document.clone()), rubric.clone()))
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &PolicyDocument {
        &self.0
    }

    /// As a `cei.policy/1` document, with every default written.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(&self.0)
    }

    /// Digest of the whole document: SPEC 3.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut value = serde_json::to_value(&self.0).unwrap_or_default();
        normal_form(&mut value, self.0.language.as_str());
        digest_of(&value)
    }

    pub(crate) fn stamp(&self) -> PolicyStamp {
        PolicyStamp { id: self.0.id.clone(), version: self.0.version.clone(), digest: self.digest() }
    }
}

impl PolicyDocument {
    /// The rules it has, by the field they stand in.
    pub(crate) fn rules(&self) -> impl Iterator<Item = (&'static str, &Rule)> {
        [
            ("raters", Some(&self.raters)),
            ("groups", Some(&self.groups)),
            ("domain", Some(&self.domain)),
            ("overall", self.overall.as_ref()),
        ]
        .into_iter()
        .filter_map(|(name, rule)| rule.map(|rule| (name, rule)))
    }
}

/// What can be seen without a rubric: the fields a kind of rule needs, cutoffs that do not decrease.
fn check_alone(policy: &PolicyDocument, findings: &mut Findings) {
    for (name, rule) in policy.rules() {
        let (needs, other, has, has_other) = match rule.by {
            By::Reach => ("share", "cutoffs", rule.share.is_some(), rule.cutoffs.is_some()),
            By::Points => ("cutoffs", "share", rule.cutoffs.is_some(), rule.share.is_some()),
        };
        if !has {
            findings.meaning(Code::MissingField, format!("/{name}"), Params::new().with("field", needs));
        }
        if has_other {
            let params = Params::new().with("field", other);
            findings.meaning_at(Anchor::Key, Code::UnknownField, format!("/{name}/{other}"), params);
        }
        if let Some(Cutoffs::At(shares)) = &rule.cutoffs {
            for (index, (before, after)) in shares.iter().zip(shares.iter().skip(1)).enumerate() {
                if rule::below(*after, *before) {
                    let path = format!("/{name}/cutoffs/{}", index.saturating_add(1));
                    let params = Params::new().with("value", after.to_string()).with("previous", before.to_string());
                    findings.meaning(Code::CutoffsDecrease, path, params);
                }
            }
        }
    }
}

/// What only fits some rubrics: the number of cutoffs, stages that exist.
fn check_against(policy: &PolicyDocument, rubric: &Rubric, findings: &mut Findings) {
    let highest = u64::from(rubric.stages()).saturating_sub(1);
    let in_range = |findings: &mut Findings, path: String, value: Count| {
        if value.get() > highest {
            let params = Params::new().with("value", value.get()).with("low", 0_u64).with("high", highest);
            findings.meaning(Code::OutOfRange, path, params);
        }
    };
    for (name, rule) in policy.rules() {
        if let Some(within) = rule.within {
            in_range(findings, format!("/{name}/within"), within);
        }
        if let Some(Cutoffs::At(shares)) = &rule.cutoffs
            && shares.len() as u64 != highest
        {
            let params = Params::new().with("found", shares.len() as u64).with("expected", highest);
            findings.meaning(Code::CutoffCount, format!("/{name}/cutoffs"), params);
        }
    }
    if let Some(evidence) = &policy.evidence
        && evidence.from.as_str() != "top"
    {
        let id = evidence.from.as_str();
        let path = "/evidence/from".to_owned();
        match rubric.stage_number(id) {
            Some(1) => findings.meaning(Code::LowestStage, path, Params::new().with("id", id)),
            Some(_) => {}
            None if evidence.from.is_unreadable() => {}
            None => {
                let stages = rubric.document().scale.iter().map(|stage| stage.id.as_str()).chain(["top"]);
                let params = findings.suggest(Params::new().with("id", id), id, stages);
                findings.meaning(Code::UnknownStage, path, params);
            }
        }
    }
    if let Some(foundation) = &policy.foundation {
        in_range(findings, "/foundation/ahead".to_owned(), foundation.ahead);
    }
}
