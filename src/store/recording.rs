//! What a command does to a library, noted while it does it.
//!
//! Rows that are inserted get numbers after the greatest there is. So only what is updated or removed has to be noted,
//! once for each row, by triggers that belong to the connection; and how far the greatest number of those rows fell that
//! were there before, since the numbers from there on are given again.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};
use serde_json::Value as Json;

use super::changes::Change;
use super::changeset::{Changeset, RowImage, Table, TableRows, tables};
use super::error::StoreResult;
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

/// What a transaction came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noted {
    /// Something is otherwise.
    Change,
    /// Nothing was written that changes are noted of.
    Nothing,
    /// Rows were written anew as they were, under other numbers.
    Same,
}

/// Makes a connection note what it does.
pub(super) fn prepare(connection: &Connection) -> StoreResult<()> {
    connection.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS row_before (\
            name TEXT NOT NULL, key NOT NULL, image TEXT, PRIMARY KEY (name, key)) WITHOUT ROWID; \
         CREATE TEMP TABLE IF NOT EXISTS greatest_before (\
            name TEXT PRIMARY KEY, id INTEGER, low INTEGER) WITHOUT ROWID; \
         DELETE FROM temp.row_before; DELETE FROM temp.greatest_before;",
    )?;
    let tables = tables(connection)?;
    let mut greatest = BTreeMap::new();
    for table in tables.iter().filter(|table| table.is_numbered()) {
        let sql = format!("SELECT coalesce(max(id), 0) FROM {}", table.name);
        let id: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
        connection
            .execute("INSERT INTO temp.greatest_before VALUES (?1, ?2, ?2)", params![table.name, id])?;
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
    let was_there = |which: &str| table.was_there(which, greatest);
    // Not OR IGNORE: the statement that fires a trigger overrules what is done about conflicts in it.
    let is_new = |which: &str| {
        format!(
            "NOT EXISTS (SELECT 1 FROM temp.row_before WHERE name = '{name}' AND key = {which}.\"{key}\")"
        )
    };
    let trigger = |event: &str, when: &str, body: &str| {
        format!(
            "DROP TRIGGER IF EXISTS temp.note_{name}_{event}; \
             CREATE TEMP TRIGGER note_{name}_{event} AFTER {event} ON main.{name} WHEN {when} BEGIN {body} END;"
        )
    };
    let note = format!("INSERT INTO row_before (name, key, image) SELECT '{name}', old.\"{key}\", {image}");
    let old = format!("{} AND {}", was_there("old"), is_new("old"));
    let update = trigger("UPDATE", &old, &format!("{note};"));
    if !table.is_numbered() {
        let insert = format!("INSERT INTO row_before (name, key) VALUES ('{name}', new.\"{key}\");");
        let new = format!("{} AND {}", was_there("new"), is_new("new"));
        return [update, trigger("DELETE", &old, &format!("{note};")), trigger("INSERT", &new, &insert)]
            .concat();
    }
    // In one trigger, since nobody knows which of two comes first.
    let low = format!("(SELECT low FROM greatest_before WHERE name = '{name}')");
    let delete = format!(
        "{note} WHERE old.id <= {low} AND {}; \
         UPDATE greatest_before SET low = coalesce((SELECT max(id) FROM {name} WHERE id < old.id), 0) \
         WHERE name = '{name}' AND low = old.id;",
        is_new("old")
    );
    let last = greatest.get(name).copied().unwrap_or_default();
    [update, trigger("DELETE", &format!("old.id <= {last}"), &delete)].concat()
}

/// How many rows of a table came, changed and went.
#[derive(Default)]
struct Counted {
    added: usize,
    /// By their numbers; 0 for a row whose key is none.
    changed: Vec<i64>,
    removed: usize,
}

/// Records that were there before a command and are otherwise after it, by their tables.
type Changed = BTreeMap<&'static str, BTreeSet<i64>>;

/// The tables of records, each with the word for them and the column that points at one from what it owns.
const RECORDS: &[(&str, &str, &str)] = &[
    ("work", "works", "work_id"),
    ("expression", "texts", "expression_id"),
    ("edition", "editions", "edition_id"),
    ("agent", "people", "agent_id"),
];

/// So many rows of new records are gone through for those that belong to records of before.
const FEW_ROWS: usize = 20_000;

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

/// Where the counts tell what is otherwise of what records own, if nothing of themselves is.
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
    /// Notes in the log what was done since [`prepare`]; nothing where nothing was.
    pub(super) fn note_change(&self, command: &Command) -> StoreResult<Noted> {
        let (changeset, counts) = self.what_was_done()?;
        if changeset.is_empty() {
            return Ok(Noted::Nothing);
        }
        if !counts.values().any(Json::is_number) && self.is_as_before(&changeset)? {
            return Ok(Noted::Same);
        }
        let change = Change {
            time: command.time.clone(),
            command: command.name.clone(),
            summary: command.line.clone(),
            counts: Json::Object(counts).to_string(),
        };
        self.insert_change(&change, Some(&changeset.to_bytes()?))?;
        // After the new one has its number, which is so none that was told of another change.
        self.forget_undone()?;
        Ok(Noted::Change)
    }
}

