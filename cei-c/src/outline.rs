//! What is in a rubric, for a screen: ids, titles, and which belongs where.

use std::ffi::c_char;

use cei_core::{Competency, Domain, Group, Id, Lens, LensPart, Stage, Text};

use crate::input;
use crate::panic::{Sentinel, boundary};
use crate::rubric::cei_rubric;
use crate::text::cei_text;

/// What a call returns that looks for an index and finds none: see cbindgen.toml.
const CEI_NOT_FOUND: usize = usize::MAX;

struct Index(usize);

impl Sentinel for Index {
    const SENTINEL: Self = Self(CEI_NOT_FOUND);
}

impl cei_rubric {
    /// The words of a text in a language.
    pub(crate) fn words<'a>(&'a self, text: &'a Text, language: &str) -> &'a str {
        text.get(language, self.0.document().language.as_str())
    }

    pub(crate) fn domain(&self, id: &str) -> Option<&Domain> {
        self.0.document().domains.iter().find(|domain| domain.id.as_str() == id)
    }

    pub(crate) fn competency(&self, id: &str) -> Option<&Competency> {
        self.competency_at(self.0.competency_index(id)?)
    }

    pub(crate) fn part(&self, lens: &str, id: &str) -> Option<&LensPart> {
        let lens = self.0.document().lenses.iter().find(|known| known.id.as_str() == lens)?;
        lens.parts.iter().find(|part| part.id.as_str() == id)
    }

    /// The title of a group; `team`, which no rubric names, has one of ours.
    pub(crate) fn group_title<'a>(&'a self, id: &str, language: &str) -> Option<&'a str> {
        let named = |group: &&Group| group.id.as_str() == id;
        let group = self.0.document().groups.iter().find(named);
        group
            .map(|group| self.words(&group.title, language))
            .or_else(|| (id == "team").then(|| ours("Team", "Equipo", language)))
    }

    pub(crate) fn overall_title(&self, language: &str) -> &'static str {
        ours("Overall", "En conjunto", language)
    }

    fn domain_of(&self, competency: usize) -> Option<usize> {
        self.0.domain_ranges().iter().position(|range| range.contains(&competency))
    }

    fn competency_at(&self, index: usize) -> Option<&Competency> {
        let domain = self.domain_of(index)?;
        let first = self.0.domain_ranges().get(domain)?.start;
        self.0.document().domains.get(domain)?.competencies.get(index.checked_sub(first)?)
    }

    fn stage(&self, number: u32) -> Option<&Stage> {
        self.0.document().scale.get(usize::try_from(number.checked_sub(1)?).ok()?)
    }

    fn lens(&self, index: usize) -> Option<&Lens> {
        self.0.document().lenses.get(index)
    }
}

fn ours(en: &'static str, es: &'static str, language: &str) -> &'static str {
    if language.split('-').next() == Some("es") { es } else { en }
}

fn id_of<'a>(id: Option<&'a Id>) -> cei_text<'a> {
    id.map_or(cei_text::EMPTY, |id| id.as_str().into())
}

/// The words that `get` finds, in the language asked for.
///
/// # Safety
///
/// As for [`input::bytes`].
unsafe fn words<'a>(
    rubric: Option<&'a cei_rubric>,
    language: *const c_char,
    language_len: usize,
    get: impl FnOnce(&'a cei_rubric) -> Option<&'a Text>,
) -> cei_text<'a> {
    boundary(|| {
        // SAFETY: the caller vouches for the bytes of `language`.
        let language = unsafe { input::tag(language, language_len) };
        let words = rubric.and_then(|rubric| get(rubric).map(|text| rubric.words(text, language)));
        words.map_or(cei_text::EMPTY, cei_text::new)
    })
}

/// The index that `get` finds for an id.
///
/// # Safety
///
/// As for [`input::bytes`].
unsafe fn index_of(
    rubric: Option<&cei_rubric>,
    id: *const c_char,
    id_len: usize,
    get: impl FnOnce(&cei_rubric, &str) -> Option<usize>,
) -> usize {
    boundary(|| {
        // SAFETY: the caller vouches for the bytes of `id`.
        let id = unsafe { input::text(id, id_len, "id") }.ok();
        Index(id.zip(rubric).and_then(|(id, rubric)| get(rubric, id)).unwrap_or(CEI_NOT_FOUND))
    })
    .0
}

