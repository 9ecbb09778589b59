//! Entry types: what tells types apart that share a name in a .bib file, and what a special issue is called there.

use std::sync::LazyLock;

use foldhash::HashSet;

use super::{
    BIBLATEX, BIBTEX,
    problems::{Fault, excerpt},
    resolve::RawValue,
};
use crate::{
    fields::{Dialect, ENTRY_TYPES, FIELDS, Row, entry_type_of, row, row_to_read, row_to_write, type_row},
    model::{EntryType as T, Field, Place, Reference, likeness},
};

/// The family of profiles ([`crate::fields::PROFILES`]) of a dialect, and the name of its format.
pub(super) fn family(dialect: Dialect) -> &'static str {
    if dialect == Dialect::Bibtex { BIBTEX } else { BIBLATEX }
}

/// Types that a field tells from another of the same name (FIELDS, table B).
const MARKS: &[(T, Field, &str)] = &[
    (T::MagazineArticle, Field::EntrySubtype, "magazine"),
    (T::NewspaperArticle, Field::EntrySubtype, "newspaper"),
    (T::Interview, Field::Genre, "interview"),
    (T::Letter, Field::Genre, "letter"),
    (T::Audio, Field::Genre, "audio"),
    (T::Podcast, Field::Genre, "podcast"),
];

/// Types of BibTeX that say what BibLaTeX says in `type` (manual, section 2.1.2).
const GENRES: &[(&str, T, &str)] =
    &[("phdthesis", T::Thesis, "phdthesis"), ("mastersthesis", T::Thesis, "mathesis")];

/// What the type of an entry and the fields beside it tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TypeReading {
    pub(super) entry_type: T,
    /// A type that nobody knows, as it is spelled.
    pub(super) unknown: Option<String>,
    /// The genre that the type implies.
    pub(super) genre: Option<&'static str>,
    /// The field that did nothing but tell the type.
    pub(super) mark: Option<Field>,
}

/// The type that a name stands for. `text` gives the value of a field of the entry itself.
pub(super) fn read<'v>(
    dialect: Dialect,
    name: &str,
    has_issue_title: impl FnOnce() -> bool,
    text: impl Fn(Field) -> Option<&'v str>,
) -> TypeReading {
    let Some(entry_type) = entry_type_of(dialect, name) else {
        let unknown = Some(name.to_owned());
        return TypeReading { entry_type: T::Misc, unknown, genre: None, mark: None };
    };
    let genre =
        GENRES.iter().find(|(bibtex, ..)| bibtex.eq_ignore_ascii_case(name)).map(|(.., genre)| *genre);
    let plain = TypeReading { entry_type, unknown: None, genre, mark: None };
    let spelled = |other: T| type_row(other).written(dialect) == type_row(entry_type).written(dialect);
    if entry_type == T::Periodical && dialect == Dialect::Biblatex && has_issue_title() {
        return TypeReading { entry_type: T::SpecialIssue, ..plain };
    }
    let marked = MARKS.iter().find(|(other, field, word)| {
        spelled(*other) && has_name(dialect, *field, *other) && text(*field).map(str::trim) == Some(*word)
    });
    match marked {
        Some((other, field, _)) => TypeReading { entry_type: *other, mark: Some(*field), ..plain },
        None => plain,
    }
}

/// Types of BibLaTeX (manual, section 2.1.3) and of its style for APA that we read as [`T::Misc`] for good.
const WITHOUT_ROW: &[&str] = &[
    "customa",
    "customb",
    "customc",
    "customd",
    "custome",
    "customf",
    "constitution",
    "legmaterial",
    "legadminmaterial",
];

/// The types of a file that nobody knows.
#[derive(Debug, Default)]
pub(super) struct UnknownTypes {
    /// Those that are no slips, in lower case: a style has as many entries of its own type as it likes.
    told: HashSet<String>,
}