impl Snapshot<'_> {
    fn what_was_done(&self) -> StoreResult<(Changeset, serde_json::Map<String, Json>)> {
        let mut changeset = Changeset::default();
        let mut counts = serde_json::Map::new();
        let mut changed = Changed::new();
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
            if let Some((name, ..)) = RECORDS.iter().find(|(name, ..)| *name == table.name) {
                changed.insert(name, counted.changed.iter().copied().collect());
            }
            let Some((_, word)) = COUNTED.iter().find(|(name, _)| *name == table.name) else { continue };
            let numbers =
                [("added", counted.added), ("changed", counted.changed.len()), ("removed", counted.removed)];
            for (verb, number) in numbers.into_iter().filter(|(_, number)| *number > 0) {
                counts.insert(format!("{word} {verb}"), number.into());
            }
        }
        // What comes brings what it owns, and what belongs to others is looked for among few rows only.
        let has_come = counts.contains_key(EDITION_NUMBERS) || counts.contains_key("works added");
        if !has_come || changeset.size() <= FEW_ROWS {
            let is_own = changed.values().any(|records| !records.is_empty());
            let parts = self.parts_changed(&changeset, &mut changed)?;
            for (name, word, _) in RECORDS {
                let number = changed.get(name).map_or(0, BTreeSet::len);
                if number > 0 {
                    counts.insert(format!("{word} changed"), number.into());
                }
            }
            if !is_own && !parts.is_empty() {
                counts.insert(PARTS_CHANGED.to_owned(), parts.into());
            }
        }
        Ok((changeset, counts))
    }

    /// The words for what records own that is otherwise than before. The records join those that are changed.
    fn parts_changed(&self, changeset: &Changeset, changed: &mut Changed) -> StoreResult<Vec<&'static str>> {
        let mut parts = Vec::new();
        for table in tables(self.connection)? {
            let Some((_, word)) = PARTS.iter().find(|(name, _)| *name == table.name) else { continue };
            let Some(rows) = changeset.0.get(table.name) else { continue };
            let mut is_otherwise = false;
            for columns in self.otherwise(&table, rows)? {
                for (record, _, pointer) in RECORDS {
                    let at = table.columns.iter().position(|column| column == pointer);
                    let Some(number) = at.and_then(|at| columns.get(at)).and_then(Json::as_i64) else {
                        continue;
                    };
                    if self.was_and_is(record, number)? {
                        is_otherwise = true;
                        changed.entry(record).or_default().insert(number);
                    }
                }
            }
            if is_otherwise {
                parts.push(*word);
            }
        }
        Ok(parts)
    }

    /// Whether what was written says what was there before.
    fn is_as_before(&self, changeset: &Changeset) -> StoreResult<bool> {
        for table in tables(self.connection)? {
            if let Some(rows) = changeset.0.get(table.name)
                && !self.otherwise(&table, rows)?.is_empty()
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a record was there before, and still is.
    fn was_and_is(&self, table: &str, number: i64) -> StoreResult<bool> {
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM {table} WHERE id = ?1 \
             AND id <= (SELECT id FROM temp.greatest_before WHERE name = '{table}'))"
        );
        Ok(self.connection.prepare_cached(&sql)?.query_row([number], |row| row.get(0))?)
    }

    /// The rows of before that are not there any more, and those of now that were not: lists are often written anew as
    /// they were, under other numbers.
    fn otherwise(&self, table: &Table, rows: &TableRows) -> StoreResult<Vec<Vec<Json>>> {
        let (name, key, image) = (table.name, table.key(), table.image(table.name));
        let sql = format!(
            "SELECT {image} FROM {name} WHERE \"{key}\" BETWEEN ?1 AND ?2 \
             UNION ALL SELECT {image} FROM {name} WHERE \"{key}\" IN (SELECT value FROM json_each(?3))"
        );
        let before: Vec<Vec<Json>> = rows.rows.iter().map(RowImage::columns).collect::<Result<_, _>>()?;
        let keys: Json = before.iter().filter_map(|row| row.first()).chain(&rows.absent).cloned().collect();
        let (first, last) = rows.range.unzip();
        let mut statement = self.connection.prepare(&sql)?;
        let found = statement.query_map(params![first, last, keys.to_string()], |row| row.get(0))?;
        // By what a row says without its number, or with its key: how many more there are now than were before.
        let mut balance: BTreeMap<String, (i64, Vec<Json>)> = BTreeMap::new();
        let said = |row: &[Json]| Json::from(row.get(usize::from(table.is_numbered())..).unwrap_or_default());
        for row in before {
            balance.entry(said(&row).to_string()).or_insert((0, row)).0 -= 1;
        }
        for image in found {
            let row = RowImage(image?).columns()?;
            balance.entry(said(&row).to_string()).or_insert((0, row)).0 += 1;
        }
        Ok(balance.into_values().filter(|(more, _)| *more != 0).map(|(_, row)| row).collect())
    }

    /// The new rows that have numbers of rows that were removed, or such between those.
    fn under_numbers_of_before(&self, table: &str) -> StoreResult<Vec<Json>> {
        let sql = format!(
            "SELECT {table}.id FROM temp.greatest_before AS before \
             JOIN {table} ON {table}.id > before.low AND {table}.id <= before.id WHERE before.name = '{table}' \
             AND NOT EXISTS (SELECT 1 FROM temp.row_before WHERE name = '{table}' AND key = {table}.id)"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let numbers = statement.query_map([], |row| row.get::<_, i64>(0))?;
        Ok(numbers.map(|number| number.map(Json::from)).collect::<Result<_, _>>()?)
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
            counted.added = usize::try_from(count).unwrap_or_default();
            rows.absent = self.under_numbers_of_before(name)?;
            counted.added += rows.absent.len();
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
                    match is_gone {
                        true => counted.removed += 1,
                        false => counted.changed.push(row.get_ref(0)?.as_i64().unwrap_or_default()),
                    }
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
