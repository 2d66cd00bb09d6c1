//! The C library of `cei`: one file per C type, one panic boundary (`panic`), ownership in the types.
//!
//! In a signature, `Option<&T>` is a handle that is borrowed, `Option<Box<T>>` one that is consumed, and
//! `Option<&mut MaybeUninit<Option<Box<T>>>>` a place for one that is given; `None` is `NULL`. The documentation of
//! every `pub` item is the text of `include/cei.h`: see `cbindgen.toml` and the package in `header/`.
#![warn(clippy::undocumented_unsafe_blocks)]
#![allow(non_camel_case_types, reason = "types are named as in C")]
#![allow(clippy::missing_safety_doc, reason = "the header says once for all functions what a caller vouches for")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic"))]

mod failure;
mod input;
mod output;
mod panic;
mod schemas;
mod words;

// In the order in which the header tells of them; the empty lines keep rustfmt from sorting.
pub mod abi;
pub mod library;

pub mod status;
pub mod text;

pub mod buffer;
pub mod error;

pub mod report;

pub mod diagnostic;
pub mod rubric;

pub mod outline;
pub mod policy;
pub mod rules;

pub mod batch;

pub mod assessment;
pub mod counts;
pub mod tally;

pub mod tallies;

pub mod stream;

pub mod profile;

pub mod node;

pub mod derive;
