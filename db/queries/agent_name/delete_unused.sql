DELETE FROM agent_name
WHERE agent_id = ?1 AND position >= ?2
    AND NOT EXISTS (SELECT 1 FROM contribution WHERE contribution.agent_name_id = agent_name.id)
