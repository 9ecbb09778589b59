SELECT id, handle, kind, title, sort_title, language, date, state, note
FROM work
WHERE id IN (SELECT value FROM json_each(?1))
ORDER BY handle
