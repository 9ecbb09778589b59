//! The fields, one row each.

use super::{Kind, Row, Spelling, Storage};
use crate::model::{EntryType as T, Field as F, Place as P};

const NO_NAME: Spelling = Spelling { written: None, also_read: &[] };

const fn row(place: P, field: F, kind: Kind, name: &'static str) -> Row {
    let storage = match place {
        P::Container | P::Original | P::Reprint => Storage::Linked,
        P::Here | P::Set | P::Issue | P::Series | P::Event => match kind {
            Kind::Identifier => Storage::Identifiers,
            Kind::Keywords => Storage::Keywords,
            Kind::Language => Storage::Expression,
            _ => Storage::Column,
        },
    };
    Row { place, field, kind, name, storage, only: &[], biblatex: NO_NAME, bibtex: NO_NAME, csl: NO_NAME }
}

impl Row {
    /// The same name in BibLaTeX and in BibTeX.
    const fn bib(self, name: &'static str) -> Row {
        self.biblatex(name).bibtex(name)
    }

    const fn biblatex(mut self, name: &'static str) -> Row {
        self.biblatex.written = Some(name);
        self
    }

    const fn bibtex(mut self, name: &'static str) -> Row {
        self.bibtex.written = Some(name);
        self
    }

    const fn csl(mut self, name: &'static str) -> Row {
        self.csl.written = Some(name);
        self
    }

    /// Further names that are read in both .bib dialects.
    const fn reads(mut self, names: &'static [&'static str]) -> Row {
        self.biblatex.also_read = names;
        self.bibtex.also_read = names;
        self
    }

    /// Further names that are read in BibTeX, which apacite has for fields that other styles lack.
    const fn apacite(mut self, names: &'static [&'static str]) -> Row {
        self.bibtex.also_read = names;
        self
    }

    const fn csl_reads(mut self, names: &'static [&'static str]) -> Row {
        self.csl.also_read = names;
        self
    }

    const fn only(mut self, types: &'static [T]) -> Row {
        self.only = types;
        self
    }
}

/// Parts of books, whose publisher, place, edition and volume are the container's.
const PARTS: &[T] = T::PARTS_OF_BOOKS;
/// Parts of periodicals.
const ARTICLES: &[T] = T::PARTS_OF_PERIODICALS;
/// Web pages, whose publisher BibLaTeX has in `organization` (manual, section 2.1.1, `online`).
const ONLINE: &[T] = &[T::WebPage, T::Preprint, T::BlogPost, T::ForumPost];
/// What has volume and issue numbers of its own.
const SERIALS: &[T] = &[
    T::Article,
    T::MagazineArticle,
    T::NewspaperArticle,
    T::SpecialIssue,
    T::PeriodicalSupplement,
    T::Review,
    T::BookReview,
    T::Preprint,
    T::Periodical,
];
/// What `number` numbers by itself rather than in its series or volume.
const NUMBERED: &[T] = &[
    T::Report,
    T::Patent,
    T::Manual,
    T::Standard,
    T::Dataset,
    T::Legislation,
    T::LegalCase,
    T::LegalDocument,
    T::Bill,
    T::Regulation,
    T::Hearing,
    T::Treaty,
    T::Podcast,
    T::Broadcast,
    T::Audio,
    T::Video,
    T::Music,
    T::Software,
    T::WebPage,
    T::Thesis,
    T::Misc,
];
/// What `number` gives the number of in its series.
const IN_SERIES: &[T] = &[
    T::Book,
    T::MultiVolumeBook,
    T::Collection,
    T::MultiVolumeCollection,
    T::Booklet,
    T::Proceedings,
    T::MultiVolumeProceedings,
    T::ReferenceWork,
    T::MultiVolumeReference,
    T::Chapter,
    T::InBook,
    T::BookInBook,
    T::Supplement,
    T::CollectionSupplement,
    T::ConferencePaper,
    T::EncyclopediaEntry,
    T::DictionaryEntry,
    T::ReferenceEntry,
];

