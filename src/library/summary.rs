//! What the summary of a library keeps of editions: where they stand in the usual order, and what they have in the columns
//! that are counted most.

mod telling;
#[cfg(test)]
mod tests;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::{
    Column, Error, Extent, Tally,
    columns::Plain,
    condition::{self, Reach},
    inheritance,
    listing::Reading,
    looking::{Order, order_of_edition},
    ordering, own_extras,
};
use crate::{
    model::{Date, EntryType, Standing},
    store::{Cells, Condition, EditionId, FACETS, Leading, Snapshot, StoreResult, Summarized, Tallied},
};

/// The columns whose values are kept. Another order of them, or others, need another version of the summary.
const KEPT: [&str; FACETS] = [
    "type",
    "kind",
    "text",
    "language",
    "original-language",
    "year",
    "decade",
    "work-year",
    "work-decade",
    "publishers",
    "places",
];

/// The facet of the type, which every edition has.
pub(super) const TYPE: usize = 0;

/// The bits of a letter, and of a day.
const LETTER: u32 = 5;
const DAY: u32 = 23;
/// The numbers of days: between them is what has a date.
const FIRST_DAY: i64 = 1;
const LAST_DAY: i64 = NO_DATE as i64 - 1;
const NO_DATE: u64 = (1 << DAY) - 1;
/// What is added to a day, so that eleven thousand years before the year 0 are told apart, and as many after it.
const DAYS_BEFORE: i64 = 1 << 22;

/// The number of the facet that keeps a column.
fn facet_of(column: Column) -> Option<usize> {
    KEPT.iter().position(|name| *name == column.name())
}

/// A number that begins as what editions are ordered by: the letters of the name, and behind the end of one, if there is
/// room, the day. Where it is less, the edition comes first; where it is the same, more has to be looked at. Never 0.
fn number(author: Option<&str>, date: Option<&Date>) -> u64 {
    let mut bits = Bits { number: 0, room: u64::BITS };
    bits.push(u64::from(author.is_none()), 1);
    for byte in author.unwrap_or_default().bytes() {
        match byte {
            b' ' => bits.push(1, LETTER),
            b'a'..=b'z' => bits.push(u64::from(byte - b'a') + 3, LETTER),
            // Behind what shares its number with others, nothing tells of the order.
            _ => {
                bits.push(if byte < b'a' { 2 } else { 29 }, LETTER);
                return bits.number;
            }
        }
    }
    let day = date.map_or(NO_DATE, |date| {
        let day = date.first_day().unwrap_or(i64::MAX).saturating_add(DAYS_BEFORE);
        day.clamp(FIRST_DAY, LAST_DAY).unsigned_abs()
    });
    // The end of a name comes before every letter.
    bits.push(0, LETTER);
    bits.push(day, DAY);
    bits.number
}

/// Numbers one behind the other, as far as there is room.
struct Bits {
    number: u64,
    /// How many bits are free, at the end.
    room: u32,
}

impl Bits {
    /// Appends a number of so many bits, or its beginning.
    fn push(&mut self, number: u64, bits: u32) {
        let fitting = bits.min(self.room);
        self.room -= fitting;
        self.number |= (number >> (bits - fitting)) << self.room;
    }
}

/// The editions that a query selects.
pub(super) enum Selected {
    /// All that are listed.
    All,
    /// The listed ones of these.
    Found(Vec<EditionId>),
    /// These, which are listed.
    Listed(Vec<EditionId>),
    /// Those that meet a condition, of which the summary does not tell.
    Rows(Condition),
}

impl Selected {
    pub(super) fn by(store: &Snapshot<'_>, query: &str) -> Result<Selected, Error> {
        Ok(match condition::reach(store, query)? {
            Reach::Everything => Selected::All,
            Reach::Found(statement) => Selected::Found(store.told_edition_ids(&statement)?),
            Reach::Told(told, rows) => match telling::editions(store, &told, &rows)? {
                Some(editions) => Selected::Listed(editions),
                None => Selected::Rows(rows),
            },
            Reach::Rows(rows) => Selected::Rows(rows),
        })
    }
}

/// How many editions of a standing a query selects.
pub(super) fn count(store: &Snapshot<'_>, query: &str, standing: Standing) -> Result<usize, Error> {
    if let Some(count) = counted(store, query, standing)? {
        return Ok(count);
    }
    let condition = match standing {
        Standing::Listed => condition::listed(store, query)?,
        Standing::Mentioned => condition::mentioned(store, query)?,
    };
    Ok(store.count_editions(&condition)?)
}

