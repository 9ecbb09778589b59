SELECT
    contribution.work_id, contribution.expression_id, contribution.edition_id,
    contribution.place, contribution.role, contribution.statement, agent.handle,
    agent_name.family, agent_name.given, agent_name.non_dropping_particle, agent_name.dropping_particle,
    agent_name.suffix, agent_name.literal, contribution.position, contribution.id
FROM (
    SELECT contribution.* FROM json_each(?1) AS wanted JOIN contribution ON contribution.work_id = wanted.value
    UNION ALL
    SELECT contribution.* FROM json_each(?2) AS wanted JOIN contribution ON contribution.expression_id = wanted.value
    UNION ALL
    SELECT contribution.* FROM json_each(?3) AS wanted JOIN contribution ON contribution.edition_id = wanted.value
) AS contribution
LEFT JOIN agent_name ON agent_name.id = contribution.agent_name_id
LEFT JOIN agent ON agent.id = agent_name.agent_id
