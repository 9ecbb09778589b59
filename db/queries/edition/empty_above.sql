-- The expression of an edition where it has no other, and its work where that has no other expression.
SELECT
    CASE WHEN NOT EXISTS (
        SELECT 1 FROM edition AS other WHERE other.expression_id = expression.id AND other.id <> edition.id
    ) THEN expression.id END AS expression_id,
    CASE WHEN NOT EXISTS (
        SELECT 1 FROM edition AS other JOIN expression AS its ON its.id = other.expression_id
        WHERE its.work_id = expression.work_id AND other.id <> edition.id
    ) THEN expression.work_id END AS work_id
FROM edition JOIN expression ON expression.id = edition.expression_id
WHERE edition.id = ?1
