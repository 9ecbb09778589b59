//! What a damaged library still holds, put into a new one.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::types::Value as SqlValue;
use rusqlite::{Connection, OpenFlags, Row, params, params_from_iter};

use super::changes::RECORDED_TABLES;
use super::error::{StoreError, StoreResult};
use super::open::{self, Access};
use super::undoing::End;
use super::works::work_match_key;
use super::{Store, Transaction};

/// What became of the rows of one table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// The table.
    pub table: String,
    /// How many rows were read and kept.
    pub kept: u64,
    /// How many stretches of the table could not be read, each of one row or more.
    pub unreadable: u64,
    /// How many rows were read and are not what the table may hold.
    pub refused: u64,
}

/// The greatest number that a row is looked for under, when the table does not tell its greatest.
const LAST_ROW: i64 = 1 << 40;

/// The log, which is not recorded itself.
const LOG: &str = "change";

/// Puts what can still be read of a library into a new one, mends that, and tells what became of each table. The log is
/// left behind, since what it would undo may be gone.
pub fn salvage(from: &Path, to: &Path) -> StoreResult<Vec<Salvaged>> {
    let (mut store, salvaged) = salvage_tables(from, to, RECORDED_TABLES.iter().copied(), Schema::AsKnown)?;
    store.without_foreign_keys(|transaction| {
        Ok::<_, StoreError>((transaction.stand_in_for_lost()?, End::Commit))
    })?;
    store.mend_rest()?;
    Ok(salvaged)
}

impl Store {
    /// Writes the file anew, with the same tables, the log included, and indexes and full text made from them. Gives
    /// false, and changes nothing, where a table cannot be read to its end or there is what is not ours.
    pub(super) fn make_file_anew(&mut self) -> StoreResult<bool> {
        let Some(path) = self.path.clone() else { return Ok(false) };
        let beside = path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
        let refused =
            |error: std::io::Error| StoreError::NoBackup { path: path.clone(), reason: error.to_string() };
        let folder = tempfile::Builder::new().prefix(".oeuvre-mend-").tempdir_in(beside).map_err(refused)?;
        let tables = RECORDED_TABLES.iter().copied().chain([LOG]);
        let made = folder.path().join("made.db");
        let (mut store, salvaged) = salvage_tables(&path, &made, tables, Schema::AsFound)?;
        store.transaction(|store| store.rebuild_text())?;
        let is_whole = salvaged.iter().all(|table| table.unreadable == 0 && table.refused == 0);
        if !is_whole || schema(&store.connection)? != schema(&self.connection)? {
            return Ok(false);
        }
        let copied = Backup::new(&store.connection, &mut self.connection)
            .and_then(|backup| backup.run_to_completion(PAGES_AT_ONCE, Duration::ZERO, None));
        copied?;
        Ok(true)
    }
}

/// How many pages are copied at a time.
const PAGES_AT_ONCE: i32 = 1000;

/// What there is in a library by type and name.
fn schema(connection: &Connection) -> StoreResult<BTreeSet<(String, String)>> {
    let mut statement =
        connection.prepare("SELECT type, name FROM sqlite_schema WHERE name <> 'sqlite_stat1'")?;
    let all = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(all.collect::<Result<_, _>>()?)
}

/// What says where tables are and which columns they have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Schema {
    /// The file itself.
    AsFound,
    /// A sound library of this version, where the file says otherwise.
    AsKnown,
}

fn salvage_tables<'t>(
    from: &Path,
    to: &Path,
    tables: impl Iterator<Item = &'t str>,
    told: Schema,
) -> StoreResult<(Store, Vec<Salvaged>)> {
    if std::fs::symlink_metadata(to).is_ok() {
        let reason = "there is a file already".to_owned();
        return Err(StoreError::NoBackup { path: to.to_owned(), reason });
    }
    let mut store = Store::on(open::open(to, Access::Create)?, Some(to.to_owned()));
    let folder = tempfile::tempdir().map_err(|error| StoreError::file(to, error))?;
    let damaged = match told {
        Schema::AsFound => open_file(from)?,
        Schema::AsKnown => with_known_schema(from, folder.path(), &store.connection)?,
    };
    damaged.execute_batch("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF")?;
    let salvaged = store.without_foreign_keys(|transaction| {
        let salvaged = tables
            .map(|table| transaction.salvage_table(&damaged, table))
            .collect::<StoreResult<Vec<_>>>()?;
        Ok::<_, StoreError>((salvaged, End::Commit))
    })?;
    Ok((store, salvaged))
}

