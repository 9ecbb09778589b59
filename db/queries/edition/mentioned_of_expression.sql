SELECT id FROM edition
WHERE expression_id = ?1 AND standing = 'mentioned'
ORDER BY position, id
LIMIT ?2
