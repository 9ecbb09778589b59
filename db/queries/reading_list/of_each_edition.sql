-- The lists that each of these editions, or its work, is on.
WITH listed AS (
    SELECT edition.id AS listed_id, expression.work_id AS listed_work
    FROM edition LEFT JOIN expression ON expression.id = edition.expression_id
    WHERE edition.id IN (SELECT value FROM json_each(?1))
), entry AS (
    SELECT listed_id, reading_list_id
    FROM listed JOIN reading_list_entry ON reading_list_entry.edition_id = listed_id
    UNION
    SELECT listed_id, reading_list_id
    FROM listed JOIN reading_list_entry ON reading_list_entry.work_id = listed_work
)
SELECT listed_id, reading_list.name
FROM entry JOIN reading_list ON reading_list.id = entry.reading_list_id
ORDER BY listed_id, reading_list.position, reading_list.id
