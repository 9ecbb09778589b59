//! Row numbers, typed by table.

use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef};

macro_rules! row_ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                i64::column_result(value).map($name)
            }
        }

        impl RowId for $name {
            fn number(self) -> i64 {
                self.0
            }

            fn of(number: i64) -> Self {
                $name(number)
            }
        }
    )+};
}

row_ids! {
    /// Row of a work.
    WorkId,
    /// Row of an expression.
    ExpressionId,
    /// Row of an edition.
    EditionId,
    /// Row of an agent.
    AgentId,
    /// Row of a name of an agent.
    AgentNameId,
    /// Row of a source.
    SourceId,
    /// Row of a reading.
    ReadingId,
    /// Row of a reading list.
    ReadingListId,
    /// Row of a quotation.
    QuotationId,
    /// Row of a change.
    ChangeId,
}

/// A row number of any table.
pub trait RowId: Copy {
    /// The number itself.
    fn number(self) -> i64;

    /// The row with a number.
    fn of(number: i64) -> Self;
}

/// A level of the tree, as the owner of titles and contributions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each variant is its table")]
pub enum Owner {
    Work(WorkId),
    Expression(ExpressionId),
    Edition(EditionId),
}

/// A work as a whole or one edition, as the owner of keywords, relations and readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each variant is its table")]
pub enum Subject {
    Work(WorkId),
    Edition(EditionId),
}

/// What evidence can be given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each variant is its table")]
pub enum Record {
    Work(WorkId),
    Expression(ExpressionId),
    Edition(EditionId),
    Agent(AgentId),
}

impl From<Owner> for Record {
    fn from(owner: Owner) -> Self {
        match owner {
            Owner::Work(id) => Record::Work(id),
            Owner::Expression(id) => Record::Expression(id),
            Owner::Edition(id) => Record::Edition(id),
        }
    }
}

impl Owner {
    /// The numbers for the columns `work_id`, `expression_id`, `edition_id`.
    pub(super) fn columns(self) -> (Option<WorkId>, Option<ExpressionId>, Option<EditionId>) {
        match self {
            Owner::Work(id) => (Some(id), None, None),
            Owner::Expression(id) => (None, Some(id), None),
            Owner::Edition(id) => (None, None, Some(id)),
        }
    }

    /// The name of the column that points at it.
    pub(super) fn column(self) -> &'static str {
        match self {
            Owner::Work(_) => "work_id",
            Owner::Expression(_) => "expression_id",
            Owner::Edition(_) => "edition_id",
        }
    }

    /// Its row number.
    pub(super) fn number(self) -> i64 {
        match self {
            Owner::Work(id) => id.0,
            Owner::Expression(id) => id.0,
            Owner::Edition(id) => id.0,
        }
    }
}

impl Subject {
    /// The numbers for the columns `work_id`, `edition_id`.
    pub(super) fn columns(self) -> (Option<WorkId>, Option<EditionId>) {
        match self {
            Subject::Work(id) => (Some(id), None),
            Subject::Edition(id) => (None, Some(id)),
        }
    }

    /// The same as an owner.
    pub(super) fn owner(self) -> Owner {
        match self {
            Subject::Work(id) => Owner::Work(id),
            Subject::Edition(id) => Owner::Edition(id),
        }
    }
}

/// Row numbers as a JSON array, to bind a whole batch to one parameter.
pub(super) fn json_array<T: RowId>(ids: impl IntoIterator<Item = T>) -> String {
    let mut text = String::from("[");
    for id in ids {
        if text.len() > 1 {
            text.push(',');
        }
        text.push_str(&id.number().to_string());
    }
    text.push(']');
    text
}
