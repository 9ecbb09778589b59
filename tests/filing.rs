//! Where entries land in the tree. Each test imports .bib text and looks at the outline of the library.

use oeuvre::{
    formats::{FORMATS, Item},
    library::{Commitment, ImportReport, Input, Library},
    model::{Place, Reference, Role, tree::Work},
};
use proptest::{collection::vec, prelude::*, sample::select};

struct Shelf {
    library: Library,
    _folder: tempfile::TempDir,
}

impl Shelf {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let library = Library::create(&folder.path().join("test.db")).expect("a new library");
        Shelf { library, _folder: folder }
    }

    fn import(&mut self, text: &str) -> ImportReport {
        let input = Input { name: "test.bib".into(), content: text.as_bytes().to_vec().into(), format: None };
        self.library.import(vec![input], Commitment::Keep, &mut |_| {}).expect("the import is kept")
    }

    /// One line for each work, expression and edition.
    fn outline(&self) -> String {
        let works = self.library.works("").expect("works");
        works.iter().map(outline).collect()
    }
}

fn outline(work: &Work) -> String {
    let mut text = format!("{} {}\n", work.kind, work.title);
    for expression in &work.expressions {
        let language = expression.language.as_deref().unwrap_or("?");
        text.push_str(&format!("  {} {language}", expression.kind));
        for contribution in &expression.contributions {
            match &contribution.who {
                Ok(who) => text.push_str(&format!(", {} {}", contribution.role, who.name.display())),
                Err(_) => text.push_str(&format!(", {} not named", contribution.role)),
            }
        }
        text.push('\n');
        for edition in &expression.editions {
            let title = edition.fields.text(oeuvre::model::Place::Here, oeuvre::model::Field::Title);
            text.push_str(&format!("    {} {} {}\n", edition.standing, edition.key, title.unwrap_or("-")));
        }
    }
    text
}

