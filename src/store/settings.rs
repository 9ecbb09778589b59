//! The tables `setting` and `pinned_key`: how keys are made, and which of them stay.

use std::collections::BTreeSet;

use rusqlite::OptionalExtension;

use super::error::{StoreError, StoreResult};
use super::ids::{EditionId, json_array};
use super::{Snapshot, Transaction};

/// The name of the pattern that new keys are made after.
const KEY_PATTERN: &str = "key_pattern";

impl Snapshot<'_> {
    /// The pattern that new keys are made after, if the library has one of its own.
    pub fn key_pattern(&self) -> StoreResult<Option<String>> {
        let mut statement = self.connection.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
        Ok(statement.query_row([KEY_PATTERN], |row| row.get(0)).optional()?)
    }

    /// The editions whose keys are pinned.
    pub fn pinned_editions(&self) -> StoreResult<BTreeSet<EditionId>> {
        let mut statement = self.connection.prepare_cached("SELECT edition_id FROM pinned_key")?;
        let ids = statement.query_map([], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The keys that are pinned, ordered.
    pub fn pinned_keys(&self) -> StoreResult<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT key FROM edition WHERE id IN (SELECT edition_id FROM pinned_key) ORDER BY key",
        )?;
        let keys = statement.query_map([], |row| row.get(0))?;
        Ok(keys.collect::<Result<_, _>>()?)
    }
}

impl Transaction<'_> {
    /// Keeps the pattern that new keys are made after, or none.
    pub fn set_key_pattern(&self, pattern: Option<&str>) -> StoreResult<()> {
        let done = match pattern {
            Some(pattern) => self
                .connection
                .prepare_cached(
                    "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
                )?
                .execute([KEY_PATTERN, pattern]),
            None => self.connection.prepare_cached("DELETE FROM setting WHERE name = ?1")?.execute([KEY_PATTERN]),
        };
        done.map_err(|error| StoreError::of_record(|| "the pattern of keys".to_owned(), error))?;
        Ok(())
    }

    /// Pins the keys of editions.
    pub fn pin_keys(&self, editions: &[EditionId]) -> StoreResult<()> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO pinned_key SELECT value FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING",
        )?;
        statement.execute([json_array(editions.iter().copied())])?;
        Ok(())
    }

    /// Unpins the keys of editions.
    pub fn unpin_keys(&self, editions: &[EditionId]) -> StoreResult<()> {
        let mut statement = self
            .connection
            .prepare_cached("DELETE FROM pinned_key WHERE edition_id IN (SELECT value FROM json_each(?1))")?;
        statement.execute([json_array(editions.iter().copied())])?;
        Ok(())
    }
}
