//! The words of schema.org that JSON-LD is written in, each once, and what entry types, kinds of works and roles
//! are called in them (FIELDS, tables A and B).

use crate::model::{EntryType, Field, Place, Role, WorkKind};

/// Makes a constant for each term, and the list of them.
macro_rules! terms {
    ($($name:ident = $term:literal),+ $(,)?) => {
        $(#[allow(missing_docs, reason = "each constant is its term")] pub const $name: &str = $term;)+

        /// Every term, in the order of its definition.
        pub const ALL: &[&str] = &[$($name),+];
    };
}

/// Classes.
pub mod class {
    terms! {
        ARTICLE = "Article",
        AUDIO_OBJECT = "AudioObject",
        BLOG_POSTING = "BlogPosting",
        BOOK = "Book",
        BOOK_SERIES = "BookSeries",
        CHAPTER = "Chapter",
        COLLECTION = "Collection",
        CREATIVE_WORK = "CreativeWork",
        DATASET = "Dataset",
        DISCUSSION_FORUM_POSTING = "DiscussionForumPosting",
        EPISODE = "Episode",
        IMAGE_OBJECT = "ImageObject",
        LEGISLATION = "Legislation",
        MANUSCRIPT = "Manuscript",
        MAP = "Map",
        MOVIE = "Movie",
        MUSIC_COMPOSITION = "MusicComposition",
        MUSIC_RECORDING = "MusicRecording",
        NEWS_ARTICLE = "NewsArticle",
        ORGANIZATION = "Organization",
        PERIODICAL = "Periodical",
        PERSON = "Person",
        PLACE = "Place",
        PLAY = "Play",
        PODCAST_EPISODE = "PodcastEpisode",
        PUBLICATION_ISSUE = "PublicationIssue",
        PUBLICATION_VOLUME = "PublicationVolume",
        REPORT = "Report",
        REVIEW = "Review",
        ROLE = "Role",
        SCHOLARLY_ARTICLE = "ScholarlyArticle",
        SHEET_MUSIC = "SheetMusic",
        SHORT_STORY = "ShortStory",
        SOFTWARE_APPLICATION = "SoftwareApplication",
        THESIS = "Thesis",
        VIDEO_OBJECT = "VideoObject",
        VISUAL_ARTWORK = "VisualArtwork",
        WEB_PAGE = "WebPage",
    }
}

/// Properties.
pub mod property {
    terms! {
        ABOUT = "about",
        ABSTRACT = "abstract",
        ALTERNATE_NAME = "alternateName",
        AUTHOR = "author",
        BIRTH_DATE = "birthDate",
        BOOK_EDITION = "bookEdition",
        CONTRIBUTOR = "contributor",
        COPYRIGHT_HOLDER = "copyrightHolder",
        DATE_CREATED = "dateCreated",
        DATE_PUBLISHED = "datePublished",
        DEATH_DATE = "deathDate",
        DESCRIPTION = "description",
        EDITOR = "editor",
        EXAMPLE_OF_WORK = "exampleOfWork",
        FAMILY_NAME = "familyName",
        GENRE = "genre",
        GIVEN_NAME = "givenName",
        ILLUSTRATOR = "illustrator",
        IN_LANGUAGE = "inLanguage",
        IS_BASED_ON = "isBasedOn",
        IS_PART_OF = "isPartOf",
        ISBN = "isbn",
        ISSN = "issn",
        ISSUE_NUMBER = "issueNumber",
        ITEM_REVIEWED = "itemReviewed",
        KEYWORDS = "keywords",
        LICENSE = "license",
        LOCATION = "location",
        NAME = "name",
        NUMBER_OF_PAGES = "numberOfPages",
        PAGE_END = "pageEnd",
        PAGE_START = "pageStart",
        PAGINATION = "pagination",
        POSITION = "position",
        PRODUCER = "producer",
        PUBLISHER = "publisher",
        ROLE_NAME = "roleName",
        SAME_AS = "sameAs",
        TRANSLATION_OF_WORK = "translationOfWork",
        TRANSLATOR = "translator",
        URL = "url",
        VERSION = "version",
        VOLUME_NUMBER = "volumeNumber",
    }
}

/// The properties that not every creative work has, with the classes of ours that have them, themselves or from a
/// class above them. tests/clients/schema_org.js holds it against the vocabulary.
const OF_SOME: &[(&str, &[&str])] = &[
    (property::BIRTH_DATE, &[class::PERSON]),
    (property::BOOK_EDITION, &[class::BOOK]),
    (property::DEATH_DATE, &[class::PERSON]),
    (property::FAMILY_NAME, &[class::PERSON]),
    (property::GIVEN_NAME, &[class::PERSON]),
    (property::ILLUSTRATOR, &[class::BOOK]),
    (property::ISBN, &[class::BOOK]),
    (property::ISSN, &[class::BOOK_SERIES, class::DATASET, class::PERIODICAL]),
    (property::ISSUE_NUMBER, &[class::PUBLICATION_ISSUE]),
    (property::ITEM_REVIEWED, &[class::REVIEW]),
    (property::LOCATION, &[class::ORGANIZATION]),
    (property::NUMBER_OF_PAGES, &[class::BOOK]),
    (property::PAGE_END, WITH_PAGES),
    (property::PAGE_START, WITH_PAGES),
    (property::PAGINATION, WITH_PAGES),
    (property::ROLE_NAME, &[class::ROLE]),
    (property::VOLUME_NUMBER, &[class::PUBLICATION_VOLUME]),
];

/// Articles of every kind, chapters, and what is numbered in a periodical.
const WITH_PAGES: &[&str] = &[
    class::ARTICLE,
    class::BLOG_POSTING,
    class::CHAPTER,
    class::DISCUSSION_FORUM_POSTING,
    class::NEWS_ARTICLE,
    class::PUBLICATION_ISSUE,
    class::PUBLICATION_VOLUME,
    class::REPORT,
    class::SCHOLARLY_ARTICLE,
];

/// Whether a class has a property.
pub fn has(class: &str, property: &str) -> bool {
    let some = OF_SOME.iter().find(|(name, _)| *name == property);
    some.is_none_or(|(_, classes)| classes.contains(&class))
}

/// The address of the vocabulary.
pub const CONTEXT: &str = "https://schema.org";

/// The class of an edition.
pub fn class_of_edition(entry_type: EntryType) -> &'static str {
    use EntryType as T;
    match entry_type {
        T::Book
        | T::MultiVolumeBook
        | T::Collection
        | T::MultiVolumeCollection
        | T::Booklet
        | T::BookInBook
        | T::Manual
        | T::Proceedings
        | T::MultiVolumeProceedings
        | T::ReferenceWork
        | T::MultiVolumeReference
        | T::Commentary
        | T::Classic => class::BOOK,
        T::Chapter | T::InBook | T::Supplement | T::CollectionSupplement => class::CHAPTER,
        T::Article | T::ConferencePaper | T::Preprint => class::SCHOLARLY_ARTICLE,
        T::NewspaperArticle => class::NEWS_ARTICLE,
        T::MagazineArticle
        | T::PeriodicalSupplement
        | T::Interview
        | T::EncyclopediaEntry
        | T::DictionaryEntry
        | T::ReferenceEntry => class::ARTICLE,
        T::SpecialIssue => class::PUBLICATION_ISSUE,
        T::Periodical => class::PERIODICAL,
        T::Review | T::BookReview => class::REVIEW,
        T::Thesis => class::THESIS,
        T::Report => class::REPORT,
        T::WebPage => class::WEB_PAGE,
        T::BlogPost => class::BLOG_POSTING,
        T::ForumPost => class::DISCUSSION_FORUM_POSTING,
        T::Podcast => class::PODCAST_EPISODE,
        T::Broadcast => class::EPISODE,
        T::Film => class::MOVIE,
        T::Video => class::VIDEO_OBJECT,
        T::Audio => class::AUDIO_OBJECT,
        T::Music => class::MUSIC_RECORDING,
        T::MusicalScore => class::SHEET_MUSIC,
        T::Manuscript => class::MANUSCRIPT,
        T::Artwork => class::VISUAL_ARTWORK,
        T::Image | T::Figure => class::IMAGE_OBJECT,
        T::Map => class::MAP,
        T::Dataset => class::DATASET,
        T::Software => class::SOFTWARE_APPLICATION,
        T::Legislation | T::LegalCase | T::Bill | T::Regulation | T::Treaty => class::LEGISLATION,
        T::EntrySet => class::COLLECTION,
        T::Letter
        | T::Performance
        | T::Speech
        | T::Event
        | T::LegalDocument
        | T::Hearing
        | T::Standard
        | T::Patent
        | T::BibliographicNote
        | T::Document
        | T::Misc => class::CREATIVE_WORK,
    }
}

