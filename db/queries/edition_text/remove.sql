DELETE FROM edition_text WHERE rowid IN (SELECT value FROM json_each(?1))
