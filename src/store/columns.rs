//! The columns of `edition` that come from the table of fields.

use std::sync::LazyLock;

use foldhash::HashMap;
use rusqlite::Row as SqlRow;
use rusqlite::types::Value as SqlValue;

use super::error::{StoreError, StoreResult};
use super::rows::{date_columns, list};
use crate::fields::{FIELDS, Kind, Row, Storage};
use crate::model::field::Fields;
use crate::model::{Date, Field, Place, Value};

/// The columns of `edition` that hold no field but what the edition is and what it is tied to, in the order in
/// which they are bound.
pub(super) const HEADER: &[&str] = &[
    "key",
    "expression_id",
    "standing",
    "entry_type",
    "attribution",
    "container_id",
    "reprint_of",
    "translated_from",
    "position",
    "added",
];

/// The statements whose columns are those of the table.
pub(super) struct EditionStatements {
    /// Every row of a batch: the id, [`HEADER`] and [`column_names`].
    pub(super) select: String,
    /// Binds [`HEADER`], then the values of [`column_values`].
    pub(super) insert: String,
    /// Binds what [`Self::insert`] binds, then the id. `added` stays where nothing is given.
    pub(super) update: String,
    /// Binds the values of [`column_values`], then the id.
    pub(super) update_fields: String,
}

/// The statements, made once.
pub(super) static STATEMENTS: LazyLock<EditionStatements> = LazyLock::new(|| {
    let fields: Vec<String> = column_names().collect();
    let quoted =
        |names: &mut dyn Iterator<Item = &str>| names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>();
    let all = quoted(&mut HEADER.iter().copied().chain(fields.iter().map(String::as_str)));
    let own = quoted(&mut fields.iter().map(String::as_str));
    let assign = |columns: &[String]| {
        let assignments = columns.iter().enumerate().map(|(index, column)| match column.as_str() {
            "\"added\"" => format!("{column} = coalesce(?{}, {column})", index + 1),
            _ => format!("{column} = ?{}", index + 1),
        });
        assignments.collect::<Vec<_>>().join(", ")
    };
    EditionStatements {
        select: format!(
            "SELECT edition.id, {} FROM json_each(?1) AS wanted JOIN edition ON edition.id = wanted.value",
            all.iter().map(|column| format!("edition.{column}")).collect::<Vec<_>>().join(", ")
        ),
        insert: format!(
            "INSERT INTO edition ({}) VALUES ({})",
            all.join(", "),
            vec!["?"; all.len()].join(", ")
        ),
        update: format!("UPDATE edition SET {} WHERE id = ?{}", assign(&all), all.len() + 1),
        update_fields: format!("UPDATE edition SET {} WHERE id = ?{}", assign(&own), own.len() + 1),
    }
});

/// The rows of the table that are columns, each field once.
static STORED_ROWS: LazyLock<Vec<&'static Row>> = LazyLock::new(|| rows_stored_as(Storage::Column));

/// The rows of the table that are kept as identifiers, each field once.
pub(super) static IDENTIFIER_ROWS: LazyLock<Vec<&'static Row>> =
    LazyLock::new(|| rows_stored_as(Storage::Identifiers));

fn rows_stored_as(storage: Storage) -> Vec<&'static Row> {
    let mut rows: Vec<&'static Row> = Vec::new();
    for row in FIELDS.iter().filter(|row| row.storage == storage) {
        if rows.iter().all(|known| known.name != row.name) {
            rows.push(row);
        }
    }
    rows
}

/// The names of the columns of the fields, in the order in which values are bound.
pub(super) fn column_names() -> impl Iterator<Item = String> {
    STORED_ROWS.iter().flat_map(|row| match row.kind {
        Kind::Date => {
            vec![row.name.to_owned(), format!("{}_earliest", row.name), format!("{}_latest", row.name)]
        }
        _ => vec![row.name.to_owned()],
    })
}

