INSERT INTO agent
    (handle, kind, born, born_earliest, born_latest, died, died_earliest, died_latest, note)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