impl UnknownTypes {
    /// What is to be told of the type of an entry: of each slip, and once of a type that is like none.
    pub(super) fn fault(&mut self, dialect: Dialect, name: &str) -> Option<Fault> {
        let is_known = entry_type_of(dialect, name).is_some()
            || WITHOUT_ROW.iter().any(|known| known.eq_ignore_ascii_case(name));
        if is_known {
            return None;
        }
        let names = ENTRY_TYPES
            .iter()
            .flat_map(|row| [row.biblatex, row.bibtex].into_iter().chain(row.bib_reads.iter().copied()));
        let near = likeness::nearest(name, names).first().map(|near| (*near).to_owned());
        let is_told = near.is_some() || self.told.insert(name.to_ascii_lowercase());
        is_told.then(|| Fault::UnknownType(excerpt(name), near))
    }
}

fn has_name(dialect: Dialect, field: Field, entry_type: T) -> bool {
    row_to_write(dialect, Place::Here, field, entry_type).is_some()
}

/// How the type of a reference is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrittenType {
    pub(super) name: String,
    /// A field and the word in it that tells the type.
    pub(super) mark: Option<(Field, &'static str)>,
    /// Whether the name says what the genre says.
    pub(super) says_genre: bool,
    /// Whether the type itself has to be kept in an escape.
    pub(super) needs_escape: bool,
}

/// The name of a type. BibTeX's `inbook` prints the title as that of the book and has no other (btxdoc, section
/// 3.1): a part with a title of its own is told as one of a collection.
fn name_of_type(dialect: Dialect, reference: &Reference) -> &'static str {
    let has_book = reference.fields.has(Place::Container, Field::Title);
    match (dialect, reference.entry_type) {
        (Dialect::Bibtex, T::InBook) if has_book => type_row(T::Chapter).written(dialect),
        (_, entry_type) => type_row(entry_type).written(dialect),
    }
}

/// Whether a type may have been written as another one that is read from the file.
pub(super) fn is_written_as(dialect: Dialect, entry_type: T, found: T) -> bool {
    let written = |entry_type| type_row(entry_type).written(dialect);
    written(entry_type) == written(found)
        || (dialect == Dialect::Bibtex && entry_type == T::InBook && written(found) == written(T::Chapter))
}

/// The name of the type of a reference, what marks it, and whether reading both gives the type back.
pub(super) fn write(dialect: Dialect, reference: &Reference, unknown: Option<&str>) -> WrittenType {
    let entry_type = reference.entry_type;
    let genre = reference.fields.text(Place::Here, Field::Genre);
    if let Some(name) = unknown.filter(|_| entry_type == T::Misc) {
        return WrittenType { name: name.to_owned(), mark: None, says_genre: false, needs_escape: false };
    }
    let by_genre = GENRES
        .iter()
        .find(|(_, other, word)| *other == entry_type && Some(*word) == genre && dialect == Dialect::Bibtex);
    let name = by_genre.map_or(name_of_type(dialect, reference), |(name, ..)| *name);
    let mark = MARKS
        .iter()
        .find(|(other, field, _)| {
            *other == entry_type
                && has_name(dialect, *field, entry_type)
                && !reference.fields.has(Place::Here, *field)
        })
        .map(|(_, field, word)| (*field, *word));
    let text = |field: Field| match mark {
        Some((marked, word)) if marked == field => Some(word),
        _ => reference.fields.text(Place::Here, field),
    };
    let has_issue_title = || match entry_type {
        T::SpecialIssue => reference.fields.has(Place::Here, Field::Title),
        _ => reference.fields.has(Place::Issue, Field::Title),
    };
    let back = read(dialect, name, has_issue_title, text);
    let needs_escape = back.entry_type != entry_type || back.mark != mark.map(|(field, _)| field);
    WrittenType {
        name: name.to_owned(),
        mark: mark.filter(|_| !needs_escape),
        says_genre: by_genre.is_some(),
        needs_escape,
    }
}

/// The genre that a written type says to a reader although the reference has none.
pub(super) fn implies_genre(name: &str) -> bool {
    GENRES.iter().any(|(bibtex, ..)| *bibtex == name)
}

