//! RIS: what each type and each tag means.
//!
//! Sources: the specification of Research Information Systems (2001 and 2011), EndNote's table of tags for each
//! of its reference types, and the import and export maps of Zotero. A tag changes its meaning with the type, so
//! a row is for a list of types, those that a file's `TY` is read as.

use std::sync::LazyLock;

use super::Profile;
use crate::model::{EntryType as T, Field as F, Place as P, Role as R};

/// The types of one entry type.
#[derive(Clone, Copy, Debug)]
pub struct RisType {
    /// The entry type.
    pub entry_type: T,
    /// Written in `TY`.
    pub written: &'static str,
    /// Written for some targets instead: the name of the profile, and the type.
    pub instead: &'static [(&'static str, &'static str)],
    /// Further types that are read as this one.
    pub also_read: &'static [&'static str],
}

const fn kind(entry_type: T, written: &'static str) -> RisType {
    RisType { entry_type, written, instead: &[], also_read: &[] }
}

impl RisType {
    const fn reads(mut self, names: &'static [&'static str]) -> RisType {
        self.also_read = names;
        self
    }

    const fn instead(mut self, targets: &'static [(&'static str, &'static str)]) -> RisType {
        self.instead = targets;
        self
    }
}

/// The target that takes every `A2`–`A4` for an editor (JabRef 3.8 and 4), and the one that takes them for authors and
/// has the editors in `ED` (JabRef 5). For both `T3` is a series, `BT` the book of a part, and a DOI begins `doi:`.
const JABREF: &str = "jabref";
const JABREF_5: &str = "jabref5";
const JABREFS: &[&str] = &[JABREF, JABREF_5];
/// The target that knows no pamphlets.
const ZOTERO: &str = "zotero";
/// The targets that have the place of a paper's publisher apart from that of its conference.
const WITH_CONFERENCES: &[&str] = &[ZOTERO, "endnote"];
/// JabRef knows nine types; of the others it makes something else than a book or an article.
const AS_BOOK: &[(&str, &str)] = &[(JABREF, "BOOK"), (JABREF_5, "BOOK")];
/// What takes `CONF` for a paper and nothing else.
const AS_VOLUME: &[(&str, &str)] = &[(ZOTERO, "BOOK"), (JABREF, "BOOK"), (JABREF_5, "BOOK")];
const AS_PART: &[(&str, &str)] = &[(JABREF, "CHAP"), (JABREF_5, "CHAP")];
const AS_ARTICLE: &[(&str, &str)] = &[(JABREF, "JOUR"), (JABREF_5, "JOUR")];
const AS_UNPUBLISHED: &[(&str, &str)] = &[(JABREF, "UNPB"), (JABREF_5, "UNPB")];

