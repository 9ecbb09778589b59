//! What takes a library from one state to another: rows to remove and rows to put back, table by table.
//!
//! Rows stand in it by their keys, so that their order does not matter. Rows that a command inserted are nearly all those
//! whose numbers came after the greatest there was, which makes a range of them.

use std::collections::BTreeMap;
use std::io::{BufReader, BufWriter};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use rusqlite::{Connection, OptionalExtension, params_from_iter, types::Value as SqlValue};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::changes::RECORDED_TABLES;
use super::error::{StoreError, StoreResult};

/// The rows of one table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct TableRows {
    /// Row numbers, first and last, of rows to remove.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) range: Option<(i64, i64)>,
    /// The keys of other rows to remove.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) absent: Vec<Json>,
    /// Rows to put back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) rows: Vec<RowImage>,
}

/// A row as a JSON array of its columns, the key first. It stays text until it is needed, since a change may have
/// millions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "KeptRow")]
pub(super) struct RowImage(pub(super) String);

/// A row as changes keep it: in a text now, as an array at first.
#[derive(Deserialize)]
#[serde(untagged)]
enum KeptRow {
    Text(String),
    Columns(Vec<Json>),
}

impl From<KeptRow> for RowImage {
    fn from(kept: KeptRow) -> RowImage {
        RowImage(match kept {
            KeptRow::Text(text) => text,
            KeptRow::Columns(columns) => Json::Array(columns).to_string(),
        })
    }
}

impl RowImage {
    /// The values of the columns.
    pub(super) fn columns(&self) -> StoreResult<Vec<Json>> {
        serde_json::from_str(&self.0).map_err(|error| unreadable(&error.to_string()))
    }

    fn key(&self) -> StoreResult<Json> {
        let key = self.columns()?.into_iter().next();
        key.ok_or_else(|| unreadable("a row without columns"))
    }
}

/// The rows of all tables, by the names of these.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Changeset(pub(super) BTreeMap<String, TableRows>);

impl TableRows {
    /// The keys of the rows that are named one by one.
    fn keys(&self) -> impl Iterator<Item = StoreResult<Json>> {
        self.absent.iter().cloned().map(Ok).chain(self.rows.iter().map(RowImage::key))
    }
}

/// A table that changes are recorded of.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// In the order of the table; the first is the key.
    pub(super) columns: Vec<String>,
}

impl Table {
    /// Whether rows have numbers that grow.
    pub(super) fn is_numbered(&self) -> bool {
        self.key() == "id"
    }

    /// The table whose new rows the new rows of this one come with: keys of citation come with their editions.
    fn owner(&self) -> &'static str {
        if self.name == "citation_key" { "edition" } else { self.name }
    }

    /// The column that has the number of a row of [`Self::owner`].
    fn counted_by(&self) -> &'static str {
        if self.name == "citation_key" { "edition_id" } else { "id" }
    }

    /// That a row was there before a command began, when these were the last numbers of tables; `of` is `old` or `new`.
    pub(super) fn was_there(&self, of: &str, greatest: &BTreeMap<&str, i64>) -> String {
        match greatest.get(self.owner()) {
            Some(last) if self.is_numbered() => format!(
                "{of}.id <= {last} AND \
                 {of}.id <= (SELECT low FROM temp.greatest_before WHERE name = '{}')",
                self.name
            ),
            Some(last) => format!("{of}.{} <= {last}", self.counted_by()),
            None => "TRUE".to_owned(),
        }
    }

    pub(super) fn key(&self) -> &str {
        self.columns.first().map_or("id", String::as_str)
    }

    /// A row as a JSON array, in SQL; `of` stands before the names of columns.
    pub(super) fn image(&self, of: &str) -> String {
        let columns: Vec<String> = self.columns.iter().map(|column| format!("{of}.\"{column}\"")).collect();
        format!("json_array({})", columns.join(", "))
    }
}

