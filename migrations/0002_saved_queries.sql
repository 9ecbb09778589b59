-- Queries that are kept under a name: @name in a query stands for the text.
CREATE TABLE saved_query (
    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    text TEXT NOT NULL CHECK (text <> '')
) STRICT, WITHOUT ROWID;
