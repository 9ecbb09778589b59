//! What the columns of a service tell of reading, as read-throughs.

use super::days::Span;
use crate::fields::shelves::Counted;
use crate::model::Date;
use crate::model::reading::Reading;
use crate::model::tree::ReadingStatus;

/// How many read-throughs without days are believed.
const MOST_TIMES: usize = 1000;

/// A read-through with a day, and how it ended.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dated {
    pub(super) span: Span,
    pub(super) ending: Ending,
}

/// How a read-through ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// All was read.
    Finished,
    /// Not all was.
    Stopped,
    /// It is not told.
    Untold,
}

/// What the columns of a book tell of reading it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Told {
    pub(super) status: Option<ReadingStatus>,
    pub(super) dated: Vec<Dated>,
    pub(super) times: Option<usize>,
    pub(super) rating: Option<u8>,
    pub(super) review: Option<String>,
    pub(super) recommended_by: Option<String>,
    pub(super) lent_to: Option<String>,
    /// The day on which it came onto any shelf.
    pub(super) added: Option<Date>,
    /// The day on which it came onto the shelf that it is on.
    pub(super) shelved: Option<Date>,
}

/// How a service tells of reading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Habits {
    /// What its number of times counts.
    pub(super) counted: Counted,
    /// Whether it has days of what was not read to the end apart from others.
    pub(super) tells_stops: bool,
}

/// The read-throughs, the earliest first. How often a book was read makes as many finished ones without days. Rating
/// and review are those of the last one that was begun; a book that has them and no status was read.
pub(super) fn read_throughs(told: Told, habits: Habits) -> Vec<Reading<()>> {
    let Told { status, mut dated, times, rating, review, recommended_by, lent_to, added, shelved } = told;
    dated.sort_by_key(|dated| {
        dated.span.ended.as_ref().or(dated.span.started.as_ref()).and_then(Date::latest).unwrap_or(i64::MAX)
    });
    if status == Some(ReadingStatus::Dropped)
        && !habits.tells_stops
        && let Some(last) = dated.last_mut().filter(|last| last.ending == Ending::Finished)
    {
        last.ending = Ending::Stopped;
    }
    // More days than books that were finished: the last day is that on which the one at hand was begun.
    let is_open = matches!(status, Some(ReadingStatus::Reading | ReadingStatus::Paused));
    let ends = dated.iter().filter(|dated| dated.ending == Ending::Finished).count();
    let has_surplus = habits.counted == Counted::Finished && times.is_some_and(|times| times < ends);
    if let Some(last) = dated.last_mut()
        && is_open
        && has_surplus
        && last.span.started.is_none()
    {
        *last = Dated { span: Span { started: last.span.ended.take(), ended: None }, ending: Ending::Untold };
    }
    let count_of_days = dated.len();
    let mut readings: Vec<Reading<()>> = dated.into_iter().map(|dated| of_span(dated, status)).collect();
    let has = |readings: &[Reading<()>], status| readings.iter().any(|reading| reading.status == status);
    if let Some(status) = status.filter(|status| !has(&readings, *status)) {
        readings.push(Reading::new((), status));
    }
    let counts = |reading: &&Reading<()>| match habits.counted {
        Counted::Begun => reading.status != ReadingStatus::Want,
        Counted::Finished => reading.status == ReadingStatus::Finished,
    };
    // Whether a service counts what was given up, nobody knows.
    let is_dropped = status == Some(ReadingStatus::Dropped);
    let counted = readings.iter().filter(counts).count().max(if is_dropped { count_of_days } else { 0 });
    let missing = times.unwrap_or(0).min(MOST_TIMES).saturating_sub(counted);
    readings.splice(0..0, (0..missing).map(|_| Reading::new((), ReadingStatus::Finished)));
    if readings.is_empty() && (rating.is_some() || review.is_some()) {
        readings.push(Reading::new((), ReadingStatus::Finished));
    }
    let begun = readings.iter().rposition(|reading| reading.status != ReadingStatus::Want);
    let last = begun.or(readings.len().checked_sub(1));
    if let Some(reading) = last.and_then(|last| readings.get_mut(last)) {
        (reading.rating, reading.note) = (rating, review);
    }
    let is_first = readings.len() == 1;
    if let Some(reading) = readings.last_mut() {
        if reading.status == ReadingStatus::Want {
            reading.noted = shelved.or(added.filter(|_| is_first));
        }
        (reading.recommended_by, reading.lent_to) = (recommended_by, lent_to);
    }
    readings
}

