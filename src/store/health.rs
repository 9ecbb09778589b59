//! Whether a library is sound, and what of it can be mended from the rest.

use std::path::PathBuf;

use foldhash::HashMap;
use rusqlite::Connection;

use super::error::{StoreError, StoreResult};
use super::migrate::{back_up, free_path};
use super::{Snapshot, Store, Summarize, Transaction};

/// What is wrong with a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ailment {
    /// Pages or rows of a table are not as SQLite wrote them.
    File,
    /// A page is spoiled, or lost, that holds nothing which the tables do not tell: one of an index, of the full text or
    /// of none.
    Page,
    /// An index does not have the rows of its table.
    Index,
    /// A row points at one that is not there.
    Pointer,
    /// The full text is not what the tables say.
    FullText,
    /// What is kept of editions for lists and counts is not what the tables say.
    Summary,
    /// An edition cannot be found by its key.
    CitationKey,
}

impl Ailment {
    /// Whether it can be mended from the rest of the library.
    pub fn can_be_mended(self) -> bool {
        self != Ailment::File
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What kind of thing.
    pub ailment: Ailment,
    /// What exactly.
    pub detail: String,
}

impl Trouble {
    fn is_of_pages(&self) -> bool {
        matches!(self.ailment, Ailment::File | Ailment::Page)
    }
}

/// The most troubles of the file that are told: a spoiled page makes thousands.
const MOST: i32 = 100;

/// The words of the full text with how often they stand where; the same for the same text.
const WORDS: &str = "SELECT term, doc, cnt FROM temp.edition_word";

impl Store {
    /// All that is wrong. Nothing is changed; the full text is made anew to compare it, and rolled back.
    pub fn troubles(&mut self) -> StoreResult<Vec<Trouble>> {
        let mut troubles = file_troubles(&self.connection, MOST)?;
        // What is spoiled cannot be looked through.
        if troubles.iter().any(Trouble::is_of_pages) {
            return Ok(troubles);
        }
        match self.troubles_between_tables() {
            Ok(further) => troubles.extend(further),
            // A page that is spoiled may be met only here.
            Err(StoreError::Damaged(detail)) => troubles.push(Trouble { ailment: Ailment::File, detail }),
            Err(error) => return Err(error),
        }
        Ok(troubles)
    }

