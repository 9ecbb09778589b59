//! The log of a library, and the ways back and forth in it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Error, Library, Seen};
use crate::{
    model::tree::Agent,
    store::{AgentId, ChangeId, ChangeState, Command, EditionId, LoggedChange, Noted, Snapshot},
};

impl Library {
    /// From now on changes are noted in the log under a command.
    pub fn record(&mut self, command: Command) {
        self.store.record(command);
    }

    /// Whether the last change left anything otherwise than it was.
    pub fn noted(&self) -> Noted {
        self.store.noted()
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

    /// The editions and people that are not as they were when a change had just been made, now or when a later one had.
    /// Change 0 is before all changes.
    pub fn difference(&mut self, from: ChangeId, to: Option<ChangeId>) -> Result<Difference, Error> {
        let (editions, agents) = self.store.changed_between(from, to)?;
        let mut read = |change: Option<ChangeId>| match change {
            Some(change) => self.store.at(change, |store| state(store, &editions, &agents)),
            None => self.store.read(|store| state(store, &editions, &agents)),
        };
        let before = read(Some(from))?;
        Ok(between(before, read(to)?))
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

/// What is otherwise at two moments: each thing before and after, where it was there.
#[derive(Debug, Default)]
pub struct Difference {
    /// Editions, those included that only show something otherwise of their work or their original; by key.
    pub editions: Vec<(Option<Seen>, Option<Seen>)>,
    /// People and bodies.
    pub people: Vec<(Option<Agent>, Option<Agent>)>,
}

/// Editions and people at one moment.
pub(super) type State = (BTreeMap<EditionId, Seen>, BTreeMap<AgentId, Agent>);

/// How many editions are read at a time.
const BATCH: usize = 500;

/// What is otherwise in one state than in another.
pub(super) fn between(before: State, after: State) -> Difference {
    let mut editions = pairs(before.0, after.0, |one, other| one.whole == other.whole);
    let name = |pair: &(Option<Seen>, Option<Seen>)| {
        pair.1.as_ref().or(pair.0.as_ref()).map(|seen| seen.whole.edition.key.clone())
    };
    editions.sort_by_cached_key(name);
    Difference { editions, people: pairs(before.1, after.1, |one, other| one == other) }
}

/// Reads those of some editions and people that are there.
pub(super) fn state(
    store: &Snapshot<'_>,
    editions: &BTreeSet<EditionId>,
    agents: &BTreeSet<AgentId>,
) -> Result<State, Error> {
    let ids: Vec<EditionId> = editions.iter().copied().collect();
    let mut seen = BTreeMap::new();
    for ids in ids.chunks(BATCH) {
        let by_key: BTreeMap<String, EditionId> =
            store.edition_keys(ids)?.into_iter().map(|(id, key)| (key, id)).collect();
        for whole in store.whole_editions(ids)? {
            if let Some(id) = by_key.get(&whole.edition.key) {
                seen.insert(*id, Seen::of(whole));
            }
        }
    }
    let mut people = BTreeMap::new();
    for id in agents {
        people.extend(store.whole_agents(&[*id])?.pop().map(|agent| (*id, agent)));
    }
    Ok((seen, people))
}

/// What is in one or both of two maps and not the same in both.
fn pairs<I: Ord, T>(
    mut before: BTreeMap<I, T>,
    after: BTreeMap<I, T>,
    is_same: impl Fn(&T, &T) -> bool,
) -> Vec<(Option<T>, Option<T>)> {
    let mut pairs = Vec::new();
    for (id, now) in after {
        match before.remove(&id) {
            Some(then) if is_same(&then, &now) => {}
            then => pairs.push((then, Some(now))),
        }
    }
    pairs.extend(before.into_values().map(|then| (Some(then), None)));
    pairs
}

fn seen(store: &Snapshot<'_>, key: &str) -> Result<Option<Seen>, Error> {
    let Some(id) = store.find_edition_by_key(key)? else { return Ok(None) };
    Ok(store.whole_editions(&[id])?.pop().map(Seen::of))
}
