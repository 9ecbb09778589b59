SELECT edition_id, key FROM citation_key
WHERE edition_id IN (SELECT value FROM json_each(?1)) AND kind = 'alias'
ORDER BY key
