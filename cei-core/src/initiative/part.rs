//! Small parts that several results have.

use crate::reading::{choice, document};

choice! {
    /// Where a day lies, seen from another.
    pub enum When {
        /// Before it.
        Past = "past",
        /// On it.
        Today = "today",
        /// After it.
        Ahead = "ahead",
    }
}

document! {
    /// So many of so many: an exact share.
    pub struct PartOf {
        /// How many.
        have: u64,
        /// Of how many.
        of: u64,
    }
}

impl When {
    /// A day that many days ahead.
    pub(super) fn of(days: i64) -> Self {
        match days.signum() {
            -1 => Self::Past,
            0 => Self::Today,
            _ => Self::Ahead,
        }
    }
}

/// What every result of a review can do.
macro_rules! review_api {
    ($Name:ident, $format:literal) => {
        impl $Name {
            #[doc = concat!("Reads a `", $format, "` document.")]
            ///
            /// # Errors
            ///
            /// A report of what is wrong with its form.
            pub fn read(document: impl AsRef<[u8]>) -> Result<Self, $crate::diagnostic::Report> {
                $crate::voices::read_form(document.as_ref())
            }

            #[doc = concat!("As a `", $format, "` document.")]
            #[must_use]
            pub fn to_json(&self) -> String {
                $crate::reading::to_json(self)
            }
        }
    };
}

pub(super) use review_api;
