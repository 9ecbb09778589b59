UPDATE edition SET container_id = ?1, reprint_of = ?2, translated_from = ?3 WHERE id = ?4
