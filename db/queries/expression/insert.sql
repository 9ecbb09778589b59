INSERT INTO expression (handle, work_id, kind, language, derived_from, note, position)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
