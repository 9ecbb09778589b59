//! What an import would change, found by doing it and looking at the library before and after.

use std::collections::BTreeSet;

use super::ImportReport;
use crate::{
    library::{
        Difference, Error, condition,
        history::{State, between, state},
    },
    store::{EditionId, Snapshot, Transaction},
};

/// In what a library and bibliographies differ.
#[derive(Debug, Default)]
pub struct FileDifference {
    /// What an import would make otherwise: editions with what they show of their works, and people who were there.
    pub changes: Difference,
    /// The keys of the listed editions of the library that no entry is, ordered.
    pub missing: Vec<String>,
    /// What the import told.
    pub report: ImportReport,
}

/// A library in which an import was just done.
pub(super) struct Rehearsed {
    editions: BTreeSet<EditionId>,
    agents: BTreeSet<crate::store::AgentId>,
    after: State,
}

impl Rehearsed {
    /// Of what was done so far in a transaction.
    pub(super) fn of(store: &Transaction<'_>) -> Result<Rehearsed, Error> {
        let (editions, agents) = store.touched_records()?;
        let after = state(store, &editions, &agents)?;
        Ok(Rehearsed { editions, agents, after })
    }

    /// Compares it with the library as it is.
    pub(super) fn against(self, store: &Snapshot<'_>, report: ImportReport) -> Result<FileDifference, Error> {
        let before = state(store, &self.editions, &self.agents)?;
        let mut changes = between(before, self.after);
        // Who is new came with an edition.
        changes.people.retain(|(before, _)| before.is_some());
        let alike: BTreeSet<&String> = report.unsure.iter().map(|entry| &entry.like).collect();
        let filed: BTreeSet<EditionId> = report.filed.iter().map(|filed| filed.edition).collect();
        let mut listed = store.edition_ids(&condition::listed(store, "")?)?;
        listed.retain(|edition| !filed.contains(edition));
        let mut missing: Vec<String> = store.edition_keys(&listed)?.into_values().collect();
        missing.retain(|key| !alike.contains(key));
        missing.sort_unstable();
        Ok(FileDifference { changes, missing, report })
    }
}
