//! CSL-JSON, the items of citeproc programs, Zotero and pandoc.
//!
//! Sources: the specification of CSL 1.0.2 (variables, names, dates), its JSON schema `csl-data.json`, which
//! what is written follows, and what programs write in practice.
//!
//! Public variables come from the tables of [`crate::fields`]. What they cannot say, or cannot say exactly,
//! stands beside them in the object `custom`, under the names of those tables: `"custom": {"subtitle": …}`.
//! The writer reads its own public variables as a stranger would, and escapes just the facts that would not
//! come back. A null there means that what a public variable seems to state is not so.
//!
//! **Restoring.** Other programs edit public variables and carry `custom` along. So a reader takes the escapes,
//! writes public variables from them in its mind, and compares. Where these say the same as those in the file,
//! the escapes hold. Where not, somebody edited the public variable, and it wins: every fact that the variable
//! is made from is taken from it, and the escapes of those facts are dropped with a notice. Facts that no
//! variable is made from come from their escapes alone.

use std::io;

use super::{Format, Related, Sink, WriteOptions, Writer};
use crate::fields::Profile;
use crate::model::{EntryType, Place};

pub(super) mod cells;
mod custom;
mod dates;
pub(super) mod extras;
mod items;
mod jats;
mod markdown;
pub(super) mod names;
pub(super) mod note_fields;
mod note_reading;
mod note_writing;
mod read;
mod said;
pub(super) mod stand_ins;
mod stranger;
mod syntax;
mod tex_spans;
pub(super) mod text;
mod write;
mod yaml;

#[cfg(test)]
mod tests;

pub use yaml::CslYaml;

/// The name of the format.
const NAME: &str = "csl-json";
/// The family of profiles.
const FAMILY: &str = "csl";
/// What an item without a type, or with an unknown one, is read as.
const UNKNOWN_TYPE: EntryType = EntryType::Misc;

/// CSL-JSON.
#[derive(Clone, Copy, Debug)]
pub struct CslJson;

impl Format for CslJson {
    fn name(&self) -> &'static str {
        NAME
    }

    fn family(&self) -> &'static str {
        FAMILY
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json", "csljson"]
    }

    fn purpose(&self) -> &'static str {
        "CSL-JSON, for pandoc, Zotero and everything that formats with CSL styles"
    }

    fn recognizes(&self, head: &[u8]) -> u8 {
        recognize(head)
    }

    fn related(&self, _: &Profile) -> Related {
        Related::Fields
    }

    fn read(&self, bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
        read::read(bytes, sink)
    }

    fn writer<'a>(
        &self,
        out: &'a mut dyn io::Write,
        options: WriteOptions,
    ) -> io::Result<Box<dyn Writer + 'a>> {
        Ok(Box::new(write::Items::new(out, options)?))
    }
}

/// How sure it is that a file which begins so holds items.
fn recognize(head: &[u8]) -> u8 {
    let decoded = super::encoding::decode(head);
    let text = decoded.text.trim_start();
    let Some(rest) = text.strip_prefix(['[', '{']) else { return 0 };
    let has = |words: &[&str]| words.iter().any(|word| rest.contains(word));
    let first = rest.trim_start();
    if has(&["\"type\"", "\"issued\"", "\"container-title\"", "\"date-parts\""]) {
        90
    } else if has(&["\"id\"", "\"title\""]) {
        60
    } else if first.starts_with(['"', '{', ']', '}']) || first.is_empty() {
        30
    } else {
        // `{` and `[` begin other things too.
        5
    }
}

/// The place whose title stands in `volume-title` when there is also the title of a set; none for parts of
/// periodicals, where that variable is the title of a special issue.
fn volume_title_owner(entry_type: EntryType) -> Option<Place> {
    if entry_type.is_part_of_book() {
        Some(Place::Container)
    } else if entry_type.is_part_of_periodical() {
        None
    } else {
        Some(Place::Here)
    }
}

/// The id of a reference without a key, by its place in the file.
fn made_key(number: &str) -> String {
    format!("no-key-{number}")
}
