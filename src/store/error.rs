//! What can go wrong with a library.

use std::io;
use std::path::{Path, PathBuf};

/// Why a library could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no file.
    #[error("{} does not exist", .0.display())]
    Missing(PathBuf),
    /// The path is that of a folder.
    #[error("{} is a folder", .0.display())]
    Folder(PathBuf),
    /// The path is that of a device, a pipe or a socket.
    #[error("{} is not a file", .0.display())]
    NotAFile(PathBuf),
    /// The file is empty.
    #[error("{} is empty", .0.display())]
    Empty(PathBuf),
    /// The file holds text.
    #[error("{} is a text file, not a library", .0.display())]
    TextFile(PathBuf),
    /// The file holds something else than a SQLite database.
    #[error("{} is not a library", .0.display())]
    NotADatabase(PathBuf),
    /// The file is a SQLite database of another program.
    #[error("{} is a database of another program", .0.display())]
    OtherApplication(PathBuf),
    /// A newer version of the program wrote the library.
    #[error("{} has schema version {version}; this program knows versions up to {known}", path.display())]
    TooNew {
        /// The file.
        path: PathBuf,
        /// The version of its schema.
        version: u32,
        /// The newest version that this program knows.
        known: u32,
    },
    /// The library cannot be written to.
    #[error("{} is read-only", .0.display())]
    ReadOnly(PathBuf),
    /// What was kept of a change does not fit the library.
    #[error("the change cannot be taken back: {0}")]
    Changeset(String),
    /// There is no such change in the log, or it does not hold.
    #[error("there is no change {0} in the log that holds")]
    NoChange(i64),
    /// Another process is writing to the library.
    #[error("another process is writing to the library")]
    Busy,
    /// There is no room for what is to be written; the library is as it was.
    #[error("there is no space left on the disk")]
    Full,
    /// The system could not read or write the file; the library is as it was.
    #[error("the disk cannot be read or written: {0}")]
    Disk(String),
    /// What stands in the file is not what was written there.
    #[error("the library is damaged: {0}")]
    Damaged(String),
    /// The copy that is made before an upgrade could not be made; the library is as it was.
    #[error("no copy could be made at {}: {reason}", path.display())]
    NoBackup {
        /// Where the copy was to be.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The file could not be read.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A record points at one that is not there.
    #[error("{record} names {target}, which is not there")]
    NoTarget {
        /// The record, as `edition serge1951memoires`.
        record: String,
        /// What it points at, as `agent serge-victor`.
        target: String,
    },
    /// A key is already that of another edition, or was.
    #[error("the key {0} is in use")]
    KeyTaken(String),
    /// A handle is already that of another record of its kind.
    #[error("the handle {0} is in use")]
    HandleTaken(String),
    /// A record cannot be removed, since others point at it.
    #[error("{record} is needed by {}", needed_by.join(", "))]
    Needed {
        /// The record.
        record: String,
        /// What points at it.
        needed_by: Vec<String>,
    },
    /// A field was given that an edition does not keep itself (those of its container, its original, its
    /// expression), or a list where one text belongs.
    #[error("the field {0} cannot be kept with an edition in this form")]
    Field(String),
    /// The tables refuse a value.
    #[error("{record}: {reason}")]
    Refused {
        /// The record.
        record: String,
        /// What the tables require.
        reason: String,
    },
    /// Anything else that SQLite reports.
    #[error("the library could not be read or written: {0}")]
    Sqlite(rusqlite::Error),
}

/// The result of the functions of the store.
pub type StoreResult<T> = Result<T, StoreError>;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::{Error, ErrorCode};
        match (error.sqlite_error_code(), &error) {
            (Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked), _) => StoreError::Busy,
            (Some(ErrorCode::DiskFull), _) => StoreError::Full,
            (Some(ErrorCode::SystemIoFailure), _) => StoreError::Disk(words_of(&error)),
            (Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase), _) => {
                StoreError::Damaged(words_of(&error))
            }
            // No statement asks for what a sound table does not hold.
            (
                _,
                Error::FromSqlConversionFailure(..)
                | Error::IntegralValueOutOfRange(..)
                | Error::InvalidColumnType(..)
                | Error::Utf8Error(..),
            ) => StoreError::Damaged(error.to_string()),
            _ => StoreError::Sqlite(error),
        }
    }
}

/// What SQLite says, without the number.
fn words_of(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
        _ => error.to_string(),
    }
}

impl StoreError {
    /// The error of a file operation.
    pub(super) fn file(path: &Path, error: io::Error) -> Self {
        StoreError::File { path: path.to_owned(), error }
    }

    /// The error of a statement on one record: constraints are told with the record.
    pub(super) fn of_record(record: impl FnOnce() -> String, error: rusqlite::Error) -> Self {
        match &error {
            rusqlite::Error::SqliteFailure(failure, Some(message))
                if failure.code == rusqlite::ErrorCode::ConstraintViolation =>
            {
                StoreError::Refused { record: record(), reason: message.clone() }
            }
            _ => StoreError::from(error),
        }
    }
}
