use proptest::prelude::*;

use super::*;
use crate::{
    library::{Ailment, Commitment, Input, Library},
    store::{Access, Store},
};

/// A library in a file with some editions.
fn library(folder: &std::path::Path) -> Library {
    let path = folder.join("library.db");
    let mut library = Library::create(&path).expect("a new library");
    let bytes = b"@book{one, author = {Victor Serge}, title = {One}, year = 1932, langid = {french}}\n\
        @book{two, author = {Victor Serge}, title = {Two}, year = 1950}\n\
        @collection{all, editor = {Ann Editor}, title = {All}, date = {1999}, publisher = {Press}}\n\
        @incollection{part, crossref = {all}, author = {Bo Author}, title = {Part}}";
    let input = Input { name: "some.bib".to_owned(), content: bytes.to_vec().into(), format: None };
    library.import(vec![input], Commitment::Keep, &mut |_| {}).expect("it is imported");
    library
}

/// How many listed editions the summary tells.
fn listed(library: &Library, query: &str) -> Option<usize> {
    library.store.read(|store| counted(store, query, Standing::Listed)).expect("it is asked")
}

fn column(name: &str) -> Column {
    Column::named(name).expect("a column")
}

#[test]
fn every_kept_column_is_read_from_the_database() {
    assert_eq!(Facets::new().kept.len(), FACETS);
    assert_eq!(KEPT[TYPE], "type");
}

#[test]
fn lists_and_counts_are_told_by_the_summary() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut library = library(folder.path());
    assert_eq!(listed(&library, ""), Some(4));
    assert_eq!(listed(&library, "serge"), Some(2));
    assert_eq!(listed(&library, "year:1950"), Some(1));
    // What neither the full text nor a column of the summary tells is not for the summary to tell.
    assert_eq!(listed(&library, "author:serge"), None);
    let years = |library: &Library| {
        let tally = library.store.read(|store| tally(store, "", column("year"))).expect("it is asked");
        tally.map(|tally| tally.values.into_iter().collect::<Vec<_>>())
    };
    let of = |years: &[(&str, usize)]| {
        Some(years.iter().map(|(year, count)| ((*year).to_owned(), *count)).collect::<Vec<_>>())
    };
    assert_eq!(years(&library), of(&[("1932", 1), ("1950", 1), ("1999", 2)]));
    // The date of a part that has none is that of its book; both are otherwise when the book is.
    library.set("part", &[("date".to_owned(), String::new())]).expect("it is set");
    assert_eq!(years(&library), of(&[("1932", 1), ("1950", 1), ("1999", 2)]));
    library.set("all", &[("date".to_owned(), "2001".to_owned())]).expect("it is set");
    assert_eq!(years(&library), of(&[("1932", 1), ("1950", 1), ("2001", 2)]));
    assert!(library.troubles().expect("it is looked at").is_empty());
}

#[test]
fn a_library_without_a_summary_tells_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = library(folder.path());
    let told = |library: &Library| {
        let keys: Vec<String> = library
            .editions("")
            .expect("they are listed")
            .into_iter()
            .map(|seen| seen.whole.edition.key.clone())
            .collect();
        let counted = KEPT.iter().chain(&["author", "editor", "translator"]);
        let tallies: Vec<Tally> =
            counted.map(|name| library.tally("", column(name)).expect("they are counted")).collect();
        (keys, library.count("serge").expect("they are counted"), tallies)
    };
    let with = told(&library);
    let path = library.path().to_owned();
    drop(library);
    // Something that does not know how to make a summary writes to it.
    let mut store = Store::open(&path, Access::Write).expect("it opens");
    let note = |store: &crate::store::Transaction<'_>| store.rebuild_text();
    store.transaction(note).expect("it is written");
    store.close().expect("it closes");
    let mut library = Library::open(&path, Access::Write).expect("it opens");
    assert_eq!(listed(&library, ""), None);
    assert_eq!(told(&library), with);
    assert!(library.troubles().expect("it is looked at").is_empty());
}

#[test]
fn a_wrong_summary_is_found_and_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut library = library(folder.path());
    let spoil =
        "UPDATE edition SET date = '1800', date_earliest = NULL, date_latest = NULL WHERE key = 'one'";
    let connection = rusqlite::Connection::open(library.path()).expect("it opens");
    connection.execute_batch(spoil).expect("it is written");
    drop(connection);
    let ailments = |library: &mut Library| {
        let troubles = library.troubles().expect("it is looked at").into_iter();
        troubles.map(|trouble| trouble.ailment).collect::<Vec<_>>()
    };
    assert_eq!(ailments(&mut library), [Ailment::Summary]);
    library.mend().expect("it is mended");
    assert_eq!(ailments(&mut library), []);
}

proptest! {
    /// Who comes first by the number comes first by name and date; so what has the same number may stand in any order.
    #[test]
    fn numbers_are_ordered_as_names_and_dates(
        one in (proptest::option::of("[abé ][ a-c7é]{0,16}"), proptest::option::of("(-?[0-9]{4}(-0[1-9])?|XXXX|[a-z]+)")),
        other in (proptest::option::of("[abé ][ a-c7é]{0,16}"), proptest::option::of("(-?[0-9]{4}(-0[1-9])?|XXXX|[a-z]+)")),
    ) {
        let key = |(name, date): (Option<String>, Option<String>)| {
            let date = date.as_deref().map(Date::parse);
            let number = number(name.as_deref(), date.as_ref());
            (number, (name.is_none(), name.unwrap_or_default(), date.is_none(), date))
        };
        let ((one, first), (other, second)) = (key(one), key(other));
        prop_assert!(one != 0 && other != 0);
        prop_assert!(one == other || (one < other) == (first < second), "{first:?} {second:?}");
    }
}
