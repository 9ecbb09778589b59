//! The table `extra`: what no column has a place for.

use std::collections::BTreeMap;

use rusqlite::{Row, params};

use super::error::StoreResult;
use super::ids::{EditionId, SourceId, json_array};
use super::{Snapshot, Transaction};
use crate::model::Extra;

impl Snapshot<'_> {
    /// The extras of editions, in order.
    pub(super) fn extras(&self, editions: &[EditionId]) -> StoreResult<BTreeMap<EditionId, Vec<Extra>>> {
        if editions.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/extra/of_editions.sql"))?;
        let mut rows = statement.query([json_array(editions.iter().copied())])?;
        let mut extras: BTreeMap<EditionId, Vec<Extra>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            extras.entry(row.get("edition_id")?).or_default().push(extra(row)?);
        }
        Ok(extras)
    }

    /// What stood outside every entry in the files that were imported, in the order in which it came.
    pub fn outside(&self) -> StoreResult<Vec<Extra>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/extra/outside.sql"))?;
        let extras = statement.query_map([], extra)?;
        Ok(extras.collect::<Result<_, _>>()?)
    }
}

impl Transaction<'_> {
    /// Adds extras to those that an edition has.
    pub fn insert_extras(&self, edition: EditionId, extras: &[Extra]) -> StoreResult<()> {
        if extras.is_empty() {
            return Ok(());
        }
        let start = self.next_position("extra", "edition_id", edition.0)?;
        for (position, extra) in (start..).zip(extras) {
            self.insert_extra((Some(edition), None), extra, position)?;
        }
        Ok(())
    }

    /// Adds what stood outside every entry; in which file, where that is known.
    pub fn insert_outside(&self, source: Option<SourceId>, extras: &[Extra]) -> StoreResult<()> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT coalesce(max(position) + 1, 0) FROM extra WHERE edition_id IS NULL")?;
        let start: i64 = statement.query_row([], |row| row.get(0))?;
        for (position, extra) in (start..).zip(extras) {
            self.insert_extra((None, source), extra, position)?;
        }
        Ok(())
    }

    /// Removes all extras of an edition.
    pub fn delete_extras(&self, edition: EditionId) -> StoreResult<()> {
        self.delete_parts("extra", "edition_id", edition.0)
    }

    fn insert_extra(
        &self,
        (edition, source): (Option<EditionId>, Option<SourceId>),
        extra: &Extra,
        position: i64,
    ) -> StoreResult<()> {
        self.connection
            .prepare_cached(include_str!("../../db/queries/extra/insert.sql"))?
            .execute(params![edition, source, extra.format, extra.name, extra.value, position])?;
        Ok(())
    }
}

fn extra(row: &Row<'_>) -> rusqlite::Result<Extra> {
    Ok(Extra { format: row.get("format")?, name: row.get("name")?, value: row.get("value")? })
}
