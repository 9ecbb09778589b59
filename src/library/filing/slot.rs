//! Which edition a reference is by its key.

use super::{Filing, Repetition, Slot, container, sameness};
use crate::{
    library::naming,
    model::{Reference, Standing},
    store::{EditionId, StoreError},
};

/// How many editions are looked at that stand under one key and its numbered neighbours.
const MOST_OF_ONE_KEY: u64 = 8;

impl Filing<'_> {
    /// Decides by the key which edition a reference is or becomes.
    pub(super) fn slot(
        &mut self,
        reference: &Reference,
        notes: &mut Vec<String>,
    ) -> Result<Slot, StoreError> {
        let Some(key) = reference.key.as_deref().filter(|key| !key.is_empty()) else {
            let made = self.made_key(reference)?;
            if let Some(edition) = self.store.find_edition_by_key(&made.first())? {
                let seen = self.seen(edition)?;
                if seen.standing == Standing::Mentioned && self.may_become(edition, &seen, reference)? {
                    return Ok(Slot::Promote(edition));
                }
                let first = made.first();
                let occurrence = self.occurrence(&first, edition);
                if self.is_known_as(edition, &seen, reference) {
                    return Ok(Slot::Identical(edition));
                }
                if let Some(edition) =
                    self.filed_before(occurrence, &|number| made.numbered(number), reference)?
                {
                    return Ok(Slot::Identical(edition));
                }
            }
            return Ok(Slot::New(self.free_made_key(&made)?));
        };
        let Some(edition) = self.store.find_edition_by_key(key)? else {
            return Ok(Slot::New(key.to_owned()));
        };
        let occurrence = self.occurrence(key, edition);
        let seen = match self.seen_ahead.remove(&edition) {
            Some(seen) => seen,
            None => self.seen(edition)?,
        };
        if self.is_known_as(edition, &seen, reference) {
            return Ok(match (seen.standing, reference.standing) {
                (Standing::Mentioned, Standing::Listed) => Slot::Promote(edition),
                _ => Slot::Identical(edition),
            });
        }
        if seen.standing == Standing::Mentioned {
            // Nobody chose the key of an edition that is only mentioned: it gives way.
            if self.may_become(edition, &seen, reference)? {
                return Ok(Slot::Promote(edition));
            }
            let other = self.free_key(key)?;
            self.store.rename_key(edition, &other)?;
            self.store.set_aliases(edition, &[])?;
            self.known_containers.clear();
            return Ok(Slot::New(key.to_owned()));
        }
        if let Some(edition) =
            self.filed_before(occurrence, &|number| naming::numbered(key, number), reference)?
        {
            return Ok(Slot::Identical(edition));
        }
        let other = self.free_key(key)?;
        notes.push(format!("the key {key} belongs to another entry of the library; kept as {other}"));
        Ok(Slot::New(other))
    }

    /// Whether an edition is what a reference says. One that was there before this command may say more: it was told
    /// more since. One that another entry of the same input became says what that said; an entry that says less is
    /// another one, since nobody knows whether it is the same.
    fn is_known_as(&self, edition: EditionId, seen: &Reference, reference: &Reference) -> bool {
        sameness::covers(seen, reference)
            && (!self.filed_here.contains(edition) || sameness::says_no_more(seen, reference))
    }

    /// Whether an edition that is only mentioned may be the one that a reference describes. A container stays
    /// what its parts say of it.
    pub(super) fn may_become(
        &self,
        edition: EditionId,
        seen: &Reference,
        reference: &Reference,
    ) -> Result<bool, StoreError> {
        let stays_as_told = || -> Result<_, StoreError> {
            Ok(!self.store.has_parts(edition)? || container::is_said_of(reference, seen))
        };
        Ok(sameness::may_be(seen, reference) && stays_as_told()?)
    }

    /// How often a key has come in this input, of which an edition is found.
    fn occurrence(&mut self, key: &str, edition: EditionId) -> u64 {
        let occurrence = match self.met.contains(edition) {
            true => self.repeated.get(key).unwrap_or(1) + 1,
            false => 1,
        };
        self.met.insert(edition);
        if occurrence > 1 {
            self.repeated.insert(key, occurrence);
        }
        occurrence
    }

    /// The edition that this entry became when it was filed before: under its own key, or under the one it got
    /// because its own was taken. Where the very same file was filed before, an entry of the same type and
    /// title is that one, even if the library tells more or otherwise of it by now.
    fn filed_before(
        &self,
        occurrence: u64,
        numbered: &dyn Fn(u64) -> String,
        reference: &Reference,
    ) -> Result<Option<EditionId>, StoreError> {
        // The third entry of a key in this input was most likely the third one when it was filed before.
        for number in std::iter::once(occurrence).chain(1..=MOST_OF_ONE_KEY) {
            let candidate = numbered(number);
            let Some(edition) = self.store.find_edition_by_key(&candidate)? else { continue };
            let seen = self.seen(edition)?;
            let is_known =
                self.repetition == Repetition::Again && sameness::is_headed_alike(&seen, reference);
            if is_known || self.is_known_as(edition, &seen, reference) {
                return Ok(Some(edition));
            }
        }
        Ok(None)
    }
}
