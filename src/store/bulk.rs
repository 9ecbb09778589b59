//! What a large import into an empty library makes at its end: some indexes, and the list of keys.
//!
//! Where rows come in any order, each of them changes a page somewhere in an index, and the pages of a large library do not
//! fit into memory; made of all rows at once, an index is sorted and written from one end to the other. A trigger costs
//! more than the row that it writes, since SQLite keeps a copy of each page that a statement with triggers changes.

use rusqlite::OptionalExtension;

use super::Transaction;
use super::error::StoreResult;
use super::ids::EditionId;

/// From how many bytes on it pays to make at the end what can be.
pub(super) const LARGE: usize = 1 << 20;

/// The indexes that filing asks nothing of, as long as it has all names in mind; none of them forbids anything. Not those
/// whose entries come in the order of the rows: they grow at their end.
const INDEXES: [&str; 7] = [
    "agent_name_match_key",
    "agent_name_parts",
    "contribution_agent_name",
    "edition_date",
    "identifier_normal",
    "keyword_word",
    "work_date",
];

/// The trigger that lists the key of a new edition. The functions here look whether it is free before.
const LISTING: &str = "edition_key_is_made";

/// What is in the way while all keys are listed at once, and holds of them because they come from the editions.
const IN_THE_WAY: [&str; 2] = ["citation_key_agrees_when_made", "citation_key_edition"];

/// The cache while indexes are made, in KiB, written as SQLite has it: what is sorted beyond it goes to a file. Tables are
/// read and indexes written from one end to the other, so that no page is needed twice.
const CACHE_FOR_SORTING: i64 = -(1 << 15);
/// https://www.sqlite.org/pragma.html#pragma_cache_size
const CACHE_SIZE: &str = "cache_size";

impl Transaction<'_> {
    /// Makes some indexes and the list of keys at the end only, where the library is empty and `coming` is large: the
    /// bytes of the files whose entries are to come. What is asked meanwhile is answered alike.
    pub fn put_off(&self, coming: usize) -> StoreResult<()> {
        if coming >= LARGE && self.is_empty()? {
            for name in INDEXES.into_iter().chain([LISTING]) {
                self.take_down(name)?;
            }
        }
        Ok(())
    }

    /// Whether something is still to be made.
    pub(super) fn is_put_off(&self) -> bool {
        !self.put_off.borrow().is_empty()
    }

    /// Takes an index or a trigger away until [`Transaction::make_what_was_put_off`].
    fn take_down(&self, name: &str) -> StoreResult<()> {
        let sql = "SELECT type, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND name = ?1";
        let found: Option<(String, String)> =
            self.connection.query_row(sql, [name], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        // A library that another program has taken it from goes without it.
        if let Some((kind, sql)) = found {
            self.connection.execute_batch(&format!("DROP {kind} {name}"))?;
            self.put_off.borrow_mut().push(sql);
        }
        Ok(())
    }

    /// Makes what was put off; nothing where nothing was.
    pub(super) fn make_what_was_put_off(&self) -> StoreResult<()> {
        if !self.is_put_off() {
            return Ok(());
        }
        for name in IN_THE_WAY {
            self.take_down(name)?;
        }
        let usual: i64 = self.connection.pragma_query_value(None, CACHE_SIZE, |row| row.get(0))?;
        self.connection.pragma_update(None, CACHE_SIZE, CACHE_FOR_SORTING)?;
        self.connection.execute_batch(include_str!("../../db/queries/citation_key/list_all.sql"))?;
        for sql in self.put_off.take() {
            self.connection.execute_batch(&sql)?;
        }
        Ok(self.connection.pragma_update(None, CACHE_SIZE, usual)?)
    }

    /// Lists the key of an edition that is to get another one, so that it goes on working.
    pub(super) fn list_key(&self, edition: EditionId) -> StoreResult<()> {
        if self.is_put_off() {
            let sql = "INSERT INTO citation_key (key, edition_id, kind) \
                       SELECT key, id, 'current' FROM edition WHERE id = ?1 ON CONFLICT (key) DO NOTHING";
            self.connection.prepare_cached(sql)?.execute([edition])?;
        }
        Ok(())
    }
}
