//! The table `edition`.

use std::collections::BTreeMap;

use rusqlite::types::Value as SqlValue;
use rusqlite::{OptionalExtension, Row, params, params_from_iter};

use super::columns::{HEADER, IDENTIFIER_ROWS, STATEMENTS, column_values, filled_columns, read_fields};
use super::error::{StoreError, StoreResult};
use super::ids::{EditionId, ExpressionId, Owner, Subject, WorkId, json_array};
use super::made::Named;
use super::rows::{word, word_at};
use super::{Snapshot, Transaction};
use crate::fields::{FIELDS, Storage};
use crate::model::field::Fields;
use crate::model::tree::{Attribution, Edition};
use crate::model::{Date, EntryType, Standing, Value};

/// The editions that an edition is tied to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EditionLinks {
    /// What it is part of.
    pub container: Option<EditionId>,
    /// What it reprints.
    pub reprint_of: Option<EditionId>,
    /// What was translated.
    pub translated_from: Option<EditionId>,
}

impl EditionLinks {
    /// All of them.
    pub(super) fn all(self) -> impl Iterator<Item = EditionId> {
        [self.container, self.reprint_of, self.translated_from].into_iter().flatten()
    }
}

/// A row of `edition` with the row numbers that it points at.
pub(super) struct EditionRow {
    pub(super) id: EditionId,
    pub(super) expression: ExpressionId,
    /// Its place among the editions of its expression.
    position: i64,
    pub(super) links: EditionLinks,
    /// Without what is kept in other tables and without the keys of `links`.
    pub(super) edition: Edition,
}

