//! The .bib file: BibLaTeX and BibTeX.
//!
//! Reading: bytes → text ([`super::encoding`], `source.rs`) → [`blocks`] → fields with macros expanded and parents' fields added
//! ([`resolve`]) → a reference. Writing goes through the same rows of [`crate::fields`]; every value is read back as
//! it is written, and what does not come back to the letter is kept in a private field as well.

mod addresses;
pub mod blocks;
mod datamodel;
mod dates;
mod entries;
mod entry;
mod escapes;
mod extras;
mod file;
mod journals;
mod kept;
mod keys;
mod links;
mod loose_dates;
mod macros;
pub mod names;
mod note_lines;
mod note_sentences;
mod notes;
pub mod problems;
mod public;
mod reading;
mod remainder;
mod repeated_title;
pub mod resolve;
mod restoring;
mod roles;
mod shaping;
mod source;
mod spelling;
mod structure;
mod types;
mod words;
mod writing;

#[cfg(test)]
mod tests;

use std::io;

pub use extras::only_spells;

use super::{Format, Related, Sink, WriteOptions, Writer, large_file::LargeFile};
use crate::fields::{Dialect, OriginalAs, Profile};

/// The names of the two formats.
const BIBLATEX: &str = "biblatex";
const BIBTEX: &str = "bibtex";

/// BibLaTeX, as biber reads it.
#[derive(Debug)]
pub struct Biblatex;

/// Classic BibTeX.
#[derive(Debug)]
pub struct Bibtex;

impl Format for Biblatex {
    fn name(&self) -> &'static str {
        BIBLATEX
    }

    fn family(&self) -> &'static str {
        BIBLATEX
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["bib"]
    }

    fn knows_aliases(&self) -> bool {
        true
    }

    fn purpose(&self) -> &'static str {
        "LaTeX with BibLaTeX and biber; JabRef, Zotero, pandoc"
    }

    fn recognizes(&self, head: &[u8]) -> u8 {
        file::recognize(head).for_dialect(Dialect::Biblatex)
    }

    fn related(&self, profile: &Profile) -> Related {
        match profile.original {
            OriginalAs::Entry => Related::Entries,
            OriginalAs::FirstPublication => Related::Originals,
            _ => Related::Fields,
        }
    }

    fn read(&self, bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
        file::read(Dialect::Biblatex, BIBLATEX, bytes, sink)
    }

    fn read_large(&self, file: &LargeFile, sink: &mut Sink<'_>) -> io::Result<()> {
        file::read_large(Dialect::Biblatex, BIBLATEX, file, sink)
    }

    fn writer<'a>(
        &self,
        out: &'a mut dyn io::Write,
        options: WriteOptions,
    ) -> io::Result<Box<dyn Writer + 'a>> {
        Ok(Box::new(file::BibWriter::start(Dialect::Biblatex, out, options)?))
    }
}

impl Format for Bibtex {
    fn name(&self) -> &'static str {
        BIBTEX
    }

    fn family(&self) -> &'static str {
        BIBTEX
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["bib"]
    }

    fn purpose(&self) -> &'static str {
        "LaTeX with classic BibTeX styles"
    }

    fn recognizes(&self, head: &[u8]) -> u8 {
        file::recognize(head).for_dialect(Dialect::Bibtex)
    }

    fn related(&self, _: &Profile) -> Related {
        Related::Fields
    }

    fn read(&self, bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
        file::read(Dialect::Bibtex, BIBTEX, bytes, sink)
    }

    fn read_large(&self, file: &LargeFile, sink: &mut Sink<'_>) -> io::Result<()> {
        file::read_large(Dialect::Bibtex, BIBTEX, file, sink)
    }

    fn writer<'a>(
        &self,
        out: &'a mut dyn io::Write,
        options: WriteOptions,
    ) -> io::Result<Box<dyn Writer + 'a>> {
        Ok(Box::new(file::BibWriter::start(Dialect::Bibtex, out, options)?))
    }
}
