//! Counting editions by whom they name, without reading them one by one.

use foldhash::{HashMap, HashMapExt, HashSet};

use super::{Tally, add_one_by_one};
use crate::{
    library::{
        Column, Error, condition, inheritance, own_extras,
        summary::{self, Selected},
    },
    model::{EntryType, Place, Role},
    store::{AgentNameId, Answers, Credits, EditionId, Facet, Levels, Snapshot},
};

/// From how many editions on the names of the whole library are looked through. In tests few are many, so that both ways
/// are gone.
const MANY: usize = if cfg!(test) { 3 } else { 40_000 };

/// Counts the listed editions that a query selects by the names in a column, which stand where `people` says.
pub(super) fn tally(
    store: &Snapshot<'_>,
    query: &str,
    column: Column,
    people: &[(Place, Role)],
) -> Result<Tally, Error> {
    let mut tally = Tally::default();
    let Some(types) = store.facet(summary::TYPE)? else {
        let ids = store.unordered_edition_ids(&condition::listed(store, query)?)?;
        add_one_by_one(store, &ids, column, &mut tally)?;
        return Ok(tally);
    };
    let listed = types.answers(|_| ());
    let selected = match Selected::by(store, query)? {
        Selected::All => None,
        Selected::Found(editions) | Selected::Listed(editions) => Some(editions),
        Selected::Rows(condition) => Some(store.unordered_edition_ids(&condition)?),
    };
    let one_by_one = match selected {
        Some(mut few) if few.len() < MANY => {
            few.retain(|edition| listed.of(*edition).is_some());
            few
        }
        many => {
            let many: Option<HashSet<EditionId>> = many.map(|many| many.into_iter().collect());
            let is_meant = |edition: EditionId| {
                listed.of(edition).is_some() && many.as_ref().is_none_or(|many| many.contains(&edition))
            };
            let lists = people.iter().map(|(place, role)| Lists::read(store, &types, *place, *role));
            let mut lists = lists.collect::<Result<Vec<_>, _>>()?;
            let others = count_lists(store, &is_meant, &mut lists, &mut tally)?;
            add_lists(store, &lists, &mut tally)?;
            others
        }
    };
    add_one_by_one(store, &one_by_one, column, &mut tally)?;
    Ok(tally)
}

/// The lists of names in one role at one place.
struct Lists<'t> {
    credits: Credits,
    /// By list: how many editions have it.
    editions: Vec<usize>,
    /// The editions that keep such a list for the book that they are part of.
    gives_to_book: Answers<'t, bool>,
    /// The editions that the book may lend such a list which they are part of.
    takes_from_book: Answers<'t, bool>,
}

impl<'t> Lists<'t> {
    fn read(store: &Snapshot<'_>, types: &'t Facet, place: Place, role: Role) -> Result<Lists<'t>, Error> {
        let credits = store.credits(place, role)?;
        let having = |is_meant: &dyn Fn(EntryType) -> bool| {
            types.answers(|values| values.iter().filter_map(|word| EntryType::from_word(word)).any(is_meant))
        };
        Ok(Lists {
            editions: vec![0; credits.lists()],
            credits,
            gives_to_book: having(&|part| {
                place == Place::Here && inheritance::book_keeps_role(part, place, role)
            }),
            takes_from_book: having(&|part| place == Place::Container && part.is_part_of_book()),
        })
    }
}

/// Counts how many editions have which list; gives those of which more has to be looked at.
fn count_lists(
    store: &Snapshot<'_>,
    is_meant: &dyn Fn(EditionId) -> bool,
    lists: &mut [Lists<'_>],
    tally: &mut Tally,
) -> Result<Vec<EditionId>, Error> {
    let with_own = store.editions_with_extras(own_extras::OWN_FORMAT)?;
    let mut others = Vec::new();
    store.each_levels(&mut |levels: Levels| {
        let edition = levels.edition;
        if !is_meant(edition) {
            return;
        }
        if with_own.contains(&edition) {
            return others.push(edition);
        }
        for lists in &mut *lists {
            if lists.takes_from_book.of(edition) == Some(true) {
                return others.push(edition);
            }
            let found = lists.credits.of(&levels).and_then(|list| lists.editions.get_mut(list));
            if let Some(count) = found
                && lists.gives_to_book.of(edition) != Some(true)
            {
                *count += 1;
                return;
            }
        }
        tally.add(Vec::new(), 1);
    })?;
    Ok(others)
}

/// Counts for each name the editions that have a list with it.
fn add_lists(store: &Snapshot<'_>, lists: &[Lists<'_>], tally: &mut Tally) -> Result<(), Error> {
    let names = Names::read(store)?;
    let mut counts = vec![0_usize; names.texts.len()];
    let mut together: Vec<usize> = Vec::new();
    for Lists { credits, editions, .. } in lists {
        for (list, editions) in editions.iter().copied().enumerate().filter(|(_, editions)| *editions > 0) {
            together.clear();
            together.extend(credits.names(list).iter().filter_map(|name| names.places.get(name)));
            // Names of several people may be spelled the same.
            together.sort_unstable();
            together.dedup();
            tally.editions += editions;
            if together.is_empty() {
                tally.without += editions;
            }
            for place in &together {
                counts[*place] += editions;
            }
        }
    }
    tally.values.extend(names.texts.into_iter().zip(counts).filter(|(_, count)| *count > 0));
    Ok(())
}

/// The names of all agents as people read them, each spelling once.
struct Names {
    texts: Vec<String>,
    /// Which of the texts is that of a name.
    places: HashMap<AgentNameId, usize>,
}

impl Names {
    fn read(store: &Snapshot<'_>) -> Result<Names, Error> {
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut places = HashMap::new();
        store.each_name(&mut |id, name| {
            let next = known.len();
            places.insert(id, *known.entry(name.display()).or_insert(next));
        })?;
        let mut texts = vec![String::new(); known.len()];
        for (text, place) in known {
            texts[place] = text;
        }
        Ok(Names { texts, places })
    }
}
