-- While the list of keys is put off, it has those that editions had before.
SELECT id FROM edition WHERE key = ?1
UNION ALL
SELECT edition_id FROM citation_key WHERE key = ?1
LIMIT 1
