//! What every target does with the bytes that the fuzzer makes.

use std::collections::HashSet;

use oeuvre::fields::profiles_of;
use oeuvre::formats::{Escapes, FORMATS, Format, Item, WriteOptions, tex};
use oeuvre::model::{Field, Place, Reference};

/// The format with a name. A target of a format that does not exist must not pass.
fn format(name: &str) -> &'static dyn Format {
    *FORMATS.iter().find(|format| format.name() == name).expect("a target is named like a format")
}

fn references(format: &dyn Format, bytes: &[u8]) -> Vec<Reference> {
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

fn written(format: &dyn Format, references: &[Reference], options: WriteOptions) -> Vec<u8> {
    let (mut out, mut losses) = (Vec::new(), Vec::new());
    let mut writer = format.writer(&mut out, options).expect("memory takes everything");
    for reference in references {
        writer.write(reference, &mut losses).expect("memory takes everything");
    }
    writer.finish().expect("memory takes everything");
    out
}

/// How many entries a file must have when it is read again. In the tables of readers' services, where nothing is kept
/// beside the columns, the row of a book without a title may be empty, and rows that tell of one book are one entry.
fn to_be_found(format: &dyn Format, references: &[Reference], escapes: Escapes) -> usize {
    if escapes == Escapes::Keep || !format.tells_reading() {
        return references.len();
    }
    let titles = references.iter().filter_map(|reference| reference.fields.text(Place::Here, Field::Title));
    titles.collect::<HashSet<_>>().len()
}

/// Reads bytes as a format, writes what was read in every shape of the format, and reads that again: no entry is
/// lost on the way.
pub fn read(name: &str, bytes: &[u8]) {
    let format = format(name);
    let before = references(format, bytes);
    if before.is_empty() || !format.can_write() {
        return;
    }
    for profile in profiles_of(format.family()) {
        for escapes in [Escapes::Keep, Escapes::Omit] {
            let options = WriteOptions { profile, escapes, outside: Vec::new() };
            let out = written(format, &before, options);
            let after = references(format, &out);
            let wanted = to_be_found(format, &before, escapes);
            assert!(after.len() >= wanted, "{} of {wanted} entries", after.len());
        }
    }
}

/// Reads bytes as TeX of each kind and writes the result. What is written is read as the same again.
pub fn tex(bytes: &[u8]) {
    let source = String::from_utf8_lossy(bytes);
    for kind in [tex::Kind::Title, tex::Kind::Text, tex::Kind::Plain, tex::Kind::Verbatim] {
        let marked = tex::read(&source, kind);
        for repertoire in [tex::Repertoire::Unicode, tex::Repertoire::Ascii] {
            let once = tex::write(&marked, kind, repertoire);
            let twice = tex::write(&tex::read(&once, kind), kind, repertoire);
            assert_eq!(once, twice, "{kind:?}, {repertoire:?}");
        }
    }
}
