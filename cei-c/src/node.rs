//! `cei_node`: what a profile says of one thing.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::sync::Arc;

use cei_core::{
    Because, Bound, CompetencyProfile, Count, DomainProfile, GroupProfile, Id, LensPartProfile, Next, Origin,
    OverallProfile, Profile, Raise, Status,
};

use crate::buffer::cei_buffer;
use crate::counts::cei_counts;
use crate::diagnostic::cei_diagnostic;
use crate::error::cei_error;
use crate::input;
use crate::output::call;
use crate::panic::{Sentinel, boundary};
use crate::profile::Shared;
use crate::status::cei_status;
use crate::text::cei_text;

/// What kind of node it is. Further ones may come, up to 19.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum cei_level {
    /// There is no node.
    None = 0,
    /// All domains together. It has no children.
    Overall = 1,
    /// A domain. Its children are its competencies.
    Domain = 2,
    /// A competency. Its children are the groups that answered.
    Competency = 3,
    /// The voice of one group on one competency. It has no children.
    Group = 4,
    /// One part of a lens. It has no children.
    Part = 5,
}

/// Whether a node has a stage, and if not, why: 1 to 19 with one, 20 to 39 without. Further ones may come in both ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum cei_stage_status {
    /// There is no node.
    None = 0,
    /// It has a stage.
    Staged = 1,
    /// There are too few answers.
    Insufficient = 20,
    /// The policy asks for a decision and there is none.
    Undecided = 21,
    /// It does not apply here.
    NotApplicable = 22,
    /// It was left out on purpose.
    OutOfScope = 23,
}

/// What kept a stage from being higher (1 to 19), or from being at all (20 to 39). Further ones may come in both ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum cei_bound {
    /// Nothing to name: it is not applicable or out of scope, or there is no node.
    None = 0,
    /// Too few votes have reached the next stage.
    Reach = 1,
    /// Too few points.
    Points = 2,
    /// It would be too far above the lowest vote.
    Within = 3,
    /// Too little evidence; held.
    Evidence = 4,
    /// A domain it builds on is too far below; held.
    Foundation = 5,
    /// It is what was decided.
    Decision = 6,
    /// It is the highest stage.
    Top = 7,
    /// Too few members have a stage.
    Coverage = 20,
    /// Too few votes.
    Min = 21,
    /// Nobody answered.
    NoAnswers = 22,
    /// Nobody decided.
    NoDecision = 23,
}

impl Sentinel for cei_level {
    const SENTINEL: Self = Self::None;
}

impl Sentinel for cei_stage_status {
    const SENTINEL: Self = Self::None;
}

impl Sentinel for cei_bound {
    const SENTINEL: Self = Self::None;
}

impl From<Status> for cei_stage_status {
    fn from(status: Status) -> Self {
        match status {
            Status::Staged => Self::Staged,
            Status::Insufficient => Self::Insufficient,
            Status::Undecided => Self::Undecided,
            Status::NotApplicable => Self::NotApplicable,
            Status::OutOfScope => Self::OutOfScope,
        }
    }
}

impl From<Bound> for cei_bound {
    fn from(bound: Bound) -> Self {
        match bound {
            Bound::Reach => Self::Reach,
            Bound::Points => Self::Points,
            Bound::Within => Self::Within,
            Bound::Evidence => Self::Evidence,
            Bound::Foundation => Self::Foundation,
            Bound::Decision => Self::Decision,
            Bound::Top => Self::Top,
            Bound::Coverage => Self::Coverage,
            Bound::Min => Self::Min,
            Bound::NoAnswers => Self::NoAnswers,
            Bound::NoDecision => Self::NoDecision,
        }
    }
}

/// What a profile says of one domain, competency, group, part of a lens, or of all together. It belongs to its profile:
/// do not free it; it is valid as long as the profile, and so is every cei_text it gives. Any number of threads may
/// read it. Where a getter has nothing to give, it gives the empty value of its type.
///
///     #include <cei.h>
///     #include <stdio.h>
///
///     void print_node(const cei_node *node) {
///         cei_text title = cei_node_title(node, "es", 2);
///         cei_text reason = cei_node_reason(node, "es", 2);
///         printf("%.*s: %u. %.*s\n", (int)title.len, title.ptr, (unsigned)cei_node_stage_number(node),
///                (int)reason.len, reason.ptr);
///         for (size_t i = 0; i < cei_node_child_count(node); i++) {
///             print_node(cei_node_child(node, i));
///         }
///     }
pub struct cei_node {
    shared: Arc<Shared>,
    place: Place,
    path: String,
    children: Vec<cei_node>,
}

