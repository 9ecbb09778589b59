//! The table `change`: what each command changed.

use rusqlite::{OptionalExtension, params};

use super::error::{StoreError, StoreResult};
use super::ids::ChangeId;
use super::{Snapshot, Transaction};

/// What a command changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// ISO 8601, UTC.
    pub time: String,
    /// The command, as `import`.
    pub command: String,
    /// One line for people.
    pub summary: String,
    /// A JSON object of numbers.
    pub counts: String,
}

/// Whether what a change did is in the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeState {
    /// It is.
    Done,
    /// It was undone, and can be redone.
    Undone,
}

/// A change in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedChange {
    /// Its number.
    pub id: ChangeId,
    /// What was done.
    pub change: Change,
    /// Whether it still holds.
    pub state: ChangeState,
}

/// The tables that a change can be recorded of, owners before what they own, so that what was recorded can be
/// applied in this order. The full text is none of them; it is made anew.
pub const RECORDED_TABLES: &[&str] = &[
    "source",
    "agent",
    "agent_name",
    "work",
    "expression",
    "edition",
    "citation_key",
    "pinned_key",
    "title",
    "contribution",
    "identifier",
    "relation",
    "keyword",
    "reading",
    "reading_list",
    "reading_list_entry",
    "quotation",
    "extra",
    "evidence",
    "saved_query",
    "distinct_editions",
    "setting",
    "reading_goal",
];

impl Snapshot<'_> {
    /// The newest changes, newest first.
    pub fn changes(&self, limit: usize) -> StoreResult<Vec<LoggedChange>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/change/newest.sql"))?;
        let changes = statement.query_map([limit], |row| {
            let change = Change {
                time: row.get("time")?,
                command: row.get("command")?,
                summary: row.get("summary")?,
                counts: row.get("counts")?,
            };
            let state = match row.get::<_, String>("state")?.as_str() {
                "undone" => ChangeState::Undone,
                _ => ChangeState::Done,
            };
            Ok(LoggedChange { id: row.get("id")?, change, state })
        })?;
        Ok(changes.collect::<Result<_, _>>()?)
    }

    /// What undoes a change, as it was recorded.
    pub fn changeset(&self, change: ChangeId) -> StoreResult<Option<Vec<u8>>> {
        let mut statement = self.connection.prepare_cached("SELECT changeset FROM change WHERE id = ?1")?;
        Ok(statement.query_row([change], |row| row.get(0)).optional()?.flatten())
    }
}

impl Transaction<'_> {
    /// Inserts a change with what undoes it.
    pub fn insert_change(&self, change: &Change, changeset: Option<&[u8]>) -> StoreResult<ChangeId> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/change/insert.sql"))?;
        let id =
            statement.insert(params![change.time, change.command, change.summary, change.counts, changeset]);
        Ok(ChangeId(id.map_err(|error| StoreError::of_record(|| "change".to_owned(), error))?))
    }

    /// Removes from the log what was undone, which nothing can redo after another change.
    pub(super) fn forget_undone(&self) -> StoreResult<()> {
        self.connection.execute("DELETE FROM change WHERE state = 'undone'", [])?;
        Ok(())
    }

    /// Puts a change into another state, with what leads back from that.
    pub(super) fn turn_change(&self, change: ChangeId, state: ChangeState, back: &[u8]) -> StoreResult<()> {
        let state = match state {
            ChangeState::Done => "done",
            ChangeState::Undone => "undone",
        };
        self.connection.execute(
            "UPDATE change SET state = ?2, changeset = ?3 WHERE id = ?1",
            params![change, state, back],
        )?;
        Ok(())
    }
}
