//! What MODS calls things: the item that describes each place, the path of each field below it, the words for
//! each entry type.
//!
//! Sources: the MODS User Guidelines (version 3), the MARC Genre Term List, and the words that Zotero and
//! bibutils write and look for.

use crate::model::{EntryType as T, Field as F, Place as P};

/// How a place is described beside the record itself.
#[derive(Clone, Copy, Debug)]
pub struct ModsItem {
    /// The place.
    pub place: P,
    /// The type of the related item, where MODS has one.
    pub item_type: Option<&'static str>,
    /// The type in our words, where it has none (`otherType`, which readers that do not know it pass over).
    pub other_type: Option<&'static str>,
    /// The label.
    pub label: Option<&'static str>,
}

const fn item(place: P, item_type: &'static str, label: Option<&'static str>) -> ModsItem {
    ModsItem { place, item_type: Some(item_type), other_type: None, label }
}

const fn other(place: P, other_type: &'static str) -> ModsItem {
    ModsItem { place, item_type: None, other_type: Some(other_type), label: None }
}

/// Every place that is described in a related item.
pub const MODS_ITEMS: &[ModsItem] = &[
    item(P::Original, "original", Some("Translation of")),
    item(P::Reprint, "otherVersion", Some("Reprint of")),
    other(P::Set, "set"),
    other(P::Issue, "issue"),
    other(P::Event, "event"),
    item(P::Container, "host", None),
    item(P::Series, "series", None),
];

