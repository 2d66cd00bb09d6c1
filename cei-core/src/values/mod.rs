//! The small values every document is made of.

mod by_id;
mod date;
mod decimal;
mod digest;
mod id;
mod json;
pub mod limits;
pub(crate) mod order;
mod share;
mod text;

pub use by_id::ById;
#[cfg(feature = "case")]
pub(crate) use date::is_moment;
pub use date::{Date, SchoolYear};
pub use decimal::Decimal;
pub use digest::Digest;
pub(crate) use digest::digest_of;
pub(crate) use id::deserialize_with;
pub use id::{AssessmentId, Id};
pub use json::{Count, Extensions, Json};
pub use share::{Cutoffs, Share};
pub use text::{LanguageTag, Line, Text};

/// What a field can say about being left out: an absent optional field is neither read nor written.
pub(crate) trait Absent {
    fn is_absent(&self) -> bool;
}

impl<T> Absent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Absent for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl Absent for bool {
    fn is_absent(&self) -> bool {
        !self
    }
}

/// For `#[serde(skip_serializing_if)]`.
pub(crate) fn is_absent<T: Absent>(field: &T) -> bool {
    field.is_absent()
}
