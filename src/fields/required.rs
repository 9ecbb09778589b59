//! What entries of which types are not to be without, and what says as much: one table for the check of records and the
//! check of what a style prints.

use crate::model::{EntryType as T, Field as F, Place as P};

/// A field that entries of some types are not to be without.
#[derive(Clone, Copy, Debug)]
pub struct Required {
    /// Of what it is a field.
    pub place: P,
    /// The field.
    pub field: F,
    /// The types.
    pub of: &'static [T],
    /// Fields that say as much.
    pub instead: &'static [(P, F)],
    /// Fields with which the record is whole, though a style that prints this one has less to print.
    pub excused: &'static [(P, F)],
}

const fn here(field: F) -> (P, F) {
    (P::Here, field)
}

/// What a publisher brings out by itself.
pub const BOOKS: &[T] = &[
    T::Book,
    T::MultiVolumeBook,
    T::Collection,
    T::MultiVolumeCollection,
    T::Proceedings,
    T::MultiVolumeProceedings,
    T::ReferenceWork,
    T::MultiVolumeReference,
];

/// Types that somebody must have written or edited.
pub const WRITTEN: &[T] = &[
    T::Book,
    T::MultiVolumeBook,
    T::Collection,
    T::Chapter,
    T::InBook,
    T::BookInBook,
    T::Article,
    T::Thesis,
    T::Report,
    T::ConferencePaper,
    T::Preprint,
    T::Letter,
];

/// Types that have no date of their own, or often none.
pub const UNDATED: &[T] = &[
    T::Periodical,
    T::WebPage,
    T::Software,
    T::Dataset,
    T::EntrySet,
    T::BibliographicNote,
    T::Manuscript,
    T::Classic,
    T::Artwork,
    T::Image,
    T::Document,
    T::Misc,
    T::MultiVolumeBook,
    T::MultiVolumeCollection,
    T::MultiVolumeReference,
    T::ReferenceEntry,
    T::EncyclopediaEntry,
    T::DictionaryEntry,
    T::Legislation,
    T::Treaty,
];

/// Who brought a book out.
pub const PUBLISHER: Required = Required {
    place: P::Here,
    field: F::Publishers,
    of: BOOKS,
    instead: &[here(F::Institutions), here(F::Organizations), here(F::Url), here(F::HowPublished)],
    excused: &[here(F::PublicationState)],
};

/// Where a thesis or report was made.
pub const INSTITUTION: Required = Required {
    place: P::Here,
    field: F::Institutions,
    of: T::INSTITUTIONAL,
    instead: &[here(F::Publishers), here(F::Organizations)],
    excused: &[],
};

/// Where a page is on the net.
pub const ADDRESS: Required = Required {
    place: P::Here,
    field: F::Url,
    of: &[T::WebPage, T::BlogPost, T::ForumPost],
    instead: &[here(F::Doi)],
    excused: &[here(F::Eprint)],
};

/// By what a part is found in print.
pub const PAGES: Required = Required {
    place: P::Here,
    field: F::Pages,
    of: &[
        T::Article,
        T::Review,
        T::BookReview,
        T::Chapter,
        T::InBook,
        T::BookInBook,
        T::Supplement,
        T::CollectionSupplement,
        T::ConferencePaper,
    ],
    instead: &[here(F::ArticleNumber), here(F::Chapter), here(F::Section)],
    excused: &[here(F::Doi), here(F::Url), here(F::Eprint), here(F::PublicationState)],
};
