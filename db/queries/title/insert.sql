INSERT INTO title (work_id, expression_id, edition_id, kind, text, language, script, ground, position)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
