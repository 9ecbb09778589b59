//! Words that BibLaTeX prints in the language of the document (manual, section 4.9.2), with the English ones,
//! for formats that print what stands in a field.

use std::borrow::Cow;

use super::Kind;
use crate::model::{Field, Place};

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

/// A text of a field as it is printed in English. Only fields that can hold such a key are looked at.
pub fn in_words<'t>(kind: Kind, place: Place, field: Field, text: &'t str) -> Cow<'t, str> {
    let holds_keys =
        kind == Kind::Word || field == Field::Places || (place, field) == (Place::Series, Field::Title);
    let word = WORDS.iter().find(|(key, _)| holds_keys && *key == text);
    word.map_or(Cow::Borrowed(text), |(_, english)| Cow::Borrowed(english))
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
