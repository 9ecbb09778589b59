SELECT EXISTS (
    SELECT 1 FROM reading_list_entry
    WHERE reading_list_id = ?1 AND work_id IS ?2 AND edition_id IS ?3
)
