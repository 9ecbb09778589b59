//! The tags of PubMed's MEDLINE display (nbib). Source: the National Library of Medicine's list of its elements.

use super::ris::Holds;
use crate::model::{EntryType as T, Field as F, Place as P, Role as R};

/// One tag.
#[derive(Clone, Copy, Debug)]
pub struct NbibRow {
    /// The tag: two to four capitals.
    pub tag: &'static str,
    /// What it holds.
    pub holds: Holds,
}

const fn field(tag: &'static str, place: P, field: F) -> NbibRow {
    NbibRow { tag, holds: Holds::Field(place, field) }
}

const fn names(tag: &'static str, place: P, role: R) -> NbibRow {
    NbibRow { tag, holds: Holds::Names(place, role) }
}

/// Every tag that a field holds; all others are extras. Of names in full and cut short the first row counts.
/// `TI` and `BTI`, identifiers and pages are told apart by the format.
pub const NBIB_TAGS: &[NbibRow] = &[
    names("FAU", P::Here, R::Author),
    names("AU", P::Here, R::Author),
    names("FED", P::Here, R::Editor),
    names("ED", P::Here, R::Editor),
    field("TI", P::Here, F::Title),
    field("BTI", P::Container, F::Title),
    field("TT", P::Here, F::Title),
    field("JT", P::Container, F::Title),
    field("TA", P::Container, F::ShortTitle),
    field("CTI", P::Series, F::Title),
    field("VTI", P::Container, F::TitleAddon),
    field("VI", P::Here, F::Volume),
    field("IP", P::Here, F::Issue),
    field("PG", P::Here, F::Pages),
    field("DP", P::Here, F::Date),
    field("DEP", P::Here, F::Available),
    field("LA", P::Here, F::Language),
    field("EN", P::Here, F::Edition),
    field("PB", P::Here, F::Publishers),
    field("PL", P::Here, F::Places),
    field("AB", P::Here, F::Abstract),
    field("MH", P::Here, F::Keywords),
    field("OT", P::Here, F::Keywords),
    field("IS", P::Container, F::Issn),
    field("ISBN", P::Here, F::Isbn),
    field("PMID", P::Here, F::Pmid),
    field("PMC", P::Here, F::Pmcid),
    field("LID", P::Here, F::Doi),
    field("AID", P::Here, F::Doi),
];

/// What a publication type (`PT`) makes of an entry, in the order in which they count.
pub const NBIB_TYPES: &[(&str, T)] = &[
    ("Preprint", T::Preprint),
    ("Academic Dissertation", T::Thesis),
    ("Technical Report", T::Report),
    ("Dataset", T::Dataset),
    ("Video-Audio Media", T::Video),
    ("Webcast", T::Video),
    ("Newspaper Article", T::NewspaperArticle),
    ("Congress", T::Proceedings),
    ("Journal Article", T::Article),
];

/// Where a tag's value stands.
pub fn nbib_row(tag: &str) -> Option<&'static NbibRow> {
    NBIB_TAGS.iter().find(|row| row.tag == tag)
}
