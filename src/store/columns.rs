//! The columns of `edition` that come from the table of fields.

use std::sync::LazyLock;

use rusqlite::Row as SqlRow;
use rusqlite::types::Value as SqlValue;

use super::error::{StoreError, StoreResult};
use super::rows::{date_columns, list};
use crate::fields::{FIELDS, Kind, Row, Storage};
use crate::model::field::Fields;
use crate::model::{Date, Value};

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
    /// Every row of a batch.
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
            "SELECT edition.id, {} FROM json_each(?1) AS wanted JOIN edition ON edition.id = wanted.value \
             ORDER BY edition.position, edition.id",
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
    check_places(fields)?;
    let mut values = Vec::with_capacity(STORED_ROWS.len() + 12);
    for row in STORED_ROWS.iter() {
        let value = fields.get(row.place, row.field);
        match row.kind {
            Kind::Date => push_date(&mut values, value),
            kind if kind.is_list() => values.push(list_value(value)),
            _ => values.push(text_value(row, value)?),
        }
    }
    Ok(values)
}

fn push_date(values: &mut Vec<SqlValue>, value: Option<&Value>) {
    let (text, earliest, latest) = match value {
        Some(Value::Date(date)) => date_columns(Some(date)),
        Some(other) => date_columns(Some(&Date::parse(&other.to_display()))),
        None => (None, None, None),
    };
    values.extend([text.into(), earliest.into(), latest.into()]);
}

fn list_value(value: Option<&Value>) -> SqlValue {
    let parts = match value {
        Some(Value::Date(date)) => vec![date.to_string()],
        Some(other) => other.as_list().to_vec(),
        None => Vec::new(),
    };
    if parts.is_empty() { SqlValue::Null } else { SqlValue::Text(serde_json::Value::from(parts).to_string()) }
}

fn text_value(row: &Row, value: Option<&Value>) -> StoreResult<SqlValue> {
    let text = match value {
        None => return Ok(SqlValue::Null),
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Date(date)) => date.to_string(),
        Some(Value::List(parts)) => match parts.as_slice() {
            [part] => part.clone(),
            _ => return Err(StoreError::Field(row.name.to_owned())),
        },
    };
    Ok(if text.is_empty() { SqlValue::Null } else { SqlValue::Text(text) })
}

/// Refuses fields that are not kept with the edition itself, which would otherwise be lost.
fn check_places(fields: &Fields) -> StoreResult<()> {
    let is_kept = |storage| matches!(storage, Storage::Column | Storage::Identifiers | Storage::Keywords);
    for ((place, field), _) in fields.iter() {
        match ROWS_BY_FIELD.get(&(place, field)) {
            Some(row) if is_kept(row.storage) => {}
            Some(row) => return Err(StoreError::Field(row.name.to_owned())),
            None => return Err(StoreError::Field(format!("{field} of {place}"))),
        }
    }
    Ok(())
}

/// The first row of each field.
static ROWS_BY_FIELD: LazyLock<
    std::collections::BTreeMap<(crate::model::Place, crate::model::Field), &'static Row>,
> = LazyLock::new(|| FIELDS.iter().rev().map(|row| ((row.place, row.field), row)).collect());

/// The fields of a row of [`EditionStatements::select`], without identifiers and keywords.
pub(super) fn read_fields(row: &SqlRow<'_>) -> rusqlite::Result<Fields> {
    let mut fields = Fields::default();
    let mut column = HEADER.len() + 1;
    for field in STORED_ROWS.iter() {
        if let Some(text) = row.get_ref(column)?.as_str_or_null()? {
            fields.set(field.place, field.field, value_in_column(field, text, column)?);
        }
        column += if field.kind == Kind::Date { 3 } else { 1 };
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
