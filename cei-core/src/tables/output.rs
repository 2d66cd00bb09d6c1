//! Tables out: stages, domains, counts.
//!
//! Each function makes one batch of what it is given; the columns depend on the rubric and the policy only, so a long
//! stream is made of many batches, some thousand profiles each. Stages are an ordered dictionary of the scale, lowest
//! first: a category that compares in pandas and polars.

use std::borrow::Borrow;
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::types::Int8Type;
use arrow_array::{ArrayRef, DictionaryArray, Int8Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::counts::count_columns;
use crate::assessment::Missing;
use crate::rubric::Rubric;
use crate::staging::{Because, Profile, Rules, Status};
use crate::tally::Tally;
use crate::values::Id;

/// What the one node of level `overall` is called.
const OVERALL: &str = "overall";

/// A column of texts. More bytes than a column can hold are an error, not a panic.
#[derive(Debug, Default)]
pub(super) struct Texts {
    builder: StringBuilder,
    bytes: usize,
}

impl Texts {
    pub(super) fn push(&mut self, text: Option<&str>) -> Result<(), ArrowError> {
        self.add_bytes(text.map_or(0, str::len))?;
        self.builder.append_option(text);
        Ok(())
    }

    /// The same text so many times.
    pub(super) fn repeat(&mut self, text: &str, times: usize) -> Result<(), ArrowError> {
        self.add_bytes(text.len().saturating_mul(times))?;
        self.builder.append_value_n(text, times);
        Ok(())
    }

    fn add_bytes(&mut self, count: usize) -> Result<(), ArrowError> {
        self.bytes = self.bytes.saturating_add(count);
        if i32::try_from(self.bytes).is_err() {
            return Err(ArrowError::OffsetOverflowError(self.bytes));
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> ArrayRef {
        Arc::new(self.builder.finish())
    }
}

/// A column of stages.
#[derive(Debug)]
struct Stages<'a> {
    rubric: &'a Rubric,
    numbers: Vec<Option<i8>>,
}

impl<'a> Stages<'a> {
    fn new(rubric: &'a Rubric) -> Self {
        Self { rubric, numbers: Vec::new() }
    }

    fn push(&mut self, stage: Option<&Id>) {
        self.numbers.push(stage.and_then(|id| number(self.rubric, id)));
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        let keys = self.numbers.into_iter().map(|number| number.map(|number| number.saturating_sub(1)));
        let scale: StringArray = self.rubric.document().scale.iter().map(|stage| Some(stage.id.as_str())).collect();
        Ok(Arc::new(DictionaryArray::<Int8Type>::try_new(keys.collect(), Arc::new(scale))?))
    }
}

fn number(rubric: &Rubric, stage: &Id) -> Option<i8> {
    rubric.stage_number(stage.as_str()).and_then(|number| i8::try_from(number).ok())
}

fn text_field(name: &str, nullable: bool) -> Field {
    Field::new(name, DataType::Utf8, nullable)
}

fn stage_field(name: &str) -> Field {
    let data_type = DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8));
    Field::new(name, data_type, true).with_dict_is_ordered(true)
}

/// The columns of [`stages_table`].
#[must_use]
pub fn stages_schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        text_field("assessment", false),
        text_field("level", false),
        text_field("id", false),
        text_field("status", false),
        stage_field("stage"),
        Field::new("stage_number", DataType::Int8, true),
        stage_field("low"),
        stage_field("high"),
        Field::new("votes", DataType::Int64, false),
        Field::new("members", DataType::Int64, false),
        text_field("bound", true),
    ]))
}

/// What of a node is in the table.
struct Node<'a> {
    status: Status,
    stage: Option<&'a Id>,
    range: &'a [Id],
    because: &'a Because,
}

macro_rules! node {
    ($node:expr) => {
        Node { status: $node.status, stage: $node.stage.as_ref(), range: &$node.range, because: &$node.because }
    };
}

