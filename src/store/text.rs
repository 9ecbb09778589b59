//! The full text of editions.
//!
//! Every function that writes marks the rows that it touched; at the end of the transaction the text of all
//! editions that show something of them is made anew, in one statement for each batch. A trigger takes out
//! the text of editions that are removed.

use std::collections::BTreeSet;

use rusqlite::params;

use super::error::StoreResult;
use super::ids::{AgentId, EditionId, ExpressionId, Owner, WorkId, json_array};
use super::row_set::RowSet;
use super::{Snapshot, Transaction};

/// How many editions are bound to one statement.
pub(super) const BATCH: usize = 1000;

/// What SQLite gathers in memory of an index of full text, if nothing else is said, in bytes.
const USUAL_MEMORY: i64 = 1 << 20;
/// What is gathered while the text of everything is made: with less the index is written in many small pieces,
/// which are then merged again and again.
const BULK_MEMORY: i64 = 1 << 26;

/// What a transaction has written to.
#[derive(Debug, Default)]
pub(super) struct Touched {
    works: RowSet<WorkId>,
    expressions: RowSet<ExpressionId>,
    editions: RowSet<EditionId>,
    agents: RowSet<AgentId>,
    /// Whether so much was written that nobody kept track.
    everything: bool,
}

/// What of the text of editions was made anew.
#[derive(Debug)]
pub(super) enum Anew {
    Nothing,
    Editions(Vec<EditionId>),
    Everything,
}

impl Touched {
    fn is_empty(&self) -> bool {
        self.works.is_empty()
            && self.expressions.is_empty()
            && self.editions.is_empty()
            && self.agents.is_empty()
    }
}

impl Snapshot<'_> {
    /// Whether a word, in normal form, stands in the text of an edition.
    pub fn has_word(&self, word: &str) -> StoreResult<bool> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM temp.edition_word WHERE term = ?1)")?;
        Ok(statement.query_row([word], |row| row.get(0))?)
    }

    /// Words that are almost this one, those of most editions first.
    pub fn words_near(&self, word: &str, most: u32) -> StoreResult<Vec<String>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/edition_text/near.sql"))?;
        let words = statement.query_map(params![word, most], |row| row.get(0))?;
        Ok(words.collect::<Result<_, _>>()?)
    }

    /// The editions and agents that may be otherwise than before what was touched.
    pub(super) fn affected(&self, touched: &Touched) -> StoreResult<(Vec<EditionId>, Vec<AgentId>)> {
        if !touched.everything {
            return Ok((self.editions_that_show(touched)?, touched.agents.iter().collect()));
        }
        let mut editions = self.connection.prepare_cached("SELECT id FROM edition ORDER BY id")?;
        let mut agents = self.connection.prepare_cached("SELECT id FROM agent ORDER BY id")?;
        let editions = editions.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let agents = agents.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok((editions, agents))
    }

    fn editions_that_show(&self, touched: &Touched) -> StoreResult<Vec<EditionId>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/edition_text/affected.sql"))?;
        let ids = statement.query_map(
            params![
                json_array(touched.editions.iter()),
                json_array(touched.expressions.iter()),
                json_array(touched.works.iter()),
                json_array(touched.agents.iter()),
            ],
            |row| row.get(0),
        )?;
        Ok(ids.collect::<Result<_, _>>()?)
    }
}

