//! `metadata.db`: books, and what tables say of them.

use std::io;

use foldhash::{HashMap, HashMapExt};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, MAIN_DB, Row};

use super::book::Book;
use super::{SQLITE, custom, dates, problem};
use crate::formats::{Item, Severity, Sink};
use crate::model::{Field, Place, Role};

/// The name of the format.
const NAME: &str = "calibre";
/// Bytes 18 and 19 of a database say whether it keeps a log beside it; one in memory can have none (SQLite, "Database File
/// Format", section 1.3).
const JOURNAL_BYTES: std::ops::Range<usize> = 18..20;
/// The value of these without a log.
const NO_LOG: u8 = 1;
/// How many steps SQLite may take for a byte of the file, and how many for any file. A row has more bytes than it takes
/// steps to read it by an index or a sort.
const STEPS_A_BYTE: usize = 64;
const STEPS: usize = 10_000_000;
/// How many steps pass between two looks at the count.
const STEPS_BETWEEN: i32 = 100_000;

/// What tables say of books beside the table of books: texts by book.
pub(super) type Texts = HashMap<i64, Vec<Vec<String>>>;

/// Reads a library. Errors of the database are problems; what was read before stays.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
    if bytes.is_empty() {
        return Ok(());
    }
    if !bytes.starts_with(SQLITE) {
        return sink(problem(1, Severity::Error, "no SQLite database: nothing could be read".to_owned()));
    }
    let mut told = None;
    let found = open(bytes).and_then(|database| {
        let library = Library::of(&database)?;
        library.books(&database, &mut |item| {
            let taken = sink(item);
            let is_taken = taken.is_ok();
            told = taken.err();
            is_taken
        })
    });
    match (told, found) {
        (Some(error), _) => Err(error),
        (None, Err(error)) => {
            sink(problem(1, Severity::Error, format!("the database cannot be read: {error}")))
        }
        (None, Ok(())) => Ok(()),
    }
}

/// Opens the bytes of a database, from which nothing is run.
fn open(bytes: &[u8]) -> rusqlite::Result<Connection> {
    let mut bytes = bytes.to_vec();
    if let Some(journal) = bytes.get_mut(JOURNAL_BYTES) {
        journal.fill(NO_LOG);
    }
    let mut database = Connection::open_in_memory()?;
    let length = i32::try_from(bytes.len()).unwrap_or(i32::MAX);
    database.set_limit(Limit::SQLITE_LIMIT_LENGTH, length.max(100_000))?;
    database.deserialize_read_exact(MAIN_DB, bytes.as_slice(), bytes.len(), true)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    let mut steps = STEPS.saturating_add(bytes.len().saturating_mul(STEPS_A_BYTE)) / STEPS_BETWEEN as usize;
    database.progress_handler(
        STEPS_BETWEEN,
        Some(move || {
            steps = steps.saturating_sub(1);
            steps == 0
        }),
    )?;
    Ok(database)
}

/// The columns of the table of books that are read, as far as it has them; the first is the number of the book.
fn book_columns(database: &Connection) -> rusqlite::Result<Vec<&'static str>> {
    const READ: &[&str] = &["id", "title", "pubdate", "series_index", "isbn", "lccn", "path", "uuid"];
    // Names are not asked of the statement: in a damaged database they may be no text.
    let mut statement = database.prepare("SELECT name FROM pragma_table_info('books')")?;
    let names = statement.query_map([], |row| text(row, 0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(READ
        .iter()
        .copied()
        .filter(|known| *known == "id" || names.iter().any(|name| name == known))
        .collect())
}

/// Whether the database has a table, not a view or a virtual one, of this name.
pub(super) fn has_table(database: &Connection, name: &str) -> rusqlite::Result<bool> {
    let sql =
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1 AND sql LIKE 'CREATE TABLE%'";
    database.query_row(sql, [name], |row| row.get::<_, i64>(0)).map(|count| count > 0)
}

/// The rows of a statement by book, the first column. Nothing where one of the tables is missing, as in older libraries.
pub(super) fn by_book(database: &Connection, tables: &[&str], sql: &str) -> rusqlite::Result<Texts> {
    let mut texts = Texts::new();
    for table in tables {
        if !has_table(database, table)? {
            return Ok(texts);
        }
    }
    let mut statement = database.prepare(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let ValueRef::Integer(book) = row.get_ref(0)? else { continue };
        let row: rusqlite::Result<Vec<String>> = (1..columns).map(|column| text(row, column)).collect();
        texts.entry(book).or_default().push(row?);
    }
    Ok(texts)
}

/// A value as text, whatever its type.
fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(column)? {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
    })
}

/// Everything of a library but its books.
struct Library {
    authors: Texts,
    publishers: Texts,
    series: Texts,
    tags: Texts,
    languages: Texts,
    identifiers: Texts,
    ratings: Texts,
    comments: Texts,
    files: Texts,
    custom: Vec<custom::Column>,
}

