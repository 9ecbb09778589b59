//! Citation keys after patterns.
//!
//! A pattern says what keys are made from (`pattern.rs`); what it may ask for stands in the tables of `terms.rs` and
//! `filters.rs`. Keys that would be the same are told apart by a suffix. A key that was ever used is kept as an alias
//! and goes to nobody else.

mod arguments;
mod filters;
mod formulas;
mod function_words;
mod jabref;
mod pattern;
mod reading;
mod suffix;
mod terms;
#[cfg(test)]
mod tests;
mod value;

pub use filters::{KEY_FILTERS, KeyFilter};
pub use jabref::JABREF_MARKERS;
pub use pattern::{DEFAULT_PATTERN, Pattern, PatternError, Stem};
pub use suffix::SuffixRule;
pub use terms::{KEY_TERMS, KeyExample, KeyTerm, Subject};

use foldhash::{HashMap, HashMapExt};
use std::collections::BTreeSet;

use super::{Commitment, Error, Library, citing, condition};
use crate::{
    model::Reference,
    store::{EditionId, Snapshot, StoreResult, Transaction, Whole},
};

/// An edition that gets another key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renaming {
    /// The key that it has.
    pub old: String,
    /// The key that it gets; the one it has goes on working.
    pub new: String,
    /// The key of the edition that has, or had, the key which the pattern makes.
    pub clash: Option<String>,
}

/// Two editions to which a pattern gives the same key, while nothing is to tell them apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The edition that keeps the key it has.
    pub key: String,
    /// What the pattern makes.
    pub made: String,
    /// Whose key that is, or was.
    pub of: String,
}

/// What was renamed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renamed {
    /// How many editions were looked at.
    pub editions: usize,
    /// How many of them have a pinned key.
    pub pinned: usize,
    /// Those that get another key, by the key that they have.
    pub changed: Vec<Renaming>,
    /// Those that would, but for another edition.
    pub clashes: Vec<Clash>,
}

/// How many editions are read at a time.
const BATCH: usize = 500;

impl Library {
    /// Gives the listed editions of a query the keys that a pattern makes, or the pattern of the library. Pinned keys
    /// stay. All is done or nothing.
    pub fn rename_keys(
        &mut self,
        query: &str,
        pattern: Option<&Pattern>,
        commitment: Commitment,
    ) -> Result<Renamed, Error> {
        let rename = |store: &Transaction<'_>| {
            let own = own_pattern(store)?;
            let (renamed, keys) = plan(store, query, pattern.unwrap_or(&own))?;
            store.rename_keys(&keys)?;
            Ok::<_, Error>(renamed)
        };
        match commitment {
            Commitment::Keep => self.store.transaction(rename),
            Commitment::Rehearse => self.store.read(|store| {
                let own = own_pattern(store)?;
                Ok(plan(store, query, pattern.unwrap_or(&own))?.0)
            }),
        }
    }

    /// Gives an edition the key that somebody chose, and pins it. The one that it had goes on working.
    pub fn rename_key(&mut self, old: &str, new: &str) -> Result<Renaming, Error> {
        let edition = self.edition_of_key(old)?;
        check_citable(new)?;
        self.store.transaction(|store| {
            let folded = new.to_lowercase();
            let holder = store
                .every_key()?
                .into_iter()
                .find(|(key, other, _)| *other != edition && key.to_lowercase() == folded);
            if let Some((_, _, holder)) = holder {
                return Err(bad_key(format!("{new} belongs to {holder}, which has that key or had it")));
            }
            let old = current_key(store, edition)?;
            store.rename_keys(&[(edition, new.to_owned())])?;
            store.pin_keys(&[edition])?;
            Ok(Renaming { old, new: new.to_owned(), clash: None })
        })
    }

    /// The key that a pattern makes for an edition, without what would tell it from others.
    pub fn key_made(&self, key: &str, pattern: &Pattern) -> Result<String, Error> {
        let edition = self.edition_of_key(key)?;
        let whole = self.whole(edition)?;
        Ok(stem(&whole, pattern).key(pattern.suffix(), 0))
    }

    /// Reads a pattern.
    pub fn pattern_of_keys(text: &str) -> Result<Pattern, Error> {
        Pattern::parse(text).map_err(|error| Error::Pattern { text: text.to_owned(), error })
    }

    /// The pattern of the library, by which new editions without a key get one.
    pub fn key_pattern(&self) -> Result<Pattern, Error> {
        Ok(self.store.read(own_pattern)?)
    }

    /// Makes a pattern that of the library; without one, the usual pattern.
    pub fn keep_key_pattern(&mut self, pattern: Option<&Pattern>) -> Result<(), Error> {
        self.store.transaction(|store| Ok(store.set_key_pattern(pattern.map(Pattern::text))?))
    }

    /// Pins the keys of editions, so that nothing changes them but `edit`; gives those that were not pinned.
    pub fn pin_keys(&mut self, keys: &[String]) -> Result<Vec<String>, Error> {
        self.turn_pins(keys, |store, editions| store.pin_keys(editions))
    }

    /// Lets keys be changed again; gives those that were pinned.
    pub fn unpin_keys(&mut self, keys: &[String]) -> Result<Vec<String>, Error> {
        self.turn_pins(keys, |store, editions| store.unpin_keys(editions))
    }

    /// The keys that are pinned, ordered.
    pub fn pinned_keys(&self) -> Result<Vec<String>, Error> {
        Ok(self.store.read(|store| store.pinned_keys())?)
    }

    fn turn_pins(
        &mut self,
        keys: &[String],
        turn: impl FnOnce(&Transaction<'_>, &[EditionId]) -> StoreResult<()>,
    ) -> Result<Vec<String>, Error> {
        let editions: Vec<EditionId> =
            keys.iter().map(|key| self.edition_of_key(key)).collect::<Result<_, _>>()?;
        self.store.transaction(|store| {
            let before: BTreeSet<String> = store.pinned_keys()?.into_iter().collect();
            turn(store, &editions)?;
            let after: BTreeSet<String> = store.pinned_keys()?.into_iter().collect();
            Ok(before.symmetric_difference(&after).cloned().collect())
        })
    }
}

