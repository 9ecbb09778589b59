//! The table `quotation`: excerpts.

use rusqlite::{Row, params};

use super::error::{StoreError, StoreResult};
use super::ids::{EditionId, QuotationId, json_array};
use super::rows::filled;
use super::{Snapshot, Transaction};
use crate::model::reading;

/// An excerpt, by the row of its edition.
pub type Quotation = reading::Quotation<EditionId>;

impl Snapshot<'_> {
    /// All excerpts, in the order in which they were made.
    pub fn quotations(&self) -> StoreResult<Vec<(QuotationId, Quotation)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, edition_id, pages, text, note FROM quotation ORDER BY id")?;
        let quotations = statement.query_map([], quotation)?;
        Ok(quotations.collect::<Result<_, _>>()?)
    }

    /// The excerpts from editions, in the order in which they were made.
    pub fn quotations_of(&self, editions: &[EditionId]) -> StoreResult<Vec<(QuotationId, Quotation)>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/quotation/of_editions.sql"))?;
        let quotations = statement.query_map([json_array(editions.iter().copied())], quotation)?;
        Ok(quotations.collect::<Result<_, _>>()?)
    }
}

impl Transaction<'_> {
    /// Inserts an excerpt.
    pub fn insert_quotation(&self, quotation: &Quotation) -> StoreResult<QuotationId> {
        let position = self.next_position("quotation", "edition_id", quotation.edition.0)?;
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/quotation/insert.sql"))?;
        let id = statement.insert(params![
            quotation.edition,
            filled(quotation.pages.as_deref()),
            quotation.text,
            filled(quotation.note.as_deref()),
            position,
        ]);
        Ok(QuotationId(id.map_err(|error| StoreError::of_record(|| "quotation".to_owned(), error))?))
    }

    /// Replaces the pages, the text and the note of an excerpt.
    pub fn update_quotation(&self, id: QuotationId, quotation: &Quotation) -> StoreResult<()> {
        let mut statement = self
            .connection
            .prepare_cached("UPDATE quotation SET pages = ?1, text = ?2, note = ?3 WHERE id = ?4")?;
        let updated = statement.execute(params![
            filled(quotation.pages.as_deref()),
            quotation.text,
            filled(quotation.note.as_deref()),
            id,
        ]);
        updated.map_err(|error| StoreError::of_record(|| "quotation".to_owned(), error))?;
        Ok(())
    }

    /// Removes an excerpt.
    pub fn delete_quotation(&self, id: QuotationId) -> StoreResult<()> {
        self.delete_parts("quotation", "id", id.0)
    }
}

fn quotation(row: &Row<'_>) -> rusqlite::Result<(QuotationId, Quotation)> {
    let quotation = Quotation {
        edition: row.get("edition_id")?,
        pages: row.get("pages")?,
        text: row.get("text")?,
        note: row.get("note")?,
    };
    Ok((row.get("id")?, quotation))
}