/// How a value is spelled at the end of its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModsShape {
    /// One element.
    Text,
    /// An element for each text of the list.
    Each,
    /// An element for each text of the list, in a parent of its own.
    EachApart,
    /// `start` and `end`, or `list`.
    Pages,
    /// With an encoding, a qualifier and points.
    Date,
    /// An attribute of the element, with this name.
    Attribute(&'static str),
    /// Codes of languages, each in a parent of its own.
    Languages,
    /// A number or the words of an edition statement.
    Edition,
    /// A number with this unit after it.
    Count(&'static str),
}

/// Where a field stands.
#[derive(Clone, Copy, Debug)]
pub struct ModsRow {
    /// The field, at every place that has an item.
    pub field: F,
    /// The elements below the item, with the attribute that tells one from its likes.
    pub path: &'static str,
    /// How the value is spelled there.
    pub shape: ModsShape,
}

const fn row(field: F, path: &'static str, shape: ModsShape) -> ModsRow {
    ModsRow { field, path, shape }
}

use ModsShape as S;

/// Every field that MODS has an element for, in the order in which they are written.
pub const MODS_ROWS: &[ModsRow] = &[
    row(F::Title, "titleInfo/title", S::Text),
    row(F::Subtitle, "titleInfo/subTitle", S::Text),
    row(F::PartTitle, "titleInfo/partName", S::Text),
    row(F::ShortTitle, "titleInfo[type=abbreviated]/title", S::Text),
    row(F::TitleAddon, "titleInfo[type=translated]/title", S::Text),
    row(F::Language, "language/languageTerm", S::Languages),
    row(F::PrintedLanguages, "language/languageTerm", S::Languages),
    row(F::Publishers, "originInfo/publisher", S::Each),
    row(F::Institutions, "originInfo/publisher", S::Each),
    row(F::Places, "originInfo/place/placeTerm[type=text]", S::Each),
    row(F::Date, "originInfo/dateIssued", S::Date),
    row(F::Submitted, "originInfo/dateOther[type=submitted]", S::Date),
    row(F::Available, "originInfo/dateOther[type=available]", S::Date),
    row(F::Edition, "originInfo/edition", S::Edition),
    row(F::PageTotal, "physicalDescription/extent", S::Count(" p.")),
    row(F::Volumes, "physicalDescription/extent", S::Count(" v.")),
    row(F::Medium, "physicalDescription/form", S::Text),
    row(F::Abstract, "abstract", S::Text),
    row(F::Note, "note", S::Text),
    row(F::Addendum, "note[type=addendum]", S::Text),
    row(F::Annotation, "note[type=annotation]", S::Text),
    row(F::Version, "note[type=version identification]", S::Text),
    row(F::PublicationState, "note[type=publication status]", S::Text),
    row(F::HowPublished, "note[type=publications]", S::Text),
    row(F::References, "note[type=citation/reference]", S::Text),
    row(F::Keywords, "subject/topic", S::EachApart),
    row(F::Scale, "subject/cartographics/scale", S::Text),
    row(F::CallNumber, "classification", S::Text),
    row(F::Isbn, "identifier[type=isbn]", S::Each),
    row(F::Issn, "identifier[type=issn]", S::Each),
    row(F::Doi, "identifier[type=doi]", S::Each),
    row(F::Isrn, "identifier[type=isrn]", S::Each),
    row(F::Ismn, "identifier[type=ismn]", S::Each),
    row(F::Iswc, "identifier[type=iswc]", S::Each),
    row(F::Isan, "identifier[type=isan]", S::Each),
    row(F::Pmid, "identifier[type=pmid]", S::Each),
    row(F::Pmcid, "identifier[type=pmc]", S::Each),
    row(F::Goodreads, "identifier[type=goodreads]", S::Each),
    row(F::Archive, "location/physicalLocation", S::Text),
    row(F::Library, "location/physicalLocation[type=library]", S::Text),
    row(F::ArchiveLocation, "location/shelfLocator", S::Text),
    row(F::Url, "location/url", S::Text),
    row(F::Accessed, "location/url", S::Attribute("dateLastAccessed")),
    row(F::File, "location/url[access=raw object]", S::Text),
    row(F::Volume, "part/detail[type=volume]/number", S::Text),
    row(F::Issue, "part/detail[type=issue]/number", S::Text),
    row(F::Number, "part/detail[type=number]/number", S::Text),
    row(F::Part, "part/detail[type=part]/number", S::Text),
    row(F::Chapter, "part/detail[type=chapter]/number", S::Text),
    row(F::Section, "part/detail[type=section]/number", S::Text),
    row(F::ArticleNumber, "part/detail[type=article]/number", S::Text),
    row(F::Supplement, "part/detail[type=supplement]/number", S::Text),
    row(F::Printing, "part/detail[type=printing]/number", S::Text),
    row(F::Pages, "part/extent[unit=pages]", S::Pages),
    row(F::License, "accessCondition", S::Text),
    row(F::Source, "recordInfo/recordContentSource", S::Text),
];

/// The number in a series, for the readers that look for it with the title.
pub const MODS_SERIES_NUMBER: &str = "titleInfo/partNumber";

/// The place of publication of an edition that is only referred to: bibutils adds every term that says that it is
/// a text to the places of the record itself.
const PLACE_ELSEWHERE: &str = "originInfo/place/placeTerm";

/// The row of a field at a place; none where the place has no item for it.
pub fn mods_row(place: P, field: F) -> Option<ModsRow> {
    match (place, field) {
        (P::Series, F::Number) => Some(row(field, MODS_SERIES_NUMBER, S::Text)),
        (P::Original | P::Reprint, F::Places) => Some(row(field, PLACE_ELSEWHERE, S::Each)),
        _ => MODS_ROWS.iter().find(|row| row.field == field).copied(),
    }
}

/// What the container of a type is, told beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModsHost {
    /// Genres with their authorities.
    pub genres: &'static [ModsGenre],
    /// How it is issued.
    pub issuance: &'static str,
}

/// A genre: the list that it is from, and the word.
pub type ModsGenre = (&'static str, &'static str);

/// The list of genres that Zotero's item types count as.
pub const LOCAL: &str = "local";
/// The MARC Genre Term List.
pub const MARC_GENRES: &str = "marcgt";
/// The words of bibutils.
pub const BIBUTILS_GENRES: &str = "bibutilsgt";

const CONTINUING: &str = "continuing";
const MONOGRAPHIC: &str = "monographic";
const JOURNAL: ModsHost = ModsHost {
    genres: &[(MARC_GENRES, "periodical"), (BIBUTILS_GENRES, "academic journal")],
    issuance: CONTINUING,
};
const MAGAZINE: ModsHost =
    ModsHost { genres: &[(MARC_GENRES, "periodical"), (BIBUTILS_GENRES, "magazine")], issuance: CONTINUING };