fn of_span(dated: Dated, status: Option<ReadingStatus>) -> Reading<()> {
    let Dated { span: Span { started, ended }, ending } = dated;
    let status = match (ending, status) {
        (Ending::Finished, _) => ReadingStatus::Finished,
        (Ending::Stopped, _) => ReadingStatus::Dropped,
        (Ending::Untold, Some(status)) if status != ReadingStatus::Want => status,
        (Ending::Untold, _) => ReadingStatus::Reading,
    };
    Reading { started, finished: ended, ..Reading::new((), status) }
}

/// What the columns of a book can tell of read-throughs.
#[derive(Debug, Default)]
pub(super) struct Summary<'r> {
    /// That of the last one.
    pub(super) status: Option<ReadingStatus>,
    /// How often it was begun or finished, as the service counts.
    pub(super) times: usize,
    pub(super) rating: Option<u8>,
    pub(super) review: Option<&'r str>,
    pub(super) recommended_by: Option<&'r str>,
    pub(super) lent_to: Option<&'r str>,
    /// Since when it is wished for, where it is.
    pub(super) wanted_since: Option<&'r Date>,
    /// The same where it was never begun.
    pub(super) first_wanted: Option<&'r Date>,
    /// Those with days, the latest first.
    pub(super) dated: Vec<&'r Reading<()>>,
}

