SELECT edition.id
FROM edition JOIN expression ON expression.id = edition.expression_id
WHERE expression.work_id = ?1
ORDER BY expression.position, edition.position, edition.id
LIMIT ?2
