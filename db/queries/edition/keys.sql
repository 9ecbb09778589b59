SELECT id, key FROM edition WHERE id IN (SELECT value FROM json_each(?1))
