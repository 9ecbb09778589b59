INSERT INTO reading
    (work_id, edition_id, status, started, finished, page, percent, rating, priority, note, due,
    recommended_by, lent_to, noted, position)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
