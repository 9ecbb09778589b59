//! What is wanted, read and has been read: the steps of a read-through.

mod columns;
mod glance;
mod lists;
mod overview;
mod quotations;
mod stats;
mod taking;
mod telling;

pub(super) use columns::{COLUMNS as READING_COLUMNS, ReadingColumn, put_readings};
pub use glance::SeenWithReading;
pub use overview::{Label, Overview, ReadThrough};
pub use quotations::Quoted;
pub use stats::{Count, Stats};
pub use taking::ReadingsTaken;
pub(super) use taking::Taking;
pub(super) use telling::OwnReadings;

use super::{Error, Library};
use crate::{
    model::{Date, Field, Place, reading::Reading, tree::ReadingStatus},
    store::{EditionId, ReadingId, Snapshot, Subject, Transaction},
};

/// What happens to a read-through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is meant to come.
    Want,
    /// It begins, or goes on after a pause.
    Start,
    /// It rests.
    Pause,
    /// It is over, and all was read.
    Finish,
    /// It is over, and not all was read.
    Drop,
    /// It has come to some page.
    Progress,
}

/// What is read: one edition, or the work in whatever edition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// This very edition.
    #[default]
    Edition,
    /// The work that it is an edition of.
    Work,
}

/// What is told with a step; what is not told stays as it was.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "each field is that of a reading")]
pub struct Told {
    /// The day of the step.
    pub on: Option<Date>,
    pub page: Option<String>,
    pub percent: Option<u8>,
    pub rating: Option<u8>,
    pub priority: Option<i64>,
    pub note: Option<String>,
    pub due: Option<Date>,
    pub recommended_by: Option<String>,
    pub lent_to: Option<String>,
}

/// A step that makes no sense where a read-through is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why, in one sentence without a full stop.
    pub reason: String,
    /// What would make sense.
    pub hint: String,
}

impl Library {
    /// Takes a step. `today` is the day where none is told.
    pub fn take_step(
        &mut self,
        key: &str,
        level: Level,
        step: Step,
        told: &Told,
        today: &Date,
    ) -> Result<ReadThrough, Error> {
        let edition = self.edition_of_key(key)?;
        let id = self.store.transaction(|store| {
            let subject = subject_of(store, edition, level)?;
            let last = last_reading(store, subject)?;
            let pages = total_pages(store, edition)?;
            let refused = |refusal| Error::Reading { key: key.to_owned(), refusal };
            let next = stepped(last.as_ref().map(|(_, last)| last), step, told, today).map_err(refused)?;
            let before = last.as_ref().map(|(_, last)| last.status);
            let mut reading = match next {
                Next::New(status) => Reading::new(subject, status),
                Next::Last(status) => {
                    let last = last.as_ref().map(|(_, last)| last.clone());
                    Reading { status, ..last.unwrap_or_else(|| Reading::new(subject, status)) }
                }
            };
            let day = told.on.as_ref().unwrap_or(today);
            match next {
                Next::New(_) => put_day(&mut reading, (step, None), told, day),
                Next::Last(_) => put_day(&mut reading, (step, before), told, day),
            }
            fill(&mut reading, step, told);
            check(&reading, pages, today).map_err(refused)?;
            match (next, last) {
                (Next::Last(_), Some((id, _))) => {
                    store.update_reading(id, &reading)?;
                    Ok(id)
                }
                _ => Ok::<_, Error>(store.insert_reading(&reading)?),
            }
        })?;
        let all = self.read_throughs(key)?;
        let taken = all.into_iter().find(|read| read.id == id);
        taken.ok_or_else(|| Error::NoSuchKey { key: key.to_owned(), similar: Vec::new() })
    }

    /// Removes the read-through of a number as [`Library::read_throughs`] counts them, the last where none is given.
    pub fn remove_read_through(&mut self, key: &str, number: Option<usize>) -> Result<ReadThrough, Error> {
        let all = self.read_throughs(key)?;
        let number = number.unwrap_or(all.len());
        let count = all.len();
        let removed = all.into_iter().find(|read| read.number == number).ok_or_else(|| {
            let reason = match count {
                0 => "it has not been read, and is not to be".to_owned(),
                1 => "it has one read-through only".to_owned(),
                _ => format!("it has {count} read-throughs only"),
            };
            let hint = "`oeuvre read show KEY` lists them with their numbers".to_owned();
            Error::Reading { key: key.to_owned(), refusal: Refusal { reason, hint } }
        })?;
        self.store.transaction(|store| store.delete_reading(removed.id))?;
        Ok(removed)
    }
}

