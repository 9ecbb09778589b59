//! Libraries of every schema version that there has been, each with the small catalogue in it:
//! `db/upgrades/v<N>.db`.
//!
//! `UPDATE_UPGRADES=1 cargo test upgrades` makes the library of the present version, which is done once, in
//! the change that brings the version.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::small_catalogue;
use crate::store::migrate::{MIGRATIONS, known_version};
use crate::store::{Access, Condition, Store, StoreError};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("db/upgrades")
}

fn path_of(version: u32) -> PathBuf {
    folder().join(format!("v{version}.db"))
}

/// The statements of a schema, in the order of their names.
fn shape(connection: &Connection) -> Vec<String> {
    let mut statement = connection
        .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
        .expect("the schema can be read");
    let objects = statement.query_map([], |row| row.get(0)).expect("rows");
    objects.collect::<Result<_, _>>().expect("texts")
}

#[test]
fn there_is_a_library_of_the_present_version() {
    let path = path_of(known_version());
    if std::env::var_os("UPDATE_UPGRADES").is_some() {
        let _ = fs::remove_file(&path);
        let mut store = Store::open(&path, Access::Create).expect("a new library");
        super::write(&mut store, |transaction| transaction.save_catalogue(&small_catalogue()));
        // So that the tests that open it meanwhile put nothing beside it.
        store
            .connection
            .pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))
            .expect("nobody else has it open");
    }
    assert!(path.is_file(), "run UPDATE_UPGRADES=1 cargo test upgrades");
}

#[test]
fn a_migration_that_has_landed_is_not_edited() {
    for version in 1..=known_version() {
        let kept = Connection::open_with_flags(path_of(version), OpenFlags::SQLITE_OPEN_READ_ONLY)
            .expect("it opens");
        let made = Connection::open_in_memory().expect("a database in memory");
        for migration in MIGRATIONS.iter().take(version as usize) {
            made.execute_batch(migration).expect("it applies");
        }
        assert!(shape(&kept) == shape(&made), "migration {version} or an earlier one was edited");
    }
}

#[test]
fn every_library_that_there_was_is_upgraded_and_read() {
    for version in 1..=known_version() {
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("old.db");
        fs::copy(path_of(version), &path).expect("a copy");
        for access in [Access::Read, Access::Write, Access::Read] {
            let before = fs::read(&path).expect("bytes");
            let store = Store::open(&path, access).expect("it opens");
            let read = store.read(|snapshot| {
                let editions = snapshot.edition_ids(&Condition::all())?;
                assert_eq!(snapshot.whole_editions(&editions)?.len(), editions.len());
                snapshot.catalogue()
            });
            assert_eq!(read.expect("read"), small_catalogue(), "version {version}");
            let found: Result<Vec<_>, StoreError> = store.read(|snapshot| {
                snapshot.edition_ids(&Condition {
                    sql: "edition.id IN (SELECT rowid FROM edition_text WHERE edition_text MATCH 'winter')"
                        .to_owned(),
                    arguments: Vec::new(),
                })
            });
            assert_eq!(found.expect("found").len(), 1);
            if access == Access::Read {
                drop(store);
                assert!(fs::read(&path).expect("bytes") == before, "version {version} was written to");
            }
        }
        let has_backup = place.path().join(format!("old.db.before-v{}.bak", known_version())).is_file();
        assert_eq!(has_backup, version < known_version());
    }
}
