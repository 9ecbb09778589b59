//! Whether a work is the one that a reference is of: what counts as evidence, and what does not.

use super::{
    outline::{KnownEdition, Outline},
    placement::is_translation,
};
use crate::model::{EntryType, Field, Place, Reference, Role, title};

/// Entry types whose author and title together mean one work. Articles and letters do not: an author may
/// write ten of one title.
pub const TELLING_TYPES: &[EntryType] = &[
    EntryType::Book,
    EntryType::MultiVolumeBook,
    EntryType::Collection,
    EntryType::MultiVolumeCollection,
    EntryType::Booklet,
    EntryType::Classic,
    EntryType::Periodical,
    EntryType::ReferenceWork,
];

/// Whether a work has the authors of a reference.
pub(super) fn same_authors(outline: &Outline, reference: &Reference) -> bool {
    match reference.names.get(&(Place::Here, Role::Author)) {
        Some(given) => outline.authors == *given,
        None => outline.authors.is_empty(),
    }
}

/// Whether a reference is of a work that has its title.
pub(super) fn is_same_work(outline: &Outline, reference: &Reference) -> bool {
    if !same_authors(outline, reference) {
        return false;
    }
    let has_authors = !reference.names(Place::Here, Role::Author).is_empty();
    if reference.fields.has(Place::Original, Field::Title) {
        has_authors && outline.owns_its_title()
    } else if is_translation(reference) {
        outline.has_translation_as_told(reference)
    } else {
        let is_known = outline.editions.iter().any(|known| is_edition_of_text(known, reference, has_authors));
        is_known || (has_authors && is_known_by_title_alone(outline, reference))
    }
}

/// Whether an edition of an untranslated text, by the same authors and of the same title, shows that a
/// reference is of the same work: it is of a like type; without authors the two have the same editors
/// besides, since a title alone says little.
fn is_edition_of_text(known: &KnownEdition, reference: &Reference, has_authors: bool) -> bool {
    let is_periodical = reference.entry_type == EntryType::Periodical;
    let is_telling = TELLING_TYPES.contains(&reference.entry_type);
    let same_editors = known.editors.names == reference.names(Place::Here, Role::Editor);
    !known.is_translated
        && known.subtitle == reference.fields.text(Place::Here, Field::Subtitle).map(title::normalize)
        && (known.entry_type == EntryType::Periodical) == is_periodical
        && TELLING_TYPES.contains(&known.entry_type) == is_telling
        && (has_authors || is_periodical || (same_editors && known.names_anybody))
}

/// Whether a reference may be of the original of a work of which only translations are known, and its title
/// from elsewhere than from them.
fn is_known_by_title_alone(outline: &Outline, reference: &Reference) -> bool {
    outline.editions.iter().all(|known| known.is_translated)
        && outline.owns_its_title()
        && !reference.fields.has(Place::Here, Field::Subtitle)
        && reference.entry_type != EntryType::Periodical
}
