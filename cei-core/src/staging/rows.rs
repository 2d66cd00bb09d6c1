//! The stages of very many assessments from single answers in any order: numbers in, a matrix of bytes out.

use cei_kernels::rows::{Answers, Counter, Voice};
pub(crate) use cei_kernels::rows::{CHUNK, Codes as AnswerCodes};
use cei_kernels::{Kernel, NO_STAGE, NOT_APPLICABLE};

use super::Rules;
use super::matrix::{Batch, MatrixError, MatrixOut, PLAIN, fits, tables};
use super::profile::Status;
use super::stages::Fill;
use crate::tally::{Counts, MissingCounts};
use crate::values::Count;

/// Answers as numbers, the same number of them in each array: one of everything is one answer.
#[derive(Clone, Copy, Debug)]
pub struct AnswerRows<'a> {
    /// Of which assessment, from 0.
    pub assessments: &'a [u32],
    /// Of which of [`Rubric::groups`](crate::Rubric::groups), from 0; the last is the team.
    pub groups: &'a [u8],
    /// On which of [`Rubric::competencies`](crate::Rubric::competencies), from 0.
    pub competencies: &'a [u16],
    /// A stage number from 1, 0 for unanswered, 255 for not applicable.
    pub stages: &'a [u8],
}

/// Why answers could not be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// There are not as many values in each array.
    #[error("the arrays do not have as many values each")]
    Lengths,
    /// A number names an assessment, a group, a competency or a stage that there is not. It is the first.
    #[error("the answer in row {row} names something that there is not")]
    Row {
        /// From 0.
        row: usize,
    },
}

/// Counts single answers, and then stages the domains of every assessment.
///
/// Memory grows with the assessments, groups and competencies (a byte for each of them and each stage, two more where answers
/// name no stage), and no more than 24 MiB with the answers.
#[derive(Clone, Debug)]
pub struct AnswerCounter<'a> {
    rules: &'a Rules,
    batch: Batch,
    groups: Kernel,
    counter: Counter,
    assessments: usize,
}

impl Rules {
    /// Begins to count single answers of that many assessments; more can be added with [`AnswerCounter::grow`].
    ///
    /// What comes out is what [`Rules::stage`] gives for a tally of the same answers, without decisions and evidence.
    ///
    /// ```
    /// use cei_core::{AnswerRows, MatrixOrder, MatrixOut, Policy, Rubric};
    ///
    /// let rubric = Rubric::cei();
    /// let rules = Policy::built_in("cei-every-voice").unwrap().compile(&rubric)?;
    /// let mut counter = rules.count_answers(1);
    /// for competency in 0..5 {
    ///     let competencies = &[competency; 3];
    ///     // Two groups, the second with two answers.
    ///     counter.add(AnswerRows { assessments: &[0; 3], groups: &[0, 1, 1], competencies, stages: &[3, 2, 2] })?;
    /// }
    /// let mut stages = [0; 7];
    /// counter.stage(MatrixOut { values: &mut stages, order: MatrixOrder::RowMajor, stride: 7 })?;
    /// assert_eq!(stages, [2, 0, 0, 0, 0, 0, 0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn count_answers(&self, assessments: usize) -> AnswerCounter<'_> {
        let rubric = self.rubric();
        let (groups, competencies) = (rubric.groups().len(), rubric.competencies().len());
        AnswerCounter {
            rules: self,
            batch: Batch::new(self, self.settled_stages()),
            groups: Kernel::new(tables(&self.groups, PLAIN, groups)),
            counter: Counter::new(rubric.stages(), groups, competencies, assessments),
            assessments,
        }
    }

    /// By stage number: what is left of a competency's stage when there is no decision and no evidence.
    fn settled_stages(&self) -> [u8; 10] {
        PLAIN.map(|stage| {
            let is_stage = (1..=self.rubric().stages()).contains(&stage);
            if is_stage { self.settled(stage).unwrap_or(NO_STAGE) } else { NO_STAGE }
        })
    }

    /// raters → group, by the code that stages one tally.
    fn voice(&self, voice: &Voice) -> u8 {
        let count = |count| Count::new(count).unwrap_or_default();
        let missing = MissingCounts {
            unanswered: count(voice.open),
            not_applicable: count(voice.not_applicable),
            ..MissingCounts::default()
        };
        match self.group(&Counts { stages: voice.stages, missing, evidence: 0 }, Fill::None) {
            None => NOT_APPLICABLE,
            Some(node) if node.status == Status::NotApplicable => NOT_APPLICABLE,
            Some(node) => node.stage.unwrap_or(NO_STAGE),
        }
    }
}

