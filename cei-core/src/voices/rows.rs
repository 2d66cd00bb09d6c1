//! Answers person by person, for what counts cannot say.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use crate::assessment::Assessment;
use crate::rubric::Rubric;
use crate::values::Id;

/// One person's answers: a unit, and the stage number.
pub(super) type Answers = Vec<(usize, u8)>;

/// Puts people in an order that depends on nothing but their answers: by their stage numbers, unit after unit, 0 where
/// there is none.
pub(super) fn sort_people(people: &mut [Answers]) {
    people.iter_mut().for_each(|answers| answers.sort_unstable());
    // Where one has an answer and the other none, the one with the earlier unit has more there.
    let key = |answers: &Answers| -> Vec<(Reverse<usize>, u8)> {
        answers.iter().map(|(unit, stage)| (Reverse(*unit), *stage)).collect()
    };
    people.sort_by_cached_key(key);
}

/// The stages that one person gave.
#[derive(Clone, Debug)]
pub(super) struct Voice<'a> {
    /// `None` where an answer names nobody: each such answer is a voice of its own.
    pub(super) rater: Option<&'a Id>,
    /// Where the group stands in [`Rubric::groups`].
    pub(super) group: usize,
    /// Where the competency stands in [`Rubric::competencies`], and the stage number.
    pub(super) answers: Answers,
}

impl Voice<'_> {
    pub(super) fn within(&self, units: &Range<usize>) -> impl Iterator<Item = (usize, u8)> {
        self.answers.iter().copied().filter(|(unit, _)| units.contains(unit))
    }
}

/// Every voice of an assessment that has been checked; those that gave no stage are left out.
pub(super) fn voices<'a>(rubric: &Rubric, assessment: &'a Assessment) -> Vec<Voice<'a>> {
    let team = rubric.groups().len().saturating_sub(1);
    let group_at = |id: &Id| rubric.group_index(id.as_str()).unwrap_or(team);
    let groups: HashMap<&Id, usize> =
        assessment.raters.iter().map(|rater| (&rater.id, group_at(&rater.group))).collect();
    let mut voices: Vec<Voice<'a>> = Vec::new();
    let mut places: HashMap<&Id, usize> = HashMap::new();
    for rating in &assessment.ratings {
        let unit = rubric.competency_index(rating.competency.as_str());
        let stage = rating.stage.as_ref().and_then(|id| rubric.stage_number(id.as_str()));
        let (Some(unit), Some(stage)) = (unit, stage) else { continue };
        let rater = rating.rater.as_ref();
        let known = rater.and_then(|rater| places.get(rater)).and_then(|place| voices.get_mut(*place));
        if let Some(voice) = known {
            voice.answers.push((unit, stage));
            continue;
        }
        places.extend(rater.map(|rater| (rater, voices.len())));
        let group = match rater {
            Some(rater) => groups.get(rater).copied().unwrap_or(team),
            None => rating.group.as_ref().map_or(team, group_at),
        };
        voices.push(Voice { rater, group, answers: vec![(unit, stage)] });
    }
    voices
}
