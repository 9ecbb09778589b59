//! Excerpts with the citations of where they stand.

use foldhash::{HashMap, HashMapExt, HashSet};

use super::Refusal;
use crate::{
    library::{CiteOfKey, Error, Library, condition},
    model::{
        reading::Quotation,
        wanted::{Manner, Search},
    },
    rendering::{Cite, Locator, Mention, Run, Style},
    store::{EditionId, QuotationId},
};
/// An excerpt.
#[derive(Clone, Debug, PartialEq)]
pub struct Quoted {
    /// Its number among the excerpts from its edition, from 1.
    pub number: usize,
    /// Where it stands, what it says, what one thinks of it.
    pub quotation: Quotation<String>,
    /// The language of the text that it stands in, as a tag.
    pub language: Option<String>,
    /// The citation with the pages, as runs of text; empty where the style prints none.
    pub citation: Vec<Run>,
}

/// The excerpts of one edition with their rows.
type QuotedEdition = Vec<(QuotationId, Quotation<EditionId>)>;

impl Library {
    /// Keeps an excerpt; its number among those from its edition.
    pub fn quote(&mut self, quotation: &Quotation<String>) -> Result<usize, Error> {
        let edition = self.edition_of_key(&quotation.edition)?;
        let Quotation { pages, text, note, .. } = quotation.clone();
        self.store.transaction(|store| {
            store.insert_quotation(&Quotation { edition, pages, text, note })?;
            Ok(store.quotations_of(&[edition])?.len())
        })
    }

    /// An excerpt by its number among those from its edition.
    pub fn quotation(&self, key: &str, number: usize) -> Result<Quotation<String>, Error> {
        let (_, Quotation { pages, text, note, .. }) = self.numbered_quotation(key, number)?;
        Ok(Quotation { edition: key.to_owned(), pages, text, note })
    }

    /// Replaces the pages, text and note of an excerpt.
    pub fn change_quotation(&mut self, number: usize, quotation: &Quotation<String>) -> Result<(), Error> {
        let (id, old) = self.numbered_quotation(&quotation.edition, number)?;
        let Quotation { pages, text, note, .. } = quotation.clone();
        let new = Quotation { edition: old.edition, pages, text, note };
        Ok(self.store.transaction(|store| store.update_quotation(id, &new))?)
    }

    /// Removes an excerpt.
    pub fn remove_quotation(&mut self, key: &str, number: usize) -> Result<(), Error> {
        let (id, _) = self.numbered_quotation(key, number)?;
        Ok(self.store.transaction(|store| store.delete_quotation(id))?)
    }

    /// The excerpts from the editions that a query selects, and those that have all its words where it is nothing but
    /// words; each with its citation.
    pub fn quotations(&self, query: &str, style: &Style) -> Result<Vec<Quoted>, Error> {
        let words = searches(query);
        let mut found = self.store.read(|store| {
            let mut editions = store.edition_ids(&condition::any(store, query)?)?;
            let selected: HashSet<EditionId> = editions.iter().copied().collect();
            if !words.is_empty() {
                let quoted = store.edition_ids(&condition::any(store, QUOTED)?)?;
                editions.extend(quoted.into_iter().filter(|edition| !selected.contains(edition)));
            }
            let has_words = |text: &str| words.iter().all(|word| word.finds_in(text));
            let keys = store.edition_keys(&editions)?;
            let mut languages: HashMap<String, Option<String>> = HashMap::new();
            for whole in store.whole_editions(&editions)? {
                languages.insert(whole.edition.key.clone(), whole.expression.language.clone());
            }
            let mut found = Vec::new();
            let mut numbers: HashMap<EditionId, usize> = HashMap::new();
            for (_, Quotation { edition, pages, text, note }) in store.quotations_of(&editions)? {
                let number = numbers.entry(edition).or_default();
                *number += 1;
                if !selected.contains(&edition) && !has_words(&text) {
                    continue;
                }
                let key = keys.get(&edition).cloned().unwrap_or_default();
                let language = languages.get(&key).cloned().flatten();
                let quotation = Quotation { edition: key, pages, text, note };
                found.push(Quoted { number: *number, quotation, language, citation: Vec::new() });
            }
            Ok::<_, Error>(found)
        })?;
        found.sort_by(|one, other| {
            (&one.quotation.edition, one.number).cmp(&(&other.quotation.edition, other.number))
        });
        let clusters: Vec<Vec<CiteOfKey>> =
            found.iter().map(|quoted| vec![cite_of(&quoted.quotation)]).collect();
        let cited = self.cite(&clusters, style, None)?;
        for (quoted, citation) in found.iter_mut().zip(cited.citations) {
            quoted.citation = citation.unwrap_or_default();
        }
        Ok(found)
    }

    fn numbered_quotation(
        &self,
        key: &str,
        number: usize,
    ) -> Result<(QuotationId, Quotation<EditionId>), Error> {
        let edition = self.edition_of_key(key)?;
        let all: QuotedEdition = self.store.read(|store| store.quotations_of(&[edition]))?;
        let count = all.len();
        let index = number.checked_sub(1);
        index.and_then(|index| all.into_iter().nth(index)).ok_or_else(|| {
            let reason = match count {
                0 => "nothing is quoted from it".to_owned(),
                1 => "one passage only is quoted from it".to_owned(),
                _ => format!("{count} passages only are quoted from it"),
            };
            let hint = format!("`oeuvre quotes key:{key}` shows them with their numbers");
            Error::Reading { key: key.to_owned(), refusal: Refusal { reason, hint } }
        })
    }
}

/// Editions with excerpts, as a query.
const QUOTED: &str = "has:quotation";

/// What looks for the words of a query; nothing for a query that is more than words.
fn searches(query: &str) -> Vec<Search> {
    let is_word =
        |word: &&str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '’')) && *word != "OR";
    let words: Vec<&str> = query.split_whitespace().collect();
    if !words.iter().all(is_word) {
        return Vec::new();
    }
    words.into_iter().filter_map(|word| Search::new(Manner::Phrase, word).ok()).collect()
}

fn cite_of(quotation: &Quotation<String>) -> CiteOfKey {
    let (locator, rest) = quotation.pages.as_deref().map_or((None, ""), Locator::read);
    let suffix = match (locator.is_some(), rest) {
        (_, "") => String::new(),
        (_, rest) => format!(", {rest}"),
    };
    let cite = Cite { item: 0, locator, prefix: String::new(), suffix, mention: Mention::Usual };
    CiteOfKey { key: quotation.edition.clone(), cite }
}
