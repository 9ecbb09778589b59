//! The language of queries over the catalogue that ships.

use std::collections::BTreeSet;

use oeuvre::{
    library::{Access, DEMO_LIBRARY, Library, make_demo},
    model::tree::SavedQuery,
    query::{Example, SIGNS, TERMS},
};

/// Calls a test with the catalogue as a library that can be written to.
fn with_catalogue(test: impl FnOnce(&mut Library)) {
    let folder = tempfile::tempdir().expect("a folder");
    make_demo(folder.path()).expect("the demo");
    let mut library = Library::open(&folder.path().join(DEMO_LIBRARY), Access::Write).expect("the library");
    test(&mut library);
}

fn keys(library: &Library, query: &str) -> BTreeSet<String> {
    let found = library.editions(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    found.into_iter().map(|seen| seen.whole.edition.key).collect()
}

#[test]
fn every_example_is_understood_and_finds_what_it_says() {
    with_catalogue(|library| {
        let novels = SavedQuery { name: "novels".to_owned(), text: "kind:novel".to_owned() };
        library.save_query(&novels).expect("it is kept");
        let all = keys(library, "");
        let examples = SIGNS.iter().map(|(example, _)| *example).chain(TERMS.iter().map(|row| row.example));
        for example in examples {
            let found = keys(library, example.query());
            if let Example::InCatalogue(query) = example {
                assert!(!found.is_empty(), "{query} finds nothing");
                assert!(found.len() < all.len(), "{query} finds everything");
            }
            let contrary = keys(library, &format!("NOT ({})", example.query()));
            assert!(found.is_disjoint(&contrary), "{example:?}");
            assert_eq!(found.len() + contrary.len(), all.len(), "{example:?}");
        }
    });
}

#[test]
fn what_is_asked_in_several_ways_finds_the_same() {
    with_catalogue(|library| {
        for (one, other) in [
            ("author:serge", "author:kibalchich"),
            ("author:serge", "author:\"le rétif\""),
            ("translator:SEDGWICK", "translator:~sedgwik"),
            ("translator:sedgwick", "translator:/^peter sedgwick$/"),
            ("memoires", "MÉMOIRES"),
            ("title:memoires", "title:mémoires"),
            ("kind:novel OR kind:memoir", "kind:(novel OR memoir)"),
            ("-kind:novel", "NOT kind:novel"),
            ("year:1930..1939", "year:193X"),
            ("year:1930..1939", "year:>=1930 year:<=1939"),
            ("year:1930..1939", "year:>1929 AND year:<1940"),
            ("language:french", "language:fr"),
            ("translator:*", "has:translator"),
            ("serge sedgwick", "sedgwick AND serge"),
            ("@of-sedgwick kind:memoir", "translator:sedgwick kind:memoir"),
        ] {
            let text = "translator:sedgwick".to_owned();
            library.save_query(&SavedQuery { name: "of-sedgwick".to_owned(), text }).expect("it is kept");
            let found = keys(library, one);
            assert!(!found.is_empty(), "{one}");
            assert_eq!(found, keys(library, other), "{one}; {other}");
        }
    });
}

#[test]
fn a_decade_overlaps_its_years() {
    with_catalogue(|library| {
        let (decade, year) = (keys(library, "year:193X"), keys(library, "year:1938"));
        assert!(!year.is_empty() && year.is_subset(&decade) && year != decade);
    });
}

#[test]
fn the_title_of_an_original_is_that_of_its_translations_only() {
    with_catalogue(|library| {
        let translations = keys(library, "original:mémoires");
        assert!(!translations.is_empty());
        assert!(translations.is_subset(&keys(library, "text:translation")));
        assert_eq!(translations, keys(library, "original:/mémoires/"));
    });
}

#[test]
fn words_that_stand_nowhere_are_told_with_those_that_are_near() {
    with_catalogue(|library| {
        let misspelled = library.misspelled("translator:sedgwik memoirs xqxqxq").expect("it is understood");
        assert_eq!(misspelled.len(), 1);
        assert_eq!((misspelled[0].word.as_str(), misspelled[0].near[0].as_str()), ("sedgwik", "sedgwick"));
    });
}

#[test]
fn saved_queries_that_cannot_be_understood_are_refused() {
    with_catalogue(|library| {
        for text in ["kind:x", "@none", "@itself"] {
            let query = SavedQuery { name: "itself".to_owned(), text: text.to_owned() };
            assert!(library.save_query(&query).is_err(), "{text}");
        }
        assert!(library.saved_queries().expect("queries").is_empty());
    });
}
