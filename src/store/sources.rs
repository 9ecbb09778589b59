//! The table `source`: the documents that facts were taken from, and the files that were imported.

use rusqlite::{OptionalExtension, params};

use super::error::{StoreError, StoreResult};
use super::ids::SourceId;
use super::rows::filled;
use super::{Snapshot, Transaction};
use crate::model::tree::Source;

/// What only files that were imported have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported<'a> {
    /// When: ISO 8601, UTC.
    pub time: Option<&'a str>,
    /// A digest of the bytes, with the name of the algorithm before a colon.
    pub digest: Option<&'a str>,
}

impl Snapshot<'_> {
    /// The source with a handle.
    pub fn find_source(&self, handle: &str) -> StoreResult<Option<SourceId>> {
        let mut statement = self.connection.prepare_cached("SELECT id FROM source WHERE handle = ?1")?;
        Ok(statement.query_row([handle], |row| row.get(0)).optional()?)
    }

    /// The file with this digest that was imported first.
    pub fn find_source_by_digest(&self, digest: &str) -> StoreResult<Option<SourceId>> {
        let mut statement =
            self.connection.prepare_cached("SELECT id FROM source WHERE digest = ?1 ORDER BY id LIMIT 1")?;
        Ok(statement.query_row([digest], |row| row.get(0)).optional()?)
    }

    /// All sources, in the order in which they came.
    pub fn sources(&self) -> StoreResult<Vec<Source>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/source/read.sql"))?;
        let sources = statement.query_map([], |row| {
            Ok(Source {
                handle: row.get("handle")?,
                title: row.get("title")?,
                file: row.get("file")?,
                format: row.get("format")?,
                note: row.get("note")?,
            })
        })?;
        Ok(sources.collect::<Result<_, _>>()?)
    }
}

impl Transaction<'_> {
    /// Inserts a source.
    pub fn insert_source(&self, source: &Source, imported: Imported<'_>) -> StoreResult<SourceId> {
        if self.find_source(&source.handle)?.is_some() {
            return Err(StoreError::HandleTaken(source.handle.clone()));
        }
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/source/insert.sql"))?;
        let id = statement.insert(params![
            source.handle,
            source.title,
            filled(source.file.as_deref()),
            filled(source.format.as_deref()),
            filled(source.note.as_deref()),
            imported.time,
            imported.digest,
        ]);
        Ok(SourceId(
            id.map_err(|error| StoreError::of_record(|| format!("source {}", source.handle), error))?,
        ))
    }

    /// Updates all of a source but its handle, and when it was imported.
    pub fn update_source(&self, source: &Source) -> StoreResult<()> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/source/update.sql"))?;
        statement.execute(params![
            source.title,
            filled(source.file.as_deref()),
            filled(source.format.as_deref()),
            filled(source.note.as_deref()),
            source.handle,
        ])?;
        Ok(())
    }

    /// Removes a source with what stood outside of its entries. An error where it is the evidence of anything.
    pub fn delete_source(&self, source: SourceId) -> StoreResult<()> {
        self.delete_parts("source", "id", source.0)
    }
}