fn open_file(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags)
}

/// Opens a damaged library, or a copy of it in a folder where the texts of its schema are damaged: where only these are,
/// all rows can still be read by the texts that every library of this version has.
fn with_known_schema(from: &Path, folder: &Path, sound: &Connection) -> StoreResult<Connection> {
    let known = texts_of_tables(sound)?;
    let found = open_file(from)?;
    if texts_of_tables(&found).is_ok_and(|found| found == known) || version(&found) != version(sound) {
        return Ok(found);
    }
    drop(found);
    let copy = folder.join("copy.db");
    let refused = |error| StoreError::file(&copy, error);
    std::fs::copy(from, &copy).map_err(refused)?;
    let mut journal = from.as_os_str().to_owned();
    journal.push("-wal");
    if Path::new(&journal).exists() {
        std::fs::copy(&journal, folder.join("copy.db-wal")).map_err(refused)?;
    }
    let mending = open_file(&copy)?;
    // With this, what cannot be understood in the schema keeps nothing else from being read
    // (https://www.sqlite.org/pragma.html#pragma_writable_schema). What is so damaged that it cannot be mended is read as
    // far as that goes.
    mending.execute_batch("PRAGMA writable_schema = ON")?;
    for (name, sql) in &known {
        let update = "UPDATE sqlite_schema SET sql = ?2 WHERE type = 'table' AND name = ?1 AND sql <> ?2";
        if mending.execute(update, [name, sql]).is_err() {
            break;
        }
    }
    // Indexes that were made by hand, and triggers, are not needed to read; those without a text belong to tables.
    let _ = mending.execute(
        "DELETE FROM sqlite_schema WHERE type = 'trigger' OR type = 'index' AND sql IS NOT NULL",
        [],
    );
    drop(mending);
    Ok(open_file(&copy)?)
}

/// The version of a library, from the head of its file.
fn version(connection: &Connection) -> Option<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0)).ok()
}

/// The tables with the texts that made them.
fn texts_of_tables(connection: &Connection) -> StoreResult<Vec<(String, String)>> {
    let mut statement = connection.prepare(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql NOT NULL AND name NOT GLOB 'sqlite_*' ORDER BY name",
    )?;
    let texts = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(texts.collect::<Result<_, _>>()?)
}

/// One row of a table, with the number that it has there.
type NumberedRow = (i64, Vec<SqlValue>);

impl Transaction<'_> {
    /// Makes texts and works for editions whose own are lost, which nobody would find without them; people who are tied to
    /// a lost work are those of the new one.
    fn stand_in_for_lost(&self) -> StoreResult<()> {
        self.connection.execute(include_str!("../../db/queries/expression/insert_lost.sql"), [])?;
        let mut statement = self.connection.prepare(include_str!("../../db/queries/work/lost.sql"))?;
        let lost = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let lost: Vec<(i64, String)> = lost.collect::<Result<_, _>>()?;
        let mut insert = self.connection.prepare(
            "INSERT OR IGNORE INTO work (id, handle, kind, title, match_key) VALUES (?1, ?2, 'other', ?3, ?4)",
        )?;
        for (id, title) in lost {
            insert.execute(params![id, format!("lost-{id}"), title, work_match_key(&title)])?;
        }
        Ok(())
    }

    fn salvage_table(&self, damaged: &Connection, table: &str) -> StoreResult<Salvaged> {
        let mut salvaged = Salvaged { table: table.to_owned(), ..Salvaged::default() };
        let columns = common_columns(damaged, self.connection, table)?;
        if columns.is_empty() {
            salvaged.unreadable = 1;
            return Ok(salvaged);
        }
        let places: Vec<String> = (1..=columns.len()).map(|index| format!("?{index}")).collect();
        let (columns, places) = (columns.join(", "), places.join(", "));
        let mut insert = self
            .connection
            .prepare(&format!("INSERT OR IGNORE INTO {table} ({columns}) VALUES ({places})"))?;
        let mut keep = |values: Vec<SqlValue>, salvaged: &mut Salvaged| {
            match insert.execute(params_from_iter(values)) {
                Ok(1) => salvaged.kept += 1,
                // The triggers make the keys of editions when these come.
                Ok(_) if table == "citation_key" => salvaged.kept += 1,
                Ok(_) | Err(rusqlite::Error::SqliteFailure(..)) => salvaged.refused += 1,
                Err(error) => return Err(StoreError::from(error)),
            }
            Ok(())
        };
        if damaged.prepare(&format!("SELECT rowid FROM {table}")).is_err() {
            // Tables without numbers are read from the front as far as that goes.
            let mut all = damaged.prepare(&format!("SELECT {columns} FROM {table}"))?;
            let mut rows = all.query([])?;
            loop {
                match rows.next() {
                    Ok(Some(row)) => keep(values_of(row, 0), &mut salvaged)?,
                    Ok(None) => return Ok(salvaged),
                    Err(_) => {
                        salvaged.unreadable += 1;
                        return Ok(salvaged);
                    }
                }
            }
        }
        let mut reader = TableReader::new(damaged, table, &columns)?;
        while let Some((_, values)) = reader.next() {
            keep(values, &mut salvaged)?;
        }
        salvaged.unreadable = reader.gaps;
        Ok(salvaged)
    }
}

