//! Libraries of Calibre and package documents are read, whatever is wrong with them.

use std::sync::OnceLock;

use proptest::prelude::*;
use rusqlite::{Connection, MAIN_DB};

use super::*;
use crate::formats::detect::detect;
use crate::formats::tests::listing::{assert_expected, check_cases, check_detection, listing, read};

/// The bytes of a database that these statements make.
fn database(sql: &str) -> Vec<u8> {
    let mut database = Connection::open_in_memory().expect("memory");
    database.execute_batch(sql).expect("statements of the test");
    database.serialize(MAIN_DB).expect("memory").to_vec()
}

fn library() -> Vec<u8> {
    static LIBRARY: OnceLock<Vec<u8>> = OnceLock::new();
    LIBRARY.get_or_init(|| database(include_str!("../../../tests/cases/calibre/library.sql"))).clone()
}

#[test]
fn package_documents() {
    check_detection(&Opf, "opf", &["opf"]);
    assert!(check_cases(&Opf, "opf", &["opf"]) > 0);
}

#[test]
fn a_library() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/calibre/library.txt");
    assert_expected(&listing(&read(&Calibre, &library())), &path);
}

#[test]
fn libraries_are_known_by_their_tables() {
    let name = |bytes: &[u8], path: &str| {
        detect(bytes, Some(std::path::Path::new(path))).map(|format| format.name())
    };
    assert_eq!(name(&library(), "x.txt"), Some("calibre"));
    assert_eq!(name(&database("CREATE TABLE other (id)"), "metadata.db"), Some("calibre"));
    assert_eq!(name(b"no database", "metadata.opf"), Some("opf"));
}

#[test]
fn a_library_with_a_log_beside_it_is_read() {
    let mut bytes = library();
    bytes[18..20].fill(2);
    assert_eq!(read(&Calibre, &bytes).references.len(), 4);
}

#[test]
fn what_is_no_library_is_told() {
    let number = |bytes: &[u8]| {
        let given = read(&Calibre, bytes);
        (given.references.len(), given.problems.len())
    };
    for sql in [
        "CREATE TABLE other (id)",
        // Nothing but tables is looked at.
        "CREATE VIEW books AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id FROM n",
        "CREATE VIRTUAL TABLE books USING fts5(id, title)",
    ] {
        assert_eq!(number(&database(sql)), (0, 1), "{sql}");
    }
    assert_eq!(number(b"SQLite format 3\0"), (0, 1));
    assert_eq!(number(b"nothing"), (0, 1));
    assert_eq!(number(b""), (0, 0));
}

#[test]
fn a_statement_that_would_not_end_is_stopped() {
    // Without an index every link would be compared with every author.
    let sql = "CREATE TABLE books (id, title); INSERT INTO books VALUES (1, 'x');
        CREATE TABLE authors (id BLOB, name, sort); CREATE TABLE books_authors_link (id, book, author);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
            INSERT INTO authors SELECT 1, i, i FROM n;
        INSERT INTO books_authors_link SELECT name, 1, 1 FROM authors";
    let given = read(&Calibre, &database(sql));
    assert_eq!((given.references.len(), given.problems.len()), (0, 1));
}

#[test]
fn broken_packages_keep_what_is_sound() {
    for (text, references) in [
        ("<package><metadata><dc:title>One</dc:title>", 1),
        ("<package><metadata><title>One</metadata></package>", 1),
        (
            "<package><metadata><dc-metadata><dc:Title>x</dc:Title><dc:title>One</dc:title></dc-metadata></metadata>",
            1,
        ),
        ("<package/>", 0),
        ("<package><metadata><meta/><meta name='calibre:rating' content='x'/></metadata></package>", 0),
    ] {
        let given = read(&Opf, text.as_bytes());
        assert_eq!(given.references.len(), references, "{text}");
        assert!(references > 0 || !given.problems.is_empty(), "{text}");
    }
}

#[test]
fn ratings_of_half_stars() {
    for (rating, expected) in [
        ("0", None),
        ("1", Some(1)),
        ("2.0", Some(1)),
        ("7", Some(4)),
        ("9", Some(5)),
        ("11", None),
        ("x", None),
    ] {
        let text = format!(
            "<package><metadata><title>x</title><meta name='calibre:rating' content='{rating}'/></metadata></package>"
        );
        let given = read(&Opf, text.as_bytes());
        let reading = given.references[0].1.own_reading.read_throughs.first();
        assert_eq!(reading.and_then(|reading| reading.rating), expected, "{rating}");
    }
}

proptest! {
    #[test]
    fn any_damage_is_survived(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        let mut bytes = library();
        for (index, byte) in places {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        read(&Calibre, &bytes);
    }

    #[test]
    fn any_end_is_survived(end in any::<prop::sample::Index>()) {
        let bytes = library();
        read(&Calibre, &bytes[..end.index(bytes.len())]);
    }

    #[test]
    fn any_package_is_read(text in "(<(package|metadata|dc:title|meta name='calibre:(series|rating|user_metadata:#a)' content='[{0-9.:\"#}x]{0,8}'|dc:date|dc:creator)>|</(metadata|dc:title)>|[a-z0-9:&;-]{1,6}){0,12}") {
        read(&Opf, text.as_bytes());
    }
}
