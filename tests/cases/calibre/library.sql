-- A small library of Calibre: the tables that it makes, as far as they are read, with views and triggers as it has
-- them, which only work inside the program.
CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE, sort TEXT COLLATE NOCASE,
    link TEXT NOT NULL DEFAULT '', UNIQUE(name));
CREATE TABLE books (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL DEFAULT 'Unknown' COLLATE NOCASE,
    sort TEXT COLLATE NOCASE, timestamp TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    pubdate TIMESTAMP DEFAULT CURRENT_TIMESTAMP, series_index REAL NOT NULL DEFAULT 1.0,
    author_sort TEXT COLLATE NOCASE, isbn TEXT DEFAULT '' COLLATE NOCASE, lccn TEXT DEFAULT '' COLLATE NOCASE,
    path TEXT NOT NULL DEFAULT '', flags INTEGER NOT NULL DEFAULT 1, uuid TEXT, has_cover BOOL DEFAULT 0,
    last_modified TIMESTAMP NOT NULL DEFAULT '2000-01-01 00:00:00+00:00');
CREATE TABLE books_authors_link (id INTEGER PRIMARY KEY, book INTEGER NOT NULL, author INTEGER NOT NULL,
    UNIQUE(book, author));
CREATE TABLE books_languages_link (id INTEGER PRIMARY KEY, book INTEGER NOT NULL, lang_code INTEGER NOT NULL,
    item_order INTEGER NOT NULL DEFAULT 0, UNIQUE(book, lang_code));
CREATE TABLE books_publishers_link (id INTEGER PRIMARY KEY, book INTEGER NOT NULL, publisher INTEGER NOT NULL,
    UNIQUE(book));
CREATE TABLE books_ratings_link (id INTEGER PRIMARY KEY, book INTEGER NOT NULL, rating INTEGER NOT NULL,
    UNIQUE(book, rating));
CREATE TABLE books_series_link (id INTEGER PRIMARY KEY, book INTEGER NOT NULL, series INTEGER NOT NULL, UNIQUE(book));
CREATE TABLE books_tags_link (id INTEGER PRIMARY KEY, book INTEGER NOT NULL, tag INTEGER NOT NULL, UNIQUE(book, tag));
CREATE TABLE comments (id INTEGER PRIMARY KEY, book INTEGER NOT NULL, text TEXT NOT NULL COLLATE NOCASE, UNIQUE(book));
CREATE TABLE custom_columns (id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL, name TEXT NOT NULL,
    datatype TEXT NOT NULL, mark_for_delete BOOL DEFAULT 0 NOT NULL, editable BOOL DEFAULT 1 NOT NULL,
    display TEXT DEFAULT '{}' NOT NULL, is_multiple BOOL DEFAULT 0 NOT NULL, normalized BOOL NOT NULL, UNIQUE(label));
CREATE TABLE data (id INTEGER PRIMARY KEY, book INTEGER NOT NULL, format TEXT NOT NULL COLLATE NOCASE,
    uncompressed_size INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE(book, format));
CREATE TABLE identifiers (id INTEGER PRIMARY KEY, book INTEGER NOT NULL, type TEXT NOT NULL DEFAULT 'isbn' COLLATE NOCASE,
    val TEXT NOT NULL COLLATE NOCASE, UNIQUE(book, type));
CREATE TABLE languages (id INTEGER PRIMARY KEY, lang_code TEXT NOT NULL COLLATE NOCASE, UNIQUE(lang_code));
CREATE TABLE publishers (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE, sort TEXT COLLATE NOCASE, UNIQUE(name));
CREATE TABLE ratings (id INTEGER PRIMARY KEY, rating INTEGER CHECK(rating > -1 AND rating < 11), UNIQUE(rating));
CREATE TABLE series (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE, sort TEXT COLLATE NOCASE, UNIQUE(name));
CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE, UNIQUE(name));
CREATE TABLE custom_column_1 (id INTEGER PRIMARY KEY, value TEXT NOT NULL COLLATE NOCASE, UNIQUE(value));
CREATE TABLE books_custom_column_1_link (id INTEGER PRIMARY KEY, book INTEGER NOT NULL, value INTEGER NOT NULL,
    UNIQUE(book, value));
