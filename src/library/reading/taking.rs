//! Import: what a file tells of reading, beside what the library knows of it.
//!
//! A read-through is known by its days. One without days is any that ended alike; what is wished for, or read, goes on
//! in one that the library has. The library keeps what it says; what is told otherwise is told to the user.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use super::{Level, is_before, subject_of, telling::in_order};
use crate::{
    library::Error,
    model::{
        Date,
        reading::{Listed, OwnReading, Reading},
        tree::ReadingStatus,
    },
    store::{EditionId, ReadingId, ReadingListId, Subject, Transaction},
};

/// What an import did with read-throughs and lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadingsTaken {
    /// Read-throughs that are new.
    pub added: usize,
    /// Those of which something more is known now.
    pub updated: usize,
    /// Those that were there.
    pub known: usize,
    /// Editions that were put on lists, once for each list.
    pub listed: usize,
}

/// Something that a file tells otherwise than the library, which keeps what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::library) struct ToldOtherwise {
    /// What, as `read` calls it.
    pub(in crate::library) field: &'static str,
    /// In one sentence without a full stop.
    pub(in crate::library) reason: String,
}

/// Takes the readings of one import.
#[derive(Debug, Default)]
pub(in crate::library) struct Taking {
    /// What came with this import and when it ended: two rows are two readings, though they be of one work and one day.
    made: HashSet<(Subject, Option<String>)>,
    /// Where what came onto lists is to stand among that.
    places: BTreeMap<ReadingListId, HashMap<Subject, u32>>,
    pub(in crate::library) taken: ReadingsTaken,
}

impl Taking {
    /// Takes what is told of an edition.
    pub(in crate::library) fn take(
        &mut self,
        store: &Transaction<'_>,
        edition: EditionId,
        own: &OwnReading,
    ) -> Result<Vec<ToldOtherwise>, Error> {
        let mut otherwise = Vec::new();
        let subject = Subject::Edition(edition);
        let work = subject_of(store, edition, Level::Work)?;
        let is_near = |reading: &Reading<Subject>| [subject, work].contains(&reading.subject);
        let known =
            if own.read_throughs.is_empty() { Vec::new() } else { store.readings_of_work(edition)? };
        let (near, far): (Vec<_>, Vec<_>) = known.into_iter().partition(|(_, reading)| is_near(reading));
        let far = far.into_iter().filter(|(_, reading)| !self.made.contains(&ended(reading))).collect();
        let before = self.taken;
        for (told, found) in own.read_throughs.iter().zip(matched(&own.read_throughs, near, far)) {
            match found {
                None => {
                    let reading = told.clone().of(subject);
                    store.insert_reading(&reading)?;
                    self.made.insert(ended(&reading));
                    self.taken.added += 1;
                }
                Some((id, known)) => {
                    let joined = joined(&known, told, &mut otherwise);
                    if joined == known {
                        self.taken.known += 1;
                    } else {
                        store.update_reading(id, &joined)?;
                        self.taken.updated += 1;
                    }
                }
            }
        }
        if (self.taken.added, self.taken.updated) != (before.added, before.updated) {
            put_in_order(store, edition)?;
        }
        for Listed { name, place } in &own.lists {
            let list = store.reading_list(name)?;
            if !store.is_on_reading_list(list, work)? && store.add_to_reading_list(list, subject)? {
                self.taken.listed += 1;
                if let Some(place) = place {
                    self.places.entry(list).or_default().insert(subject, *place);
                }
            }
        }
        Ok(otherwise)
    }

    /// Puts what came onto lists in the order that the file told, behind what was on them.
    pub(in crate::library) fn finish(&mut self, store: &Transaction<'_>) -> Result<(), Error> {
        for (list, places) in std::mem::take(&mut self.places) {
            let entries = store.reading_list_entries(list)?;
            let (mut placed, others): (Vec<_>, Vec<_>) =
                entries.into_iter().partition(|entry| places.contains_key(entry));
            placed.sort_by_key(|entry| places.get(entry).copied());
            store.reorder_reading_list(list, &[others, placed].concat())?;
        }
        Ok(())
    }
}

fn ended(reading: &Reading<Subject>) -> (Subject, Option<String>) {
    (reading.subject, reading.finished.as_ref().map(|day| day.as_str().to_owned()))
}

/// Readings stand in the order in which they were begun; what is told late of early ones goes before the others.
fn put_in_order(store: &Transaction<'_>, edition: EditionId) -> Result<(), Error> {
    let mut known = store.readings_of(&[edition])?;
    known.retain(|(_, reading)| reading.subject == Subject::Edition(edition));
    let ordered = in_order(known.iter().map(|(_, reading)| reading.clone()).collect());
    for ((id, before), reading) in known.into_iter().zip(ordered) {
        if before != reading {
            store.update_reading(id, &reading)?;
        }
    }
    Ok(())
}

