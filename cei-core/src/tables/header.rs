//! The header of a table: which column is which.

use std::collections::BTreeMap;

use arrow_schema::Schema;

use super::TableOptions;
use super::cells::{self, is_number};
use super::findings::{ColumnAt, Place, TableFindings};
use crate::diagnostic::{Code, Params, suggest};

/// Names that a column may have; none of them is a slip for another.
pub(super) const KNOWN: [&str; 9] =
    ["assessment", "group", "rater", "competency", "stage", "missing", "evidence", "subject", "period"];

/// The columns of a table, by the names they have here.
#[derive(Debug)]
pub(super) struct Header<'a> {
    schema: &'a Schema,
    /// For each name: the columns that stand for it.
    columns: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Header<'a> {
    pub(super) fn new(schema: &'a Schema, options: &'a TableOptions, findings: &mut TableFindings) -> Self {
        let mut header = Self { schema, columns: BTreeMap::new() };
        let mut is_renamed = vec![false; schema.fields().len()];
        for (theirs, ours) in &options.rename {
            let mut any = false;
            for (index, (field, is_renamed)) in schema.fields().iter().zip(&mut is_renamed).enumerate() {
                if field.name() == theirs {
                    (any, *is_renamed) = (true, true);
                    header.columns.entry(ours).or_default().push(index);
                }
            }
            if !any {
                header.missing(theirs, findings);
            }
        }
        // A column that keeps its name stands behind one that was given it.
        let mut own: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, (field, is_renamed)) in schema.fields().iter().zip(is_renamed).enumerate() {
            if !is_renamed {
                own.entry(field.name()).or_default().push(index);
            }
        }
        for (name, indices) in own {
            header.columns.entry(name).or_insert(indices);
        }
        header
    }

    /// The names of the columns, as they are known here.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.columns.keys().copied()
    }

    /// The column of that name, if there is one that can be read.
    pub(super) fn find(&self, name: &str, findings: &mut TableFindings) -> Option<ColumnAt> {
        let (first, others) = self.columns.get(name)?.split_first()?;
        for index in others {
            let place = self.at(*index);
            findings.add(Place::header(place.as_ref()), Code::DuplicateId, Params::new().with("id", name));
        }
        let column = self.at(*first)?;
        let data_type = self.schema.fields().get(*first)?.data_type();
        if !cells::accepts(data_type) {
            self.wrong_type(&column, "text, categories or whole numbers", findings);
            return None;
        }
        Some(column)
    }

    /// The column of that name; reports it if there is none.
    pub(super) fn require(&self, name: &str, findings: &mut TableFindings) -> Option<ColumnAt> {
        if !self.columns.contains_key(name) {
            self.missing(name, findings);
        }
        self.find(name, findings)
    }

    /// The column of that name, which may be left out; reports a column whose name is nearly that, because it would be
    /// lost without a word.
    pub(super) fn optional(&self, name: &str, findings: &mut TableFindings) -> Option<ColumnAt> {
        if !self.columns.contains_key(name) {
            let others = self.names().filter(|other| !KNOWN.contains(other));
            if suggest(Params::new(), name, others).get("suggestion").is_some() {
                self.missing(name, findings);
            }
        }
        self.find(name, findings)
    }

    /// Reports that there is no column of that name.
    pub(super) fn missing(&self, name: &str, findings: &mut TableFindings) {
        let theirs = self.schema.fields().iter().map(|field| field.name().as_str());
        let params = suggest(Params::new().with("column", name), name, theirs);
        findings.add(Place::header(None), Code::MissingColumn, params);
    }

    /// Reports that a column is of a type that cannot be read.
    pub(super) fn wrong_type(&self, column: &ColumnAt, expected: &str, findings: &mut TableFindings) {
        let found =
            self.schema.fields().get(column.index).map_or_else(String::new, |field| field.data_type().to_string());
        let params = Params::new().with("column", column.name.as_str()).with("found", found).with("expected", expected);
        findings.add(Place::header(Some(column)), Code::ColumnType, params);
    }

    /// Whether the column holds numbers.
    pub(super) fn is_number(&self, column: &ColumnAt) -> bool {
        self.schema.fields().get(column.index).is_some_and(|field| is_number(field.data_type()))
    }

    /// Where a column of that name stands.
    pub(super) fn place(&self, name: &str) -> Option<ColumnAt> {
        self.at(*self.columns.get(name)?.first()?)
    }

    fn at(&self, index: usize) -> Option<ColumnAt> {
        let field = self.schema.fields().get(index)?;
        Some(ColumnAt { index, name: field.name().clone() })
    }
}
