//! The tables that everything else reads: what each field, entry type and role is called in each format.
//!
//! A field is one row, keyed by [`Place`] and [`Field`], with its kind and its name in each format. Readers,
//! writers, columns, `set`, JSON and docs/fields.md all come from that row. Sources of the names: the
//! BibLaTeX manual, section 2.2 and `blx-dm.def`; btxdoc; CSL 1.0.2, appendices III and IV.

mod biblatex;
pub mod calibre;
mod dates;
mod endnote;
mod entry_types;
pub mod hayagriva;
pub mod highwire;
mod identifiers;
mod localisation;
mod lookup;
mod marc;
mod mods;
pub mod nbib;
mod profiles;
pub mod required;
pub mod ris;
mod roles;
pub mod schema_org;
pub mod shelves;
mod styles;
mod table;
pub mod zotero;

pub use biblatex::BIBLATEX_OTHERS;
pub use dates::dates_not_understood;
pub use endnote::{ENDNOTE_FIELDS, ENDNOTE_TYPES, EndnoteType, endnote_type};
pub use entry_types::{ENTRY_TYPES, TypeRow, entry_type_of, type_row};
pub use identifiers::{identifier_beginning, normal_identifier};
pub use localisation::{eprint_address, in_words};
pub use marc::{RELATORS, Relator, WIDELY_KNOWN, relator_code, role_of_relator};
pub use mods::{
    BIBUTILS_GENRES, LOCAL, MARC_GENRES, MODS_GENRE_WORDS, MODS_ITEMS, MODS_RESOURCES, MODS_ROWS,
    MODS_SERIES_NUMBER, MODS_TYPES, ModsGenre, ModsHost, ModsItem, ModsRow, ModsShape, ModsType, mods_row,
    mods_type,
};
pub use profiles::{
    ItalicsAs, NameAddonAs, OriginalAs, PROFILES, PartTranslatorAs, Profile, Reader, ReprintAs,
    SpecialIssueAs, TitlesAs, TranslatorAs, Wording, default_profile, profiles_of,
};
pub use roles::{ROLES, RoleRow, Slot, role_row};
pub use styles::{BeyondModel, OF_NEWSPAPERS, TypesAs};
pub use table::FIELDS;

use crate::model::{EntryType, Field, Place};

/// By what the library calls a record, as losses name it. It says nothing of the edition: a format that has no place for
/// it by its nature (a shelf of books has no keys) loses nothing that a reader could miss, so that a strict export writes
/// it all the same, and tells.
pub const NAMES_OF_RECORDS: &[&str] = &["key", "aliases", "work", "expression"];

/// What the characters of a value mean, and so how each format spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A title: one text with inline markup, subject to case change.
    Title,
    /// A subtitle: as a title; formats without a field for it print it after the title and a colon.
    Subtitle,
    /// One text with inline markup that is printed as it is.
    Text,
    /// Characters that mean themselves (URL, path).
    Verbatim,
    /// A volume, an issue, a count: a short text that most often is a number.
    Number,
    /// Page ranges: `12–15, 20`, with en dashes.
    Pages,
    /// Several texts with inline markup (publishers, places).
    TextList,
    /// One language, BCP 47 where it is a known one.
    Language,
    /// Several languages, BCP 47 where they are known ones.
    Languages,
    /// Keywords.
    Keywords,
    /// One or more identifiers of a scheme, as given.
    Identifier,
    /// A date.
    Date,
    /// One of a closed set of words that BibLaTeX localises (`inpreparation`, `forthcoming`) or a text.
    Word,
}

impl Kind {
    /// Whether a value of this kind is a [`crate::model::Value::List`].
    pub fn is_list(self) -> bool {
        matches!(self, Kind::TextList | Kind::Languages | Kind::Keywords | Kind::Identifier)
    }

    /// Whether inline markup may stand in a value of this kind.
    pub fn has_markup(self) -> bool {
        matches!(self, Kind::Title | Kind::Subtitle | Kind::Text | Kind::TextList)
    }
}