/// Every entry type. Where several rows write the same name, the first is what the name is read as.
pub const RIS_TYPES: &[RisType] = &[
    kind(T::Misc, "GEN"),
    kind(T::Book, "BOOK").reads(&["EBOOK", "SER", "WHOLE"]),
    kind(T::MultiVolumeBook, "BOOK"),
    kind(T::Collection, "EDBOOK").instead(AS_BOOK),
    kind(T::MultiVolumeCollection, "EDBOOK").instead(AS_BOOK),
    kind(T::ReferenceWork, "BOOK"),
    kind(T::MultiVolumeReference, "BOOK"),
    kind(T::Manual, "BOOK"),
    kind(T::Commentary, "BOOK"),
    kind(T::EntrySet, "BOOK"),
    kind(T::Classic, "CLSWK").reads(&["ANCIENT"]).instead(AS_BOOK),
    kind(T::Booklet, "PAMP").instead(&[(ZOTERO, "BOOK")]),
    kind(T::Chapter, "CHAP").reads(&["ECHAP", "INCOL"]),
    kind(T::InBook, "CHAP"),
    kind(T::BookInBook, "CHAP"),
    kind(T::Supplement, "CHAP"),
    kind(T::CollectionSupplement, "CHAP"),
    kind(T::Article, "JOUR").reads(&[
        "EJOUR",
        "ABST",
        "INPR",
        "ARTICLE",
        "JOURN",
        "JOURNAL",
        "JOURNAL ARTICLE",
    ]),
    kind(T::SpecialIssue, "JOUR"),
    kind(T::PeriodicalSupplement, "JOUR"),
    kind(T::Review, "JOUR"),
    kind(T::BookReview, "JOUR"),
    kind(T::Preprint, "JOUR"),
    kind(T::MagazineArticle, "MGZN"),
    kind(T::NewspaperArticle, "NEWS").instead(AS_ARTICLE),
    kind(T::Periodical, "JFULL"),
    kind(T::Thesis, "THES").reads(&["DISS", "THESIS"]),
    kind(T::Report, "RPRT").reads(&["GOVDOC", "REPORT"]),
    kind(T::ConferencePaper, "CONF").reads(&["CPAPER", "PROC"]),
    kind(T::Proceedings, "CONF").instead(AS_VOLUME),
    kind(T::MultiVolumeProceedings, "CONF").instead(AS_VOLUME),
    kind(T::EncyclopediaEntry, "ENCYC").instead(AS_PART),
    kind(T::ReferenceEntry, "ENCYC").instead(AS_PART),
    kind(T::DictionaryEntry, "DICT").instead(AS_PART),
    kind(T::WebPage, "ELEC").reads(&["WEB", "WEBSITE"]),
    kind(T::ForumPost, "ELEC"),
    kind(T::BlogPost, "BLOG"),
    kind(T::Film, "MPCT"),
    kind(T::Video, "VIDEO").reads(&["ADVS", "MULTI"]),
    kind(T::Broadcast, "VIDEO"),
    kind(T::Audio, "SOUND"),
    kind(T::Podcast, "SOUND").reads(&["POD"]),
    kind(T::Music, "SOUND").reads(&["MUSIC"]),
    kind(T::MusicalScore, "MUSIC"),
    kind(T::Performance, "GEN"),
    kind(T::Manuscript, "MANSCPT").reads(&["UNPB", "UNPD", "UNBILL"]).instead(AS_UNPUBLISHED),
    kind(T::Letter, "PCOMM").reads(&["ICOMM"]),
    kind(T::Interview, "GEN").reads(&["INTV"]),
    kind(T::Speech, "SLIDE"),
    kind(T::Event, "GEN"),
    kind(T::Artwork, "ART"),
    kind(T::Image, "ART"),
    kind(T::Figure, "FIGURE").reads(&["CHART"]),
    kind(T::Map, "MAP"),
    kind(T::Dataset, "DATA").reads(&["AGGR", "DBASE"]),
    kind(T::Software, "COMP"),
    kind(T::Legislation, "STAT"),
    kind(T::LegalCase, "CASE"),
    kind(T::Regulation, "LEGAL"),
    kind(T::LegalDocument, "LEGAL"),
    kind(T::Treaty, "LEGAL"),
    kind(T::Bill, "BILL"),
    kind(T::Hearing, "HEAR"),
    kind(T::Standard, "STAND"),
    kind(T::Patent, "PAT"),
    kind(T::BibliographicNote, "GEN"),
    kind(T::Document, "GEN").reads(&["GRNT", "GRANT", "EQUA", "CTLG", "PRESS"]),
];

/// What an entry of this type has in `TY` for a target.
pub fn ris_type(entry_type: T, profile: &Profile) -> &'static str {
    let row = RIS_TYPES.iter().find(|row| row.entry_type == entry_type).unwrap_or(&RIS_TYPES[0]);
    row.instead.iter().find(|(name, _)| *name == profile.name).map_or(row.written, |(_, written)| written)
}

/// Audiovisual material: of films `AU` is the director, of this it is the author. Zotero makes no difference.
const AUDIOVISUAL: &str = "ADVS";
/// Types that are read as videos and have authors.
const VIDEOS_OF_AUTHORS: &[&str] = &[AUDIOVISUAL, "MULTI"];

/// What a video has in `TY` for a target when it has an author and no director.
pub fn video_of_author(profile: &Profile) -> Option<&'static str> {
    (profile.name != ZOTERO).then_some(AUDIOVISUAL)
}

/// Whether the names in `AU` of what is read as a video are authors.
pub fn is_by_authors(written: &str) -> bool {
    VIDEOS_OF_AUTHORS.iter().any(|name| name.eq_ignore_ascii_case(written))
}

