//! The table `distinct_editions`: pairs that are known not to be the same.

use std::collections::BTreeSet;

use rusqlite::params;

use super::error::{StoreError, StoreResult};
use super::ids::EditionId;
use super::{Snapshot, Transaction};
use crate::model::tree::Distinct;

impl Snapshot<'_> {
    /// All pairs of rows, the lower first.
    pub fn distinct_pairs(&self) -> StoreResult<BTreeSet<(EditionId, EditionId)>> {
        let mut statement =
            self.connection.prepare_cached("SELECT edition_id, other_id FROM distinct_editions")?;
        let pairs = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(pairs.collect::<Result<_, _>>()?)
    }

    /// The pairs by key, in order of keys.
    pub(super) fn distinct_keys(&self) -> StoreResult<Vec<Distinct>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/distinct_editions/keys.sql"))?;
        let pairs = statement.query_map([], |row| Ok(Distinct { one: row.get(0)?, other: row.get(1)? }))?;
        Ok(pairs.collect::<Result<_, _>>()?)
    }
}

impl Transaction<'_> {
    /// Remembers that two editions are not the same; whether that was not known.
    pub fn insert_distinct(&self, one: EditionId, other: EditionId) -> StoreResult<bool> {
        let sql =
            "INSERT INTO distinct_editions (edition_id, other_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        let inserted = self.connection.prepare_cached(sql)?.execute(params![one.min(other), one.max(other)]);
        let inserted =
            inserted.map_err(|error| StoreError::of_record(|| "two editions".to_owned(), error))?;
        Ok(inserted > 0)
    }

    /// Remembers pairs by key. Both editions must be there.
    pub(super) fn save_distinct(&self, distinct: &Distinct) -> StoreResult<()> {
        let find = |key: &str| {
            self.find_edition_by_key(key)?.ok_or_else(|| StoreError::NoTarget {
                record: "editions that are not the same".to_owned(),
                target: format!("edition {key}"),
            })
        };
        self.insert_distinct(find(&distinct.one)?, find(&distinct.other)?)?;
        Ok(())
    }

    /// Forgets that two editions are not the same; whether that was known.
    pub fn delete_distinct(&self, one: EditionId, other: EditionId) -> StoreResult<bool> {
        let sql = "DELETE FROM distinct_editions WHERE edition_id = ?1 AND other_id = ?2";
        Ok(self.connection.prepare_cached(sql)?.execute(params![one.min(other), one.max(other)])? > 0)
    }
}
