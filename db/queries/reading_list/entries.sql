SELECT work_id, edition_id FROM reading_list_entry WHERE reading_list_id = ?1 ORDER BY position, id
