//! Entries of an import that wait for those they link to.

use foldhash::{HashMap, HashSet};

use crate::{library::filing::Repetition, model::Reference};

/// An entry that waits for those it links to.
pub(super) struct Waiter {
    pub(super) reference: Box<Reference>,
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) missing: usize,
    pub(super) repetition: Repetition,
}

/// Entries whose links lead to entries that were not read yet. A file may name the parent after the child.
#[derive(Default)]
pub(super) struct Waiting {
    entries: Vec<Option<Waiter>>,
    by_target: HashMap<String, Vec<usize>>,
}

impl Waiting {
    pub(super) fn add(&mut self, waiter: Waiter, targets: Vec<String>) {
        let index = self.entries.len();
        for target in targets {
            self.by_target.entry(target).or_default().push(index);
        }
        self.entries.push(Some(waiter));
    }

    /// How many ever waited.
    pub(super) fn ever(&self) -> usize {
        self.entries.len()
    }

    /// One of those that ever waited, if it does so still; it does no longer.
    pub(super) fn take(&mut self, index: usize) -> Option<Waiter> {
        self.entries.get_mut(index).and_then(Option::take)
    }

    /// The keys that are waited for and that no waiting entry has, ordered.
    pub(super) fn targets_that_never_come(&self) -> Vec<String> {
        let waiting = self.entries.iter().flatten().map(|waiter| &waiter.reference);
        let keys: HashSet<&String> =
            waiting.flat_map(|reference| reference.aliases.iter().chain(&reference.key)).collect();
        let mut targets: Vec<String> =
            self.by_target.keys().filter(|target| !keys.contains(target)).cloned().collect();
        targets.sort_unstable();
        targets
    }

    /// The entries that waited for this key only.
    pub(super) fn released_by(&mut self, key: &str) -> Vec<Waiter> {
        let mut released = Vec::new();
        for index in self.by_target.remove(key).unwrap_or_default() {
            let Some(slot) = self.entries.get_mut(index) else { continue };
            let is_free = slot.as_mut().is_some_and(|waiter| {
                waiter.missing -= 1;
                waiter.missing == 0
            });
            if is_free {
                released.extend(slot.take());
            }
        }
        released
    }
}
