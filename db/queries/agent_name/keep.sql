UPDATE agent_name SET kind = ?2, position = ?10
WHERE agent_id = ?1 AND family = ?3 AND given = ?4 AND non_dropping_particle = ?5
    AND dropping_particle = ?6 AND suffix = ?7 AND literal = ?8 AND language IS ?9
