//! Listing: editions in an order, read and handed on some at a time.

#[cfg(test)]
mod tests;

use super::{
    Alphabet, Column, Error, Library, Seen, SortKey,
    ordering::{self, Ordered},
    own_extras, reading, sorting, summary,
};
use crate::{
    fields::Row,
    model::Standing,
    store::{EditionId, Parts, Snapshot, StoreError, StoreResult, Whole},
};

/// What is listed, and how.
#[derive(Clone, Copy)]
pub struct Listing<'a> {
    /// Query text; empty for everything that is listed.
    pub query: &'a str,
    /// What to sort by, and how texts are compared. What is the same in all columns, or everything where there is none
    /// of this, is in order of author (or editor), date and title.
    pub sort: Option<(&'a [SortKey], &'a Alphabet)>,
    /// How many editions are handed on at most.
    pub limit: Option<usize>,
    /// What is asked of them.
    pub extent: Extent<'a>,
}

/// How much of editions is read.
#[derive(Clone, Copy)]
pub enum Extent<'a> {
    /// All that there is of them.
    Whole,
    /// What these columns tell, and the names of people; the rest may be empty.
    Columns(&'a [Column]),
}

impl Library {
    /// Hands on the listed editions that a query selects, a thousand at a time, all as they are at one moment; gives how
    /// many the query selects, be there a limit or not.
    pub fn list<E: From<Error> + From<StoreError>>(
        &self,
        listing: &Listing<'_>,
        take: &mut dyn FnMut(Vec<Seen>) -> Result<(), E>,
    ) -> Result<usize, E> {
        self.store.read(|store| {
            let mut ordered = ordered(store, listing)?;
            let count = ordered.count();
            let mut left = listing.limit.unwrap_or(usize::MAX).min(count);
            let reading = Reading::of(listing.extent);
            while left > 0 {
                let mut ids = ordered.next(store)?;
                ids.truncate(left);
                if ids.is_empty() {
                    break;
                }
                left -= ids.len();
                for batch in ids.chunks(ordering::BATCH) {
                    take(reading.read(store, batch)?.into_iter().map(|(_, seen)| seen).collect())?;
                }
            }
            Ok(count)
        })
    }

    /// How many listed editions a query selects.
    pub fn count(&self, query: &str) -> Result<usize, Error> {
        self.store.read(|store| summary::count(store, query, Standing::Listed))
    }
}

fn ordered(store: &Snapshot<'_>, listing: &Listing<'_>) -> Result<Ordered, Error> {
    let Some((keys, alphabet)) = listing.sort else {
        return Ordered::of(store, listing.query, listing.limit.unwrap_or(usize::MAX));
    };
    let mut ordered = Ordered::of(store, listing.query, usize::MAX)?;
    let columns: Vec<Column> = keys.iter().map(|key| key.column).collect();
    let reading = Reading::of(Extent::Columns(&columns));
    let mut rows = Vec::with_capacity(ordered.count());
    loop {
        let ids = ordered.next(store)?;
        if ids.is_empty() {
            break;
        }
        for batch in ids.chunks(ordering::BATCH) {
            let seen = reading.read(store, batch)?.into_iter();
            rows.extend(seen.map(|(id, seen)| (sorting::values(keys, &seen), id)));
        }
    }
    sorting::sort(&mut rows, keys, alphabet);
    Ok(Ordered::already(rows.into_iter().map(|(_, id)| id).collect()))
}

/// What is read of editions.
pub(super) struct Reading {
    extent: Read,
    /// Whether a column tells of how they were read.
    tells_reading: bool,
}

enum Read {
    Whole,
    Fields(Vec<&'static Row>),
}

impl Reading {
    pub(super) fn of(extent: Extent<'_>) -> Reading {
        let Extent::Columns(columns) = extent else {
            return Reading { extent: Read::Whole, tells_reading: false };
        };
        let tells_reading = columns.iter().any(|column| column.tells_reading());
        let mut fields: Vec<&'static Row> = Vec::new();
        for column in columns {
            let Some(rows) = column.rows() else { return Reading { extent: Read::Whole, tells_reading } };
            for row in rows {
                if fields.iter().all(|known| known.name != row.name) {
                    fields.push(row);
                }
            }
        }
        Reading { extent: Read::Fields(fields), tells_reading }
    }

    /// Editions in the order asked for; those that are not there are passed over.
    pub(super) fn read(
        &self,
        store: &Snapshot<'_>,
        ids: &[EditionId],
    ) -> Result<Vec<(EditionId, Seen)>, Error> {
        let mut found = self.seen(store, ids)?;
        if self.tells_reading {
            reading::put_readings(store, &mut found)?;
        }
        Ok(found)
    }

    /// The same, without how they were read.
    pub(super) fn seen(
        &self,
        store: &Snapshot<'_>,
        ids: &[EditionId],
    ) -> StoreResult<Vec<(EditionId, Seen)>> {
        let wholes = self.wholes(store, ids)?;
        if wholes.len() == ids.len() {
            return Ok(ids.iter().copied().zip(wholes.into_iter().map(Seen::of)).collect());
        }
        // Some have lost their text or work, which `oeuvre doctor` tells.
        let mut found = Vec::with_capacity(wholes.len());
        for id in ids {
            found.extend(self.wholes(store, &[*id])?.pop().map(|whole| (*id, Seen::of(whole))));
        }
        Ok(found)
    }

    fn wholes(&self, store: &Snapshot<'_>, ids: &[EditionId]) -> StoreResult<Vec<Whole>> {
        match &self.extent {
            Read::Whole => store.whole_editions(ids),
            Read::Fields(fields) => {
                let parts = Parts { fields, extras_of: own_extras::OWN_FORMAT };
                store.partial_editions(ids, &parts)
            }
        }
    }
}
