//! What was read of the works of a catalogue and quoted from them, by what it is of.

use std::collections::HashMap;

use super::index::Located;
use crate::model::reading::{Quotation, Reading};
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
        let mut finished: HashMap<&str, usize> = HashMap::new();
        for reading in &catalogue.readings {
            let (work, place) = match &reading.subject {
                Target::Work(handle) => {
                    let Some(work) = work_of(handle) else { continue };
                    (work, shelf.of_works.entry(&work.handle).or_default())
                }
                Target::Edition(key) => {
                    let Some(located) = edition_of(key) else { continue };
                    (located.work, shelf.of_editions.entry(&located.edition.key).or_default())
                }
            };
            let before = finished.entry(&work.handle).or_default();
            place.push(ReadThrough { reading, finished_before: *before });
            *before += usize::from(reading.status == ReadingStatus::Finished);
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
