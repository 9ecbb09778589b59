//! The usual order of editions: by author (or editor), date, title and key.
//!
//! Of most editions the row and the first author tell their place. Only those of which more has to be looked at are read
//! as they are cited, and titles only where all before them is the same.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt};

use super::{
    Column, Error, Extent, condition,
    listing::Reading,
    looking::{Order, order_of_edition},
    own_extras,
    summary::Selected,
};
use crate::{
    model::{Date, title},
    store::{Condition, EditionId, Leading, Leads, Snapshot},
};

/// How many editions are read at a time.
pub(super) const BATCH: usize = 1000;

/// What comes last: no name, no date.
const LAST: usize = usize::MAX;

/// Where an edition stands as far as its author and its date tell.
#[derive(Clone, Copy)]
struct Place {
    author: usize,
    date: usize,
    edition: EditionId,
}

impl Place {
    fn key(&self) -> (usize, usize) {
        (self.author, self.date)
    }
}

/// From how many editions on their order is taken from the summary. In tests few are many, so that both ways are gone.
const MANY: usize = if cfg!(test) { 3 } else { 2000 };

/// The listed editions that a query selects, in the usual order, some at a time.
pub(super) struct Ordered {
    /// All, in order; or what of them is still to come, ordered backwards by the number in front.
    rest: Rest,
    count: usize,
}

enum Rest {
    InOrder(std::vec::IntoIter<EditionId>),
    ByNumber(Vec<(u64, EditionId)>),
}

impl Ordered {
    /// What a query selects. No more than `most` are asked for.
    pub(super) fn of(store: &Snapshot<'_>, query: &str, most: usize) -> Result<Ordered, Error> {
        match numbered(store, query)? {
            Some(numbered) => Ok(Ordered::by_number(numbered, most)),
            None => Ok(Ordered::already(by_author(store, &condition::listed(store, query)?, most)?)),
        }
    }

    /// Editions that are in order.
    pub(super) fn already(editions: Vec<EditionId>) -> Ordered {
        Ordered { count: editions.len(), rest: Rest::InOrder(editions.into_iter()) }
    }

    fn by_number(mut numbered: Vec<(u64, EditionId)>, most: usize) -> Ordered {
        let count = numbered.len();
        if most < count {
            let last = most.saturating_sub(1);
            let (_, (bound, _), _) = numbered.select_nth_unstable(last);
            let bound = *bound;
            // What has the same number may come before it.
            numbered.retain(|(number, _)| *number <= bound);
        }
        numbered.sort_unstable_by(|one, other| other.cmp(one));
        Ordered { count, rest: Rest::ByNumber(numbered) }
    }

    /// How many the query selects, of which some may have been taken.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The next ones: some thousand, none at the end.
    pub(super) fn next(&mut self, store: &Snapshot<'_>) -> Result<Vec<EditionId>, Error> {
        let rest = match &mut self.rest {
            Rest::InOrder(editions) => return Ok(editions.take(BATCH).collect()),
            Rest::ByNumber(rest) => rest,
        };
        let mut next: Vec<(u64, EditionId)> = Vec::with_capacity(BATCH);
        while let Some(one) = rest
            .pop_if(|(number, _)| next.len() < BATCH || next.last().is_some_and(|(last, _)| last == number))
        {
            next.push(one);
        }
        // Of those that have a number for themselves the order is known.
        let is_tied = |(one, _): &(u64, EditionId), (other, _): &(u64, EditionId)| one == other;
        let tied: Vec<EditionId> = next
            .chunk_by(is_tied)
            .filter(|tie| tie.len() > 1)
            .flat_map(|tie| tie.iter().map(|(_, edition)| *edition))
            .collect();
        let mut in_order = match tied.is_empty() {
            true => Vec::new(),
            false => by_author(store, &Condition::among(&tied), usize::MAX)?,
        }
        .into_iter();
        let mut editions = Vec::with_capacity(next.len());
        for tie in next.chunk_by(is_tied) {
            match tie {
                [(_, edition)] => editions.push(*edition),
                several => editions.extend(in_order.by_ref().take(several.len())),
            }
        }
        Ok(editions)
    }
}

/// The listed editions that a query selects with their numbers in the summary; `None` where there is none, or where so few
/// are found that it need not be read.
fn numbered(store: &Snapshot<'_>, query: &str) -> Result<Option<Vec<(u64, EditionId)>>, Error> {
    let found = match Selected::by(store, query)? {
        Selected::All => None,
        Selected::Found(editions) | Selected::Listed(editions) => Some(editions),
        Selected::Rows(condition) => match store.unordered_edition_ids(&condition)? {
            few if few.len() < MANY => return Ok(None),
            many => Some(many),
        },
    };
    let Some(orders) = store.orders()? else { return Ok(None) };
    Ok(Some(match found {
        None => orders.all().collect(),
        Some(found) => found.into_iter().filter_map(|edition| Some((orders.of(edition)?, edition))).collect(),
    }))
}