/// The class of a work and of its texts.
pub fn class_of_work(kind: WorkKind) -> &'static str {
    use WorkKind as K;
    match kind {
        K::Novel
        | K::Novella
        | K::Poetry
        | K::Memoir
        | K::Diary
        | K::Biography
        | K::History
        | K::Book
        | K::Pamphlet
        | K::Letters
        | K::ReferenceWork => class::BOOK,
        K::Story => class::SHORT_STORY,
        K::Play => class::PLAY,
        K::Essay | K::Article | K::Interview => class::ARTICLE,
        K::Review => class::REVIEW,
        K::Introduction => class::CHAPTER,
        K::Collection => class::COLLECTION,
        K::Periodical => class::PERIODICAL,
        K::Thesis => class::THESIS,
        K::Report => class::REPORT,
        K::WebPage => class::WEB_PAGE,
        K::Podcast => class::PODCAST_EPISODE,
        K::Film => class::MOVIE,
        K::Music => class::MUSIC_COMPOSITION,
        K::Image => class::VISUAL_ARTWORK,
        K::Map => class::MAP,
        K::Software => class::SOFTWARE_APPLICATION,
        K::Dataset => class::DATASET,
        K::Legal => class::LEGISLATION,
        K::Poem | K::Letter | K::Speech | K::Document | K::Other => class::CREATIVE_WORK,
    }
}

