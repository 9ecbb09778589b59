//! Opening a library, and refusing what is none.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
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
    /// To be read, and written to only in transactions that are rolled back; a library that is read-only is copied to
    /// memory for that.
    Rehearse,
    /// To be read and written; it has to be there.
    Write,
    /// To be read and written; made where there is none.
    Create,
}

/// How long to wait for another process to finish writing: longer than an import of a hundred thousand entries takes.
const PATIENCE: Duration = Duration::from_secs(120);

/// After how long somebody who sits before the screen is told why nothing happens.
const SILENCE: Duration = Duration::from_secs(1);

/// How long to sleep before looking again whether the other process has finished.
const NAP: Duration = Duration::from_millis(20);

/// What is called once where a process waits for another one.
static WHILE_WAITING: OnceLock<fn()> = OnceLock::new();

/// From now on `tell` is called when this process has waited for another one for a second. Only the first call of this
/// function counts.
pub fn while_waiting(tell: fn()) {
    // A second teller would say the same.
    let _ = WHILE_WAITING.set(tell);
}

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
        (Found::Nothing, Access::Read | Access::Rehearse | Access::Write) => {
            return Err(StoreError::Missing(path.to_owned()));
        }
        (Found::EmptyFile, Access::Read | Access::Rehearse | Access::Write) => {
            return Err(StoreError::Empty(path.to_owned()));
        }
        (Found::Library, Access::Read) => return open_to_read(path),
        (Found::Library, Access::Rehearse) => return open_to_rehearse(path),
        (Found::Library, Access::Write | Access::Create) => connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?,
        (Found::Nothing | Found::EmptyFile, Access::Create) => {
            connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?
        }
    };
    if connection.is_readonly("main")? {
        return Err(StoreError::ReadOnly(path.to_owned()));
    }
    let mut connection =
        checked(connection, path).map_err(|error| match is_on_read_only_media(&error, path) {
            true => StoreError::ReadOnly(path.to_owned()),
            false => error,
        })?;
    migrate(&mut connection, Some(path), MIGRATIONS)?;
    // After the schema is there, so that the head of the file says what it is even while all else is in the log.
    // A file system that cannot share memory between processes keeps the rollback journal.
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    Ok(connection)
}

/// A new library in memory.
pub(super) fn open_in_memory() -> StoreResult<Connection> {
    let mut connection = prepared(Connection::open_in_memory()?)?;
    migrate(&mut connection, None, MIGRATIONS)?;
    Ok(connection)
}

fn open_to_read(path: &Path) -> StoreResult<Connection> {
    // Opened for writing where the file allows it, since what a killed process left behind can only be rolled back so;
    // nothing else is written.
    let connection = match checked(connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?, path) {
        Err(error) if is_on_read_only_media(&error, path) => open_unchanging(path)?,
        opened => opened?,
    };
    connection.execute_batch("PRAGMA query_only = ON")?;
    match version_of(&connection)? {
        0 => return Err(StoreError::Empty(path.to_owned())),
        version if version == known_version() => return Ok(connection),
        _ => {}
    }
    copy_in_memory(&connection)
}

fn open_to_rehearse(path: &Path) -> StoreResult<Connection> {
    match open(path, Access::Write) {
        Err(StoreError::ReadOnly(_)) => copy_in_memory(&open_to_read(path)?),
        opened => opened,
    }
}

/// A copy in memory, with its schema at the newest version.
fn copy_in_memory(connection: &Connection) -> StoreResult<Connection> {
    let mut copy = Connection::open_in_memory()?;
    Backup::new(connection, &mut copy)?.run_to_completion(1000, Duration::from_millis(10), None)?;
    let mut copy = prepared(copy)?;
    migrate(&mut copy, None, MIGRATIONS)?;
    Ok(copy)
}

/// Whether a library cannot be opened only because nothing can be put beside it, which readers need to know of writers.
fn is_on_read_only_media(error: &StoreError, path: &Path) -> bool {
    let StoreError::Sqlite(error) = error else { return false };
    let cannot = matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly));
    // What stands in a log that was left behind would be overlooked.
    cannot && std::fs::metadata(beside(path, "-wal")).map_or(true, |log| log.len() == 0)
}

/// Opens a library that nobody can write to, without looking for others that do.
fn open_unchanging(path: &Path) -> StoreResult<Connection> {
    let path = std::path::absolute(path).map_err(|error| StoreError::file(path, error))?;
    // https://www.sqlite.org/uri.html: these have a meaning in addresses.
    let escaped = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let address = format!("file:{}?immutable=1", escaped.replace('\\', "/"));
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    checked(Connection::open_with_flags(address, flags)?, &path)
}

/// The path of a file that SQLite keeps beside a library.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
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

/// A connection with its settings, to a file that is a library.
fn checked(connection: Connection, path: &Path) -> StoreResult<Connection> {
    let connection = prepared(connection)?;
    check_schema(&connection, path)?;
    Ok(connection)
}

/// Waits for another process that writes; whether to look again.
fn wait(naps: i32) -> bool {
    let slept = NAP.saturating_mul(u32::try_from(naps).unwrap_or(u32::MAX));
    if slept == SILENCE
        && let Some(tell) = WHILE_WAITING.get()
    {
        tell();
    }
    std::thread::sleep(NAP);
    slept < PATIENCE
}

/// Settings of every connection.
fn prepared(mut connection: Connection) -> StoreResult<Connection> {
    connection.busy_handler(Some(wait))?;
    connection.set_prepared_statement_cache_capacity(200);
    // Plans do not look at the values that are bound; otherwise statements are planned anew for every value.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // What is sorted beyond the size of the cache goes to a file: the indexes of a large import would take more memory
    // than anything else.
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = FILE; \
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
    let application: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
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
    if !head.starts_with(SQLITE) {
        let refusal = if is_text(&head) { StoreError::TextFile } else { StoreError::NotADatabase };
        return Err(refusal(path.to_owned()));
    }
    let (Some(version), Some(application)) = (big_endian(&head, 60), big_endian(&head, 68)) else {
        return Err(StoreError::NotADatabase(path.to_owned()));
    };
    check_header(path, i64::from(application), version, false)?;
    Ok(Found::Library)
}

/// How every database of SQLite begins. https://www.sqlite.org/fileformat.html#the_database_header
const SQLITE: &[u8] = b"SQLite format 3\0";

/// Whether bytes are those of a library, by the head of the file.
pub fn is_library(bytes: &[u8]) -> bool {
    bytes.starts_with(SQLITE) && big_endian(bytes, 68) == Some(APPLICATION_ID)
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
