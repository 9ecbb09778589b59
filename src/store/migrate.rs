//! From the schema that a library has to the one that this program knows.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::error::{StoreError, StoreResult};

/// `PRAGMA application_id` of every library: "OEUV".
pub(super) const APPLICATION_ID: u32 = u32::from_be_bytes(*b"OEUV");

/// The migrations, oldest first. Number n takes a library from version n − 1 to version n and is never
/// edited once a version with it has been published.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001_library.sql"),
    include_str!("../../migrations/0002_saved_queries.sql"),
    include_str!("../../migrations/0003_undone_changes.sql"),
    include_str!("../../migrations/0004_distinct_editions.sql"),
    include_str!("../../migrations/0005_keys.sql"),
    include_str!("../../migrations/0006_reading_goals.sql"),
    include_str!("../../migrations/0007_words_without_lists.sql"),
    include_str!("../../migrations/0008_day_of_a_status.sql"),
    include_str!("../../migrations/0009_covering_index.sql"),
    include_str!("../../migrations/0010_summary.sql"),
];

/// The newest schema version.
pub(super) fn known_version() -> u32 {
    version_after(MIGRATIONS)
}

fn version_after(migrations: &[&str]) -> u32 {
    u32::try_from(migrations.len()).unwrap_or(u32::MAX)
}

/// The schema version of an open library; 0 where there is no schema yet.
pub(super) fn version_of(connection: &Connection) -> StoreResult<u32> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Applies what is missing, all in one transaction.
///
/// Where the library holds anything, a copy named `<file>.before-v<N>.bak` is made first; `path` is `None`
/// for a library in memory, which needs none.
pub(super) fn migrate(
    connection: &mut Connection,
    path: Option<&Path>,
    migrations: &[&str],
) -> StoreResult<()> {
    let newest = version_after(migrations);
    if version_of(connection)? >= newest {
        return Ok(());
    }
    // From here on nobody else can write, so that the copy has all that there was.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have upgraded it meanwhile.
    let version = version_of(&transaction)?;
    if version >= newest {
        return Ok(());
    }
    if let Some(path) = path
        && holds_anything(&transaction)?
    {
        // By a connection of its own, since one that is in a transaction cannot be copied from.
        let reader = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        back_up(&reader, &free_path(path, &format!("before-v{newest}"))?)?;
    }
    let done = usize::try_from(version).unwrap_or(usize::MAX);
    for migration in migrations.iter().skip(done) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", newest)?;
    transaction.commit()?;
    Ok(())
}

/// Copies a whole library to a file that is not there yet, page by page.
pub(super) fn back_up(connection: &Connection, to: &Path) -> StoreResult<()> {
    let copy = || -> rusqlite::Result<()> {
        let mut target = Connection::open(to)?;
        Backup::new(connection, &mut target)?.run_to_completion(1000, Duration::from_millis(10), None)?;
        // A copy is one file, which needs nothing beside it until it is written to.
        target.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
        target.close().map_err(|(_, error)| error)
    };
    copy().map_err(|error| {
        // Half a copy would look like a whole one. Where even this fails, the error below says enough.
        let _ = std::fs::remove_file(to);
        StoreError::NoBackup { path: to.to_owned(), reason: error.to_string() }
    })
}

/// `<file>.<label>.bak`, or with a number before the ending where that is there already.
pub(super) fn free_path(path: &Path, label: &str) -> StoreResult<PathBuf> {
    let named = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    (1..1000)
        .map(|count| match count {
            1 => named(&format!(".{label}.bak")),
            _ => named(&format!(".{label}.{count}.bak")),
        })
        .find(|candidate| std::fs::symlink_metadata(candidate).is_err())
        .ok_or_else(|| StoreError::NoBackup {
            path: named(&format!(".{label}.bak")),
            reason: "too many copies are there already".to_owned(),
        })
}

/// Whether any record is in the library.
fn holds_anything(connection: &Connection) -> StoreResult<bool> {
    if version_of(connection)? == 0 {
        return Ok(false);
    }
    Ok(connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM work) OR EXISTS (SELECT 1 FROM agent) OR EXISTS (SELECT 1 FROM source)",
        [],
        |row| row.get(0),
    )?)
}
