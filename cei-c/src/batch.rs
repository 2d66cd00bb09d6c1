//! Many assessments at once: plain arrays in, plain arrays out.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::slice;

use cei_core::{AnswerRows, Matrix, MatrixOrder, MatrixOut, Rules};

use crate::error::cei_error;
use crate::failure::{BadMatrix, Failure};
use crate::input;
use crate::output::done;
use crate::panic::boundary;
use crate::rules::cei_rules;
use crate::status::cei_status;

/// How a matrix lies in memory. The numbers are fixed. It is passed as a uint32_t.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum cei_matrix_order {
    /// A row in one piece: one assessment after the other.
    RowMajor = 0,
    /// A column in one piece: one competency, or in the result one domain, after the other.
    ColumnMajor = 1,
}

fn order(number: u32) -> Result<MatrixOrder, Failure> {
    match number {
        0 => Ok(MatrixOrder::RowMajor),
        1 => Ok(MatrixOrder::ColumnMajor),
        _ => Err(Failure::Matrix(BadMatrix::Order)),
    }
}

/// How many bytes a caller's matrix has from its first value to its last.
fn span(
    order: MatrixOrder,
    rows: usize,
    columns: usize,
    stride: usize,
    argument: &'static str,
) -> Result<usize, Failure> {
    let span = order.span(rows, columns, stride).filter(|span| isize::try_from(*span).is_ok());
    span.ok_or(Failure::InvalidLength(argument))
}

/// The caller's room for results.
///
/// # Safety
///
/// If `len` is not 0 and `out` not `NULL`, `len` bytes there are the caller's, and nobody else uses them during the call.
unsafe fn room<'a>(out: *mut u8, len: usize) -> Result<&'a mut [u8], Failure> {
    match len {
        0 => Ok(&mut []),
        _ if out.is_null() => Err(Failure::NullPointer("out")),
        // SAFETY: not null, no longer than an allocation can be; the caller vouches for the rest.
        _ => Ok(unsafe { slice::from_raw_parts_mut(out, len) }),
    }
}

/// The caller's numbers.
///
/// # Safety
///
/// If `len` is not 0 and `ptr` not `NULL`, `len` numbers can be read there and nobody writes there during the call.
unsafe fn array<'a, T>(ptr: *const T, len: usize, argument: &'static str) -> Result<&'a [T], Failure> {
    let bytes = len.checked_mul(size_of::<T>()).and_then(|bytes| isize::try_from(bytes).ok());
    match bytes.ok_or(Failure::InvalidLength(argument))? {
        0 => Ok(&[]),
        _ if ptr.is_null() => Err(Failure::NullPointer(argument)),
        // SAFETY: not null, no longer than an allocation can be; the caller vouches for the rest.
        _ => Ok(unsafe { slice::from_raw_parts(ptr, len) }),
    }
}

/// How many columns the result of cei_rules_stage_matrix has: one for each domain of the rubric, in its order, and then
/// one for the overall stage if the policy has a rule for it. 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn cei_rules_matrix_columns(rules: Option<&cei_rules>) -> usize {
    boundary(|| rules.map_or(0, |rules| rules.0.matrix_columns()))
}

/// The stages of the domains of many assessments of which there is nothing but one stage number for each competency:
/// the same as cei_stage gives for a tally with that one answer of one voice, without decisions and evidence.
///
/// `values` has a row for each of `rows` assessments and a column for each competency of the rubric, in its order:
///   - 1 up to the number of stages: the stage with that number, 1 for the lowest;
///   - 0: unanswered. The competency counts as one that has no stage;
///   - 255: not applicable, or not asked because it does not apply. The competency does not count.
///
/// `out` is yours and has room for `rows` rows and cei_rules_matrix_columns columns. It gets stage numbers; 0 where a
/// domain has no stage, because too few of its competencies have one; 255 where it has no competency that counts.
///
/// Both lie as `order` says (CEI_MATRIX_ORDER_ROW_MAJOR or CEI_MATRIX_ORDER_COLUMN_MAJOR). `stride` is how many bytes it
/// is from one row to the next or, column-major, from one column to the next: at least the number of columns or of rows.
/// `out_stride` is the same for `out`. What lies between rows or columns of `values` is not read, and in `out` it stays
/// as it is. The two must not overlap. If `rows` is 0 nothing is done.
///
/// Column-major is the quicker of the two. No lock is taken and nothing is allocated for a row; any number of threads
/// may stage parts of a matrix at once, with the same rules.
///
/// NULL for `values` and `out` is fine where they hold nothing.
///
/// Errors: CEI_STATUS_INVALID_MATRIX if a stride is too short, the order is unknown, or a value is none of these: the
/// message names the row and the column, from 0, and what is in `out` means nothing. CEI_STATUS_INVALID_LENGTH if no
/// memory is so large. CEI_STATUS_NULL_POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_rules_stage_matrix(
    rules: Option<&cei_rules>,
    order: u32,
    values: *const u8,
    rows: usize,
    stride: usize,
    out: *mut u8,
    out_stride: usize,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    done(error, || {
        let rules: &Rules = &input::required(rules, "rules")?.0;
        let order = self::order(order)?;
        let columns = rules.rubric().competencies().len();
        let len = span(order, rows, columns, stride, "values")?;
        let out_len = span(order, rows, rules.matrix_columns(), out_stride, "out")?;
        // SAFETY: the caller vouches for the bytes of `values`.
        let values = unsafe { input::bytes(values.cast(), len, "values") }?;
        // SAFETY: the caller vouches for the bytes of `out`, and that nobody else uses them meanwhile.
        let places = unsafe { room(out, out_len) }?;
        let matrix = Matrix { values, order, rows, stride };
        let out = MatrixOut { values: places, order, stride: out_stride };
        rules.stage_matrix(matrix, out).map_err(|error| Failure::Matrix(BadMatrix::Matrix(error)))
    })
}

