//! What may have been meant by a query that finds nothing.

use super::{Error, Library};
use crate::{
    model::title,
    query::{self, Comparison, TermKind, Wanted},
};

/// How many words are told for one.
const MOST: u32 = 3;

/// A word that stands nowhere in the library, with words that do and are almost the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misspelled {
    /// The word, as it stands in the query.
    pub word: String,
    /// The nearest words, those of most editions first.
    pub near: Vec<String>,
}

impl Library {
    /// The words of a query that stand nowhere in the library, where others are near them.
    pub fn misspelled(&self, query: &str) -> Result<Vec<Misspelled>, Error> {
        let parsed = query::parse(query).map_err(|error| Error::Query { text: query.to_owned(), error })?;
        let mut words = Vec::new();
        for term in parsed.terms() {
            match &term.kind {
                TermKind::Anywhere(Wanted::Words(text))
                | TermKind::Field { comparison: Comparison::Is(Wanted::Words(text)), .. } => {
                    words.extend(title::normalize(text).split_whitespace().map(str::to_owned));
                }
                _ => {}
            }
        }
        self.store.read(|store| {
            let mut misspelled = Vec::new();
            for word in words {
                if store.has_word(&word)? {
                    continue;
                }
                let near = store.words_near(&word, MOST)?;
                if !near.is_empty() {
                    misspelled.push(Misspelled { word, near });
                }
            }
            Ok(misspelled)
        })
    }
}