/// Where in the profile it is.
#[derive(Clone, Copy)]
enum Place {
    Overall,
    Domain(usize),
    Competency(usize, usize),
    Group(usize, usize, usize),
    Part(usize, usize),
}

/// What every kind of node has.
struct View<'a> {
    id: Option<&'a Id>,
    status: Status,
    stage: Option<&'a Id>,
    range: &'a [Id],
    because: &'a Because,
    next: Option<&'a Next>,
    held_by: &'a [Id],
}

macro_rules! view {
    ($node:expr, $id:expr) => {
        View {
            id: $id,
            status: $node.status,
            stage: $node.stage.as_ref(),
            range: &$node.range,
            because: &$node.because,
            next: $node.next.as_ref(),
            held_by: &$node.held_by,
        }
    };
}

/// A node, as the core has it.
enum Found<'a> {
    Overall(&'a OverallProfile),
    Domain(&'a DomainProfile),
    Competency(&'a CompetencyProfile),
    Group(&'a GroupProfile),
    Part(&'a LensPartProfile),
}

impl<'a> Found<'a> {
    fn at(place: Place, profile: &'a Profile) -> Option<Self> {
        let competency = |domain: usize, index: usize| profile.domains.get(domain)?.competencies.get(index);
        Some(match place {
            Place::Overall => Self::Overall(profile.overall.as_ref()?),
            Place::Domain(index) => Self::Domain(profile.domains.get(index)?),
            Place::Competency(domain, index) => Self::Competency(competency(domain, index)?),
            Place::Group(domain, above, index) => Self::Group(competency(domain, above)?.groups.get(index)?),
            Place::Part(lens, index) => Self::Part(profile.lenses.get(lens)?.parts.get(index)?),
        })
    }

    fn view(&self) -> View<'a> {
        match *self {
            Self::Overall(node) => view!(node, None),
            Self::Domain(node) => view!(node, Some(&node.id)),
            Self::Competency(node) => view!(node, Some(&node.id)),
            Self::Group(node) => view!(node, Some(&node.group)),
            Self::Part(node) => view!(node, Some(&node.id)),
        }
    }

    fn json(&self) -> Result<String, serde_json::Error> {
        match self {
            Self::Overall(node) => serde_json::to_string(node),
            Self::Domain(node) => serde_json::to_string(node),
            Self::Competency(node) => serde_json::to_string(node),
            Self::Group(node) => serde_json::to_string(node),
            Self::Part(node) => serde_json::to_string(node),
        }
    }
}

impl cei_node {
    fn new(shared: &Arc<Shared>, place: Place, path: String, children: Vec<cei_node>) -> Self {
        Self { shared: Arc::clone(shared), place, path, children }
    }

    /// The overall node, the domains with what is below them, and by lens the parts.
    pub(crate) fn all(shared: &Arc<Shared>) -> (Option<Self>, Vec<Self>, Vec<Vec<Self>>) {
        let profile = &shared.profile;
        let overall = profile.overall.as_ref();
        let overall = overall.map(|_| Self::new(shared, Place::Overall, "/overall".to_owned(), Vec::new()));
        let domain = |d: usize, domain: &DomainProfile| {
            let path = format!("/domains/{d}");
            let competency = |c: usize, competency: &CompetencyProfile| {
                let path = format!("{path}/competencies/{c}");
                let group = |g| Self::new(shared, Place::Group(d, c, g), format!("{path}/groups/{g}"), Vec::new());
                let groups = (0..competency.groups.len()).map(group).collect();
                Self::new(shared, Place::Competency(d, c), path, groups)
            };
            let children = domain.competencies.iter().enumerate().map(|(c, one)| competency(c, one)).collect();
            Self::new(shared, Place::Domain(d), path.clone(), children)
        };
        let domains = profile.domains.iter().enumerate().map(|(d, one)| domain(d, one)).collect();
        let part = |l, p| Self::new(shared, Place::Part(l, p), format!("/lenses/{l}/parts/{p}"), Vec::new());
        let lens = |(l, parts): (usize, usize)| (0..parts).map(|p| part(l, p)).collect();
        let lenses = profile.lenses.iter().map(|lens| lens.parts.len()).enumerate().map(lens).collect();
        (overall, domains, lenses)
    }

    fn found(&self) -> Option<Found<'_>> {
        Found::at(self.place, &self.shared.profile)
    }

    fn view(&self) -> Option<View<'_>> {
        self.found().map(|found| found.view())
    }

    pub(crate) fn is_called(&self, id: &str) -> bool {
        self.view().and_then(|view| view.id).is_some_and(|known| known.as_str() == id)
    }

    pub(crate) fn children(&self) -> &[Self] {
        &self.children
    }

    fn number(&self, stage: Option<&Id>) -> u32 {
        stage.and_then(|id| self.shared.rubric.0.stage_number(id.as_str())).map_or(0, u32::from)
    }

    fn raise(&self, index: usize) -> Option<&Raise> {
        self.view()?.next?.raise.get(index)
    }

    fn notes(&self) -> impl Iterator<Item = &cei_diagnostic> {
        self.shared.notes().diagnostics().iter().filter(|note| note.path() == self.path)
    }
}

/// Something of a node, or nothing.
fn of<'a, T>(node: Option<&'a cei_node>, get: impl FnOnce(View<'a>) -> Option<T>) -> Option<T> {
    node.and_then(cei_node::view).and_then(get)
}

fn text_of<'a>(id: Option<&'a Id>) -> cei_text<'a> {
    id.map_or(cei_text::EMPTY, |id| id.as_str().into())
}