/// The stages of the domains of one assessment, from its `cei.assessment/1` document: everything is checked, nothing is
/// explained. The quickest way from a document to stages; for their reasons there is cei_assess.
///
/// `out` is yours and has room for `out_len` bytes, at least cei_rules_matrix_columns. It gets what
/// cei_rules_stage_matrix gives for a row, and more of it is not touched.
///
///     #include <cei.h>
///     #include <stdio.h>
///
///     // Prints the stage numbers of one line of a stream that has a document on each.
///     cei_status print_stages(const cei_rules *rules, const char *line, size_t length) {
///         uint8_t stages[16];
///         cei_status status = cei_rules_stage_document(rules, line, length, stages, sizeof stages, NULL);
///         for (size_t i = 0; i < cei_rules_matrix_columns(rules) && status == CEI_STATUS_OK; i++) {
///             printf("%u%c", stages[i], i + 1 < cei_rules_matrix_columns(rules) ? ' ' : '\n');
///         }
///         return status;
///     }
///
/// Errors: CEI_STATUS_INVALID_DOCUMENT with all that is wrong with it; CEI_STATUS_INVALID_LENGTH if `out_len` is too
/// small. CEI_STATUS_NULL_POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_rules_stage_document(
    rules: Option<&cei_rules>,
    json: *const c_char,
    json_len: usize,
    out: *mut u8,
    out_len: usize,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    done(error, || {
        let rules: &Rules = &input::required(rules, "rules")?.0;
        // SAFETY: the caller vouches for the bytes of `json`.
        let json = unsafe { input::bytes(json, json_len, "json") }?;
        if out_len < rules.matrix_columns() || isize::try_from(out_len).is_err() {
            return Err(Failure::InvalidLength("out_len"));
        }
        // SAFETY: the caller vouches for the bytes of `out`, and that nobody else uses them meanwhile.
        let places = unsafe { room(out, out_len) }?;
        for (place, stage) in places.iter_mut().zip(rules.read_stages(json)?) {
            *place = stage;
        }
        Ok(())
    })
}

/// The stages of the domains of `assessments` assessments, from `len` single answers in any order: the same as cei_stage
/// gives for a tally of the answers of each, without decisions and evidence.
///
/// One of each array is one answer:
///   - `of_assessments`: of which assessment, from 0 and less than `assessments`;
///   - `of_groups`: of which group of the rubric, from 0 in its order; one more than the last is the team;
///   - `of_competencies`: on which competency of the rubric, from 0 in its order;
///   - `stages`: a stage number from 1; 0 for unanswered; 255 for not applicable.
///
/// `out` gets a row for each assessment and a column for each of cei_rules_matrix_columns, as cei_rules_stage_matrix says;
/// `order` and `out_stride` are of `out`. An assessment without an answer has no stage anywhere.
///
/// Memory for counting: a byte for each assessment, group, competency and stage that is answered on, two more for each where
/// answers name no stage, and 24 MiB; nothing for a row beyond that. No lock is taken.
///
/// NULL for the arrays is fine where they hold nothing.
///
/// Errors: CEI_STATUS_INVALID_MATRIX if an answer names what there is not (the message names its row, from 0), if `out_stride` is
/// too short or the order unknown. CEI_STATUS_INVALID_LENGTH if no memory is so large.
/// CEI_STATUS_NULL_POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cei_rules_stage_answers(
    rules: Option<&cei_rules>,
    of_assessments: *const u32,
    of_groups: *const u8,
    of_competencies: *const u16,
    stages: *const u8,
    len: usize,
    assessments: usize,
    order: u32,
    out: *mut u8,
    out_stride: usize,
    error: Option<&mut MaybeUninit<Option<Box<cei_error>>>>,
) -> cei_status {
    done(error, || {
        let rules: &Rules = &input::required(rules, "rules")?.0;
        let order = self::order(order)?;
        let rubric = rules.rubric();
        let voices = rubric.groups().len().saturating_mul(rubric.competencies().len());
        // 16 bytes for each is the most that is taken.
        let counts = assessments.checked_mul(voices.saturating_mul(16)).and_then(|bytes| isize::try_from(bytes).ok());
        counts.ok_or(Failure::InvalidLength("assessments"))?;
        let out_len = span(order, assessments, rules.matrix_columns(), out_stride, "out")?;
        // SAFETY: the caller vouches for the values of each array.
        let answers = unsafe {
            AnswerRows {
                assessments: array(of_assessments, len, "of_assessments")?,
                groups: array(of_groups, len, "of_groups")?,
                competencies: array(of_competencies, len, "of_competencies")?,
                stages: array(stages, len, "stages")?,
            }
        };
        // SAFETY: the caller vouches for the bytes of `out`, and that nobody else uses them meanwhile.
        let values = unsafe { room(out, out_len) }?;
        let mut counter = rules.count_answers(assessments);
        counter.add(answers).map_err(|error| Failure::Matrix(BadMatrix::Answers(error)))?;
        counter
            .stage(MatrixOut { values, order, stride: out_stride })
            .map_err(|error| Failure::Matrix(BadMatrix::Matrix(error)))
    })
}