const NEWSPAPER: ModsHost = ModsHost { genres: &[(MARC_GENRES, "newspaper")], issuance: CONTINUING };
const BOOK: ModsHost = ModsHost { genres: &[(MARC_GENRES, "book")], issuance: MONOGRAPHIC };
const COLLECTION: ModsHost = ModsHost { genres: &[(BIBUTILS_GENRES, "collection")], issuance: MONOGRAPHIC };
const PROCEEDINGS: ModsHost =
    ModsHost { genres: &[(MARC_GENRES, "conference publication")], issuance: MONOGRAPHIC };
const ENCYCLOPEDIA: ModsHost = ModsHost { genres: &[(MARC_GENRES, "encyclopedia")], issuance: MONOGRAPHIC };
const DICTIONARY: ModsHost = ModsHost { genres: &[(MARC_GENRES, "dictionary")], issuance: MONOGRAPHIC };
const OTHER: ModsHost = ModsHost { genres: &[], issuance: "" };

/// The words for an entry type.
#[derive(Clone, Copy, Debug)]
pub struct ModsType {
    /// The type.
    pub entry_type: T,
    /// The type of resource.
    pub resource: &'static str,
    /// Genres with their authorities, Zotero's first.
    pub genres: &'static [ModsGenre],
    /// How it is issued; empty for parts and for what is not.
    pub issuance: &'static str,
    /// What it stands in.
    pub host: ModsHost,
}

const fn kind(entry_type: T, resource: &'static str, genres: &'static [ModsGenre]) -> ModsType {
    ModsType { entry_type, resource, genres, issuance: "", host: OTHER }
}

impl ModsType {
    const fn issued(mut self, issuance: &'static str) -> ModsType {
        self.issuance = issuance;
        self
    }

    const fn within(mut self, host: ModsHost) -> ModsType {
        self.host = host;
        self
    }
}

const TEXT: &str = "text";
const MOVING: &str = "moving image";
const STILL: &str = "still image";
const SPOKEN: &str = "sound recording-nonmusical";
const MULTIPART: &str = "multipart monograph";

const fn local(word: &'static str) -> ModsGenre {
    (LOCAL, word)
}

const fn marc(word: &'static str) -> ModsGenre {
    (MARC_GENRES, word)
}

const fn bibutils(word: &'static str) -> ModsGenre {
    (BIBUTILS_GENRES, word)
}

