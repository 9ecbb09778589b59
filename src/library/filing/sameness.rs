//! When a reference says nothing that the library does not say.

use crate::{
    fields::{self, Storage},
    formats::fact::Fact,
    library::{matching, own_extras},
    model::{Field, Place, Reference, Value, title},
};

/// Whether an edition as seen in the library says all that a reference says, or keeps it beside what it says since
/// the two were merged. It may say more: what other entries told of the original or of the container.
pub fn covers(seen: &Reference, reference: &Reference) -> bool {
    let is_beside = |fact: Fact| own_extras::is_beside(&seen.extras, fact, reference);
    let is_word_beside = |name: &str, word: &str| own_extras::is_word_beside(&seen.extras, name, word);
    let says = |place: Place, field: Field, value: &Value| match seen.fields.get(place, field) {
        Some(said) if said == value => true,
        Some(Value::List(said)) if is_gathered(place, field) => {
            value.as_list().iter().all(|value| said.contains(value))
        }
        _ => is_beside(Fact::Field(place, field)),
    };
    (seen.entry_type == reference.entry_type
        || is_word_beside(own_extras::TYPE, reference.entry_type.as_str()))
        && reference.fields.iter().all(|((place, field), value)| says(place, field, value))
        && reference
            .names
            .iter()
            .all(|(key, list)| seen.names.get(key) == Some(list) || is_beside(Fact::Names(key.0, key.1)))
        && reference.extras.iter().all(|extra| seen.extras.contains(extra))
        && reference.aliases.iter().all(|alias| seen.aliases.contains(alias))
        && reference
            .links
            .iter()
            .all(|link| seen.links.contains(link) || is_word_beside(link.kind.as_str(), &link.target))
}

/// Whether an edition as seen in the library says nothing of itself that a reference does not say.
pub fn says_no_more(seen: &Reference, reference: &Reference) -> bool {
    let is_own = |place: &Place| *place == Place::Here;
    let mut names = seen.names.iter().filter(|((place, _), list)| is_own(place) && !list.is_empty());
    seen.fields.of_place(Place::Here).all(|(field, _)| reference.fields.has(Place::Here, field))
        && names.all(|(key, _)| reference.names.get(key).is_some_and(|list| !list.is_empty()))
}

/// Whether all values of a field are kept when editions are merged: numbers and keywords.
fn is_gathered(place: Place, field: Field) -> bool {
    let row = fields::row(place, field);
    row.is_some_and(|row| matches!(row.storage, Storage::Identifiers | Storage::Keywords))
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
/// the same or is given on one side only, and the titles are the same. Publishers are the same however much of their
/// names is given.
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
                (Some(ours), Some(theirs)) if *field == Field::Publishers => {
                    ours == theirs || matching::are_alike_publishers(ours.as_list(), theirs.as_list())
                }
                (Some(ours), Some(theirs)) => ours == theirs,
                _ => true,
            }
        })
}