struct StageRows<'a> {
    rubric: &'a Rubric,
    assessment: Texts,
    level: Texts,
    id: Texts,
    status: Texts,
    stage: Stages<'a>,
    number: Vec<Option<i8>>,
    low: Stages<'a>,
    high: Stages<'a>,
    votes: Vec<i64>,
    members: Vec<i64>,
    bound: Texts,
}

impl<'a> StageRows<'a> {
    fn new(rubric: &'a Rubric) -> Self {
        Self {
            rubric,
            assessment: Texts::default(),
            level: Texts::default(),
            id: Texts::default(),
            status: Texts::default(),
            stage: Stages::new(rubric),
            number: Vec::new(),
            low: Stages::new(rubric),
            high: Stages::new(rubric),
            votes: Vec::new(),
            members: Vec::new(),
            bound: Texts::default(),
        }
    }

    fn push(&mut self, profile: &Profile, level: &str, id: &str, node: &Node<'_>) -> Result<(), ArrowError> {
        let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        self.assessment.push(Some(profile.assessment.as_str()))?;
        self.level.push(Some(level))?;
        self.id.push(Some(id))?;
        self.status.push(Some(node.status.name()))?;
        self.stage.push(node.stage);
        self.number.push(node.stage.and_then(|id| number(self.rubric, id)));
        self.low.push(node.range.first());
        self.high.push(node.range.last());
        self.votes.push(whole(node.because.votes));
        self.members.push(whole(node.because.members));
        self.bound.push(node.because.bound.map(|bound| bound.name()))
    }

