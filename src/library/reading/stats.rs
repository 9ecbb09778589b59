//! What was read, in numbers.

use std::collections::BTreeMap;

use super::ReadThrough;
use crate::{
    library::{Error, Library},
    model::{Date, date::month_name, language, reading::Goal, tree::ReadingStatus},
};

/// A value with how often it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// As people read it.
    pub value: String,
    /// How many read-throughs.
    pub books: usize,
}

/// Numbers of a year, or of all years.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stats {
    /// The year; none for all.
    pub year: Option<i64>,
    /// Read-throughs that were finished.
    pub books: usize,
    /// Among them those of works that had been finished before.
    pub rereads: usize,
    /// Read-throughs that were dropped.
    pub dropped: usize,
    /// The pages of what was finished, where they are known.
    pub pages: u64,
    /// How many of the finished do not tell their pages.
    pub without_pages: usize,
    /// How often each rating was given, 1 to 5.
    pub ratings: [usize; 5],
    /// What one means to finish in the year.
    pub goal: Option<u32>,
    /// By language, translator, kind, decade of the original, and month of the year or year: name and counts.
    pub tables: Vec<(&'static str, Vec<Count>)>,
}

impl Stats {
    /// The mean of the ratings.
    pub fn mean_rating(&self) -> Option<f64> {
        let given: usize = self.ratings.iter().sum();
        let total: usize =
            (1..).zip(self.ratings).map(|(rating, count): (usize, usize)| rating * count).sum();
        (given > 0).then(|| total as f64 / given as f64)
    }
}

impl Library {
    /// The numbers of a year, or of all.
    pub fn stats(&self, year: Option<i64>) -> Result<Stats, Error> {
        let all = self.all_read_throughs()?;
        let is_of_year = |read: &&ReadThrough| {
            year.is_none() || read.reading.finished.as_ref().and_then(Date::year) == year
        };
        let of = |status: ReadingStatus| {
            all.iter().filter(move |read| read.reading.status == status).filter(is_of_year)
        };
        let finished: Vec<&ReadThrough> = of(ReadingStatus::Finished).collect();
        let mut stats = Stats {
            year,
            books: finished.len(),
            rereads: finished.iter().filter(|read| read.finished_before > 0).count(),
            dropped: of(ReadingStatus::Dropped).count(),
            pages: finished.iter().filter_map(|read| read.label.pages).map(u64::from).sum(),
            without_pages: finished.iter().filter(|read| read.label.pages.is_none()).count(),
            goal: self
                .store
                .read(|store| store.goals())?
                .into_iter()
                .find(|goal| Some(goal.year) == year)
                .map(|goal| goal.books),
            ..Stats::default()
        };
        for read in &finished {
            let index = read.reading.rating.and_then(|rating| usize::from(rating).checked_sub(1));
            if let Some(count) = index.and_then(|index| stats.ratings.get_mut(index)) {
                *count += 1;
            }
        }
        stats.tables = tables(&finished, year);
        Ok(stats)
    }

    /// Sets how many books one means to finish in a year; none removes the goal.
    pub fn set_goal(&mut self, year: i64, books: Option<u32>) -> Result<(), Error> {
        self.store.transaction(|store| match books {
            Some(books) => Ok(store.set_goal(Goal { year, books })?),
            None => {
                store.delete_goal(year)?;
                Ok(())
            }
        })
    }
}

fn tables(finished: &[&ReadThrough], year: Option<i64>) -> Vec<(&'static str, Vec<Count>)> {
    let languages = counted(finished, |read| {
        let tag = read.label.language.as_deref();
        let name = |tag: &str| language::english_name(tag).map_or(tag.to_owned(), str::to_owned);
        tag.map(name).into_iter().collect()
    });
    let translators =
        counted(finished, |read| read.label.translators.names.iter().map(|name| name.display()).collect());
    let kinds = counted(finished, |read| read.label.kind.map(|kind| kind.to_string()).into_iter().collect());
    let decades = in_order(counted(finished, |read| {
        let decade = read.label.work_year.map(|year| format!("{}s", year.div_euclid(10) * 10));
        decade.into_iter().collect()
    }));
    let time = match year {
        None => (
            "year",
            in_order(counted(finished, |read| {
                read.reading
                    .finished
                    .as_ref()
                    .and_then(Date::year)
                    .map(|year| year.to_string())
                    .into_iter()
                    .collect()
            })),
        ),
        Some(_) => ("month", months(finished)),
    };
    vec![
        ("language", languages),
        ("translator", translators),
        ("kind", kinds),
        ("decade of the original", decades),
        time,
    ]
}

/// The months from the first to the last that something was finished in.
fn months(finished: &[&ReadThrough]) -> Vec<Count> {
    let mut counts = [0_usize; 12];
    for read in finished {
        let point = read.reading.finished.as_ref().and_then(Date::first_point);
        let month = point.and_then(|point| point.month()).map(usize::from);
        if let Some(count) = month.and_then(|month| counts.get_mut(month.checked_sub(1)?)) {
            *count += 1;
        }
    }
    let last = counts.iter().rposition(|count| *count > 0);
    let shown = (1..).zip(counts).take(last.map_or(0, |last| last + 1));
    shown.map(|(month, books)| Count { value: month_name(month), books }).collect()
}

/// The values of read-throughs, the most frequent first.
fn counted(finished: &[&ReadThrough], values: impl Fn(&ReadThrough) -> Vec<String>) -> Vec<Count> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for read in finished {
        for value in values(read) {
            *counts.entry(value).or_default() += 1;
        }
    }
    let mut counts: Vec<Count> = counts.into_iter().map(|(value, books)| Count { value, books }).collect();
    counts.sort_by_key(|count| std::cmp::Reverse(count.books));
    counts
}

fn in_order(mut counts: Vec<Count>) -> Vec<Count> {
    counts.sort_by(|one, other| (one.value.len(), &one.value).cmp(&(other.value.len(), &other.value)));
    counts
}
