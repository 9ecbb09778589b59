//! MARCXML, the records of library catalogues, as MARC 21 and as UNIMARC. Only read.
//!
//! Sources: the MARC 21 format for bibliographic data and its XML schema (Library of Congress), the UNIMARC
//! manual (IFLA), and what the catalogues of national libraries give.
//!
//! Subfields that no field of ours takes are kept as extras, named by tag and code.

use std::io;

use super::xml::{self, Element};
use super::{Format, Related, Sink, WriteOptions, Writer};
use crate::fields::Profile;

mod dates;
mod marc21;
mod names;
mod record;
mod types;
mod unimarc;

#[cfg(test)]
mod tests;

/// The name of the format.
const NAME: &str = "marcxml";
/// The namespaces of MARCXML and of its successors.
const NAMESPACES: &[&str] = &["http://www.loc.gov/MARC21/slim", "info:lc/xmlns/marcxchange"];
/// The outermost element of several records.
const COLLECTION: &str = "collection";
/// A record.
const RECORD: &str = "record";

/// MARCXML.
#[derive(Clone, Copy, Debug)]
pub struct MarcXml;

impl Format for MarcXml {
    fn name(&self) -> &'static str {
        NAME
    }

    fn family(&self) -> &'static str {
        NAME
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["marcxml", "mrcx", "xml"]
    }

    fn purpose(&self) -> &'static str {
        "MARCXML (MARC 21, UNIMARC), from library catalogues"
    }

    fn recognizes(&self, head: &[u8]) -> u8 {
        recognize(head)
    }

    fn related(&self, _: &Profile) -> Related {
        Related::Fields
    }

    fn read(&self, bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
        let is_wrapper = |element: &Element| !record::is_record(element);
        let mut read = |element: Element| record::items(&element);
        xml::read_records(bytes, &[RECORD], &is_wrapper, &mut read, sink)
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
    let head = xml::head(text);
    let has_namespace = |text: &str| NAMESPACES.iter().any(|namespace| text.contains(namespace));
    match head.root {
        Some(COLLECTION | RECORD) if has_namespace(head.root_tag) => 95,
        Some(_) if has_namespace(text) => 85,
        Some(COLLECTION | RECORD) if ["<leader>", "<datafield "].iter().all(|tag| text.contains(tag)) => 80,
        _ => 0,
    }
}