/// Every field. The names in CSL are those that its JSON schema has: it says `part`, `printing` and
/// `supplement` where the specification has `part-number` and so on, and lacks `license`. Where a value has names that differ by entry type, it has one row for each group.
pub const FIELDS: &[Row] = &[
    // The edition itself.
    row(P::Here, F::Title, Kind::Title, "title").bib("title").csl("title"),
    row(P::Here, F::Subtitle, Kind::Subtitle, "subtitle").biblatex("subtitle").csl_reads(&["subtitle"]),
    row(P::Here, F::TitleAddon, Kind::Text, "title_addon").biblatex("titleaddon"),
    row(P::Here, F::ShortTitle, Kind::Title, "short_title")
        .biblatex("shorttitle")
        .csl("title-short")
        .csl_reads(&["shortTitle", "short-title"]),
    row(P::Here, F::Language, Kind::Language, "language")
        .biblatex("langid")
        .reads(&["hyphenation"])
        .csl("language"),
    row(P::Here, F::PrintedLanguages, Kind::Languages, "languages").bib("language"),
    row(P::Here, F::Publishers, Kind::TextList, "publishers").bib("publisher").csl("publisher"),
    row(P::Here, F::Publishers, Kind::TextList, "publishers")
        .biblatex("organization")
        .bibtex("publisher")
        .reads(&["publisher", "organization"])
        .csl("publisher")
        .only(ONLINE),
    row(P::Here, F::Places, Kind::TextList, "places")
        .biblatex("location")
        .bibtex("address")
        .reads(&["location", "address"])
        .csl("publisher-place")
        .csl_reads(&["publisher-location"]),
    row(P::Here, F::Institutions, Kind::TextList, "institutions")
        .biblatex("institution")
        .bibtex("school")
        .reads(&["institution", "school"])
        .csl("publisher")
        .only(&[T::Thesis]),
    row(P::Here, F::Institutions, Kind::TextList, "institutions")
        .bib("institution")
        .reads(&["school"])
        .csl("publisher")
        .only(&[T::Report]),
    row(P::Here, F::Institutions, Kind::TextList, "institutions").bib("institution").reads(&["school"]),
    row(P::Here, F::Organizations, Kind::TextList, "organizations").bib("organization"),
    row(P::Here, F::Date, Kind::Date, "date")
        .biblatex("date")
        .bibtex("year")
        .reads(&["date", "year", "month", "day"])
        .csl("issued")
        .csl_reads(&["published", "published-print", "published-online"]),
    row(P::Here, F::Accessed, Kind::Date, "accessed").bib("urldate").csl("accessed"),
    row(P::Here, F::Submitted, Kind::Date, "submitted").csl("submitted"),
    row(P::Here, F::Available, Kind::Date, "available").csl("available-date"),
    row(P::Here, F::Edition, Kind::Text, "edition")
        .bib("edition")
        .csl("edition")
        .csl_reads(&["edition-number"]),
    row(P::Here, F::Version, Kind::Text, "version").biblatex("version").csl("version"),
    row(P::Here, F::Volume, Kind::Number, "volume").bib("volume").csl("volume"),
    row(P::Here, F::Volumes, Kind::Number, "volumes").biblatex("volumes").csl("number-of-volumes"),
    row(P::Here, F::Part, Kind::Number, "part").biblatex("part").csl("part").csl_reads(&["part-number"]),
    row(P::Here, F::PartTitle, Kind::Title, "part_title").csl("part-title"),
    row(P::Here, F::Issue, Kind::Number, "issue").bib("number").reads(&["issue"]).csl("issue").only(SERIALS),
    row(P::Here, F::Issue, Kind::Number, "issue").biblatex("issue").csl("issue"),
    row(P::Here, F::Number, Kind::Number, "number").bib("number").csl("number").only(NUMBERED),
    row(P::Here, F::Number, Kind::Number, "number").csl("number"),
    row(P::Here, F::Chapter, Kind::Number, "chapter").bib("chapter").csl("chapter-number"),
    row(P::Here, F::Section, Kind::Text, "section").csl("section"),
    row(P::Here, F::Pages, Kind::Pages, "pages").bib("pages").csl("page"),
    row(P::Here, F::PageTotal, Kind::Number, "page_total").biblatex("pagetotal").csl("number-of-pages"),
    row(P::Here, F::Pagination, Kind::Word, "pagination").biblatex("pagination"),
    row(P::Here, F::BookPagination, Kind::Word, "book_pagination").biblatex("bookpagination"),
    row(P::Here, F::ArticleNumber, Kind::Text, "article_number")
        .biblatex("eid")
        .csl_reads(&["article-number"]),
    row(P::Here, F::Supplement, Kind::Number, "supplement")
        .csl("supplement")
        .csl_reads(&["supplement-number"]),
    row(P::Here, F::Printing, Kind::Number, "printing").csl("printing").csl_reads(&["printing-number"]),
    row(P::Here, F::Genre, Kind::Word, "genre").bib("type").csl("genre"),
    row(P::Here, F::EntrySubtype, Kind::Text, "entry_subtype").biblatex("entrysubtype"),
    row(P::Here, F::Medium, Kind::Text, "medium").csl("medium"),
    row(P::Here, F::HowPublished, Kind::Text, "how_published").bib("howpublished"),
    row(P::Here, F::PublicationState, Kind::Word, "publication_state").biblatex("pubstate").csl("status"),
    row(P::Here, F::NameAddon, Kind::Text, "name_addon").biblatex("nameaddon"),
    row(P::Here, F::Note, Kind::Text, "note").bib("note").csl("note"),
    row(P::Here, F::Addendum, Kind::Text, "addendum").biblatex("addendum"),
    row(P::Here, F::Abstract, Kind::Text, "abstract").bib("abstract").csl("abstract"),
    row(P::Here, F::Annotation, Kind::Text, "annotation")
        .biblatex("annotation")
        .bibtex("annote")
        .reads(&["annotation", "annote"])
        .csl("annote"),
    row(P::Here, F::Keywords, Kind::Keywords, "keywords")
        .bib("keywords")
        .csl("keyword")
        .csl_reads(&["subject"]),
    row(P::Here, F::Url, Kind::Verbatim, "url").bib("url").csl("URL"),
    row(P::Here, F::File, Kind::Verbatim, "file").biblatex("file").reads(&["pdf"]),
    row(P::Here, F::Library, Kind::Text, "library").biblatex("library"),
    row(P::Here, F::Archive, Kind::Text, "archive").csl("archive"),
    row(P::Here, F::ArchiveCollection, Kind::Text, "archive_collection")
        .csl("archive_collection")
        .csl_reads(&["archive-collection"]),
    row(P::Here, F::ArchiveLocation, Kind::Text, "archive_location")
        .csl("archive_location")
        .csl_reads(&["archive-location"]),
    row(P::Here, F::ArchivePlace, Kind::Text, "archive_place").csl("archive-place"),
    row(P::Here, F::CallNumber, Kind::Text, "call_number").csl("call-number"),
    row(P::Here, F::Source, Kind::Text, "source").csl("source"),
    row(P::Here, F::License, Kind::Text, "license").csl_reads(&["license"]),
    row(P::Here, F::Authority, Kind::Text, "authority").csl("authority"),
    row(P::Here, F::Jurisdiction, Kind::Text, "jurisdiction").csl("jurisdiction"),
    row(P::Here, F::Division, Kind::Text, "division").csl("division"),
    row(P::Here, F::References, Kind::Text, "references").csl("references"),
    row(P::Here, F::ReviewedTitle, Kind::Title, "reviewed_title").csl("reviewed-title"),
    row(P::Here, F::ReviewedGenre, Kind::Text, "reviewed_genre").csl("reviewed-genre"),
    row(P::Here, F::Scale, Kind::Text, "scale").csl("scale"),
    row(P::Here, F::Dimensions, Kind::Text, "dimensions").csl("dimensions"),
    row(P::Here, F::Doi, Kind::Identifier, "doi").bib("doi").csl("DOI"),
    row(P::Here, F::Isbn, Kind::Identifier, "isbn").bib("isbn").csl("ISBN"),
    row(P::Here, F::Issn, Kind::Identifier, "issn").bib("issn").csl("ISSN"),
    row(P::Here, F::Isrn, Kind::Identifier, "isrn").biblatex("isrn"),
    row(P::Here, F::Ismn, Kind::Identifier, "ismn").biblatex("ismn"),
    row(P::Here, F::Iswc, Kind::Identifier, "iswc").biblatex("iswc"),
    row(P::Here, F::Isan, Kind::Identifier, "isan").biblatex("isan"),
    row(P::Here, F::Pmid, Kind::Identifier, "pmid").csl("PMID"),
    row(P::Here, F::Pmcid, Kind::Identifier, "pmcid").csl("PMCID"),
    row(P::Here, F::Goodreads, Kind::Identifier, "goodreads"),
    row(P::Here, F::Eprint, Kind::Verbatim, "eprint").bib("eprint"),
    row(P::Here, F::EprintType, Kind::Verbatim, "eprint_type")
        .biblatex("eprinttype")
        .bibtex("archiveprefix")
        .reads(&["eprinttype", "archiveprefix"]),
    row(P::Here, F::EprintClass, Kind::Verbatim, "eprint_class")
        .biblatex("eprintclass")
        .bibtex("primaryclass")
        .reads(&["eprintclass", "primaryclass"]),
    // The set that a volume belongs to. CSL names the pair the other way round: there `title` is the set's
    // and `volume-title` the volume's (in an article, the special issue's), so its reader and writer exchange
    // the two.
    row(P::Set, F::Title, Kind::Title, "set_title").biblatex("maintitle").csl("volume-title"),
    row(P::Set, F::Subtitle, Kind::Subtitle, "set_subtitle").biblatex("mainsubtitle"),
    row(P::Set, F::TitleAddon, Kind::Text, "set_title_addon").biblatex("maintitleaddon"),
    // The special issue that an article stands in.
    row(P::Issue, F::Title, Kind::Title, "issue_title").biblatex("issuetitle"),
    row(P::Issue, F::Subtitle, Kind::Subtitle, "issue_subtitle").biblatex("issuesubtitle"),
    row(P::Issue, F::TitleAddon, Kind::Text, "issue_title_addon").biblatex("issuetitleaddon"),
    // The container.
    row(P::Container, F::Title, Kind::Title, "container_title")
        .biblatex("journaltitle")
        .bibtex("journal")
        .reads(&["journaltitle", "journal"])
        .csl("container-title")
        .only(ARTICLES),
    row(P::Container, F::Title, Kind::Title, "container_title")
        .bib("booktitle")
        .reads(&["journaltitle", "journal"])
        .csl("container-title"),
    row(P::Container, F::Subtitle, Kind::Subtitle, "container_subtitle")
        .biblatex("journalsubtitle")
        .only(ARTICLES),
    row(P::Container, F::Subtitle, Kind::Subtitle, "container_subtitle").biblatex("booksubtitle"),
    row(P::Container, F::TitleAddon, Kind::Text, "container_title_addon")
        .biblatex("journaltitleaddon")
        .only(ARTICLES),
    row(P::Container, F::TitleAddon, Kind::Text, "container_title_addon").biblatex("booktitleaddon"),
    row(P::Container, F::ShortTitle, Kind::Title, "container_short_title")
        .biblatex("shortjournal")
        .csl("container-title-short")
        .csl_reads(&["journalAbbreviation", "short-container-title"]),
    row(P::Container, F::Publishers, Kind::TextList, "container_publishers")
        .bib("publisher")
        .csl("publisher")
        .only(PARTS),
    row(P::Container, F::Places, Kind::TextList, "container_places")
        .biblatex("location")
        .bibtex("address")
        .reads(&["location", "address"])
        .csl("publisher-place")
        .only(PARTS),
    row(P::Container, F::Organizations, Kind::TextList, "container_organizations")
        .bib("organization")
        .only(PARTS),
    row(P::Container, F::Edition, Kind::Text, "container_edition").bib("edition").csl("edition").only(PARTS),
    row(P::Container, F::Volume, Kind::Number, "container_volume").bib("volume").csl("volume").only(PARTS),
    row(P::Container, F::Volumes, Kind::Number, "container_volumes")
        .biblatex("volumes")
        .csl("number-of-volumes")
        .only(PARTS),
    row(P::Container, F::Part, Kind::Number, "container_part")
        .biblatex("part")
        .csl("part")
        .csl_reads(&["part-number"])
        .only(PARTS),
    row(P::Container, F::Isbn, Kind::Identifier, "container_isbn").bib("isbn").csl("ISBN").only(PARTS),
    row(P::Container, F::Issn, Kind::Identifier, "container_issn").bib("issn").csl("ISSN").only(ARTICLES),
    // The series.
    row(P::Series, F::Title, Kind::Title, "series_title").bib("series").csl("collection-title"),
    row(P::Series, F::ShortTitle, Kind::Title, "series_short_title").biblatex("shortseries"),
    row(P::Series, F::Number, Kind::Number, "series_number")
        .bib("number")
        .csl("collection-number")
        .only(IN_SERIES),
    row(P::Series, F::Number, Kind::Number, "series_number").csl("collection-number"),
    // The meeting.
    row(P::Event, F::Title, Kind::Text, "event_title")
        .biblatex("eventtitle")
        .csl("event-title")
        .csl_reads(&["event"]),
    row(P::Event, F::TitleAddon, Kind::Text, "event_title_addon").biblatex("eventtitleaddon"),
    row(P::Event, F::Date, Kind::Date, "event_date").biblatex("eventdate").csl("event-date"),
    row(P::Event, F::Places, Kind::Text, "event_place").biblatex("venue").csl("event-place"),
    // The original.
    row(P::Original, F::Title, Kind::Title, "original_title").biblatex("origtitle").csl("original-title"),
    row(P::Original, F::Subtitle, Kind::Subtitle, "original_subtitle"),
    row(P::Original, F::Language, Kind::Languages, "original_languages").biblatex("origlanguage"),
    row(P::Original, F::Date, Kind::Date, "original_date")
        .biblatex("origdate")
        .apacite(&["originalyear"])
        .csl("original-date"),
    row(P::Original, F::Publishers, Kind::TextList, "original_publishers")
        .biblatex("origpublisher")
        .apacite(&["originalpublisher"])
        .csl("original-publisher"),
    row(P::Original, F::Places, Kind::TextList, "original_places")
        .biblatex("origlocation")
        .apacite(&["originaladdress"])
        .csl("original-publisher-place"),
    // The earlier edition of the same text.
    row(P::Reprint, F::Title, Kind::Title, "reprint_title"),
    row(P::Reprint, F::Date, Kind::Date, "reprint_date"),
    row(P::Reprint, F::Publishers, Kind::TextList, "reprint_publishers"),
    row(P::Reprint, F::Places, Kind::TextList, "reprint_places"),
];
