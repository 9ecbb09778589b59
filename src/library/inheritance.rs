//! What a part takes from the edition that contains it.
//!
//! In flat entries the publisher of a chapter is a field of the chapter; in a library it is a fact about the
//! book. Filing moves such fields to the container and citing brings them back, so the two lists below are
//! written once.

use crate::model::{EntryType, Field, Place, Role};

/// What names the container itself.
pub const NAMING: &[Field] =
    &[Field::Title, Field::Subtitle, Field::TitleAddon, Field::ShortTitle, Field::Issn];

/// What a part of a book says of its container in flat entries.
pub const FROM_BOOK: &[Field] = &[
    Field::Publishers,
    Field::Places,
    Field::Organizations,
    Field::Edition,
    Field::Volume,
    Field::Volumes,
    Field::Part,
    Field::Isbn,
];

/// Places whose fields are the container's when the edition is a part of a book.
pub const PLACES_FROM_BOOK: &[Place] = &[Place::Set, Place::Series];

/// Whether a field of a flat entry of this type is a fact about the book that the edition is part of.
pub fn book_keeps_field(entry_type: EntryType, place: Place, field: Field) -> bool {
    let is_of_book =
        PLACES_FROM_BOOK.contains(&place) || (place == Place::Here && FROM_BOOK.contains(&field));
    entry_type.is_part_of_book() && is_of_book
}

/// The same for names: the editor of the book, and that of its series.
pub fn book_keeps_role(entry_type: EntryType, place: Place, role: Role) -> bool {
    entry_type.is_part_of_book() && role == Role::Editor && matches!(place, Place::Here | Place::Series)
}

/// The fields of the container that a flat entry of this type can give.
pub fn of_container(entry_type: EntryType) -> impl Iterator<Item = Field> {
    let book: &[Field] = if entry_type.is_part_of_book() { FROM_BOOK } else { &[] };
    NAMING.iter().chain(book).copied()
}

/// What an entry says of the original, or of the edition that it reprints, in flat entries.
pub const OF_EARLIER_EDITION: &[Field] =
    &[Field::Title, Field::Subtitle, Field::Date, Field::Publishers, Field::Places];
