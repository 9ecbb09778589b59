-- How many books are to be finished in a year.
CREATE TABLE reading_goal (
    year INTEGER NOT NULL PRIMARY KEY,
    books INTEGER NOT NULL CHECK (books > 0)
) STRICT;
