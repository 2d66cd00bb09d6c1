//! What arguments have in common: rubrics and policies by name or whole, and documents checked where they stand.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::{Deserialize, Deserializer, de};
use serde_json::value::RawValue;

use crate::assessment::{Assessment, check};
use crate::diagnostic::{Code, Findings, Params};
use crate::policy::{Policy, PolicyDocument};
use crate::reading::{Read, Reader, kind, text_of};
use crate::rubric::{Rubric, RubricDocument, RubricRef, RubricStamp};
use crate::staging::{Profile, Rules};
use crate::tally::{Tally, TallyDocument, check_tally};
use crate::validate;

/// Something built in, by its name, or a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Named<T> {
    /// The name of something built in.
    BuiltIn(String),
    /// A document.
    Document(Box<T>),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NamedVisitor<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> de::Visitor<'de> for NamedVisitor<T> {
            type Value = Named<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name or an object")
            }

            fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
                Ok(Named::BuiltIn(name.to_owned()))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(|document| Named::Document(Box::new(document)))
            }
        }

        deserializer.deserialize_any(NamedVisitor(std::marker::PhantomData))
    }
}

impl<T: serde::Serialize> serde::Serialize for Named<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::BuiltIn(name) => serializer.serialize_str(name),
            Self::Document(document) => document.serialize(serializer),
        }
    }
}

impl<T: Read> Read for Named<T> {
    fn read(raw: &RawValue, reader: &mut Reader) -> Self {
        if let Some(name) = text_of(raw) {
            return Self::BuiltIn(name.into_owned());
        }
        if kind(raw) != "object" {
            reader.wrong_type(raw, "string or object");
            return Self::unreadable();
        }
        Self::Document(Box::new(T::read(raw, reader)))
    }

    fn unreadable() -> Self {
        Self::Document(Box::new(T::unreadable()))
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Named<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("{}ByName", T::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let document = generator.subschema_for::<T>();
        schemars::json_schema!({ "anyOf": [{ "description": "The name of a built-in one.", "type": "string" }, document] })
    }
}

/// A rubric that is given: of that name, or the document at `path`.
pub(super) fn rubric(given: Option<&Named<RubricDocument>>, path: &str, findings: &mut Findings) -> Option<Rubric> {
    match given? {
        Named::Document(document) => Rubric::of_part(document, path, findings),
        Named::BuiltIn(name) => {
            let rubric = Rubric::built_in(name);
            if rubric.is_none() {
                unknown_name(name, path, Rubric::names(), findings);
            }
            rubric
        }
    }
}

/// The rules of a policy that is given, of that name or the document at `/policy`, or else of `cei-default`.
pub(super) fn rules(given: Option<&Named<PolicyDocument>>, rubric: &Rubric, findings: &mut Findings) -> Option<Rules> {
    let name = match given {
        Some(Named::Document(document)) => return Policy::of_part(document, rubric, "/policy", findings),
        Some(Named::BuiltIn(name)) => name,
        None => "cei-default",
    };
    let Some(policy) = Policy::built_in(name) else {
        unknown_name(name, "/policy", Policy::names(), findings);
        return None;
    };
    Policy::of_part(policy.document(), rubric, "/policy", findings)
}

/// Reports that nothing built in has that name.
pub(super) fn unknown_name(name: &str, path: &str, known: impl Iterator<Item = &'static str>, findings: &mut Findings) {
    let known: Vec<&str> = known.collect();
    let allowed: Vec<String> = known.iter().map(|&name| name.to_owned()).collect();
    let params = Params::new().with("value", name).with("allowed", allowed);
    let params = findings.suggest(params, name, known.into_iter());
    findings.meaning(Code::UnknownName, path.to_owned(), params);
}

/// Reports unless one of some fields is there, and only one; true if it is so.
pub(super) fn one_of(path: &str, fields: &[(&str, bool)], findings: &mut Findings) -> bool {
    let found = fields.iter().filter(|(_, is_there)| *is_there).count() as u64;
    if found != 1 {
        let names: Vec<String> = fields.iter().map(|(name, _)| (*name).to_owned()).collect();
        let params = Params::new().with("found", found).with("allowed", names);
        findings.meaning(Code::OneOfFields, path.to_owned(), params);
    }
    found == 1
}

/// A rubric for the document that stands at `path`: the one that is given for it, or else the built-in one it names.
///
/// `is_given` tells a rubric that was given and could not be used, which has been reported, from one that was not.
#[derive(Clone, Debug, Default)]
pub(super) struct RubricFor {
    rubric: Option<Rubric>,
    is_given: bool,
}

impl RubricFor {
    pub(super) fn given(named: Option<&Named<RubricDocument>>, path: &str, findings: &mut Findings) -> Self {
        Self { rubric: rubric(named, path, findings), is_given: named.is_some() }
    }

    /// The rubric that was given, if it could be used.
    pub(super) fn rubric(&self) -> Option<&Rubric> {
        self.rubric.as_ref()
    }

    /// This one, if one was given, or else another one.
    pub(super) fn or<'a>(&'a self, other: &'a Self) -> &'a Self {
        if self.is_given { self } else { other }
    }

    fn of(&self, named: &RubricRef, path: &str, findings: &mut Findings) -> Option<Rubric> {
        if self.is_given {
            return self.rubric.clone();
        }
        let rubric = validate::built_in(named);
        if rubric.is_none() {
            findings.part(path, |findings| validate::unknown_rubric(named, "/rubric", findings));
        }
        rubric
    }

    /// The rubric of a result that names it by a stamp.
    pub(super) fn of_stamp(&self, stamp: &RubricStamp, path: &str, findings: &mut Findings) -> Option<Rubric> {
        self.of(&RubricRef { id: stamp.id.clone(), version: stamp.version.clone() }, path, findings)
    }

    /// The rubric of an assessment, if there is no error in the assessment.
    pub(super) fn of_assessment(&self, assessment: &Assessment, path: &str, findings: &mut Findings) -> Option<Rubric> {
        let rubric = self.of(&assessment.rubric, path, findings)?;
        findings.part(path, |findings| check::check(assessment, &rubric, findings))?;
        Some(rubric)
    }

    /// A tally, if there is no error in its document.
    pub(super) fn tally(&self, document: &TallyDocument, path: &str, findings: &mut Findings) -> Option<Tally> {
        let rubric = self.of(&document.rubric, path, findings)?;
        findings.part(path, |findings| check_tally(document, &rubric, findings))?;
        Some(Tally::from_checked(&rubric, document.clone()))
    }

    /// A profile and its rubric.
    pub(super) fn profile<'a>(
        &self,
        profile: &'a Profile,
        path: &str,
        findings: &mut Findings,
    ) -> Option<(Rubric, &'a Profile)> {
        Some((self.of_stamp(&profile.rubric, path, findings)?, profile))
    }
}
