//! What one reads: read-throughs, lists, excerpts and what one means to read in a year.
//!
//! What is read, listed or quoted is named in two ways: by rows in the store, by handles and keys in a catalogue.

use super::{Date, tree::ReadingStatus, tree::Target};

/// One reading of a work, in whatever edition, or of an edition.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading<S> {
    /// What is read.
    pub subject: S,
    /// How far one has come.
    pub status: ReadingStatus,
    /// First day.
    pub started: Option<Date>,
    /// Last day: of one that was dropped, the day of that.
    pub finished: Option<Date>,
    /// The day on which the status or the progress was noted: since when it is wished for, when it was put aside, when the
    /// page was reached or it went on. What is over, or was just begun, has none.
    pub noted: Option<Date>,
    /// The page that was reached, as printed.
    pub page: Option<String>,
    /// How much was read, 0 to 100.
    pub percent: Option<u8>,
    /// 1 to 5.
    pub rating: Option<u8>,
    /// Higher comes first.
    pub priority: Option<i64>,
    /// What one thinks of it.
    pub note: Option<String>,
    /// When it has to be read or given back.
    pub due: Option<Date>,
    /// Who spoke of it.
    pub recommended_by: Option<String>,
    /// Who has one's copy.
    pub lent_to: Option<String>,
}

impl<S> Reading<S> {
    /// A reading of which nothing but the status is known.
    pub fn new(subject: S, status: ReadingStatus) -> Self {
        Reading {
            subject,
            status,
            started: None,
            finished: None,
            noted: None,
            page: None,
            percent: None,
            rating: None,
            priority: None,
            note: None,
            due: None,
            recommended_by: None,
            lent_to: None,
        }
    }

    /// The same reading of something else.
    pub fn of<T>(self, subject: T) -> Reading<T> {
        Reading {
            subject,
            status: self.status,
            started: self.started,
            finished: self.finished,
            noted: self.noted,
            page: self.page,
            percent: self.percent,
            rating: self.rating,
            priority: self.priority,
            note: self.note,
            due: self.due,
            recommended_by: self.recommended_by,
            lent_to: self.lent_to,
        }
    }
}

/// The places of read-throughs by their days. What ended nobody knows when stays behind what it was noted after and had
/// ended; what is read and has no day comes late, and what is wished for last.
pub fn in_time<'r, S: 'r>(readings: impl IntoIterator<Item = &'r Reading<S>>) -> Vec<usize> {
    let mut before = i64::MIN;
    let mut keyed: Vec<(i64, usize)> = Vec::new();
    for (place, reading) in readings.into_iter().enumerate() {
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
        keyed.push((key, place));
    }
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, place)| place).collect()
}

/// How often what is read had been read to the end before each of its read-throughs, by their days and not as they were
/// noted: "finished 1998" may be noted after this year's.
pub fn finished_before<S>(readings: &[&Reading<S>]) -> Vec<usize> {
    let mut before = vec![0; readings.len()];
    let mut finished = 0;
    for place in in_time(readings.iter().copied()) {
        if let (Some(count), Some(reading)) = (before.get_mut(place), readings.get(place)) {
            *count = finished;
            finished += usize::from(reading.status == ReadingStatus::Finished);
        }
    }
    before
}

/// What somebody made of an edition, as formats of services for readers tell it beside the edition itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnReading {
    /// The read-throughs, the earliest first; one that is wished for stands last.
    pub read_throughs: Vec<Reading<()>>,
    /// The lists that it is on.
    pub lists: Vec<Listed>,
}

/// That something is on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The name of the list.
    pub name: String,
    /// Where on it, from 1.
    pub place: Option<u32>,
}

impl OwnReading {
    /// Whether nothing is told.
    pub fn is_empty(&self) -> bool {
        self.read_throughs.is_empty() && self.lists.is_empty()
    }
}

/// An excerpt from an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation<E> {
    /// Where it stands.
    pub edition: E,
    /// On which pages, as printed.
    pub pages: Option<String>,
    /// Verbatim.
    pub text: String,
    /// What one thinks of it.
    pub note: Option<String>,
}

/// Works and editions in the order in which they are to be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadingList {
    /// What it is called; no other list is called so.
    pub name: String,
    /// What is on it, each once.
    pub entries: Vec<Target>,
}

/// How many books one means to finish in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Goal {
    /// The year.
    pub year: i64,
    /// How many; at least 1.
    pub books: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Readings with these days at their ends.
    fn noted(noted: &[(ReadingStatus, &str)]) -> Vec<Reading<()>> {
        let reading = |(status, day): &(ReadingStatus, &str)| Reading {
            finished: Some(*day).filter(|day| !day.is_empty()).map(Date::parse),
            ..Reading::new((), *status)
        };
        noted.iter().map(reading).collect()
    }

    #[test]
    fn read_throughs_stand_by_their_days() {
        use ReadingStatus::{Dropped, Finished, Reading as Begun, Want};
        for (given, expected) in [
            (vec![(Begun, "2026"), (Finished, "2020")], vec![1, 0]),
            (vec![(Want, ""), (Finished, "2020")], vec![1, 0]),
            (vec![(Finished, "2022"), (Dropped, ""), (Finished, "2020")], vec![2, 0, 1]),
            (vec![(Finished, ""), (Finished, "2020")], vec![0, 1]),
            (vec![(Begun, ""), (Want, ""), (Finished, "2020")], vec![2, 0, 1]),
            (vec![(Begun, "2024"), (Finished, "")], vec![1, 0]),
        ] {
            assert_eq!(in_time(&noted(&given)), expected, "{given:?}");
        }
    }

    #[test]
    fn times_are_counted_by_days() {
        use ReadingStatus::{Dropped, Finished, Reading as Begun, Want};
        for (given, expected) in [
            (vec![(Finished, "2026-03-20"), (Finished, "1998"), (Finished, "1985")], vec![2, 1, 0]),
            (vec![(Begun, ""), (Finished, "2024"), (Finished, "")], vec![2, 0, 1]),
            (vec![(Want, ""), (Finished, "2011"), (Dropped, "2012"), (Finished, "2013")], vec![2, 0, 1, 1]),
            (vec![], vec![]),
        ] {
            let readings = noted(&given);
            assert_eq!(finished_before(&readings.iter().collect::<Vec<_>>()), expected, "{given:?}");
        }
    }
}
