SELECT id, agent_id, kind, family, given, non_dropping_particle, dropping_particle, suffix, literal
FROM agent_name
WHERE family = ?1 AND given = ?2 AND literal = ?3 AND non_dropping_particle = ?4
    AND dropping_particle = ?5 AND suffix = ?6
ORDER BY agent_id, id