impl Snapshot<'_> {
    /// The edition with a citation key, which may be one that it had before.
    pub fn find_edition_by_key(&self, key: &str) -> StoreResult<Option<EditionId>> {
        let mut statement =
            self.connection.prepare_cached("SELECT edition_id FROM citation_key WHERE key = ?1")?;
        Ok(statement.query_row([key], |row| row.get(0)).optional()?)
    }

    /// The current citation keys of editions.
    pub fn edition_keys(&self, editions: &[EditionId]) -> StoreResult<BTreeMap<EditionId, String>> {
        if editions.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/edition/keys.sql"))?;
        let rows = statement
            .query_map([json_array(editions.iter().copied())], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// When editions came into the library, by key (RFC 3339).
    pub fn edition_times(&self) -> StoreResult<BTreeMap<String, String>> {
        let mut statement =
            self.connection.prepare_cached("SELECT key, added FROM edition WHERE added IS NOT NULL")?;
        let times = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(times.collect::<Result<_, _>>()?)
    }

    /// The expression of an edition.
    pub fn expression_of(&self, edition: EditionId) -> StoreResult<Option<ExpressionId>> {
        let mut statement =
            self.connection.prepare_cached("SELECT expression_id FROM edition WHERE id = ?1")?;
        Ok(statement.query_row([edition], |row| row.get(0)).optional()?)
    }

    /// Whether an edition is an item of the library in its own right.
    pub fn standing_of(&self, edition: EditionId) -> StoreResult<Option<Standing>> {
        let mut statement = self.connection.prepare_cached("SELECT standing FROM edition WHERE id = ?1")?;
        let standing = statement.query_row([edition], |row| word(row, "standing", Standing::from_word));
        Ok(standing.optional()?)
    }

    /// The dates of the listed editions that came out first and last; `None` where none has a date.
    pub fn first_and_last_date(&self) -> StoreResult<Option<(Date, Date)>> {
        let date = |order: &str| {
            let sql = format!(
                "SELECT date FROM edition WHERE standing = 'listed' AND date_earliest IS NOT NULL ORDER BY {order} LIMIT 1"
            );
            let mut statement = self.connection.prepare_cached(&sql)?;
            let date: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
            Ok::<_, StoreError>(date.map(|date| Date::parse(&date)))
        };
        Ok(date("date_earliest, key")?.zip(date("coalesce(date_latest, date_earliest) DESC, key")?))
    }

    /// Whether other editions are parts of this one.
    pub fn has_parts(&self, edition: EditionId) -> StoreResult<bool> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM edition WHERE container_id = ?1)")?;
        Ok(statement.query_row([edition], |row| row.get(0))?)
    }

    /// The editions that are part of this one, reprint it or were translated from it.
    pub fn leaning_on(&self, edition: EditionId) -> StoreResult<Vec<EditionId>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/edition/leaning_on.sql"))?;
        let ids = statement.query_map([edition], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// What an edition is tied to.
    pub fn edition_links(&self, edition: EditionId) -> StoreResult<Option<EditionLinks>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT container_id, reprint_of, translated_from FROM edition WHERE id = ?1")?;
        let links = statement.query_row([edition], |row| {
            Ok(EditionLinks { container: row.get(0)?, reprint_of: row.get(1)?, translated_from: row.get(2)? })
        });
        Ok(links.optional()?)
    }

    /// The fields that an edition keeps itself, identifiers and keywords included; `None` where there is no
    /// such edition.
    pub fn edition_fields(&self, edition: EditionId) -> StoreResult<Option<Fields>> {
        let Some(mut row) = self.edition_rows(&[edition])?.pop() else { return Ok(None) };
        for (row_of_field, values) in self.identifier_fields(&[edition])?.into_values().flatten() {
            row.edition.fields.set(row_of_field.place, row_of_field.field, values);
        }
        let words = self.keywords(&[], &[edition])?.remove(&Subject::Edition(edition));
        set_keywords(&mut row.edition.fields, words.unwrap_or_default());
        Ok(Some(row.edition.fields))
    }

    /// The rows of a batch of editions in order of position.
    pub(super) fn edition_rows(&self, editions: &[EditionId]) -> StoreResult<Vec<EditionRow>> {
        if editions.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached(&STATEMENTS.select)?;
        let rows = statement.query_map([json_array(editions.iter().copied())], edition_row)?;
        let mut rows = rows.collect::<Result<Vec<_>, _>>()?;
        // SQLite would copy all of the columns to sort by one.
        rows.sort_unstable_by_key(|row| (row.position, row.id));
        Ok(rows)
    }

    /// An error where anything else points at one of these.
    pub(super) fn check_not_needed(
        &self,
        record: impl FnOnce() -> String,
        expressions: &[ExpressionId],
        editions: &[EditionId],
    ) -> StoreResult<()> {
        let mut needed_by = Vec::new();
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/edition/needed_by.sql"))?;
        let mut rows = statement.query([json_array(editions.iter().copied())])?;
        while let Some(row) = rows.next()? {
            needed_by.push(format!("edition {} ({})", row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        }
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/expression/needed_by.sql"))?;
        let mut rows = statement.query([json_array(expressions.iter().copied())])?;
        while let Some(row) = rows.next()? {
            needed_by.push(format!("expression {} (derived_from)", row.get::<_, String>(0)?));
        }
        if needed_by.is_empty() { Ok(()) } else { Err(StoreError::Needed { record: record(), needed_by }) }
    }
}

impl Transaction<'_> {
    /// Inserts an edition as the last of its expression: its row, its identifiers and its keywords, which are
    /// among its fields. `links` stand for the keys in `edition`, which are not looked at. Its lists and its
    /// aliases are inserted by functions of their own.
    pub fn insert_edition(
        &self,
        expression: ExpressionId,
        edition: &Edition,
        links: EditionLinks,
    ) -> StoreResult<EditionId> {
        self.check_key_is_free(&edition.key, None)?;
        let position = self.next_position("edition", "expression_id", expression.0)?;
        let header = header_values(expression, edition, links, position, self.time.as_deref());
        let fields = filled_columns(&edition.fields)?;
        let mut statement = self.connection.prepare_cached(&STATEMENTS.insert)?;
        // What is not bound is NULL: nine columns of ten.
        let fields = fields.into_iter().map(|(column, value)| (HEADER.len() + column, value));
        for (column, value) in header.into_iter().enumerate().chain(fields) {
            statement.raw_bind_parameter(column + 1, value)?;
        }
        let inserted = statement.raw_execute();
        inserted.map_err(|error| StoreError::of_record(|| record_name(edition), error))?;
        let id = EditionId(self.connection.last_insert_rowid());
        self.note_name(Named::Edition, &edition.key);
        self.note_made(id.owner().column(), id.0);
        self.insert_field_rows(id, &edition.fields)?;
        self.touch_edition(id);
        Ok(id)
    }

    /// Updates the row of an edition (its key, its expression and its place among the editions of that
    /// included), its identifiers and its keywords, but none of its lists. Another key leaves the one before
    /// as an alias.
    pub fn update_edition(
        &self,
        id: EditionId,
        expression: ExpressionId,
        edition: &Edition,
        links: EditionLinks,
        position: i64,
    ) -> StoreResult<()> {
        self.forget_made()?;
        self.check_key_is_free(&edition.key, Some(id))?;
        let mut values = Vec::from(header_values(expression, edition, links, position, None));
        values.extend(column_values(&edition.fields)?);
        values.push(SqlValue::Integer(id.0));
        let mut statement = self.connection.prepare_cached(&STATEMENTS.update)?;
        let updated = statement.execute(params_from_iter(values));
        updated.map_err(|error| StoreError::of_record(|| record_name(edition), error))?;
        self.replace_field_rows(id, &edition.fields)?;
        self.touch_edition(id);
        Ok(())
    }

    /// Replaces all fields of an edition.
    pub fn update_edition_fields(&self, id: EditionId, fields: &Fields) -> StoreResult<()> {
        let mut values = column_values(fields)?;
        values.push(SqlValue::Integer(id.0));
        let mut statement = self.connection.prepare_cached(&STATEMENTS.update_fields)?;
        let updated = statement.execute(params_from_iter(values));
        updated.map_err(|error| StoreError::of_record(|| self.edition_name(id), error))?;
        self.replace_field_rows(id, fields)?;
        self.touch_edition(id);
        Ok(())
    }

    /// Replaces what an edition is tied to.
    pub fn set_edition_links(&self, id: EditionId, links: EditionLinks) -> StoreResult<()> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/edition/link.sql"))?;
        let updated =
            statement.execute(params![links.container, links.reprint_of, links.translated_from, id]);
        updated.map_err(|error| StoreError::of_record(|| self.edition_name(id), error))?;
        self.touch_edition(id);
        Ok(())
    }

    /// Makes an edition an item of the library in its own right, or no longer.
    pub fn set_standing(&self, id: EditionId, standing: Standing) -> StoreResult<()> {
        let mut statement =
            self.connection.prepare_cached("UPDATE edition SET standing = ?1 WHERE id = ?2")?;
        statement.execute(params![standing.as_str(), id])?;
        Ok(())
    }

    /// Changes how an edition is cited.
    pub fn set_entry_type(&self, id: EditionId, entry_type: EntryType) -> StoreResult<()> {
        let mut statement =
            self.connection.prepare_cached("UPDATE edition SET entry_type = ?1 WHERE id = ?2")?;
        statement.execute(params![entry_type.as_str(), id])?;
        Ok(())
    }

    /// Gives an edition another citation key. The one before goes on working as an alias.
    pub fn rename_key(&self, id: EditionId, key: &str) -> StoreResult<()> {
        self.check_key_is_free(key, Some(id))?;
        self.list_key(id)?;
        let mut statement = self.connection.prepare_cached("UPDATE edition SET key = ?1 WHERE id = ?2")?;
        let updated = statement.execute(params![key, id]);
        updated.map_err(|error| StoreError::of_record(|| format!("edition {key}"), error))?;
        self.note_name(Named::Edition, key);
        Ok(())
    }

    /// Removes an edition, and its expression and its work where they have no other. An error where another
    /// edition is part of it, reprints it or was translated from it, or where another expression was derived
    /// from one that would go; relations to it go with it.
    pub fn delete_edition(&self, id: EditionId) -> StoreResult<()> {
        let (expression, work): (Option<ExpressionId>, Option<WorkId>) = self
            .connection
            .prepare_cached(include_str!("../../db/queries/edition/empty_above.sql"))?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let expressions: Vec<ExpressionId> = match work {
            Some(work) => self.expressions_of(&[work])?,
            None => expression.into_iter().collect(),
        };
        self.check_not_needed(|| self.edition_name(id), &expressions, &[id])?;
        self.touch_derived_from(id)?;
        if let Some(work) = work {
            self.connection.prepare_cached("DELETE FROM work WHERE id = ?1")?.execute([work])?;
        } else if let Some(expression) = expression {
            self.connection.prepare_cached("DELETE FROM expression WHERE id = ?1")?.execute([expression])?;
        } else {
            self.connection.prepare_cached("DELETE FROM edition WHERE id = ?1")?.execute([id])?;
        }
        Ok(())
    }

    /// Moves an edition to another expression, as its last, and removes nothing of what it leaves.
    pub fn move_edition(&self, id: EditionId, expression: ExpressionId) -> StoreResult<()> {
        let position = self.next_position("edition", "expression_id", expression.0)?;
        self.touch_derived_from(id)?;
        let mut statement = self
            .connection
            .prepare_cached("UPDATE edition SET expression_id = ?1, position = ?2 WHERE id = ?3")?;
        statement.execute(params![expression, position, id])?;
        self.touch_edition(id);
        Ok(())
    }

    fn replace_field_rows(&self, id: EditionId, fields: &Fields) -> StoreResult<()> {
        self.connection.prepare_cached("DELETE FROM identifier WHERE edition_id = ?1")?.execute([id])?;
        self.connection.prepare_cached("DELETE FROM keyword WHERE edition_id = ?1")?.execute([id])?;
        self.insert_field_rows(id, fields)
    }

    /// Inserts the fields that have rows of their own.
    fn insert_field_rows(&self, id: EditionId, fields: &Fields) -> StoreResult<()> {
        for row in IDENTIFIER_ROWS.iter() {
            if let Some(value) = fields.get(row.place, row.field) {
                self.insert_edition_identifiers(id, row.name, value.as_list())?;
            }
        }
        for row in FIELDS.iter().filter(|row| row.storage == Storage::Keywords) {
            self.insert_keywords(Subject::Edition(id), fields.list(row.place, row.field))?;
        }
        Ok(())
    }

    /// An edition for error messages.
    pub(super) fn edition_name(&self, id: EditionId) -> String {
        let key = self.edition_keys(&[id]).ok().and_then(|mut keys| keys.remove(&id));
        format!("edition {}", key.unwrap_or_default())
    }
}

