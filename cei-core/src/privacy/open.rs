//! Of which nodes of a release everything may be said, and what a release says of others.

use super::check::Said;
use super::release::{ReleaseDocument, ReleasedCompetency, ReleasedDomain};
use crate::diagnostic::{Code, Params};
use crate::rubric::Rubric;
use crate::staging::Note;
use crate::values::{Id, Json};

/// The domains and competencies of which everything may be said. Beneath such a competency nothing is hidden or merged; a
/// domain's reason and next step also rest on the domains it builds on, however far down.
pub(super) fn open(rubric: &Rubric, release: &ReleaseDocument) -> Vec<Id> {
    let is_open = |competency: &&ReleasedCompetency| {
        !competency.hidden && !competency.groups.iter().any(|row| row.hidden || release.is_merged(&row.group))
    };
    let competencies = |domain: &ReleasedDomain| {
        domain.competencies.iter().filter(is_open).map(|one| one.id.clone()).collect::<Vec<Id>>()
    };
    let mut open = Vec::new();
    let mut closed = vec![false; release.domains.len()];
    for index in rubric.foundations_first() {
        let Some(domain) = release.domains.get(*index) else { continue };
        let below = competencies(domain);
        let is_closed = domain.hidden
            || below.len() < domain.competencies.len()
            || rubric.builds_on(*index).iter().any(|other| closed.get(*other).is_some_and(|closed| *closed));
        if let Some(closed) = closed.get_mut(*index) {
            *closed = is_closed;
        }
        open.extend(below);
        open.extend((!is_closed).then(|| domain.id.clone()));
    }
    open
}

/// Whether a note is of one of these.
pub(super) fn speaks_of(note: &Note, open: &[Id]) -> bool {
    let id = note.params.0.iter().find(|(name, _)| name == "id").map(|(_, id)| id);
    matches!(id, Some(Json::String(id)) if open.iter().any(|open| open.as_str() == id))
}

/// What a release says that rests on what it hides, with the places: as reading it says, and what only its rubric shows.
pub(super) fn says_too_much(rubric: &Rubric, release: &ReleaseDocument) -> Vec<(Code, String, Params)> {
    let open = open(rubric, release);
    let is_open = |id: &Id| open.contains(id);
    let mut found = Vec::new();
    let mut say = |id: &str, said: &Said, hides: bool, is_open: bool, path: String| {
        let code = match said {
            Said { stage: true, .. } if hides => Code::DerivedExposed,
            Said { reasons: true, .. } if !is_open => Code::ReasonExposed,
            _ => return,
        };
        found.push((code, path, Params::new().with("id", id)));
    };
    for (index, domain) in release.domains.iter().enumerate() {
        say(domain.id.as_str(), &domain.said(), false, is_open(&domain.id), format!("/domains/{index}"));
    }
    if let Some(overall) = &release.overall {
        let any_hidden = release.domains.iter().any(|domain| domain.hidden);
        let all_open = release.domains.iter().all(|domain| is_open(&domain.id));
        say("overall", &overall.said(), any_hidden, all_open, "/overall".to_owned());
    }
    let competencies = || release.domains.iter().flat_map(|domain| &domain.competencies);
    let hides = |id: &Id| competencies().any(|one| one.hidden && one.id == *id);
    for (lens, of) in release.lenses.iter().enumerate() {
        let document = rubric.document().lenses.iter().find(|one| one.id == of.id);
        for (index, part) in of.parts.iter().enumerate() {
            let parts = document.and_then(|lens| lens.parts.iter().find(|one| one.id == part.id));
            let (any_hidden, all_open) = parts.map_or((true, false), |part| {
                (part.competencies.iter().any(hides), part.competencies.iter().all(is_open))
            });
            say(part.id.as_str(), &part.said(), any_hidden, all_open, format!("/lenses/{lens}/parts/{index}"));
        }
    }
    for (index, note) in release.notes.iter().enumerate().filter(|(_, note)| !speaks_of(note, &open)) {
        let id = note.params.0.iter().find(|(name, _)| name == "id").map(|(_, id)| id);
        let id = if let Some(Json::String(id)) = id { id.as_str() } else { "-" };
        found.push((Code::ReasonExposed, format!("/notes/{index}"), Params::new().with("id", id)));
    }
    found
}
