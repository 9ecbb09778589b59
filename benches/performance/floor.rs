//! The least that storing takes: rows that are there already go into the tables of a new library, with its indexes and
//! its full text, by prepared statements and in one transaction; and the least that reading takes: every row is read
//! and printed.

use std::{
    error::Error,
    io::{self, BufWriter, Write},
    path::Path,
    time::{Duration, Instant},
};

use oeuvre::library::Library;
use rusqlite::{Connection, OpenFlags, params_from_iter, types::Value};

type Rows = Vec<Vec<Value>>;

/// Tables whose rows nobody parsed out of a file.
const NOT_PARSED: [&str; 2] = ["change", "setting"];
/// The memory in which the index of full text is gathered, in bytes: as an import has it.
const TEXT_MEMORY: i64 = 1 << 26;

/// Reads the rows of a library, and tells how long it takes to write them into a new one.
pub fn insert(from: &Path, to: &Path) -> Result<Duration, Box<dyn Error>> {
    let source = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let tables = tables(&source)?;
    let rows: Vec<Rows> = tables
        .iter()
        .map(|table| read(&source, &format!("SELECT * FROM \"{table}\""), []))
        .collect::<Result<_, _>>()?;
    let text = text(&source)?;
    drop(source);
    let begun = Instant::now();
    drop(Library::create(to)?);
    let target = Connection::open(to)?;
    target.execute_batch(
        "PRAGMA foreign_keys = OFF; PRAGMA cache_size = -131072; DROP TRIGGER edition_key_is_made; BEGIN;",
    )?;
    for (table, rows) in tables.iter().zip(rows) {
        let Some(first) = rows.first() else { continue };
        let places = vec!["?"; first.len()].join(", ");
        let mut statement = target.prepare(&format!("INSERT INTO \"{table}\" VALUES ({places})"))?;
        for row in rows {
            statement.execute(params_from_iter(row))?;
        }
    }
    target.execute("INSERT INTO edition_text (edition_text, rank) VALUES ('hashsize', ?1)", [TEXT_MEMORY])?;
    let mut statement = target.prepare(
        "INSERT INTO edition_text (rowid, title, people, publisher, note, keyword) VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    for row in text {
        statement.execute(params_from_iter(row))?;
    }
    drop(statement);
    target.execute_batch("COMMIT")?;
    target.close().map_err(|(_, error)| error)?;
    Ok(begun.elapsed())
}

/// Reads every row of a library and prints its values, one a line.
pub fn scan(from: &Path) -> Result<(), Box<dyn Error>> {
    let source = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut out = BufWriter::new(io::stdout().lock());
    for table in tables(&source)? {
        let mut statement = source.prepare(&format!("SELECT * FROM \"{table}\""))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                match row.get_ref(column)?.as_str() {
                    Ok(text) => writeln!(out, "{text}")?,
                    Err(_) => continue,
                }
            }
        }
    }
    Ok(out.flush()?)
}

fn tables(source: &Connection) -> Result<Vec<String>, Box<dyn Error>> {
    let mut statement = source.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'edition_text%' \
         AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
    )?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?;
    let names: Vec<String> = names.collect::<Result<_, _>>()?;
    Ok(names.into_iter().filter(|name| !NOT_PARSED.contains(&name.as_str())).collect())
}

/// The texts of the index, as the library makes them.
fn text(source: &Connection) -> Result<Rows, Box<dyn Error>> {
    let fill = include_str!("../../db/queries/edition_text/fill.sql");
    let insert = "INSERT INTO edition_text (rowid, title, people, publisher, note, keyword)";
    let ids: String =
        source.query_row("SELECT json_group_array(id) FROM edition ORDER BY id", [], |row| row.get(0))?;
    read(source, &fill.replace(insert, ""), [ids])
}

fn read(source: &Connection, sql: &str, parameters: impl rusqlite::Params) -> Result<Rows, Box<dyn Error>> {
    let mut statement = source.prepare(sql)?;
    let columns = statement.column_count();
    let rows = statement.query_map(parameters, |row| (0..columns).map(|column| row.get(column)).collect())?;
    Ok(rows.collect::<Result<_, _>>()?)
}
