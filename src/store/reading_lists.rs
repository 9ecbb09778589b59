//! The tables `reading_list` and `reading_list_entry`.

use rusqlite::{OptionalExtension, params};

use super::error::StoreResult;
use super::ids::{EditionId, ReadingListId, Subject, json_array};
use super::rows::subject;
use super::{Snapshot, Transaction};

impl Snapshot<'_> {
    /// The reading list with a name.
    pub fn find_reading_list(&self, name: &str) -> StoreResult<Option<ReadingListId>> {
        let mut statement = self.connection.prepare_cached("SELECT id FROM reading_list WHERE name = ?1")?;
        Ok(statement.query_row([name], |row| row.get(0)).optional()?)
    }

    /// All reading lists with their names, in order.
    pub fn reading_lists(&self) -> StoreResult<Vec<(ReadingListId, String)>> {
        let mut statement =
            self.connection.prepare_cached("SELECT id, name FROM reading_list ORDER BY position, id")?;
        let lists = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(lists.collect::<Result<_, _>>()?)
    }

    /// What is on a reading list, in order.
    pub fn reading_list_entries(&self, list: ReadingListId) -> StoreResult<Vec<Subject>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/reading_list/entries.sql"))?;
        let entries = statement.query_map([list], subject)?;
        Ok(entries.collect::<Result<_, _>>()?)
    }

    /// The names of the lists that each edition is on, those of its work too, in the order of the lists.
    pub fn lists_of_each(&self, editions: &[EditionId]) -> StoreResult<Vec<(EditionId, String)>> {
        let mut statement = self
            .connection
            .prepare_cached(include_str!("../../db/queries/reading_list/of_each_edition.sql"))?;
        let editions = json_array(editions.iter().copied());
        let lists = statement.query_map([editions], |row| Ok((row.get("listed_id")?, row.get("name")?)))?;
        Ok(lists.collect::<Result<_, _>>()?)
    }

    /// Whether something is on a reading list.
    pub fn is_on_reading_list(&self, list: ReadingListId, entry: Subject) -> StoreResult<bool> {
        let (work, edition) = entry.columns();
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/reading_list/holds.sql"))?;
        Ok(statement.query_row(params![list, work, edition], |row| row.get(0))?)
    }
}

impl Transaction<'_> {
    /// The reading list with a name, made as the last one where there is none.
    pub fn reading_list(&self, name: &str) -> StoreResult<ReadingListId> {
        if let Some(list) = self.find_reading_list(name)? {
            return Ok(list);
        }
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO reading_list (name, position) \
             SELECT ?1, coalesce(max(position) + 1, 0) FROM reading_list",
        )?;
        Ok(ReadingListId(statement.insert([name])?))
    }

    /// Puts something at the end of a reading list, where it is not on it yet. Tells whether it was put there.
    pub fn add_to_reading_list(&self, list: ReadingListId, entry: Subject) -> StoreResult<bool> {
        if self.is_on_reading_list(list, entry)? {
            return Ok(false);
        }
        let (work, edition) = entry.columns();
        let position = self.next_position("reading_list_entry", "reading_list_id", list.0)?;
        self.connection
            .prepare_cached(include_str!("../../db/queries/reading_list/add.sql"))?
            .execute(params![list, work, edition, position])?;
        Ok(true)
    }

    /// Takes something off a reading list. Tells whether it was on it.
    pub fn take_off_reading_list(&self, list: ReadingListId, entry: Subject) -> StoreResult<bool> {
        let (work, edition) = entry.columns();
        let taken = self
            .connection
            .prepare_cached(include_str!("../../db/queries/reading_list/take_out.sql"))?
            .execute(params![list, work, edition])?;
        Ok(taken > 0)
    }

    /// Gives a reading list another name, which none may have.
    pub fn rename_reading_list(&self, list: ReadingListId, name: &str) -> StoreResult<()> {
        let mut statement =
            self.connection.prepare_cached("UPDATE reading_list SET name = ?1 WHERE id = ?2")?;
        statement.execute(params![name, list])?;
        Ok(())
    }

    /// Puts what is on a reading list into another order.
    pub fn reorder_reading_list(&self, list: ReadingListId, order: &[Subject]) -> StoreResult<()> {
        for (position, entry) in (0_i64..).zip(order) {
            let (work, edition) = entry.columns();
            self.connection
                .prepare_cached(include_str!("../../db/queries/reading_list/place.sql"))?
                .execute(params![list, work, edition, position])?;
        }
        Ok(())
    }

    /// Removes a reading list; what was on it stays in the library.
    pub fn delete_reading_list(&self, list: ReadingListId) -> StoreResult<()> {
        self.delete_parts("reading_list", "id", list.0)
    }
}
