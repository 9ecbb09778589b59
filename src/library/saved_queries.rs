//! Queries that are kept under a name.

use super::{Error, Library, condition};
use crate::model::tree::SavedQuery;

/// What saving did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// There was none of the name.
    New,
    /// It stands in place of another.
    Changed,
    /// It was there already.
    Same,
}

impl Library {
    /// The queries that are kept, by name.
    pub fn saved_queries(&self) -> Result<Vec<SavedQuery>, Error> {
        Ok(self.store.read(|store| store.saved_queries())?)
    }

    /// Keeps a query that can be understood, in place of what was kept under its name.
    pub fn save_query(&mut self, query: &SavedQuery) -> Result<Kept, Error> {
        self.store.transaction(|store| {
            let before = store.saved_query(&query.name)?;
            store.save_query(query)?;
            // Compiled after it is there, so that one that asks for itself is refused.
            condition::any(store, &query.text)?;
            Ok(match before {
                None => Kept::New,
                Some(text) if text == query.text => Kept::Same,
                Some(_) => Kept::Changed,
            })
        })
    }

    /// Removes a saved query; whether there was one of that name.
    pub fn remove_query(&mut self, name: &str) -> Result<bool, Error> {
        Ok(self.store.transaction(|store| store.delete_query(name))?)
    }
}
