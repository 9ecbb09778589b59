SELECT
    contribution.work_id, contribution.expression_id, contribution.edition_id,
    contribution.place, contribution.role, contribution.statement, agent.handle,
    agent_name.family, agent_name.given, agent_name.non_dropping_particle, agent_name.dropping_particle,
    agent_name.suffix, agent_name.literal
FROM (
    SELECT * FROM contribution WHERE work_id IN (SELECT value FROM json_each(?1))
    UNION ALL
    SELECT * FROM contribution WHERE expression_id IN (SELECT value FROM json_each(?2))
    UNION ALL
    SELECT * FROM contribution WHERE edition_id IN (SELECT value FROM json_each(?3))
) AS contribution
LEFT JOIN agent_name ON agent_name.id = contribution.agent_name_id
LEFT JOIN agent ON agent.id = agent_name.agent_id
ORDER BY contribution.position, contribution.id
