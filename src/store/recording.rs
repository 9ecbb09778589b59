//! What a command does to a library, noted while it does it.
//!
//! Rows that are inserted get numbers after the greatest there was, so that only what is updated or removed has to
//! be noted, once for each row, by triggers that belong to the connection.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use serde_json::Value as Json;

use super::changes::Change;
use super::changeset::{Changeset, RowImage, Table, TableRows, tables};
use super::error::{StoreError, StoreResult};
use super::{Snapshot, Transaction};

/// The command that changes a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Its name: `import`.
    pub name: String,
    /// The line that was typed.
    pub line: String,
    /// When: ISO 8601, UTC.
    pub time: String,
}

/// Makes a connection note what it does.
pub(super) fn prepare(connection: &Connection) -> StoreResult<()> {
    connection.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS row_before (\
            name TEXT NOT NULL, key NOT NULL, image TEXT, PRIMARY KEY (name, key)) WITHOUT ROWID; \
         CREATE TEMP TABLE IF NOT EXISTS greatest_before (name TEXT PRIMARY KEY, id INTEGER) WITHOUT ROWID; \
         DELETE FROM temp.row_before; DELETE FROM temp.greatest_before;",
    )?;
    let tables = tables(connection)?;
    let mut greatest = BTreeMap::new();
    for table in tables.iter().filter(|table| table.is_numbered()) {
        let sql = format!("SELECT coalesce(max(id), 0) FROM {}", table.name);
        let id: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
        connection.execute("INSERT INTO temp.greatest_before VALUES (?1, ?2)", params![table.name, id])?;
        greatest.insert(table.name, id);
    }
    for table in &tables {
        connection.execute_batch(&triggers(table, &greatest))?;
    }
    Ok(())
}

/// The triggers that note rows as they were at first. `greatest` has the last number of each table that has numbers; it
/// stands in the triggers themselves, which are asked for every row that comes.
fn triggers(table: &Table, greatest: &BTreeMap<&str, i64>) -> String {
    let (name, key, image) = (table.name, table.key(), table.image("old"));
    // Not OR IGNORE: the statement that fires a trigger overrules what is done about conflicts in it.
    let is_new = |which: &str| {
        format!(
            "NOT EXISTS (SELECT 1 FROM temp.row_before WHERE name = '{name}' AND key = {which}.\"{key}\")"
        )
    };
    let mut sql = String::new();
    for event in ["UPDATE", "DELETE"] {
        sql += &format!(
            "DROP TRIGGER IF EXISTS temp.note_{name}_{event}; \
             CREATE TEMP TRIGGER note_{name}_{event} AFTER {event} ON main.{name} WHEN {}{} BEGIN \
             INSERT INTO row_before (name, key, image) VALUES ('{name}', old.\"{key}\", {image}); END;",
            table.was_there("old", greatest),
            is_new("old")
        );
    }
    if !table.is_numbered() {
        sql += &format!(
            "DROP TRIGGER IF EXISTS temp.note_{name}_INSERT; \
             CREATE TEMP TRIGGER note_{name}_INSERT AFTER INSERT ON main.{name} WHEN {}{} BEGIN \
             INSERT INTO row_before (name, key) VALUES ('{name}', new.\"{key}\"); END;",
            table.was_there("new", greatest),
            is_new("new")
        );
    }
    sql
}

/// How many rows of a table came, changed and went.
#[derive(Default)]
struct Counted {
    added: i64,
    changed: i64,
    removed: i64,
}

/// How many records a command wrote to, whatever it wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Owners {
    pub(super) works: usize,
    pub(super) editions: usize,
    pub(super) agents: usize,
}

impl Owners {
    /// The records on the highest level that there are any of: a work is written with all its editions.
    fn counts(&self) -> Option<(String, Json)> {
        [("works", self.works), ("editions", self.editions), ("people", self.agents)]
            .into_iter()
            .find(|(_, count)| *count > 0)
            .map(|(word, count)| (format!("{word} changed"), count.into()))
    }
}

/// Where the counts tell between which numbers the rows of new editions are, for queries that ask for an import.
const EDITION_NUMBERS: &str = "edition numbers";

/// The tables whose rows people count, with the word for these.
const COUNTED: &[(&str, &str)] = &[
    ("work", "works"),
    ("edition", "editions"),
    ("agent", "people"),
    ("reading", "read-throughs"),
    ("reading_list", "lists"),
    ("reading_list_entry", "list entries"),
    ("reading_goal", "goals"),
    ("quotation", "quotations"),
    ("saved_query", "queries"),
    ("distinct_editions", "distinct pairs"),
    ("pinned_key", "pinned keys"),
    ("setting", "settings"),
];

/// Where the counts tell of what there is another number, or otherwise, in the records that are counted.
pub const PARTS_CHANGED: &str = "parts changed";

/// The tables of what records own, with the word for it.
const PARTS: &[(&str, &str)] = &[
    ("agent_name", "names"),
    ("citation_key", "keys"),
    ("title", "further titles"),
    ("contribution", "people named"),
    ("identifier", "identifiers"),
    ("relation", "relations"),
    ("keyword", "keywords"),
    ("extra", "values kept beside"),
    ("evidence", "passages"),
];