/// The editions that meet a condition, in the usual order. From the `most`th on they need not be in order.
fn by_author(store: &Snapshot<'_>, condition: &Condition, most: usize) -> Result<Vec<EditionId>, Error> {
    let leads = store.leads(condition, own_extras::OWN_FORMAT)?;
    let cited = cited(store, &leads)?;
    let mut places = places(&leads, &cited);
    places.sort_unstable_by_key(Place::key);
    order_ties(store, &mut places, &cited, most)?;
    Ok(places.into_iter().map(|place| place.edition).collect())
}

/// Whether more than the row and the author of an edition has to be looked at.
pub(super) fn is_unusual(leads: &Leads, leading: &Leading) -> bool {
    let may_have_date_of_container = leading.date.is_none() && leading.container.is_some();
    leading.author.is_none() || may_have_date_of_container || leads.with_extras.contains(&leading.edition)
}

/// The order of those editions of which more has to be looked at.
fn cited(store: &Snapshot<'_>, leads: &Leads) -> Result<HashMap<EditionId, Order>, Error> {
    let unusual: Vec<EditionId> = leads
        .editions
        .iter()
        .filter(|leading| is_unusual(leads, leading))
        .map(|leading| leading.edition)
        .collect();
    let columns: Vec<Column> = ["author", "year", "title"].into_iter().filter_map(Column::named).collect();
    let reading = Reading::of(Extent::Columns(&columns));
    let mut cited = HashMap::with_capacity(unusual.len());
    for batch in unusual.chunks(BATCH) {
        let seen = reading.read(store, batch)?.into_iter();
        cited.extend(seen.map(|(id, seen)| (id, order_of_edition(&seen))));
    }
    Ok(cited)
}

fn places(leads: &Leads, cited: &HashMap<EditionId, Order>) -> Vec<Place> {
    let told = |leading: &Leading| cited.get(&leading.edition);
    let author = |leading: &Leading| match told(leading) {
        Some((is_none, name, ..)) => (!is_none).then_some(name.as_str()),
        None => leading.author.and_then(|name| leads.names.get(&name)).map(String::as_str),
    };
    let date = |leading: &Leading| -> Option<String> {
        match told(leading) {
            Some((_, _, _, date, ..)) => date.as_ref().map(|date| date.as_str().to_owned()),
            None => leading.date.clone(),
        }
    };
    let authors: BTreeSet<&str> = leads.editions.iter().filter_map(author).collect();
    let authors: HashMap<&str, usize> = authors.into_iter().zip(0..).collect();
    let texts: BTreeSet<String> = leads.editions.iter().filter_map(date).collect();
    let dates: BTreeMap<Date, String> = texts.into_iter().map(|text| (Date::parse(&text), text)).collect();
    let dates: HashMap<String, usize> = dates.into_values().zip(0..).collect();
    let place = |leading: &Leading| Place {
        author: author(leading).and_then(|name| authors.get(name)).copied().unwrap_or(LAST),
        date: date(leading).and_then(|text| dates.get(&text).copied()).unwrap_or(LAST),
        edition: leading.edition,
    };
    leads.editions.iter().map(place).collect()
}

/// Orders by title and key what has the same author and date.
fn order_ties(
    store: &Snapshot<'_>,
    places: &mut [Place],
    cited: &HashMap<EditionId, Order>,
    most: usize,
) -> Result<(), Error> {
    let mut seen = 0;
    let ties = places.chunk_by_mut(|one, other| one.key() == other.key()).take_while(|tie| {
        let begins = seen;
        seen += tie.len();
        begins < most
    });
    let mut ties: Vec<&mut [Place]> = ties.filter(|tie| tie.len() > 1).collect();
    let tied: Vec<EditionId> = ties.iter().flat_map(|tie| tie.iter()).map(|place| place.edition).collect();
    let mut titles: HashMap<EditionId, (String, String)> = HashMap::with_capacity(tied.len());
    for batch in tied.chunks(BATCH) {
        for (edition, (title, key)) in store.titles_and_keys(batch)? {
            let title = match cited.get(&edition) {
                Some((.., title, _)) => title.clone(),
                None => title::normalize(&title.unwrap_or_default()),
            };
            titles.insert(edition, (title, key));
        }
    }
    for tie in &mut ties {
        tie.sort_by(|one, other| titles.get(&one.edition).cmp(&titles.get(&other.edition)));
    }
    Ok(())
}
