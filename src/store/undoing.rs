//! Taking changes back, and making them again.

use std::collections::BTreeSet;

use rusqlite::TransactionBehavior;
use serde_json::Value as Json;

use super::changes::{ChangeState, LoggedChange};
use super::changeset::{Changeset, tables};
use super::error::{StoreError, StoreResult};
use super::ids::{AgentId, ChangeId, EditionId, ExpressionId, WorkId};
use super::{Snapshot, Store, Transaction};

/// Beyond so many rows the text of all editions is made anew, instead of that of those that show a row.
const MANY_ROWS: usize = 20_000;

impl Store {
    /// Takes back the last changes that hold, at most so many; gives them, newest first.
    pub fn undo(&mut self, most: usize) -> StoreResult<Vec<LoggedChange>> {
        self.turn(ChangeState::Done, most)
    }

    /// Makes the changes again that were undone last, at most so many; gives them, oldest first.
    pub fn redo(&mut self, most: usize) -> StoreResult<Vec<LoggedChange>> {
        self.turn(ChangeState::Undone, most)
    }

    /// Calls `read` with the library as it was when a change had just been made. Fails for a change that is not in
    /// the log or does not hold.
    pub fn at<T, E: From<StoreError>>(
        &mut self,
        change: ChangeId,
        read: impl FnOnce(&Snapshot<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.without_foreign_keys(|transaction| {
            transaction.go_back_to(change)?;
            Ok((read(transaction)?, End::RollBack))
        })
    }

    /// The editions and agents that may not be as they were when a change had just been made: now, or when a later
    /// change had. Change 0 is before all changes.
    pub fn changed_between(
        &mut self,
        from: ChangeId,
        to: Option<ChangeId>,
    ) -> StoreResult<(BTreeSet<EditionId>, BTreeSet<AgentId>)> {
        let (touched, mut editions, mut agents) = self.without_foreign_keys(|transaction| {
            transaction.go_back_to_or_stay(to)?;
            transaction.take_touched();
            transaction.go_back_to(from)?;
            let touched = transaction.take_touched();
            let (editions, agents) = transaction.affected(&touched)?;
            let found: (_, BTreeSet<EditionId>, BTreeSet<AgentId>) =
                (touched, editions.into_iter().collect(), agents.into_iter().collect());
            Ok::<_, StoreError>((found, End::RollBack))
        })?;
        let after = self.without_foreign_keys(|transaction| {
            transaction.go_back_to_or_stay(to)?;
            Ok::<_, StoreError>((transaction.affected(&touched)?, End::RollBack))
        })?;
        editions.extend(after.0);
        agents.extend(after.1);
        Ok((editions, agents))
    }

    /// What `read` sees of the library as it is, and as it was before each change that holds, newest first.
    pub fn back_through<T, E: From<StoreError>>(
        &mut self,
        mut read: impl FnMut(&Snapshot<'_>) -> Result<T, E>,
    ) -> Result<Vec<T>, E> {
        self.without_foreign_keys(|transaction| {
            let mut seen = vec![read(transaction)?];
            while let Some(last) = transaction.last_change(ChangeState::Done)? {
                transaction.turn(&last)?;
                seen.push(read(transaction)?);
            }
            Ok((seen, End::RollBack))
        })
    }

    fn turn(&mut self, state: ChangeState, most: usize) -> StoreResult<Vec<LoggedChange>> {
        self.without_foreign_keys(|transaction| {
            let mut turned = Vec::new();
            while turned.len() < most
                && let Some(change) = transaction.last_change(state)?
            {
                transaction.turn(&change)?;
                turned.push(change);
            }
            Ok((turned, End::Commit))
        })
    }

    /// Foreign keys can be turned off only outside of transactions.
    pub(super) fn without_foreign_keys<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<(T, End), E>,
    ) -> Result<T, E> {
        self.connection.pragma_update(None, "foreign_keys", false).map_err(StoreError::from)?;
        let done = self.in_transaction(work);
        self.connection.pragma_update(None, "foreign_keys", true).map_err(StoreError::from)?;
        done
    }

    fn in_transaction<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<(T, End), E>,
    ) -> Result<T, E> {
        let begun = self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let begun = begun.map_err(StoreError::from)?;
        let transaction = Transaction::on(&begun);
        let (result, end) = work(&transaction)?;
        let anew = transaction.refresh_touched_text()?;
        let ended = match end {
            End::Commit => {
                transaction.refresh_summary(anew, self.summarize)?;
                begun.commit()
            }
            End::RollBack => begun.rollback(),
        };
        ended.map_err(StoreError::from)?;
        Ok(result)
    }
}

