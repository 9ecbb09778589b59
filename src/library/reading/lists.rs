//! Reading lists: named, ordered, of works and editions.

use super::{Label, Level, Refusal, overview::labels, subject_of};
use crate::{
    library::{Error, Library},
    model::tree::Target,
    store::{ReadingListId, Snapshot, Subject, Transaction},
};

impl Library {
    /// The lists, in order, with how much is on each.
    pub fn lists(&self) -> Result<Vec<(String, usize)>, Error> {
        self.store.read(|store| {
            let lists = store.reading_lists()?.into_iter();
            lists.map(|(id, name)| Ok((name, store.reading_list_entries(id)?.len()))).collect()
        })
    }

    /// What is on a list, in order.
    pub fn list_entries(&self, name: &str) -> Result<Vec<(Target, Label)>, Error> {
        self.store.read(|store| {
            let entries = store.reading_list_entries(known(store, name)?)?;
            let labels = labels(store, &entries)?;
            let labelled = entries.into_iter().filter_map(|entry| Some((entry, labels.get(&entry)?.clone())));
            labelled.map(|(entry, label)| Ok((store.target_of(entry)?, label))).collect()
        })
    }

    /// Puts works or editions at the end of a list, which is made where there is none. Gives the keys of those that
    /// were not on it.
    pub fn add_to_list(&mut self, name: &str, keys: &[String], level: Level) -> Result<Vec<String>, Error> {
        let subjects = self.subjects(keys, level)?;
        self.store.transaction(|store| {
            let list = store.reading_list(name)?;
            let mut added = Vec::new();
            for (key, subject) in keys.iter().zip(subjects) {
                if store.add_to_reading_list(list, subject)? {
                    added.push(key.clone());
                }
            }
            Ok(added)
        })
    }

    /// Puts something on a list to another place of it, from 1; past the end is the end.
    pub fn move_in_list(&mut self, name: &str, key: &str, to: usize) -> Result<usize, Error> {
        let edition = self.edition_of_key(key)?;
        self.store.transaction(|store| {
            let list = known(store, name)?;
            let mut entries = store.reading_list_entries(list)?;
            let from = place_of(store, &entries, edition, (name, key))?;
            let entry = entries.remove(from);
            let to = to.saturating_sub(1).min(entries.len());
            entries.insert(to, entry);
            store.reorder_reading_list(list, &entries)?;
            Ok(to + 1)
        })
    }

    /// Takes things off a list.
    pub fn take_off_list(&mut self, name: &str, keys: &[String]) -> Result<(), Error> {
        let editions = keys.iter().map(|key| self.edition_of_key(key)).collect::<Result<Vec<_>, _>>()?;
        self.store.transaction(|store| {
            let list = known(store, name)?;
            for (key, edition) in keys.iter().zip(editions) {
                let entries = store.reading_list_entries(list)?;
                let at = place_of(store, &entries, edition, (name, key))?;
                if let Some(entry) = entries.get(at) {
                    store.take_off_reading_list(list, *entry)?;
                }
            }
            Ok(())
        })
    }

    /// Gives a list another name.
    pub fn rename_list(&mut self, name: &str, new: &str) -> Result<(), Error> {
        self.store.transaction(|store| {
            let list = known(store, name)?;
            if name != new && store.find_reading_list(new)?.is_some() {
                let reason = format!("there is a list {new:?} already");
                let hint = "`oeuvre lists add` puts what is on the one on the other".to_owned();
                return Err(Error::Reading { key: name.to_owned(), refusal: Refusal { reason, hint } });
            }
            Ok(store.rename_reading_list(list, new)?)
        })
    }

    /// Removes a list; what is on it stays in the library.
    pub fn delete_list(&mut self, name: &str) -> Result<(), Error> {
        self.store.transaction(|store| {
            let list = known(store, name)?;
            Ok(store.delete_reading_list(list)?)
        })
    }

    fn subjects(&self, keys: &[String], level: Level) -> Result<Vec<Subject>, Error> {
        let subject = |key: &String| {
            let edition = self.edition_of_key(key)?;
            self.store.read(|store| subject_of(store, edition, level))
        };
        keys.iter().map(subject).collect()
    }
}

fn known(store: &Snapshot<'_>, name: &str) -> Result<ReadingListId, Error> {
    match store.find_reading_list(name)? {
        Some(list) => Ok(list),
        None => {
            let names = store.reading_lists()?.into_iter().map(|(_, name)| name).collect();
            Err(Error::NoSuchList { name: name.to_owned(), names })
        }
    }
}

/// Where an edition, or its work, stands on a list.
fn place_of(
    store: &Transaction<'_>,
    entries: &[Subject],
    edition: crate::store::EditionId,
    (list, key): (&str, &str),
) -> Result<usize, Error> {
    let work = subject_of(store, edition, Level::Work)?;
    let is_it = |wanted: Subject| entries.iter().position(|entry| *entry == wanted);
    is_it(Subject::Edition(edition)).or_else(|| is_it(work)).ok_or_else(|| {
        let reason = format!("it is not on the list {list:?}");
        let hint = "`oeuvre lists NAME` shows what is on a list".to_owned();
        Error::Reading { key: key.to_owned(), refusal: Refusal { reason, hint } }
    })
}
