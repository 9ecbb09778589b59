//! The table `saved_query`: queries that are kept under a name.

use rusqlite::OptionalExtension;

use super::error::{StoreError, StoreResult};
use super::{Snapshot, Transaction};
use crate::model::tree::SavedQuery;

impl Snapshot<'_> {
    /// The queries that are kept, by name.
    pub fn saved_queries(&self) -> StoreResult<Vec<SavedQuery>> {
        let mut statement =
            self.connection.prepare_cached("SELECT name, text FROM saved_query ORDER BY name")?;
        let queries =
            statement.query_map([], |row| Ok(SavedQuery { name: row.get(0)?, text: row.get(1)? }))?;
        Ok(queries.collect::<Result<_, _>>()?)
    }

    /// The text that is kept under a name.
    pub fn saved_query(&self, name: &str) -> StoreResult<Option<String>> {
        let mut statement = self.connection.prepare_cached("SELECT text FROM saved_query WHERE name = ?1")?;
        Ok(statement.query_row([name], |row| row.get(0)).optional()?)
    }
}

impl Transaction<'_> {
    /// Keeps a query, in place of what was kept under its name.
    pub fn save_query(&self, query: &SavedQuery) -> StoreResult<()> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO saved_query (name, text) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET text = ?2",
        )?;
        let saved = statement.execute([&query.name, &query.text]);
        saved.map_err(|error| StoreError::of_record(|| format!("saved query {}", query.name), error))?;
        Ok(())
    }

    /// Removes a query; whether there was one of that name.
    pub fn delete_query(&self, name: &str) -> StoreResult<bool> {
        let mut statement = self.connection.prepare_cached("DELETE FROM saved_query WHERE name = ?1")?;
        Ok(statement.execute([name])? > 0)
    }
}