/// The row that a reading is of.
pub(super) fn subject_of(store: &Snapshot<'_>, edition: EditionId, level: Level) -> Result<Subject, Error> {
    if level == Level::Work
        && let Some(expression) = store.expression_of(edition)?
        && let Some(work) = store.work_of(expression)?
    {
        return Ok(Subject::Work(work));
    }
    Ok(Subject::Edition(edition))
}

fn last_reading(
    store: &Transaction<'_>,
    subject: Subject,
) -> Result<Option<(ReadingId, Reading<Subject>)>, Error> {
    let mut all = store.readings()?;
    all.retain(|(_, reading)| reading.subject == subject);
    Ok(all.pop())
}

fn total_pages(store: &Snapshot<'_>, edition: EditionId) -> Result<Option<u32>, Error> {
    let fields = store.edition_fields(edition)?;
    Ok(fields.as_ref().and_then(|fields| pages_of(fields.text(Place::Here, Field::PageTotal))))
}

/// The number at the beginning of what is said of the extent: `346`, `346 p.`, `xii, 346` (the last number counts).
pub(super) fn pages_of(text: Option<&str>) -> Option<u32> {
    let numbers = text?.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    numbers.filter_map(|number| number.parse().ok()).max().filter(|pages| *pages > 0)
}

/// Where a step leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// To a read-through of its own.
    New(ReadingStatus),
    /// On in the last one.
    Last(ReadingStatus),
}

/// What a step makes of the last read-through, or why it makes no sense.
fn stepped(last: Option<&Reading<Subject>>, step: Step, told: &Told, today: &Date) -> Result<Next, Refusal> {
    use ReadingStatus::{Dropped, Finished, Paused, Reading, Want};
    let refuse = |reason: String, hint: &str| Err(Refusal { reason, hint: hint.to_owned() });
    let since = |last: &crate::model::reading::Reading<Subject>| {
        last.started.as_ref().map_or(String::new(), |day| format!(" since {}", day.display()))
    };
    let status = last.map(|last| last.status);
    match (step, status) {
        (Step::Want, None | Some(Finished | Dropped)) => Ok(Next::New(Want)),
        (Step::Want, Some(Want)) => Ok(Next::Last(Want)),
        (Step::Start, None | Some(Finished | Dropped)) => Ok(Next::New(Reading)),
        (Step::Start, Some(Want | Paused)) => Ok(Next::Last(Reading)),
        (Step::Want | Step::Start, Some(Reading)) | (Step::Want, Some(Paused)) => refuse(
            format!("it is being read{}", last.map(since).unwrap_or_default()),
            "`oeuvre read progress KEY --page N` tells how far; `finish` and `drop` end it",
        ),
        (Step::Pause, Some(Reading)) => Ok(Next::Last(Paused)),
        (Step::Progress, Some(Reading | Paused)) => Ok(Next::Last(Reading)),
        (Step::Finish, Some(Reading | Paused | Want)) => Ok(Next::Last(Finished)),
        (Step::Finish, None | Some(Dropped)) => Ok(Next::New(Finished)),
        (Step::Finish, Some(Finished)) => {
            let day = last.and_then(|last| last.finished.as_ref());
            if told.on.as_ref().is_some_and(|on| Some(on) != day) {
                return Ok(Next::New(Finished));
            }
            if *told != Told::default() || day.is_none_or(|day| day != today) && told.on.is_some() {
                return Ok(Next::Last(Finished));
            }
            refuse(
                format!(
                    "it is finished already{}",
                    day.map_or(String::new(), |day| format!(" ({})", day.display()))
                ),
                "`oeuvre read start KEY` begins it again; --on DATE notes another time that it was read",
            )
        }
        (Step::Drop, Some(Reading | Paused | Want)) => Ok(Next::Last(Dropped)),
        (Step::Drop, None | Some(Finished)) => Ok(Next::New(Dropped)),
        (Step::Drop, Some(Dropped)) => match last.and_then(|last| last.finished.as_ref()) {
            day if told.on.is_some() && told.on.as_ref() != day => Ok(Next::New(Dropped)),
            _ if *told != Told::default() => Ok(Next::Last(Dropped)),
            day => refuse(
                format!(
                    "it was given up already{}",
                    day.map_or(String::new(), |day| format!(" ({})", day.display()))
                ),
                "`oeuvre read start KEY` begins it again",
            ),
        },
        (Step::Pause, Some(Paused)) => {
            refuse("it rests already".to_owned(), "`oeuvre read start KEY` goes on with it")
        }
        (Step::Pause | Step::Progress, _) => {
            refuse("it is not being read".to_owned(), "`oeuvre read start KEY` begins it")
        }
    }
}

