SELECT edition_id, scheme, value FROM identifier WHERE edition_id IN (SELECT value FROM json_each(?1)) ORDER BY position, id
