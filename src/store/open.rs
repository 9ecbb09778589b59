//! Opening a library, and refusing what is none.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::error::{StoreError, StoreResult};
use super::migrate::{APPLICATION_ID, MIGRATIONS, known_version, migrate, version_of};

/// What a library is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Only to be read; the file is not written to, not even to upgrade it. A library of an older version is
    /// upgraded in memory.
    Read,
    /// To be read and written; it has to be there.
    Write,
    /// To be read and written; made where there is none.
    Create,
}

/// How long to wait for another process to finish writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Nothing,
    EmptyFile,
    Library,
}

/// Opens the library at a path, with its schema at the newest version.
pub(super) fn open(path: &Path, access: Access) -> StoreResult<Connection> {
    let connection = match (inspect(path)?, access) {
        (Found::Nothing, Access::Read | Access::Write) => return Err(StoreError::Missing(path.to_owned())),
        (Found::EmptyFile, Access::Read | Access::Write) => return Err(StoreError::Empty(path.to_owned())),
        (Found::Library, Access::Read) => return open_to_read(path),
        (Found::Library, Access::Write | Access::Create) => connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?,
        (Found::Nothing | Found::EmptyFile, Access::Create) => {
            connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?
        }
    };
    if connection.is_readonly("main")? {
        return Err(StoreError::ReadOnly(path.to_owned()));
    }
    let mut connection = prepared(connection)?;
    check_schema(&connection, path)?;
    migrate(&mut connection, Some(path), MIGRATIONS)?;
    Ok(connection)
}

/// A new library in memory.
pub(super) fn open_in_memory() -> StoreResult<Connection> {
    let mut connection = prepared(Connection::open_in_memory()?)?;
    migrate(&mut connection, None, MIGRATIONS)?;
    Ok(connection)
}

fn open_to_read(path: &Path) -> StoreResult<Connection> {
    // Opened for writing where the file allows it, since a journal that a killed process left behind can only
    // be rolled back so; nothing else is written.
    let connection = prepared(connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?)?;
    connection.execute_batch("PRAGMA query_only = ON")?;
    check_schema(&connection, path)?;
    match version_of(&connection)? {
        0 => return Err(StoreError::Empty(path.to_owned())),
        version if version == known_version() => return Ok(connection),
        _ => {}
    }
    let mut copy = Connection::open_in_memory()?;
    Backup::new(&connection, &mut copy)?.run_to_completion(1000, Duration::from_millis(10), None)?;
    let mut copy = prepared(copy)?;
    migrate(&mut copy, None, MIGRATIONS)?;
    Ok(copy)
}

fn connect(path: &Path, access: OpenFlags) -> StoreResult<Connection> {
    // Without SQLITE_OPEN_URI: a path that begins with "file:" is a path.
    Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(|error| {
        match error.sqlite_error_code() {
            Some(ErrorCode::CannotOpen) => {
                StoreError::file(path, io::Error::other("the file cannot be opened"))
            }
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly(path.to_owned()),
            _ => StoreError::from(error),
        }
    })
}

/// Settings of every connection. A rollback journal leaves no side files behind and the pages in the order
/// in which they were written, so that the same commands make the same bytes.
fn prepared(connection: Connection) -> StoreResult<Connection> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(200);
    // Plans do not look at the values that are bound; otherwise statements are planned anew for every value.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; \
         PRAGMA cache_size = -131072;",
    )?;
    // The words of the full text, for finding those that are almost what was asked for.
    connection
        .execute_batch("CREATE VIRTUAL TABLE temp.edition_word USING fts5vocab (main, edition_text, row)")?;
    super::text_functions::add(&connection)?;
    Ok(connection)
}

/// Checks what SQLite itself says, after a journal that was left behind has been rolled back.
fn check_schema(connection: &Connection, path: &Path) -> StoreResult<()> {
    let application: Result<i64, _> = connection.pragma_query_value(None, "application_id", |row| row.get(0));
    let application = application.map_err(|error| match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            StoreError::NotADatabase(path.to_owned())
        }
        _ => StoreError::from(error),
    })?;
    let version = version_of(connection)?;
    check_header(path, application, version, is_without_tables(connection)?)
}

fn is_without_tables(connection: &Connection) -> StoreResult<bool> {
    Ok(connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0))?)
}

fn check_header(path: &Path, application: i64, version: u32, is_new: bool) -> StoreResult<()> {
    let known = known_version();
    if application != i64::from(APPLICATION_ID) && !is_new {
        return Err(StoreError::OtherApplication(path.to_owned()));
    }
    if version > known {
        return Err(StoreError::TooNew { path: path.to_owned(), version, known });
    }
    Ok(())
}

/// What stands at a path, from its first bytes; errors for all that is no library. Nothing is opened for
/// writing, so that a file that is refused stays as it was.
fn inspect(path: &Path) -> StoreResult<Found> {
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(StoreError::file(path, error)),
    };
    if metadata.is_dir() {
        return Err(StoreError::Folder(path.to_owned()));
    }
    if !metadata.is_file() {
        return Err(StoreError::NotAFile(path.to_owned()));
    }
    let mut head = Vec::new();
    File::open(path)
        .and_then(|file| file.take(4096).read_to_end(&mut head))
        .map_err(|error| StoreError::file(path, error))?;
    if head.is_empty() {
        return Ok(Found::EmptyFile);
    }
    // https://www.sqlite.org/fileformat.html#the_database_header
    if !head.starts_with(b"SQLite format 3\0") {
        let refusal = if is_text(&head) { StoreError::TextFile } else { StoreError::NotADatabase };
        return Err(refusal(path.to_owned()));
    }
    let (Some(version), Some(application)) = (big_endian(&head, 60), big_endian(&head, 68)) else {
        return Err(StoreError::NotADatabase(path.to_owned()));
    };
    check_header(path, i64::from(application), version, false)?;
    Ok(Found::Library)
}

/// The four bytes from an offset as a number.
fn big_endian(bytes: &[u8], offset: usize) -> Option<u32> {
    let bytes = bytes.get(offset..)?.first_chunk::<4>()?;
    Some(u32::from_be_bytes(*bytes))
}

/// Whether bytes look like text in any encoding that keeps ASCII: no control characters but white space.
fn is_text(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0c'))
}