/// The same, if the summary tells it.
fn counted(store: &Snapshot<'_>, query: &str, standing: Standing) -> Result<Option<usize>, Error> {
    let (found, all) = match condition::reach(store, query)? {
        Reach::Everything => (None, store.count_editions(&Condition::all())?),
        Reach::Found(statement) => {
            let found = store.told_edition_ids(&statement)?;
            let count = found.len();
            (Some(found), count)
        }
        Reach::Told(told, rows) if standing == Standing::Listed => {
            return Ok(telling::editions(store, &told, &rows)?.map(|editions| editions.len()));
        }
        Reach::Told(..) | Reach::Rows(_) => return Ok(None),
    };
    let Some(types) = store.facet(TYPE)? else { return Ok(None) };
    let listed: usize = types.count(found.as_deref()).into_iter().map(|(_, count)| count).sum();
    Ok(Some(match standing {
        Standing::Listed => listed,
        Standing::Mentioned => all.saturating_sub(listed),
    }))
}

/// What listed editions that a query selects have in a column, if the summary tells it.
pub(super) fn tally(store: &Snapshot<'_>, query: &str, column: Column) -> Result<Option<Tally>, Error> {
    let Some(facet) = facet_of(column) else { return Ok(None) };
    let selected = match Selected::by(store, query)? {
        Selected::All => None,
        Selected::Found(editions) | Selected::Listed(editions) => Some(editions),
        Selected::Rows(_) => return Ok(None),
    };
    let Some(facet) = store.facet(facet)? else { return Ok(None) };
    let mut tally = Tally::default();
    for (values, editions) in facet.count(selected.as_deref()) {
        tally.add(values, editions);
    }
    Ok(Some(tally))
}

/// A column of which the summary keeps something, and how most of its values are read.
struct Kept {
    column: Column,
    plain: Plain,
    /// Where its text is among those that are read.
    at: usize,
    /// The same of another column that tells where this one does not.
    instead: Option<usize>,
    /// Which of the values a text stands for.
    known: HashMap<Option<String>, usize>,
    /// Which of the values these are.
    values: HashMap<Vec<String>, usize>,
}

impl Kept {
    /// Which of the values of a facet these are.
    fn place(&mut self, values: Vec<String>, all: &mut Vec<Vec<String>>) -> usize {
        *self.values.entry(values).or_insert_with_key(|values| {
            all.push(values.clone());
            all.len() - 1
        })
    }

    /// Which of the values a text of the database stands for.
    fn place_of_text(&mut self, text: Option<&str>, all: &mut Vec<Vec<String>>) -> StoreResult<usize> {
        // Few texts stand beside one another for very many editions.
        if let Some(place) = self.known.get(&text.map(str::to_owned)) {
            return Ok(*place);
        }
        let value = text.map(|text| self.plain.tallied().value(text)).transpose()?;
        let place = self.place(self.column.values_of(value.as_ref()), all);
        self.known.insert(text.map(str::to_owned), place);
        Ok(place)
    }
}

/// What is kept of the listed ones among some editions.
pub(super) fn summarize(store: &Snapshot<'_>, condition: &Condition) -> StoreResult<Summarized> {
    let condition = Condition {
        sql: format!("edition.standing = 'listed' AND {}", condition.sql),
        arguments: condition.arguments.clone(),
    };
    let leads = store.leads(&condition, own_extras::OWN_FORMAT)?;
    let mut facets = Facets::new();
    let mut told: HashMap<EditionId, Told> = HashMap::with_capacity(leads.editions.len());
    let leading: HashMap<EditionId, &Leading> =
        leads.editions.iter().map(|leading| (leading.edition, leading)).collect();
    let mut wrong = None;
    store.each_told(&condition, &facets.columns.clone(), &mut |edition, texts| {
        let Some(leading) = leading.get(&edition) else { return };
        let has_own = leads.with_extras.contains(&edition);
        match facets.told(leading, has_own, texts) {
            Ok(found) => drop(told.insert(edition, found)),
            Err(error) => wrong = Some(error),
        }
    })?;
    if let Some(error) = wrong {
        return Err(error);
    }
    let mut unusual: HashSet<EditionId> = HashSet::new();
    unusual
        .extend(leads.editions.iter().filter(|one| ordering::is_unusual(&leads, one)).map(|one| one.edition));
    unusual.extend(told.iter().filter(|(_, told)| told.is_unusual).map(|(edition, _)| *edition));
    let mut orders = facets.read(store, unusual, &mut told)?;
    let editions = leads.editions.iter().filter_map(|leading| {
        let edition = leading.edition;
        let facets = told.get(&edition)?.facets;
        let order = orders.remove(&edition).unwrap_or_else(|| {
            let name = leading.author.and_then(|name| leads.names.get(&name));
            number(name.map(String::as_str), leading.date.as_deref().map(Date::parse).as_ref())
        });
        Some(Cells { edition, order, facets })
    });
    Ok(Summarized { editions: editions.collect(), values: facets.values })
}