impl Library {
    fn of(database: &Connection) -> rusqlite::Result<Library> {
        let linked = |table: &str, value: &str, columns: &str, order: &str| {
            let link = format!("books_{table}_link");
            let sql = format!(
                "SELECT link.book, {columns} FROM {link} AS link \
                 JOIN {table} AS value ON value.id = link.{value} ORDER BY {order}"
            );
            by_book(database, &[link.as_str(), table], &sql)
        };
        Ok(Library {
            authors: linked("authors", "author", "value.name, value.sort", "link.id")?,
            publishers: linked("publishers", "publisher", "value.name", "link.id")?,
            series: linked("series", "series", "value.name", "link.id")?,
            tags: linked("tags", "tag", "value.name", "value.name")?,
            languages: linked("languages", "lang_code", "value.lang_code", "link.item_order, link.id")?,
            ratings: linked("ratings", "rating", "value.rating", "link.id")?,
            identifiers: by_book(
                database,
                &["identifiers"],
                "SELECT book, type, val FROM identifiers ORDER BY type",
            )?,
            comments: by_book(database, &["comments"], "SELECT book, text FROM comments")?,
            files: by_book(database, &["data"], "SELECT book, name, format FROM data ORDER BY format")?,
            custom: custom::columns(database)?,
        })
    }

    /// Gives every book, in their order. Stops where the sink takes no more.
    fn books(&self, database: &Connection, sink: &mut dyn FnMut(Item) -> bool) -> rusqlite::Result<()> {
        if !has_table(database, "books")? {
            let reason = "no library of Calibre: there is no table of books".to_owned();
            sink(problem(1, Severity::Error, reason));
            return Ok(());
        }
        let names = book_columns(database)?;
        let mut statement =
            database.prepare(&format!("SELECT {} FROM books ORDER BY 1", names.join(", ")))?;
        let mut rows = statement.query([])?;
        let mut line = 0;
        while let Some(row) = rows.next()? {
            line += 1;
            let mut columns = HashMap::new();
            for (column, name) in names.iter().enumerate() {
                columns.insert(*name, text(row, column)?);
            }
            let reference = Box::new(self.book(&columns).into_reference());
            if !sink(Item::Reference { reference, line }) {
                return Ok(());
            }
        }
        if let Some(reason) = custom::kept(&self.custom) {
            sink(problem(1, Severity::Notice, reason));
        }
        Ok(())
    }

    fn book(&self, columns: &HashMap<&str, String>) -> Book {
        let column = |name: &str| columns.get(name).map_or("", String::as_str);
        let id: i64 = column("id").parse().unwrap_or_default();
        let rows = |texts: &'_ Texts| texts.get(&id).cloned().unwrap_or_default();
        let firsts = |texts: &Texts| -> Vec<String> {
            rows(texts).into_iter().filter_map(|row| row.into_iter().next()).collect()
        };
        let mut book = Book::new(NAME);
        book.title(column("title"));
        for row in rows(&self.authors) {
            if let [name, sort] = row.as_slice() {
                book.person(Role::Author, name, sort);
            }
        }
        book.field(Place::Here, Field::Publishers, &firsts(&self.publishers), "publisher");
        if let Some(date) = dates::of_calibre(column("pubdate")) {
            book.date(date);
        }
        for name in firsts(&self.series) {
            book.series(&name, column("series_index"));
        }
        book.field(Place::Here, Field::Keywords, &firsts(&self.tags), "tags");
        book.languages(&firsts(&self.languages));
        self.numbers(&mut book, columns, &rows(&self.identifiers));
        firsts(&self.ratings).iter().for_each(|rating| book.rating(rating));
        firsts(&self.comments).iter().for_each(|text| book.comments(text));
        let paths: Vec<String> =
            rows(&self.files).iter().filter_map(|file| path(column("path"), file)).collect();
        book.field(Place::Here, Field::File, &[paths.join(";")], "files");
        for own in &self.custom {
            own.tell(id, &mut book);
        }
        book
    }

    /// What counts or names the book. The numbers of older libraries stand among the columns of books.
    fn numbers(&self, book: &mut Book, columns: &HashMap<&str, String>, identifiers: &[Vec<String>]) {
        for row in identifiers {
            if let [scheme, value] = row.as_slice() {
                book.identifier(scheme, value);
            }
        }
        for name in ["isbn", "lccn", "uuid"] {
            if let Some(value) = columns.get(name).filter(|value| !value.is_empty()) {
                book.identifier(name, value);
            }
        }
    }
}

/// Where a file of a book is, below the folder of the library.
fn path(folder: &str, file: &[String]) -> Option<String> {
    let [name, format] = file else { return None };
    (!name.is_empty()).then(|| format!("{folder}/{name}.{}", format.to_lowercase()))
}