/// Its id. Empty for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_id<'a>(rubric: Option<&'a cei_rubric>) -> cei_text<'a> {
    boundary(|| id_of(rubric.map(|rubric| &rubric.0.document().id)))
}

/// Its version. Empty for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_version<'a>(rubric: Option<&'a cei_rubric>) -> cei_text<'a> {
    boundary(|| id_of(rubric.map(|rubric| &rubric.0.document().version)))
}

/// Its title, in `language`. Titles and other words of a rubric come in the language asked for (for `es-MX`, else in
/// `es`); if the rubric does not have it, in the rubric's own, else in English, else in the first there is. Empty for
/// NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_rubric_title<'a>(
    rubric: Option<&'a cei_rubric>,
    language: *const c_char,
    language_len: usize,
) -> cei_text<'a> {
    // SAFETY: the caller vouches for the bytes of `language`.
    unsafe { words(rubric, language, language_len, |rubric| Some(&rubric.0.document().title)) }
}

/// How many stages its scale has: 2 to CEI_MAX_STAGES; 0 for NULL. Their numbers begin with 1 for the lowest.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_stage_count(rubric: Option<&cei_rubric>) -> u32 {
    boundary(|| rubric.map_or(0, |rubric| rubric.0.stages().into()))
}

/// The id of the stage with that number. Empty if there is none, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_stage_id<'a>(rubric: Option<&'a cei_rubric>, number: u32) -> cei_text<'a> {
    boundary(|| id_of(rubric.and_then(|rubric| rubric.stage(number)).map(|stage| &stage.id)))
}

/// The title of the stage with that number. Empty if there is none, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_rubric_stage_title<'a>(
    rubric: Option<&'a cei_rubric>,
    number: u32,
    language: *const c_char,
    language_len: usize,
) -> cei_text<'a> {
    // SAFETY: the caller vouches for the bytes of `language`.
    unsafe { words(rubric, language, language_len, |rubric| rubric.stage(number).map(|stage| &stage.title)) }
}

/// The number of the stage with that id, 1 for the lowest. 0 if there is none, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_rubric_stage_number(rubric: Option<&cei_rubric>, id: *const c_char, id_len: usize) -> u32 {
    boundary(|| {
        // SAFETY: the caller vouches for the bytes of `id`.
        let id = unsafe { input::text(id, id_len, "id") }.ok();
        id.zip(rubric).and_then(|(id, rubric)| rubric.0.stage_number(id)).map_or(0, u32::from)
    })
}

/// How many groups there are, `team` among them, which is the last. 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_group_count(rubric: Option<&cei_rubric>) -> usize {
    boundary(|| rubric.map_or(0, |rubric| rubric.0.groups().len()))
}

/// The id of a group, by its index from 0. Empty past the last one, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_group_id<'a>(rubric: Option<&'a cei_rubric>, index: usize) -> cei_text<'a> {
    boundary(|| id_of(rubric.and_then(|rubric| rubric.0.groups().get(index))))
}

/// The title of a group, by its index from 0. Empty past the last one, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_rubric_group_title<'a>(
    rubric: Option<&'a cei_rubric>,
    index: usize,
    language: *const c_char,
    language_len: usize,
) -> cei_text<'a> {
    boundary(|| {
        // SAFETY: the caller vouches for the bytes of `language`.
        let language = unsafe { input::tag(language, language_len) };
        let title = rubric.and_then(|rubric| rubric.group_title(rubric.0.groups().get(index)?.as_str(), language));
        title.map_or(cei_text::EMPTY, cei_text::new)
    })
}

/// The index of the group with that id. CEI_NOT_FOUND if there is none, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_rubric_group_index(
    rubric: Option<&cei_rubric>,
    id: *const c_char,
    id_len: usize,
) -> usize {
    // SAFETY: the caller vouches for the bytes of `id`.
    unsafe { index_of(rubric, id, id_len, |rubric, id| rubric.0.group_index(id)) }
}

/// How many domains there are. 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_domain_count(rubric: Option<&cei_rubric>) -> usize {
    boundary(|| rubric.map_or(0, |rubric| rubric.0.document().domains.len()))
}

/// The id of a domain, by its index from 0. Empty past the last one, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_domain_id<'a>(rubric: Option<&'a cei_rubric>, index: usize) -> cei_text<'a> {
    boundary(|| id_of(rubric.and_then(|rubric| rubric.0.document().domains.get(index)).map(|domain| &domain.id)))
}

