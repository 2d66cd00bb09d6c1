//! What the parts of a rubric are called in CASE.

use uuid::Uuid;

use super::package::{Link, Origin};
use crate::rubric::RubricDocument;
use crate::values::{Extensions, Json, LanguageTag, Line};

/// The parts of a rubric that CASE gives an identifier to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part<'a> {
    Document,
    Rubric,
    Domain(&'a str),
    Competency(&'a str),
    Criterion(&'a str),
    Level(&'a str, &'a str),
    ChildOf(&'a str),
    TranslationOf(&'a str),
}

/// Gives every part of one package its identifier: a UUID of version 5, made of the rubric's id and version, the
/// package's language and the part's own id, so that two exports agree; or the one it came with.
pub(super) struct Identity<'a> {
    stem: String,
    origin: Option<&'a Origin>,
    base: Option<&'a str>,
}

impl<'a> Identity<'a> {
    /// `origin` is for the rubric's own language alone: a translation is another package.
    pub(super) fn new(
        id: &str,
        version: &str,
        language: &LanguageTag,
        origin: Option<&'a Origin>,
        base: Option<&'a str>,
    ) -> Self {
        Self { stem: format!("cei:case/{id}/{version}/{}", language.as_str()), origin, base }
    }

    pub(super) fn of(&self, part: Part<'_>) -> String {
        let known = self.origin.and_then(|origin| match part {
            Part::Document => origin.document.as_ref(),
            Part::Rubric => origin.rubric.as_ref(),
            Part::Domain(id) | Part::Competency(id) => origin.items.get(id),
            Part::Criterion(id) => origin.criteria.get(id),
            _ => None,
        });
        known.map_or_else(|| self.derived(part), |known| known.as_str().to_owned())
    }

    /// The identifier that a part has if it did not come with one.
    pub(super) fn derived(&self, part: Part<'_>) -> String {
        let name = match part {
            Part::Document => "document".to_owned(),
            Part::Rubric => "rubric".to_owned(),
            Part::Domain(id) => format!("domain/{id}"),
            Part::Competency(id) => format!("competency/{id}"),
            Part::Criterion(id) => format!("criterion/{id}"),
            Part::Level(competency, stage) => format!("criterion/{competency}/level/{stage}"),
            Part::ChildOf(id) => format!("child/{id}"),
            Part::TranslationOf(id) => format!("translation/{id}"),
        };
        Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("{}/{name}", self.stem).as_bytes()).to_string()
    }

    /// Where the part is said to be.
    pub(super) fn uri(&self, part: Part<'_>) -> Line {
        let class = match part {
            Part::Document => "CFDocuments",
            Part::Domain(_) | Part::Competency(_) => "CFItems",
            Part::ChildOf(_) | Part::TranslationOf(_) => "CFAssociations",
            Part::Rubric | Part::Criterion(_) | Part::Level(..) => "CFRubrics",
        };
        let identifier = self.of(part);
        line(&match self.base {
            Some(base) => format!("{}/{class}/{identifier}", base.trim_end_matches('/')),
            None => format!("urn:uuid:{identifier}"),
        })
    }

    pub(super) fn link(&self, part: Part<'_>, title: &str) -> Link {
        Link { title: line(title), identifier: line(&self.of(part)), uri: self.uri(part), targetType: None }
    }
}

/// A line that is known to have words in it.
pub(super) fn line(words: &str) -> Line {
    Line::new(words).unwrap_or_else(Line::unreadable)
}

/// What another program called the parts of the rubric, if it came from one.
pub(super) fn origin_of(rubric: &RubricDocument) -> Option<Origin> {
    let (_, kept) = rubric.extensions.iter().find(|(name, _)| *name == "case")?;
    serde_json::from_str(&serde_json::to_string(kept).ok()?).ok()
}

/// As an extension of the rubric; nothing if nothing is kept.
pub(super) fn extension_of(origin: &Origin) -> Extensions {
    let kept: Option<Json> = serde_json::to_string(origin).ok().and_then(|text| serde_json::from_str(&text).ok());
    match kept {
        Some(Json::Object(fields)) if !fields.is_empty() => Extensions(vec![("case".to_owned(), Json::Object(fields))]),
        _ => Extensions::default(),
    }
}

/// Whether it is a UUID as CASE wants it: versions 1 to 5, in lower case.
pub(super) fn is_uuid(text: &str) -> bool {
    Uuid::try_parse(text).is_ok_and(|uuid| (1..=5).contains(&uuid.get_version_num()) && uuid.to_string() == text)
}
