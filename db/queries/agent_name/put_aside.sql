UPDATE agent_name SET kind = 'variant', position = position + 1000000 WHERE agent_id = ?1
