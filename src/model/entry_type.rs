//! What an edition is as an item one cites, and what a work is as a creation.

vocabulary! {
    /// The type of an edition: how it is cited. One word for each type that BibLaTeX or CSL tells apart.
    EntryType {
        Book = "book",
        MultiVolumeBook = "multi-volume-book",
        Collection = "collection",
        MultiVolumeCollection = "multi-volume-collection",
        Booklet = "booklet",
        Chapter = "chapter",
        InBook = "in-book",
        BookInBook = "book-in-book",
        Supplement = "supplement",
        CollectionSupplement = "collection-supplement",
        Article = "article",
        MagazineArticle = "magazine-article",
        NewspaperArticle = "newspaper-article",
        Preprint = "preprint",
        SpecialIssue = "special-issue",
        Periodical = "periodical",
        PeriodicalSupplement = "periodical-supplement",
        Review = "review",
        BookReview = "book-review",
        Interview = "interview",
        Letter = "letter",
        Thesis = "thesis",
        Report = "report",
        Manual = "manual",
        ConferencePaper = "conference-paper",
        Proceedings = "proceedings",
        MultiVolumeProceedings = "multi-volume-proceedings",
        EncyclopediaEntry = "encyclopedia-entry",
        DictionaryEntry = "dictionary-entry",
        ReferenceEntry = "reference-entry",
        ReferenceWork = "reference-work",
        MultiVolumeReference = "multi-volume-reference",
        WebPage = "web-page",
        BlogPost = "blog-post",
        ForumPost = "forum-post",
        Podcast = "podcast",
        Broadcast = "broadcast",
        Film = "film",
        Video = "video",
        Audio = "audio",
        Music = "music",
        MusicalScore = "musical-score",
        Performance = "performance",
        Manuscript = "manuscript",
        Speech = "speech",
        Event = "event",
        Artwork = "artwork",
        Image = "image",
        Figure = "figure",
        Map = "map",
        Dataset = "dataset",
        Software = "software",
        Legislation = "legislation",
        LegalCase = "legal-case",
        LegalDocument = "legal-document",
        Commentary = "commentary",
        Bill = "bill",
        Hearing = "hearing",
        Regulation = "regulation",
        Treaty = "treaty",
        Standard = "standard",
        Patent = "patent",
        Classic = "classic",
        EntrySet = "entry-set",
        BibliographicNote = "bibliographic-note",
        Document = "document",
        Misc = "misc",
    }
}

vocabulary! {
    /// The kind of a work, whoever printed it in whatever language.
    WorkKind {
        Novel = "novel",
        Novella = "novella",
        Story = "story",
        Poetry = "poetry",
        Poem = "poem",
        Play = "play",
        Memoir = "memoir",
        Diary = "diary",
        Biography = "biography",
        History = "history",
        Essay = "essay",
        Book = "book",
        Article = "article",
        Pamphlet = "pamphlet",
        Letter = "letter",
        Letters = "letters",
        Speech = "speech",
        Interview = "interview",
        Review = "review",
        Introduction = "introduction",
        Collection = "collection",
        ReferenceWork = "reference-work",
        Periodical = "periodical",
        Thesis = "thesis",
        Report = "report",
        Document = "document",
        WebPage = "web-page",
        Podcast = "podcast",
        Film = "film",
        Music = "music",
        Image = "image",
        Map = "map",
        Software = "software",
        Dataset = "dataset",
        Legal = "legal",
        Other = "other",
    }
}

