SELECT edition.expression_id, expression.work_id
FROM json_each(?1) AS wanted
JOIN edition ON edition.id = wanted.value
JOIN expression ON expression.id = edition.expression_id
