//! What is wrong with a library is found, and mended where that can be.

use super::small_catalogue;
use super::small_library;
use crate::store::{Access, Ailment, Store, salvage};

fn ailments(store: &mut Store) -> Vec<Ailment> {
    store.troubles().expect("it can be looked at").into_iter().map(|trouble| trouble.ailment).collect()
}

#[test]
fn a_sound_library_has_no_trouble() {
    let mut store = small_library();
    assert_eq!(ailments(&mut store), []);
    assert_eq!(store.mend().expect("nothing to mend"), (None, Vec::new()));
}

#[test]
fn what_other_programs_spoil_is_found_and_mended() {
    for (sql, ailment) in [
        ("INSERT INTO edition_text (edition_text) VALUES ('delete-all')", Ailment::FullText),
        ("UPDATE edition SET note = 'xylophone'", Ailment::FullText),
        ("DROP TRIGGER citation_key_is_in_use; DELETE FROM citation_key", Ailment::CitationKey),
        ("PRAGMA foreign_keys = OFF; UPDATE edition SET container_id = 99 WHERE id = 1", Ailment::Pointer),
        ("PRAGMA foreign_keys = OFF; UPDATE edition SET expression_id = 99 WHERE id = 1", Ailment::Pointer),
        ("PRAGMA foreign_keys = OFF; UPDATE contribution SET edition_id = 99 WHERE id = 1", Ailment::Pointer),
        (
            "PRAGMA foreign_keys = OFF; INSERT INTO citation_key VALUES ('ghost', 99, 'alias')",
            Ailment::Pointer,
        ),
        (SPOILED_INDEX, Ailment::Index),
    ] {
        let mut store = small_library();
        store.connection.execute_batch(sql).expect("it is spoiled");
        store.connection.execute_batch("PRAGMA foreign_keys = ON").expect("as every connection has it");
        let found = ailments(&mut store);
        assert!(found.contains(&ailment), "{sql}: {found:?}");
        let (_, mended) = store.mend().expect("mended");
        assert!(!mended.is_empty(), "{sql}");
        assert_eq!(ailments(&mut store), [], "{sql}");
    }
}

/// Changes a table while one of its indexes is out of sight.
const SPOILED_INDEX: &str = "
    PRAGMA writable_schema = ON;
    CREATE TEMP TABLE kept AS SELECT * FROM main.sqlite_schema WHERE name = 'work_match_key';
    DELETE FROM main.sqlite_schema WHERE name = 'work_match_key';
    PRAGMA writable_schema = RESET;
    UPDATE work SET match_key = match_key || 'x';
    PRAGMA writable_schema = ON;
    INSERT INTO main.sqlite_schema SELECT * FROM temp.kept;
    PRAGMA writable_schema = RESET;";

#[test]
fn of_a_sound_library_all_is_salvaged() {
    let folder = tempfile::tempdir().expect("a folder");
    let (sound, saved) = (folder.path().join("a.db"), folder.path().join("b.db"));
    let mut store = Store::open(&sound, Access::Create).expect("a new library");
    super::write(&mut store, |transaction| transaction.save_catalogue(&small_catalogue()));
    store.close().expect("closed");
    let tables = salvage(&sound, &saved).expect("salvaged");
    assert!(tables.iter().all(|table| table.unreadable == 0 && table.refused == 0), "{tables:?}");
    let store = Store::open(&saved, Access::Read).expect("it opens");
    assert_eq!(store.read(|snapshot| snapshot.catalogue()).expect("read"), small_catalogue());
    assert!(salvage(&sound, &saved).is_err(), "what is there is not written over");
}

#[test]
fn damaged_texts_of_the_schema_keep_nothing_from_being_salvaged() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let mut store = Store::open(&path, Access::Create).expect("a new library");
    super::write(&mut store, |transaction| transaction.save_catalogue(&small_catalogue()));
    store.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("all is in the file");
    store.close().expect("closed");
    let sound = std::fs::read(&path).expect("the library");
    // A table that cannot be understood, a column that is called otherwise, an index.
    for (text, harm) in [
        ("CREATE TABLE work (", "CREATE TABLE work '"),
        ("CREATE TABLE quotation (\n    id", "CREATE TABLE quotation (\n    ix"),
        ("CREATE INDEX work_match_key ON", "CREATE INDEX work_match_key IN"),
    ] {
        let (text, harm) = (text.as_bytes(), harm.as_bytes());
        let at = sound.windows(text.len()).position(|window| window == text).expect("a text of the schema");
        let mut damaged = sound.clone();
        damaged[at..at + text.len()].copy_from_slice(harm);
        std::fs::write(&path, &damaged).expect("written");
        let saved = folder.path().join(format!("saved{at}.db"));
        salvage(&path, &saved).expect("salvaged");
        let store = Store::open(&saved, Access::Read).expect("it opens");
        assert_eq!(store.read(|snapshot| snapshot.catalogue()).expect("read"), small_catalogue(), "{harm:?}");
        assert_eq!(std::fs::read(&path).expect("the library"), damaged, "what is damaged stays as it is");
    }
}

