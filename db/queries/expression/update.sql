UPDATE expression SET
    handle = ?1, work_id = ?2, kind = ?3, language = ?4, derived_from = ?5, note = ?6, position = ?7
WHERE id = ?8
