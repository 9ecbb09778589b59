use std::path::PathBuf;

use proptest::{collection::vec, prelude::*};

use super::*;
use crate::{
    fields::FIELDS,
    formats::arbitrary::arbitrary_reference,
    library::{
        Direction, Tally, condition,
        filing::{Filing, Silence, tests::likely_reference},
        looking::order_of_edition,
    },
    model::Reference,
    store::{Condition, Store},
};

fn library_of(references: &[Reference]) -> Library {
    let mut store = Store::memory().expect("memory takes a library");
    store.summarize_by(summary::summarize);
    let filed = store.transaction(|store| {
        let mut filing = Filing::new(store, Silence::Meant);
        references.iter().try_for_each(|reference| filing.file(reference).map(|_| ()))
    });
    filed.expect("they are filed");
    Library { store, path: PathBuf::new() }
}

/// The listed editions as they are cited, read whole.
fn whole(library: &Library) -> Vec<Seen> {
    let read = library.store.read(|store| {
        let ids =
            store.edition_ids(&Condition { sql: "standing = 'listed'".to_owned(), arguments: Vec::new() })?;
        store.whole_editions(&ids)
    });
    read.expect("they are read").into_iter().map(Seen::of).collect()
}

fn key(seen: &Seen) -> &str {
    &seen.whole.edition.key
}

fn keys(library: &Library, listing: &Listing<'_>) -> Vec<String> {
    let mut keys = Vec::new();
    let listed = library.list(listing, &mut |some| {
        keys.extend(some.iter().map(|seen| key(seen).to_owned()));
        Ok::<_, Error>(())
    });
    listed.expect("they are listed");
    keys
}

fn columns() -> Vec<Column> {
    Column::names().filter_map(Column::named).collect()
}

/// What is read in part, sorted and counted by the database is as it is of what is read whole.
fn check_columns(references: &[Reference]) -> Result<(), TestCaseError> {
    let library = library_of(references);
    let mut whole = whole(&library);
    whole.sort_by_cached_key(order_of_edition);
    let in_order: Vec<&str> = whole.iter().map(key).collect();
    let everything = Listing { query: "", sort: None, limit: None, extent: Extent::Whole };
    prop_assert_eq!(keys(&library, &everything), in_order.clone());
    for limit in 0..whole.len() {
        let some = Listing { limit: Some(limit), ..everything };
        prop_assert_eq!(&keys(&library, &some), &in_order[..limit]);
    }
    let alphabet = Alphabet::of(None).expect("the usual one");
    for column in columns() {
        let expected: Vec<Vec<String>> = whole.iter().map(|seen| column.values(seen)).collect();
        let mut tally = Tally::default();
        for values in &expected {
            tally.add(values.clone(), 1);
        }
        for query in ["", "has:author OR NOT has:author"] {
            let counted = library.tally(query, column).expect("they are counted");
            prop_assert_eq!(&counted, &tally, "{} {}", column.name(), query);
        }
        if column.rows().is_none() {
            continue;
        }
        let mut values = Vec::new();
        let listing = Listing { extent: Extent::Columns(&[column]), ..everything };
        let listed = library.list(&listing, &mut |some| {
            values.extend(some.iter().map(|seen| column.values(seen)));
            Ok::<_, Error>(())
        });
        prop_assert_eq!(listed.expect("they are listed"), whole.len());
        prop_assert_eq!(&values, &expected, "{}", column.name());
        let sort = [SortKey { column, direction: Direction::Descending }];
        let mut rows: Vec<_> = whole.iter().map(|seen| (sorting::values(&sort, seen), key(seen))).collect();
        sorting::sort(&mut rows, &sort, &alphabet);
        let sorted: Vec<&str> = rows.into_iter().map(|(_, key)| key).collect();
        let listing = Listing { sort: Some((&sort, &alphabet)), ..everything };
        prop_assert_eq!(keys(&library, &listing), sorted, "{}", column.name());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn columns_tell_the_same_in_part_and_whole(references in vec(likely_reference(), 1..8)) {
        check_columns(&references)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]
    #[test]
    fn columns_of_anything_tell_the_same(references in vec(arbitrary_reference(), 1..6)) {
        check_columns(&references)?;
    }
}

/// Queries by what the summary keeps, some of which find something.
fn queries(whole: &[Seen]) -> Vec<String> {
    let fixed = [
        "-language:de",
        "language:en OR original-language:fr",
        "NOT (text:translation year:1900..1999)",
        "year:193X",
        "-year:1936-05..1970-02",
        "work-date:1950.. -kind:novel",
        "e* OR type:chapter",
        "a* year:<=1950",
        "type:book author:a*",
    ];
    let mut queries: Vec<String> = fixed.map(str::to_owned).into();
    for seen in whole {
        let Seen { whole: Whole { work, expression, edition, .. }, reference } = seen;
        queries.push(format!("type:{} -kind:{}", edition.entry_type, work.kind));
        queries.push(format!("kind:{} OR text:{}", work.kind, expression.kind));
        queries.extend(expression.language.iter().map(|tag| format!("language:{tag}")));
        queries.extend(work.language.iter().map(|tag| format!("-original-language:{tag}")));
        let here = reference.fields.date(crate::model::Place::Here, crate::model::Field::Date);
        for (field, date) in [("year", here), ("work-date", work.date.as_ref())] {
            let year = date.and_then(crate::model::Date::year);
            if let Some(year) = year.filter(|year| (1000..=9999).contains(year)) {
                let asked = [format!("{year}"), format!("{year}-03..{year}-09"), format!(">{year}")];
                queries.extend(asked.iter().map(|asked| format!("{field}:{asked}")));
                queries.push(format!("-{field}:<{year} OR {field}:{year}-02"));
            }
        }
    }
    queries
}

/// What the summary tells of a query is what the rows tell.
fn check_queries(references: &[Reference]) -> Result<(), TestCaseError> {
    let library = library_of(references);
    for query in queries(&whole(&library)) {
        let both = library.store.read(|store| {
            let told = match summary::Selected::by(store, &query)? {
                summary::Selected::Listed(told) => Some(told),
                _ => None,
            };
            Ok::<_, Error>((told, store.unordered_edition_ids(&condition::listed(store, &query)?)?))
        });
        // A language may be one that nobody knows.
        let Ok((told, mut rows)) = both else { continue };
        prop_assert_eq!(library.count(&query).expect("they are counted"), rows.len(), "{}", query);
        let Some(mut told) = told else {
            prop_assert!(query.contains("author:"), "{} is not told", query);
            continue;
        };
        told.sort_unstable();
        rows.sort_unstable();
        prop_assert_eq!(told, rows, "{}", query);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn the_summary_tells_what_rows_tell(
        likely in vec(likely_reference(), 1..8),
        any in vec(arbitrary_reference(), 1..4),
    ) {
        check_queries(&likely)?;
        check_queries(&any)?;
    }
}

#[test]
fn most_columns_are_read_in_part() {
    let whole: Vec<&str> =
        columns().into_iter().filter(|column| column.rows().is_none()).map(Column::name).collect();
    assert!(whole.len() < FIELDS.len() / 2, "{whole:?}");
    for name in ["key", "author", "year", "title", "translator", "language", "publisher"] {
        assert!(!whole.contains(&name), "{name}");
    }
}
