INSERT INTO contribution
    (work_id, expression_id, edition_id, place, role, agent_name_id, statement, position)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
