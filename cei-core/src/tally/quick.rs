//! An assessment that is counted while it is read: no list of its answers is made.
//!
//! All is asked of it that [`Assessment::read`] asks. At the first thing that is not as it should be, or that is written
//! in a way that few would write it (raters after the ratings that name them, `null` for a list),
//! there is no tally, and the document is left to the long way, which can say what is the matter. So the quick way never
//! has an opinion of its own: it takes less than the long way does, and what it takes it counts alike.
//!
//! [`Assessment::read`]: crate::assessment::Assessment::read

use std::collections::HashMap;
use std::fmt;

use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};

use super::{Answer, Tally};
use crate::assessment::{AssessmentFormat, Decision, Evidence, Missing, OutOfScope, Rater, check};
use crate::diagnostic::Findings;
use crate::reading::{OneOf, Read, document};
use crate::rubric::{Rubric, RubricRef};
use crate::values::{AssessmentId, Extensions, Id};

/// So many pairs of a rater and a competency are remembered; where there can be more, the long way is taken.
const MOST_PAIRS: usize = 1 << 22;

/// The counts of an assessment in which nothing is wrong, if the quick way can tell.
pub(super) fn counted(text: &str, rubric: &Rubric) -> Option<Tally> {
    let mut json = serde_json::Deserializer::from_str(text);
    let count = Count {
        rubric,
        raters: HashMap::new(),
        rated: Vec::new(),
        tally: Tally::new(rubric, AssessmentId::unreadable()),
    };
    let tally = json_object(&mut json, count).ok()?;
    json.end().ok()?;
    Some(tally)
}

fn json_object<'de, D: de::Deserializer<'de>, V: Visitor<'de>>(json: D, visitor: V) -> Result<V::Value, D::Error> {
    json.deserialize_map(visitor)
}

struct Count<'a> {
    rubric: &'a Rubric,
    /// By id: the place in the list, and the group.
    raters: HashMap<Id, (usize, usize)>,
    /// Whether that rater has rated that competency: by rater, then competency.
    rated: Vec<bool>,
    tally: Tally,
}

impl<'de> Visitor<'de> for Count<'_> {
    type Value = Tally;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an assessment")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Tally, A::Error> {
        document!(@numbers format id rubric subject period raters ratings out_of_scope decisions extensions);
        let (mut format, mut id, mut rubric, mut subject, mut period) = (None, None, None, None, None);
        let (mut out_of_scope, mut decisions, mut extensions) = (None, None, None);
        let (mut raters, mut ratings) = (None, None);
        while let Some(field) = map.next_key_seed(OneOf(Field::ALL))? {
            match field {
                Field::format => once(&mut format, map.next_value::<AssessmentFormat>()?)?,
                Field::id => once(&mut id, map.next_value::<Id>()?)?,
                Field::rubric => once(&mut rubric, map.next_value::<RubricRef>()?)?,
                Field::subject => once(&mut subject, map.next_value()?)?,
                Field::period => once(&mut period, map.next_value()?)?,
                Field::raters => once(&mut raters, map.next_value_seed(Raters(&mut self))?)?,
                Field::ratings => once(&mut ratings, map.next_value_seed(Ratings(&mut self))?)?,
                Field::out_of_scope => once(&mut out_of_scope, map.next_value::<Vec<OutOfScope>>()?)?,
                Field::decisions => once(&mut decisions, map.next_value::<Vec<Decision>>()?)?,
                Field::extensions => once(&mut extensions, carried::<Extensions, _>(map.next_value()?)?)?,
                _ => return Err(not_so_quick()),
            }
        }
        let (Some(_), Some(id), Some(rubric)) = (format, id, rubric) else { return Err(not_so_quick()) };
        let (subject, period) = (subject.flatten(), period.flatten());
        let (out_of_scope, decisions) = (out_of_scope.unwrap_or_default(), decisions.unwrap_or_default());
        let mut findings = Findings::default();
        check::reference(&rubric, self.rubric, &mut findings);
        check::subject_and_period(subject.as_ref(), period.as_ref(), &mut findings);
        let out = check::out_of_scope(&out_of_scope, self.rubric, &mut findings);
        check::decisions(&decisions, self.rubric, &out, &mut findings);
        let mut tally = self.tally;
        let index = |one: &OutOfScope| self.rubric.competency_index(one.competency.as_str());
        let answered_all_the_same = out_of_scope.iter().filter_map(index).any(|index| tally.is_answered(index));
        if findings.has_errors() || answered_all_the_same {
            return Err(not_so_quick());
        }
        tally.assessment = AssessmentId::from(&id);
        tally.subject = subject;
        tally.period = period.filter(|period| !period.is_empty());
        tally.record(&decisions, &out_of_scope);
        Ok(tally)
    }
}

/// The list of those who rate.
struct Raters<'c, 'a>(&'c mut Count<'a>);

