//! The multi-volume work that an entry is a volume of: no program has a tag for it, so a note tells of it.

use super::originals::Told;
use super::reading::Reading;
use super::text::{join_title, one_line};
use crate::formats::fact::Fact;
use crate::model::{Field, Place, Reference};

/// What a note begins with that tells of the multi-volume work.
const PART_OF: &str = "Part of: ";

/// Reads a note that tells of the multi-volume work and nothing else; whether it is one.
pub(super) fn read_note(reading: &mut Reading<'_>, note: &str) -> bool {
    let title = note.strip_prefix(PART_OF).filter(|text| !text.contains('\n')).map(one_line);
    let Some(title) = title.filter(|title| !title.is_empty()) else { return false };
    if reading.reference.fields.has(Place::Set, Field::Title) {
        return false;
    }
    reading.set(Place::Set, Field::Title, title);
    true
}

/// The note that tells of the multi-volume work.
pub(super) fn write(reference: &Reference) -> Option<Told> {
    let text = |field| reference.fields.text(Place::Set, field).unwrap_or_default();
    let title = join_title(text(Field::Title), text(Field::Subtitle));
    let facts = [Field::Title, Field::Subtitle].map(|field| Fact::Field(Place::Set, field));
    let facts = facts.into_iter().filter(|fact| crate::formats::private::display(reference, *fact).is_some());
    (!title.trim().is_empty()).then(|| Told {
        tag: "N1",
        text: format!("{PART_OF}{title}"),
        facts: facts.collect(),
    })
}
