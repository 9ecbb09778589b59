-- Pairs of editions that somebody looked at and found not to be the same, however alike they look. The one of the
-- lower row number comes first.
CREATE TABLE distinct_editions (
    id INTEGER PRIMARY KEY,
    edition_id INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    CONSTRAINT lower_first CHECK (edition_id < other_id),
    CONSTRAINT pair_once UNIQUE (edition_id, other_id)
) STRICT;
CREATE INDEX distinct_editions_other ON distinct_editions (other_id);