impl<'r> Summary<'r> {
    pub(super) fn of(readings: &'r [Reading<()>], counted: Counted) -> Summary<'r> {
        let counts = |reading: &&Reading<()>| match counted {
            Counted::Begun => reading.status != ReadingStatus::Want,
            Counted::Finished => reading.status == ReadingStatus::Finished,
        };
        let latest_first = || readings.iter().rev();
        let has_days = |reading: &&Reading<()>| {
            reading.status != ReadingStatus::Want && (reading.started.is_some() || reading.finished.is_some())
        };
        let wished = readings.last().filter(|reading| reading.status == ReadingStatus::Want);
        let wanted_since = wished.and_then(|reading| reading.noted.as_ref());
        Summary {
            wanted_since,
            first_wanted: wanted_since.filter(|_| readings.len() == 1),
            status: readings.last().map(|reading| reading.status),
            times: readings.iter().filter(counts).count(),
            rating: latest_first().find_map(|reading| reading.rating),
            review: latest_first().find_map(|reading| reading.note.as_deref()),
            recommended_by: latest_first().find_map(|reading| reading.recommended_by.as_deref()),
            lent_to: latest_first().find_map(|reading| reading.lent_to.as_deref()),
            dated: latest_first().filter(has_days).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::days::spans;
    use super::*;

    const BEGUN: Habits = Habits { counted: Counted::Begun, tells_stops: false };
    const FINISHED: Habits = Habits { counted: Counted::Finished, tells_stops: false };

    fn told(status: Option<ReadingStatus>, days: &str, times: usize) -> Told {
        let dated = spans(days).unwrap_or_default().into_iter().map(|span| {
            let ending = if span.ended.is_some() { Ending::Finished } else { Ending::Untold };
            Dated { span, ending }
        });
        Told { status, dated: dated.collect(), times: Some(times), ..Told::default() }
    }

    fn shown(readings: &[Reading<()>]) -> String {
        let day = |date: &Option<Date>| date.as_ref().map_or("", |date| date.as_str()).to_owned();
        let shown = readings.iter().map(|reading| {
            let stars = reading.rating.map_or(String::new(), |rating| format!("*{rating}"));
            format!("{}({}>{}){stars}", reading.status, day(&reading.started), day(&reading.finished))
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_services_tell_as_read_throughs() {
        use ReadingStatus::{Dropped, Finished, Paused, Reading, Want};
        for (status, days, times, habits, expected) in [
            (Some(Finished), "2023/02", 1, BEGUN, "finished(>2023-02)"),
            (Some(Finished), "2023/02", 3, BEGUN, "finished(>) finished(>) finished(>2023-02)"),
            (Some(Finished), "", 0, BEGUN, "finished(>)"),
            (Some(Want), "", 0, BEGUN, "want(>)"),
            (Some(Want), "", 1, BEGUN, "finished(>) want(>)"),
            (Some(Reading), "", 1, BEGUN, "reading(>)"),
            (Some(Reading), "", 2, BEGUN, "finished(>) reading(>)"),
            (Some(Reading), "2022", 2, BEGUN, "finished(>2022) reading(>)"),
            (Some(Reading), "", 1, FINISHED, "finished(>) reading(>)"),
            (
                Some(Reading),
                "2022-2023, 2024/01/02-",
                1,
                FINISHED,
                "finished(2022>2023) reading(2024-01-02>)",
            ),
            (Some(Paused), "2024/01/02-", 0, FINISHED, "paused(2024-01-02>)"),
            (Some(Reading), "2025/01/02", 0, FINISHED, "reading(2025-01-02>)"),
            (Some(Reading), "2022, 2025/01/02", 1, FINISHED, "finished(>2022) reading(2025-01-02>)"),
            (
                Some(Reading),
                "2022, 2025/01/02",
                2,
                FINISHED,
                "finished(>2022) finished(>2025-01-02) reading(>)",
            ),
            (Some(Dropped), "2024/01/02-2024/01/03", 1, FINISHED, "dropped(2024-01-02>2024-01-03)"),
            (
                Some(Dropped),
                "2022, 2024/01/02-2024/01/03",
                1,
                FINISHED,
                "finished(>2022) dropped(2024-01-02>2024-01-03)",
            ),
            (Some(Dropped), "", 0, FINISHED, "dropped(>)"),
            (None, "2024, 2022", 0, FINISHED, "finished(>2022) finished(>2024)"),
            (None, "", 0, FINISHED, ""),
        ] {
            let found = read_throughs(told(status, days, times), habits);
            assert_eq!(shown(&found), expected, "{status:?} {days} {times}");
        }
    }

    #[test]
    fn days_on_shelves_are_those_of_wishes() {
        use ReadingStatus::{Finished, Want};
        let day = |text: &str| Some(Date::parse(text));
        for (status, times, added, shelved, expected) in [
            (Want, 0, day("2024-05-02"), None, day("2024-05-02")),
            (Want, 0, None, day("2024-05-02"), day("2024-05-02")),
            // It came onto the shelves when it was read.
            (Want, 1, day("2024-05-02"), None, None),
            (Want, 1, day("1998"), day("2024-05-02"), day("2024-05-02")),
            (Finished, 1, day("2024-05-02"), day("2024-05-02"), None),
        ] {
            let told = Told { added, shelved, ..told(Some(status), "", times) };
            let found = read_throughs(told, BEGUN);
            assert_eq!(found.last().and_then(|reading| reading.noted.clone()), expected, "{status} {times}");
        }
    }

    #[test]
    fn ratings_belong_to_what_was_begun_last() {
        use ReadingStatus::{Finished, Want};
        for (status, days, expected) in [
            (Some(Finished), "2022, 2024", "finished(>2022) finished(>2024)*4"),
            (Some(Want), "2022", "finished(>2022)*4 want(>)"),
            (Some(Want), "", "want(>)*4"),
            (None, "", "finished(>)*4"),
        ] {
            let told = Told { rating: Some(4), ..told(status, days, 0) };
            assert_eq!(shown(&read_throughs(told, FINISHED)), expected);
        }
    }

    #[test]
    fn no_number_of_times_takes_the_memory() {
        assert_eq!(read_throughs(told(None, "", usize::MAX), BEGUN).len(), MOST_TIMES);
    }
}