/// Puts the day of a step where it belongs. The first day of what goes on after a pause stays, or stays unknown; and
/// how long something has been wished for is not known anew because more is told of it.
fn put_day(
    reading: &mut Reading<Subject>,
    (step, before): (Step, Option<ReadingStatus>),
    told: &Told,
    day: &Date,
) {
    let goes_on = before == Some(ReadingStatus::Paused);
    match step {
        Step::Want if before.is_some() && told.on.is_none() => {}
        Step::Want | Step::Pause | Step::Progress => reading.noted = Some(day.clone()),
        Step::Start if goes_on => reading.noted = Some(day.clone()),
        Step::Start => (reading.started, reading.noted) = (Some(day.clone()), None),
        Step::Finish | Step::Drop => {
            reading.noted = None;
            if reading.finished.is_none() || told.on.is_some() {
                reading.finished = Some(day.clone());
            }
        }
    }
}

/// Puts what is told into a read-through.
fn fill(reading: &mut Reading<Subject>, step: Step, told: &Told) {
    if step == Step::Finish {
        (reading.page, reading.percent) = (None, None);
    }
    if let Some(page) = &told.page {
        (reading.page, reading.percent) = (Some(page.clone()), None);
    }
    if let Some(percent) = told.percent {
        (reading.page, reading.percent) = (None, Some(percent));
    }
    let put = |place: &mut Option<String>, value: &Option<String>| {
        if let Some(value) = value {
            *place = Some(value.clone()).filter(|value| !value.is_empty());
        }
    };
    put(&mut reading.note, &told.note);
    put(&mut reading.recommended_by, &told.recommended_by);
    put(&mut reading.lent_to, &told.lent_to);
    reading.rating = told.rating.or(reading.rating);
    reading.priority = told.priority.or(reading.priority);
    reading.due = told.due.clone().or(reading.due.take());
}

/// Refuses what cannot be.
fn check(reading: &Reading<Subject>, pages: Option<u32>, today: &Date) -> Result<(), Refusal> {
    let hint = |hint: &str| hint.to_owned();
    if let (Some(started), Some(finished)) = (&reading.started, &reading.finished)
        && is_before(finished, started)
    {
        return Err(Refusal {
            reason: format!("it cannot end on {} when it began on {}", finished.display(), started.display()),
            hint: hint("--on DATE tells the day, or the year alone: --on 1998"),
        });
    }
    if let (Some(started), Some(noted)) = (&reading.started, &reading.noted)
        && is_before(noted, started)
    {
        return Err(Refusal {
            reason: format!("{} is before {}, when it was begun", noted.display(), started.display()),
            hint: hint("--on DATE tells the day, or the year alone: --on 1998"),
        });
    }
    for day in [&reading.started, &reading.finished, &reading.noted].into_iter().flatten() {
        if let (Some(first), Some(now)) = (day.earliest(), today.latest())
            && first > now
        {
            return Err(Refusal {
                reason: format!("{} is still to come", day.display()),
                hint: hint("`oeuvre read want KEY --due DATE` is for what is to be read by a day"),
            });
        }
    }
    let page = reading.page.as_ref().and_then(|page| page.parse::<u32>().ok());
    if let (Some(page), Some(pages)) = (page, pages)
        && page > pages
    {
        return Err(Refusal {
            reason: format!("page {page} is past the last one, which is {pages}"),
            hint: hint("`oeuvre set KEY page_total=N` corrects the number of pages"),
        });
    }
    Ok(())
}

/// Whether all of a date lies before all of another.
fn is_before(one: &Date, other: &Date) -> bool {
    one.latest().zip(other.earliest()).is_some_and(|(one, other)| one < other)
}

#[cfg(test)]
mod tests;