/// Puts keywords where they belong among the fields.
pub(super) fn set_keywords(fields: &mut Fields, words: Vec<String>) {
    for row in FIELDS.iter().filter(|row| row.storage == Storage::Keywords) {
        fields.set(row.place, row.field, Value::List(words.clone()));
    }
}

fn record_name(edition: &Edition) -> String {
    format!("edition {}", edition.key)
}

/// The values of [`HEADER`].
fn header_values(
    expression: ExpressionId,
    edition: &Edition,
    links: EditionLinks,
    position: i64,
    added: Option<&str>,
) -> [SqlValue; HEADER.len()] {
    let id = |id: Option<EditionId>| id.map_or(SqlValue::Null, |id| SqlValue::Integer(id.0));
    [
        edition.key.clone().into(),
        expression.0.into(),
        edition.standing.as_str().to_owned().into(),
        edition.entry_type.as_str().to_owned().into(),
        edition.attribution.as_str().to_owned().into(),
        id(links.container),
        id(links.reprint_of),
        id(links.translated_from),
        position.into(),
        added.map(str::to_owned).into(),
    ]
}

fn edition_row(row: &Row<'_>) -> rusqlite::Result<EditionRow> {
    // Behind the id. To look for columns by name takes longer than to read them.
    let columns: [usize; HEADER.len()] = std::array::from_fn(|at| at + 1);
    let [
        key,
        expression,
        standing,
        entry_type,
        attribution,
        container,
        reprint_of,
        translated_from,
        position,
        _,
    ] = columns;
    let edition = Edition {
        key: row.get(key)?,
        aliases: Vec::new(),
        standing: word_at(row, standing, Standing::from_word)?,
        entry_type: word_at(row, entry_type, EntryType::from_word)?,
        attribution: word_at(row, attribution, Attribution::from_word)?,
        fields: read_fields(row)?,
        container: None,
        reprint_of: None,
        translated_from: None,
        contributions: Vec::new(),
        titles: Vec::new(),
        relations: Vec::new(),
        evidence: Vec::new(),
        extras: Vec::new(),
    };
    let links = EditionLinks {
        container: row.get(container)?,
        reprint_of: row.get(reprint_of)?,
        translated_from: row.get(translated_from)?,
    };
    Ok(EditionRow {
        id: row.get(0)?,
        expression: row.get(expression)?,
        position: row.get(position)?,
        links,
        edition,
    })
}

impl EditionId {
    /// As the owner of titles and contributions.
    pub fn owner(self) -> Owner {
        Owner::Edition(self)
    }
}
