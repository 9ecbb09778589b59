//! The table `identifier`: ISBN, DOI and the like of editions, authority numbers of agents.

use std::collections::BTreeMap;

use rusqlite::params;

use super::error::{StoreError, StoreResult};
use super::ids::{AgentId, EditionId, json_array};
use super::{Snapshot, Transaction};
use crate::fields::{Row, Storage, normal_identifier, row_named};
use crate::model::Value;
use crate::model::tree::Identifier;

impl Snapshot<'_> {
    /// The editions with an identifier that has the same normal form, oldest row first. The scheme is the name
    /// of the field's row.
    pub fn editions_with_identifier(&self, scheme: &str, value: &str) -> StoreResult<Vec<EditionId>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/edition/with_identifier.sql"))?;
        let ids = statement.query_map([scheme, &normal_identifier(scheme, value)], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The identifiers of editions as the fields that they are. Schemes without a field are passed over.
    pub(super) fn identifier_fields(
        &self,
        editions: &[EditionId],
    ) -> StoreResult<BTreeMap<EditionId, Vec<(&'static Row, Value)>>> {
        if editions.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/identifier/of_editions.sql"))?;
        let mut rows = statement.query([json_array(editions.iter().copied())])?;
        let mut values: BTreeMap<(EditionId, String), Vec<String>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            values.entry((row.get(0)?, row.get(1)?)).or_default().push(row.get(2)?);
        }
        let mut fields: BTreeMap<EditionId, Vec<_>> = BTreeMap::new();
        for ((edition, scheme), values) in values {
            if let Some(row) = row_named(&scheme).filter(|row| row.storage == Storage::Identifiers) {
                fields.entry(edition).or_default().push((row, Value::List(values)));
            }
        }
        Ok(fields)
    }

    /// The identifiers of agents, in order.
    pub(super) fn identifiers_of_agents(
        &self,
        agents: &[AgentId],
    ) -> StoreResult<BTreeMap<AgentId, Vec<Identifier>>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/identifier/of_agents.sql"))?;
        let mut rows = statement.query([json_array(agents.iter().copied())])?;
        let mut identifiers: BTreeMap<AgentId, Vec<Identifier>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let identifier = Identifier { scheme: row.get(1)?, value: row.get(2)? };
            identifiers.entry(row.get(0)?).or_default().push(identifier);
        }
        Ok(identifiers)
    }
}

impl Transaction<'_> {
    /// Adds identifiers of one scheme to an edition.
    pub(super) fn insert_edition_identifiers(
        &self,
        edition: EditionId,
        scheme: &str,
        values: &[String],
    ) -> StoreResult<()> {
        for (position, value) in (0..).zip(values.iter().filter(|value| !value.is_empty())) {
            self.insert_identifier((Some(edition), None), scheme, value, position)?;
        }
        Ok(())
    }

    /// Adds identifiers to an agent.
    pub fn insert_agent_identifiers(&self, agent: AgentId, identifiers: &[Identifier]) -> StoreResult<()> {
        if identifiers.is_empty() {
            return Ok(());
        }
        let start = self.next_position("identifier", "agent_id", agent.0)?;
        for (position, identifier) in (start..).zip(identifiers) {
            self.insert_identifier((None, Some(agent)), &identifier.scheme, &identifier.value, position)?;
        }
        Ok(())
    }

    fn insert_identifier(
        &self,
        (edition, agent): (Option<EditionId>, Option<AgentId>),
        scheme: &str,
        value: &str,
        position: i64,
    ) -> StoreResult<()> {
        let normal = normal_identifier(scheme, value);
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/identifier/insert.sql"))?;
        let inserted = statement.execute(params![edition, agent, scheme, value, normal, position]);
        inserted.map_err(|error| StoreError::of_record(|| format!("identifier {value}"), error))?;
        Ok(())
    }
}