/// What becomes of what was done.
pub(super) enum End {
    Commit,
    RollBack,
}

impl Snapshot<'_> {
    /// The newest change that holds, or the oldest that was undone: what was undone last.
    fn last_change(&self, state: ChangeState) -> StoreResult<Option<LoggedChange>> {
        let changes = self.changes(usize::MAX)?;
        let mut fitting = changes.into_iter().filter(|change| change.state == state);
        Ok(match state {
            ChangeState::Done => fitting.next(),
            ChangeState::Undone => fitting.next_back(),
        })
    }
}

impl Transaction<'_> {
    fn go_back_to_or_stay(&self, change: Option<ChangeId>) -> StoreResult<()> {
        change.map_or(Ok(()), |change| self.go_back_to(change))
    }

    /// Takes back what was done after a change; all that was done for change 0.
    fn go_back_to(&self, change: ChangeId) -> StoreResult<()> {
        loop {
            let last = self.last_change(ChangeState::Done)?;
            if last.is_none() && change.0 == 0 {
                return Ok(());
            }
            let last = last.filter(|last| last.id.0 >= change.0).ok_or(StoreError::NoChange(change.0))?;
            if last.id == change {
                return Ok(());
            }
            self.turn(&last)?;
        }
    }

    /// Undoes a change that holds, redoes one that was undone.
    fn turn(&self, change: &LoggedChange) -> StoreResult<()> {
        let bytes = self.changeset(change.id)?.unwrap_or_default();
        let changeset = Changeset::from_bytes(&bytes)?;
        let back = changeset.apply(self.connection)?;
        if changeset.size().max(back.size()) > MANY_ROWS {
            self.rebuild_text()?;
        } else {
            self.touch_rows(&changeset)?;
            self.touch_rows(&back)?;
        }
        let state = match change.state {
            ChangeState::Done => ChangeState::Undone,
            ChangeState::Undone => ChangeState::Done,
        };
        self.turn_change(change.id, state, &back.to_bytes()?)
    }

    /// Marks what the rows of a changeset stand for or belong to.
    fn touch_rows(&self, changeset: &Changeset) -> StoreResult<()> {
        for table in tables(self.connection)? {
            for row in changeset.0.get(table.name).into_iter().flat_map(|rows| &rows.rows) {
                for (column, value) in table.columns.iter().zip(row.columns()?) {
                    let Some(number) = value.as_i64() else { continue };
                    self.touch_number(if column == "id" { table.name } else { column }, number);
                }
            }
            let absent = changeset.0.get(table.name).into_iter().flat_map(|rows| &rows.absent);
            for number in absent.filter_map(Json::as_i64) {
                self.touch_number(table.name, number);
            }
        }
        Ok(())
    }

    /// Marks what a number means: that of a row of a table, or what a column of this name points at.
    fn touch_number(&self, name: &str, number: i64) {
        match name {
            "work" | "work_id" => self.touch_work(WorkId(number)),
            "expression" | "expression_id" | "derived_from" => self.touch_expression(ExpressionId(number)),
            "edition" | "edition_id" | "container_id" | "translated_from" => {
                self.touch_edition(EditionId(number))
            }
            "agent" | "agent_id" => self.touch_agent(AgentId(number)),
            _ => {}
        }
    }
}
