INSERT INTO quotation (edition_id, pages, text, note, position) VALUES (?1, ?2, ?3, ?4, ?5)
