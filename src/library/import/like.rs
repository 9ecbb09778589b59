//! Entries that are like editions which were there.

use std::path::Path;

use super::{Preference, Run};
use crate::{
    library::{
        Error,
        filing::{self, Filed, LookedUp, Outcome, Placement},
        matching::Comparison,
        merging::{self, Choices, Conflict, Gained},
        recognizing::{Answer, Entries, Match, OnMatch, Question},
    },
    model::{Field, Place, Reference},
    store::EditionId,
};

/// An entry that was merged with an edition that was there.
#[derive(Clone, Debug)]
pub struct MergedEntry {
    /// The key that it has in the file.
    pub key: Option<String>,
    /// Its title, with markup.
    pub title: String,
    /// The key of the edition.
    pub into: String,
    /// What the edition has got from it.
    pub gained: Vec<Gained>,
    /// What the two told otherwise.
    pub conflicts: Vec<Conflict>,
}

/// An entry that is like an edition that was there.
#[derive(Clone, Debug)]
pub struct LikeEntry {
    /// Its key in the library; that in the file where it was left out.
    pub key: Option<String>,
    /// The key of the edition that it is like.
    pub like: String,
    /// Whether it was left out.
    pub is_skipped: bool,
    /// How alike they are, and why.
    pub comparison: Comparison,
}

impl Run<'_, '_> {
    /// Files an entry, or finds that it is an edition which was there.
    pub(super) fn file_alone(&mut self, reference: &Reference, file: &str) -> Result<Filed, Error> {
        let looked_up = self.filing.look_up(reference)?;
        let is_new = looked_up.is_new();
        if is_new && let Some(found) = self.recognizing.best(self.store, reference, self.entries)? {
            return self.file_like(reference, looked_up, &found, file);
        }
        let filed = self.filing.file_as(reference, looked_up)?;
        if !is_new {
            self.recognizing.take(filed.edition);
        }
        Ok(filed)
    }

    /// Files an entry that is like an edition which was there.
    fn file_like(
        &mut self,
        reference: &Reference,
        looked_up: LookedUp,
        found: &Match,
        file: &str,
    ) -> Result<Filed, Error> {
        let known = found.seen.key.clone().unwrap_or_default();
        // All that it says is said; a key of its own is all that could be added.
        let is_covered = filing::covers(&found.seen, reference);
        let has_free_key = match &reference.key {
            Some(key) => self.store.find_edition_by_key(key)?.is_none(),
            None => false,
        };
        if is_covered && !has_free_key {
            self.recognizing.take(found.edition);
            return Ok(known_edition(found.edition, known, Outcome::Identical));
        }
        match self.answer(reference, found)? {
            Answer::Merge => {
                let filed = self.filing.file_as(reference, looked_up)?;
                self.merge(reference, filed, (found.edition, known), file)
            }
            Answer::Skip => {
                let comparison = found.comparison.clone();
                let (key, like) = (reference.key.clone(), known.clone());
                self.report.unsure.push(LikeEntry { key, like, is_skipped: true, comparison });
                Ok(known_edition(found.edition, known, Outcome::Skipped))
            }
            Answer::New => {
                let filed = self.filing.file_as(reference, looked_up)?;
                if matches!(self.on_match, OnMatch::Usual) || !found.may_be_same() {
                    let (key, comparison) = (Some(filed.key.clone()), found.comparison.clone());
                    self.report.unsure.push(LikeEntry { key, like: known, is_skipped: false, comparison });
                }
                Ok(filed)
            }
        }
    }

    fn answer(&mut self, reference: &Reference, found: &Match) -> Result<Answer, Error> {
        Ok(match &mut self.on_match {
            OnMatch::Usual if found.comparison.is_sure() => Answer::Merge,
            OnMatch::Usual if self.entries == Entries::Read && found.comparison.is_same_book() => {
                Answer::Merge
            }
            OnMatch::Usual | OnMatch::New => Answer::New,
            // The identifier of another thing: one of the two is wrong.
            OnMatch::Skip | OnMatch::Merge if !found.may_be_same() => Answer::New,
            OnMatch::Skip => Answer::Skip,
            OnMatch::Merge => Answer::Merge,
            OnMatch::Ask(ask) => {
                let question =
                    Question { entry: reference, known: &found.seen, comparison: &found.comparison };
                let key = || reference.key.clone().unwrap_or_default();
                ask(&question).ok_or_else(|| Error::NoAnswer { key: key() })?
            }
        })
    }

    /// Merges an entry that was just filed with the edition that it is.
    fn merge(
        &mut self,
        reference: &Reference,
        filed: Filed,
        (edition, known): (EditionId, String),
        file: &str,
    ) -> Result<Filed, Error> {
        let has_own_key = reference.key.as_ref() == Some(&filed.key);
        let choices = match self.preference {
            Preference::Library => Choices::default(),
            Preference::File => Choices { prefer: Some(filed.key.clone()), take: Vec::new() },
        };
        let origin = (!has_own_key).then(|| own_name(file));
        let merged = match merging::merge_all(self.store, &[edition, filed.edition], &choices, origin) {
            // A part of it, whatever it looks like.
            Err(Error::PartOfOther { .. }) => return Ok(filed),
            merged => merged?,
        };
        if !has_own_key {
            // Nobody has cited by a key that was made here.
            let mut aliases = self.store.aliases(&[edition])?.remove(&edition).unwrap_or_default();
            aliases.retain(|alias| *alias != filed.key);
            self.store.set_aliases(edition, &aliases)?;
        }
        self.filing.forget();
        self.recognizing.take(edition);
        let (key, into) = (reference.key.clone(), known.clone());
        let merging::Merged { gained, conflicts, .. } = merged;
        let title = reference.fields.text(Place::Here, Field::Title).unwrap_or_default().to_owned();
        self.report.merged.push(MergedEntry { key, title, into, gained, conflicts });
        Ok(known_edition(edition, known, Outcome::Merged))
    }
}

/// The name of a file without its folders.
fn own_name(file: &str) -> &str {
    Path::new(file).file_name().and_then(|name| name.to_str()).unwrap_or(file)
}

/// What became of an entry that is an edition which was there.
fn known_edition(edition: EditionId, key: String, outcome: Outcome) -> Filed {
    let joined = Placement::Joined;
    Filed { edition, key, work: joined, expression: joined, outcome, notes: Vec::new() }
}