#[test]
fn editions_of_lost_works_are_salvaged() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let mut store = Store::open(&path, Access::Create).expect("a new library");
    super::write(&mut store, |transaction| transaction.save_catalogue(&small_catalogue()));
    store
        .connection
        .execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM work; DELETE FROM expression")
        .expect("lost");
    let editions = |store: &Store| -> Vec<(String, Option<String>)> {
        let sql = "SELECT edition.key, edition.title FROM edition JOIN expression ON expression.id = edition.expression_id \
                   JOIN work ON work.id = expression.work_id ORDER BY 1";
        let mut statement = store.connection.prepare(sql).expect("prepared");
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("read");
        rows.collect::<Result<_, _>>().expect("editions")
    };
    assert_eq!(editions(&store), []);
    store.close().expect("closed");
    let saved = folder.path().join("b.db");
    salvage(&path, &saved).expect("salvaged");
    let mut store = Store::open(&saved, Access::Write).expect("it opens");
    let found = editions(&store);
    assert_eq!(
        found.len(),
        small_catalogue()
            .works
            .iter()
            .flat_map(|work| &work.expressions)
            .map(|text| text.editions.len())
            .sum::<usize>()
    );
    assert_eq!(ailments(&mut store), []);
}

/// Where the bytes of a page are.
fn page_at(number: u32, size: u32) -> std::ops::Range<usize> {
    let at = |page: u32| usize::try_from((page - 1) * size).expect("a small file");
    at(number)..at(number + 1)
}

#[test]
fn spoiled_pages_of_what_is_made_from_tables_are_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let sound = folder.path().join("sound.db");
    let mut store = Store::open(&sound, Access::Create).expect("a new library");
    super::write(&mut store, |transaction| transaction.save_catalogue(&small_catalogue()));
    let roots: Vec<(String, u32)> = {
        let mut statement = store
            .connection
            .prepare(
                "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0 \
                 AND (type = 'index' OR name IN ('edition_text_data', 'edition_text_idx'))",
            )
            .expect("prepared");
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("read");
        rows.collect::<Result<_, _>>().expect("names and pages")
    };
    let size: u32 = store.connection.pragma_query_value(None, "page_size", |row| row.get(0)).expect("a size");
    store.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("all is in the file");
    store.close().expect("closed");
    let bytes = std::fs::read(&sound).expect("the library");
    assert!(roots.len() > 20, "{roots:?}");
    for (name, root) in roots.iter().filter(|(_, root)| *root > 1) {
        let path = folder.path().join(format!("{name}.db"));
        let mut damaged = bytes.clone();
        damaged[page_at(*root, size)].fill(0x2d);
        std::fs::write(&path, &damaged).expect("written");
        let mut store = Store::open(&path, Access::Write).expect("it opens");
        let found = store.troubles().expect("looked at");
        assert!(
            !found.is_empty() && found.iter().all(|trouble| trouble.ailment.can_be_mended()),
            "{name}: {found:?}"
        );
        let (copy, mended) = store.mend().expect("mended");
        assert!(copy.is_some() && !mended.is_empty(), "{name}: {found:?}");
        assert_eq!(ailments(&mut store), [], "{name}");
        assert_eq!(store.read(|snapshot| snapshot.catalogue()).expect("read"), small_catalogue(), "{name}");
    }
}

#[test]
fn a_spoiled_page_of_a_table_is_left_to_salvage() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let mut store = Store::open(&path, Access::Create).expect("a new library");
    super::write(&mut store, |transaction| transaction.save_catalogue(&small_catalogue()));
    let (root, size): (u32, u32) = {
        let root = "SELECT rootpage FROM sqlite_schema WHERE name = 'edition'";
        let root = store.connection.query_row(root, [], |row| row.get(0)).expect("a page");
        (root, store.connection.pragma_query_value(None, "page_size", |row| row.get(0)).expect("a size"))
    };
    store.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("all is in the file");
    store.close().expect("closed");
    let mut bytes = std::fs::read(&path).expect("the library");
    bytes[page_at(root, size)].fill(0x2d);
    std::fs::write(&path, &bytes).expect("written");
    let mut store = Store::open(&path, Access::Write).expect("it opens");
    assert!(ailments(&mut store).contains(&Ailment::File));
    assert_eq!(store.mend().expect("nothing can be done"), (None, Vec::new()));
}