/// The property for those in a role; all others are contributors whose role is named.
pub fn property_of(role: Role) -> Option<&'static str> {
    Some(match role {
        Role::Author => property::AUTHOR,
        Role::Editor => property::EDITOR,
        Role::Translator => property::TRANSLATOR,
        Role::Illustrator => property::ILLUSTRATOR,
        Role::Producer => property::PRODUCER,
        Role::Holder => property::COPYRIGHT_HOLDER,
        _ => return None,
    })
}

/// The properties that may say a field of an edition, by its class, in its node or in one inside it. All other fields
/// are said nowhere.
pub fn properties_of_field(place: Place, field: Field) -> &'static [&'static str] {
    use Field as F;
    match (place, field) {
        (Place::Here, F::Volume) => &[property::VOLUME_NUMBER],
        (Place::Here, F::Issue) => &[property::ISSUE_NUMBER],
        (Place::Here, F::Version) => &[property::VERSION],
        (Place::Here, F::Edition) => &[property::BOOK_EDITION, property::VERSION],
        (Place::Here, F::ShortTitle) => &[property::ALTERNATE_NAME],
        (Place::Here, F::Publishers | F::Institutions | F::Organizations | F::Places) => &[property::NAME],
        (Place::Here, F::Date) => &[property::DATE_PUBLISHED],
        (Place::Here, F::PageTotal) => &[property::NUMBER_OF_PAGES],
        (Place::Here, F::Pages) => &[property::PAGINATION, property::POSITION],
        (Place::Here, F::Isbn) => &[property::ISBN],
        (Place::Here, F::Issn) => &[property::ISSN],
        (Place::Here, F::Doi) => &[property::SAME_AS],
        (Place::Here, F::Url) => &[property::URL],
        (Place::Here, F::License) => &[property::LICENSE],
        (Place::Here, F::Genre) => &[property::GENRE],
        (Place::Here, F::Note) => &[property::DESCRIPTION],
        (Place::Here, F::Abstract) => &[property::ABSTRACT],
        (Place::Here, F::Keywords) => &[property::KEYWORDS],
        (Place::Series, F::Number) => &[property::POSITION],
        (Place::Here | Place::Set | Place::Issue | Place::Series, F::Title | F::Subtitle) => {
            &[property::NAME]
        }
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_spelled_as_schema_org_spells_them() {
        let is_word = |term: &str| term.bytes().all(|byte| byte.is_ascii_alphabetic());
        for (list, is_initial) in
            [(class::ALL, u8::is_ascii_uppercase as fn(&u8) -> bool), (property::ALL, u8::is_ascii_lowercase)]
        {
            for term in list {
                assert!(is_word(term) && term.as_bytes().first().is_some_and(is_initial), "{term}");
                assert_eq!(list.iter().filter(|other| *other == term).count(), 1, "{term}");
            }
        }
    }

    #[test]
    fn every_type_and_kind_has_a_class() {
        assert!(EntryType::ALL.iter().all(|entry_type| class::ALL.contains(&class_of_edition(*entry_type))));
        assert!(WorkKind::ALL.iter().all(|kind| class::ALL.contains(&class_of_work(*kind))));
        assert!(
            Role::ALL.iter().filter_map(|role| property_of(*role)).all(|term| property::ALL.contains(&term))
        );
    }
}
