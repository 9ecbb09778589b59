INSERT INTO relation (work_id, edition_id, kind, to_work_id, to_edition_id, position)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