impl EntryType {
    /// Parts of a book, a volume of proceedings or a work of reference: what BibLaTeX prints with a
    /// `booktitle`. Their publisher, place, edition, series and volume are those of the container.
    pub const PARTS_OF_BOOKS: &'static [EntryType] = &[
        EntryType::Chapter,
        EntryType::InBook,
        EntryType::BookInBook,
        EntryType::Supplement,
        EntryType::CollectionSupplement,
        EntryType::ConferencePaper,
        EntryType::EncyclopediaEntry,
        EntryType::DictionaryEntry,
        EntryType::ReferenceEntry,
    ];

    /// Parts of a periodical or of a site: what is printed with the title of what it came out in, while
    /// volume, issue and date stay its own.
    pub const PARTS_OF_PERIODICALS: &'static [EntryType] = &[
        EntryType::Article,
        EntryType::MagazineArticle,
        EntryType::NewspaperArticle,
        EntryType::SpecialIssue,
        EntryType::PeriodicalSupplement,
        EntryType::Review,
        EntryType::BookReview,
        EntryType::Preprint,
    ];

    /// Theses and reports: made at an institution rather than brought out by a publisher.
    pub const INSTITUTIONAL: &'static [EntryType] = &[EntryType::Thesis, EntryType::Report];

    /// What formats with one field for publishers have an institution in it for: theses, reports, and the
    /// decisions of courts.
    pub const ISSUED_BY_INSTITUTIONS: &'static [EntryType] =
        &[EntryType::Thesis, EntryType::Report, EntryType::LegalCase];

    /// Whether this is a part of a book ([`Self::PARTS_OF_BOOKS`]).
    pub fn is_part_of_book(self) -> bool {
        Self::PARTS_OF_BOOKS.contains(&self)
    }

    /// Whether this is a part of a periodical ([`Self::PARTS_OF_PERIODICALS`]).
    pub fn is_part_of_periodical(self) -> bool {
        Self::PARTS_OF_PERIODICALS.contains(&self)
    }

    /// The type of the container that a part of this type stands in.
    pub fn container_type(self) -> EntryType {
        use EntryType as T;
        match self {
            T::InBook | T::BookInBook | T::Supplement => T::Book,
            T::Chapter | T::CollectionSupplement => T::Collection,
            T::ConferencePaper => T::Proceedings,
            T::EncyclopediaEntry | T::DictionaryEntry | T::ReferenceEntry => T::ReferenceWork,
            T::WebPage | T::BlogPost | T::ForumPost => T::WebPage,
            T::Podcast | T::Audio => T::Podcast,
            T::Broadcast => T::Broadcast,
            other if other.is_part_of_periodical() => T::Periodical,
            _ => T::Book,
        }
    }

    /// The kind of work that an edition of this type most likely is of, when nothing else says.
    pub fn likely_kind(self) -> WorkKind {
        use EntryType as T;
        use WorkKind as K;
        match self {
            T::Book | T::MultiVolumeBook | T::BookInBook | T::Manual | T::Classic => K::Book,
            T::Collection
            | T::MultiVolumeCollection
            | T::Proceedings
            | T::MultiVolumeProceedings
            | T::EntrySet => K::Collection,
            T::Booklet => K::Pamphlet,
            T::Chapter | T::InBook => K::Essay,
            T::Supplement | T::CollectionSupplement => K::Introduction,
            T::Article
            | T::MagazineArticle
            | T::NewspaperArticle
            | T::Preprint
            | T::PeriodicalSupplement
            | T::ConferencePaper => K::Article,
            T::SpecialIssue => K::Collection,
            T::Periodical => K::Periodical,
            T::Review | T::BookReview => K::Review,
            T::Interview => K::Interview,
            T::Letter => K::Letter,
            T::Thesis => K::Thesis,
            T::Report => K::Report,
            T::EncyclopediaEntry | T::DictionaryEntry | T::ReferenceEntry => K::Article,
            T::ReferenceWork | T::MultiVolumeReference => K::ReferenceWork,
            T::WebPage | T::BlogPost | T::ForumPost => K::WebPage,
            T::Podcast | T::Audio | T::Broadcast => K::Podcast,
            T::Film | T::Video => K::Film,
            T::Music | T::MusicalScore | T::Performance => K::Music,
            T::Manuscript | T::Document | T::BibliographicNote => K::Document,
            T::Speech | T::Event => K::Speech,
            T::Artwork | T::Image | T::Figure => K::Image,
            T::Map => K::Map,
            T::Dataset => K::Dataset,
            T::Software => K::Software,
            T::Legislation
            | T::LegalCase
            | T::LegalDocument
            | T::Commentary
            | T::Bill
            | T::Hearing
            | T::Regulation
            | T::Treaty
            | T::Standard
            | T::Patent => K::Legal,
            T::Misc => K::Other,
        }
    }
}