CREATE TABLE custom_column_2 (id INTEGER PRIMARY KEY, book INTEGER, value INT NOT NULL, UNIQUE(book));
CREATE TABLE custom_column_3 (id INTEGER PRIMARY KEY, book INTEGER, value TEXT NOT NULL, UNIQUE(book));
CREATE VIEW meta AS SELECT id, title, (SELECT sortconcat(id, name) FROM authors) AS authors FROM books;

INSERT INTO authors (id, name, sort) VALUES
    (1, 'Ada Vale', 'Vale, Ada'), (2, 'Jo Hall| Jr.', 'Hall, Jo, Jr.'), (3, 'Unknown', 'Unknown'),
    (4, 'Institute of Tides', 'Institute of Tides'), (5, 'Anna van der Reed', 'Reed, Anna van der'),
    (6, 'Reed| Mika', 'Reed| Mika');
INSERT INTO publishers (id, name) VALUES (1, 'Quay Press'), (2, 'Éditions du Port');
INSERT INTO series (id, name) VALUES (1, 'Shore Quartet');
INSERT INTO tags (id, name) VALUES (1, 'sea'), (2, 'Novel'), (3, 'with, comma');
INSERT INTO languages (id, lang_code) VALUES (1, 'eng'), (2, 'fra'), (3, 'und');
INSERT INTO ratings (id, rating) VALUES (1, 0), (2, 7), (3, 10);

INSERT INTO books (id, title, sort, pubdate, series_index, path, uuid) VALUES
    (3, 'The Tide Comes In', 'Tide Comes In, The', '2011-12-31 23:00:00+00:00', 2.0, 'Ada Vale/The Tide Comes In (3)',
        '0c0ffee0-0000-4000-8000-000000000003'),
    (5, 'La Marée: récit <1951>', 'Marée: récit <1951>, La', '1951-05-31 22:00:00+00:00', 1.0, 'Ada Vale/La Maree (5)',
        '0c0ffee0-0000-4000-8000-000000000005'),
    (8, 'Tables of 1936', 'Tables of 1936', '0101-01-01 00:00:00+00:00', 1.5, 'Institute/Tables (8)', NULL),
    (9, 'Nobody''s Book', 'Nobody''s Book', '0101-01-01 00:00:00+00:00', 1.0, 'Unknown/Nobody''s Book (9)', NULL);
INSERT INTO books_authors_link (id, book, author) VALUES (1, 3, 1), (2, 3, 2), (3, 5, 1), (4, 8, 4), (5, 9, 3), (6, 5, 5),
    (7, 5, 6);
INSERT INTO books_publishers_link (book, publisher) VALUES (3, 1), (5, 2);
INSERT INTO books_series_link (book, series) VALUES (3, 1), (8, 1);
INSERT INTO books_tags_link (book, tag) VALUES (3, 1), (3, 2), (5, 3);
INSERT INTO books_languages_link (book, lang_code, item_order) VALUES (3, 1, 0), (5, 2, 1), (5, 1, 0), (8, 3, 0);
INSERT INTO books_ratings_link (book, rating) VALUES (3, 2), (5, 3), (8, 1);
INSERT INTO identifiers (book, type, val) VALUES (3, 'isbn', '9780306406157'), (3, 'goodreads', '1001'),
    (3, 'mobi-asin', 'B000000001'), (5, 'isbn', 'B000000002'), (5, 'doi', '10.5555/tide'), (8, 'url', 'https://example.org/8');
INSERT INTO comments (book, text) VALUES
    (3, '<div><p>Of the <em>sea</em> &amp; those who <b>left</b> it.</p><p>Second part.</p></div>'),
    (5, 'Plain words' || char(10) || 'on two lines');
INSERT INTO data (book, format, uncompressed_size, name) VALUES (3, 'PDF', 10, 'The Tide Comes In - Ada Vale'),
    (3, 'EPUB', 10, 'The Tide Comes In - Ada Vale');
INSERT INTO custom_columns (id, label, name, datatype, is_multiple, normalized) VALUES
    (1, 'translators', 'Translators', 'text', 1, 1), (2, 'pages', 'Pages', 'int', 0, 0), (3, 'shelf', 'Shelf', 'text', 0, 0);
INSERT INTO custom_column_1 (id, value) VALUES (1, 'Mika Noor'), (2, 'Bo Reed');
INSERT INTO books_custom_column_1_link (book, value) VALUES (5, 1), (5, 2);
INSERT INTO custom_column_2 (book, value) VALUES (3, 346), (5, 0);
INSERT INTO custom_column_3 (book, value) VALUES (3, 'upper left');