const MEMOIRS: &str = r#"
@book{memoirs1963,
  author = {Serge, Victor}, translator = {Sedgwick, Peter}, langid = {english},
  title = {Memoirs of a Revolutionary}, publisher = {Oxford University Press}, location = {Oxford},
  date = {1963}, origlanguage = {french}, origtitle = {Mémoires d'un révolutionnaire}, origdate = {1951},
}
"#;

const NOTEBOOKS_OF_TWO: &str = r#"
@book{memoirs2012,
  author = {Serge, Victor}, translator = {Sedgwick, Peter and Paizis, George}, langid = {english},
  title = {Memoirs of a Revolutionary}, publisher = {NYRB}, date = {2012},
  origlanguage = {french}, origtitle = {Mémoires d'un révolutionnaire}, origdate = {1951},
}
"#;

#[test]
fn two_translations_of_one_original_are_under_one_work() {
    let mut shelf = Shelf::new();
    shelf.import(MEMOIRS);
    let report = shelf.import(NOTEBOOKS_OF_TWO);
    assert_eq!((report.new_works, report.joined_works), (0, 1));
    assert_eq!(
        shelf.outline(),
        "book Mémoires d'un révolutionnaire\n\
         \x20 original fr\n\
         \x20   mentioned serge1951memoires Mémoires d'un révolutionnaire\n\
         \x20 translation en, translator Peter Sedgwick\n\
         \x20   listed memoirs1963 Memoirs of a Revolutionary\n\
         \x20 translation en, translator Peter Sedgwick, translator George Paizis\n\
         \x20   listed memoirs2012 Memoirs of a Revolutionary\n"
    );
}

#[test]
fn what_is_there_already_is_not_filed_again() {
    let mut shelf = Shelf::new();
    shelf.import(MEMOIRS);
    let before = shelf.outline();
    let report = shelf.import(MEMOIRS);
    assert_eq!((report.identical, report.editions), (1, 0));
    assert_eq!(shelf.outline(), before);
}

#[test]
fn the_original_becomes_listed_when_it_is_imported_itself() {
    let mut shelf = Shelf::new();
    shelf.import(MEMOIRS);
    shelf.import(
        "@book{memoires, author={Serge, Victor}, title={Mémoires d'un révolutionnaire}, date={1951}, \
         location={Paris}, langid={french}}",
    );
    assert_eq!(
        shelf.outline(),
        "book Mémoires d'un révolutionnaire\n\
         \x20 original fr\n\
         \x20   listed memoires Mémoires d'un révolutionnaire\n\
         \x20 translation en, translator Peter Sedgwick\n\
         \x20   listed memoirs1963 Memoirs of a Revolutionary\n"
    );
}

#[test]
fn a_chain_of_translations_keeps_its_links() {
    let mut shelf = Shelf::new();
    shelf.import(
        "@book{en, author={Bourrinet, Philippe}, title={Totalitarianism}, translator={Díaz, Margarita}, \
         langid={english}, related={es}, relatedtype={translationof}}
         @book{es, author={Bourrinet, Philippe}, title={Totalitarismo}, langid={spanish}, \
         translator={Ruiz, Ana}, origtitle={Totalitarisme}, origlanguage={french}}",
    );
    let works = shelf.library.works("").expect("works");
    assert_eq!(works.len(), 1, "{}", shelf.outline());
    let derived: Vec<_> = works[0]
        .expressions
        .iter()
        .map(|expression| (expression.language.as_deref(), expression.derived_from.is_some()))
        .collect();
    assert_eq!(derived, [(Some("fr"), false), (Some("es"), true), (Some("en"), true)]);
}

#[test]
fn chapters_of_one_book_share_their_container() {
    let mut shelf = Shelf::new();
    shelf.import(
        "@incollection{a, author={Weissman, Susan}, title={Introduction}, booktitle={The Ideas}, \
         editor={Weissman, Susan}, publisher={Merlin}, date={1997}, pages={1--9}}
         @incollection{b, author={Greeman, Richard}, title={The Novels}, booktitle={The Ideas}, \
         editor={Weissman, Susan}, publisher={Merlin}, date={1997}, pages={10--20}}",
    );
    assert_eq!(
        shelf.outline(),
        "essay The Novels\n\
         \x20 original ?\n\
         \x20   listed b The Novels\n\
         essay Introduction\n\
         \x20 original ?\n\
         \x20   listed a Introduction\n\
         collection The Ideas\n\
         \x20 original ?\n\
         \x20   mentioned weissman1997ideas The Ideas\n"
    );
}

#[test]
fn a_parent_may_stand_after_its_child() {
    let mut shelf = Shelf::new();
    shelf.import(
        "@inbook{chapter, author={Serge, Victor}, title={On Dying}, crossref={book}, pages={3}}
         @book{book, author={Serge, Victor}, title={Year One}, date={1930}, publisher={Travail}}",
    );
    let references = shelf.library.references("").expect("references");
    assert_eq!(references.len(), 2);
    let chapter = references.iter().find(|r| r.key.as_deref() == Some("chapter")).expect("there");
    assert_eq!(chapter.link(oeuvre::model::LinkKind::PartOf), Some("book"));
}

#[test]
fn same_titles_alone_do_not_make_one_work() {
    let mut shelf = Shelf::new();
    let report = shelf.import(
        "@book{a, author={Serge, Victor}, title={Selected Poems}, date={1938}}
         @book{b, author={Brodsky, Joseph}, title={Selected Poems}, date={1973}}
         @article{c, author={Serge, Victor}, title={Letter}, journaltitle={Partisan Review}, date={1940}}
         @article{d, author={Serge, Victor}, title={Letter}, journaltitle={Partisan Review}, date={1941}}",
    );
    assert_eq!(report.new_works, 4);
}

#[test]
fn importing_a_file_again_changes_nothing() {
    let mut shelf = Shelf::new();
    let text = "@book{a, author={Kullback, Solomon}, title={Info}, year={1959}, publisher={Wiley}}
         @book{b, author={Kullback, Solomon}, title={Info}, year={1997}, origyear={1959}, \
         origpublisher={Wiley}, publisher={Dover}}
         @article{p, author={Q}, title={P}, journal={J}, year=1990}
         @misc{c, author={Q, R}, title={Part}, crossref={p}}
         @book{twice, title={One}}
         @book{twice, title={Two}}
         @comment{kept}";
    let first = shelf.import(text);
    assert_eq!((first.read, first.editions), (6, 6));
    let before = shelf.outline();
    for _ in 0..2 {
        let again = shelf.import(text);
        assert_eq!((again.identical, again.editions), (6, 0));
        assert_eq!(shelf.outline(), before);
    }
}

#[test]
fn one_odd_entry_does_not_stop_a_file() {
    let mut shelf = Shelf::new();
    let report = shelf.import(
        "@book{good, title={Good}}
         @book{self, title={Self}, related={self}}
         @set{group, title={Group}, entryset={group, good}}
         @book{handle, title={Handle}, x-work={}, x-expression={!=t:}}",
    );
    assert_eq!(report.editions, 4, "{}", shelf.outline());
}

#[test]
fn a_periodical_known_by_its_issn_alone_is_kept() {
    let mut shelf = Shelf::new();
    shelf.import(
        "@article{a, author={Serge, Victor}, title={Marseille}, issn={0031-2525}, shortjournal={PR}}",
    );
    let references = shelf.library.references("").expect("references");
    let issn = references[0].fields.list(oeuvre::model::Place::Container, oeuvre::model::Field::Issn);
    assert_eq!(issn, ["0031-2525"]);
}

#[test]
fn an_original_does_not_take_the_key_of_its_translation() {
    let mut shelf = Shelf::new();
    let report = shelf.import(
        "@book{serge1951memoires, author={Serge, Victor}, title={Memoirs}, date={1963}, \
         translator={Sedgwick, Peter}, origtitle={Mémoires}, origdate={1951}}",
    );
    assert_eq!(report.filed[0].key, "serge1951memoires");
}

/// What an entry is cited with: each field but the handles, and the translators.
fn cited(shelf: &Shelf, key: &str) -> Vec<String> {
    let references = shelf.library.references("").expect("references");
    let reference = references.iter().find(|reference| reference.key.as_deref() == Some(key));
    stated(reference.expect("the entry is there"))
}

fn stated(reference: &Reference) -> Vec<String> {
    let fields = reference.fields.iter();
    let mut stated: Vec<String> =
        fields.map(|((place, field), value)| format!("{place} {field} {}", value.to_display())).collect();
    for name in reference.names(Place::Here, Role::Translator) {
        stated.push(format!("translator {}", name.display()));
    }
    stated
}

#[test]
fn a_translation_and_a_book_of_its_title_are_two_works() {
    let text = "@book{a, author={Smith, A}, title={Essays}, date=1950}";
    let translated = "@book{b, author={Smith, A}, title={Essays}, translator={Jones, B}, date=1990}";
    for file in [format!("{text}\n{translated}"), format!("{translated}\n{text}")] {
        let mut shelf = Shelf::new();
        let report = shelf.import(&file);
        assert_eq!((report.new_works, report.joined_works), (2, 0), "{}", shelf.outline());
        assert_eq!(cited(&shelf, "a"), ["here title Essays", "here date 1950"]);
        assert_eq!(
            cited(&shelf, "b"),
            ["here title Essays", "here date 1990", "translator B Jones"],
            "{}",
            shelf.outline()
        );
    }
}

#[test]
fn editions_of_one_translation_are_known_by_translator_and_title() {
    let mut shelf = Shelf::new();
    let report = shelf.import(
        "@book{a, author={Smith, A}, title={Essays}, translator={Jones, B}, date=1990, langid={english}}
         @book{b, author={Smith, A}, title={Essays}, translator={Jones, B}, date=1999}
         @book{c, author={Smith, A}, title={Essays}, translator={Brown, C}, date=2001}
         @book{d, author={Smith, A}, title={Essays}, translator={Jones, B}, langid={german}, date=2002}",
    );
    assert_eq!((report.new_works, report.joined_works), (3, 1), "{}", shelf.outline());
    assert_eq!(cited(&shelf, "b"), ["here title Essays", "here date 1999", "translator B Jones"]);
}

#[test]
fn the_title_of_the_original_joins_even_where_it_is_that_of_the_translation() {
    let mut shelf = Shelf::new();
    let report = shelf.import(
        "@book{b, author={Smith, A}, title={Essays}, translator={Jones, B}, date=1990, origtitle={Essays}}
         @book{a, author={Smith, A}, title={Essays}, date=1950, publisher={Faber}}
         @book{c, author={Smith, A}, title={Essais}, translator={Brun, C}, date=1991, origtitle={Essays}}",
    );
    assert_eq!((report.new_works, report.joined_works), (1, 2), "{}", shelf.outline());
    // What only the entry of the original says does not come to be said by its translations.
    let facts = ["here title Essays", "here date 1990", "original title Essays", "translator B Jones"];
    assert_eq!(cited(&shelf, "b"), facts);
}

#[test]
fn a_language_that_is_learnt_later_is_not_that_of_earlier_entries() {
    let mut shelf = Shelf::new();
    let report = shelf.import(
        "@book{a, author={Smith, A}, title={Essays}, date=1950}
         @book{t, author={Smith, A}, title={Saggi}, translator={Rossi, B}, origtitle={Essays}}
         @book{b, author={Smith, A}, title={Essays}, date=1960, langid={english}}",
    );
    assert_eq!(report.new_works, 1);
    assert_eq!(cited(&shelf, "a"), ["here title Essays", "here date 1950"]);
    assert_eq!(cited(&shelf, "t"), ["here title Saggi", "original title Essays", "translator B Rossi"]);
}

#[test]
fn a_volume_has_its_set_and_no_container() {
    let volume = "@book{one, title={Roads}, volume={1}, date={1988}, crossref={set}}";
    let set = "@mvbook{set, title={Rivers}, volumes={7}, date={1988/2009}}";
    for text in [[volume, set].concat(), [set, volume].concat()] {
        let mut shelf = Shelf::new();
        shelf.import(&text);
        assert_eq!(
            cited(&shelf, "one"),
            ["here title Roads", "here date 1988", "here volume 1", "here volumes 7", "set title Rivers"]
        );
    }
}

#[test]
fn a_reprint_has_the_original_of_what_it_reprints() {
    let mut shelf = Shelf::new();
    shelf.import(
        r"@book{reprint, title={The Tide}, author={Vale, Ada}, date={1990}, related={first}, relatedtype={reprintof}}
        @book{first, title={The Tide}, author={Vale, Ada}, translator={Moore, Jo}, date={1950},
         langid={english}, related={fr}, relatedtype={translationof}}
        @book{fr, title={La marée}, author={Vale, Ada}, date={1931}, langid={french}}",
    );
    let of_original: Vec<_> =
        cited(&shelf, "reprint").into_iter().filter(|line| line.starts_with("original")).collect();
    assert_eq!(of_original, ["original title La marée", "original language fr", "original date 1931"]);
}

#[test]
fn what_one_entry_tells_of_an_original_is_not_said_by_another() {
    let mut shelf = Shelf::new();
    shelf.import(
        "@book{a, author={Smith, A}, title={Saggi}, translator={Rossi, B}, origtitle={Essays}, origdate={1950}}
         @book{b, author={Smith, A}, title={Essais}, translator={Brun, C}, origtitle={Essays}, \
         origpublisher={Faber}}",
    );
    assert_eq!(
        cited(&shelf, "a"),
        ["here title Saggi", "original title Essays", "original date 1950", "translator B Rossi"]
    );
    assert_eq!(
        cited(&shelf, "b"),
        ["here title Essais", "original title Essays", "original publishers Faber", "translator C Brun"]
    );
}

#[test]
fn an_original_whose_publisher_is_spelled_otherwise_is_one() {
    let mut shelf = Shelf::new();
    shelf.import(
        "@book{a, author={Smith, A}, title={Saggi}, translator={Rossi, B}, origtitle={Essays}, origdate={1950}, \
         origpublisher={Harper}}
         @book{b, author={Smith, A}, title={Essais}, translator={Brun, C}, origtitle={Essays}, origdate={1950}, \
         origpublisher={Harper & Co.}}
         @book{c, author={Smith, A}, title={Ensayos}, translator={Ruiz, D}, origtitle={Essays}, origdate={1950}, \
         origpublisher={Faber}}",
    );
    let mentioned = |line: &&str| line.contains("mentioned");
    assert_eq!(shelf.outline().lines().filter(mentioned).count(), 2, "{}", shelf.outline());
    for (key, publisher) in [("a", "Harper"), ("b", "Harper & Co."), ("c", "Faber")] {
        assert!(cited(&shelf, key).contains(&format!("original publishers {publisher}")), "{key}");
    }
}

/// An entry that may be taken for another edition of another one, without key and author.
fn likely_entry() -> impl Strategy<Value = String> {
    let entry_type = select(vec!["book", "book", "collection", "article"]);
    let title = select(vec!["Essays", "Saggi"]);
    let further = |name: &'static str, values: Vec<&'static str>| {
        select(values).prop_map(move |value| match value {
            "" => String::new(),
            value => format!(", {name}={{{value}}}"),
        })
    };
    let fields = (
        further("translator", vec!["", "Jones, B", "Rossi, C"]),
        further("origtitle", vec!["", "", "Essays", "Saggi"]),
        further("origdate", vec!["", "1950", "1951"]),
        further("origpublisher", vec!["", "", "Faber"]),
        further("origlanguage", vec!["", "", "french"]),
        further("langid", vec!["", "english", "italian"]),
        further("date", vec!["", "1950", "1990"]),
        further("publisher", vec!["", "Faber"]),
    );
    (entry_type, title, fields).prop_map(|(entry_type, title, (a, b, c, d, e, f, g, h))| {
        format!("@{entry_type}{{KEY, author={{AUTHOR, A}}, title={{{title}}}{a}{b}{c}{d}{e}{f}{g}{h}}}\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2))]

    /// Each pair has an author of its own, so that one import tries many of them.
    #[test]
    fn of_two_entries_each_is_cited_with_what_it_says(pairs in vec((likely_entry(), likely_entry()), 150)) {
        let mut together = Shelf::new();
        let mut file = String::new();
        let mut alone = Vec::new();
        for (number, (first, second)) in pairs.iter().enumerate() {
            for (letter, entry) in [("a", first), ("b", second)] {
                let key = format!("{letter}{number}");
                let entry = entry.replace("KEY", &key).replace("AUTHOR", &format!("Smith{number}"));
                file.push_str(&entry);
                alone.push((key, entry));
            }
        }
        together.import(&file);
        let references = together.library.references("").expect("references");
        for (key, entry) in alone {
            let mut read = Vec::new();
            let format = FORMATS.iter().find(|format| format.name() == "biblatex").expect("a format of ours");
            let taken = format.read(entry.as_bytes(), &mut |item| {
                if let Item::Reference { reference, .. } = item {
                    read.push(stated(&reference));
                }
                Ok(())
            });
            prop_assert!(taken.is_ok());
            let seen = references.iter().find(|reference| reference.key.as_deref() == Some(&*key));
            prop_assert_eq!(seen.map(stated), read.pop(), "{}", entry);
        }
    }
}
