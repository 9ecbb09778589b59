//! The table `evidence`: the passages that records stand on.

use std::collections::BTreeMap;

use rusqlite::{Rows, params};

use super::error::{StoreError, StoreResult};
use super::ids::{AgentId, EditionId, ExpressionId, Record, SourceId, WorkId, json_array};
use super::rows::{filled, optional_word, record};
use super::whole::Batch;
use super::{Snapshot, Transaction};
use crate::model::tree::{Evidence, Verdict};

/// The columns that tell of what a row is evidence.
type Columns = (Option<WorkId>, Option<ExpressionId>, Option<EditionId>, Option<AgentId>);

impl Record {
    fn columns(self) -> Columns {
        match self {
            Record::Work(id) => (Some(id), None, None, None),
            Record::Expression(id) => (None, Some(id), None, None),
            Record::Edition(id) => (None, None, Some(id), None),
            Record::Agent(id) => (None, None, None, Some(id)),
        }
    }

    fn column(self) -> (&'static str, i64) {
        match self {
            Record::Work(id) => ("work_id", id.0),
            Record::Expression(id) => ("expression_id", id.0),
            Record::Edition(id) => ("edition_id", id.0),
            Record::Agent(id) => ("agent_id", id.0),
        }
    }
}

impl Snapshot<'_> {
    /// The evidence of everything in a batch, in order.
    pub(super) fn evidence(&self, batch: &Batch) -> StoreResult<BTreeMap<Record, Vec<Evidence>>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/evidence/read.sql"))?;
        read(statement.query(params![batch.works, batch.expressions, batch.editions, "[]"])?)
    }

    /// The evidence of agents, in order.
    pub(super) fn evidence_of_agents(
        &self,
        agents: &[AgentId],
    ) -> StoreResult<BTreeMap<Record, Vec<Evidence>>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/evidence/read.sql"))?;
        read(statement.query(params!["[]", "[]", "[]", json_array(agents.iter().copied())])?)
    }
}

impl Transaction<'_> {
    /// Adds evidence to what a record has. The source is a row number beside each.
    pub fn insert_evidence(&self, record: Record, evidence: &[(SourceId, &Evidence)]) -> StoreResult<()> {
        if evidence.is_empty() {
            return Ok(());
        }
        let (work, expression, edition, agent) = record.columns();
        let (column, number) = record.column();
        let start = self.next_position("evidence", column, number)?;
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/evidence/insert.sql"))?;
        for (position, (source, evidence)) in (start..).zip(evidence) {
            let inserted = statement.execute(params![
                work,
                expression,
                edition,
                agent,
                source,
                filled(evidence.quote.as_deref()),
                filled(evidence.field.as_deref()),
                filled(evidence.printed.as_deref()),
                evidence.verdict.map(Verdict::as_str),
                filled(evidence.ground.as_deref()),
                position,
            ]);
            let name = || format!("evidence from {}", evidence.source);
            inserted.map_err(|error| StoreError::of_record(name, error))?;
        }
        Ok(())
    }

    /// Removes all evidence of a record.
    pub fn delete_evidence(&self, record: Record) -> StoreResult<()> {
        let (column, number) = record.column();
        self.delete_parts("evidence", column, number)
    }
}

fn read(mut rows: Rows<'_>) -> StoreResult<BTreeMap<Record, Vec<Evidence>>> {
    let mut evidence: BTreeMap<Record, Vec<Evidence>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        evidence.entry(record(row)?).or_default().push(Evidence {
            source: row.get("handle")?,
            quote: row.get("quote")?,
            field: row.get("field")?,
            printed: row.get("printed")?,
            verdict: optional_word(row, "verdict", Verdict::from_word)?,
            ground: row.get("ground")?,
        });
    }
    Ok(evidence)
}