type Known = (ReadingId, Reading<Subject>);

/// Whether a reading that is told may be one that is known.
type Rule = fn(&Reading<()>, &Reading<Subject>) -> bool;

/// What makes them the same, the surest first.
const RULES: &[Rule] = &[
    // They ended on one day.
    |told, known| {
        are_ended(told.status, known.status)
            && both(&told.finished, &known.finished).is_some_and(agree)
            && both(&told.started, &known.started).is_none_or(agree)
    },
    // They began on one day, and one of them goes on.
    |told, known| {
        both(&told.started, &known.started).is_some_and(agree)
            && both(&told.finished, &known.finished).is_none()
    },
    // They ended alike, and the day was not known.
    |told, known| told.status == known.status && has_ended(told.status) && has_no_day(known),
    // They ended alike, and the day is not told.
    |told, known| told.status == known.status && has_ended(told.status) && has_no_day(told),
    // They go on.
    |told, known| {
        !has_ended(told.status)
            && !has_ended(known.status)
            && both(&told.started, &known.started).is_none_or(agree)
    },
    // What was wished for or read has ended since.
    |told, known| {
        has_ended(told.status)
            && !has_ended(known.status)
            && both(&told.started, &known.started).is_none_or(agree)
            && !both(&told.finished, &known.started).is_some_and(|(end, begin)| is_before(end, begin))
    },
    // The library has come further.
    |told, known| {
        !has_ended(told.status)
            && has_ended(known.status)
            && !both(&known.finished, &told.started).is_some_and(|(end, begin)| is_before(end, begin))
    },
];

/// The known reading that each told one is, each once. Of other editions of the work only one that ended on the same day
/// can be it: services know a book by different editions.
fn matched(told: &[Reading<()>], near: Vec<Known>, far: Vec<Known>) -> Vec<Option<Known>> {
    let mut found: Vec<Option<Known>> = told.iter().map(|_| None).collect();
    let (mut near, mut far) = (near, far);
    for (index, rule) in RULES.iter().enumerate() {
        for (told, found) in told.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
            *found = taken_by(rule, told, &mut near);
            if index == 0 && found.is_none() {
                *found = taken_by(rule, told, &mut far);
            }
        }
    }
    found
}

fn taken_by(rule: &Rule, told: &Reading<()>, known: &mut Vec<Known>) -> Option<Known> {
    let at = known.iter().position(|(_, known)| rule(told, known))?;
    Some(known.remove(at))
}

fn has_ended(status: ReadingStatus) -> bool {
    matches!(status, ReadingStatus::Finished | ReadingStatus::Dropped)
}

fn are_ended(one: ReadingStatus, other: ReadingStatus) -> bool {
    has_ended(one) && has_ended(other)
}

fn has_no_day<S>(reading: &Reading<S>) -> bool {
    reading.started.is_none() && reading.finished.is_none()
}

fn both<'d>(one: &'d Option<Date>, other: &'d Option<Date>) -> Option<(&'d Date, &'d Date)> {
    one.as_ref().zip(other.as_ref())
}

/// Whether one date lies in the other, as a day in its month.
fn agree((one, other): (&Date, &Date)) -> bool {
    one == other || lies_in(one, other) || lies_in(other, one)
}

fn lies_in(inner: &Date, outer: &Date) -> bool {
    let days = |date: &Date| date.earliest().zip(date.latest());
    days(inner).zip(days(outer)).is_some_and(|(inner, outer)| outer.0 <= inner.0 && inner.1 <= outer.1)
}

/// How far a reading has come.
fn stage(status: ReadingStatus) -> u8 {
    match status {
        ReadingStatus::Want => 0,
        ReadingStatus::Reading | ReadingStatus::Paused => 1,
        ReadingStatus::Finished | ReadingStatus::Dropped => 2,
    }
}

