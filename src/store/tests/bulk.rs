//! What is put off by a large import is there afterwards, as if it had been made row by row.

use rusqlite::types::Value;

use super::{small_catalogue, small_library, write};
use crate::store::bulk::LARGE;
use crate::store::{EditionId, Store, StoreError, Transaction};

fn rows(store: &Store, sql: &str) -> Vec<Vec<Value>> {
    let mut statement = store.connection.prepare(sql).expect("a statement");
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| (0..columns).map(|column| row.get(column)).collect());
    rows.expect("rows").collect::<Result<_, _>>().expect("values")
}

/// All that a library has which is made late, and what it is made by.
fn late(store: &Store) -> [Vec<Vec<Value>>; 2] {
    [
        rows(store, "SELECT key, edition_id, kind FROM citation_key ORDER BY key"),
        rows(store, "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"),
    ]
}

fn put_off_library(then: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>) -> Store {
    let mut store = Store::memory().expect("a library in memory");
    write(&mut store, |transaction| {
        transaction.put_off(LARGE)?;
        assert!(transaction.is_put_off());
        transaction.save_catalogue(&small_catalogue())?;
        then(transaction)
    });
    store
}

#[test]
fn keys_and_indexes_are_there_in_the_end() {
    let mut store = put_off_library(|_| Ok(()));
    assert_eq!(late(&store), late(&small_library()));
    assert_eq!(store.troubles().expect("looked through"), []);
}

#[test]
fn keys_are_found_and_given_while_their_list_is_put_off() {
    let change = |transaction: &Transaction<'_>| {
        let find = |key: &str| -> Result<EditionId, StoreError> {
            Ok(transaction.find_edition_by_key(key)?.expect("found"))
        };
        let id = find("orlova1930winter")?;
        transaction.rename_key(id, "winter")?;
        assert_eq!(find("orlova1930winter")?, id);
        assert_eq!(find("winter")?, id);
        let taken = transaction.rename_key(find("reader1950")?, "orlova1930winter");
        assert!(matches!(taken, Err(StoreError::KeyTaken(_))));
        let taken = transaction.insert_alias(find("reader1950")?, "winter");
        assert!(matches!(taken, Err(StoreError::KeyTaken(_))));
        transaction.insert_alias(find("reader1950")?, "reader")
    };
    let mut usual = small_library();
    write(&mut usual, change);
    let mut store = put_off_library(change);
    assert_eq!(late(&store), late(&usual));
    assert_eq!(store.troubles().expect("looked through"), []);
}

#[test]
fn who_writes_otherwise_finds_all_in_its_place() {
    let store = put_off_library(|transaction| {
        let id = transaction.find_edition_by_key("reader1950")?.expect("there");
        transaction.rename_keys(&[(id, "reader".to_owned())])?;
        assert!(!transaction.is_put_off());
        assert_eq!(transaction.aliases(&[id])?[&id], ["reader1950"]);
        Ok(())
    });
    assert_eq!(late(&store)[1], late(&small_library())[1]);
}

#[test]
fn nothing_is_put_off_for_little_or_where_something_is_there() {
    let mut store = Store::memory().expect("a library in memory");
    write(&mut store, |transaction| {
        transaction.put_off(LARGE - 1)?;
        assert!(!transaction.is_put_off());
        transaction.save_catalogue(&small_catalogue())?;
        transaction.put_off(LARGE)?;
        assert!(!transaction.is_put_off());
        Ok(())
    });
}
