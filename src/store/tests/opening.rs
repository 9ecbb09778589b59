//! What is opened, what is refused, and upgrades.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::small_catalogue;
use crate::store::migrate::{MIGRATIONS, known_version, migrate};
use crate::store::{Access, Command, Store, StoreError};

fn make(path: &Path) {
    let mut store = Store::open(path, Access::Create).expect("a new library");
    super::write(&mut store, |transaction| transaction.save_catalogue(&small_catalogue()));
    store.close().expect("closed");
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn what_is_no_library_is_refused_and_left_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = folder.path().join("other.db");
    Connection::open(&other)
        .and_then(|connection| connection.execute_batch("CREATE TABLE t (a); PRAGMA application_id = 7"))
        .expect("another database");
    let newer = folder.path().join("newer.db");
    make(&newer);
    Connection::open(&newer)
        .and_then(|connection| connection.pragma_update(None, "user_version", 99))
        .expect("a newer library");
    fs::write(folder.path().join("notes.txt"), "Some notes.\n").expect("a text");
    fs::write(folder.path().join("binary"), [0, 159, 146, 150, 0, 1]).expect("bytes");
    fs::write(folder.path().join("cut"), b"SQLite format 3\0").expect("a head");
    fs::write(folder.path().join("empty"), "").expect("nothing");
    type Is = fn(&StoreError) -> bool;
    let cases: [(&str, Is); 8] = [
        ("missing", |error| matches!(error, StoreError::Missing(_))),
        ("", |error| matches!(error, StoreError::Folder(_))),
        ("notes.txt", |error| matches!(error, StoreError::TextFile(_))),
        ("binary", |error| matches!(error, StoreError::NotADatabase(_))),
        ("cut", |error| matches!(error, StoreError::NotADatabase(_))),
        ("empty", |error| matches!(error, StoreError::Empty(_))),
        ("other.db", |error| matches!(error, StoreError::OtherApplication(_))),
        ("newer.db", |error| matches!(error, StoreError::TooNew { version: 99, .. })),
    ];
    let before = names_in(folder.path());
    for (name, is_expected) in cases {
        for access in [Access::Read, Access::Write] {
            let path = folder.path().join(name);
            let bytes = fs::read(&path).ok();
            let error = Store::open(&path, access).expect_err(name);
            assert!(is_expected(&error), "{name}: {error:?}");
            assert!(!error.to_string().is_empty());
            assert_eq!(fs::read(&path).ok(), bytes, "{name}");
        }
    }
    assert_eq!(names_in(folder.path()), before);
}

#[test]
fn a_library_is_made_where_there_is_none() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["missing.db", "empty.db"] {
        let path = folder.path().join(name);
        if name == "empty.db" {
            fs::write(&path, "").expect("an empty file");
        }
        make(&path);
        let store = Store::open(&path, Access::Read).expect("it opens");
        let read = store.read(|snapshot| snapshot.catalogue()).expect("it is read");
        assert_eq!(read, small_catalogue());
    }
    assert_eq!(names_in(folder.path()), ["empty.db", "missing.db"]);
}

#[test]
fn the_same_content_makes_the_same_bytes_and_no_side_files() {
    let folder = tempfile::tempdir().expect("a folder");
    make(&folder.path().join("a.db"));
    make(&folder.path().join("b.db"));
    let a = fs::read(folder.path().join("a.db")).expect("bytes");
    assert!(a == fs::read(folder.path().join("b.db")).expect("bytes"));
    assert_eq!(names_in(folder.path()), ["a.db", "b.db"]);
}

#[test]
fn reading_does_not_write() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    make(&path);
    let bytes = fs::read(&path).expect("bytes");
    let mut permissions = fs::metadata(&path).expect("metadata").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("read-only");
    let mut store = Store::open(&path, Access::Read).expect("a read-only file can be read");
    assert_eq!(store.read(|snapshot| snapshot.catalogue()).expect("read"), small_catalogue());
    let written = store.transaction(|transaction| transaction.set_standing_of_all());
    assert!(written.is_err());
    drop(store);
    assert!(fs::read(&path).expect("bytes") == bytes);
}

impl crate::store::Transaction<'_> {
    fn set_standing_of_all(&self) -> Result<(), StoreError> {
        self.connection().execute("UPDATE edition SET standing = 'listed'", [])?;
        Ok(())
    }
}

#[test]
fn an_upgrade_leaves_a_copy_of_the_library_before_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    make(&path);
    let next = "CREATE TABLE further (id INTEGER PRIMARY KEY, version INTEGER) STRICT;";
    let migrations: Vec<&str> = MIGRATIONS.iter().copied().chain([next]).collect();
    let mut connection = Connection::open(&path).expect("it opens");
    migrate(&mut connection, Some(&path), &migrations).expect("it is upgraded");
    connection.execute("INSERT INTO further (version) VALUES (2)", []).expect("the new table is there");
    drop(connection);
    let copy = folder.path().join(format!("a.db.before-v{}.bak", known_version() + 1));
    let store = Store::open(&copy, Access::Read).expect("the copy is a library");
    assert_eq!(store.read(|snapshot| snapshot.catalogue()).expect("read"), small_catalogue());
    // The upgraded one is too new for this program.
    assert!(matches!(Store::open(&path, Access::Write), Err(StoreError::TooNew { .. })));
}