impl<'de> DeserializeSeed<'de> for Raters<'_, '_> {
    type Value = ();

    fn deserialize<D: de::Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Raters<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of raters")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let count = self.0;
        while let Some(rater) = list.next_element::<Rater>()? {
            let place = count.raters.len();
            let group = count.rubric.group_index(rater.group.as_str()).ok_or_else(not_so_quick)?;
            if count.raters.insert(rater.id, (place, group)).is_some() {
                return Err(not_so_quick());
            }
        }
        let pairs = count.raters.len().saturating_mul(count.rubric.competencies().len());
        if pairs > MOST_PAIRS {
            return Err(not_so_quick());
        }
        count.rated.resize(pairs, false);
        Ok(())
    }
}

/// The list of answers.
struct Ratings<'c, 'a>(&'c mut Count<'a>);

impl<'de> DeserializeSeed<'de> for Ratings<'_, '_> {
    type Value = ();

    fn deserialize<D: de::Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Ratings<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of ratings")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(OneRating(&mut *self.0))?.is_some() {}
        Ok(())
    }
}

/// One answer.
struct OneRating<'c, 'a>(&'c mut Count<'a>);

impl<'de> DeserializeSeed<'de> for OneRating<'_, '_> {
    type Value = ();

    fn deserialize<D: de::Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json_object(json, self)
    }
}

impl<'de> Visitor<'de> for OneRating<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a rating")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        document!(@numbers rater group competency stage missing evidence extensions);
        let Count { rubric, raters, rated, tally } = self.0;
        let (mut rater, mut group, mut competency, mut stage) = (None, None, None, None);
        let (mut missing, mut evidence, mut extensions) = (None, None, None);
        while let Some(field) = map.next_key_seed(OneOf(Field::ALL))? {
            match field {
                Field::rater => once(&mut rater, map.next_value_seed(Known(|id: &str| raters.get(id).copied()))?)?,
                Field::group => once(&mut group, map.next_value_seed(Known(|id: &str| rubric.group_index(id)))?)?,
                Field::competency => {
                    once(&mut competency, map.next_value_seed(Known(|id: &str| rubric.competency_index(id)))?)?;
                }
                Field::stage => once(&mut stage, map.next_value_seed(Known(|id: &str| rubric.stage_number(id)))?)?,
                Field::missing => once(&mut missing, map.next_value_seed(Known(Missing::from_name))?)?,
                Field::evidence => once(&mut evidence, map.next_value::<Vec<Evidence>>()?)?,
                Field::extensions => once(&mut extensions, carried::<Extensions, _>(map.next_value()?)?)?,
                _ => return Err(not_so_quick()),
            }
        }
        let answer = match (stage.flatten(), missing.flatten()) {
            (Some(stage), None) => Answer::Stage(stage),
            (None, Some(missing)) => Answer::Missing(missing),
            _ => return Err(not_so_quick()),
        };
        let competency = competency.flatten().ok_or_else(not_so_quick)?;
        let group = match (rater.flatten(), group.flatten()) {
            (Some(_), Some(_)) => return Err(not_so_quick()),
            (Some((place, group)), None) => {
                let pair = place.saturating_mul(rubric.competencies().len()).saturating_add(competency);
                let rated = rated.get_mut(pair).ok_or_else(not_so_quick)?;
                if std::mem::replace(rated, true) {
                    return Err(not_so_quick());
                }
                group
            }
            (None, Some(group)) => group,
            (None, None) => rubric.groups().len().saturating_sub(1),
        };
        let evidence = evidence.map_or(0, |list| list.len() as u64);
        if tally.count(competency, group, answer, evidence) { Ok(()) } else { Err(not_so_quick()) }
    }
}

/// A word that `F` knows, or `null` as if it were left out.
struct Known<F>(F);

impl<'de, T, F: FnOnce(&str) -> Option<T>> DeserializeSeed<'de> for Known<F> {
    type Value = Option<T>;

    fn deserialize<D: de::Deserializer<'de>>(self, json: D) -> Result<Option<T>, D::Error> {
        json.deserialize_option(self)
    }
}

impl<'de, T, F: FnOnce(&str) -> Option<T>> Visitor<'de> for Known<F> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a known word")
    }

    fn visit_none<E>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: de::Deserializer<'de>>(self, json: D) -> Result<Option<T>, D::Error> {
        crate::values::deserialize_with(json, "a known word", self.0).map(Some)
    }
}

/// A field that stands there once.
fn once<T, E: de::Error>(place: &mut Option<T>, value: T) -> Result<(), E> {
    if place.replace(value).is_some() { Err(not_so_quick()) } else { Ok(()) }
}

fn carried<T: Read, E: de::Error>(value: T) -> Result<T, E> {
    if value.is_carried() { Ok(value) } else { Err(not_so_quick()) }
}

/// Not shown to anybody: the long way finds the words.
fn not_so_quick<E: de::Error>() -> E {
    E::custom("left to the long way")
}
