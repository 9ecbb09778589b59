//! How editions were read, told beside their references: for formats of services for readers.

use foldhash::{HashMap, HashSet};

use super::{Level, subject_of};
use crate::{
    library::Error,
    model::reading::{Listed, OwnReading, Reading, in_time},
    store::{EditionId, Snapshot, Subject},
};
/// The read-throughs and lists of a library, to be told one edition at a time.
#[derive(Debug, Default)]
pub(in crate::library) struct OwnReadings {
    readings: HashMap<Subject, Vec<Reading<()>>>,
    lists: HashMap<Subject, Vec<Listed>>,
    /// Works of which one edition was told.
    told: HashSet<Subject>,
}

impl OwnReadings {
    /// Those of a library.
    pub(in crate::library) fn of(store: &Snapshot<'_>) -> Result<OwnReadings, Error> {
        let mut all = OwnReadings::default();
        for (_, reading) in store.readings()? {
            all.readings.entry(reading.subject).or_default().push(reading.of(()));
        }
        for (list, name) in store.reading_lists()? {
            for (place, entry) in (1..).zip(store.reading_list_entries(list)?) {
                let listed = Listed { name: name.clone(), place: Some(place) };
                all.lists.entry(entry).or_default().push(listed);
            }
        }
        Ok(all)
    }

    /// What an edition is told with. What is of its work is told with the first edition of that, since each row of such a
    /// file is a book that was read.
    pub(in crate::library) fn take(
        &mut self,
        store: &Snapshot<'_>,
        edition: EditionId,
    ) -> Result<OwnReading, Error> {
        let mut own = OwnReading::default();
        let work = subject_of(store, edition, Level::Work)?;
        let is_first = self.told.insert(work);
        for subject in
            [Some(Subject::Edition(edition)), Some(work).filter(|_| is_first)].into_iter().flatten()
        {
            own.read_throughs.extend(self.readings.remove(&subject).unwrap_or_default());
            for list in self.lists.remove(&subject).unwrap_or_default() {
                if !own.lists.iter().any(|known| known.name == list.name) {
                    own.lists.push(list);
                }
            }
        }
        own.read_throughs = in_order(own.read_throughs);
        Ok(own)
    }
}

/// Read-throughs by their days.
pub(super) fn in_order<S>(readings: Vec<Reading<S>>) -> Vec<Reading<S>> {
    let places = in_time(&readings);
    let mut readings: Vec<Option<Reading<S>>> = readings.into_iter().map(Some).collect();
    places.into_iter().filter_map(|place| readings.get_mut(place)?.take()).collect()
}
