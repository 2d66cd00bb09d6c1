//! The formats of the field: rubrics and answers that come from other programs, and go there.
//!
//! Each format is a cargo feature, so that the core without them stays as small as the rules.

#[cfg(feature = "case")]
pub mod case;
pub(crate) mod mapping;
#[cfg(feature = "case")]
mod slug;

pub use mapping::{ColumnUse, MappedAnswer, MappedColumn, MappedGroup, MappingDocument, MappingFormat, SurveySource};
