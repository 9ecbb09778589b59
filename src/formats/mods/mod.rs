//! MODS, the records of library catalogues, bibutils and Zotero.
//!
//! Sources: the MODS schema 3.7 and its User Guidelines (Library of Congress), and what programs write and look
//! for in practice. Paths, genres and related items come from the tables of [`crate::fields`].
//!
//! A record says once what the edition is, and describes the original, the reprinted edition, the container and
//! the series in related items. What its public elements cannot say stands in one `extension` of ours, as JSON
//! that needs no characters which XML cannot have ([`super::private`]).
//!
//! **Order.** bibutils takes the first title, date, publisher and place that it finds anywhere in a record, and
//! other readers look at the record's own only. So related items come after everything that is the record's own.

use std::io;

use super::xml::{self, Element};
use super::{Format, Related, Sink, WriteOptions, Writer};
use crate::fields::{Profile, default_profile};
use crate::model::Reference;

mod cells;
mod dates;
mod extras;
mod names;
mod read;
mod told;
mod types;
mod write;

#[cfg(test)]
mod tests;

/// The name of the format.
const NAME: &str = "mods";
/// The family of profiles.
const FAMILY: &str = "mods";
/// The namespace of MODS 3.
const NAMESPACE: &str = "http://www.loc.gov/mods/v3";
/// The version that is written.
const VERSION: &str = "3.7";
/// The outermost element of several records.
const COLLECTION: &str = "modsCollection";
/// A record.
const RECORD: &str = "mods";
/// The namespace of what we put into `extension`.
const PRIVATE_NAMESPACE: &str = "urn:oeuvre:private";

/// MODS.
#[derive(Clone, Copy, Debug)]
pub struct Mods;

impl Format for Mods {
    fn name(&self) -> &'static str {
        NAME
    }

    fn family(&self) -> &'static str {
        FAMILY
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["mods", "xml"]
    }

    fn purpose(&self) -> &'static str {
        "MODS XML, for library catalogues, bibutils and Zotero"
    }

    fn recognizes(&self, head: &[u8]) -> u8 {
        recognize(head)
    }

    fn related(&self, _: &Profile) -> Related {
        Related::Fields
    }

    fn read(&self, bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
        let mut read = |element: Element| read::items(&element);
        xml::read_records(bytes, &[RECORD], &|_| false, &mut read, sink)
    }

    fn writer<'a>(
        &self,
        out: &'a mut dyn io::Write,
        options: WriteOptions,
    ) -> io::Result<Box<dyn Writer + 'a>> {
        Ok(Box::new(write::Records::new(out, options)?))
    }
}

/// How sure it is that a file which begins so holds records.
fn recognize(head: &[u8]) -> u8 {
    let decoded = xml::decode(head);
    let text = decoded.text.as_ref();
    let head = xml::head(text);
    match head.root {
        Some(COLLECTION | RECORD) if head.root_tag.contains(NAMESPACE) => 95,
        Some(COLLECTION) => 80,
        Some(RECORD) => 60,
        // Answers of servers hold records between their own elements.
        Some(_) if text.contains(NAMESPACE) && xml::Records::new(text, &[RECORD]).next().is_some() => 85,
        _ => 0,
    }
}

/// How a stranger reads what is written of a reference.
fn as_read(reference: &Reference) -> Reference {
    read::public(&cells::record(reference))
}

/// The only target.
fn profile() -> &'static Profile {
    default_profile(FAMILY)
}
