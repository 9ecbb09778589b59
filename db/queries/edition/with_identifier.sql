SELECT DISTINCT edition_id FROM identifier
WHERE scheme = ?1 AND normal = ?2 AND edition_id IS NOT NULL
ORDER BY edition_id
