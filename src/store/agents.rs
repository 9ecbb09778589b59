//! The tables `agent` and `agent_name`.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Params, Row, params};

use super::error::{StoreError, StoreResult};
use super::ids::{AgentId, AgentNameId, EditionId, Record, json_array};
use super::made::Named;
use super::rows::{date, date_columns, filled, name, optional_word, word};
use super::{Snapshot, Transaction};
use crate::model::Name;
use crate::model::title::normalize;
use crate::model::tree::{Agent, AgentKind, AgentName, NameKind};

/// The kind of the one name of an agent that it is listed under.
const PREFERRED: &str = "preferred";

/// A name in the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundName {
    /// The row of the name.
    pub id: AgentNameId,
    /// Whose name it is.
    pub agent: AgentId,
    /// What it is to the agent; `None` for the preferred name.
    pub kind: Option<NameKind>,
    /// Its parts.
    pub name: Name,
}

/// The normal form of a name, by which agents are found: family name first.
pub fn name_match_key(name: &Name) -> String {
    normalize(&name.inverted())
}

impl Snapshot<'_> {
    /// The agent with a handle.
    pub fn find_agent(&self, handle: &str) -> StoreResult<Option<AgentId>> {
        let mut statement = self.connection.prepare_cached("SELECT id FROM agent WHERE handle = ?1")?;
        Ok(statement.query_row([handle], |row| row.get(0)).optional()?)
    }

    /// The names with exactly these parts, by agent.
    pub fn agent_names_exactly(&self, name: &Name) -> StoreResult<Vec<FoundName>> {
        self.found_names(
            include_str!("../../db/queries/agent_name/exactly.sql"),
            [
                &name.family,
                &name.given,
                &name.literal,
                &name.non_dropping_particle,
                &name.dropping_particle,
                &name.suffix,
            ],
        )
    }

    /// Whether there is no agent.
    pub fn is_without_agents(&self) -> StoreResult<bool> {
        let mut statement = self.connection.prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM agent)")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    fn found_names(&self, sql: &str, parameters: impl Params) -> StoreResult<Vec<FoundName>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(parameters, |row| {
            Ok(FoundName {
                id: row.get("id")?,
                agent: row.get("agent_id")?,
                kind: name_kind(row)?,
                name: name(row)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The row of a name of an agent; where it stands in several languages, the preferred or else the first.
    pub fn find_name_of(&self, agent: AgentId, name: &Name) -> StoreResult<Option<AgentNameId>> {
        let mut statement = self
            .connection
            .prepare_cached(include_str!("../../db/queries/agent_name/of_agent_exactly.sql"))?;
        let found = statement.query_row(
            params![
                agent,
                name.family,
                name.given,
                name.non_dropping_particle,
                name.dropping_particle,
                name.suffix,
                name.literal
            ],
            |row| row.get(0),
        );
        Ok(found.optional()?)
    }

    /// All agents with all that is known of them, ordered by handle.
    pub fn agents(&self) -> StoreResult<Vec<Agent>> {
        let mut statement = self.connection.prepare_cached("SELECT id FROM agent ORDER BY handle")?;
        let ids: Vec<AgentId> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        self.whole_agents(&ids)
    }

    /// A batch of agents with all that is known of them, ordered by handle.
    pub fn whole_agents(&self, ids: &[AgentId]) -> StoreResult<Vec<Agent>> {
        let mut names = self.agent_names(ids)?;
        let mut identifiers = self.identifiers_of_agents(ids)?;
        let mut evidence = self.evidence_of_agents(ids)?;
        let mut agents = self.agent_rows(ids)?;
        for (id, agent) in &mut agents {
            for (kind, further) in names.remove(id).unwrap_or_default() {
                match kind {
                    None => agent.name = further.name,
                    Some(kind) => agent.names.push(AgentName { kind, ..further }),
                }
            }
            agent.identifiers = identifiers.remove(id).unwrap_or_default();
            agent.evidence = evidence.remove(&Record::Agent(*id)).unwrap_or_default();
        }
        Ok(agents.into_iter().map(|(_, agent)| agent).collect())
    }

    /// Those who contributed to editions, to their expressions and to their works.
    pub fn agents_of(&self, editions: &[EditionId]) -> StoreResult<Vec<AgentId>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/agent/of_editions.sql"))?;
        let ids = statement.query_map([json_array(editions.iter().copied())], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    fn agent_rows(&self, ids: &[AgentId]) -> StoreResult<Vec<(AgentId, Agent)>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/agent/read.sql"))?;
        let rows = statement.query_map([json_array(ids.iter().copied())], |row| {
            let agent = Agent {
                handle: row.get("handle")?,
                kind: word(row, "kind", AgentKind::from_word)?,
                name: Name::default(),
                names: Vec::new(),
                born: date(row, "born")?,
                died: date(row, "died")?,
                identifiers: Vec::new(),
                note: row.get("note")?,
                evidence: Vec::new(),
            };
            Ok((row.get("id")?, agent))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// All names of agents in order; the preferred ones without a kind.
    #[allow(clippy::type_complexity, reason = "read in one place, right above")]
    fn agent_names(
        &self,
        ids: &[AgentId],
    ) -> StoreResult<BTreeMap<AgentId, Vec<(Option<NameKind>, AgentName)>>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/agent_name/read.sql"))?;
        let mut rows = statement.query([json_array(ids.iter().copied())])?;
        let mut names: BTreeMap<AgentId, Vec<_>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let kind = name_kind(row)?;
            let further = AgentName {
                kind: kind.unwrap_or(NameKind::Variant),
                name: name(row)?,
                language: row.get("language")?,
            };
            names.entry(row.get("agent_id")?).or_default().push((kind, further));
        }
        Ok(names)
    }
}

impl Transaction<'_> {
    /// Inserts an agent with its names and identifiers, but without its evidence. Gives the row of the
    /// preferred name as well.
    pub fn insert_agent(&self, agent: &Agent) -> StoreResult<(AgentId, AgentNameId)> {
        if self.find_agent(&agent.handle)?.is_some() {
            return Err(StoreError::HandleTaken(agent.handle.clone()));
        }
        let (born, born_earliest, born_latest) = date_columns(agent.born.as_ref());
        let (died, died_earliest, died_latest) = date_columns(agent.died.as_ref());
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/agent/insert.sql"))?;
        let id = statement.insert(params![
            agent.handle,
            agent.kind.as_str(),
            born,
            born_earliest,
            born_latest,
            died,
            died_earliest,
            died_latest,
            filled(agent.note.as_deref()),
        ]);
        let id = AgentId(id.map_err(|error| StoreError::of_record(|| record_name(agent), error))?);
        self.note_name(Named::Agent, &agent.handle);
        Ok((id, self.insert_names_and_identifiers(id, agent)?))
    }

    /// Updates an agent: its row, its names and its identifiers, but not its evidence. Names that are no
    /// longer there but that something is printed under are kept as variants.
    pub fn update_agent(&self, id: AgentId, agent: &Agent) -> StoreResult<()> {
        self.forget_made()?;
        let (born, born_earliest, born_latest) = date_columns(agent.born.as_ref());
        let (died, died_earliest, died_latest) = date_columns(agent.died.as_ref());
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/agent/update.sql"))?;
        let updated = statement.execute(params![
            agent.handle,
            agent.kind.as_str(),
            born,
            born_earliest,
            born_latest,
            died,
            died_earliest,
            died_latest,
            filled(agent.note.as_deref()),
            id,
        ]);
        updated.map_err(|error| StoreError::of_record(|| record_name(agent), error))?;
        self.delete_parts("identifier", "agent_id", id.0)?;
        self.replace_names(id, agent)?;
        self.insert_agent_identifiers(id, &agent.identifiers)?;
        self.touch_agent(id);
        Ok(())
    }

    /// Adds a further name to an agent.
    pub fn insert_agent_name(&self, agent: AgentId, further: &AgentName) -> StoreResult<AgentNameId> {
        let position = self.next_position("agent_name", "agent_id", agent.0)?;
        let id = self.insert_name(
            agent,
            further.kind.as_str(),
            &further.name,
            further.language.as_deref(),
            position,
        )?;
        self.touch_agent(agent);
        Ok(id)
    }

    /// The row of a name of an agent, made as a variant where the agent has no such name yet.
    pub fn name_of(&self, agent: AgentId, name: &Name) -> StoreResult<AgentNameId> {
        match self.find_name_of(agent, name)? {
            Some(id) => Ok(id),
            None => self.insert_agent_name(
                agent,
                &AgentName { kind: NameKind::Variant, name: name.clone(), language: None },
            ),
        }
    }

    /// Removes an agent. An error where it contributed to anything.
    pub fn delete_agent(&self, agent: AgentId) -> StoreResult<()> {
        self.delete_parts("agent", "id", agent.0)
    }

    /// Those agents of a batch of which nothing is known but names and to whom no contribution is left.
    pub fn idle_agents(&self, agents: &[AgentId]) -> StoreResult<Vec<AgentId>> {
        let mut statement = self
            .connection
            .prepare_cached(include_str!("../../db/queries/agent/without_contributions.sql"))?;
        let idle = statement.query_map([json_array(agents.iter().copied())], |row| row.get(0))?;
        Ok(idle.collect::<Result<_, _>>()?)
    }

    /// Removes the idle agents of a batch ([`Self::idle_agents`]), and gives their number.
    pub fn delete_idle_agents(&self, agents: &[AgentId]) -> StoreResult<usize> {
        let idle = self.idle_agents(agents)?;
        for agent in &idle {
            self.delete_agent(*agent)?;
        }
        Ok(idle.len())
    }

    fn insert_names_and_identifiers(&self, id: AgentId, agent: &Agent) -> StoreResult<AgentNameId> {
        let preferred = self.insert_name(id, PREFERRED, &agent.name, None, 0)?;
        for (position, further) in (1..).zip(&agent.names) {
            let kind = further.kind.as_str();
            self.insert_name(id, kind, &further.name, further.language.as_deref(), position)?;
        }
        self.insert_agent_identifiers(id, &agent.identifiers)?;
        Ok(preferred)
    }

    /// Replaces the names of an agent, keeping the rows that contributions point at.
    fn replace_names(&self, id: AgentId, agent: &Agent) -> StoreResult<()> {
        // All names become variants at positions after all others, so that none is in the way of a new one.
        self.connection
            .prepare_cached(include_str!("../../db/queries/agent_name/put_aside.sql"))?
            .execute([id])?;
        self.keep_or_insert_name(id, PREFERRED, &agent.name, None, 0)?;
        for (position, further) in (1..).zip(&agent.names) {
            let kind = further.kind.as_str();
            self.keep_or_insert_name(id, kind, &further.name, further.language.as_deref(), position)?;
        }
        let first_left = i64::try_from(agent.names.len()).unwrap_or(i64::MAX).saturating_add(1);
        self.connection
            .prepare_cached(include_str!("../../db/queries/agent_name/delete_unused.sql"))?
            .execute(params![id, first_left])?;
        Ok(())
    }

    fn keep_or_insert_name(
        &self,
        agent: AgentId,
        kind: &str,
        name: &Name,
        language: Option<&str>,
        position: i64,
    ) -> StoreResult<()> {
        let kept = self
            .connection
            .prepare_cached(include_str!("../../db/queries/agent_name/keep.sql"))?
            .execute(params![
                agent,
                kind,
                name.family,
                name.given,
                name.non_dropping_particle,
                name.dropping_particle,
                name.suffix,
                name.literal,
                filled(language),
                position
            ])?;
        if kept == 0 {
            self.insert_name(agent, kind, name, language, position)?;
        }
        Ok(())
    }

    fn insert_name(
        &self,
        agent: AgentId,
        kind: &str,
        name: &Name,
        language: Option<&str>,
        position: i64,
    ) -> StoreResult<AgentNameId> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/agent_name/insert.sql"))?;
        let id = statement.insert(params![
            agent,
            kind,
            name.family,
            name.given,
            name.non_dropping_particle,
            name.dropping_particle,
            name.suffix,
            name.literal,
            filled(language),
            name_match_key(name),
            position,
        ]);
        Ok(AgentNameId(
            id.map_err(|error| StoreError::of_record(|| format!("name {}", name.display()), error))?,
        ))
    }
}

/// What a name is to the agent; `None` for the preferred name.
fn name_kind(row: &Row<'_>) -> rusqlite::Result<Option<NameKind>> {
    let kind: String = row.get("kind")?;
    if kind == PREFERRED { Ok(None) } else { optional_word(row, "kind", NameKind::from_word) }
}

fn record_name(agent: &Agent) -> String {
    format!("agent {}", agent.handle)
}
