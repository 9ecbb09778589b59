SELECT id, handle, kind, born, died, note FROM agent WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY handle
