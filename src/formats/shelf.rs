//! What was read of the works of a catalogue and quoted from them, by what it is of.

use foldhash::{HashMap, HashMapExt};

use super::index::Located;
use crate::model::reading::{Quotation, Reading, finished_before};
use crate::model::tree::{Catalogue, ReadingStatus, Target, Work};
/// A reading, and how often the work had been finished before, in any edition.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReadThrough<'a> {
    pub reading: &'a Reading<Target>,
    pub finished_before: usize,
}

/// The readings and excerpts of a catalogue, each in the order in which they were noted.
#[derive(Debug, Default)]
pub(super) struct Shelf<'a> {
    of_works: HashMap<&'a str, Vec<ReadThrough<'a>>>,
    of_editions: HashMap<&'a str, Vec<ReadThrough<'a>>>,
    quotations: HashMap<&'a str, Vec<&'a Quotation<String>>>,
}

impl<'a> Shelf<'a> {
    /// Of a catalogue in which editions and works are found so. What is of other works is left out.
    pub fn of(
        catalogue: &'a Catalogue,
        work_of: impl Fn(&str) -> Option<&'a Work>,
        edition_of: impl Fn(&str) -> Option<Located<'a>>,
    ) -> Shelf<'a> {
        let mut shelf = Shelf::default();
        let mut of_works: HashMap<&str, Vec<&'a Reading<Target>>> = HashMap::new();
        for reading in &catalogue.readings {
            let work = match &reading.subject {
                Target::Work(handle) => work_of(handle),
                Target::Edition(key) => edition_of(key).map(|located| located.work),
            };
            if let Some(work) = work {
                of_works.entry(&work.handle).or_default().push(reading);
            }
        }
        for (handle, readings) in of_works {
            let before = finished_before(&readings);
            for (reading, finished_before) in readings.into_iter().zip(before) {
                let place = match &reading.subject {
                    Target::Work(_) => shelf.of_works.entry(handle).or_default(),
                    Target::Edition(key) => {
                        let Some(located) = edition_of(key) else { continue };
                        shelf.of_editions.entry(&located.edition.key).or_default()
                    }
                };
                place.push(ReadThrough { reading, finished_before });
            }
        }
        for quotation in &catalogue.quotations {
            if let Some(located) = edition_of(&quotation.edition) {
                shelf.quotations.entry(&located.edition.key).or_default().push(quotation);
            }
        }
        shelf
    }

    /// The readings of a work in whatever edition.
    pub fn of_work(&self, handle: &str) -> &[ReadThrough<'a>] {
        self.of_works.get(handle).map_or(&[], Vec::as_slice)
    }

    /// The readings of an edition.
    pub fn of_edition(&self, key: &str) -> &[ReadThrough<'a>] {
        self.of_editions.get(key).map_or(&[], Vec::as_slice)
    }

    /// The excerpts from an edition.
    pub fn quotations(&self, key: &str) -> &[&'a Quotation<String>] {
        self.quotations.get(key).map_or(&[], Vec::as_slice)
    }

    /// How far one has come with a work and each of its editions: the last of each, each status once, in the order of
    /// [`ReadingStatus::ALL`].
    pub fn statuses(&self, work: &Work) -> Vec<ReadingStatus> {
        let editions = work.expressions.iter().flat_map(|expression| &expression.editions);
        let last = |readings: &[ReadThrough<'_>]| readings.last().map(|read| read.reading.status);
        let mut statuses: Vec<ReadingStatus> = editions
            .filter_map(|edition| last(self.of_edition(&edition.key)))
            .chain(last(self.of_work(&work.handle)))
            .collect();
        statuses.sort_unstable();
        statuses.dedup();
        statuses
    }
}
