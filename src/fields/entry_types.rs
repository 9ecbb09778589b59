//! The entry types, one row each (FIELDS, table B).

use std::sync::LazyLock;

use super::Dialect;
use crate::model::EntryType as T;

/// One entry type in all formats.
#[derive(Clone, Copy, Debug)]
pub struct TypeRow {
    /// The type.
    pub entry_type: T,
    /// Written in BibLaTeX.
    pub biblatex: &'static str,
    /// Written in classic BibTeX.
    pub bibtex: &'static str,
    /// Written in CSL.
    pub csl: &'static str,
    /// Further BibLaTeX and BibTeX types that are read as this one.
    pub bib_reads: &'static [&'static str],
    /// Further types of CSL, Zotero and Crossref, in lower case, that are read as this one.
    pub csl_reads: &'static [&'static str],
}

const fn row(entry_type: T, biblatex: &'static str, bibtex: &'static str, csl: &'static str) -> TypeRow {
    TypeRow { entry_type, biblatex, bibtex, csl, bib_reads: &[], csl_reads: &[] }
}

impl TypeRow {
    const fn bib_reads(mut self, names: &'static [&'static str]) -> TypeRow {
        self.bib_reads = names;
        self
    }

    const fn csl_reads(mut self, names: &'static [&'static str]) -> TypeRow {
        self.csl_reads = names;
        self
    }

    /// The type's name in a format.
    pub const fn written(&self, dialect: Dialect) -> &'static str {
        match dialect {
            Dialect::Biblatex => self.biblatex,
            Dialect::Bibtex => self.bibtex,
            Dialect::Csl => self.csl,
        }
    }
}

