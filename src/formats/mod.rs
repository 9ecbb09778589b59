//! Bytes ⇄ references: one file or folder per format, one trait, one list.

mod address;
#[cfg(test)]
pub mod arbitrary;
pub mod bib;
mod book_numbers;
pub mod calibre;
mod coins;
pub mod csl;
pub mod detect;
pub mod encoding;
pub mod endnote;
pub mod fact;
pub mod hayagriva;
pub mod html;
mod imprint;
mod index;
pub mod json_ld;
pub mod large_file;
mod links;
pub mod marcxml;
pub mod mods;
pub mod nbib;
pub mod private;
pub mod ris;
mod shelf;
pub mod shelves;
mod tagged_lines;
#[cfg(test)]
mod tests;
pub mod tex;
pub mod text_form;
pub mod xml;
mod yaml;

pub use address::{address_of, doi_address, web_address};
pub use html::OwnStyle;
pub use html::site::{BaseAddress, DATA_FILES, DataFile, PutFile, Scope, Site, SiteFurnishing};

use std::collections::BTreeMap;
use std::io;

use crate::fields::Profile;
use crate::model::{Reference, tree};

/// What a reader gives, one at a time and in the order of the file.
#[derive(Debug)]
pub enum Item {
    /// An entry.
    Reference {
        /// The entry.
        reference: Box<Reference>,
        /// The line of the file that it begins on, from 1.
        line: usize,
    },
    /// What stands outside every entry and must come back: `@preamble`, `@comment`, free text.
    Outside(crate::model::Extra),
    /// Something that could not be read as it stands. The entries around it are kept.
    Problem(Problem),
}

/// Something wrong in a file, for `path:line: reason`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line, from 1.
    pub line: usize,
    /// Key of the entry.
    pub key: Option<String>,
    /// Name of the field as the format spells it.
    pub field: Option<String>,
    /// What is wrong and what was done about it, in one sentence without a full stop.
    pub reason: String,
    /// Whether something could not be kept, or only deserves to be known.
    pub severity: Severity,
}

/// How much a [`Problem`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing (an encoding that was assumed). Does not change the exit code.
    Notice,
    /// The entry is kept, but not all of it is sound.
    Warning,
    /// Something could not be read.
    Error,
}

/// A value that a writer's format cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Key of the entry.
    pub key: String,
    /// Name of the field in the library (`fields::Row::name`, `fields::RoleRow::name`, `format:name` for an
    /// extra).
    pub field: String,
    /// The value.
    pub value: String,
    /// Why the format cannot hold it.
    pub why: &'static str,
    /// Where it went.
    pub instead: Instead,
}

/// Where a value went that its format cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instead {
    /// Into a private field, from which our reader restores it.
    Escape(String),
    /// Into a note that people read.
    Note,
    /// Reshaped into a public field that says nearly the same.
    Reshaped(String),
    /// Nowhere.
    Nowhere,
}

/// How to write.
#[derive(Clone, Debug)]
pub struct WriteOptions {
    /// The target; one of the format's family.
    pub profile: &'static Profile,
    /// Whether values without a public field are put into private ones.
    pub escapes: Escapes,
    /// What stood outside every entry in files of this format.
    pub outside: Vec<crate::model::Extra>,
}

/// Whether private fields are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Escapes {
    /// Values without a public field are kept in private ones.
    #[default]
    Keep,
    /// Only public fields.
    Omit,
}

/// A sink for what is read.
pub type Sink<'a> = dyn FnMut(Item) -> io::Result<()> + 'a;

/// A format of references.
pub trait Format: Sync {
    /// The name for `--format`.
    fn name(&self) -> &'static str;

