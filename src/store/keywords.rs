//! The table `keyword`.

use std::collections::BTreeMap;

use rusqlite::params;

use super::error::{StoreError, StoreResult};
use super::ids::{EditionId, Subject, WorkId, json_array};
use super::rows::subject;
use super::{Snapshot, Transaction};

impl Snapshot<'_> {
    /// The keywords of works and editions, in order.
    pub(super) fn keywords(
        &self,
        works: &[WorkId],
        editions: &[EditionId],
    ) -> StoreResult<BTreeMap<Subject, Vec<String>>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/keyword/read.sql"))?;
        let mut rows = statement
            .query(params![json_array(works.iter().copied()), json_array(editions.iter().copied())])?;
        let mut keywords: BTreeMap<Subject, Vec<String>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            keywords.entry(subject(row)?).or_default().push(row.get("word")?);
        }
        Ok(keywords)
    }
}

impl Transaction<'_> {
    /// Adds keywords to those that a work or an edition has.
    pub fn insert_keywords(&self, subject: Subject, words: &[String]) -> StoreResult<()> {
        if words.is_empty() {
            return Ok(());
        }
        let (work, edition) = subject.columns();
        let owner = subject.owner();
        let start = self.next_position("keyword", owner.column(), owner.number())?;
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/keyword/insert.sql"))?;
        for (position, word) in (start..).zip(words.iter().filter(|word| !word.is_empty())) {
            let inserted = statement.execute(params![work, edition, word, position]);
            inserted.map_err(|error| StoreError::of_record(|| format!("keyword {word}"), error))?;
        }
        self.touch(owner);
        Ok(())
    }

    /// Removes all keywords of a work or an edition.
    pub fn delete_keywords(&self, subject: Subject) -> StoreResult<()> {
        let owner = subject.owner();
        self.delete_parts("keyword", owner.column(), owner.number())?;
        self.touch(owner);
        Ok(())
    }
}