/// Every entry type. Where several rows write the same name, the first is what the name is read as; the
/// others come back from the escape. Letters and recordings are `misc` in the .bib dialects, since BibLaTeX's data
/// model has no field for `letter` and `audio` and the standard styles print them as `misc`.
pub const ENTRY_TYPES: &[TypeRow] = &[
    row(T::Misc, "misc", "misc", "document"),
    row(T::Book, "book", "book", "book").csl_reads(&["monograph"]),
    row(T::MultiVolumeBook, "mvbook", "book", "book").csl_reads(&["book-set"]),
    row(T::Collection, "collection", "book", "book").csl_reads(&["edited-book"]),
    row(T::MultiVolumeCollection, "mvcollection", "book", "book"),
    row(T::ReferenceWork, "reference", "book", "book").csl_reads(&["reference-book"]),
    row(T::MultiVolumeReference, "mvreference", "book", "book"),
    row(T::Classic, "book", "book", "classic"),
    row(T::Booklet, "booklet", "booklet", "pamphlet"),
    row(T::Chapter, "incollection", "incollection", "chapter").csl_reads(&[
        "book-chapter",
        "booksection",
        "book-section",
        "book-part",
    ]),
    row(T::InBook, "inbook", "inbook", "chapter"),
    row(T::BookInBook, "bookinbook", "incollection", "chapter"),
    row(T::Supplement, "suppbook", "incollection", "chapter"),
    row(T::CollectionSupplement, "suppcollection", "incollection", "chapter"),
    row(T::Article, "article", "article", "article-journal")
        .csl_reads(&["journal-article", "journalarticle"]),
    row(T::Periodical, "periodical", "misc", "periodical").csl_reads(&[
        "journal",
        "journal-issue",
        "journal-volume",
    ]),
    row(T::SpecialIssue, "periodical", "book", "article-journal"),
    row(T::MagazineArticle, "article", "article", "article-magazine")
        .bib_reads(&["magazine"])
        .csl_reads(&["magazinearticle"]),
    row(T::NewspaperArticle, "article", "article", "article-newspaper")
        .bib_reads(&["newspaper"])
        .csl_reads(&["newspaperarticle"]),
    row(T::Review, "article", "article", "review").bib_reads(&["review"]).csl_reads(&["peer-review"]),
    row(T::BookReview, "article", "article", "review-book"),
    row(T::PeriodicalSupplement, "suppperiodical", "article", "article-journal"),
    row(T::Thesis, "thesis", "phdthesis", "thesis")
        .bib_reads(&["mastersthesis", "masterthesis", "bachelorsthesis", "bachelorthesis", "dissertation"])
        .csl_reads(&["dissertation"]),
    row(T::Report, "report", "techreport", "report").csl_reads(&["report-component", "working-paper"]),
    row(T::Manual, "manual", "manual", "book"),
    row(T::ConferencePaper, "inproceedings", "inproceedings", "paper-conference")
        .bib_reads(&["conference"])
        .csl_reads(&["proceedings-article", "conferencepaper"]),
    row(T::Proceedings, "proceedings", "proceedings", "book").csl_reads(&["proceedings"]),
    row(T::MultiVolumeProceedings, "mvproceedings", "proceedings", "book"),
    // As pandoc and Better BibTeX read it too.
    row(T::EncyclopediaEntry, "inreference", "incollection", "entry-encyclopedia")
        .csl_reads(&["encyclopediaarticle"]),
    row(T::ReferenceEntry, "inreference", "incollection", "entry").csl_reads(&["reference-entry"]),
    row(T::DictionaryEntry, "inreference", "incollection", "entry-dictionary")
        .csl_reads(&["dictionaryentry"]),
    row(T::WebPage, "online", "misc", "webpage").bib_reads(&[
        "electronic",
        "www",
        "webpage",
        "website",
        "internet",
        "url",
    ]),
    row(T::Preprint, "online", "misc", "article")
        .bib_reads(&["preprint"])
        .csl_reads(&["preprint", "posted-content"]),
    row(T::BlogPost, "online", "misc", "post-weblog").csl_reads(&["blogpost"]),
    row(T::ForumPost, "online", "misc", "post").csl_reads(&["forumpost"]),
    row(T::Film, "movie", "misc", "motion_picture").bib_reads(&["film"]).csl_reads(&["film"]),
    row(T::Video, "video", "misc", "motion_picture").csl_reads(&["videorecording"]),
    row(T::Broadcast, "video", "misc", "broadcast").csl_reads(&["tvbroadcast", "radiobroadcast"]),
    row(T::Audio, "misc", "misc", "broadcast").bib_reads(&["audio"]).csl_reads(&["audiorecording"]),
    row(T::Podcast, "misc", "misc", "broadcast").csl_reads(&["podcast"]),
    row(T::Music, "music", "misc", "song"),
    row(T::MusicalScore, "misc", "misc", "musical_score"),
    row(T::Performance, "performance", "misc", "performance"),
    row(T::Manuscript, "unpublished", "unpublished", "manuscript"),
    row(T::Letter, "misc", "misc", "personal_communication").bib_reads(&["letter"]).csl_reads(&[
        "letter",
        "email",
        "instantmessage",
    ]),
    row(T::Interview, "misc", "misc", "interview"),
    row(T::Speech, "unpublished", "misc", "speech")
        .bib_reads(&["presentation", "talk"])
        .csl_reads(&["presentation"]),
    row(T::Event, "misc", "misc", "event"),
    row(T::Artwork, "artwork", "misc", "graphic").csl_reads(&["artwork"]),
    row(T::Image, "image", "misc", "graphic"),
    row(T::Figure, "image", "misc", "figure"),
    row(T::Map, "misc", "misc", "map"),
    row(T::Dataset, "dataset", "misc", "dataset").csl_reads(&["database"]),
    row(T::Software, "software", "misc", "software")
        .bib_reads(&["softwareversion", "softwaremodule", "codefragment"])
        .csl_reads(&["computerprogram"]),
    row(T::Legislation, "legislation", "misc", "legislation").csl_reads(&["statute"]),
    row(T::LegalCase, "jurisdiction", "misc", "legal_case").csl_reads(&["case"]),
    row(T::LegalDocument, "legal", "misc", "document"),
    row(T::Commentary, "commentary", "misc", "book"),
    row(T::Bill, "legislation", "misc", "bill"),
    row(T::Hearing, "legal", "misc", "hearing"),
    row(T::Regulation, "legislation", "misc", "regulation"),
    row(T::Treaty, "legal", "misc", "treaty"),
    row(T::Standard, "standard", "misc", "standard"),
    row(T::Patent, "patent", "misc", "patent"),
    row(T::EntrySet, "set", "misc", "book"),
    row(T::BibliographicNote, "bibnote", "misc", "document"),
    row(T::Document, "misc", "misc", "document"),
];

