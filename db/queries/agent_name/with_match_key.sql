SELECT id, agent_id, kind, family, given, non_dropping_particle, dropping_particle, suffix, literal
FROM agent_name
WHERE match_key = ?1
ORDER BY agent_id, id
