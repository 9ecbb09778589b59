//! Removing editions, with what nothing else needs.

use std::collections::{BTreeMap, BTreeSet};

use super::{Error, Library};
use crate::{
    model::{Standing, title},
    store::{AgentId, Condition, EditionId, EditionLinks, SqlValue, StoreError, Transaction, Triple, Whole},
};

/// What removing did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// The editions that were asked for, by the keys that they had.
    pub editions: Vec<String>,
    /// Keys of editions that nothing else mentioned: originals, books of chapters.
    pub mentioned: Vec<String>,
    /// Titles of works with no edition left, without markup.
    pub works: Vec<String>,
    /// How many people and bodies went, since nothing else is known of them.
    pub agents: usize,
}

impl Library {
    /// Removes editions, and with them what nothing else needs: their texts and works, originals and books
    /// that only they mentioned, people of whom nothing else is known. An edition that others are part of or
    /// come from is refused, unless those are removed as well. All is done or nothing.
    pub fn remove(&mut self, keys: &[String]) -> Result<Removed, Error> {
        let ids: BTreeSet<EditionId> =
            keys.iter().map(|key| self.edition_of_key(key)).collect::<Result<_, _>>()?;
        self.store.transaction(|store| {
            let mut removal =
                Removal { store, removed: Removed::default(), titles: BTreeMap::new(), kept: &[] };
            removal.remove(&ids.into_iter().collect::<Vec<_>>())?;
            Ok(removal.removed)
        })
    }
}

struct Removal<'a> {
    store: &'a Transaction<'a>,
    removed: Removed,
    /// Titles of the works that may have gone, by handle.
    titles: BTreeMap<String, String>,
    /// Editions that stay though nothing mentions them.
    kept: &'a [EditionId],
}

impl Removal<'_> {
    fn remove(&mut self, ids: &[EditionId]) -> Result<(), Error> {
        let mut agents: BTreeSet<_> = self.store.agents_of(ids)?.into_iter().collect();
        let wholes = self.store.whole_editions(ids)?;
        self.untie(ids)?;
        for (id, whole) in ids.iter().zip(&wholes) {
            self.note_work(whole);
            self.store.delete_edition(*id)?;
            self.removed.editions.push(whole.edition.key.clone());
        }
        let behind: Vec<Triple> = wholes.into_iter().flat_map(neighbours).collect();
        agents.extend(self.remove_behind(behind)?);
        for (handle, title) in std::mem::take(&mut self.titles) {
            if self.store.find_work(&handle)?.is_none() {
                self.removed.works.push(title);
            }
        }
        self.removed.agents = self.store.delete_idle_agents(&agents.into_iter().collect::<Vec<_>>())?;
        self.removed.mentioned.sort();
        Ok(())
    }

    /// Removes what was there only because something that is gone mentioned it; gives the agents of these.
    fn remove_behind(&mut self, mut behind: Vec<Triple>) -> Result<BTreeSet<AgentId>, Error> {
        let mut agents = BTreeSet::new();
        while let Some(triple) = behind.pop() {
            let Some(id) = self.store.find_edition_by_key(&triple.edition.key)? else { continue };
            if self.kept.contains(&id) || !self.is_forgotten(id, &triple)? {
                continue;
            }
            agents.extend(self.store.agents_of(&[id])?);
            let Some(whole) = self.store.whole_editions(&[id])?.pop() else { continue };
            self.untie(&[id])?;
            match self.store.delete_edition(id) {
                Err(StoreError::Needed { .. }) => continue,
                done => done?,
            }
            self.note_work(&whole);
            self.removed.mentioned.push(triple.edition.key.clone());
            behind.extend(neighbours(whole));
        }
        Ok(agents)
    }

    fn note_work(&mut self, whole: &Whole) {
        let title = title::plain(&whole.work.title).to_string();
        self.titles.insert(whole.work.handle.clone(), title);
    }

    /// Takes away what ties the editions to others, and the texts that go with them to theirs, so that the
    /// order in which they go does not matter.
    fn untie(&self, ids: &[EditionId]) -> Result<(), Error> {
        for id in ids {
            self.store.set_edition_links(*id, EditionLinks::default())?;
            let Some(expression) = self.store.expression_of(*id)? else { continue };
            if self.store.editions_of(&[expression])?.iter().all(|edition| ids.contains(edition)) {
                self.store.set_derived_from(expression, None)?;
            }
        }
        Ok(())
    }

    /// Whether an edition was there only because another one mentioned it, which is gone, and nobody has noted
    /// anything about it.
    fn is_forgotten(&self, id: EditionId, triple: &Triple) -> Result<bool, Error> {
        let is_noted = !triple.edition.evidence.is_empty()
            || !triple.expression.evidence.is_empty()
            || !triple.work.evidence.is_empty()
            || triple.work.note.is_some();
        // It may have been merged with another one since it was read.
        let is_listed = self.store.standing_of(id)? != Some(Standing::Mentioned);
        if is_listed || triple.edition.standing == Standing::Listed || is_noted {
            return Ok(false);
        }
        let mentioning = Condition {
            sql: "?1 IN (edition.container_id, edition.reprint_of, edition.translated_from) \
                  OR expression.derived_from = (SELECT expression_id FROM edition AS of WHERE of.id = ?1)"
                .to_owned(),
            arguments: vec![SqlValue::Integer(id.0)],
        };
        Ok(self.store.edition_ids(&mentioning)?.is_empty())
    }
}

/// Removes what an edition was part of and is not any more, where only that mentioned it; but none of `kept`.
pub(super) fn remove_forgotten_container(
    store: &Transaction<'_>,
    container: Triple,
    kept: &[EditionId],
) -> Result<(), Error> {
    remove_all_forgotten(store, vec![container], kept)
}

/// Removes what stood behind an edition that is gone, where only that mentioned it; but none of `kept`.
pub(super) fn remove_forgotten(
    store: &Transaction<'_>,
    gone: Whole,
    kept: &[EditionId],
) -> Result<(), Error> {
    remove_all_forgotten(store, neighbours(gone).collect(), kept)
}

fn remove_all_forgotten(
    store: &Transaction<'_>,
    behind: Vec<Triple>,
    kept: &[EditionId],
) -> Result<(), Error> {
    let mut removal = Removal { store, removed: Removed::default(), titles: BTreeMap::new(), kept };
    let agents = removal.remove_behind(behind)?;
    store.delete_idle_agents(&agents.into_iter().collect::<Vec<_>>())?;
    Ok(())
}

/// What stands behind and around an edition.
fn neighbours(whole: Whole) -> impl Iterator<Item = Triple> {
    [whole.container, whole.original, whole.reprint].into_iter().flatten()
}
