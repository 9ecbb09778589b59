//! Counting editions by what they have.

mod people;

use std::collections::BTreeMap;

use super::{
    Column, Error, Extent, Library, columns::Plain, condition, inheritance, listing::Reading, own_extras,
    summary,
};
use crate::{
    fields::Row,
    model::{EntryType, Field},
    store::{Condition, EditionId, Snapshot},
};

/// How many editions have what in a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many editions have a value, by value. One with several counts for each.
    pub values: BTreeMap<String, usize>,
    /// How many have none.
    pub without: usize,
    /// How many there are.
    pub editions: usize,
}

/// How many editions are read at a time.
const BATCH: usize = 1000;

impl Tally {
    /// Counts some editions with the same values.
    pub(super) fn add(&mut self, mut values: Vec<String>, editions: usize) {
        self.editions += editions;
        values.sort();
        values.dedup();
        if values.is_empty() {
            self.without += editions;
        }
        for value in values {
            *self.values.entry(value).or_default() += editions;
        }
    }
}

impl Library {
    /// Counts the listed editions that a query selects by what they have in a column.
    pub fn tally(&self, query: &str, column: Column) -> Result<Tally, Error> {
        self.store.read(|store| {
            if let Some(tally) = summary::tally(store, query, column)? {
                return Ok(tally);
            }
            if let Some(people) = column.people() {
                return people::tally(store, query, column, &people);
            }
            let condition = condition::listed(store, query)?;
            let mut tally = Tally::default();
            let unusual = match column.plain() {
                Some(plain) => {
                    let (mut usual, unusual) = parted(&condition, &plain);
                    if let Some(is_part) = moved_from(&plain) {
                        let (parts, others) = split(&usual, &is_part);
                        tally.add(Vec::new(), store.count_editions(&parts)?);
                        usual = others;
                    }
                    for (value, editions) in store.tally(&usual, plain.tallied())? {
                        tally.add(column.values_of(value.as_ref()), editions);
                    }
                    unusual
                }
                None => condition,
            };
            let ids = store.unordered_edition_ids(&unusual)?;
            add_one_by_one(store, &ids, column, &mut tally)?;
            Ok(tally)
        })
    }
}

/// What can be counted by a column of the database, and the rest.
fn parted(condition: &Condition, plain: &Plain) -> (Condition, Condition) {
    let unusual = match unusual(plain) {
        cases if cases.is_empty() => "FALSE".to_owned(),
        cases => cases.join(" OR "),
    };
    let (unusual, usual) = split(condition, &unusual);
    (usual, unusual)
}

/// What of some editions meets a further condition, and what does not.
fn split(condition: &Condition, further: &str) -> (Condition, Condition) {
    let with = |sql: String| Condition { sql, arguments: condition.arguments.clone() };
    (
        with(format!("({}) AND ({further})", condition.sql)),
        with(format!("({}) AND NOT coalesce(({further}), FALSE)", condition.sql)),
    )
}

/// Of which editions a field is said of the book that they are part of, and not of them.
fn moved_from(plain: &Plain) -> Option<String> {
    let Plain::Field(row) = plain else { return None };
    let parts = EntryType::PARTS_OF_BOOKS.iter().map(|part| format!("'{part}'")).collect::<Vec<_>>();
    inheritance::FROM_BOOK
        .contains(&row.field)
        .then(|| format!("edition.entry_type IN ({})", parts.join(", ")))
}

/// In which cases a column of the database does not tell what an edition is cited with.
fn unusual(plain: &Plain) -> Vec<String> {
    let own = own_extras::OWN_FORMAT;
    let has_own = format!("edition.id IN (SELECT edition_id FROM extra WHERE format = '{own}')");
    let column = |row: &Row| format!("edition.\"{}\"", row.name);
    let mut cases = Vec::new();
    match plain {
        Plain::Always(_) => {}
        Plain::TextLanguage(printed) => cases.push(format!(
            "(expression.language IS NULL AND ({} IS NOT NULL OR {has_own}))",
            column(printed)
        )),
        Plain::Field(row) => {
            cases.push(has_own);
            // Of parts the container may tell.
            if row.field == Field::Date {
                cases.push(format!("({} IS NULL AND edition.container_id IS NOT NULL)", column(row)));
            }
        }
    }
    cases
}

fn add_one_by_one(
    store: &Snapshot<'_>,
    ids: &[EditionId],
    column: Column,
    tally: &mut Tally,
) -> Result<(), Error> {
    let reading = Reading::of(Extent::Columns(&[column]));
    for batch in ids.chunks(BATCH) {
        for (_, seen) in reading.read(store, batch)? {
            tally.add(column.values(&seen), 1);
        }
    }
    Ok(())
}
