//! What the parts cost, each alone and in this process: readers and writers, TeX, dates, queries, filing.
//!
//!     cargo bench --bench parts
//!     cargo bench --bench parts -- read
//!
//! Numbers of items are entries, or texts, or dates, or queries; divan prints how many of them a second.

#[path = "support/bibliography.rs"]
mod bibliography;
#[path = "support/words.rs"]
mod words;

use std::{error::Error, sync::LazyLock};

use divan::{Bencher, counter::ItemsCount};
use oeuvre::{
    fields,
    formats::{Escapes, FORMATS, Format, Item, WriteOptions, tex},
    library::{Commitment, Input, Library},
    model::{Date, Reference},
    query,
};

/// Every library begins with the same entries.
const SEED: u64 = 1930;
/// How many entries are read, written and filed.
const ENTRIES: usize = 1000;
/// The formats that people exchange most.
const EXCHANGED: [&str; 5] = ["biblatex", "csl-json", "ris", "hayagriva", "mods"];

/// The entries as a .bib file and as they are read.
static BIBLIOGRAPHY: LazyLock<(Vec<u8>, Vec<Reference>)> = LazyLock::new(|| {
    let mut text = Vec::new();
    bibliography::write(ENTRIES, SEED, &mut text).expect("memory takes everything");
    let references = read(format("biblatex"), &text);
    (text, references)
});

fn main() {
    divan::main();
}

fn format(name: &str) -> &'static dyn Format {
    *FORMATS.iter().find(|format| format.name() == name).expect("the format is there")
}

fn read(format: &dyn Format, bytes: &[u8]) -> Vec<Reference> {
    let mut references = Vec::new();
    let mut sink = |item| {
        if let Item::Reference { reference, .. } = item {
            references.push(*reference);
        }
        Ok(())
    };
    format.read(bytes, &mut sink).expect("the sink takes everything");
    references
}

fn written(format: &dyn Format, references: &[Reference]) -> Vec<u8> {
    let (mut out, mut losses) = (Vec::new(), Vec::new());
    let profile = fields::default_profile(format.family());
    let options = WriteOptions { profile, escapes: Escapes::Keep, outside: Vec::new() };
    let mut writer = format.writer(&mut out, options).expect("memory takes everything");
    for reference in references {
        losses.clear();
        writer.write(reference, &mut losses).expect("memory takes everything");
    }
    writer.finish().expect("memory takes everything");
    out
}

#[divan::bench(args = EXCHANGED)]
fn read_entries(bencher: Bencher<'_, '_>, name: &str) {
    let bytes = written(format(name), &BIBLIOGRAPHY.1);
    bencher.counter(ItemsCount::new(ENTRIES)).bench(|| read(format(name), &bytes));
}

#[divan::bench(args = EXCHANGED)]
fn write_entries(bencher: Bencher<'_, '_>, name: &str) {
    let references = &BIBLIOGRAPHY.1;
    bencher.counter(ItemsCount::new(ENTRIES)).bench(|| written(format(name), references));
}

#[divan::bench(args = [
    r"Plain words of a title",
    r"{\'E}l{\'e}ments d'une th{\'e}orie de la ``valeur'' --- \emph{deux} {Essais}",
    r"On the $L^2$-norm of {H$_2$O} and \textsc{small} things",
])]
fn tex_to_markup(title: &str) -> String {
    tex::read(divan::black_box(title), tex::Kind::Title)
}

#[divan::bench(args = ["1936", "1936-05-21", "1936~/1938", "c. 1936"])]
fn dates(text: &str) -> Date {
    Date::parse(divan::black_box(text))
}

#[divan::bench(args = ["serge", "translator:greeman year:1930..1939 -kind:letter", "(serg* OR \"men in prison\") has:doi"])]
fn compile_queries(text: &str) -> Result<query::Node, query::QueryError> {
    query::parse(divan::black_box(text))
}

/// Reading and filing into a new library, with its history and its full text.
#[divan::bench(sample_count = 10)]
fn file_entries(bencher: Bencher<'_, '_>) {
    let bytes = &BIBLIOGRAPHY.0;
    let file = || -> Result<usize, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let mut library = Library::create(&folder.path().join("library.db"))?;
        let input = Input { name: "library.bib".to_owned(), content: bytes.clone().into(), format: None };
        let report = library.import(vec![input], Commitment::Keep, &mut |_| {})?;
        Ok(report.editions)
    };
    bencher.counter(ItemsCount::new(ENTRIES)).bench(|| file().expect("a new library takes everything"));
}
