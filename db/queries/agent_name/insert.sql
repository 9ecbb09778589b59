INSERT INTO agent_name
    (agent_id, kind, family, given, non_dropping_particle, dropping_particle, suffix, literal, language,
    match_key, position)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
