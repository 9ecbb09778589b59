//! The log of a library, and the ways back and forth in it.

use super::{Error, Library, Seen};
use crate::store::{ChangeId, ChangeState, Command, LoggedChange, Snapshot};

impl Library {
    /// From now on changes are noted in the log under a command.
    pub fn record(&mut self, command: Command) {
        self.store.record(command);
    }

    /// The newest changes, newest first.
    pub fn log(&self, most: usize) -> Result<Vec<LoggedChange>, Error> {
        Ok(self.store.read(|store| store.changes(most))?)
    }

    /// The changes after which an edition, with all that its reference is made from, is not as it was before;
    /// newest first. The key may be one that it had at any time.
    pub fn log_of(&mut self, key: &str) -> Result<Vec<LoggedChange>, Error> {
        let log = self.log(usize::MAX)?;
        let holding = log.into_iter().filter(|logged| logged.state == ChangeState::Done);
        let states = self.store.back_through(|store| seen(store, key))?;
        let differs = |pair: &[Option<Seen>]| {
            let [after, before] =
                [0, 1].map(|index| pair.get(index).and_then(Option::as_ref).map(|seen| &seen.whole));
            after != before
        };
        let pairs = states.windows(2).map(differs);
        Ok(holding.zip(pairs).filter(|(_, differs)| *differs).map(|(logged, _)| logged).collect())
    }

    /// An edition as it was when a change had just been made; `None` where there was none of the key.
    pub fn edition_at(&mut self, change: ChangeId, key: &str) -> Result<Option<Seen>, Error> {
        self.store.at(change, |store| seen(store, key))
    }

    /// Takes back the last changes, at most so many, newest first.
    pub fn undo(&mut self, most: usize) -> Result<Vec<LoggedChange>, Error> {
        Ok(self.store.undo(most)?)
    }

    /// Makes changes again that were undone, at most so many.
    pub fn redo(&mut self, most: usize) -> Result<Vec<LoggedChange>, Error> {
        Ok(self.store.redo(most)?)
    }
}

fn seen(store: &Snapshot<'_>, key: &str) -> Result<Option<Seen>, Error> {
    let Some(id) = store.find_edition_by_key(key)? else { return Ok(None) };
    Ok(store.whole_editions(&[id])?.pop().map(Seen::of))
}
