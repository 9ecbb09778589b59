//! What the XML of EndNote calls things: reference types by name and number, and what the general fields mean in
//! each of them.
//!
//! Sources: EndNote's reference types table, and what EndNote, Mendeley and Zotero write.

use crate::model::{EntryType as T, Field as F, Place as P, Role as R};

/// One reference type.
#[derive(Clone, Copy, Debug)]
pub struct EndnoteType {
    /// The name, in lower case.
    pub name: &'static str,
    /// The number; 0 where only the name is sure.
    pub number: u16,
    /// What it is read as.
    pub entry_type: T,
    /// What `secondary-title` is the title of.
    pub secondary: P,
    /// What those in `authors` did.
    pub authors: R,
    /// What those in `secondary-authors` did, and of what.
    pub second: (P, R),
    /// What those in `tertiary-authors` did, and of what.
    pub third: (P, R),
    /// What those in `subsidiary-authors` did.
    pub subsidiary: R,
}

const EDITOR: (P, R) = (P::Here, R::Editor);
const BOOK_EDITOR: (P, R) = (P::Container, R::Editor);
const SERIES_EDITOR: (P, R) = (P::Series, R::Editor);
const CONTRIBUTOR: (P, R) = (P::Here, R::Contributor);

/// A type that stands in something, edited by those in `secondary-authors`.
const fn part(name: &'static str, number: u16, entry_type: T) -> EndnoteType {
    EndnoteType {
        name,
        number,
        entry_type,
        secondary: P::Container,
        authors: R::Author,
        second: BOOK_EDITOR,
        third: SERIES_EDITOR,
        subsidiary: R::Translator,
    }
}

/// A type that stands in a periodical or on a site.
const fn article(name: &'static str, number: u16, entry_type: T) -> EndnoteType {
    EndnoteType { second: EDITOR, third: CONTRIBUTOR, ..part(name, number, entry_type) }
}

/// A type that stands by itself, in a series or not.
const fn book(name: &'static str, number: u16, entry_type: T) -> EndnoteType {
    EndnoteType {
        secondary: P::Series,
        second: SERIES_EDITOR,
        third: EDITOR,
        ..part(name, number, entry_type)
    }
}

/// A film or a broadcast.
const fn film(name: &'static str, number: u16, entry_type: T) -> EndnoteType {
    EndnoteType {
        authors: R::Director,
        second: CONTRIBUTOR,
        third: (P::Here, R::Producer),
        subsidiary: R::Performer,
        ..book(name, number, entry_type)
    }
}

impl EndnoteType {
    const fn by(mut self, authors: R) -> EndnoteType {
        self.authors = authors;
        self
    }

    const fn with(mut self, second: (P, R)) -> EndnoteType {
        self.second = second;
        self
    }
}

/// Every reference type. Names tell before numbers, since other programs write wrong numbers.
pub const ENDNOTE_TYPES: &[EndnoteType] = &[
    article("journal article", 17, T::Article),
    article("electronic article", 43, T::Article),
    article("magazine article", 19, T::MagazineArticle),
    article("newspaper article", 23, T::NewspaperArticle),
    article("press release", 66, T::Misc),
    book("book", 6, T::Book),
    book("edited book", 28, T::Collection).by(R::Editor),
    book("electronic book", 44, T::Book),
    book("classical work", 49, T::Classic),
    book("ancient text", 51, T::Classic),
    book("catalog", 8, T::Book),
    book("serial", 57, T::Periodical),
    book("pamphlet", 24, T::Booklet),
    part("book section", 5, T::Chapter),
    part("electronic book section", 60, T::Chapter),
    part("conference proceedings", 10, T::ConferencePaper),
    part("conference paper", 47, T::ConferencePaper),
    part("encyclopedia", 53, T::EncyclopediaEntry),
    part("dictionary", 52, T::DictionaryEntry),
    book("thesis", 32, T::Thesis).with(CONTRIBUTOR),
    book("report", 27, T::Report),
    book("government document", 46, T::Report),
    book("grant", 54, T::Document),
    article("web page", 12, T::WebPage),
    article("online database", 45, T::WebPage),
    article("aggregated database", 55, T::WebPage),
    article("online multimedia", 48, T::Video),
    article("blog", 56, T::BlogPost),
    article("discussion forum", 63, T::ForumPost),
    article("social media", 67, T::ForumPost),
    book("unpublished work", 34, T::Manuscript).with(EDITOR),
    book("manuscript", 36, T::Manuscript).with(EDITOR),
    book("personal communication", 26, T::Letter).with((P::Here, R::Recipient)),
    book("interview", 64, T::Interview).with((P::Here, R::Interviewer)),
    film("film or broadcast", 21, T::Film),
    film("audiovisual material", 3, T::Video).by(R::Author),
    film("television episode", 68, T::Broadcast),
    film("podcast", 65, T::Podcast).by(R::Author),
    book("music", 61, T::Music).by(R::Composer).with((P::Here, R::Performer)),
    book("artwork", 2, T::Artwork).with(CONTRIBUTOR),
    book("figure", 37, T::Figure).with(CONTRIBUTOR),
    book("chart or table", 38, T::Figure).with(CONTRIBUTOR),
    book("equation", 39, T::Figure).with(CONTRIBUTOR),
    book("map", 20, T::Map),
    book("computer program", 9, T::Software),
    book("multimedia application", 0, T::Software),
    book("dataset", 59, T::Dataset),
    article("statute", 31, T::Legislation),
    article("bill", 4, T::Bill),
    article("case", 7, T::LegalCase),
    article("hearing", 14, T::Hearing),
    article("legal rule or regulation", 50, T::Regulation),
    article("patent", 25, T::Patent).with(CONTRIBUTOR),
    book("standard", 58, T::Standard),
    article("generic", 13, T::Misc),
];

/// The reference type with this name, or else with this number.
pub fn endnote_type(name: &str, number: &str) -> Option<&'static EndnoteType> {
    let name = name.trim().to_lowercase();
    let number: u16 = number.trim().parse().unwrap_or(0);
    let named = ENDNOTE_TYPES.iter().find(|row| row.name == name);
    named.or_else(|| ENDNOTE_TYPES.iter().find(|row| row.number != 0 && row.number == number))
}

/// Elements of a record that mean the same in every type.
pub const ENDNOTE_FIELDS: &[(&str, F)] = &[
    ("pub-location", F::Places),
    ("num-vols", F::Volumes),
    ("call-num", F::CallNumber),
    ("abstract", F::Abstract),
    ("notes", F::Note),
    ("research-notes", F::Annotation),
    ("work-type", F::Genre),
    ("reviewed-item", F::ReviewedTitle),
    ("access-date", F::Accessed),
    ("remote-database-name", F::Source),
    ("pack-method", F::Medium),
    ("size", F::Dimensions),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_before_numbers() {
        assert_eq!(endnote_type("Report", "10").map(|row| row.entry_type), Some(T::Report));
        assert_eq!(endnote_type("", "5").map(|row| row.entry_type), Some(T::Chapter));
        assert_eq!(endnote_type("Something", "17").map(|row| row.entry_type), Some(T::Article));
        assert!(endnote_type("Something", "x").is_none());
        for (index, row) in ENDNOTE_TYPES.iter().enumerate() {
            let same =
                |other: &EndnoteType| other.name == row.name || row.number != 0 && other.number == row.number;
            assert!(!ENDNOTE_TYPES[..index].iter().any(same), "{}", row.name);
        }
    }
}
