//! The words for entry types, and what a parent of each word is to an entry.

use crate::model::EntryType as T;

/// One entry type.
#[derive(Clone, Copy, Debug)]
pub struct HayagrivaType {
    /// The type.
    pub entry_type: T,
    /// The word for it.
    pub word: &'static str,
    /// The word for what it is part of.
    pub parent: &'static str,
    /// The genre that tells it from another type of that word.
    pub genre: Option<&'static str>,
}

const fn of(entry_type: T, word: &'static str, parent: &'static str) -> HayagrivaType {
    HayagrivaType { entry_type, word, parent, genre: None }
}

impl HayagrivaType {
    const fn genre(mut self, genre: &'static str) -> HayagrivaType {
        self.genre = Some(genre);
        self
    }
}

/// The words for the parents that are no containers.
pub const ORIGINAL: &str = "original";
/// The parent that is a meeting.
pub const CONFERENCE: &str = "conference";
/// The parent that is a series (FIELDS, trap 8).
pub const ANTHOLOGY: &str = "anthology";
/// What stands in a periodical, in proceedings and the like.
pub const ARTICLE: &str = "article";
/// What the papers of a meeting stand in.
pub const PROCEEDINGS: &str = "proceedings";
/// Parents that show an entry rather than hold it.
pub const RECORDINGS: &[&str] = &["video", "audio", "web"];
/// The type of what nobody knows.
pub const MISC: &str = "misc";

/// Every entry type. Of those with one word and parent the first without a genre is read.
pub const HAYAGRIVA_TYPES: &[HayagrivaType] = &[
    of(T::Book, "book", "book"),
    of(T::MultiVolumeBook, "book", "book"),
    of(T::Collection, "book", "book"),
    of(T::MultiVolumeCollection, "book", "book"),
    of(T::Classic, "book", "book"),
    of(T::Commentary, "book", "book"),
    of(T::EntrySet, "book", "book"),
    of(T::Booklet, "book", "book").genre("pamphlet"),
    of(T::ReferenceWork, "reference", "reference"),
    of(T::MultiVolumeReference, "reference", "reference"),
    of(T::Manual, "reference", "reference").genre("manual"),
    of(T::Chapter, "chapter", "book"),
    of(T::InBook, "chapter", "book"),
    of(T::BookInBook, "chapter", "book"),
    of(T::Supplement, "chapter", "book"),
    of(T::CollectionSupplement, "chapter", "book"),
    of(T::Article, ARTICLE, "periodical"),
    of(T::MagazineArticle, ARTICLE, "periodical"),
    of(T::PeriodicalSupplement, ARTICLE, "periodical"),
    of(T::Review, ARTICLE, "periodical").genre("review"),
    of(T::BookReview, ARTICLE, "periodical").genre("book review"),
    of(T::SpecialIssue, ARTICLE, "periodical").genre("special issue"),
    of(T::Interview, ARTICLE, "periodical").genre("interview"),
    of(T::NewspaperArticle, ARTICLE, "newspaper"),
    of(T::ConferencePaper, ARTICLE, PROCEEDINGS),
    of(T::BlogPost, ARTICLE, "blog"),
    of(T::Preprint, ARTICLE, "repository"),
    of(T::Periodical, "periodical", "periodical"),
    of(T::Proceedings, PROCEEDINGS, PROCEEDINGS),
    of(T::MultiVolumeProceedings, PROCEEDINGS, PROCEEDINGS),
    of(T::ReferenceEntry, "entry", "reference"),
    of(T::EncyclopediaEntry, "entry", "reference"),
    of(T::DictionaryEntry, "entry", "reference"),
    of(T::Thesis, "thesis", "book"),
    of(T::Report, "report", "book"),
    of(T::Standard, "report", "book").genre("standard"),
    of(T::WebPage, "web", "web"),
    of(T::ForumPost, "post", "thread"),
    of(T::Video, "video", "video"),
    of(T::Film, "video", "video").genre("film"),
    of(T::Broadcast, "video", "video").genre("broadcast"),
    of(T::Audio, "audio", "audio"),
    of(T::Podcast, "audio", "audio").genre("podcast"),
    of(T::Music, "audio", "audio").genre("music"),
    of(T::MusicalScore, "audio", "book").genre("score"),
    of(T::Performance, "performance", "performance"),
    of(T::Manuscript, "manuscript", "book"),
    of(T::Letter, "manuscript", "book").genre("letter"),
    of(T::Speech, "manuscript", "book").genre("speech"),
    of(T::Event, "exhibition", "exhibition"),
    of(T::Artwork, "artwork", "exhibition"),
    of(T::Image, "artwork", "exhibition").genre("image"),
    of(T::Figure, "artwork", "article"),
    of(T::Map, "artwork", "exhibition").genre("map"),
    of(T::Software, "repository", "repository"),
    of(T::Dataset, "repository", "repository").genre("dataset"),
    of(T::Legislation, "legislation", "anthology"),
    of(T::Bill, "legislation", "anthology").genre("bill"),
    of(T::Regulation, "legislation", "anthology").genre("regulation"),
    of(T::Treaty, "legislation", "anthology").genre("treaty"),
    of(T::LegalDocument, "legislation", "anthology").genre("legal document"),
    of(T::LegalCase, "case", "book"),
    of(T::Hearing, "case", "book").genre("hearing"),
    of(T::Patent, "patent", "book"),
    of(T::Misc, MISC, MISC),
    of(T::Document, MISC, MISC).genre("document"),
    of(T::BibliographicNote, MISC, MISC).genre("note"),
];

