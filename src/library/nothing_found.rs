//! Why a query finds nothing, and what may have been meant.

use super::{Error, Library, condition, spelling, summary};
use crate::{
    model::{Standing, title},
    query::{self, Comparison, Term, TermKind, Values, Wanted},
    store::Snapshot,
};

/// How many words are told for one.
const MOST: usize = 3;
/// How many words that are almost one are tried.
const MOST_TRIED: u32 = 12;
/// The shortest word for which others are looked for, in letters: nearly every shorter one is near to many.
const SHORTEST: usize = 4;
/// How many terms are looked at.
const MOST_TERMS: usize = 10;

/// Which editions a command looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standings {
    /// Those that are items of the library in their own right.
    Listed,
    /// Those, and those that are only known through others.
    All,
}

/// Why a query finds nothing, as far as it can be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NothingFound {
    /// How many editions it selects of those that are only mentioned, where the listed ones were asked for.
    pub mentioned: usize,
    /// What must hold together, where there are several parts, with how many editions each selects alone.
    pub parts: Vec<(String, usize)>,
    /// Terms that find something, in place of one that finds nothing; for each such term.
    pub near: Vec<Vec<String>>,
    /// The first and the last year in which an edition came out, where another is asked for.
    pub years: Option<(String, String)>,
}

impl Library {
    /// Why a query finds nothing.
    pub fn nothing_found(&self, text: &str, standings: Standings) -> Result<NothingFound, Error> {
        self.store.read(|store| Search { store, standings }.explained(text))
    }
}

struct Search<'a> {
    store: &'a Snapshot<'a>,
    standings: Standings,
}

impl Search<'_> {
    fn explained(&self, text: &str) -> Result<NothingFound, Error> {
        let wrong = |error| Error::Query { text: text.to_owned(), error };
        let mut found = NothingFound::default();
        if self.standings == Standings::Listed {
            found.mentioned = summary::count(self.store, text, Standing::Mentioned)?;
        }
        let parts = query::parts(text).map_err(wrong)?;
        let mut in_vain = Vec::new();
        for part in &parts {
            let count = if parts.len() > 1 { self.count(part)? } else { 0 };
            if count == 0 {
                in_vain.push(*part);
            }
            found.parts.push(((*part).to_owned(), count));
        }
        if parts.len() < 2 {
            found.parts.clear();
        }
        for part in in_vain {
            let parsed = query::parse(part).map_err(wrong)?;
            for term in parsed.terms().into_iter().take(MOST_TERMS) {
                self.explain_term(term, &mut found)?;
            }
        }
        Ok(found)
    }

    /// How many editions a query selects.
    fn count(&self, text: &str) -> Result<usize, Error> {
        match self.standings {
            Standings::Listed => summary::count(self.store, text, Standing::Listed),
            Standings::All => Ok(self.store.count_editions(&condition::any(self.store, text)?)?),
        }
    }

    fn explain_term(&self, term: &Term, found: &mut NothingFound) -> Result<(), Error> {
        let (name, comparison) = match &term.kind {
            TermKind::Anywhere(Wanted::Words(words)) => {
                self.explain_key(words, found)?;
                return self.explain_words("", words, found);
            }
            TermKind::Field { name, comparison } => (name, comparison),
            TermKind::Anywhere(_) | TermKind::Saved(_) => return Ok(()),
        };
        match (query::values_of(name), comparison) {
            (Values::Words, Comparison::Is(Wanted::Words(words))) => {
                self.explain_words(&format!("{name}:"), words, found)
            }
            (Values::Keys, Comparison::Is(Wanted::Words(key))) => {
                let near = spelling::similar_keys(self.store, key)?;
                let near = near.into_iter().map(|key| format!("{name}:{key}"));
                self.keep(near.collect(), found)
            }
            (Values::Dates, _) => {
                found.years = self
                    .store
                    .first_and_last_date()?
                    .map(|(first, last)| (first.display_year(), last.display_year()));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A word that is the key of an edition, or was it, which the full text does not hold.
    fn explain_key(&self, word: &str, found: &mut NothingFound) -> Result<(), Error> {
        let is_key = !word.contains(' ') && self.store.find_edition_by_key(word)?.is_some();
        if is_key && self.count(word)? == 0 { self.keep(vec![format!("key:{word}")], found) } else { Ok(()) }
    }

    /// The words of a term, each of which may be another one.
    fn explain_words(&self, field: &str, text: &str, found: &mut NothingFound) -> Result<(), Error> {
        let normal = title::normalize(text);
        let words: Vec<&str> = normal.split_whitespace().collect();
        if words.is_empty() || self.count(&term(field, &words))? > 0 {
            return Ok(());
        }
        let mut near = Vec::new();
        for (index, word) in words.iter().enumerate().take(MOST_TERMS) {
            let is_number = word.chars().all(|c| c.is_ascii_digit());
            if is_number || word.chars().count() < SHORTEST {
                continue;
            }
            for other in self.store.words_near(word, MOST_TRIED)? {
                let mut changed = words.clone();
                if let Some(place) = changed.get_mut(index) {
                    *place = &other;
                }
                near.push(term(field, &changed));
            }
        }
        self.keep(near, found)
    }

    /// Keeps the terms that find something.
    fn keep(&self, terms: Vec<String>, found: &mut NothingFound) -> Result<(), Error> {
        let mut kept: Vec<String> = Vec::new();
        for term in terms {
            if kept.len() < MOST && self.count(&term)? > 0 {
                kept.push(term);
            }
        }
        if !kept.is_empty() {
            found.near.push(kept);
        }
        Ok(())
    }
}

fn term(field: &str, words: &[&str]) -> String {
    match words {
        [one] => format!("{field}{one}"),
        several => format!("{field}\"{}\"", several.join(" ")),
    }
}
