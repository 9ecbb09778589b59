//! Moving what hangs on one record to another, so that the one can go without anything being lost.

use rusqlite::params;

use super::Transaction;
use super::error::StoreResult;
use super::ids::{EditionId, ExpressionId, Owner, WorkId};
use crate::model::{Place, Role};

/// How many rows were moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is its table")]
pub struct MovedRows {
    pub readings: usize,
    pub quotations: usize,
    pub list_entries: usize,
    pub evidence: usize,
    pub relations: usize,
    /// Parts, reprints and translations that point at the other record now.
    pub pointers: usize,
}

impl std::ops::AddAssign for MovedRows {
    fn add_assign(&mut self, other: MovedRows) {
        self.readings += other.readings;
        self.quotations += other.quotations;
        self.list_entries += other.list_entries;
        self.evidence += other.evidence;
        self.relations += other.relations;
        self.pointers += other.pointers;
    }
}

/// The columns of `edition` that point at another edition.
const POINTERS: [&str; 3] = ["container_id", "reprint_of", "translated_from"];

impl Transaction<'_> {
    /// Moves to an edition what hangs on another one: further titles, readings, places on lists, excerpts, evidence,
    /// relations from it and to it, what is part of it, reprints it or was translated from it. Fields, names, keys and
    /// extras are left where they are.
    pub fn move_edition_parts(&self, from: EditionId, to: EditionId) -> StoreResult<MovedRows> {
        self.forget_made()?;
        let (from_row, to_row) = (Owner::Edition(from), Owner::Edition(to));
        let mut moved = MovedRows {
            relations: self.move_relations(from_row, to_row)?,
            readings: self.move_rows("reading", from_row, to_row)?,
            list_entries: self.move_list_entries(from_row, to_row)?,
            quotations: self.move_rows("quotation", from_row, to_row)?,
            evidence: self.move_rows("evidence", from_row, to_row)?,
            pointers: 0,
        };
        self.move_titles(from_row, to_row)?;
        for column in POINTERS {
            self.connection
                .prepare_cached(&format!(
                    "UPDATE edition SET {column} = NULL WHERE id = ?1 AND {column} = ?2"
                ))?
                .execute([to, from])?;
            let sql = format!("SELECT id FROM edition WHERE {column} = ?1 AND id <> ?2");
            let mut statement = self.connection.prepare_cached(&sql)?;
            let pointing: Vec<EditionId> =
                statement.query_map([from, to], |row| row.get(0))?.collect::<Result<_, _>>()?;
            for edition in &pointing {
                // What the one comes from cannot come from it.
                let target = (!self.leads_to(column, to, *edition)?).then_some(to);
                self.connection
                    .prepare_cached(&format!("UPDATE edition SET {column} = ?1 WHERE id = ?2"))?
                    .execute(params![target, edition])?;
                self.touch_edition(*edition);
            }
            moved.pointers += pointing.len();
        }
        self.move_distinct(from, to)?;
        self.touch_edition(to);
        Ok(moved)
    }

    /// Whether an edition leads to another one by a column that points, through whatever others.
    fn leads_to(&self, column: &str, from: EditionId, to: EditionId) -> StoreResult<bool> {
        let sql = format!(
            "WITH RECURSIVE above (id) AS (VALUES (?1) UNION \
                 SELECT edition.{column} FROM edition JOIN above USING (id) WHERE edition.{column} IS NOT NULL) \
             SELECT ?2 IN (SELECT id FROM above)"
        );
        Ok(self.connection.prepare_cached(&sql)?.query_row([from, to], |row| row.get(0))?)
    }

    /// Moves to a text what hangs on another one: further titles, evidence, what was derived from it.
    pub fn move_expression_parts(&self, from: ExpressionId, to: ExpressionId) -> StoreResult<()> {
        self.forget_made()?;
        let (from_row, to_row) = (Owner::Expression(from), Owner::Expression(to));
        self.move_titles(from_row, to_row)?;
        self.move_rows("evidence", from_row, to_row)?;
        for derived in self.expressions_derived_from(from)? {
            // What the other text comes from itself, through whatever others, cannot come from that.
            let source = (!self.comes_from(to, derived)?).then_some(to);
            self.set_derived_from(derived, source)?;
        }
        self.touch_expression(to);
        Ok(())
    }

    /// Whether a text is another one or was derived from it, through whatever others.
    fn comes_from(&self, text: ExpressionId, source: ExpressionId) -> StoreResult<bool> {
        let sql = "WITH RECURSIVE above (id) AS (VALUES (?1) UNION \
             SELECT expression.derived_from FROM expression JOIN above USING (id) \
             WHERE expression.derived_from IS NOT NULL) \
             SELECT ?2 IN (SELECT id FROM above)";
        Ok(self.connection.prepare_cached(sql)?.query_row([text, source], |row| row.get(0))?)
    }

    /// Moves to a work what hangs on another one: further titles, keywords, readings, places on lists, evidence and
    /// relations; and its texts, as the last ones.
    pub fn move_work_parts(&self, from: WorkId, to: WorkId) -> StoreResult<MovedRows> {
        self.forget_made()?;
        let (from_row, to_row) = (Owner::Work(from), Owner::Work(to));
        self.move_titles(from_row, to_row)?;
        self.connection
            .prepare_cached(
                "DELETE FROM keyword WHERE work_id = ?1 \
                 AND word IN (SELECT word FROM keyword WHERE work_id = ?2)",
            )?
            .execute([from, to])?;
        self.move_rows("keyword", from_row, to_row)?;
        let moved = MovedRows {
            relations: self.move_relations(from_row, to_row)?,
            readings: self.move_rows("reading", from_row, to_row)?,
            list_entries: self.move_list_entries(from_row, to_row)?,
            evidence: self.move_rows("evidence", from_row, to_row)?,
            ..MovedRows::default()
        };
        self.move_rows("expression", from_row, to_row)?;
        self.touch_work(to);
        Ok(moved)
    }

    /// Moves the names in a role from one owner to another, after those that it has.
    pub fn move_contributions(&self, from: Owner, to: Owner, place: Place, role: Role) -> StoreResult<()> {
        self.forget_made()?;
        self.take_contributions(from, to, place, role)?;
        self.connection
            .prepare_cached(&format!(
                "DELETE FROM contribution WHERE {} = ?1 AND place = ?2 AND role = ?3",
                from.column()
            ))?
            .execute(params![from.number(), place.as_str(), role.as_str()])?;
        self.touch(from);
        Ok(())
    }

    /// Gives an owner the names that another one has in a role, after those that it has.
    pub fn take_contributions(&self, from: Owner, to: Owner, place: Place, role: Role) -> StoreResult<()> {
        self.forget_made()?;
        let (from_column, to_column) = (from.column(), to.column());
        let sql = format!(
            "INSERT INTO contribution ({to_column}, place, role, agent_name_id, statement, position) \
             SELECT ?1, place, role, agent_name_id, statement, \
                 (SELECT coalesce(max(position) + 1, 0) FROM contribution WHERE {to_column} = ?1) + position \
             FROM contribution WHERE {from_column} = ?2 AND place = ?3 AND role = ?4 ORDER BY position, id"
        );
        let values = params![to.number(), from.number(), place.as_str(), role.as_str()];
        self.connection.prepare_cached(&sql)?.execute(values)?;
        self.touch(to);
        Ok(())
    }

    /// Removes the names in a role.
    pub fn delete_contributions_in(&self, owner: Owner, place: Place, role: Role) -> StoreResult<()> {
        self.forget_made()?;
        let sql =
            format!("DELETE FROM contribution WHERE {} = ?1 AND place = ?2 AND role = ?3", owner.column());
        let values = params![owner.number(), place.as_str(), role.as_str()];
        self.connection.prepare_cached(&sql)?.execute(values)?;
        self.touch(owner);
        Ok(())
    }

    /// Removes an edition from which all was moved, and nothing above it.
    pub fn delete_emptied_edition(&self, edition: EditionId) -> StoreResult<()> {
        self.touch_derived_from(edition)?;
        self.delete_parts("edition", "id", edition.0)
    }

    /// Removes a text from which all was moved.
    pub fn delete_emptied_expression(&self, expression: ExpressionId) -> StoreResult<()> {
        self.delete_parts("expression", "id", expression.0)
    }

    /// Removes a work from which all was moved.
    pub fn delete_emptied_work(&self, work: WorkId) -> StoreResult<()> {
        self.delete_parts("work", "id", work.0)
    }

    /// Gives the rows of one owner to another, after those that it has. The table is a name from this program.
    fn move_rows(&self, table: &'static str, from: Owner, to: Owner) -> StoreResult<usize> {
        let column = from.column();
        let sql = format!(
            "UPDATE {table} SET {column} = ?1, position = position + \
                 (SELECT coalesce(max(position) + 1, 0) FROM {table} WHERE {column} = ?1) \
             WHERE {column} = ?2"
        );
        Ok(self.connection.prepare_cached(&sql)?.execute([to.number(), from.number()])?)
    }

    /// Moves further titles; those that the other has already go.
    fn move_titles(&self, from: Owner, to: Owner) -> StoreResult<()> {
        let column = from.column();
        let sql = format!(
            "DELETE FROM title WHERE {column} = ?2 AND EXISTS (SELECT 1 FROM title AS known \
             WHERE known.{column} = ?1 AND known.kind = title.kind AND known.text = title.text \
                 AND known.language IS title.language AND known.script IS title.script \
                 AND known.ground IS title.ground)"
        );
        self.connection.prepare_cached(&sql)?.execute([to.number(), from.number()])?;
        self.move_rows("title", from, to)?;
        Ok(())
    }

    /// Moves relations from one record and those to it. Those between the two go, and those that the other has.
    fn move_relations(&self, from: Owner, to: Owner) -> StoreResult<usize> {
        let (column, target) = match from {
            Owner::Work(_) => ("work_id", "to_work_id"),
            _ => ("edition_id", "to_edition_id"),
        };
        let ids = [to.number(), from.number()];
        self.connection
            .prepare_cached(&format!(
                "DELETE FROM relation WHERE {column} IN (?1, ?2) AND {target} IN (?1, ?2)"
            ))?
            .execute(ids)?;
        self.connection
            .prepare_cached(&format!(
                "DELETE FROM relation WHERE {column} = ?2 AND EXISTS (SELECT 1 FROM relation AS known \
                 WHERE known.{column} = ?1 AND known.kind = relation.kind \
                     AND known.to_work_id IS relation.to_work_id \
                     AND known.to_edition_id IS relation.to_edition_id)"
            ))?
            .execute(ids)?;
        let moved = self.move_rows("relation", from, to)?;
        let pointing = self
            .connection
            .prepare_cached(&format!("UPDATE relation SET {target} = ?1 WHERE {target} = ?2"))?
            .execute(ids)?;
        Ok(moved + pointing)
    }

    /// Moves places on lists; from lists that have the other already, it goes.
    fn move_list_entries(&self, from: Owner, to: Owner) -> StoreResult<usize> {
        let column = from.column();
        let ids = [to.number(), from.number()];
        self.connection
            .prepare_cached(&format!(
                "DELETE FROM reading_list_entry WHERE {column} = ?2 AND reading_list_id IN \
                 (SELECT reading_list_id FROM reading_list_entry WHERE {column} = ?1)"
            ))?
            .execute(ids)?;
        let sql = format!("UPDATE reading_list_entry SET {column} = ?1 WHERE {column} = ?2");
        Ok(self.connection.prepare_cached(&sql)?.execute(ids)?)
    }

    /// What is known not to be the one is not the other either.
    fn move_distinct(&self, from: EditionId, to: EditionId) -> StoreResult<()> {
        for (one, other) in self.distinct_pairs()? {
            let far = match (one == from, other == from) {
                (true, _) => other,
                (_, true) => one,
                _ => continue,
            };
            self.delete_distinct(one, other)?;
            if far != to {
                self.insert_distinct(to, far)?;
            }
        }
        Ok(())
    }
}
