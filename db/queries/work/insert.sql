INSERT INTO work
    (handle, kind, title, sort_title, language, date, date_earliest, date_latest, state, note, match_key)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
