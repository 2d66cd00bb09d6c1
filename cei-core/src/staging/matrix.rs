//! The stages of very many assessments that are no more than stage numbers: a matrix of bytes in, a matrix of bytes out.
//!
//! The rule is not written down a second time: what a cell counts for, and what a stage takes of so many votes, is asked
//! of the same code that stages one tally, once, and kept in tables for [`cei_kernels`].

use cei_kernels::{Kernel, NO_STAGE, NOT_APPLICABLE, Needs, Tables};

use super::Rules;
use super::rule::CompiledRule;
use super::stages::Fill;
use crate::policy::Effect;
use crate::tally::{Answer, Tally};
use crate::values::AssessmentId;

/// How many rows are staged together if columns lie in one piece.
const COLUMN_RUN: usize = 32_768;
/// How many rows are taken apart together if rows do.
const ROW_RUN: usize = 512;

/// How a matrix lies in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MatrixOrder {
    /// A row in one piece: an assessment after the other.
    RowMajor,
    /// A column in one piece: a competency, or in the result a domain, after the other.
    ColumnMajor,
}

impl MatrixOrder {
    /// How many values lie in one piece, in a matrix of that size.
    #[must_use]
    pub fn length(self, rows: usize, columns: usize) -> usize {
        match self {
            Self::RowMajor => columns,
            Self::ColumnMajor => rows,
        }
    }

    /// How many bytes there are from the first value to the last; `None` if no memory is so large.
    #[must_use]
    pub fn span(self, rows: usize, columns: usize, stride: usize) -> Option<usize> {
        let pieces = match self {
            Self::RowMajor => rows,
            Self::ColumnMajor => columns,
        };
        match pieces.checked_sub(1) {
            None => Some(0),
            Some(before) => before.checked_mul(stride)?.checked_add(self.length(rows, columns)),
        }
    }

    /// Puts columns of one height where the rows from `start` on belong.
    pub(super) fn put(self, columns: &[u8], height: usize, start: usize, out: &mut [u8], stride: usize) {
        match self {
            Self::RowMajor => put_rows(columns, height, (start, height), out, stride),
            Self::ColumnMajor => {
                for (column, values) in out.chunks_mut(stride.max(1)).zip(columns.chunks_exact(height.max(1))) {
                    let places = column.iter_mut().skip(start);
                    places.zip(values).for_each(|(place, value)| *place = *value);
                }
            }
        }
    }
}

/// Stage numbers, a row for each assessment and a column for each competency of the rubric in its order.
///
/// A cell is the one answer of one voice: a stage number from 1; 0 for unanswered; 255 for not applicable, or not asked
/// because it does not apply.
#[derive(Clone, Copy, Debug)]
pub struct Matrix<'a> {
    /// The values.
    pub values: &'a [u8],
    /// How they lie.
    pub order: MatrixOrder,
    /// How many assessments.
    pub rows: usize,
    /// How many bytes it is from one row to the next or, column-major, from one column to the next.
    pub stride: usize,
}

/// Room for stages, a row for each assessment and a column for each of [`Rules::matrix_columns`].
#[derive(Debug)]
pub struct MatrixOut<'a> {
    /// Where the stages go. What lies between rows or columns stays as it is.
    pub values: &'a mut [u8],
    /// How they lie.
    pub order: MatrixOrder,
    /// How many bytes it is from one row to the next or, column-major, from one column to the next.
    pub stride: usize,
}

/// Why a matrix could not be staged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MatrixError {
    /// From one row or column to the next it is less than one has.
    #[error("the stride `{stride}` is shorter than the `{length}` values that lie in one piece")]
    Stride {
        /// What was given.
        stride: usize,
        /// How many values lie in one piece.
        length: usize,
    },
    /// There are fewer bytes than rows, columns and stride ask for.
    #[error("`{found}` bytes are too few for the matrix")]
    TooShort {
        /// How many there are.
        found: usize,
    },
    /// A value is neither a stage number of the scale, nor 0, nor 255. It is the first in the order of the rows, at
    /// least among those that were looked at together.
    #[error("the value `{value}` in row {row}, column {column} is neither a stage number, nor 0, nor 255")]
    Value {
        /// From 0.
        row: usize,
        /// From 0.
        column: usize,
        /// What stands there.
        value: u8,
    },
}

/// Every stage as it is.
pub(super) const PLAIN: [u8; 10] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/// What is kept of the rules for matrices.
#[derive(Clone, Debug)]
pub(super) struct Batch {
    domains: Vec<Kernel>,
    overall: Option<Kernel>,
    /// Foundations first: a domain, those it builds on, and how far it may be ahead of them.
    holds: Vec<(usize, Vec<usize>, u8)>,
}

