//! What a transaction made itself, kept in mind: what saves an import most of its questions.
//!
//! Of a library that was empty when the transaction began all names are in mind, so that nobody need ask the file for one
//! that is new; and what was made last has no parts but those that were put under it since. Whoever writes otherwise than
//! through the functions that note it here has it forgotten ([`Transaction::forget_made`]), and the file is asked again.

use fastbloom::BloomFilter;
use foldhash::quality::RandomState;
use rusqlite::OptionalExtension;

use super::error::StoreResult;
use super::ids::{AgentId, EditionId, ExpressionId, WorkId};
use super::rows;
use super::{Snapshot, Transaction};

/// What is looked up by a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Named {
    /// Works by handles.
    Work,
    /// Works by the normal forms of titles.
    Title,
    /// Expressions by handles.
    Expression,
    /// Agents by handles.
    Agent,
    /// Editions by keys and aliases.
    Edition,
}

/// Bits of the filter of names for each byte that is to come: some 570 bytes make five names, each of which has so some
/// twenty bits, and is confused with others less than once in a thousand times.
const BITS_FOR_BYTE: f64 = 0.25;
/// The least and the most bits of that filter: 8 KiB and 64 MiB.
const BITS: (usize, usize) = (1 << 16, 1 << 29);
/// How many bits tell of a name.
const BITS_FOR_NAME: u32 = 4;

/// What was made; nothing is known of it unless somebody asked for that.
#[derive(Debug, Default)]
pub(super) struct Made {
    /// All names of the library, where it was empty before: which one is not there is known for certain.
    names: Option<BloomFilter<RandomState>>,
    /// By the column that points at it, what was made last, and the tables that have rows of it.
    last: Option<Vec<(&'static str, i64, Vec<&'static str>)>>,
}

impl Made {
    fn has_no(&self, named: Named, name: &str) -> bool {
        self.names.as_ref().is_some_and(|names| !names.contains(&(named, name)))
    }
}

impl Transaction<'_> {
    /// From now on what is made is kept in mind; `coming` are the bytes of the files whose entries are to come.
    pub fn keep_in_mind(&self, coming: usize) -> StoreResult<()> {
        let is_empty = self.is_empty()?;
        let bits = ((coming as f64 * BITS_FOR_BYTE) as usize).clamp(BITS.0, BITS.1);
        let filter = || BloomFilter::with_num_bits(bits).hasher(RandomState::default()).hashes(BITS_FOR_NAME);
        let mut made = self.made.borrow_mut();
        made.names = is_empty.then(filter);
        made.last = Some(Vec::new());
        Ok(())
    }

    /// Whether there is neither a work nor an agent.
    pub(super) fn is_empty(&self) -> StoreResult<bool> {
        let sql = "SELECT NOT EXISTS (SELECT 1 FROM work) AND NOT EXISTS (SELECT 1 FROM agent)";
        Ok(self.connection.query_row(sql, [], |row| row.get(0))?)
    }

    /// Forgets what was made: something else is written than the functions here know, who find all in its place.
    pub(super) fn forget_made(&self) -> StoreResult<()> {
        *self.made.borrow_mut() = Made::default();
        self.make_what_was_put_off()
    }

    /// Notes a name that something has from now on.
    pub(super) fn note_name(&self, named: Named, name: &str) {
        if let Some(names) = &mut self.made.borrow_mut().names {
            names.insert(&(named, name));
        }
    }

    /// Notes what was made last; `column` is that which points at it.
    pub(super) fn note_made(&self, column: &'static str, id: i64) {
        if let Some(last) = &mut self.made.borrow_mut().last {
            last.retain(|(known, ..)| *known != column);
            last.push((column, id, Vec::new()));
        }
    }

    /// The position after the last row of an owner. Table and column are names from this program.
    pub(super) fn next_position(
        &self,
        table: &'static str,
        column: &'static str,
        owner: i64,
    ) -> rusqlite::Result<i64> {
        if let Some(last) = &mut self.made.borrow_mut().last
            && let Some((.., tables)) =
                last.iter_mut().find(|(known, id, _)| (*known, *id) == (column, owner))
            && !tables.contains(&table)
        {
            tables.push(table);
            return Ok(0);
        }
        rows::next_position(self.connection, table, column, owner)
    }

    fn has_no(&self, named: Named, name: &str) -> bool {
        self.made.borrow().has_no(named, name)
    }
}

/// Look-ups that need not ask for what cannot be there.
impl Transaction<'_> {
    /// The work with a handle.
    pub fn find_work(&self, handle: &str) -> StoreResult<Option<WorkId>> {
        if self.has_no(Named::Work, handle) { Ok(None) } else { Snapshot::find_work(self, handle) }
    }

    /// The first works, as many as `most`, whose title has this normal form, oldest row first.
    pub fn works_with_match_key(&self, match_key: &str, most: usize) -> StoreResult<Vec<WorkId>> {
        match self.has_no(Named::Title, match_key) {
            true => Ok(Vec::new()),
            false => Snapshot::works_with_match_key(self, match_key, most),
        }
    }

    /// The expression with a handle.
    pub fn find_expression(&self, handle: &str) -> StoreResult<Option<ExpressionId>> {
        if self.has_no(Named::Expression, handle) {
            Ok(None)
        } else {
            Snapshot::find_expression(self, handle)
        }
    }

    /// The agent with a handle.
    pub fn find_agent(&self, handle: &str) -> StoreResult<Option<AgentId>> {
        if self.has_no(Named::Agent, handle) { Ok(None) } else { Snapshot::find_agent(self, handle) }
    }

    /// The edition with a citation key, which may be one that it had before.
    pub fn find_edition_by_key(&self, key: &str) -> StoreResult<Option<EditionId>> {
        if self.has_no(Named::Edition, key) {
            return Ok(None);
        }
        if !self.is_put_off() {
            return Snapshot::find_edition_by_key(self, key);
        }
        let sql = include_str!("../../db/queries/citation_key/edition_in_bulk.sql");
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row([key], |row| row.get(0)).optional()?)
    }
}
