SELECT
    expression.id, expression.work_id, expression.handle, expression.kind, expression.language,
    source.handle, expression.note, expression.derived_from
FROM json_each(?1) AS wanted
JOIN expression ON expression.id = wanted.value
LEFT JOIN expression AS source ON source.id = expression.derived_from
ORDER BY expression.position, expression.id
