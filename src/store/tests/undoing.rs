//! What is undone is as it was; what is redone is as it had become.

use proptest::prelude::*;
use rusqlite::types::Value as SqlValue;

use super::{small_catalogue, small_library};
use crate::model::tree::SavedQuery;
use crate::store::changeset::{Changeset, RowImage};
use crate::store::{ChangeState, Command, EditionId, RECORDED_TABLES, Store, StoreError, Transaction};

/// Every row of every table that changes are recorded of, and the words of the full text.
fn rows(store: &Store) -> Vec<Vec<SqlValue>> {
    let tables = RECORDED_TABLES.iter().map(|table| format!("SELECT '{table}', * FROM {table} ORDER BY 2"));
    let text = "SELECT term, doc, cnt FROM temp.edition_word ORDER BY term".to_owned();
    let mut rows = Vec::new();
    for sql in tables.chain([text]) {
        let mut statement = store.connection.prepare(&sql).expect("it is understood");
        let count = statement.column_count();
        let found = statement.query_map([], |row| (0..count).map(|index| row.get(index)).collect());
        rows.extend(found.expect("rows").collect::<Result<Vec<_>, _>>().expect("values"));
    }
    rows
}

fn recorded() -> Store {
    let mut store = small_library();
    let time = "2024-05-01T00:00:00Z".to_owned();
    store.record(Command { name: "set".to_owned(), line: "oeuvre set".to_owned(), time });
    store
}

fn write(store: &mut Store, work: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>) {
    store.transaction(work).expect("written");
}

