INSERT INTO change (time, command, summary, counts, changeset) VALUES (?1, ?2, ?3, ?4, ?5)