    fn profile(&mut self, profile: &Profile) -> Result<(), ArrowError> {
        if let Some(overall) = &profile.overall {
            self.push(profile, "overall", OVERALL, &node!(overall))?;
        }
        for domain in &profile.domains {
            self.push(profile, "domain", domain.id.as_str(), &node!(domain))?;
            for competency in &domain.competencies {
                self.push(profile, "competency", competency.id.as_str(), &node!(competency))?;
                for group in &competency.groups {
                    let id = format!("{}/{}", competency.id, group.group);
                    self.push(profile, "group", &id, &node!(group))?;
                }
            }
        }
        for lens in &profile.lenses {
            for part in &lens.parts {
                self.push(profile, "part", &format!("{}/{}", lens.id, part.id), &node!(part))?;
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<RecordBatch, ArrowError> {
        let columns: Vec<ArrayRef> = vec![
            self.assessment.finish(),
            self.level.finish(),
            self.id.finish(),
            self.status.finish(),
            self.stage.finish()?,
            Arc::new(Int8Array::from(self.number)),
            self.low.finish()?,
            self.high.finish()?,
            Arc::new(Int64Array::from(self.votes)),
            Arc::new(Int64Array::from(self.members)),
            self.bound.finish(),
        ];
        RecordBatch::try_new(stages_schema(), columns)
    }
}

/// Every node of every profile, a row each, in the order of the profile.
///
/// | `level` | `id` |
/// | --- | --- |
/// | `overall` | `overall` |
/// | `domain` | the domain's |
/// | `competency` | the competency's |
/// | `group` | the competency's and the group's, as `1.1/families` |
/// | `part` | the lens's and the part's, as `plln-components/leadership` |
///
/// `low` and `high` are the ends of the range; `stage`, `stage_number`, `low`, `high` and `bound` are null where there
/// is none.
///
/// # Errors
///
/// If the texts of a column have more than 2 GiB; no such batch is made.
pub fn stages_table(
    rubric: &Rubric,
    profiles: impl IntoIterator<Item: Borrow<Profile>>,
) -> Result<RecordBatch, ArrowError> {
    let mut rows = StageRows::new(rubric);
    for profile in profiles {
        rows.profile(profile.borrow())?;
    }
    rows.finish()
}

/// The columns of [`domains_table`].
#[must_use]
pub fn domains_schema(rules: &Rules) -> SchemaRef {
    let mut fields = vec![text_field("assessment", false)];
    fields.extend(rules.rubric().document().domains.iter().map(|domain| stage_field(domain.id.as_str())));
    if has_overall(rules) {
        fields.push(stage_field(OVERALL));
    }
    Arc::new(Schema::new(fields))
}

fn has_overall(rules: &Rules) -> bool {
    rules.policy().document().overall.is_some()
}

/// The stages of the domains, a row for each profile and a column for each domain; `overall` last if the policy has
/// a rule for it. Null where there is no stage.
///
/// # Errors
///
/// As [`stages_table`].
pub fn domains_table(
    rules: &Rules,
    profiles: impl IntoIterator<Item: Borrow<Profile>>,
) -> Result<RecordBatch, ArrowError> {
    let rubric = rules.rubric();
    let mut assessment = Texts::default();
    let mut domains: Vec<Stages<'_>> = rubric.document().domains.iter().map(|_| Stages::new(rubric)).collect();
    let mut overall = Stages::new(rubric);
    for profile in profiles {
        let profile = profile.borrow();
        assessment.push(Some(profile.assessment.as_str()))?;
        for (column, domain) in domains.iter_mut().zip(&rubric.document().domains) {
            let found = profile.domains.iter().find(|found| found.id == domain.id);
            column.push(found.and_then(|found| found.stage.as_ref()));
        }
        overall.push(profile.overall.as_ref().and_then(|overall| overall.stage.as_ref()));
    }
    let mut columns = vec![assessment.finish()];
    for column in domains {
        columns.push(column.finish()?);
    }
    if has_overall(rules) {
        columns.push(overall.finish()?);
    }
    RecordBatch::try_new(domains_schema(rules), columns)
}

/// The columns of [`counts_table`].
#[must_use]
pub fn counts_schema(rubric: &Rubric) -> SchemaRef {
    let mut fields = vec![text_field("assessment", false), text_field("group", false), text_field("competency", false)];
    fields.extend(count_columns(rubric).map(|name| Field::new(name, DataType::Int64, false)));
    fields.push(Field::new("evidence", DataType::Int64, false));
    fields.push(text_field("subject", true));
    fields.push(text_field("period", true));
    Arc::new(Schema::new(fields))
}

/// Tallies as a table of counts: a row for each cell that is not empty, in the order of the rubric, `team` named. It
/// can be read again; decisions, what is out of scope, and all but the id of a subject and the school year of a period
/// are not in it. Neither is an assessment without any answer.
///
/// # Errors
///
/// As [`stages_table`].
pub fn counts_table(
    rubric: &Rubric,
    tallies: impl IntoIterator<Item: Borrow<Tally>>,
) -> Result<RecordBatch, ArrowError> {
    let [mut assessment, mut group, mut competency, mut subject, mut period] =
        std::array::from_fn(|_| Texts::default());
    let mut counts: Vec<Vec<i64>> = count_columns(rubric).map(|_| Vec::new()).collect();
    let mut evidence = Vec::new();
    let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    for tally in tallies {
        let document = tally.borrow().document();
        let school_year = document.period.as_ref().and_then(|period| period.school_year);
        let school_year = school_year.map(|year| year.to_string());
        for cell in &document.cells {
            assessment.push(Some(document.assessment.as_str()))?;
            group.push(Some(cell.group.as_str()))?;
            competency.push(Some(cell.competency.as_str()))?;
            let missing = Missing::ALL.iter().map(|missing| cell.missing.get(*missing));
            for (column, count) in counts.iter_mut().zip(cell.stages.iter().copied().chain(missing)) {
                column.push(whole(count.get()));
            }
            evidence.push(whole(cell.evidence.get()));
            subject.push(document.subject.as_ref().map(|subject| subject.id.as_str()))?;
            period.push(school_year.as_deref())?;
        }
    }
    let mut columns = vec![assessment.finish(), group.finish(), competency.finish()];
    columns.extend(counts.into_iter().map(|column| Arc::new(Int64Array::from(column)) as ArrayRef));
    columns.push(Arc::new(Int64Array::from(evidence)));
    columns.push(subject.finish());
    columns.push(period.finish());
    RecordBatch::try_new(counts_schema(rubric), columns)
}