/// What kind of node it is; CEI_LEVEL_NONE for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_level(node: Option<&cei_node>) -> cei_level {
    boundary(|| match node.map(|node| node.place) {
        None => cei_level::None,
        Some(Place::Overall) => cei_level::Overall,
        Some(Place::Domain(..)) => cei_level::Domain,
        Some(Place::Competency(..)) => cei_level::Competency,
        Some(Place::Group(..)) => cei_level::Group,
        Some(Place::Part(..)) => cei_level::Part,
    })
}

/// The id of the domain, competency, group or part. Empty for the overall node and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_id<'a>(node: Option<&'a cei_node>) -> cei_text<'a> {
    boundary(|| text_of(of(node, |view| view.id)))
}

/// Where in the `cei.profile/1` document it is: a JSON Pointer such as `/domains/0/competencies/2`. Empty for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_path<'a>(node: Option<&'a cei_node>) -> cei_text<'a> {
    boundary(|| node.map_or(cei_text::EMPTY, |node| node.path.as_str().into()))
}

/// Its title in the rubric, in `language` if the rubric has it, else as the rubric's getters choose. Empty for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_node_title<'a>(
    node: Option<&'a cei_node>,
    language: *const c_char,
    language_len: usize,
) -> cei_text<'a> {
    boundary(|| {
        // SAFETY: the caller vouches for the bytes of `language`.
        let language = unsafe { input::tag(language, language_len) };
        let Some(node) = node else { return cei_text::EMPTY };
        let (rubric, profile) = (&node.shared.rubric, &node.shared.profile);
        let id = node.view().and_then(|view| view.id).map_or("", Id::as_str);
        let title = match node.place {
            Place::Overall => Some(rubric.overall_title(language)),
            Place::Domain(_) => rubric.domain(id).map(|domain| rubric.words(&domain.title, language)),
            Place::Competency(..) => rubric.competency(id).map(|one| rubric.words(&one.title, language)),
            Place::Group(..) => rubric.group_title(id, language),
            Place::Part(lens, _) => {
                let lens = profile.lenses.get(lens).map_or("", |lens| lens.id.as_str());
                rubric.part(lens, id).map(|part| rubric.words(&part.title, language))
            }
        };
        title.unwrap_or(id).into()
    })
}

/// Whether it has a stage, and if not, why; CEI_STAGE_STATUS_NONE for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_status(node: Option<&cei_node>) -> cei_stage_status {
    boundary(|| of(node, |view| Some(view.status.into())).unwrap_or(cei_stage_status::None))
}

/// The id of its stage. Empty without one, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_stage<'a>(node: Option<&'a cei_node>) -> cei_text<'a> {
    boundary(|| text_of(of(node, |view| view.stage)))
}

/// The number of its stage, 1 for the lowest. 0 without one, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_stage_number(node: Option<&cei_node>) -> u32 {
    boundary(|| node.map_or(0, |node| node.number(of(Some(node), |view| view.stage))))
}

