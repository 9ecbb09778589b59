INSERT INTO evidence
    (work_id, expression_id, edition_id, agent_id, source_id, quote, field, printed, verdict, ground, position)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