impl Transaction<'_> {
    /// The editions and agents that may not be as they were before this transaction, so far.
    pub fn touched_records(&self) -> StoreResult<(BTreeSet<EditionId>, BTreeSet<AgentId>)> {
        let (editions, agents) = self.affected(&self.touched.borrow())?;
        Ok((editions.into_iter().collect(), agents.into_iter().collect()))
    }

    /// What was touched since the last time, which is forgotten.
    pub(super) fn take_touched(&self) -> Touched {
        self.touched.take()
    }

    pub(super) fn touch(&self, owner: Owner) {
        match owner {
            Owner::Work(id) => self.touch_work(id),
            Owner::Expression(id) => self.touch_expression(id),
            Owner::Edition(id) => self.touch_edition(id),
        }
    }

    pub(super) fn touch_work(&self, work: WorkId) {
        self.touched.borrow_mut().works.insert(work);
    }

    pub(super) fn touch_expression(&self, expression: ExpressionId) {
        self.touched.borrow_mut().expressions.insert(expression);
    }

    pub(super) fn touch_edition(&self, edition: EditionId) {
        self.touched.borrow_mut().editions.insert(edition);
    }

    /// Marks the texts that were derived from that of an edition which leaves it: another one is their original then.
    pub(super) fn touch_derived_from(&self, edition: EditionId) -> StoreResult<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT derived.id FROM edition JOIN expression AS derived ON derived.derived_from = edition.expression_id \
             WHERE edition.id = ?1",
        )?;
        for derived in statement.query_map([edition], |row| row.get(0))? {
            self.touch_expression(derived?);
        }
        Ok(())
    }

    pub(super) fn touch_agent(&self, agent: AgentId) {
        self.touched.borrow_mut().agents.insert(agent);
    }

    /// Makes the text of all editions anew that show what was touched since the last time. Done at the end of
    /// every transaction; needed before only to search for what the same transaction wrote.
    pub(super) fn refresh_touched_text(&self) -> StoreResult<Anew> {
        let touched = self.touched.take();
        if touched.is_empty() {
            return Ok(if touched.everything { Anew::Everything } else { Anew::Nothing });
        }
        // To make the text of everything anew is cheaper than to find out what most of it is.
        let mut statement = self.connection.prepare_cached("SELECT count(*) FROM edition")?;
        let all: i64 = statement.query_row([], |row| row.get(0))?;
        let all = usize::try_from(all).unwrap_or(usize::MAX);
        if all > BATCH && touched.editions.len() > all / 2 {
            self.rebuild_text()?;
            return Ok(Anew::Everything);
        }
        let editions = self.editions_that_show(&touched)?;
        self.refresh_text(&editions)?;
        Ok(if touched.everything { Anew::Everything } else { Anew::Editions(editions) })
    }

    /// Makes the text of these editions anew.
    pub fn refresh_text(&self, editions: &[EditionId]) -> StoreResult<()> {
        let mut remove =
            self.connection.prepare_cached(include_str!("../../db/queries/edition_text/remove.sql"))?;
        for batch in editions.chunks(BATCH) {
            let ids = json_array(batch.iter().copied());
            remove.execute([&ids])?;
            self.fill_text(&ids)?;
        }
        Ok(())
    }

    /// Makes the text of editions that have none. They are given as a JSON array of row numbers.
    fn fill_text(&self, ids: &str) -> StoreResult<()> {
        let sql = include_str!("../../db/queries/edition_text/fill.sql");
        self.connection.prepare_cached(sql)?.execute([ids])?;
        Ok(())
    }

    /// Makes the text of all editions anew: after a large import, or for a library that another program has
    /// written to. From then on all is taken to be otherwise than before.
    pub fn rebuild_text(&self) -> StoreResult<()> {
        self.touched.borrow_mut().everything = true;
        self.connection.execute("INSERT INTO edition_text (edition_text) VALUES ('delete-all')", [])?;
        let mut statement = self.connection.prepare_cached("SELECT id FROM edition ORDER BY id")?;
        let all: Vec<EditionId> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        self.set_text_memory(BULK_MEMORY)?;
        for batch in all.chunks(BATCH) {
            self.fill_text(&json_array(batch.iter().copied()))?;
        }
        self.set_text_memory(USUAL_MEMORY)
    }

    /// How much of the index is gathered in memory, in bytes, before it is written.
    fn set_text_memory(&self, bytes: i64) -> StoreResult<()> {
        let sql = "INSERT INTO edition_text (edition_text, rank) VALUES ('hashsize', ?1)";
        self.connection.prepare_cached(sql)?.execute([bytes])?;
        Ok(())
    }
}
