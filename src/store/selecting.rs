//! Which editions and works meet a condition, how many they are, and how many have what.

use foldhash::{HashMap, HashMapExt};
use rusqlite::params_from_iter;
use rusqlite::types::Value as SqlValue;

use super::Snapshot;
use super::columns::value_in_column;
use super::error::StoreResult;
use super::ids::{EditionId, WorkId};
use crate::fields::Row;
use crate::model::{Date, Value};

/// What a compiled query asks: a condition over the tables `edition`, `expression` and `work`, joined, and the
/// values of its parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// A SQL expression, with `?` or `?n` for the values.
    pub sql: String,
    /// The values, in order.
    pub arguments: Vec<SqlValue>,
}

impl Condition {
    /// What every edition meets.
    pub fn all() -> Self {
        Condition { sql: "TRUE".to_owned(), arguments: Vec::new() }
    }
}

/// What editions are counted by: something that each of them, its text or its work keeps in a row of its own.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each variant is its column")]
pub enum Tallied {
    EntryType,
    TextKind,
    TextLanguage,
    WorkKind,
    WorkLanguage,
    WorkDate,
    Work,
    /// A field that editions keep themselves, in a column.
    Field(&'static Row),
}

impl Tallied {
    pub(super) fn column(self) -> String {
        match self {
            Tallied::EntryType => "edition.entry_type".to_owned(),
            Tallied::TextKind => "expression.kind".to_owned(),
            Tallied::TextLanguage => "expression.language".to_owned(),
            Tallied::WorkKind => "work.kind".to_owned(),
            Tallied::WorkLanguage => "work.language".to_owned(),
            Tallied::WorkDate => "work.date".to_owned(),
            Tallied::Work => "work.handle".to_owned(),
            Tallied::Field(row) => format!("edition.\"{}\"", row.name),
        }
    }

    /// What stands in its column as a value.
    pub fn value(self, text: &str) -> StoreResult<Value> {
        match self {
            Tallied::WorkDate => Ok(Value::Date(Date::parse(text))),
            Tallied::Field(row) => Ok(value_in_column(row, text, 0)?),
            _ => Ok(Value::Text(text.to_owned())),
        }
    }
}

/// The tables that a piece of SQL asks about, with those that lead to them. A join that nothing is asked of would be
/// made all the same, row by row.
pub(super) fn tables(sql: &str) -> &'static str {
    if sql.contains("work.") {
        "edition JOIN expression ON expression.id = edition.expression_id JOIN work ON work.id = expression.work_id"
    } else if sql.contains("expression.") {
        "edition JOIN expression ON expression.id = edition.expression_id"
    } else {
        "edition"
    }
}

impl Snapshot<'_> {
    /// The editions that meet a condition, ordered by key.
    pub fn edition_ids(&self, condition: &Condition) -> StoreResult<Vec<EditionId>> {
        // The plus keeps SQLite from going through the index of keys, and from there to all rows.
        let sql = format!(
            "SELECT edition.id FROM {} WHERE ({}) ORDER BY +edition.key",
            tables(&condition.sql),
            condition.sql
        );
        self.ids(&sql, condition)
    }

    /// The editions that meet a condition, in no order.
    pub fn unordered_edition_ids(&self, condition: &Condition) -> StoreResult<Vec<EditionId>> {
        let sql = format!("SELECT edition.id FROM {} WHERE ({})", tables(&condition.sql), condition.sql);
        self.ids(&sql, condition)
    }

    pub(super) fn ids(&self, sql: &str, condition: &Condition) -> StoreResult<Vec<EditionId>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let ids = statement.query_map(params_from_iter(&condition.arguments), |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// How many editions meet a condition.
    pub fn count_editions(&self, condition: &Condition) -> StoreResult<usize> {
        // Of a whole table SQLite only counts what its pages hold.
        let sql = match *condition == Condition::all() {
            true => "SELECT count(*) FROM edition".to_owned(),
            false => format!("SELECT count(*) FROM {} WHERE ({})", tables(&condition.sql), condition.sql),
        };
        let mut statement = self.connection.prepare_cached(&sql)?;
        let count: i64 = statement.query_row(params_from_iter(&condition.arguments), |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// What the editions that meet a condition have in some columns, as it stands there, one edition after the other.
    pub fn each_told(
        &self,
        condition: &Condition,
        columns: &[Tallied],
        each: &mut dyn FnMut(EditionId, &[Option<&str>]),
    ) -> StoreResult<()> {
        let columns: Vec<String> = columns.iter().map(|column| column.column()).collect();
        let columns = columns.join(", ");
        let from = tables(&format!("{columns} {}", condition.sql));
        let sql = format!("SELECT edition.id, {columns} FROM {from} WHERE ({})", condition.sql);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let count = statement.column_count();
        let mut rows = statement.query(params_from_iter(&condition.arguments))?;
        while let Some(row) = rows.next()? {
            let mut texts = Vec::with_capacity(count);
            for column in 1..count {
                texts.push(row.get_ref(column)?.as_str_or_null().map_err(rusqlite::Error::from)?);
            }
            each(row.get(0)?, &texts);
        }
        Ok(())
    }

    /// How many of the editions that meet a condition have which value, and how many have none.
    pub fn tally(&self, condition: &Condition, tallied: Tallied) -> StoreResult<Vec<(Option<Value>, usize)>> {
        let column = tallied.column();
        let from = tables(&format!("{column} {}", condition.sql));
        let sql = format!("SELECT {column} FROM {from} WHERE ({})", condition.sql);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(&condition.arguments))?;
        // SQLite would sort all rows to count those that are alike.
        let mut counts: HashMap<String, usize> = HashMap::new();
        let mut without = 0;
        while let Some(row) = rows.next()? {
            match row.get_ref(0)?.as_str_or_null().map_err(rusqlite::Error::from)? {
                None => without += 1,
                Some(text) => match counts.get_mut(text) {
                    Some(count) => *count += 1,
                    None => drop(counts.insert(text.to_owned(), 1)),
                },
            }
        }
        let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
        counts.sort_unstable();
        let none = (without > 0).then_some(Ok((None, without)));
        let some = counts.into_iter().map(|(text, count)| Ok((Some(tallied.value(&text)?), count)));
        none.into_iter().chain(some).collect()
    }

    /// The works that have an edition which meets a condition, ordered by handle.
    pub fn work_ids_with(&self, condition: &Condition) -> StoreResult<Vec<WorkId>> {
        let sql = format!(
            "SELECT DISTINCT work.id FROM {} WHERE ({}) ORDER BY work.handle",
            tables("work."),
            condition.sql
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let ids = statement.query_map(params_from_iter(&condition.arguments), |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }
}