#[cfg(test)]
mod tests {
    use cei_core::{Policy, Rubric};

    use super::*;

    fn rules() -> cei_rules {
        cei_rules(Policy::built_in("cei-default").unwrap().compile(&Rubric::cei()).unwrap())
    }

    fn stage(rules: &cei_rules, order: u32, values: &[u8], rows: usize, out: &mut [u8]) -> (cei_status, String) {
        let stride = if order == 0 { 34 } else { rows };
        let out_stride = if order == 0 { 7 } else { rows };
        let mut error = MaybeUninit::uninit();
        // SAFETY: the arrays are as large as they are said to be.
        let status = unsafe {
            let (values, out) = (values.as_ptr(), out.as_mut_ptr());
            cei_rules_stage_matrix(Some(rules), order, values, rows, stride, out, out_stride, Some(&mut error))
        };
        // SAFETY: every call writes to the place.
        let error: Option<Box<cei_error>> = unsafe { error.assume_init() };
        (status, error.map_or_else(String::new, |error| error.code().to_owned()))
    }

    #[test]
    fn both_orders_and_what_is_wrong() {
        let rules = rules();
        assert_eq!(cei_rules_matrix_columns(Some(&rules)), 7);
        let rows = [[3; 34], [0; 34], [255; 34]];
        let mut out = [9; 21];
        assert_eq!(stage(&rules, 0, rows.as_flattened(), 3, &mut out), (cei_status::Ok, String::new()));
        assert_eq!(out.as_chunks::<7>().0, [[3; 7], [0; 7], [255; 7]]);
        let columns = [[3, 0, 255]; 34];
        assert_eq!(stage(&rules, 1, columns.as_flattened(), 3, &mut out), (cei_status::Ok, String::new()));
        assert_eq!(out.as_chunks::<3>().0, [[3, 0, 255]; 7]);
        let bad = (cei_status::InvalidMatrix, "invalid_matrix".to_owned());
        assert_eq!(stage(&rules, 0, &[5; 34], 1, &mut out), bad);
        assert_eq!(stage(&rules, 2, &[3; 34], 1, &mut out), bad);
        let too_many = stage(&rules, 1, &[], usize::MAX, &mut []);
        assert_eq!(too_many, (cei_status::InvalidLength, "invalid_length".to_owned()));
    }
    #[test]
    fn answers_in_any_order_and_what_is_wrong() {
        let rules = rules();
        let stage = |of_assessment: u32, order: u32, out_stride: usize| {
            let mut out = [9; 14];
            // SAFETY: the arrays are as large as they are said to be.
            let status = unsafe {
                cei_rules_stage_answers(
                    Some(&rules),
                    [1, 1, of_assessment].as_ptr(),
                    [0, 5, 0].as_ptr(),
                    [29, 30, 31].as_ptr(),
                    [2, 2, 3].as_ptr(),
                    3,
                    2,
                    order,
                    out.as_mut_ptr(),
                    out_stride,
                    None,
                )
            };
            (status, out)
        };
        assert_eq!(stage(1, 0, 7), (cei_status::Ok, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]));
        assert_eq!(stage(1, 1, 2), (cei_status::Ok, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]));
        assert_eq!(stage(0, 0, 7), (cei_status::Ok, [0; 14]));
        for bad in [stage(2, 0, 7), stage(1, 2, 7), stage(1, 0, 6)] {
            assert_eq!(bad.0, cei_status::InvalidMatrix);
        }
    }
}
