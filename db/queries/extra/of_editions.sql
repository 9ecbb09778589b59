SELECT edition_id, format, name, value FROM extra
WHERE edition_id IN (SELECT value FROM json_each(?1))
ORDER BY position, id
