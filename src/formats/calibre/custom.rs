//! Columns that people made for themselves: `custom_columns`, and two tables or one for each.

use rusqlite::Connection;

use super::book::Book;
use super::database::{Texts, by_book, has_table};
use crate::fields::calibre::own_column;

/// A column with its values.
pub(super) struct Column {
    /// The look-up name, with its sign.
    name: String,
    values: Texts,
}

/// Every column with its values.
pub(super) fn columns(database: &Connection) -> rusqlite::Result<Vec<Column>> {
    if !has_table(database, "custom_columns")? {
        return Ok(Vec::new());
    }
    let mut statement = database.prepare("SELECT id, label, normalized FROM custom_columns ORDER BY id")?;
    let columns = statement
        .query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, bool>(2)?)))?;
    let mut found = Vec::new();
    for column in columns {
        let (id, label, is_normalized) = column?;
        let table = format!("custom_column_{id}");
        let link = format!("books_{table}_link");
        let values = match is_normalized {
            true => by_book(
                database,
                &[&table, &link],
                &format!(
                    "SELECT link.book, value.value FROM {link} AS link \
                     JOIN {table} AS value ON value.id = link.value ORDER BY link.id"
                ),
            )?,
            false => by_book(database, &[&table], &format!("SELECT book, value FROM {table} ORDER BY id"))?,
        };
        found.push(Column { name: format!("#{label}"), values });
    }
    Ok(found)
}

/// What is told of the columns that became extras; `None` where there are none.
pub(super) fn kept(columns: &[Column]) -> Option<String> {
    let unknown =
        columns.iter().filter(|column| own_column(&column.name).is_none() && !column.values.is_empty());
    let names: Vec<&str> = unknown.map(|column| column.name.as_str()).collect();
    (!names.is_empty()).then(|| format!("columns of your own, kept as extras: {}", names.join(", ")))
}

impl Column {
    /// Tells a book what the column says of it.
    pub(super) fn tell(&self, book_id: i64, book: &mut Book) {
        let Some(rows) = self.values.get(&book_id) else { return };
        let texts: Vec<String> = rows.iter().flatten().cloned().collect();
        match own_column(&self.name) {
            Some(told) => book.told(told, &texts, &self.name),
            None => texts.iter().for_each(|text| book.keep(&self.name, text)),
        }
    }
}
