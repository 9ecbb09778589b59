//! The table `contribution`.

use std::collections::BTreeMap;

use rusqlite::{Row, params};

use super::error::{StoreError, StoreResult};
use super::ids::{AgentNameId, Owner};
use super::rows::{first_owner, name_at, word_at};
use super::whole::Batch;
use super::{Snapshot, Transaction};
use crate::model::name::Ending;
use crate::model::tree::{Contribution, Who};
use crate::model::{Place, Role};

/// A contribution whose agent is in the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewContribution {
    /// Of what.
    pub place: Place,
    /// What was done.
    pub role: Role,
    /// The name as printed; or what is said instead of one.
    pub who: Result<AgentNameId, Ending>,
}

const NOT_NAMED: &str = "not-named";
const AND_OTHERS: &str = "and-others";

impl Snapshot<'_> {
    /// The contributions to everything in a batch, in order.
    pub(super) fn contributions(&self, batch: &Batch) -> StoreResult<BTreeMap<Owner, Vec<Contribution>>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/contribution/read.sql"))?;
        let mut rows = statement.query(params![batch.works, batch.expressions, batch.editions])?;
        let mut found: Vec<((i64, i64), Owner, Contribution)> = Vec::new();
        while let Some(row) = rows.next()? {
            let contribution = Contribution {
                place: word_at(row, 3, Place::from_word)?,
                role: word_at(row, 4, Role::from_word)?,
                who: who(row)?,
            };
            found.push(((row.get(13)?, row.get(14)?), first_owner(row)?, contribution));
        }
        // SQLite would copy all of the columns to sort by two.
        found.sort_unstable_by_key(|(place, ..)| *place);
        let mut contributions: BTreeMap<Owner, Vec<Contribution>> = BTreeMap::new();
        for (_, owner, contribution) in found {
            contributions.entry(owner).or_default().push(contribution);
        }
        Ok(contributions)
    }
}

impl Transaction<'_> {
    /// Adds contributions to those that the owner has. [`Ending::Complete`] says nothing and is passed over.
    pub fn insert_contributions(&self, owner: Owner, contributions: &[NewContribution]) -> StoreResult<()> {
        if contributions.is_empty() {
            return Ok(());
        }
        let (work, expression, edition) = owner.columns();
        let start = self.next_position("contribution", owner.column(), owner.number())?;
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/contribution/insert.sql"))?;
        for (position, contribution) in (start..).zip(contributions) {
            let (name, statement_word) = match contribution.who {
                Ok(name) => (Some(name), None),
                Err(Ending::NotNamed) => (None, Some(NOT_NAMED)),
                Err(Ending::AndOthers) => (None, Some(AND_OTHERS)),
                Err(Ending::Complete) => continue,
            };
            let inserted = statement.execute(params![
                work,
                expression,
                edition,
                contribution.place.as_str(),
                contribution.role.as_str(),
                name,
                statement_word,
                position,
            ]);
            let record = || format!("contribution as {}", contribution.role);
            inserted.map_err(|error| StoreError::of_record(record, error))?;
        }
        self.touch(owner);
        Ok(())
    }

    /// Removes all contributions to an owner.
    pub fn delete_contributions(&self, owner: Owner) -> StoreResult<()> {
        self.delete_parts("contribution", owner.column(), owner.number())?;
        self.touch(owner);
        Ok(())
    }
}

fn who(row: &Row<'_>) -> rusqlite::Result<Result<Who, Ending>> {
    Ok(match row.get::<_, Option<String>>(6)? {
        Some(agent) => Ok(Who { agent, name: name_at(row, 7)? }),
        None => Err(word_at(row, 5, |word| match word {
            NOT_NAMED => Some(Ending::NotNamed),
            AND_OTHERS => Some(Ending::AndOthers),
            _ => None,
        })?),
    })
}
