INSERT INTO reading_list_entry (reading_list_id, work_id, edition_id, position) VALUES (?1, ?2, ?3, ?4)
