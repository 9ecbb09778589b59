SELECT
    id, work_id, edition_id, status, started, finished, page, percent, rating, priority, note, due,
    recommended_by, lent_to, noted
FROM reading
ORDER BY id
