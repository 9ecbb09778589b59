INSERT INTO keyword (work_id, edition_id, word, position) VALUES (?1, ?2, ?3, ?4)