/// What is found of one edition.
struct Told {
    facets: [usize; FACETS],
    /// Whether a column of the database does not tell what it is cited with.
    is_unusual: bool,
}

/// The columns with all that was found of them.
struct Facets {
    kept: Vec<Kept>,
    values: [Vec<Vec<String>>; FACETS],
    /// What is read of each edition.
    columns: Vec<Tallied>,
}

/// Where the texts are by which parts of books are known.
const ENTRY_TYPE: usize = 0;

impl Facets {
    fn new() -> Facets {
        let mut columns = vec![Tallied::EntryType];
        let mut at = |tallied: Tallied| {
            columns.push(tallied);
            columns.len() - 1
        };
        let kept = KEPT.iter().filter_map(|name| {
            let column = Column::named(name)?;
            let plain = column.plain()?;
            let instead = match &plain {
                Plain::TextLanguage(printed) => Some(at(Tallied::Field(printed))),
                _ => None,
            };
            let (known, values) = (HashMap::new(), HashMap::new());
            Some(Kept { column, at: at(plain.tallied()), plain, instead, known, values })
        });
        let kept = kept.collect();
        Facets { kept, values: Default::default(), columns }
    }

    fn told(&mut self, leading: &Leading, has_own: bool, texts: &[Option<&str>]) -> StoreResult<Told> {
        let text = |at: usize| texts.get(at).copied().flatten();
        let is_part = text(ENTRY_TYPE)
            .is_some_and(|name| EntryType::PARTS_OF_BOOKS.iter().any(|part| part.as_str() == name));
        let mut told = Told { facets: [0; FACETS], is_unusual: false };
        for ((kept, values), place) in self.kept.iter_mut().zip(&mut self.values).zip(&mut told.facets) {
            let given = text(kept.at);
            let mut is_moved = false;
            match &kept.plain {
                Plain::Always(_) => {}
                Plain::TextLanguage(_) => {
                    told.is_unusual |= given.is_none() && (has_own || kept.instead.and_then(text).is_some());
                }
                Plain::Field(row) => {
                    let may_be_of_container =
                        row.kind == crate::fields::Kind::Date && leading.container.is_some();
                    told.is_unusual |= has_own || (given.is_none() && may_be_of_container);
                    is_moved = is_part && inheritance::FROM_BOOK.contains(&row.field);
                }
            }
            *place = kept.place_of_text(if is_moved { None } else { given }, values)?;
        }
        Ok(told)
    }

    /// Reads those editions as they are cited of which more has to be looked at; gives their numbers in the usual order.
    fn read(
        &mut self,
        store: &Snapshot<'_>,
        unusual: HashSet<EditionId>,
        told: &mut HashMap<EditionId, Told>,
    ) -> StoreResult<HashMap<EditionId, u64>> {
        let ordering = ["author", "year", "title"].into_iter().filter_map(Column::named);
        let columns: Vec<Column> = ordering.chain(self.kept.iter().map(|kept| kept.column)).collect();
        let reading = Reading::of(Extent::Columns(&columns));
        let unusual: Vec<EditionId> = unusual.into_iter().collect();
        let mut orders = HashMap::with_capacity(unusual.len());
        for batch in unusual.chunks(ordering::BATCH) {
            for (edition, seen) in reading.seen(store, batch)? {
                orders.insert(edition, number_of(&order_of_edition(&seen)));
                let Some(told) = told.get_mut(&edition) else { continue };
                for ((kept, values), place) in
                    self.kept.iter_mut().zip(&mut self.values).zip(&mut told.facets)
                {
                    *place = kept.place(kept.column.values(&seen), values);
                }
            }
        }
        Ok(orders)
    }
}

fn number_of((no_author, author, _, date, ..): &Order) -> u64 {
    number((!no_author).then_some(author.as_str()), date.as_ref())
}
