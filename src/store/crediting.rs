//! Who is named in some roles, in the whole library: for counts of people, which need no more of editions than that.

use foldhash::{HashMap, HashMapExt, HashSet};

use super::Snapshot;
use super::error::StoreResult;
use super::ids::{AgentNameId, EditionId, ExpressionId, Owner, WorkId};
use super::rows::{first_owner, name_at};
use crate::model::{Name, Place, Role};

/// The lists of names in one role at one place, of all works, texts and editions that have one. A list may name nobody.
#[derive(Debug)]
pub struct Credits {
    /// By owner: which list it has.
    of: HashMap<Owner, usize>,
    /// By list: where its names begin.
    begins: Vec<usize>,
    names: Vec<AgentNameId>,
}

/// An edition, its text and its work.
#[derive(Clone, Copy, Debug)]
pub struct Levels {
    /// The edition.
    pub edition: EditionId,
    expression: ExpressionId,
    work: WorkId,
}

impl Credits {
    /// Which list an edition has: its own, or that of its text, or that of its work.
    pub fn of(&self, levels: &Levels) -> Option<usize> {
        let Levels { edition, expression, work } = *levels;
        let owners = [Owner::Edition(edition), Owner::Expression(expression), Owner::Work(work)];
        owners.iter().find_map(|owner| self.of.get(owner)).copied()
    }

    /// How many lists there are: the numbers of them are lower.
    pub fn lists(&self) -> usize {
        self.begins.len()
    }

    /// The names of a list, in no order.
    pub fn names(&self, list: usize) -> &[AgentNameId] {
        let begin = self.begins.get(list).copied().unwrap_or(self.names.len());
        let end = self.begins.get(list + 1).copied().unwrap_or(self.names.len());
        self.names.get(begin..end).unwrap_or_default()
    }
}

impl Snapshot<'_> {
    /// All that stands in one role at one place.
    pub fn credits(&self, place: Place, role: Role) -> StoreResult<Credits> {
        let sql = include_str!("../../db/queries/contribution/in_role.sql");
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([place.as_str(), role.as_str()])?;
        let mut found: Vec<(Owner, Option<AgentNameId>)> = Vec::new();
        while let Some(row) = rows.next()? {
            found.push((first_owner(row)?, row.get(3)?));
        }
        // Most stand behind one another already.
        found.sort_by_key(|(owner, _)| *owner);
        let mut credits =
            Credits { of: HashMap::with_capacity(found.len()), begins: Vec::new(), names: Vec::new() };
        for list in found.chunk_by(|(one, _), (other, _)| one == other) {
            if let Some((owner, _)) = list.first() {
                credits.of.insert(*owner, credits.begins.len());
            }
            credits.begins.push(credits.names.len());
            credits.names.extend(list.iter().filter_map(|(_, name)| *name));
        }
        Ok(credits)
    }

    /// Tells of every edition what it is an edition of.
    pub fn each_levels(&self, each: &mut dyn FnMut(Levels)) -> StoreResult<()> {
        let sql = include_str!("../../db/queries/edition/levels.sql");
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(Levels { edition: row.get(0)?, expression: row.get(1)?, work: row.get(2)? });
        }
        Ok(())
    }

    /// Tells of every name that agents have used.
    pub fn each_name(&self, each: &mut dyn FnMut(AgentNameId, Name)) -> StoreResult<()> {
        let sql = "SELECT id, family, given, non_dropping_particle, dropping_particle, suffix, literal FROM agent_name";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(row.get(0)?, name_at(row, 1)?);
        }
        Ok(())
    }

    /// All editions that have extras of a format.
    pub fn editions_with_extras(&self, format: &str) -> StoreResult<HashSet<EditionId>> {
        let sql = "SELECT edition_id FROM extra WHERE format = ?1 AND edition_id IS NOT NULL";
        let mut statement = self.connection.prepare_cached(sql)?;
        let ids = statement.query_map([format], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }
}
