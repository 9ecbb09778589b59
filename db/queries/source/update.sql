UPDATE source SET title = ?1, file = ?2, format = ?3, note = ?4 WHERE handle = ?5
