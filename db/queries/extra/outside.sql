SELECT format, name, value FROM extra WHERE edition_id IS NULL ORDER BY position, id
