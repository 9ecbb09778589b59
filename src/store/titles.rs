//! The table `title`: further titles.

use std::collections::BTreeMap;

use rusqlite::params;

use super::error::{StoreError, StoreResult};
use super::ids::Owner;
use super::rows::{filled, first_owner, word_at};
use super::whole::Batch;
use super::{Snapshot, Transaction};
use crate::model::tree::{FurtherTitle, TitleKind};

impl Snapshot<'_> {
    /// The further titles of everything in a batch, in order.
    pub(super) fn titles(&self, batch: &Batch) -> StoreResult<BTreeMap<Owner, Vec<FurtherTitle>>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/title/read.sql"))?;
        let mut rows = statement.query(params![batch.works, batch.expressions, batch.editions])?;
        let mut titles: BTreeMap<Owner, Vec<FurtherTitle>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            titles.entry(first_owner(row)?).or_default().push(FurtherTitle {
                kind: word_at(row, 3, TitleKind::from_word)?,
                text: row.get(4)?,
                language: row.get(5)?,
                script: row.get(6)?,
                ground: row.get(7)?,
            });
        }
        Ok(titles)
    }
}

impl Transaction<'_> {
    /// Adds further titles to those that the owner has.
    pub fn insert_titles(&self, owner: Owner, titles: &[FurtherTitle]) -> StoreResult<()> {
        if titles.is_empty() {
            return Ok(());
        }
        let (work, expression, edition) = owner.columns();
        let start = self.next_position("title", owner.column(), owner.number())?;
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/title/insert.sql"))?;
        for (position, title) in (start..).zip(titles) {
            let inserted = statement.execute(params![
                work,
                expression,
                edition,
                title.kind.as_str(),
                title.text,
                filled(title.language.as_deref()),
                filled(title.script.as_deref()),
                filled(title.ground.as_deref()),
                position,
            ]);
            inserted.map_err(|error| StoreError::of_record(|| format!("title {}", title.text), error))?;
        }
        self.touch(owner);
        Ok(())
    }

    /// Removes all further titles of an owner.
    pub fn delete_titles(&self, owner: Owner) -> StoreResult<()> {
        self.delete_parts("title", owner.column(), owner.number())?;
        self.touch(owner);
        Ok(())
    }

    /// Removes the rows of an owner from a table of parts. Table and column are names from this program.
    pub(super) fn delete_parts(
        &self,
        table: &'static str,
        column: &'static str,
        owner: i64,
    ) -> StoreResult<()> {
        self.connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE {column} = ?1"))?
            .execute([owner])?;
        Ok(())
    }
}
