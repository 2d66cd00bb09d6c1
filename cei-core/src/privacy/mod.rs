//! Privacy: what may be published of a profile, as a type of its own, and what an outsider could work out from it.

mod check;
mod disclose;
mod hiding;
mod outcomes;
mod outsider;
mod policy;
mod release;
mod voice;
mod words;

pub use policy::{Disclosure, DisclosureDocument, DisclosureFormat, DisclosureStamp, MergedGroups};
pub use release::{
    Release, ReleaseDocument, ReleaseFormat, ReleasedCompetency, ReleasedDomain, ReleasedGroup, ReleasedLens,
    ReleasedOverall, ReleasedPart,
};
