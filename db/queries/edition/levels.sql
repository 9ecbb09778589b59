-- The text and the work of every edition.
SELECT edition.id, edition.expression_id, expression.work_id
FROM edition JOIN expression ON expression.id = edition.expression_id
