//! What of reading is shown in a column of editions, sorted by, or counted.

use foldhash::{HashMap, HashMapExt};

use super::telling::in_order;
use crate::{
    library::{Error, Seen},
    model::{
        Date,
        reading::{Listed, OwnReading, Reading},
        tree::ReadingStatus,
    },
    store::{EditionId, Snapshot},
};
/// A column that tells of reading: of an edition, and of its work in whatever edition.
#[derive(Debug)]
pub(in crate::library) struct ReadingColumn {
    /// Its name.
    pub(in crate::library) name: &'static str,
    told: Told,
}

#[derive(Clone, Copy, Debug)]
enum Told {
    /// One text or number, or several.
    Values(fn(&OwnReading) -> Vec<String>),
    /// Days, the earliest first; editions are sorted by the last.
    Days(fn(&OwnReading) -> Vec<&Date>),
}

const fn values(name: &'static str, values: fn(&OwnReading) -> Vec<String>) -> ReadingColumn {
    ReadingColumn { name, told: Told::Values(values) }
}

const fn days(name: &'static str, days: fn(&OwnReading) -> Vec<&Date>) -> ReadingColumn {
    ReadingColumn { name, told: Told::Days(days) }
}

/// The columns.
pub(in crate::library) const COLUMNS: &[ReadingColumn] = &[
    values("status", |own| {
        own.read_throughs.last().map(|last| last.status.to_string()).into_iter().collect()
    }),
    values("rating", |own| latest(own, |reading| Some(reading.rating?.to_string()))),
    days("started", |own| own.read_throughs.iter().filter_map(|reading| reading.started.as_ref()).collect()),
    days("finished", |own| finished(own).filter_map(|reading| reading.finished.as_ref()).collect()),
    values("times-read", |own| match finished(own).count() {
        0 => Vec::new(),
        times => vec![times.to_string()],
    }),
    days("due", |own| {
        let last = own.read_throughs.last().filter(|reading| !is_over(reading.status));
        last.and_then(|reading| reading.due.as_ref()).into_iter().collect()
    }),
    values("recommended-by", |own| latest(own, |reading| reading.recommended_by.clone())),
    values("lent-to", |own| latest(own, |reading| reading.lent_to.clone())),
    values("lists", |own| own.lists.iter().map(|list| list.name.clone()).collect()),
];

impl ReadingColumn {
    /// What an edition has of it; days in EDTF.
    pub(in crate::library) fn values(&self, own: &OwnReading) -> Vec<String> {
        match self.told {
            Told::Values(values) => values(own),
            Told::Days(days) => days(own).into_iter().map(|day| day.as_str().to_owned()).collect(),
        }
    }

    /// The day by which editions are sorted where the column is one of days.
    pub(in crate::library) fn day(&self, own: &OwnReading) -> Option<Option<Date>> {
        match self.told {
            Told::Values(_) => None,
            Told::Days(days) => Some(days(own).pop().cloned()),
        }
    }
}

fn finished(own: &OwnReading) -> impl Iterator<Item = &Reading<()>> {
    own.read_throughs.iter().filter(|reading| reading.status == ReadingStatus::Finished)
}

fn is_over(status: ReadingStatus) -> bool {
    matches!(status, ReadingStatus::Finished | ReadingStatus::Dropped)
}

/// What is told with the last read-through that tells it.
fn latest(own: &OwnReading, told: fn(&Reading<()>) -> Option<String>) -> Vec<String> {
    own.read_throughs.iter().rev().find_map(told).into_iter().collect()
}

/// Puts how they were read, and the lists that they are on, with some editions.
pub(in crate::library) fn put_readings(
    store: &Snapshot<'_>,
    found: &mut [(EditionId, Seen)],
) -> Result<(), Error> {
    let ids: Vec<EditionId> = found.iter().map(|(id, _)| *id).collect();
    let mut all: HashMap<EditionId, OwnReading> = HashMap::new();
    for (edition, reading) in store.readings_of_each(&ids)? {
        all.entry(edition).or_default().read_throughs.push(reading.of(()));
    }
    for (edition, name) in store.lists_of_each(&ids)? {
        all.entry(edition).or_default().lists.push(Listed { name, place: None });
    }
    for (id, seen) in found {
        if let Some(own) = all.remove(id) {
            let read_throughs = in_order(own.read_throughs);
            seen.reference.own_reading = OwnReading { read_throughs, ..own };
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_tell_of_read_throughs() {
        let mut own = OwnReading::default();
        let ended =
            |status, day: &str| Reading { finished: Some(Date::parse(day)), ..Reading::new((), status) };
        own.read_throughs = vec![
            Reading { rating: Some(4), ..ended(ReadingStatus::Finished, "1998") },
            ended(ReadingStatus::Dropped, "2003"),
            ended(ReadingStatus::Finished, "2020-05"),
            Reading {
                due: Some(Date::parse("2027")),
                lent_to: Some("Boris".to_owned()),
                ..Reading::new((), ReadingStatus::Want)
            },
        ];
        own.lists = vec![Listed { name: "sea".to_owned(), place: None }];
        let told: Vec<String> = COLUMNS
            .iter()
            .map(|column| format!("{} {}", column.name, column.values(&own).join("; ")))
            .collect();
        assert_eq!(
            told,
            [
                "status want",
                "rating 4",
                "started ",
                "finished 1998; 2020-05",
                "times-read 2",
                "due 2027",
                "recommended-by ",
                "lent-to Boris",
                "lists sea"
            ]
        );
        let finished = COLUMNS.iter().find(|column| column.name == "finished").expect("the column");
        assert_eq!(finished.day(&own), Some(Some(Date::parse("2020-05"))));
        assert!(COLUMNS.iter().all(|column| column.values(&OwnReading::default()).is_empty()));
    }
}
