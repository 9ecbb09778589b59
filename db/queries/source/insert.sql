INSERT INTO source (handle, title, file, format, note, imported, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
