//! What is told of reading where editions and works are looked at.

use std::collections::BTreeMap;

use super::columns::put_readings;
use crate::{
    library::{Error, Library, Seen},
    model::tree::{ReadingStatus, Target},
    store::{ChangeId, EditionId, Snapshot},
};

/// An edition with how it was read.
#[derive(Clone, Debug)]
pub struct SeenWithReading {
    /// The edition; its reference has the read-throughs and the lists.
    pub seen: Seen,
    /// How many excerpts there are from it.
    pub quotations: usize,
}

impl Library {
    /// The edition that a key means, now or before, with how it was read.
    pub fn edition_with_reading(&self, key: &str) -> Result<SeenWithReading, Error> {
        let id = self.edition_of_key(key)?;
        let gone = || Error::NoSuchKey { key: key.to_owned(), similar: Vec::new() };
        self.store.read(|store| with_reading(store, id)?.ok_or_else(gone))
    }

    /// An edition as it was when a change had just been made; `None` where there was none of the key.
    pub fn edition_at(&mut self, change: ChangeId, key: &str) -> Result<Option<SeenWithReading>, Error> {
        self.store.at(change, |store| match store.find_edition_by_key(key)? {
            Some(id) => with_reading(store, id),
            None => Ok(None),
        })
    }

    /// How it stands with what is read: of works that are read in whatever edition, and of editions.
    pub fn reading_marks(&self) -> Result<BTreeMap<Target, ReadingStatus>, Error> {
        self.store.read(|store| {
            let last: BTreeMap<_, _> =
                store.readings()?.into_iter().map(|(_, reading)| (reading.subject, reading.status)).collect();
            last.into_iter().map(|(subject, status)| Ok((store.target_of(subject)?, status))).collect()
        })
    }
}

fn with_reading(store: &Snapshot<'_>, id: EditionId) -> Result<Option<SeenWithReading>, Error> {
    let Some(whole) = store.whole_editions(&[id])?.pop() else { return Ok(None) };
    let mut found = [(id, Seen::of(whole))];
    put_readings(store, &mut found)?;
    let quotations = store.quotations_of(&[id])?.len();
    Ok(found.into_iter().next().map(|(_, seen)| SeenWithReading { seen, quotations }))
}
