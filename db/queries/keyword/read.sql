SELECT work_id, edition_id, word
FROM (
    SELECT * FROM keyword WHERE work_id IN (SELECT value FROM json_each(?1))
    UNION ALL
    SELECT * FROM keyword WHERE edition_id IN (SELECT value FROM json_each(?2))
)
ORDER BY position, id