    fn troubles_between_tables(&mut self) -> StoreResult<Vec<Trouble>> {
        let mut troubles = self.read(|store: &Snapshot<'_>| store.citation_key_troubles())?;
        match self.rehearsal(|store| store.text_trouble()) {
            Ok(trouble) => troubles.extend(trouble),
            // The tables were looked through before.
            Err(StoreError::Damaged(detail)) => {
                troubles.push(Trouble { ailment: Ailment::FullText, detail: format!("full text: {detail}") });
            }
            Err(error) => return Err(error),
        }
        if let Some(summarize) = self.summarize {
            troubles.extend(self.rehearsal(|store| store.summary_trouble(summarize))?);
        }
        Ok(troubles)
    }

    /// Mends what can be mended, and gives what that was. Indexes, the full text and keys are made anew from the tables.
    /// A pointer to what is not there is emptied; a row that belongs to what is not there is removed.
    ///
    /// A library in a file is copied before; the path of the copy comes first.
    pub fn mend(&mut self) -> StoreResult<(Option<PathBuf>, Vec<Trouble>)> {
        let troubles = self.troubles()?;
        if troubles.is_empty() || troubles.iter().any(|trouble| trouble.ailment == Ailment::File) {
            return Ok((None, Vec::new()));
        }
        let copy = self.copy_before_mending()?;
        if troubles.iter().any(|trouble| trouble.ailment == Ailment::Page) {
            return Ok((copy, self.mend_pages(troubles)?));
        }
        match self.mend_in_place(troubles.clone()) {
            Err(StoreError::Damaged(_)) => Ok((copy, self.mend_pages(troubles)?)),
            mended => Ok((copy, mended?)),
        }
    }

    /// Makes the whole file anew from its tables, where each of them can be read to its end.
    fn mend_pages(&mut self, mut mended: Vec<Trouble>) -> StoreResult<Vec<Trouble>> {
        let is_of_table = |trouble: &Trouble| trouble.ailment == Ailment::File;
        // What is wrong with a table may have stood behind the most that are told.
        if file_troubles(&self.connection, i32::MAX)?.iter().any(is_of_table) || !self.make_file_anew()? {
            return Ok(Vec::new());
        }
        let rest = self.troubles()?;
        if !rest.is_empty() && !rest.iter().any(is_of_table) {
            mended.extend(self.mend_in_place(rest)?);
        }
        Ok(mended)
    }

    /// Mends what is not in the pages themselves.
    fn mend_in_place(&mut self, mut troubles: Vec<Trouble>) -> StoreResult<Vec<Trouble>> {
        let mut mended = Vec::new();
        if troubles.iter().any(|trouble| trouble.ailment == Ailment::Index) {
            self.connection.execute_batch("REINDEX")?;
            mended.extend(troubles.extract_if(.., |trouble| trouble.ailment == Ailment::Index));
            // With sound indexes more can be seen.
            troubles = self.troubles()?;
            if troubles.iter().any(|trouble| trouble.ailment == Ailment::File) {
                return Ok(mended);
            }
        }
        mended.extend(troubles);
        self.mend_rest()?;
        Ok(mended)
    }

    /// Mends pointers, keys and the full text.
    pub(super) fn mend_rest(&mut self) -> StoreResult<()> {
        self.transaction(|store| {
            store.mend_pointers()?;
            store.connection.execute_batch(include_str!("../../db/queries/citation_key/list_all.sql"))?;
            store.rebuild_text()
        })
    }

    /// Copies the file as it is, sound or not.
    fn copy_before_mending(&self) -> StoreResult<Option<PathBuf>> {
        let Some(path) = &self.path else { return Ok(None) };
        let copy = free_path(path, "before-mend")?;
        back_up(&self.connection, &copy)?;
        Ok(Some(copy))
    }
}

/// What a tree of pages holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tree {
    Table,
    /// An index, or the words of the full text.
    MadeFromTables,
}

/// What the trees of a library hold, by their first pages.
fn trees(connection: &Connection) -> StoreResult<HashMap<u32, Tree>> {
    let mut statement = connection.prepare(
        "SELECT rootpage, type = 'index' OR name GLOB 'edition_text_*' FROM sqlite_schema WHERE rootpage > 0",
    )?;
    let trees = statement.query_map([], |row| {
        let tree = if row.get(1)? { Tree::MadeFromTables } else { Tree::Table };
        Ok((row.get(0)?, tree))
    })?;
    Ok(trees.collect::<Result<_, _>>()?)
}

/// What SQLite itself finds; no more than so much of the file.
fn file_troubles(connection: &Connection, most: i32) -> StoreResult<Vec<Trouble>> {
    let trees = trees(connection)?;
    let mut troubles = Vec::new();
    let mut statement = connection.prepare(&format!("PRAGMA integrity_check({most})"))?;
    let mut rows = statement.query([])?;
    loop {
        let text: String = match rows.next().map_err(StoreError::from) {
            Ok(Some(row)) => row.get(0)?,
            Ok(None) => break,
            // It goes on to rows and words after it told what is wrong with the pages.
            Err(StoreError::Damaged(_)) if !troubles.is_empty() => break,
            Err(StoreError::Damaged(detail)) => {
                troubles.push(Trouble { ailment: Ailment::File, detail });
                break;
            }
            Err(error) => return Err(error),
        };
        // What is wrong with pages comes in one text, under a line with the name of the database.
        let details = text.lines().filter(|line| *line != "ok" && !line.starts_with("*** in database"));
        troubles.extend(
            details.map(|detail| Trouble { ailment: ailment_of(detail, &trees), detail: detail.to_owned() }),
        );
    }
    // What is spoiled cannot be looked through.
    if troubles.iter().any(Trouble::is_of_pages) {
        return Ok(troubles);
    }
    let mut statement =
        connection.prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT ?1")?;
    let mut rows = statement.query([most])?;
    while let Some(row) = rows.next()? {
        let (table, number, parent): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let number = number.map(|number| format!(" {number}")).unwrap_or_default();
        let detail = format!("{table}{number} points at a row of {parent} that is not there");
        troubles.push(Trouble { ailment: Ailment::Pointer, detail });
    }
    Ok(troubles)
}

/// What SQLite's words on a damage mean: <https://www.sqlite.org/pragma.html#pragma_integrity_check>.
fn ailment_of(detail: &str, trees: &HashMap<u32, Tree>) -> Ailment {
    let of_index = ["missing from index", "entries in index", "entry in index"];
    if of_index.iter().any(|words| detail.contains(words)) {
        Ailment::Index
    } else if detail.contains("FTS5") {
        Ailment::FullText
    } else if is_of_no_table(detail, trees) {
        Ailment::Page
    } else {
        Ailment::File
    }
}

/// Whether it is about a page that holds nothing of a table: `Tree 12 page 34 …` names the first page of a tree.
fn is_of_no_table(detail: &str, trees: &HashMap<u32, Tree>) -> bool {
    let tree = detail.strip_prefix("Tree ").and_then(|rest| rest.split(' ').next()?.parse().ok());
    match tree {
        Some(tree) => trees.get(&tree) == Some(&Tree::MadeFromTables),
        None => {
            detail.starts_with("Freelist") || (detail.starts_with("Page ") && detail.ends_with("never used"))
        }
    }
}

/// Whether a copy is sound, as SQLite sees it.
pub(super) fn check_copy(path: &std::path::Path) -> StoreResult<()> {
    let connection = Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    // What is wrong in the library itself is wrong in the copy too, which is no reason against it.
    match file_troubles(&connection, MOST)?.iter().find(|trouble| trouble.ailment == Ailment::File) {
        None => Ok(()),
        Some(trouble) => Err(StoreError::NoBackup { path: path.to_owned(), reason: trouble.detail.clone() }),
    }
}

impl Snapshot<'_> {
    fn citation_key_troubles(&self) -> StoreResult<Vec<Trouble>> {
        let mut statement = self.connection.prepare(
            "SELECT edition.key FROM edition LEFT JOIN citation_key AS known \
             ON known.key = edition.key AND known.edition_id = edition.id AND known.kind = 'current' \
             WHERE known.key IS NULL ORDER BY edition.key",
        )?;
        let keys = statement.query_map([], |row| row.get::<_, String>(0))?;
        let trouble = |key: String| Trouble {
            ailment: Ailment::CitationKey,
            detail: format!("the edition {key} cannot be found by its key"),
        };
        Ok(keys.map(|key| key.map(trouble)).collect::<Result<_, _>>()?)
    }

