//! Who leads many editions, and when they came out: what they are ordered by before their titles.

use std::collections::hash_map::Entry;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use rusqlite::{Row, Statement, ToSql, params_from_iter};

use super::Snapshot;
use super::error::StoreResult;
use super::ids::{AgentNameId, EditionId, ExpressionId, Owner, WorkId, json_array};
use super::rows::first_owner;
use super::selecting::{Condition, tables};

/// From how many editions on all contributions are looked through, one after the other, instead of those of each. In tests
/// few are many, so that both ways are gone.
const MANY: usize = if cfg!(test) { 4 } else { 20_000 };

/// An edition and what it is ordered by.
#[derive(Clone, Debug)]
pub struct Leading {
    /// Its row.
    pub edition: EditionId,
    /// Its first author, or that of its text or work; `None` where there is none, or where more than this row has to be
    /// looked at to tell.
    pub author: Option<AgentNameId>,
    /// Its date, in EDTF; of a part that has none, the container may tell.
    pub date: Option<String>,
    /// What it is part of.
    pub container: Option<EditionId>,
}

/// Editions with the names of their first authors.
#[derive(Clone, Debug)]
pub struct Leads {
    /// The editions, in no order.
    pub editions: Vec<Leading>,
    /// The names of their authors, and perhaps others, in normal form ([`super::name_match_key`]).
    pub names: HashMap<AgentNameId, String>,
    /// Those of the editions, and perhaps others, that have extras of the format that was asked for.
    pub with_extras: HashSet<EditionId>,
}

/// A row before its author is known.
struct Bare {
    leading: Leading,
    expression: ExpressionId,
    work: WorkId,
}

/// The first contribution of an owner as author, by position and row; `None` where nobody is named.
type Authors = HashMap<Owner, ((i64, i64), Option<AgentNameId>)>;

impl Snapshot<'_> {
    /// What the editions that meet a condition are ordered by. `extras_of` is the format whose extras are looked for.
    pub fn leads(&self, condition: &Condition, extras_of: &str) -> StoreResult<Leads> {
        let bare = self.bare(condition)?;
        let authors = self.authors(&bare)?;
        let editions: Vec<Leading> = bare
            .into_iter()
            .map(|Bare { mut leading, expression, work }| {
                // A list on a lower level stands instead of one on a higher level, also where it names nobody.
                let levels =
                    [Owner::Edition(leading.edition), Owner::Expression(expression), Owner::Work(work)];
                let first = levels.iter().find_map(|owner| authors.get(owner));
                leading.author = first.and_then(|(_, name)| *name);
                leading
            })
            .collect();
        let names = self.author_names(&editions)?;
        let with_extras = self.with_extras(&editions, extras_of)?;
        Ok(Leads { editions, names, with_extras })
    }

    fn bare(&self, condition: &Condition) -> StoreResult<Vec<Bare>> {
        let columns = "edition.id, edition.date, edition.container_id, expression.id, expression.work_id";
        let from = tables(&format!("{columns} {}", condition.sql));
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT {columns} FROM {from} WHERE ({})", condition.sql))?;
        let rows = statement.query_map(params_from_iter(&condition.arguments), |row| {
            let leading =
                Leading { edition: row.get(0)?, author: None, date: row.get(1)?, container: row.get(2)? };
            Ok(Bare { leading, expression: row.get(3)?, work: row.get(4)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn authors(&self, editions: &[Bare]) -> StoreResult<Authors> {
        let mut authors = Authors::new();
        let mut keep = |row: &Row<'_>| -> rusqlite::Result<()> {
            let found = ((row.get(3)?, row.get(4)?), row.get(5)?);
            match authors.entry(first_owner(row)?) {
                Entry::Vacant(place) => {
                    place.insert(found);
                }
                Entry::Occupied(mut known) if found.0 < known.get().0 => {
                    known.insert(found);
                }
                Entry::Occupied(_) => {}
            }
            Ok(())
        };
        if editions.len() >= MANY {
            let sql = include_str!("../../db/queries/contribution/authors.sql");
            each_row(&mut *self.connection.prepare_cached(sql)?, &[], &mut keep)?;
        } else {
            let sql = include_str!("../../db/queries/contribution/authors_of.sql");
            let works = json_array(editions.iter().map(|bare| bare.work));
            let expressions = json_array(editions.iter().map(|bare| bare.expression));
            let own = json_array(editions.iter().map(|bare| bare.leading.edition));
            let mut statement = self.connection.prepare_cached(sql)?;
            each_row(&mut statement, &[&works, &expressions, &own], &mut keep)?;
        }
        Ok(authors)
    }

    fn author_names(&self, editions: &[Leading]) -> StoreResult<HashMap<AgentNameId, String>> {
        let mut names = HashMap::new();
        let mut keep = |row: &Row<'_>| -> rusqlite::Result<()> {
            names.insert(row.get(0)?, row.get(1)?);
            Ok(())
        };
        if editions.len() >= MANY {
            let sql = "SELECT id, match_key FROM agent_name";
            each_row(&mut *self.connection.prepare_cached(sql)?, &[], &mut keep)?;
        } else {
            let sql = "SELECT agent_name.id, match_key FROM json_each(?1) AS wanted \
                       JOIN agent_name ON agent_name.id = wanted.value";
            let wanted = json_array(editions.iter().filter_map(|leading| leading.author));
            each_row(&mut *self.connection.prepare_cached(sql)?, &[&wanted], &mut keep)?;
        }
        Ok(names)
    }

    /// The titles and keys of editions.
    pub fn titles_and_keys(
        &self,
        editions: &[EditionId],
    ) -> StoreResult<HashMap<EditionId, (Option<String>, String)>> {
        let mut found = HashMap::new();
        let sql = "SELECT edition.id, edition.title, edition.key FROM json_each(?1) AS wanted JOIN edition ON edition.id = wanted.value";
        let mut statement = self.connection.prepare_cached(sql)?;
        each_row(&mut statement, &[&json_array(editions.iter().copied())], &mut |row| {
            found.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
            Ok(())
        })?;
        Ok(found)
    }

    fn with_extras(&self, editions: &[Leading], format: &str) -> StoreResult<HashSet<EditionId>> {
        if editions.len() >= MANY {
            return self.editions_with_extras(format);
        }
        let mut found = HashSet::new();
        let mut keep = |row: &Row<'_>| -> rusqlite::Result<()> {
            found.insert(row.get(0)?);
            Ok(())
        };
        let sql = "SELECT edition_id FROM json_each(?2) AS wanted \
                   JOIN extra ON extra.edition_id = wanted.value WHERE format = ?1";
        let wanted = json_array(editions.iter().map(|leading| leading.edition));
        each_row(&mut *self.connection.prepare_cached(sql)?, &[&format, &wanted], &mut keep)?;
        Ok(found)
    }
}

fn each_row(
    statement: &mut Statement<'_>,
    arguments: &[&dyn ToSql],
    each: &mut dyn FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> StoreResult<()> {
    let mut rows = statement.query(arguments)?;
    while let Some(row) = rows.next()? {
        each(row)?;
    }
    Ok(())
}
