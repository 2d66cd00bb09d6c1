//! `cei_status`: what came of a call.

/// What came of a call. The numbers are fixed: none changes its meaning or is used again.
///
/// 0 is success; 1 to 19 say that the call itself is at fault; 20 to 39 that what a document or a name says is; 90
/// and above that the library is. New numbers may be added within these ranges, so treat an unknown one by its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum cei_status {
    /// It was done.
    Ok = 0,
    /// An argument that must not be NULL is NULL.
    NullPointer = 1,
    /// A length is greater than any memory: most likely a negative number.
    InvalidLength = 2,
    /// A name is not UTF-8, or an id is none.
    InvalidText = 3,
    /// The size in a struct is not that of any version, or a field that this library does not know is not 0.
    InvalidSize = 4,
    /// There are errors in a document: see cei_error_report.
    InvalidDocument = 20,
    /// Nothing built in, and no operation, has that name.
    UnknownName = 21,
    /// A policy or rules do not fit the rubric: see cei_error_report, which is NULL if two rubrics were mixed up.
    DoesNotFit = 22,
    /// Tallies or counts do not add up: see cei_error_report.
    DoesNotAdd = 23,
    /// A matrix is not as it says, or a value in it is none: see cei_error_message.
    InvalidMatrix = 24,
    /// An Arrow stream cannot be read: see cei_error_message.
    UnreadableStream = 25,
    /// Something went wrong inside the library. Nothing was made, and it is safe to go on.
    Internal = 90,
}