/// What the rule asks of up to so many members.
pub(super) fn tables(rule: &CompiledRule, votes: [u8; 10], members: usize) -> Tables {
    let up_to = || 0..=u64::try_from(members).unwrap_or(u64::MAX);
    let small = |need: u64| u32::try_from(need).unwrap_or(u32::MAX);
    let needs = if rule.is_reach() {
        Needs::Reach(up_to().map(|votes| small(rule.need(votes).unwrap_or(u64::MAX))).collect())
    } else {
        let points = |stage| up_to().map(|votes| small(rule.points_need(stage, votes).unwrap_or(u64::MAX))).collect();
        Needs::Points((2..=rule.k()).map(points).collect())
    };
    let enough = up_to().map(|members| small(rule.coverage_need(members).max(rule.min()))).collect();
    Tables { stages: rule.k(), votes, needs, enough, within: rule.within() }
}

impl Batch {
    /// `votes` is what a cell of a competency counts for.
    pub(super) fn new(rules: &Rules, votes: [u8; 10]) -> Self {
        let rubric = rules.rubric();
        let domain = |range: &std::ops::Range<usize>| Kernel::new(tables(&rules.domain, votes, range.len()));
        let domains: Vec<Kernel> = rubric.domain_ranges().iter().map(domain).collect();
        let overall = rules.overall.as_ref().map(|rule| Kernel::new(tables(rule, PLAIN, domains.len())));
        let check = rules.foundation.as_ref().filter(|check| check.effect == Effect::Hold);
        let held = |check: &super::FoundationCheck| {
            let below = |domain: &usize| (*domain, rubric.builds_on(*domain).to_vec(), check.ahead);
            rubric.foundations_first().iter().map(below).filter(|(_, below, _)| !below.is_empty()).collect()
        };
        Self { domains, overall, holds: check.map(held).unwrap_or_default() }
    }

    pub(super) fn columns(&self) -> usize {
        self.domains.len().saturating_add(self.overall.iter().len())
    }

    /// Stages rows that lie in columns; false if one of the values is none.
    pub(super) fn stage(&self, mut competencies: &[&[u8]], out: &mut [&mut [u8]]) -> bool {
        let (domains, overall) = out.split_at_mut(self.domains.len().min(out.len()));
        for (kernel, place) in self.domains.iter().zip(domains.iter_mut()) {
            let Some((columns, rest)) = competencies.split_at_checked(kernel.members()) else { return false };
            if !kernel.stage(columns, place) {
                return false;
            }
            competencies = rest;
        }
        for (domain, below, ahead) in &self.holds {
            hold(domains, *domain, below, *ahead);
        }
        match (&self.overall, overall.first_mut()) {
            (Some(kernel), Some(place)) => {
                let domains: Vec<&[u8]> = domains.iter().map(|column| &**column).collect();
                kernel.stage(&domains, place)
            }
            _ => true,
        }
    }
}

/// "with `hold` it is held there": at most `ahead` above the lowest stage among the domains it builds on.
fn hold(domains: &mut [&mut [u8]], domain: usize, below: &[usize], ahead: u8) {
    const ROWS: usize = 256;
    let Some(stages) = domains.get_mut(domain).map(std::mem::take) else { return };
    for (start, places) in (0..).step_by(ROWS).zip(stages.chunks_mut(ROWS)) {
        // One less than the lowest: no stage is 255 here and not applicable 254, more than any stage is ahead of.
        let mut lowest = [u8::MAX; ROWS];
        for found in below.iter().filter_map(|other| domains.get(*other)?.get(start..)) {
            for (lowest, found) in lowest.iter_mut().zip(found) {
                *lowest = (*lowest).min(found.wrapping_sub(1));
            }
        }
        for (stage, lowest) in places.iter_mut().zip(lowest) {
            let most = lowest.saturating_add(1).saturating_add(ahead);
            *stage = if *stage == NOT_APPLICABLE { NOT_APPLICABLE } else { (*stage).min(most) };
        }
    }
    if let Some(place) = domains.get_mut(domain) {
        *place = stages;
    }
}

impl Rules {
    /// How many columns the result of [`Rules::stage_matrix`] has: one for each domain, and then one for the overall
    /// stage if the policy has a rule for it.
    #[must_use]
    pub fn matrix_columns(&self) -> usize {
        self.batch().columns()
    }

