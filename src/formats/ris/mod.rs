//! RIS, the tagged lines that publishers, library catalogues and reference managers exchange.
//!
//! Sources: the specification of Research Information Systems of 2001 and its revision of 2011, EndNote's table of
//! tags by reference type, the translator of Zotero, and what programs and publishers write in practice. Which tag
//! holds what is in [`crate::fields::ris`].
//!
//! What public tags cannot say, or cannot say exactly, stands in notes, one member of [`super::private`] in each:
//! `N1  - x-subtitle: a record`. See `notes` for their spelling.

use std::io;

use super::tagged_lines::physical_lines;
use super::{Format, Sink, WriteOptions, Writer};
use crate::model::EntryType;

mod cells;
pub(super) mod dates;
pub(super) mod lines;
mod losses;
mod names;
mod notes;
mod originals;
mod read;
mod reading;
mod sets;
pub(super) mod text;
mod values;
mod write;

#[cfg(test)]
mod tests;

/// The name of the format and of its family of profiles.
const NAME: &str = "ris";
/// What a record without a type, or with an unknown one, is read as.
const UNKNOWN_TYPE: EntryType = EntryType::Misc;

/// RIS.
#[derive(Clone, Copy, Debug)]
pub struct Ris;

impl Format for Ris {
    fn name(&self) -> &'static str {
        NAME
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ris"]
    }

    fn purpose(&self) -> &'static str {
        "RIS, for EndNote, Zotero, Mendeley, JabRef and the sites of publishers"
    }

    fn recognizes(&self, head: &[u8]) -> u8 {
        recognize(head)
    }

    fn read(&self, bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
        read::read(bytes, sink)
    }

    fn writer<'a>(
        &self,
        out: &'a mut dyn io::Write,
        options: WriteOptions,
    ) -> io::Result<Box<dyn Writer + 'a>> {
        Ok(Box::new(write::Records::new(out, options)?))
    }
}

/// How many lines from the beginning tell what a file is.
const TELLING_LINES: usize = 200;

/// How sure it is that a file which begins so holds records: by the line of a type, then by other tags.
fn recognize(head: &[u8]) -> u8 {
    let decoded = super::encoding::decode(head);
    let mut tags = 0;
    for line in physical_lines(&decoded.text).take(TELLING_LINES) {
        match lines::tag_of(line) {
            Some((tag, _)) if tag == lines::TYPE => return if line.starts_with("TY  - ") { 95 } else { 80 },
            Some(_) => tags += 1,
            // The tags of PubMed have up to four letters.
            None if line.starts_with("PMID- ") => return 0,
            None => {}
        }
    }
    match tags {
        0 => 0,
        1 | 2 => 10,
        _ => 40,
    }
}
