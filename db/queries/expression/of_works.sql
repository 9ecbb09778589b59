SELECT id FROM expression WHERE work_id IN (SELECT value FROM json_each(?1)) ORDER BY position, id
