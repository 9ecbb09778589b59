//! A library in SQLite, and nothing else: open, migrate, transact, one file for each table.
//!
//! Reading goes through a [`Snapshot`], writing through a [`Transaction`], which is a snapshot as well.
//! Statements longer than a line are files in `db/queries/`. Several rows are read in batches, by binding a
//! JSON array of row numbers to one parameter, never with a statement for each row.

mod agents;
mod bulk;
mod catalogue;
mod changes;
mod changeset;
mod citation_keys;
mod columns;
mod contributions;
mod crediting;
mod distinct;
mod editions;
mod error;
mod evidence;
mod expressions;
mod extras;
mod goals;
mod headings;
mod health;
mod identifiers;
mod ids;
mod keywords;
mod made;
mod migrate;
mod moving;
mod open;
mod ordering;
mod partial;
mod people;
mod quotations;
mod reading_lists;
mod reading_records;
mod readings;
mod recording;
mod relations;
mod row_set;
mod rows;
mod salvaging;
mod save;
mod saved_queries;
mod selecting;
mod settings;
mod sources;
mod summary;
mod text;
mod text_functions;
mod titles;
mod undoing;
mod whole;
mod works;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::ops::Deref;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

pub use crate::fields::normal_identifier;
pub use agents::{FoundName, name_match_key};
pub use changes::{Change, ChangeState, LoggedChange, RECORDED_TABLES};
pub use contributions::NewContribution;
pub use crediting::{Credits, Levels};
pub use editions::EditionLinks;
pub use error::{StoreError, StoreResult};
pub use headings::HeadingRow;
pub use health::{Ailment, Trouble};
pub use ids::{
    AgentId, AgentNameId, ChangeId, EditionId, ExpressionId, Owner, QuotationId, ReadingId, ReadingListId,
    Record, SourceId, Subject, WorkId,
};
pub use moving::MovedRows;
pub use open::{Access, is_library, while_waiting};
pub use ordering::{Leading, Leads};
pub use partial::Parts;
pub use people::NameRow;
pub use quotations::Quotation;
pub use readings::Reading;
pub use recording::{Command, Noted, PARTS_CHANGED};
pub use row_set::RowSet;
pub use rusqlite::types::Value as SqlValue;
pub use salvaging::{Salvaged, salvage};
pub use selecting::{Condition, Tallied};
pub use sources::Imported;
pub use summary::{Answers, Cells, FACETS, Facet, Orders, Summarize, Summarized};
pub use whole::{Triple, Whole};
pub use works::work_match_key;

use made::Made;
use text::Touched;

/// An open library.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: Option<PathBuf>,
    /// What changes are noted under in the log; none are without one.
    command: Option<Command>,
    /// When editions come that are inserted, where no command says it.
    time: Option<String>,
    /// What the last transaction came to.
    noted: Noted,
    /// What makes the summary of editions.
    summarize: Option<Summarize>,
}

impl Store {
    /// Opens the library at a path.
    ///
    /// Refused, and left as they are, are a folder, a text file, a file that is no SQLite database, the
    /// database of another program and a library of a newer version. An older library is upgraded in one
    /// transaction, after a copy of it was put beside it; with [`Access::Read`] it is upgraded in memory.
    pub fn open(path: impl AsRef<Path>, access: Access) -> StoreResult<Store> {
        let path = path.as_ref();
        Ok(Store::on(open::open(path, access)?, Some(path.to_owned())))
    }

    /// A new library in memory.
    pub fn memory() -> StoreResult<Store> {
        Ok(Store::on(open::open_in_memory()?, None))
    }

    fn on(connection: Connection, path: Option<PathBuf>) -> Store {
        Store { connection, path, command: None, time: None, noted: Noted::Nothing, summarize: None }
    }

    /// From now on a summary of editions is kept, for lists and counts.
    pub fn summarize_by(&mut self, summarize: Summarize) {
        self.summarize = Some(summarize);
    }

    /// From now on changes are noted in the log under a command.
    pub fn record(&mut self, command: Command) {
        self.command = Some(command);
    }

    /// From now on editions that are inserted come at a time: ISO 8601, UTC. Nothing is noted in the log.
    pub fn come_at(&mut self, time: &str) {
        self.time = Some(time.to_owned());
    }

    /// Whether the last transaction left anything otherwise than it was; known where a command is noted.
    pub fn noted(&self) -> Noted {
        self.noted
    }

