//! Libraries of Calibre (`metadata.db`, an SQLite database) and package documents (OPF 2 and 3), which Calibre puts
//! beside each book and every EPUB has in it. Only read.
//!
//! Both say the same things of a book, so both fill one `book::Book`. What the tables of [`crate::fields::calibre`] have
//! no field for is kept as an extra.
//!
//! A database comes from who knows where: it is opened in memory and read-only, only its tables are looked at (never
//! its views and triggers), and what may be asked of it is bounded by its size.

use std::io;

use super::{Format, Item, Problem, Severity, Sink, xml};

mod book;
pub(in crate::formats) mod comments;
mod custom;
mod database;
mod dates;
mod package;

#[cfg(test)]
mod tests;

/// The root element of a package document.
const PACKAGE: &str = "package";
/// Namespaces of package documents: OPF 2 and 3, and OEB 1.
const NAMESPACES: &[&str] =
    &["http://www.idpf.org/2007/opf", "http://openebook.org/namespaces/oeb-package/1.0/"];
/// What every SQLite database begins with.
const SQLITE: &[u8] = b"SQLite format 3\0";
/// A table that only libraries of Calibre have; its text stands among the first pages.
const TELLING_TABLE: &[u8] = b"books_authors_link";

/// A library of Calibre.
#[derive(Clone, Copy, Debug)]
pub struct Calibre;

impl Format for Calibre {
    fn name(&self) -> &'static str {
        "calibre"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["db"]
    }

    fn file_of_folder(&self) -> Option<&'static str> {
        Some("metadata.db")
    }

    fn purpose(&self) -> &'static str {
        "a library of Calibre: its folder, or the metadata.db in it"
    }

    fn recognizes(&self, head: &[u8]) -> u8 {
        let is_telling = |window: &[u8]| window == TELLING_TABLE;
        match head.starts_with(SQLITE) {
            true if head.windows(TELLING_TABLE.len()).any(is_telling) => 95,
            // The table may be named further behind.
            true => 10,
            false => 0,
        }
    }

    fn tells_reading(&self) -> bool {
        true
    }

    fn read(&self, bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
        database::read(bytes, sink)
    }

    fn can_write(&self) -> bool {
        false
    }
}

/// A package document.
#[derive(Clone, Copy, Debug)]
pub struct Opf;

impl Format for Opf {
    fn name(&self) -> &'static str {
        "opf"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["opf"]
    }

    fn purpose(&self) -> &'static str {
        "the package document of an e-book, which Calibre puts beside it (metadata.opf)"
    }

    fn recognizes(&self, head: &[u8]) -> u8 {
        let decoded = xml::decode(head);
        let head = xml::head(&decoded.text);
        let has_namespace = NAMESPACES.iter().any(|namespace| head.root_tag.contains(namespace));
        match head.root {
            Some(PACKAGE) if has_namespace => 95,
            Some(PACKAGE) if decoded.text.contains("metadata") => 60,
            _ => 0,
        }
    }

    fn tells_reading(&self) -> bool {
        true
    }

    fn read(&self, bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
        xml::read_records(bytes, &[PACKAGE], &|_| false, &mut |element| package::items(&element), sink)
    }

    fn can_write(&self) -> bool {
        false
    }
}

fn problem(line: usize, severity: Severity, reason: String) -> Item {
    Item::Problem(Problem { line, key: None, field: None, reason, severity })
}
