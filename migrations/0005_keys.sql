-- Editions whose citation key nobody is to change.
CREATE TABLE pinned_key (
    edition_id INTEGER NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE
) STRICT;

-- What is set for the whole library: `key_pattern`, the pattern that new keys are made after.
CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    value TEXT NOT NULL CHECK (value <> '')
) STRICT, WITHOUT ROWID;
