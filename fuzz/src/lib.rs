//! What every target does with the bytes that the fuzzer makes.

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

/// Whether a format can hold anything of an entry. The row of a book without a title may have nothing in any column of
/// a reader's service.
fn is_held(format: &dyn Format, reference: &Reference, escapes: Escapes) -> bool {
    escapes == Escapes::Keep || !format.tells_reading() || reference.fields.has(Place::Here, Field::Title)
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
            let held = before.iter().filter(|reference| is_held(format, reference, escapes)).count();
            assert!(after.len() >= held, "{} of {held} entries", after.len());
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