/// The rows at the numbers of their types.
static BY_TYPE: LazyLock<Vec<Option<&'static TypeRow>>> = LazyLock::new(|| {
    T::ALL.iter().map(|entry_type| ENTRY_TYPES.iter().find(|row| row.entry_type == *entry_type)).collect()
});

/// The row of an entry type.
pub fn type_row(entry_type: T) -> &'static TypeRow {
    BY_TYPE
        .get(entry_type as usize)
        .copied()
        .flatten()
        // A test holds that every type has a row; were one missing, the general type is the honest answer.
        .unwrap_or(&ENTRY_TYPES[0])
}

/// The entry type that a type name of a format means, in any case; `None` for an unknown one.
pub fn entry_type_of(dialect: Dialect, name: &str) -> Option<T> {
    let name = name.to_ascii_lowercase();
    let written = |dialect: Dialect| ENTRY_TYPES.iter().find(|row| row.written(dialect) == name);
    let found = match dialect {
        Dialect::Csl => written(Dialect::Csl)
            .or_else(|| ENTRY_TYPES.iter().find(|row| row.csl_reads.contains(&name.as_str())))
            // CSL writes `legal_case` and `article-journal`; others mix the two signs up.
            .or_else(|| {
                let with_hyphens = |name: &str| name.replace('_', "-");
                let name = with_hyphens(&name);
                ENTRY_TYPES.iter().find(|row| with_hyphens(row.csl) == name)
            }),
        // Files mix the two dialects; the names do not clash.
        Dialect::Biblatex | Dialect::Bibtex => written(Dialect::Biblatex)
            .or_else(|| written(Dialect::Bibtex))
            .or_else(|| ENTRY_TYPES.iter().find(|row| row.bib_reads.contains(&name.as_str()))),
    };
    found.map(|row| row.entry_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_one_row() {
        for entry_type in T::ALL {
            let rows = ENTRY_TYPES.iter().filter(|row| row.entry_type == *entry_type).count();
            assert_eq!(rows, 1, "{entry_type}");
        }
    }

    #[test]
    fn names_are_read_as_the_type_that_they_name_first() {
        for (dialect, name, expected) in [
            (Dialect::Biblatex, "Book", T::Book),
            (Dialect::Biblatex, "misc", T::Misc),
            (Dialect::Biblatex, "online", T::WebPage),
            (Dialect::Biblatex, "article", T::Article),
            (Dialect::Biblatex, "periodical", T::Periodical),
            (Dialect::Biblatex, "inreference", T::EncyclopediaEntry),
            (Dialect::Biblatex, "softwareversion", T::Software),
            (Dialect::Biblatex, "video", T::Video),
            (Dialect::Biblatex, "conference", T::ConferencePaper),
            (Dialect::Bibtex, "phdthesis", T::Thesis),
            (Dialect::Bibtex, "mastersthesis", T::Thesis),
            (Dialect::Csl, "broadcast", T::Broadcast),
            (Dialect::Csl, "article", T::Preprint),
            (Dialect::Csl, "article-journal", T::Article),
            (Dialect::Csl, "document", T::Misc),
            (Dialect::Csl, "pamphlet", T::Booklet),
            (Dialect::Csl, "legal-case", T::LegalCase),
            (Dialect::Csl, "Article_Journal", T::Article),
        ] {
            assert_eq!(entry_type_of(dialect, name), Some(expected), "{name}");
        }
    }
}
