//! What Calibre and package documents (OPF) call things: identifiers, columns of one's own, elements.
//!
//! Sources: `resources/metadata_sqlite.sql` and `src/calibre/ebooks/metadata/opf2.py`, `opf3.py` of Calibre; Open
//! Packaging Format 2.0.1, section 2.2; EPUB Packages 3.3, section 5.5; the MARC relator codes.

use super::{Kind, row};
use crate::model::{Field as F, Place as P, Role as R};

/// The fields of schemes of identifiers, by their names in lower case.
const IDENTIFIERS: &[(&str, F)] = &[
    ("isbn", F::Isbn),
    ("isbn13", F::Isbn),
    ("isbn10", F::Isbn),
    ("issn", F::Issn),
    ("doi", F::Doi),
    ("pmid", F::Pmid),
    ("pubmed", F::Pmid),
    ("pmcid", F::Pmcid),
    ("goodreads", F::Goodreads),
    ("uri", F::Url),
    ("url", F::Url),
];

/// The field that identifiers of a scheme are.
pub fn identifier_field(scheme: &str) -> Option<F> {
    let scheme = scheme.to_lowercase();
    IDENTIFIERS.iter().find(|(name, _)| *name == scheme).map(|(_, field)| *field)
}

/// What a column of one's own, or an element, says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// A field, as its kind is spelled.
    Field(P, F),
    /// Names in reading order.
    Names(R),
}

/// Columns that many make for themselves, by their look-up names without `#`, `_` and a plural's `s`; those that the
/// plugins "Count Pages" and "Goodreads Sync" propose are among them.
const OWN_COLUMNS: &[(&str, Told)] = &[
    ("translator", Told::Names(R::Translator)),
    ("editor", Told::Names(R::Editor)),
    ("illustrator", Told::Names(R::Illustrator)),
    ("page", Told::Field(P::Here, F::PageTotal)),
    ("pagecount", Told::Field(P::Here, F::PageTotal)),
    ("subtitle", Told::Field(P::Here, F::Subtitle)),
    ("edition", Told::Field(P::Here, F::Edition)),
    ("place", Told::Field(P::Here, F::Places)),
    ("originaltitle", Told::Field(P::Original, F::Title)),
    ("origtitle", Told::Field(P::Original, F::Title)),
    ("originallanguage", Told::Field(P::Original, F::Language)),
    ("originalyear", Told::Field(P::Original, F::Date)),
    ("originaldate", Told::Field(P::Original, F::Date)),
    ("originalpubdate", Told::Field(P::Original, F::Date)),
    ("firstpublished", Told::Field(P::Original, F::Date)),
];

/// What a column of one's own says, by its look-up name; `None` for one that is not known.
pub fn own_column(name: &str) -> Option<Told> {
    let folded: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let folded = folded.strip_suffix('s').unwrap_or(&folded);
    OWN_COLUMNS.iter().find(|(known, _)| *known == folded).map(|(_, told)| *told)
}

/// Words in names of bodies, which are not inverted (Calibre's tweak `author_name_copywords`).
pub const BODY_WORDS: &[&str] = &[
    "Agency",
    "Corporation",
    "Company",
    "Co.",
    "Council",
    "Committee",
    "Inc.",
    "Institute",
    "National",
    "Society",
    "Club",
    "Team",
    "Software",
    "Games",
    "Entertainment",
    "Media",
    "Studios",
];

/// Who wrote a book of which Calibre knows no author.
pub const UNKNOWN_AUTHOR: &str = "Unknown";

/// Elements of package documents that are fields of one text, by their local names in Dublin Core.
const ELEMENTS: &[(&str, F)] = &[
    ("description", F::Abstract),
    ("publisher", F::Publishers),
    ("subject", F::Keywords),
    ("rights", F::License),
];

/// The field that an element of Dublin Core is.
pub fn element_field(name: &str) -> Option<F> {
    ELEMENTS.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
}

/// The kind of a field of the book itself or its original.
pub fn kind(place: P, field: F) -> Option<Kind> {
    row(place, field).map(|row| row.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_look_up_names() {
        for (name, expected) in [
            ("#translators", Some(Told::Names(R::Translator))),
            ("#page_count", Some(Told::Field(P::Here, F::PageTotal))),
            ("pages", Some(Told::Field(P::Here, F::PageTotal))),
            ("#original_title", Some(Told::Field(P::Original, F::Title))),
            ("#shelf", None),
            ("", None),
        ] {
            assert_eq!(own_column(name), expected, "{name}");
        }
        for (_, told) in OWN_COLUMNS {
            if let Told::Field(place, field) = told {
                assert!(kind(*place, *field).is_some(), "{field:?}");
            }
        }
    }
}
