SELECT
    work.id, work.handle, work.kind, work.title, work.sort_title, work.language, work.date, work.state, work.note
FROM json_each(?1) AS wanted JOIN work ON work.id = wanted.value
ORDER BY work.handle
