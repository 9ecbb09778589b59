//! The table `expression`.

use rusqlite::{OptionalExtension, params};

use super::error::{StoreError, StoreResult};
use super::ids::{ExpressionId, Owner, WorkId, json_array};
use super::made::Named;
use super::rows::{filled, word_at};
use super::{Snapshot, Transaction};
use crate::model::tree::{Expression, ExpressionKind};

/// A row of `expression` with the row numbers that it points at.
pub(super) struct ExpressionRow {
    pub(super) id: ExpressionId,
    pub(super) work: WorkId,
    pub(super) derived_from: Option<ExpressionId>,
    /// Without what is kept in other tables.
    pub(super) expression: Expression,
}

impl Snapshot<'_> {
    /// The expression with a handle.
    pub fn find_expression(&self, handle: &str) -> StoreResult<Option<ExpressionId>> {
        let mut statement = self.connection.prepare_cached("SELECT id FROM expression WHERE handle = ?1")?;
        Ok(statement.query_row([handle], |row| row.get(0)).optional()?)
    }

    /// The work of an expression.
    pub fn work_of(&self, expression: ExpressionId) -> StoreResult<Option<WorkId>> {
        let mut statement = self.connection.prepare_cached("SELECT work_id FROM expression WHERE id = ?1")?;
        Ok(statement.query_row([expression], |row| row.get(0)).optional()?)
    }

    /// The expressions that were made from an expression.
    pub fn expressions_derived_from(&self, expression: ExpressionId) -> StoreResult<Vec<ExpressionId>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM expression WHERE derived_from = ?1 ORDER BY id")?;
        let ids = statement.query_map([expression], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The rows of a batch of expressions in order of position.
    pub(super) fn expression_rows(&self, expressions: &[ExpressionId]) -> StoreResult<Vec<ExpressionRow>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/expression/read.sql"))?;
        let rows = statement.query_map([json_array(expressions.iter().copied())], |row| {
            let expression = Expression {
                handle: row.get(2)?,
                kind: word_at(row, 3, ExpressionKind::from_word)?,
                language: row.get(4)?,
                derived_from: row.get(5)?,
                note: row.get(6)?,
                contributions: Vec::new(),
                titles: Vec::new(),
                evidence: Vec::new(),
                editions: Vec::new(),
            };
            Ok(ExpressionRow { id: row.get(0)?, work: row.get(1)?, derived_from: row.get(7)?, expression })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Transaction<'_> {
    /// Inserts the row of an expression as the last of its work. `derived_from` stands for the handle in
    /// `expression`, which is not looked at. Its lists are inserted by functions of their own.
    pub fn insert_expression(
        &self,
        work: WorkId,
        expression: &Expression,
        derived_from: Option<ExpressionId>,
    ) -> StoreResult<ExpressionId> {
        if self.find_expression(&expression.handle)?.is_some() {
            return Err(StoreError::HandleTaken(expression.handle.clone()));
        }
        let position = self.next_position("expression", "work_id", work.0)?;
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/expression/insert.sql"))?;
        let id = statement.insert(params![
            expression.handle,
            work,
            expression.kind.as_str(),
            filled(expression.language.as_deref()),
            derived_from,
            filled(expression.note.as_deref()),
            position,
        ]);
        let id = ExpressionId(id.map_err(|error| StoreError::of_record(|| record_name(expression), error))?);
        self.note_name(Named::Expression, &expression.handle);
        self.note_made(Owner::Expression(id).column(), id.0);
        self.touch_expression(id);
        Ok(id)
    }

    /// Updates the row of an expression (its handle, its work and its place among the expressions of that
    /// included), but none of its lists.
    pub fn update_expression(
        &self,
        id: ExpressionId,
        work: WorkId,
        expression: &Expression,
        derived_from: Option<ExpressionId>,
        position: i64,
    ) -> StoreResult<()> {
        self.forget_made()?;
        if self.find_expression(&expression.handle)?.is_some_and(|other| other != id) {
            return Err(StoreError::HandleTaken(expression.handle.clone()));
        }
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/expression/update.sql"))?;
        let updated = statement.execute(params![
            expression.handle,
            work,
            expression.kind.as_str(),
            filled(expression.language.as_deref()),
            derived_from,
            filled(expression.note.as_deref()),
            position,
            id,
        ]);
        updated.map_err(|error| StoreError::of_record(|| record_name(expression), error))?;
        self.touch_expression(id);
        Ok(())
    }

    /// States what an expression was made from.
    pub fn set_derived_from(
        &self,
        expression: ExpressionId,
        derived_from: Option<ExpressionId>,
    ) -> StoreResult<()> {
        let mut statement =
            self.connection.prepare_cached("UPDATE expression SET derived_from = ?1 WHERE id = ?2")?;
        let updated = statement.execute(params![derived_from, expression]);
        updated.map_err(|error| StoreError::of_record(|| "expression".to_owned(), error))?;
        self.touch_expression(expression);
        Ok(())
    }

    /// Gives an expression another handle.
    pub fn set_expression_handle(&self, expression: ExpressionId, handle: &str) -> StoreResult<()> {
        let mut statement =
            self.connection.prepare_cached("UPDATE expression SET handle = ?1 WHERE id = ?2")?;
        self.note_name(Named::Expression, handle);
        let updated = statement.execute(params![handle, expression]);
        updated.map_err(|error| StoreError::of_record(|| format!("expression {handle}"), error))?;
        Ok(())
    }

    /// States the language of an expression.
    pub fn set_expression_language(
        &self,
        expression: ExpressionId,
        language: Option<&str>,
    ) -> StoreResult<()> {
        let mut statement =
            self.connection.prepare_cached("UPDATE expression SET language = ?1 WHERE id = ?2")?;
        statement.execute(params![filled(language), expression])?;
        Ok(())
    }

    /// States what there is to say of an expression.
    pub fn set_expression_note(&self, expression: ExpressionId, note: &str) -> StoreResult<()> {
        let mut statement =
            self.connection.prepare_cached("UPDATE expression SET note = ?1 WHERE id = ?2")?;
        statement.execute(params![filled(Some(note)), expression])?;
        self.touch_expression(expression);
        Ok(())
    }

    /// States what an expression is to its work.
    pub fn set_expression_kind(&self, expression: ExpressionId, kind: ExpressionKind) -> StoreResult<()> {
        let mut statement =
            self.connection.prepare_cached("UPDATE expression SET kind = ?1 WHERE id = ?2")?;
        statement.execute(params![kind.as_str(), expression])?;
        self.touch_expression(expression);
        Ok(())
    }

    /// Removes an expression with its editions. An error where something points at one of them.
    pub fn delete_expression(&self, expression: ExpressionId) -> StoreResult<()> {
        let editions = self.editions_of(&[expression])?;
        self.check_not_needed(|| "expression".to_owned(), &[expression], &editions)?;
        self.connection.prepare_cached("DELETE FROM expression WHERE id = ?1")?.execute([expression])?;
        Ok(())
    }
}

fn record_name(expression: &Expression) -> String {
    format!("expression {}", expression.handle)
}
