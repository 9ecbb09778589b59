UPDATE reading_list_entry SET position = ?4
WHERE reading_list_id = ?1 AND work_id IS ?2 AND edition_id IS ?3 AND position <> ?4
