//! The schema, the statements and the words that the tables know.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::model::tree::{
    AgentKind, Attribution, ExpressionKind, NameKind, ReadingStatus, RelationKind, TitleKind, Verdict,
    WorkState,
};
use crate::model::{EntryType, Place, Role, Standing, WorkKind};
use crate::store::columns::{HEADER, column_names};
use crate::store::{RECORDED_TABLES, Store};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn sql_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(sql_files(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn every_statement_in_a_file_can_be_prepared() {
    let store = Store::memory().expect("a library in memory");
    let files = sql_files(&folder("db/queries"));
    assert!(files.len() > 50);
    for file in files {
        let sql = std::fs::read_to_string(&file).expect("a text");
        let prepared = store.connection.prepare(&sql);
        assert!(prepared.is_ok(), "{}: {:?}", file.display(), prepared.err());
    }
}

#[test]
fn every_statement_in_a_file_is_used() {
    let mut code = String::new();
    for entry in std::fs::read_dir(folder("src/store")).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            code.push_str(&std::fs::read_to_string(path).expect("a text"));
        }
    }
    for file in sql_files(&folder("db/queries")) {
        let name = file.strip_prefix(folder("")).expect("below the package");
        assert!(code.contains(&name.display().to_string()), "{}", name.display());
    }
}

/// The shape after all migrations, one object after the other as SQLite keeps them.
fn shape(store: &Store) -> String {
    let mut statement = store
        .connection
        .prepare(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'edition_text_%' \
             OR name = 'edition_text_goes' ORDER BY tbl_name, type <> 'table', name",
        )
        .expect("the schema can be read");
    let objects = statement.query_map([], |row| row.get::<_, String>(0)).expect("rows");
    let objects: Vec<String> = objects.map(|sql| format!("{};\n", sql.expect("a text"))).collect();
    let header =
        "-- The shape after all migrations. Made by a test: UPDATE_SCHEMA=1 cargo test schema_file\n\n";
    format!("{header}{}", objects.join("\n"))
}

#[test]
fn the_schema_file_is_the_shape_after_all_migrations() {
    let shape = shape(&Store::memory().expect("a library in memory"));
    let file = folder("db/schema.sql");
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&file, &shape).expect("the file can be written");
    }
    let written = std::fs::read_to_string(&file).expect("db/schema.sql");
    assert!(written == shape, "db/schema.sql differs; run UPDATE_SCHEMA=1 cargo test schema_file");
}

#[test]
fn the_columns_of_editions_are_the_rows_of_the_table_of_fields() {
    let store = Store::memory().expect("a library in memory");
    let mut statement =
        store.connection.prepare("SELECT name FROM pragma_table_info('edition')").expect("a statement");
    let in_table: BTreeSet<String> =
        statement.query_map([], |row| row.get(0)).expect("rows").collect::<Result<_, _>>().expect("texts");
    let header = HEADER.iter().copied().chain(["id"]).map(str::to_owned);
    let expected: BTreeSet<String> = header.chain(column_names()).collect();
    assert_eq!(in_table, expected);
}

#[test]
fn every_table_is_recorded_or_made_anew() {
    let store = Store::memory().expect("a library in memory");
    let mut statement = store
        .connection
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'edition_text%' \
                  AND name NOT LIKE 'edition_summary%'",
        )
        .expect("a statement");
    let tables: BTreeSet<String> =
        statement.query_map([], |row| row.get(0)).expect("rows").collect::<Result<_, _>>().expect("texts");
    let known: BTreeSet<String> =
        RECORDED_TABLES.iter().copied().chain(["change"]).map(str::to_owned).collect();
    assert_eq!(tables, known);
}

/// Tries every word in a column of a table in which nothing else is required.
fn check_words(table: &str, column: &str, words: &[&str]) {
    let store = Store::memory().expect("a library in memory");
    let connection = &store.connection;
    connection
        .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = OFF")
        .expect("settings");
    let sql: String = connection
        .query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [table], |row| row.get(0))
        .expect("the table");
    // Short lists stand as `column IN ('a', 'b')`, others as `column = 'a' OR column = 'b' OR …`.
    let starts = [format!("{column} IN ("), format!("{column} = '")];
    let start = starts.iter().find_map(|start| sql.find(start)).unwrap_or_else(|| panic!("{table}.{column}"));
    let list = &sql[start..start + sql[start..].find(')').expect("an end")];
    let known: BTreeSet<&str> = list.split('\'').skip(1).step_by(2).collect();
    assert_eq!(known, words.iter().copied().collect::<BTreeSet<_>>(), "{table}.{column}");
}

#[test]
fn the_words_in_the_tables_are_those_of_the_vocabularies() {
    macro_rules! words {
        ($vocabulary:ident) => {
            &$vocabulary::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()
        };
    }
    check_words("work", "kind", words!(WorkKind));
    check_words("work", "state", words!(WorkState));
    check_words("expression", "kind", words!(ExpressionKind));
    check_words("edition", "standing", words!(Standing));
    check_words("edition", "entry_type", words!(EntryType));
    check_words("edition", "attribution", words!(Attribution));
    check_words("title", "kind", words!(TitleKind));
    check_words("agent", "kind", words!(AgentKind));
    check_words("contribution", "place", words!(Place));
    check_words("contribution", "role", words!(Role));
    check_words("relation", "kind", words!(RelationKind));
    check_words("evidence", "verdict", words!(Verdict));
    check_words("reading", "status", words!(ReadingStatus));
    let mut names: Vec<&str> = words!(NameKind).clone();
    names.push("preferred");
    check_words("agent_name", "kind", &names);
}

