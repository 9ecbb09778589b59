SELECT agent_name.id, agent_id, kind, family, given, non_dropping_particle, dropping_particle, suffix, literal,
    (SELECT count(*) FROM contribution WHERE contribution.agent_name_id = agent_name.id) AS printed
FROM agent_name
WHERE agent_id = ?1
ORDER BY position, id
