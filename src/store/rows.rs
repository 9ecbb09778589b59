//! From the columns of a row to the words of the model, and back.

use rusqlite::types::Type;
use rusqlite::{Connection, Row};

use super::ids::{AgentId, EditionId, ExpressionId, Owner, Record, Subject, WorkId};
use crate::model::{Date, Name};

/// A word in a column that no vocabulary has, or a list that is none: some other program wrote it.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is not known here")]
struct UnknownWord(String);

/// The closed word in a column.
pub(super) fn word<T>(row: &Row<'_>, column: &str, read: impl Fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    word_at(row, row.as_ref().column_index(column)?, read)
}

/// The closed word in a column, counted from 0. To look for columns by name takes longer than to read them.
pub(super) fn word_at<T>(
    row: &Row<'_>,
    column: usize,
    read: impl Fn(&str) -> Option<T>,
) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    read(text).ok_or_else(|| unreadable(column, text.to_owned()))
}

/// The closed word in a column that may be NULL.
pub(super) fn optional_word<T>(
    row: &Row<'_>,
    column: &str,
    read: impl Fn(&str) -> Option<T>,
) -> rusqlite::Result<Option<T>> {
    let index = row.as_ref().column_index(column)?;
    let Some(text) = row.get::<_, Option<String>>(index)? else { return Ok(None) };
    match read(&text) {
        Some(word) => Ok(Some(word)),
        None => Err(unreadable(index, text)),
    }
}

fn unreadable(column: usize, text: String) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(UnknownWord(text)))
}

/// The date in a column.
pub(super) fn date(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Date>> {
    Ok(row.get::<_, Option<String>>(column)?.map(|text| Date::parse(&text)))
}

/// The texts of a JSON array. Members that are no texts are given as JSON.
pub(super) fn list(json: &str, column: usize) -> rusqlite::Result<Vec<String>> {
    if let Ok(texts) = serde_json::from_str(json) {
        return Ok(texts);
    }
    let parsed: Result<Vec<serde_json::Value>, _> = serde_json::from_str(json);
    let values = parsed
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))?;
    Ok(values
        .into_iter()
        .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        .collect())
}

/// The parts of a name, from the columns of `agent_name`.
pub(super) fn name(row: &Row<'_>) -> rusqlite::Result<Name> {
    Ok(Name {
        family: row.get("family")?,
        given: row.get("given")?,
        non_dropping_particle: row.get("non_dropping_particle")?,
        dropping_particle: row.get("dropping_particle")?,
        suffix: row.get("suffix")?,
        literal: row.get("literal")?,
    })
}

/// The parts of a name, from six columns one after the other, in the order of [`Name`].
pub(super) fn name_at(row: &Row<'_>, first: usize) -> rusqlite::Result<Name> {
    Ok(Name {
        family: row.get(first)?,
        given: row.get(first + 1)?,
        non_dropping_particle: row.get(first + 2)?,
        dropping_particle: row.get(first + 3)?,
        suffix: row.get(first + 4)?,
        literal: row.get(first + 5)?,
    })
}

/// The owner of a row whose first columns are `work_id`, `expression_id` and `edition_id`, of which one is given.
pub(super) fn first_owner(row: &Row<'_>) -> rusqlite::Result<Owner> {
    if let Some(id) = row.get::<_, Option<WorkId>>(0)? {
        return Ok(Owner::Work(id));
    }
    if let Some(id) = row.get::<_, Option<ExpressionId>>(1)? {
        return Ok(Owner::Expression(id));
    }
    row.get::<_, EditionId>(2).map(Owner::Edition)
}

/// The owner of a row, from the one of `work_id`, `expression_id` and `edition_id` that is given.
pub(super) fn owner(row: &Row<'_>) -> rusqlite::Result<Owner> {
    if let Some(id) = row.get::<_, Option<WorkId>>("work_id")? {
        return Ok(Owner::Work(id));
    }
    if let Some(id) = row.get::<_, Option<ExpressionId>>("expression_id")? {
        return Ok(Owner::Expression(id));
    }
    row.get::<_, EditionId>("edition_id").map(Owner::Edition)
}

/// The owner of a row, from the one of `work_id` and `edition_id` that is given.
pub(super) fn subject(row: &Row<'_>) -> rusqlite::Result<Subject> {
    match row.get::<_, Option<WorkId>>("work_id")? {
        Some(id) => Ok(Subject::Work(id)),
        None => row.get::<_, EditionId>("edition_id").map(Subject::Edition),
    }
}

/// The owner of a row of `evidence`.
pub(super) fn record(row: &Row<'_>) -> rusqlite::Result<Record> {
    match row.get::<_, Option<AgentId>>("agent_id")? {
        Some(id) => Ok(Record::Agent(id)),
        None => owner(row).map(Record::from),
    }
}

/// The three values of a date: its text, its first and its last day.
pub(super) fn date_columns(date: Option<&Date>) -> (Option<String>, Option<i64>, Option<i64>) {
    match date {
        Some(date) if !date.as_str().is_empty() => (Some(date.to_string()), date.earliest(), date.latest()),
        _ => (None, None, None),
    }
}

/// A text, or nothing where it is empty.
pub(super) fn filled(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

/// The position after the last row of an owner. Table and column are names from this program.
pub(super) fn next_position(
    connection: &Connection,
    table: &'static str,
    column: &'static str,
    owner: i64,
) -> rusqlite::Result<i64> {
    connection
        .prepare_cached(&format!("SELECT coalesce(max(position) + 1, 0) FROM {table} WHERE {column} = ?1"))?
        .query_row([owner], |row| row.get(0))
}