    /// The stages of the domains of many assessments, of which there is nothing but one stage number for each
    /// competency: the same as [`Rules::stage`] gives for a tally with that one answer of one voice, and with no
    /// decision and no evidence.
    ///
    /// The result holds, for each assessment and domain, the stage number; 0 where there is none; 255 where the domain
    /// is not applicable. A policy that asks for decisions (`require`) gives no stage to anything here, and one that
    /// holds a stage for want of evidence holds it.
    ///
    /// Takes no lock and allocates nothing per row; any number of threads may share the work by rows.
    ///
    /// # Errors
    ///
    /// If the matrix is not as it says, or a value is none. What is in `out` then means nothing.
    ///
    /// ```
    /// use cei_core::{Matrix, MatrixOrder, MatrixOut, Policy, Rubric};
    ///
    /// let rubric = Rubric::cei();
    /// let rules = Policy::built_in("cei-default").unwrap().compile(&rubric)?;
    /// let assessments = [[3; 34], [4; 34], [0; 34], [255; 34]].concat();
    /// let mut stages = [0; 4 * 7];
    /// rules.stage_matrix(
    ///     Matrix { values: &assessments, order: MatrixOrder::RowMajor, rows: 4, stride: 34 },
    ///     MatrixOut { values: &mut stages, order: MatrixOrder::ColumnMajor, stride: 4 },
    /// )?;
    /// assert_eq!(stages[..4], [3, 4, 0, 255]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn stage_matrix(&self, matrix: Matrix<'_>, out: MatrixOut<'_>) -> Result<(), MatrixError> {
        let batch = self.batch();
        let competencies = self.rubric().competencies().len();
        let width = batch.columns();
        let rows = matrix.rows;
        fits(matrix.order, rows, competencies, matrix.stride, matrix.values.len())?;
        fits(out.order, rows, width, out.stride, out.values.len())?;
        let by_rows = matrix.order == MatrixOrder::RowMajor || out.order == MatrixOrder::RowMajor;
        // Memory is taken once, and a few places for each run; nothing for a row.
        let run = if by_rows { ROW_RUN } else { COLUMN_RUN }.min(rows.max(1));
        let room = |order, columns: usize| match order {
            MatrixOrder::RowMajor => vec![0; run.saturating_mul(columns)],
            MatrixOrder::ColumnMajor => Vec::new(),
        };
        let (mut taken_apart, mut staged) = (room(matrix.order, competencies), room(out.order, width));
        for start in (0..rows).step_by(run) {
            let len = rows.saturating_sub(start).min(run);
            let mut columns: Vec<&[u8]> = Vec::with_capacity(competencies);
            let mut places: Vec<&mut [u8]> = Vec::with_capacity(width);
            match matrix.order {
                MatrixOrder::RowMajor => {
                    let rows = matrix.values.get(start.saturating_mul(matrix.stride)..).unwrap_or_default();
                    cei_kernels::rows_to_columns(rows, matrix.stride, len, &mut taken_apart, run);
                    columns.extend(taken_apart.chunks_exact(run).filter_map(|column| column.get(..len)));
                }
                MatrixOrder::ColumnMajor => {
                    let piece = matrix.values.chunks(matrix.stride.max(1)).take(competencies);
                    columns.extend(piece.filter_map(|column| column.get(start..start.saturating_add(len))));
                }
            }
            match out.order {
                MatrixOrder::RowMajor => {
                    places.extend(staged.chunks_exact_mut(run).filter_map(|column| column.get_mut(..len)));
                }
                MatrixOrder::ColumnMajor => {
                    let piece = out.values.chunks_mut(out.stride.max(1)).take(width);
                    places.extend(piece.filter_map(|column| column.get_mut(start..start.saturating_add(len))));
                }
            }
            if !batch.stage(&columns, &mut places) {
                return Err(self.first_bad(&columns, start));
            }
            if out.order == MatrixOrder::RowMajor {
                put_rows(&staged, run, (start, len), out.values, out.stride);
            }
        }
        Ok(())
    }

    fn batch(&self) -> &Batch {
        self.batch.get_or_init(|| Batch::new(self, self.votes_of_cells()))
    }

    /// By the value of a cell: the stage that a competency has with that one answer and nothing else; 0 for none.
    fn votes_of_cells(&self) -> [u8; 10] {
        std::array::from_fn(|value| {
            let stage = u8::try_from(value).ok().filter(|value| *value <= self.rubric().stages());
            let mut tally = Tally::new(self.rubric(), AssessmentId::unreadable());
            let counted = stage.is_some_and(|stage| tally.count(0, 0, Answer::Stage(stage), 0));
            let node = self.competency(&tally, 0, Fill::None).node;
            if counted { node.stage.unwrap_or(NO_STAGE) } else { NO_STAGE }
        })
    }

    /// The first value of a run that is none.
    fn first_bad(&self, columns: &[&[u8]], start: usize) -> MatrixError {
        let is_bad = |value: u8| value > self.rubric().stages() && value != NOT_APPLICABLE;
        let found = columns.iter().enumerate().filter_map(|(column, values)| {
            let row = values.iter().position(|value| is_bad(*value))?;
            Some((row, column, values.get(row).copied()?))
        });
        let (row, column, value) = found.min().unwrap_or_default();
        MatrixError::Value { row: row.saturating_add(start), column, value }
    }
}

/// Puts columns, `height` bytes each, where so many rows from the row `start` on belong.
fn put_rows(columns: &[u8], height: usize, (start, len): (usize, usize), out: &mut [u8], stride: usize) {
    let rows = out.get_mut(start.saturating_mul(stride)..).unwrap_or_default();
    cei_kernels::columns_to_rows(columns, height, len, rows, stride);
}

pub(super) fn fits(
    order: MatrixOrder,
    rows: usize,
    columns: usize,
    stride: usize,
    found: usize,
) -> Result<(), MatrixError> {
    let length = order.length(rows, columns);
    if length > stride {
        return Err(MatrixError::Stride { stride, length });
    }
    match order.span(rows, columns, stride) {
        Some(span) if span <= found => Ok(()),
        _ => Err(MatrixError::TooShort { found }),
    }
}
