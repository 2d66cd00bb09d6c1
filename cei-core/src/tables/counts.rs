//! Tables of counts: one row is one cell of a tally, or a part of one.

use arrow_array::RecordBatch;

use super::cells::{Column, NULL, is_good};
use super::counting::Counting;
use super::findings::{Place, TableFindings};
use super::header::Header;
use super::heads::Heads;
use super::ratings::competency_column;
use super::vocabulary::{Competencies, Numbers};
use super::{TableOptions, chunks, rows};
use crate::assessment::Missing;
use crate::diagnostic::{Code, Params, suggest};
use crate::rubric::Rubric;

/// What the name of a column of counts begins with.
const PREFIX: &str = "n_";

/// The names of the columns of counts, in the order of a cell.
pub(super) fn count_columns(rubric: &Rubric) -> impl Iterator<Item = String> {
    words(rubric).map(|word| format!("{PREFIX}{word}"))
}

/// Whether the column of that name may hold counts.
pub(super) fn is_counted(name: &str) -> bool {
    name.starts_with(PREFIX)
}

fn words(rubric: &Rubric) -> impl Iterator<Item = &str> {
    let stages = rubric.document().scale.iter().map(|stage| stage.id.as_str());
    stages.chain(Missing::ALL.iter().map(|missing| missing.name()))
}

#[derive(Debug)]
pub(super) struct Counts {
    pub(super) heads: Heads,
    competency: Column<Competencies>,
    evidence: Column<Numbers>,
    /// Each with the slot that it counts.
    counts: Vec<(u32, Column<Numbers>)>,
}

impl Counts {
    pub(super) fn new(
        rubric: &Rubric,
        header: &mut Header<'_>,
        options: &TableOptions,
        findings: &mut TableFindings,
    ) -> Self {
        let heads = Heads::new(rubric, header, options, false, findings);
        let competency = competency_column(rubric, header, findings);
        let evidence = Column::new(Numbers::default(), header.optional("evidence", findings), 0);
        let mut counts = Vec::new();
        let mut absent = Vec::new();
        let mut slots: std::collections::HashSet<String> = std::collections::HashSet::new();
        for (slot, name) in (0_u32..).zip(count_columns(rubric)) {
            // A stage may be called as a reason is; the column is then the stage's.
            if !slots.insert(name.clone()) {
                continue;
            }
            match header.place(&name) {
                Some(_) => counts.extend(
                    header.find(&name, findings).map(|at| (slot, Column::new(Numbers::default(), Some(at), NULL))),
                ),
                None => absent.push(name),
            }
        }
        for name in header.names().filter(|name| is_counted(name) && !slots.contains(*name)) {
            // What looks like one of the columns that are not there would be lost without a word.
            let word = name.strip_prefix(PREFIX).unwrap_or_default();
            let absent = absent.iter().filter_map(|name| name.strip_prefix(PREFIX));
            let params = suggest(Params::new().with("id", word), word, absent);
            if params.get("suggestion").is_some() {
                let at = header.place(name);
                findings.add(Place::header(at.as_ref()), Code::UnknownStage, params);
            }
        }
        // A reason that nobody gave may be left out. A stage may not: its answers would be taken for none.
        let is_sound = !findings.has_errors();
        for stage in &rubric.document().scale {
            let name = format!("{PREFIX}{}", stage.id);
            if absent.contains(&name) && is_sound {
                header.missing(&name, findings);
            }
        }
        Self { heads, competency, evidence, counts }
    }

    pub(super) fn add(
        &mut self,
        batch: &RecordBatch,
        first: u64,
        counting: &mut Counting,
        findings: &mut TableFindings,
    ) {
        let Self { heads, competency, evidence, counts } = self;
        let mut of_heads = heads.bind(batch);
        let mut of_competency = competency.bind(batch);
        let mut of_evidence = evidence.bind(batch);
        let mut of_counts: Vec<_> = counts.iter().map(|(_, column)| column.bind(batch)).collect();
        for chunk in chunks(batch) {
            heads.fill(&mut of_heads, chunk);
            competency.fill(&mut of_competency, chunk);
            evidence.fill(&mut of_evidence, chunk);
            for ((_, column), bound) in counts.iter_mut().zip(&mut of_counts) {
                column.fill(bound, chunk);
            }
            for row in rows(chunk, first) {
                let head = heads.get(row.in_chunk);
                let rated = competency.get(row.in_chunk);
                let items = evidence.get(row.in_chunk);
                let is_whole = counts.iter().all(|(_, column)| is_good(column.get(row.in_chunk)));
                if head.is_good() && is_good(rated) && is_good(items) && is_whole {
                    if let Some(start) = counting.open(&head) {
                        let counted = counts
                            .iter()
                            .map(|(slot, column)| (*slot, column.vocabulary.get(column.get(row.in_chunk))));
                        counting.add(start, rated, counted, evidence.vocabulary.get(items));
                    }
                    heads.report_troubles(counting, &competency.vocabulary, row, findings);
                    continue;
                }
                heads.report(&of_heads, row, findings);
                competency.report(&of_competency, row, findings);
                evidence.report(&of_evidence, row, findings);
                for ((_, column), bound) in counts.iter().zip(&of_counts) {
                    column.report(bound, row, findings);
                }
            }
        }
    }
}