impl AnswerCounter<'_> {
    /// How many assessments there are.
    #[must_use]
    pub fn assessments(&self) -> usize {
        self.assessments
    }

    /// Makes room for as many assessments.
    pub fn grow(&mut self, assessments: usize) {
        self.assessments = self.assessments.max(assessments);
        self.counter.grow(self.assessments);
    }

    /// Counts answers. Quick for very many at once.
    ///
    /// # Errors
    ///
    /// If one of them names what there is not; then the counter is of no use any more.
    pub fn add(&mut self, answers: AnswerRows<'_>) -> Result<(), AnswerError> {
        let AnswerRows { assessments, groups, competencies, stages } = answers;
        if [assessments.len(), groups.len(), competencies.len()] != [stages.len(); 3] {
            return Err(AnswerError::Lengths);
        }
        let answers = Answers { assessments, groups, competencies, stages };
        self.counter.add(answers).map_err(|row| AnswerError::Row { row })
    }

    /// As [`AnswerCounter::add`], of the codes of assessments, groups, competencies and answers. False, and nothing counted,
    /// if one of them cannot be; they are at most [`CHUNK`].
    pub(crate) fn add_chunk(
        &mut self,
        [assessments, groups, competencies, stages]: [&[u32]; 4],
        codes: AnswerCodes,
    ) -> bool {
        self.counter.add_codes(Answers { assessments, groups, competencies, stages }, codes).is_ok()
    }

    /// The stages of the domains, a row for each assessment, as [`Rules::stage_matrix`] gives them. An assessment without
    /// any answer has no stage anywhere.
    ///
    /// # Errors
    ///
    /// If there is no room for them in `out`.
    pub fn stage(&self, out: MatrixOut<'_>) -> Result<(), MatrixError> {
        let (width, competencies) = (self.batch.columns(), self.rules.rubric().competencies().len());
        let MatrixOut { values: places, order, stride } = out;
        fits(order, self.assessments, width, stride, places.len())?;
        let mut rated = Vec::new();
        let mut staged = Vec::new();
        self.counter.voices(
            |voice| self.rules.voice(voice),
            |range, voices, answered| {
                let (start, height) = (range.start, range.len());
                rated.resize(competencies.saturating_mul(height), 0);
                staged.resize(width.saturating_mul(height), 0);
                let by_group = || voices.chunks_exact(competencies.saturating_mul(height).max(1));
                for ((index, rated), answered) in
                    rated.chunks_exact_mut(height).enumerate().zip(answered.chunks_exact(height))
                {
                    let columns: Vec<&[u8]> =
                        by_group().filter_map(|group| group.chunks_exact(height).nth(index)).collect();
                    // Every voice is one of what a stage can be: nothing can be wrong with it.
                    let _ = self.groups.stage(&columns, rated);
                    // "with no answers at all it is `insufficient`"
                    for (stage, answered) in rated.iter_mut().zip(answered) {
                        *stage = if *answered == 0 { NO_STAGE } else { *stage };
                    }
                }
                let columns: Vec<&[u8]> = rated.chunks_exact(height).collect();
                let mut domains: Vec<&mut [u8]> = staged.chunks_exact_mut(height).collect();
                let _ = self.batch.stage(&columns, &mut domains);
                order.put(&staged, height, start, places, stride);
            },
        );
        Ok(())
    }
}
