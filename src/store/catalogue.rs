//! A whole library at once.

use super::error::{StoreError, StoreResult};
use super::{Imported, Snapshot, Transaction};
use crate::model::tree::Catalogue;

impl Snapshot<'_> {
    /// The whole library: sources and what stood outside of entries in the order in which they came, agents
    /// and works by handle. The log is not part of it.
    pub fn catalogue(&self) -> StoreResult<Catalogue> {
        let works = self.whole_works(&self.work_ids()?)?;
        Ok(Catalogue { works, ..self.catalogue_without_works()? })
    }

    /// The library without its works, which are most of it.
    pub fn catalogue_without_works(&self) -> StoreResult<Catalogue> {
        Ok(Catalogue {
            sources: self.sources()?,
            agents: self.agents()?,
            works: Vec::new(),
            extras: self.outside()?,
            queries: self.saved_queries()?,
            distinct: self.distinct_keys()?,
            key_pattern: self.key_pattern()?,
            pinned_keys: self.pinned_keys()?,
            readings: self.told_readings()?,
            lists: self.told_lists()?,
            quotations: self.told_quotations()?,
            goals: self.goals()?,
        })
    }
}

impl Transaction<'_> {
    /// Adds everything in a catalogue to the library. Handles and keys that are there already are errors, and
    /// so are those that are pointed at and are not there.
    pub fn save_catalogue(&self, catalogue: &Catalogue) -> StoreResult<()> {
        for source in &catalogue.sources {
            self.insert_source(source, Imported::default())?;
        }
        for agent in &catalogue.agents {
            self.save_agent(agent)?;
        }
        self.save_works(&catalogue.works)?;
        self.insert_outside(None, &catalogue.extras)?;
        catalogue.queries.iter().try_for_each(|query| self.save_query(query))?;
        catalogue.distinct.iter().try_for_each(|pair| self.save_distinct(pair))?;
        if let Some(pattern) = &catalogue.key_pattern {
            self.set_key_pattern(Some(pattern))?;
        }
        let mut pinned = Vec::new();
        for key in &catalogue.pinned_keys {
            let target =
                || StoreError::NoTarget { record: "pinned_keys".into(), target: format!("edition {key}") };
            pinned.push(self.find_edition_by_key(key)?.ok_or_else(target)?);
        }
        self.pin_keys(&pinned)?;
        self.save_what_is_read(catalogue)
    }
}