type Step = fn(&Transaction<'_>) -> Result<(), StoreError>;

/// Things that commands do.
const STEPS: &[Step] = &[
    // Another key, and back again by an alias.
    |store| rename(store, "brandt1951winter", "winter"),
    |store| rename(store, "winter", "brandt1951winter"),
    // A query kept, changed, removed.
    |store| store.save_query(&SavedQuery { name: "a".into(), text: "kind:novel".into() }),
    |store| store.save_query(&SavedQuery { name: "a".into(), text: "kind:memoir".into() }),
    |store| store.delete_query("a").map(|_| ()),
    // Everything removed, and new records.
    remove_one,
    |store| {
        let mut catalogue = small_catalogue();
        for agent in &mut catalogue.agents {
            agent.handle += "-again";
        }
        catalogue.works.clear();
        store.save_catalogue(&catalogue)
    },
    // Keys pinned, unpinned, changed all at once; the pattern for new ones.
    |store| store.pin_keys(&some_editions(store)?),
    |store| store.unpin_keys(&some_editions(store)?),
    |store| {
        let renamed = some_editions(store)?.into_iter().map(|edition| (edition, format!("key{}", edition.0)));
        store.rename_keys(&renamed.collect::<Vec<_>>())
    },
    |store| store.set_key_pattern(Some("[author]")),
    |store| store.set_key_pattern(Some("[year]")),
    |store| store.set_key_pattern(None),
    |store| store.pin_keys(&some_editions(store)?),
    remove_one,
];

fn remove_one(store: &Transaction<'_>) -> Result<(), StoreError> {
    let editions: Vec<i64> = store
        .connection()
        .prepare("SELECT id FROM edition WHERE id NOT IN (SELECT container_id FROM edition WHERE container_id IS NOT NULL)")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    editions.first().map_or(Ok(()), |edition| store.delete_edition(EditionId(*edition)))
}

fn some_editions(store: &Transaction<'_>) -> Result<Vec<EditionId>, StoreError> {
    let mut statement = store.connection().prepare("SELECT id FROM edition ORDER BY id LIMIT 2")?;
    let ids = statement.query_map([], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

fn rename(store: &Transaction<'_>, from: &str, to: &str) -> Result<(), StoreError> {
    // Any edition will do where the small catalogue has none of the key.
    let sql = "SELECT id FROM edition ORDER BY key = ?1 DESC, id LIMIT 1";
    let id: i64 = store.connection().query_row(sql, [from], |row| row.get(0))?;
    store.connection().execute("UPDATE edition SET key = ?1 WHERE id = ?2", (to, id))?;
    store.touch_edition(crate::store::EditionId(id));
    Ok(())
}

#[test]
fn what_is_undone_is_as_it_was() {
    let mut store = recorded();
    let mut states = vec![rows(&store)];
    for step in STEPS {
        write(&mut store, step);
        let now = rows(&store);
        assert!(states.last() != Some(&now), "the step changes something");
        states.push(now);
    }
    for round in 0..2 {
        for state in states.iter().rev().skip(1) {
            let undone = store.undo(1).expect("undone").pop().expect("a change");
            assert_eq!(undone.state, ChangeState::Done);
            assert!(rows(&store) == *state, "round {round}: undoing {}", undone.id.0);
        }
        assert_eq!(store.undo(1).expect("nothing fails"), []);
        for state in states.iter().skip(1) {
            let redone = store.redo(1).expect("redone").pop().expect("a change");
            assert!(rows(&store) == *state, "round {round}: redoing {}", redone.id.0);
        }
        assert_eq!(store.redo(1).expect("nothing fails"), []);
    }
}

/// What is done to one of a handful of rows, which is so chosen that numbers fall free at every place.
fn row_step() -> impl Strategy<Value = String> {
    let chosen = |at: usize| format!("(SELECT id FROM keyword ORDER BY id DESC LIMIT 1 OFFSET {at})");
    prop_oneof![
        3 => "[ab]".prop_map(|word| format!(
            "INSERT INTO keyword (edition_id, word, position) SELECT min(id), '{word}', 0 FROM edition"
        )),
        3 => (0..4_usize).prop_map(move |at| format!("DELETE FROM keyword WHERE id = {}", chosen(at))),
        2 => ("[ab]", 0..4_usize)
            .prop_map(move |(word, at)| format!("UPDATE keyword SET word = '{word}' WHERE id = {}", chosen(at))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// SQLite gives the greatest number and one; where the row with the greatest goes, that may be one of before.
    #[test]
    fn numbers_may_be_given_again(
        commands in prop::collection::vec(prop::collection::vec(row_step(), 1..6), 1..6),
    ) {
        let mut store = recorded();
        let mut states = vec![words(&store)];
        for command in commands {
            write(&mut store, |store| Ok(store.connection().execute_batch(&command.join(";"))?));
            states.push(words(&store));
        }
        // Rows that are written anew as they were are no change.
        states.dedup();
        for _ in 0..2 {
            for state in states.iter().rev().skip(1) {
                store.undo(1).expect("undone").pop().expect("a change");
                prop_assert_eq!(&words(&store), state);
            }
            prop_assert_eq!(store.undo(1).expect("nothing fails"), []);
            for state in states.iter().skip(1) {
                store.redo(1).expect("redone").pop().expect("a change");
                prop_assert_eq!(&words(&store), state);
            }
        }
    }
}

fn words(store: &Store) -> Vec<String> {
    let mut statement =
        store.connection.prepare("SELECT word || edition_id FROM keyword ORDER BY 1").expect("words");
    let words = statement.query_map([], |row| row.get(0)).expect("rows");
    words.collect::<Result<_, _>>().expect("texts")
}

#[test]
fn another_change_forgets_what_was_undone() {
    let mut store = recorded();
    write(&mut store, STEPS[0]);
    store.undo(1).expect("undone").pop().expect("a change");
    write(&mut store, STEPS[2]);
    assert_eq!(store.redo(1).expect("nothing fails"), []);
    let log = store.read(|snapshot| snapshot.changes(10)).expect("the log");
    assert_eq!(log.len(), 1);
}

#[test]
fn a_command_that_changes_nothing_leaves_no_change() {
    let mut store = recorded();
    write(&mut store, |_| Ok(()));
    write(&mut store, |store| {
        store.connection().execute("UPDATE work SET title = title", [])?;
        store.connection().execute("INSERT INTO saved_query (name, text) VALUES ('a', 'b')", [])?;
        store.connection().execute("DELETE FROM saved_query", [])?;
        Ok(())
    });
    let failed = store.transaction(|store| {
        STEPS[0](store)?;
        Err::<(), _>(StoreError::Busy)
    });
    assert!(failed.is_err());
    store.rehearsal(|store| STEPS[0](store)).expect("rehearsed");
    assert!(store.read(|snapshot| snapshot.changes(10)).expect("the log").is_empty());
}

#[test]
fn the_library_is_seen_as_it_was_after_a_change() {
    let mut store = recorded();
    let mut states = Vec::new();
    for step in STEPS {
        write(&mut store, step);
        states.push(store.read(|snapshot| snapshot.catalogue()).expect("read"));
    }
    let now = rows(&store);
    let log = store.read(|snapshot| snapshot.changes(100)).expect("the log");
    for (change, state) in log.iter().rev().zip(&states) {
        let seen = store.at(change.id, |snapshot| snapshot.catalogue()).expect("seen");
        assert!(seen == *state, "after change {}", change.id.0);
    }
    assert!(rows(&store) == now, "nothing was changed by looking");
    let gone = store.at(crate::store::ChangeId(99), |snapshot| snapshot.catalogue());
    assert!(matches!(gone, Err(StoreError::NoChange(99))));
}

#[test]
fn counts_tell_what_came_and_went() {
    let mut store = recorded();
    for step in [STEPS[0], STEPS[5], STEPS[6]] {
        write(&mut store, step);
    }
    let log = store.read(|snapshot| snapshot.changes(10)).expect("the log");
    let counts: Vec<&str> = log.iter().rev().map(|logged| logged.change.counts.as_str()).collect();
    assert_eq!(counts[0], r#"{"editions changed":1}"#);
    assert!(counts[1].contains(r#""editions removed":1"#), "{}", counts[1]);
    assert!(counts[2].contains(r#""people added":2"#), "{}", counts[2]);
}

/// Rows stood in changes as arrays before they stood in them as texts.
#[test]
fn changes_of_earlier_versions_are_read() {
    let earlier = r#"{"work": {"range": [3, 4], "rows": [[1, "tide", null, 2.5]]}}"#;
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut encoder, earlier.as_bytes()).expect("it can be deflated");
    let read = Changeset::from_bytes(&encoder.finish().expect("deflated")).expect("it is read");
    let rows = read.0.get("work").expect("the rows of a table");
    assert_eq!(rows.range, Some((3, 4)));
    assert_eq!(rows.rows, [RowImage(r#"[1,"tide",null,2.5]"#.to_owned())]);
    let written = Changeset::from_bytes(&read.to_bytes().expect("bytes")).expect("it is read");
    assert_eq!(written, read);
}