/// The columns that a table has in both libraries; none where that cannot be read.
fn common_columns(damaged: &Connection, sound: &Connection, table: &str) -> StoreResult<Vec<String>> {
    let names = |connection: &Connection| -> rusqlite::Result<Vec<String>> {
        let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
        statement.query_map([table], |row| row.get(0))?.collect()
    };
    let here = names(damaged).unwrap_or_default();
    let columns = names(sound)?.into_iter().filter(|name| here.contains(name));
    Ok(columns.map(|name| format!("\"{name}\"")).collect())
}

/// Reads a table by the numbers of its rows, past what cannot be read.
struct TableReader<'c> {
    /// The first row from a number on.
    statement: rusqlite::Statement<'c>,
    /// Where to look next.
    from: i64,
    last: i64,
    gaps: u64,
}

impl<'c> TableReader<'c> {
    fn new(damaged: &'c Connection, table: &str, columns: &str) -> StoreResult<TableReader<'c>> {
        let sql = format!("SELECT rowid, {columns} FROM {table} WHERE rowid >= ?1 ORDER BY rowid LIMIT 1");
        let greatest = damaged.query_row(&format!("SELECT max(rowid) FROM {table}"), [], |row| row.get(0));
        let last = match greatest {
            Ok(greatest) => Option::<i64>::unwrap_or(greatest, 0),
            Err(_) => LAST_ROW,
        };
        Ok(TableReader { statement: damaged.prepare(&sql)?, from: 0, last, gaps: 0 })
    }

    fn next(&mut self) -> Option<NumberedRow> {
        let found = match self.at(self.from) {
            Ok(found) => found,
            Err(_) => {
                self.gaps += 1;
                self.after_gap()
            }
        };
        // A damaged page may name a row that was passed already.
        let found = found.filter(|(number, _)| *number >= self.from);
        if let Some((number, _)) = &found {
            self.from = number.saturating_add(1);
        }
        found
    }

    fn at(&mut self, from: i64) -> rusqlite::Result<Option<NumberedRow>> {
        let mut rows = self.statement.query([from])?;
        match rows.next()? {
            Some(row) => Ok(Some((row.get(0)?, values_of(row, 1)))),
            None => Ok(None),
        }
    }

    /// The first row behind a stretch that cannot be read: in growing steps to one that can be, and then back.
    fn after_gap(&mut self) -> Option<NumberedRow> {
        let (mut unreadable, mut step) = (self.from, 1_i64);
        let mut readable = loop {
            let here = unreadable.saturating_add(step);
            if unreadable > self.last {
                return None;
            }
            match self.at(here) {
                Ok(found) => break (here, found),
                Err(_) => (unreadable, step) = (here, step.saturating_mul(2)),
            }
        };
        while readable.0 - unreadable > 1 {
            let middle = unreadable + (readable.0 - unreadable) / 2;
            match self.at(middle) {
                Ok(found) => readable = (middle, found),
                Err(_) => unreadable = middle,
            }
        }
        readable.1
    }
}

/// The values of a row from a column on; what is no text where a text should be becomes empty.
fn values_of(row: &Row<'_>, from: usize) -> Vec<SqlValue> {
    let count = row.as_ref().column_count();
    (from..count).map(|index| row.get(index).unwrap_or(SqlValue::Null)).collect()
}