/// What is known with what is told besides.
fn joined(
    known: &Reading<Subject>,
    told: &Reading<()>,
    otherwise: &mut Vec<ToldOtherwise>,
) -> Reading<Subject> {
    let mut joined = known.clone();
    let mut differs = |field, told: String, known: String| {
        otherwise.push(ToldOtherwise {
            field,
            reason: format!("the file says {told}, the library {known}, which stays"),
        });
    };
    if stage(told.status) > stage(known.status) {
        (joined.status, joined.noted) = (told.status, None);
        if has_ended(told.status) {
            (joined.page, joined.percent) = (None, None);
        }
    } else if told.status != known.status {
        differs("status", told.status.to_string(), known.status.to_string());
    }
    // The day of another status is none of this one.
    let noted = if told.status == joined.status { &told.noted } else { &None };
    for (field, own, told) in [
        ("started", &mut joined.started, &told.started),
        ("finished", &mut joined.finished, &told.finished),
        ("noted", &mut joined.noted, noted),
    ] {
        match (own.as_ref(), told) {
            (_, None) => {}
            (None, told) => own.clone_from(told),
            (Some(known), Some(told)) if known == told || lies_in(known, told) => {}
            (Some(known), Some(told)) if lies_in(told, known) => *own = Some(told.clone()),
            (Some(known), Some(told)) => differs(field, told.display(), known.display()),
        }
    }
    if let Some(rating) = told.rating {
        match joined.rating {
            Some(known) if known != rating => differs("rating", rating.to_string(), known.to_string()),
            _ => joined.rating = Some(rating),
        }
    }
    for (field, own, told) in [
        ("note", &mut joined.note, &told.note),
        ("recommended_by", &mut joined.recommended_by, &told.recommended_by),
        ("lent_to", &mut joined.lent_to, &told.lent_to),
        ("page", &mut joined.page, &told.page),
    ] {
        match (own.as_ref(), told) {
            (Some(known), Some(told)) if known != told => {
                differs(field, format!("{told:?}"), format!("{known:?}"));
            }
            (None, Some(_)) if field != "page" || !has_ended(joined.status) => own.clone_from(told),
            _ => {}
        }
    }
    joined.percent = joined.percent.or(told.percent.filter(|_| !has_ended(joined.status)));
    joined.priority = joined.priority.or(told.priority);
    joined.due = joined.due.or_else(|| told.due.clone());
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `finished 2020-01-01>2020-02-01`, `want >`.
    fn reading(text: &str) -> Reading<()> {
        let (status, days) = text.split_once(' ').expect("a status and days");
        let (started, finished) = days.split_once('>').expect("two days");
        let day = |text: &str| Some(text).filter(|text| !text.is_empty()).map(Date::parse);
        let status = ReadingStatus::from_word(status).expect("a status");
        Reading { started: day(started), finished: day(finished), ..Reading::new((), status) }
    }

    fn shown<S>(reading: &Reading<S>) -> String {
        let day = |date: &Option<Date>| date.as_ref().map_or("", |date| date.as_str()).to_owned();
        format!("{} {}>{}", reading.status, day(&reading.started), day(&reading.finished))
    }

    /// What the library has after it has taken what is told, in the order of the numbers.
    fn after(known: &[&str], told: &[&str]) -> (Vec<String>, usize) {
        let edition = Subject::Edition(EditionId(1));
        let rows = (1..).map(ReadingId).zip(known.iter().map(|text| reading(text).of(edition)));
        let mut rows: Vec<Known> = rows.collect();
        let told: Vec<Reading<()>> = told.iter().map(|text| reading(text)).collect();
        let mut otherwise = Vec::new();
        let found = matched(&told, rows.clone(), Vec::new());
        for (told, found) in told.iter().zip(found) {
            match found {
                None => rows.push((ReadingId(0), told.clone().of(edition))),
                Some((id, known)) => {
                    let joined = joined(&known, told, &mut otherwise);
                    for row in rows.iter_mut().filter(|row| row.0 == id) {
                        row.1 = joined.clone();
                    }
                }
            }
        }
        (rows.iter().map(|(_, reading)| shown(reading)).collect(), otherwise.len())
    }

    /// Readings.
    type Readings<'t> = &'t [&'t str];

    #[test]
    fn what_is_told_again_adds_only_what_is_new() {
        let cases: &[(Readings<'_>, Readings<'_>, Readings<'_>, usize)] = &[
            (&[], &["finished >2020", "want >"], &["finished >2020", "want >"], 0),
            (&["finished >2020"], &["finished >2020"], &["finished >2020"], 0),
            (
                &["finished >2020"],
                &["finished >2020", "finished >2022"],
                &["finished >2020", "finished >2022"],
                0,
            ),
            (&["finished >2020-05"], &["finished >2020-05-03"], &["finished >2020-05-03"], 0),
            (&["finished >2020-05-03"], &["finished >2020"], &["finished >2020-05-03"], 0),
            (
                &["finished >", "finished >2020"],
                &["finished >", "finished >2020"],
                &["finished >", "finished >2020"],
                0,
            ),
            (&["finished >"], &["finished >2020"], &["finished >2020"], 0),
            (&["finished >2020"], &["finished >"], &["finished >2020"], 0),
            (&["finished >2020"], &["finished >", "finished >2020"], &["finished >2020", "finished >"], 0),
            (&["want >"], &["finished >2020"], &["finished >2020"], 0),
            (&["want >"], &["reading 2020>"], &["reading 2020>"], 0),
            (
                &["reading 2020-01-01>"],
                &["finished 2020-01-01>2020-02-01"],
                &["finished 2020-01-01>2020-02-01"],
                0,
            ),
            // Read before it was begun this time.
            (&["reading 2026>"], &["finished >2019"], &["reading 2026>", "finished >2019"], 0),
            (&["want >"], &["finished >2019", "want >"], &["want >", "finished >2019"], 0),
            // The library has come further.
            (&["finished >2020"], &["want >"], &["finished >2020"], 1),
            (
                &["finished 2020-01-01>2020-02-01"],
                &["reading 2020-01-01>"],
                &["finished 2020-01-01>2020-02-01"],
                1,
            ),
            (&["finished >2020"], &["reading 2022>"], &["finished >2020", "reading 2022>"], 0),
            (&["paused 2020>"], &["reading 2020>"], &["paused 2020>"], 1),
            (&["dropped >2020"], &["finished >2020"], &["dropped >2020"], 1),
            (&["dropped >"], &["finished >"], &["dropped >", "finished >"], 0),
        ];
        for (known, told, expected, otherwise) in cases {
            let (found, differing) = after(known, told);
            assert_eq!(
                (&found[..], differing),
                (&expected.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>()[..], *otherwise),
                "{known:?} {told:?}"
            );
            // Once more changes nothing.
            let known: Vec<&str> = found.iter().map(String::as_str).collect();
            assert_eq!(after(&known, told).0, found, "{known:?} {told:?}");
        }
    }

    #[test]
    fn services_that_know_other_editions_tell_of_one_reading() {
        let other = Subject::Edition(EditionId(2));
        let far = |text: &str| vec![(ReadingId(7), reading(text).of(other))];
        for (told, known, is_same) in [
            ("finished >2020-02-01", "finished >2020-02-01", true),
            ("finished >2020-02-01", "finished >2020-02-02", false),
            ("finished >", "finished >", false),
            ("want >", "want >", false),
        ] {
            let found = matched(&[reading(told)], Vec::new(), far(known));
            assert_eq!(found[0].is_some(), is_same, "{told} {known}");
        }
    }

    #[test]
    fn the_day_of_a_status_goes_with_it() {
        let day = |text: &str| Some(text).filter(|text| !text.is_empty()).map(Date::parse);
        for (known, told, expected, differing) in [
            (("want >", ""), ("want >", "2024-05-02"), "2024-05-02", 0),
            (("want >", "2024-05"), ("want >", "2024-05-02"), "2024-05-02", 0),
            (("want >", "2024-05-02"), ("want >", ""), "2024-05-02", 0),
            (("want >", "2023"), ("want >", "2024-05-02"), "2023", 1),
            (("want >", "2023"), ("reading >", ""), "", 0),
            (("paused 2023>", "2024"), ("finished 2023>2025", ""), "", 0),
            (("paused 2023>", "2024"), ("reading 2023>", "2025"), "2024", 1),
        ] {
            let mut known_one = reading(known.0).of(Subject::Edition(EditionId(1)));
            known_one.noted = day(known.1);
            let told_one = Reading { noted: day(told.1), ..reading(told.0) };
            let mut otherwise = Vec::new();
            let found = joined(&known_one, &told_one, &mut otherwise);
            assert_eq!(
                (found.noted.clone(), otherwise.len()),
                (day(expected), differing),
                "{known:?} {told:?}"
            );
            assert_eq!(joined(&found, &told_one, &mut Vec::new()), found, "{known:?} {told:?}");
        }
    }

    #[test]
    fn what_the_library_says_stays() {
        let mut known = reading("finished >2020").of(Subject::Edition(EditionId(1)));
        known.rating = Some(5);
        let mut told = reading("finished >2020");
        (told.rating, told.note) = (Some(3), Some("slow".to_owned()));
        let mut otherwise = Vec::new();
        let joined = joined(&known, &told, &mut otherwise);
        assert_eq!((joined.rating, joined.note.as_deref()), (Some(5), Some("slow")));
        assert_eq!(
            otherwise,
            [ToldOtherwise {
                field: "rating",
                reason: "the file says 3, the library 5, which stays".to_owned()
            }]
        );
    }
}
