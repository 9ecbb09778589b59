//! The XML that EndNote exports, and that Mendeley, Zotero and review programs write for it. Only read.
//!
//! Sources: the document type that EndNote ships, and what the programs write in practice. What no field takes is
//! kept as extras, named by the path of its element.

use std::io;

use super::xml::{self, Element};
use super::{Format, Related, Sink, WriteOptions, Writer};
use crate::fields::Profile;

mod dates;
mod markup;
mod names;
mod numbers;
mod record;

#[cfg(test)]
mod tests;

/// The name of the format.
const NAME: &str = "endnote";
/// The outermost elements.
const ROOTS: &[&str] = &["xml", "records", "record"];
/// A record.
const RECORD: &str = "record";
/// What every record has and no other format does.
const TYPE: &str = "ref-type";

/// The XML of EndNote.
#[derive(Clone, Copy, Debug)]
pub struct EndnoteXml;

impl Format for EndnoteXml {
    fn name(&self) -> &'static str {
        NAME
    }

    fn family(&self) -> &'static str {
        NAME
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xml"]
    }

    fn purpose(&self) -> &'static str {
        "the XML that EndNote exports"
    }

    fn recognizes(&self, head: &[u8]) -> u8 {
        recognize(head)
    }

    fn related(&self, _: &Profile) -> Related {
        Related::Fields
    }

    fn read(&self, bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
        let mut read = |element: Element| record::items(&element);
        xml::read_records(bytes, &[RECORD], &|_| false, &mut read, sink)
    }

    fn can_write(&self) -> bool {
        false
    }

    fn writer<'a>(&self, _: &'a mut dyn io::Write, _: WriteOptions) -> io::Result<Box<dyn Writer + 'a>> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// How sure it is that a file which begins so holds records.
fn recognize(head: &[u8]) -> u8 {
    let decoded = xml::decode(head);
    let text = decoded.text.as_ref();
    match xml::head(text).root {
        Some(root) if ROOTS.contains(&root) => {
            let has = |name: &str| text.contains(&format!("<{name}"));
            if has(TYPE) {
                95
            } else if root != RECORD && has("records") && has("contributors") {
                80
            } else {
                0
            }
        }
        _ => 0,
    }
}
