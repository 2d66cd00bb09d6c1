//! Privacy: what may be published of a profile, as a type of its own, and what an outsider could work out from it.

mod audit;
mod check;
mod derived;
mod disclose;
mod hiding;
mod merged;
mod nested;
mod open;
mod outcomes;
mod outsider;
mod policy;
mod release;
mod together;
mod voice;
mod words;

pub use audit::{Audit, AuditFormat, Exposure, HiddenRow, Possible};
pub use derived::ReleasedRound;
#[cfg(feature = "arrow")]
pub(crate) use hiding::{Row, values_of_each};
pub use policy::{Disclosure, DisclosureDocument, DisclosureFormat, DisclosureStamp, MergedGroups};
pub use release::{
    Release, ReleaseDocument, ReleaseFormat, ReleasedCompetency, ReleasedDomain, ReleasedGroup, ReleasedLens,
    ReleasedOverall, ReleasedPart,
};
