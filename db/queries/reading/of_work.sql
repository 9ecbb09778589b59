-- The readings of the work that an edition is of, and of all its editions.
WITH same AS (
    SELECT expression.work_id AS id
    FROM edition JOIN expression ON expression.id = edition.expression_id
    WHERE edition.id = ?1
)
SELECT
    id, work_id, edition_id, status, started, finished, page, percent, rating, priority, note, due,
    recommended_by, lent_to, noted
FROM reading
WHERE work_id IN (SELECT id FROM same)
    OR edition_id IN (
        SELECT edition.id FROM edition JOIN expression ON expression.id = edition.expression_id
        WHERE expression.work_id IN (SELECT id FROM same)
    )
ORDER BY id
