//! Words that BibLaTeX prints in the language of the document (manual, section 4.9.2), with the English ones,
//! for formats that print what stands in a field.

use std::borrow::Cow;

use super::{Kind, row};
use crate::model::{Field, Place, Reference, Value};

/// The key and what is printed for it in English.
const WORDS: &[(&str, &str)] = &[
    ("mathesis", "Master’s thesis"),
    ("phdthesis", "PhD thesis"),
    ("candthesis", "Candidate thesis"),
    ("bathesis", "Bachelor’s thesis"),
    ("techreport", "technical report"),
    ("resreport", "research report"),
    ("software", "computer software"),
    ("datacd", "data CD"),
    ("audiocd", "audio CD"),
    ("patent", "patent"),
    ("patentde", "German patent"),
    ("patenteu", "European patent"),
    ("patentfr", "French patent"),
    ("patentuk", "British patent"),
    ("patentus", "U.S. patent"),
    ("patreq", "patent request"),
    ("patreqde", "German patent request"),
    ("patreqeu", "European patent request"),
    ("patreqfr", "French patent request"),
    ("patrequk", "British patent request"),
    ("patrequs", "U.S. patent request"),
    ("inpreparation", "in preparation"),
    ("inpress", "in press"),
    ("prepublished", "pre-published"),
    ("newseries", "new series"),
    ("oldseries", "old series"),
    ("countryde", "Germany"),
    ("countryeu", "European Union"),
    ("countryep", "European Union"),
    ("countryfr", "France"),
    ("countryuk", "United Kingdom"),
    ("countryus", "United States of America"),
];

/// A reference with words where it has keys, for formats that print what stands in a field.
pub fn in_words(reference: &Reference) -> Cow<'_, Reference> {
    let mut worded = Cow::Borrowed(reference);
    for ((place, field), value) in reference.fields.iter().filter(|((p, f), _)| holds_keys(*p, *f)) {
        let found = match value {
            Value::Text(text) => word_for(text).map(|word| Value::Text(word.to_owned())),
            Value::List(list) if list.iter().any(|text| word_for(text).is_some()) => {
                let words = list.iter().map(|text| word_for(text).unwrap_or(text).to_owned());
                Some(Value::List(words.collect()))
            }
            _ => None,
        };
        if let Some(found) = found {
            worded.to_mut().fields.set(place, field, found);
        }
    }
    worded
}

/// Whether a field can hold such keys.
fn holds_keys(place: Place, field: Field) -> bool {
    field == Field::Places
        || (place, field) == (Place::Series, Field::Title)
        || row(place, field).is_some_and(|row| row.kind == Kind::Word)
}

fn word_for(key: &str) -> Option<&'static str> {
    WORDS.iter().find(|(known, _)| *known == key).map(|(_, word)| *word)
}

/// Where to find an electronic print by its number (BibLaTeX manual, section 3.14.7): the type of print in lower
/// case, and what stands before the number.
const REPOSITORIES: &[(&str, &str)] = &[
    ("arxiv", "https://arxiv.org/abs/"),
    ("jstor", "https://www.jstor.org/stable/"),
    ("pubmed", "https://pubmed.ncbi.nlm.nih.gov/"),
    ("hdl", "https://hdl.handle.net/"),
    ("googlebooks", "https://books.google.com/books?id="),
];

/// The address of an electronic print.
pub fn eprint_address(eprint_type: &str, eprint: &str) -> Option<String> {
    let folded = eprint_type.to_lowercase();
    let (_, before) = REPOSITORIES.iter().find(|(name, _)| *name == folded)?;
    (!eprint.is_empty() && !eprint.contains(char::is_whitespace)).then(|| format!("{before}{eprint}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntryType;

    #[test]
    fn keys_become_words_where_they_are_keys() {
        let mut reference = Reference::new(EntryType::Patent);
        let places: Vec<String> = ["countryfr", "Paris"].map(str::to_owned).into();
        reference.fields.set(Place::Here, Field::Places, places);
        reference.fields.set(Place::Here, Field::Genre, "patreqfr");
        reference.fields.set(Place::Here, Field::Title, "software");
        let worded = in_words(&reference);
        assert_eq!(worded.fields.list(Place::Here, Field::Places), ["France", "Paris"]);
        assert_eq!(worded.fields.text(Place::Here, Field::Genre), Some("French patent request"));
        assert_eq!(worded.fields.text(Place::Here, Field::Title), Some("software"));
        assert_eq!(in_words(&worded), worded);
    }
}
