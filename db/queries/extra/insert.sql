INSERT INTO extra (edition_id, source_id, format, name, value, position) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
