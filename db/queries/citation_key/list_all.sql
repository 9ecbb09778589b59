-- Lists the keys of editions that are not listed.
INSERT INTO citation_key (key, edition_id, kind)
SELECT key, id, 'current' FROM edition
WHERE NOT EXISTS (SELECT 1 FROM citation_key WHERE citation_key.key = edition.key)
ORDER BY key