/// How a value is kept in a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// A column of `edition` with the row's name. Dates have two more, `…_earliest` and `…_latest`.
    Column,
    /// Rows of `identifier` with the row's name as scheme.
    Identifiers,
    /// Rows of `keyword`.
    Keywords,
    /// The language of the expression.
    Expression,
    /// The same field of another edition: the container, the original, the reprinted one.
    Linked,
}

/// The name of a field in one format.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spelling {
    /// The name that is written; `None` where the format cannot say it.
    pub written: Option<&'static str>,
    /// Names that are read as well (old names, aliases).
    pub also_read: &'static [&'static str],
}

/// One field in all formats.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What it is a field of.
    pub place: Place,
    /// Which fact it is.
    pub field: Field,
    /// What its characters mean.
    pub kind: Kind,
    /// Its name in the database, in the text form, in JSON and for `set`.
    pub name: &'static str,
    /// How it is kept.
    pub storage: Storage,
    /// The entry types that this row's names are for; empty: all those that no other row of the same
    /// format name claims.
    pub only: &'static [EntryType],
    /// Its name in BibLaTeX.
    pub biblatex: Spelling,
    /// Its name in classic BibTeX.
    pub bibtex: Spelling,
    /// Its variable in CSL.
    pub csl: Spelling,
}

/// The formats whose field names the table knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each variant is its format")]
pub enum Dialect {
    Biblatex,
    Bibtex,
    Csl,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: &'static [Dialect] = &[Dialect::Biblatex, Dialect::Bibtex, Dialect::Csl];
}

impl Row {
    /// The names of this field in a format.
    pub const fn spelling(&self, dialect: Dialect) -> &Spelling {
        match dialect {
            Dialect::Biblatex => &self.biblatex,
            Dialect::Bibtex => &self.bibtex,
            Dialect::Csl => &self.csl,
        }
    }

    /// Whether the row's names are meant for an entry of this type.
    pub fn is_for(&self, entry_type: EntryType) -> bool {
        self.only.is_empty() || self.only.contains(&entry_type)
    }

    /// The name of the private field that holds the value where a format has no public one: `x-` and the
    /// row's name with hyphens; `x-orig-…` for the original.
    pub fn escape(&self) -> String {
        let name = self.name.replace('_', "-");
        match name.strip_prefix("original-") {
            Some(rest) => format!("x-orig-{rest}"),
            None => format!("x-{name}"),
        }
    }
}

/// The row of a place and field. Where several rows share them (their names differ by entry type), the first.
pub fn row(place: Place, field: Field) -> Option<&'static Row> {
    lookup::rows_of(place, field).first().copied()
}

/// The row that says how to write a value in a format for an entry of this type.
pub fn row_to_write(
    dialect: Dialect,
    place: Place,
    field: Field,
    entry_type: EntryType,
) -> Option<&'static Row> {
    let mut rows =
        lookup::rows_of(place, field).iter().copied().filter(|row| row.spelling(dialect).written.is_some());
    rows.clone().find(|row| row.only.contains(&entry_type)).or_else(|| {
        rows.find(|row| {
            row.only.is_empty()
                && row.spelling(dialect).written.is_some_and(|name| !is_claimed(dialect, name, entry_type))
        })
    })
}

/// The row that a field name of a format means in an entry of this type.
pub fn row_to_read(dialect: Dialect, name: &str, entry_type: EntryType) -> Option<&'static Row> {
    let rows = lookup::rows_reading(dialect, name);
    let claims = |row: &&&Row| row.only.contains(&entry_type);
    rows.iter()
        .find(claims)
        .or_else(|| rows.iter().find(|row| row.only.is_empty()))
        .or_else(|| rows.first())
        .copied()
}

/// The row with this name in the library.
pub fn row_named(name: &str) -> Option<&'static Row> {
    lookup::row_named(name)
}

/// Whether a row that is only for some entry types claims a written name for this type.
fn is_claimed(dialect: Dialect, name: &str, entry_type: EntryType) -> bool {
    lookup::rows_reading(dialect, name).iter().any(|row| row.only.contains(&entry_type))
}

#[cfg(test)]
mod tests;
