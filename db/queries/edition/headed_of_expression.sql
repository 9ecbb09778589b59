-- The editions of a text that share a title or a date with one that is told of.
SELECT id FROM edition
WHERE expression_id = ?1 AND (title = ?2 OR date = ?3)
ORDER BY position, id
LIMIT ?4
