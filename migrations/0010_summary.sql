-- What lists and counts ask of all editions, a few bytes for each: to read it from the rows of editions, texts and works
-- takes seconds where there are a million. It is made from the rest of the library, and can be made anew.
CREATE TABLE edition_summary (
    -- Which part of the summary, times 2^32, and which page of it.
    id INTEGER PRIMARY KEY,
    -- A cell of two or eight bytes for each edition, in the order of their numbers.
    cells BLOB NOT NULL
) STRICT;

-- What the numbers in cells stand for: a JSON array of texts. What has no part tells which program made the summary.
CREATE TABLE edition_summary_value (
    part INTEGER NOT NULL,
    code INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (part, code)
) STRICT, WITHOUT ROWID;

-- Editions that were removed since.
CREATE TABLE edition_summary_gone (
    edition_id INTEGER PRIMARY KEY
) STRICT;

CREATE TRIGGER edition_summary_goes AFTER DELETE ON edition
BEGIN
    INSERT INTO edition_summary_gone (edition_id)
    SELECT old.id WHERE NOT EXISTS (SELECT 1 FROM edition_summary_gone WHERE edition_id = old.id);
END;
