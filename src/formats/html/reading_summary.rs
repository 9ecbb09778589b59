//! What is being read, what is next and what was finished last, above the works.

use askama::Template;
use askama::filters::HtmlSafe;

use super::index::{End, Index};
use super::mention::Mention;
use super::read_through::ReadLine;
use super::words;
use crate::model::tree::{Agent, Catalogue, ReadingStatus, Target};
use crate::model::{Date, reading::Reading};

/// The summary.
#[derive(Debug, Default, Template)]
#[template(path = "reading-summary.html")]
pub(super) struct ReadingSummary<'a> {
    shelves: Vec<Shelved<'a>>,
}

impl HtmlSafe for ReadingSummary<'_> {}

/// What is in one state.
#[derive(Debug)]
struct Shelved<'a> {
    heading: &'static str,
    reads: Vec<(Mention<'a>, ReadLine<'a>)>,
    /// How many more there are.
    more: usize,
}

/// Most read-throughs that are named in one state.
const MOST_NAMED: usize = 6;

impl<'a> ReadingSummary<'a> {
    /// Of what was read of the works of a catalogue, whose main author need not be named.
    pub fn of(catalogue: &'a Catalogue, author: Option<&Agent>, index: &Index<'a>) -> ReadingSummary<'a> {
        let shelved = |(heading, statuses): &(&'static str, &[ReadingStatus])| {
            let mut reads: Vec<_> = catalogue
                .readings
                .iter()
                .filter(|reading| statuses.contains(&reading.status))
                .map(|reading| (index.end(&reading.subject), reading))
                .filter(|(end, reading)| is_current(*end, reading, index))
                .collect();
            reads.sort_by_key(|(_, reading)| order(reading));
            let more = reads.len().saturating_sub(MOST_NAMED);
            let named = reads.into_iter().take(MOST_NAMED);
            let reads = named.filter_map(|(end, reading)| entry(end, reading, author, index)).collect();
            Shelved { heading, reads, more }
        };
        let shelves = words::SHELVES.iter().map(shelved).filter(|shelved| !shelved.reads.is_empty());
        ReadingSummary { shelves: shelves.collect() }
    }

    pub fn is_empty(&self) -> bool {
        self.shelves.is_empty()
    }
}

/// Whether it is of these works, and is over or the last of what it is of.
fn is_current(end: End<'_>, reading: &Reading<Target>, index: &Index<'_>) -> bool {
    let all = match end {
        End::Work(work) => index.shelf().of_work(&work.handle),
        End::Edition(located) => index.shelf().of_edition(&located.edition.key),
        End::Absent(_) => return false,
    };
    reading.status == ReadingStatus::Finished
        || all.last().is_some_and(|last| std::ptr::eq(last.reading, reading))
}

/// What is read before what rests; what was finished or begun last comes first; what is wanted by its priority.
fn order(reading: &Reading<Target>) -> impl Ord + use<> {
    let day = reading.finished.as_ref().or(reading.started.as_ref()).and_then(Date::latest);
    let urgency = (reading.priority.unwrap_or(0), day);
    (reading.status == ReadingStatus::Paused, std::cmp::Reverse(urgency))
}

fn entry<'a>(
    end: End<'a>,
    reading: &'a Reading<Target>,
    author: Option<&Agent>,
    index: &Index<'a>,
) -> Option<(Mention<'a>, ReadLine<'a>)> {
    let (all, fields) = match end {
        End::Work(work) => (index.shelf().of_work(&work.handle), None),
        End::Edition(located) => {
            (index.shelf().of_edition(&located.edition.key), Some(&located.edition.fields))
        }
        End::Absent(_) => return None,
    };
    let read = all.iter().find(|read| std::ptr::eq(read.reading, reading))?;
    Some((Mention::abroad(end, author, index), ReadLine::of(read, fields).under_heading()))
}
