//! What the styles of BibLaTeX and BibTeX print otherwise than the data model of the format has it. Found by setting
//! entries of every type with each style (tests/clients, "printed").

use crate::model::{EntryType as T, Field};

/// A field that the styles of a profile print in entries of these types, for which BibLaTeX's data model has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BeyondModel {
    /// The name of the field.
    pub field: &'static str,
    /// Entry types as BibLaTeX calls them.
    pub types: &'static [&'static str],
}

const fn beyond(field: &'static str, types: &'static [&'static str]) -> BeyondModel {
    BeyondModel { field, types }
}

/// What articles in newspapers have in every profile although BibLaTeX's data model has none in articles: the town of
/// the paper and which edition of the day it was. biblatex-chicago prints them, pandoc reads them, Better BibTeX writes
/// them; the standard styles pass over them.
pub const OF_NEWSPAPERS: &[Field] = &[Field::Places, Field::Edition];

pub(super) const CHICAGO: &[BeyondModel] = &[
    beyond("bookauthor", &["incollection"]),
    beyond("translator", &["inproceedings", "misc", "online", "proceedings", "unpublished"]),
];

pub(super) const APA: &[BeyondModel] = &[
    beyond("author", &["collection"]),
    beyond(
        "translator",
        &[
            "dataset",
            "inproceedings",
            "manual",
            "misc",
            "online",
            "patent",
            "proceedings",
            "report",
            "unpublished",
        ],
    ),
];

/// biblatex-mla prints the publisher of a web page, and none of its organization.
pub(super) const MLA: &[BeyondModel] = &[
    beyond("author", &["collection", "periodical"]),
    beyond("publisher", &["online"]),
    beyond(
        "translator",
        &[
            "booklet",
            "dataset",
            "inproceedings",
            "manual",
            "misc",
            "online",
            "patent",
            "periodical",
            "report",
        ],
    ),
];

pub(super) const ISO690: &[BeyondModel] = &[
    beyond("author", &["collection", "periodical"]),
    beyond(
        "translator",
        &[
            "booklet",
            "dataset",
            "inproceedings",
            "manual",
            "misc",
            "online",
            "patent",
            "proceedings",
            "unpublished",
        ],
    ),
];

/// pandoc and JabRef take names in entries of any type. They find the author of the book that holds a part of a
/// collection, as biblatex-chicago does; for other styles it stays private, since BibLaTeX's data model and the
/// standard styles have `bookauthor` only in `inbook` and its kin: `biber --validate-datamodel` warns of it, and they
/// do not print it.
pub(super) const INTERCHANGE: &[BeyondModel] = &[
    beyond("author", &["collection", "mvproceedings", "periodical", "proceedings", "reference"]),
    beyond("bookauthor", &["incollection"]),
    beyond(
        "translator",
        &[
            "booklet",
            "dataset",
            "inproceedings",
            "manual",
            "misc",
            "mvproceedings",
            "online",
            "patent",
            "periodical",
            "proceedings",
            "report",
            "software",
            "thesis",
            "unpublished",
        ],
    ),
];

/// Types that a target knows nothing of, and the nearest that it prints.
pub type TypesAs = &'static [(T, T)];

/// biblatex-apa and biblatex-mla print sets of volumes as books, but those of collections in the way of the
/// standard styles or without italics.
pub(super) const VOLUMES_AS_ONE: TypesAs = &[
    (T::MultiVolumeBook, T::Book),
    (T::MultiVolumeCollection, T::Collection),
    (T::MultiVolumeReference, T::ReferenceWork),
];

/// Zotero passes over entries of these types (FIELDS, table B).
pub(super) const TYPES_OF_ZOTERO: TypesAs = &[
    (T::BookInBook, T::InBook),
    (T::Supplement, T::InBook),
    (T::CollectionSupplement, T::Chapter),
    (T::PeriodicalSupplement, T::Article),
    (T::MultiVolumeCollection, T::Collection),
    (T::MultiVolumeProceedings, T::Proceedings),
    (T::MultiVolumeReference, T::Collection),
    (T::ReferenceWork, T::Collection),
];

/// Entry types of BibTeX in which apacite prints neither the translator nor the original.
pub(super) const WITHOUT_ORIGINAL_IN_APACITE: &[&str] =
    &["booklet", "manual", "mastersthesis", "misc", "phdthesis", "proceedings", "techreport", "unpublished"];
