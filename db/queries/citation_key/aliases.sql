SELECT citation_key.edition_id, citation_key.key
FROM json_each(?1) AS wanted JOIN citation_key ON citation_key.edition_id = wanted.value
WHERE citation_key.kind = 'alias'
ORDER BY citation_key.key