    fn words(&self) -> StoreResult<Vec<(String, i64, i64)>> {
        let mut statement = self.connection.prepare(WORDS)?;
        let words = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(words.collect::<Result<_, _>>()?)
    }
}

impl Transaction<'_> {
    /// Empties pointers to what is not there where the table allows it, and removes the row where it does not.
    fn mend_pointers(&self) -> StoreResult<()> {
        // Where a row goes, those that point at it are mended in the next round.
        self.connection.execute_batch(
            "PRAGMA defer_foreign_keys = ON; \
             DELETE FROM citation_key WHERE edition_id NOT IN (SELECT id FROM edition)",
        )?;
        loop {
            let broken = self.broken_pointers()?;
            if broken.is_empty() {
                return Ok(());
            }
            for (table, row, column, is_needed) in broken {
                let remove = format!("DELETE FROM \"{table}\" WHERE rowid = ?1");
                let empty = format!("UPDATE \"{table}\" SET \"{column}\" = NULL WHERE rowid = ?1");
                // A row may have to point at one thing or another, so that it cannot point at nothing.
                if is_needed || self.connection.execute(&empty, [row]).is_err() {
                    self.connection.execute(&remove, [row])?;
                }
            }
        }
    }

    /// Tables and row numbers with pointers to what is not there, the columns of these, and whether they may not be
    /// empty.
    fn broken_pointers(&self) -> StoreResult<Vec<(String, i64, String, bool)>> {
        let mut statement = self.connection.prepare(
            "SELECT broken.\"table\", broken.rowid, pointer.\"from\", column.\"notnull\" \
             FROM pragma_foreign_key_check AS broken \
             JOIN pragma_foreign_key_list(broken.\"table\") AS pointer ON pointer.id = broken.fkid \
             JOIN pragma_table_info(broken.\"table\") AS column ON column.name = pointer.\"from\" \
             WHERE broken.rowid IS NOT NULL",
        )?;
        let broken =
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        Ok(broken.collect::<Result<_, _>>()?)
    }

    fn summary_trouble(&self, summarize: Summarize) -> StoreResult<Option<Trouble>> {
        let Some(before) = self.summary_as_told()? else { return Ok(None) };
        self.summarize_everything(summarize)?;
        let is_same = self.summary_as_told()? == Some(before);
        let detail = "what is kept for lists and counts is not what the editions are".to_owned();
        Ok((!is_same).then_some(Trouble { ailment: Ailment::Summary, detail }))
    }

    fn text_trouble(&self) -> StoreResult<Option<Trouble>> {
        let before = self.words();
        self.rebuild_text()?;
        let is_same = matches!(before, Ok(before) if before == self.words()?);
        let detail = "words are looked for in a text that is not that of the editions".to_owned();
        Ok((!is_same).then_some(Trouble { ailment: Ailment::FullText, detail }))
    }
}