/// Every name that a row has in either dialect: most fields that are looked for and not found are in no row at all.
static KNOWN_NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let spellings = FIELDS.iter().flat_map(|row| [&row.biblatex, &row.bibtex]);
    spellings.flat_map(|spelling| spelling.also_read.iter().copied().chain(spelling.written)).collect()
});

/// The row of a field name. In BibLaTeX the title of a special issue is `issuetitle`, and `title` is that of the
/// periodical.
pub(super) fn row_of(dialect: Dialect, name: &str, entry_type: T) -> Option<&'static Row> {
    if !KNOWN_NAMES.contains(name) {
        return None;
    }
    if dialect == Dialect::Biblatex && entry_type == T::SpecialIssue {
        let found = row_to_read(dialect, name, T::Periodical)?;
        return match swapped_for_reading(found.place, found.field) {
            Some(place) => row(place, found.field),
            None => Some(found),
        };
    }
    row_to_read(dialect, name, entry_type)
}

/// The row of a value and the name it is written under.
pub(super) fn name_of(
    dialect: Dialect,
    place: Place,
    field: Field,
    entry_type: T,
) -> Option<(&'static Row, &'static str)> {
    if dialect == Dialect::Biblatex && entry_type == T::SpecialIssue {
        let (spelled_place, own_row) = match (place, is_title(field)) {
            (Place::Here, true) => (Place::Issue, row(place, field)?),
            (Place::Container, true) => (Place::Here, row(place, field)?),
            (Place::Issue, true) => return None,
            _ => (place, row_to_write(dialect, place, field, T::Periodical)?),
        };
        let spelled = row_to_write(dialect, spelled_place, field, T::Periodical)?;
        let back = row_of(dialect, spelled.biblatex.written?, entry_type)?;
        let is_back = (back.place, back.field) == (place, field);
        return is_back.then_some((own_row, spelled.biblatex.written?));
    }
    let row = row_to_write(dialect, place, field, entry_type)?;
    Some((row, row.spelling(dialect).written?))
}

fn swapped_for_reading(place: Place, field: Field) -> Option<Place> {
    match place {
        Place::Issue if is_title(field) => Some(Place::Here),
        Place::Here if is_title(field) => Some(Place::Container),
        _ => None,
    }
}

/// Names the titles of a special issue as BibLaTeX has them where a file gives a `@periodical` both a title and the
/// journal that it is an issue of.
pub(super) fn name_titles_of_issue(dialect: Dialect, type_name: &str, fields: &mut [RawValue]) {
    if dialect != Dialect::Biblatex || entry_type_of(dialect, type_name) != Some(T::Periodical) {
        return;
    }
    let index_of = |place: Place, field: Field| {
        let of = if place == Place::Container { T::Article } else { T::Periodical };
        let row = row_to_write(dialect, place, field, of)?;
        fields.iter().position(|value| {
            let is_named = row.biblatex.written == Some(value.name.as_str())
                || row.biblatex.also_read.contains(&value.name.as_str());
            is_named && !value.is_repeated && !value.value.trim().is_empty()
        })
    };
    let titles = [index_of(Place::Container, Field::Title), index_of(Place::Here, Field::Title)];
    let [Some(journal), Some(title)] = titles else { return };
    if fields[journal].value == fields[title].value || index_of(Place::Issue, Field::Title).is_some() {
        return;
    }
    let subtitles = [index_of(Place::Container, Field::Subtitle), index_of(Place::Here, Field::Subtitle)];
    for (found, field) in [(titles, Field::Title), (subtitles, Field::Subtitle)] {
        for (index, place) in found.into_iter().zip([Place::Here, Place::Issue]) {
            let name = row(place, field).and_then(|row| row.biblatex.written);
            if let (Some(index), Some(name)) = (index, name) {
                name.clone_into(&mut fields[index].name);
            }
        }
    }
}

fn is_title(field: Field) -> bool {
    matches!(field, Field::Title | Field::Subtitle | Field::TitleAddon)
}

/// Whether BibTeX has this date as a year and a month.
pub(super) fn is_year(row: &Row) -> bool {
    row.bibtex.written.is_some() && row.bibtex.written != row.biblatex.written
}
