//! The table `reading`: what one wants to read, reads and has read.

use rusqlite::{Row, params};

use super::error::{StoreError, StoreResult};
use super::ids::{EditionId, ReadingId, Subject, json_array};
use super::rows::{date, filled, subject, word};
use super::{Snapshot, Transaction};
use crate::model::tree::ReadingStatus;
use crate::model::{Date, reading};

/// One reading, by rows.
pub type Reading = reading::Reading<Subject>;

impl Snapshot<'_> {
    /// All readings, in the order in which they were begun or wished for.
    pub fn readings(&self) -> StoreResult<Vec<(ReadingId, Reading)>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/reading/all.sql"))?;
        let readings = statement.query_map([], read_row)?;
        Ok(readings.collect::<Result<_, _>>()?)
    }

    /// The readings of editions, and those of their works.
    pub fn readings_of(&self, editions: &[EditionId]) -> StoreResult<Vec<(ReadingId, Reading)>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/reading/of_editions.sql"))?;
        let readings = statement.query_map([json_array(editions.iter().copied())], read_row)?;
        Ok(readings.collect::<Result<_, _>>()?)
    }

    /// The readings of each edition, those of its work too, in the order in which they were begun or wished for.
    pub fn readings_of_each(&self, editions: &[EditionId]) -> StoreResult<Vec<(EditionId, Reading)>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/reading/of_each_edition.sql"))?;
        let editions = json_array(editions.iter().copied());
        let readings =
            statement.query_map([editions], |row| Ok((row.get("listed_id")?, read_row(row)?.1)))?;
        Ok(readings.collect::<Result<_, _>>()?)
    }

    /// The readings of the work that an edition is of, and of all editions of that.
    pub fn readings_of_work(&self, edition: EditionId) -> StoreResult<Vec<(ReadingId, Reading)>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/reading/of_work.sql"))?;
        let readings = statement.query_map([edition], read_row)?;
        Ok(readings.collect::<Result<_, _>>()?)
    }
}

impl Transaction<'_> {
    /// Inserts a reading.
    pub fn insert_reading(&self, reading: &Reading) -> StoreResult<ReadingId> {
        let (work, edition) = reading.subject.columns();
        let owner = reading.subject.owner();
        let position = self.next_position("reading", owner.column(), owner.number())?;
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/reading/insert.sql"))?;
        let id = statement.insert(params![
            work,
            edition,
            reading.status.as_str(),
            reading.started.as_ref().map(Date::as_str),
            reading.finished.as_ref().map(Date::as_str),
            filled(reading.page.as_deref()),
            reading.percent,
            reading.rating,
            reading.priority,
            filled(reading.note.as_deref()),
            reading.due.as_ref().map(Date::as_str),
            filled(reading.recommended_by.as_deref()),
            filled(reading.lent_to.as_deref()),
            reading.noted.as_ref().map(Date::as_str),
            position,
        ]);
        Ok(ReadingId(id.map_err(|error| StoreError::of_record(|| "reading".to_owned(), error))?))
    }

    /// Replaces a reading.
    pub fn update_reading(&self, id: ReadingId, reading: &Reading) -> StoreResult<()> {
        let (work, edition) = reading.subject.columns();
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/reading/update.sql"))?;
        let updated = statement.execute(params![
            work,
            edition,
            reading.status.as_str(),
            reading.started.as_ref().map(Date::as_str),
            reading.finished.as_ref().map(Date::as_str),
            filled(reading.page.as_deref()),
            reading.percent,
            reading.rating,
            reading.priority,
            filled(reading.note.as_deref()),
            reading.due.as_ref().map(Date::as_str),
            filled(reading.recommended_by.as_deref()),
            filled(reading.lent_to.as_deref()),
            reading.noted.as_ref().map(Date::as_str),
            id,
        ]);
        updated.map_err(|error| StoreError::of_record(|| "reading".to_owned(), error))?;
        Ok(())
    }

    /// Removes a reading.
    pub fn delete_reading(&self, id: ReadingId) -> StoreResult<()> {
        self.delete_parts("reading", "id", id.0)
    }
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<(ReadingId, Reading)> {
    let reading = reading::Reading {
        subject: subject(row)?,
        status: word(row, "status", ReadingStatus::from_word)?,
        started: date(row, "started")?,
        finished: date(row, "finished")?,
        page: row.get("page")?,
        percent: row.get("percent")?,
        rating: row.get("rating")?,
        priority: row.get("priority")?,
        note: row.get("note")?,
        due: date(row, "due")?,
        recommended_by: row.get("recommended_by")?,
        lent_to: row.get("lent_to")?,
        noted: date(row, "noted")?,
    };
    Ok((row.get("id")?, reading))
}
