SELECT citation_key.key, citation_key.edition_id
FROM json_each(?1) AS wanted JOIN citation_key ON citation_key.key = wanted.value
ORDER BY wanted.key
