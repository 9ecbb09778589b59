SELECT agent_id, scheme, value FROM identifier WHERE agent_id IN (SELECT value FROM json_each(?1)) ORDER BY position, id
