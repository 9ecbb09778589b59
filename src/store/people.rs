//! Agents that turn out to be one, or to be two.

use rusqlite::params;

use super::error::{StoreError, StoreResult};
use super::ids::{AgentId, AgentNameId, EditionId, json_array};
use super::rows::name;
use super::{Snapshot, Transaction};
use crate::model::Name;

/// A name of an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameRow {
    /// Its row.
    pub id: AgentNameId,
    /// Its parts.
    pub name: Name,
    /// How many contributions are printed under it.
    pub printed: u32,
}

impl Snapshot<'_> {
    /// Those with a name in which all these words stand, in normal form.
    pub fn agents_called(&self, words: &str) -> StoreResult<Vec<AgentId>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/agent/called.sql"))?;
        // Most names are passed over without taking them apart.
        let longest = words.split(' ').max_by_key(|word| word.len()).unwrap_or_default();
        let ids = statement.query_map([words, longest], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// All names of an agent, the preferred one first.
    pub fn names_of(&self, agent: AgentId) -> StoreResult<Vec<NameRow>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/agent_name/of_agent.sql"))?;
        let names = statement.query_map([agent], |row| {
            Ok(NameRow { id: row.get("id")?, name: name(row)?, printed: row.get::<_, u32>("printed")? })
        })?;
        Ok(names.collect::<Result<_, _>>()?)
    }

    /// The editions that an agent had a part in, or in whose text or work, by date.
    pub fn editions_of_agent(&self, agent: AgentId) -> StoreResult<Vec<EditionId>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/edition/of_agent.sql"))?;
        let ids = statement.query_map([agent], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }
}

impl Transaction<'_> {
    /// Lets one agent be another: its names, what it did, its identifiers and its evidence become the other's. What
    /// else is said of it goes.
    pub fn merge_agents(&self, into: AgentId, from: AgentId) -> StoreResult<()> {
        self.touch_agent(into);
        let mut same =
            self.connection.prepare_cached(include_str!("../../db/queries/agent_name/same.sql"))?;
        let same: Vec<(AgentNameId, AgentNameId, String)> = same
            .query_map([into, from], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        for (gone, kept, kind) in same {
            self.connection
                .prepare_cached("UPDATE contribution SET agent_name_id = ?1 WHERE agent_name_id = ?2")?
                .execute([kept, gone])?;
            self.connection.prepare_cached("DELETE FROM agent_name WHERE id = ?1")?.execute([gone])?;
            // What a name is may be known of one of them alone.
            if kind != "preferred" {
                self.connection
                    .prepare_cached("UPDATE agent_name SET kind = ?1 WHERE id = ?2 AND kind = 'variant'")?
                    .execute(params![kind, kept])?;
            }
        }
        let moved = self
            .connection
            .prepare_cached(include_str!("../../db/queries/agent_name/move_all.sql"))?
            .execute([into, from]);
        moved.map_err(|error| StoreError::of_record(|| "names".to_owned(), error))?;
        self.connection
            .prepare_cached(include_str!("../../db/queries/identifier/move_to_agent.sql"))?
            .execute([into, from])?;
        self.connection
            .prepare_cached("UPDATE evidence SET agent_id = ?1 WHERE agent_id = ?2")?
            .execute([into, from])?;
        self.delete_agent(from)
    }

    /// Gives names of agents, with all that is printed under them, to another agent, as variants.
    pub fn move_names(&self, names: &[AgentNameId], to: AgentId) -> StoreResult<()> {
        for id in names {
            let from: AgentId = self
                .connection
                .prepare_cached("SELECT agent_id FROM agent_name WHERE id = ?1")?
                .query_row([id], |row| row.get(0))?;
            self.touch_agent(from);
            // The new agent may have been made with this name.
            self.connection
                .prepare_cached(include_str!("../../db/queries/contribution/under_same_name.sql"))?
                .execute(params![id, to])?;
            let moved = self
                .connection
                .prepare_cached(include_str!("../../db/queries/agent_name/move.sql"))?
                .execute(params![id, to])?;
            if moved == 0 {
                self.connection.prepare_cached("DELETE FROM agent_name WHERE id = ?1")?.execute([id])?;
            }
        }
        self.touch_agent(to);
        Ok(())
    }

    /// Makes a name the preferred one of its agent, who has none at the moment.
    pub fn prefer_name(&self, name: AgentNameId) -> StoreResult<()> {
        self.connection
            .prepare_cached("UPDATE agent_name SET kind = 'preferred', position = 0 WHERE id = ?1")?
            .execute([name])?;
        Ok(())
    }

    /// Gives what an agent contributed to editions, to their texts and works to another one, under the names as
    /// printed. Gives how many contributions that were.
    pub fn give_contributions(
        &self,
        from: AgentId,
        to: AgentId,
        editions: &[EditionId],
    ) -> StoreResult<usize> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/contribution/of_agent_to.sql"))?;
        let contributions: Vec<(i64, AgentNameId)> = statement
            .query_map(params![from, json_array(editions.iter().copied())], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<Result<_, _>>()?;
        let names = self.names_of(from)?;
        for (contribution, name) in &contributions {
            let Some(row) = names.iter().find(|row| row.id == *name) else { continue };
            let theirs = self.name_of(to, &row.name)?;
            self.connection
                .prepare_cached("UPDATE contribution SET agent_name_id = ?1 WHERE id = ?2")?
                .execute(params![theirs, contribution])?;
        }
        self.touch_agent(from);
        self.touch_agent(to);
        Ok(contributions.len())
    }
}
