//! A book with two titles: `booktitle` beside `title`, for the parts that take it over by `crossref` (BibTeX knows
//! fields of the same name only; btxdoc, section 3.1). It stands in no other book, so the second one is kept as it is
//! spelled.

use super::{reading::Reading, resolve::RawValue, spelling::Spelling, types, writing::Draft};
use crate::{
    fields::{Dialect, Row},
    model::{EntryType as T, Field, Place, Reference, title},
};

/// Types that stand in nothing: what dblp has in `booktitle` there is the name of the conference for its papers.
const PROCEEDINGS: &[T] = &[T::Proceedings, T::MultiVolumeProceedings];

/// Types of books that people enter chapters as, too: there a second title is one only if it is the same.
const BOOKS: &[T] = &[
    T::Book,
    T::MultiVolumeBook,
    T::Collection,
    T::MultiVolumeCollection,
    T::ReferenceWork,
    T::MultiVolumeReference,
    T::Manual,
    T::Booklet,
];

/// What the title of the book stands in.
const TITLES: [Field; 2] = [Field::Title, Field::Subtitle];

/// Whether the book that an edition is said to stand in is the edition itself.
pub(super) fn is_in_itself(reference: &Reference) -> bool {
    let title_at = |place| {
        let parts = TITLES.map(|field| reference.fields.text(place, field).unwrap_or_default());
        title::normalize(&parts.join(" "))
    };
    let has_two = [Place::Here, Place::Container].iter().all(|place| {
        reference.fields.text(*place, Field::Title).is_some_and(|title| !title.trim().is_empty())
    });
    let is_same = || {
        let own = title_at(Place::Here);
        !own.is_empty() && own == title_at(Place::Container)
    };
    has_two
        && (PROCEEDINGS.contains(&reference.entry_type) || BOOKS.contains(&reference.entry_type) && is_same())
}

/// Which part of the title of a book a field holds. The name of a periodical that an edition came out in is none.
fn part_of_book_title(dialect: Dialect, name: &str, entry_type: T) -> Option<Field> {
    let row = types::row_of(dialect, name, entry_type)?;
    let is_periodical = [Dialect::Bibtex, Dialect::Biblatex]
        .iter()
        .any(|dialect| periodical_name(*dialect, row.field).is_some_and(|(_, other)| other == name));
    (row.place == Place::Container && TITLES.contains(&row.field) && !is_periodical).then_some(row.field)
}

/// The field for the periodical that an edition came out in.
fn periodical_name(dialect: Dialect, field: Field) -> Option<(&'static Row, &'static str)> {
    types::name_of(dialect, Place::Container, field, T::Article)
}

/// The field that a writer has for the title of a container of which a reader would take the usual one for the title of
/// the edition itself: proceedings come out in a periodical.
pub(super) fn name_beside_title(
    dialect: Dialect,
    reference: &Reference,
    field: Field,
) -> Option<(&'static Row, &'static str)> {
    let is_open = dialect == Dialect::Bibtex && PROCEEDINGS.contains(&reference.entry_type);
    periodical_name(dialect, field).filter(|_| is_open && field == Field::Title)
}

impl Reading<'_> {
    /// Keeps the second title, once all values are read.
    pub(super) fn keep_repeated_title(&mut self) {
        let entry_type = self.reference.entry_type;
        let is_second = |field: &&RawValue| {
            !field.is_repeated && part_of_book_title(self.dialect, &field.name, entry_type).is_some()
        };
        let second: Vec<&RawValue> = self.fields.iter().filter(is_second).collect();
        if second.is_empty() || !is_in_itself(&self.reference) {
            return;
        }
        for field in TITLES {
            self.reference.fields.remove(Place::Container, field);
        }
        for field in second.into_iter().filter(|field| field.inherited_from.is_none()) {
            self.keep(&field.spelled_name, field.value.clone());
        }
    }
}

impl Draft<'_> {
    /// Whether an extra is such a second title, and is one again when it is read.
    pub(super) fn is_repeated_title(&self, name: &str) -> bool {
        let (reference, own) = (self.reference, &self.reference.fields);
        if part_of_book_title(self.dialect, name, reference.entry_type).is_none()
            || TITLES.iter().any(|field| own.has(Place::Container, *field))
        {
            return false;
        }
        let mut read = Reference::new(reference.entry_type);
        for field in TITLES {
            if let Some(title) = own.get(Place::Here, field) {
                read.fields.set(Place::Here, field, title.clone());
            }
        }
        let language = own.text(Place::Here, Field::Language);
        let spelling = Spelling::of(self.dialect, language);
        for (name, extra) in &self.first_extras {
            let row = types::row_of(self.dialect, name, reference.entry_type);
            if let (Some(field), Some(row)) =
                (part_of_book_title(self.dialect, name, reference.entry_type), row)
            {
                read.fields.set(Place::Container, field, spelling.unspell(row, &extra.value));
            }
        }
        is_in_itself(&read)
    }
}
