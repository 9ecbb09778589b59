//! How many statements commands run: as many for 300 editions as for 100, since both are one batch. Filing looks at
//! one entry after the other, and runs some for each.

use std::{fmt::Write, io, sync::Arc};

use super::{
    Alphabet, Column, Commitment, Direction, DuplicateOptions, Error, ExportOptions, ExportReport, Extent,
    Input, KeptLosses, Library, LintOptions, Listing, PageOptions, SortKey, Strictness,
};
use crate::{
    fields::default_profile,
    formats::{Escapes, FORMATS, PAGES},
    lint,
    model::Date,
};

const FEW: usize = 100;
const MANY: usize = 300;

/// Statements that filing runs for a new entry, and those for one that is there with all that it says.
const MOST_OF_NEW_ENTRY: usize = 60;
const MOST_OF_KNOWN_ENTRY: usize = 20;

/// A word for each number, so that no two titles are alike.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 10] = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu"];
    let digits = [number / 100 % 10, number / 10 % 10, number % 10, number * 7 % 10];
    digits.map(|digit| SYLLABLES[digit]).concat()
}

/// Translations by several people out of several languages, articles, chapters of books.
fn bibliography(entries: usize) -> Vec<u8> {
    let mut text = String::new();
    for number in 0..entries {
        let word = word(number);
        let (year, name) = (1900 + number % 90, ["Orlova", "Brandt", "Serra", "Mbeki"][number % 4]);
        let written = match number % 3 {
            0 => writeln!(
                text,
                "@book{{b{number}, author = {{{name}, A{number}}}, translator = {{Hill, Ann}}, title = {{Winter {word}}}, \
                 origtitle = {{Zima {word}}}, origlanguage = {{russian}}, publisher = {{Press}}, date = {{{year}}}}}"
            ),
            1 => writeln!(
                text,
                "@article{{a{number}, author = {{{name}, B}}, title = {{On winter {word}}}, journaltitle = {{Review}}, \
                 date = {{{year}}}, keywords = {{snow, ice}}}}"
            ),
            _ => writeln!(
                text,
                "@incollection{{c{number}, author = {{{name}, C}}, title = {{{word}}}, booktitle = {{Whole {year}}}, \
                 pages = {{1--9}}, date = {{{year}}}}}"
            ),
        };
        assert!(written.is_ok());
    }
    text.into_bytes()
}

fn import(library: &mut Library, entries: usize) -> Result<(), Error> {
    let input = Input { name: "many.bib".to_owned(), content: bibliography(entries).into(), format: None };
    library.import(vec![input], Commitment::Keep, &mut |_| {}).map(drop)
}

/// How many statements something runs on a library with so many editions.
fn counted(entries: usize, run: &dyn Fn(&mut Library) -> Result<(), Error>) -> usize {
    let folder = tempfile::tempdir().expect("a folder");
    let mut library = Library::create(&folder.path().join("library.db")).expect("a library");
    import(&mut library, entries).expect("an import");
    statements(&mut library, run).len()
}

/// The statements that something runs.
fn statements(library: &mut Library, run: &dyn Fn(&mut Library) -> Result<(), Error>) -> Vec<String> {
    let noted = Arc::default();
    library.store.note_statements(Arc::clone(&noted)).expect("they are noted");
    run(library).expect("it works");
    noted.lock().expect("nobody panicked").clone()
}

fn export(library: &Library, format: &str) -> Result<ExportReport, Error> {
    let format = *FORMATS.iter().find(|known| known.name() == format).expect("a format");
    let options = ExportOptions {
        query: "",
        profile: default_profile(format.family()),
        escapes: Escapes::Keep,
        strictness: Strictness::Tell,
        kept: KeptLosses::Counts,
    };
    library.export(format, &options, &mut io::sink())
}

