SELECT
    expression.id, expression.work_id, expression.handle, expression.kind, expression.language,
    source.handle AS derived_from, expression.note
FROM expression LEFT JOIN expression AS source ON source.id = expression.derived_from
WHERE expression.id IN (SELECT value FROM json_each(?1))
ORDER BY expression.position, expression.id