/// The id of the lowest stage that the missing answers could make of it. Empty if that is not known, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_low<'a>(node: Option<&'a cei_node>) -> cei_text<'a> {
    boundary(|| text_of(of(node, |view| view.range.first())))
}

/// The number of that stage. 0 if it is not known, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_low_number(node: Option<&cei_node>) -> u32 {
    boundary(|| node.map_or(0, |node| node.number(of(Some(node), |view| view.range.first()))))
}

/// The id of the highest stage that the missing answers could make of it. Empty if that is not known, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_high<'a>(node: Option<&'a cei_node>) -> cei_text<'a> {
    boundary(|| text_of(of(node, |view| view.range.last())))
}

/// The number of that stage. 0 if it is not known, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_high_number(node: Option<&cei_node>) -> u32 {
    boundary(|| node.map_or(0, |node| node.number(of(Some(node), |view| view.range.last()))))
}

/// What kept its stage from being higher, or from being at all; CEI_BOUND_NONE for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_bound(node: Option<&cei_node>) -> cei_bound {
    boundary(|| of(node, |view| view.because.bound).map_or(cei_bound::None, cei_bound::from))
}

/// How many members have a stage: people in a group, groups in a competency, competencies in a domain. 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_votes(node: Option<&cei_node>) -> u64 {
    boundary(|| of(node, |view| Some(view.because.votes)).unwrap_or(0))
}

/// How many members could have a stage. 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_members(node: Option<&cei_node>) -> u64 {
    boundary(|| of(node, |view| Some(view.because.members)).unwrap_or(0))
}

/// By a rule of the kind `reach`: how many votes it takes to have reached a stage. 0 by another, without votes, and for
/// NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_need(node: Option<&cei_node>) -> u64 {
    boundary(|| of(node, |view| view.because.need).unwrap_or(0))
}

/// By a rule of the kind `reach`: how many votes are at the stage with that number or above. 0 by another, for a number
/// that is no stage, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_reached(node: Option<&cei_node>, stage_number: u32) -> u64 {
    boundary(|| {
        let index = usize::try_from(stage_number).ok().and_then(|number| number.checked_sub(1));
        of(node, |view| view.because.reached.get(index?).copied()).unwrap_or(0)
    })
}

/// By a rule of the kind `points`: the sum of stage number - 1 over the votes. 0 by another, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_points(node: Option<&cei_node>) -> u64 {
    boundary(|| of(node, |view| view.because.points.as_ref()).map_or(0, |points| points.have))
}

/// By a rule of the kind `points`: the most points that these votes could have. 0 by another, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_most_points(node: Option<&cei_node>) -> u64 {
    boundary(|| of(node, |view| view.because.points.as_ref()).map_or(0, |points| points.of))
}

/// Why it has this stage or none, in a sentence that a parent can read, in English or Spanish. Empty for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_node_reason<'a>(
    node: Option<&'a cei_node>,
    language: *const c_char,
    language_len: usize,
) -> cei_text<'a> {
    boundary(|| {
        // SAFETY: the caller vouches for the bytes of `language`.
        let language = unsafe { input::tag(language, language_len) };
        of(node, |view| Some(view.because.text.get(language, "en"))).map_or(cei_text::EMPTY, cei_text::new)
    })
}

/// How many steps (one vote, one stage up) the cheapest way to the next stage takes. 0 where there is no such way:
/// without a stage, at the top, where a decision or a hold binds, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_next_steps(node: Option<&cei_node>) -> u64 {
    boundary(|| of(node, |view| view.next).map_or(0, |next| next.steps))
}

/// The id of the stage that is then reached. Empty where cei_node_next_steps is 0, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_next_stage<'a>(node: Option<&'a cei_node>) -> cei_text<'a> {
    boundary(|| text_of(of(node, |view| view.next).map(|next| &next.stage)))
}

/// The number of the stage that is then reached. 0 where cei_node_next_steps is, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_next_stage_number(node: Option<&cei_node>) -> u32 {
    boundary(|| node.map_or(0, |node| node.number(of(Some(node), |view| view.next).map(|next| &next.stage))))
}

/// How many kinds of votes go up on that way. 0 where cei_node_next_steps is, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_raise_count(node: Option<&cei_node>) -> usize {
    boundary(|| of(node, |view| view.next).map_or(0, |next| next.raise.len()))
}