#[test]
fn reading_runs_no_statement_for_an_edition() {
    type Reading = (&'static str, &'static dyn Fn(&mut Library) -> Result<(), Error>);
    let readings: &[Reading] = &[
        ("list", &|library| library.editions("").map(drop)),
        ("list by a word", &|library| library.editions("winter").map(drop)),
        ("list by a name", &|library| library.editions("translator:hill").map(drop)),
        ("list sorted", &|library| {
            let alphabet = Alphabet::of(None).expect("the usual one");
            let column = Column::named("publisher").expect("a column");
            let keys = [SortKey { column, direction: Direction::Ascending }];
            let extent = Extent::Columns(&[column]);
            let listing = Listing { query: "", sort: Some((&keys, &alphabet)), limit: None, extent };
            library.list(&listing, &mut |_| Ok::<_, Error>(())).map(drop)
        }),
        ("count", &|library| library.count("winter").map(drop)),
        ("count by", &|library| {
            ["language", "translator", "publisher", "year"]
                .into_iter()
                .try_for_each(|name| library.tally("", Column::named(name).expect("a column")).map(drop))
        }),
        ("tree", &|library| library.works("").map(drop)),
        ("people", &|library| library.people("").map(drop)),
        ("references", &|library| library.references("").map(drop)),
        ("biblatex", &|library| export(library, "biblatex").map(drop)),
        ("csl-json", &|library| export(library, "csl-json").map(drop)),
        ("ris", &|library| export(library, "ris").map(drop)),
        ("hayagriva", &|library| export(library, "hayagriva").map(drop)),
        ("html", &|library| {
            library.export_page(PAGES[0], &PageOptions::default(), &mut io::sink()).map(drop)
        }),
        ("dump", &|library| library.dump(&mut io::sink())),
        ("check", &|library| {
            let options = LintOptions {
                query: "",
                checks: &lint::CHECKS.iter().collect::<Vec<_>>(),
                today: &Date::parse("2020"),
            };
            library.lint(&options).map(drop)
        }),
        ("duplicates", &|library| {
            library.duplicates(&DuplicateOptions { query: "", threshold: 60 }).map(drop)
        }),
        ("key", &|library| library.edition("b0").map(drop)),
    ];
    for (name, run) in readings {
        let (few, many) = (counted(FEW, run), counted(MANY, run));
        assert!(many <= few + 4, "{name}: {few} statements for {FEW} entries, {many} for {MANY}");
    }
}

#[test]
fn filing_runs_a_limited_number_of_statements_for_an_entry() {
    let of_new = counted(0, &|library| import(library, MANY)) / MANY;
    assert!(of_new <= MOST_OF_NEW_ENTRY, "{of_new} statements for a new entry");
    let of_known = counted(MANY, &|library| import(library, MANY)) / MANY;
    assert!(of_known <= MOST_OF_KNOWN_ENTRY, "{of_known} statements for a known entry");
}

/// Tables that grow with a library.
const TABLES: [&str; 7] =
    ["edition", "expression", "work", "contribution", "citation_key", "identifier", "relation"];

#[test]
fn looking_up_goes_through_no_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut library = Library::create(&folder.path().join("library.db")).expect("a library");
    import(&mut library, FEW).expect("an import");
    let list = |query: &'static str| move |library: &mut Library| library.editions(query).map(drop);
    type LookUp<'a> = (&'a str, &'a dyn Fn(&mut Library) -> Result<(), Error>);
    let look_ups: &[LookUp<'_>] = &[
        ("show", &|library| library.edition("b0").map(drop)),
        ("key:", &list("key:B0")),
        ("key: with *", &list("key:b1*")),
        ("isbn:", &list("isbn:978-0-19-281037-9")),
        ("doi:", &list("doi:10.1000/182")),
        ("author:", &list("author:orlova")),
        ("person:", &list("person:\"hill ann\"")),
        ("work:", &list("work:zima-babababa")),
        ("same-work:", &list("same-work:b0")),
        ("part-of:", &list("part-of:c2")),
        ("translation-of:", &list("translation-of:b0")),
        ("about:", &list("about:b0")),
        ("words", &list("winter babababa")),
        ("title:", &list("title:winter")),
        ("person", &|library| library.person("hill").map(drop)),
    ];
    for (name, look_up) in look_ups {
        for sql in statements(&mut library, look_up) {
            let plan = library.store.plan(&sql).expect("a plan");
            // What a statement gathers first may have the name of the table that it is gathered from.
            let gathered: Vec<&str> =
                plan.iter().filter_map(|step| step.strip_prefix("CO-ROUTINE ")).collect();
            let scans = plan.iter().filter_map(|step| step.strip_prefix("SCAN "));
            let scanned = scans
                .filter_map(|step| step.split(' ').next())
                .find(|table| TABLES.contains(table) && !gathered.contains(table));
            assert_eq!(scanned, None, "{name}: {sql}\n{}", plan.join("\n"));
        }
    }
}