    /// The family whose profiles it has ([`crate::fields::PROFILES`]); most have one of their own.
    fn family(&self) -> &'static str {
        self.name()
    }

    /// File name endings, most usual first, without the point.
    fn extensions(&self) -> &'static [&'static str];

    /// One line on who it is for.
    fn purpose(&self) -> &'static str;

    /// The name of the file that stands for a folder of this format.
    fn file_of_folder(&self) -> Option<&'static str> {
        None
    }

    /// How sure the format is that these first bytes (at most 64 KiB) of a file are its own, from 0 to 100.
    fn recognizes(&self, head: &[u8]) -> u8;

    /// Whether related references (the original, the reprinted edition) are written as entries of their own,
    /// with [`crate::model::Standing::Mentioned`].
    fn related(&self, _profile: &Profile) -> Related {
        Related::Fields
    }

    /// Whether its entries tell how they were read ([`Reference::own_reading`]), which is for nobody else.
    fn tells_reading(&self) -> bool {
        false
    }

    /// Whether its programs find an entry by its aliases ([`Reference::aliases`]) as by its key.
    fn knows_aliases(&self) -> bool {
        false
    }

    /// Reads a file. Entries come as soon as they are whole. Errors are those of the sink.
    fn read(&self, bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()>;

    /// Reads a large file; without holding all of it, where the format can. Gives what [`Format::read`] gives of its
    /// bytes. Errors are those of the sink and of reading.
    fn read_large(&self, file: &large_file::LargeFile, sink: &mut Sink<'_>) -> io::Result<()> {
        self.read(&file.whole()?, sink)
    }

    /// Whether it is written as well as read.
    fn can_write(&self) -> bool {
        true
    }

    /// Starts writing. References are then given one by one, in the order of the file. A format that is only
    /// read gives an error.
    fn writer<'a>(
        &self,
        _out: &'a mut dyn io::Write,
        _options: WriteOptions,
    ) -> io::Result<Box<dyn Writer + 'a>> {
        Err(io::Error::new(io::ErrorKind::Unsupported, format!("{} is only read", self.name())))
    }
}

/// Every format of references, in the order in which they are listed.
pub const FORMATS: &[&dyn Format] = &[
    &bib::Biblatex,
    &bib::Bibtex,
    &csl::CslJson,
    &csl::CslYaml,
    &ris::Ris,
    &nbib::Nbib,
    &mods::Mods,
    &marcxml::MarcXml,
    &endnote::EndnoteXml,
    &hayagriva::Hayagriva,
    &shelves::GOODREADS,
    &shelves::STORYGRAPH,
    &shelves::BOOKWYRM,
    &shelves::LIBRARYTHING,
    &calibre::Calibre,
    &calibre::Opf,
];

/// Every form that is made from whole works.
pub const PAGES: &[&dyn Page] = &[&html::Html, &json_ld::JsonLd];

/// How a format takes what stands behind an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Related {
    /// As entries of their own.
    Entries,
    /// The original behind a translation as an entry of its own, what is reprinted as fields.
    Originals,
    /// As fields of the entry.
    Fields,
}

/// Writes references one at a time.
pub trait Writer {
    /// Writes one reference; its losses are put at the end of `losses`.
    fn write(&mut self, reference: &Reference, losses: &mut Vec<Loss>) -> io::Result<()>;

    /// Ends the file.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// A form that is made from whole works instead of references.
pub trait Page: Sync {
    /// The name for `--format`.
    fn name(&self) -> &'static str;
    /// File name ending.
    fn extension(&self) -> &'static str;
    /// One line on who it is for.
    fn purpose(&self) -> &'static str;
    /// What is not in it as it is, by edition.
    fn losses(&self, catalogue: &tree::Catalogue) -> Vec<Loss>;
    /// Whether it shows anything of a [`Furnishing`].
    fn is_furnished(&self) -> bool {
        false
    }

    /// Writes the works.
    fn write(
        &self,
        catalogue: &tree::Catalogue,
        furnishing: &Furnishing,
        out: &mut dyn io::Write,
    ) -> io::Result<()>;
}

/// What a page has besides the works.
#[derive(Debug, Default)]
pub struct Furnishing {
    /// The forms in which its editions can be taken away.
    pub offers: Vec<Offer>,
    /// A style sheet of the user's.
    pub style: Option<OwnStyle>,
    /// Formatted citations of editions, by key, with inline markup.
    pub citations: BTreeMap<String, String>,
}

/// The editions of a page in a format, so that its reader can take away any of them.
#[derive(Debug)]
pub struct Offer {
    /// The name for `--format`.
    pub format: &'static str,
    /// What readers call it.
    pub label: &'static str,
    /// File name ending, without the point.
    pub extension: &'static str,
    /// JSON of which the page's script makes a file: what begins a file, stands between entries and ends it
    /// (`first`, `next`, `last`), and the entries (`listed`, `behind`).
    pub entries: Vec<u8>,
}