/// Whether a type that is read as a paper for a meeting may be all of its proceedings.
pub fn may_be_proceedings(written: &str) -> bool {
    ["CONF", "PROC"].iter().any(|name| name.eq_ignore_ascii_case(written))
}

/// Whether a target has the place of a paper's publisher in `C1`.
pub fn takes_place_of_publisher(profile: &Profile) -> bool {
    !JABREFS.contains(&profile.name)
}

/// The entry type that a `TY` means, in any case; `None` for an unknown one.
pub fn entry_type_of_ris(name: &str) -> Option<T> {
    let is = |other: &&str| other.eq_ignore_ascii_case(name);
    let exact = RIS_TYPES.iter().find(|row| row.also_read.iter().any(&is));
    exact.or_else(|| RIS_TYPES.iter().find(|row| is(&row.written))).map(|row| row.entry_type)
}

/// What a tag holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Names, one on each line.
    Names(P, R),
    /// A field.
    Field(P, F),
}

/// For whom a tag is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// For every target.
    Always,
    /// For all targets but these.
    Except(&'static [&'static str]),
    /// For these targets.
    For(&'static [&'static str]),
    /// Only read.
    Never,
}

/// One tag in entries of some types.
#[derive(Clone, Copy, Debug)]
pub struct RisRow {
    /// The tag: a letter and a letter or digit.
    pub tag: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// The types that the row is for, as `TY` is read; empty: all that no other row of the tag names.
    pub only: &'static [T],
    /// For whom it is written.
    pub written: Written,
}

const fn names(tag: &'static str, place: P, role: R) -> RisRow {
    RisRow { tag, holds: Holds::Names(place, role), only: &[], written: Written::Always }
}

const fn field(tag: &'static str, place: P, field: F) -> RisRow {
    RisRow { tag, holds: Holds::Field(place, field), only: &[], written: Written::Always }
}

impl RisRow {
    const fn only(mut self, types: &'static [T]) -> RisRow {
        self.only = types;
        self
    }

    const fn written(mut self, written: Written) -> RisRow {
        self.written = written;
        self
    }

    /// Whether the row is for an entry whose `TY` is read as this type.
    pub fn is_for(&self, entry_type: T) -> bool {
        self.only.contains(&entry_type)
            || (self.only.is_empty()
                && !RIS_TAGS.iter().any(|row| row.tag == self.tag && row.only.contains(&entry_type)))
    }

    /// Whether the row is written for a target.
    pub fn is_written_for(&self, profile: &Profile) -> bool {
        match self.written {
            Written::Always => true,
            Written::Except(names) => !names.contains(&profile.name),
            Written::For(names) => names.contains(&profile.name),
            Written::Never => false,
        }
    }
}

const BOOKS: &[T] = &[T::Book, T::Collection, T::Booklet, T::Classic];
const PARTS: &[T] = T::PARTS_OF_BOOKS;
/// Parts of books whose `CY` is not the place of a meeting.
const PARTS_BUT_PAPERS: &[T] = &[
    T::Chapter,
    T::InBook,
    T::BookInBook,
    T::Supplement,
    T::CollectionSupplement,
    T::EncyclopediaEntry,
    T::DictionaryEntry,
    T::ReferenceEntry,
];
const ARTICLES: &[T] = T::PARTS_OF_PERIODICALS;
/// Parts of periodicals whose `M1` is the issue; EndNote has the first page of a newspaper's there.
const OTHER_ARTICLES: &[T] = &[T::Article, T::MagazineArticle];
/// What has a number in `SN` that is not one of a book or a periodical.
const NUMBERED_BY_SN: &[T] = &[T::Report, T::Patent, T::Standard];
/// What is measured in pages as a whole, so that `SP` alone counts them.
const COUNTED: &[T] =
    &[T::Book, T::Collection, T::Booklet, T::Classic, T::Thesis, T::Manuscript, T::Proceedings];
const NOT_JABREF: Written = Written::Except(JABREFS);
/// Editors in the tags that JabRef 5 takes for authors.
const NOT_JABREF_5: Written = Written::Except(&[JABREF_5]);

