UPDATE agent SET
    handle = ?1, kind = ?2, born = ?3, born_earliest = ?4, born_latest = ?5,
    died = ?6, died_earliest = ?7, died_latest = ?8, note = ?9
WHERE id = ?10
