SELECT
    agent_id, kind, family, given, non_dropping_particle, dropping_particle, suffix, literal, language
FROM agent_name
WHERE agent_id IN (SELECT value FROM json_each(?1))
ORDER BY position, id