/// Every tag, in the order in which they are written. Tags whose value is shared between fields (dates, pages,
/// titles of containers, numbers in `SN`, notes) are told apart by the format.
pub const RIS_TAGS: &[RisRow] = &[
    field("TI", P::Here, F::Title),
    field("ST", P::Here, F::ShortTitle),
    field("TT", P::Here, F::TitleAddon).written(Written::Except(&[ZOTERO])),
    names("AU", P::Here, R::Director).only(&[T::Film, T::Video]),
    names("AU", P::Here, R::Composer).only(&[T::Music]),
    names("AU", P::Here, R::Author),
    names("ED", P::Container, R::Editor).only(PARTS).written(Written::For(&[JABREF_5])),
    names("ED", P::Here, R::Editor).written(Written::For(&[JABREF_5])),
    names("A2", P::Series, R::Editor).only(BOOKS).written(NOT_JABREF),
    names("A2", P::Series, R::Editor).only(&[T::Report]).written(NOT_JABREF),
    names("A2", P::Here, R::Performer).only(&[T::Audio, T::Music]).written(NOT_JABREF),
    names("A2", P::Here, R::Recipient).only(&[T::Letter]).written(NOT_JABREF),
    names("A2", P::Container, R::Editor).only(PARTS).written(NOT_JABREF_5),
    field("A2", P::Container, F::Title).only(&[T::LegalCase]).written(Written::Never),
    field("A2", P::Here, F::Authority).only(&[T::Patent]).written(NOT_JABREF),
    names("A2", P::Here, R::Editor).written(NOT_JABREF_5),
    names("A3", P::Here, R::Editor).only(BOOKS).written(NOT_JABREF_5),
    names("A3", P::Here, R::Producer).only(&[T::Film, T::Video]).written(NOT_JABREF),
    names("A3", P::Here, R::Contributor).only(&[T::Thesis]).written(NOT_JABREF),
    names("A3", P::Series, R::Editor).written(NOT_JABREF),
    names("A4", P::Here, R::Contributor)
        .only(&[T::ConferencePaper, T::Film, T::Dataset, T::LegalCase])
        .written(NOT_JABREF),
    names("A4", P::Here, R::Translator).written(NOT_JABREF),
    names("TA", P::Here, R::Translator).written(Written::For(JABREFS)),
    names("C1", P::Here, R::Performer).only(&[T::Video]).written(NOT_JABREF),
    names("C2", P::Container, R::Author).only(PARTS).written(NOT_JABREF),
    field("T2", P::Series, F::Title).only(BOOKS).written(NOT_JABREF),
    field("T2", P::Series, F::Title).only(&[T::Report, T::Map, T::Software]),
    field("T2", P::Event, F::Title).only(&[T::Speech, T::Proceedings]),
    field("T2", P::Container, F::Title).only(PARTS).written(NOT_JABREF),
    field("T2", P::Container, F::Title),
    field("BT", P::Container, F::Title).only(PARTS).written(Written::For(JABREFS)),
    field("C3", P::Container, F::Title).only(&[T::ConferencePaper]).written(Written::Never),
    field("J2", P::Container, F::ShortTitle),
    field("T3", P::Series, F::Title).only(BOOKS).written(Written::For(JABREFS)),
    field("T3", P::Series, F::Title),
    field("PY", P::Here, F::Date),
    field("DA", P::Here, F::Date),
    field("VL", P::Container, F::Volume).only(PARTS),
    field("VL", P::Here, F::Volume),
    field("NV", P::Container, F::Volumes).only(PARTS),
    field("NV", P::Series, F::Number).only(&[T::Report]).written(Written::Never),
    field("NV", P::Here, F::Number).only(&[T::Manuscript, T::Letter]).written(Written::Never),
    field("NV", P::Here, F::Volumes),
    field("IS", P::Here, F::Number).only(NUMBERED_BY_SN).written(Written::Never),
    field("IS", P::Here, F::Issue),
    field("M1", P::Series, F::Number).only(BOOKS),
    field("M1", P::Here, F::Pages).only(&[T::NewspaperArticle]).written(Written::Never),
    field("M1", P::Here, F::Issue).only(OTHER_ARTICLES).written(Written::Never),
    field("M1", P::Container, F::Volumes).only(&[T::Chapter]).written(Written::Never),
    field("M1", P::Here, F::Accessed).only(&[T::WebPage]).written(Written::Never),
    field("M1", P::Here, F::Number).only(NUMBERED_BY_SN).written(Written::Never),
    field("M1", P::Here, F::Number),
    field("SV", P::Here, F::Number).only(&[T::LegalCase]).written(Written::Never),
    field("SV", P::Series, F::Number),
    field("SE", P::Here, F::Chapter).only(&[T::Chapter]),
    field("SE", P::Here, F::Section),
    field("SP", P::Here, F::Dimensions).only(&[T::Film]),
    field("SP", P::Here, F::PageTotal).only(COUNTED),
    field("SP", P::Here, F::Pages),
    field("EP", P::Here, F::Pages),
    field("C7", P::Here, F::ArticleNumber).only(ARTICLES),
    field("ET", P::Here, F::Available).only(&[T::Article]).written(Written::Never),
    field("ET", P::Here, F::Version).only(&[T::Software]),
    field("ET", P::Container, F::Edition).only(PARTS),
    field("ET", P::Here, F::Edition),
    field("PB", P::Here, F::Institutions).only(T::ISSUED_BY_INSTITUTIONS),
    field("PB", P::Container, F::Publishers).only(PARTS),
    field("PB", P::Here, F::Publishers),
    field("C1", P::Container, F::Places).only(&[T::ConferencePaper]).written(Written::For(WITH_CONFERENCES)),
    field("C1", P::Here, F::Places).only(&[T::Proceedings]).written(Written::For(WITH_CONFERENCES)),
    field("CY", P::Container, F::Places)
        .only(&[T::ConferencePaper])
        .written(Written::Except(WITH_CONFERENCES)),
    field("CY", P::Here, F::Places).only(&[T::Proceedings]).written(Written::Except(WITH_CONFERENCES)),
    field("CY", P::Container, F::Places).only(PARTS_BUT_PAPERS),
    field("CY", P::Event, F::Places).only(&[T::Speech]),
    field("CY", P::Here, F::Places),
    field("C1", P::Here, F::Scale).only(&[T::Map]),
    field("C3", P::Here, F::Dimensions).only(&[T::Artwork]),
    field("M3", P::Here, F::Genre),
    field("LA", P::Here, F::Language),
    field("OP", P::Original, F::Title),
    field("RP", P::Reprint, F::Title),
    field("RI", P::Here, F::ReviewedTitle),
    field("SN", P::Here, F::Number).only(NUMBERED_BY_SN),
    field("SN", P::Here, F::Isbn),
    field("DO", P::Here, F::Doi),
    field("C2", P::Here, F::Pmcid).only(ARTICLES),
    field("UR", P::Here, F::Url),
    field("Y2", P::Here, F::Accessed),
    field("L1", P::Here, F::File),
    field("CN", P::Here, F::CallNumber),
    field("DB", P::Here, F::Archive),
    field("AN", P::Here, F::ArchiveLocation),
    field("DP", P::Here, F::Source),
    field("CR", P::Here, F::License),
    field("AB", P::Here, F::Abstract),
    field("RN", P::Here, F::Annotation),
    field("KW", P::Here, F::Keywords),
    field("N1", P::Here, F::Note),
];

