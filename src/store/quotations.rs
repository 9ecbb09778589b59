//! The table `quotation`: excerpts.

use rusqlite::params;

use super::error::{StoreError, StoreResult};
use super::ids::{EditionId, QuotationId, json_array};
use super::rows::{filled, next_position};
use super::{Snapshot, Transaction};

/// An excerpt from an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Where it stands.
    pub edition: EditionId,
    /// On which pages, as printed.
    pub pages: Option<String>,
    /// Verbatim.
    pub text: String,
    /// What one thinks of it.
    pub note: Option<String>,
}

impl Snapshot<'_> {
    /// The excerpts from editions, in the order in which they were made.
    pub fn quotations_of(&self, editions: &[EditionId]) -> StoreResult<Vec<(QuotationId, Quotation)>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/quotation/of_editions.sql"))?;
        let quotations = statement.query_map([json_array(editions.iter().copied())], |row| {
            let quotation = Quotation {
                edition: row.get("edition_id")?,
                pages: row.get("pages")?,
                text: row.get("text")?,
                note: row.get("note")?,
            };
            Ok((row.get("id")?, quotation))
        })?;
        Ok(quotations.collect::<Result<_, _>>()?)
    }
}

impl Transaction<'_> {
    /// Inserts an excerpt.
    pub fn insert_quotation(&self, quotation: &Quotation) -> StoreResult<QuotationId> {
        let position = next_position(self.connection, "quotation", "edition_id", quotation.edition.0)?;
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

    /// Removes an excerpt.
    pub fn delete_quotation(&self, id: QuotationId) -> StoreResult<()> {
        self.delete_parts("quotation", "id", id.0)
    }
}
