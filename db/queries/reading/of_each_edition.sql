-- The readings of each of these editions, and those of its work whatever the edition.
WITH listed AS (
    SELECT edition.id AS listed_id, expression.work_id AS listed_work
    FROM edition LEFT JOIN expression ON expression.id = edition.expression_id
    WHERE edition.id IN (SELECT value FROM json_each(?1))
)
SELECT listed_id, reading.* FROM listed JOIN reading ON reading.edition_id = listed_id
UNION ALL
SELECT listed_id, reading.* FROM listed JOIN reading ON reading.work_id = listed_work
ORDER BY listed_id, id