/// Tags of older files and other programs, and those that are written in their place.
pub const OLD_TAGS: &[(&str, &str)] = &[
    ("A1", "AU"),
    ("T1", "TI"),
    ("CT", "TI"),
    ("N2", "AB"),
    ("CP", "CY"),
    ("PP", "CY"),
    ("LK", "UR"),
    ("UL", "UR"),
    // Those of the Web of Science.
    ("PU", "PB"),
    ("PI", "CY"),
    ("JI", "J2"),
];

/// Tags that neither table names and that are known nevertheless, so that a line with less white space than the
/// specification wants is known by them.
pub const FURTHER_TAGS: &[&str] = &[
    "TY", "ER", "ID", "Y1", "JF", "JO", "JA", "J1", "L2", "L3", "L4", "M2", "C4", "C5", "C6", "C8", "U1",
    "U2", "U3", "U4", "U5", "AD", "AV", "CA", "LB", "RD", "H1", "H2", "A5",
];

/// Whether a target understands tags of HTML in titles.
pub fn takes_markup(profile: &Profile) -> bool {
    profile.name == ZOTERO
}

/// Whether a target takes a name without a comma for one in its natural order, unless it stands in braces.
pub fn wants_braces(profile: &Profile) -> bool {
    JABREFS.contains(&profile.name)
}