/// For a longer list SQLite makes a table whenever a row is inserted.
#[test]
fn no_constraint_has_a_list_of_more_than_two_words() {
    let store = Store::memory().expect("a library in memory");
    let mut statement = store
        .connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL")
        .expect("the schema can be read");
    let tables = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
    for table in tables {
        let (name, sql): (String, String) = table.expect("two texts");
        for list in sql.split(" IN (").skip(1) {
            let list = list.split(')').next().unwrap_or(list);
            assert!(list.matches(',').count() < 2, "{name}: {list}");
        }
    }
}

/// What no program may write, each as statements of which the last must fail.
#[test]
fn wrong_states_cannot_be_written() {
    let store = super::small_library();
    let refused = [
        "INSERT INTO work (handle, kind, title) VALUES ('x', 'no-such-kind', '')",
        "INSERT INTO work (handle, kind, title) VALUES ('winter', 'novel', '')",
        "INSERT INTO work (handle, kind, title, date_earliest) VALUES ('x', 'novel', '', 1)",
        "UPDATE work SET date = '1930', date_earliest = 2, date_latest = 1",
        "INSERT INTO expression (handle, work_id, kind, position) VALUES ('x', 999, 'original', 0)",
        "UPDATE expression SET derived_from = id",
        "UPDATE expression SET derived_from = (SELECT id FROM expression WHERE handle = 'winter.de') \
         WHERE handle = 'winter.ru'",
        "UPDATE edition SET container_id = id",
        "UPDATE edition SET container_id = (SELECT id FROM edition WHERE key = 'orlova1950excerpt') \
         WHERE key = 'reader1950'",
        "UPDATE edition SET publishers = 'Rowohlt'",
        "UPDATE edition SET publishers = '[]'",
        "UPDATE edition SET title = ''",
        "UPDATE edition SET key = 'orlova1950' WHERE key = 'reader1950'",
        "DELETE FROM edition WHERE key = 'reader1950'",
        "DELETE FROM agent WHERE handle = 'orlova-nina'",
        "DELETE FROM citation_key WHERE key = 'reader1950'",
        "UPDATE citation_key SET kind = 'alias' WHERE key = 'reader1950'",
        "UPDATE citation_key SET kind = 'current' WHERE key = 'orlova1950'",
        "INSERT INTO agent_name (agent_id, kind, family, position) VALUES (1, 'preferred', 'X', 9)",
        "INSERT INTO agent_name (agent_id, kind, position) VALUES (1, 'variant', 9)",
        "INSERT INTO agent_name (agent_id, kind, family, given, position) \
         VALUES (1, 'variant', 'Brandt', 'Karl', 9)",
        "INSERT INTO title (kind, text, position) VALUES ('short', 'x', 0)",
        "INSERT INTO title (work_id, edition_id, kind, text, position) VALUES (1, 1, 'short', 'x', 0)",
        "INSERT INTO contribution (work_id, role, position) VALUES (1, 'author', 0)",
        "INSERT INTO contribution (work_id, role, statement, position) VALUES (1, 'author', 'none', 0)",
        "INSERT INTO contribution (work_id, role, agent_name_id, statement, position) \
         VALUES (1, 'author', 1, 'not-named', 0)",
        "INSERT INTO relation (work_id, kind, to_work_id, position) VALUES (1, 'about', 1, 0)",
        "INSERT INTO relation (work_id, kind, position) VALUES (1, 'about', 0)",
        "INSERT INTO reading (work_id, status, rating, position) VALUES (1, 'want', 6, 0)",
        "INSERT INTO source (handle, title) VALUES ('s', ''); \
         INSERT INTO evidence (work_id, source_id, field, position) VALUES (1, 1, 'date', 0)",
        "INSERT INTO change (time, command, summary, counts) VALUES ('t', 'c', '', '[]')",
    ];
    for statements in refused {
        store.connection.execute_batch("SAVEPOINT before").expect("a savepoint");
        let result = store.connection.execute_batch(statements);
        assert!(result.is_err(), "{statements}");
        store.connection.execute_batch("ROLLBACK TO before; RELEASE before").expect("rolled back");
    }
}

#[test]
fn the_overview_shows_the_original() {
    let store = super::small_library();
    let row: (String, String, String, String, String, String, String) = store
        .connection
        .query_row(
            "SELECT authors, translators, original_title, original_date, publisher, work, language \
             FROM edition_overview WHERE key = 'orlova1930winter'",
            [],
            |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get(5)?,
                    row.get(6)?,
                ))
            },
        )
        .expect("a row");
    let expected = ("Nina Orlova", "Karl Brandt", "Зима", "1928", "Rowohlt; Malik", "winter", "de");
    let row = (&*row.0, &*row.1, &*row.2, &*row.3, &*row.4, &*row.5, &*row.6);
    assert_eq!(row, expected);
}
