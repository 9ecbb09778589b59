SELECT DISTINCT edition.expression_id, expression.work_id
FROM edition JOIN expression ON expression.id = edition.expression_id
WHERE edition.id IN (SELECT value FROM json_each(?1))
