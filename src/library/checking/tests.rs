//! What is found of entries of our own.

use super::*;
use crate::{
    library::{BibliographyOptions, Commitment, Grouping, Input, Order},
    rendering::Styles,
};

/// A library of some BibLaTeX entries, with the folder that it is in.
fn library(entries: &str) -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let mut library = Library::create(&folder.path().join("test.db")).expect("a new library");
    let input =
        Input { name: "test.bib".to_owned(), content: entries.as_bytes().to_vec().into(), format: None };
    library.import(vec![input], Commitment::Keep, &mut |_| ()).expect("an import");
    (folder, library)
}

fn check(library: &Library, style: &str) -> Vec<Finding> {
    let style = Styles::default().find(style).expect("a style that comes along");
    let options = CheckOptions { query: "", style: &style, language: None, least: Severity::Note };
    library.check(&options).expect("a check").findings
}

fn messages(entries: &str, style: &str) -> Vec<String> {
    let (_folder, library) = library(entries);
    check(&library, style)
        .into_iter()
        .map(|found| format!("{}: {}", found.severity.as_str(), found.message))
        .collect()
}

/// A translation with everything that a style could want.
const TRANSLATION: &str = "@book{tides, author = {Vale, Ann}, title = {Tides}, translator = {Ford, Bo}, \
    publisher = {Quay}, location = {Hull}, date = {1930}, origtitle = {Marées}, origdate = {1920}, \
    origpublisher = {Rive}, origlocation = {Brest}, origlanguage = {french}, langid = {english}}";

#[test]
fn what_a_style_does_not_print_is_told() {
    for (style, found) in [
        ("chicago", &[][..]),
        (
            "mla",
            &["error: MLA prints no original title: Marées", "note: MLA prints no original publisher: Rive"],
        ),
        (
            "ieee",
            &[
                "error: IEEE prints no translator: Bo Ford",
                "error: IEEE prints no original title: Marées",
                "error: IEEE prints no date of the original: 1920",
                "note: IEEE prints no original publisher: Rive",
            ],
        ),
    ] {
        assert_eq!(messages(TRANSLATION, style), found, "{style}");
    }
}

#[test]
fn what_a_style_needs_is_told() {
    let translation = "@book{tides, author = {Vale, Ann}, title = {Tides}, translator = {Ford, Bo}, \
        publisher = {Quay}, date = {1930}, origlanguage = {french}, langid = {english}}";
    let article = "@article{ebb, author = {Vale, Ann}, title = {Ebb}, date = {1931}}";
    let whole = "@article{ebb, author = {Vale, Ann}, title = {Ebb}, journaltitle = {Sea}, date = {1931}, \
        volume = {3}, number = {4}, pages = {5--6}}";
    let anonymous = "@book{flood, title = {Flood}, publisher = {Quay}, date = {1931}}";
    for (entry, style, found) in [
        (translation, "apa", &["warning: APA needs the year of the original: add `original-date`"][..]),
        (
            translation,
            "chicago",
            &[
                "warning: Chicago needs the title of the original: add `original-title`",
                "warning: Chicago needs the year of the original: add `original-date`",
            ],
        ),
        (translation, "ieee", &["error: IEEE prints no translator: Bo Ford"]),
        (
            article,
            "chicago",
            &[
                "warning: Chicago needs the title of the periodical: add `container-title`",
                "warning: Chicago needs the pages: add `pages`",
            ],
        ),
        (whole, "chicago", &[]),
        (anonymous, "chicago", &["note: Chicago puts this under its title, since it has no author"]),
    ] {
        assert_eq!(messages(entry, style), found, "{entry} {style}");
    }
}

#[test]
fn entries_that_are_cited_alike_are_told() {
    let two = "@book{tides30, author = {Vale, Ann}, title = {Tides}, publisher = {Quay}, date = {1930}}\n\
        @book{tides40, author = {Vale, Ann}, title = {Tides}, publisher = {Strand}, date = {1940}}";
    assert_eq!(messages(two, "mla"), ["error: MLA does not tell this from tides30"]);
    assert_eq!(messages(two, "chicago"), [""; 0]);
    // Neither a title nor a name: nothing but a letter could tell them apart.
    let bare = "@misc{one, date = {1930}}\n@misc{other, date = {1930}}";
    let told = messages(bare, "iso690").into_iter().filter(|message| message.contains("does not tell"));
    assert!(told.count() <= 2);
}

#[test]
fn what_is_left_out_of_the_list_is_told_and_nothing_else_of_it() {
    let letter = "@letter{ann, author = {Vale, Ann}, title = {Letter to Bo Ford}, date = {1930-05-12}}";
    assert_eq!(messages(letter, "apa"), ["error: APA leaves this edition out of its list"]);
    let (_folder, library) = library(&format!("{letter}\n{TRANSLATION}"));
    let style = Styles::default().find("apa").expect("a style that comes along");
    let options = BibliographyOptions {
        query: "",
        style: &style,
        language: None,
        grouping: Grouping::None,
        order: Order::Style,
    };
    let bibliography = library.bibliography(&options).expect("a bibliography");
    let printed: Vec<&str> =
        bibliography.parts.iter().flat_map(|part| &part.entries).map(|entry| entry.key.as_str()).collect();
    assert_eq!((printed, bibliography.left_out), (vec!["tides"], vec!["ann".to_owned()]));
}

#[test]
fn what_a_remedy_adds_is_missed_no_more() {
    let entries = "@book{tides, author = {Vale, Ann}, title = {Tides}}\n\
        @article{ebb, author = {Vale, Ann}, title = {Ebb}, journaltitle = {Sea}}\n\
        @book{flood, author = {Vale, Ann}, title = {Flood}, translator = {Ford, Bo}, origtitle = {Flot},
            publisher = {Quay}, date = {1930}}\n\
        @book{anonymous, title = {Ford}, publisher = {Quay}, date = {1930}}\n\
        @online{page, author = {Vale, Ann}, title = {Page}, date = {2001}}";
    let (_folder, mut library) = library(entries);
    let remedied = |library: &Library| {
        let findings = check(library, "apa").into_iter();
        findings.filter_map(|finding| Some((finding.key, finding.remedy?))).collect::<Vec<_>>()
    };
    let remedies = remedied(&library);
    assert!(remedies.len() >= 5, "{remedies:?}");
    for (key, remedy) in remedies {
        let assignment = remedy.strip_prefix(&format!("oeuvre set {key} "));
        let (name, value) = assignment.and_then(|text| text.split_once('=')).expect("an assignment");
        let value = value.trim_matches('"').replace("DATE", "1930").replace("YEAR", "1930");
        library.set(&key, &[(name.to_owned(), value)]).expect("the remedy can be applied");
    }
    assert_eq!(remedied(&library), []);
}

#[test]
fn a_library_without_anything_has_no_findings() {
    let (_folder, library) = library("");
    assert_eq!(check(&library, "chicago"), []);
}