/// Every entry type. Where several rows have the same words, the first is what they are read as.
pub const MODS_TYPES: &[ModsType] = &[
    kind(T::Book, TEXT, &[local("book"), marc("book")]).issued(MONOGRAPHIC),
    kind(T::MultiVolumeBook, TEXT, &[local("book"), marc("book")]).issued(MULTIPART),
    kind(T::Collection, TEXT, &[local("book"), bibutils("collection")]).issued(MONOGRAPHIC),
    kind(T::MultiVolumeCollection, TEXT, &[local("book"), bibutils("collection")]).issued(MULTIPART),
    kind(T::Booklet, TEXT, &[local("book"), bibutils("pamphlet")]).issued(MONOGRAPHIC),
    kind(T::Chapter, TEXT, &[local("bookSection")]).within(COLLECTION),
    kind(T::InBook, TEXT, &[local("bookSection"), bibutils("book chapter")]).within(BOOK),
    kind(T::BookInBook, TEXT, &[local("bookSection"), bibutils("book chapter")]).within(BOOK),
    kind(T::Supplement, TEXT, &[local("bookSection"), bibutils("book chapter")]).within(BOOK),
    kind(T::CollectionSupplement, TEXT, &[local("bookSection")]).within(COLLECTION),
    kind(T::Article, TEXT, &[local("journalArticle"), bibutils("journal article")]).within(JOURNAL),
    kind(T::MagazineArticle, TEXT, &[local("magazineArticle"), bibutils("magazine article")])
        .within(MAGAZINE),
    kind(T::NewspaperArticle, TEXT, &[local("newspaperArticle"), bibutils("newspaper article")])
        .within(NEWSPAPER),
    kind(T::Preprint, TEXT, &[local("preprint"), marc("article")]),
    kind(T::SpecialIssue, TEXT, &[local("journalArticle"), marc("issue")]).within(JOURNAL),
    kind(T::Periodical, TEXT, &[marc("periodical")]).issued(CONTINUING),
    kind(T::PeriodicalSupplement, TEXT, &[local("journalArticle")]).within(JOURNAL),
    kind(T::Review, TEXT, &[local("journalArticle"), marc("review")]).within(JOURNAL),
    kind(T::BookReview, TEXT, &[local("journalArticle"), marc("review")]).within(JOURNAL),
    kind(T::Interview, TEXT, &[local("interview"), marc("interview")]),
    kind(T::Letter, TEXT, &[local("letter"), marc("letter")]),
    kind(T::Thesis, TEXT, &[local("thesis"), marc("thesis")]),
    kind(T::Report, TEXT, &[local("report"), marc("technical report")]),
    kind(T::Manual, TEXT, &[local("book"), marc("instruction")]).issued(MONOGRAPHIC),
    kind(T::ConferencePaper, TEXT, &[local("conferencePaper")]).within(PROCEEDINGS),
    kind(T::Proceedings, TEXT, &[local("book"), marc("conference publication")]).issued(MONOGRAPHIC),
    kind(T::MultiVolumeProceedings, TEXT, &[local("book"), marc("conference publication")]).issued(MULTIPART),
    kind(T::EncyclopediaEntry, TEXT, &[local("encyclopediaArticle")]).within(ENCYCLOPEDIA),
    kind(T::DictionaryEntry, TEXT, &[local("dictionaryEntry")]).within(DICTIONARY),
    kind(T::ReferenceEntry, TEXT, &[local("encyclopediaArticle")]).within(BOOK),
    kind(T::ReferenceWork, TEXT, &[local("book"), marc("encyclopedia")]).issued(MONOGRAPHIC),
    kind(T::MultiVolumeReference, TEXT, &[local("book"), marc("encyclopedia")]).issued(MULTIPART),
    kind(T::WebPage, TEXT, &[local("webpage"), marc("web site"), bibutils("electronic")]),
    kind(T::BlogPost, TEXT, &[local("blogPost"), marc("web site"), bibutils("electronic")]),
    kind(T::ForumPost, TEXT, &[local("forumPost"), marc("web site"), bibutils("electronic")]),
    kind(T::Podcast, SPOKEN, &[local("podcast"), marc("sound")]),
    kind(T::Broadcast, MOVING, &[local("tvBroadcast"), bibutils("television broadcast")]),
    kind(T::Film, MOVING, &[local("film"), marc("motion picture")]),
    kind(T::Video, MOVING, &[local("videoRecording"), marc("videorecording")]),
    kind(T::Audio, SPOKEN, &[local("audioRecording"), marc("sound")]),
    kind(T::Music, "sound recording-musical", &[local("audioRecording"), marc("sound")]),
    kind(T::MusicalScore, "notated music", &[local("document")]),
    kind(T::Performance, "mixed material", &[local("presentation")]),
    kind(T::Manuscript, TEXT, &[local("manuscript"), bibutils("manuscript")]),
    kind(T::Speech, TEXT, &[local("presentation"), marc("speech")]),
    kind(T::Event, "mixed material", &[local("document")]),
    kind(T::Artwork, STILL, &[local("artwork"), marc("art original")]),
    kind(T::Image, STILL, &[local("artwork"), marc("picture")]),
    kind(T::Figure, STILL, &[local("artwork"), marc("graphic")]),
    kind(T::Map, "cartographic", &[local("map"), marc("map")]),
    kind(T::Dataset, "software, multimedia", &[local("dataset"), marc("numeric data")]),
    kind(T::Software, "software, multimedia", &[local("computerProgram")]),
    kind(T::Legislation, TEXT, &[local("statute"), marc("legislation")]),
    kind(T::LegalCase, TEXT, &[local("case"), marc("legal case and case notes")]),
    kind(T::LegalDocument, TEXT, &[local("document"), marc("legal article")]),
    kind(T::Commentary, TEXT, &[local("book"), marc("law report or digest")]).issued(MONOGRAPHIC),
    kind(T::Bill, TEXT, &[local("bill"), marc("legislation")]),
    kind(T::Hearing, TEXT, &[local("hearing"), bibutils("hearing")]),
    kind(T::Regulation, TEXT, &[local("statute")]),
    kind(T::Treaty, TEXT, &[local("statute"), marc("treaty")]),
    kind(T::Standard, TEXT, &[local("standard"), marc("standard or specification")]),
    kind(T::Patent, TEXT, &[local("patent"), marc("patent")]),
    kind(T::Misc, "", &[bibutils("miscellaneous")]),
    kind(T::Document, TEXT, &[local("document")]),
    kind(T::Classic, TEXT, &[local("book"), marc("book")]).issued(MONOGRAPHIC),
    kind(T::EntrySet, TEXT, &[local("book"), marc("series")]),
    kind(T::BibliographicNote, TEXT, &[local("document")]),
];

