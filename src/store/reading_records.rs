//! Readings, lists and excerpts with the handles and keys of what they are of.

use std::collections::BTreeMap;

use rusqlite::OptionalExtension;

use super::error::{StoreError, StoreResult};
use super::ids::{EditionId, Subject, WorkId};
use super::{Snapshot, Transaction};
use crate::model::reading::{Quotation, Reading, ReadingList};
use crate::model::tree::{Catalogue, Target};

impl Snapshot<'_> {
    /// The handle or key of a work or an edition.
    pub fn target_of(&self, subject: Subject) -> StoreResult<Target> {
        let name = |sql: &str, id: i64| {
            let found = self.connection.prepare_cached(sql)?.query_row([id], |row| row.get(0));
            StoreResult::Ok(found.optional()?.unwrap_or_default())
        };
        Ok(match subject {
            Subject::Work(WorkId(id)) => Target::Work(name("SELECT handle FROM work WHERE id = ?1", id)?),
            Subject::Edition(EditionId(id)) => {
                Target::Edition(name("SELECT key FROM edition WHERE id = ?1", id)?)
            }
        })
    }

    /// The work with a handle or the edition with a key.
    pub fn subject_of(&self, target: &Target) -> StoreResult<Option<Subject>> {
        Ok(match target {
            Target::Work(handle) => self.find_work(handle)?.map(Subject::Work),
            Target::Edition(key) => self.find_edition_by_key(key)?.map(Subject::Edition),
        })
    }

    /// All readings, in the order in which they were noted.
    pub fn told_readings(&self) -> StoreResult<Vec<Reading<Target>>> {
        let readings = self.readings()?.into_iter();
        readings
            .map(|(_, reading)| {
                let target = self.target_of(reading.subject)?;
                Ok(reading.of(target))
            })
            .collect()
    }

    /// The reading lists with what is on them, in order.
    pub fn told_lists(&self) -> StoreResult<Vec<ReadingList>> {
        let mut lists = Vec::new();
        for (id, name) in self.reading_lists()? {
            let entries = self.reading_list_entries(id)?.into_iter();
            lists.push(ReadingList {
                name,
                entries: entries.map(|entry| self.target_of(entry)).collect::<Result<_, _>>()?,
            });
        }
        Ok(lists)
    }

    /// All excerpts, in the order in which they were made.
    pub fn told_quotations(&self) -> StoreResult<Vec<Quotation<String>>> {
        let quotations = self.quotations()?;
        let editions: Vec<EditionId> = quotations.iter().map(|(_, quotation)| quotation.edition).collect();
        let keys: BTreeMap<EditionId, String> = self.edition_keys(&editions)?;
        let told = quotations.into_iter().map(|(_, Quotation { edition, pages, text, note })| Quotation {
            edition: keys.get(&edition).cloned().unwrap_or_default(),
            pages,
            text,
            note,
        });
        Ok(told.collect())
    }
}

impl Transaction<'_> {
    /// Adds the readings, lists, excerpts and goals of a catalogue, whose works are there.
    pub(super) fn save_what_is_read(&self, catalogue: &Catalogue) -> StoreResult<()> {
        for reading in &catalogue.readings {
            let subject = self.known(&reading.subject)?;
            self.insert_reading(&reading.clone().of(subject))?;
        }
        for ReadingList { name, entries } in &catalogue.lists {
            let list = self.reading_list(name)?;
            for entry in entries {
                self.add_to_reading_list(list, self.known(entry)?)?;
            }
        }
        for Quotation { edition, pages, text, note } in &catalogue.quotations {
            let target = Target::Edition(edition.clone());
            let Subject::Edition(edition) = self.known(&target)? else { continue };
            let (pages, text, note) = (pages.clone(), text.clone(), note.clone());
            self.insert_quotation(&Quotation { edition, pages, text, note })?;
        }
        catalogue.goals.iter().try_for_each(|goal| self.set_goal(*goal))
    }

    fn known(&self, target: &Target) -> StoreResult<Subject> {
        let name = match target {
            Target::Work(name) | Target::Edition(name) => name,
        };
        self.subject_of(target)?
            .ok_or_else(|| StoreError::NoTarget { record: "what is read".to_owned(), target: name.clone() })
    }
}
