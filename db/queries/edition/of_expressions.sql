SELECT id FROM edition WHERE expression_id IN (SELECT value FROM json_each(?1)) ORDER BY position, id
