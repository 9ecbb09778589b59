UPDATE reading SET
    work_id = ?1, edition_id = ?2, status = ?3, started = ?4, finished = ?5, page = ?6, percent = ?7,
    rating = ?8, priority = ?9, note = ?10, due = ?11, recommended_by = ?12, lent_to = ?13, noted = ?14
WHERE id = ?15
