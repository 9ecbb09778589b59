//! What every listed edition is looked up by, read in one go.

use foldhash::{HashMap, HashMapExt};

use super::Snapshot;
use super::error::StoreResult;
use super::ids::EditionId;
/// What an edition is looked up by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is its column")]
pub struct HeadingRow {
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub short_title: Option<String>,
    /// EDTF.
    pub date: Option<String>,
    pub url: Option<String>,
    pub eprint: Option<String>,
    pub work_title: String,
    /// The family name of the first of those who made it, or the whole of a name that is not taken apart.
    pub lead: Option<String>,
    /// Titles of the edition, its text and its work.
    pub further_titles: Vec<String>,
    /// Scheme and normal form.
    pub identifiers: Vec<(String, String)>,
}

impl Snapshot<'_> {
    /// The edition of the greatest row number; `None` in an empty library.
    pub fn last_edition(&self) -> StoreResult<Option<EditionId>> {
        let mut statement = self.connection.prepare_cached("SELECT max(id) FROM edition")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Calls `each` with what every listed edition is looked up by, in order of rows.
    pub fn headings(&self, each: &mut dyn FnMut(EditionId, HeadingRow)) -> StoreResult<()> {
        let mut further = self.further_titles()?;
        let mut identifying = self
            .connection
            .prepare_cached(include_str!("../../db/queries/identifier/of_all_editions.sql"))?;
        let mut identifiers = identifying.query([])?;
        let mut next: Option<(EditionId, (String, String))> = None;
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/edition/headings.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id: EditionId = row.get("id")?;
            let mut own = Vec::new();
            // Both come in order of rows; what is not listed is passed over.
            loop {
                if next.is_none() {
                    let Some(row) = identifiers.next()? else { break };
                    next = Some((row.get(0)?, (row.get(1)?, row.get(2)?)));
                }
                match next.take() {
                    Some((of, identifier)) if of == id => own.push(identifier),
                    Some((of, _)) if of < id => {}
                    later => {
                        next = later;
                        break;
                    }
                }
            }
            let heading = HeadingRow {
                title: row.get("title")?,
                subtitle: row.get("subtitle")?,
                short_title: row.get("short_title")?,
                date: row.get("date")?,
                url: row.get("url")?,
                eprint: row.get("eprint")?,
                work_title: row.get("work_title")?,
                lead: row.get("lead")?,
                further_titles: further.remove(&id).unwrap_or_default(),
                identifiers: own,
            };
            each(id, heading);
        }
        Ok(())
    }

    fn further_titles(&self) -> StoreResult<HashMap<EditionId, Vec<String>>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/edition/further_titles.sql"))?;
        let mut rows = statement.query([])?;
        let mut titles: HashMap<EditionId, Vec<String>> = HashMap::new();
        while let Some(row) = rows.next()? {
            titles.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        Ok(titles)
    }
}