/// The title of a domain, by its index from 0. Empty past the last one, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_rubric_domain_title<'a>(
    rubric: Option<&'a cei_rubric>,
    index: usize,
    language: *const c_char,
    language_len: usize,
) -> cei_text<'a> {
    let title = |rubric: &'a cei_rubric| rubric.0.document().domains.get(index).map(|domain| &domain.title);
    // SAFETY: the caller vouches for the bytes of `language`.
    unsafe { words(rubric, language, language_len, title) }
}

/// The index of the domain with that id. CEI_NOT_FOUND if there is none, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_rubric_domain_index(
    rubric: Option<&cei_rubric>,
    id: *const c_char,
    id_len: usize,
) -> usize {
    let index =
        |rubric: &cei_rubric, id: &str| rubric.0.document().domains.iter().position(|one| one.id.as_str() == id);
    // SAFETY: the caller vouches for the bytes of `id`.
    unsafe { index_of(rubric, id, id_len, index) }
}

/// How many competencies there are in all domains together. 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_competency_count(rubric: Option<&cei_rubric>) -> usize {
    boundary(|| rubric.map_or(0, |rubric| rubric.0.competencies().len()))
}

/// The id of a competency, by its index from 0. Indices go through all domains. Empty past the last one, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_competency_id<'a>(rubric: Option<&'a cei_rubric>, index: usize) -> cei_text<'a> {
    boundary(|| id_of(rubric.and_then(|rubric| rubric.0.competencies().get(index))))
}

/// The title of a competency, by its index from 0. Empty past the last one, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_rubric_competency_title<'a>(
    rubric: Option<&'a cei_rubric>,
    index: usize,
    language: *const c_char,
    language_len: usize,
) -> cei_text<'a> {
    // SAFETY: the caller vouches for the bytes of `language`.
    unsafe { words(rubric, language, language_len, |rubric| rubric.competency_at(index).map(|one| &one.title)) }
}

/// What practice looks like in a competency at a stage. Empty if the rubric does not describe it, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_rubric_descriptor<'a>(
    rubric: Option<&'a cei_rubric>,
    competency: usize,
    stage_number: u32,
    language: *const c_char,
    language_len: usize,
) -> cei_text<'a> {
    let descriptor = |rubric: &'a cei_rubric| {
        let stage = rubric.stage(stage_number)?.id.as_str();
        rubric.competency_at(competency)?.descriptors.get(stage)
    };
    // SAFETY: the caller vouches for the bytes of `language`.
    unsafe { words(rubric, language, language_len, descriptor) }
}

/// The index of the competency with that id. CEI_NOT_FOUND if there is none, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_rubric_competency_index(
    rubric: Option<&cei_rubric>,
    id: *const c_char,
    id_len: usize,
) -> usize {
    // SAFETY: the caller vouches for the bytes of `id`.
    unsafe { index_of(rubric, id, id_len, |rubric, id| rubric.0.competency_index(id)) }
}

/// The index of the domain that a competency belongs to. CEI_NOT_FOUND if there is no such competency, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_competency_domain(rubric: Option<&cei_rubric>, index: usize) -> usize {
    boundary(|| Index(rubric.and_then(|rubric| rubric.domain_of(index)).unwrap_or(CEI_NOT_FOUND))).0
}

/// How many lenses there are: other ways to group the same competencies. 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_lens_count(rubric: Option<&cei_rubric>) -> usize {
    boundary(|| rubric.map_or(0, |rubric| rubric.0.document().lenses.len()))
}

/// The id of a lens, by its index from 0. Empty past the last one, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rubric_lens_id<'a>(rubric: Option<&'a cei_rubric>, index: usize) -> cei_text<'a> {
    boundary(|| id_of(rubric.and_then(|rubric| rubric.lens(index)).map(|lens| &lens.id)))
}

/// The title of a lens, by its index from 0. Empty past the last one, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_rubric_lens_title<'a>(
    rubric: Option<&'a cei_rubric>,
    index: usize,
    language: *const c_char,
    language_len: usize,
) -> cei_text<'a> {
    // SAFETY: the caller vouches for the bytes of `language`.
    unsafe { words(rubric, language, language_len, |rubric| rubric.lens(index).map(|lens| &lens.title)) }
}
