//! When a reference says nothing that the library does not say.

use crate::model::{Field, Place, Reference, title};

/// Whether an edition as seen in the library says all that a reference says. It may say more: what other
/// entries told of the original or of the container.
pub fn covers(seen: &Reference, reference: &Reference) -> bool {
    seen.entry_type == reference.entry_type
        && reference.fields.iter().all(|((place, field), value)| seen.fields.get(place, field) == Some(value))
        && reference.names.iter().all(|(key, list)| seen.names.get(key) == Some(list))
        && reference.extras.iter().all(|extra| seen.extras.contains(extra))
        && reference.aliases.iter().all(|alias| seen.aliases.contains(alias))
        && reference.links.iter().all(|link| seen.links.contains(link))
}

/// Whether two references have the same type and title.
pub fn is_headed_alike(seen: &Reference, reference: &Reference) -> bool {
    let title = |reference: &Reference| reference.fields.get(Place::Here, Field::Title).cloned();
    seen.entry_type == reference.entry_type && title(seen) == title(reference)
}

/// The fields that tell one edition of a text from another.
const TELLING: &[Field] =
    &[Field::Title, Field::Subtitle, Field::Date, Field::Publishers, Field::Places, Field::Edition];

/// Whether an edition that is only mentioned may be the one that a reference describes: each telling field is
/// the same or is given on one side only, and the titles are the same.
pub fn may_be(seen: &Reference, reference: &Reference) -> bool {
    let same_title =
        match (seen.fields.text(Place::Here, Field::Title), reference.fields.text(Place::Here, Field::Title))
        {
            (Some(ours), Some(theirs)) => title::normalize(ours) == title::normalize(theirs),
            _ => false,
        };
    same_title
        && TELLING.iter().skip(1).all(|field| {
            match (seen.fields.get(Place::Here, *field), reference.fields.get(Place::Here, *field)) {
                (Some(ours), Some(theirs)) => ours == theirs,
                _ => true,
            }
        })
}