/// Words that are read as well: the type, and for which it stands.
const ALSO_READ: &[(&str, T)] = &[
    ("anthos", T::Chapter),
    (ANTHOLOGY, T::Collection),
    ("blog", T::WebPage),
    ("newspaper", T::Periodical),
    ("thread", T::ForumPost),
    ("scene", T::Video),
    (CONFERENCE, T::Event),
    (ORIGINAL, T::Book),
];

/// Of the words that are read as well those that say more than the usual one and do not depend on the parent.
pub const ALSO_WRITTEN: &[&str] = &["blog", "newspaper", "thread", "scene", CONFERENCE];

/// The type of a parent that names none (`EntryType::default_parent`).
pub fn default_parent(word: &str) -> &'static str {
    match word {
        "article" => "periodical",
        "chapter" => "book",
        "entry" => "reference",
        "anthos" | "legislation" => ANTHOLOGY,
        "web" => "web",
        "scene" | "video" => "video",
        "artwork" => "exhibition",
        "post" => "post",
        "audio" => "audio",
        _ => MISC,
    }
}

/// Words for types whose parents of the same type, and anthologies and periodicals, are the series or the set.
pub const WHOLES: &[&str] = &[
    "book",
    ANTHOLOGY,
    "reference",
    "proceedings",
    "periodical",
    "newspaper",
    "performance",
    "exhibition",
    "thesis",
    "report",
];

/// Words for a series.
pub const SERIES: &[&str] = &[ANTHOLOGY, "periodical"];

/// Words for a meeting.
pub const MEETINGS: &[&str] = &[CONFERENCE, "exhibition"];

/// The words of an entry type.
pub fn hayagriva_type(entry_type: T) -> &'static HayagrivaType {
    let mut rows = HAYAGRIVA_TYPES.iter();
    // A test holds that every type has a row; were one missing, the general type is the honest answer.
    rows.find(|row| row.entry_type == entry_type).unwrap_or(&HAYAGRIVA_TYPES[0])
}

/// Whether hayagriva knows a word for a type.
pub fn is_type_word(word: &str) -> bool {
    HAYAGRIVA_TYPES.iter().any(|row| row.word == word) || ALSO_READ.iter().any(|(other, _)| *other == word)
}

/// The entry type that a word means, beside the word for what the entry is part of and the genre.
pub fn hayagriva_type_of(word: &str, parent: Option<&str>, genre: Option<&str>) -> Option<T> {
    let rows = || HAYAGRIVA_TYPES.iter().filter(|row| row.word == word);
    let by_genre = rows().find(|row| {
        row.genre.is_some_and(|own| genre == Some(own)) && parent.is_none_or(|parent| parent == row.parent)
    });
    let by_parent = rows().find(|row| row.genre.is_none() && Some(row.parent) == parent);
    let first = by_genre.or(by_parent).or_else(|| rows().next()).map(|row| row.entry_type);
    first.or_else(|| ALSO_READ.iter().find(|(other, _)| *other == word).map(|(_, entry_type)| *entry_type))
}