/// Further words, in lower case, that tell the type of an item.
pub const MODS_GENRE_WORDS: &[(&str, T)] = &[
    ("journal", T::Article),
    ("article", T::Article),
    ("academic journal", T::Article),
    ("magazine", T::MagazineArticle),
    ("newspaper", T::NewspaperArticle),
    ("booksection", T::InBook),
    ("book section", T::InBook),
    ("conferenceproceedings", T::Proceedings),
    ("conference proceedings", T::Proceedings),
    ("theses", T::Thesis),
    ("dissertation", T::Thesis),
    ("hochschulschrift", T::Thesis),
    ("academic dissertation", T::Thesis),
    ("studentthesis", T::Thesis),
    ("ph.d. thesis", T::Thesis),
    ("masters thesis", T::Thesis),
    ("diploma thesis", T::Thesis),
    ("habilitation thesis", T::Thesis),
    ("licentiate thesis", T::Thesis),
    ("doctoral thesis", T::Thesis),
    ("report", T::Report),
    ("dictionary", T::ReferenceWork),
    ("handbook", T::Manual),
    ("konferenzschrift", T::Proceedings),
    ("e-mail communication", T::Letter),
    ("communication", T::Letter),
    ("unpublished", T::Manuscript),
    ("radiobroadcast", T::Audio),
    ("email", T::Letter),
    ("instantmessage", T::Letter),
    ("still image", T::Image),
    ("art reproduction", T::Artwork),
    ("chart", T::Figure),
    ("database", T::Dataset),
    ("online system or service", T::WebPage),
    ("novel", T::Book),
    ("biography", T::Book),
    ("autobiography", T::Book),
    ("memoir", T::Book),
    ("fiction", T::Book),
    ("drama", T::Book),
    ("poetry", T::Book),
    ("essay", T::Book),
    ("bibliography", T::Book),
    ("festschrift", T::Collection),
    ("multivolume monograph", T::MultiVolumeBook),
];

/// Types of resource that tell the type when no genre does.
pub const MODS_RESOURCES: &[(&str, T)] = &[
    ("cartographic", T::Map),
    ("notated music", T::MusicalScore),
    ("sound recording-musical", T::Music),
    ("sound recording-nonmusical", T::Audio),
    ("sound recording", T::Audio),
    ("still image", T::Image),
    ("moving image", T::Video),
    ("software, multimedia", T::Software),
];

/// The words for an entry type.
pub fn mods_type(entry_type: T) -> &'static ModsType {
    // A test holds that every type has a row.
    MODS_TYPES.iter().find(|row| row.entry_type == entry_type).unwrap_or(&MODS_TYPES[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_one_row() {
        for entry_type in T::ALL {
            let rows = MODS_TYPES.iter().filter(|row| row.entry_type == *entry_type).count();
            assert_eq!(rows, 1, "{entry_type}");
        }
    }

    #[test]
    fn a_path_with_one_shape_stands_for_one_field() {
        for (index, row) in MODS_ROWS.iter().enumerate() {
            let shared = [F::PrintedLanguages, F::Institutions];
            let same = |other: &&ModsRow| (other.path, other.shape) == (row.path, row.shape);
            let first = MODS_ROWS[..index].iter().find(same);
            assert!(first.is_none() || shared.contains(&row.field), "{}", row.path);
        }
    }
}
