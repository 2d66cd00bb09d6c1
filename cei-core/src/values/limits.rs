//! Every limit of the library, with its unit. Past a limit there is a diagnostic, never a crash.

/// Longest document, in bytes (64 MiB).
pub const MAX_DOCUMENT_BYTES: usize = 64 * 1024 * 1024;
/// Deepest nesting of arrays and objects in a document, in levels. The document itself is level 1.
pub const MAX_DEPTH: usize = 64;
/// Diagnostics in one report before the rest is only counted (`more_problems`).
pub const MAX_DIAGNOSTICS: usize = 1_000;
/// Longest path or value of a document that a diagnostic repeats, in characters. A longer value is cut; a longer path
/// ends at a place further up.
pub const MAX_REPEATED_CHARS: usize = 1_000;
/// Fewest stages of a scale.
pub const MIN_STAGES: usize = 2;
/// Most stages of a scale.
pub const MAX_STAGES: usize = 9;
/// Longest id, in characters.
pub const MAX_ID_CHARS: usize = 64;
/// Largest denominator of a share.
pub const MAX_DENOMINATOR: u32 = 1_000_000;
/// Largest count of answers in one cell of a tally, per stage or reason. Every sum over a cell stays a number that RFC
/// 8785 can carry.
pub const MAX_COUNT: u64 = 1_000_000_000_000;
/// Largest whole number that every JSON reader carries exactly (RFC 8785): 2^53 - 1.
pub const MAX_SAFE_INTEGER: u64 = 9_007_199_254_740_991;
/// Most domains of a rubric.
pub const MAX_DOMAINS: usize = 1_000;
/// Most competencies of a rubric.
pub const MAX_COMPETENCIES: usize = 10_000;
/// Most bootstrap resamples.
pub const MAX_RESAMPLES: u64 = 1_000_000;
/// Most constituent groups of a rubric.
pub const MAX_GROUPS: usize = 100;
/// Most decimals of a number that is kept exactly.
pub const MAX_DECIMALS: u32 = 20;