/// The tables that changes are recorded of, owners before what they own.
pub(super) fn tables(connection: &Connection) -> StoreResult<Vec<Table>> {
    let mut tables = Vec::new();
    let mut statement = connection.prepare_cached("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
    for name in RECORDED_TABLES {
        let columns = statement.query_map([name], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
        tables.push(Table { name, columns });
    }
    Ok(tables)
}

impl Changeset {
    pub(super) fn is_empty(&self) -> bool {
        self.0.values().all(|rows| *rows == TableRows::default())
    }

    /// How many rows it names.
    pub(super) fn size(&self) -> usize {
        let of_range = |(from, to): (i64, i64)| usize::try_from(to - from + 1).unwrap_or(usize::MAX);
        let sizes = self.0.values().map(|rows| {
            rows.absent.len().saturating_add(rows.rows.len()).saturating_add(rows.range.map_or(0, of_range))
        });
        sizes.fold(0, usize::saturating_add)
    }

    /// As it is kept: JSON, deflated.
    pub(super) fn to_bytes(&self) -> StoreResult<Vec<u8>> {
        let mut out = BufWriter::new(DeflateEncoder::new(Vec::new(), Compression::fast()));
        serde_json::to_writer(&mut out, self).map_err(|error| unreadable(&error.to_string()))?;
        let encoder = out.into_inner().map_err(|error| unreadable(&error.to_string()))?;
        encoder.finish().map_err(|error| unreadable(&error.to_string()))
    }

    /// What was kept.
    pub(super) fn from_bytes(bytes: &[u8]) -> StoreResult<Changeset> {
        let json = BufReader::new(DeflateDecoder::new(bytes));
        serde_json::from_reader(json).map_err(|error| unreadable(&error.to_string()))
    }

    /// Puts a library into the state that this leads to; gives what leads back.
    ///
    /// Foreign keys have to be off, so that rows can go and come in any order and none goes with another; whether
    /// all hangs together in the end is checked.
    pub(super) fn apply(&self, connection: &Connection) -> StoreResult<Changeset> {
        let tables = tables(connection)?;
        let back = self.way_back(connection, &tables)?;
        // They keep single commands from making what does not fit; what is put back here did fit.
        let triggers = guards(connection)?;
        for (name, _) in &triggers {
            connection.execute_batch(&format!("DROP TRIGGER \"{name}\""))?;
        }
        for table in tables.iter().rev() {
            self.remove(connection, table)?;
        }
        for table in &tables {
            self.put_back(connection, table)?;
        }
        for (_, sql) in &triggers {
            connection.execute_batch(sql)?;
        }
        let loose: Option<String> = connection
            .query_row("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", [], |row| row.get(0))
            .optional()?;
        match loose {
            Some(table) => Err(unreadable(&format!("a row of {table} would point at nothing"))),
            None => Ok(back),
        }
    }

    fn way_back(&self, connection: &Connection, tables: &[Table]) -> StoreResult<Changeset> {
        let mut back = Changeset::default();
        for table in tables {
            let none = TableRows::default();
            let rows = self.0.get(table.name).unwrap_or(&none);
            let mut of_table = TableRows::default();
            let (key, image) = (table.key(), table.image(table.name));
            if let Some((from, to)) = self.range_in(table) {
                let counted = table.counted_by();
                let sql = format!("SELECT {image} FROM {} WHERE \"{counted}\" BETWEEN ?1 AND ?2", table.name);
                let mut statement = connection.prepare(&sql)?;
                let mut found = statement.query([from, to])?;
                while let Some(row) = found.next()? {
                    of_table.rows.push(RowImage(row.get(0)?));
                }
            }
            let mut present =
                connection.prepare(&format!("SELECT {image} FROM {} WHERE \"{key}\" = ?1", table.name))?;
            for key in rows.keys() {
                let key = key?;
                let mut found = present.query([sql_value(&key)])?;
                match found.next()? {
                    Some(row) => of_table.rows.push(RowImage(row.get(0)?)),
                    None => of_table.absent.push(key),
                }
            }
            if of_table != TableRows::default() {
                back.0.insert(table.name.to_owned(), of_table);
            }
        }
        Ok(back)
    }

    /// The range of numbers that tells which rows of a table go.
    fn range_in(&self, table: &Table) -> Option<(i64, i64)> {
        self.0.get(table.owner()).and_then(|rows| rows.range)
    }

    fn remove(&self, connection: &Connection, table: &Table) -> StoreResult<()> {
        if let Some((from, to)) = self.range_in(table) {
            let counted = table.counted_by();
            let sql = format!("DELETE FROM {} WHERE \"{counted}\" BETWEEN ?1 AND ?2", table.name);
            connection.execute(&sql, [from, to])?;
        }
        let Some(rows) = self.0.get(table.name) else { return Ok(()) };
        let sql = format!("DELETE FROM {} WHERE \"{}\" = ?1", table.name, table.key());
        let mut statement = connection.prepare(&sql)?;
        // What is put back takes the place of what is there.
        for key in rows.keys() {
            statement.execute([sql_value(&key?)])?;
        }
        Ok(())
    }

    fn put_back(&self, connection: &Connection, table: &Table) -> StoreResult<()> {
        let Some(rows) = self.0.get(table.name).filter(|rows| !rows.rows.is_empty()) else { return Ok(()) };
        let quoted: Vec<String> = table.columns.iter().map(|column| format!("\"{column}\"")).collect();
        let places: Vec<String> = (1..=quoted.len()).map(|index| format!("?{index}")).collect();
        let sql =
            format!("INSERT INTO {} ({}) VALUES ({})", table.name, quoted.join(", "), places.join(", "));
        let mut statement = connection.prepare(&sql)?;
        for row in &rows.rows {
            let inserted = statement.execute(params_from_iter(row.columns()?.iter().map(sql_value)));
            inserted.map_err(|error| StoreError::of_record(|| format!("a row of {}", table.name), error))?;
        }
        Ok(())
    }
}

/// The triggers that guard single commands, with their statements; not those that keep the full text and the summary.
fn guards(connection: &Connection) -> StoreResult<Vec<(String, String)>> {
    let mut statement = connection.prepare(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' \
         AND name NOT IN ('edition_text_goes', 'edition_summary_goes') ORDER BY name",
    )?;
    let triggers = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(triggers.collect::<Result<_, _>>()?)
}

fn sql_value(json: &Json) -> SqlValue {
    match json {
        Json::Null => SqlValue::Null,
        Json::Bool(value) => SqlValue::Integer(i64::from(*value)),
        Json::Number(number) => match number.as_i64() {
            Some(number) => SqlValue::Integer(number),
            None => SqlValue::Real(number.as_f64().unwrap_or_default()),
        },
        Json::String(text) => SqlValue::Text(text.clone()),
        Json::Array(_) | Json::Object(_) => SqlValue::Text(json.to_string()),
    }
}

fn unreadable(reason: &str) -> StoreError {
    StoreError::Changeset(reason.to_owned())
}
