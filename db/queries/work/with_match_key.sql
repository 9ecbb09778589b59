SELECT id FROM work WHERE match_key = ?1 ORDER BY id LIMIT ?2
