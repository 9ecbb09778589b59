UPDATE work SET
    handle = ?1, kind = ?2, title = ?3, sort_title = ?4, language = ?5,
    date = ?6, date_earliest = ?7, date_latest = ?8, state = ?9, note = ?10, match_key = ?11
WHERE id = ?12
