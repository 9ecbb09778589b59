//! What lists and counts ask of all editions, a few bytes for each.
//!
//! A part of the summary is a row of cells, one for each number that an edition may have, in pages that fit those of the
//! file: the first part tells the order of editions, each further one what they have in a column that is often counted
//! (a facet). What a cell holds is made by [`Summarize`] at the end of every transaction, for the editions that may be
//! otherwise than before; so one that changes costs a few pages, and a million are read in some milliseconds.
//!
//! Where there is no summary (in a library of an older program), everything is read from the rows themselves.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt, HashSet};
use rusqlite::{OptionalExtension, params};

use super::error::StoreResult;
use super::ids::{EditionId, json_array};
use super::selecting::Condition;
use super::text::Anew;
use super::{Snapshot, Transaction};

/// How many facets there are.
pub const FACETS: usize = 11;

/// Which way of making cells this is; a summary that was made another way is made anew.
const VERSION: &str = "1";

/// The part with the order.
const ORDER: i64 = 0;
/// The part that says which way the summary was made.
const MADE: i64 = -1;

/// Bytes in a page of cells, so that a row with them fits into one page of the file.
const PAGE: usize = 4000;

/// The code of an edition whose values found no place in 16 bits.
const TOO_MANY: u16 = u16::MAX;

/// How many editions are summarized at a time.
const BATCH: i64 = 10_000;

/// Tells of the listed ones among some editions what the summary keeps of them.
pub type Summarize = fn(&Snapshot<'_>, &Condition) -> StoreResult<Summarized>;

/// What is kept of some editions.
#[derive(Debug, Default)]
pub struct Summarized {
    /// The listed ones.
    pub editions: Vec<Cells>,
    /// By facet: the values that editions have together, each list once.
    pub values: [Vec<Vec<String>>; FACETS],
}

/// What is kept of one edition.
#[derive(Clone, Copy, Debug)]
pub struct Cells {
    /// Its row.
    pub edition: EditionId,
    /// Of two editions with other numbers the one with the lower comes first. Never 0.
    pub order: u64,
    /// By facet: which of the values.
    pub facets: [usize; FACETS],
}

/// A part of the summary: a cell for each number of an edition.
#[derive(Debug)]
pub struct Part<const WIDTH: usize> {
    pages: BTreeMap<usize, Vec<u8>>,
}

impl<const WIDTH: usize> Part<WIDTH> {
    /// The cell of an edition, if it has one.
    fn cell(&self, edition: EditionId) -> Option<&[u8; WIDTH]> {
        let (page, at) = place_of(edition, WIDTH)?;
        self.pages.get(&page)?.get(at..at + WIDTH)?.try_into().ok()
    }

    fn cells(&self) -> impl Iterator<Item = (EditionId, &[u8; WIDTH])> {
        self.pages.iter().flat_map(|(page, bytes)| {
            let first = i64::try_from(page * (PAGE / WIDTH)).unwrap_or(i64::MAX);
            let (cells, _) = bytes.as_chunks::<WIDTH>();
            (first..).map(EditionId).zip(cells)
        })
    }
}

/// The order of listed editions: whose number is lower comes first.
pub type Orders = Part<8>;

impl Orders {
    /// The number of an edition that is listed.
    pub fn of(&self, edition: EditionId) -> Option<u64> {
        self.cell(edition).map(|cell| u64::from_le_bytes(*cell)).filter(|order| *order != 0)
    }

    /// All listed editions with their numbers.
    pub fn all(&self) -> impl Iterator<Item = (u64, EditionId)> {
        let orders = self.cells().map(|(edition, cell)| (u64::from_le_bytes(*cell), edition));
        orders.filter(|(order, _)| *order != 0)
    }
}

/// What listed editions have in a column.
#[derive(Debug)]
pub struct Facet {
    codes: Part<2>,
    values: HashMap<u16, Vec<String>>,
}

/// What is said of each listed edition because of what it has in a column.
pub struct Answers<'f, T> {
    codes: &'f Part<2>,
    /// By code.
    answers: Vec<Option<T>>,
}

impl<T: Copy> Answers<'_, T> {
    /// What is said of an edition; `None` of one that is not listed.
    pub fn of(&self, edition: EditionId) -> Option<T> {
        let code = u16::from_le_bytes(*self.codes.cell(edition)?);
        self.answers.get(usize::from(code)).copied().flatten()
    }
}

