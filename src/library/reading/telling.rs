//! How editions were read, told beside their references: for formats of services for readers.

use std::collections::{HashMap, HashSet};

use super::{Level, subject_of};
use crate::{
    library::Error,
    model::{
        Date,
        reading::{OwnReading, Reading},
        tree::ReadingStatus,
    },
    store::{EditionId, Snapshot, Subject},
};

/// The read-throughs and lists of a library, to be told one edition at a time.
#[derive(Debug, Default)]
pub(in crate::library) struct OwnReadings {
    readings: HashMap<Subject, Vec<Reading<()>>>,
    lists: HashMap<Subject, Vec<String>>,
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
            for entry in store.reading_list_entries(list)? {
                all.lists.entry(entry).or_default().push(name.clone());
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
                if !own.lists.contains(&list) {
                    own.lists.push(list);
                }
            }
        }
        own.read_throughs = in_order(own.read_throughs);
        Ok(own)
    }
}

/// Read-throughs by their days. What ended nobody knows when stays behind what it was noted after and had ended; what is
/// read and has no day comes late, and what is wished for last.
pub(super) fn in_order<S>(readings: Vec<Reading<S>>) -> Vec<Reading<S>> {
    let mut before = i64::MIN;
    let mut keyed: Vec<(i64, Reading<S>)> = Vec::with_capacity(readings.len());
    for reading in readings {
        let day = reading.finished.as_ref().or(reading.started.as_ref()).and_then(Date::latest);
        let key = match (reading.status, day) {
            (ReadingStatus::Want, _) => i64::MAX,
            (_, Some(day)) => day,
            (ReadingStatus::Reading | ReadingStatus::Paused, None) => i64::MAX - 1,
            (ReadingStatus::Finished | ReadingStatus::Dropped, None) => before,
        };
        if matches!(reading.status, ReadingStatus::Finished | ReadingStatus::Dropped) {
            before = key;
        }
        keyed.push((key, reading));
    }
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, reading)| reading).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_throughs_stand_by_their_days() {
        use ReadingStatus::{Dropped, Finished, Reading as Begun, Want};
        let reading = |(status, day): &(ReadingStatus, &str)| Reading {
            finished: Some(*day).filter(|day| !day.is_empty()).map(Date::parse),
            ..Reading::new((), *status)
        };
        for (noted, expected) in [
            (vec![(Begun, "2026"), (Finished, "2020")], vec!["2020", "2026"]),
            (vec![(Want, ""), (Finished, "2020")], vec!["2020", ""]),
            (vec![(Finished, "2022"), (Dropped, ""), (Finished, "2020")], vec!["2020", "2022", ""]),
            (vec![(Finished, ""), (Finished, "2020")], vec!["", "2020"]),
            (vec![(Begun, ""), (Want, ""), (Finished, "2020")], vec!["2020", "", ""]),
            (vec![(Begun, "2024"), (Finished, "")], vec!["", "2024"]),
        ] {
            let found = in_order(noted.iter().map(reading).collect());
            let days: Vec<&str> =
                found.iter().map(|reading| reading.finished.as_ref().map_or("", Date::as_str)).collect();
            assert_eq!(days, expected, "{noted:?}");
        }
    }
}
