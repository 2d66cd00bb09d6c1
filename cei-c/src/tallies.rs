//! `cei_tallies`: the tallies of all assessments of a table.

use std::sync::Arc;

use cei_core::tables::Tallies;

use crate::panic::boundary;
use crate::report::cei_report;
use crate::tally::cei_tally;

/// The tallies of a table, one for each assessment, in the order of their ids. Yours: give it to cei_tallies_free. It
/// never changes, and any number of threads may use it at once. What was made from it lives on without it.
pub struct cei_tallies {
    pub(crate) tallies: Arc<Tallies>,
    pub(crate) report: cei_report,
}

/// How many assessments the table has. 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_tallies_count(tallies: Option<&cei_tallies>) -> usize {
    boundary(|| tallies.map_or(0, |tallies| tallies.tallies.len()))
}

/// The tally with that index, from 0. Yours: give it to cei_tally_free. NULL past the last one, and for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_tallies_get(tallies: Option<&cei_tallies>, index: usize) -> Option<Box<cei_tally>> {
    boundary(|| Some(Box::new(cei_tally(tallies?.tallies.nth(index)?))))
}

/// The warnings that the table gave, each with its row and column: see cei_report_json. NULL for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_tallies_report(tallies: Option<&cei_tallies>) -> Option<&cei_report> {
    boundary(|| tallies.map(|tallies| &tallies.report))
}

/// Frees tallies. NULL is allowed.
#[unsafe(no_mangle)]
pub extern "C" fn cei_tallies_free(tallies: Option<Box<cei_tallies>>) {
    boundary(|| drop(tallies));
}