    /// The file of the library; `None` for one in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Calls `read` with a view of the library that does not change meanwhile, whatever others write.
    pub fn read<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Snapshot<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let snapshot = Snapshot { connection: &self.connection, is_settled: true };
        // Inside of another call to `read` the snapshot is that of the outer one.
        if !self.connection.is_autocommit() {
            return read(&snapshot);
        }
        let transaction = self.connection.unchecked_transaction().map_err(StoreError::from)?;
        let result = read(&snapshot)?;
        transaction.finish().map_err(StoreError::from)?;
        Ok(result)
    }

    /// Calls `write` in a transaction, which is committed when it succeeds and rolled back when it fails.
    pub fn transaction<T, E: From<StoreError>>(
        &mut self,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.transaction_if(write, |_| true)
    }

    /// The same, where it is rolled back too when what came of it is not worth a change.
    pub fn transaction_if<T, E: From<StoreError>>(
        &mut self,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
        is_kept: impl FnOnce(&T) -> bool,
    ) -> Result<T, E> {
        self.run(write, is_kept)
    }

    /// Calls `write` in a transaction that is rolled back in any case: for a dry run.
    pub fn rehearsal<T, E: From<StoreError>>(
        &mut self,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.run(write, |_| false)
    }

    fn run<T, E: From<StoreError>>(
        &mut self,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
        is_kept: impl FnOnce(&T) -> bool,
    ) -> Result<T, E> {
        let begun = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        // Now that nobody else writes: what another process did before is not of this change.
        if self.command.is_some() {
            recording::prepare(&begun)?;
        }
        let mut transaction = Transaction::on(&begun);
        transaction.time =
            self.command.as_ref().map(|command| command.time.clone()).or_else(|| self.time.clone());
        let result = write(&transaction)?;
        transaction.make_what_was_put_off()?;
        let anew = transaction.refresh_touched_text()?;
        let noted = match &self.command {
            Some(command) => transaction.note_change(command)?,
            None => Noted::Change,
        };
        // The new numbers of what is the same would be in the way of what leads back from earlier changes.
        if noted != Noted::Same && is_kept(&result) {
            transaction.refresh_summary(anew, self.summarize)?;
            begun.commit()
        } else {
            begun.rollback()
        }
        .map_err(StoreError::from)?;
        self.noted = noted;
        Ok(result)
    }

    /// Copies the library to a new file. A file that is there already is an error.
    pub fn back_up(&self, to: impl AsRef<Path>) -> StoreResult<()> {
        let to = to.as_ref();
        if std::fs::symlink_metadata(to).is_ok() {
            return Err(StoreError::NoBackup {
                path: to.to_owned(),
                reason: "there is a file already".to_owned(),
            });
        }
        migrate::back_up(&self.connection, to)?;
        health::check_copy(to).inspect_err(|_| {
            // A copy that is not sound would be taken for one that is.
            let _ = std::fs::remove_file(to);
        })
    }

    /// From now on every statement that is begun is noted, without those of triggers.
    #[cfg(test)]
    pub fn note_statements(
        &mut self,
        noted: std::sync::Arc<std::sync::Mutex<Vec<String>>>,
    ) -> StoreResult<()> {
        use rusqlite::trace::{TraceEvent, TraceEventCodes};
        let note = move |event: TraceEvent<'_>| {
            // https://www.sqlite.org/c3ref/c_trace.html: what a trigger does is told as a comment.
            if let TraceEvent::Stmt(_, sql) = event
                && !sql.starts_with("--")
            {
                noted.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(sql.to_owned());
            }
        };
        Ok(self.connection.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(note))?)
    }

    /// How SQLite would go through tables for a statement: a line for each.
    #[cfg(test)]
    pub fn plan(&self, sql: &str) -> StoreResult<Vec<String>> {
        let mut statement = self.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
        let mut rows = statement.raw_query();
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            lines.push(row.get("detail")?);
        }
        Ok(lines)
    }

    /// Closes the file. Dropping does so too, without telling of errors.
    pub fn close(self) -> StoreResult<()> {
        self.connection.close().map_err(|(_, error)| StoreError::from(error))
    }
}

/// The library as it is at one moment.
#[derive(Debug)]
pub struct Snapshot<'c> {
    connection: &'c Connection,
    /// Whether the summary of editions tells of all that is read.
    is_settled: bool,
}

impl<'c> Snapshot<'c> {
    /// The connection, for what has no function here (recording changes, finding by compiled queries).
    pub fn connection(&self) -> &'c Connection {
        self.connection
    }
}

/// A library that is being written to. What was inserted is seen by all that is read through it.
///
/// Each function that writes marks what it touched; at the end the full text of all editions that show it is
/// made anew, so that it needs no care anywhere else.
#[derive(Debug)]
pub struct Transaction<'c> {
    snapshot: Snapshot<'c>,
    touched: RefCell<Touched>,
    made: RefCell<Made>,
    /// The statements that make what is still to be made.
    put_off: RefCell<Vec<String>>,
    /// When editions come that are inserted: ISO 8601, UTC.
    time: Option<String>,
}

impl<'c> Transaction<'c> {
    fn on(connection: &'c Connection) -> Self {
        Transaction {
            snapshot: Snapshot { connection, is_settled: false },
            touched: RefCell::default(),
            made: RefCell::default(),
            put_off: RefCell::default(),
            time: None,
        }
    }
}

impl<'c> Deref for Transaction<'c> {
    type Target = Snapshot<'c>;

    fn deref(&self) -> &Snapshot<'c> {
        &self.snapshot
    }
}