/// Signs that end a key in TeX, or mean something there.
const UNCITABLE: &str = ",{}\"\\#%~";

/// An error for a key that somebody chose and that cannot be cited.
pub fn check_citable(key: &str) -> Result<(), Error> {
    let is_uncitable = |c: char| c.is_whitespace() || c.is_control() || UNCITABLE.contains(c);
    if key.is_empty() || key.contains(is_uncitable) {
        return Err(bad_key(format!("{key:?} cannot be cited in TeX: leave out spaces and {UNCITABLE}")));
    }
    Ok(())
}

fn bad_key(reason: String) -> Error {
    Error::BadField { field: "key".to_owned(), reason }
}

fn current_key(store: &Snapshot<'_>, edition: EditionId) -> StoreResult<String> {
    Ok(store.edition_keys(&[edition])?.remove(&edition).unwrap_or_default())
}

/// The pattern of a library. One that this program does not understand is that of another version, and is left alone.
pub(super) fn own_pattern(store: &Snapshot<'_>) -> StoreResult<Pattern> {
    let text = store.key_pattern()?;
    let own = text.and_then(|text| Pattern::parse(&text).ok());
    Ok(own.unwrap_or_else(|| Pattern::usual().clone()))
}

/// The key of an edition that is not in the library yet.
pub(super) fn stem_of(reference: &Reference, pattern: &Pattern) -> Stem {
    pattern.make(&Subject { reference, work_title: None })
}

fn stem(whole: &Whole, pattern: &Pattern) -> Stem {
    let mut reference = citing::reference(whole);
    reference.work_kind = Some(whole.work.kind);
    pattern.make(&Subject { reference: &reference, work_title: Some(&whole.work.title) })
}

/// An edition with the key that it has and what the pattern makes.
struct Candidate {
    edition: EditionId,
    key: String,
    stem: Stem,
}

fn plan(
    store: &Snapshot<'_>,
    query: &str,
    pattern: &Pattern,
) -> Result<(Renamed, Vec<(EditionId, String)>), Error> {
    let pinned = store.pinned_editions()?;
    let mut ids = store.edition_ids(&condition::listed(store, query)?)?;
    let mut renamed = Renamed { editions: ids.len(), ..Renamed::default() };
    ids.retain(|id| !pinned.contains(id));
    renamed.pinned = renamed.editions - ids.len();
    let mut names = Names::of(store.every_key()?);
    let mut keys = Vec::new();
    for ids in ids.chunks(BATCH) {
        for (edition, whole) in ids.iter().zip(store.whole_editions(ids)?) {
            let key = whole.edition.key.clone();
            let candidate = Candidate { edition: *edition, stem: stem(&whole, pattern), key };
            match names.choose(&candidate, pattern.suffix()) {
                Choice::Same => {}
                Choice::New { key, clash } => {
                    keys.push((candidate.edition, key.clone()));
                    renamed.changed.push(Renaming { old: candidate.key, new: key, clash });
                }
                Choice::Clash(made, of) => renamed.clashes.push(Clash { key: candidate.key, made, of }),
            }
        }
    }
    Ok((renamed, keys))
}

/// Every key that is or was in use. BibTeX takes keys that differ only in case for the same one.
struct Names {
    holders: HashMap<String, (EditionId, String)>,
    /// The number that is to be tried next of each stem.
    numbers: HashMap<String, u64>,
}

enum Choice {
    Same,
    New { key: String, clash: Option<String> },
    Clash(String, String),
}

impl Names {
    /// Keys with their editions and these with the keys that they have now.
    fn of(keys: Vec<(String, EditionId, String)>) -> Names {
        let folded = keys.into_iter().map(|(key, edition, now)| (key.to_lowercase(), (edition, now)));
        Names { holders: folded.collect(), numbers: HashMap::new() }
    }

    /// Who has or had a key, other than an edition itself.
    fn holder(&self, key: &str, edition: EditionId) -> Option<&str> {
        let (holder, now) = self.holders.get(&key.to_lowercase())?;
        (*holder != edition).then_some(now)
    }

    fn choose(&mut self, candidate: &Candidate, rule: &SuffixRule) -> Choice {
        let Candidate { edition, key: old, stem } = candidate;
        let bare = stem.key(rule, 0);
        let Some(clash) = self.holder(&bare, *edition).map(str::to_owned) else {
            return self.take(candidate, bare, None);
        };
        // What has a suffix already keeps it.
        if stem.number_of(rule, old).is_some_and(|number| number > 0) {
            return Choice::Same;
        }
        if *rule == SuffixRule::None {
            return Choice::Clash(bare, clash);
        }
        let folded = bare.to_lowercase();
        let mut number = self.numbers.get(&folded).copied().unwrap_or(1);
        // Each turn passes a key that somebody has, and none is passed twice.
        while self.holder(&stem.key(rule, number), *edition).is_some() {
            number += 1;
        }
        self.numbers.insert(folded, number + 1);
        self.take(candidate, stem.key(rule, number), Some(clash))
    }

    fn take(&mut self, candidate: &Candidate, key: String, clash: Option<String>) -> Choice {
        // Told of others under the key that people know.
        self.holders.insert(key.to_lowercase(), (candidate.edition, candidate.key.clone()));
        if key == candidate.key { Choice::Same } else { Choice::New { key, clash } }
    }
}