impl Facet {
    /// The listed editions.
    pub fn editions(&self) -> impl Iterator<Item = EditionId> {
        self.codes.cells().filter(|(_, code)| **code != [0; 2]).map(|(edition, _)| edition)
    }

    /// Says something of each listed edition because of the values that it has.
    pub fn answers<T>(&self, answer: impl Fn(&[String]) -> T) -> Answers<'_, T> {
        // By code 0, which is that of no values, those are known that are not listed.
        let of_code = |code| self.values.get(&code).map(|values| answer(values));
        Answers { codes: &self.codes, answers: (0..=u16::MAX).map(of_code).collect() }
    }

    /// How many of some editions, or of all, have which values; of those that are not listed none is counted.
    pub fn count(self, editions: Option<&[EditionId]>) -> Vec<(Vec<String>, usize)> {
        let mut counts = vec![0_usize; usize::from(u16::MAX) + 1];
        let mut count = |cell: &[u8; 2]| counts[usize::from(u16::from_le_bytes(*cell))] += 1;
        match editions {
            None => self.codes.cells().for_each(|(_, cell)| count(cell)),
            Some(some) => some.iter().filter_map(|edition| self.codes.cell(*edition)).for_each(count),
        }
        let mut values = self.values;
        let counted = counts.into_iter().enumerate().skip(1).filter(|(_, count)| *count > 0);
        counted
            .filter_map(|(code, count)| Some((values.remove(&u16::try_from(code).ok()?)?, count)))
            .collect()
    }
}

/// All that a summary tells: the same for the same editions, whatever its codes.
#[derive(PartialEq)]
pub(super) struct AsTold {
    orders: Vec<(u64, EditionId)>,
    /// By facet and edition, what it has; `None` where nothing tells what its code means.
    facets: Vec<Vec<(EditionId, Option<String>)>>,
}

/// The page of a part in which the cell of an edition is, and where it begins there.
fn place_of(edition: EditionId, width: usize) -> Option<(usize, usize)> {
    let number = usize::try_from(edition.0).ok()?;
    let in_page = PAGE / width;
    Some((number / in_page, number % in_page * width))
}

fn row_of(part: i64, page: usize) -> i64 {
    (part << 32) + i64::try_from(page).unwrap_or(i64::from(u32::MAX))
}

fn part_of_facet(facet: usize) -> i64 {
    i64::try_from(facet).unwrap_or(i64::MAX) + 1
}

