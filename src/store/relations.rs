//! The table `relation`.

use std::collections::BTreeMap;

use rusqlite::params;

use super::error::{StoreError, StoreResult};
use super::ids::{EditionId, Subject, WorkId, json_array};
use super::rows::{subject, word};
use super::{Snapshot, Transaction};
use crate::model::tree::{Relation, RelationKind, Target};

impl Snapshot<'_> {
    /// The relations of works and editions, in order.
    pub(super) fn relations(
        &self,
        works: &[WorkId],
        editions: &[EditionId],
    ) -> StoreResult<BTreeMap<Subject, Vec<Relation>>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/relation/read.sql"))?;
        let mut rows = statement
            .query(params![json_array(works.iter().copied()), json_array(editions.iter().copied())])?;
        let mut relations: BTreeMap<Subject, Vec<Relation>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let target = match row.get::<_, Option<String>>("to_work")? {
                Some(handle) => Target::Work(handle),
                None => Target::Edition(row.get("to_edition")?),
            };
            let kind = word(row, "kind", RelationKind::from_word)?;
            relations.entry(subject(row)?).or_default().push(Relation { kind, target });
        }
        Ok(relations)
    }
}

impl Transaction<'_> {
    /// Adds a relation to those that a work or an edition has.
    pub fn insert_relation(&self, from: Subject, kind: RelationKind, to: Subject) -> StoreResult<()> {
        let (work, edition) = from.columns();
        let (to_work, to_edition) = to.columns();
        let owner = from.owner();
        let position = self.next_position("relation", owner.column(), owner.number())?;
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/relation/insert.sql"))?;
        let inserted =
            statement.execute(params![work, edition, kind.as_str(), to_work, to_edition, position]);
        inserted.map_err(|error| StoreError::of_record(|| format!("relation {kind}"), error))?;
        Ok(())
    }

    /// Removes all relations that a work or an edition has to others.
    pub fn delete_relations(&self, from: Subject) -> StoreResult<()> {
        let owner = from.owner();
        self.delete_parts("relation", owner.column(), owner.number())
    }
}
