//! Lenses: any grouping of competencies, the rubric's or the user's own, and a profile read through it.

use super::shared::competencies;
use super::{Checked, api};
use crate::assessment::check::stage;
use crate::assessment::{Period, Subject};
use crate::diagnostic::{Code, Findings, Params, Report};
use crate::policy::{Policy, PolicyStamp};
use crate::reading::{document, tag};
use crate::rubric::{Basis, Lens, LensPart, Rubric, RubricRef, RubricStamp, unique};
use crate::staging::{Because, CompetencyProfile, Next, Profile, Rules, RulesVersion, Saying, Status, nodes};
use crate::values::{AssessmentId, Extensions, Id, LanguageTag, Text, is_absent};
use crate::voices::{Crosswalk, CrosswalkRef, same_rubric};

tag! {
    /// The `format` of a lens.
    pub struct LensFormat = "cei.lens/1"
}

tag! {
    /// The `format` of a reading.
    pub struct ReadingFormat = "cei.reading/1"
}

fn user() -> Basis {
    Basis::User
}

document! {
    /// A lens of the user's own.
    pub struct LensDocument {
        /// `cei.lens/1`.
        format: LensFormat,
        /// Which lens.
        id: Id,
        /// The language of texts that are plain strings.
        #[serde(default)]
        language: LanguageTag = LanguageTag::english(),
        /// The rubric whose competencies it groups.
        rubric: RubricRef,
        /// Its name.
        title: Text,
        /// What it is.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
        /// Who decided which competencies belong to its parts.
        #[serde(default = "user")]
        basis: Basis = user(),
        /// Where it comes from.
        #[serde(default, skip_serializing_if = "is_absent")]
        citation: Option<Text>,
        /// Its parts, in order.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 10000)))]
        parts: Vec<LensPart>,
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// A profile, read through a lens.
    pub struct Reading {
        /// `cei.reading/1`.
        format: ReadingFormat,
        /// The version of the rule semantics.
        rules: RulesVersion,
        /// What was rated by.
        rubric: RubricStamp,
        /// What staged it.
        policy: PolicyStamp,
        /// Which assessments were counted.
        assessment: AssessmentId,
        /// Who was assessed.
        #[serde(default, skip_serializing_if = "is_absent")]
        subject: Option<Subject>,
        /// When.
        #[serde(default, skip_serializing_if = "is_absent")]
        period: Option<Period>,
        /// The lens.
        lens: ReadingLens,
        /// What led from the lens's rubric to that of the profile.
        #[serde(default, skip_serializing_if = "is_absent")]
        crosswalk: Option<CrosswalkRef>,
        /// Its parts, in order.
        parts: Vec<PartReading>,
    }

    /// The lens of a reading.
    pub struct ReadingLens {
        /// Which.
        id: Id,
        /// Its name.
        title: Text,
        /// Who decided which competencies belong to its parts.
        basis: Basis,
        /// Where it comes from.
        #[serde(default, skip_serializing_if = "is_absent")]
        citation: Option<Text>,
    }

    /// One part of a lens, as the profile shows it.
    pub struct PartReading {
        /// Which part.
        id: Id,
        /// Its name.
        title: Text,
        /// Why these competencies.
        #[serde(default, skip_serializing_if = "is_absent")]
        reason: Option<Text>,
        /// The competencies it is read from, as they stand in the profile.
        #[serde(default, skip_serializing_if = "is_absent")]
        competencies: Vec<CompetencyReading> = Default::default(),
        /// Competencies of the lens that have no counterpart in the profile's rubric.
        #[serde(default, skip_serializing_if = "is_absent")]
        unmatched: Vec<Id> = Default::default(),
        /// What is said of them together, by the policy's rule for a domain.
        #[serde(default, skip_serializing_if = "is_absent")]
        node: Option<PartNode>,
        /// For a part that stands for a stage of the scale: what stands there.
        #[serde(default, skip_serializing_if = "is_absent")]
        at: Option<AtStage>,
    }

    /// A competency of a part.
    pub struct CompetencyReading {
        /// Which.
        id: Id,
        /// Whether it has a stage.
        status: Status,
        /// The stage.
        #[serde(default, skip_serializing_if = "is_absent")]
        stage: Option<Id>,
    }

    /// What stands at one stage.
    pub struct AtStage {
        /// Which stage.
        stage: Id,
        /// The domains that stand there.
        #[serde(default, skip_serializing_if = "is_absent")]
        domains: Vec<Id> = Default::default(),
        /// The competencies that stand there.
        #[serde(default, skip_serializing_if = "is_absent")]
        competencies: Vec<Id> = Default::default(),
    }
}

nodes! {
    /// What is said of the competencies of a part together.
    pub struct PartNode {
        {}
        {}
    }
}

api!(LensDocument, "cei.lens/1");

impl Checked for LensDocument {
    fn rubric(&self) -> Option<&RubricRef> {
        Some(&self.rubric)
    }

    fn check(&self, rubric: &Rubric, findings: &mut Findings) {
        if self.parts.is_empty() {
            let params = Params::new().with("found", 0_u64).with("least", 1_u64);
            findings.meaning(Code::TooFewItems, "/parts".to_owned(), params);
        }
        unique(findings, "/parts", self.parts.iter().map(|part| &part.id));
        for (index, part) in self.parts.iter().enumerate() {
            competencies(&part.competencies, rubric, &format!("/parts/{index}/competencies"), findings);
            if let Some(id) = &part.stage {
                stage(id, rubric, || format!("/parts/{index}/stage"), findings);
            }
        }
    }
}

impl From<&LensDocument> for Lens {
    fn from(document: &LensDocument) -> Self {
        let LensDocument { id, title, text, basis, citation, parts, .. } = document.clone();
        Self { id, title, text, basis, citation, parts }
    }
}

impl Profile {
    /// Reads the profile through a lens of its own rubric.
    ///
    /// Each part has what the profile says of it. A part that stands for a stage lists what stands there.
    ///
    /// # Errors
    ///
    /// A report where the profile was not staged by this rubric (`/profile`), or the rubric has no such lens (`/lens`).
    pub fn through(&self, rubric: &Rubric, lens: &str) -> Result<Reading, Report> {
        let mut findings = Findings::default();
        same_rubric(rubric, self, "/profile", &mut findings);
        let lenses = &rubric.document().lenses;
        let found = lenses.iter().find(|one| one.id.as_str() == lens);
        if found.is_none() {
            let params = Params::new().with("id", lens);
            let params = findings.suggest(params, lens, lenses.iter().map(|one| one.id.as_str()));
            findings.meaning(Code::UnknownLens, "/lens".to_owned(), params);
        }
        let Some(lens) = found.filter(|_| !findings.has_errors()) else {
            return Err(findings.into_report("").without_positions());
        };
        let own = self.lenses.iter().find(|one| one.id == lens.id);
        let node = |part: &LensPart, _: &[&CompetencyProfile]| {
            let found = own?.parts.iter().find(|one| one.id == part.id)?;
            Some(PartNode {
                status: found.status,
                stage: found.stage.clone(),
                range: found.range.clone(),
                because: found.because.clone(),
                next: found.next.clone(),
                held_by: found.held_by.clone(),
            })
        };
        Ok(self.reading(lens, None, &node))
    }

    /// Reads the profile through any lens: its parts are staged by the policy's rule for a domain, without foundation.
    ///
    /// A lens for another rubric needs a crosswalk between the two, in either direction. What missing answers could make
    /// of a part is not said, since that depends on the answers; a lens that stands in the rubric itself has it.
    ///
    /// # Errors
    ///
    /// A report where the profile was not staged by this rubric (`/profile`); where the lens names competencies that its
    /// rubric does not have (`/lens`), or another rubric and no crosswalk that leads here (`/crosswalk`); where the
    /// policy is not the profile's (`/policy`), or is not given and not built in.
    pub fn through_own(
        &self,
        rubric: &Rubric,
        lens: &LensDocument,
        crosswalk: Option<&Crosswalk>,
        policy: Option<&Policy>,
    ) -> Result<Reading, Report> {
        let mut findings = Findings::default();
        same_rubric(rubric, self, "/profile", &mut findings);
        let bridge = if rubric.is_named_by(&lens.rubric) {
            findings.part("/lens", |findings| lens.check(rubric, findings));
            None
        } else {
            let bridge = crosswalk.and_then(|crosswalk| Bridge::new(crosswalk, &lens.rubric, &rubric.reference()));
            if bridge.is_none() {
                let name = |named: &RubricRef| format!("{} {}", named.id, named.version);
                let params =
                    Params::new().with("found", name(&lens.rubric)).with("expected", name(&rubric.reference()));
                findings.meaning(Code::RubricMismatch, "/lens/rubric".to_owned(), params);
            }
            bridge
        };
        let rules = self.rules_of(rubric, policy, &mut findings);
        let Some(rules) = rules.filter(|_| !findings.has_errors()) else {
            return Err(findings.into_report("").without_positions());
        };
        let node = |_: &LensPart, members: &[&CompetencyProfile]| -> Option<PartNode> {
            let members: Vec<(&Id, Status, Option<u8>)> = members
                .iter()
                .map(|one| (&one.id, one.status, one.stage.as_ref().and_then(|id| rubric.stage_number(id.as_str()))))
                .collect();
            (!members.is_empty()).then(|| PartNode::from(rules.together(&members)))
        };
        Ok(self.reading(&Lens::from(lens), bridge.as_ref(), &node))
    }

    /// The rules that staged this profile.
    fn rules_of(&self, rubric: &Rubric, policy: Option<&Policy>, findings: &mut Findings) -> Option<Rules> {
        let name = |id: &Id, version: &Id| format!("{id} {version}");
        let expected = name(&self.policy.id, &self.policy.version);
        if let Some(policy) = policy.filter(|policy| policy.stamp() != self.policy) {
            let found = policy.stamp();
            let params = Params::new().with("found", name(&found.id, &found.version)).with("expected", expected);
            findings.meaning(Code::PolicyDiffers, "/policy".to_owned(), params);
            return None;
        }
        let built_in = || Policy::built_in(self.policy.id.as_str()).filter(|built_in| built_in.stamp() == self.policy);
        let Some(policy) = policy.cloned().or_else(built_in) else {
            findings.meaning(Code::PolicyNeeded, "/profile/policy".to_owned(), Params::new().with("id", expected));
            return None;
        };
        policy.compile(rubric).ok()
    }

    fn reading(
        &self,
        lens: &Lens,
        bridge: Option<&Bridge<'_>>,
        node: &dyn Fn(&LensPart, &[&CompetencyProfile]) -> Option<PartNode>,
    ) -> Reading {
        let all: Vec<&CompetencyProfile> = self.domains.iter().flat_map(|domain| &domain.competencies).collect();
        let parts = lens.parts.iter().map(|part| {
            let (mut ids, mut unmatched) = (Vec::new(), Vec::new());
            for id in &part.competencies {
                match bridge.map_or_else(|| vec![id.clone()], |bridge| bridge.across(id)) {
                    across if across.is_empty() => unmatched.push(id.clone()),
                    across => ids.extend(across),
                }
            }
            // In the order of the rubric, each once: parts that were merged come together.
            let members: Vec<&CompetencyProfile> = all.iter().copied().filter(|one| ids.contains(&one.id)).collect();
            unmatched.extend(
                ids.into_iter().filter(|id| bridge.is_some() && !members.iter().any(|member| member.id == *id)),
            );
            PartReading {
                id: part.id.clone(),
                title: part.title.clone(),
                reason: part.reason.clone(),
                node: node(part, &members),
                competencies: members.into_iter().map(CompetencyReading::of).collect(),
                unmatched,
                at: part.stage.as_ref().map(|stage| self.at(stage)),
            }
        });
        Reading {
            format: ReadingFormat::Format,
            rules: self.rules,
            rubric: self.rubric.clone(),
            policy: self.policy.clone(),
            assessment: self.assessment.clone(),
            subject: self.subject.clone(),
            period: self.period.clone(),
            lens: ReadingLens {
                id: lens.id.clone(),
                title: lens.title.clone(),
                basis: lens.basis,
                citation: lens.citation.clone(),
            },
            crosswalk: bridge.map(|bridge| bridge.crosswalk.reference()),
            parts: parts.collect(),
        }
    }

    fn at(&self, stage: &Id) -> AtStage {
        let stands = |found: &Option<Id>| found.as_ref() == Some(stage);
        let competencies = self.domains.iter().flat_map(|domain| &domain.competencies);
        AtStage {
            stage: stage.clone(),
            domains: self.domains.iter().filter(|one| stands(&one.stage)).map(|one| one.id.clone()).collect(),
            competencies: competencies.filter(|one| stands(&one.stage)).map(|one| one.id.clone()).collect(),
        }
    }
}

impl CompetencyReading {
    fn of(competency: &CompetencyProfile) -> Self {
        Self { id: competency.id.clone(), status: competency.status, stage: competency.stage.clone() }
    }
}

impl Reading {
    /// As a `cei.reading/1` document.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::reading::to_json(self)
    }
}

/// A crosswalk, walked from the lens's rubric to the profile's.
struct Bridge<'a> {
    crosswalk: &'a Crosswalk,
    backwards: bool,
}

impl<'a> Bridge<'a> {
    fn new(crosswalk: &'a Crosswalk, lens: &RubricRef, profile: &RubricRef) -> Option<Self> {
        let document = crosswalk.document();
        let forwards = document.from == *lens && document.to == *profile;
        let backwards = document.to == *lens && document.from == *profile;
        (forwards || backwards).then_some(Self { crosswalk, backwards })
    }

    /// What a competency of the lens's rubric is in the profile's. One that the crosswalk does not name is the same.
    fn across(&self, id: &Id) -> Vec<Id> {
        let sides = |part: &'a crate::voices::Correspondence| {
            if self.backwards { (&part.to, &part.from) } else { (&part.from, &part.to) }
        };
        let mut map = self.crosswalk.document().map.iter().map(sides);
        map.find(|(from, _)| from.contains(id)).map_or_else(|| vec![id.clone()], |(_, to)| to.clone())
    }
}
