//! What is written is valid and comes back; what others write is read.

mod cases;
mod targets;
mod whole;
mod writing;
mod yaml;

use super::*;
use crate::formats::tests::listing::{self, Given};
use crate::formats::{Escapes, Loss};
use crate::model::Reference;

impl Given {
    /// The reference of a file with one item and nothing wrong in it.
    fn only(mut self) -> Reference {
        assert_eq!(self.problems, vec![]);
        assert_eq!(self.references.len(), 1, "{:?}", self.references);
        self.references.remove(0).1
    }
}

fn read(bytes: impl AsRef<[u8]>) -> Given {
    listing::read(&CslJson, bytes.as_ref())
}

fn write(references: &[Reference], escapes: Escapes) -> (String, Vec<Loss>) {
    write_for(crate::fields::default_profile(super::FAMILY), references, escapes)
}

fn write_for(profile: &'static Profile, references: &[Reference], escapes: Escapes) -> (String, Vec<Loss>) {
    let (mut out, mut losses) = (Vec::new(), Vec::new());
    let options = WriteOptions { profile, escapes, outside: Vec::new() };
    let mut writer = CslJson.writer(&mut out, options).expect("memory takes everything");
    for reference in references {
        writer.write(reference, &mut losses).expect("memory takes everything");
    }
    writer.finish().expect("memory takes everything");
    (String::from_utf8(out).expect("JSON is UTF-8"), losses)
}

/// The items of a written file.
fn items(text: &str) -> Vec<serde_json::Map<String, serde_json::Value>> {
    serde_json::from_str(text).expect("a list of items")
}
