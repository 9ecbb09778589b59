SELECT work_id, expression_id, edition_id, kind, text, language, script, ground
FROM (
    SELECT title.* FROM json_each(?1) AS wanted JOIN title ON title.work_id = wanted.value
    UNION ALL
    SELECT title.* FROM json_each(?2) AS wanted JOIN title ON title.expression_id = wanted.value
    UNION ALL
    SELECT title.* FROM json_each(?3) AS wanted JOIN title ON title.edition_id = wanted.value
)
ORDER BY position, id
