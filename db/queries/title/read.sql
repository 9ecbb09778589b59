SELECT work_id, expression_id, edition_id, kind, text, language, script, ground
FROM (
    SELECT * FROM title WHERE work_id IN (SELECT value FROM json_each(?1))
    UNION ALL
    SELECT * FROM title WHERE expression_id IN (SELECT value FROM json_each(?2))
    UNION ALL
    SELECT * FROM title WHERE edition_id IN (SELECT value FROM json_each(?3))
)
ORDER BY position, id