impl Transaction<'_> {
    /// Notes in the log what was done since [`prepare`]; nothing where nothing was. `owners` are the records that
    /// something was written to, which are counted where only what they own is otherwise.
    pub(super) fn note_change(&self, command: &Command, owners: &Owners) -> StoreResult<()> {
        let (changeset, mut counts) = self.what_was_done()?;
        if changeset.is_empty() {
            return Ok(());
        }
        if !counts.values().any(Json::is_number) {
            counts.extend(owners.counts());
            counts.insert(PARTS_CHANGED.to_owned(), self.parts_changed(&changeset)?.into());
        }
        self.forget_undone()?;
        let change = Change {
            time: command.time.clone(),
            command: command.name.clone(),
            summary: command.line.clone(),
            counts: Json::Object(counts).to_string(),
        };
        self.insert_change(&change, Some(&changeset.to_bytes()?))?;
        Ok(())
    }
}

impl Snapshot<'_> {
    fn what_was_done(&self) -> StoreResult<(Changeset, serde_json::Map<String, Json>)> {
        let mut changeset = Changeset::default();
        let mut counts = serde_json::Map::new();
        for table in tables(self.connection)? {
            let (rows, counted) = self.done_to(&table)?;
            let range = rows.range;
            if rows != TableRows::default() {
                changeset.0.insert(table.name.to_owned(), rows);
            }
            if table.name == "edition"
                && let Some((first, last)) = range
            {
                counts.insert(EDITION_NUMBERS.to_owned(), serde_json::json!([first, last]));
            }
            let Some((_, word)) = COUNTED.iter().find(|(name, _)| *name == table.name) else { continue };
            let numbers =
                [("added", counted.added), ("changed", counted.changed), ("removed", counted.removed)];
            for (verb, number) in numbers.into_iter().filter(|(_, number)| *number > 0) {
                counts.insert(format!("{word} {verb}"), number.into());
            }
        }
        Ok((changeset, counts))
    }

    /// The words for what records own that is otherwise than before.
    fn parts_changed(&self, changeset: &Changeset) -> StoreResult<Vec<&'static str>> {
        let mut changed = Vec::new();
        for table in tables(self.connection)? {
            let Some((_, word)) = PARTS.iter().find(|(name, _)| *name == table.name) else { continue };
            if let Some(rows) = changeset.0.get(table.name)
                && self.is_otherwise(&table, rows)?
            {
                changed.push(*word);
            }
        }
        Ok(changed)
    }

    /// Whether rows that were inserted say anything else than those that they came instead of: lists are often written
    /// anew as they were.
    fn is_otherwise(&self, table: &Table, rows: &TableRows) -> StoreResult<bool> {
        let Some((first, last)) = rows.range.filter(|_| rows.absent.is_empty()) else { return Ok(true) };
        let without_number = |image: RowImage| {
            let columns = image.columns()?;
            Ok::<_, StoreError>(columns.get(1..).map_or_else(Vec::new, <[Json]>::to_vec))
        };
        let mut before: Vec<_> = rows.rows.iter().cloned().map(without_number).collect::<Result<_, _>>()?;
        let (name, image) = (table.name, table.image(table.name));
        let mut statement =
            self.connection.prepare(&format!("SELECT {image} FROM {name} WHERE id BETWEEN ?1 AND ?2"))?;
        let images = statement.query_map([first, last], |row| row.get(0))?.collect::<Result<Vec<_>, _>>()?;
        let mut after: Vec<_> =
            images.into_iter().map(RowImage).map(without_number).collect::<Result<_, _>>()?;
        for rows in [&mut before, &mut after] {
            rows.sort_by_cached_key(|columns| Json::from(columns.clone()).to_string());
        }
        Ok(before != after)
    }

    fn done_to(&self, table: &Table) -> StoreResult<(TableRows, Counted)> {
        let (mut rows, mut counted) = (TableRows::default(), Counted::default());
        let (name, key) = (table.name, table.key());
        if table.is_numbered() {
            let sql = format!(
                "SELECT min(id), max(id), count(*) FROM {name} \
                 WHERE id > (SELECT id FROM temp.greatest_before WHERE name = ?1)"
            );
            let (first, last, count): (Option<i64>, Option<i64>, i64) =
                self.connection.query_row(&sql, [name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            rows.range = first.zip(last);
            counted.added = count;
        }
        let present = table.image("present");
        let mut statement = self.connection.prepare(&format!(
            "SELECT before.key, before.image, present.\"{key}\" IS NULL FROM temp.row_before AS before \
             LEFT JOIN {name} AS present ON present.\"{key}\" = before.key \
             WHERE before.name = ?1 AND before.image IS NOT {present} ORDER BY before.key"
        ))?;
        let mut found = statement.query(params![name])?;
        while let Some(row) = found.next()? {
            let is_gone: bool = row.get(2)?;
            match row.get::<_, Option<String>>(1)? {
                Some(image) => {
                    rows.rows.push(RowImage(image));
                    if is_gone { counted.removed += 1 } else { counted.changed += 1 }
                }
                None if is_gone => continue,
                None => {
                    rows.absent.push(match row.get_ref(0)?.as_i64() {
                        Ok(number) => number.into(),
                        Err(_) => row.get::<_, String>(0)?.into(),
                    });
                    counted.added += 1;
                }
            }
        }
        Ok((rows, counted))
    }
}
