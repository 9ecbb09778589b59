INSERT INTO identifier (edition_id, agent_id, scheme, value, normal, position)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
