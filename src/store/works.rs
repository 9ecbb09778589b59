//! The table `work`.

use rusqlite::{OptionalExtension, params};

use super::error::{StoreError, StoreResult};
use super::ids::{EditionId, ExpressionId, Owner, WorkId, json_array};
use super::made::Named;
use super::rows::{date_columns, filled, word_at};
use super::{Snapshot, Transaction};
use crate::model::title::normalize;
use crate::model::tree::{Work, WorkState};
use crate::model::{Date, WorkKind};

/// The normal form of a title, by which works are found.
pub fn work_match_key(title: &str) -> String {
    normalize(title)
}

impl Snapshot<'_> {
    /// The work with a handle.
    pub fn find_work(&self, handle: &str) -> StoreResult<Option<WorkId>> {
        let mut statement = self.connection.prepare_cached("SELECT id FROM work WHERE handle = ?1")?;
        Ok(statement.query_row([handle], |row| row.get(0)).optional()?)
    }

    /// The handles of all works, in order.
    pub fn work_handles(&self) -> StoreResult<Vec<String>> {
        let mut statement = self.connection.prepare_cached("SELECT handle FROM work ORDER BY handle")?;
        let handles = statement.query_map([], |row| row.get(0))?;
        Ok(handles.collect::<Result<_, _>>()?)
    }

    /// The tags of the languages that texts are in or works were written in, in order.
    pub fn languages(&self) -> StoreResult<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT language FROM expression WHERE language IS NOT NULL \
             UNION SELECT language FROM work WHERE language IS NOT NULL",
        )?;
        let tags = statement.query_map([], |row| row.get(0))?;
        Ok(tags.collect::<Result<_, _>>()?)
    }

    /// The handle of a work.
    pub fn work_handle(&self, work: WorkId) -> StoreResult<Option<String>> {
        let mut statement = self.connection.prepare_cached("SELECT handle FROM work WHERE id = ?1")?;
        Ok(statement.query_row([work], |row| row.get(0)).optional()?)
    }

    /// The first works, as many as `most`, whose title has this normal form ([`work_match_key`]), oldest row
    /// first.
    pub fn works_with_match_key(&self, match_key: &str, most: usize) -> StoreResult<Vec<WorkId>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/work/with_match_key.sql"))?;
        let ids = statement.query_map(params![match_key, most as i64], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// All works, ordered by handle.
    pub fn work_ids(&self) -> StoreResult<Vec<WorkId>> {
        let mut statement = self.connection.prepare_cached("SELECT id FROM work ORDER BY handle")?;
        let ids = statement.query_map([], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The expressions of works, in order of position.
    pub fn expressions_of(&self, works: &[WorkId]) -> StoreResult<Vec<ExpressionId>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/expression/of_works.sql"))?;
        let ids = statement.query_map([json_array(works.iter().copied())], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The first editions of a work, as many as `most`, in order of expression and position.
    pub fn first_editions_of(&self, work: WorkId, most: usize) -> StoreResult<Vec<EditionId>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/edition/first_of_work.sql"))?;
        let ids = statement.query_map(params![work, most as i64], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The first editions of an expression, as many as `most`, that are only mentioned, in order of position.
    pub fn mentioned_editions_of(
        &self,
        expression: ExpressionId,
        most: usize,
    ) -> StoreResult<Vec<EditionId>> {
        let mut statement = self
            .connection
            .prepare_cached(include_str!("../../db/queries/edition/mentioned_of_expression.sql"))?;
        let ids = statement.query_map(params![expression, most as i64], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The first editions of an expression, as many as `most`, with this title or this date (EDTF), in order of
    /// position.
    pub fn editions_headed(
        &self,
        expression: ExpressionId,
        title: Option<&str>,
        date: Option<&str>,
        most: usize,
    ) -> StoreResult<Vec<EditionId>> {
        let mut statement = self
            .connection
            .prepare_cached(include_str!("../../db/queries/edition/headed_of_expression.sql"))?;
        let ids = statement.query_map(params![expression, title, date, most as i64], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The editions of expressions, in order of position.
    pub fn editions_of(&self, expressions: &[ExpressionId]) -> StoreResult<Vec<EditionId>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/edition/of_expressions.sql"))?;
        let ids = statement.query_map([json_array(expressions.iter().copied())], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The rows of a batch of works, ordered by handle, without any of their parts.
    pub(super) fn work_rows(&self, works: &[WorkId]) -> StoreResult<Vec<(WorkId, Work)>> {
        let mut statement = self.connection.prepare_cached(include_str!("../../db/queries/work/read.sql"))?;
        let rows = statement.query_map([json_array(works.iter().copied())], |row| {
            let work = Work {
                handle: row.get(1)?,
                kind: word_at(row, 2, WorkKind::from_word)?,
                title: row.get(3)?,
                sort_title: row.get(4)?,
                language: row.get(5)?,
                date: row.get_ref(6)?.as_str_or_null()?.map(Date::parse),
                state: word_at(row, 7, WorkState::from_word)?,
                note: row.get(8)?,
                contributions: Vec::new(),
                titles: Vec::new(),
                keywords: Vec::new(),
                relations: Vec::new(),
                evidence: Vec::new(),
                expressions: Vec::new(),
            };
            Ok((row.get(0)?, work))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Transaction<'_> {
    /// Inserts the row of a work. Its lists are inserted by functions of their own.
    pub fn insert_work(&self, work: &Work) -> StoreResult<WorkId> {
        if self.find_work(&work.handle)?.is_some() {
            return Err(StoreError::HandleTaken(work.handle.clone()));
        }
        let (date, earliest, latest) = date_columns(work.date.as_ref());
        let match_key = work_match_key(&work.title);
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/work/insert.sql"))?;
        let id = statement.insert(params![
            work.handle,
            work.kind.as_str(),
            work.title,
            filled(work.sort_title.as_deref()),
            filled(work.language.as_deref()),
            date,
            earliest,
            latest,
            work.state.as_str(),
            filled(work.note.as_deref()),
            match_key,
        ]);
        let id = WorkId(id.map_err(|error| StoreError::of_record(|| record_name(work), error))?);
        self.note_name(Named::Work, &work.handle);
        self.note_name(Named::Title, &match_key);
        self.note_made(Owner::Work(id).column(), id.0);
        self.touch_work(id);
        Ok(id)
    }

    /// Gives a work another handle.
    pub fn set_work_handle(&self, work: WorkId, handle: &str) -> StoreResult<()> {
        self.note_name(Named::Work, handle);
        let mut statement = self.connection.prepare_cached("UPDATE work SET handle = ?1 WHERE id = ?2")?;
        let updated = statement.execute(params![handle, work]);
        updated.map_err(|error| StoreError::of_record(|| format!("work {handle}"), error))?;
        Ok(())
    }

    /// Updates the row of a work, its handle included, but none of its lists.
    pub fn update_work(&self, id: WorkId, work: &Work) -> StoreResult<()> {
        self.forget_made()?;
        if self.find_work(&work.handle)?.is_some_and(|other| other != id) {
            return Err(StoreError::HandleTaken(work.handle.clone()));
        }
        let (date, earliest, latest) = date_columns(work.date.as_ref());
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/work/update.sql"))?;
        let updated = statement.execute(params![
            work.handle,
            work.kind.as_str(),
            work.title,
            filled(work.sort_title.as_deref()),
            filled(work.language.as_deref()),
            date,
            earliest,
            latest,
            work.state.as_str(),
            filled(work.note.as_deref()),
            work_match_key(&work.title),
            id,
        ]);
        updated.map_err(|error| StoreError::of_record(|| record_name(work), error))?;
        self.touch_work(id);
        Ok(())
    }

    /// Removes a work with all below it. An error where something of another work points at one of its
    /// expressions or editions; relations to them go with them.
    pub fn delete_work(&self, work: WorkId) -> StoreResult<()> {
        let expressions = self.expressions_of(&[work])?;
        let editions = self.editions_of(&expressions)?;
        self.check_not_needed(
            || format!("work {}", self.work_handle(work).ok().flatten().unwrap_or_default()),
            &expressions,
            &editions,
        )?;
        self.connection.prepare_cached("DELETE FROM work WHERE id = ?1")?.execute([work])?;
        Ok(())
    }
}

fn record_name(work: &Work) -> String {
    format!("work {}", work.handle)
}
