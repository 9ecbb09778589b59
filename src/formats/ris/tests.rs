//! What is written comes back; what others write is read.

mod cases;
mod files;
mod losses;
mod whole;
mod writing;

use super::*;
use crate::fields::Profile;
use crate::formats::tests::listing::{self, Given};
use crate::formats::{Escapes, Loss};
use crate::model::{Extra, Reference};

/// The reference of a file with one record and nothing wrong in it.
fn only(given: Given) -> Reference {
    assert_eq!(given.problems, vec![]);
    assert_eq!(given.references.len(), 1, "{:?}", given.references);
    given.into_references().remove(0)
}

fn read(bytes: impl AsRef<[u8]>) -> Given {
    listing::read(&Ris, bytes.as_ref())
}

fn profile(name: &str) -> &'static Profile {
    crate::fields::profiles_of(NAME).find(|profile| profile.name == name).expect("a profile")
}

fn write_for(name: &str, references: &[Reference], escapes: Escapes) -> (String, Vec<Loss>) {
    let (mut out, mut losses) = (Vec::new(), Vec::new());
    let options = WriteOptions { profile: profile(name), escapes, outside: Vec::new() };
    let mut writer = Ris.writer(&mut out, options).expect("memory takes everything");
    for reference in references {
        writer.write(reference, &mut losses).expect("memory takes everything");
    }
    writer.finish().expect("memory takes everything");
    (String::from_utf8(out).expect("it is UTF-8"), losses)
}

fn write(references: &[Reference], escapes: Escapes) -> (String, Vec<Loss>) {
    write_for("default", references, escapes)
}