impl Snapshot<'_> {
    /// The order of all listed editions, where it is kept.
    pub fn orders(&self) -> StoreResult<Option<Orders>> {
        match self.has_summary()? {
            true => self.part(ORDER).map(Some),
            false => Ok(None),
        }
    }

    /// What editions have in a column, where it is kept: by the number of the facet.
    pub fn facet(&self, facet: usize) -> StoreResult<Option<Facet>> {
        let part = part_of_facet(facet);
        if !self.has_summary()? {
            return Ok(None);
        }
        let codes = self.codes(part)?;
        if codes.len() >= usize::from(TOO_MANY) {
            return Ok(None);
        }
        let mut values = HashMap::with_capacity(codes.len());
        for (text, code) in codes {
            let list = serde_json::from_str(&text).unwrap_or_default();
            values.insert(code, list);
        }
        Ok(Some(Facet { codes: self.part(part)?, values }))
    }

    /// The editions that a statement tells, which has nothing else to tell.
    pub fn told_edition_ids(&self, statement: &Condition) -> StoreResult<Vec<EditionId>> {
        self.ids(&statement.sql, statement)
    }

    /// Whether there is a summary, and it tells of the library as it is now.
    fn has_summary(&self) -> StoreResult<bool> {
        Ok(self.is_settled && self.has_summary_before()?)
    }

    /// Whether there was one before what the transaction wrote.
    fn has_summary_before(&self) -> StoreResult<bool> {
        let sql = "SELECT value FROM edition_summary_value WHERE part = ?1 AND code = 0";
        let mut statement = self.connection.prepare_cached(sql)?;
        let made: Option<String> = statement.query_row([MADE], |row| row.get(0)).optional()?;
        Ok(made.as_deref() == Some(VERSION))
    }

    fn part<const WIDTH: usize>(&self, part: i64) -> StoreResult<Part<WIDTH>> {
        let sql = "SELECT id, cells FROM edition_summary WHERE id >= ?1 AND id < ?2 ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([row_of(part, 0), row_of(part + 1, 0)])?;
        let mut pages = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let page: i64 = row.get(0)?;
            pages.insert(usize::try_from(page - row_of(part, 0)).unwrap_or(usize::MAX / PAGE), row.get(1)?);
        }
        Ok(Part { pages })
    }

    fn codes(&self, part: i64) -> StoreResult<HashMap<String, u16>> {
        let sql = "SELECT value, code FROM edition_summary_value WHERE part = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([part], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Transaction<'_> {
    /// Brings the summary up to what was written. Without anything that makes it there is none afterwards, so that
    /// everything is read from the rows until it is made again.
    pub(super) fn refresh_summary(&self, anew: Anew, summarize: Option<Summarize>) -> StoreResult<()> {
        let gone = self.gone()?;
        if gone.is_empty() && matches!(anew, Anew::Nothing) {
            return Ok(());
        }
        let Some(summarize) = summarize else {
            let sql = "DELETE FROM edition_summary_value WHERE part = ?1";
            self.connection.prepare_cached(sql)?.execute([MADE])?;
            return Ok(());
        };
        let editions = match anew {
            Anew::Editions(editions) if self.has_summary_before()? => editions,
            Anew::Nothing if self.has_summary_before()? => Vec::new(),
            _ => return self.summarize_everything(summarize),
        };
        self.connection.prepare_cached("DELETE FROM edition_summary_gone")?.execute([])?;
        let mut writer = Writer::new(self);
        writer.clear(&gone)?;
        for batch in editions.chunks(usize::try_from(BATCH).unwrap_or(usize::MAX)) {
            let condition = Condition::among(batch);
            let summarized = summarize(self, &condition)?;
            let listed: HashSet<EditionId> = summarized.editions.iter().map(|cells| cells.edition).collect();
            let others: Vec<EditionId> = batch.iter().copied().filter(|id| !listed.contains(id)).collect();
            writer.clear(&others)?;
            writer.put(&summarized)?;
        }
        Ok(())
    }

    /// All that the summary tells, if there is one.
    pub(super) fn summary_as_told(&self) -> StoreResult<Option<AsTold>> {
        if !self.has_summary_before()? || !self.gone()?.is_empty() {
            return Ok(None);
        }
        let orders: Orders = self.part(ORDER)?;
        let facets = (0..FACETS).map(|facet| {
            let codes: Part<2> = self.part(part_of_facet(facet))?;
            let values: HashMap<u16, String> =
                self.codes(part_of_facet(facet))?.into_iter().map(|(value, code)| (code, value)).collect();
            let cells = codes.cells().map(|(edition, code)| (edition, u16::from_le_bytes(*code)));
            let listed = cells.filter(|(_, code)| *code != 0);
            Ok(listed.map(|(edition, code)| (edition, values.get(&code).cloned())).collect())
        });
        Ok(Some(AsTold { orders: orders.all().collect(), facets: facets.collect::<StoreResult<_>>()? }))
    }

    fn gone(&self) -> StoreResult<Vec<EditionId>> {
        let mut statement = self.connection.prepare_cached("SELECT edition_id FROM edition_summary_gone")?;
        let ids = statement.query_map([], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    pub(super) fn summarize_everything(&self, summarize: Summarize) -> StoreResult<()> {
        self.connection.execute_batch(
            "DELETE FROM edition_summary; DELETE FROM edition_summary_value; DELETE FROM edition_summary_gone;",
        )?;
        let sql = "SELECT coalesce(max(id), 0) FROM edition";
        let last: i64 = self.connection.query_row(sql, [], |row| row.get(0))?;
        let mut writer = Writer::new(self);
        let mut first = 0;
        while first <= last {
            writer.put(&summarize(self, &Condition::between(first, first + BATCH))?)?;
            first += BATCH;
        }
        let sql = "INSERT INTO edition_summary_value (part, code, value) VALUES (?1, 0, ?2)";
        self.connection.prepare_cached(sql)?.execute(params![MADE, VERSION])?;
        Ok(())
    }
}

/// Writes cells.
struct Writer<'t, 'c> {
    transaction: &'t Transaction<'c>,
    /// By facet, of those that were written to: the codes of values.
    codes: [Option<HashMap<String, u16>>; FACETS],
}

impl<'t, 'c> Writer<'t, 'c> {
    fn new(transaction: &'t Transaction<'c>) -> Self {
        Writer { transaction, codes: [const { None }; FACETS] }
    }

    /// Empties the cells of editions.
    fn clear(&self, editions: &[EditionId]) -> StoreResult<()> {
        self.put_cells(ORDER, editions.iter().map(|edition| (*edition, [0; 8])))?;
        (0..FACETS).try_for_each(|facet| {
            self.put_cells(part_of_facet(facet), editions.iter().map(|edition| (*edition, [0; 2])))
        })
    }

    fn put(&mut self, summarized: &Summarized) -> StoreResult<()> {
        let orders = summarized.editions.iter().map(|cells| (cells.edition, cells.order.to_le_bytes()));
        self.put_cells(ORDER, orders)?;
        for (facet, values) in summarized.values.iter().enumerate() {
            let codes = values.iter().map(|list| self.code(facet, list)).collect::<StoreResult<Vec<_>>>()?;
            let cells = summarized.editions.iter().map(|cells| {
                let code = codes.get(cells.facets[facet]).copied().unwrap_or(TOO_MANY);
                (cells.edition, code.to_le_bytes())
            });
            self.put_cells(part_of_facet(facet), cells)?;
        }
        Ok(())
    }

    /// The code of a list of values; a new one where there is none.
    fn code(&mut self, facet: usize, values: &[String]) -> StoreResult<u16> {
        let part = part_of_facet(facet);
        let codes = match &mut self.codes[facet] {
            Some(known) => known,
            unknown => unknown.insert(self.transaction.codes(part)?),
        };
        let text = serde_json::Value::from(values).to_string();
        if let Some(code) = codes.get(&text) {
            return Ok(*code);
        }
        // 0 is an edition that is not listed.
        let code = u16::try_from(codes.len() + 1).unwrap_or(TOO_MANY);
        if code < TOO_MANY {
            let sql = "INSERT INTO edition_summary_value (part, code, value) VALUES (?1, ?2, ?3)";
            self.transaction.connection.prepare_cached(sql)?.execute(params![part, code, text])?;
        } else if codes.values().all(|known| *known != TOO_MANY) {
            // That there are too many is told by how many there are.
            let sql = "INSERT INTO edition_summary_value (part, code, value) VALUES (?1, ?2, '[]')";
            self.transaction.connection.prepare_cached(sql)?.execute(params![part, TOO_MANY])?;
        }
        codes.insert(text, code);
        Ok(code)
    }

    fn put_cells<const WIDTH: usize>(
        &self,
        part: i64,
        cells: impl Iterator<Item = (EditionId, [u8; WIDTH])>,
    ) -> StoreResult<()> {
        let mut pages: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
        let connection = self.transaction.connection;
        let mut read = connection.prepare_cached("SELECT cells FROM edition_summary WHERE id = ?1")?;
        for (edition, cell) in cells {
            let Some((page, at)) = place_of(edition, WIDTH) else { continue };
            let bytes = match pages.entry(page) {
                std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
                std::collections::btree_map::Entry::Vacant(place) => {
                    let kept = read.query_row([row_of(part, page)], |row| row.get(0)).optional()?;
                    place.insert(kept.unwrap_or_else(|| vec![0; PAGE]))
                }
            };
            if let Some(place) = bytes.get_mut(at..at + WIDTH) {
                place.copy_from_slice(&cell);
            }
        }
        let sql = "INSERT INTO edition_summary (id, cells) VALUES (?1, ?2) \
                   ON CONFLICT (id) DO UPDATE SET cells = excluded.cells WHERE cells <> excluded.cells";
        let mut write = connection.prepare_cached(sql)?;
        for (page, bytes) in pages {
            write.execute(params![row_of(part, page), bytes])?;
        }
        Ok(())
    }
}

impl Condition {
    /// What these editions meet.
    pub fn among(editions: &[EditionId]) -> Condition {
        let sql = "edition.id IN (SELECT value FROM json_each(?))".to_owned();
        Condition { sql, arguments: vec![json_array(editions.iter().copied()).into()] }
    }

    /// What the editions with these numbers meet, the first included.
    fn between(first: i64, end: i64) -> Condition {
        let sql = "edition.id >= ? AND edition.id < ?".to_owned();
        Condition { sql, arguments: vec![first.into(), end.into()] }
    }
}