/// Whose vote goes up: the id of a competency, group or domain. Empty for people in a group, who have no names, past
/// the last one, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_raise_id<'a>(node: Option<&'a cei_node>, index: usize) -> cei_text<'a> {
    boundary(|| text_of(node.and_then(|node| node.raise(index)).and_then(|raise| raise.id.as_ref())))
}

/// The id of the stage it goes up from. Empty past the last one, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_raise_from<'a>(node: Option<&'a cei_node>, index: usize) -> cei_text<'a> {
    boundary(|| text_of(node.and_then(|node| node.raise(index)).map(|raise| &raise.from)))
}

/// The id of the stage it goes up to. Empty past the last one, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_raise_to<'a>(node: Option<&'a cei_node>, index: usize) -> cei_text<'a> {
    boundary(|| text_of(node.and_then(|node| node.raise(index)).map(|raise| &raise.to)))
}

/// How many votes go up so: 1 where it has a name. 0 past the last one, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_raise_votes(node: Option<&cei_node>, index: usize) -> u64 {
    boundary(|| node.and_then(|node| node.raise(index)).map_or(0, |raise| raise.votes.unwrap_or(1)))
}

/// How many domains would have to rise first. More than 0 only where the bound is CEI_BOUND_FOUNDATION; 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_held_by_count(node: Option<&cei_node>) -> usize {
    boundary(|| of(node, |view| Some(view.held_by.len())).unwrap_or(0))
}

/// The id of one of them, by its index from 0. Empty past the last one, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_held_by<'a>(node: Option<&'a cei_node>, index: usize) -> cei_text<'a> {
    boundary(|| text_of(of(node, |view| view.held_by.get(index))))
}

/// Whether a recorded decision gave the stage, also if it was then held. True only for competencies; false for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_is_decided(node: Option<&cei_node>) -> bool {
    boundary(
        || matches!(node.and_then(cei_node::found), Some(Found::Competency(one)) if one.source == Origin::Decision),
    )
}

/// Fills `counts` with the answers of a group; its `evidence` is 0, because a profile does not say it by group. False,
/// and nothing is written, if the node is not a group, if either is NULL, or if the size in `counts` is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_node_counts(node: Option<&cei_node>, counts: *mut cei_counts) -> bool {
    boundary(|| match node.and_then(cei_node::found) {
        Some(Found::Group(group)) => {
            let found = cei_counts::new(&group.stages, &group.missing, Count::default());
            // SAFETY: the caller vouches for what `counts` points to.
            unsafe { found.fill(counts) }
        }
        _ => false,
    })
}

/// How many notes the profile has on this very node. 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_note_count(node: Option<&cei_node>) -> usize {
    boundary(|| node.map_or(0, |node| node.notes().count()))
}

/// A note on this node, by its index from 0. It belongs to the profile: do not free it. NULL past the last one, and for
/// NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_note(node: Option<&cei_node>, index: usize) -> Option<&cei_diagnostic> {
    boundary(|| node?.notes().nth(index))
}

/// How many nodes are below it: competencies of a domain, groups of a competency. 0 for others, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_child_count(node: Option<&cei_node>) -> usize {
    boundary(|| node.map_or(0, |node| node.children.len()))
}

/// A node below it, by its index from 0. NULL past the last one, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_child(node: Option<&cei_node>, index: usize) -> Option<&cei_node> {
    boundary(|| node?.children.get(index))
}

/// The node below it with that id. NULL if there is none, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_node_child_by_id(
    node: Option<&cei_node>,
    id: *const c_char,
    id_len: usize,
) -> Option<&cei_node> {
    boundary(|| {
        // SAFETY: the caller vouches for the bytes of `id`.
        let id = unsafe { input::text(id, id_len, "id") }.ok()?;
        node?.children.iter().find(|child| child.is_called(id))
    })
}

/// All that the profile says of this node and below it, as that part of a `cei.profile/1` document.
///
/// Errors: CEI_STATUS_NULL_POINTER.
#[unsafe(no_mangle)]
pub extern "C" fn cei_node_json(
    node: Option<&cei_node>,
    out: Option<&mut MaybeUninit<cei_buffer>>,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    call(out, error, || {
        Ok(input::required(node, "node")?.found().and_then(|found| found.json().ok()).unwrap_or_default())
    })
}