/// What a target wants before a DOI.
pub fn doi_prefix(profile: &Profile) -> &'static str {
    if JABREFS.contains(&profile.name) { "doi:" } else { "" }
}

/// Whether `T2` of an entry of this type is its series.
pub fn is_book(entry_type: T) -> bool {
    BOOKS.contains(&entry_type)
}

/// Whether `SP` alone counts the pages of an entry of this type.
pub fn counts_pages(entry_type: T) -> bool {
    COUNTED.contains(&entry_type)
}

/// Where a number in `SN` belongs that does not look like one of a book or a periodical.
pub fn has_own_number(entry_type: T) -> bool {
    NUMBERED_BY_SN.contains(&entry_type)
}

/// Whether a tag is one that programs write.
pub fn is_ris_tag(tag: &str) -> bool {
    RIS_TAGS.iter().any(|row| row.tag == tag)
        || OLD_TAGS.iter().any(|(old, _)| *old == tag)
        || FURTHER_TAGS.contains(&tag)
}

/// The rows that are for each type, by its number.
static BY_TYPE: LazyLock<Vec<Vec<&'static RisRow>>> = LazyLock::new(|| {
    let rows_for = |entry_type: &T| RIS_TAGS.iter().filter(|row| row.is_for(*entry_type)).collect();
    T::ALL.iter().map(rows_for).collect()
});

/// The rows for entries whose `TY` is read as this type, in the order in which they are written.
pub fn ris_rows(entry_type: T) -> &'static [&'static RisRow] {
    BY_TYPE.get(entry_type as usize).map_or(&[], Vec::as_slice)
}

/// The row that a tag means in an entry of this type.
pub fn ris_row(tag: &str, entry_type: T) -> Option<&'static RisRow> {
    ris_rows(entry_type).iter().find(|row| row.tag == tag).copied()
}

/// The row that says how to write something of an entry of this type for a target.
pub fn ris_row_to_write(holds: Holds, entry_type: T, profile: &Profile) -> Option<&'static RisRow> {
    ris_rows(entry_type).iter().find(|row| row.holds == holds && row.is_written_for(profile)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::profiles_of;

    #[test]
    fn every_type_has_one_row_and_is_read() {
        for (number, entry_type) in T::ALL.iter().enumerate() {
            assert_eq!(*entry_type as usize, number, "rows are found by the number of the type");
            let rows = RIS_TYPES.iter().filter(|row| row.entry_type == *entry_type);
            assert_eq!(rows.count(), 1, "{entry_type}");
        }
        for row in RIS_TYPES {
            let names =
                row.also_read.iter().chain([&row.written]).chain(row.instead.iter().map(|(_, name)| name));
            for name in names {
                assert!(entry_type_of_ris(name).is_some(), "{name}");
            }
        }
    }

    #[test]
    fn names_are_read_as_the_type_that_they_name_first() {
        for (name, expected) in [
            ("jour", T::Article),
            ("BOOK", T::Book),
            ("EDBOOK", T::Collection),
            ("CONF", T::ConferencePaper),
            ("MUSIC", T::Music),
            ("SOUND", T::Audio),
            ("LEGAL", T::Regulation),
            ("GEN", T::Misc),
            ("INTV", T::Interview),
            ("POD", T::Podcast),
        ] {
            assert_eq!(entry_type_of_ris(name), Some(expected), "{name}");
        }
        assert_eq!(entry_type_of_ris("SCROLL"), None);
    }

    #[test]
    fn what_is_written_for_a_target_has_one_tag() {
        for profile in profiles_of("ris") {
            for row in RIS_TYPES {
                let kind = entry_type_of_ris(ris_type(row.entry_type, profile)).expect("it is read");
                for row in ris_rows(kind).iter().filter(|row| row.is_written_for(profile)) {
                    let same = ris_rows(kind)
                        .iter()
                        .filter(|other| other.tag == row.tag && other.is_written_for(profile));
                    assert_eq!(same.count(), 1, "{} in {kind} for {}", row.tag, profile.name);
                }
            }
        }
    }
}
