//! The table `citation_key`: every key that an edition has had. Triggers keep the current ones.

use std::collections::BTreeMap;

use rusqlite::params;

use super::error::{StoreError, StoreResult};
use super::ids::{EditionId, json_array};
use super::made::Named;
use super::{Snapshot, Transaction};

impl Snapshot<'_> {
    /// Whether a key is or was that of any edition.
    pub fn is_key_taken(&self, key: &str) -> StoreResult<bool> {
        Ok(self.find_edition_by_key(key)?.is_some())
    }

    /// The editions that have or had these keys, each with the key that was asked for, in the order of these; keys that
    /// nobody has are passed over.
    pub fn find_editions_by_keys<'k>(
        &self,
        keys: impl IntoIterator<Item = &'k str>,
    ) -> StoreResult<Vec<(String, EditionId)>> {
        let sql = include_str!("../../db/queries/citation_key/editions.sql");
        let keys = serde_json::Value::from_iter(keys).to_string();
        let mut statement = self.connection.prepare_cached(sql)?;
        let editions = statement.query_map([keys], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(editions.collect::<Result<_, _>>()?)
    }

    /// Every key that is or was that of an edition and begins with `start`, in order of bytes.
    pub fn keys_that_begin_with(&self, start: &str) -> StoreResult<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT key FROM citation_key WHERE key >= ?1 AND substr(key, 1, length(?1)) = ?1 ORDER BY key",
        )?;
        let keys = statement.query_map([start], |row| row.get(0))?;
        Ok(keys.collect::<Result<_, _>>()?)
    }

    /// Every key that is or was that of an edition, with this and the key that it has now.
    pub fn every_key(&self) -> StoreResult<Vec<(String, EditionId, String)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT citation_key.key, edition.id, edition.key FROM citation_key \
             JOIN edition ON edition.id = citation_key.edition_id ORDER BY citation_key.key",
        )?;
        let keys = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(keys.collect::<Result<_, _>>()?)
    }

    /// The keys that editions had before, ordered.
    pub fn aliases(&self, editions: &[EditionId]) -> StoreResult<BTreeMap<EditionId, Vec<String>>> {
        if editions.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/citation_key/aliases.sql"))?;
        let mut rows = statement.query([json_array(editions.iter().copied())])?;
        let mut aliases: BTreeMap<EditionId, Vec<String>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            aliases.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        Ok(aliases)
    }
}

impl Transaction<'_> {
    /// Gives editions other keys, which no other edition has or had. Those before go on working as aliases.
    pub fn rename_keys(&self, renamed: &[(EditionId, String)]) -> StoreResult<()> {
        self.forget_made()?;
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/citation_key/rename.sql"))?;
        for batch in renamed.chunks(super::text::BATCH) {
            let pairs: serde_json::Value =
                batch.iter().map(|(edition, key)| serde_json::json!([edition.0, key])).collect();
            let done = statement.execute([pairs.to_string()]);
            done.map_err(|error| StoreError::of_record(|| "the keys".to_owned(), error))?;
        }
        Ok(())
    }

    /// Adds a further key that finds an edition.
    pub fn insert_alias(&self, edition: EditionId, key: &str) -> StoreResult<()> {
        match self.find_edition_by_key(key)? {
            Some(other) if other == edition => return Ok(()),
            Some(_) => return Err(StoreError::KeyTaken(key.to_owned())),
            None => {}
        }
        let mut statement = self
            .connection
            .prepare_cached("INSERT INTO citation_key (key, edition_id, kind) VALUES (?1, ?2, 'alias')")?;
        let inserted = statement.execute(params![key, edition]);
        inserted.map_err(|error| StoreError::of_record(|| format!("key {key}"), error))?;
        self.note_name(Named::Edition, key);
        Ok(())
    }

    /// Makes exactly these the aliases of an edition. Its current key may be among them and is passed over.
    pub fn set_aliases(&self, edition: EditionId, aliases: &[String]) -> StoreResult<()> {
        let before = self.aliases(&[edition])?.remove(&edition).unwrap_or_default();
        let mut delete =
            self.connection.prepare_cached("DELETE FROM citation_key WHERE key = ?1 AND edition_id = ?2")?;
        for key in before.iter().filter(|key| !aliases.contains(key)) {
            delete.execute(params![key, edition])?;
        }
        for key in aliases {
            self.insert_alias(edition, key)?;
        }
        Ok(())
    }

    /// An error where a key is or was that of another edition than `of`.
    pub(super) fn check_key_is_free(&self, key: &str, of: Option<EditionId>) -> StoreResult<()> {
        let holder = self.find_edition_by_key(key)?;
        if holder.is_some() && holder != of { Err(StoreError::KeyTaken(key.to_owned())) } else { Ok(()) }
    }
}
