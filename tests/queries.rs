//! The language of queries over the catalogue that ships.

use std::collections::BTreeSet;

use oeuvre::{
    library::{Access, Commitment, DEMO_LIBRARY, Error, Input, Library, Standings, make_demo},
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
    found.into_iter().map(|seen| seen.whole.edition.key.clone()).collect()
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
            ("translator:sedgwick", "translator:/^sedgwick, peter$/"),
            ("memoires", "MÉMOIRES"),
            ("title:memoires", "title:mémoires"),
            ("kind:novel OR kind:memoir", "kind:(novel OR memoir)"),
            ("-kind:novel", "NOT kind:novel"),
            ("year:1930..1939", "year:193X"),
            ("year:1930..1939", "year:193x"),
            ("year:1900..1999", "year:19??"),
            ("year:1930..1939", "year:>=1930 year:<=1939"),
            ("year:1930..1939", "year:>1929 AND year:<1940"),
            ("language:french", "language:fr"),
            ("translator:*", "has:translator"),
            ("\"men in pris*\"", "\"men in prison\""),
            ("title:\"men in pris*\"", "title:\"men in pris\"*"),
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
fn a_language_is_that_of_the_text_or_what_is_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut library = Library::create(&folder.path().join("languages.db")).expect("a library");
    let entries = "@book{one, title = {One}, date = {1990}, language = {russian}}\n\
                   @book{two, title = {Two}, date = {1991}, language = {russian and french}}\n\
                   @book{three, title = {Three}, date = {1992}, langid = {german}, language = {latin}}\n";
    let input =
        Input { name: "languages.bib".to_owned(), content: entries.as_bytes().to_vec().into(), format: None };
    library.import(vec![input], Commitment::Keep, &mut |_| {}).expect("they are read");
    let found = |query: &str| keys(&library, query).into_iter().collect::<Vec<_>>().join(" ");
    for (query, expected) in [
        ("language:russian", "one two"),
        ("language:fr", "two"),
        ("language:german", "three"),
        ("-language:ru", "three"),
    ] {
        assert_eq!(found(query), expected, "{query}");
    }
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
fn what_finds_nothing_is_explained() {
    with_catalogue(|library| {
        let explained = |query| library.nothing_found(query, Standings::Listed).expect(query);
        for (query, near) in [
            ("translator:sedgwik", &[&["translator:sedgwick"][..]][..]),
            ("author:trotski kind:memoir", &[&["author:trotsky"]]),
            ("revolutionry", &[&["revolution", "revolutionary"]]),
            ("\"men in prisn\"", &[&["\"men in prison\""]]),
            ("key:serge1963", &[&["key:serge1963memoirs"]]),
            ("key:serge1963memoir", &[&["key:serge1963memoirs"]]),
            ("foo", &[]),
            ("has:doi", &[]),
            ("isbn:1234", &[]),
            ("year:1700", &[]),
            ("kind:novel year:<1900", &[]),
        ] {
            assert_eq!(explained(query).near, near, "{query}");
        }
        let of_years = explained("year:1700");
        assert!(of_years.years.is_some() && of_years.parts.is_empty());
        let parts = explained("kind:(novel OR memoir) year:<1940").parts;
        let counted = |query: &str| (query.to_owned(), keys(library, query).len());
        assert_eq!(parts, [counted("kind:(novel OR memoir)"), counted("year:<1940")]);
    });
}

#[test]
fn editions_that_are_only_mentioned_are_told() {
    with_catalogue(|library| {
        let query = "kind:(novel OR memoir) year:<1940";
        assert!(keys(library, query).is_empty());
        let mentioned = library.nothing_found(query, Standings::Listed).expect(query).mentioned;
        assert!(mentioned > 0);
        assert_eq!(mentioned, library.mentioned(query).expect(query));
        assert_eq!(library.nothing_found(query, Standings::All).expect(query).mentioned, 0);
    });
}

#[test]
fn what_a_query_names_must_be_there() {
    with_catalogue(|library| {
        for (query, at, part) in [
            ("part-of:nosuch", 0, "no edition has the key \"nosuch\""),
            ("serge part-of:hochschild1997findin", 6, "did you mean hochschild1997finding?"),
            ("work:vile-conquise", 0, "did you mean ville-conquise?"),
            ("same-work:nosuch", 0, "no edition has the key and no work the handle"),
            ("-list:none", 1, "no list is called \"none\"; there are \"to teach\""),
            ("list:\"to teech\"", 0, "did you mean \"to teach\"?"),
            ("kind:novel OR language:xx", 14, "\"xx\" is no language"),
        ] {
            let error = library.editions(query).expect_err(query);
            let Error::Query { error, .. } = error else { panic!("{query}: {error}") };
            assert_eq!(error.at, at, "{query}");
            assert!(error.reason.contains(part), "{query}: {}", error.reason);
        }
        for query in [
            "part-of:hochschild1997finding",
            "list:teach",
            "list:*",
            "list:te*",
            "list:~teech",
            "language:ru",
        ] {
            library.editions(query).unwrap_or_else(|error| panic!("{query}: {error}"));
        }
        let taught = SavedQuery { name: "taught".to_owned(), text: "list:teach".to_owned() };
        library.save_query(&taught).expect("it is kept");
        library.delete_list("to teach").expect("the list");
        let error = library.editions("novel @taught").expect_err("the list is gone").to_string();
        assert!(error.starts_with("in the saved query @taught (list:teach): there are no lists"), "{error}");
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
