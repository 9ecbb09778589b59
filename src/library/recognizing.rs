//! Import: whether an entry is an edition that the library had before, under whatever key.
//!
//! Entries of one import are never taken for each other: who gives two entries in a file wants two. What the library
//! has is looked through once, when the first entry comes that has no edition of its key.

use foldhash::{HashSet, HashSetExt};

use super::{
    citing,
    matching::{self, Comparison, Portrait, Verdict, blocking::Blocks},
};
use crate::{
    model::Reference,
    store::{EditionId, StoreError, Transaction},
};
/// What an import does with an entry that is like an edition of the library, and not identical.
#[derive(Default)]
pub enum OnMatch<'a> {
    /// It is merged with that where nothing speaks against it; else it is new, and told.
    #[default]
    Usual,
    /// It is left out.
    Skip,
    /// It is merged with that.
    Merge,
    /// It is new.
    New,
    /// Somebody is asked.
    Ask(&'a mut dyn FnMut(&Question<'_>) -> Option<Answer>),
}

/// An entry that is like an edition of the library.
pub struct Question<'a> {
    /// The entry.
    pub entry: &'a Reference,
    /// The edition as it is cited.
    pub known: &'a Reference,
    /// How alike they are, and why.
    pub comparison: &'a Comparison,
}

/// What is done with such an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is left out.
    Skip,
    /// It is merged with the edition.
    Merge,
    /// It is new.
    New,
}

/// An edition that an entry is like.
pub(super) struct Match {
    pub(super) edition: EditionId,
    pub(super) seen: Reference,
    pub(super) comparison: Comparison,
}

impl Match {
    /// Whether the entry may be the edition; else it only has its identifier.
    pub(super) fn may_be_same(&self) -> bool {
        self.comparison.verdict == Verdict::Same || self.comparison.is_same_book()
    }
}

/// What the entries of a file are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Entries {
    /// Items of a bibliography.
    #[default]
    Cited,
    /// Books on the shelves of a reader.
    Read,
}

/// The editions that the library had before an import.
pub(super) struct Recognizing {
    /// The last of them; `None` where there was none.
    last: Option<EditionId>,
    index: Option<(Blocks, Vec<EditionId>)>,
    /// Those that entries of this import turned out to be.
    taken: HashSet<EditionId>,
}

/// How many editions an entry is compared with.
const MOST_COMPARED: usize = 50;

impl Recognizing {
    pub(super) fn new(store: &Transaction<'_>) -> Result<Self, StoreError> {
        Ok(Recognizing { last: store.last_edition()?, index: None, taken: HashSet::new() })
    }

    /// Notes that an entry of this import is this edition, so that no other one is taken for it.
    pub(super) fn take(&mut self, edition: EditionId) {
        if self.last.is_some() {
            self.taken.insert(edition);
        }
    }

    /// The edition that an entry is most like, if it may be the same, or has its identifier.
    pub(super) fn best(
        &mut self,
        store: &Transaction<'_>,
        reference: &Reference,
        entries: Entries,
    ) -> Result<Option<Match>, StoreError> {
        let Some(last) = self.last else { return Ok(None) };
        let (blocks, rows) = match &self.index {
            Some(index) => index,
            None => self.index.insert(index(store, last)?),
        };
        let portrait = Portrait::of(reference);
        let places = blocks.like(&portrait.heading()).into_iter();
        let mut editions: Vec<EditionId> =
            places.filter_map(|place| rows.get(place as usize).copied()).collect();
        editions.retain(|edition| !self.taken.contains(edition));
        editions.truncate(MOST_COMPARED);
        let mut best: Option<Match> = None;
        // Books of the same title and author, which are many editions or one.
        let mut alike = 0;
        for (edition, whole) in editions.iter().zip(store.whole_editions(&editions)?) {
            let seen = citing::reference(&whole);
            let mut comparison = matching::compare(&Portrait::of_whole(&whole, &seen), &portrait);
            if let Some(key) = &reference.key
                && (seen.key.as_ref() == Some(key) || seen.aliases.contains(key))
            {
                comparison = comparison.with_same_key();
            }
            let rank = |comparison: &Comparison| (comparison.verdict == Verdict::Same, comparison.score);
            let is_better = best.as_ref().is_none_or(|best| rank(&comparison) > rank(&best.comparison));
            let is_book = entries == Entries::Read && comparison.is_same_book();
            alike += usize::from(is_book && !comparison.has_common_number());
            let is_named_alike =
                comparison.verdict == Verdict::Different && comparison.has_common_identifier();
            if (comparison.verdict == Verdict::Same || is_book || is_named_alike) && is_better {
                best = Some(Match { edition: *edition, seen, comparison });
            }
        }
        // By title and author alone nobody knows which of several editions was read.
        let is_guess = |found: &Match| {
            found.comparison.verdict != Verdict::Same
                && !found.comparison.has_common_identifier()
                && alike > 1
        };
        Ok(best.filter(|found| !is_guess(found)))
    }
}

/// What the editions up to a row are looked up by.
fn index(store: &Transaction<'_>, last: EditionId) -> Result<(Blocks, Vec<EditionId>), StoreError> {
    let (mut blocks, mut rows) = (Blocks::default(), Vec::new());
    store.headings(&mut |id, row| {
        if id <= last {
            blocks.add(&matching::heading(&row));
            rows.push(id);
        }
    })?;
    blocks.sort();
    Ok((blocks, rows))
}