#[test]
fn an_upgrade_that_fails_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    make(&path);
    let migrations: Vec<&str> =
        MIGRATIONS.iter().copied().chain(["CREATE TABLE half (id INTEGER); NO SUCH STATEMENT;"]).collect();
    let mut connection = Connection::open(&path).expect("it opens");
    assert!(migrate(&mut connection, Some(&path), &migrations).is_err());
    drop(connection);
    let store = Store::open(&path, Access::Write).expect("it is as it was");
    assert_eq!(store.read(|snapshot| snapshot.catalogue()).expect("read"), small_catalogue());
}

/// What stands on the disk while a process writes is what is left when it is killed.
#[test]
fn a_writer_that_is_killed_leaves_the_library_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    make(&path);
    let left = tempfile::tempdir().expect("another folder");
    let writer = Connection::open(&path).expect("it opens");
    // With room for few pages, changed ones are written before the end of the transaction.
    writer.execute_batch("PRAGMA cache_size = 5; PRAGMA cache_spill = 5; BEGIN IMMEDIATE").expect("begun");
    writer
        .execute_batch(
            "DELETE FROM keyword; UPDATE work SET note = hex(randomblob(20000)); \
             UPDATE edition SET note = hex(randomblob(20000)), abstract = hex(randomblob(20000))",
        )
        .expect("written");
    for name in names_in(folder.path()) {
        fs::copy(folder.path().join(&name), left.path().join(&name)).expect("copied");
    }
    writer.execute_batch("ROLLBACK").expect("rolled back");
    assert_eq!(names_in(left.path()), ["a.db", "a.db-shm", "a.db-wal"]);
    assert!(fs::metadata(left.path().join("a.db-wal")).expect("the log").len() > 40_000);
    let store = Store::open(left.path().join("a.db"), Access::Read).expect("it opens");
    assert_eq!(store.read(|snapshot| snapshot.catalogue()).expect("read"), small_catalogue());
    drop(store);
    assert_eq!(names_in(left.path()), ["a.db"]);
}

/// What was committed stands in the log until it is brought into the file itself.
#[test]
fn a_writer_that_is_killed_after_it_committed_leaves_what_it_wrote() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    make(&path);
    let left = tempfile::tempdir().expect("another folder");
    let mut writer = Store::open(&path, Access::Write).expect("it opens");
    super::write(&mut writer, |transaction| {
        let work = transaction.find_work("winter")?.expect("there");
        transaction.delete_work(work)
    });
    for name in names_in(folder.path()) {
        fs::copy(folder.path().join(&name), left.path().join(&name)).expect("copied");
    }
    let store = Store::open(left.path().join("a.db"), Access::Read).expect("it opens");
    assert_eq!(store.read(|snapshot| snapshot.work_ids()).expect("read").len(), 2);
}

#[test]
fn readers_see_one_moment_while_another_writes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    make(&path);
    let reader = Store::open(&path, Access::Read).expect("it opens");
    let mut writer = Store::open(&path, Access::Write).expect("it opens");
    let seen: Result<(usize, usize), StoreError> = reader.read(|snapshot| {
        let before = snapshot.work_ids()?.len();
        super::write(&mut writer, |transaction| {
            let work = transaction.find_work("winter")?.expect("there");
            transaction.delete_work(work)
        });
        Ok((before, snapshot.work_ids()?.len()))
    });
    assert_eq!(seen.expect("read"), (3, 3));
    assert_eq!(reader.read(|snapshot| snapshot.work_ids()).expect("read").len(), 2);
}

/// Two that write take turns, and what the one did is not noted as done by the other.
#[test]
fn writers_wait_for_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    make(&path);
    let writers: Vec<_> = (0..2)
        .map(|writer| {
            let path = path.clone();
            std::thread::spawn(move || {
                for turn in 0..20 {
                    let mut store = Store::open(&path, Access::Write).expect("it opens");
                    store.record(Command {
                        name: "set".to_owned(),
                        line: format!("{writer} {turn}"),
                        time: "2026-11-22T12:00:00Z".to_owned(),
                    });
                    super::write(&mut store, |transaction| {
                        transaction.connection().execute(
                            "UPDATE work SET note = coalesce(note, '') || 'x' WHERE handle = 'winter'",
                            [],
                        )?;
                        Ok(())
                    });
                }
            })
        })
        .collect();
    for writer in writers {
        writer.join().expect("it wrote");
    }
    let mut store = Store::open(&path, Access::Write).expect("it opens");
    let noted = |store: &Store| {
        store
            .read(|snapshot| -> Result<String, StoreError> {
                let sql = "SELECT coalesce(note, '') FROM work WHERE handle = 'winter'";
                Ok(snapshot.connection().query_row(sql, [], |row| row.get(0))?)
            })
            .expect("read")
    };
    assert!(noted(&store).ends_with(&"x".repeat(40)));
    let before = noted(&store).len();
    for left in (0..40).rev() {
        assert!(!store.undo(1).expect("undone").is_empty());
        assert_eq!(noted(&store).len(), before - 40 + left);
    }
}

#[test]
fn a_copy_is_a_library_and_takes_the_place_of_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = super::small_library();
    let copy = folder.path().join("copy.db");
    store.back_up(&copy).expect("copied");
    assert!(matches!(store.back_up(&copy), Err(StoreError::NoBackup { .. })));
    assert!(store.back_up(folder.path().join("no such folder/copy.db")).is_err());
    let copied = Store::open(&copy, Access::Read).expect("it opens");
    assert_eq!(copied.read(|snapshot| snapshot.catalogue()).expect("read"), small_catalogue());
    assert_eq!(names_in(folder.path()), ["copy.db"]);
}
