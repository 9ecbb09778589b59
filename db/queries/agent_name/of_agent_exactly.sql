SELECT id FROM agent_name
WHERE agent_id = ?1 AND family = ?2 AND given = ?3 AND non_dropping_particle = ?4
    AND dropping_particle = ?5 AND suffix = ?6 AND literal = ?7
ORDER BY kind <> 'preferred', position, id
LIMIT 1
