-- Each half has an index of its own; of the two parameters one is null.
SELECT EXISTS (SELECT 1 FROM reading_list_entry WHERE reading_list_id = ?1 AND work_id = ?2)
    OR EXISTS (SELECT 1 FROM reading_list_entry WHERE reading_list_id = ?1 AND edition_id = ?3)
