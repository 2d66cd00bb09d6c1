//! How a document is read: quickly when it is good, thoroughly when it is not.
//!
//! The quick way is serde into the document's type. Only when that fails, or the meaning is wrong, is the same text
//! read again by the [`Reader`], which goes on after every problem and so finds them all; [`locate`] then turns paths
//! into lines and columns. What the thorough way accepts is accepted. Kinds of documents that are seldom read have only
//! the thorough way ([`Source::read`]); those that are read by the thousand are [`Quick`].

mod built_in;
mod document;
mod locate;
mod primitive;
mod reader;
mod source;

pub(crate) use built_in::{BuiltIn, built_in};
pub(crate) use document::{choice, document, tag};
pub(crate) use locate::locate;
#[cfg(feature = "case")]
pub(crate) use reader::object_entries;
pub(crate) use reader::{OneOf, Quick, Read, Reader, fill, fill_unless_null, kind, text_of};
pub(crate) use source::{Source, format_of};

use serde::Serialize;

/// Compact JSON in the order of the type's fields.
pub(crate) fn to_json(value: &impl Serialize) -> String {
    // Our types have text keys and finite numbers only: writing them to memory does not fail.
    serde_json::to_string(value).unwrap_or_default()
}
