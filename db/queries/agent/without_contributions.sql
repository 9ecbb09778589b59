-- Agents that nothing is known of but their names.
SELECT agent.id FROM agent
WHERE agent.id IN (SELECT value FROM json_each(?1))
    AND agent.note IS NULL AND agent.born IS NULL AND agent.died IS NULL
    AND NOT EXISTS (
        SELECT 1 FROM contribution JOIN agent_name ON agent_name.id = contribution.agent_name_id
        WHERE agent_name.agent_id = agent.id
    )
    AND NOT EXISTS (SELECT 1 FROM identifier WHERE identifier.agent_id = agent.id)
    AND NOT EXISTS (SELECT 1 FROM evidence WHERE evidence.agent_id = agent.id)
    AND NOT EXISTS (
        SELECT 1 FROM agent_name
        WHERE agent_name.agent_id = agent.id AND agent_name.kind NOT IN ('preferred', 'variant')
    )
ORDER BY agent.id
