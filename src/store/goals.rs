//! The table `reading_goal`: how much is to be read in a year.

use rusqlite::params;

use super::error::{StoreError, StoreResult};
use super::{Snapshot, Transaction};
use crate::model::reading::Goal;

impl Snapshot<'_> {
    /// All goals, by year.
    pub fn goals(&self) -> StoreResult<Vec<Goal>> {
        let mut statement =
            self.connection.prepare_cached("SELECT year, books FROM reading_goal ORDER BY year")?;
        let goals = statement.query_map([], |row| Ok(Goal { year: row.get(0)?, books: row.get(1)? }))?;
        Ok(goals.collect::<Result<_, _>>()?)
    }
}

impl Transaction<'_> {
    /// Sets the goal of a year, in place of the one that it had.
    pub fn set_goal(&self, goal: Goal) -> StoreResult<()> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO reading_goal (year, books) VALUES (?1, ?2) ON CONFLICT (year) DO UPDATE SET books = ?2",
        )?;
        let set = statement.execute(params![goal.year, goal.books]);
        set.map_err(|error| StoreError::of_record(|| format!("goal of {}", goal.year), error))?;
        Ok(())
    }

    /// Removes the goal of a year; whether there was one.
    pub fn delete_goal(&self, year: i64) -> StoreResult<bool> {
        let mut statement = self.connection.prepare_cached("DELETE FROM reading_goal WHERE year = ?1")?;
        Ok(statement.execute([year])? > 0)
    }
}
