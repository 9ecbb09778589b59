//! Making two editions one, or two works one, without losing anything of either.
//!
//! The edition that stays gets what the other one tells and it does not. Where both tell the same fact otherwise, one
//! value is kept as that of the edition and the other beside it, as an extra of the library's own
//! ([`own_extras::beside`]), with the key that it came with. That nothing is lost does not rest on how the tree is put
//! together: at the end both editions are seen as they were cited before, and each fact that is not said any more is
//! kept so.

mod choices;
mod edition;
mod kept;
#[cfg(test)]
mod tests;
mod tree;

pub use choices::Choices;

use super::{
    Commitment, Error, Library, citing,
    duplicates::DuplicateOptions,
    matching::{self, Portrait, Verdict},
};
use crate::{
    model::title,
    store::{EditionId, MovedRows, Snapshot, Transaction},
};
use edition::Merging;

/// A value that came from the edition that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gained {
    /// The name of the field or role.
    pub field: String,
    /// The value for people.
    pub value: String,
    /// The key of the edition that it came with.
    pub from: String,
}

/// A fact that two editions told otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The name of the field or role.
    pub field: String,
    /// The value that the edition has now, for people; empty where it has none.
    pub kept: String,
    /// The key of the edition that it came with.
    pub kept_from: String,
    /// The value that is kept beside it.
    pub beside: String,
    /// The key of the edition that it came with.
    pub beside_from: String,
}

/// What merging did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The key of the edition that is left.
    pub key: String,
    /// The keys of those that are gone, which find it from now on.
    pub gone: Vec<String>,
    /// What it has got from them.
    pub gained: Vec<Gained>,
    /// What they told otherwise.
    pub conflicts: Vec<Conflict>,
    /// The title of the work that it is of, without markup.
    pub work: String,
    /// Titles of the works that went into that, without markup.
    pub works: Vec<String>,
    /// How many editions that are only mentioned, originals and containers, turned out to be others and are one with
    /// them.
    pub mentions: usize,
    /// What was moved besides.
    pub moved: MovedRows,
    /// What speaks against their being the same, where somebody named them: whatever parts two editions, or that they
    /// were said to be different.
    pub doubts: Vec<Doubt>,
}

/// Why two editions that are merged may not be the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The keys of both.
    pub keys: [String; 2],
    /// In words: "another translator".
    pub findings: Vec<String>,
}

/// Works that were made one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// The title of the work that is left, without markup.
    pub title: String,
    /// Its handle.
    pub handle: String,
    /// The titles of those that went into it; none where all were of one work already.
    pub works: Vec<String>,
    /// How many editions that are only mentioned turned out to be others and are one with them.
    pub mentions: usize,
}

impl Library {
    /// Merges editions into one of them, all or nothing. `into` is the key of the one that stays; the first where it is
    /// not given.
    pub fn merge(
        &mut self,
        keys: &[String],
        into: Option<&str>,
        choices: &Choices,
        commitment: Commitment,
    ) -> Result<Merged, Error> {
        let ids = self.editions_to_merge(keys, into)?;
        choices.check(keys)?;
        self.in_one_change(commitment, |store| {
            let doubts = doubts(store, &ids)?;
            Ok(Merged { doubts, ..merge_all(store, &ids, choices, None)? })
        })
    }

    /// Merges all groups of editions that are the same and at least so sure, each into the one of which most is known;
    /// all or nothing.
    pub fn merge_duplicates(
        &mut self,
        options: &DuplicateOptions<'_>,
        commitment: Commitment,
    ) -> Result<Vec<Merged>, Error> {
        let found = self.duplicates(options)?;
        self.in_one_change(commitment, |store| {
            let mut all = Vec::new();
            for group in found.same {
                let mut ids = Vec::new();
                for seen in &group.editions {
                    ids.extend(store.find_edition_by_key(&seen.whole.edition.key)?);
                }
                all.push(merge_all(store, &ids, &Choices::default(), None)?);
            }
            Ok(all)
        })
    }

    /// Makes the works of editions one, and leaves the editions as they are.
    pub fn merge_works(&mut self, keys: &[String], commitment: Commitment) -> Result<Linked, Error> {
        let ids = self.editions_to_merge(keys, None)?;
        self.in_one_change(commitment, |store| tree::link(store, &ids))
    }

    fn editions_to_merge(&self, keys: &[String], into: Option<&str>) -> Result<Vec<EditionId>, Error> {
        let mut ids = Vec::new();
        for key in into.into_iter().chain(keys.iter().map(String::as_str)) {
            let id = self.edition_of_key(key)?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        if ids.len() < 2 {
            return Err(Error::SameEdition { keys: keys.to_vec() });
        }
        Ok(ids)
    }

    fn in_one_change<T>(
        &mut self,
        commitment: Commitment,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match commitment {
            Commitment::Keep => self.store.transaction(change),
            Commitment::Rehearse => self.store.rehearsal(change),
        }
    }
}

/// What speaks against merging editions into the first of them.
fn doubts(store: &Snapshot<'_>, ids: &[EditionId]) -> Result<Vec<Doubt>, Error> {
    let distinct = store.distinct_pairs()?;
    let mut wholes = store.whole_editions(ids)?.into_iter().zip(ids);
    let Some((into, into_id)) = wholes.next() else { return Ok(Vec::new()) };
    let portrait = Portrait::of_whole(&into, &citing::reference(&into));
    let mut doubts = Vec::new();
    for (whole, id) in wholes {
        let comparison =
            matching::compare(&portrait, &Portrait::of_whole(&whole, &citing::reference(&whole)));
        let mut findings = Vec::new();
        if distinct.contains(&(*into_id.min(id), *into_id.max(id))) {
            findings.push("they were said not to be the same".to_owned());
        }
        if comparison.verdict != Verdict::Same {
            let parting = comparison.evidence.into_iter().filter(|piece| piece.is_against);
            findings.extend(parting.map(|piece| piece.finding));
        }
        if !findings.is_empty() {
            doubts.push(Doubt { keys: [into.edition.key.clone(), whole.edition.key.clone()], findings });
        }
    }
    Ok(doubts)
}

/// Merges editions into the first of them. `origin` stands for the keys of the others, where nobody knows them.
pub(super) fn merge_all(
    store: &Transaction<'_>,
    ids: &[EditionId],
    choices: &Choices,
    origin: Option<&str>,
) -> Result<Merged, Error> {
    let mut merged = Merged::default();
    let Some((into, others)) = ids.split_first() else { return Ok(merged) };
    for from in others {
        let mut merging = Merging { origin, ..Merging::new(store, choices) };
        merging.merge(*into, *from)?;
        merged.absorb(merging.done);
    }
    if let Some(whole) = store.whole_editions(&[*into])?.pop() {
        merged.key.clone_from(&whole.edition.key);
        merged.work = title::plain(&whole.work.title).to_string();
    }
    Ok(merged)
}

impl Merged {
    fn absorb(&mut self, other: Merged) {
        self.gone.extend(other.gone);
        self.gained.extend(other.gained);
        self.conflicts.extend(other.conflicts);
        self.works.extend(other.works);
        self.mentions += other.mentions;
        self.moved += other.moved;
    }
}
