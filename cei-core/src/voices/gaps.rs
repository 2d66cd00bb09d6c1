//! Where groups see the same competency differently, what to talk about first on top.

use super::read_form;
use crate::assessment::{Period, Subject};
use crate::diagnostic::{Code, Findings, Params, Report};
use crate::policy::PolicyStamp;
use crate::reading::{document, tag, to_json};
use crate::rubric::{Rubric, RubricStamp};
use crate::staging::{GroupProfile, Profile, RulesVersion};
use crate::values::order::{sort_by, sort_by_key};
use crate::values::{AssessmentId, Id, is_absent};

tag! {
    /// The `format` of gaps.
    pub struct GapsFormat = "cei.gaps/1"
}

document! {
    /// Every pair of groups that answered a competency: how far apart they are.
    pub struct Gaps {
        /// `cei.gaps/1`.
        format: GapsFormat,
        /// The version of the rule semantics.
        rules: RulesVersion,
        /// What was rated by.
        rubric: RubricStamp,
        /// What staged the groups.
        policy: PolicyStamp,
        /// Which assessments were counted.
        assessment: AssessmentId,
        /// Who was assessed.
        #[serde(default, skip_serializing_if = "is_absent")]
        subject: Option<Subject>,
        /// When.
        #[serde(default, skip_serializing_if = "is_absent")]
        period: Option<Period>,
        /// The widest first: by difference of stages, then by delta, then in rubric order.
        gaps: Vec<Gap>,
    }

    /// Two groups and one competency.
    pub struct Gap {
        /// Which competency.
        competency: Id,
        /// The group that comes first in the rubric.
        first: GapSide,
        /// The other one.
        second: GapSide,
        /// The first group's stage number less the second's; left out where one of them has no stage.
        #[serde(default, skip_serializing_if = "is_absent")]
        difference: Option<i64>,
        /// Cliff's delta: how much more often an answer of the first group is above one of the second than below.
        delta: f64,
    }

    /// One group of a pair.
    pub struct GapSide {
        /// Which group.
        group: Id,
        /// Its own stage under the policy.
        #[serde(default, skip_serializing_if = "is_absent")]
        stage: Option<Id>,
        /// How many answers of it have a stage.
        answers: u64,
    }
}

impl Gaps {
    /// The gaps of a profile.
    ///
    /// # Errors
    ///
    /// A report if the profile is not of that rubric.
    pub fn of(rubric: &Rubric, profile: &Profile) -> Result<Self, Report> {
        Self::of_voices(rubric, profile, |group| rubric.group_index(group.as_str()))
    }

    /// The gaps between rows that are in the order that `place` gives; it knows no others.
    pub(crate) fn of_voices(
        rubric: &Rubric,
        profile: &Profile,
        place: impl Fn(&Id) -> Option<usize>,
    ) -> Result<Self, Report> {
        let mut findings = Findings::default();
        super::compare::same_rubric(rubric, profile, "", &mut findings);
        let mut gaps = Vec::new();
        let competencies = profile.domains.iter().enumerate().flat_map(|(domain, profile)| {
            let path = move |competency| format!("/domains/{domain}/competencies/{competency}");
            profile.competencies.iter().enumerate().map(move |(index, competency)| (path(index), competency))
        });
        for (path, competency) in competencies {
            let mut voices: Vec<(usize, &GroupProfile)> = Vec::new();
            for (index, voice) in competency.groups.iter().enumerate() {
                match place(&voice.group) {
                    Some(group) if answers(voice) > 0 => voices.push((group, voice)),
                    Some(_) => {}
                    None => {
                        let id = voice.group.as_str();
                        let known = rubric.groups().iter().map(Id::as_str);
                        let params = findings.suggest(Params::new().with("id", id), id, known);
                        findings.meaning(Code::UnknownGroup, format!("{path}/groups/{index}/group"), params);
                    }
                }
            }
            sort_by_key(&mut voices, |(group, _)| *group);
            for (index, (_, first)) in voices.iter().enumerate() {
                let others = voices.iter().skip(index.saturating_add(1));
                gaps.extend(others.map(|(_, second)| gap(rubric, &competency.id, first, second)));
            }
        }
        if findings.has_errors() {
            return Err(findings.into_report("").without_positions());
        }
        // The sort is stable: what is equally wide stays in rubric order.
        sort_by(&mut gaps, |a, b| {
            let stages = |gap: &Gap| gap.difference.unwrap_or_default().unsigned_abs();
            stages(b).cmp(&stages(a)).then(b.delta.abs().total_cmp(&a.delta.abs()))
        });
        Ok(Self {
            format: GapsFormat::Format,
            rules: profile.rules,
            rubric: profile.rubric.clone(),
            policy: profile.policy.clone(),
            assessment: profile.assessment.clone(),
            subject: profile.subject.clone(),
            period: profile.period.clone(),
            gaps,
        })
    }

    /// Reads a document.
    ///
    /// # Errors
    ///
    /// A report of what is wrong with its form.
    pub fn read(document: impl AsRef<[u8]>) -> Result<Self, Report> {
        read_form(document.as_ref())
    }

    /// As a `cei.gaps/1` document.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(self)
    }
}

fn answers(voice: &GroupProfile) -> u64 {
    voice.stages.iter().fold(0, |sum, count| sum.saturating_add(count.get()))
}

fn gap(rubric: &Rubric, competency: &Id, first: &GroupProfile, second: &GroupProfile) -> Gap {
    let number = |voice: &GroupProfile| rubric.stage_number(voice.stage.as_ref()?.as_str()).map(i64::from);
    let side = |voice: &GroupProfile| GapSide {
        group: voice.group.clone(),
        stage: voice.stage.clone(),
        answers: answers(voice),
    };
    let counts = |voice: &GroupProfile| voice.stages.iter().map(|count| count.get()).collect::<Vec<u64>>();
    Gap {
        competency: competency.clone(),
        first: side(first),
        second: side(second),
        difference: number(first).zip(number(second)).map(|(first, second)| first.saturating_sub(second)),
        delta: cliffs_delta(&counts(first), &counts(second)),
    }
}

/// (#(x > y) - #(x < y)) / (n m), over all pairs of an answer x of the first and y of the second group; both have some.
fn cliffs_delta(first: &[u64], second: &[u64]) -> f64 {
    let total = |counts: &[u64]| counts.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
    let mut below = 0_u64;
    let mut above = total(second);
    let mut sum = 0_i128;
    for (x, y) in first.iter().zip(second) {
        above = above.saturating_sub(*y);
        let more = i128::from(below).saturating_sub(i128::from(above));
        sum = sum.saturating_add(i128::from(*x).saturating_mul(more));
        below = below.saturating_add(*y);
    }
    sum as f64 / (total(first) as f64 * total(second) as f64)
}
