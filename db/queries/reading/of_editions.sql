-- The readings of these editions, and those of their works whatever the edition.
SELECT
    id, work_id, edition_id, status, started, finished, page, percent, rating, priority, note, due,
    recommended_by, lent_to, noted
FROM reading
WHERE edition_id IN (SELECT value FROM json_each(?1))
    OR work_id IN (
        SELECT expression.work_id FROM edition JOIN expression ON expression.id = edition.expression_id
        WHERE edition.id IN (SELECT value FROM json_each(?1))
    )
ORDER BY id