/// The values for [`column_names`].
///
/// A text where the row's kind wants a list is a list of one, and a text where it wants a date is a date; a
/// list of one where it wants a text is that text.
pub(super) fn column_values(fields: &Fields) -> StoreResult<Vec<SqlValue>> {
    let mut values = vec![SqlValue::Null; COLUMNS.count];
    for (column, value) in filled_columns(fields)? {
        if let Some(slot) = values.get_mut(column) {
            *slot = value;
        }
    }
    Ok(values)
}

/// Those of [`column_values`] that are not NULL, each with its place among [`column_names`], from 0: a tenth of them.
/// An error for fields that are not kept with the edition itself, which would otherwise be lost.
pub(super) fn filled_columns(fields: &Fields) -> StoreResult<Vec<(usize, SqlValue)>> {
    let mut filled = Vec::new();
    for ((place, field), value) in fields.iter() {
        let Some((row, column)) = COLUMNS.of_fields.get(&(place, field)) else {
            return Err(StoreError::Field(format!("{field} of {place}")));
        };
        match (row.storage, row.kind) {
            (Storage::Identifiers | Storage::Keywords, _) => {}
            (Storage::Column, Kind::Date) => {
                let (text, earliest, latest) = match value {
                    Value::Date(date) => date_columns(Some(date)),
                    other => date_columns(Some(&Date::parse(&other.to_display()))),
                };
                let columns = [text.into(), earliest.into(), latest.into()];
                filled.extend((*column..).zip(columns));
            }
            (Storage::Column, kind) if kind.is_list() => filled.push((*column, list_value(value))),
            (Storage::Column, _) => filled.push((*column, text_value(row, value)?)),
            _ => return Err(StoreError::Field(row.name.to_owned())),
        }
    }
    filled.retain(|(_, value)| *value != SqlValue::Null);
    Ok(filled)
}

fn list_value(value: &Value) -> SqlValue {
    let parts = match value {
        Value::Date(date) => vec![date.to_string()],
        other => other.as_list().to_vec(),
    };
    if parts.is_empty() { SqlValue::Null } else { SqlValue::Text(serde_json::Value::from(parts).to_string()) }
}

fn text_value(row: &Row, value: &Value) -> StoreResult<SqlValue> {
    let text = match value {
        Value::Text(text) => text.clone(),
        Value::Date(date) => date.to_string(),
        Value::List(parts) => match parts.as_slice() {
            [part] => part.clone(),
            _ => return Err(StoreError::Field(row.name.to_owned())),
        },
    };
    Ok(if text.is_empty() { SqlValue::Null } else { SqlValue::Text(text) })
}

/// Where fields are kept.
struct Columns {
    /// The row of each field of the table, and its first column where it has one.
    of_fields: HashMap<(Place, Field), (&'static Row, usize)>,
    /// How many columns there are.
    count: usize,
}

static COLUMNS: LazyLock<Columns> = LazyLock::new(|| {
    let mut of_fields: HashMap<_, _> =
        FIELDS.iter().rev().map(|row| ((row.place, row.field), (row, 0))).collect();
    let mut count = 0;
    for row in STORED_ROWS.iter() {
        of_fields.insert((row.place, row.field), (row, count));
        count += width(row);
    }
    Columns { of_fields, count }
});

/// How many columns a field takes.
fn width(row: &Row) -> usize {
    if row.kind == Kind::Date { 3 } else { 1 }
}

/// The fields of a row of [`EditionStatements::select`], without identifiers and keywords.
pub(super) fn read_fields(row: &SqlRow<'_>) -> rusqlite::Result<Fields> {
    let mut fields = Fields::default();
    let mut column = HEADER.len() + 1;
    for field in STORED_ROWS.iter() {
        if let Some(text) = row.get_ref(column)?.as_str_or_null()? {
            fields.set(field.place, field.field, value_in_column(field, text, column)?);
        }
        column += width(field);
    }
    Ok(fields)
}

/// What stands in a column of a field as a value. `column` is the one of the statement, counted from 0, for errors.
pub(super) fn value_in_column(field: &Row, text: &str, column: usize) -> rusqlite::Result<Value> {
    Ok(match field.kind {
        Kind::Date => Value::Date(Date::parse(text)),
        kind if kind.is_list() => Value::List(list(text, column)?),
        _ => Value::Text(text.to_owned()),
    })
}
