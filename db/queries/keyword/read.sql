SELECT work_id, edition_id, word
FROM (
    SELECT keyword.* FROM json_each(?1) AS wanted JOIN keyword ON keyword.work_id = wanted.value
    UNION ALL
    SELECT keyword.* FROM json_each(?2) AS wanted JOIN keyword ON keyword.edition_id = wanted.value
)
ORDER BY position, id
